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

/// A day's entries are among the institution's latest so many.
const ENTRIES_OF_A_DAY: i64 = 200_000;

async fn last_entry(tx: &mut Tx) -> Result<i64, DbError> {
    let last = sql!("SELECT coalesce(max(n), 0) AS value FROM journal WHERE institution_id = $1")
        .scalar::<i64>(tx)
        .await?;
    Ok(last.unwrap_or_default())
}

/// The calls out of turn at a branch since an instant, the latest first.
pub(super) async fn list_calls(
    tx: &mut Tx,
    branch: BranchId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<CallRow>, DbError> {
    // The journal is ordered by number: the search is bounded from behind.
    let from = last_entry(tx).await? - ENTRIES_OF_A_DAY;
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

/// The numbers of the entries that were taken back at a branch since an instant.
pub(super) async fn list_undone(
    tx: &mut Tx,
    branch: BranchId,
    since: Timestamp,
) -> Result<HashSet<i64>, DbError> {
    let from = last_entry(tx).await? - ENTRIES_OF_A_DAY;
    let rows = sql!(
        "SELECT facts FROM journal
          WHERE institution_id = $1 AND n > $2 AND branch_id = $3 AND kind = 'ticket.undone' AND at >= $4"
    )
    .bind(from)
    .bind(branch)
    .bind(since)
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
