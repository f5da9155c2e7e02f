-- What happened. Append-only: the triggers below refuse UPDATE and DELETE.
CREATE TABLE journal (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    -- Who acted: an employee, a device, a token; NULL: the client or the program itself (see `by`).
    actor_id UUID,
    actor TEXT NOT NULL CHECK (actor IN ('e', 'd', 't', 'c', 'p')),
    branch_id UUID,
    -- Facts as JSON: ids, numbers and words of closed lists; never personal data.
    facts TEXT NOT NULL,
    PRIMARY KEY (institution_id, n)
) {{clustered}};
CREATE INDEX journal_subject ON journal (institution_id, subject_id);

-- The chain: each seal covers the entries of an institution up to `last_n` since the seal before.
CREATE TABLE journal_seals (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    number BIGINT NOT NULL,
    last_n BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    hash {{bytes}} NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, number)
);

-- Promises to clients and duties of employees, one row each.
CREATE TABLE obligations (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    -- Local day on which it was opened; first in the key, so that a figure's obligations lie together.
    day BIGINT NOT NULL,
    id UUID NOT NULL,
    standard BIGINT NOT NULL,
    norm TEXT NOT NULL,
    subject_id UUID NOT NULL,
    branch_id UUID,
    employee_id UUID,
    channel TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'met', 'breached', 'waived')),
    opened_n BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    calendar_version BIGINT NOT NULL,
    closed_n BIGINT,
    closed_at BIGINT,
    -- When it was met after its limit.
    met_late_at BIGINT,
    reason TEXT,
    -- How many steps of the escalation have been taken.
    escalated BIGINT NOT NULL,
    -- When the timer has to look next; NULL once nothing more can happen by itself.
    look_at BIGINT,
    -- Why this date, as JSON, where counting days made it.
    why TEXT,
    PRIMARY KEY (institution_id, day, id),
    CONSTRAINT obligations_closed CHECK ((state = 'open') = (closed_at IS NULL))
) {{clustered}};
CREATE INDEX obligations_live ON obligations (institution_id, subject_id) WHERE state = 'open' OR met_late_at IS NULL AND state = 'breached';
CREATE INDEX obligations_look ON obligations (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX obligations_breached ON obligations (institution_id, norm, day) WHERE state = 'breached';

-- Promised and kept, by the finest grouping; every coarser one is a sum.
CREATE TABLE measures (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    day BIGINT NOT NULL,
    norm TEXT NOT NULL,
    standard BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    channel TEXT NOT NULL,
    employee_id UUID NOT NULL,
    met BIGINT NOT NULL,
    breached BIGINT NOT NULL,
    waived BIGINT NOT NULL,
    PRIMARY KEY (institution_id, day, norm, standard, branch_id, channel, employee_id)
) {{clustered}};

-- The same by month, for pages over years.
CREATE TABLE measure_months (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    -- Months since January 1970.
    month BIGINT NOT NULL,
    norm TEXT NOT NULL,
    standard BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    channel TEXT NOT NULL,
    employee_id UUID NOT NULL,
    met BIGINT NOT NULL,
    breached BIGINT NOT NULL,
    waived BIGINT NOT NULL,
    PRIMARY KEY (institution_id, month, norm, standard, branch_id, channel, employee_id)
) {{clustered}};

-- Durations of visits (wait, walk, serve, stay) as histograms of buckets five percent wide: summed over any grouping,
-- percentiles stay right. The employee is kept for `serve` alone; for the others it is the zero id.
CREATE TABLE durations (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    day BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('wait', 'walk', 'serve', 'stay')),
    branch_id UUID NOT NULL,
    line_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    bucket BIGINT NOT NULL,
    count BIGINT NOT NULL,
    total_ms BIGINT NOT NULL,
    PRIMARY KEY (institution_id, day, kind, branch_id, line_id, employee_id, bucket)
) {{clustered}};
