-- What residents send on the public pages, and how they are told where it stands.

-- Files chosen in a form that has not been sent yet: kept under the form's key, so that a mistake in another field does
-- not lose them. Forgotten after a day.
CREATE TABLE portal_files (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    form_hash {{bytes}} NOT NULL,
    place BIGINT NOT NULL,
    -- The field of the form it was chosen in.
    field TEXT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size BIGINT NOT NULL,
    digest {{bytes}} NOT NULL,
    content {{bytes}} NOT NULL,
    -- The documents of a signed container, one a line; absent for any other file.
    holds TEXT,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, form_hash, place)
);
CREATE INDEX portal_files_sent ON portal_files (institution_id, sent_at);

-- How much was taken from a source on a day, in bytes; where from is kept as a hash, and for that day only.
CREATE TABLE portal_room (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    source_hash {{bytes}} NOT NULL,
    day BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (institution_id, source_hash, day)
);

ALTER TABLE message_files ADD COLUMN holds TEXT;

-- The form of a service, as an administrator designed it: its fields in order, as JSON.
CREATE TABLE service_forms (
    institution_id BIGINT NOT NULL,
    service_id UUID NOT NULL,
    fields TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (institution_id, service_id),
    FOREIGN KEY (institution_id, service_id) REFERENCES services (institution_id, id)
);

-- What was answered in such a form, beside the message it is also readable in.
CREATE TABLE message_answers (
    institution_id BIGINT NOT NULL,
    message_id UUID NOT NULL,
    place BIGINT NOT NULL,
    field TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (institution_id, message_id, place),
    FOREIGN KEY (institution_id, message_id) REFERENCES messages (institution_id, id)
);

-- How a client wants to hear where a case stands (I-33), and whether the address is known to be theirs.
CREATE TABLE case_contacts (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'letter', 'none')),
    lang TEXT NOT NULL CHECK (lang IN ('lv', 'en')),
    -- Where letters of paper go; empty for any other channel.
    postal TEXT NOT NULL,
    confirmed_at BIGINT,
    -- The secret of the link that confirms the address, as a hash; absent once it is used or none was sent.
    confirm_hash {{bytes}},
    confirm_until BIGINT,
    PRIMARY KEY (institution_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE UNIQUE INDEX case_contacts_confirm ON case_contacts (institution_id, confirm_hash) WHERE confirm_hash IS NOT NULL;

-- Up to which entry of the journal clients have been told.
CREATE TABLE told_cursors (
    institution_id BIGINT NOT NULL PRIMARY KEY REFERENCES institutions (id),
    told_to BIGINT NOT NULL
);

-- What a client thinks of how a case went: without a name, one for each case (I-32).
CREATE TABLE case_surveys (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    -- How easy it was, 0 to 10.
    ease BIGINT NOT NULL CHECK (ease BETWEEN 0 AND 10),
    fair TEXT NOT NULL CHECK (fair IN ('yes', 'partly', 'no')),
    words TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);

-- Questions and answers that everybody may read (D-28), in the words an employee released.
CREATE TABLE published_questions (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('lv', 'en')),
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    published_by UUID NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (institution_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, published_by) REFERENCES employees (institution_id, id)
);
CREATE INDEX published_questions_at ON published_questions (institution_id, published_at) WHERE withdrawn_at IS NULL;
