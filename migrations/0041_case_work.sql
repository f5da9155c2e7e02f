-- What a case holds beyond its own line: people, order, sources, promises made to the client, pauses, other cases, and
-- declarations of interest.

-- Who takes part in a case besides the client who opened it.
CREATE TABLE case_people (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('applicant', 'representative', 'third_party')),
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    -- How the person is best reached; empty where nobody asked.
    best_channel TEXT NOT NULL,
    -- On what a representative acts, and the document that says so; empty for the others.
    basis TEXT NOT NULL,
    basis_document TEXT NOT NULL,
    -- How the identity was established; no copy is kept.
    verified_how TEXT NOT NULL,
    verified_at BIGINT,
    verified_by UUID,
    -- When somebody last asked whether the contacts are right.
    checked_at BIGINT,
    checked_by UUID,
    ended_at BIGINT,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX case_people_case ON case_people (institution_id, case_id);

-- The order of a case, from intake to hand-out.
CREATE TABLE case_orders (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    purpose TEXT NOT NULL,
    price_cents BIGINT NOT NULL CHECK (price_cents >= 0),
    -- Why the price is another than that of the service card.
    price_why TEXT NOT NULL,
    payment TEXT NOT NULL,
    paid_how TEXT NOT NULL,
    paid_words TEXT NOT NULL,
    paid_at BIGINT,
    paid_by UUID,
    format TEXT NOT NULL,
    place TEXT NOT NULL,
    place_words TEXT NOT NULL,
    handed_at BIGINT,
    handed_by UUID,
    handed_to TEXT NOT NULL,
    handed_as TEXT NOT NULL,
    handed_basis TEXT NOT NULL,
    handed_proof TEXT NOT NULL,
    -- Since when a delay is expected, who was warned, and why.
    delay_at BIGINT,
    delay_to UUID,
    delay_words TEXT NOT NULL,
    PRIMARY KEY (institution_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX case_orders_open ON case_orders (institution_id, case_id) WHERE handed_at IS NULL;

-- On what an answer rests.
CREATE TABLE case_sources (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('fact', 'source', 'circumstance')),
    text TEXT NOT NULL,
    -- Where it can be checked.
    place TEXT NOT NULL,
    at BIGINT NOT NULL,
    employee_id UUID,
    withdrawn_at BIGINT,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX case_sources_case ON case_sources (institution_id, case_id);

-- What was promised to the client with a date. The journal holds each under its own id.
CREATE TABLE case_promises (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    text TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    at BIGINT NOT NULL,
    employee_id UUID,
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'released')),
    ended_at BIGINT,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX case_promises_case ON case_promises (institution_id, case_id);

-- When work stood still, and for what.
CREATE TABLE case_pauses (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    waits_for TEXT NOT NULL CHECK (waits_for IN ('client', 'other_body', 'payment', 'decision')),
    since BIGINT NOT NULL,
    -- Until when an answer is expected.
    until BIGINT,
    ended_at BIGINT,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX case_pauses_case ON case_pauses (institution_id, case_id);

-- Cases that belong together; the lower id stands first.
CREATE TABLE case_links (
    institution_id BIGINT NOT NULL,
    one_id UUID NOT NULL,
    other_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('related', 'continues', 'split')),
    at BIGINT NOT NULL,
    employee_id UUID,
    PRIMARY KEY (institution_id, one_id, other_id),
    FOREIGN KEY (institution_id, one_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, other_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX case_links_other ON case_links (institution_id, other_id);

-- Who declared that an interest of their own, or of somebody near, stands against deciding a case.
CREATE TABLE case_conflicts (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('conflict', 'personal', 'influence')),
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    passed_to UUID,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX case_conflicts_case ON case_conflicts (institution_id, case_id);

-- Earlier cases about the same service.
CREATE INDEX cases_service ON cases (institution_id, service_id, id) WHERE service_id IS NOT NULL;
