//! Contacts, and what is being written at the desk before one is stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{ContactId, TicketId, Timestamp};

use crate::model::Ticket;

/// A contact to be stored.
pub(crate) struct NewContact<'a> {
    pub(crate) id: ContactId,
    pub(crate) ticket: &'a Ticket,
    pub(crate) started_at: Timestamp,
    pub(crate) ended_at: Timestamp,
    pub(crate) outcome: &'a str,
    pub(crate) detail: Option<String>,
    pub(crate) case: Option<solits_kernel::CaseId>,
    pub(crate) note: Option<String>,
    pub(crate) identity_checked: Option<bool>,
}

/// Stores a period of service as a contact.
pub(crate) async fn insert_contact(tx: &mut Tx, contact: NewContact<'_>) -> Result<(), DbError> {
    sql!(
        "INSERT INTO contacts (institution_id, id, channel, branch_id, employee_id, ticket_id, service_id, case_id, started_at,
                ended_at, outcome, detail, identity_checked, note)
         VALUES ($1, $2, 'visit', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    )
    .bind(contact.id)
    .bind(contact.ticket.branch)
    .bind(contact.ticket.employee)
    .bind(contact.ticket.id)
    .bind(contact.ticket.service)
    .bind(contact.case)
    .bind(contact.started_at)
    .bind(contact.ended_at)
    .bind(contact.outcome)
    .bind(contact.detail)
    .bind(contact.identity_checked)
    .bind(contact.note)
    .run(tx)
    .await?;
    Ok(())
}

/// Takes a contact back, within the seconds of undo.
pub(crate) async fn delete_contact(tx: &mut Tx, id: ContactId) -> Result<(), DbError> {
    sql!("DELETE FROM contacts WHERE institution_id = $1 AND id = $2").bind(id).run(tx).await?;
    Ok(())
}

row! {
    /// What is being written at the desk about the present client.
    #[derive(Clone, Debug, Default)]
    pub struct DeskNote {
        /// Note.
        pub note: String,
        /// Ticked checklist results, separated by spaces.
        pub ticked: String,
        /// Identity checked, where asked.
        pub identity_checked: Option<bool>,
    }
}

/// The note about the present client.
pub(crate) async fn find_note(tx: &mut Tx, ticket: TicketId) -> Result<Option<DeskNote>, DbError> {
    sql!("SELECT note, ticked, identity_checked FROM desk_notes WHERE institution_id = $1 AND ticket_id = $2")
        .bind(ticket)
        .optional(tx)
        .await
}

/// Stores the note about the present client.
pub(crate) async fn save_note(tx: &mut Tx, ticket: TicketId, note: &DeskNote) -> Result<(), DbError> {
    sql!(
        "INSERT INTO desk_notes (institution_id, ticket_id, note, ticked, identity_checked) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (institution_id, ticket_id) DO UPDATE
            SET note = excluded.note, ticked = excluded.ticked, identity_checked = excluded.identity_checked"
    )
    .bind(ticket)
    .bind(&note.note)
    .bind(&note.ticked)
    .bind(note.identity_checked)
    .run(tx)
    .await?;
    Ok(())
}

/// Removes the note once the visit is over.
pub(crate) async fn delete_note(tx: &mut Tx, ticket: TicketId) -> Result<(), DbError> {
    sql!("DELETE FROM desk_notes WHERE institution_id = $1 AND ticket_id = $2").bind(ticket).run(tx).await?;
    Ok(())
}
