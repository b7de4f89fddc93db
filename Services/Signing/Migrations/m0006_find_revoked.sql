-- The list of revocations is read often and is short; certificates are many.
CREATE INDEX certificates_revoked ON certificates (revoked_at) WHERE revoked_at IS NOT NULL;
