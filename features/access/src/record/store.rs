//! The access record in the database: entries are added and read, and the tables refuse anything else.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, CaseId, EmployeeId, Timestamp, UnitId};
use uuid::Uuid;

use super::{
    Look, Reader,
    purpose::{AtDesk, Purpose, Ties},
};

row! {
    /// An entry with the names it is shown by, and with what it is judged by.
    #[derive(Clone)]
    pub(crate) struct EntryRow {
        pub(crate) id: Uuid, pub(crate) at: Timestamp, pub(crate) what: String, pub(crate) hits: Option<i64>,
        pub(crate) purpose: Option<String>, pub(crate) reference: Option<String>, pub(crate) client: Option<String>,
        pub(crate) case_branch: Option<BranchId>, pub(crate) owner_unit: Option<UnitId>,
        pub(crate) employee_id: Option<EmployeeId>, pub(crate) employee: Option<String>,
        pub(crate) employee_unit: Option<UnitId>, pub(crate) employee_branch: Option<BranchId>,
        pub(crate) token: Option<String>, pub(crate) norm: Option<String>,
    }
}

/// Whose looks, or looks at what; everything where neither is said.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Whose {
    pub(crate) employee: Option<EmployeeId>,
    pub(crate) case: Option<CaseId>,
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
    purpose: Option<Purpose>,
) -> Result<(), DbError> {
    let (employee, token) = match reader {
        Reader::Employee(id) => (Some(id), None),
        Reader::Token(id) => (None, Some(id)),
    };
    sql!(
        "INSERT INTO access_entries (institution_id, id, at, employee_id, token_id, what, case_id, hits, purpose,
                evidence_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(id)
    .bind(at)
    .bind(employee)
    .bind(token)
    .bind(look.name())
    .bind(look.case())
    .bind(look.hits())
    .bind(purpose.map(Purpose::name))
    .bind(look.evidence())
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

/// The case with that reference. Whoever answers for the record may ask who looked at any, a complaint among them, but
/// not at one that concerns them.
pub(crate) async fn find_case(tx: &mut Tx, reference: &str) -> Result<Option<CaseId>, DbError> {
    sql!([
        "SELECT c.id AS value FROM cases c
          WHERE c.institution_id = $1 AND c.reference = $2
            AND ",
        solits_db::not_hidden!("c.id", 3)
    ])
    .bind(reference)
    .bind(tx.viewer().id())
    .scalar(tx)
    .await
}

row! {
    struct TiesRow { owner: Option<EmployeeId>, supervisor: Option<EmployeeId>, ticket: Option<Uuid> }
}

/// What ties an employee at this moment to a case, if it is about one.
pub(crate) async fn find_ties(
    tx: &mut Tx,
    employee: EmployeeId,
    case: Option<CaseId>,
) -> Result<Ties, DbError> {
    let row = sql!(
        "SELECT c.owner_id AS owner, o.supervisor_id AS supervisor,
                (SELECT k.ticket_id FROM counters k WHERE k.institution_id = e.institution_id AND k.employee_id = e.id) AS ticket
           FROM employees e
           LEFT JOIN cases c ON c.institution_id = e.institution_id AND c.id = $3
           LEFT JOIN employees o ON o.institution_id = e.institution_id AND o.id = c.owner_id
          WHERE e.institution_id = $1 AND e.id = $2"
    )
    .bind(employee)
    .bind(case)
    .optional::<TiesRow>(tx)
    .await?;
    Ok(row.map_or_else(Ties::default, |row| Ties {
        owner: row.owner,
        supervisor: row.supervisor,
        at_desk: if row.ticket.is_some() { AtDesk::Client } else { AtDesk::Nobody },
    }))
}

/// Entries, the latest first, without those about a case that is hidden from whoever asks. One statement: of its three parts the one that fits what is asked finds the entries by its
/// index, and the others find nothing and cost nothing.
pub(crate) async fn list(tx: &mut Tx, whose: Whose, span: Span, most: i64) -> Result<Vec<EntryRow>, DbError> {
    sql!(
        ["SELECT a.id, a.at, a.what, a.hits, a.purpose, c.reference, c.client_name AS client, c.branch_id AS case_branch,
                o.unit_id AS owner_unit, a.employee_id, e.name AS employee, e.unit_id AS employee_unit,
                e.branch_id AS employee_branch, t.name AS token, v.norm
           FROM (SELECT id FROM (
                     SELECT id FROM access_entries
                      WHERE institution_id = $1 AND at >= $2 AND at < $3 AND at <= $4 AND (at < $4 OR id < $5)
                        AND CAST($7 AS UUID) IS NULL AND CAST($8 AS UUID) IS NULL
                        AND ", solits_db::not_hidden!("access_entries.case_id", 9), "
                      ORDER BY at DESC, id DESC LIMIT $6) AS of_everybody
                 UNION ALL SELECT id FROM (
                     SELECT id FROM access_entries
                      WHERE institution_id = $1 AND at >= $2 AND at < $3 AND at <= $4 AND (at < $4 OR id < $5)
                        AND employee_id = $7 AND CAST($8 AS UUID) IS NULL
                        AND ", solits_db::not_hidden!("access_entries.case_id", 9), "
                      ORDER BY at DESC, id DESC LIMIT $6) AS of_one
                 UNION ALL SELECT id FROM (
                     SELECT id FROM access_entries
                      WHERE institution_id = $1 AND at >= $2 AND at < $3 AND at <= $4 AND (at < $4 OR id < $5)
                        AND case_id = $8 AND (CAST($7 AS UUID) IS NULL OR employee_id = $7)
                        AND ", solits_db::not_hidden!("access_entries.case_id", 9), "
                      ORDER BY at DESC, id DESC LIMIT $6) AS of_a_case) AS found
           JOIN access_entries a ON a.institution_id = $1 AND a.id = found.id
           LEFT JOIN cases c ON c.institution_id = a.institution_id AND c.id = a.case_id
           LEFT JOIN employees o ON o.institution_id = c.institution_id AND o.id = c.owner_id
           LEFT JOIN employees e ON e.institution_id = a.institution_id AND e.id = a.employee_id
           LEFT JOIN tokens t ON t.institution_id = a.institution_id AND t.id = a.token_id
           LEFT JOIN norm_evidence v ON v.institution_id = a.institution_id AND v.id = a.evidence_id
          ORDER BY a.at DESC, a.id DESC"]
    )
    .bind(span.from)
    .bind(span.to)
    .bind(span.after.0)
    .bind(span.after.1)
    .bind(most)
    .bind(whose.employee)
    .bind(whose.case)
    .bind(tx.viewer().id())
    .all(tx)
    .await
}

row! {
    /// How many different cases an employee opened.
    pub(crate) struct CountRow { pub(crate) employee_id: EmployeeId, pub(crate) cases: i64 }
}

/// How many different cases each employee opened in that time; none of them hidden from whoever looks.
pub(crate) async fn count_by_employee(
    tx: &mut Tx,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<CountRow>, DbError> {
    sql!([
        "SELECT employee_id, COUNT(DISTINCT case_id) AS cases FROM access_entries
          WHERE institution_id = $1 AND at >= $2 AND at < $3 AND employee_id IS NOT NULL AND case_id IS NOT NULL
            AND ",
        solits_db::not_hidden!("access_entries.case_id", 4),
        "
          GROUP BY employee_id"
    ])
    .bind(from)
    .bind(to)
    .bind(tx.viewer().id())
    .all(tx)
    .await
}

row! {
    struct DayRow { cases: i64 }
}

/// How many different cases an employee opened on each day with any of the time until `to`, counted in days of 24 hours from its
/// beginning: an hour more or less about a change of the clocks does not move anybody's work into another day. What is hidden
/// from whoever looks is not counted.
pub(crate) async fn count_by_day(
    tx: &mut Tx,
    employee: EmployeeId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<i64>, DbError> {
    let rows = sql!([
        "SELECT COUNT(DISTINCT case_id) AS cases FROM access_entries
          WHERE institution_id = $1 AND employee_id = $2 AND at >= $3 AND at < $4 AND case_id IS NOT NULL
            AND ",
        solits_db::not_hidden!("access_entries.case_id", 5),
        "
          GROUP BY (at - $3) / 86400000"
    ])
    .bind(employee)
    .bind(from)
    .bind(to)
    .bind(tx.viewer().id())
    .all::<DayRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.cases).collect())
}

row! {
    /// How many times an employee searched, and when last.
    pub(crate) struct SearchesRow {
        pub(crate) employee_id: EmployeeId, pub(crate) searches: i64, pub(crate) last: Timestamp,
    }
}

/// How many times each employee searched in that time, or was given a list.
pub(crate) async fn searches_by_employee(
    tx: &mut Tx,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<SearchesRow>, DbError> {
    sql!(
        "SELECT employee_id, COUNT(*) AS searches, MAX(at) AS last FROM access_entries
          WHERE institution_id = $1 AND at >= $2 AND at < $3 AND employee_id IS NOT NULL
            AND what IN ('case.search', 'case.list')
          GROUP BY employee_id"
    )
    .bind(from)
    .bind(to)
    .all(tx)
    .await
}

row! {
    struct SearchDayRow { searches: i64 }
}

/// How many times an employee searched on each day with any of the time until `to`, in days as in [`count_by_day`].
pub(crate) async fn searches_by_day(
    tx: &mut Tx,
    employee: EmployeeId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<i64>, DbError> {
    let rows = sql!(
        "SELECT COUNT(*) AS searches FROM access_entries
          WHERE institution_id = $1 AND employee_id = $2 AND at >= $3 AND at < $4
            AND what IN ('case.search', 'case.list')
          GROUP BY (at - $3) / 86400000"
    )
    .bind(employee)
    .bind(from)
    .bind(to)
    .all::<SearchDayRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.searches).collect())
}
