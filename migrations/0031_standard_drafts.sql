-- A standard that is being written in the browser. It becomes a version when it is sent on; until then it obliges nobody.
CREATE TABLE standard_drafts (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    draft BIGINT NOT NULL,
    -- Title as the text last gave it in a readable way.
    title TEXT NOT NULL,
    -- What it was begun from.
    origin TEXT NOT NULL CHECK (origin IN ('empty', 'version', 'shipped', 'file')),
    origin_name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'put_away')),
    -- Number of the latest saved state.
    state BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by UUID NOT NULL,
    -- The version made of it last, and of which state.
    sent_number BIGINT,
    sent_state BIGINT,
    PRIMARY KEY (institution_id, draft),
    CONSTRAINT standard_drafts_sent CHECK ((sent_number IS NULL) = (sent_state IS NULL)),
    FOREIGN KEY (institution_id, sent_number) REFERENCES standards (institution_id, number)
);

-- Every saved state, so that any of them can be looked at and returned to.
CREATE TABLE standard_draft_states (
    institution_id BIGINT NOT NULL,
    draft BIGINT NOT NULL,
    state BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by UUID NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('begun', 'changed', 'added', 'removed', 'moved', 'text', 'chosen', 'returned')),
    -- Which entry, as an address; empty where it is the whole text.
    place TEXT NOT NULL,
    -- A state is kept whole, or as what differs from one that is: a draft is saved at every field that is left.
    whole_state BIGINT,
    kept_before BIGINT NOT NULL,
    kept_after BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (institution_id, draft, state),
    FOREIGN KEY (institution_id, draft) REFERENCES standard_drafts (institution_id, draft)
);

-- What somebody typed and the draft has not taken: refused, or in conflict with another's change. Its author's alone.
CREATE TABLE standard_draft_typed (
    institution_id BIGINT NOT NULL,
    draft BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    place TEXT NOT NULL,
    -- The state its author saw.
    state BIGINT NOT NULL,
    typed_at BIGINT NOT NULL,
    -- The fields as they were typed, as JSON.
    fields TEXT NOT NULL,
    PRIMARY KEY (institution_id, draft, employee_id, place),
    FOREIGN KEY (institution_id, draft) REFERENCES standard_drafts (institution_id, draft),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

-- Who is at which entry, so that two do not write the same unknowingly.
CREATE TABLE standard_draft_seats (
    institution_id BIGINT NOT NULL,
    draft BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    place TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, draft, employee_id),
    FOREIGN KEY (institution_id, draft) REFERENCES standard_drafts (institution_id, draft),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
