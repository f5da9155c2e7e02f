-- What employees ask of each other (area J): questions to contact persons and invitations to meetings, with what was
-- answered; and non-conformities on their way to whoever removes them (area L). Nothing is removed.
CREATE TABLE internal_requests (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('question', 'meeting')),
    -- The case in which it was asked; who is asked sees of it what stands in `shown`, and no more than they may anyway.
    case_id UUID,
    topic TEXT NOT NULL,
    question TEXT NOT NULL,
    -- What the asker has looked up already; empty for nothing.
    checked TEXT NOT NULL,
    -- What of the case the asker chose to show, part and words, in JSON.
    shown TEXT NOT NULL,
    -- Whose answer it is; while that person is away, whoever stands in answers.
    addressee_id UUID NOT NULL,
    -- The unit or the service by which the addressee was found.
    unit_id UUID,
    service_id UUID,
    -- The manager of an addressee of another unit, who is told (J-04).
    copied_to UUID,
    branch_id UUID,
    -- Of a meeting: when and where.
    meets_at BIGINT,
    place TEXT NOT NULL,
    asked_by UUID NOT NULL,
    asked_at BIGINT NOT NULL,
    -- The nearest limit still owed.
    due_at BIGINT,
    -- Until when the full answer was said to come.
    until_at BIGINT,
    state TEXT NOT NULL CHECK (state IN ('open', 'partly', 'answered', 'withdrawn')),
    ended_at BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT internal_requests_ended CHECK ((state IN ('answered', 'withdrawn')) = (ended_at IS NOT NULL)),
    CONSTRAINT internal_requests_meets CHECK ((kind = 'meeting') = (meets_at IS NOT NULL)),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, addressee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, asked_by) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, copied_to) REFERENCES employees (institution_id, id)
);
CREATE INDEX internal_requests_to ON internal_requests (institution_id, addressee_id, asked_at, id);
CREATE INDEX internal_requests_by ON internal_requests (institution_id, asked_by, asked_at, id);
CREATE INDEX internal_requests_copied ON internal_requests (institution_id, copied_to, asked_at, id)
    WHERE copied_to IS NOT NULL;
CREATE INDEX internal_requests_case ON internal_requests (institution_id, case_id, asked_at, id) WHERE case_id IS NOT NULL;

CREATE TABLE internal_replies (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    request_id UUID NOT NULL,
    at BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('answered', 'partly', 'passed_on', 'attends', 'declines', 'withdrawn')),
    text TEXT NOT NULL,
    -- To whom it was passed on; until when the full answer comes.
    to_id UUID,
    until_at BIGINT,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, request_id) REFERENCES internal_requests (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX internal_replies_of ON internal_replies (institution_id, request_id, at, id);

CREATE TABLE nonconformity_numbers (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (institution_id, year)
);

CREATE TABLE nonconformities (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    -- The number for people: N-2026-0001.
    reference TEXT NOT NULL,
    -- The type as the standard names it; `other` for what it does not name.
    kind TEXT NOT NULL,
    -- The number of the standard's version that named the way.
    standard BIGINT NOT NULL,
    -- 1: it is only feared.
    potential BIGINT NOT NULL CHECK (potential IN (0, 1)),
    found TEXT NOT NULL,
    -- The page from which it was reported; empty for none.
    place TEXT NOT NULL,
    case_id UUID,
    -- The unit that carries out the order, or in whose territory the object lies.
    unit_id UUID,
    reported_by UUID NOT NULL,
    found_at BIGINT NOT NULL,
    -- When it went to whoever answers for the type; absent while nobody is found.
    routed_at BIGINT,
    addressee_id UUID,
    -- The role by which the addressee was found, and a body outside that holds it, with the way to reach it.
    role TEXT NOT NULL,
    body TEXT NOT NULL,
    received_at BIGINT,
    remedy TEXT NOT NULL,
    remedied_at BIGINT,
    closed_at BIGINT,
    closing TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('unrouted', 'reported', 'received', 'remedied', 'closed')),
    version BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT nonconformities_reference UNIQUE (institution_id, reference),
    CONSTRAINT nonconformities_routed CHECK (state = 'unrouted' OR routed_at IS NOT NULL),
    CONSTRAINT nonconformities_closed CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, unit_id) REFERENCES units (institution_id, id),
    FOREIGN KEY (institution_id, addressee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, reported_by) REFERENCES employees (institution_id, id)
);
CREATE INDEX nonconformities_at ON nonconformities (institution_id, found_at, id);
CREATE INDEX nonconformities_to ON nonconformities (institution_id, addressee_id, found_at, id);
CREATE INDEX nonconformities_by ON nonconformities (institution_id, reported_by, found_at, id);

CREATE TABLE nonconformity_steps (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    nonconformity_id UUID NOT NULL,
    at BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    what TEXT NOT NULL
        CHECK (what IN ('found', 'routed', 'unrouted', 'received', 'passed_on', 'remedied', 'closed', 'reopened')),
    text TEXT NOT NULL,
    to_id UUID,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, nonconformity_id) REFERENCES nonconformities (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX nonconformity_steps_of ON nonconformity_steps (institution_id, nonconformity_id, at, id);

-- An absence that somebody asks for; once the manager agrees it stands among the absences.
CREATE TABLE absence_proposals (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    employee_id UUID NOT NULL,
    from_on BIGINT NOT NULL,
    until_on BIGINT NOT NULL,
    substitute_id UUID,
    proposed_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'declined', 'withdrawn')),
    decided_by UUID,
    decided_at BIGINT,
    reason TEXT NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT absence_proposals_days CHECK (from_on <= until_on),
    CONSTRAINT absence_proposals_decided CHECK ((state = 'proposed') = (decided_at IS NULL)),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, substitute_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX absence_proposals_of ON absence_proposals (institution_id, employee_id, from_on, id);
CREATE INDEX absence_proposals_open ON absence_proposals (institution_id, from_on, id) WHERE state = 'proposed';

-- What somebody has prepared before an absence that begins on a day (G-35, H-08).
CREATE TABLE absence_preparations (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    from_on BIGINT NOT NULL,
    -- Where calls go: a colleague's or one's own number; empty until said.
    forward_to TEXT NOT NULL,
    -- When the automatic reply was said to be set; absent until then.
    text_set_at BIGINT,
    PRIMARY KEY (institution_id, employee_id, from_on),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
