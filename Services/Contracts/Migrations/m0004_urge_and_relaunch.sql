-- When the employee was last reminded of a contract.
ALTER TABLE contracts ADD COLUMN urged_at timestamptz;

-- Which contract one was drafted from again; each once.
ALTER TABLE contracts
    ADD COLUMN relaunched_from uuid REFERENCES contracts (id) CONSTRAINT relaunched_once UNIQUE;
