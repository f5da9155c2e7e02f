//! Sessions, passwords and pairings in the database.

use solits_db::{DbError, Tx, global_sql, row, sql};
use solits_kernel::{CaseId, DeviceId, EmployeeId, InstitutionId, SessionId, Timestamp};

use crate::strength::Reached;

row! {
    /// Somebody who may want to sign in.
    pub(crate) struct Candidate {
        pub(crate) institution_id: InstitutionId, pub(crate) id: EmployeeId, pub(crate) password_hash: Option<String>,
    }
}

/// Those who have this address, in any institution; an address may belong to one person in each.
pub(crate) async fn list_by_email(tx: &mut Tx, email: &str) -> Result<Vec<Candidate>, DbError> {
    global_sql!("SELECT institution_id, id, password_hash FROM employees WHERE email = $1 AND active = TRUE ORDER BY institution_id")
        .bind(email)
        .all(tx)
        .await
}

row! {
    /// The second step's secret.
    pub(crate) struct Second {
        pub(crate) email: String, pub(crate) totp_secret: Option<String>,
        /// When the digits were right in this session, which waits for a passkey.
        pub(crate) digits_at: Option<Timestamp>,
    }
}

/// What the second step of a person is checked against, and how far their session has come.
pub(crate) async fn find_second(
    tx: &mut Tx,
    employee: EmployeeId,
    session: SessionId,
) -> Result<Option<Second>, DbError> {
    sql!(
        "SELECT e.email, e.totp_secret, s.digits_at
           FROM employees e
           LEFT JOIN sessions s ON s.institution_id = e.institution_id AND s.employee_id = e.id AND s.id = $3
          WHERE e.institution_id = $1 AND e.id = $2"
    )
    .bind(employee)
    .bind(session)
    .optional(tx)
    .await
}

/// Keeps the secret of the second step and the step used, each step usable once. `false` when it was used already.
pub(crate) async fn use_step(
    tx: &mut Tx,
    employee: EmployeeId,
    secret: &str,
    step: i64,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE employees SET totp_secret = $3, totp_step = $4
          WHERE institution_id = $1 AND id = $2 AND (totp_step IS NULL OR totp_step < $4)
            AND (totp_secret IS NULL OR totp_secret = $3)"
    )
    .bind(employee)
    .bind(secret)
    .bind(step)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Keeps a new password.
pub(crate) async fn set_password(tx: &mut Tx, employee: EmployeeId, hash: &str) -> Result<(), DbError> {
    sql!("UPDATE employees SET password_hash = $3 WHERE institution_id = $1 AND id = $2")
        .bind(employee)
        .bind(hash)
        .run(tx)
        .await?;
    Ok(())
}

/// What is kept of a person's password.
pub(crate) async fn find_password(tx: &mut Tx, employee: EmployeeId) -> Result<Option<String>, DbError> {
    Ok(sql!("SELECT password_hash AS value FROM employees WHERE institution_id = $1 AND id = $2")
        .bind(employee)
        .scalar::<Option<String>>(tx)
        .await?
        .flatten())
}

/// Ends every session of a person.
pub(crate) async fn delete_sessions(tx: &mut Tx, employee: EmployeeId) -> Result<u64, DbError> {
    sql!("DELETE FROM sessions WHERE institution_id = $1 AND employee_id = $2").bind(employee).run(tx).await
}

row! {
    /// Whom an invitation is for.
    pub(crate) struct Invited { pub(crate) institution_id: InstitutionId, pub(crate) employee_id: EmployeeId, pub(crate) name: String, pub(crate) institution: String }
}

/// The person of an invitation that is still good.
pub(crate) async fn find_invitation(
    tx: &mut Tx,
    hash: Vec<u8>,
    now: Timestamp,
) -> Result<Option<Invited>, DbError> {
    global_sql!(
        "SELECT v.institution_id, v.employee_id, e.name, i.name_lv AS institution
           FROM invitations v
           JOIN employees e ON e.institution_id = v.institution_id AND e.id = v.employee_id AND e.active = TRUE
           JOIN institutions i ON i.id = v.institution_id
          WHERE v.token_hash = $1 AND v.expires_at > $2"
    )
    .bind(hash)
    .bind(now)
    .optional(tx)
    .await
}

/// Uses an invitation up.
pub(crate) async fn delete_invitation(tx: &mut Tx, employee: EmployeeId) -> Result<u64, DbError> {
    sql!("DELETE FROM invitations WHERE institution_id = $1 AND employee_id = $2")
        .bind(employee)
        .run(tx)
        .await
}

/// A session to be stored.
pub(crate) struct NewSession<'a> {
    pub(crate) id: SessionId,
    pub(crate) hash: Vec<u8>,
    pub(crate) employee: EmployeeId,
    pub(crate) csrf: &'a str,
    pub(crate) reached: Reached,
}

/// Stores a session.
pub(crate) async fn insert_session(
    tx: &mut Tx,
    session: NewSession<'_>,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, digits_at, created_at, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)"
    )
    .bind(session.id)
    .bind(session.hash)
    .bind(session.employee)
    .bind(session.csrf)
    .bind(session.reached.strength().name())
    .bind((session.reached == Reached::DigitsBeforePasskey).then_some(at))
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Ends a session of a person. `false` when there is none such.
pub(crate) async fn delete_session(
    tx: &mut Tx,
    id: SessionId,
    employee: EmployeeId,
) -> Result<bool, DbError> {
    let changed = sql!("DELETE FROM sessions WHERE institution_id = $1 AND id = $2 AND employee_id = $3")
        .bind(id)
        .bind(employee)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

/// Whether a session still stands.
pub(crate) async fn stands(tx: &mut Tx, id: SessionId) -> Result<bool, DbError> {
    let found = sql!("SELECT COUNT(*) AS value FROM sessions WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .scalar::<i64>(tx)
        .await?;
    Ok(found == Some(1))
}

/// Whether a case is there for whoever looks; one that does not exist tells nobody anything.
pub(crate) async fn sees_case(tx: &mut Tx, case: CaseId) -> Result<bool, DbError> {
    let found = sql!([
        "SELECT count(*) AS value FROM cases c
          WHERE c.institution_id = $1 AND c.id = $2
            AND ",
        solits_db::case_sight!(3, 4),
        " = 1"
    ])
    .bind(case)
    .bind_viewer(tx.viewer())
    .scalar::<i64>(tx)
    .await?;
    Ok(found == Some(1))
}

row! {
    /// A session as its owner sees it.
    pub(crate) struct SessionRow { pub(crate) id: SessionId, pub(crate) strength: String, pub(crate) created_at: Timestamp, pub(crate) seen_at: Timestamp }
}

/// A person's sessions, the latest first.
pub(crate) async fn list_sessions(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<SessionRow>, DbError> {
    sql!(
        "SELECT id, strength, created_at, seen_at FROM sessions
          WHERE institution_id = $1 AND employee_id = $2 ORDER BY seen_at DESC, id"
    )
    .bind(employee)
    .all(tx)
    .await
}

/// Removes some of the sign-ins that were used last before, and says how many. All of them ended long ago.
///
/// # Errors
/// Where the database fails.
pub async fn forget_sessions(tx: &mut Tx, before: Timestamp, most: i64) -> Result<i64, DbError> {
    let gone = sql!(
        "DELETE FROM sessions WHERE institution_id = $1 AND id IN (
             SELECT s.id FROM sessions s
              WHERE s.institution_id = $1 AND s.seen_at < $2 ORDER BY s.seen_at, s.id LIMIT $3)"
    )
    .bind(before)
    .bind(most)
    .run(tx)
    .await?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}

/// How many sign-ins were used last before.
///
/// # Errors
/// Where the database fails.
pub async fn count_old_sessions(tx: &mut Tx, before: Timestamp) -> Result<i64, DbError> {
    let found = sql!("SELECT COUNT(*) AS value FROM sessions WHERE institution_id = $1 AND seen_at < $2")
        .bind(before)
        .scalar(tx)
        .await?;
    Ok(found.unwrap_or_default())
}

row! {
    /// A device that waits to be paired.
    pub(crate) struct Waiting { pub(crate) institution_id: InstitutionId, pub(crate) id: DeviceId, pub(crate) kind: String }
}

/// The device of a pairing code that is still good.
pub(crate) async fn find_pairing(
    tx: &mut Tx,
    hash: Vec<u8>,
    now: Timestamp,
) -> Result<Option<Waiting>, DbError> {
    global_sql!(
        "SELECT institution_id, id, kind FROM devices WHERE pairing_hash = $1 AND pairing_until > $2 AND revoked_at IS NULL"
    )
    .bind(hash)
    .bind(now)
    .optional(tx)
    .await
}

/// Pairs a device: its code is used up, its token known. `false` when somebody was faster.
pub(crate) async fn pair(
    tx: &mut Tx,
    id: DeviceId,
    code: Vec<u8>,
    token: Vec<u8>,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE devices SET pairing_hash = NULL, pairing_until = NULL, token_hash = $4, token_at = $5
          WHERE institution_id = $1 AND id = $2 AND pairing_hash = $3"
    )
    .bind(id)
    .bind(code)
    .bind(token)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

row! {
    struct Institution { id: InstitutionId, code: String }
}

/// The first institution, for the front page of a program that serves one.
pub(crate) async fn find_first_institution(tx: &mut Tx) -> Result<Option<(InstitutionId, String)>, DbError> {
    let first = global_sql!("SELECT id, code FROM institutions ORDER BY id LIMIT 1")
        .optional::<Institution>(tx)
        .await?;
    Ok(first.map(|row| (row.id, row.code)))
}
