-- The note about a visit is found by its ticket; few visits have one.
CREATE INDEX contacts_noted ON contacts (institution_id, ticket_id) WHERE note IS NOT NULL;
