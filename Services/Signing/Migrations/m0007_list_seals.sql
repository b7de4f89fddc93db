-- The seals of an enterprise in the order shown.
CREATE INDEX seals_by_enterprise ON seals (enterprise_id, created_at);
