-- What clients said in a survey, the numbers they were called back on, and when employees were signed in have terms of their
-- own as well (security §11).
ALTER TABLE kept_terms DROP CONSTRAINT kept_terms_kind_check;
ALTER TABLE kept_terms ADD CONSTRAINT kept_terms_kind_check CHECK (kind IN ('draft', 'letter', 'survey', 'call', 'session'));
CREATE INDEX case_surveys_words ON case_surveys (institution_id, at) WHERE words <> '';
CREATE INDEX callbacks_numbers ON callbacks (institution_id, ended_at) WHERE phone <> '';
