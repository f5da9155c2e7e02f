CREATE TABLE tickets (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    branch_id UUID NOT NULL,
    day BIGINT NOT NULL,
    line_id UUID NOT NULL,
    -- The line's letter and the number of the day: A 014.
    letter TEXT NOT NULL,
    number BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('waiting', 'called', 'serving', 'parked', 'no_show', 'left', 'mistake', 'finished', 'unserved')),
    -- Only that priority was given, never the ground (E-11).
    priority BOOLEAN NOT NULL,
    internal BOOLEAN NOT NULL,
    party BIGINT NOT NULL,
    service_id UUID,
    booked_for BIGINT,
    taken_at BIGINT NOT NULL,
    -- Kept over transfers: the client's first time orders the line.
    waiting_since BIGINT NOT NULL,
    -- Not offered before this instant (more time asked, parked).
    offered_from BIGINT NOT NULL,
    for_counter UUID,
    for_employee UUID,
    -- The desk that returned or passed on the ticket; it is not offered there again.
    returned_by UUID,
    -- How many others go first after a no-show came back late.
    behind BIGINT NOT NULL,
    called_at BIGINT,
    recalled_at BIGINT,
    started_at BIGINT,
    ended_at BIGINT,
    counter_id UUID,
    employee_id UUID,
    -- Sums of the visit's periods so far; never overwritten by a later period, only added to.
    wait_ms BIGINT NOT NULL,
    walk_ms BIGINT NOT NULL,
    serve_ms BIGINT NOT NULL,
    -- Neither priority nor booked, bound to a desk, passed on, late, set aside or internal: only its time orders it.
    ordinary BOOLEAN NOT NULL,
    announced_high BIGINT,
    outcome TEXT,
    -- Set when a person has declared the recorded time wrong.
    inaccurate BOOLEAN NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT tickets_number UNIQUE (institution_id, branch_id, day, letter, number),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id),
    FOREIGN KEY (institution_id, line_id) REFERENCES lines (institution_id, id)
) {{clustered}};
-- The head of each line: ordinary tickets by the time they began to wait …
CREATE INDEX tickets_line ON tickets (institution_id, branch_id, line_id, waiting_since, id)
    WHERE status = 'waiting' AND ordinary = TRUE;
-- … and the few others that the policy places one by one.
CREATE INDEX tickets_special ON tickets (institution_id, branch_id, waiting_since, id)
    WHERE status = 'waiting' AND ordinary = FALSE;
-- The hall right now: few rows, whatever the history.
CREATE INDEX tickets_live ON tickets (institution_id, branch_id)
    WHERE status IN ('waiting', 'called', 'serving', 'parked', 'no_show');

CREATE TABLE ticket_numbers (
    institution_id BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    day BIGINT NOT NULL,
    letter TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (institution_id, branch_id, day, letter),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id)
);

-- One interaction in one channel. Each period of service at a desk is one.
CREATE TABLE contacts (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    channel TEXT NOT NULL,
    branch_id UUID,
    employee_id UUID,
    ticket_id UUID,
    service_id UUID,
    case_id UUID,
    started_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('solved', 'case_opened', 'redirected', 'refused', 'transferred', 'parked', 'broken_off')),
    -- To whom redirected with contact details, or why refused and what next (JSON).
    detail TEXT,
    identity_checked BOOLEAN,
    note TEXT,
    PRIMARY KEY (institution_id, id)
) {{clustered}};

-- Work at the desk while it is being done: notes, ticked checklist results, identity. Gone when the visit ends.
CREATE TABLE desk_notes (
    institution_id BIGINT NOT NULL,
    ticket_id UUID NOT NULL,
    note TEXT NOT NULL,
    ticked TEXT NOT NULL,
    identity_checked BOOLEAN,
    PRIMARY KEY (institution_id, ticket_id),
    FOREIGN KEY (institution_id, ticket_id) REFERENCES tickets (institution_id, id)
);

-- What each employee confirmed before the desk opened.
CREATE TABLE day_checks (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    day BIGINT NOT NULL,
    ticked TEXT NOT NULL,
    done_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, employee_id, day),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

-- A branch on one day: the duty employee and what was recorded at the doors.
CREATE TABLE branch_days (
    institution_id BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    day BIGINT NOT NULL,
    id UUID NOT NULL,
    duty_employee_id UUID,
    opens_at BIGINT,
    closes_at BIGINT,
    started_at BIGINT NOT NULL,
    doors_opened_at BIGINT,
    closing_warned_at BIGINT,
    last_client_at BIGINT,
    ended_at BIGINT,
    PRIMARY KEY (institution_id, branch_id, day),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id)
);

-- Notices between calls on the display.
CREATE TABLE display_notices (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    branch_id UUID,
    text_lv TEXT NOT NULL,
    text_en TEXT NOT NULL,
    shown_from BIGINT NOT NULL,
    shown_until BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id) REFERENCES institutions (id)
);
