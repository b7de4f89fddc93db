-- A willingness check is of no use once its signature is made or its code has expired: what it proved stands in the
-- evidence of the contract. Housekeeping, which acts for nobody, may see and remove it.
CREATE INDEX willingness_by_age ON willingness (created_at);
CREATE POLICY housekeeping ON willingness
    USING ((SELECT current_setting('app.scope', true)) = 'housekeeping')
    WITH CHECK (false);
