//! Where one ticket stands before one desk.

use std::cmp::Ordering;

use solits_kernel::{TicketId, Timestamp};

use super::{Choice, ClientKind, Desk, InternalClients, LineChoice, Policy, PriorityClass, Waiting, reason};
use crate::measure::MINUTE;

/// Which file of people a ticket stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Queue {
    /// Out of turn: priority, or booked and due.
    Fast,
    /// In turn.
    Ordinary,
    /// Missed a call and lets a few others pass first.
    Behind,
    /// Booked for later; called when nobody else waits.
    Early,
}

/// By what right a ticket stands where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// A priority group.
    Priority,
    /// The agreed minute has come.
    Due(Timestamp),
    /// The agreed minute is still far.
    Early(Timestamp),
    /// The client came too long after the agreed minute.
    Missed(Timestamp),
    /// Arrival.
    Arrival,
}

/// Since when the longest waiting have waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Longest {
    /// Of all.
    pub(crate) of_all: Timestamp,
    /// Of external clients, where they go before internal ones; of all, where the policy makes no difference.
    pub(crate) of_external: Option<Timestamp>,
    /// Of those in the desk's lines who came for a service it does not give.
    pub(crate) passed_over: Option<Timestamp>,
}

impl Longest {
    /// The longest of both.
    pub(crate) fn and(self, other: Self) -> Self {
        let externals = self.of_external.into_iter().chain(other.of_external);
        let passed_over = self.passed_over.into_iter().chain(other.passed_over);
        Self {
            of_all: self.of_all.min(other.of_all),
            of_external: externals.min(),
            passed_over: passed_over.min(),
        }
    }
}

/// A ticket with its place before a desk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(super) waiting: &'a Waiting,
    pub(super) claim: Claim,
    queue: Queue,
    key: Key,
}

/// What decides within a queue, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    places_left: u32,
    turn: Ageing,
    after_external: bool,
    line: usize,
    since: Timestamp,
    ticket: TicketId,
}

/// Whether the ageing limit has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ageing {
    Aged,
    Fresh,
}

impl Place<'_> {
    pub(crate) fn queue(&self) -> Queue {
        self.queue
    }
    pub(crate) fn is_aged(&self) -> bool {
        self.key.turn == Ageing::Aged
    }
    pub(crate) fn is_after_external(&self) -> bool {
        self.key.after_external
    }
    pub(crate) fn line_rank(&self) -> usize {
        self.key.line
    }
    pub(crate) fn places_left(&self) -> usize {
        usize::try_from(self.key.places_left).unwrap_or(usize::MAX)
    }
    /// The instant the place counts from: arrival, the agreed minute, or arrival less a bonus.
    pub(crate) fn since(&self) -> Timestamp {
        self.key.since
    }
    /// This place as the longest waiting, alone.
    pub(crate) fn alone(&self) -> Longest {
        let of_external = (!self.key.after_external).then_some(self.key.since);
        Longest { of_all: self.key.since, of_external, passed_over: None }
    }
    /// Whether this place goes before the other one where neither has to let the other pass first.
    pub(crate) fn precedes(&self, other: &Self) -> bool {
        self.natural().cmp(&other.natural()).is_lt()
    }
    /// The order within all queues.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        (self.queue, self.key).cmp(&(other.queue, other.key))
    }
    pub(crate) fn choice(&self, now: Timestamp, turn: reason::Turn, longest: Longest) -> Choice {
        Choice { ticket: self.waiting.ticket, reason: reason::of(self, now, turn, longest) }
    }
    fn natural(&self) -> (Queue, Key) {
        match (self.queue, self.claim) {
            (Queue::Behind, Claim::Priority | Claim::Due(_)) => {
                (Queue::Fast, Key { places_left: 0, ..self.key })
            }
            (Queue::Behind, _) => (Queue::Ordinary, Key { places_left: 0, ..self.key }),
            _ => (self.queue, self.key),
        }
    }
}

/// The place of a ticket before a desk; `None` where the desk may not call it now.
pub(crate) fn place<'a>(
    policy: &Policy,
    desk: &Desk,
    now: Timestamp,
    waiting: &'a Waiting,
) -> Option<Place<'a>> {
    let line = line_rank(desk, waiting)?;
    if desk.lacks_the_service_of(waiting)
        || now < waiting.offered_from
        || waiting.returned_by == Some(desk.counter)
    {
        return None;
    }
    let claim = claim(policy, now, waiting);
    let since = match claim {
        Claim::Due(agreed) | Claim::Early(agreed) => agreed,
        Claim::Missed(_) => waiting.first_waiting_at.plus_minutes(-policy.booked_late_bonus_minutes.max(0)),
        _ => waiting.first_waiting_at,
    };
    let places_left =
        waiting.late.map_or(0, |late| policy.late_places_behind.saturating_sub(late.calls_since));
    let queue = match claim {
        _ if places_left > 0 => Queue::Behind,
        Claim::Priority | Claim::Due(_) => Queue::Fast,
        Claim::Early(_) => Queue::Early,
        Claim::Missed(_) | Claim::Arrival => Queue::Ordinary,
    };
    let turn = if now.since(since) >= policy.ageing_minutes.saturating_mul(MINUTE) {
        Ageing::Aged
    } else {
        Ageing::Fresh
    };
    let ordinary_fresh = turn == Ageing::Fresh && matches!(claim, Claim::Missed(_) | Claim::Arrival);
    let internal =
        policy.internal == InternalClients::AfterExternal && waiting.client == ClientKind::Internal;
    let key = Key {
        places_left,
        // Neither age, nor coming from outside, nor the desk's preference moves those who go out of turn.
        turn: if ordinary_fresh { Ageing::Fresh } else { Ageing::Aged },
        after_external: ordinary_fresh && internal,
        line: if ordinary_fresh && desk.choice == LineChoice::InOrder { line } else { 0 },
        since,
        ticket: waiting.ticket,
    };
    Some(Place { waiting, claim, queue, key })
}

/// Where the ticket's line stands among the desk's; a ticket sent to this desk or employee comes before all lines.
fn line_rank(desk: &Desk, waiting: &Waiting) -> Option<usize> {
    match (waiting.for_counter, waiting.for_employee) {
        (None, None) => desk.lines.iter().position(|line| *line == waiting.line).map(|position| position + 1),
        (counter, employee) => {
            let here = counter.is_none_or(|counter| counter == desk.counter)
                && employee.is_none_or(|employee| employee == desk.employee);
            here.then_some(0)
        }
    }
}

fn claim(policy: &Policy, now: Timestamp, waiting: &Waiting) -> Claim {
    if waiting.class == PriorityClass::Priority {
        return Claim::Priority;
    }
    let Some(agreed) = waiting.booked_for else { return Claim::Arrival };
    if waiting.first_waiting_at > agreed.plus_minutes(policy.booked_after_minutes.max(0)) {
        Claim::Missed(agreed)
    } else if now >= agreed {
        Claim::Due(agreed)
    } else if now >= agreed.plus_minutes(-policy.booked_before_minutes.max(0)) {
        Claim::Arrival
    } else {
        Claim::Early(agreed)
    }
}
