//! Messages of cases, read where the room of correspondence keeps them.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

row! {
    /// A message of a case.
    #[derive(Clone, Debug)]
    pub(crate) struct Message {
        pub(crate) at: Timestamp, pub(crate) direction: String, pub(crate) employee_id: Option<EmployeeId>,
        pub(crate) author_name: String, pub(crate) author_address: String, pub(crate) subject: String,
        pub(crate) text: String,
    }
}

/// The messages of a case, oldest first, each with its first 4000 characters.
pub(crate) async fn list(tx: &mut Tx, case: CaseId) -> Result<Vec<Message>, DbError> {
    sql!(
        "SELECT at, direction, employee_id, author_name, author_address, subject, substr(text, 1, 4000) AS text FROM messages
          WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id"
    )
    .bind(case)
    .all(tx)
    .await
}

/// What the client of a case wrote first; empty where nothing was written.
pub(crate) async fn first_words(tx: &mut Tx, case: CaseId) -> Result<String, DbError> {
    let text = sql!(
        "SELECT text AS value FROM messages
          WHERE institution_id = $1 AND case_id = $2 AND direction = 'in' AND is_automatic = 0 ORDER BY at, id LIMIT 1"
    )
    .bind(case)
    .scalar(tx)
    .await?;
    Ok(text.unwrap_or_default())
}

row! {
    /// A file of a message.
    #[derive(Clone, Debug)]
    pub(crate) struct File {
        pub(crate) message_id: Uuid, pub(crate) place: i64, pub(crate) name: String,
        /// What the scanner said of it.
        pub(crate) scan: String,
    }
}

/// The files of a case, oldest first.
pub(crate) async fn list_files(tx: &mut Tx, case: CaseId) -> Result<Vec<File>, DbError> {
    sql!(
        "SELECT f.message_id, f.place, f.name, coalesce(s.state, 'not_scanned') AS scan FROM messages m
           JOIN message_files f ON f.institution_id = m.institution_id AND f.message_id = m.id
           LEFT JOIN file_scans s ON s.institution_id = $1 AND s.digest = f.digest
          WHERE m.institution_id = $1 AND m.case_id = $2 ORDER BY m.at, m.id, f.place"
    )
    .bind(case)
    .all(tx)
    .await
}

/// Whether a letter of the client holds a calendar, as an invitation to a meeting does.
pub(crate) async fn holds_calendar(tx: &mut Tx, case: CaseId) -> Result<bool, DbError> {
    let count: Option<i64> = sql!(
        "SELECT count(*) AS value FROM messages m
           JOIN message_files f ON f.institution_id = m.institution_id AND f.message_id = m.id
          WHERE m.institution_id = $1 AND m.case_id = $2 AND m.direction = 'in' AND f.media = 'text/calendar'"
    )
    .bind(case)
    .scalar(tx)
    .await?;
    Ok(count.unwrap_or_default() > 0)
}
