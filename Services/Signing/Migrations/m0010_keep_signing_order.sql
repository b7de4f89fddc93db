-- In which place a signer signs, where they sign one after the other. An instance from before this writes none: its
-- signers stand in the order of their roles.
ALTER TABLE signers ADD COLUMN position smallint NOT NULL DEFAULT 0;
-- The owner of the tables is bound by their policies as well, and acts for nobody.
ALTER TABLE signers NO FORCE ROW LEVEL SECURITY;
UPDATE signers SET position = CASE role WHEN 'employee' THEN 1 ELSE 2 END;
ALTER TABLE signers FORCE ROW LEVEL SECURITY;
