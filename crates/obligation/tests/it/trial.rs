//! Promises tried over what happened: the same judgement as that of the heart, by example and by property.

use proptest::prelude::*;
use std::sync::LazyLock;

use solits_kernel::{BranchId, ServiceId, Timestamp};
use solits_obligation::{Counts, Event, Field, Outcome, Span, State, Trial, Tried};
use solits_standard::{Standard, event::EventKind, model::Fact};
use uuid::Uuid;

use crate::{
    at, calendar, event, norm,
    properties::{any_events, play_all, two_promises},
    standard, versions, with,
};

static EVERYWHERE: LazyLock<Field> = LazyLock::new(Field::everything);

fn tried(standard: &Standard) -> Vec<Tried<'_>> {
    standard.promises().iter().map(|promise| Tried { standard, promise, field: &EVERYWHERE }).collect()
}

fn whole() -> Span {
    Span { from: Timestamp::from_millis(0), until: at(23, 0).plus_minutes(60 * 24 * 30) }
}

/// Tries promises over events that are cut in two, as two readers of a long journal have them.
fn cut(standard: &Standard, events: &[Event], place: usize, span: Span, now: Timestamp) -> Vec<Outcome> {
    let calendar = calendar();
    let tried = tried(standard);
    let (early, late) = events.split_at(place.min(events.len()));
    let (mut first, mut second) = (Trial::new(&tried, span), Trial::new(&tried, span));
    for one in early {
        first.follow(&calendar, one);
    }
    for one in late {
        first.follow_late(one);
        second.follow(&calendar, one);
    }
    let mut outcomes = first.finish(now);
    outcomes.iter_mut().zip(second.finish(now)).for_each(|(own, other)| own.merge(other));
    outcomes
}

/// A draft of 10 minutes instead of 15: who waited 12 minutes was in time, and would not be.
#[test]
fn a_shorter_limit_breaks_what_was_kept() {
    let events = [event(1, at(10, 0), EventKind::TicketTaken), event(2, at(10, 12), EventKind::TicketCalled)];
    let trial = |minutes: &str| {
        let promise = format!(
            "starts = \"ticket.taken\"\nwithin = {{ minutes = {minutes} }}\nmet_by = [\"ticket.called\"]"
        );
        cut(&standard(&norm("wait", &promise)), &events, 2, whole(), at(12, 0)).remove(0)
    };
    assert_eq!(trial("15").total(), Counts { met: 1, ..Counts::default() });
    let drafted = trial("10");
    assert_eq!(drafted.total(), Counts { breached: 1, ..Counts::default() });
    assert_eq!(drafted.hours[10].breached, 1, "broken in the hour after ten");
    assert_eq!(drafted.broken[0].due_at, at(10, 10));
    assert_eq!(drafted.broken[0].met_at, Some(at(10, 12)));
}

#[test]
fn what_is_past_its_limit_is_broken_and_what_is_not_is_open() {
    let promise = "starts = \"ticket.taken\"\nwithin = { minutes = 15 }\nmet_by = [\"ticket.called\"]";
    let standard = standard(&norm("wait", promise));
    let events = [event(1, at(10, 0), EventKind::TicketTaken)];
    let at_the_limit = cut(&standard, &events, 1, whole(), at(10, 15)).remove(0);
    assert_eq!((at_the_limit.open, at_the_limit.total().breached), (1, 0), "the limit itself is in time");
    let after_it = cut(&standard, &events, 1, whole(), at(10, 16)).remove(0);
    assert_eq!((after_it.open, after_it.total().breached), (0, 1));
}

#[test]
fn only_promises_opened_within_the_span_are_counted_and_later_entries_still_meet_them() {
    let promise = "starts = \"ticket.taken\"\nwithin = { minutes = 15 }\nmet_by = [\"ticket.called\"]";
    let standard = standard(&norm("wait", promise));
    let events = [event(1, at(10, 0), EventKind::TicketTaken), event(2, at(10, 5), EventKind::TicketCalled)];
    let span = |from, until| Span { from, until };
    let within = cut(&standard, &events, 2, span(at(10, 0), at(10, 1)), at(12, 0)).remove(0);
    assert_eq!(within.total().met, 1);
    let before = cut(&standard, &events, 2, span(at(9, 0), at(10, 0)), at(12, 0)).remove(0);
    assert_eq!(before.total(), Counts::default());
}

#[test]
fn counting_what_is_decided_early_changes_no_figure() {
    let promise = "starts = \"ticket.taken\"\nwithin = { minutes = 15 }\nmet_by = [\"ticket.called\"]";
    let standard = standard(&norm("wait", promise));
    let tried = tried(&standard);
    let calendar = calendar();
    let mut trial = Trial::new(&tried, whole());
    trial.follow(&calendar, &event(1, at(10, 0), EventKind::TicketTaken));
    trial.settle(at(10, 5));
    assert_eq!(trial.in_motion().len(), 1);
    trial.follow(&calendar, &event(2, at(10, 5), EventKind::TicketCalled));
    trial.settle(at(12, 0));
    assert!(trial.in_motion().is_empty());
    assert_eq!(trial.finish(at(12, 0))[0].total().met, 1);
}

/// what happens at another branch, or about another service, a limited standard has not promised anything for.
#[test]
fn a_limited_version_is_tried_where_it_applies_and_nowhere_else() {
    let promise = "starts = \"ticket.taken\"\nwithin = { minutes = 15 }\nmet_by = [\"ticket.called\"]";
    let (standard, calendar) = (standard(&norm("wait", promise)), calendar());
    let branch = |number| BranchId::new(Uuid::from_u128(number));
    let service = |number| ServiceId::new(Uuid::from_u128(number));
    let taken =
        with(event(1, at(10, 0), EventKind::TicketTaken), "service", Fact::Word(service(7).to_string()));
    let counted = |field: Field| {
        let tried = [Tried { standard: &standard, promise: &standard.promises()[0], field: &field }];
        let asks = Trial::kinds_with_facts(&tried).contains(&EventKind::TicketTaken);
        let mut trial = Trial::new(&tried, whole());
        trial.follow(&calendar, &taken);
        (trial.finish(at(12, 0)).remove(0).total().breached, asks)
    };
    assert_eq!(counted(Field::everything().in_branches([branch(1)])), (1, false));
    assert_eq!(counted(Field::everything().in_branches([branch(2)])), (0, false));
    assert_eq!(counted(Field::everything().of_services([service(7)])), (1, true), "the service is read");
    assert_eq!(counted(Field::everything().of_services([service(8)])), (0, true));
}

proptest! {
    /// The promises of a version tried over what happened under it give what its obligations give, wherever the history
    /// is cut between two readers.
    #[test]
    fn trying_the_version_in_force_gives_the_stored_figures(events in any_events(), place in 0_usize..24) {
        // The limit passes by itself here.
        let events: Vec<Event> =
            events.into_iter().filter(|one| one.kind != EventKind::ObligationBreached).collect();
        let now = at(9, 30).plus_minutes(2_000);
        let standard = standard(&two_promises());
        let outcomes = cut(&standard, &events, place, whole(), now);
        let (owed, _) = play_all(&versions(&two_promises()), &events);
        for (promise, outcome) in standard.promises().iter().zip(outcomes) {
            let mut counts = Counts::default();
            for one in owed.iter().filter(|one| one.norm == promise.norm_id) {
                match one.state {
                    State::Met { .. } => counts.met += 1,
                    State::Waived { .. } => counts.waived += 1,
                    State::Open if one.due_at >= now => {}
                    State::Open | State::Breached { .. } => counts.breached += 1,
                }
            }
            prop_assert_eq!(outcome.total(), counts, "{}", promise.norm_id);
        }
    }
}
