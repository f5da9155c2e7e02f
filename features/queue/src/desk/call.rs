//! Who is next: the client is chosen, claimed and called.

use solits_db::{Engine, Tx};
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CounterId, EmployeeId, TicketId, Timestamp};
use solits_queueing::order::{Choice, Desk, LineChoice, Policy, RecentCalls, Waiting, next};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    Done, hold, present,
    undo::{Undo, save},
};
use crate::{
    actions::{QueueError, change, tell},
    model::{Status, Ticket, policy_of},
    out_of_turn::{self, OutOfTurn, Wanted},
    store::{self, CounterRow},
};

/// So many of each line are read at first. SQLite has one writer: whoever is first in the line is free. On PostgreSQL
/// another counter may be taking them at the same instant, and whoever finds all of them taken reads further.
pub(super) const fn heads(tx: &Tx) -> i64 {
    match tx.engine() {
        Engine::Sqlite => 1,
        Engine::Postgres => 8,
    }
}

/// Whom the desk calls next, and whom instead if others are just taking those before: up to `most`.
fn in_order(
    policy: &Policy,
    desk: &Desk,
    now: Timestamp,
    mut waiting: Vec<Waiting>,
    recent: RecentCalls,
    most: i64,
) -> Vec<Choice> {
    let mut choices = Vec::new();
    for _ in 0..most {
        let Some(choice) = next(policy, desk, now, &waiting, recent) else { break };
        waiting.retain(|one| one.ticket != choice.ticket);
        choices.push(choice);
    }
    choices
}

/// Calls the next client to `counter`; nobody is called when nobody it serves is waiting.
///
/// While a called client is still on the way the same call is given back: a second press, or a second browser at the
/// same desk, changes nothing. `only` calls a certain ticket out of turn, for a reason that is recorded; one that only a note
/// can tell is [`QueueError::Incomplete`] without it.
pub async fn call(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    counter: CounterId,
    only: Option<&Wanted>,
) -> Result<Done, QueueError> {
    if only.is_some_and(|only| only.reason == OutOfTurn::Other && only.note.trim().is_empty()) {
        return Err(QueueError::Incomplete);
    }
    let held = hold(tx, counter).await?;
    call_at(tx, app, actor, &held, only).await
}

/// The same at a counter that is held.
pub(super) async fn call_at(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    held: &CounterRow,
    only: Option<&Wanted>,
) -> Result<Done, QueueError> {
    if held.ticket_id.is_some() {
        return Err(QueueError::NotFinished);
    }
    let mut undo = Undo { favoured_in_a_row: held.favoured_in_a_row, ..Undo::default() };
    let (called, favoured) = call_into(tx, app, actor, held, only, &mut undo).await?;
    if let Some((ticket, _)) = &called {
        save(tx, app, actor.at, held, Some(ticket.id), favoured, &undo).await?;
    }
    Ok(Done { finished: None, called })
}

pub(super) async fn call_into(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    held: &CounterRow,
    only: Option<&Wanted>,
    undo: &mut Undo,
) -> Result<(Option<(Ticket, Choice)>, i64), QueueError> {
    let employee = works_at(held)?;
    let policy = policy(tx, app, actor.at).await?;
    let (lines, skills) = store::lines_and_skills(tx, held.id, employee).await?;
    let desk = Desk { counter: held.id, employee, lines, choice: LineChoice::Equal, skills };
    let recent = recent(held);
    let heads = heads(tx);
    let mut tickets =
        match only {
            Some(&Wanted { ticket: id, .. }) => {
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
        let choices = match only {
            Some(&Wanted { ticket: id, .. }) => {
                let own: Vec<_> = waiting.iter().filter(|waiting| waiting.ticket == id).cloned().collect();
                let choice = next(&policy, &desk, actor.at, &own, recent).or(ordinary);
                let choice = choice.filter(|_| !own.is_empty()).ok_or(QueueError::Changed)?;
                vec![Choice { ticket: id, ..choice }]
            }
            None => in_order(&policy, &desk, actor.at, waiting, recent, heads),
        };
        let wanted: Vec<TicketId> = choices.iter().map(|choice| choice.ticket).collect();
        if wanted.is_empty() {
            // Everybody seen was taken by others meanwhile: look further down the lines.
            if seen > tickets.len() {
                let further = i64::try_from(seen).unwrap_or(heads) + heads;
                tickets = store::list_candidates(tx, &desk, held.branch_id, further).await?;
                seen = tickets.len();
                continue;
            }
            return Ok((None, held.favoured_in_a_row));
        }
        // The conditional update decides; whoever loses takes the next client, not an error.
        let Some(claimed) = store::claim_first(tx, &wanted, held.id, employee, actor.at).await? else {
            if only.is_some() {
                return Err(QueueError::Changed);
            }
            tickets.retain(|ticket| !wanted.contains(&ticket.id));
            continue;
        };
        let found = tickets.iter().position(|ticket| ticket.id == claimed);
        let choice = choices.into_iter().find(|choice| choice.ticket == claimed);
        let (Some(index), Some(choice)) = (found, choice) else { return Err(QueueError::Changed) };
        let before = tickets.swap_remove(index);
        let out_of_order = only.filter(|_| ordinary.is_none_or(|ordinary| ordinary.ticket != choice.ticket));
        let ticket = called(tx, app, actor, (held.id, employee), before, out_of_order, undo).await?;
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

/// Whoever works at an open counter.
pub(super) fn works_at(held: &CounterRow) -> Result<EmployeeId, QueueError> {
    held.employee_id.filter(|_| held.state == "open").ok_or(QueueError::NotOpen)
}

/// What the standard in force says about the order.
pub(super) async fn policy(tx: &mut Tx, app: &App, at: Timestamp) -> Result<Policy, QueueError> {
    let loaded = app.heart.loaded(tx).await?;
    let standard = loaded.standard(at).map(|(_, standard)| standard);
    Ok(policy_of(standard.as_deref()))
}

/// What the desk's latest calls mean for its next one.
pub(super) fn recent(held: &CounterRow) -> RecentCalls {
    RecentCalls { fast_in_a_row: u32::try_from(held.favoured_in_a_row).unwrap_or(0) }
}

/// Records that a ticket, claimed as it was `before`, is called to a counter. Returns it as it is now.
pub(super) async fn called(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (counter, employee): (CounterId, EmployeeId),
    before: Ticket,
    out_of_order: Option<&Wanted>,
    undo: &mut Undo,
) -> Result<Ticket, QueueError> {
    let mut ticket = before.clone();
    ticket.status = Status::Called;
    ticket.called_at = Some(actor.at);
    ticket.counter = Some(counter);
    ticket.employee = Some(employee);
    ticket.wait_ms += actor.at.since(before.offered_from.max(before.taken_at)).max(0);
    let entry = Entry::new(EventKind::TicketCalled, ticket.id, Some(ticket.branch))
        .with("counter", counter)
        .with("line", ticket.line)
        .with("waited_ms", ticket.wait_ms)
        .with("out_of_order", out_of_order.map(|_| true))
        .with("out_of_order_reason", out_of_order.map(|wanted| wanted.reason.name()));
    let n = record(tx, &app.heart, actor, entry).await?;
    if let Some(wanted) = out_of_order {
        out_of_turn::keep_note(tx, wanted).await?;
    }
    tell(tx, &ticket);
    undo.steps.push((before, Status::Called, n));
    Ok(ticket)
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
