-- Letters of ours that did not reach their reader, until somebody has found another way.
CREATE TABLE returned_letters (
    institution_id BIGINT NOT NULL,
    -- The letter's id, as of its message.
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    at BIGINT NOT NULL,
    -- Why, as the program understands it, and what the other server said.
    reason TEXT NOT NULL,
    said TEXT NOT NULL,
    -- What was done about it; open while nobody has.
    settled_at BIGINT,
    settled_by UUID,
    settled_how TEXT CHECK (settled_how IN ('sent_again', 'paper', 'reached', 'no_way', 'wrote')),
    PRIMARY KEY (institution_id, id),
    CONSTRAINT returned_letters_settled CHECK ((settled_at IS NULL) = (settled_how IS NULL)),
    FOREIGN KEY (institution_id, id) REFERENCES messages (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, settled_by) REFERENCES employees (institution_id, id)
);
CREATE INDEX returned_letters_open ON returned_letters (institution_id, at) WHERE settled_at IS NULL;
CREATE INDEX returned_letters_case ON returned_letters (institution_id, case_id);
