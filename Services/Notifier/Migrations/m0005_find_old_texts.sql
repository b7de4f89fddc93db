-- Texts go much sooner than what people find in their 消息: the two are found apart.
CREATE INDEX texts_by_age ON notices (created_at) WHERE channel <> 'in-app';
