-- The hall right now, by a condition that only whoever asks for the whole hall writes. Where the state alone stands in it,
-- whoever looks for the first of a line may be led through everybody who waits, and everybody at once is then read for
-- every call: figures gathered at night know of nobody who waits, so that both indexes look alike.
DROP INDEX tickets_live;
CREATE INDEX tickets_live ON tickets (institution_id, branch_id)
    WHERE coalesce(status, '') IN ('waiting', 'called', 'serving', 'parked', 'no_show');
