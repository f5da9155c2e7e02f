-- Who sees a confidential case beyond its owner and the keepers of the registers, and from whom it is hidden, whatever
-- rights they hold. A case that is hidden from somebody is absent for them: in lists, counts, searches and streams alike.
CREATE TABLE case_sight (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    -- 1: may see it; 0: it is hidden, which outweighs everything else.
    may BIGINT NOT NULL CHECK (may IN (0, 1)),
    since BIGINT NOT NULL,
    PRIMARY KEY (institution_id, case_id, employee_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
