ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE members FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise ON members
    USING (enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid);

-- A text goes to a phone, not to an account: only this service itself, which sends it, sees it.
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices FORCE ROW LEVEL SECURITY;
CREATE POLICY own_account_or_sender ON notices
    USING (
        account_id = nullif(current_setting('app.account_id', true), '')::uuid
        OR (channel <> 'in-app' AND current_setting('app.scope', true) = 'system')
    );
