//! The discipline against queueing theory: non-preemptive priority and first come, first served in a steady state.
//!
//! The expected means come from the closed forms for M/M/c (Erlang C and its two-class priority form).

use solits_queueing::draw::Draw;
use solits_queueing::order::{Policy, PriorityClass, RecentCalls, Waiting, next};

use crate::fixture::{A, desk, id, minute, ticket};

const CLIENTS: u32 = 120_000;

/// Mean waits in seconds of priority and ordinary clients under strict priority, simulated.
fn simulate(mean_service: f64, servers: usize, fast_per_hour: f64, ordinary_per_hour: f64) -> (f64, f64) {
    let policy = Policy { fast_in_a_row: None, ..Policy::default() };
    let desk = desk(1, &[A]);
    let mut draw = Draw::new(20_260);
    let start = minute(0);
    let at = |seconds: f64| start.plus_millis(whole(seconds * 1000.0));
    let mut free_at = vec![0.0_f64; servers];
    let mut hall: Vec<(Waiting, f64)> = Vec::new();
    let (mut waits, mut counts) = ([0.0; 2], [0.0; 2]);
    let rate = (fast_per_hour + ordinary_per_hour) / 3600.0;
    let mut arrival = draw.exponential(1.0 / rate);
    for number in 0..CLIENTS {
        // Every server that frees before the next arrival calls whom the policy says.
        loop {
            let (server, free) = earliest(&free_at);
            if free > arrival || hall.is_empty() {
                break;
            }
            call(&policy, &desk, &mut hall, free, &mut |class, wait| {
                waits[class] += wait;
                counts[class] += 1.0;
            });
            free_at[server] = free + draw.exponential(mean_service);
        }
        let fast = draw.unit() < fast_per_hour / (fast_per_hour + ordinary_per_hour);
        let class = if fast { PriorityClass::Priority } else { PriorityClass::None };
        let waiting = Waiting {
            ticket: id(u128::from(number) + 1),
            class,
            first_waiting_at: at(arrival),
            offered_from: start,
            ..ticket(1, A, 0)
        };
        hall.push((waiting, arrival));
        let (server, free) = earliest(&free_at);
        if free <= arrival {
            call(&policy, &desk, &mut hall, arrival, &mut |class, wait| {
                waits[class] += wait;
                counts[class] += 1.0;
            });
            free_at[server] = arrival + draw.exponential(mean_service);
        }
        arrival += draw.exponential(1.0 / rate);
    }
    (waits[0] / f64::max(counts[0], 1.0), waits[1] / f64::max(counts[1], 1.0))
}

fn call(
    policy: &Policy,
    desk: &solits_queueing::order::Desk,
    hall: &mut Vec<(Waiting, f64)>,
    now: f64,
    count: &mut dyn FnMut(usize, f64),
) {
    let waiting: Vec<Waiting> = hall.iter().map(|(waiting, _)| waiting.clone()).collect();
    let late = minute(0).plus_millis(whole(now * 1000.0));
    let choice = next(policy, desk, late, &waiting, RecentCalls::default()).unwrap();
    let place = waiting.iter().position(|waiting| waiting.ticket == choice.ticket).unwrap();
    let (called, came) = hall.swap_remove(place);
    count(usize::from(called.class == PriorityClass::None), now - came);
}

fn earliest(free_at: &[f64]) -> (usize, f64) {
    free_at.iter().copied().enumerate().min_by(|one, other| one.1.total_cmp(&other.1)).unwrap()
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds of a simulated year fit")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

/// A steady state of this many clients at this load has a relative standard error near 1.5 % (waits are correlated over
/// some 1/(1−ρ)² clients); 6 % is four of them.
fn close(simulated: f64, expected: f64) {
    assert!(
        (simulated / expected - 1.0).abs() < 0.06,
        "simulated {simulated:.1} s, expected {expected:.1} s"
    );
}

#[test]
fn strict_priority_gives_the_waits_of_theory_with_two_servers() {
    let (fast, ordinary) = simulate(600.0, 2, 2.0, 6.0);
    close(fast, 192.0);
    close(ordinary, 576.0);
}

#[test]
fn strict_priority_gives_the_waits_of_theory_with_three_servers() {
    let (fast, ordinary) = simulate(480.0, 3, 3.0, 12.0);
    close(fast, 82.051_282_051_3);
    close(ordinary, 246.153_846_154);
}

#[test]
fn first_come_first_served_gives_the_wait_of_erlang_c() {
    close(simulate(480.0, 2, 0.0, 12.0).1, 853.333_333_333);
    close(simulate(360.0, 5, 0.0, 40.0).1, 199.480_519_481);
}
