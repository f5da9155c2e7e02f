-- Closed cases are erased after their term (security §11): what is personal is overwritten, what counts without persons stays.
-- When its contents were erased; nothing is written in it from then on.
ALTER TABLE cases ADD COLUMN erased_at BIGINT;
CREATE INDEX cases_closed ON cases (institution_id, closed_at, id) WHERE status = 'closed' AND erased_at IS NULL;

-- A case that somebody may still have to see, in a dispute or an inspection: while it is held it is not erased.
CREATE TABLE case_holds (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    reason TEXT NOT NULL,
    held_at BIGINT NOT NULL,
    held_by UUID NOT NULL,
    -- When, by whom and why it was let go; open while nobody has.
    lifted_at BIGINT,
    lifted_by UUID,
    lifted_why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (institution_id, id),
    CONSTRAINT case_holds_lifted CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, held_by) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, lifted_by) REFERENCES employees (institution_id, id)
);
CREATE INDEX case_holds_case ON case_holds (institution_id, case_id);
-- A case is held once at a time.
CREATE UNIQUE INDEX case_holds_open ON case_holds (institution_id, case_id) WHERE lifted_at IS NULL;

-- What was said when several cases were dealt with together.
CREATE INDEX inbox_batch_cases_case ON inbox_batch_cases (institution_id, case_id);
-- What was reported from a case.
CREATE INDEX nonconformities_case ON nonconformities (institution_id, case_id) WHERE case_id IS NOT NULL;
