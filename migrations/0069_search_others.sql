-- The index reads more than cases: questions to colleagues, reports of non-conformities and letters that wait without a case
-- are found by word however many there are; and what a case is found by has grown.

-- What the index knows beside cases. Numbers are given together with those of cases and rise with the time something is first
-- read, so that the highest are the latest. Words of each kind begin with a digit of their own in `search_words`.
CREATE TABLE search_others (
    institution_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('question', 'report', 'letter')),
    subject_id UUID NOT NULL,
    -- The words it is found by, one a line: what has to be taken out again when it changes.
    words TEXT NOT NULL,
    PRIMARY KEY (institution_id, number),
    CONSTRAINT search_others_subject UNIQUE (institution_id, kind, subject_id),
    FOREIGN KEY (institution_id) REFERENCES institutions (id)
){{clustered}};

-- What the index reads once more behind all that is new, some of it each second, because what it reads has changed.
CREATE TABLE search_again (
    institution_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('case', 'question', 'report')),
    subject_id UUID NOT NULL,
    PRIMARY KEY (institution_id, kind, subject_id),
    FOREIGN KEY (institution_id) REFERENCES institutions (id)
){{clustered}};

-- Letters tell the journal nothing of their coming: each counts how often what it is found by has changed since the index
-- read it.
ALTER TABLE letters ADD COLUMN unsearched BIGINT NOT NULL DEFAULT 0;
CREATE INDEX letters_unsearched ON letters (institution_id, id) WHERE unsearched > 0;

INSERT INTO search_again (institution_id, kind, subject_id)
    SELECT institution_id, 'case', case_id FROM search_cases;
INSERT INTO search_again (institution_id, kind, subject_id)
    SELECT institution_id, 'question', id FROM internal_requests;
INSERT INTO search_again (institution_id, kind, subject_id)
    SELECT institution_id, 'report', id FROM nonconformities;
UPDATE letters SET unsearched = 1
 WHERE state IN ('set_aside', 'needs_attention', 'again') AND forgotten_at IS NULL;
