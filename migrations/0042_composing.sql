-- Replies while they are written, and everything that leaves.

-- A draft knows to whom and when it shall leave, and how often it was kept: of two windows the newer wins, and what it
-- displaced stays here until its author has looked at it.
ALTER TABLE reply_drafts ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
ALTER TABLE reply_drafts ADD COLUMN leaves_at BIGINT;
ALTER TABLE reply_drafts ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- The displaced parts as JSON; empty for none.
ALTER TABLE reply_drafts ADD COLUMN displaced TEXT NOT NULL DEFAULT '';

-- Files that go along with a reply, kept with its draft.
CREATE TABLE reply_files (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size BIGINT NOT NULL,
    digest {{bytes}} NOT NULL,
    content {{bytes}} NOT NULL,
    PRIMARY KEY (institution_id, case_id, employee_id, place),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

-- Texts with placeholders: the institution's, or one employee's own.
CREATE TABLE reply_templates (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    -- Whose it is; absent for the institution's.
    employee_id UUID,
    name TEXT NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('lv', 'en')),
    -- What it is for: a reply, telling of a delay, or an insulting letter that gets a reason and no consultation.
    purpose TEXT NOT NULL CHECK (purpose IN ('reply', 'delay', 'insult')),
    -- The kind of case it is offered for; empty for every kind.
    kind TEXT NOT NULL,
    main TEXT NOT NULL,
    ending TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID NOT NULL,
    -- Removed templates stay for the journal; they are offered to nobody.
    removed_at BIGINT,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, changed_by) REFERENCES employees (institution_id, id)
);

-- Words the institution spells so, and no dictionary knows.
CREATE TABLE own_words (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    word TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by UUID NOT NULL,
    PRIMARY KEY (institution_id, word),
    FOREIGN KEY (institution_id, added_by) REFERENCES employees (institution_id, id)
);

-- What a letter tells of: the moment by which the answer will come; and the letter that was sent in its place.
ALTER TABLE outbox ADD COLUMN planned_at BIGINT;
ALTER TABLE outbox ADD COLUMN sent_again_as UUID;
-- A letter that is to leave later waits for its day; a new letter of the client's asks its author once more.
ALTER TABLE outbox ADD COLUMN scheduled_at BIGINT;
CREATE INDEX outbox_ended ON outbox (institution_id, written_at);

-- Letters that go by post: printed, and given to the post by somebody on a day.
CREATE TABLE paper_letters (
    institution_id BIGINT NOT NULL,
    -- The message's id.
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'notice')),
    -- Name and address as they stand in the window of the envelope, with line ends.
    addressee TEXT NOT NULL,
    planned_at BIGINT,
    posted_at BIGINT,
    posted_by UUID,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT paper_letters_posted CHECK ((posted_at IS NULL) = (posted_by IS NULL)),
    FOREIGN KEY (institution_id, id) REFERENCES messages (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, posted_by) REFERENCES employees (institution_id, id)
);
CREATE INDEX paper_letters_waiting ON paper_letters (institution_id, case_id) WHERE posted_at IS NULL;
