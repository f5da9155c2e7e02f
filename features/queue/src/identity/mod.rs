//! The check of the client's identity, where the rules of the service demand one (VZD P2/s3.2): whoever serves says
//! whether it was made before what the client came for counts as done.

mod store;

use solits_db::{DbError, Tx};
use solits_kernel::CounterId;

use crate::{
    actions::QueueError,
    desk::{Outcome, hold, present},
    model::Ticket,
    store::{self as tickets, DeskNote},
};
use store::IdentityRule;

/// What whoever serves says of the client's identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// It was checked.
    Checked,
    /// It was not checked.
    NotChecked,
}

impl From<bool> for Identity {
    fn from(checked: bool) -> Self {
        if checked { Self::Checked } else { Self::NotChecked }
    }
}

/// Whether the service of this ticket demands a word on the client's identity that nobody has said yet.
///
/// The service is the one the ticket names or, where nobody has named one, the only service of its line.
pub async fn is_identity_unsaid(tx: &mut Tx, ticket: &Ticket) -> Result<bool, DbError> {
    let rule = match ticket.service {
        Some(service) => store::find_identity_rule(tx, service).await?,
        None => store::find_identity_rule_of_line(tx, ticket.line).await?,
    };
    if rule != Some(IdentityRule::Must) {
        return Ok(false);
    }
    let note = tickets::find_note(tx, ticket.id).await?.unwrap_or_default();
    Ok(note.identity_checked.is_none())
}

/// Keeps whether the identity of the present client was checked; the rest of the note stays.
pub async fn say_identity(tx: &mut Tx, counter: CounterId, said: Identity) -> Result<(), QueueError> {
    let held = hold(tx, counter).await?;
    let ticket = present(tx, &held).await?;
    let note = tickets::find_note(tx, ticket.id).await?.unwrap_or_default();
    let note = DeskNote { identity_checked: Some(said == Identity::Checked), ..note };
    Ok(tickets::save_note(tx, ticket.id, &note).await?)
}

/// Refuses an outcome by which something was done for a client, unless it has been said whether the identity was
/// checked. Whoever is sent elsewhere, refused or broken off with has been given nothing that the check protects.
pub(crate) async fn demand_identity(
    tx: &mut Tx,
    ticket: &Ticket,
    outcome: &Outcome,
) -> Result<(), QueueError> {
    match outcome {
        Outcome::Solved | Outcome::CaseOpened { .. } => {}
        Outcome::Redirected { .. } | Outcome::Refused { .. } | Outcome::BrokenOff { .. } => return Ok(()),
    }
    if is_identity_unsaid(tx, ticket).await? { Err(QueueError::IdentityUnsaid) } else { Ok(()) }
}
