//! Requests for an employee in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, EmployeeId, Timestamp};
use uuid::Uuid;

row! {
    /// A request for an employee, made in the hall. Who made it is not known.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct HelpCall {
        /// Id.
        pub id: Uuid,
        /// Where.
        pub branch_id: BranchId,
        /// When.
        pub asked_at: Timestamp,
        /// When somebody said they go; nothing while nobody has.
        pub taken_at: Option<Timestamp>,
        /// Who goes.
        pub taken_by: Option<EmployeeId>,
    }
}

/// Stores a request. `false` when one is open in the branch already.
pub(crate) async fn insert(tx: &mut Tx, id: Uuid, branch: BranchId, at: Timestamp) -> Result<bool, DbError> {
    let made = sql!(
        "INSERT INTO help_calls (institution_id, id, branch_id, asked_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING"
    )
    .bind(id)
    .bind(branch)
    .bind(at)
    .run(tx)
    .await?;
    Ok(made == 1)
}

/// Forgets a request that nobody took before `oldest`; the journal keeps it.
pub(crate) async fn forget_untaken(tx: &mut Tx, branch: BranchId, oldest: Timestamp) -> Result<(), DbError> {
    sql!(
        "DELETE FROM help_calls WHERE institution_id = $1 AND branch_id = $2 AND taken_at IS NULL AND asked_at < $3"
    )
    .bind(branch)
    .bind(oldest)
    .run(tx)
    .await?;
    Ok(())
}

/// The latest request of a branch since an instant.
pub(crate) async fn find_latest(
    tx: &mut Tx,
    branch: BranchId,
    since: Timestamp,
) -> Result<Option<HelpCall>, DbError> {
    sql!(
        "SELECT id, branch_id, asked_at, taken_at, taken_by FROM help_calls
          WHERE institution_id = $1 AND branch_id = $2 AND (taken_at IS NULL OR asked_at >= $3)
          ORDER BY asked_at DESC, id DESC LIMIT 1"
    )
    .bind(branch)
    .bind(since)
    .optional(tx)
    .await
}

/// The request of that id.
pub(crate) async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<HelpCall>, DbError> {
    sql!(
        "SELECT id, branch_id, asked_at, taken_at, taken_by FROM help_calls WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional(tx)
    .await
}

/// Notes who goes. `false` when somebody was faster.
pub(crate) async fn claim(
    tx: &mut Tx,
    id: Uuid,
    employee: EmployeeId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE help_calls SET taken_at = $3, taken_by = $4 WHERE institution_id = $1 AND id = $2 AND taken_at IS NULL"
    )
    .bind(id)
    .bind(at)
    .bind(employee)
    .run(tx)
    .await?;
    Ok(changed == 1)
}
