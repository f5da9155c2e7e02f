//! What holds whatever happens.

use std::collections::BTreeMap;

use proptest::prelude::*;
use solits_obligation::{Delta, Event, Obligation, State, Versions, apply, deltas};
use solits_standard::{event::EventKind, model::Fact};

use crate::{after, at, calendar, event, norm, standard, versions, with};

pub(crate) fn two_promises() -> String {
    norm(
        "wait",
        "starts = \"ticket.taken\"\nwithin = { minutes = 15 }\nmet_by = [\"ticket.called\"]\n\
         waived_by = [{ by = \"ticket.left\", reason = { lv = \"aizgāja\", en = \"left\" } }]",
    ) + &norm(
        "serve",
        "starts = \"ticket.called\"\nwithin = { opening_minutes = 30 }\nmet_by = [\"ticket.finished\", \"ticket.no_show\"]",
    )
}

/// Any order of events on one ticket, however senseless: the heart must not lose count.
pub(crate) fn any_events() -> impl Strategy<Value = Vec<Event>> {
    let kinds = prop::sample::select(vec![
        EventKind::TicketTaken,
        EventKind::TicketCalled,
        EventKind::TicketFinished,
        EventKind::TicketLeft,
        EventKind::TicketNoShow,
        EventKind::TicketUndone,
        EventKind::ObligationBreached,
    ]);
    prop::collection::vec((kinds, 0_i64..40, 0_i64..6), 0..24).prop_map(|steps| {
        let mut now = at(9, 30);
        steps
            .into_iter()
            .zip(1..)
            .map(|((kind, minutes, back), n)| {
                now = now.plus_minutes(minutes);
                with(event(n, now, kind), "undoes", Fact::Int(n - back))
            })
            .collect()
    })
}

/// Plays events, keeping the sums of the deltas as the program's roll-ups do. The timer's entries name an obligation that
/// is live.
fn play(versions: &Versions, events: &[Event]) -> (Vec<Obligation>, (i64, i64, i64)) {
    let (owed, moved) = play_all(versions, events);
    let sums = moved
        .iter()
        .fold((0, 0, 0), |sums, delta| (sums.0 + delta.met, sums.1 + delta.breached, sums.2 + delta.waived));
    (owed, sums)
}

fn play_deltas(versions: &Versions, events: &[Event]) -> Vec<Delta> {
    play_all(versions, events).1
}

pub(crate) fn play_all(versions: &Versions, events: &[Event]) -> (Vec<Obligation>, Vec<Delta>) {
    let calendar = calendar();
    let (mut owed, mut moved) = (Vec::<Obligation>::new(), Vec::new());
    for one in events {
        let mut one = one.clone();
        if let Some(live) = owed.iter().find(|obligation| obligation.is_live()) {
            one.facts.insert("obligation".to_owned(), Fact::Word(live.id.to_string()));
        }
        let changes = apply(versions, &calendar, &owed, &one);
        moved.extend(deltas(&changes));
        owed = after(owed, &changes);
    }
    (owed, moved)
}

fn counted(owed: &[Obligation]) -> (i64, i64, i64) {
    owed.iter().fold((0, 0, 0), |sums, one| match one.state {
        State::Open => sums,
        State::Met { .. } => (sums.0 + 1, sums.1, sums.2),
        State::Breached { .. } => (sums.0, sums.1 + 1, sums.2),
        State::Waived { .. } => (sums.0, sums.1, sums.2 + 1),
    })
}

proptest! {
    #[test]
    fn replaying_a_journal_gives_the_same_obligations_byte_for_byte(events in any_events()) {
        let versions = versions(&two_promises());
        let bytes = |owed: &[Obligation]| serde_json::to_vec(owed).unwrap();
        prop_assert_eq!(bytes(&play(&versions, &events).0), bytes(&play(&versions, &events).0));
    }

    #[test]
    fn the_roll_ups_always_equal_a_count_of_the_obligations(events in any_events()) {
        let (owed, sums) = play(&versions(&two_promises()), &events);
        prop_assert_eq!(sums, counted(&owed));
    }

    #[test]
    fn no_obligation_is_ever_doubled(events in any_events()) {
        let (owed, _) = play(&versions(&two_promises()), &events);
        let mut ids: BTreeMap<_, usize> = BTreeMap::new();
        for one in &owed {
            *ids.entry(one.id).or_default() += 1;
        }
        prop_assert!(ids.values().all(|count| *count == 1));
    }

    #[test]
    fn only_what_can_still_change_is_looked_at_by_the_timer(events in any_events()) {
        let (owed, _) = play(&versions(&two_promises()), &events);
        for one in owed {
            prop_assert_eq!(one.look_at.is_some(), one.state == State::Open, "{:?}", one);
        }
    }

    /// Adoption splits time cleanly: before and after it each obligation belongs to exactly one version.
    #[test]
    fn a_new_version_rejudges_nothing(events in any_events(), minute in 0_i64..300) {
        let change = at(9, 30).plus_minutes(minute);
        let mut both = Versions::default();
        both.insert(1, solits_kernel::Timestamp::from_millis(0), standard(&two_promises()));
        both.insert(2, change, standard(&two_promises().replace("minutes = 15", "minutes = 3")));
        let old = versions(&two_promises());
        let under_both = play(&both, &events).0;
        for one in &under_both {
            prop_assert_eq!(one.standard, if one.opened_at < change { 1 } else { 2 });
        }
        let before: Vec<Event> = events.into_iter().filter(|event| event.at < change).collect();
        prop_assert_eq!(play(&both, &before).0, play(&old, &before).0);
    }

    /// On the day of change nothing is lost, doubled or judged anew: what each version counts is what its own obligations
    /// come to, and the promises that both leave as they were are owed as often as under one version.
    #[test]
    fn adoption_at_any_instant_splits_the_figures_cleanly(events in any_events(), minute in 0_i64..300) {
        let change = at(9, 30).plus_minutes(minute);
        let mut both = Versions::default();
        both.insert(1, solits_kernel::Timestamp::from_millis(0), standard(&two_promises()));
        both.insert(2, change, standard(&two_promises().replace("minutes = 15", "minutes = 3")));
        let under_both = play(&both, &events).0;
        let under_one = play(&versions(&two_promises()), &events).0;
        let serve = |owed: &[Obligation]| -> Vec<_> {
            let serve = owed.iter().filter(|one| one.norm == "serve");
            serve.map(|one| (one.id, one.due_at)).collect()
        };
        prop_assert_eq!(serve(&under_both), serve(&under_one));
        let mut split = [(0, 0, 0); 3];
        for delta in play_deltas(&both, &events) {
            let sums = &mut split[usize::try_from(delta.standard).unwrap()];
            *sums = (sums.0 + delta.met, sums.1 + delta.breached, sums.2 + delta.waived);
        }
        for number in [1, 2] {
            let own: Vec<Obligation> =
                under_both.iter().filter(|one| one.standard == number).cloned().collect();
            prop_assert_eq!(split[usize::try_from(number).unwrap()], counted(&own));
        }
    }
}
