//! Who has no password yet, and whether an invitation to choose one is still good.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};

row! {
    /// Somebody who works here and has no password.
    #[derive(Clone, Debug)]
    pub(crate) struct WaitingRow {
        pub(crate) id: EmployeeId, pub(crate) name: String, pub(crate) email: String, pub(crate) expires_at: Option<Timestamp>,
    }
}

/// Everybody who works here and has no password, by name.
pub(crate) async fn list_waiting(tx: &mut Tx) -> Result<Vec<WaitingRow>, DbError> {
    sql!(
        "SELECT e.id, e.name, e.email, v.expires_at
           FROM employees e
           LEFT JOIN invitations v ON v.institution_id = e.institution_id AND v.employee_id = e.id
          WHERE e.institution_id = $1 AND e.active = TRUE AND e.password_hash IS NULL
          ORDER BY e.name_folded, e.id"
    )
    .all(tx)
    .await
}

/// One employee, if they work here and have no password.
pub(crate) async fn find_waiting(tx: &mut Tx, id: EmployeeId) -> Result<Option<WaitingRow>, DbError> {
    sql!(
        "SELECT e.id, e.name, e.email, v.expires_at
           FROM employees e
           LEFT JOIN invitations v ON v.institution_id = e.institution_id AND v.employee_id = e.id
          WHERE e.institution_id = $1 AND e.id = $2 AND e.active = TRUE AND e.password_hash IS NULL"
    )
    .bind(id)
    .optional(tx)
    .await
}
