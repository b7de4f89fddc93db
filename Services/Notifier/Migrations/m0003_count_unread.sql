-- What somebody has not read is counted on every page, and only up to a limit.
CREATE INDEX notices_unread ON notices (account_id, id DESC) WHERE channel = 'in-app' AND read_at IS NULL;
