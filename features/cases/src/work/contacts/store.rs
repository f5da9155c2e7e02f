//! Contacts of a case as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_journal::channel_name;
use solits_kernel::{BranchId, CaseId, EmployeeId, ServiceId, TicketId, Timestamp};
use solits_standard::model::ChannelKind;
use uuid::Uuid;

/// A consultation before it is stored.
#[derive(Clone, Debug)]
pub(crate) struct NewContact {
    pub(crate) id: Uuid,
    pub(crate) case: CaseId,
    pub(crate) channel: ChannelKind,
    pub(crate) branch: BranchId,
    pub(crate) employee: Option<EmployeeId>,
    pub(crate) service: Option<ServiceId>,
    pub(crate) began: Timestamp,
    pub(crate) ended: Timestamp,
    pub(crate) outcome: &'static str,
}

/// Stores a consultation; one that is there already stays as it is.
pub(crate) async fn insert(tx: &mut Tx, contact: NewContact) -> Result<(), DbError> {
    sql!(
        "INSERT INTO contacts (institution_id, id, channel, branch_id, employee_id, service_id, case_id, started_at, ended_at,
                outcome)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (institution_id, id) DO NOTHING"
    )
    .bind(contact.id)
    .bind(channel_name(contact.channel))
    .bind(contact.branch)
    .bind(contact.employee)
    .bind(contact.service)
    .bind(contact.case)
    .bind(contact.began)
    .bind(contact.ended)
    .bind(contact.outcome)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// A contact of a case.
    #[derive(Clone, Debug)]
    pub(crate) struct Contact {
        pub(crate) channel: String, pub(crate) employee_id: Option<EmployeeId>, pub(crate) ticket_id: Option<TicketId>,
        pub(crate) started_at: Timestamp, pub(crate) ended_at: Timestamp, pub(crate) outcome: String,
    }
}

/// The contacts of a case, the newest first.
pub(crate) async fn list(tx: &mut Tx, case: CaseId) -> Result<Vec<Contact>, DbError> {
    // SQLite has counted nothing, and would rather read all contacts of the institution.
    sql!(
        sqlite "SELECT channel, employee_id, ticket_id, started_at, ended_at, outcome FROM contacts INDEXED BY contacts_case
                 WHERE institution_id = $1 AND case_id = $2 ORDER BY started_at DESC",
        pg "SELECT channel, employee_id, ticket_id, started_at, ended_at, outcome FROM contacts
             WHERE institution_id = $1 AND case_id = $2 ORDER BY started_at DESC"
    )
    .bind(case)
    .all(tx)
    .await
}
