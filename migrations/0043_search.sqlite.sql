-- The index by which cases are found: for each word a set of cases, in blocks of 4,096 of them, written from the journal a
-- moment after it. docs/decisions/0017 says why it is our own.

-- A case as the index knows it. Numbers rise with the time a case is first read, so that the highest are the latest.
CREATE TABLE search_cases (
    institution_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    case_id UUID NOT NULL,
    -- The words it is found by, one a line: what has to be taken out again when the case changes.
    words TEXT NOT NULL,
    PRIMARY KEY (institution_id, number),
    CONSTRAINT search_cases_case UNIQUE (institution_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
) WITHOUT ROWID;

CREATE TABLE search_words (
    institution_id BIGINT NOT NULL,
    -- A letter for the field and the stem of the word.
    word TEXT NOT NULL,
    block BIGINT NOT NULL,
    -- Places within the block: two bytes each while they are few, a bit each when they are many.
    cases BLOB NOT NULL,
    PRIMARY KEY (institution_id, word, block),
    FOREIGN KEY (institution_id) REFERENCES institutions (id)
) WITHOUT ROWID;

-- Up to which entry of the journal the index has read, and the last number it gave.
CREATE TABLE search_progress (
    institution_id BIGINT NOT NULL,
    upto_n BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    PRIMARY KEY (institution_id),
    FOREIGN KEY (institution_id) REFERENCES institutions (id)
);
