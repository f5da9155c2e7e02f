-- How clients who wrote on no page of ours want to hear where their case stands: by telephone too, and at an address or a
-- number of its own.
ALTER TABLE case_contacts DROP CONSTRAINT case_contacts_channel_check;
ALTER TABLE case_contacts ADD CONSTRAINT case_contacts_channel_check
    CHECK (channel IN ('email', 'sms', 'letter', 'phone', 'none'));
-- The e-mail address or the number; empty for the contact of the case.
ALTER TABLE case_contacts ADD COLUMN reach TEXT NOT NULL DEFAULT '';

-- What a client is to be told by a person, because they want to hear by text message, letter or telephone (I-33): in words
-- that stand ready, until somebody has told it.
CREATE TABLE case_news (
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
    told_how TEXT CHECK (told_how IN ('sms', 'letter', 'phone')),
    PRIMARY KEY (institution_id, id),
    CONSTRAINT case_news_entry UNIQUE (institution_id, n),
    CONSTRAINT case_news_told CHECK ((told_at IS NULL) = (told_how IS NULL)),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, told_by) REFERENCES employees (institution_id, id)
);
CREATE INDEX case_news_open ON case_news (institution_id, at) WHERE told_at IS NULL;
CREATE INDEX case_news_case ON case_news (institution_id, case_id);
