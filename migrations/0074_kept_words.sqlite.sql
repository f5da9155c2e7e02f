-- What clients said in a survey, the numbers they were called back on, and when employees were signed in have terms of their
-- own as well (security §11).
-- SQLite changes no check in place.
CREATE TABLE kept_terms_new (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    kind TEXT NOT NULL CHECK (kind IN ('draft', 'letter', 'survey', 'call', 'session')),
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
INSERT INTO kept_terms_new (institution_id, kind, days, is_held, asked_days, asked_held, asked_by, asked_at)
SELECT institution_id, kind, days, is_held, asked_days, asked_held, asked_by, asked_at FROM kept_terms;
DROP TABLE kept_terms;
ALTER TABLE kept_terms_new RENAME TO kept_terms;
CREATE INDEX case_surveys_words ON case_surveys (institution_id, at) WHERE words <> '';
CREATE INDEX callbacks_numbers ON callbacks (institution_id, ended_at) WHERE phone <> '';
