-- What cases need beyond their own table: finding one by its short code or its client, the mistakes made with a short
-- code, the short visits of clients to their page, and the promises of a case whenever they were opened.

-- The contact in the form in which contacts are compared; empty where the client stays anonymous.
ALTER TABLE cases ADD COLUMN contact_key TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_contact ON cases (institution_id, contact_key) WHERE contact_key <> '';
CREATE INDEX cases_short_code ON cases (institution_id, short_code_hash);
CREATE INDEX cases_due ON cases (institution_id, due_at, id) WHERE status IN ('open', 'waiting_client');

-- Wrong contacts given with a right short code, by case and local day.
CREATE TABLE case_mistakes (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    day BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (institution_id, case_id, day),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);

-- A client's way to one case for some minutes; the secret itself is only in the client's cookie.
CREATE TABLE case_views (
    institution_id BIGINT NOT NULL,
    token_hash {{bytes}} NOT NULL,
    case_id UUID NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (institution_id, token_hash),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);

-- Promises that count days or opening time keep their reason; they are few, and nearly all of them belong to cases.
CREATE INDEX obligations_counted ON obligations (institution_id, subject_id) WHERE why IS NOT NULL;
