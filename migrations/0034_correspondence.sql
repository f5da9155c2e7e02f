-- Correspondence: what comes and goes in writing, apart from what becomes of it (cases).

-- A mailbox of the institution. Its password is not here: the server reads it from a file of its own.
CREATE TABLE mailboxes (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    name TEXT NOT NULL,
    -- Letters come to it and leave from it.
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,
    -- Whose calendar counts the days of what comes.
    branch_id UUID NOT NULL,
    -- Who answers for what nobody has claimed.
    keeper_id UUID NOT NULL,
    in_host TEXT NOT NULL,
    in_port BIGINT NOT NULL,
    in_security TEXT NOT NULL CHECK (in_security IN ('tls', 'start_tls', 'plain')),
    -- One folder a line.
    folders TEXT NOT NULL,
    out_host TEXT NOT NULL,
    out_port BIGINT NOT NULL,
    out_security TEXT NOT NULL CHECK (out_security IN ('tls', 'start_tls', 'plain')),
    login TEXT NOT NULL,
    is_active BIGINT NOT NULL,
    -- How the connection stands, for people.
    standing TEXT NOT NULL CHECK (standing IN ('new', 'connected', 'failing')),
    standing_since BIGINT NOT NULL,
    standing_words TEXT NOT NULL,
    -- The node that reads it at present, and until when nobody else may.
    reader TEXT NOT NULL,
    reader_until BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT mailboxes_address UNIQUE (institution_id, address_key),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id),
    FOREIGN KEY (institution_id, keeper_id) REFERENCES employees (institution_id, id)
);

-- Up to where a folder was taken.
CREATE TABLE mailbox_cursors (
    institution_id BIGINT NOT NULL,
    mailbox_id UUID NOT NULL,
    folder TEXT NOT NULL,
    uid_validity BIGINT NOT NULL,
    last_uid BIGINT NOT NULL,
    PRIMARY KEY (institution_id, mailbox_id, folder),
    FOREIGN KEY (institution_id, mailbox_id) REFERENCES mailboxes (institution_id, id)
);

-- Letters as they came, byte for byte, before anybody tried to understand them.
CREATE TABLE letters (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    mailbox_id UUID NOT NULL,
    folder TEXT NOT NULL,
    uid_validity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    digest {{bytes}} NOT NULL,
    size BIGINT NOT NULL,
    -- When the server received it, as it says; when it was taken.
    received_at BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    -- Absent where it was too large to be taken: it is still on the server.
    raw {{bytes}},
    state TEXT NOT NULL CHECK (state IN ('waiting', 'placed', 'again', 'set_aside', 'needs_attention')),
    -- Why it was set aside or needs attention: codes with commas between them.
    because TEXT NOT NULL,
    -- Shown in the list of what was set aside.
    author TEXT NOT NULL,
    subject TEXT NOT NULL,
    case_id UUID,
    tries BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT letters_place UNIQUE (institution_id, mailbox_id, folder, uid_validity, uid),
    FOREIGN KEY (institution_id, mailbox_id) REFERENCES mailboxes (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX letters_digest ON letters (institution_id, digest);
CREATE INDEX letters_waiting ON letters (institution_id, taken_at) WHERE state = 'waiting';
CREATE INDEX letters_aside ON letters (institution_id, taken_at) WHERE state IN ('set_aside', 'needs_attention');

-- What was said in a case, by either side, on any written way.
CREATE TABLE messages (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    way TEXT NOT NULL,
    at BIGINT NOT NULL,
    letter_id UUID,
    -- Who of the institution wrote it or wrote it down.
    employee_id UUID,
    author_name TEXT NOT NULL,
    author_address TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    is_automatic BIGINT NOT NULL,
    -- What a person should know before trusting it: codes with commas between them.
    attention TEXT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, letter_id) REFERENCES letters (institution_id, id)
);
CREATE INDEX messages_case ON messages (institution_id, case_id, at);

-- The names of letters, in and out, by which a letter is known again and conversations are found.
CREATE TABLE message_names (
    institution_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    message_id UUID NOT NULL,
    PRIMARY KEY (institution_id, name),
    FOREIGN KEY (institution_id, message_id) REFERENCES messages (institution_id, id)
);

-- Files of messages: their bytes, or their place in the letter they came with.
CREATE TABLE message_files (
    institution_id BIGINT NOT NULL,
    message_id UUID NOT NULL,
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size BIGINT NOT NULL,
    digest {{bytes}} NOT NULL,
    content {{bytes}},
    PRIMARY KEY (institution_id, message_id, place),
    FOREIGN KEY (institution_id, message_id) REFERENCES messages (institution_id, id)
);

-- Between whom and the institution a case is. Only they may go on with it by letter.
CREATE TABLE case_parties (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    address_key TEXT NOT NULL,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The last letter to it came back.
    is_unreachable BIGINT NOT NULL,
    PRIMARY KEY (institution_id, case_id, address_key),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX case_parties_address ON case_parties (institution_id, address_key);

-- What a case is by law and by the standard, and what a person has still to confirm.
CREATE TABLE case_natures (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    way TEXT NOT NULL,
    form TEXT NOT NULL,
    matter TEXT NOT NULL,
    -- Sentences of why, in both languages, as JSON.
    reasons TEXT NOT NULL,
    doubts TEXT NOT NULL,
    -- Cases it may belong to, as JSON.
    may_belong TEXT NOT NULL,
    confirmed_at BIGINT,
    confirmed_by UUID,
    PRIMARY KEY (institution_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);

-- Letters that leave: written with the change that caused them, sent afterwards, never twice under another name.
CREATE TABLE outbox (
    institution_id BIGINT NOT NULL,
    -- The message's id, for life.
    id UUID NOT NULL,
    mailbox_id UUID NOT NULL,
    case_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('receipt', 'reply', 'notice')),
    recipient TEXT NOT NULL,
    recipient_key TEXT NOT NULL,
    raw {{bytes}} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up', 'taken_back')),
    written_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    -- A node that is handing it over holds it until then.
    held_until BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    ended_at BIGINT,
    -- What the server said last.
    said TEXT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, id) REFERENCES messages (institution_id, id),
    FOREIGN KEY (institution_id, mailbox_id) REFERENCES mailboxes (institution_id, id)
);
CREATE INDEX outbox_due ON outbox (institution_id, not_before) WHERE state = 'waiting';
CREATE INDEX outbox_recipient ON outbox (institution_id, recipient_key, written_at);
CREATE INDEX outbox_written ON outbox (institution_id, kind, written_at);

-- A reply that is being written: its author's alone.
CREATE TABLE reply_drafts (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('lv', 'en')),
    subject TEXT NOT NULL,
    opening TEXT NOT NULL,
    main TEXT NOT NULL,
    ending TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, case_id, employee_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

-- The secrets of the marks by which letters of ours are known again, the latest number first in use.
CREATE TABLE letter_keys (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    number BIGINT NOT NULL,
    secret {{bytes}} NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, number)
);
