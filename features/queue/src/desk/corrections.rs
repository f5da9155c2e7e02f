//! What is set right afterwards: tickets issued by mistake, services left open, wrong times, the end of the day.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CounterId, TicketId};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    finish::{Outcome, finish_ticket},
    hold, present,
    undo::{Undo, save},
};
use crate::{
    actions::{QueueError, change},
    facts::Hall,
    model::{Party, Status, Ticket},
    store,
};

/// The present ticket should not have been issued: it counts in no figure.
pub async fn issued_by_mistake(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
) -> Result<Ticket, QueueError> {
    let held = hold(tx, counter).await?;
    let mut ticket = present(tx, &held).await?;
    let before = ticket.clone();
    ticket.status = Status::Mistake;
    ticket.ended_at = Some(actor.at);
    change(tx, &ticket, before.status).await?;
    let entry =
        Entry::new(EventKind::TicketIssuedByMistake, ticket.id, Some(ticket.branch)).with("counter", counter);
    let n = record(tx, &app.heart, actor, entry).await?;
    let mut undo = Undo { favoured_in_a_row: held.favoured_in_a_row, ..Undo::default() };
    undo.steps.push((before, Status::Mistake, n));
    save(tx, app, actor.at, &held, None, held.favoured_in_a_row, &undo).await?;
    Ok(ticket)
}

/// More or fewer people stand at the desk than the ticket says; the same number again changes nothing. No promise and no
/// figure depends on it.
pub async fn set_party(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    party: Party,
) -> Result<Ticket, QueueError> {
    let held = hold(tx, counter).await?;
    let mut ticket = present(tx, &held).await?;
    let said = ticket.party;
    ticket.party = party.people();
    if ticket.party == said {
        return Ok(ticket);
    }
    let was = ticket.status;
    change(tx, &ticket, was).await?;
    let entry = Entry::new(EventKind::TicketPartyCorrected, ticket.id, Some(ticket.branch))
        .with("counter", counter)
        .with("party", ticket.party)
        .with("was", said);
    record(tx, &app.heart, actor, entry).await?;
    Ok(ticket)
}

/// A supervisor ends a service that was left open; its time is marked as not to be trusted.
pub async fn end_stuck(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
) -> Result<Ticket, QueueError> {
    let held = hold(tx, counter).await?;
    let mut ticket = present(tx, &held).await?;
    ticket.inaccurate = true;
    let was = ticket.status;
    change(tx, &ticket, was).await?;
    let mut undo = Undo { favoured_in_a_row: held.favoured_in_a_row, ..Undo::default() };
    let finished = finish_ticket(tx, app, actor, ticket, &Outcome::Solved, &mut undo).await?;
    store::set_counter_ticket(tx, counter, None, held.favoured_in_a_row, None, None).await?;
    let entry = Entry::new(EventKind::TicketTimeCorrected, finished.id, Some(finished.branch))
        .with("original_ms", finished.serve_ms)
        .with("inaccurate", true);
    record(tx, &app.heart, actor, entry).await?;
    Ok(finished)
}

/// Why a time is wrong: a word of a closed list, for the journal keeps no free text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongTime {
    /// The client had gone, and nobody ended the service.
    LeftOpen,
    /// The service was ended while the client was still there.
    EndedEarly,
    /// Other work was done in between.
    Interrupted,
    /// Something else.
    Other,
}

impl WrongTime {
    /// Every reason, as it is offered.
    pub const ALL: [Self; 4] = [Self::LeftOpen, Self::EndedEarly, Self::Interrupted, Self::Other];

    /// The word in the journal and in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeftOpen => "left_open",
            Self::EndedEarly => "ended_early",
            Self::Interrupted => "interrupted",
            Self::Other => "other",
        }
    }

    /// The reason of that word.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// *This time is wrong*: the service of a finished ticket took so long in truth. The original stays in the journal.
pub async fn correct_time(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: TicketId,
    minutes: i64,
    reason: WrongTime,
) -> Result<Ticket, QueueError> {
    let mut ticket = store::find(tx, id).await?.ok_or(QueueError::NotFound)?;
    if ticket.status != Status::Finished || ticket.ended_at.is_none() {
        return Err(QueueError::Changed);
    }
    let original = ticket.serve_ms;
    ticket.serve_ms = minutes.clamp(0, 24 * 60) * 60_000;
    ticket.inaccurate = true;
    change(tx, &ticket, Status::Finished).await?;
    let entry = Entry::new(EventKind::TicketTimeCorrected, id, Some(ticket.branch))
        .with("original_ms", original)
        .with("corrected_ms", ticket.serve_ms)
        .with("reason", reason.name());
    record(tx, &app.heart, actor, entry).await?;
    Ok(ticket)
}

/// Closes the tickets still open at the end of a branch's day, flagged as not served; counters are freed.
pub async fn close_unserved(tx: &mut Tx, app: &App, actor: &Actor, hall: &Hall) -> Result<(), QueueError> {
    for ticket in &hall.tickets {
        if let Some(counter) = ticket.counter {
            let held = hold(tx, counter).await?;
            if held.ticket_id == Some(ticket.id) {
                store::set_counter_ticket(tx, counter, None, held.favoured_in_a_row, None, None).await?;
            }
        }
        let mut closed = ticket.clone();
        closed.status = Status::Unserved;
        closed.ended_at = Some(actor.at);
        closed.inaccurate = true;
        change(tx, &closed, ticket.status).await?;
        let entry = Entry::new(EventKind::TicketClosedAtEnd, ticket.id, Some(ticket.branch))
            .with("was", ticket.status.name());
        record(tx, &app.heart, actor, entry).await?;
    }
    Ok(())
}
