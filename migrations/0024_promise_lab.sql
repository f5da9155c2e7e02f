-- A draft's promises tried over what happened: the latest trial of each version of the standard.
CREATE TABLE promise_labs (
    institution_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    -- A new trial takes the place of the one before; whatever still works on that one stops.
    attempt BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
    -- First and last local day whose promises are counted.
    first_on BIGINT NOT NULL,
    last_on BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    started_by UUID NOT NULL,
    -- Of the version's text when the trial began.
    fingerprint TEXT NOT NULL,
    -- The version it is compared with.
    against BIGINT,
    -- How much of the journal has been read, in numbers of entries.
    done BIGINT NOT NULL,
    whole BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,
    -- What came of it, as JSON.
    report TEXT,
    PRIMARY KEY (institution_id, number),
    FOREIGN KEY (institution_id, number) REFERENCES standards (institution_id, number)
);

-- A step of a version's approval chain that was taken (A-26). The chain itself stands in the file.
CREATE TABLE standard_approvals (
    institution_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    -- Place in the chain, from 0.
    place BIGINT NOT NULL,
    -- Who holds the post and how it was done, in words.
    note TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by UUID NOT NULL,
    PRIMARY KEY (institution_id, number, place),
    FOREIGN KEY (institution_id, number) REFERENCES standards (institution_id, number)
);

-- Who was told of a version, by which way, and when it was seen (A-28).
CREATE TABLE standard_deliveries (
    institution_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('screen')),
    told_at BIGINT NOT NULL,
    seen_at BIGINT,
    PRIMARY KEY (institution_id, number, employee_id, way),
    FOREIGN KEY (institution_id, number) REFERENCES standards (institution_id, number),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
