//! The secret addresses of calendars, and what an employee owes.

use solits_db::{DbError, PackedJson, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Id, ServiceId, Timestamp};
use uuid::Uuid;

/// Marks ids of calendars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum FeedMark {}
/// The id of a calendar's address.
pub(crate) type FeedId = Id<FeedMark>;

row! {
    /// A calendar's address without its secret, which nobody can read back.
    #[derive(Clone, Debug)]
    pub(crate) struct FeedRow {
        pub(crate) id: FeedId, pub(crate) name: String, pub(crate) made_at: Timestamp, pub(crate) read_at: Option<Timestamp>,
    }
}

/// The open addresses of an employee, by age.
pub(crate) async fn list(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<FeedRow>, DbError> {
    sql!(
        "SELECT id, name, made_at, read_at FROM calendar_feeds
          WHERE institution_id = $1 AND employee_id = $2 AND ended_at IS NULL ORDER BY made_at, id"
    )
    .bind(employee)
    .all(tx)
    .await
}

/// Stores a new address.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: FeedId,
    employee: EmployeeId,
    name: &str,
    secret_hash: Vec<u8>,
    language: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO calendar_feeds (institution_id, id, employee_id, name, secret_hash, language, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(id)
    .bind(employee)
    .bind(name)
    .bind(secret_hash)
    .bind(language)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Closes an address of an employee; `false` where there is none such that is open.
pub(crate) async fn end(
    tx: &mut Tx,
    id: FeedId,
    employee: EmployeeId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let ended = sql!(
        "UPDATE calendar_feeds SET ended_at = $4
          WHERE institution_id = $1 AND id = $2 AND employee_id = $3 AND ended_at IS NULL"
    )
    .bind(id)
    .bind(employee)
    .bind(at)
    .run(tx)
    .await?;
    Ok(ended == 1)
}

row! {
    /// Whose calendar an address opens.
    #[derive(Clone, Debug)]
    pub(crate) struct OpenedRow {
        pub(crate) id: FeedId, pub(crate) employee_id: EmployeeId, pub(crate) language: String,
        pub(crate) read_at: Option<Timestamp>,
    }
}

/// Whose calendar an address opens; `None` for one that is closed or was never made.
pub(crate) async fn find(tx: &mut Tx, secret_hash: Vec<u8>) -> Result<Option<OpenedRow>, DbError> {
    sql!(
        "SELECT id, employee_id, language, read_at FROM calendar_feeds
          WHERE institution_id = $1 AND secret_hash = $2 AND ended_at IS NULL"
    )
    .bind(secret_hash)
    .optional(tx)
    .await
}

/// Notes that it was read.
pub(crate) async fn set_read(tx: &mut Tx, id: FeedId, at: Timestamp) -> Result<(), DbError> {
    sql!("UPDATE calendar_feeds SET read_at = $3 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(at)
        .run(tx)
        .await?;
    Ok(())
}

/// Events of one kind in a calendar.
const MOST: i64 = 500;

row! {
    /// A promise of the standard that is owed for a case.
    #[derive(Clone, Debug)]
    pub(crate) struct OwedRow {
        pub(crate) id: Uuid, pub(crate) norm: String, pub(crate) standard: i64, pub(crate) opened_at: Timestamp,
        pub(crate) due_at: Timestamp, pub(crate) why: Option<PackedJson>, pub(crate) case_id: CaseId,
        pub(crate) reference: String, pub(crate) service_id: Option<ServiceId>,
    }
}

/// What the standard makes an employee owe for their open cases; clocks that stand still are left out.
pub(crate) async fn list_owed(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<OwedRow>, DbError> {
    // SQLite has no statistics to choose an index by: its text names those that find a handful of rows.
    sql!(
        sqlite ["SELECT o.id, o.norm, o.standard, o.opened_at, o.due_at, o.why, c.id AS case_id, c.reference, c.service_id
           FROM cases c INDEXED BY cases_open
          CROSS JOIN obligations o INDEXED BY obligations_live ON o.institution_id = $1 AND o.subject_id = c.id
          WHERE c.institution_id = $1 AND c.owner_id = $2 AND c.status IN ('open', 'waiting_client')
            AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
            AND (o.state <> 'open' OR o.look_at IS NOT NULL)
            AND ", solits_db::case_sight!(3, 4), " = 1
          ORDER BY o.due_at, o.id LIMIT $5"],
        pg ["SELECT o.id, o.norm, o.standard, o.opened_at, o.due_at, o.why, c.id AS case_id, c.reference, c.service_id
           FROM cases c
           JOIN obligations o ON o.institution_id = $1 AND o.subject_id = c.id
          WHERE c.institution_id = $1 AND c.owner_id = $2 AND c.status IN ('open', 'waiting_client')
            AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
            AND (o.state <> 'open' OR o.look_at IS NOT NULL)
            AND ", solits_db::case_sight!(3, 4), " = 1
          ORDER BY o.due_at, o.id LIMIT $5"]
    )
    .bind(employee)
    .bind_viewer(tx.viewer())
    .bind(MOST)
    .all(tx)
    .await
}

row! {
    /// Something else that is due.
    #[derive(Clone, Debug)]
    pub(crate) struct DueRow {
        pub(crate) id: Uuid, pub(crate) since: Timestamp, pub(crate) due_at: Timestamp, pub(crate) case_id: Option<CaseId>,
        pub(crate) reference: Option<String>, pub(crate) service_id: Option<ServiceId>,
    }
}

/// What was promised by hand to the clients of an employee's open cases.
pub(crate) async fn list_promised(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<DueRow>, DbError> {
    sql!(
        ["SELECT p.id, p.at AS since, p.due_at, c.id AS case_id, c.reference, c.service_id
           FROM cases c JOIN case_promises p ON p.institution_id = $1 AND p.case_id = c.id AND p.state = 'open'
          WHERE c.institution_id = $1 AND c.owner_id = $2 AND c.status IN ('open', 'waiting_client')
            AND ", solits_db::case_sight!(3, 4), " = 1
          ORDER BY p.due_at, p.id LIMIT $5"]
    )
    .bind(employee)
    .bind_viewer(tx.viewer())
    .bind(MOST)
    .all(tx)
    .await
}

/// Whom an employee has promised to call back, and when.
pub(crate) async fn list_callbacks(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<DueRow>, DbError> {
    sql!(
        ["SELECT b.id, b.made_at AS since, b.promised_at AS due_at, c.id AS case_id, c.reference, c.service_id
           FROM callbacks b JOIN cases c ON c.institution_id = $1 AND c.id = b.case_id
          WHERE b.institution_id = $1 AND b.employee_id = $2 AND b.ended_at IS NULL AND b.promised_at IS NOT NULL
            AND ", solits_db::case_sight!(3, 4), " = 1
          ORDER BY b.promised_at, b.id LIMIT $5"]
    )
    .bind(employee)
    .bind_viewer(tx.viewer())
    .bind(MOST)
    .all(tx)
    .await
}

/// What colleagues have asked an employee; nothing out of a case that is hidden from them.
pub(crate) async fn list_requests(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<DueRow>, DbError> {
    sql!([
        "SELECT r.id, r.asked_at AS since, r.due_at, CAST(NULL AS UUID) AS case_id, CAST(NULL AS TEXT) AS reference,
                CAST(NULL AS UUID) AS service_id
           FROM internal_requests r
          WHERE r.institution_id = $1 AND r.addressee_id = $2 AND r.state IN ('open', 'partly') AND r.due_at IS NOT NULL
            AND ",
        solits_db::not_hidden!("r.case_id", 4),
        "
          ORDER BY r.due_at, r.id LIMIT $3"
    ])
    .bind(employee)
    .bind(MOST)
    .bind(tx.viewer().id())
    .all(tx)
    .await
}

row! {
    /// A measure against the cause of a complaint.
    #[derive(Clone, Debug)]
    pub(crate) struct MeasureRow {
        pub(crate) place: i64, pub(crate) number: i64, pub(crate) due_on: i64, pub(crate) since: Timestamp,
        pub(crate) case_id: CaseId, pub(crate) reference: String, pub(crate) service_id: Option<ServiceId>,
    }
}

/// The measures an employee has taken on that nobody has checked yet.
pub(crate) async fn list_measures(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<MeasureRow>, DbError> {
    sql!([
        "SELECT m.place, m.number, m.due_on, c.opened_at AS since, c.id AS case_id, c.reference, c.service_id
           FROM feedback_measures m JOIN cases c ON c.institution_id = $1 AND c.id = m.case_id
          WHERE m.institution_id = $1 AND m.owner_id = $2 AND m.checked_at IS NULL
            AND ",
        solits_db::case_sight!(3, 4),
        " = 1
          ORDER BY m.due_on, m.case_id, m.number LIMIT $5"
    ])
    .bind(employee)
    .bind_viewer(tx.viewer())
    .bind(MOST)
    .all(tx)
    .await
}

row! {
    struct NameRow { id: Uuid, name_lv: String, name_en: String }
}

/// The names of services, closed ones among them: in Latvian and English.
pub(crate) async fn service_names(tx: &mut Tx) -> Result<Vec<(Uuid, String, String)>, DbError> {
    let rows = sql!("SELECT id, name_lv, name_en FROM services WHERE institution_id = $1 ORDER BY id")
        .all::<NameRow>(tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name_lv, row.name_en)).collect())
}

/// The names of branches, closed ones among them.
pub(crate) async fn branch_names(tx: &mut Tx) -> Result<Vec<(Uuid, String, String)>, DbError> {
    let rows = sql!("SELECT id, name_lv, name_en FROM branches WHERE institution_id = $1 ORDER BY id")
        .all::<NameRow>(tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name_lv, row.name_en)).collect())
}
