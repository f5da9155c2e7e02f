//! What the journal says of the turns of counters, and who made them.

use std::collections::HashMap;

use solits_db::{DbError, PackedJson, Tx, row, sql};
use solits_kernel::{BranchId, CounterId, EmployeeId, Timestamp};

use super::{Activity, Turned};

/// No branch's day is further back in the journal than so many entries of the whole institution.
const ENTRIES_OF_A_DAY: i64 = 200_000;

row! {
    struct TurnRow {
        counter: CounterId, at: Timestamp, kind: String, actor: String, actor_id: Option<EmployeeId>, facts: PackedJson,
    }
}

impl TurnRow {
    fn turned(&self) -> Turned {
        let who = self.actor_id.filter(|_| self.kind == "counter.back_office" && self.actor == "e");
        let facts: serde_json::Value = serde_json::from_str(&self.facts.0).unwrap_or_default();
        let activity = Activity::of(facts["reason"].as_str().unwrap_or_default());
        Turned { counter: self.counter, at: self.at, work: who.map(|who| (who, activity)) }
    }
}

async fn first_entry(tx: &mut Tx) -> Result<i64, DbError> {
    let last = sql!("SELECT coalesce(max(n), 0) AS value FROM journal WHERE institution_id = $1")
        .scalar::<i64>(tx)
        .await?;
    Ok(last.unwrap_or_default() - ENTRIES_OF_A_DAY)
}

/// Every turn of a branch's counters since an instant, in the order of the journal.
pub(super) async fn list_turns(
    tx: &mut Tx,
    branch: BranchId,
    since: Timestamp,
) -> Result<Vec<Turned>, DbError> {
    let from = first_entry(tx).await?;
    let rows = sql!(
        "SELECT c.id AS counter, j.at, j.kind, j.actor, j.actor_id, j.facts
           FROM counters c JOIN journal j ON j.institution_id = c.institution_id AND j.subject_id = c.id
          WHERE c.institution_id = $1 AND c.branch_id = $2 AND j.n > $3 AND j.at >= $4
            AND j.kind IN ('counter.opened', 'counter.resumed', 'counter.paused', 'counter.closed', 'counter.back_office')
          ORDER BY j.n"
    )
    .bind(branch)
    .bind(from)
    .bind(since)
    .all::<TurnRow>(tx)
    .await?;
    Ok(rows.iter().map(TurnRow::turned).collect())
}

row! {
    struct NameRow { id: EmployeeId, name: String }
}

/// The names of those who turned to work without a client at a branch since an instant.
pub(super) async fn names(
    tx: &mut Tx,
    branch: BranchId,
    since: Timestamp,
) -> Result<HashMap<EmployeeId, String>, DbError> {
    let from = first_entry(tx).await?;
    let rows = sql!(
        "SELECT DISTINCT e.id, e.name
           FROM counters c
           JOIN journal j ON j.institution_id = c.institution_id AND j.subject_id = c.id
           JOIN employees e ON e.institution_id = j.institution_id AND e.id = j.actor_id
          WHERE c.institution_id = $1 AND c.branch_id = $2 AND j.n > $3 AND j.at >= $4 AND j.kind = 'counter.back_office'"
    )
    .bind(branch)
    .bind(from)
    .bind(since)
    .all::<NameRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
