CREATE TABLE cases (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    -- The number for people: 2026-000123.
    reference TEXT NOT NULL,
    -- Hash of the long code in the client's link, and of the short one for typing.
    code_hash {{bytes}} NOT NULL,
    short_code_hash {{bytes}} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('question', 'order', 'request', 'complaint', 'claim', 'suggestion', 'praise', 'callback', 'internal')),
    subject TEXT NOT NULL,
    subject_folded TEXT NOT NULL,
    service_id UUID,
    branch_id UUID NOT NULL,
    owner_id UUID NOT NULL,
    opened_by UUID,
    ticket_id UUID,
    -- How the client wants to be told; empty where the client stays anonymous.
    client_name TEXT NOT NULL,
    client_contact TEXT NOT NULL,
    channel TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'waiting_client', 'answered', 'closed')),
    next_step TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    due_at BIGINT,
    answered_at BIGINT,
    closed_at BIGINT,
    answer TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT cases_reference UNIQUE (institution_id, reference),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id),
    FOREIGN KEY (institution_id, owner_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, service_id) REFERENCES services (institution_id, id)
);
CREATE UNIQUE INDEX cases_code ON cases (code_hash);
CREATE INDEX cases_open ON cases (institution_id, owner_id, due_at) WHERE status IN ('open', 'waiting_client');

CREATE TABLE case_numbers (
    institution_id BIGINT NOT NULL,
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (institution_id, year),
    FOREIGN KEY (institution_id) REFERENCES institutions (id)
);

CREATE TABLE case_notes (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    at BIGINT NOT NULL,
    employee_id UUID,
    -- 'internal' stays with staff; 'client' is on the client's page.
    audience TEXT NOT NULL CHECK (audience IN ('internal', 'client')),
    text TEXT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX case_notes_case ON case_notes (institution_id, case_id);
