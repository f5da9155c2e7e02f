-- What the counter and the hall need beyond one line and one service: several services in a visit, calls for help, and
-- kiosks with a printer.

-- A visit with more than one service, period by period; a visit with one has no rows here. A service without a start is
-- still to come. The period that is open ends with the ticket itself.
CREATE TABLE visit_services (
    institution_id BIGINT NOT NULL,
    ticket_id UUID NOT NULL,
    position BIGINT NOT NULL,
    -- NULL: whatever the line is for; nobody has named it.
    service_id UUID,
    started_at BIGINT,
    ended_at BIGINT,
    PRIMARY KEY (institution_id, ticket_id, position),
    CONSTRAINT visit_services_order CHECK (ended_at IS NULL OR (started_at IS NOT NULL AND ended_at >= started_at)),
    FOREIGN KEY (institution_id, ticket_id) REFERENCES tickets (institution_id, id),
    FOREIGN KEY (institution_id, service_id) REFERENCES services (institution_id, id)
) {{clustered}};

-- Somebody in the hall asks for an employee. Who it is, is not known and not asked.
CREATE TABLE help_calls (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    branch_id UUID NOT NULL,
    asked_at BIGINT NOT NULL,
    taken_at BIGINT,
    taken_by UUID,
    PRIMARY KEY (institution_id, id),
    CONSTRAINT help_calls_taken CHECK ((taken_at IS NULL) = (taken_by IS NULL)),
    FOREIGN KEY (institution_id, branch_id) REFERENCES branches (institution_id, id),
    FOREIGN KEY (institution_id, taken_by) REFERENCES employees (institution_id, id)
);
-- One open call in a branch at a time: a second press is the same call.
CREATE UNIQUE INDEX help_calls_open ON help_calls (institution_id, branch_id) WHERE taken_at IS NULL;

CREATE INDEX help_calls_latest ON help_calls (institution_id, branch_id, asked_at);

-- A kiosk with a printer prints the ticket by itself.
ALTER TABLE devices ADD COLUMN prints BOOLEAN NOT NULL DEFAULT FALSE;

-- The cases opened during a visit, so that the desk offers them as its outcome.
CREATE INDEX cases_ticket ON cases (institution_id, ticket_id) WHERE ticket_id IS NOT NULL;
