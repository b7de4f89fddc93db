CREATE TABLE persons (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    sex text CONSTRAINT known_sex CHECK (sex IN ('female', 'male')),
    id_type text NOT NULL,
    id_number text NOT NULL,
    id_number_index bytea NOT NULL,
    id_number_masked text NOT NULL,
    verified_at timestamptz NOT NULL,
    CONSTRAINT one_person_per_id_number UNIQUE (id_type, id_number_index)
);

CREATE TABLE accounts (
    id uuid PRIMARY KEY,
    phone text NOT NULL,
    phone_index bytea NOT NULL CONSTRAINT one_account_per_phone UNIQUE,
    phone_masked text NOT NULL,
    password_hash text,
    failed_passwords integer NOT NULL DEFAULT 0,
    locked_until timestamptz,
    person_id uuid REFERENCES persons (id),
    created_at timestamptz NOT NULL
);

CREATE TABLE consents (
    account_id uuid NOT NULL REFERENCES accounts (id),
    agreement text NOT NULL,
    version text NOT NULL,
    consented_at timestamptz NOT NULL,
    address text,
    PRIMARY KEY (account_id, agreement, version)
);

CREATE TABLE codes (
    id uuid PRIMARY KEY,
    phone_index bytea NOT NULL,
    purpose text NOT NULL,
    digest bytea NOT NULL,
    address text,
    wrong_tries integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX codes_by_phone ON codes (phone_index, created_at DESC);
CREATE INDEX codes_by_address ON codes (address, created_at DESC);

CREATE TABLE enterprises (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    uscc text NOT NULL CONSTRAINT one_enterprise_per_uscc UNIQUE,
    organization_type text,
    legal_representative text,
    registered_at timestamptz NOT NULL,
    verified_at timestamptz
);

CREATE TABLE members (
    enterprise_id uuid NOT NULL REFERENCES enterprises (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    roles text[] NOT NULL,
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (enterprise_id, account_id)
);
CREATE INDEX members_by_account ON members (account_id);

CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL CONSTRAINT one_session_per_token UNIQUE,
    account_id uuid NOT NULL REFERENCES accounts (id),
    side text NOT NULL,
    enterprise_id uuid REFERENCES enterprises (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX live_sessions_by_account ON sessions (account_id) WHERE ended_at IS NULL;

CREATE TABLE person_verifications (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    method text NOT NULL,
    consented_at timestamptz NOT NULL,
    name text NOT NULL,
    id_type text NOT NULL,
    id_number text NOT NULL,
    id_number_index bytea NOT NULL,
    phone text NOT NULL,
    phone_index bytea NOT NULL,
    status text NOT NULL CONSTRAINT known_status CHECK (status IN ('code-required', 'pending', 'passed', 'failed')),
    reason text,
    receipt text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT reason_exactly_when_failed CHECK ((reason IS NOT NULL) = (status = 'failed'))
);
CREATE INDEX person_verifications_by_account ON person_verifications (account_id, created_at DESC);

CREATE TABLE enterprise_verifications (
    id uuid PRIMARY KEY,
    enterprise_id uuid NOT NULL REFERENCES enterprises (id),
    account_id uuid NOT NULL REFERENCES accounts (id),
    organization_type text NOT NULL,
    method text NOT NULL,
    representative_name text NOT NULL,
    representative_id_number text NOT NULL,
    status text NOT NULL CONSTRAINT known_status CHECK (status IN ('pending', 'passed', 'failed')),
    reason text,
    receipt text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT reason_exactly_when_failed CHECK ((reason IS NOT NULL) = (status = 'failed'))
);
CREATE INDEX enterprise_verifications_by_enterprise ON enterprise_verifications (enterprise_id, created_at DESC);

ALTER TABLE enterprise_verifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise_verifications FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise ON enterprise_verifications
    USING (enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid)
    WITH CHECK (enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid);
