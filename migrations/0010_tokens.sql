-- When a token last changed something: the few entries of other programs, found without reading the whole journal.
CREATE INDEX journal_tokens ON journal (institution_id, actor_id, at) WHERE actor = 't';
