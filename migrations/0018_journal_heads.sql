-- When the head of an institution's journal is to be delivered outside again. A node that takes the work moves the instant
-- on a little first, so that no other does it meanwhile and another does it when this one fails.
CREATE TABLE journal_heads (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    next_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id)
);
