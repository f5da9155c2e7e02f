//! Reports by name.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, ObligationId, Timestamp};
use uuid::Uuid;

/// That somebody is told.
#[derive(Debug)]
pub(super) struct Report<'a> {
    pub(super) day: i64,
    pub(super) obligation: ObligationId,
    pub(super) step: i64,
    pub(super) employee: EmployeeId,
    pub(super) role: &'a str,
    pub(super) instead_of: Option<EmployeeId>,
    pub(super) at: Timestamp,
}

/// Notes that somebody is told.
pub(super) async fn insert(tx: &mut Tx, report: &Report<'_>) -> Result<(), DbError> {
    sql!(
        "INSERT INTO reports (institution_id, day, obligation_id, step, employee_id, role, instead_of, told_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (institution_id, day, obligation_id, step, employee_id) DO NOTHING"
    )
    .bind(report.day)
    .bind(report.obligation)
    .bind(report.step)
    .bind(report.employee)
    .bind(report.role)
    .bind(report.instead_of)
    .bind(report.at)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// Somebody who was told of an obligation.
    pub(super) struct ToldRow {
        pub(super) step: i64, pub(super) employee_id: EmployeeId, pub(super) instead_of: Option<EmployeeId>,
    }
}

/// Everybody who was told of an obligation.
pub(super) async fn list_of(
    tx: &mut Tx,
    day: i64,
    obligation: ObligationId,
) -> Result<Vec<ToldRow>, DbError> {
    sql!(
        "SELECT step, employee_id, instead_of FROM reports
          WHERE institution_id = $1 AND day = $2 AND obligation_id = $3 ORDER BY step, employee_id"
    )
    .bind(day)
    .bind(obligation)
    .all(tx)
    .await
}

row! {
    /// What somebody was told.
    pub(super) struct OwnRow {
        pub(super) day: i64, pub(super) obligation_id: ObligationId, pub(super) role: String,
        pub(super) instead_of: Option<EmployeeId>, pub(super) told_at: Timestamp, pub(super) seen_at: Option<Timestamp>,
        pub(super) standard: i64, pub(super) norm: String, pub(super) branch_id: Option<Uuid>,
        pub(super) due_at: Timestamp, pub(super) state: String,
    }
}

/// What somebody was told, the latest first; of what was taken back since, nothing.
pub(super) async fn list_own(tx: &mut Tx, employee: EmployeeId, most: i64) -> Result<Vec<OwnRow>, DbError> {
    sql!(
        ["SELECT r.day, r.obligation_id, r.role, r.instead_of, r.told_at, r.seen_at, o.standard, o.norm, o.branch_id,
                o.due_at, o.state
           FROM reports r
           JOIN obligations o ON o.institution_id = $1 AND o.day = r.day AND o.id = r.obligation_id
          WHERE r.institution_id = $1 AND r.employee_id = $2
            AND ", solits_db::subject_sight!("o.subject_id", 4, 5), "
          ORDER BY r.told_at DESC, r.obligation_id, r.step LIMIT $3"]
    )
    .bind(employee)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

/// What somebody was told and has not said to have seen, the latest first; of what was taken back since, nothing.
pub(super) async fn list_unseen(
    tx: &mut Tx,
    employee: EmployeeId,
    most: i64,
) -> Result<Vec<OwnRow>, DbError> {
    sql!(
        ["SELECT r.day, r.obligation_id, r.role, r.instead_of, r.told_at, r.seen_at, o.standard, o.norm, o.branch_id,
                o.due_at, o.state
           FROM reports r
           JOIN obligations o ON o.institution_id = $1 AND o.day = r.day AND o.id = r.obligation_id
          WHERE r.institution_id = $1 AND r.employee_id = $2 AND r.seen_at IS NULL
            AND ", solits_db::subject_sight!("o.subject_id", 4, 5), "
          ORDER BY r.told_at DESC, r.obligation_id, r.step LIMIT $3"]
    )
    .bind(employee)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

/// How much somebody was told and has not said to have seen; of what was taken back since, nothing, as in [`list_own`].
pub(super) async fn count_unseen(tx: &mut Tx, employee: EmployeeId) -> Result<i64, DbError> {
    let count = sql!([
        "SELECT count(*) AS value FROM reports r
           JOIN obligations o ON o.institution_id = $1 AND o.day = r.day AND o.id = r.obligation_id
          WHERE r.institution_id = $1 AND r.employee_id = $2 AND r.seen_at IS NULL
            AND ",
        solits_db::subject_sight!("o.subject_id", 3, 4)
    ])
    .bind(employee)
    .bind_viewer(tx.viewer())
    .scalar::<i64>(tx)
    .await?;
    Ok(count.unwrap_or_default())
}

/// Somebody has seen everything they were told up to an instant. Returns how much that was.
pub(super) async fn mark_seen(
    tx: &mut Tx,
    employee: EmployeeId,
    upto: Timestamp,
    at: Timestamp,
) -> Result<i64, DbError> {
    let seen = sql!(
        "UPDATE reports SET seen_at = $4
          WHERE institution_id = $1 AND employee_id = $2 AND told_at <= $3 AND seen_at IS NULL"
    )
    .bind(employee)
    .bind(upto)
    .bind(at)
    .run(tx)
    .await?;
    Ok(i64::try_from(seen).unwrap_or_default())
}

/// Whether somebody has said whom a piece of feedback concerns.
pub(super) async fn is_concern_known(tx: &mut Tx, case: CaseId) -> Result<bool, DbError> {
    let concern = sql!("SELECT concern AS value FROM feedback WHERE institution_id = $1 AND case_id = $2")
        .bind(case)
        .scalar::<String>(tx)
        .await?;
    Ok(concern.is_some_and(|concern| !concern.is_empty()))
}
