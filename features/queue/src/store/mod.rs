//! Tickets, contacts and the state of counters in the database.

mod contacts;
mod counters;
mod together;

use std::collections::HashSet;

use solits_db::{DbError, Statement, Tx, row, sql};
use solits_kernel::{BranchId, CounterId, EmployeeId, LineId, ServiceId, TicketId, Timestamp};
use solits_queueing::order::{Desk, Skills};

pub use contacts::DeskNote;
pub(crate) use contacts::{NewContact, delete_contact, delete_note, find_note, insert_contact, save_note};
pub(crate) use counters::*;
pub(crate) use together::{Claim, claim_all, hold_counters, list_desks};

use crate::model::{Status, Ticket};

row! {
    #[derive(Clone, Debug)]
    pub(crate) struct TicketRow {
        pub(crate) id: TicketId, pub(crate) branch_id: BranchId, pub(crate) day: i64, pub(crate) line_id: LineId,
        pub(crate) letter: String, pub(crate) number: i64, pub(crate) status: String, pub(crate) priority: bool,
        pub(crate) internal: bool, pub(crate) party: i64, pub(crate) service_id: Option<ServiceId>,
        pub(crate) booked_for: Option<Timestamp>, pub(crate) taken_at: Timestamp, pub(crate) waiting_since: Timestamp,
        pub(crate) offered_from: Timestamp, pub(crate) for_counter: Option<CounterId>,
        pub(crate) for_employee: Option<EmployeeId>, pub(crate) returned_by: Option<CounterId>, pub(crate) behind: i64,
        pub(crate) called_at: Option<Timestamp>, pub(crate) recalled_at: Option<Timestamp>,
        pub(crate) started_at: Option<Timestamp>, pub(crate) ended_at: Option<Timestamp>,
        pub(crate) counter_id: Option<CounterId>, pub(crate) employee_id: Option<EmployeeId>, pub(crate) wait_ms: i64,
        pub(crate) walk_ms: i64, pub(crate) serve_ms: i64, pub(crate) announced_high: Option<i64>,
        pub(crate) outcome: Option<String>, pub(crate) inaccurate: bool,
    }
}

impl TryFrom<TicketRow> for Ticket {
    type Error = DbError;
    fn try_from(row: TicketRow) -> Result<Self, DbError> {
        Ok(Self {
            status: Status::parse(&row.status)
                .ok_or_else(|| DbError::Corrupt(format!("ticket {}", row.id)))?,
            id: row.id,
            branch: row.branch_id,
            day: row.day,
            line: row.line_id,
            letter: row.letter,
            number: row.number,
            priority: row.priority,
            internal: row.internal,
            party: row.party,
            service: row.service_id,
            booked_for: row.booked_for,
            taken_at: row.taken_at,
            waiting_since: row.waiting_since,
            offered_from: row.offered_from,
            for_counter: row.for_counter,
            for_employee: row.for_employee,
            returned_by: row.returned_by,
            behind: row.behind,
            called_at: row.called_at,
            recalled_at: row.recalled_at,
            started_at: row.started_at,
            ended_at: row.ended_at,
            counter: row.counter_id,
            employee: row.employee_id,
            wait_ms: row.wait_ms,
            walk_ms: row.walk_ms,
            serve_ms: row.serve_ms,
            announced_high: row.announced_high,
            outcome: row.outcome,
            inaccurate: row.inaccurate,
        })
    }
}

/// The ticket, if the institution has it.
pub(crate) async fn find(tx: &mut Tx, id: TicketId) -> Result<Option<Ticket>, DbError> {
    sql!(
        "SELECT id, branch_id, day, line_id, letter, number, status, priority, internal, party, service_id, booked_for, taken_at,
                waiting_since, offered_from, for_counter, for_employee, returned_by, behind, called_at, recalled_at, started_at,
                ended_at, counter_id, employee_id, wait_ms, walk_ms, serve_ms, announced_high, outcome, inaccurate
           FROM tickets WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional::<TicketRow>(tx)
    .await?
    .map(Ticket::try_from)
    .transpose()
}

/// Everyone in the hall of a branch right now.
pub(crate) async fn list_live(tx: &mut Tx, branch: BranchId) -> Result<Vec<Ticket>, DbError> {
    // PostgreSQL is asked in the words of the index, which no other statement has (see the migration of the hall).
    sql!(
        sqlite "SELECT id, branch_id, day, line_id, letter, number, status, priority, internal, party, service_id, booked_for,
                       taken_at, waiting_since, offered_from, for_counter, for_employee, returned_by, behind, called_at,
                       recalled_at, started_at, ended_at, counter_id, employee_id, wait_ms, walk_ms, serve_ms, announced_high,
                       outcome, inaccurate
                  FROM tickets
                 WHERE institution_id = $1 AND branch_id = $2
                   AND status IN ('waiting', 'called', 'serving', 'parked', 'no_show')
                 ORDER BY waiting_since, id",
        pg "SELECT id, branch_id, day, line_id, letter, number, status, priority, internal, party, service_id, booked_for,
                   taken_at, waiting_since, offered_from, for_counter, for_employee, returned_by, behind, called_at,
                   recalled_at, started_at, ended_at, counter_id, employee_id, wait_ms, walk_ms, serve_ms, announced_high,
                   outcome, inaccurate
              FROM tickets
             WHERE institution_id = $1 AND branch_id = $2
               AND coalesce(status, '') IN ('waiting', 'called', 'serving', 'parked', 'no_show')
             ORDER BY waiting_since, id"
    )
    .bind(branch)
    .all::<TicketRow>(tx)
    .await?
    .into_iter()
    .map(Ticket::try_from)
    .collect()
}

/// Whom a counter may have to choose from: the first few of each of its lines (one would do where nobody else calls), and everybody whose place the policy decides
/// one by one. Reading more would not change the choice.
pub(crate) async fn list_candidates(
    tx: &mut Tx,
    desk: &Desk,
    branch: BranchId,
    heads: i64,
) -> Result<Vec<Ticket>, DbError> {
    // Whoever cannot serve everybody still sees the very first, so that the reason of the call is the true one.
    list_candidates_beside(tx, desk, branch, heads, 1).await
}

/// The same where other desks call before this one: they may take so many of the first whom it cannot serve itself.
pub(crate) async fn list_candidates_beside(
    tx: &mut Tx,
    desk: &Desk,
    branch: BranchId,
    heads: i64,
    of_others: i64,
) -> Result<Vec<Ticket>, DbError> {
    let mut tickets = Vec::new();
    if let Skills::Only(_) = desk.skills {
        for line in &desk.lines {
            tickets.extend(list_heads_for(tx, desk.employee, *line, branch, heads).await?);
        }
    }
    let heads = if desk.skills == Skills::All { heads } else { of_others };
    // One reading for all lines: each engine has its own way of taking the first few of each.
    let rows = sql!(
        sqlite "SELECT t.id, t.branch_id, t.day, t.line_id, t.letter, t.number, t.status, t.priority, t.internal, t.party,
                       t.service_id, t.booked_for, t.taken_at, t.waiting_since, t.offered_from, t.for_counter, t.for_employee,
                       t.returned_by, t.behind, t.called_at, t.recalled_at, t.started_at, t.ended_at, t.counter_id, t.employee_id,
                       t.wait_ms, t.walk_ms, t.serve_ms, t.announced_high, t.outcome, t.inaccurate
                  FROM counter_lines l CROSS JOIN tickets t ON t.institution_id = l.institution_id AND t.id IN (
                           SELECT h.id FROM tickets h
                            WHERE h.institution_id = $1 AND h.branch_id = $2 AND h.line_id = l.line_id AND h.status = 'waiting'
                              AND h.ordinary = TRUE
                            ORDER BY h.waiting_since, h.id LIMIT $4)
                 WHERE l.institution_id = $1 AND l.counter_id = $3
                 UNION ALL
                SELECT * FROM (
                SELECT id, branch_id, day, line_id, letter, number, status, priority, internal, party, service_id, booked_for,
                       taken_at, waiting_since, offered_from, for_counter, for_employee, returned_by, behind, called_at,
                       recalled_at, started_at, ended_at, counter_id, employee_id, wait_ms, walk_ms, serve_ms, announced_high,
                       outcome, inaccurate
                  FROM tickets
                 WHERE institution_id = $1 AND branch_id = $2 AND status = 'waiting' AND ordinary = FALSE
                 ORDER BY waiting_since, id LIMIT 500)",
        pg "SELECT t.id, t.branch_id, t.day, t.line_id, t.letter, t.number, t.status, t.priority, t.internal, t.party,
                   t.service_id, t.booked_for, t.taken_at, t.waiting_since, t.offered_from, t.for_counter, t.for_employee,
                   t.returned_by, t.behind, t.called_at, t.recalled_at, t.started_at, t.ended_at, t.counter_id, t.employee_id,
                   t.wait_ms, t.walk_ms, t.serve_ms, t.announced_high, t.outcome, t.inaccurate
              FROM counter_lines l CROSS JOIN LATERAL (
                       SELECT h.* FROM tickets h
                        WHERE h.institution_id = $1 AND h.branch_id = $2 AND h.line_id = l.line_id AND h.status = 'waiting'
                          AND h.ordinary = TRUE
                        ORDER BY h.waiting_since, h.id LIMIT $4) t
             WHERE l.institution_id = $1 AND l.counter_id = $3
             UNION ALL
           (SELECT id, branch_id, day, line_id, letter, number, status, priority, internal, party, service_id, booked_for,
                   taken_at, waiting_since, offered_from, for_counter, for_employee, returned_by, behind, called_at,
                   recalled_at, started_at, ended_at, counter_id, employee_id, wait_ms, walk_ms, serve_ms, announced_high,
                   outcome, inaccurate
              FROM tickets
             WHERE institution_id = $1 AND branch_id = $2 AND status = 'waiting' AND ordinary = FALSE
             ORDER BY waiting_since, id LIMIT 500)"
    )
    .bind(branch)
    .bind(desk.counter)
    .bind(heads)
    .all::<TicketRow>(tx)
    .await?;
    tickets.extend(rows);
    let mut seen = HashSet::new();
    tickets.retain(|row| seen.insert(row.id));
    tickets.into_iter().map(Ticket::try_from).collect()
}

/// The first of a line whom an employee with certain skills can serve.
async fn list_heads_for(
    tx: &mut Tx,
    employee: EmployeeId,
    line: LineId,
    branch: BranchId,
    heads: i64,
) -> Result<Vec<TicketRow>, DbError> {
    sql!(
        "SELECT id, branch_id, day, line_id, letter, number, status, priority, internal, party, service_id, booked_for, taken_at,
                waiting_since, offered_from, for_counter, for_employee, returned_by, behind, called_at, recalled_at, started_at,
                ended_at, counter_id, employee_id, wait_ms, walk_ms, serve_ms, announced_high, outcome, inaccurate
           FROM tickets
          WHERE institution_id = $1 AND branch_id = $2 AND line_id = $3 AND status = 'waiting' AND ordinary = TRUE
            AND (service_id IS NULL OR service_id IN (SELECT s.service_id FROM employee_skills s
                                                       WHERE s.institution_id = $1 AND s.employee_id = $5))
          ORDER BY waiting_since, id LIMIT $4"
    )
    .bind(branch)
    .bind(line)
    .bind(heads)
    .bind(employee)
    .all(tx)
    .await
}

row! {
    struct Served { line_id: Option<LineId>, service_id: Option<ServiceId> }
}

/// The lines a counter serves and what the employee at it can do, in one reading: it is asked before every call.
pub(crate) async fn lines_and_skills(
    tx: &mut Tx,
    counter: CounterId,
    employee: EmployeeId,
) -> Result<(Vec<LineId>, Skills), DbError> {
    let rows = sql!(
        "SELECT line_id, NULL AS service_id FROM counter_lines WHERE institution_id = $1 AND counter_id = $2
         UNION ALL
         SELECT NULL AS line_id, service_id FROM employee_skills WHERE institution_id = $1 AND employee_id = $3
         ORDER BY line_id"
    )
    .bind(counter)
    .bind(employee)
    .all::<Served>(tx)
    .await?;
    let services: Vec<ServiceId> = rows.iter().filter_map(|row| row.service_id).collect();
    let lines = rows.iter().filter_map(|row| row.line_id).collect();
    Ok((lines, if services.is_empty() { Skills::All } else { Skills::Only(services) }))
}

row! {
    pub(crate) struct SkillRow { pub(crate) employee_id: EmployeeId, pub(crate) service_id: ServiceId }
}

/// What those who sit at a branch's counters can do; nothing for whoever can do all.
pub(crate) async fn list_skills_at(tx: &mut Tx, branch: BranchId) -> Result<Vec<SkillRow>, DbError> {
    sql!(
        "SELECT s.employee_id, s.service_id
           FROM counters c JOIN employee_skills s ON s.institution_id = c.institution_id AND s.employee_id = c.employee_id
          WHERE c.institution_id = $1 AND c.branch_id = $2
          ORDER BY s.employee_id, s.service_id"
    )
    .bind(branch)
    .all(tx)
    .await
}

row! {
    struct Claimed { id: TicketId }
}

/// Claims the first of these waiting tickets that is free for a counter; `None` when others have all of them or are just
/// taking them: nobody waits for another's decision. SQLite has one writer and looks at the first alone.
pub(crate) async fn claim_first(
    tx: &mut Tx,
    wanted: &[TicketId],
    counter: CounterId,
    employee: EmployeeId,
    at: Timestamp,
) -> Result<Option<TicketId>, DbError> {
    let Some(first) = wanted.first() else { return Ok(None) };
    let all: Vec<String> = wanted.iter().map(ToString::to_string).collect();
    // The state is bound, not written: PostgreSQL would otherwise walk through all who wait, by the small index of them,
    // to find the few that are named.
    let claimed = sql!(
        sqlite "UPDATE tickets SET status = 'called', called_at = $3, counter_id = $4, employee_id = $5,
                       wait_ms = wait_ms + max($3 - max(offered_from, taken_at), 0)
                 WHERE institution_id = $1 AND id = $2 AND status = $7 AND $6 IS NOT NULL
                RETURNING id",
        pg "UPDATE tickets SET status = 'called', called_at = $3, counter_id = $4, employee_id = $5,
                   wait_ms = wait_ms + greatest($3 - greatest(offered_from, taken_at), 0)
             WHERE institution_id = $1 AND status = $7
               AND id = (SELECT t.id FROM tickets t
                          WHERE t.institution_id = $1 AND t.id = ANY (CAST(string_to_array($6, ',') AS UUID[]))
                            AND t.status = $7 AND CAST($2 AS UUID) IS NOT NULL
                          ORDER BY array_position(CAST(string_to_array($6, ',') AS UUID[]), t.id)
                          LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id"
    )
    .bind(*first)
    .bind(at)
    .bind(counter)
    .bind(employee)
    .bind(all.join(","))
    .bind("waiting")
    .optional::<Claimed>(tx)
    .await?;
    Ok(claimed.map(|claimed| claimed.id))
}

/// Draws the next number of a letter for a day.
pub(crate) async fn next_number(
    tx: &mut Tx,
    branch: BranchId,
    day: i64,
    letter: &str,
) -> Result<i64, DbError> {
    sql!(
        "INSERT INTO ticket_numbers (institution_id, branch_id, day, letter, last) VALUES ($1, $2, $3, $4, 1)
         ON CONFLICT (institution_id, branch_id, day, letter) DO UPDATE SET last = ticket_numbers.last + 1
         RETURNING last AS value"
    )
    .bind(branch)
    .bind(day)
    .bind(letter)
    .scalar::<i64>(tx)
    .await?
    .ok_or_else(|| DbError::Corrupt("no ticket number".to_owned()))
}

/// The statement that stores a new ticket.
pub(crate) fn inserting(ticket: &Ticket) -> Statement {
    sql!(
        "INSERT INTO tickets (institution_id, id, branch_id, day, line_id, letter, number, status, priority, internal, party,
                service_id, booked_for, taken_at, waiting_since, offered_from, behind, wait_ms, walk_ms, serve_ms,
                announced_high, inaccurate, ordinary)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9, $10, $11, $12, $13, $14, $15, 0, 0, 0, 0, $16, FALSE, $17)"
    )
    .bind(ticket.id)
    .bind(ticket.branch)
    .bind(ticket.day)
    .bind(ticket.line)
    .bind(&ticket.letter)
    .bind(ticket.number)
    .bind(ticket.priority)
    .bind(ticket.internal)
    .bind(ticket.party)
    .bind(ticket.service)
    .bind(ticket.booked_for)
    .bind(ticket.taken_at)
    .bind(ticket.waiting_since)
    .bind(ticket.offered_from)
    .bind(ticket.announced_high)
    .bind(ticket.is_ordinary())
}

/// Stores a ticket as it is now, if it is still in the state it was read in. `false` when somebody was faster.
pub(crate) async fn update(tx: &mut Tx, ticket: &Ticket, was: Status) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE tickets
            SET status = $3, line_id = $4, party = $5, service_id = $6, waiting_since = $7, offered_from = $8, for_counter = $9,
                for_employee = $10, returned_by = $11, behind = $12, called_at = $13, recalled_at = $14, started_at = $15,
                ended_at = $16, counter_id = $17, employee_id = $18, wait_ms = $19, walk_ms = $20, serve_ms = $21,
                outcome = $22, inaccurate = $23, ordinary = $25
          WHERE institution_id = $1 AND id = $2 AND status = $24"
    )
    .bind(ticket.id)
    .bind(ticket.status.name())
    .bind(ticket.line)
    .bind(ticket.party)
    .bind(ticket.service)
    .bind(ticket.waiting_since)
    .bind(ticket.offered_from)
    .bind(ticket.for_counter)
    .bind(ticket.for_employee)
    .bind(ticket.returned_by)
    .bind(ticket.behind)
    .bind(ticket.called_at)
    .bind(ticket.recalled_at)
    .bind(ticket.started_at)
    .bind(ticket.ended_at)
    .bind(ticket.counter)
    .bind(ticket.employee)
    .bind(ticket.wait_ms)
    .bind(ticket.walk_ms)
    .bind(ticket.serve_ms)
    .bind(ticket.outcome.as_deref())
    .bind(ticket.inaccurate)
    .bind(was.name())
    .bind(ticket.is_ordinary())
    .run(tx)
    .await?;
    Ok(changed == 1)
}
