-- The year's plan of evaluation duties (VZD annex 1): what it was made from and when.
CREATE TABLE evaluation_plans (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    year BIGINT NOT NULL,
    -- The first day on which duties are owed.
    begins_on BIGINT NOT NULL,
    standard_number BIGINT NOT NULL,
    -- Of the matrix, the people and the calendars: where it is the same, planning again would change nothing.
    fingerprint TEXT NOT NULL,
    planned_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, year)
);

-- A duty; those of every working day stand together, one row a month.
CREATE TABLE evaluation_duties (
    institution_id BIGINT NOT NULL,
    year BIGINT NOT NULL,
    key TEXT NOT NULL,
    standard_number BIGINT NOT NULL,
    -- Numbers of the rows of that standard's matrix: '1,5,13'.
    matrix_rows TEXT NOT NULL,
    method TEXT NOT NULL,
    role TEXT NOT NULL,
    per TEXT NOT NULL CHECK (per IN ('day', 'week', 'month', 'quarter', 'year')),
    period BIGINT NOT NULL,
    part BIGINT NOT NULL,
    -- 'employee:…', 'branch:…', 'team:…' or 'institution'.
    subject TEXT NOT NULL,
    opens_on BIGINT NOT NULL,
    closes_on BIGINT NOT NULL,
    -- The days for which it is planned: the first and the last, the same for a duty of one day.
    first_on BIGINT NOT NULL,
    last_on BIGINT NOT NULL,
    -- Of every day: [[day, whom to look at first or null], …] as JSON.
    days TEXT,
    doer_id UUID NOT NULL,
    -- Who sees whether it was done.
    manager_id UUID,
    PRIMARY KEY (institution_id, year, key),
    CONSTRAINT evaluation_duties_days CHECK (first_on <= last_on),
    FOREIGN KEY (institution_id, doer_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, manager_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX evaluation_duties_doer ON evaluation_duties (institution_id, doer_id, last_on);
CREATE INDEX evaluation_duties_manager ON evaluation_duties (institution_id, manager_id, last_on);
CREATE INDEX evaluation_duties_last ON evaluation_duties (institution_id, last_on);

-- What the matrix asks for and nobody can do.
CREATE TABLE evaluation_gaps (
    institution_id BIGINT NOT NULL,
    year BIGINT NOT NULL,
    number BIGINT NOT NULL,
    matrix_rows TEXT NOT NULL,
    method TEXT NOT NULL,
    role TEXT NOT NULL,
    subject TEXT NOT NULL,
    opens_on BIGINT NOT NULL,
    closes_on BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (institution_id, year, number),
    FOREIGN KEY (institution_id, year) REFERENCES evaluation_plans (institution_id, year)
);

-- The self-check of an employee on a working day, signed once.
CREATE TABLE self_checks (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    day BIGINT NOT NULL,
    signed_at BIGINT NOT NULL,
    standard_number BIGINT NOT NULL,
    -- The rows that were asked, and those of them that hold.
    asked TEXT NOT NULL,
    holds TEXT NOT NULL,
    -- What does not hold, and what is done about it.
    note TEXT NOT NULL,
    PRIMARY KEY (institution_id, employee_id, day),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
