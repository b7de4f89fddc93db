CREATE TABLE members (
    enterprise_id uuid NOT NULL,
    account_id uuid NOT NULL,
    PRIMARY KEY (enterprise_id, account_id)
);

CREATE TABLE notices (
    id uuid PRIMARY KEY,
    channel text NOT NULL CONSTRAINT known_channel CHECK (channel IN ('sms', 'voice', 'in-app')),
    account_id uuid,
    phone text,
    title text NOT NULL,
    body text NOT NULL,
    link text,
    status text NOT NULL CONSTRAINT known_status CHECK (status IN ('waiting', 'sent', 'failed', 'expired')),
    expires_at timestamptz,
    receipt text,
    failure text,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    read_at timestamptz,
    CONSTRAINT addressed CHECK (phone IS NOT NULL OR account_id IS NOT NULL)
);
CREATE INDEX notices_by_account ON notices (account_id, id DESC) WHERE channel = 'in-app';
