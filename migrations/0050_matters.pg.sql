-- Administrators are written to when a webhook is given up.
ALTER TABLE staff_letters DROP CONSTRAINT staff_letters_because_check;
ALTER TABLE staff_letters ADD CONSTRAINT staff_letters_because_check
    CHECK (because IN ('asked', 'copy_of_question', 'reported', 'copy_of_report', 'feedback', 'webhook'));

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
);

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
);

-- Up to which entry of the journal both count.
CREATE TABLE matter_roll_ups (
    institution_id BIGINT PRIMARY KEY REFERENCES institutions (id),
    upto_n BIGINT NOT NULL
);
