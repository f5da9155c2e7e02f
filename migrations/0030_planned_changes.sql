-- A change that clients have to be told of ahead: other hours, a closure, a disturbance (D-14 to D-19). How long ahead is
-- the standard's; that it was announced in time is judged by the entries of the journal.
CREATE TABLE planned_changes (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    branch_id UUID NOT NULL,
    -- What says it: a day with other hours, a closure, the calendar by itself, a notice.
    source TEXT NOT NULL CHECK (source IN ('exception', 'closure', 'calendar', 'notice')),
    -- Whose hours change, as they are kept; empty where it is not about hours.
    hours_of TEXT NOT NULL,
    -- The standard's kind of notice.
    kind TEXT NOT NULL,
    reason_lv TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    -- The first moment that is affected, and the end of it.
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    planned_at BIGINT NOT NULL,
    posted_at BIGINT,
    withdrawn_at BIGINT,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id)
);
-- One change is planned once, by whichever node comes first.
CREATE UNIQUE INDEX planned_changes_once ON planned_changes (institution_id, branch_id, source, hours_of, begins_at)
    WHERE withdrawn_at IS NULL AND source <> 'notice';
CREATE INDEX planned_changes_ends ON planned_changes (institution_id, branch_id, ends_at);

-- When it was recorded that a notice can be seen. What is shown already counts as seen.
ALTER TABLE display_notices ADD COLUMN posted_at BIGINT;
UPDATE display_notices SET posted_at = shown_from;
CREATE INDEX display_notices_to_post ON display_notices (institution_id, shown_from) WHERE posted_at IS NULL;

-- Whoever cannot sign in the program signs on paper; the official records the day and where the sheet is kept (A-30).
ALTER TABLE acquaintances ADD COLUMN paper_on BIGINT;
ALTER TABLE acquaintances ADD COLUMN paper_by UUID;
ALTER TABLE acquaintances ADD COLUMN paper_kept TEXT;
