//! A client leaves the desk without being finished: not come, parked or passed on, and how they come back.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CounterId, EmployeeId, LineId, TicketId};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    Done,
    call::call_into,
    finish::{Then, contact},
    hold, present, seconds,
    undo::{Undo, save},
};
use crate::{
    actions::{QueueError, change},
    model::{Status, Ticket},
    store::{self, CounterRow},
    visit,
};

/// Where a client is passed on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferTo {
    /// Another line.
    Line(LineId),
    /// A certain counter.
    Counter(CounterId),
    /// A certain colleague.
    Employee(EmployeeId),
}

/// The called client did not come within the time the standard gives: the ticket steps aside.
pub async fn no_show(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    then: Then,
) -> Result<Done, QueueError> {
    let held = hold(tx, counter).await?;
    let mut undo = Undo { favoured_in_a_row: held.favoured_in_a_row, ..Undo::default() };
    let mut ticket = present(tx, &held).await?;
    if ticket.status != Status::Called {
        return Err(QueueError::Changed);
    }
    let wait = seconds(tx, app, actor.at, "queue.no_show_seconds", 60).await?;
    if actor.at < ticket.called_at.unwrap_or(actor.at).plus_seconds(wait) {
        return Err(QueueError::TooEarly);
    }
    let before = ticket.clone();
    ticket.status = Status::NoShow;
    ticket.walk_ms += actor.at.since(ticket.called_at.unwrap_or(actor.at)).max(0);
    ticket.counter = None;
    change(tx, &ticket, Status::Called).await?;
    let entry = Entry::new(EventKind::TicketNoShow, ticket.id, Some(ticket.branch)).with("counter", counter);
    let n = record(tx, &app.heart, actor, entry).await?;
    undo.steps.push((before, Status::NoShow, n));
    let (called, favoured) = match then {
        Then::CallNext if held.state == "open" => call_into(tx, app, actor, &held, None, &mut undo).await?,
        _ => (None, held.favoured_in_a_row),
    };
    save(tx, app, actor.at, &held, called.as_ref().map(|(ticket, _)| ticket.id), favoured, &undo).await?;
    Ok(Done { finished: None, called })
}

/// A client who did not come, or was parked, is back: into the line again, a late one some places behind.
pub async fn return_to_line(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: TicketId,
) -> Result<Ticket, QueueError> {
    let mut ticket = store::find(tx, id).await?.ok_or(QueueError::NotFound)?;
    let was = ticket.status;
    match was {
        Status::NoShow => ticket.behind = 1,
        Status::Parked => {}
        Status::Waiting => return Ok(ticket),
        _ => return Err(QueueError::Changed),
    }
    ticket.status = Status::Waiting;
    ticket.offered_from = actor.at;
    ticket.called_at = None;
    change(tx, &ticket, was).await?;
    let entry = Entry::new(EventKind::TicketReturned, id, Some(ticket.branch))
        .with("line", ticket.line)
        .with("late", (was == Status::NoShow).then_some(true));
    record(tx, &app.heart, actor, entry).await?;
    Ok(ticket)
}

/// Closes the present period of service without ending the visit.
async fn set_aside(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    name: &str,
) -> Result<(CounterRow, Ticket, Ticket, Undo), QueueError> {
    let held = hold(tx, counter).await?;
    let mut ticket = present(tx, &held).await?;
    let mut undo = Undo { favoured_in_a_row: held.favoured_in_a_row, ..Undo::default() };
    let before = ticket.clone();
    match ticket.status {
        Status::Serving => {
            undo.services =
                visit::interrupt(tx, &ticket, actor.at).await?.map(|services| (ticket.id, services));
            let started_at = ticket.started_at.unwrap_or(actor.at);
            ticket.serve_ms += actor.at.since(started_at).max(0);
            let (contact, _) = contact(tx, app, actor, &ticket, started_at, name, None).await?;
            undo.contact = Some(contact);
        }
        Status::Called => ticket.walk_ms += actor.at.since(ticket.called_at.unwrap_or(actor.at)).max(0),
        _ => return Err(QueueError::Changed),
    }
    ticket.counter = None;
    ticket.employee = None;
    ticket.started_at = None;
    ticket.called_at = None;
    Ok((held, before, ticket, undo))
}

/// Sets the present client aside for `minutes`; the same desk calls them back.
pub async fn park(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    minutes: i64,
) -> Result<Ticket, QueueError> {
    let (held, before, mut ticket, mut undo) = set_aside(tx, app, actor, counter, "parked").await?;
    ticket.status = Status::Parked;
    ticket.offered_from = actor.at.plus_minutes(minutes.clamp(1, 240));
    ticket.for_counter = Some(counter);
    change(tx, &ticket, before.status).await?;
    let entry = Entry::new(EventKind::TicketParked, ticket.id, Some(ticket.branch))
        .with("counter", counter)
        .with("minutes", minutes);
    let n = record(tx, &app.heart, actor, entry).await?;
    undo.steps.push((before, Status::Parked, n));
    save(tx, app, actor.at, &held, None, held.favoured_in_a_row, &undo).await?;
    Ok(ticket)
}

/// Passes the present client on; the first time in the line is kept, and the ticket is not offered here again.
pub async fn transfer(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    to: TransferTo,
) -> Result<Ticket, QueueError> {
    let (held, before, mut ticket, mut undo) = set_aside(tx, app, actor, counter, "transferred").await?;
    ticket.status = Status::Waiting;
    ticket.offered_from = actor.at;
    ticket.returned_by = Some(counter);
    ticket.for_counter = None;
    ticket.for_employee = None;
    match to {
        TransferTo::Line(line) => {
            store::list_lines(tx, held.branch_id)
                .await?
                .iter()
                .find(|row| row.id == line)
                .ok_or(QueueError::NotFound)?;
            ticket.line = line;
        }
        TransferTo::Counter(target) => {
            let counters = store::list_counters(tx, held.branch_id).await?;
            let target = counters.iter().find(|row| row.id == target && row.id != counter);
            let target = target.ok_or(QueueError::NotFound)?;
            if target.state == "closed" {
                return Err(QueueError::NobodyThere);
            }
            ticket.for_counter = Some(target.id);
        }
        TransferTo::Employee(employee) => {
            let counters = store::list_counters(tx, held.branch_id).await?;
            let is_here = |row: &CounterRow| {
                row.employee_id == Some(employee) && row.id != counter && row.state != "closed"
            };
            if !counters.iter().any(is_here) {
                return Err(QueueError::NobodyThere);
            }
            ticket.for_employee = Some(employee);
        }
    }
    change(tx, &ticket, before.status).await?;
    let entry = Entry::new(EventKind::TicketTransferred, ticket.id, Some(ticket.branch))
        .with("counter", counter)
        .with("line", ticket.line)
        .with("to_counter", ticket.for_counter)
        .with("to_employee", ticket.for_employee)
        // Of whoever was only called nothing is kept.
        .with("contact", undo.contact)
        .with("employee", before.employee.filter(|served| actor.employee() != Some(*served)));
    let n = record(tx, &app.heart, actor, entry).await?;
    undo.steps.push((before, Status::Waiting, n));
    save(tx, app, actor.at, &held, None, held.favoured_in_a_row, &undo).await?;
    Ok(ticket)
}
