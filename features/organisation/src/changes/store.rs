//! Planned changes in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, Text, Timestamp};

use super::model::{ChangeId, NewChange, PlannedChange, Source};

row! {
    struct ChangeRow {
        id: ChangeId, hours_of: String, kind: String, reason_lv: String, reason_en: String, begins_at: Timestamp,
        ends_at: Timestamp, posted_at: Option<Timestamp>,
    }
}

/// The changes of a branch that are planned and not over, in their order of time.
pub async fn list_to_come(
    tx: &mut Tx,
    branch: BranchId,
    now: Timestamp,
) -> Result<Vec<PlannedChange>, DbError> {
    let rows = sql!(
        "SELECT id, hours_of, kind, reason_lv, reason_en, begins_at, ends_at, posted_at FROM planned_changes
          WHERE institution_id = $1 AND branch_id = $2 AND ends_at > $3 AND withdrawn_at IS NULL
          ORDER BY begins_at, id"
    )
    .bind(branch)
    .bind(now)
    .all::<ChangeRow>(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| PlannedChange {
            id: row.id,
            hours_of: row.hours_of,
            kind: row.kind,
            reason: Text::new(row.reason_lv, row.reason_en),
            begins_at: row.begins_at,
            ends_at: row.ends_at,
            posted_at: row.posted_at,
        })
        .collect())
}

row! {
    /// A change as it is looked for by what says it.
    pub(super) struct LiveRow { pub(super) id: ChangeId, pub(super) kind: String, pub(super) begins_at: Timestamp }
}

/// The changes that one source says of somebody's hours and that are not over.
pub(super) async fn list_live(
    tx: &mut Tx,
    branch: BranchId,
    (source, hours_of): (Source, &str),
    now: Timestamp,
) -> Result<Vec<LiveRow>, DbError> {
    sql!(
        "SELECT id, kind, begins_at FROM planned_changes
          WHERE institution_id = $1 AND branch_id = $2 AND source = $3 AND hours_of = $4 AND ends_at > $5
            AND withdrawn_at IS NULL
          ORDER BY begins_at"
    )
    .bind(branch)
    .bind(source.name())
    .bind(hours_of)
    .bind(now)
    .all(tx)
    .await
}

/// Adds a change; `false` where the same one is planned already.
pub(super) async fn insert(
    tx: &mut Tx,
    id: ChangeId,
    change: &NewChange,
    now: Timestamp,
) -> Result<bool, DbError> {
    let added = sql!(
        "INSERT INTO planned_changes (institution_id, id, branch_id, source, hours_of, kind, reason_lv, reason_en,
                begins_at, ends_at, planned_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT DO NOTHING"
    )
    .bind(id)
    .bind(change.branch)
    .bind(change.source.name())
    .bind(&change.hours_of)
    .bind(&change.kind)
    .bind(&change.reason.lv)
    .bind(&change.reason.en)
    .bind(change.begins_at)
    .bind(change.ends_at)
    .bind(now)
    .run(tx)
    .await?;
    Ok(added == 1)
}

/// Notes that a change was announced; `None` where it was before, or it is withdrawn, else the branch.
pub(super) async fn set_posted(
    tx: &mut Tx,
    id: ChangeId,
    now: Timestamp,
) -> Result<Option<BranchId>, DbError> {
    sql!(
        "UPDATE planned_changes SET posted_at = $3
          WHERE institution_id = $1 AND id = $2 AND posted_at IS NULL AND withdrawn_at IS NULL
          RETURNING branch_id AS value"
    )
    .bind(id)
    .bind(now)
    .scalar(tx)
    .await
}

/// Notes that a change does not happen, or is over early; `None` where that was known, else the branch.
pub(super) async fn set_withdrawn(
    tx: &mut Tx,
    id: ChangeId,
    now: Timestamp,
) -> Result<Option<BranchId>, DbError> {
    sql!(
        "UPDATE planned_changes SET withdrawn_at = $3
          WHERE institution_id = $1 AND id = $2 AND withdrawn_at IS NULL
          RETURNING branch_id AS value"
    )
    .bind(id)
    .bind(now)
    .scalar(tx)
    .await
}
