//! Forgotten passwords in the database.

use solits_db::{DbError, Tx, global_sql, row, sql};
use solits_kernel::{EmployeeId, InstitutionId, Timestamp};

/// Most people shown at once; a name finds the others.
const MOST: i64 = 50;

row! {
    /// Somebody who can sign in, and what was begun for them.
    pub(crate) struct PersonRow {
        pub(crate) id: EmployeeId, pub(crate) name: String, pub(crate) email: String, pub(crate) has_totp: bool,
        pub(crate) passkeys: i64, pub(crate) waits: bool, pub(crate) asked_by: Option<EmployeeId>,
        pub(crate) asker: Option<String>,
    }
}

/// People who have a password and work here, by name; those first who wait for a second person.
pub(crate) async fn list_people(
    tx: &mut Tx,
    folded: &str,
    now: Timestamp,
) -> Result<Vec<PersonRow>, DbError> {
    sql!(
        "SELECT e.id, e.name, e.email, e.totp_secret IS NOT NULL AS has_totp,
                (SELECT COUNT(*) FROM passkeys p WHERE p.institution_id = e.institution_id AND p.employee_id = e.id) AS passkeys,
                r.employee_id IS NOT NULL AS waits, r.asked_by, a.name AS asker
           FROM employees e
           LEFT JOIN password_resets r ON r.institution_id = e.institution_id AND r.employee_id = e.id
                 AND r.token_hash IS NULL AND r.expires_at > $3
           LEFT JOIN employees a ON a.institution_id = r.institution_id AND a.id = r.asked_by
          WHERE e.institution_id = $1 AND e.active = TRUE AND e.password_hash IS NOT NULL
            AND e.name_folded LIKE '%' || $2 || '%'
          ORDER BY CASE WHEN r.employee_id IS NULL THEN 1 ELSE 0 END, e.name_folded, e.id LIMIT $4"
    )
    .bind(folded)
    .bind(now)
    .bind(MOST)
    .all(tx)
    .await
}

/// Whether somebody works here and has a password.
pub(crate) async fn has_password(tx: &mut Tx, employee: EmployeeId) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT COUNT(*) AS value FROM employees
          WHERE institution_id = $1 AND id = $2 AND active = TRUE AND password_hash IS NOT NULL"
    )
    .bind(employee)
    .scalar::<i64>(tx)
    .await?;
    Ok(found == Some(1))
}

/// A reset to be stored.
pub(crate) struct NewReset {
    pub(crate) employee: EmployeeId,
    /// Absent while a second person has to confirm.
    pub(crate) hash: Option<Vec<u8>>,
    pub(crate) second_factor: bool,
    pub(crate) asked_by: EmployeeId,
    pub(crate) expires_at: Timestamp,
}

/// Stores a reset; an earlier one of the same person is void.
pub(crate) async fn replace(tx: &mut Tx, reset: NewReset) -> Result<(), DbError> {
    sql!(
        "INSERT INTO password_resets (institution_id, employee_id, token_hash, second_factor, asked_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (institution_id, employee_id) DO UPDATE
            SET token_hash = excluded.token_hash, second_factor = excluded.second_factor, asked_by = excluded.asked_by,
                confirmed_by = NULL, expires_at = excluded.expires_at"
    )
    .bind(reset.employee)
    .bind(reset.hash)
    .bind(reset.second_factor)
    .bind(reset.asked_by)
    .bind(reset.expires_at)
    .run(tx)
    .await?;
    Ok(())
}

/// Confirms what another person asked for. `false` when nothing waits, or the same person asked for it.
pub(crate) async fn confirm(
    tx: &mut Tx,
    employee: EmployeeId,
    hash: Vec<u8>,
    by: EmployeeId,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE password_resets SET token_hash = $3, confirmed_by = $4, expires_at = $6
          WHERE institution_id = $1 AND employee_id = $2 AND token_hash IS NULL AND second_factor = TRUE
            AND asked_by <> $4 AND employee_id <> $4 AND expires_at > $5"
    )
    .bind(employee)
    .bind(hash)
    .bind(by)
    .bind(now)
    .bind(until)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

row! {
    /// Whom a link is for.
    pub(crate) struct Owner {
        pub(crate) institution_id: InstitutionId, pub(crate) employee_id: EmployeeId, pub(crate) name: String,
        pub(crate) institution: String, pub(crate) second_factor: bool,
    }
}

/// The person of a link that is still good.
pub(crate) async fn find_owner(tx: &mut Tx, hash: Vec<u8>, now: Timestamp) -> Result<Option<Owner>, DbError> {
    global_sql!(
        "SELECT r.institution_id, r.employee_id, e.name, i.name_lv AS institution, r.second_factor
           FROM password_resets r
           JOIN employees e ON e.institution_id = r.institution_id AND e.id = r.employee_id AND e.active = TRUE
           JOIN institutions i ON i.id = r.institution_id
          WHERE r.token_hash = $1 AND r.expires_at > $2"
    )
    .bind(hash)
    .bind(now)
    .optional(tx)
    .await
}

/// Uses a link up. `false` when somebody was faster.
pub(crate) async fn take(tx: &mut Tx, employee: EmployeeId, hash: Vec<u8>) -> Result<bool, DbError> {
    let taken = sql!(
        "DELETE FROM password_resets WHERE institution_id = $1 AND employee_id = $2 AND token_hash = $3"
    )
    .bind(employee)
    .bind(hash)
    .run(tx)
    .await?;
    Ok(taken == 1)
}

/// Takes the second factor away: the authenticator and every passkey.
pub(crate) async fn forget_second_factor(tx: &mut Tx, employee: EmployeeId) -> Result<(), DbError> {
    sql!("UPDATE employees SET totp_secret = NULL, totp_step = NULL WHERE institution_id = $1 AND id = $2")
        .bind(employee)
        .run(tx)
        .await?;
    sql!("DELETE FROM passkeys WHERE institution_id = $1 AND employee_id = $2")
        .bind(employee)
        .run(tx)
        .await?;
    Ok(())
}
