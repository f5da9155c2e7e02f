-- Letters as they were formatted, how long what nobody needs is kept, and answers in writing as contacts.

-- Whether a letter can be shown as it was formatted; absent for one that was taken before this was noted.
ALTER TABLE messages ADD COLUMN is_formatted BIGINT;

-- Since when only the place and the digest of a letter that came to no case are known: they stop it from coming again.
ALTER TABLE letters ADD COLUMN forgotten_at BIGINT;
DROP INDEX letters_aside;
CREATE INDEX letters_unplaced ON letters (institution_id, taken_at)
    WHERE state IN ('set_aside', 'needs_attention', 'again') AND forgotten_at IS NULL;

-- How long they are kept (security §11); where there is no row, as the program has it. A shorter time, and the end of a hold
-- that stops all removing, wait for a second person.
CREATE TABLE kept_terms (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    kind TEXT NOT NULL CHECK (kind IN ('draft', 'letter')),
    days BIGINT NOT NULL CHECK (days BETWEEN 1 AND 7300),
    is_held BIGINT NOT NULL CHECK (is_held IN (0, 1)),
    asked_days BIGINT CHECK (asked_days BETWEEN 1 AND 7300),
    asked_held BIGINT CHECK (asked_held IN (0, 1)),
    asked_by UUID,
    asked_at BIGINT,
    PRIMARY KEY (institution_id, kind),
    CONSTRAINT kept_terms_asked CHECK (
        (asked_days IS NULL) = (asked_held IS NULL) AND (asked_days IS NULL) = (asked_by IS NULL)
        AND (asked_days IS NULL) = (asked_at IS NULL)),
    FOREIGN KEY (institution_id, asked_by) REFERENCES employees (institution_id, id)
);

-- The contacts of a case.
CREATE INDEX contacts_case ON contacts (institution_id, case_id, started_at) WHERE case_id IS NOT NULL;
