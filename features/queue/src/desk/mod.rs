//! What happens at a counter: call, serve, finish, and everything in between.
//!
//! Every action first takes hold of the counter's row, so that a desk opened in two browsers acts as one, and moves the
//! ticket by a conditional update, so that no ticket is ever at two counters.

mod call;
mod corrections;
mod counter;
mod finish;
mod pass_on;
mod start;
mod together;
mod undo;

use solits_db::Tx;
use solits_kernel::{CounterId, TicketId, Timestamp};
use solits_queueing::order::Choice;
use solits_web::App;

use crate::{
    actions::QueueError,
    model::Ticket,
    store::{self, CounterRow},
};

pub use call::{call, recall};
pub use corrections::{WrongTime, close_unserved, correct_time, end_stuck, issued_by_mistake, set_party};
pub use counter::{break_after, break_minutes, close_counter, open_counter, pause};
pub use finish::{Outcome, Then, finish};
pub use pass_on::{TransferTo, no_show, park, return_to_line, transfer};
pub use start::start;
pub use together::call_with_others;
pub use undo::undo;

pub(crate) use finish::contact;
pub(crate) use start::begin;
pub(crate) use undo::{Undo, save};

/// What an action at a counter did.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// The ticket finished by it.
    pub finished: Option<Ticket>,
    /// The ticket called by it, and why that one.
    pub called: Option<(Ticket, Choice)>,
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
