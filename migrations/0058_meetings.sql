-- What letters do with meetings: an invitation in one case learns of a letter of its organiser that came to another case, or
-- to none.
CREATE TABLE letter_meetings (
    institution_id BIGINT NOT NULL,
    letter_id UUID NOT NULL,
    -- SHA-256 of the meeting's name among meetings and of the address that invites, which wrote the letter.
    meeting_hash {{bytes}} NOT NULL,
    -- Which of the meetings of a row, as its line stands; empty for the row, or a single one.
    recurrence TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('request', 'cancel')),
    -- Counts the changes of the meeting.
    sequence BIGINT NOT NULL,
    -- When the letter was received.
    at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, letter_id),
    FOREIGN KEY (institution_id, letter_id) REFERENCES letters (institution_id, id)
);
CREATE INDEX letter_meetings_hash ON letter_meetings (institution_id, meeting_hash);
