-- The bytes of letters that are more than a few pages, in pieces: nobody has to hold a large letter to keep or to read it.
-- Small ones stand beside their letter.
CREATE TABLE letter_parts (
    institution_id BIGINT NOT NULL,
    -- The letter, also while it is still being brought and is none yet.
    letter_id UUID NOT NULL,
    -- So many bytes of the letter stand before this piece.
    place BIGINT NOT NULL,
    bytes {{bytes}} NOT NULL,
    PRIMARY KEY (institution_id, letter_id, place)
);

-- The large letter that is being brought from a mailbox; one at a time.
CREATE TABLE letters_coming (
    institution_id BIGINT NOT NULL,
    mailbox_id UUID NOT NULL,
    letter_id UUID NOT NULL,
    PRIMARY KEY (institution_id, mailbox_id),
    FOREIGN KEY (institution_id, mailbox_id) REFERENCES mailboxes (institution_id, id)
);
