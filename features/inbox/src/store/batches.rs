//! What somebody did to several cases at once.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

row! {
    /// What was done.
    #[derive(Clone, Debug)]
    pub(crate) struct BatchRow {
        pub(crate) id: Uuid, pub(crate) employee_id: EmployeeId, pub(crate) act: String, pub(crate) said: String,
        pub(crate) why: String,
        pub(crate) to_id: Option<EmployeeId>, pub(crate) at: Timestamp, pub(crate) taken_back_at: Option<Timestamp>,
    }
}

row! {
    /// What became of one case.
    #[derive(Clone, Debug)]
    pub(crate) struct ItemRow {
        pub(crate) case_id: CaseId, pub(crate) outcome: String, pub(crate) was: String, pub(crate) version: i64,
        pub(crate) due_at: Option<Timestamp>,
    }
}

/// Stores what is being done.
pub(crate) async fn insert_batch(tx: &mut Tx, batch: &BatchRow) -> Result<(), DbError> {
    sql!(
        "INSERT INTO inbox_batches (institution_id, id, employee_id, act, said, why, to_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(batch.id)
    .bind(batch.employee_id)
    .bind(&batch.act)
    .bind(&batch.said)
    .bind(&batch.why)
    .bind(batch.to_id)
    .bind(batch.at)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores what became of a case.
pub(crate) async fn insert_item(tx: &mut Tx, batch: Uuid, place: i64, item: &ItemRow) -> Result<(), DbError> {
    sql!(
        "INSERT INTO inbox_batch_cases (institution_id, batch_id, case_id, place, outcome, was, version, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(batch)
    .bind(item.case_id)
    .bind(place)
    .bind(&item.outcome)
    .bind(&item.was)
    .bind(item.version)
    .bind(item.due_at)
    .run(tx)
    .await?;
    Ok(())
}

/// What somebody did, if it was they who did it.
pub(crate) async fn find_batch(tx: &mut Tx, id: Uuid, who: EmployeeId) -> Result<Option<BatchRow>, DbError> {
    sql!(
        "SELECT id, employee_id, act, said, why, to_id, at, taken_back_at FROM inbox_batches
          WHERE institution_id = $1 AND id = $2 AND employee_id = $3"
    )
    .bind(id)
    .bind(who)
    .optional(tx)
    .await
}

/// What became of each case, in the order in which they were chosen.
pub(crate) async fn list_items(tx: &mut Tx, batch: Uuid) -> Result<Vec<ItemRow>, DbError> {
    sql!(
        "SELECT case_id, outcome, was, version, due_at FROM inbox_batch_cases
          WHERE institution_id = $1 AND batch_id = $2 ORDER BY place"
    )
    .bind(batch)
    .all(tx)
    .await
}

/// Notes that it is taken back; `false` where it was before.
pub(crate) async fn take_back(tx: &mut Tx, batch: Uuid, at: Timestamp) -> Result<bool, DbError> {
    let taken = sql!(
        "UPDATE inbox_batches SET taken_back_at = $3 WHERE institution_id = $1 AND id = $2 AND taken_back_at IS NULL"
    )
    .bind(batch)
    .bind(at)
    .run(tx)
    .await?;
    Ok(taken == 1)
}

/// Says what became of a case of which `before` was said; `false` where something else has been said since.
pub(crate) async fn settle_item(
    tx: &mut Tx,
    batch: Uuid,
    case: CaseId,
    before: &str,
    outcome: &str,
) -> Result<bool, DbError> {
    let settled = sql!(
        "UPDATE inbox_batch_cases SET outcome = $5 WHERE institution_id = $1 AND batch_id = $2 AND case_id = $3 AND outcome = $4"
    )
    .bind(batch)
    .bind(case)
    .bind(before)
    .bind(outcome)
    .run(tx)
    .await?;
    Ok(settled == 1)
}

row! {
    /// A case that waits until what was done to it can no longer be taken back.
    #[derive(Clone, Debug)]
    pub(crate) struct Held {
        pub(crate) batch_id: Uuid, pub(crate) case_id: CaseId, pub(crate) version: i64, pub(crate) employee_id: EmployeeId,
        pub(crate) said: String, pub(crate) why: String,
    }
}

/// What has waited long enough.
pub(crate) async fn list_held(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<Held>, DbError> {
    sql!(
        sqlite "SELECT i.batch_id, i.case_id, i.version, b.employee_id, b.said, b.why
           FROM inbox_batch_cases i INDEXED BY inbox_batch_cases_held
           JOIN inbox_batches b ON b.institution_id = i.institution_id AND b.id = i.batch_id
          WHERE i.institution_id = $1 AND i.outcome = 'held' AND i.due_at <= $2 ORDER BY i.due_at LIMIT $3",
        pg "SELECT i.batch_id, i.case_id, i.version, b.employee_id, b.said, b.why
           FROM inbox_batch_cases i
           JOIN inbox_batches b ON b.institution_id = i.institution_id AND b.id = i.batch_id
          WHERE i.institution_id = $1 AND i.outcome = 'held' AND i.due_at <= $2 ORDER BY i.due_at LIMIT $3"
    )
    .bind(now)
    .bind(most)
    .all(tx)
    .await
}
