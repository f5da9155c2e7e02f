//! Counters and the lines they serve, as they are stored.

use solits_db::{DbError, Statement, Tx, row, sql};
use solits_kernel::{BranchId, CounterId, EmployeeId, LineId, TicketId, Timestamp};

row! {
    /// A counter as it stands.
    #[derive(Clone, Debug)]
    pub(crate) struct CounterRow {
        pub(crate) id: CounterId, pub(crate) branch_id: BranchId, pub(crate) number: i64, pub(crate) state: String,
        pub(crate) state_since: Timestamp, pub(crate) pause_reason: Option<String>, pub(crate) resume_at: Option<Timestamp>,
        pub(crate) employee_id: Option<EmployeeId>, pub(crate) ticket_id: Option<TicketId>, pub(crate) favoured_in_a_row: i64,
        pub(crate) undo: Option<String>, pub(crate) undo_until: Option<Timestamp>,
    }
}

/// Finds a counter and holds it, so that a desk opened in two browsers acts as one.
pub(crate) async fn hold_counter(tx: &mut Tx, id: CounterId) -> Result<Option<CounterRow>, DbError> {
    // SQLite has one writer: whoever is here holds everything.
    sql!(
        sqlite "SELECT id, branch_id, number, state, state_since, pause_reason, resume_at, employee_id, ticket_id, favoured_in_a_row,
                       undo, undo_until
                  FROM counters WHERE institution_id = $1 AND id = $2 AND active = TRUE",
        pg "SELECT id, branch_id, number, state, state_since, pause_reason, resume_at, employee_id, ticket_id, favoured_in_a_row,
                   undo, undo_until
              FROM counters WHERE institution_id = $1 AND id = $2 AND active = TRUE FOR UPDATE"
    )
    .bind(id)
    .optional(tx)
    .await
}

/// The counters of a branch by number.
pub(crate) async fn list_counters(tx: &mut Tx, branch: BranchId) -> Result<Vec<CounterRow>, DbError> {
    sql!(
        "SELECT id, branch_id, number, state, state_since, pause_reason, resume_at, employee_id, ticket_id, favoured_in_a_row,
                undo, undo_until
           FROM counters WHERE institution_id = $1 AND branch_id = $2 AND active = TRUE ORDER BY number"
    )
    .bind(branch)
    .all(tx)
    .await
}

/// Stores what is at a counter, and what can be taken back there.
pub(crate) async fn set_counter_ticket(
    tx: &mut Tx,
    counter: CounterId,
    ticket: Option<TicketId>,
    favoured_in_a_row: i64,
    undo: Option<&str>,
    undo_until: Option<Timestamp>,
) -> Result<(), DbError> {
    setting_counter_ticket(counter, ticket, favoured_in_a_row, undo, undo_until).run(tx).await?;
    Ok(())
}

/// The statement that does so, for several counters at once.
pub(crate) fn setting_counter_ticket(
    counter: CounterId,
    ticket: Option<TicketId>,
    favoured_in_a_row: i64,
    undo: Option<&str>,
    undo_until: Option<Timestamp>,
) -> Statement {
    sql!(
        "UPDATE counters SET ticket_id = $3, favoured_in_a_row = $4, undo = $5, undo_until = $6
          WHERE institution_id = $1 AND id = $2"
    )
    .bind(counter)
    .bind(ticket)
    .bind(favoured_in_a_row)
    .bind(undo)
    .bind(undo_until)
    .apart()
}

/// Stores a counter's state and who works there.
pub(crate) async fn set_counter_state(
    tx: &mut Tx,
    counter: CounterId,
    state: &str,
    since: Timestamp,
    employee: Option<EmployeeId>,
    pause: Option<(&str, Option<Timestamp>)>,
) -> Result<(), DbError> {
    sql!(
        "UPDATE counters SET state = $3, state_since = $4, employee_id = $5, pause_reason = $6, resume_at = $7
          WHERE institution_id = $1 AND id = $2"
    )
    .bind(counter)
    .bind(state)
    .bind(since)
    .bind(employee)
    .bind(pause.map(|(reason, _)| reason))
    .bind(pause.and_then(|(_, until)| until))
    .run(tx)
    .await?;
    Ok(())
}

row! {
    pub(crate) struct CounterLine { pub(crate) counter_id: CounterId, pub(crate) line_id: LineId }
}

/// Which counters of a branch serve which lines.
pub(crate) async fn list_counter_lines(tx: &mut Tx, branch: BranchId) -> Result<Vec<CounterLine>, DbError> {
    sql!(
        "SELECT l.counter_id, l.line_id
           FROM counter_lines l JOIN counters c ON c.institution_id = l.institution_id AND c.id = l.counter_id
          WHERE l.institution_id = $1 AND c.branch_id = $2
          ORDER BY l.counter_id, l.line_id"
    )
    .bind(branch)
    .all(tx)
    .await
}

row! {
    /// A line as the hall shows it.
    #[derive(Clone, Debug)]
    pub(crate) struct LineRow {
        pub(crate) id: LineId, pub(crate) letter: String, pub(crate) name_lv: String, pub(crate) name_en: String,
    }
}

/// The lines offered at a branch, in the same order everywhere.
pub(crate) async fn list_lines(tx: &mut Tx, branch: BranchId) -> Result<Vec<LineRow>, DbError> {
    sql!(
        "SELECT l.id, l.letter, l.name_lv, l.name_en
           FROM lines l JOIN branch_lines b ON b.institution_id = l.institution_id AND b.line_id = l.id
          WHERE l.institution_id = $1 AND b.branch_id = $2 AND l.active = TRUE
          ORDER BY l.position, l.letter"
    )
    .bind(branch)
    .all(tx)
    .await
}
