//! Call-backs in the database. A call belongs to a case, and is absent for whoever may not see that.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Id, Timestamp};

/// A call that was missed or promised back.
#[derive(Debug)]
pub(crate) enum Callback {}
pub(crate) type CallbackId = Id<Callback>;

row! {
    /// A call that was missed or promised back.
    #[derive(Clone, Debug)]
    pub(crate) struct CallbackRow {
        pub(crate) id: CallbackId, pub(crate) case_id: CaseId, pub(crate) employee_id: EmployeeId, pub(crate) phone: String,
        pub(crate) question: String, pub(crate) line: String, pub(crate) answer_by: String, pub(crate) is_missed: i64,
        pub(crate) made_at: Timestamp, pub(crate) promised_at: Option<Timestamp>, pub(crate) tries: i64,
        pub(crate) tried_at: Option<Timestamp>, pub(crate) ended_at: Option<Timestamp>, pub(crate) result: Option<String>,
    }
}

/// Stores one.
pub(crate) async fn insert(tx: &mut Tx, row: &CallbackRow) -> Result<(), DbError> {
    sql!(
        "INSERT INTO callbacks (institution_id, id, case_id, employee_id, phone, question, line, answer_by, is_missed, made_at,
                promised_at, tries)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)"
    )
    .bind(row.id)
    .bind(row.case_id)
    .bind(row.employee_id)
    .bind(&row.phone)
    .bind(&row.question)
    .bind(&row.line)
    .bind(&row.answer_by)
    .bind(row.is_missed)
    .bind(row.made_at)
    .bind(row.promised_at)
    .run(tx)
    .await?;
    Ok(())
}

/// The call of that id.
pub(crate) async fn find(tx: &mut Tx, id: CallbackId) -> Result<Option<CallbackRow>, DbError> {
    sql!(
        "SELECT id, case_id, employee_id, phone, question, line, answer_by, is_missed, made_at, promised_at, tries, tried_at,
                ended_at, result
           FROM callbacks WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional(tx)
    .await
}

/// The calls that are still to be made, by one person or by everybody: the nearest promise first, then the missed ones by
/// their age.
pub(crate) async fn list_open(
    tx: &mut Tx,
    who: Option<EmployeeId>,
    most: i64,
) -> Result<Vec<CallbackRow>, DbError> {
    sql!(
        sqlite ["SELECT b.id, b.case_id, b.employee_id, b.phone, b.question, b.line, b.answer_by, b.is_missed, b.made_at, b.promised_at,
                b.tries, b.tried_at, b.ended_at, b.result
           FROM callbacks b INDEXED BY callbacks_open
           JOIN cases c ON c.institution_id = b.institution_id AND c.id = b.case_id
          WHERE b.institution_id = $1 AND b.ended_at IS NULL AND (CAST($2 AS UUID) IS NULL OR b.employee_id = $2)
            AND ", solits_db::case_sight!(4, 5), " = 1
          ORDER BY b.promised_at NULLS LAST, b.made_at, b.id LIMIT $3"],
        pg ["SELECT b.id, b.case_id, b.employee_id, b.phone, b.question, b.line, b.answer_by, b.is_missed, b.made_at, b.promised_at,
                b.tries, b.tried_at, b.ended_at, b.result
           FROM callbacks b
           JOIN cases c ON c.institution_id = b.institution_id AND c.id = b.case_id
          WHERE b.institution_id = $1 AND b.ended_at IS NULL AND (CAST($2 AS UUID) IS NULL OR b.employee_id = $2)
            AND ", solits_db::case_sight!(4, 5), " = 1
          ORDER BY b.promised_at NULLS LAST, b.made_at, b.id LIMIT $3"]
    )
    .bind(who)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

/// Which calls are listed: `None` narrows nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// Those still to be made, or those that have ended.
    pub(crate) is_open: Option<bool>,
    pub(crate) employee: Option<EmployeeId>,
    pub(crate) before: CallbackId,
}

/// Calls written down before one of them, the newest first.
pub(crate) async fn list(tx: &mut Tx, wanted: Wanted, most: i64) -> Result<Vec<CallbackRow>, DbError> {
    sql!([
        "SELECT b.id, b.case_id, b.employee_id, b.phone, b.question, b.line, b.answer_by, b.is_missed, b.made_at, b.promised_at,
                b.tries, b.tried_at, b.ended_at, b.result
           FROM callbacks b
           JOIN cases c ON c.institution_id = b.institution_id AND c.id = b.case_id
          WHERE b.institution_id = $1 AND b.id < $2
            AND (CAST($3 AS BIGINT) IS NULL OR CASE WHEN b.ended_at IS NULL THEN 1 ELSE 0 END = $3)
            AND (CAST($4 AS UUID) IS NULL OR b.employee_id = $4)
            AND ",
        solits_db::case_sight!(6, 7),
        " = 1
          ORDER BY b.id DESC LIMIT $5"
    ])
    .bind(wanted.before)
    .bind(wanted.is_open.map(i64::from))
    .bind(wanted.employee)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

/// Notes a try that reached nobody; `false` where the call has ended meanwhile.
pub(crate) async fn put_try(tx: &mut Tx, id: CallbackId, at: Timestamp) -> Result<bool, DbError> {
    let noted = sql!(
        "UPDATE callbacks SET tries = tries + 1, tried_at = $3 WHERE institution_id = $1 AND id = $2 AND ended_at IS NULL"
    )
    .bind(id)
    .bind(at)
    .run(tx)
    .await?;
    Ok(noted == 1)
}

/// Ends a call with its result; `false` where it has ended before.
pub(crate) async fn end(tx: &mut Tx, id: CallbackId, at: Timestamp, result: &str) -> Result<bool, DbError> {
    let ended = sql!(
        "UPDATE callbacks SET tries = tries + 1, tried_at = $3, ended_at = $3, result = $4
          WHERE institution_id = $1 AND id = $2 AND ended_at IS NULL"
    )
    .bind(id)
    .bind(at)
    .bind(result)
    .run(tx)
    .await?;
    Ok(ended == 1)
}

/// Whether a call of this case is still to be made.
pub(crate) async fn has_open(tx: &mut Tx, case: CaseId) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT CAST(1 AS BIGINT) AS value FROM callbacks WHERE institution_id = $1 AND case_id = $2 AND ended_at IS NULL LIMIT 1"
    )
    .bind(case)
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some())
}
