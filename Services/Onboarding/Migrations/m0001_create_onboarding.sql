-- Read copies of what identity announced.
CREATE TABLE enterprises (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    verified boolean NOT NULL DEFAULT false
);

CREATE TABLE persons (
    account_id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    name text NOT NULL,
    sex text,
    id_number text NOT NULL,
    id_number_masked text NOT NULL,
    phone text NOT NULL,
    phone_masked text NOT NULL
);

CREATE TABLE departments (
    id uuid PRIMARY KEY,
    enterprise_id uuid NOT NULL,
    parent_id uuid REFERENCES departments (id),
    name text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX one_department_per_name
    ON departments (enterprise_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'), name);

CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    enterprise_id uuid NOT NULL,
    code_hash bytea NOT NULL CONSTRAINT one_invitation_per_code UNIQUE,
    name text NOT NULL,
    phone text NOT NULL,
    phone_index bytea NOT NULL,
    phone_masked text NOT NULL,
    invited_by uuid NOT NULL,
    status text NOT NULL
        CONSTRAINT known_status CHECK (status IN ('sent', 'submitted', 'accepted', 'rejected', 'expired')),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX invitations_by_enterprise ON invitations (enterprise_id, id DESC);

CREATE TABLE submissions (
    id uuid PRIMARY KEY,
    enterprise_id uuid NOT NULL,
    invitation_id uuid NOT NULL REFERENCES invitations (id),
    account_id uuid NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    sex text NOT NULL CONSTRAINT known_sex CHECK (sex IN ('female', 'male')),
    id_number text NOT NULL,
    id_number_masked text NOT NULL,
    phone text NOT NULL,
    phone_masked text NOT NULL,
    address text NOT NULL,
    emergency_name text NOT NULL,
    emergency_relation text NOT NULL,
    emergency_phone text NOT NULL,
    status text NOT NULL CONSTRAINT known_status CHECK (status IN ('pending-review', 'approved', 'rejected')),
    reason text,
    submitted_at timestamptz NOT NULL,
    reviewed_at timestamptz,
    reviewed_by uuid,
    employee_id uuid,
    CONSTRAINT reviewed_exactly_when_decided CHECK ((reviewed_at IS NULL) = (status = 'pending-review')),
    CONSTRAINT reason_exactly_when_rejected CHECK ((reason IS NOT NULL) = (status = 'rejected'))
);
CREATE INDEX submissions_by_enterprise ON submissions (enterprise_id, id DESC);
CREATE INDEX submissions_by_account ON submissions (account_id, id DESC);
CREATE UNIQUE INDEX one_open_submission_per_invitation ON submissions (invitation_id) WHERE status = 'pending-review';

CREATE TABLE employees (
    id uuid PRIMARY KEY,
    enterprise_id uuid NOT NULL,
    account_id uuid NOT NULL,
    person_id uuid NOT NULL,
    name text NOT NULL,
    sex text NOT NULL,
    id_number text NOT NULL,
    id_number_masked text NOT NULL,
    phone text NOT NULL,
    phone_index bytea NOT NULL,
    phone_masked text NOT NULL,
    address text NOT NULL,
    department_id uuid REFERENCES departments (id),
    status text NOT NULL CONSTRAINT known_status CHECK (status IN ('active', 'leaving', 'left')),
    joined_at timestamptz NOT NULL
);
CREATE INDEX employees_by_enterprise ON employees (enterprise_id, id DESC);
CREATE UNIQUE INDEX one_employment_at_a_time ON employees (enterprise_id, person_id) WHERE status <> 'left';

ALTER TABLE departments ENABLE ROW LEVEL SECURITY;
ALTER TABLE departments FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise ON departments
    USING (enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid);

ALTER TABLE employees ENABLE ROW LEVEL SECURITY;
ALTER TABLE employees FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise ON employees
    USING (enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid);

-- A worker acts for no enterprise: the link they hold opens one invitation, and what they handed in is theirs.
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise_or_link ON invitations
    USING (
        enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid
        OR encode(code_hash, 'hex') = current_setting('app.invitation', true)
    );

ALTER TABLE submissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE submissions FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise_or_own ON submissions
    USING (
        enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid
        OR account_id = nullif(current_setting('app.account_id', true), '')::uuid
    );
