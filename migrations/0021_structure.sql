-- Who works where and under whom, since which day: a row for each change. Somebody without rows has been as `employees`
-- says from the beginning; the latest row says the same as `employees`.
CREATE TABLE posts (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    from_on BIGINT NOT NULL,
    title TEXT NOT NULL,
    -- A unit that has been removed since may stand here.
    unit_id UUID,
    supervisor_id UUID,
    employed BOOLEAN NOT NULL,
    PRIMARY KEY (institution_id, employee_id, from_on),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
) {{clustered}};

-- The same for the heads of units, beside `units`.
CREATE TABLE unit_heads (
    institution_id BIGINT NOT NULL,
    unit_id UUID NOT NULL,
    from_on BIGINT NOT NULL,
    -- NULL: nobody.
    head_id UUID,
    PRIMARY KEY (institution_id, unit_id, from_on),
    FOREIGN KEY (institution_id, unit_id) REFERENCES units (institution_id, id),
    FOREIGN KEY (institution_id, head_id) REFERENCES employees (institution_id, id)
) {{clustered}};

-- Who is away from the first day to the last, and who stands in meanwhile (B-27).
CREATE TABLE absences (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    employee_id UUID NOT NULL,
    from_on BIGINT NOT NULL,
    until_on BIGINT NOT NULL,
    substitute_id UUID,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT absences_days CHECK (from_on <= until_on),
    CONSTRAINT absences_substitute CHECK (substitute_id <> employee_id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, substitute_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX absences_until ON absences (institution_id, until_on);

-- Who stands in for whom whenever an absence names nobody.
CREATE TABLE substitutes (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    substitute_id UUID NOT NULL,
    PRIMARY KEY (institution_id, employee_id),
    CONSTRAINT substitutes_other CHECK (substitute_id <> employee_id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, substitute_id) REFERENCES employees (institution_id, id)
);

-- Who holds a role of the standard (B-01): a person, a unit, for which its head answers, or a body that is not part of the
-- organisation here. The role of the last resort is the body outside to which a client turns (K-23).
CREATE TABLE role_holders (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    role TEXT NOT NULL,
    employee_id UUID,
    unit_id UUID,
    body_lv TEXT,
    body_en TEXT,
    contact TEXT,
    -- The unit for which it is held, with those under it; NULL: the whole institution.
    within_id UUID,
    from_on BIGINT NOT NULL,
    until_on BIGINT,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT role_holders_days CHECK (until_on IS NULL OR from_on <= until_on),
    CONSTRAINT role_holders_one CHECK (
        (CASE WHEN employee_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN body_lv IS NULL THEN 0 ELSE 1 END) = 1),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX role_holders_role ON role_holders (institution_id, role);
