-- Instants are BIGINT milliseconds since 1970-01-01T00:00:00Z, local days BIGINT days since 1970-01-01 in Europe/Riga
-- (docs/decisions/0003): one type for both engines, durations are differences, and rows stay small.
-- {{clustered}} keeps a table in the order of its primary key where the engine can.

CREATE TABLE institutions (
    id BIGINT PRIMARY KEY,
    code TEXT NOT NULL CONSTRAINT institutions_code UNIQUE,
    name_lv TEXT NOT NULL,
    name_en TEXT NOT NULL,
    -- Profile (A-03) as JSON: registration number, address, phone, e-mail, website.
    profile TEXT NOT NULL,
    demo BOOLEAN NOT NULL,
    -- Rises with every change of set-up that other nodes keep in memory.
    revision BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL
);

CREATE TABLE units (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    name TEXT NOT NULL,
    parent_id UUID,
    head_id UUID,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, parent_id) REFERENCES units (institution_id, id)
);

CREATE TABLE branches (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    code TEXT NOT NULL,
    name_lv TEXT NOT NULL,
    name_en TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    -- Opening hours, exceptions, closures and holiday settings: a calendar as JSON, and the number of its version.
    calendar TEXT NOT NULL,
    calendar_version BIGINT NOT NULL,
    queue_device BOOLEAN NOT NULL,
    position BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT branches_code UNIQUE (institution_id, code)
);

-- Earlier versions of a branch's calendar: a due date can say by which one it was counted.
CREATE TABLE branch_calendars (
    institution_id BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    version BIGINT NOT NULL,
    calendar TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    PRIMARY KEY (institution_id, branch_id, version),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id)
);

-- Lines belong to the institution, not to a branch: a button has the same name everywhere (E-02).
CREATE TABLE lines (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    letter TEXT NOT NULL,
    name_lv TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT lines_letter UNIQUE (institution_id, letter)
);

CREATE TABLE branch_lines (
    institution_id BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    line_id UUID NOT NULL,
    PRIMARY KEY (institution_id, branch_id, line_id),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id),
    FOREIGN KEY (institution_id, line_id) REFERENCES lines (institution_id, id)
);

CREATE TABLE employees (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    post TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    unit_id UUID,
    branch_id UUID,
    supervisor_id UUID,
    -- Involvement levels (A-15), as digits: '12'.
    levels TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('lv', 'en')),
    password_hash TEXT,
    totp_secret TEXT,
    totp_step BIGINT,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT employees_email UNIQUE (institution_id, email),
    FOREIGN KEY (institution_id, unit_id) REFERENCES units (institution_id, id),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id),
    FOREIGN KEY (institution_id, supervisor_id) REFERENCES employees (institution_id, id)
);

CREATE TABLE employee_roles (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (institution_id, employee_id, role),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

CREATE TABLE services (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    code TEXT NOT NULL,
    line_id UUID,
    name_lv TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    -- The card (area C) as JSON: documents, legal basis, price, formats, channels, links, questions.
    card TEXT NOT NULL,
    -- Execution deadline (C-04); NULL: as fast as possible.
    deadline_unit TEXT CHECK (deadline_unit IN ('working_days', 'calendar_days', 'months', 'opening_hours')),
    deadline_count BIGINT,
    price_cents BIGINT,
    identity_check TEXT NOT NULL CHECK (identity_check IN ('no', 'ask', 'must')),
    usual_minutes BIGINT NOT NULL,
    owner_id UUID,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT services_code UNIQUE (institution_id, code),
    CONSTRAINT services_deadline CHECK ((deadline_unit IS NULL) = (deadline_count IS NULL)),
    FOREIGN KEY (institution_id, line_id) REFERENCES lines (institution_id, id),
    FOREIGN KEY (institution_id, owner_id) REFERENCES employees (institution_id, id)
);

CREATE TABLE employee_skills (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    service_id UUID NOT NULL,
    PRIMARY KEY (institution_id, employee_id, service_id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, service_id) REFERENCES services (institution_id, id)
);

CREATE TABLE counters (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    branch_id UUID NOT NULL,
    number BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('closed', 'open', 'paused', 'back_office')),
    state_since BIGINT NOT NULL,
    pause_reason TEXT,
    resume_at BIGINT,
    employee_id UUID,
    -- The ticket called to or served at this counter: one at a time.
    ticket_id UUID,
    -- Calls out of the ordinary order made in a row here; the policy caps them so that nobody starves.
    favoured_in_a_row BIGINT NOT NULL,
    -- What the last action changed, as JSON, so that it can be taken back until an instant.
    undo TEXT,
    undo_until BIGINT,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT counters_number UNIQUE (institution_id, branch_id, number),
    CONSTRAINT counters_employee UNIQUE (institution_id, employee_id),
    CONSTRAINT counters_ticket UNIQUE (institution_id, ticket_id),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

CREATE TABLE counter_lines (
    institution_id BIGINT NOT NULL,
    counter_id UUID NOT NULL,
    line_id UUID NOT NULL,
    PRIMARY KEY (institution_id, counter_id, line_id),
    FOREIGN KEY (institution_id, counter_id) REFERENCES counters (institution_id, id),
    FOREIGN KEY (institution_id, line_id) REFERENCES lines (institution_id, id)
);

-- A kiosk or a display: its own identity, one branch, one purpose, revocable at once.
CREATE TABLE devices (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    branch_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('kiosk', 'display')),
    name TEXT NOT NULL,
    pairing_hash {{bytes}},
    pairing_until BIGINT,
    token_hash {{bytes}},
    previous_token_hash {{bytes}},
    token_at BIGINT,
    seen_at BIGINT,
    revoked_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id)
);
CREATE UNIQUE INDEX devices_token ON devices (token_hash) WHERE token_hash IS NOT NULL;
CREATE UNIQUE INDEX devices_pairing ON devices (pairing_hash) WHERE pairing_hash IS NOT NULL;

-- Sign-ins; the secret itself is only in the person's cookie.
CREATE TABLE sessions (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    token_hash {{bytes}} NOT NULL CONSTRAINT sessions_token UNIQUE,
    employee_id UUID NOT NULL,
    csrf TEXT NOT NULL,
    -- How the person proved who they are: 'password' opens only the second step.
    strength TEXT NOT NULL CHECK (strength IN ('password', 'second_factor', 'passkey', 'demo')),
    -- The desk this sign-in works at.
    counter_id UUID,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

CREATE TABLE passkeys (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    employee_id UUID NOT NULL,
    name TEXT NOT NULL,
    credential TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

-- One-use invitations and resets (security: 256 bits, hashed, expiring).
CREATE TABLE invitations (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    token_hash {{bytes}} NOT NULL CONSTRAINT invitations_token UNIQUE,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, employee_id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

-- Bearer tokens of other programs.
CREATE TABLE tokens (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    name TEXT NOT NULL,
    token_hash {{bytes}} NOT NULL CONSTRAINT tokens_token UNIQUE,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (institution_id, id)
);

-- What a creating call gave: a repeated key gives the first result again.
CREATE TABLE idempotency (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    key TEXT NOT NULL,
    action TEXT NOT NULL,
    result TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, key, action)
);
CREATE INDEX idempotency_at ON idempotency (at);

-- Versions of the standard. At each instant at most one is in force for an institution.
CREATE TABLE standards (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    number BIGINT NOT NULL,
    document TEXT NOT NULL,
    version TEXT NOT NULL,
    source TEXT NOT NULL,
    -- The baseline it was checked against, as it was then.
    baseline TEXT,
    status TEXT NOT NULL CHECK (status IN ('draft', 'adopted', 'in_force', 'repealed')),
    uploaded_at BIGINT NOT NULL,
    uploaded_by UUID,
    adopted_at BIGINT,
    adopted_by UUID,
    in_force_from BIGINT,
    repealed_at BIGINT,
    PRIMARY KEY (institution_id, number),
    CONSTRAINT standards_adoption CHECK (status = 'draft' OR (adopted_at IS NOT NULL AND in_force_from IS NOT NULL))
);
