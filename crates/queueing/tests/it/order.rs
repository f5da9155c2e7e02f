//! Who is next, by example and by property.

use proptest::prelude::*;
use solits_kernel::{Lang, TicketId};
use solits_queueing::order::{
    ClientKind, Desk, InternalClients, LateReturn, LineChoice, Policy, PriorityClass, Reason, RecentCalls,
    Skills, Waiting, Why, next, rank_all, why_before,
};

use crate::fixture::{A, B, booked, counter, desk, employee, id, minute, priority, ticket};

fn ranked(policy: &Policy, desk: &Desk, now: i64, waiting: &[Waiting], recent: RecentCalls) -> Vec<u128> {
    rank_all(policy, desk, minute(now), waiting, recent)
        .iter()
        .map(|choice| choice.ticket.uuid().as_u128())
        .collect()
}

/// Checks the order at a desk that serves both lines, under the usual policy.
fn check(now: i64, waiting: &[Waiting], expected: &[u128]) {
    let desk = desk(1, &[A, B]);
    assert_eq!(ranked(&Policy::default(), &desk, now, waiting, RecentCalls::default()), expected);
}

fn reason(policy: &Policy, desk: &Desk, now: i64, waiting: &[Waiting]) -> Reason {
    next(policy, desk, minute(now), waiting, RecentCalls::default()).unwrap().reason
}

#[test]
fn whoever_has_waited_longest_in_any_line_of_the_desk_is_next() {
    check(12, &[ticket(1, A, 5), ticket(2, B, 0), ticket(3, A, 7)], &[2, 1, 3]);
    let reason = reason(&Policy::default(), &desk(1, &[A, B]), 12, &[ticket(2, B, 0), ticket(1, A, 5)]);
    assert_eq!(reason.sentence(Lang::Lv), "Gaida visilgāk no šī lodziņa rindām (12 min).");
    assert_eq!(reason.sentence(Lang::En), "Longest wait in this desk's lines (12 min).");
}

#[test]
fn a_line_the_desk_does_not_serve_is_never_called() {
    let desk = desk(1, &[B]);
    assert_eq!(next(&Policy::default(), &desk, minute(9), &[ticket(1, A, 0)], RecentCalls::default()), None);
}

/// Clients of priority groups are served out of turn where possible (vzd P2/s2.2, E-10).
#[test]
fn priority_goes_first_and_after_two_such_calls_an_aged_client_is_next() {
    let waiting =
        [ticket(1, A, 0), ticket(2, A, 1), priority(3, A, 20), priority(4, A, 21), priority(5, A, 22)];
    check(25, &waiting, &[3, 4, 1, 5, 2]);
    let desk = desk(1, &[A]);
    let turn =
        next(&Policy::default(), &desk, minute(25), &waiting, RecentCalls { fast_in_a_row: 2 }).unwrap();
    assert_eq!(turn.reason, Reason::TurnAfterFast { minutes: 25, fast_calls: 2 });
    let first = reason(&Policy::default(), &desk, 25, &waiting);
    assert_eq!(first.sentence(Lang::Lv), "Priekšroka; pēc tam kārta nākamajam parastajā rindā.");
}

/// A booked client is called from the agreed minute, not before (E-17).
#[test]
fn a_booked_client_goes_first_from_the_agreed_minute() {
    let waiting = [ticket(1, A, 80), booked(2, A, 95, 105)];
    check(104, &waiting, &[1, 2]);
    check(105, &waiting, &[2, 1]);
    let reason = reason(&Policy::default(), &desk(1, &[A]), 105, &waiting);
    assert_eq!(reason.sentence(Lang::Lv), "Pieraksts uz 10.45.");
    assert_eq!(reason.sentence(Lang::En), "Booked for 10:45.");
}

#[test]
fn a_booked_client_who_comes_much_too_early_waits_while_anybody_else_does() {
    check(20, &[booked(1, A, 0, 60), ticket(2, A, 19)], &[2, 1]);
    check(51, &[booked(1, A, 0, 60), ticket(2, A, 19)], &[1, 2]);
    let alone = reason(&Policy::default(), &desk(1, &[A]), 20, &[booked(1, A, 0, 60)]);
    assert_eq!(alone, Reason::BookedEarly { at: minute(60) });
}

#[test]
fn a_booked_client_who_comes_too_late_goes_by_arrival_with_a_small_bonus() {
    check(30, &[ticket(1, A, 5), ticket(2, A, 15), booked(3, A, 20, 0)], &[1, 3, 2]);
    let alone = reason(&Policy::default(), &desk(1, &[A]), 30, &[booked(3, A, 20, 0)]);
    assert_eq!(alone, Reason::BookedMissed { at: minute(0), minutes: 10 });
}

#[test]
fn a_transferred_client_keeps_the_first_time() {
    let transferred = Waiting { offered_from: minute(30), line: id(B), ..ticket(1, A, 2) };
    check(30, &[ticket(2, B, 10), transferred.clone()], &[1, 2]);
    check(29, &[ticket(2, B, 10), transferred], &[2]);
}

#[test]
fn a_returned_ticket_is_not_offered_to_the_same_desk() {
    let returned = Waiting { returned_by: Some(counter(1)), ..ticket(1, A, 0) };
    let waiting = [returned, ticket(2, A, 5)];
    assert_eq!(ranked(&Policy::default(), &desk(1, &[A]), 9, &waiting, RecentCalls::default()), [2]);
    assert_eq!(ranked(&Policy::default(), &desk(2, &[A]), 9, &waiting, RecentCalls::default()), [1, 2]);
}

#[test]
fn a_ticket_sent_to_a_counter_or_an_employee_is_called_only_there() {
    let sent = Waiting { for_counter: Some(counter(2)), ..ticket(1, A, 0) };
    let asked = Waiting { for_employee: Some(employee(2)), ..ticket(2, A, 1) };
    let waiting = [sent, asked, ticket(3, B, 2)];
    assert_eq!(ranked(&Policy::default(), &desk(1, &[A, B]), 9, &waiting, RecentCalls::default()), [3]);
    // The desk of whom it is for calls it though it does not serve its line.
    assert_eq!(ranked(&Policy::default(), &desk(2, &[B]), 9, &waiting, RecentCalls::default()), [1, 2, 3]);
    assert_eq!(reason(&Policy::default(), &desk(2, &[B]), 9, &waiting), Reason::SentHere { minutes: 9 });
}

/// The called client is waited for one minute, then the next is called (vzd P2/s2.2, E-06); the late one keeps a place.
#[test]
fn a_client_who_missed_a_call_goes_after_three_others_and_then_regains_the_place() {
    let late = |calls_since| Waiting { late: Some(LateReturn { calls_since }), ..ticket(1, A, 0) };
    let others = [ticket(2, A, 5), ticket(3, A, 6), ticket(4, A, 7), ticket(5, A, 8)];
    let with = |calls_since| [vec![late(calls_since)], others.to_vec()].concat();
    check(10, &with(0), &[2, 3, 4, 1, 5]);
    check(10, &with(2), &[2, 1, 3, 4, 5]);
    check(10, &with(3), &[1, 2, 3, 4, 5]);
    check(10, &[late(0)], &[1]);
    assert_eq!(reason(&Policy::default(), &desk(1, &[A]), 10, &with(3)), Reason::BackInPlace { minutes: 10 });
    assert_eq!(reason(&Policy::default(), &desk(1, &[A]), 10, &[late(0)]), Reason::BackAlone);
}

/// Where the policy makes no difference, nobody is told that external clients go first.
#[test]
fn a_preferred_line_is_the_reason_even_when_a_colleague_in_another_line_has_waited_longer() {
    let colleague = Waiting { client: ClientKind::Internal, ..ticket(1, B, 0) };
    let waiting = [colleague, ticket(2, A, 1)];
    let desk = Desk { choice: LineChoice::InOrder, ..desk(1, &[A, B]) };
    assert_eq!(reason(&Policy::default(), &desk, 4, &waiting), Reason::PreferredLine { minutes: 3 });
}

#[test]
fn a_desk_is_offered_only_the_services_it_gives_and_says_so() {
    let of = |service, waiting| Waiting { service: Some(id(service)), ..waiting };
    let skilled = Desk { skills: Skills::Only(vec![id(7)]), ..desk(1, &[A]) };
    let waiting = [of(8, ticket(1, A, 0)), of(7, ticket(2, A, 4)), ticket(3, A, 6)];
    assert_eq!(ranked(&Policy::default(), &skilled, 9, &waiting, RecentCalls::default()), [2, 3]);
    let why = reason(&Policy::default(), &skilled, 9, &waiting);
    assert_eq!(why, Reason::OfServices { minutes: 5 });
    assert_eq!(
        why.sentence(Lang::Lv),
        "Gaida visilgāk no tiem, kuru pakalpojumu sniedz šis lodziņš (5 min)."
    );
    // Where nobody was passed over, the plain reason is the true one.
    assert_eq!(reason(&Policy::default(), &skilled, 9, &waiting[1..]), Reason::Longest { minutes: 5 });
    let asked =
        why_before(&Policy::default(), &skilled, minute(9), &waiting[1], &waiting[0], RecentCalls::default());
    assert_eq!(asked, Some(Why::ServiceNotGivenHere));
    // A colleague who sends a client to just this desk knows why.
    let sent = of(8, Waiting { for_counter: Some(counter(1)), ..ticket(1, A, 0) });
    assert_eq!(ranked(&Policy::default(), &skilled, 9, &[sent], RecentCalls::default()), [1]);
}

/// External clients before internal ones (adazi 6.9, E-12).
#[test]
fn internal_clients_go_after_external_ones_until_they_have_waited_too_long() {
    let policy = Policy { internal: InternalClients::AfterExternal, ..Policy::default() };
    let internal = Waiting { client: ClientKind::Internal, ..ticket(1, A, 0) };
    let waiting = [internal, ticket(2, A, 10)];
    let desk = desk(1, &[A]);
    assert_eq!(ranked(&policy, &desk, 15, &waiting, RecentCalls::default()), [2, 1]);
    assert_eq!(reason(&policy, &desk, 15, &waiting), Reason::ExternalFirst { minutes: 5 });
    assert_eq!(ranked(&policy, &desk, 20, &waiting, RecentCalls::default()), [1, 2]);
    assert_eq!(ranked(&Policy::default(), &desk, 15, &waiting, RecentCalls::default()), [1, 2]);
}

#[test]
fn a_desk_may_prefer_a_line_until_somebody_in_another_has_waited_too_long() {
    let desk = Desk { choice: LineChoice::InOrder, ..desk(1, &[B, A]) };
    let waiting = [ticket(1, A, 0), ticket(2, B, 10)];
    assert_eq!(ranked(&Policy::default(), &desk, 15, &waiting, RecentCalls::default()), [2, 1]);
    assert_eq!(reason(&Policy::default(), &desk, 15, &waiting), Reason::PreferredLine { minutes: 5 });
    assert_eq!(ranked(&Policy::default(), &desk, 20, &waiting, RecentCalls::default()), [1, 2]);
}

#[test]
fn the_question_why_that_person_before_me_has_an_answer() {
    let policy = Policy::default();
    let desk = desk(1, &[A]);
    let why = |now: i64, first: &Waiting, second: &Waiting, fast_in_a_row: u32| {
        why_before(&policy, &desk, minute(now), first, second, RecentCalls { fast_in_a_row })
    };
    let me = ticket(1, A, 0);
    assert_eq!(why(9, &priority(2, A, 5), &me, 0), Some(Why::Priority));
    assert_eq!(why(9, &me, &priority(2, A, 5), 0), None);
    assert_eq!(why(25, &me, &priority(2, A, 5), 2), Some(Why::TurnAfterFast));
    assert_eq!(why(9, &booked(2, A, 5, 8), &me, 0), Some(Why::Booked { at: minute(8) }));
    assert_eq!(why(9, &me, &ticket(2, A, 1), 0), Some(Why::LongerWait));
    assert_eq!(why(9, &ticket(2, A, 5), &ticket(1, B, 0), 0), Some(Why::NotServedHere));
    let returned = Waiting { returned_by: Some(counter(1)), ..me.clone() };
    assert_eq!(why(9, &ticket(2, A, 5), &returned, 0), Some(Why::SentAwayFromHere));
    let late = Waiting { late: Some(LateReturn { calls_since: 0 }), ..me };
    let missed = why(9, &ticket(2, A, 5), &late, 0).unwrap();
    assert_eq!(missed.sentence(Lang::Lv), "Otrais talons nokavēja izsaukumu un palaiž dažus pa priekšu.");
}

/// Any ticket that could stand in a hall.
fn any_ticket() -> impl Strategy<Value = Waiting> {
    let sent = prop_oneof![8 => Just((None, None)), 1 => (1..3u128).prop_map(|number| (Some(counter(number)), None)),
        1 => (1..3u128).prop_map(|number| (None, Some(employee(number))))];
    (
        (0..1_000_000u128, 1..4u128, -60..60i64, any::<bool>(), any::<bool>()),
        (prop::option::weighted(0.2, -60..90i64), prop::option::weighted(0.1, 0..5u32)),
        (sent, prop::option::weighted(0.1, 1..3u128), 0..70i64),
    )
        .prop_map(|((number, line, came, fast, internal), (agreed, late), (sent, returned, hidden))| {
            Waiting {
                class: if fast && number % 3 == 0 { PriorityClass::Priority } else { PriorityClass::None },
                booked_for: agreed.map(minute),
                client: if internal { ClientKind::Internal } else { ClientKind::External },
                late: late.map(|calls_since| LateReturn { calls_since }),
                offered_from: minute(if hidden > 55 { hidden } else { came }),
                for_counter: sent.0,
                for_employee: sent.1,
                returned_by: returned.map(counter),
                service: (number % 2 == 1).then(|| id(number % 3)),
                ..ticket(number, line, came)
            }
        })
}

fn any_hall() -> impl Strategy<Value = Vec<Waiting>> {
    prop::collection::vec(any_ticket(), 0..14).prop_map(|mut hall| {
        hall.sort_by_key(|waiting| waiting.ticket);
        hall.dedup_by_key(|waiting| waiting.ticket);
        hall
    })
}

fn any_policy() -> impl Strategy<Value = Policy> {
    (1..40i64, prop::option::of(0..4u32), any::<bool>(), 0..4u32).prop_map(|(ageing, most, alike, behind)| {
        Policy {
            ageing_minutes: ageing,
            fast_in_a_row: most,
            internal: if alike { InternalClients::Alike } else { InternalClients::AfterExternal },
            late_places_behind: behind,
            ..Policy::default()
        }
    })
}

fn any_desk() -> impl Strategy<Value = Desk> {
    let lines = Just(vec![1, 2, 3u128]).prop_shuffle();
    let skills = prop::option::of(prop::collection::vec(0..3u128, 0..3));
    (1..3u128, 1..4usize, lines, any::<bool>(), skills).prop_map(|(number, count, lines, equal, skills)| {
        Desk {
            choice: if equal { LineChoice::Equal } else { LineChoice::InOrder },
            skills: skills.map_or(Skills::All, |skills| Skills::Only(skills.into_iter().map(id).collect())),
            ..desk(number, &lines[..count])
        }
    })
}

/// What a reason claims, checked against the hall without the code that chose.
fn claim_is_true(
    reason: &Reason,
    chosen: &Waiting,
    callable: &[&Waiting],
    policy: &Policy,
    recent: RecentCalls,
) -> bool {
    let now = minute(60);
    let waited = now.since(chosen.first_waiting_at) / 60_000;
    let is_late =
        |other: &Waiting| other.late.is_some_and(|late| late.calls_since < policy.late_places_behind);
    let is_booked_in_time = |other: &Waiting| {
        other
            .booked_for
            .is_some_and(|agreed| other.first_waiting_at <= agreed.plus_minutes(policy.booked_after_minutes))
    };
    let is_fast = |other: &Waiting| {
        !is_late(other)
            && (other.class == PriorityClass::Priority
                || (is_booked_in_time(other) && other.booked_for.is_some_and(|agreed| now >= agreed)))
    };
    let is_early = |other: &Waiting| {
        other.class == PriorityClass::None
            && is_booked_in_time(other)
            && other.booked_for.is_some_and(|agreed| now < agreed.plus_minutes(-policy.booked_before_minutes))
    };
    let ordinary = |other: &&&Waiting| !is_fast(other) && !is_late(other) && !is_early(other);
    let nobody_longer = |among: &dyn Fn(&Waiting) -> bool| {
        callable
            .iter()
            .filter(ordinary)
            .filter(|other| among(other))
            .all(|other| other.first_waiting_at >= chosen.first_waiting_at)
    };
    let no_fast = !callable.iter().any(|other| is_fast(other));
    match *reason {
        Reason::Priority => chosen.class == PriorityClass::Priority,
        Reason::Booked { at } => chosen.booked_for == Some(at) && now >= at && is_booked_in_time(chosen),
        Reason::TurnAfterFast { minutes, fast_calls } => {
            minutes == waited
                && fast_calls == recent.fast_in_a_row
                && policy.fast_in_a_row.is_some_and(|most| fast_calls >= most)
                && callable.iter().any(|other| is_fast(other))
        }
        Reason::Longest { minutes } | Reason::SentHere { minutes } => {
            minutes == waited && no_fast && nobody_longer(&|_| true)
        }
        Reason::OfServices { minutes } => {
            // That somebody has waited longer for another service is checked where the whole hall is known.
            minutes == waited && no_fast && nobody_longer(&|_| true)
        }
        Reason::ExternalFirst { minutes } => {
            minutes == waited
                && policy.internal == InternalClients::AfterExternal
                && chosen.client == ClientKind::External
                && !nobody_longer(&|other| other.client == ClientKind::Internal)
                && nobody_longer(&|other| other.client == ClientKind::External)
        }
        Reason::SentHereFirst { minutes } => {
            let is_sent = |other: &Waiting| other.for_counter.is_some() || other.for_employee.is_some();
            minutes == waited
                && is_sent(chosen)
                && nobody_longer(&|other| is_sent(other) && other.client == chosen.client)
        }
        Reason::Internal { minutes } => {
            minutes == waited
                && !callable.iter().filter(ordinary).any(|other| other.client == ClientKind::External)
        }
        Reason::PreferredLine { minutes } => {
            minutes == waited
                && nobody_longer(&|other| {
                    other.line == chosen.line
                        && other.client == chosen.client
                        && other.for_counter.is_none()
                        && other.for_employee.is_none()
                })
        }
        Reason::BookedMissed { at, minutes } => {
            minutes == waited && chosen.booked_for == Some(at) && !is_booked_in_time(chosen)
        }
        Reason::BackInPlace { minutes } => minutes == waited && chosen.late.is_some() && !is_late(chosen),
        Reason::BackAlone => {
            is_late(chosen) && callable.iter().all(|other| is_late(other) || is_early(other))
        }
        Reason::BookedEarly { at } => {
            chosen.booked_for == Some(at) && callable.iter().all(|other| is_early(other))
        }
    }
}

proptest! {
    #[test]
    fn the_order_does_not_depend_on_how_the_waiting_are_listed(
        policy in any_policy(), desk in any_desk(), hall in any_hall(), turn in 0..14usize, fast_in_a_row in 0..4u32,
    ) {
        let recent = RecentCalls { fast_in_a_row };
        let mut listed_otherwise = hall.clone();
        listed_otherwise.reverse();
        listed_otherwise.rotate_left(turn.min(hall.len()));
        prop_assert_eq!(
            rank_all(&policy, &desk, minute(60), &hall, recent),
            rank_all(&policy, &desk, minute(60), &listed_otherwise, recent)
        );
    }

    #[test]
    fn the_next_is_the_first_of_the_whole_order(
        policy in any_policy(), desk in any_desk(), hall in any_hall(), fast_in_a_row in 0..4u32,
    ) {
        let recent = RecentCalls { fast_in_a_row };
        let order = rank_all(&policy, &desk, minute(60), &hall, recent);
        prop_assert_eq!(next(&policy, &desk, minute(60), &hall, recent), order.first().copied());
    }

    #[test]
    fn a_desk_ranks_exactly_those_it_may_call_each_once(
        policy in any_policy(), desk in any_desk(), hall in any_hall(),
    ) {
        let order = rank_all(&policy, &desk, minute(60), &hall, RecentCalls::default());
        let mut ranked: Vec<TicketId> = order.iter().map(|choice| choice.ticket).collect();
        ranked.sort_unstable();
        let callable: Vec<TicketId> = hall.iter().filter(|waiting| may_call(&desk, waiting)).map(|waiting| waiting.ticket).collect();
        prop_assert_eq!(ranked, callable);
    }

    #[test]
    fn the_explanation_is_true_of_the_hall(
        policy in any_policy(), desk in any_desk(), hall in any_hall(), fast_in_a_row in 0..4u32,
    ) {
        let recent = RecentCalls { fast_in_a_row };
        if let Some(choice) = next(&policy, &desk, minute(60), &hall, recent) {
            let chosen = hall.iter().find(|waiting| waiting.ticket == choice.ticket).unwrap();
            let callable: Vec<&Waiting> = hall.iter().filter(|waiting| may_call(&desk, waiting)).collect();
            prop_assert!(claim_is_true(&choice.reason, chosen, &callable, &policy, recent), "{:?} of {chosen:?}", choice.reason);
        }
    }

    /// A desk that treats its lines alike: an ordinary newcomer passes only those who by design let others pass, namely
    /// who missed a call, came long before a booking, or is internal where external clients go first.
    #[test]
    fn a_later_ordinary_arrival_puts_nobody_back(policy in any_policy(), desk in any_desk(), hall in any_hall()) {
        let desk = Desk { choice: LineChoice::Equal, ..desk };
        let place = |hall: &[Waiting], ticket: TicketId| {
            let order = rank_all(&policy, &desk, minute(60), hall, RecentCalls::default());
            order.iter().position(|choice| choice.ticket == ticket)
        };
        let more = [hall.clone(), vec![ticket(2_000_000, 1, 60)]].concat();
        let keeps = hall.iter().filter(|waiting| {
            waiting.late.is_none()
                && waiting.booked_for.is_none()
                && (waiting.client == ClientKind::External || policy.internal == InternalClients::Alike)
        });
        for kept in keeps {
            prop_assert_eq!(place(&more, kept.ticket), place(&hall, kept.ticket));
        }
    }

    #[test]
    fn whoever_goes_first_of_two_can_be_told_why(
        policy in any_policy(), desk in any_desk(), one in any_ticket(), other in any_ticket(),
    ) {
        prop_assume!(one.ticket != other.ticket);
        let told = |first: &Waiting, second: &Waiting| {
            why_before(&policy, &desk, minute(60), first, second, RecentCalls::default()).is_some()
        };
        let callable = may_call(&desk, &one) || may_call(&desk, &other);
        prop_assert_eq!(u32::from(told(&one, &other)) + u32::from(told(&other, &one)), u32::from(callable));
    }
}

fn can_serve(desk: &Desk, waiting: &Waiting) -> bool {
    match (&desk.skills, waiting.service) {
        (Skills::Only(services), Some(service)) => services.contains(&service),
        _ => true,
    }
}

/// Whether a desk may call a ticket at all, written down anew.
fn may_call(desk: &Desk, waiting: &Waiting) -> bool {
    let sent = waiting.for_counter.is_some() || waiting.for_employee.is_some();
    let here = waiting.for_counter.is_none_or(|counter| counter == desk.counter)
        && waiting.for_employee.is_none_or(|employee| employee == desk.employee);
    waiting.offered_from <= minute(60)
        && waiting.returned_by != Some(desk.counter)
        && here
        && (sent || (desk.lines.contains(&waiting.line) && can_serve(desk, waiting)))
}
