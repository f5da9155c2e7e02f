-- What other programs are told: addresses that are called when something happens, and each call. And the addresses under
-- which an employee's calendar of due dates is read.
CREATE TABLE webhooks (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    -- Names of events and of groups of them (case.*), one a line.
    kinds TEXT NOT NULL,
    -- 1: also what happens to complaints and claims.
    with_feedback BIGINT NOT NULL CHECK (with_feedback IN (0, 1)),
    -- given_up: it did not take anything for three days, and nothing is sent to it any more.
    state TEXT NOT NULL CHECK (state IN ('on', 'off', 'given_up')),
    state_at BIGINT NOT NULL,
    -- Entries of the journal after this one are told.
    from_n BIGINT NOT NULL,
    -- From what its secret is made, together with a key that lies outside the database: the key's name, and how many
    -- secrets it has had.
    key_name TEXT NOT NULL,
    secret_number BIGINT NOT NULL,
    -- Attempts that failed since the last one that did not, and before when it is not tried again.
    failures BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    succeeded_at BIGINT,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id)
);

-- A call: one for each webhook and entry of the journal.
CREATE TABLE webhook_calls (
    institution_id BIGINT NOT NULL,
    webhook_id UUID NOT NULL,
    -- The number of the entry.
    n BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- The case it is about, by which it is held back once that case has become a complaint.
    case_id UUID,
    body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'given_up', 'withheld')),
    -- Since when it is tried.
    since BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    -- A node has it in hand until then.
    held_until BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    tried_at BIGINT,
    -- The status of the last answer and its first words; what went wrong where there was none.
    status BIGINT,
    said TEXT NOT NULL,
    trouble TEXT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (institution_id, webhook_id, n),
    CONSTRAINT webhook_calls_ended CHECK ((state = 'waiting') = (ended_at IS NULL)),
    FOREIGN KEY (institution_id, webhook_id) REFERENCES webhooks (institution_id, id)
);
CREATE INDEX webhook_calls_due ON webhook_calls (institution_id, webhook_id, not_before, n) WHERE state = 'waiting';
CREATE INDEX webhook_calls_ended ON webhook_calls (institution_id, ended_at) WHERE ended_at IS NOT NULL;

-- Up to which entry of the journal calls were written.
CREATE TABLE webhook_progress (
    institution_id BIGINT NOT NULL,
    upto_n BIGINT NOT NULL,
    PRIMARY KEY (institution_id),
    FOREIGN KEY (institution_id) REFERENCES institutions (id)
);

-- The secret addresses of calendars.
CREATE TABLE calendar_feeds (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    employee_id UUID NOT NULL,
    -- For which program it was made, in the employee's words.
    name TEXT NOT NULL,
    secret_hash {{bytes}} NOT NULL,
    language TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    -- When it was last read, to about an hour.
    read_at BIGINT,
    ended_at BIGINT,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT calendar_feeds_secret UNIQUE (institution_id, secret_hash),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX calendar_feeds_of ON calendar_feeds (institution_id, employee_id, made_at);
