-- What links a visit to a person, what clients asked for in calls back, how employees judged their own work, and the accounts of
-- those who left have terms of their own as well (security §11).
ALTER TABLE kept_terms DROP CONSTRAINT kept_terms_kind_check;
ALTER TABLE kept_terms ADD CONSTRAINT kept_terms_kind_check CHECK (
    kind IN ('draft', 'letter', 'survey', 'call', 'session', 'case', 'complaint', 'ticket', 'callback', 'evaluation',
        'account'));

-- Since when an employee has left, and when their account was forgotten: of the name only the initials are there from then on.
-- For those who had left before, the journal knows; whoever is not in it left, as far as anybody knows, today.
ALTER TABLE employees ADD COLUMN left_at BIGINT;
ALTER TABLE employees ADD COLUMN forgotten_at BIGINT;
UPDATE employees SET left_at = COALESCE(
    (SELECT max(j.at) FROM journal j
      WHERE j.institution_id = employees.institution_id AND j.subject_id = employees.id
        AND j.facts LIKE '%employee.closed%'),
    CAST(extract(epoch FROM now()) * 1000 AS BIGINT))
 WHERE active = FALSE;

CREATE INDEX contacts_linked ON contacts (institution_id, ended_at)
    WHERE ticket_id IS NOT NULL AND (case_id IS NOT NULL OR note IS NOT NULL OR detail IS NOT NULL);
CREATE INDEX callbacks_said ON callbacks (institution_id, ended_at) WHERE question <> '';
CREATE INDEX self_checks_day ON self_checks (institution_id, day);
