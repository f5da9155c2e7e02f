//! Somebody in the hall asks for an employee: everybody who works in the branch sees it until one of them goes.

pub(crate) mod store;

use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, record};
use solits_kernel::{BranchId, EmployeeId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;
use uuid::Uuid;

pub use store::HelpCall;

use crate::actions::{QueueError, branch_topic};

/// Whoever asked is told for so long that an employee is on the way.
const ON_THE_WAY_MINUTES: i64 = 2;
/// A request nobody took is shown for no longer than a day at the counter lasts.
const LONGEST_HOURS: i64 = 12;

/// Asks for an employee in the hall of a branch. While a request is open, asking again is the same request.
pub async fn ask_for_help(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
) -> Result<HelpCall, QueueError> {
    // Whoever asked yesterday and met nobody has gone; their request must not stand in the way of today's.
    store::forget_untaken(tx, branch, actor.at.plus_minutes(-LONGEST_HOURS * 60)).await?;
    let id = app.random.uuid(actor.at);
    if store::insert(tx, id, branch, actor.at).await? {
        record(tx, &app.heart, actor, Entry::new(EventKind::HelpAsked, id, Some(branch))).await?;
        tx.signal(branch_topic(branch));
    }
    store::find_latest(tx, branch, actor.at).await?.ok_or(QueueError::Changed)
}

/// An employee says that they go; the first one to say so does.
pub async fn take_help(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: Uuid,
    employee: EmployeeId,
) -> Result<HelpCall, QueueError> {
    let call = store::find(tx, id).await?.ok_or(QueueError::NotFound)?;
    if !store::claim(tx, id, employee, actor.at).await? {
        return Err(QueueError::Changed);
    }
    let entry = Entry::new(EventKind::HelpTaken, id, Some(call.branch_id))
        .with("employee", employee)
        .with("waited_ms", actor.at.since(call.asked_at).max(0));
    record(tx, &app.heart, actor, entry).await?;
    tx.signal(branch_topic(call.branch_id));
    Ok(HelpCall { taken_at: Some(actor.at), taken_by: Some(employee), ..call })
}

/// The request for an employee in a branch: an open one, or one that somebody has just taken.
pub async fn help_call(tx: &mut Tx, branch: BranchId, now: Timestamp) -> Result<Option<HelpCall>, DbError> {
    let oldest = now.plus_minutes(-LONGEST_HOURS * 60);
    let latest = store::find_latest(tx, branch, oldest).await?;
    Ok(latest.filter(|call| match call.taken_at {
        None => call.asked_at >= oldest,
        Some(taken_at) => now < taken_at.plus_minutes(ON_THE_WAY_MINUTES),
    }))
}
