//! The called client is here: how service begins, confirmed or taken for granted.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CounterId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{hold, present};
use crate::{
    actions::{QueueError, change},
    model::{Status, Ticket},
    visit,
};

/// The called client is here: service begins.
pub async fn start(tx: &mut Tx, app: &App, actor: &Actor, counter: CounterId) -> Result<Ticket, QueueError> {
    let held = hold(tx, counter).await?;
    let ticket = present(tx, &held).await?;
    if ticket.status == Status::Serving {
        return Ok(ticket);
    }
    Ok(begin(tx, app, actor, ticket, actor.at).await?.0)
}

pub(crate) async fn begin(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    ticket: Ticket,
    at: Timestamp,
) -> Result<(Ticket, i64), QueueError> {
    if ticket.status != Status::Called {
        return Err(QueueError::Changed);
    }
    let ticket = began(ticket, at);
    change(tx, &ticket, Status::Called).await?;
    let n = record_start(tx, app, actor, &ticket).await?;
    if ticket.was_interrupted() {
        visit::take_up(tx, &ticket, at).await?;
    }
    Ok((ticket, n))
}

/// A called ticket whose client has come.
pub(super) fn began(mut ticket: Ticket, at: Timestamp) -> Ticket {
    ticket.status = Status::Serving;
    ticket.started_at = Some(at);
    ticket.walk_ms += at.since(ticket.called_at.unwrap_or(at)).max(0);
    ticket
}

pub(super) async fn record_start(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    ticket: &Ticket,
) -> Result<i64, QueueError> {
    let at = ticket.started_at.unwrap_or(actor.at);
    let entry = Entry::new(EventKind::TicketStarted, ticket.id, Some(ticket.branch))
        .with("counter", ticket.counter)
        // The entry is younger than the arrival it stands for: the journal is told how long the client walked.
        .with("walked_ms", (at != actor.at).then(|| at.since(ticket.called_at.unwrap_or(at)).max(0)));
    Ok(record(tx, &app.heart, actor, entry).await?)
}
