//! What happens at a counter: call, serve, finish, and everything in between.
//!
//! Every action first takes hold of the counter's row, so that a desk opened in two browsers acts as one, and moves the
//! ticket by a conditional update, so that no ticket is ever at two counters.

use serde::{Deserialize, Serialize};
use solits_db::{Engine, Tx};
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CaseId, ContactId, CounterId, EmployeeId, LineId, TicketId, Timestamp};
use solits_queueing::order::{Choice, Desk, LineChoice, RecentCalls, next};
use solits_standard::event::EventKind;
use solits_web::App;

use crate::{
    actions::{QueueError, branch_topic, change, tell},
    model::{Status, Ticket, policy_of},
    store::{self, CounterRow, DeskNote, NewContact},
    visit::{self, store::Period},
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

/// What an action at a counter did.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// The ticket finished by it.
    pub finished: Option<Ticket>,
    /// The ticket called by it, and why that one.
    pub called: Option<(Ticket, Choice)>,
}

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

/// What the last action changed, so that it can be taken back.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Undo {
    /// Tickets as they were, with the state they are in now and the entry that recorded the step; latest last.
    pub(crate) steps: Vec<(Ticket, Status, i64)>,
    pub(crate) contact: Option<ContactId>,
    pub(crate) note: Option<(String, String, Option<bool>)>,
    /// The services of a visit as they were; only where it has several.
    #[serde(default)]
    pub(crate) services: Option<(TicketId, Vec<Period>)>,
    pub(crate) favoured_in_a_row: i64,
}

pub(crate) async fn hold(tx: &mut Tx, counter: CounterId) -> Result<CounterRow, QueueError> {
    store::hold_counter(tx, counter).await?.ok_or(QueueError::NotFound)
}

/// Takes hold of a counter and tells who is there, so that a press meant for one client never finishes another.
pub async fn hold_present(tx: &mut Tx, counter: CounterId) -> Result<Option<TicketId>, QueueError> {
    Ok(hold(tx, counter).await?.ticket_id)
}

pub(crate) async fn present(tx: &mut Tx, held: &CounterRow) -> Result<Ticket, QueueError> {
    let id = held.ticket_id.ok_or(QueueError::NobodyHere)?;
    store::find(tx, id).await?.ok_or(QueueError::NobodyHere)
}

/// How long an action can be taken back, and how long a called client is waited for, by the standard in force.
async fn seconds(
    tx: &mut Tx,
    app: &App,
    at: Timestamp,
    name: &str,
    otherwise: i64,
) -> Result<i64, QueueError> {
    let loaded = app.heart.loaded(tx).await?;
    Ok(loaded
        .standard(at)
        .and_then(|(_, standard)| standard.int(name).map(|value| value.value))
        .unwrap_or(otherwise))
}

pub(crate) async fn save(
    tx: &mut Tx,
    app: &App,
    at: Timestamp,
    held: &CounterRow,
    ticket: Option<TicketId>,
    favoured: i64,
    undo: &Undo,
) -> Result<(), QueueError> {
    let until = at.plus_seconds(seconds(tx, app, at, "queue.undo_seconds", 8).await?);
    let text = serde_json::to_string(undo).map_err(|_| QueueError::Incomplete)?;
    store::set_counter_ticket(tx, held.id, ticket, favoured, Some(&text), Some(until)).await?;
    Ok(())
}

/// So many of each line are read at first. SQLite has one writer: whoever is first in the line is free. On PostgreSQL
/// another counter may be taking them at the same instant, and whoever finds all of them taken reads further.
const fn heads(tx: &Tx) -> i64 {
    match tx.engine() {
        Engine::Sqlite => 1,
        Engine::Postgres => 4,
    }
}

/// Calls the next client to `counter`; nobody is called when nobody it serves is waiting.
///
/// While a called client is still on the way the same call is given back: a second press, or a second browser at the
/// same desk, changes nothing. `only` calls a certain ticket out of order, for a reason that is recorded.
pub async fn call(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    only: Option<(TicketId, &str)>,
) -> Result<Done, QueueError> {
    let held = hold(tx, counter).await?;
    let mut undo = Undo { favoured_in_a_row: held.favoured_in_a_row, ..Undo::default() };
    if held.ticket_id.is_some() {
        return Err(QueueError::NotFinished);
    }
    let (called, favoured) = call_into(tx, app, actor, &held, only, &mut undo).await?;
    if let Some((ticket, _)) = &called {
        save(tx, app, actor.at, &held, Some(ticket.id), favoured, &undo).await?;
    }
    Ok(Done { finished: None, called })
}

async fn call_into(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    held: &CounterRow,
    only: Option<(TicketId, &str)>,
    undo: &mut Undo,
) -> Result<(Option<(Ticket, Choice)>, i64), QueueError> {
    let Some(employee) = held.employee_id.filter(|_| held.state == "open") else {
        return Err(QueueError::NotOpen);
    };
    let loaded = app.heart.loaded(tx).await?;
    let standard = loaded.standard(actor.at).map(|(_, standard)| standard);
    let policy = policy_of(standard.as_deref());
    let (lines, skills) = store::lines_and_skills(tx, held.id, employee).await?;
    let desk = Desk { counter: held.id, employee, lines, choice: LineChoice::Equal, skills };
    let recent = RecentCalls { fast_in_a_row: u32::try_from(held.favoured_in_a_row).unwrap_or(0) };
    let heads = heads(tx);
    let mut tickets =
        match only {
            Some((id, _)) => {
                let mut tickets = store::list_candidates(tx, &desk, held.branch_id, heads).await?;
                if !tickets.iter().any(|ticket| ticket.id == id) {
                    tickets.extend(store::find(tx, id).await?.filter(|ticket| {
                        ticket.branch == held.branch_id && ticket.status == Status::Waiting
                    }));
                }
                tickets
            }
            None => store::list_candidates(tx, &desk, held.branch_id, heads).await?,
        };
    let mut seen = tickets.len();
    loop {
        let waiting: Vec<_> = tickets.iter().map(Ticket::waiting).collect();
        let ordinary = next(&policy, &desk, actor.at, &waiting, recent);
        let choice = match only {
            Some((id, _)) => {
                let own: Vec<_> = waiting.iter().filter(|waiting| waiting.ticket == id).cloned().collect();
                match (own.is_empty(), next(&policy, &desk, actor.at, &own, recent).or(ordinary)) {
                    (false, Some(choice)) => Choice { ticket: id, ..choice },
                    _ => return Err(QueueError::Changed),
                }
            }
            None => match ordinary {
                Some(choice) => choice,
                // Everybody seen was taken by others meanwhile: look further down the lines.
                None if seen > tickets.len() => {
                    tickets = store::list_candidates(
                        tx,
                        &desk,
                        held.branch_id,
                        i64::try_from(seen).unwrap_or(heads) + heads,
                    )
                    .await?;
                    seen = tickets.len();
                    continue;
                }
                None => return Ok((None, held.favoured_in_a_row)),
            },
        };
        let Some(index) = tickets.iter().position(|ticket| ticket.id == choice.ticket) else {
            return Err(QueueError::Changed);
        };
        let before = tickets.swap_remove(index);
        let mut ticket = before.clone();
        ticket.status = Status::Called;
        ticket.called_at = Some(actor.at);
        ticket.counter = Some(held.id);
        ticket.employee = Some(employee);
        ticket.wait_ms += actor.at.since(before.offered_from.max(before.taken_at)).max(0);
        // The conditional update decides; whoever loses takes the next client, not an error.
        if !store::claim(tx, &ticket).await? {
            if only.is_some() {
                return Err(QueueError::Changed);
            }
            continue;
        }
        let out_of_order = only.is_some() && ordinary.is_none_or(|ordinary| ordinary.ticket != ticket.id);
        let entry = Entry::new(EventKind::TicketCalled, ticket.id, Some(ticket.branch))
            .with("counter", held.id)
            .with("line", ticket.line)
            .with("waited_ms", ticket.wait_ms)
            .with("out_of_order", out_of_order.then_some(true))
            .with("out_of_order_reason", only.filter(|_| out_of_order).map(|(_, reason)| reason));
        let n = record(tx, &app.heart, actor, entry).await?;
        tell(tx, &ticket);
        undo.steps.push((before, Status::Called, n));
        // Those who came back late move up with every call from their line.
        for late in tickets.iter().filter(|late| late.behind > 0 && late.line == ticket.line) {
            let mut moved = late.clone();
            moved.behind += 1;
            store::update(tx, &moved, Status::Waiting).await?;
        }
        let after = recent.after(&choice.reason);
        return Ok((Some((ticket, choice)), after.fast_in_a_row.into()));
    }
}

/// Calls the present client once more.
pub async fn recall(tx: &mut Tx, app: &App, actor: &Actor, counter: CounterId) -> Result<Ticket, QueueError> {
    let held = hold(tx, counter).await?;
    let mut ticket = present(tx, &held).await?;
    if ticket.status != Status::Called {
        return Err(QueueError::Changed);
    }
    ticket.recalled_at = Some(actor.at);
    change(tx, &ticket, Status::Called).await?;
    let entry =
        Entry::new(EventKind::TicketRecalled, ticket.id, Some(ticket.branch)).with("counter", counter);
    record(tx, &app.heart, actor, entry).await?;
    Ok(ticket)
}

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
fn began(mut ticket: Ticket, at: Timestamp) -> Ticket {
    ticket.status = Status::Serving;
    ticket.started_at = Some(at);
    ticket.walk_ms += at.since(ticket.called_at.unwrap_or(at)).max(0);
    ticket
}

async fn record_start(tx: &mut Tx, app: &App, actor: &Actor, ticket: &Ticket) -> Result<i64, QueueError> {
    let at = ticket.started_at.unwrap_or(actor.at);
    let entry = Entry::new(EventKind::TicketStarted, ticket.id, Some(ticket.branch))
        .with("counter", ticket.counter)
        // The entry is younger than the arrival it stands for: the journal is told how long the client walked.
        .with("walked_ms", (at != actor.at).then(|| at.since(ticket.called_at.unwrap_or(at)).max(0)));
    Ok(record(tx, &app.heart, actor, entry).await?)
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
/// habit of careful desks, not a step.
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
    let finished = finish_ticket(tx, app, actor, ticket, outcome, &mut undo).await?;
    let (called, favoured) = match then {
        Then::CallNext if held.state == "open" => call_into(tx, app, actor, &held, None, &mut undo).await?,
        _ => (None, held.favoured_in_a_row),
    };
    save(tx, app, actor.at, &held, called.as_ref().map(|(ticket, _)| ticket.id), favoured, &undo).await?;
    Ok(Done { finished: Some(finished), called })
}

async fn finish_ticket(
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
            contact(tx, app, actor, &ticket, started_at, name, None).await?;
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
            if target == counter || !counters.iter().any(|row| row.id == target) {
                return Err(QueueError::NotFound);
            }
            ticket.for_counter = Some(target);
        }
        TransferTo::Employee(employee) => ticket.for_employee = Some(employee),
    }
    change(tx, &ticket, before.status).await?;
    let entry = Entry::new(EventKind::TicketTransferred, ticket.id, Some(ticket.branch))
        .with("counter", counter)
        .with("line", ticket.line)
        .with("to_counter", ticket.for_counter)
        .with("to_employee", ticket.for_employee);
    let n = record(tx, &app.heart, actor, entry).await?;
    undo.steps.push((before, Status::Waiting, n));
    save(tx, app, actor.at, &held, None, held.favoured_in_a_row, &undo).await?;
    Ok(ticket)
}

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

/// Takes the last action at the counter back, within the seconds the standard gives.
pub async fn undo(tx: &mut Tx, app: &App, actor: &Actor, counter: CounterId) -> Result<(), QueueError> {
    let held = hold(tx, counter).await?;
    let Some((text, _)) = held.undo.as_deref().zip(held.undo_until).filter(|(_, until)| actor.at <= *until)
    else {
        return Err(QueueError::TooLate);
    };
    let undo: Undo = serde_json::from_str(text).map_err(|_| QueueError::TooLate)?;
    let mut back_here = None;
    // The counter is freed first, so that the ticket which comes back finds its place.
    store::set_counter_ticket(tx, counter, None, undo.favoured_in_a_row, None, None).await?;
    for (before, now, n) in undo.steps.iter().rev() {
        change(tx, before, *now).await?;
        let entry = Entry::new(EventKind::TicketUndone, before.id, Some(before.branch))
            .with("undoes", *n)
            .with("counter", counter);
        record(tx, &app.heart, actor, entry).await?;
        if matches!(before.status, Status::Called | Status::Serving) {
            back_here = Some(before.id);
        }
        // A step that took the note away left the client it is about in service.
        if let (Status::Serving, Some((note, ticked, identity_checked))) = (before.status, undo.note.clone())
        {
            store::save_note(tx, before.id, &DeskNote { note, ticked, identity_checked }).await?;
        }
    }
    if let Some((ticket, services)) = &undo.services {
        visit::store::save(tx, *ticket, services).await?;
    }
    if let Some(contact) = undo.contact {
        store::delete_contact(tx, contact).await?;
    }
    store::set_counter_ticket(tx, counter, back_here, undo.favoured_in_a_row, None, None).await?;
    tx.signal(branch_topic(held.branch_id));
    Ok(())
}

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
            close_counter(tx, app, actor, other.id).await?;
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

/// Pauses the counter, or turns to work without a client, with a reason and the time of return.
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
        "back_office" => ("back_office", EventKind::CounterBackOffice),
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

/// Closes the counter; the present client has to be finished first.
pub async fn close_counter(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
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
    tx.signal(branch_topic(held.branch_id));
    Ok(())
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

/// *This time is wrong*: the service of a finished ticket took so long in truth. The original stays in the journal.
pub async fn correct_time(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: TicketId,
    minutes: i64,
    reason: &str,
) -> Result<Ticket, QueueError> {
    let mut ticket = store::find(tx, id).await?.ok_or(QueueError::NotFound)?;
    if ticket.status != Status::Finished || ticket.ended_at.is_none() {
        return Err(QueueError::Changed);
    }
    if reason.trim().is_empty() {
        return Err(QueueError::Incomplete);
    }
    let original = ticket.serve_ms;
    ticket.serve_ms = minutes.clamp(0, 24 * 60) * 60_000;
    ticket.inaccurate = true;
    change(tx, &ticket, Status::Finished).await?;
    let entry = Entry::new(EventKind::TicketTimeCorrected, id, Some(ticket.branch))
        .with("original_ms", original)
        .with("corrected_ms", ticket.serve_ms);
    record(tx, &app.heart, actor, entry).await?;
    Ok(ticket)
}

/// Closes the tickets still open at the end of a branch's day, flagged as not served; counters are freed.
pub async fn close_unserved(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    hall: &crate::facts::Hall,
) -> Result<(), QueueError> {
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
