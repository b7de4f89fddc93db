-- An invitation that nobody answered is somebody's name and phone; housekeeping may see and remove it.
CREATE INDEX invitations_unanswered ON invitations (expires_at) WHERE status = 'sent';
CREATE POLICY housekeeping ON invitations
    USING (status = 'sent' AND (SELECT current_setting('app.scope', true)) = 'housekeeping')
    WITH CHECK (false);
