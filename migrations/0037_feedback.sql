-- Complaints, claims, suggestions and praise beyond their case (area K): whom they concern, who decides, what was found.
CREATE TABLE feedback (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    -- What it concerns; empty until somebody has said so.
    concern TEXT NOT NULL CHECK (concern IN ('', 'employee', 'unit', 'service', 'decision', 'other')),
    employee_id UUID,
    -- The unit it concerns, or that of the employee or of the service on the day it was registered.
    unit_id UUID,
    service_id UUID,
    -- Number and date of a decision.
    decision TEXT NOT NULL,
    -- The norm or the principle that is said to be breached, by its id in the standard (K-13); empty for none.
    norm TEXT NOT NULL,
    -- 1: nobody knows who the author is (K-24).
    anonymous BIGINT NOT NULL CHECK (anonymous IN (0, 1)),
    stage TEXT NOT NULL CHECK (stage IN ('received', 'registered', 'examined', 'answered', 'closed')),
    stage_at BIGINT NOT NULL,
    stage_by UUID,
    closed_because TEXT NOT NULL CHECK (closed_because IN ('', 'settled', 'withdrawn', 'nobody_to_answer', 'outside')),
    -- The rung of the ladder it has come to, by the place in feedback_rungs; absent before anybody decides.
    rung BIGINT,
    registered_at BIGINT,
    registered_by UUID,
    reception_offered_at BIGINT,
    published_at BIGINT,
    published_by UUID,
    published_lv TEXT NOT NULL,
    published_en TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (institution_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, unit_id) REFERENCES units (institution_id, id),
    FOREIGN KEY (institution_id, service_id) REFERENCES services (institution_id, id)
);
CREATE INDEX feedback_published ON feedback (institution_id, published_at) WHERE published_at IS NOT NULL;
CREATE INDEX feedback_about ON feedback (institution_id, employee_id) WHERE employee_id IS NOT NULL;
-- The registers: few cases among many.
CREATE INDEX cases_feedback ON cases (institution_id, kind, opened_at, id)
    WHERE kind IN ('complaint', 'claim', 'suggestion', 'praise');

-- Those it concerns by name: a complaint does not move to a successor.
CREATE TABLE feedback_concerned (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    PRIMARY KEY (institution_id, case_id, employee_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES feedback (institution_id, case_id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX feedback_concerned_of ON feedback_concerned (institution_id, employee_id);

-- The rungs it has come to, each with what was found there.
CREATE TABLE feedback_rungs (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    place BIGINT NOT NULL,
    -- How many rungs above the first of the ladder.
    number BIGINT NOT NULL,
    since BIGINT NOT NULL,
    decider TEXT NOT NULL CHECK (decider IN ('people', 'body', 'outside')),
    -- Name of the body that decides.
    body TEXT NOT NULL,
    -- Why it is they, in a sentence.
    why_lv TEXT NOT NULL,
    why_en TEXT NOT NULL,
    -- Who asked for this rung: the institution that registered it, the author, or whoever decided before.
    asked_by TEXT NOT NULL CHECK (asked_by IN ('register', 'client', 'handler')),
    ruled_at BIGINT,
    ruled_by UUID,
    -- Of a complaint or a claim.
    finding TEXT CHECK (finding IN ('justified', 'partly_justified', 'unjustified')),
    facts TEXT NOT NULL,
    other_side TEXT NOT NULL,
    -- 0: the other side was not heard, and the text says why.
    was_heard BIGINT NOT NULL CHECK (was_heard IN (0, 1)),
    breached TEXT NOT NULL,
    cause_kind TEXT NOT NULL,
    cause TEXT NOT NULL,
    -- Of a suggestion.
    verdict TEXT CHECK (verdict IN ('taken_up', 'later', 'not_taken_up', 'thanks')),
    reasons TEXT NOT NULL,
    again_on BIGINT,
    PRIMARY KEY (institution_id, case_id, place),
    FOREIGN KEY (institution_id, case_id) REFERENCES feedback (institution_id, case_id)
);

-- The people who decide on a rung.
CREATE TABLE feedback_deciders (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    place BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    PRIMARY KEY (institution_id, case_id, place, employee_id),
    FOREIGN KEY (institution_id, case_id, place) REFERENCES feedback_rungs (institution_id, case_id, place),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

-- What removes a cause (K-10), or carries a suggestion out.
CREATE TABLE feedback_measures (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    place BIGINT NOT NULL,
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    owner_id UUID NOT NULL,
    due_on BIGINT NOT NULL,
    checked_at BIGINT,
    checked_by UUID,
    effect TEXT CHECK (effect IN ('done', 'done_without_effect', 'not_done')),
    PRIMARY KEY (institution_id, case_id, place, number),
    FOREIGN KEY (institution_id, case_id, place) REFERENCES feedback_rungs (institution_id, case_id, place),
    FOREIGN KEY (institution_id, owner_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX feedback_measures_of ON feedback_measures (institution_id, owner_id, due_on);

-- The organisation by which it was last worked out who sees what: a digest, so that nothing is done while it stays the same.
CREATE TABLE feedback_seen_as (
    institution_id BIGINT NOT NULL PRIMARY KEY REFERENCES institutions (id),
    digest TEXT NOT NULL
);
