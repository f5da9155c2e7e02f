//! Nobody starves: a bound on how many calls can pass an aged client, whatever comes after.

use proptest::prelude::*;
use solits_queueing::order::{Policy, RecentCalls, Waiting, next};

use crate::fixture::{A, desk, minute, priority, ticket};

/// Somebody who joins before a call: an ordinary client or one who goes out of turn.
#[derive(Clone, Copy, Debug)]
enum Joins {
    Nobody,
    Ordinary,
    Fast,
}

fn joins() -> impl Strategy<Value = Joins> {
    prop_oneof![1 => Just(Joins::Nobody), 1 => Just(Joins::Ordinary), 3 => Just(Joins::Fast)]
}

proptest! {
    /// With `n` ordinary clients before, an aged one is called within (n + 1) · (most + 1) calls.
    #[test]
    fn an_aged_client_is_called_within_a_bounded_number_of_calls(
        before in 0..5u128, most in 0..4u32, flood in prop::collection::vec(prop::collection::vec(joins(), 0..4), 60),
    ) {
        let policy = Policy { fast_in_a_row: Some(most), ..Policy::default() };
        let desk = desk(1, &[A]);
        let mut hall: Vec<Waiting> = (0..before).map(|number| ticket(number + 1, A, -30)).collect();
        let patient = ticket(900, A, -25);
        hall.push(patient.clone());
        let bound = (before + 1) * (u128::from(most) + 1);
        let mut recent = RecentCalls::default();
        let mut newest = 1_000;
        for (call, newcomers) in (1..=bound).zip(flood) {
            let now = i64::try_from(call).unwrap();
            for joins in newcomers {
                newest += 1;
                match joins {
                    Joins::Nobody => {}
                    Joins::Ordinary => hall.push(ticket(newest, A, now)),
                    Joins::Fast => hall.push(priority(newest, A, now)),
                }
            }
            let choice = next(&policy, &desk, minute(now), &hall, recent).unwrap();
            recent = recent.after(&choice.reason);
            hall.retain(|waiting| waiting.ticket != choice.ticket);
            if choice.ticket == patient.ticket {
                return Ok(());
            }
        }
        prop_assert!(false, "not called within {bound} calls");
    }
}

/// Users of queue systems complained that priority wins always; a policy without a cap does just that.
#[test]
fn without_a_cap_priority_wins_always() {
    let policy = Policy { fast_in_a_row: None, ..Policy::default() };
    let hall = [ticket(1, A, -120), priority(2, A, 0)];
    let choice = next(&policy, &desk(1, &[A]), minute(1), &hall, RecentCalls { fast_in_a_row: 99 }).unwrap();
    assert_eq!(choice.ticket, hall[1].ticket);
}

#[test]
fn a_call_among_thousands_is_one_pass() {
    let hall: Vec<Waiting> = (0..20_000).map(|number| ticket(number + 1, A, 0)).collect();
    let choice = next(&Policy::default(), &desk(1, &[A]), minute(1), &hall, RecentCalls::default()).unwrap();
    assert_eq!(choice.ticket, hall[0].ticket, "ties go by the ticket's id");
}
