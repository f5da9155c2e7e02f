//! What time itself brings about: a limit passes, an escalation falls due.

use solits_kernel::Timestamp;
use solits_standard::CompiledPromise;

use crate::obligation::{Obligation, State};

/// What the timer has to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The limit has passed.
    Breach,
    /// A step of the escalation is due, to this role.
    Escalate {
        /// The role of the standard.
        to: String,
        /// Its number, from 0.
        step: u32,
    },
}

/// What the timer has to record of `obligation` at `now`: one step at a time, breach before the reports after it.
pub fn next_step(promise: &CompiledPromise, obligation: &Obligation, now: Timestamp) -> Option<Step> {
    if !obligation.is_live() {
        return None;
    }
    let escalate_at = next_report(promise, obligation);
    let breach_at = (obligation.state == State::Open).then(|| after_limit(obligation));
    match (escalate_at, breach_at) {
        (Some(escalation), Some(breach)) if escalation < breach && escalation <= now => {
            escalate(promise, obligation)
        }
        (_, Some(breach)) if breach <= now => Some(Step::Breach),
        (Some(escalation), None) if escalation <= now => escalate(promise, obligation),
        _ => None,
    }
}

fn escalate(promise: &CompiledPromise, obligation: &Obligation) -> Option<Step> {
    let escalation = promise.escalate.get(usize::try_from(obligation.escalated).ok()?)?;
    Some(Step::Escalate { to: escalation.to.clone(), step: obligation.escalated })
}

/// When [`next_step`] will next have something to say, if nothing else happens.
pub(crate) fn look_at(promise: &CompiledPromise, obligation: &Obligation) -> Option<Timestamp> {
    if !obligation.is_live() {
        return None;
    }
    let escalation = next_report(promise, obligation);
    let breach = (obligation.state == State::Open).then(|| after_limit(obligation));
    escalation.into_iter().chain(breach).min()
}

/// When the next report is due. A report before the limit says *soon late*; one at the whole limit or later says *late*,
/// so it never comes before the breach, and the limit itself is still in time.
fn next_report(promise: &CompiledPromise, obligation: &Obligation) -> Option<Timestamp> {
    let percent = promise.escalate.get(usize::try_from(obligation.escalated).ok()?)?.at_percent;
    let at = at_percent(obligation, percent);
    Some(if percent < 100 { at } else { at.max(after_limit(obligation)) })
}

/// The limit itself is still in time.
const fn after_limit(obligation: &Obligation) -> Timestamp {
    obligation.due_at.plus_millis(1)
}

fn at_percent(obligation: &Obligation, percent: u32) -> Timestamp {
    let whole = obligation.due_at.since(obligation.opened_at).max(0);
    let share = i128::from(whole) * i128::from(percent) / 100;
    obligation.opened_at.plus_millis(i64::try_from(share).unwrap_or(i64::MAX))
}
