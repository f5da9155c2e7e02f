-- A step of an approval chain may be recorded by a program, such as the one in which documents are coordinated (A-26).
CREATE TABLE standard_approvals_new (
    institution_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    -- Place in the chain, from 0.
    place BIGINT NOT NULL,
    -- Who holds the post and how it was done, in words.
    note TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by UUID,
    PRIMARY KEY (institution_id, number, place),
    FOREIGN KEY (institution_id, number) REFERENCES standards (institution_id, number)
);
INSERT INTO standard_approvals_new (institution_id, number, place, note, recorded_at, recorded_by)
    SELECT institution_id, number, place, note, recorded_at, recorded_by FROM standard_approvals;
DROP TABLE standard_approvals;
ALTER TABLE standard_approvals_new RENAME TO standard_approvals;

-- Who was told, by name, that a promise is late or soon will be: one row for each step of its escalation and each person.
CREATE TABLE reports (
    institution_id BIGINT NOT NULL,
    -- The obligation, as its key has it; one that was taken back since may stand here.
    day BIGINT NOT NULL,
    obligation_id UUID NOT NULL,
    -- Place among the reports that the promise names, from 0.
    step BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    -- The role by which this person is told: the one the promise names, or one above it.
    role TEXT NOT NULL,
    -- For whom the person stands in; NULL: for nobody.
    instead_of UUID,
    told_at BIGINT NOT NULL,
    seen_at BIGINT,
    PRIMARY KEY (institution_id, day, obligation_id, step, employee_id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX reports_of ON reports (institution_id, employee_id, told_at);
