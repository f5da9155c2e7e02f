-- Administrators sign in with a passkey: six digits alone lead them to the page that adds one (security §3).
-- When the digits were right in a session that still waits for the passkey.
ALTER TABLE sessions ADD COLUMN digits_at BIGINT;
-- Who is in with digits alone signs in again.
DELETE FROM sessions WHERE strength = 'second_factor' AND EXISTS (
    SELECT 1 FROM employee_roles r
     WHERE r.institution_id = sessions.institution_id AND r.employee_id = sessions.employee_id
       AND r.role = 'administrator');

-- Why somebody looked, where the program can know it. Earlier entries have none.
ALTER TABLE access_entries ADD COLUMN purpose TEXT
    CHECK (purpose IN ('visit', 'owner', 'supervision', 'search', 'program', 'oversight'));

-- How long entries are kept (security §11); where there is no row, two years. A shorter time waits for a second person.
CREATE TABLE access_terms (
    institution_id BIGINT NOT NULL PRIMARY KEY REFERENCES institutions (id),
    months BIGINT NOT NULL CHECK (months BETWEEN 18 AND 240),
    asked_months BIGINT CHECK (asked_months BETWEEN 18 AND 240),
    asked_by UUID,
    asked_at BIGINT,
    FOREIGN KEY (institution_id, asked_by) REFERENCES employees (institution_id, id)
);

-- Each removal of old entries: only what is older than one of these can be deleted, and nothing younger than 540 days.
CREATE TABLE access_removals (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    at BIGINT NOT NULL,
    older_than BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    CHECK (older_than <= at - 46656000000)
);
CREATE INDEX access_removals_older ON access_removals (institution_id, older_than);
DROP TRIGGER access_entries_no_delete;
CREATE TRIGGER access_entries_no_delete BEFORE DELETE ON access_entries
    WHEN OLD.at >= COALESCE(
        (SELECT MAX(r.older_than) FROM access_removals r WHERE r.institution_id = OLD.institution_id), OLD.at)
    BEGIN SELECT RAISE(ABORT, 'the access record is append-only'); END;
