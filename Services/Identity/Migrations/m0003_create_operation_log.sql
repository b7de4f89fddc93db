-- Who did what, when and to what: from every service's events and from what changes who somebody is here.
CREATE TABLE operation_log (
    id uuid PRIMARY KEY,
    occurred_at timestamptz NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    enterprise_id uuid,
    account_id uuid,
    trace text
);
CREATE INDEX operations_by_enterprise ON operation_log (enterprise_id, id DESC);
CREATE INDEX operations_by_subject ON operation_log (subject) WHERE enterprise_id IS NOT NULL;
CREATE INDEX operations_by_age ON operation_log (occurred_at);

-- A log only grows: nobody changes an entry, and only time removes it.
ALTER TABLE operation_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE operation_log FORCE ROW LEVEL SECURITY;
CREATE POLICY own_enterprise_or_service ON operation_log FOR SELECT
    USING (
        enterprise_id = nullif(current_setting('app.enterprise_id', true), '')::uuid
        OR current_setting('app.scope', true) = 'system'
    );
CREATE POLICY anybody_adds ON operation_log FOR INSERT WITH CHECK (true);
CREATE POLICY service_removes ON operation_log FOR DELETE
    USING (current_setting('app.scope', true) = 'system');
