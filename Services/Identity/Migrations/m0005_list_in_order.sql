-- The log is shown by time; an index for each filter in the order shown, so that a page reads what it shows.
CREATE INDEX operations_in_order ON operation_log (enterprise_id, occurred_at DESC, id DESC);
CREATE INDEX operations_by_type ON operation_log (enterprise_id, type, occurred_at DESC, id DESC);
CREATE INDEX operations_by_account ON operation_log (enterprise_id, account_id, occurred_at DESC, id DESC);
CREATE INDEX operations_by_account_and_type
    ON operation_log (enterprise_id, account_id, type, occurred_at DESC, id DESC);
DROP INDEX operations_by_enterprise;
