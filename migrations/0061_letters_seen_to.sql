-- Letters that belong to no case and need none: who saw to them, when and why. They stay findable until they are forgotten.
ALTER TABLE letters ADD COLUMN seen_to_at BIGINT;
ALTER TABLE letters ADD COLUMN seen_to_by UUID;
ALTER TABLE letters ADD COLUMN seen_to_why TEXT
    CHECK (seen_to_why IN ('spam', 'duplicate', 'elsewhere', 'told_again', 'nothing', 'other'));
-- What somebody said of it in their own words; it goes with the letter.
ALTER TABLE letters ADD COLUMN seen_to_note TEXT;

-- Letters that wait for a person: not those that somebody has seen to, and not those of which nothing is left.
DROP INDEX letters_attention;
CREATE INDEX letters_attention ON letters (institution_id, taken_at, id)
    WHERE state = 'needs_attention' AND seen_to_at IS NULL AND forgotten_at IS NULL;
-- What somebody has done together is taken back together.
CREATE INDEX letters_seen_to ON letters (institution_id, seen_to_at) WHERE seen_to_at IS NOT NULL;
