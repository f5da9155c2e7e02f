-- A step of an approval chain may be recorded by a program, such as the one in which documents are coordinated (A-26).
ALTER TABLE standard_approvals ALTER COLUMN recorded_by DROP NOT NULL;

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
