-- Versions of the standard for which duties to become acquainted were opened: whoever is found later has joined since.
CREATE TABLE acquaintance_versions (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    standard_number BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, standard_number)
);

-- The duty of an employee to become acquainted with a version (A-29), and its signature (A-30).
CREATE TABLE acquaintances (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    standard_number BIGINT NOT NULL,
    -- 1, and one more for each time the same version is opened again: another post, a return.
    round BIGINT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('version', 'joined', 'post')),
    -- The post for which it is explained.
    post TEXT NOT NULL,
    unit_id UUID,
    opened_at BIGINT NOT NULL,
    due_on BIGINT NOT NULL,
    -- From which the questions of the check are drawn, so that they stay the same until they are answered.
    seed BIGINT NOT NULL,
    -- The official who makes the employee acquainted; NULL: nobody holds the role.
    explainer_id UUID,
    explained_at BIGINT,
    explained_by UUID,
    reminded_at BIGINT,
    reminded_by UUID,
    escalated_at BIGINT,
    escalated_to UUID,
    status TEXT NOT NULL CHECK (status IN ('open', 'signed', 'closed')),
    closed_because TEXT CHECK (closed_because IN ('left', 'replaced', 'unbound')),
    ended_at BIGINT,
    remarks TEXT NOT NULL,
    PRIMARY KEY (institution_id, employee_id, standard_number, round),
    CONSTRAINT acquaintances_ended CHECK ((status = 'open' AND ended_at IS NULL) OR (status <> 'open' AND ended_at IS NOT NULL)),
    CONSTRAINT acquaintances_because CHECK ((status = 'closed' AND closed_because IS NOT NULL) OR (status <> 'closed' AND closed_because IS NULL)),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, explainer_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, escalated_to) REFERENCES employees (institution_id, id)
);
-- Nobody has two open duties at once.
CREATE UNIQUE INDEX acquaintances_open ON acquaintances (institution_id, employee_id) WHERE status = 'open';
CREATE INDEX acquaintances_version ON acquaintances (institution_id, standard_number);
