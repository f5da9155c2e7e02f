-- What is looked for while somebody waits, and was found by reading all of its table.
-- The letters of a case that goes on in another.
CREATE INDEX letters_case ON letters (institution_id, case_id) WHERE case_id IS NOT NULL;
-- By what name the last letter of a client is answered.
CREATE INDEX message_names_message ON message_names (institution_id, message_id);
-- Our letters, the latest first, page by page; and those that have not been sent, of which there are few.
DROP INDEX outbox_ended;
CREATE INDEX outbox_order ON outbox (institution_id, written_at, id);
CREATE INDEX outbox_left ON outbox (institution_id, state, written_at, id) WHERE state <> 'sent';
