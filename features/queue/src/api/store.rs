//! What other programs are shown and held by: one counter, and a ticket that nobody else may move meanwhile.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, CounterId, TicketId, Timestamp};

row! {
    /// A counter as other programs see it: nothing about who works there.
    pub(super) struct CounterRow {
        pub(super) id: CounterId, pub(super) branch_id: BranchId, pub(super) number: i64, pub(super) state: String,
        pub(super) state_since: Timestamp, pub(super) resume_at: Option<Timestamp>, pub(super) ticket_id: Option<TicketId>,
    }
}

/// The counter of that id, if the institution uses it.
pub(super) async fn find_counter(tx: &mut Tx, id: CounterId) -> Result<Option<CounterRow>, DbError> {
    sql!(
        "SELECT id, branch_id, number, state, state_since, resume_at, ticket_id
           FROM counters WHERE institution_id = $1 AND id = $2 AND active = TRUE"
    )
    .bind(id)
    .optional(tx)
    .await
}

/// Holds a ticket until the transaction ends, so that nobody moves it between a look and a change.
pub(super) async fn hold_ticket(tx: &mut Tx, id: TicketId) -> Result<(), DbError> {
    // SQLite has one writer: whoever is here holds everything.
    sql!(
        sqlite "SELECT 1 AS value FROM tickets WHERE institution_id = $1 AND id = $2",
        pg "SELECT CAST(1 AS BIGINT) AS value FROM tickets WHERE institution_id = $1 AND id = $2 FOR UPDATE"
    )
    .bind(id)
    .scalar::<i64>(tx)
    .await?;
    Ok(())
}

/// Whether the institution has this branch.
pub(super) async fn is_branch(tx: &mut Tx, branch: BranchId) -> Result<bool, DbError> {
    let count = sql!("SELECT count(*) AS value FROM branches WHERE institution_id = $1 AND id = $2")
        .bind(branch)
        .scalar::<i64>(tx)
        .await?;
    Ok(count.unwrap_or_default() > 0)
}
