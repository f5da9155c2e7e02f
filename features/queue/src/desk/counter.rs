//! The counter itself: opened, paused and closed.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CounterId, EmployeeId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{hold, seconds};
use crate::{
    actions::{QueueError, branch_topic, change},
    model::{Status, Ticket},
    store,
};

/// Sits down at a counter and opens it. Whoever sat at another counter leaves it.
pub async fn open_counter(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    employee: EmployeeId,
) -> Result<(), QueueError> {
    let held = hold(tx, counter).await?;
    if held.employee_id.is_some_and(|other| other != employee) && held.state != "closed" {
        return Err(QueueError::Taken);
    }
    if held.employee_id == Some(employee) && held.state == "open" {
        return Ok(());
    }
    for other in store::list_counters(tx, held.branch_id).await? {
        if other.employee_id == Some(employee) && other.id != counter {
            close(tx, app, actor, other.id, Leaving::ForAnotherCounter).await?;
        }
    }
    let kind = if held.state == "paused" || held.state == "back_office" {
        EventKind::CounterResumed
    } else {
        EventKind::CounterOpened
    };
    store::set_counter_state(tx, counter, "open", actor.at, Some(employee), None).await?;
    let entry =
        Entry::new(kind, counter, Some(held.branch_id)).with("after_ms", actor.at.since(held.state_since));
    record(tx, &app.heart, actor, entry).await?;
    tx.signal(branch_topic(held.branch_id));
    Ok(())
}

/// Pauses the counter, or turns to work without a client, with a reason and the time of return. `back_office`, and every
/// word that begins so, is work without a client; the rest of the word says at what.
pub async fn pause(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    reason: &str,
    minutes: Option<i64>,
) -> Result<(), QueueError> {
    let held = hold(tx, counter).await?;
    if held.ticket_id.is_some() {
        return Err(QueueError::NotFinished);
    }
    if held.state == "closed" {
        return Err(QueueError::NotOpen);
    }
    let (state, kind) = match reason {
        work if work.starts_with("back_office") => ("back_office", EventKind::CounterBackOffice),
        _ => ("paused", EventKind::CounterPaused),
    };
    let until = minutes.map(|minutes| actor.at.plus_minutes(minutes.clamp(1, 480)));
    store::set_counter_state(tx, counter, state, actor.at, held.employee_id, Some((reason, until))).await?;
    let entry = Entry::new(kind, counter, Some(held.branch_id)).with("reason", reason).with("until", until);
    record(tx, &app.heart, actor, entry).await?;
    tx.signal(branch_topic(held.branch_id));
    Ok(())
}

/// How many minutes of break after a hard conversation the standard in force grants (Ādaži 7.6); `None` where it grants
/// none, for the program invents no right.
pub async fn break_minutes(tx: &mut Tx, app: &App, at: Timestamp) -> Result<Option<i64>, QueueError> {
    Ok(Some(seconds(tx, app, at, "staff.break_minutes", 0).await?).filter(|minutes| *minutes > 0))
}

/// The standard's break after a hard conversation, up to its minutes. [`QueueError::NoSuchBreak`] where the standard in
/// force grants none.
pub async fn break_after(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
) -> Result<i64, QueueError> {
    let minutes = break_minutes(tx, app, actor.at).await?.ok_or(QueueError::NoSuchBreak)?;
    pause(tx, app, actor, counter, "hard_conversation", Some(minutes)).await?;
    Ok(minutes)
}

/// Closes the counter; the present client has to be finished first. Clients who waited for just this counter, or for whoever
/// worked there, are everybody's again.
pub async fn close_counter(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
) -> Result<(), QueueError> {
    close(tx, app, actor, counter, Leaving::Altogether).await
}

/// Where whoever closes a counter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaving {
    /// Those sent to the employee are called from the other counter.
    ForAnotherCounter,
    Altogether,
}

async fn close(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    leaving: Leaving,
) -> Result<(), QueueError> {
    let held = hold(tx, counter).await?;
    if held.ticket_id.is_some() {
        return Err(QueueError::NotFinished);
    }
    if held.state == "closed" {
        return Ok(());
    }
    store::set_counter_state(tx, counter, "closed", actor.at, None, None).await?;
    let entry = Entry::new(EventKind::CounterClosed, counter, Some(held.branch_id))
        .with("state", held.state.as_str());
    record(tx, &app.heart, actor, entry).await?;
    let gone = held.employee_id.filter(|_| leaving == Leaving::Altogether);
    for ticket in store::list_live(tx, held.branch_id).await? {
        let was_for_this = ticket.for_counter == Some(counter)
            || ticket.for_employee.is_some_and(|employee| gone == Some(employee));
        if was_for_this && matches!(ticket.status, Status::Waiting | Status::Parked) {
            release(tx, app, actor, counter, ticket).await?;
        }
    }
    tx.signal(branch_topic(held.branch_id));
    Ok(())
}

/// A client who waited for a counter or employee that is gone waits in the line again, with the first time kept. Whoever sent
/// them there may call them as well: nobody else may be left.
async fn release(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    mut ticket: Ticket,
) -> Result<(), QueueError> {
    let was = ticket.status;
    ticket.for_counter = None;
    ticket.for_employee = None;
    ticket.returned_by = None;
    change(tx, &ticket, was).await?;
    let entry = Entry::new(EventKind::TicketTransferred, ticket.id, Some(ticket.branch))
        .with("counter", counter)
        .with("line", ticket.line);
    record(tx, &app.heart, actor, entry).await?;
    Ok(())
}
