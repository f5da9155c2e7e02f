-- What somebody found out about what came in: that it belongs to another case, or in part to another institution.

-- A case that has become part of another. Its number and its codes stay; the codes lead to the other case where both are
-- of one client.
CREATE TABLE case_joins (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    into_id UUID NOT NULL,
    of_one_client BIGINT NOT NULL CHECK (of_one_client IN (0, 1)),
    at BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    PRIMARY KEY (institution_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, into_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX case_joins_into ON case_joins (institution_id, into_id);

-- What in a case is for another body to decide: which part, why, whom the client is told to address and how.
CREATE TABLE case_referrals (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    at BIGINT NOT NULL,
    employee_id UUID,
    part TEXT NOT NULL,
    reason TEXT NOT NULL,
    body TEXT NOT NULL,
    contacts TEXT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX case_referrals_case ON case_referrals (institution_id, case_id, at);

-- When a mailbox was last known to be read.
ALTER TABLE mailboxes ADD COLUMN checked_at BIGINT;
