-- When the employee was last reminded of a contract.
ALTER TABLE contracts ADD COLUMN urged_at timestamptz;
