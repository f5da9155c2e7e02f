-- Notices of the display are written on a screen: their order, the kind the standard names, and the first day that each is
-- about, from which the standard counts how long ahead it has to be shown.
ALTER TABLE display_notices ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
ALTER TABLE display_notices ADD COLUMN kind TEXT;
ALTER TABLE display_notices ADD COLUMN about_on BIGINT;
CREATE INDEX display_notices_until ON display_notices (institution_id, shown_until);
