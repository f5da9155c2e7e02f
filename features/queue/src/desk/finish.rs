//! How a service ends: its outcome, the contact that is kept of it, and the next client in the same breath.

use serde::{Deserialize, Serialize};
use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CaseId, ContactId, CounterId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    Done,
    call::call_into,
    hold, present,
    start::{began, begin, record_start},
    undo::{Undo, save},
};
use crate::{
    actions::{QueueError, change},
    identity::demand_identity,
    model::{Status, Ticket},
    store::{self, DeskNote, NewContact},
    visit,
};

/// How a service ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Solved now.
    Solved,
    /// A case was opened.
    CaseOpened {
        /// The case.
        case: CaseId,
    },
    /// Somebody else is competent: to whom, and how to reach them.
    Redirected {
        /// Institution or person.
        to: String,
        /// Location, phone, hours.
        contact: String,
    },
    /// Not done: why, and what the client can do next.
    Refused {
        /// Why.
        reason: String,
        /// What next.
        next: String,
    },
    /// The contact was broken off (aggression, intoxication).
    BrokenOff {
        /// The ground, a word of the standard's list.
        reason: String,
    },
}

impl Outcome {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Solved => "solved",
            Self::CaseOpened { .. } => "case_opened",
            Self::Redirected { .. } => "redirected",
            Self::Refused { .. } => "refused",
            Self::BrokenOff { .. } => "broken_off",
        }
    }
    pub(crate) fn check(&self) -> Result<(), QueueError> {
        let empty = match self {
            Self::Solved | Self::CaseOpened { .. } => false,
            Self::Redirected { to, contact } => to.trim().is_empty() || contact.trim().is_empty(),
            Self::Refused { reason, next } => reason.trim().is_empty() || next.trim().is_empty(),
            Self::BrokenOff { reason } => reason.trim().is_empty(),
        };
        if empty { Err(QueueError::Incomplete) } else { Ok(()) }
    }
    fn detail(&self) -> Option<String> {
        match self {
            Self::Solved | Self::CaseOpened { .. } => None,
            other => serde_json::to_string(other).ok(),
        }
    }
}

/// Whether the next client is called in the same breath.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Call the next client.
    CallNext,
    /// Stay without a client.
    Stay,
}

/// Finishes the present client with `outcome` and, unless told to stay, calls the next.
///
/// A client who was called and not yet marked as arrived is taken to have come when called: confirming the arrival is a
/// habit of careful desks, not a step. Where the service demands a check of the identity, an outcome by which something
/// was done needs a word on it first: [`QueueError::IdentityUnsaid`].
pub async fn finish(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    outcome: &Outcome,
    then: Then,
) -> Result<Done, QueueError> {
    outcome.check()?;
    let held = hold(tx, counter).await?;
    let mut undo = Undo { favoured_in_a_row: held.favoured_in_a_row, ..Undo::default() };
    let ticket = present(tx, &held).await?;
    demand_identity(tx, &ticket, outcome).await?;
    let finished = finish_ticket(tx, app, actor, ticket, outcome, &mut undo).await?;
    let (called, favoured) = match then {
        Then::CallNext if held.state == "open" => call_into(tx, app, actor, &held, None, &mut undo).await?,
        _ => (None, held.favoured_in_a_row),
    };
    save(tx, app, actor.at, &held, called.as_ref().map(|(ticket, _)| ticket.id), favoured, &undo).await?;
    Ok(Done { finished: Some(finished), called })
}

pub(super) async fn finish_ticket(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut ticket: Ticket,
    outcome: &Outcome,
    undo: &mut Undo,
) -> Result<Ticket, QueueError> {
    // The state in which the ticket is in the store.
    let mut stored = ticket.status;
    if ticket.status == Status::Called {
        let before = ticket.clone();
        let came = ticket.called_at.unwrap_or(actor.at);
        if ticket.was_interrupted() {
            let services = visit::store::list(tx, ticket.id).await?;
            undo.services = Some((ticket.id, services)).filter(|(_, services)| !services.is_empty());
        }
        stored = if ticket.was_interrupted() { Status::Serving } else { Status::Called };
        let (started, n) = if stored == Status::Serving {
            begin(tx, app, actor, ticket, came).await?
        } else {
            // The beginning and the end are stored in one go; the journal tells both.
            let started = began(ticket, came);
            let n = record_start(tx, app, actor, &started).await?;
            (started, n)
        };
        undo.steps.push((before, Status::Serving, n));
        ticket = started;
    }
    if ticket.status != Status::Serving {
        return Err(QueueError::Changed);
    }
    let before = ticket.clone();
    let started_at = ticket.started_at.unwrap_or(actor.at);
    ticket.status = Status::Finished;
    ticket.ended_at = Some(actor.at);
    ticket.serve_ms += actor.at.since(started_at).max(0);
    ticket.outcome = Some(outcome.name().to_owned());
    change(tx, &ticket, stored).await?;
    let (contact, note) = contact(tx, app, actor, &ticket, started_at, outcome.name(), Some(outcome)).await?;
    let entry = Entry::new(EventKind::TicketFinished, ticket.id, Some(ticket.branch))
        .with("counter", ticket.counter)
        .with("outcome", outcome.name())
        .with("served_ms", ticket.serve_ms)
        .with("contact", contact)
        // As many as the desk saw, which may be others than the ticket was taken for.
        .with("party", (ticket.party > 1).then_some(ticket.party))
        // Whoever served is usually who finishes; another program or a supervisor may do it for them.
        .with("employee", ticket.employee.filter(|served| actor.employee() != Some(*served)));
    let n = record(tx, &app.heart, actor, entry).await?;
    undo.steps.push((before, Status::Finished, n));
    undo.contact = Some(contact);
    undo.note = note.map(|note| (note.note, note.ticked, note.identity_checked));
    Ok(ticket)
}

/// Stores the period of service now ending as a contact, with the note written at the desk.
pub(crate) async fn contact(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    ticket: &Ticket,
    started_at: Timestamp,
    name: &str,
    outcome: Option<&Outcome>,
) -> Result<(ContactId, Option<DeskNote>), QueueError> {
    let note = store::find_note(tx, ticket.id).await?;
    let id = app.random.id(actor.at);
    let case = match outcome {
        Some(Outcome::CaseOpened { case }) => Some(*case),
        _ => None,
    };
    let written = note.clone().unwrap_or_default();
    let new = NewContact {
        id,
        ticket,
        started_at,
        ended_at: actor.at,
        outcome: name,
        detail: outcome.and_then(Outcome::detail),
        case,
        note: Some(written.note).filter(|note| !note.is_empty()),
        identity_checked: written.identity_checked,
    };
    store::insert_contact(tx, new).await?;
    if note.is_some() && ticket.status.is_over() {
        store::delete_note(tx, ticket.id).await?;
    }
    Ok((id, note))
}
