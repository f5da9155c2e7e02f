-- The list a specialist works from.

-- What is open, the nearest limit first; what has none comes last. The other columns are what the list is narrowed by, so
-- that rows that do not fit are passed over without being read.
CREATE INDEX cases_inbox ON cases (institution_id, coalesce(due_at, 9007199254740991), id, owner_id, kind, service_id, channel, branch_id, status)
    WHERE status IN ('open', 'waiting_client');
-- The same by owner, for short lists and for counting.
CREATE INDEX cases_inbox_owner ON cases (institution_id, owner_id, due_at, kind, id, status) WHERE status IN ('open', 'waiting_client');
-- What one person may or may not see.
CREATE INDEX case_sight_of ON case_sight (institution_id, employee_id, may, case_id);
-- Replies that somebody is writing just now.
CREATE INDEX reply_drafts_saved ON reply_drafts (institution_id, saved_at);

-- Letters that wait for a person.
CREATE INDEX letters_attention ON letters (institution_id, taken_at, id) WHERE state = 'needs_attention';

-- Who has a case before their eyes, or is writing in it. A row is good for a minute.
CREATE TABLE inbox_presence (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    doing TEXT NOT NULL CHECK (doing IN ('reads', 'writes')),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, case_id, employee_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX inbox_presence_seen ON inbox_presence (institution_id, seen_at);

-- The version of a case that somebody has seen last: what is newer is marked as new for them.
CREATE TABLE inbox_seen (
    institution_id BIGINT NOT NULL,
    employee_id UUID NOT NULL,
    case_id UUID NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (institution_id, employee_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

-- Cases that somebody took for themselves, and from whom, so that they can be given back.
CREATE TABLE inbox_claims (
    institution_id BIGINT NOT NULL,
    case_id UUID NOT NULL,
    employee_id UUID NOT NULL,
    from_id UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (institution_id, case_id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, from_id) REFERENCES employees (institution_id, id)
);

-- Lists that somebody has named for themselves; those with a unit are offered to everybody in it.
CREATE TABLE inbox_views (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    employee_id UUID NOT NULL,
    name TEXT NOT NULL,
    -- What follows the question mark of its address.
    query TEXT NOT NULL,
    place BIGINT NOT NULL,
    -- Opens when its owner opens the list without saying which.
    is_default BIGINT NOT NULL,
    unit_id UUID,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id),
    FOREIGN KEY (institution_id, unit_id) REFERENCES units (institution_id, id)
);
CREATE INDEX inbox_views_of ON inbox_views (institution_id, employee_id, place);
CREATE INDEX inbox_views_unit ON inbox_views (institution_id, unit_id) WHERE unit_id IS NOT NULL;

-- What somebody did to several cases at once, for the words about it and for taking it back.
CREATE TABLE inbox_batches (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    employee_id UUID NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('claim', 'release', 'assign', 'seen', 'close', 'step')),
    -- The reason, or the next step.
    said TEXT NOT NULL,
    to_id UUID,
    at BIGINT NOT NULL,
    taken_back_at BIGINT,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);

CREATE TABLE inbox_batch_cases (
    institution_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    case_id UUID NOT NULL,
    place BIGINT NOT NULL,
    -- A word of a closed list: what became of it.
    outcome TEXT NOT NULL,
    -- What stood there before, in the words of the act.
    was TEXT NOT NULL,
    -- The version it left behind; what has another by then is not put back.
    version BIGINT NOT NULL,
    -- What waits until it can no longer be taken back.
    due_at BIGINT,
    PRIMARY KEY (institution_id, batch_id, case_id),
    FOREIGN KEY (institution_id, batch_id) REFERENCES inbox_batches (institution_id, id),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id)
);
CREATE INDEX inbox_batch_cases_held ON inbox_batch_cases (institution_id, due_at) WHERE outcome = 'held';

-- Calls that were missed or promised back, each in a case.
CREATE TABLE callbacks (
    institution_id BIGINT NOT NULL,
    id UUID NOT NULL,
    case_id UUID NOT NULL,
    -- Who calls.
    employee_id UUID NOT NULL,
    phone TEXT NOT NULL,
    question TEXT NOT NULL,
    -- The institution's own line that was called; empty where nobody said.
    line TEXT NOT NULL,
    -- How the answer comes.
    answer_by TEXT NOT NULL CHECK (answer_by IN ('phone', 'visit', 'email')),
    -- Nobody answered when the client called.
    is_missed BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    -- Absent: as soon as possible.
    promised_at BIGINT,
    tries BIGINT NOT NULL,
    tried_at BIGINT,
    ended_at BIGINT,
    result TEXT CHECK (result IN ('reached', 'sms', 'email', 'came', 'wrong_number')),
    PRIMARY KEY (institution_id, id),
    CONSTRAINT callbacks_ended CHECK ((ended_at IS NULL) = (result IS NULL)),
    FOREIGN KEY (institution_id, case_id) REFERENCES cases (institution_id, id),
    FOREIGN KEY (institution_id, employee_id) REFERENCES employees (institution_id, id)
);
CREATE INDEX callbacks_open ON callbacks (institution_id, employee_id, promised_at) WHERE ended_at IS NULL;
CREATE INDEX callbacks_case ON callbacks (institution_id, case_id);
