-- What portals write from, one address or host a line: a letter from there may be a message that a portal passes on.
ALTER TABLE mailboxes ADD COLUMN portals TEXT NOT NULL DEFAULT '';
-- The name under which the mailbox's own server writes down what it found out about a sender (RFC 8601); empty where it
-- checks nothing, and then no sender is more than a claim.
ALTER TABLE mailboxes ADD COLUMN own_server TEXT NOT NULL DEFAULT '';

-- The conversations that letters went on with when they came: names of letters that are not ours, hashed. They tie nothing to
-- anything; a person is shown the case.
CREATE TABLE message_threads (
    institution_id BIGINT NOT NULL,
    message_id UUID NOT NULL,
    -- SHA-256 of a name, its first half.
    name_hash TEXT NOT NULL,
    PRIMARY KEY (institution_id, message_id, name_hash),
    FOREIGN KEY (institution_id, message_id) REFERENCES messages (institution_id, id)
);
CREATE INDEX message_threads_hash ON message_threads (institution_id, name_hash);
