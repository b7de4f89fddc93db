-- Lists show what was launched last, or drafted, first; a box is a few states. Both are columns, so that each list is read
-- from an index in the order shown, whatever lies in the box.
ALTER TABLE contracts
    ADD COLUMN listed_at timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(launched_at, created_at)) STORED,
    ADD COLUMN state text NOT NULL
        GENERATED ALWAYS AS (contract_state(status, ordered, employee_status, enterprise_status)) STORED;
CREATE INDEX contracts_of_enterprise ON contracts (enterprise_id, listed_at DESC, id DESC);
CREATE INDEX contracts_of_enterprise_by_state ON contracts (enterprise_id, state, listed_at DESC, id DESC);
CREATE INDEX contracts_of_employee ON contracts (employee_account_id, listed_at DESC, id DESC);
CREATE INDEX contracts_of_employee_by_state ON contracts (employee_account_id, state, listed_at DESC, id DESC);
DROP INDEX contracts_by_enterprise;
DROP INDEX contracts_by_employee;
DROP INDEX contracts_of_enterprise_signing;
DROP INDEX contracts_of_enterprise_completed;
DROP INDEX contracts_of_employee_signing;
DROP INDEX contracts_of_employee_completed;

-- What an enterprise searches in, from each character on: under row-level security an index serves no LIKE, but the
-- range of what begins with some text.
CREATE TABLE contract_terms (
    enterprise_id uuid NOT NULL,
    term text COLLATE "C" NOT NULL,
    contract_id uuid NOT NULL
);
CREATE FUNCTION ends_of(VARIADIC texts text[]) RETURNS SETOF text LANGUAGE sql IMMUTABLE BEGIN ATOMIC
    SELECT substr(one, place, 16) FROM unnest(texts) AS one, generate_series(1, char_length(one)) AS place;
END;
CREATE FUNCTION keep_contract_terms() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    INSERT INTO contract_terms (enterprise_id, term, contract_id)
    SELECT c.enterprise_id, term, c.id FROM added AS c, ends_of(c.name, c.number, c.employee_name) AS term
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$function$;
CREATE TRIGGER keep_contract_terms AFTER INSERT ON contracts REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION keep_contract_terms();

-- The owner of the tables is bound by their policies as well, and acts for nobody.
ALTER TABLE contracts NO FORCE ROW LEVEL SECURITY;
INSERT INTO contract_terms (enterprise_id, term, contract_id)
SELECT DISTINCT c.enterprise_id, term COLLATE "C", c.id
FROM contracts AS c, ends_of(c.name, c.number, c.employee_name) AS term;
-- After the rows, which is several times quicker than with each of them.
ALTER TABLE contract_terms ADD PRIMARY KEY (enterprise_id, term, contract_id);
ALTER TABLE contracts FORCE ROW LEVEL SECURITY;

ALTER TABLE contract_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE contract_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise ON contract_terms
    USING (enterprise_id = (SELECT nullif(current_setting('app.enterprise_id', true), '')::uuid));
