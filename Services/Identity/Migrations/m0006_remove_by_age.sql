-- What has aged is found by its time, and housekeeping, which acts for nobody, may see and remove it.
CREATE INDEX codes_by_age ON codes (created_at);
CREATE INDEX sessions_by_age ON sessions (expires_at);
CREATE POLICY housekeeping ON sessions
    USING ((SELECT current_setting('app.scope', true)) = 'housekeeping')
    WITH CHECK (false);
DROP POLICY own_enterprise_or_service ON operation_log;
CREATE POLICY own_enterprise_or_service ON operation_log FOR SELECT
    USING (
        enterprise_id = (SELECT nullif(current_setting('app.enterprise_id', true), '')::uuid)
        OR (SELECT current_setting('app.scope', true)) IN ('system', 'housekeeping')
    );
DROP POLICY service_removes ON operation_log;
CREATE POLICY service_removes ON operation_log FOR DELETE
    USING ((SELECT current_setting('app.scope', true)) IN ('system', 'housekeeping'));
