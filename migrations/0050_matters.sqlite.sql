-- Administrators are written to when a webhook is given up. SQLite changes no check in place.
CREATE TABLE staff_letters_new (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    -- The question, the report, the case or the webhook it is about.
    subject_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    because TEXT NOT NULL CHECK (because IN ('asked', 'copy_of_question', 'reported', 'copy_of_report', 'feedback', 'webhook')),
    -- The address as it was when it was written.
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up')),
    written_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    -- A node that is handing it over holds it until then.
    held_until BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    ended_at BIGINT,
    -- What the server said last.
    said TEXT NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT staff_letters_ended CHECK ((state = 'waiting') = (ended_at IS NULL)),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
INSERT INTO staff_letters_new (institution_id, id, subject_id, employee_id, because, recipient, subject, text, state,
        written_at, not_before, held_until, tries, ended_at, said)
    SELECT institution_id, id, subject_id, employee_id, because, recipient, subject, text, state,
           written_at, not_before, held_until, tries, ended_at, said FROM staff_letters;
DROP TABLE staff_letters;
ALTER TABLE staff_letters_new RENAME TO staff_letters;
CREATE INDEX staff_letters_due ON staff_letters (institution_id, not_before, id) WHERE state = 'waiting';
CREATE INDEX staff_letters_of ON staff_letters (institution_id, subject_id, written_at, id);

-- 1: was told by name that a promise made in the case is late, and so sees it unless it is hidden from them.
ALTER TABLE case_sight ADD COLUMN told BIGINT NOT NULL DEFAULT 0 CHECK (told IN (0, 1));

-- What became of matters and what they asked of the client: sums by day, counted from the journal behind the seals.
CREATE TABLE matter_days (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    -- Local day on which it happened.
    day BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    -- The nil id for nobody.
    employee_id UUID NOT NULL,
    channel TEXT NOT NULL,
    -- Matters that ended, and those of them that were solved at the first contact.
    ended BIGINT NOT NULL,
    first BIGINT NOT NULL,
    -- Passed on: to another desk, from a desk to somebody else competent, to a colleague, a unit, another institution.
    desks BIGINT NOT NULL,
    elsewhere BIGINT NOT NULL,
    people BIGINT NOT NULL,
    units BIGINT NOT NULL,
    bodies BIGINT NOT NULL,
    -- What the matters that ended asked of the client.
    visits BIGINT NOT NULL,
    contacts BIGINT NOT NULL,
    documents BIGINT NOT NULL,
    cents BIGINT NOT NULL,
    PRIMARY KEY (institution_id, day, branch_id, employee_id, channel)
) WITHOUT ROWID;

-- The cases behind these sums; visits stand in contacts.
CREATE TABLE matter_cases (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    day BIGINT NOT NULL,
    case_id UUID NOT NULL,
    branch_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    channel TEXT NOT NULL,
    ended BIGINT NOT NULL,
    first BIGINT NOT NULL,
    desks BIGINT NOT NULL,
    elsewhere BIGINT NOT NULL,
    people BIGINT NOT NULL,
    units BIGINT NOT NULL,
    bodies BIGINT NOT NULL,
    visits BIGINT NOT NULL,
    contacts BIGINT NOT NULL,
    documents BIGINT NOT NULL,
    cents BIGINT NOT NULL,
    PRIMARY KEY (institution_id, day, case_id, branch_id, employee_id, channel)
) WITHOUT ROWID;

-- Up to which entry of the journal both count.
CREATE TABLE matter_roll_ups (
    institution_id BIGINT PRIMARY KEY REFERENCES institutions (id),
    upto_n BIGINT NOT NULL
);

-- Decision 8: how large they become.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('matter_days', 'matter_days', '500000 500000 340 5 2 1'),
    ('matter_cases', 'matter_cases', '2000000 2000000 800 1 1 1 1');
ANALYZE sqlite_schema;
