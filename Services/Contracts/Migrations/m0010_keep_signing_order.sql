-- In which place a party signs, where they sign one after the other. An instance from before this writes none: its parties
-- stand in the order of their roles.
ALTER TABLE parties ADD COLUMN position smallint NOT NULL DEFAULT 0;
-- The owner of the tables is bound by their policies as well, and acts for nobody.
ALTER TABLE parties NO FORCE ROW LEVEL SECURITY;
UPDATE parties SET position = CASE role WHEN 'employee' THEN 1 ELSE 2 END;
ALTER TABLE parties FORCE ROW LEVEL SECURITY;
