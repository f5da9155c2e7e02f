-- What somebody is asked or answers for stands in their list beside the cases: found by person, however much has ended.
CREATE INDEX internal_requests_due ON internal_requests (institution_id, addressee_id, due_at, id) WHERE state IN ('open', 'partly');
CREATE INDEX nonconformities_due ON nonconformities (institution_id, addressee_id, found_at, id) WHERE state IN ('reported', 'received');
