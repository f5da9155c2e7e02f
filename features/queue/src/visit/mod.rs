//! Several services in one visit: a further one is added, and the desk turns to it without the client standing in the
//! line again. Each service keeps its own time and is a contact of its own; the ticket stays one.

mod model;
pub(crate) mod store;

use std::collections::HashMap;

use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, record};
use solits_kernel::{BranchId, CounterId, ServiceId, TicketId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;

pub use model::{Progress, VisitService};

use crate::{
    actions::{QueueError, change},
    desk::{Outcome, Undo, begin, contact, hold, present, save},
    identity::demand_identity,
    model::{Status, Ticket},
    store as tickets,
};
use store::Period;

/// The services of a visit with the time each took; empty for a visit with one service.
pub async fn visit_services(
    tx: &mut Tx,
    ticket: &Ticket,
    now: Timestamp,
) -> Result<Vec<VisitService>, DbError> {
    let periods = store::list(tx, ticket.id).await?;
    Ok(model::summed(&periods, ticket.ended_at.unwrap_or(now), ticket.status.is_over()))
}

/// The visits with several services at a branch on a day, each with its services and the time each took.
pub async fn visits_of_day(
    tx: &mut Tx,
    branch: BranchId,
    day: i64,
    now: Timestamp,
) -> Result<HashMap<TicketId, Vec<VisitService>>, DbError> {
    let mut visits: HashMap<TicketId, (Option<Timestamp>, Vec<Period>)> = HashMap::new();
    for row in store::list_of_day(tx, branch, day).await? {
        let visit = visits.entry(row.ticket_id).or_insert((row.visit_ended_at, Vec::new()));
        visit.1.push(Period {
            position: row.position,
            service_id: row.service_id,
            started_at: row.started_at,
            ended_at: row.ended_at,
        });
    }
    let summed = |(ended_at, periods): (Option<Timestamp>, Vec<Period>)| {
        model::summed(&periods, ended_at.unwrap_or(now), ended_at.is_some())
    };
    Ok(visits.into_iter().map(|(ticket, visit)| (ticket, summed(visit))).collect())
}

/// The periods so far; a visit that had one service until now gets its first.
async fn periods_of(tx: &mut Tx, ticket: &Ticket) -> Result<Vec<Period>, DbError> {
    let periods = store::list(tx, ticket.id).await?;
    Ok(if periods.is_empty() {
        model::first(model::Present { service: ticket.service, started_at: ticket.started_at })
    } else {
        periods
    })
}

/// Records what was changed about the services of a visit and stores the ticket, which stays in its state.
async fn keep(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    ticket: Ticket,
    entry: Entry,
) -> Result<Ticket, QueueError> {
    record(tx, &app.heart, actor, entry).await?;
    change(tx, &ticket, ticket.status).await?;
    Ok(ticket)
}

/// Adds a service that the present client needs too, for later in the same visit. Adding it again changes nothing. Who
/// tells what else is needed is here: a client who was only called is taken to have come.
pub async fn add_service(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    service: ServiceId,
) -> Result<Ticket, QueueError> {
    let held = hold(tx, counter).await?;
    let mut ticket = present(tx, &held).await?;
    if ticket.status == Status::Called {
        let came = ticket.called_at.unwrap_or(actor.at);
        ticket = begin(tx, app, actor, ticket, came).await?.0;
    }
    let periods = periods_of(tx, &ticket).await?;
    let Some(periods) = model::added(&periods, service) else { return Ok(ticket) };
    store::save(tx, ticket.id, &periods).await?;
    let entry = Entry::new(EventKind::TicketServiceAdded, ticket.id, Some(ticket.branch))
        .with("counter", counter)
        .with("service", service);
    keep(tx, app, actor, ticket, entry).await
}

/// Says which service the present client came for, where the ticket does not. The time served so far counts for it.
pub async fn name_service(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    service: ServiceId,
) -> Result<Ticket, QueueError> {
    let held = hold(tx, counter).await?;
    let mut ticket = present(tx, &held).await?;
    if ticket.service.is_some() {
        return Err(QueueError::Changed);
    }
    let periods = store::list(tx, ticket.id).await?;
    if !periods.is_empty() {
        store::save(tx, ticket.id, &model::named(&periods, service)).await?;
    }
    ticket.service = Some(service);
    let entry = Entry::new(EventKind::TicketServiceChanged, ticket.id, Some(ticket.branch))
        .with("counter", counter)
        .with("service", service);
    keep(tx, app, actor, ticket, entry).await
}

/// Ends the present service with `left` and begins another one of the same visit in the same instant; a client who was
/// only called is taken to have come. Can be taken back like every step at the desk.
///
/// How the service that is left ended is its own: the first may be refused and the second solved. An outcome that lacks
/// what it demands is [`QueueError::Incomplete`], one whose service wants a word on the client's identity
/// [`QueueError::IdentityUnsaid`]; a contact that is broken off ends the visit, so it is no outcome here.
pub async fn switch_service(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    service: ServiceId,
    left: &Outcome,
) -> Result<Ticket, QueueError> {
    left.check()?;
    if matches!(left, Outcome::BrokenOff { .. }) {
        return Err(QueueError::Incomplete);
    }
    let held = hold(tx, counter).await?;
    let mut ticket = present(tx, &held).await?;
    if ticket.status == Status::Serving && ticket.service == Some(service) {
        return Ok(ticket);
    }
    demand_identity(tx, &ticket, left).await?;
    let mut undo = Undo { favoured_in_a_row: held.favoured_in_a_row, ..Undo::default() };
    if ticket.status == Status::Called {
        let before = ticket.clone();
        let came = ticket.called_at.unwrap_or(actor.at);
        let (started, n) = begin(tx, app, actor, ticket, came).await?;
        undo.steps.push((before, Status::Serving, n));
        ticket = started;
    }
    let before = ticket.clone();
    let periods = periods_of(tx, &ticket).await?;
    // What was there before the switch comes back with undo.
    undo.services = Some((ticket.id, store::list(tx, ticket.id).await?));
    let started_at = ticket.started_at.unwrap_or(actor.at);
    let served_ms = actor.at.since(started_at).max(0);
    ticket.serve_ms += served_ms;
    let (contact, note) = contact(tx, app, actor, &ticket, started_at, left.name(), Some(left)).await?;
    undo.contact = Some(contact);
    if let Some(note) = note {
        // The note went with the service it is about; what was ticked and whether identity was checked stay.
        let rest = tickets::DeskNote { note: String::new(), ..note.clone() };
        tickets::save_note(tx, ticket.id, &rest).await?;
        undo.note = Some((note.note, note.ticked, note.identity_checked));
    }
    store::save(tx, ticket.id, &model::begun(&periods, Some(service), actor.at)).await?;
    let from = ticket.service.replace(service);
    ticket.started_at = Some(actor.at);
    change(tx, &ticket, Status::Serving).await?;
    let entry = Entry::new(EventKind::TicketServiceChanged, ticket.id, Some(ticket.branch))
        .with("counter", counter)
        .with("service", service)
        .with("from", from)
        .with("outcome", left.name())
        .with("served_ms", served_ms)
        .with("contact", contact);
    let n = record(tx, &app.heart, actor, entry).await?;
    undo.steps.push((before, Status::Serving, n));
    save(tx, app, actor.at, &held, Some(ticket.id), held.favoured_in_a_row, &undo).await?;
    Ok(ticket)
}

/// The visit is interrupted: what was being served ends now. Gives back the periods as they were, for undo; `None`
/// where the visit has one service.
pub(crate) async fn interrupt(
    tx: &mut Tx,
    ticket: &Ticket,
    at: Timestamp,
) -> Result<Option<Vec<Period>>, DbError> {
    let periods = store::list(tx, ticket.id).await?;
    if periods.is_empty() {
        return Ok(None);
    }
    store::save(tx, ticket.id, &model::ended(&periods, at)).await?;
    Ok(Some(periods))
}

/// Service goes on after an interruption.
pub(crate) async fn take_up(tx: &mut Tx, ticket: &Ticket, at: Timestamp) -> Result<(), DbError> {
    let periods = store::list(tx, ticket.id).await?;
    if periods.is_empty() {
        return Ok(());
    }
    store::save(tx, ticket.id, &model::begun(&periods, ticket.service, at)).await
}
