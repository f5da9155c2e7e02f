-- The times at which the author of a complaint that is not settled is offered a reception (K-16), and the one they chose.
CREATE TABLE feedback_receptions (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    at BIGINT NOT NULL,
    -- Where, and who receives.
    place TEXT NOT NULL,
    chosen_at BIGINT,
    PRIMARY KEY (institution_id, case_id, at),
    FOREIGN KEY (institution_id, case_id) REFERENCES feedback (institution_id, case_id)
){{clustered}};
CREATE UNIQUE INDEX feedback_receptions_chosen ON feedback_receptions (institution_id, case_id) WHERE chosen_at IS NOT NULL;
