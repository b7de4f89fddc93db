-- When the code of a verification was sent last; before this was kept, that was about when it was begun.
ALTER TABLE person_verifications ADD COLUMN code_sent_at timestamptz;
