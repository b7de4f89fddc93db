-- What has aged is found by its time, and housekeeping, which acts for nobody, may see and remove it.
CREATE INDEX notices_by_age ON notices (created_at);
CREATE POLICY housekeeping ON notices
    USING ((SELECT current_setting('app.scope', true)) = 'housekeeping')
    WITH CHECK (false);
