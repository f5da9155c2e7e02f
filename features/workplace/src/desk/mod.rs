//! The specialist's screen: `GET /workplace` and one small form for each verb.

mod asked;
mod call_form;
mod client;
mod counter;
mod ending;
mod identity;
mod party;
mod present;
mod show;
mod sit;

use solits_db::Tx;
use solits_kernel::{BranchId, CounterId, Timestamp};
use solits_queue::{CounterView, Hall};
use solits_standard::{Standard, event::EventKind};
use solits_web::{EmployeeCx, WebError};

pub(crate) use call_form::{CallForm, reason_key};
pub(crate) use client::{
    back, call, finish, likely_outcome, mistake, next, no_show, note, park, recall, start, transfer, undo,
};
pub(crate) use counter::{close, pause, resume};
pub(crate) use ending::{Ending, FormOf, Said, Typed, said};
pub(crate) use identity::{asked_or, identity};
pub(crate) use party::party;
pub(crate) use show::{Again, fragment, show, show_again};
pub(crate) use sit::{doors, sit};

/// What the standard says about figures of the desk, or the program's own where it is silent.
pub(crate) struct Figures {
    pub(crate) standard: Option<std::sync::Arc<Standard>>,
    pub(crate) no_show_seconds: i64,
    pub(crate) undo_seconds: i64,
    pub(crate) wait_minutes: i64,
}

pub(crate) async fn figures(cx: &EmployeeCx, tx: &mut Tx) -> Result<Figures, WebError> {
    let standard = cx.app.heart.loaded(tx).await?.standard(cx.at).map(|(_, standard)| standard);
    let int = |name: &str, otherwise| {
        standard.as_ref().and_then(|standard| standard.int(name)).map_or(otherwise, |value| value.value)
    };
    let wait_minutes = standard
        .as_ref()
        .and_then(|standard| {
            standard.promises_starting_on(EventKind::TicketTaken).find_map(|promise| match promise.within {
                solits_standard::model::Within::Minutes(minutes)
                    if matches!(promise.starts, solits_standard::model::Trigger::Event(_)) =>
                {
                    Some(minutes)
                }
                _ => None,
            })
        })
        .unwrap_or(15);
    Ok(Figures {
        no_show_seconds: int("queue.no_show_seconds", 60),
        undo_seconds: int("queue.undo_seconds", 8),
        wait_minutes,
        standard,
    })
}

pub(crate) fn branch_of(cx: &EmployeeCx) -> Result<BranchId, WebError> {
    cx.me.branch.ok_or(WebError::Conflict("workplace-no-branch"))
}

/// The counter this person sits at, whichever browser asks: a desk opened in two browsers is one desk.
fn own_counter<'a>(cx: &EmployeeCx, hall: &'a Hall) -> Option<&'a CounterView> {
    hall.counters.iter().find(|counter| counter.employee == Some(cx.me.employee))
}

pub(crate) async fn desk_of(cx: &EmployeeCx, tx: &mut Tx) -> Result<CounterId, WebError> {
    let hall = solits_queue::hall(tx, &cx.app, branch_of(cx)?, cx.at).await?;
    own_counter(cx, &hall).map(|counter| counter.id).ok_or(WebError::Conflict("workplace-no-counter"))
}

/// The start of the local day, for what is counted by days.
pub(crate) fn midnight(at: Timestamp) -> Timestamp {
    Timestamp::in_riga(at.day(), jiff::civil::Time::MIN)
}
