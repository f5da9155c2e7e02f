//! Calls of cases, read where the room of the inbox keeps them.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

row! {
    /// A call to the client that was promised, or one of the client's that was missed.
    #[derive(Clone, Debug)]
    pub(crate) struct Call {
        pub(crate) id: Uuid, pub(crate) employee_id: EmployeeId, pub(crate) phone: String, pub(crate) answer_by: String,
        pub(crate) is_missed: i64, pub(crate) made_at: Timestamp, pub(crate) promised_at: Option<Timestamp>,
        pub(crate) ended_at: Option<Timestamp>, pub(crate) result: Option<String>,
    }
}

/// The calls of a case, the earliest first.
pub(crate) async fn list(tx: &mut Tx, case: CaseId) -> Result<Vec<Call>, DbError> {
    sql!(
        "SELECT id, employee_id, phone, answer_by, is_missed, made_at, promised_at, ended_at, result FROM callbacks
          WHERE institution_id = $1 AND case_id = $2 ORDER BY made_at, id"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// A call with the case it belongs to.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CallOfCase {
        /// The call.
        pub id: Uuid,
        /// The case.
        pub case_id: CaseId,
        /// The number that is called; empty where none is known.
        pub phone: String,
        /// The name of the case's client; empty where the client stays anonymous.
        pub client_name: String,
        /// How the case's client is reached; empty where the client stays anonymous.
        pub client_contact: String,
    }
}

/// The call of that id, if whoever looks may see its case.
pub async fn find_call(tx: &mut Tx, id: Uuid) -> Result<Option<CallOfCase>, DbError> {
    sql!([
        "SELECT b.id, b.case_id, b.phone, c.client_name, c.client_contact FROM callbacks b
           JOIN cases c ON c.institution_id = b.institution_id AND c.id = b.case_id
          WHERE b.institution_id = $1 AND b.id = $2
            AND ",
        solits_db::case_sight!(3, 4),
        " = 1"
    ])
    .bind(id)
    .bind_viewer(tx.viewer())
    .optional(tx)
    .await
}

/// The calls of a case belong to another from now on.
pub(crate) async fn update_case(tx: &mut Tx, from: CaseId, into: CaseId) -> Result<(), DbError> {
    sql!("UPDATE callbacks SET case_id = $3 WHERE institution_id = $1 AND case_id = $2")
        .bind(from)
        .bind(into)
        .run(tx)
        .await?;
    Ok(())
}

/// Overwrites the numbers of some of the calls that ended before, and says of how many; the calls stay, and
/// so does everything of a case that is held.
///
/// # Errors
/// Where the database fails.
pub async fn forget_call_numbers(tx: &mut Tx, before: Timestamp, most: i64) -> Result<i64, DbError> {
    let gone = sql!(
        "UPDATE callbacks SET phone = '' WHERE institution_id = $1 AND phone <> '' AND id IN (
             SELECT b.id FROM callbacks b
              WHERE b.institution_id = $1 AND b.phone <> '' AND b.ended_at < $2
                AND NOT EXISTS (SELECT 1 FROM case_holds h
                     WHERE h.institution_id = $1 AND h.case_id = b.case_id AND h.lifted_at IS NULL)
              ORDER BY b.ended_at LIMIT $3)"
    )
    .bind(before)
    .bind(most)
    .run(tx)
    .await?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}

/// How many calls that ended before still hold their number, but for cases that are held.
///
/// # Errors
/// Where the database fails.
pub async fn count_call_numbers(tx: &mut Tx, before: Timestamp) -> Result<i64, DbError> {
    let found = sql!(
        "SELECT count(*) AS value FROM callbacks b
          WHERE b.institution_id = $1 AND b.phone <> '' AND b.ended_at < $2
            AND NOT EXISTS (SELECT 1 FROM case_holds h
                 WHERE h.institution_id = $1 AND h.case_id = b.case_id AND h.lifted_at IS NULL)"
    )
    .bind(before)
    .scalar(tx)
    .await?;
    Ok(found.unwrap_or_default())
}

/// Overwrites what some of the calls that ended before were about, and says of how many; the calls stay, and
/// so does everything of a case that is held.
///
/// # Errors
/// Where the database fails.
pub async fn forget_call_words(tx: &mut Tx, before: Timestamp, most: i64) -> Result<i64, DbError> {
    let gone = sql!(
        "UPDATE callbacks SET question = '' WHERE institution_id = $1 AND question <> '' AND id IN (
             SELECT b.id FROM callbacks b
              WHERE b.institution_id = $1 AND b.question <> '' AND b.ended_at < $2
                AND NOT EXISTS (SELECT 1 FROM case_holds h
                     WHERE h.institution_id = $1 AND h.case_id = b.case_id AND h.lifted_at IS NULL)
              ORDER BY b.ended_at LIMIT $3)"
    )
    .bind(before)
    .bind(most)
    .run(tx)
    .await?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}

/// How many calls that ended before still say what they were about, but for cases that are held.
///
/// # Errors
/// Where the database fails.
pub async fn count_call_words(tx: &mut Tx, before: Timestamp) -> Result<i64, DbError> {
    let found = sql!(
        "SELECT count(*) AS value FROM callbacks b
          WHERE b.institution_id = $1 AND b.question <> '' AND b.ended_at < $2
            AND NOT EXISTS (SELECT 1 FROM case_holds h
                 WHERE h.institution_id = $1 AND h.case_id = b.case_id AND h.lifted_at IS NULL)"
    )
    .bind(before)
    .scalar(tx)
    .await?;
    Ok(found.unwrap_or_default())
}
