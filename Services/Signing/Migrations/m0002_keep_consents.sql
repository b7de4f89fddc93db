-- What a person had consented to when they proved who they are, for the evidence of what they sign.
ALTER TABLE accounts ADD COLUMN consents jsonb;
