-- Durations of visits are counted from the journal by a job, not while a client waits: one value holds the histograms
-- of all lines and employees of a branch on a day. An older database counts its journal again from the beginning.
DROP TABLE durations;
-- Rows near a kilobyte: a table of their own order keeps them whole on a page, which an index could not.
CREATE TABLE duration_days (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    branch_id UUID NOT NULL,
    -- Local day on which the visits ended.
    day BIGINT NOT NULL,
    -- Histograms of wait, walk, serve and stay by line and employee (crates/journal/src/durations/cells.rs).
    cells BLOB NOT NULL,
    PRIMARY KEY (institution_id, branch_id, day)
);
-- The same by month and employee, for pages over many branches.
CREATE TABLE duration_months (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    -- Months since January 1970.
    month BIGINT NOT NULL,
    branch_id UUID NOT NULL,
    cells BLOB NOT NULL,
    PRIMARY KEY (institution_id, month, branch_id)
);
-- Up to which entry of the journal both count.
CREATE TABLE duration_roll_ups (
    institution_id BIGINT PRIMARY KEY REFERENCES institutions (id),
    upto_n BIGINT NOT NULL
);
DELETE FROM sqlite_stat1 WHERE tbl = 'durations';
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('duration_days', 'sqlite_autoindex_duration_days_1', '119000 119000 1750 1'),
    ('duration_months', 'sqlite_autoindex_duration_months_1', '4000 4000 68 1');
ANALYZE sqlite_schema;
