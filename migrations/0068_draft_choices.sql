-- A draft knows what else its author has chosen: another address, a template, the day and time of leaving, and the window of
-- the envelope. As JSON; empty for nothing.
ALTER TABLE reply_drafts ADD COLUMN choices TEXT NOT NULL DEFAULT '';
