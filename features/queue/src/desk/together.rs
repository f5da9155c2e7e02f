//! Desks that call at the same instant are answered together: one transaction decides whom each of them calls, in the order
//! in which they asked, and stores it for all of them at once. A desk that calls alone is answered alone.
//!
//! Nobody waits for company: whoever asks while the desks before are being answered goes with the next ones
//! (docs/decisions/0023).

use std::sync::{Arc, Mutex, PoisonError};

use solits_db::Tx;
use solits_journal::{Actor, holds};
use solits_kernel::{CounterId, InstitutionId, Scope, TicketId};
use solits_queueing::order::{Choice, Desk, Waiting, next};
use solits_web::App;
use tokio::sync::oneshot;

use super::{
    Done,
    call::{call, call_at, called, heads, policy, recent, works_at},
    undo::{Undo, saving},
};
use crate::{
    actions::QueueError,
    model::Ticket,
    store::{self, Claim, CounterRow},
};

/// So many desks are answered together at most.
const MOST_TOGETHER: usize = 16;

/// A desk that asks whom to call.
struct Asked {
    institution: InstitutionId,
    actor: Actor,
    counter: CounterId,
    answer: oneshot::Sender<Result<Done, QueueError>>,
}

/// Who asks on this node, in order, and whether somebody is answering.
#[derive(Default)]
struct Calls(Mutex<Line>);

#[derive(Default)]
struct Line {
    asked: Vec<Asked>,
    is_answered: bool,
}

impl Calls {
    fn line<T>(&self, with: impl FnOnce(&mut Line) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Line {
    /// The next ones to be answered together: of one institution, and each at another counter. Nobody, when nobody asks.
    fn next(&mut self) -> Vec<Asked> {
        // Who has gone away meanwhile calls nobody.
        self.asked.retain(|one| !one.answer.is_closed());
        let mut together: Vec<Asked> = Vec::new();
        let mut later = Vec::new();
        for one in self.asked.drain(..) {
            let fits = together.len() < MOST_TOGETHER
                && together
                    .iter()
                    .all(|before| before.institution == one.institution && before.counter != one.counter);
            if fits { together.push(one) } else { later.push(one) }
        }
        self.asked = later;
        self.is_answered = !together.is_empty();
        together
    }
}

/// Calls the next client to `counter`, as [`call`] does, in a transaction of its own or of those who call at the same instant.
///
/// # Errors
/// As [`call`].
pub async fn call_with_others(
    app: &App,
    institution: InstitutionId,
    actor: Actor,
    counter: CounterId,
) -> Result<Done, QueueError> {
    let calls = app.own::<Calls>();
    let (answer, answered) = oneshot::channel();
    let is_first = calls.line(|line| {
        line.asked.push(Asked { institution, actor, counter, answer });
        !std::mem::replace(&mut line.is_answered, true)
    });
    if is_first {
        // A task of its own: it goes on for the others when whoever asked first has gone.
        tokio::spawn(answer_all(app.clone(), Answering { calls, is_over: false }));
    }
    answered.await.map_err(|_| QueueError::Changed)?
}

/// Whoever answers. Should that end before its time, those who ask are told so, and the next one who asks begins anew.
struct Answering {
    calls: Arc<Calls>,
    is_over: bool,
}

impl Drop for Answering {
    fn drop(&mut self) {
        if !self.is_over {
            self.calls.line(|line| *line = Line::default());
        }
    }
}

async fn answer_all(app: App, mut answering: Answering) {
    loop {
        let asked = answering.calls.line(Line::next);
        if asked.is_empty() {
            // From here on somebody else may be answering.
            answering.is_over = true;
            return;
        }
        answer(&app, asked).await;
    }
}

async fn answer(app: &App, asked: Vec<Asked>) {
    if let [first, _, ..] = asked.as_slice() {
        let calls: Vec<(Actor, CounterId)> = asked.iter().map(|one| (one.actor, one.counter)).collect();
        if let Ok(all) = together(app, first.institution, &calls).await {
            for (one, done) in asked.into_iter().zip(all) {
                // Who no longer listens has gone away before the answer.
                let _ = one.answer.send(done);
            }
            return;
        }
        // Nothing of it was stored: each is answered alone.
    }
    for one in asked {
        let done = alone(app, &one).await;
        let _ = one.answer.send(done);
    }
}

async fn alone(app: &App, asked: &Asked) -> Result<Done, QueueError> {
    let mut tx = app.write(Scope::of_job(asked.institution)).await?;
    let done = call(&mut tx, app, &asked.actor, asked.counter, None).await?;
    tx.commit().await?;
    Ok(done)
}

async fn together(
    app: &App,
    institution: InstitutionId,
    calls: &[(Actor, CounterId)],
) -> Result<Vec<Result<Done, QueueError>>, QueueError> {
    let mut tx = app.write(Scope::of_job(institution)).await?;
    let all = call_all(&mut tx, app, calls).await?;
    tx.commit().await?;
    Ok(all)
}

/// A desk that is free to call.
struct Caller<'a> {
    /// Its place among those who asked.
    place: usize,
    actor: &'a Actor,
    held: &'a CounterRow,
    desk: &'a Desk,
}

/// Calls the next client to each of several counters, as if they asked one after another.
///
/// # Errors
/// Where the database fails or something happened that only whoever asks alone can be told; nothing must be kept then.
pub(super) async fn call_all(
    tx: &mut Tx,
    app: &App,
    calls: &[(Actor, CounterId)],
) -> Result<Vec<Result<Done, QueueError>>, QueueError> {
    let counters: Vec<CounterId> = calls.iter().map(|(_, counter)| *counter).collect();
    let held = store::hold_counters(tx, &counters).await?;
    let free = |counter: CounterId| {
        let held = held.iter().find(|one| one.id == counter).ok_or(QueueError::NotFound)?;
        if held.ticket_id.is_some() {
            return Err(QueueError::NotFinished);
        }
        Ok((held, works_at(held)?))
    };
    let asked: Vec<Result<_, QueueError>> = counters.iter().map(|counter| free(*counter)).collect();
    let who: Vec<_> = asked.iter().flatten().map(|(held, employee)| (held.id, *employee)).collect();
    let desks = store::list_desks(tx, &who).await?;
    let mut answers: Vec<Option<Result<Done, QueueError>>> = Vec::new();
    let mut callers = Vec::new();
    for (place, (one, (actor, _))) in asked.into_iter().zip(calls).enumerate() {
        answers.push(match one.map(|(held, _)| desks.get(&held.id).map(|desk| (held, desk))) {
            Err(refused) => Some(Err(refused)),
            Ok(None) => Some(Err(QueueError::NotFound)),
            Ok(Some((held, desk))) => {
                callers.push(Caller { place, actor, held, desk });
                None
            }
        });
    }
    for (place, done) in call_first(tx, app, &callers).await? {
        if let Some(answer) = answers.get_mut(place) {
            *answer = Some(Ok(done));
        }
    }
    // Whoever lost a client to another node, or found nobody among the first, looks further down the lines.
    for one in &callers {
        if let Some(answer @ None) = answers.get_mut(one.place) {
            *answer = Some(Ok(call_at(tx, app, one.actor, one.held, None).await?));
        }
    }
    Ok(answers.into_iter().map(|answer| answer.unwrap_or(Err(QueueError::Changed))).collect())
}

/// Calls the first of the lines to those desks for which that is enough: of one branch, and while nobody who came back late
/// moves up with each call.
async fn call_first(
    tx: &mut Tx,
    app: &App,
    callers: &[Caller<'_>],
) -> Result<Vec<(usize, Done)>, QueueError> {
    let Some(first) = callers.first() else { return Ok(Vec::new()) };
    let branch = first.held.branch_id;
    let here: Vec<&Caller<'_>> = callers.iter().filter(|one| one.held.branch_id == branch).collect();
    let most = heads(tx) - 1 + i64::try_from(here.len()).unwrap_or(0);
    let mut tickets: Vec<Ticket> = Vec::new();
    let mut read: Vec<&Desk> = Vec::new();
    for Caller { desk, .. } in &here {
        if read.iter().all(|before| (&before.lines, &before.skills) != (&desk.lines, &desk.skills)) {
            let mut seen = store::list_candidates_beside(tx, desk, branch, most, most).await?;
            seen.retain(|one| tickets.iter().all(|before| before.id != one.id));
            tickets.extend(seen);
            read.push(desk);
        }
    }
    if tickets.iter().any(|ticket| ticket.behind > 0) {
        return Ok(Vec::new());
    }
    let mut chosen = Vec::new();
    let mut waiting: Vec<Waiting> = tickets.iter().map(Ticket::waiting).collect();
    for one in here {
        let policy = policy(tx, app, one.actor.at).await?;
        if let Some(choice) = next(&policy, one.desk, one.actor.at, &waiting, recent(one.held)) {
            waiting.retain(|left| left.ticket != choice.ticket);
            chosen.push((one, choice));
        }
    }
    let claim = |(one, choice): &(&Caller<'_>, Choice)| Claim {
        ticket: choice.ticket,
        counter: one.desk.counter,
        employee: one.desk.employee,
        at: one.actor.at,
    };
    let claims: Vec<Claim> = chosen.iter().map(claim).collect();
    let claimed = store::claim_all(tx, &claims).await?;
    let subjects: Vec<_> = claimed.iter().map(|ticket: &TicketId| ticket.uuid()).collect();
    holds(tx, &subjects).await?;
    let mut done = Vec::new();
    for (one, choice) in chosen {
        let before = tickets.iter().find(|ticket| ticket.id == choice.ticket && claimed.contains(&ticket.id));
        let Some(before) = before.cloned() else { continue };
        let mut undo = Undo { favoured_in_a_row: one.held.favoured_in_a_row, ..Undo::default() };
        let at_desk = (one.desk.counter, one.desk.employee);
        let ticket = called(tx, app, one.actor, at_desk, before, None, &mut undo).await?;
        let favoured = recent(one.held).after(&choice.reason).fast_in_a_row.into();
        saving(tx, app, one.actor.at, one.held, Some(ticket.id), favoured, &undo).await?.at_commit(tx);
        done.push((one.place, Done { finished: None, called: Some((ticket, choice)) }));
    }
    Ok(done)
}
