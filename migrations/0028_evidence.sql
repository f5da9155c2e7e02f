-- Who answers for a norm being kept, where that is somebody else than whom the standard names (A-33). Norms are known by
-- their ids: another version that keeps an id keeps its owner. Earlier owners stay.
CREATE TABLE norm_owners (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    norm TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('role', 'post', 'person')),
    -- The id of a role of the standard, or a post in words; empty for a person.
    name TEXT NOT NULL,
    employee_id UUID,
    set_at BIGINT NOT NULL,
    set_by UUID NOT NULL,
    ended_at BIGINT,
    ended_by UUID,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT norm_owners_one CHECK ((kind = 'person' AND employee_id IS NOT NULL AND name = '')
        OR (kind <> 'person' AND employee_id IS NULL AND name <> '')),
    CONSTRAINT norm_owners_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, set_by) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, ended_by) REFERENCES employees (institution_id, id)
);
-- A norm has one owner at a time.
CREATE UNIQUE INDEX norm_owners_now ON norm_owners (institution_id, norm) WHERE ended_at IS NULL;

-- The register of exceptions: who allowed what, where and until when. Nothing is counted by it.
CREATE TABLE norm_exceptions (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    norm TEXT NOT NULL,
    -- Where: a branch, a service, both, or, without either, everywhere.
    branch_id UUID,
    service_id UUID,
    reason TEXT NOT NULL,
    -- The first and the last day.
    from_on BIGINT NOT NULL,
    until_on BIGINT NOT NULL,
    allowed_at BIGINT NOT NULL,
    allowed_by UUID NOT NULL,
    revoked_at BIGINT,
    revoked_by UUID,
    revoked_because TEXT NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT norm_exceptions_days CHECK (from_on <= until_on),
    CONSTRAINT norm_exceptions_revoked CHECK ((revoked_at IS NULL AND revoked_by IS NULL AND revoked_because = '')
        OR (revoked_at IS NOT NULL AND revoked_by IS NOT NULL AND revoked_because <> '')),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id),
    FOREIGN KEY (institution_id, service_id) REFERENCES services (institution_id, id),
    FOREIGN KEY (institution_id, allowed_by) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, revoked_by) REFERENCES employees (institution_id, id)
);
CREATE INDEX norm_exceptions_until ON norm_exceptions (institution_id, until_on);

-- Evidence that somebody gave by hand (P-25). It is withdrawn, never removed.
CREATE TABLE norm_evidence (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    norm TEXT NOT NULL,
    form TEXT NOT NULL CHECK (form IN ('note', 'photo', 'document')),
    -- What it shows, of the guidelines' five kinds or something else.
    shows TEXT NOT NULL CHECK (shows IN ('feedback', 'satisfaction', 'improvement', 'needs', 'savings', 'other')),
    -- The days it is about.
    from_on BIGINT NOT NULL,
    until_on BIGINT NOT NULL,
    note TEXT NOT NULL,
    -- Of a file: its name as a label, what its bytes are, how many, and their SHA-256.
    file_name TEXT,
    media TEXT,
    size BIGINT,
    hash {{bytes}},
    given_at BIGINT NOT NULL,
    given_by UUID NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_by UUID,
    withdrawn_because TEXT NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT norm_evidence_days CHECK (from_on <= until_on),
    CONSTRAINT norm_evidence_file CHECK (
        (form = 'note' AND note <> '' AND file_name IS NULL AND media IS NULL AND size IS NULL AND hash IS NULL)
        OR (form <> 'note' AND file_name IS NOT NULL AND media IS NOT NULL AND size IS NOT NULL AND hash IS NOT NULL)),
    CONSTRAINT norm_evidence_withdrawn CHECK ((withdrawn_at IS NULL AND withdrawn_by IS NULL AND withdrawn_because = '')
        OR (withdrawn_at IS NOT NULL AND withdrawn_by IS NOT NULL AND withdrawn_because <> '')),
    FOREIGN KEY (institution_id, given_by) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, withdrawn_by) REFERENCES employees (institution_id, id)
);
CREATE INDEX norm_evidence_norm ON norm_evidence (institution_id, norm, given_at);

-- The bytes of such files, apart from what is listed, so that no list reads them.
CREATE TABLE evidence_files (
    institution_id BIGINT NOT NULL,
    evidence_id UUID NOT NULL,
    content {{bytes}} NOT NULL,
    PRIMARY KEY (institution_id, evidence_id),
    FOREIGN KEY (institution_id, evidence_id) REFERENCES norm_evidence (institution_id, id)
);

-- What was reached of a goal, entered by hand (P-23). A later entry for the same days replaces an earlier one, which stays.
CREATE TABLE goal_results (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    -- The goal: the document, its paragraph and the group of clients.
    document TEXT NOT NULL,
    paragraph TEXT NOT NULL,
    client_group TEXT NOT NULL,
    from_on BIGINT NOT NULL,
    until_on BIGINT NOT NULL,
    -- Satisfaction in hundredths of a mark of five; NULL: the result is told in words alone.
    mark BIGINT CHECK (mark BETWEEN 100 AND 500),
    result TEXT NOT NULL,
    -- How it was found out.
    source TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    entered_by UUID NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT goal_results_days CHECK (from_on <= until_on),
    CONSTRAINT goal_results_said CHECK (mark IS NOT NULL OR result <> ''),
    FOREIGN KEY (institution_id, entered_by) REFERENCES employees (institution_id, id)
);
