-- Read copies of what identity announced.
CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    phone text NOT NULL,
    person_id uuid,
    person_name text,
    id_number_masked text,
    identity_method text,
    identity_receipt text,
    verified_at timestamptz
);

CREATE TABLE enterprises (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    uscc text NOT NULL,
    identity_method text NOT NULL,
    identity_receipt text NOT NULL,
    verified_at timestamptz NOT NULL
);

CREATE TABLE seals (
    id uuid PRIMARY KEY,
    enterprise_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CONSTRAINT known_kind CHECK (kind IN ('official')),
    artwork jsonb NOT NULL,
    image jsonb NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX one_official_seal ON seals (enterprise_id) WHERE kind = 'official';

CREATE TABLE handwritten_signatures (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    image jsonb NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX handwritten_signatures_by_account ON handwritten_signatures (account_id, id DESC);

CREATE TABLE flows (
    contract_id uuid PRIMARY KEY,
    contract_number text NOT NULL,
    contract_name text NOT NULL,
    enterprise_id uuid NOT NULL,
    enterprise_name text NOT NULL,
    uscc text NOT NULL,
    employee_account_id uuid NOT NULL,
    handler_account_id uuid NOT NULL,
    document jsonb NOT NULL,
    revision integer NOT NULL DEFAULT 0,
    ordered boolean NOT NULL,
    status text NOT NULL CONSTRAINT known_status CHECK (status IN ('signing', 'completed', 'failed')),
    launched_at timestamptz NOT NULL,
    completed_at timestamptz,
    CONSTRAINT completed_at_exactly_when_completed CHECK ((completed_at IS NOT NULL) = (status = 'completed'))
);

CREATE TABLE signers (
    contract_id uuid NOT NULL REFERENCES flows (contract_id),
    role text NOT NULL CONSTRAINT known_role CHECK (role IN ('employee', 'enterprise')),
    name text NOT NULL,
    phone text NOT NULL,
    signature_field text NOT NULL,
    fields jsonb NOT NULL,
    status text NOT NULL CONSTRAINT known_status CHECK (status IN ('waiting', 'signed')),
    signed_by uuid,
    signed_at timestamptz,
    certificate_serial text,
    PRIMARY KEY (contract_id, role),
    CONSTRAINT signed_completely
        CHECK ((status = 'signed') = (signed_at IS NOT NULL AND signed_by IS NOT NULL AND certificate_serial IS NOT NULL))
);

CREATE TABLE willingness (
    id uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    role text NOT NULL,
    account_id uuid NOT NULL,
    method text NOT NULL,
    digest bytea NOT NULL,
    -- The document as the signer was shown it: another revision needs another code.
    document_sha256 text NOT NULL,
    wrong_tries integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX willingness_by_account ON willingness (account_id, created_at DESC);

CREATE TABLE certificates (
    serial text PRIMARY KEY,
    contract_id uuid NOT NULL,
    role text NOT NULL,
    subject text NOT NULL,
    algorithm text NOT NULL,
    certificate bytea NOT NULL,
    evidence_digest bytea NOT NULL,
    issued_at timestamptz NOT NULL,
    not_after timestamptz NOT NULL,
    revoked_at timestamptz
);

-- One chain of digests for each contract: no entry can be changed, dropped or moved unseen.
CREATE TABLE evidence (
    contract_id uuid NOT NULL,
    position integer NOT NULL,
    kind text NOT NULL,
    entry bytea NOT NULL,
    algorithm text NOT NULL,
    link bytea NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (contract_id, position)
);

ALTER TABLE seals ENABLE ROW LEVEL SECURITY;
ALTER TABLE seals FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise ON seals
    USING (enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid);

ALTER TABLE handwritten_signatures ENABLE ROW LEVEL SECURITY;
ALTER TABLE handwritten_signatures FORCE ROW LEVEL SECURITY;
CREATE POLICY own_account ON handwritten_signatures
    USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid);

ALTER TABLE flows ENABLE ROW LEVEL SECURITY;
ALTER TABLE flows FORCE ROW LEVEL SECURITY;
CREATE POLICY own_side ON flows
    USING (
        enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid
        OR employee_account_id = nullif(current_setting('app.account_id', true), '')::uuid
    );
