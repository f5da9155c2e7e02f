-- What links a visit to a person, what clients asked for in calls back, how employees judged their own work, and the accounts of
-- those who left have terms of their own as well (security §11).
-- SQLite changes no check in place.
CREATE TABLE kept_terms_new (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    kind TEXT NOT NULL CHECK (
        kind IN ('draft', 'letter', 'survey', 'call', 'session', 'case', 'complaint', 'ticket', 'callback', 'evaluation',
            'account')),
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

-- Since when an employee has left, and when their account was forgotten: of the name only the initials are there from then on.
-- For those who had left before, the journal knows; whoever is not in it left, as far as anybody knows, today.
ALTER TABLE employees ADD COLUMN left_at BIGINT;
ALTER TABLE employees ADD COLUMN forgotten_at BIGINT;
UPDATE employees SET left_at = COALESCE(
    (SELECT max(j.at) FROM journal j
      WHERE j.institution_id = employees.institution_id AND j.subject_id = employees.id
        AND j.facts LIKE '%employee.closed%'),
    unixepoch() * 1000)
 WHERE active = FALSE;

CREATE INDEX contacts_linked ON contacts (institution_id, ended_at)
    WHERE ticket_id IS NOT NULL AND (case_id IS NOT NULL OR note IS NOT NULL OR detail IS NOT NULL);
CREATE INDEX callbacks_said ON callbacks (institution_id, ended_at) WHERE question <> '';
CREATE INDEX self_checks_day ON self_checks (institution_id, day);

-- What SQLite is told of their sizes.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('contacts', 'contacts_linked', '10000 10000 1'),
    ('callbacks', 'callbacks_said', '3000 3000 1');
ANALYZE sqlite_schema;
