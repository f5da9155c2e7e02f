//! The access record in the database: entries are added and read, and the tables refuse anything else.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

use super::{Look, Reader};

row! {
    /// An entry with the names it is shown by.
    pub(crate) struct EntryRow {
        pub(crate) id: Uuid, pub(crate) at: Timestamp, pub(crate) what: String, pub(crate) hits: Option<i64>,
        pub(crate) case_id: Option<CaseId>, pub(crate) reference: Option<String>,
        pub(crate) employee: Option<String>, pub(crate) token: Option<String>,
    }
}

/// Instants from one until before another, and where the page before ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) from: Timestamp,
    /// The first instant that is not shown any more.
    pub(crate) to: Timestamp,
    /// The last entry of the page before.
    pub(crate) after: (Timestamp, Uuid),
}

/// Adds an entry.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: Uuid,
    at: Timestamp,
    reader: Reader,
    look: Look,
) -> Result<(), DbError> {
    let (employee, token) = match reader {
        Reader::Employee(id) => (Some(id), None),
        Reader::Token(id) => (None, Some(id)),
    };
    sql!(
        "INSERT INTO access_entries (institution_id, id, at, employee_id, token_id, what, case_id, hits)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(id)
    .bind(at)
    .bind(employee)
    .bind(token)
    .bind(look.name())
    .bind(look.case())
    .bind(look.hits())
    .run(tx)
    .await?;
    Ok(())
}

/// Whether the employee has opened the case since.
pub(crate) async fn has_opened(
    tx: &mut Tx,
    employee: EmployeeId,
    case: CaseId,
    since: Timestamp,
) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT COUNT(*) AS value FROM access_entries
          WHERE institution_id = $1 AND case_id = $2 AND at >= $3 AND employee_id = $4 AND what = 'case.opened'"
    )
    .bind(case)
    .bind(since)
    .bind(employee)
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some_and(|count| count > 0))
}

/// The case with that reference.
pub(crate) async fn find_case(tx: &mut Tx, reference: &str) -> Result<Option<CaseId>, DbError> {
    sql!("SELECT id AS value FROM cases WHERE institution_id = $1 AND reference = $2")
        .bind(reference)
        .scalar(tx)
        .await
}

/// Entries, the latest first.
pub(crate) async fn list(tx: &mut Tx, span: Span, most: i64) -> Result<Vec<EntryRow>, DbError> {
    sql!(
        "SELECT a.id, a.at, a.what, a.hits, a.case_id, c.reference, e.name AS employee, t.name AS token
           FROM access_entries a
           LEFT JOIN cases c ON c.institution_id = a.institution_id AND c.id = a.case_id
           LEFT JOIN employees e ON e.institution_id = a.institution_id AND e.id = a.employee_id
           LEFT JOIN tokens t ON t.institution_id = a.institution_id AND t.id = a.token_id
          WHERE a.institution_id = $1 AND a.at >= $2 AND a.at < $3 AND a.at <= $4 AND (a.at < $4 OR a.id < $5)
          ORDER BY a.at DESC, a.id DESC LIMIT $6"
    )
    .bind(span.from)
    .bind(span.to)
    .bind(span.after.0)
    .bind(span.after.1)
    .bind(most)
    .all(tx)
    .await
}

/// The same of one employee.
pub(crate) async fn list_of_employee(
    tx: &mut Tx,
    employee: EmployeeId,
    span: Span,
    most: i64,
) -> Result<Vec<EntryRow>, DbError> {
    sql!(
        "SELECT a.id, a.at, a.what, a.hits, a.case_id, c.reference, e.name AS employee, t.name AS token
           FROM access_entries a
           LEFT JOIN cases c ON c.institution_id = a.institution_id AND c.id = a.case_id
           LEFT JOIN employees e ON e.institution_id = a.institution_id AND e.id = a.employee_id
           LEFT JOIN tokens t ON t.institution_id = a.institution_id AND t.id = a.token_id
          WHERE a.institution_id = $1 AND a.at >= $2 AND a.at < $3 AND a.at <= $4 AND (a.at < $4 OR a.id < $5)
            AND a.employee_id = $7
          ORDER BY a.at DESC, a.id DESC LIMIT $6"
    )
    .bind(span.from)
    .bind(span.to)
    .bind(span.after.0)
    .bind(span.after.1)
    .bind(most)
    .bind(employee)
    .all(tx)
    .await
}

/// The same of one case, of everybody or of one employee.
pub(crate) async fn list_of_case(
    tx: &mut Tx,
    case: CaseId,
    employee: Option<EmployeeId>,
    span: Span,
    most: i64,
) -> Result<Vec<EntryRow>, DbError> {
    sql!(
        "SELECT a.id, a.at, a.what, a.hits, a.case_id, c.reference, e.name AS employee, t.name AS token
           FROM access_entries a
           LEFT JOIN cases c ON c.institution_id = a.institution_id AND c.id = a.case_id
           LEFT JOIN employees e ON e.institution_id = a.institution_id AND e.id = a.employee_id
           LEFT JOIN tokens t ON t.institution_id = a.institution_id AND t.id = a.token_id
          WHERE a.institution_id = $1 AND a.at >= $2 AND a.at < $3 AND a.at <= $4 AND (a.at < $4 OR a.id < $5)
            AND a.case_id = $7 AND (CAST($8 AS UUID) IS NULL OR a.employee_id = $8)
          ORDER BY a.at DESC, a.id DESC LIMIT $6"
    )
    .bind(span.from)
    .bind(span.to)
    .bind(span.after.0)
    .bind(span.after.1)
    .bind(most)
    .bind(case)
    .bind(employee)
    .all(tx)
    .await
}
