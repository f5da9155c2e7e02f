//! One day of one branch, played through the same queue discipline as a real one. Pure: the same draw gives the same day.

use std::{cmp::Reverse, collections::BinaryHeap};

use solits_kernel::{CounterId, EmployeeId, LineId, ServiceId, TicketId, Timestamp};
use solits_queueing::{
    draw::Draw,
    order::{ClientKind, Desk, LineChoice, Policy, PriorityClass, RecentCalls, Skills, Waiting, next},
};
use uuid::Uuid;

/// A branch as the simulation knows it.
#[derive(Clone, Debug)]
pub(crate) struct BranchWorld {
    pub(crate) id: solits_kernel::BranchId,
    pub(crate) lines: Vec<LineWorld>,
    pub(crate) desks: Vec<(CounterId, EmployeeId, Vec<LineId>)>,
    /// Clients on an ordinary day.
    pub(crate) clients_a_day: f64,
}

/// A line as the simulation knows it.
#[derive(Clone, Debug)]
pub(crate) struct LineWorld {
    pub(crate) id: LineId,
    pub(crate) letter: String,
    /// Services with their usual minutes.
    pub(crate) services: Vec<(ServiceId, f64)>,
    /// Its part of the clients.
    pub(crate) weight: f64,
}

/// A client's visit.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub(crate) line: usize,
    pub(crate) service: ServiceId,
    pub(crate) number: i64,
    pub(crate) priority: bool,
    pub(crate) party: i64,
    pub(crate) taken_at: Timestamp,
    pub(crate) end: End,
}

/// How a visit ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    Served { desk: usize, called_at: Timestamp, started_at: Timestamp, ended_at: Timestamp },
    NoShow { desk: usize, called_at: Timestamp, aside_at: Timestamp },
    Left { at: Timestamp },
}

/// The share of clients over the hours of a day: a morning peak, a quieter noon, a smaller peak after work.
const PROFILE: [f64; 8] = [1.35, 1.5, 1.2, 0.9, 0.75, 0.85, 0.95, 0.7];

struct Client {
    service_ms: i64,
    walk_ms: i64,
    leaves_at: Timestamp,
    comes: bool,
}

/// Plays a day between `opens` and `closes`.
pub(crate) fn play(
    world: &BranchWorld,
    policy: &Policy,
    opens: Timestamp,
    closes: Timestamp,
    draw: &mut Draw,
) -> Vec<Visit> {
    let (mut visits, clients) = arrivals(world, opens, closes, draw);
    let mut free_from: Vec<Timestamp> = world
        .desks
        .iter()
        .map(|_| {
            // Somebody is ill now and then, and a desk opens late.
            if world.desks.len() > 1 && draw.unit() < 0.07 {
                closes
            } else {
                opens.plus_seconds(seconds(draw.exponential(90.0)))
            }
        })
        .collect();
    let mut lunch: Vec<Option<Timestamp>> = (0..world.desks.len())
        .map(|desk| Some(opens.plus_minutes(180 + 30 * i64::try_from(desk).unwrap_or(0))))
        .collect();
    let mut recent = vec![RecentCalls::default(); world.desks.len()];
    let mut turns: BinaryHeap<Reverse<(Timestamp, usize)>> =
        free_from.iter().enumerate().map(|(desk, at)| Reverse((*at, desk))).collect();
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut arrived = 0;
    while let Some(Reverse((mut now, desk))) = turns.pop() {
        if let Some(at) =
            lunch[desk].filter(|at| now >= *at && now < at.plus_minutes(120) && world.desks.len() > 1)
        {
            lunch[desk] = None;
            turns.push(Reverse((now.max(at).plus_minutes(30), desk)));
            continue;
        }
        let (counter, employee, lines) = &world.desks[desk];
        let seat = Desk {
            counter: *counter,
            employee: *employee,
            lines: lines.clone(),
            choice: LineChoice::Equal,
            skills: Skills::All,
        };
        let choice = loop {
            while arrived < visits.len() && visits[arrived].taken_at <= now {
                waiting.push(waiting_of(world, &visits[arrived], arrived));
                arrived += 1;
            }
            waiting.retain(|waiting| {
                let index = index_of(waiting.ticket);
                let leaves_at = clients[index].leaves_at;
                let gone = leaves_at <= now;
                if gone {
                    visits[index].end = End::Left { at: leaves_at };
                }
                !gone
            });
            match next(policy, &seat, now, &waiting, recent[desk]) {
                Some(choice) => break Some(choice),
                None if arrived < visits.len() => now = now.max(visits[arrived].taken_at),
                None => break None,
            }
        };
        let Some(choice) = choice else { continue };
        recent[desk] = recent[desk].after(&choice.reason);
        waiting.retain(|waiting| waiting.ticket != choice.ticket);
        let index = index_of(choice.ticket);
        let client = &clients[index];
        let done = if client.comes {
            let started_at = now.plus_millis(client.walk_ms);
            let ended_at = started_at.plus_millis(client.service_ms);
            visits[index].end = End::Served { desk, called_at: now, started_at, ended_at };
            ended_at
        } else {
            let aside_at = now.plus_seconds(61);
            visits[index].end = End::NoShow { desk, called_at: now, aside_at };
            aside_at
        };
        free_from[desk] = done;
        turns.push(Reverse((done.plus_seconds(seconds(draw.exponential(12.0)) + 1), desk)));
    }
    visits
}

fn arrivals(
    world: &BranchWorld,
    opens: Timestamp,
    closes: Timestamp,
    draw: &mut Draw,
) -> (Vec<Visit>, Vec<Client>) {
    let open_ms = closes.since(opens).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a day's milliseconds fit")]
    let mean_gap = open_ms as f64 / (world.clients_a_day * (0.75 + draw.unit() * 0.5)).max(0.5);
    let weights: f64 = world.lines.iter().map(|line| line.weight).sum();
    let mut numbers = vec![0_i64; world.lines.len()];
    let (mut visits, mut clients) = (Vec::new(), Vec::new());
    let mut at = opens.plus_minutes(-4);
    loop {
        let hour = usize::try_from(at.since(opens).max(0) * 8 / open_ms).unwrap_or(7).min(7);
        at = at.plus_millis(millis(draw.exponential(mean_gap / PROFILE[hour])).max(700));
        if at >= closes || visits.len() > 5_000 {
            return (visits, clients);
        }
        let mut pick = draw.unit() * weights;
        let line = world
            .lines
            .iter()
            .position(|line| {
                pick -= line.weight;
                pick < 0.0
            })
            .unwrap_or(0);
        let services = &world.lines[line].services;
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a short list"
        )]
        let service = (draw.unit() * services.len() as f64) as usize;
        let Some((service, minutes)) = services.get(service.min(services.len().saturating_sub(1))).copied()
        else {
            continue;
        };
        numbers[line] += 1;
        let priority = draw.unit() < 0.06;
        visits.push(Visit {
            line,
            service,
            number: numbers[line],
            priority,
            party: if draw.unit() < 0.05 { 2 } else { 1 },
            taken_at: at,
            end: End::Left { at: closes.plus_minutes(30) },
        });
        clients.push(Client {
            service_ms: millis(draw.log_normal(minutes, 0.8) * 60_000.0).clamp(30_000, 5_400_000),
            walk_ms: 8_000 + millis(draw.exponential(12_000.0)).min(45_000),
            leaves_at: at.plus_minutes(8).plus_millis(millis(draw.exponential(75.0 * 60_000.0))),
            comes: draw.unit() > 0.025,
        });
    }
}

#[expect(clippy::cast_possible_truncation, reason = "durations of a day")]
fn millis(value: f64) -> i64 {
    value as i64
}

fn seconds(value: f64) -> i64 {
    millis(value)
}

/// Within a day tickets are known by their place in the list.
fn waiting_of(world: &BranchWorld, visit: &Visit, index: usize) -> Waiting {
    Waiting {
        ticket: TicketId::new(Uuid::from_u128(index as u128 + 1)),
        number: String::new(),
        line: world.lines[visit.line].id,
        service: None,
        class: if visit.priority { PriorityClass::Priority } else { PriorityClass::None },
        booked_for: None,
        first_waiting_at: visit.taken_at,
        offered_from: visit.taken_at,
        for_counter: None,
        for_employee: None,
        returned_by: None,
        client: ClientKind::External,
        late: None,
    }
}

fn index_of(ticket: TicketId) -> usize {
    usize::try_from(ticket.uuid().as_u128().saturating_sub(1)).unwrap_or(usize::MAX)
}
