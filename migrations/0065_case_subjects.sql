-- What hangs on a case and is a subject of its own in the journal: promises to the client, questions to colleagues and
-- non-conformities. Whoever may not know of the case may not know of these either.
CREATE TABLE case_subjects (
    institution_id BIGINT NOT NULL,
    subject_id UUID NOT NULL,
    case_id UUID NOT NULL,
    -- 1: colleagues know of it though they do not see a confidential case; it is hidden only from whom the case is hidden.
    asked BIGINT NOT NULL CHECK (asked IN (0, 1)),
    PRIMARY KEY (institution_id, subject_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
){{clustered}};
CREATE INDEX case_subjects_case ON case_subjects (institution_id, case_id);

INSERT INTO case_subjects (institution_id, subject_id, case_id, asked)
    SELECT institution_id, id, case_id, 0 FROM case_promises;
INSERT INTO case_subjects (institution_id, subject_id, case_id, asked)
    SELECT institution_id, id, case_id, 1 FROM internal_requests WHERE case_id IS NOT NULL;
INSERT INTO case_subjects (institution_id, subject_id, case_id, asked)
    SELECT institution_id, id, case_id, 1 FROM nonconformities WHERE case_id IS NOT NULL;
