-- The words with which somebody asked for a rung of the ladder; empty for none.
ALTER TABLE feedback_rungs ADD COLUMN request TEXT NOT NULL DEFAULT '';

-- The manager who is told that somebody of another unit was drawn into a report.
ALTER TABLE nonconformities ADD COLUMN copied_to UUID;
CREATE INDEX nonconformities_copied ON nonconformities (institution_id, copied_to, found_at, id)
    WHERE copied_to IS NOT NULL;

-- Letters to people who work here: that they are asked, that something came to them, that they are told of it. Written with
-- the change that caused them, handed over afterwards, each once.
CREATE TABLE staff_letters (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    -- The question, the report or the case it is about.
    subject_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    because TEXT NOT NULL CHECK (because IN ('asked', 'copy_of_question', 'reported', 'copy_of_report', 'feedback')),
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
CREATE INDEX staff_letters_due ON staff_letters (institution_id, not_before, id) WHERE state = 'waiting';
CREATE INDEX staff_letters_of ON staff_letters (institution_id, subject_id, written_at, id);
