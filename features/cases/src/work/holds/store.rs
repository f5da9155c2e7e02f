//! Cases that are held, as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

/// The case of a number, also a confidential one, unless it is hidden from whoever names it.
pub(super) async fn find_of_number(tx: &mut Tx, number: &str) -> Result<Option<CaseId>, DbError> {
    sql!([
        "SELECT c.id AS value FROM cases c WHERE c.institution_id = $1 AND c.reference = $2 AND ",
        solits_db::not_hidden!("c.id", 3)
    ])
    .bind(number)
    .bind(tx.viewer().id())
    .scalar(tx)
    .await
}

row! {
    /// What the entry about a case says of it.
    pub(super) struct TouchedRow { pub(super) branch_id: BranchId, pub(super) version: i64 }
}

/// Raises the version of a case, so that nobody erases it as it was before; `None` where it was erased, or there is none.
pub(super) async fn touch(tx: &mut Tx, case: CaseId) -> Result<Option<TouchedRow>, DbError> {
    sql!(
        "UPDATE cases SET version = version + 1 WHERE institution_id = $1 AND id = $2 AND erased_at IS NULL
         RETURNING branch_id, version"
    )
    .bind(case)
    .optional(tx)
    .await
}

/// Holds a case; `false` where it is held already.
pub(super) async fn insert(
    tx: &mut Tx,
    id: Uuid,
    case: CaseId,
    reason: &str,
    (by, at): (EmployeeId, Timestamp),
) -> Result<bool, DbError> {
    let held = sql!(
        "INSERT INTO case_holds (institution_id, id, case_id, reason, held_at, held_by) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (institution_id, case_id) WHERE lifted_at IS NULL DO NOTHING"
    )
    .bind(id)
    .bind(case)
    .bind(reason)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(held == 1)
}

/// Ends the hold of a case; `false` where there is none.
pub(super) async fn lift(
    tx: &mut Tx,
    case: CaseId,
    reason: &str,
    (by, at): (EmployeeId, Timestamp),
) -> Result<bool, DbError> {
    let lifted = sql!(
        "UPDATE case_holds SET lifted_at = $3, lifted_by = $4, lifted_why = $5
          WHERE institution_id = $1 AND case_id = $2 AND lifted_at IS NULL"
    )
    .bind(case)
    .bind(at)
    .bind(by)
    .bind(reason)
    .run(tx)
    .await?;
    Ok(lifted == 1)
}

row! {
    /// Since when a case is held, by whom and why.
    pub(crate) struct Hold { pub(crate) reason: String, pub(crate) held_at: Timestamp, pub(crate) held_by: EmployeeId }
}

/// The hold of a case; `None` where nobody holds it.
pub(crate) async fn find_open(tx: &mut Tx, case: CaseId) -> Result<Option<Hold>, DbError> {
    sql!(
        "SELECT reason, held_at, held_by FROM case_holds
          WHERE institution_id = $1 AND case_id = $2 AND lifted_at IS NULL"
    )
    .bind(case)
    .optional(tx)
    .await
}

row! {
    /// A case that is held, as whoever says how long things are kept is told of it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct HeldCase {
        /// Id.
        pub id: CaseId,
        /// The number for people.
        pub reference: String,
        /// Why it is held.
        pub reason: String,
        /// Since when.
        pub held_at: Timestamp,
        /// The name of who holds it.
        pub name: String,
    }
}

/// The cases that are held, the longest held first, but for those that are hidden from whoever looks.
///
/// # Errors
/// Where the database fails.
pub async fn list_held(tx: &mut Tx, most: i64) -> Result<Vec<HeldCase>, DbError> {
    sql!([
        "SELECT c.id, c.reference, h.reason, h.held_at, e.name
           FROM case_holds h JOIN cases c ON c.institution_id = $1 AND c.id = h.case_id
           JOIN employees e ON e.institution_id = $1 AND e.id = h.held_by
          WHERE h.institution_id = $1 AND h.lifted_at IS NULL AND ",
        solits_db::not_hidden!("c.id", 3),
        " ORDER BY h.held_at, h.id LIMIT $2"
    ])
    .bind(most)
    .bind(tx.viewer().id())
    .all(tx)
    .await
}
