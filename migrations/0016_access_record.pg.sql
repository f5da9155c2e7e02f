-- Who looked at what: clients' cases, searches with how many were found, and this record itself (security §9).
CREATE TABLE access_entries (
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    id UUID NOT NULL,
    at BIGINT NOT NULL,
    -- Either an employee or another program's token looked.
    employee_id UUID,
    token_id UUID,
    -- case.opened, case.receipt, case.search, case.list, record.viewed
    what TEXT NOT NULL,
    case_id UUID,
    -- How many were shown, where it was more than one thing; what was searched for is not kept.
    hits BIGINT,
    PRIMARY KEY (institution_id, id)
);
CREATE INDEX access_entries_at ON access_entries (institution_id, at, id);
CREATE INDEX access_entries_case ON access_entries (institution_id, case_id, at, id);
CREATE INDEX access_entries_employee ON access_entries (institution_id, employee_id, at, id);
CREATE FUNCTION refuse_change_of_access_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the access record is append-only';
END $$;
CREATE TRIGGER access_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_access_record();
