//! Passkeys and open questions in the database.

use solits_db::{DbError, Tx, global_sql, row, sql};
use solits_kernel::{EmployeeId, Id, InstitutionId, Timestamp};

/// Something a person signs in with.
#[derive(Debug)]
pub(crate) enum Passkey {}
/// The id of a passkey.
pub(crate) type PasskeyId = Id<Passkey>;

/// Keeps a question until its answer comes; an earlier one of the same browser is void, and old ones go.
pub(crate) async fn keep_question(
    tx: &mut Tx,
    holder: Vec<u8>,
    state: Vec<u8>,
    now: Timestamp,
) -> Result<(), DbError> {
    global_sql!("DELETE FROM passkey_questions WHERE holder_hash = $1 OR expires_at < $2")
        .bind(holder.clone())
        .bind(now)
        .run(tx)
        .await?;
    global_sql!("INSERT INTO passkey_questions (holder_hash, state, expires_at) VALUES ($1, $2, $3)")
        .bind(holder)
        .bind(state)
        .bind(now.plus_minutes(super::QUESTION_MINUTES))
        .run(tx)
        .await?;
    Ok(())
}

/// Uses a question up. `None` when there is none that is good, or somebody was faster.
pub(crate) async fn take_question(
    tx: &mut Tx,
    holder: Vec<u8>,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, DbError> {
    let state = global_sql!(
        "SELECT state AS value FROM passkey_questions WHERE holder_hash = $1 AND expires_at >= $2"
    )
    .bind(holder.clone())
    .bind(now)
    .scalar(tx)
    .await?;
    let taken =
        global_sql!("DELETE FROM passkey_questions WHERE holder_hash = $1").bind(holder).run(tx).await?;
    Ok(state.filter(|_| taken == 1))
}

row! {
    /// A passkey as its owner sees it.
    pub(crate) struct PasskeyRow {
        pub(crate) id: PasskeyId, pub(crate) name: String, pub(crate) credential: String, pub(crate) created_at: Timestamp,
        pub(crate) used_at: Option<Timestamp>, pub(crate) warned_at: Option<Timestamp>,
    }
}

/// A person's passkeys, the oldest first.
pub(crate) async fn list(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<PasskeyRow>, DbError> {
    sql!(
        "SELECT id, name, credential, created_at, used_at, warned_at FROM passkeys
          WHERE institution_id = $1 AND employee_id = $2 ORDER BY created_at, id"
    )
    .bind(employee)
    .all(tx)
    .await
}

/// A passkey to be stored.
pub(crate) struct NewPasskey<'a> {
    pub(crate) id: PasskeyId,
    pub(crate) employee: EmployeeId,
    pub(crate) name: &'a str,
    pub(crate) hash: Vec<u8>,
    pub(crate) credential: String,
}

/// Stores a passkey. `false` when the authenticator's id is known already, here or elsewhere.
pub(crate) async fn insert(tx: &mut Tx, passkey: NewPasskey<'_>, now: Timestamp) -> Result<bool, DbError> {
    let added = sql!(
        "INSERT INTO passkeys (institution_id, id, employee_id, name, credential_hash, credential, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential_hash) DO NOTHING"
    )
    .bind(passkey.id)
    .bind(passkey.employee)
    .bind(passkey.name)
    .bind(passkey.hash)
    .bind(passkey.credential)
    .bind(now)
    .run(tx)
    .await?;
    Ok(added == 1)
}

/// Removes a passkey of a person. `false` when there is none such.
pub(crate) async fn remove(tx: &mut Tx, id: PasskeyId, employee: EmployeeId) -> Result<bool, DbError> {
    let changed = sql!("DELETE FROM passkeys WHERE institution_id = $1 AND id = $2 AND employee_id = $3")
        .bind(id)
        .bind(employee)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

row! {
    /// Whose passkey it is.
    pub(crate) struct Owned {
        pub(crate) institution_id: InstitutionId, pub(crate) id: PasskeyId, pub(crate) employee_id: EmployeeId,
        pub(crate) credential: String,
    }
}

/// The passkey of a credential, in any institution, of a person who works there.
pub(crate) async fn find(tx: &mut Tx, hash: Vec<u8>) -> Result<Option<Owned>, DbError> {
    global_sql!(
        "SELECT p.institution_id, p.id, p.employee_id, p.credential
           FROM passkeys p
           JOIN employees e ON e.institution_id = p.institution_id AND e.id = p.employee_id AND e.active = TRUE
          WHERE p.credential_hash = $1"
    )
    .bind(hash)
    .optional(tx)
    .await
}

/// Notes a use. `false` when the passkey was used at the same moment elsewhere, or is gone.
pub(crate) async fn note_use(
    tx: &mut Tx,
    id: PasskeyId,
    before: &str,
    after: &str,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE passkeys SET credential = $4, used_at = $5 WHERE institution_id = $1 AND id = $2 AND credential = $3"
    )
    .bind(id)
    .bind(before)
    .bind(after)
    .bind(now)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Notes that a passkey may have been copied.
pub(crate) async fn note_copy(tx: &mut Tx, id: PasskeyId, now: Timestamp) -> Result<(), DbError> {
    sql!("UPDATE passkeys SET warned_at = $3 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}
