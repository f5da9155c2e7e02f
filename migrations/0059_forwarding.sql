-- Where a letter went to the competent body, by e-mail or by post; empty where none was written from here.
ALTER TABLE case_referrals ADD COLUMN address TEXT NOT NULL DEFAULT '';

-- A letter that passes a case on goes to the competent body and not to the client: it answers nobody.
ALTER TABLE outbox ADD COLUMN is_forward BIGINT NOT NULL DEFAULT 0 CHECK (is_forward IN (0, 1));
ALTER TABLE paper_letters ADD COLUMN is_forward BIGINT NOT NULL DEFAULT 0 CHECK (is_forward IN (0, 1));
