-- What each side has of contracts is counted by what changes them: counting all of a large employer's on every list took
-- seconds. The states of both parties stand on the contract too, so that a list need not look into another table.
ALTER TABLE contracts
    ADD COLUMN employee_status text NOT NULL DEFAULT 'waiting',
    ADD COLUMN enterprise_status text NOT NULL DEFAULT 'waiting';

-- The owner of the tables is bound by their policies as well, and acts for nobody.
ALTER TABLE contracts NO FORCE ROW LEVEL SECURITY;
ALTER TABLE parties NO FORCE ROW LEVEL SECURITY;
UPDATE contracts AS c SET employee_status = p.status
FROM parties AS p WHERE p.contract_id = c.id AND p.role = 'employee' AND p.status <> 'waiting';
UPDATE contracts AS c SET enterprise_status = p.status
FROM parties AS p WHERE p.contract_id = c.id AND p.role = 'enterprise' AND p.status <> 'waiting';

CREATE FUNCTION copy_party_status() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    IF NEW.role = 'employee' THEN
        UPDATE contracts SET employee_status = NEW.status WHERE id = NEW.contract_id;
    ELSE
        UPDATE contracts SET enterprise_status = NEW.status WHERE id = NEW.contract_id;
    END IF;
    RETURN NULL;
END
$function$;
CREATE TRIGGER copy_party_status AFTER UPDATE OF status ON parties
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION copy_party_status();

-- A state says all that decides in which box a contract lies; whose turn it is follows from it by the one rule.
CREATE FUNCTION contract_state(status text, ordered boolean, employee_status text, enterprise_status text)
    RETURNS text LANGUAGE sql IMMUTABLE
    RETURN CASE
        WHEN status = 'signing' THEN
            'signing ' || CASE WHEN ordered THEN 'ordered' ELSE 'free' END || ' ' || employee_status || ' '
                || enterprise_status
        ELSE status
    END;

-- By enterprise, and by the account of an employee.
CREATE TABLE contract_totals (
    owner_id uuid NOT NULL,
    state text NOT NULL,
    contracts bigint NOT NULL,
    -- From launch to completion, of those that are completed.
    seconds double precision NOT NULL,
    PRIMARY KEY (owner_id, state)
);
-- Not yet added to the totals: only ever appended to, so that nobody waits for a row that another changes.
CREATE TABLE contract_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id uuid NOT NULL,
    state text NOT NULL,
    contracts integer NOT NULL,
    seconds double precision NOT NULL
);
CREATE INDEX contract_changes_by_owner ON contract_changes (owner_id);

INSERT INTO contract_totals (owner_id, state, contracts, seconds)
SELECT owner, contract_state(status, ordered, employee_status, enterprise_status), count(*),
    coalesce(sum(extract(epoch FROM completed_at - launched_at)), 0)
FROM contracts, unnest(ARRAY[enterprise_id, employee_account_id]) AS owner
GROUP BY 1, 2;

CREATE FUNCTION count_contract() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
DECLARE
    earlier text;
    later text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        earlier := contract_state(OLD.status, OLD.ordered, OLD.employee_status, OLD.enterprise_status);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        later := contract_state(NEW.status, NEW.ordered, NEW.employee_status, NEW.enterprise_status);
    END IF;
    IF earlier IS NOT DISTINCT FROM later THEN RETURN NULL; END IF;
    IF earlier IS NOT NULL THEN
        INSERT INTO contract_changes (owner_id, state, contracts, seconds)
        SELECT owner, earlier, -1, -coalesce(extract(epoch FROM OLD.completed_at - OLD.launched_at), 0)
        FROM unnest(ARRAY[OLD.enterprise_id, OLD.employee_account_id]) AS owner;
    END IF;
    IF later IS NOT NULL THEN
        INSERT INTO contract_changes (owner_id, state, contracts, seconds)
        SELECT owner, later, 1, coalesce(extract(epoch FROM NEW.completed_at - NEW.launched_at), 0)
        FROM unnest(ARRAY[NEW.enterprise_id, NEW.employee_account_id]) AS owner;
    END IF;
    RETURN NULL;
END
$function$;
CREATE TRIGGER count_contract
    AFTER INSERT OR DELETE OR UPDATE OF status, employee_status, enterprise_status ON contracts
    FOR EACH ROW EXECUTE FUNCTION count_contract();

-- In the order of the lists, and so small as what they show.
CREATE INDEX contracts_of_enterprise_signing ON contracts (enterprise_id, id DESC) WHERE status = 'signing';
CREATE INDEX contracts_of_enterprise_completed ON contracts (enterprise_id, id DESC) WHERE status = 'completed';
CREATE INDEX contracts_of_employee_signing ON contracts (employee_account_id, id DESC) WHERE status = 'signing';
CREATE INDEX contracts_of_employee_completed ON contracts (employee_account_id, id DESC) WHERE status = 'completed';

-- What is asked for once is compared with every row; a plain call would be made for each.
DROP POLICY own_side_or_event ON contracts;
CREATE POLICY own_side_or_event ON contracts
    USING (
        enterprise_id = (SELECT nullif(current_setting('app.enterprise_id', true), '')::uuid)
        OR employee_account_id = (SELECT nullif(current_setting('app.account_id', true), '')::uuid)
        OR id = (SELECT nullif(current_setting('app.contract_id', true), '')::uuid)
    );
ALTER TABLE contracts FORCE ROW LEVEL SECURITY;
ALTER TABLE parties FORCE ROW LEVEL SECURITY;
