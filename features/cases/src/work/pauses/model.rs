//! What a pause and a longer term mean for dates.

use std::collections::BTreeMap;

use jiff::civil::Date;
use solits_calendar::{Calendar, Term, due};
use solits_kernel::Timestamp;
use solits_obligation::{Obligation, State, law::Laws};
use solits_standard::{
    CompiledPromise,
    event::EventKind,
    model::{Fact, Limit},
};

use crate::work::named;

named! {
    /// For what work stands still.
    pub enum WaitsFor {
        /// The client has been asked something.
        Client "client" "cases-waits-client";
        /// Another institution has been asked something.
        OtherBody "other_body" "cases-waits-body";
        /// A payment.
        Payment "payment" "cases-waits-payment";
        /// A decision on which this one depends.
        Decision "decision" "cases-waits-decision";
    }
}

/// When a clock that was stopped falls due: as many working days after the resumption as were left when it stopped; at the
/// end of the day itself where the limit was that day. `None` where the calendar ends.
pub(crate) fn due_after_pause(
    calendar: &Calendar,
    was_due: Timestamp,
    paused: Timestamp,
    resumed: Timestamp,
) -> Option<Timestamp> {
    let left = working_days_between(calendar, paused.day(), was_due.plus_millis(-1).day());
    if left == 0 {
        let today = crate::actions::end_of(calendar, resumed.day()).filter(|end| *end > resumed);
        if today.is_some() {
            return today;
        }
    }
    due(calendar, Term::WorkingDays(left.max(1)), resumed, None).ok().map(|due| due.at)
}

/// The working days after `from`, up to and with `until`.
fn working_days_between(calendar: &Calendar, from: Date, until: Date) -> i64 {
    let mut days = 0;
    let mut day = from;
    while let Ok(next) = day.tomorrow() {
        if next > until {
            break;
        }
        days += i64::from(calendar.is_working_day(next));
        day = next;
    }
    days
}

/// Whether a pause stops a clock: the institution's own promise of an answer. What a law demands runs on, and so does what
/// is promised before an answer, such as confirming receipt.
pub(crate) fn stops(promise: &CompiledPromise) -> bool {
    let is_met_by = |kind| promise.met_by.iter().any(|trigger| trigger.event() == kind);
    promise.limit == Limit::Promise
        && is_met_by(EventKind::CaseAnswered)
        && !is_met_by(EventKind::CaseAcknowledged)
}

/// Whether a clock stands still: it is open, and time itself brings nothing about for it.
pub(crate) fn is_standing(obligation: &Obligation) -> bool {
    obligation.state == State::Open && obligation.look_at.is_none()
}

/// Whether the standard lets a longer term end this promise (`case.extended` among what waives it).
fn may_extend(promise: &CompiledPromise, norm: &str) -> bool {
    let facts = BTreeMap::from([("norm".to_owned(), Fact::Word(norm.to_owned()))]);
    promise.waived_by.iter().any(|one| one.by.matches(EventKind::CaseExtended, &facts))
}

/// The latest end a term may get; `None` where it may not be extended at all.
///
/// A term of a law goes as far as the law says, counted from receipt; a law's term that the standard itself repeats, to a
/// month from receipt (Law on Submissions). A promise of the institution that the standard lets be extended goes to the
/// nearest limit of the law beside it, and without one to as long again.
pub(crate) fn most(
    calendar: &Calendar,
    promise: &CompiledPromise,
    obligation: &Obligation,
    law: Option<Timestamp>,
    received: Timestamp,
) -> Option<Timestamp> {
    let from_receipt = |term| due(calendar, term, received, None).ok().map(|due| due.at);
    let known = Laws::known();
    if let Some(term) = known.terms.iter().find(|term| term.norm() == obligation.norm) {
        return from_receipt(term.extension.as_ref()?.within);
    }
    match promise.limit {
        Limit::Law if promise.met_by.iter().any(|one| one.event() == EventKind::CaseAnswered) => {
            from_receipt(Term::Months(1))
        }
        Limit::Law => None,
        Limit::Promise if !may_extend(promise, &obligation.norm) => None,
        Limit::Promise => {
            let term = obligation.due_at.since(obligation.opened_at).max(0);
            law.or(Some(obligation.due_at.plus_millis(term)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        serde_json::from_str(
            r#"{"version":1,"hours":{"monday":["09:00-17:00"],"tuesday":["09:00-17:00"],"wednesday":["09:00-17:00"],
                "thursday":["09:00-17:00"],"friday":["09:00-17:00"]}}"#,
        )
        .unwrap()
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    /// Paused on Monday, 16 November with Friday as the limit: three working days were left, because Wednesday, 18 November,
    /// is a holiday. Resumed on Monday, 23 November, they end on Thursday.
    #[test]
    fn as_many_working_days_are_left_after_a_pause_as_before_it() {
        let due = due_after_pause(
            &calendar(),
            at("2026-11-20T22:00:00.000Z"),
            at("2026-11-16T08:00:00.000Z"),
            at("2026-11-23T08:00:00.000Z"),
        );
        assert_eq!(due.unwrap().plus_millis(-1).day(), jiff::civil::date(2026, 11, 26));
    }

    #[test]
    fn a_limit_of_the_day_of_the_pause_is_due_on_the_day_of_the_resumption() {
        let resumed = at("2026-11-24T08:00:00.000Z");
        let due = due_after_pause(
            &calendar(),
            at("2026-11-16T22:00:00.000Z"),
            at("2026-11-16T08:00:00.000Z"),
            resumed,
        );
        assert_eq!(due.unwrap().day(), resumed.day());
        let evening = at("2026-11-24T20:00:00.000Z");
        let due = due_after_pause(
            &calendar(),
            at("2026-11-16T22:00:00.000Z"),
            at("2026-11-16T08:00:00.000Z"),
            evening,
        );
        assert_eq!(due.unwrap().plus_millis(-1).day(), jiff::civil::date(2026, 11, 25));
    }
}
