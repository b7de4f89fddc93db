-- The enterprise may take a contract back that not all have signed.
ALTER TABLE flows DROP CONSTRAINT known_status;
ALTER TABLE flows ADD CONSTRAINT known_status CHECK (status IN ('signing', 'completed', 'failed', 'withdrawn'));
