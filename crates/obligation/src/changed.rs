//! What it does to obligations when the matter itself changes: it is found to be something else, joins another, gets more
//! time, or waits.

use solits_kernel::Timestamp;
use solits_standard::{
    CompiledPromise,
    event::EventKind,
    model::{Fact, Trigger, Within},
};

use crate::{
    apply::{Calendars, Event, Versions, opened_by},
    law::LAW_FACT,
    obligation::{Change, Obligation, State},
    timer,
};

/// Facts that say what a contact is; they alone can change when somebody finds it to be something else.
const NATURE: [&str; 4] = ["form", "matter", "signed", LAW_FACT];

/// The form of what a colleague asks.
const INTERNAL: &str = "internal";

const OTHERWISE: &str = "noteikts, ka tas ir kas cits";
const SERVED_OTHERWISE: &str = "norādīts, ka pakalpojums ir cits";
const JOINED: &str = "pievienots agrākai sarakstei";

/// Whether somebody has found since that it never applied: then it may be opened anew.
fn never_applied(obligation: &Obligation) -> bool {
    matches!(&obligation.state, State::Waived { reason, .. } if reason == OTHERWISE || reason == SERVED_OTHERWISE)
}

/// Whether a promise starts only for contacts of some nature.
fn asks_nature(promise: &CompiledPromise) -> bool {
    match &promise.starts {
        Trigger::Event(_) => false,
        Trigger::Where { facts, .. } => facts.keys().any(|name| NATURE.contains(&name.as_str())),
    }
}

/// What an answer in a case is to a colleague, where the case was found to be a colleague's request: they are answered in
/// the case, as everybody else who writes.
pub(crate) const fn between_colleagues(kind: EventKind) -> Option<EventKind> {
    match kind {
        EventKind::CaseAnswered
        | EventKind::MessageAnswered
        | EventKind::CaseRefused
        | EventKind::CaseForwarded
        | EventKind::MessageForwarded => Some(EventKind::InternalAnswered),
        EventKind::CaseDelayTold | EventKind::MessageDelayTold => Some(EventKind::InternalDelayTold),
        _ => None,
    }
}

/// Whether what a promise asks of the nature holds.
fn fits_nature(promise: &CompiledPromise, event: &Event) -> bool {
    match &promise.starts {
        Trigger::Event(_) => true,
        Trigger::Where { facts, .. } => facts
            .iter()
            .filter(|(name, _)| NATURE.contains(&name.as_str()))
            .all(|(name, wanted)| event.facts.get(name) == Some(wanted)),
    }
}

/// Whether a promise is made to colleagues where the case is a client's, or the other way round.
fn is_to_others(promise: &CompiledPromise, is_internal: bool) -> bool {
    match promise.starts.event() {
        EventKind::InternalAsked => !is_internal,
        EventKind::CaseOpened | EventKind::MessageReceived => is_internal,
        _ => false,
    }
}

/// Somebody has said what it is. What was opened for another nature is waived, be it late by now: it never applied. What
/// applies is opened as if it had been known on receipt. A colleague is promised what colleagues are, and not what clients
/// are.
///
/// Only what days were counted for counts as "opened before": of minutes nothing is kept once they are over.
pub(crate) fn classified(
    versions: &Versions,
    calendars: Calendars<'_>,
    so_far: &[Obligation],
    event: &Event,
    changes: &mut Vec<Change>,
) {
    let own = || so_far.iter().filter(|obligation| obligation.subject == event.subject);
    let is_form = |fact: &str| event.word(fact) == Some(INTERNAL);
    let is_internal = is_form("form");
    for obligation in own().filter(|obligation| obligation.is_live()) {
        let promise = versions.get(obligation.standard).and_then(|own| own.promise(&obligation.norm));
        let applies_not = |promise: &CompiledPromise| {
            asks_nature(promise) && !fits_nature(promise, event) || is_to_others(promise, is_internal)
        };
        if promise.is_some_and(applies_not) {
            changes.retain(|change| change.before.as_ref().is_none_or(|before| before.id != obligation.id));
            changes.push(waived(obligation, event, OTHERWISE));
        }
    }
    let was_opened = |promise: &CompiledPromise| {
        own()
            .filter(|one| one.is_live() || one.why.is_some())
            .any(|one| one.norm == promise.norm_id && !never_applied(one))
    };
    // What was never promised to whoever was taken for the other is promised now, whatever it asks.
    let is_other = is_internal != is_form("was_form");
    let wanted = |promise: &CompiledPromise| (is_other || asks_nature(promise)) && !was_opened(promise);
    open_as_taken_in(versions, calendars, event, wanted, changes);
}

/// Somebody has said which service it is about, or that it is about none. What ran by the card of the former service is
/// waived, be it late by now; what the card of this one sets is opened as if it had been known on receipt. What does not
/// depend on the service runs on as it did, and an answer that was given is not owed again.
pub(crate) fn served(
    versions: &Versions,
    calendars: Calendars<'_>,
    so_far: &[Obligation],
    event: &Event,
    changes: &mut Vec<Change>,
) {
    let is_by_card = |promise: &CompiledPromise| matches!(promise.within, Within::ServiceDeadline);
    let own = || so_far.iter().filter(|obligation| obligation.subject == event.subject);
    for obligation in own().filter(|obligation| obligation.is_live()) {
        let promise = versions.get(obligation.standard).and_then(|own| own.promise(&obligation.norm));
        if promise.is_some_and(is_by_card) {
            changes.retain(|change| change.before.as_ref().is_none_or(|before| before.id != obligation.id));
            changes.push(waived(obligation, event, SERVED_OTHERWISE));
        }
    }
    let has_ended = |promise: &CompiledPromise| {
        own().any(|one| one.norm == promise.norm_id && !one.is_live() && !never_applied(one))
    };
    let wanted = |promise: &CompiledPromise| is_by_card(promise) && !has_ended(promise);
    open_as_taken_in(versions, calendars, event, wanted, changes);
}

/// Opens what is `wanted` of what the entry that took it in would open, had all that `event` says been known then.
fn open_as_taken_in(
    versions: &Versions,
    calendars: Calendars<'_>,
    event: &Event,
    wanted: impl Fn(&CompiledPromise) -> bool,
    changes: &mut Vec<Change>,
) {
    let is_internal = event.word("form") == Some(INTERNAL);
    let mut kinds = vec![if is_internal { EventKind::InternalAsked } else { EventKind::CaseOpened }];
    if !is_internal && event.facts.get("electronic") == Some(&Fact::Bool(true)) {
        kinds.push(EventKind::MessageReceived);
    }
    for kind in kinds {
        let opened = opened_by(versions, calendars, event, kind, &wanted);
        changes.extend(opened.into_iter().map(|one| Change { before: None, after: Some(one) }));
    }
}

/// The case goes on in another: nothing more is owed here. What was late before stays late.
pub(crate) fn joined(versions: &Versions, so_far: &[Obligation], event: &Event) -> Vec<Change> {
    let owed = so_far.iter().filter(|one| one.is_live() && one.subject == event.subject);
    owed.filter_map(|obligation| {
        if obligation.state == State::Open && event.at <= obligation.due_at {
            return Some(waived(obligation, event, JOINED));
        }
        versions.get(obligation.standard)?.promise(&obligation.norm)?;
        let mut after = obligation.clone();
        if obligation.state == State::Open {
            after.state = State::Breached { n: event.n, at: obligation.due_at, met_late: None };
        }
        after.look_at = None;
        Some(Change { before: Some(obligation.clone()), after: Some(after) })
    })
    .collect()
}

fn waived(obligation: &Obligation, event: &Event, reason: &str) -> Change {
    let mut after = obligation.clone();
    after.state = State::Waived { n: event.n, at: event.at, reason: reason.to_owned() };
    after.employee = event.employee.or(after.employee);
    after.look_at = None;
    Change { before: Some(obligation.clone()), after: Some(after) }
}

/// A term gets a later end, or stands while something is waited for. Whether it may, and how far, was decided by whoever
/// recorded it; the reason of the original date stays with it.
pub(crate) fn moved(versions: &Versions, so_far: &[Obligation], event: &Event, changes: &mut Vec<Change>) {
    let Some(named) = event.word("obligation") else { return };
    let open = |one: &&Obligation| {
        one.state == State::Open && one.subject == event.subject && one.id.to_string() == named
    };
    let Some(obligation) = so_far.iter().find(open) else { return };
    if changes.iter().any(|change| change.before.as_ref().is_some_and(|before| before.id == obligation.id)) {
        return;
    }
    let Some(promise) = versions.get(obligation.standard).and_then(|own| own.promise(&obligation.norm))
    else {
        return;
    };
    let mut after = obligation.clone();
    if event.kind == EventKind::CasePaused {
        after.look_at = None;
    } else {
        let Some(until) = event.int("until").map(Timestamp::from_millis) else { return };
        after.due_at = until;
        after.look_at = timer::look_at(promise, &after);
    }
    changes.push(Change { before: Some(obligation.clone()), after: Some(after) });
}
