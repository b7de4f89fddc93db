-- A person sees the enterprises they belong to; who belongs to an enterprise is written in that enterprise's name.
ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE members FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise_or_own ON members
    USING (
        enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid
        OR account_id = nullif(current_setting('app.account_id', true), '')::uuid
    )
    WITH CHECK (enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid);

-- Whose session it is, is found out by its token.
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY own_account_or_token ON sessions
    USING (
        account_id = nullif(current_setting('app.account_id', true), '')::uuid
        OR encode(token_hash, 'hex') = current_setting('app.session', true)
    )
    WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);

ALTER TABLE consents ENABLE ROW LEVEL SECURITY;
ALTER TABLE consents FORCE ROW LEVEL SECURITY;
CREATE POLICY own_account ON consents
    USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid);

-- The job that asks the carrier names the verification and nobody's rights.
ALTER TABLE person_verifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_verifications FORCE ROW LEVEL SECURITY;
CREATE POLICY own_account_or_job ON person_verifications
    USING (
        account_id = nullif(current_setting('app.account_id', true), '')::uuid
        OR id = nullif(current_setting('app.verification_id', true), '')::uuid
    );
