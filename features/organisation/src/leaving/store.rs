//! Accounts of those who have left, in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp, fold};

use super::model::initials;

row! {
    /// Somebody who left, whose name still stands.
    struct Left { id: EmployeeId, name: String }
}

/// Forgets some of the accounts whose owners left before, and says of how many: of the name the initials stay, and nothing
/// by which one signs in or is reached.
///
/// # Errors
/// Where the database fails.
pub async fn forget_accounts(
    tx: &mut Tx,
    before: Timestamp,
    at: Timestamp,
    most: i64,
) -> Result<i64, DbError> {
    let left = sql!(
        "SELECT id, name FROM employees
          WHERE institution_id = $1 AND active = FALSE AND left_at < $2 AND forgotten_at IS NULL
          ORDER BY left_at, id LIMIT $3"
    )
    .bind(before)
    .bind(most)
    .all::<Left>(tx)
    .await?;
    let mut forgotten = 0;
    for one in &left {
        forgotten += forget_account(tx, one, at).await?;
    }
    if forgotten > 0 {
        forget_ways_in(tx, at).await?;
        forget_ways_to(tx, at).await?;
    }
    Ok(i64::try_from(forgotten).unwrap_or(i64::MAX))
}

/// The person in the account. Whoever came back meanwhile keeps theirs.
async fn forget_account(tx: &mut Tx, one: &Left, at: Timestamp) -> Result<u64, DbError> {
    let name = initials(&one.name);
    sql!(
        "UPDATE employees SET name = $3, name_folded = $4, email = $5, phone = '', password_hash = NULL, totp_secret = NULL,
                totp_step = NULL, forgotten_at = $6
          WHERE institution_id = $1 AND id = $2 AND active = FALSE AND forgotten_at IS NULL"
    )
    .bind(one.id)
    .bind(&name)
    .bind(fold(&name))
    // No two employees have the same address, and this one leads nowhere (RFC 2606).
    .bind(format!("{}@forgotten.invalid", one.id))
    .bind(at)
    .run(tx)
    .await
}

/// All by which those whose accounts were forgotten at that moment came in.
async fn forget_ways_in(tx: &mut Tx, at: Timestamp) -> Result<(), DbError> {
    let statements = [
        sql!(
            "DELETE FROM sessions WHERE institution_id = $1 AND employee_id IN (
                 SELECT e.id FROM employees e WHERE e.institution_id = $1 AND e.forgotten_at = $2)"
        ),
        sql!(
            "DELETE FROM passkeys WHERE institution_id = $1 AND employee_id IN (
                 SELECT e.id FROM employees e WHERE e.institution_id = $1 AND e.forgotten_at = $2)"
        ),
        sql!(
            "DELETE FROM password_resets WHERE institution_id = $1 AND employee_id IN (
                 SELECT e.id FROM employees e WHERE e.institution_id = $1 AND e.forgotten_at = $2)"
        ),
        sql!(
            "DELETE FROM invitations WHERE institution_id = $1 AND employee_id IN (
                 SELECT e.id FROM employees e WHERE e.institution_id = $1 AND e.forgotten_at = $2)"
        ),
        sql!(
            "DELETE FROM calendar_feeds WHERE institution_id = $1 AND employee_id IN (
                 SELECT e.id FROM employees e WHERE e.institution_id = $1 AND e.forgotten_at = $2)"
        ),
    ];
    for statement in statements {
        statement.bind(at).run(tx).await?;
    }
    Ok(())
}

/// Where they were written to and called, as it was noted elsewhere, and how they looked at the list of work.
async fn forget_ways_to(tx: &mut Tx, at: Timestamp) -> Result<(), DbError> {
    let statements = [
        sql!(
            "UPDATE staff_letters SET recipient = '' WHERE institution_id = $1 AND employee_id IN (
                 SELECT e.id FROM employees e WHERE e.institution_id = $1 AND e.forgotten_at = $2)"
        ),
        sql!(
            "UPDATE absence_preparations SET forward_to = '' WHERE institution_id = $1 AND employee_id IN (
                 SELECT e.id FROM employees e WHERE e.institution_id = $1 AND e.forgotten_at = $2)"
        ),
        sql!(
            "DELETE FROM inbox_views WHERE institution_id = $1 AND unit_id IS NULL AND employee_id IN (
                 SELECT e.id FROM employees e WHERE e.institution_id = $1 AND e.forgotten_at = $2)"
        ),
    ];
    for statement in statements {
        statement.bind(at).run(tx).await?;
    }
    Ok(())
}

/// How many accounts whose owners left before still hold their name.
///
/// # Errors
/// Where the database fails.
pub async fn count_left_accounts(tx: &mut Tx, before: Timestamp) -> Result<i64, DbError> {
    let found = sql!(
        "SELECT count(*) AS value FROM employees
          WHERE institution_id = $1 AND active = FALSE AND left_at < $2 AND forgotten_at IS NULL"
    )
    .bind(before)
    .scalar(tx)
    .await?;
    Ok(found.unwrap_or_default())
}
