//! What the journal and the notes say of calls out of turn.

use std::collections::HashSet;

use solits_db::{DbError, PackedJson, Tx, row, sql};
use solits_kernel::{BranchId, TicketId, Timestamp};

row! {
    /// The entry of a call out of turn, with its ticket and whoever called.
    pub(super) struct CallRow {
        pub(super) n: i64, pub(super) at: Timestamp, pub(super) facts: PackedJson, pub(super) ticket: TicketId,
        pub(super) letter: String, pub(super) number: i64, pub(super) employee: Option<String>,
    }
}

/// Entries are numbered as they are written, a little out of step with their time where several write at once.
const OUT_OF_STEP_MINUTES: i64 = 10;

/// A number before every entry since an instant, not far before the first of them. The journal has no index by time; its
/// numbers rise with it, so some twenty entries are looked at, however long the journal is.
async fn number_before(tx: &mut Tx, since: Timestamp) -> Result<i64, DbError> {
    let since = since.plus_minutes(-OUT_OF_STEP_MINUTES);
    let first = sql!("SELECT n AS value FROM journal WHERE institution_id = $1 ORDER BY n LIMIT 1");
    let mut before = first.scalar::<i64>(tx).await?.unwrap_or_default() - 1;
    let last = sql!("SELECT n AS value FROM journal WHERE institution_id = $1 ORDER BY n DESC LIMIT 1");
    let mut after = last.scalar::<i64>(tx).await?.unwrap_or_default();
    while after - before > 100 {
        let middle = before + (after - before) / 2;
        let at =
            sql!("SELECT at AS value FROM journal WHERE institution_id = $1 AND n >= $2 ORDER BY n LIMIT 1")
                .bind(middle)
                .scalar::<Timestamp>(tx)
                .await?;
        if at.is_some_and(|at| at < since) { before = middle } else { after = middle }
    }
    Ok(before)
}

/// The calls out of turn at a branch since an instant, the latest first.
pub(super) async fn list_calls(
    tx: &mut Tx,
    branch: BranchId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<CallRow>, DbError> {
    let from = number_before(tx, since).await?;
    sql!(
        "SELECT j.n, j.at, j.facts, t.id AS ticket, t.letter, t.number, e.name AS employee
           FROM journal j
           JOIN tickets t ON t.institution_id = j.institution_id AND t.id = j.subject_id
           LEFT JOIN employees e ON e.institution_id = j.institution_id AND e.id = j.actor_id
          WHERE j.institution_id = $1 AND j.n > $2 AND j.branch_id = $3 AND j.kind IN ('ticket.called', 'C') AND j.at >= $4
            AND j.facts LIKE '%\"out_of_order\":true%'
          ORDER BY j.n DESC LIMIT $5"
    )
    .bind(from)
    .bind(branch)
    .bind(since)
    .bind(most)
    .all(tx)
    .await
}

row! {
    struct FactsRow { facts: PackedJson }
}

/// The numbers of the entries about a ticket that were taken back.
pub(super) async fn list_undone(tx: &mut Tx, ticket: TicketId) -> Result<HashSet<i64>, DbError> {
    let rows = sql!(
        "SELECT facts FROM journal WHERE institution_id = $1 AND subject_id = $2 AND kind = 'ticket.undone'"
    )
    .bind(ticket)
    .all::<FactsRow>(tx)
    .await?;
    let undoes = |row: &FactsRow| {
        let facts: serde_json::Value = serde_json::from_str(&row.facts.0).ok()?;
        facts["undoes"].as_i64()
    };
    Ok(rows.iter().filter_map(undoes).collect())
}

row! {
    struct NoteRow { note: String }
}

/// What was written about a visit: while it lasts, and kept of it afterwards.
pub(super) async fn list_notes(tx: &mut Tx, ticket: TicketId) -> Result<Vec<String>, DbError> {
    let rows = sql!(
        "SELECT note FROM desk_notes WHERE institution_id = $1 AND ticket_id = $2
         UNION ALL
         SELECT note FROM contacts WHERE institution_id = $1 AND ticket_id = $2 AND note IS NOT NULL"
    )
    .bind(ticket)
    .all::<NoteRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.note).collect())
}
