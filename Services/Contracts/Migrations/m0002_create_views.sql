-- Who was shown which revision, and who was handed the completed document: the first time of each.
CREATE TABLE views (
    contract_id uuid NOT NULL REFERENCES contracts (id),
    document_sha256 text NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT known_kind CHECK (kind IN ('viewed', 'delivered')),
    enterprise_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (contract_id, document_sha256, account_id, kind)
);

ALTER TABLE views ENABLE ROW LEVEL SECURITY;
ALTER TABLE views FORCE ROW LEVEL SECURITY;
CREATE POLICY own_side ON views
    USING (
        enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid
        OR account_id = nullif(current_setting('app.account_id', true), '')::uuid
    );
