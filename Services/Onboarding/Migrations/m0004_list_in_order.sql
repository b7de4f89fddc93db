-- An index for each list of employees, submissions and invitations in the order shown, whatever it is narrowed to.
CREATE INDEX employees_by_state ON employees (enterprise_id, status, id DESC);
CREATE INDEX employees_of_department ON employees (enterprise_id, department_id, id DESC);
CREATE INDEX employees_of_department_by_state ON employees (enterprise_id, department_id, status, id DESC);
CREATE INDEX employees_by_phone ON employees (enterprise_id, phone_index);
ALTER TABLE employees ADD COLUMN phone_tail text NOT NULL GENERATED ALWAYS AS (right(phone_masked, 4)) STORED;
CREATE INDEX employees_by_phone_tail ON employees (enterprise_id, phone_tail, id DESC);
DROP INDEX employees_by_department;
CREATE INDEX submissions_by_state ON submissions (enterprise_id, status, id DESC);
CREATE INDEX submissions_of_account_by_state ON submissions (account_id, status, id DESC);
CREATE INDEX invitations_by_time ON invitations (enterprise_id, created_at);

-- Names from each character on: under row-level security an index serves no LIKE, but the range of what begins with
-- some text.
CREATE TABLE employee_terms (
    enterprise_id uuid NOT NULL,
    term text COLLATE "C" NOT NULL,
    employee_id uuid NOT NULL
);
CREATE FUNCTION ends_of(whole text) RETURNS SETOF text LANGUAGE sql IMMUTABLE BEGIN ATOMIC
    SELECT substr(whole, place, 16) FROM generate_series(1, char_length(whole)) AS place;
END;
CREATE FUNCTION keep_employee_terms() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    INSERT INTO employee_terms (enterprise_id, term, employee_id)
    SELECT e.enterprise_id, term, e.id FROM added AS e, ends_of(e.name) AS term
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$function$;
CREATE TRIGGER keep_employee_terms AFTER INSERT ON employees REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION keep_employee_terms();

-- How many rows there are of what, by enterprise: counted by what changes them, since counting all takes long.
CREATE TABLE roster_totals (
    enterprise_id uuid NOT NULL,
    -- 'department …' or 'department none': who works there; 'joined 2026-11-23': who joined on that day;
    -- 'submission pending-review' and so on: how many are in that state.
    what text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (enterprise_id, what)
);
-- Not yet added to the totals: only ever appended to, so that nobody waits for a row that another changes.
CREATE TABLE roster_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    enterprise_id uuid NOT NULL,
    what text COLLATE "C" NOT NULL,
    n integer NOT NULL
);
CREATE INDEX roster_changes_by_enterprise ON roster_changes (enterprise_id);

CREATE FUNCTION counts_of(joined_at timestamptz, department_id uuid, status text) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    RETURN array_remove(
        ARRAY[
            'joined ' || to_char(joined_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
            CASE WHEN status <> 'left' THEN 'department ' || coalesce(department_id::text, 'none') END
        ],
        NULL
    );
CREATE FUNCTION count_employee() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO roster_changes (enterprise_id, what, n)
        SELECT OLD.enterprise_id, what, -1 FROM unnest(counts_of(OLD.joined_at, OLD.department_id, OLD.status)) AS what;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO roster_changes (enterprise_id, what, n)
        SELECT NEW.enterprise_id, what, 1 FROM unnest(counts_of(NEW.joined_at, NEW.department_id, NEW.status)) AS what;
    END IF;
    RETURN NULL;
END
$function$;
CREATE TRIGGER count_employee AFTER INSERT OR DELETE OR UPDATE OF department_id, status, joined_at ON employees
    FOR EACH ROW EXECUTE FUNCTION count_employee();
CREATE FUNCTION count_submission() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $function$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO roster_changes (enterprise_id, what, n) VALUES (OLD.enterprise_id, 'submission ' || OLD.status, -1);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO roster_changes (enterprise_id, what, n) VALUES (NEW.enterprise_id, 'submission ' || NEW.status, 1);
    END IF;
    RETURN NULL;
END
$function$;
CREATE TRIGGER count_submission AFTER INSERT OR DELETE OR UPDATE OF status ON submissions
    FOR EACH ROW EXECUTE FUNCTION count_submission();

-- The owner of the tables is bound by their policies as well, and acts for nobody.
ALTER TABLE employees NO FORCE ROW LEVEL SECURITY;
ALTER TABLE submissions NO FORCE ROW LEVEL SECURITY;
INSERT INTO employee_terms (enterprise_id, term, employee_id)
SELECT DISTINCT e.enterprise_id, term COLLATE "C", e.id FROM employees AS e, ends_of(e.name) AS term;
-- After the rows, which is several times quicker than with each of them.
ALTER TABLE employee_terms ADD PRIMARY KEY (enterprise_id, term, employee_id);
INSERT INTO roster_totals (enterprise_id, what, n)
SELECT e.enterprise_id, what, count(*)
FROM employees AS e, unnest(counts_of(e.joined_at, e.department_id, e.status)) AS what
GROUP BY 1, 2
UNION ALL
SELECT enterprise_id, 'submission ' || status, count(*) FROM submissions GROUP BY 1, 2;
ALTER TABLE employees FORCE ROW LEVEL SECURITY;
ALTER TABLE submissions FORCE ROW LEVEL SECURITY;

ALTER TABLE employee_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE employee_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise ON employee_terms
    USING (enterprise_id = (SELECT nullif(current_setting('app.enterprise_id', true), '')::uuid));
