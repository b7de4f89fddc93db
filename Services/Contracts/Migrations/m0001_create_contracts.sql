-- Read copies of what identity and onboarding announced.
CREATE TABLE enterprises (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    uscc text NOT NULL,
    legal_representative text NOT NULL,
    handler_account_id uuid NOT NULL
);

CREATE TABLE employees (
    id uuid PRIMARY KEY,
    enterprise_id uuid NOT NULL,
    account_id uuid NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    sex text NOT NULL,
    id_number text NOT NULL,
    phone text NOT NULL,
    phone_masked text NOT NULL,
    address text NOT NULL
);
CREATE INDEX employees_by_enterprise ON employees (enterprise_id);

CREATE TABLE templates (
    id uuid PRIMARY KEY,
    scope text NOT NULL CONSTRAINT known_scope CHECK (scope IN ('public', 'own')),
    enterprise_id uuid,
    name text NOT NULL,
    type text NOT NULL,
    is_open boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT owned_exactly_when_own CHECK ((enterprise_id IS NOT NULL) = (scope = 'own'))
);

-- Every edit is a version: a contract keeps the words it was drafted from.
CREATE TABLE template_versions (
    template_id uuid NOT NULL REFERENCES templates (id),
    version integer NOT NULL,
    document jsonb NOT NULL,
    pages integer NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (template_id, version)
);

CREATE SEQUENCE contract_numbers;

CREATE TABLE contracts (
    id uuid PRIMARY KEY,
    number text NOT NULL CONSTRAINT one_contract_per_number UNIQUE,
    name text NOT NULL CONSTRAINT name_of_fitting_length CHECK (char_length(name) BETWEEN 1 AND 50),
    template_id uuid NOT NULL,
    template_version integer NOT NULL,
    enterprise_id uuid NOT NULL,
    enterprise_name text NOT NULL,
    uscc text NOT NULL,
    handler_account_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    employee_account_id uuid NOT NULL,
    employee_person_id uuid NOT NULL,
    employee_name text NOT NULL,
    employee_phone text NOT NULL,
    employee_phone_masked text NOT NULL,
    ordered boolean NOT NULL,
    field_values text NOT NULL,
    status text NOT NULL
        CONSTRAINT known_status
        CHECK (status IN ('draft', 'signing', 'completed', 'withdrawn', 'declined', 'expired', 'failed')),
    failure text,
    document_id uuid NOT NULL,
    document jsonb,
    revision integer NOT NULL DEFAULT 0,
    pages integer NOT NULL DEFAULT 0,
    placed jsonb,
    created_at timestamptz NOT NULL,
    launched_at timestamptz,
    completed_at timestamptz,
    FOREIGN KEY (template_id, template_version) REFERENCES template_versions (template_id, version),
    CONSTRAINT composed_when_launched CHECK (status = 'draft' OR document IS NOT NULL),
    CONSTRAINT failure_exactly_when_failed CHECK ((failure IS NOT NULL) = (status = 'failed'))
);
CREATE INDEX contracts_by_enterprise ON contracts (enterprise_id, id DESC);
CREATE INDEX contracts_by_employee ON contracts (employee_account_id, id DESC);

CREATE TABLE parties (
    contract_id uuid NOT NULL REFERENCES contracts (id),
    role text NOT NULL CONSTRAINT known_role CHECK (role IN ('employee', 'enterprise')),
    name text NOT NULL,
    status text NOT NULL CONSTRAINT known_status CHECK (status IN ('waiting', 'signed', 'declined')),
    signed_at timestamptz,
    PRIMARY KEY (contract_id, role),
    CONSTRAINT signed_at_exactly_when_signed CHECK ((signed_at IS NOT NULL) = (status = 'signed'))
);

-- Images of pages by the document they show; they can be made again at any time.
CREATE TABLE page_images (
    document_sha256 text NOT NULL,
    page integer NOT NULL,
    image jsonb NOT NULL,
    PRIMARY KEY (document_sha256, page)
);

ALTER TABLE employees ENABLE ROW LEVEL SECURITY;
ALTER TABLE employees FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise ON employees
    USING (enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid);

ALTER TABLE templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE templates FORCE ROW LEVEL SECURITY;
CREATE POLICY public_or_own ON templates
    USING (scope = 'public' OR enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid);

-- The signing service's events name a contract and nobody's rights; a worker sees what they are party to.
ALTER TABLE contracts ENABLE ROW LEVEL SECURITY;
ALTER TABLE contracts FORCE ROW LEVEL SECURITY;
CREATE POLICY own_side_or_event ON contracts
    USING (
        enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid
        OR employee_account_id = nullif(current_setting('app.account_id', true), '')::uuid
        OR id = nullif(current_setting('app.contract_id', true), '')::uuid
    );
