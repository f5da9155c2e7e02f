-- The mark of an institution, which stands in the head of its letters: a picture the program has written itself.
CREATE TABLE institution_marks (
    institution_id BIGINT NOT NULL PRIMARY KEY REFERENCES institutions (id),
    -- A PNG.
    content {{bytes}} NOT NULL,
    changed_at BIGINT NOT NULL
);
