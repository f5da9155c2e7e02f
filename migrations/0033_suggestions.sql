-- What employees propose about the standard itself, and what was answered (A-41). Nothing is removed.
CREATE TABLE standard_suggestions (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    -- The version that was in force when it was proposed.
    version BIGINT NOT NULL,
    -- What it is about: a paragraph of the document or of a baseline under it, as it is cited there, …
    document TEXT NOT NULL,
    paragraph TEXT NOT NULL,
    -- … and the norm in it; empty where it is no norm.
    norm TEXT NOT NULL,
    proposal TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    proposed_by UUID NOT NULL,
    verdict TEXT CHECK (verdict IN ('accepted', 'declined')),
    answer TEXT NOT NULL,
    answered_at BIGINT,
    answered_by UUID,
    -- The version into which an accepted one was taken up.
    taken_up_in BIGINT,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT standard_suggestions_answered CHECK (
        (verdict IS NULL AND answer = '' AND answered_at IS NULL AND answered_by IS NULL)
        OR (verdict IS NOT NULL AND answer <> '' AND answered_at IS NOT NULL AND answered_by IS NOT NULL)),
    CONSTRAINT standard_suggestions_taken_up CHECK (taken_up_in IS NULL OR verdict = 'accepted'),
    FOREIGN KEY (institution_id, version) REFERENCES standards (institution_id, number),
    FOREIGN KEY (institution_id, taken_up_in) REFERENCES standards (institution_id, number),
    FOREIGN KEY (institution_id, proposed_by) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, answered_by) REFERENCES employees (institution_id, id)
);
CREATE INDEX standard_suggestions_at ON standard_suggestions (institution_id, proposed_at, id);
CREATE INDEX standard_suggestions_by ON standard_suggestions (institution_id, proposed_by, proposed_at, id);

-- How much room files of evidence may take; where there is no row, the program's own limit.
CREATE TABLE evidence_room (
    institution_id BIGINT NOT NULL PRIMARY KEY REFERENCES institutions (id),
    megabytes BIGINT NOT NULL CHECK (megabytes BETWEEN 10 AND 1000000),
    set_at BIGINT NOT NULL,
    set_by UUID NOT NULL,
    FOREIGN KEY (institution_id, set_by) REFERENCES employees (institution_id, id)
);

-- Whoever saves a file of evidence is in the access record too.
ALTER TABLE access_entries ADD COLUMN evidence_id UUID;

-- Step 30 counted every notice as seen, also those whose time had not come: they would never have been told as posted,
-- and a change announced in time would have counted as late. After the last thing that was recorded nothing was seen.
UPDATE display_notices SET posted_at = NULL
 WHERE posted_at = shown_from
   AND shown_from > (SELECT j.at FROM journal j WHERE j.institution_id = display_notices.institution_id
                      ORDER BY j.n DESC LIMIT 1);
