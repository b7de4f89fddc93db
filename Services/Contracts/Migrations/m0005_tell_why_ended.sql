-- A contract that somebody ended may say why; one that failed always does.
ALTER TABLE contracts DROP CONSTRAINT failure_exactly_when_failed;
ALTER TABLE contracts
    ADD CONSTRAINT failure_when_failed CHECK (failure IS NOT NULL OR status <> 'failed'),
    ADD CONSTRAINT failure_only_when_ended
    CHECK (failure IS NULL OR status IN ('withdrawn', 'declined', 'expired', 'failed'));
