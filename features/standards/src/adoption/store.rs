//! Recorded steps of approval, and the log of who was told.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};

row! {
    /// A step of the approval chain that was taken.
    #[derive(Clone, Debug)]
    pub struct Approval {
        /// Which step, from 0.
        pub place: i64,
        /// Who took it, on what day and how, in words.
        pub note: String,
        /// When that was recorded.
        pub recorded_at: Timestamp,
        /// Nobody where a program recorded it.
        pub recorded_by: Option<EmployeeId>,
    }
}

/// The steps of a version that were taken, in their order.
///
/// # Errors
/// The database failed.
pub async fn list_approvals(tx: &mut Tx, number: i64) -> Result<Vec<Approval>, DbError> {
    sql!(
        "SELECT place, note, recorded_at, recorded_by FROM standard_approvals
          WHERE institution_id = $1 AND number = $2 ORDER BY place"
    )
    .bind(number)
    .all(tx)
    .await
}

/// Records a step. `false` when it was recorded already.
pub(super) async fn insert_approval(
    tx: &mut Tx,
    number: i64,
    place: i64,
    note: &str,
    at: Timestamp,
    by: Option<EmployeeId>,
) -> Result<bool, DbError> {
    let changed = sql!(
        "INSERT INTO standard_approvals (institution_id, number, place, note, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (institution_id, number, place) DO NOTHING"
    )
    .bind(number)
    .bind(place)
    .bind(note)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Puts a version before the eyes of every employee. Returns how many they are.
pub(crate) async fn deliver(tx: &mut Tx, number: i64, at: Timestamp) -> Result<i64, DbError> {
    let told = sql!(
        "INSERT INTO standard_deliveries (institution_id, number, employee_id, way, told_at)
         SELECT $1, $2, id, 'screen', $3 FROM employees WHERE institution_id = $1 AND active = TRUE
             ON CONFLICT (institution_id, number, employee_id, way) DO NOTHING"
    )
    .bind(number)
    .bind(at)
    .run(tx)
    .await?;
    Ok(i64::try_from(told).unwrap_or_default())
}

row! {
    /// Somebody who was told.
    #[derive(Clone, Debug)]
    pub(crate) struct DeliveryRow {
        pub(crate) employee_id: EmployeeId,
        pub(crate) told_at: Timestamp,
        pub(crate) seen_at: Option<Timestamp>,
    }
}

/// Everybody who was told of a version.
pub(super) async fn list_deliveries(tx: &mut Tx, number: i64) -> Result<Vec<DeliveryRow>, DbError> {
    sql!(
        "SELECT employee_id, told_at, seen_at FROM standard_deliveries
          WHERE institution_id = $1 AND number = $2 ORDER BY employee_id"
    )
    .bind(number)
    .all(tx)
    .await
}

/// Somebody has seen it. `false` when it was seen before, or they were not told.
pub(super) async fn mark_seen(
    tx: &mut Tx,
    number: i64,
    employee: EmployeeId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE standard_deliveries SET seen_at = $4
          WHERE institution_id = $1 AND number = $2 AND employee_id = $3 AND seen_at IS NULL"
    )
    .bind(number)
    .bind(employee)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed > 0)
}
