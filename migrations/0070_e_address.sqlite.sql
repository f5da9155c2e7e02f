-- Clients may hear in their official electronic address, which a person writes to (I-33). SQLite changes no check in place.
CREATE TABLE case_contacts_new (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'letter', 'phone', 'e_address', 'none')),
    lang TEXT NOT NULL CHECK (lang IN ('lv', 'en')),
    -- Where letters of paper go; empty for any other channel.
    postal TEXT NOT NULL,
    confirmed_at BIGINT,
    -- The secret of the link that confirms the address, as a hash; absent once it is used or none was sent.
    confirm_hash {{bytes}},
    confirm_until BIGINT,
    -- The e-mail address or the number; empty for the contact of the case. An e-address is kept nowhere.
    reach TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (institution_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
INSERT INTO case_contacts_new (institution_id, case_id, channel, lang, postal, confirmed_at, confirm_hash, confirm_until, reach)
SELECT institution_id, case_id, channel, lang, postal, confirmed_at, confirm_hash, confirm_until, reach FROM case_contacts;
DROP TABLE case_contacts;
ALTER TABLE case_contacts_new RENAME TO case_contacts;
CREATE UNIQUE INDEX case_contacts_confirm ON case_contacts (institution_id, confirm_hash) WHERE confirm_hash IS NOT NULL;

CREATE TABLE case_news_new (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    -- The entry of the journal it is about, and when that happened.
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    -- Who told it, when and by which way; open while nobody has.
    told_at BIGINT,
    told_by UUID,
    told_how TEXT CHECK (told_how IN ('sms', 'letter', 'phone', 'e_address')),
    PRIMARY KEY (institution_id, id),
    CONSTRAINT case_news_entry UNIQUE (institution_id, n),
    CONSTRAINT case_news_told CHECK ((told_at IS NULL) = (told_how IS NULL)),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, told_by) REFERENCES employees (institution_id, id)
);
INSERT INTO case_news_new (institution_id, id, case_id, n, at, kind, text, told_at, told_by, told_how)
SELECT institution_id, id, case_id, n, at, kind, text, told_at, told_by, told_how FROM case_news;
DROP TABLE case_news;
ALTER TABLE case_news_new RENAME TO case_news;
CREATE INDEX case_news_open ON case_news (institution_id, at) WHERE told_at IS NULL;
CREATE INDEX case_news_case ON case_news (institution_id, case_id);
