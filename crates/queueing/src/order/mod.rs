//! Who is next: a small policy that can be explained in one sentence.
//!
//! Two files of people stand before a desk. The *fast* one holds those whose right it is to go out of turn: priority
//! groups (E-10) and booked clients from their agreed minute. The *ordinary* one goes by the time of arrival, which a
//! transfer does not change. The fast one goes first, but after so many fast calls in a row the next call belongs to
//! an ordinary client who has waited longer than the ageing limit. So nobody starves.
//!
//! The order is a function of its arguments: it does not depend on the order in which the waiting are listed, reads no
//! clock, and breaks every tie by the ticket's id.

mod place;
mod reason;
mod why;

use serde::{Deserialize, Serialize};
use solits_kernel::{CounterId, EmployeeId, LineId, ServiceId, TicketId, Timestamp};

pub use reason::Reason;
pub use why::{Why, why_before};

use place::{Longest, Queue};
pub(crate) use place::{Place, place};

/// Whether a ticket goes out of turn. The ground is deliberately not known here (E-11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityClass {
    /// In turn.
    #[default]
    None,
    /// Out of turn.
    Priority,
}

/// Whether the client comes from outside the institution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientKind {
    /// A citizen or another body.
    #[default]
    External,
    /// An employee who needs something of another employee.
    Internal,
}

/// A client who missed a call and came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateReturn {
    /// Calls made from the ticket's line since the client came back.
    pub calls_since: u32,
}

/// A ticket whose holder can be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number as shown, for instance `A 014`.
    pub number: String,
    /// The line it stands in.
    pub line: LineId,
    /// The service the client came for, where known.
    #[serde(default)]
    pub service: Option<ServiceId>,
    /// Whether it goes out of turn.
    pub class: PriorityClass,
    /// The agreed minute of a booked client who has checked in.
    pub booked_for: Option<Timestamp>,
    /// When the client first began to wait; kept over transfers and returns.
    pub first_waiting_at: Timestamp,
    /// Not to be called before this instant.
    pub offered_from: Timestamp,
    /// The only counter that may call it.
    pub for_counter: Option<CounterId>,
    /// The only employee who may call it.
    pub for_employee: Option<EmployeeId>,
    /// The desk that sent it away, to which it is not offered again.
    pub returned_by: Option<CounterId>,
    /// Whether the client comes from outside.
    pub client: ClientKind,
    /// Set where the client missed a call and came back, and so keeps a place a few behind.
    pub late: Option<LateReturn>,
}

/// Whether a desk's lines are equal or listed in order of preference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineChoice {
    /// All the same to the desk.
    #[default]
    Equal,
    /// An earlier line goes first, until somebody in a later one has waited longer than the ageing limit.
    InOrder,
}

/// Which services whoever works at a desk can give.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skills {
    /// All of the desk's lines; nobody has said otherwise.
    #[default]
    All,
    /// These, and clients of the desk's lines who have not said what they need.
    Only(Vec<ServiceId>),
}

impl Skills {
    /// Whether a client who came for `service` can be served.
    pub fn cover(&self, service: Option<ServiceId>) -> bool {
        match (self, service) {
            (Self::All, _) | (_, None) => true,
            (Self::Only(services), Some(service)) => services.contains(&service),
        }
    }
}

/// A desk that is about to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// The counter.
    pub counter: CounterId,
    /// Who works at it.
    pub employee: EmployeeId,
    /// The lines it serves.
    pub lines: Vec<LineId>,
    /// How it chooses among them.
    pub choice: LineChoice,
    /// What can be done there today.
    #[serde(default)]
    pub skills: Skills,
}

impl Desk {
    /// Whether a client of the desk's lines is not offered here because the service is not given here.
    pub fn lacks_the_service_of(&self, waiting: &Waiting) -> bool {
        waiting.for_counter.is_none()
            && waiting.for_employee.is_none()
            && self.lines.contains(&waiting.line)
            && !self.skills.cover(waiting.service)
    }
}

/// What the standard in force says about the order; all times in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// From this wait on an ordinary client takes part in the alternation, and neither the desk's preference nor being
    /// an internal client holds the client back.
    pub ageing_minutes: i64,
    /// At most so many fast calls in a row by one desk while an aged client waits; `None` for strict priority, with
    /// which ordinary clients can starve.
    pub fast_in_a_row: Option<u32>,
    /// How long before the agreed minute a booked client counts as an ordinary one; still earlier the client is called
    /// only when nobody else waits.
    pub booked_before_minutes: i64,
    /// How long after the agreed minute a booked client may come and still go first.
    pub booked_after_minutes: i64,
    /// What a booked client who came too late is given on top of the time waited.
    pub booked_late_bonus_minutes: i64,
    /// How many others go before a client who missed a call and came back.
    pub late_places_behind: u32,
    /// Whether external clients go before internal ones (`adazi` 6.9, E-12).
    pub internal: InternalClients,
}

/// How internal clients stand to external ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InternalClients {
    /// As everybody.
    #[default]
    Alike,
    /// After external ones, until they have waited longer than the ageing limit.
    AfterExternal,
}

impl Default for Policy {
    /// What a standard that says nothing about order gets.
    fn default() -> Self {
        Self {
            ageing_minutes: 20,
            fast_in_a_row: Some(2),
            booked_before_minutes: 10,
            booked_after_minutes: 10,
            booked_late_bonus_minutes: 10,
            late_places_behind: 3,
            internal: InternalClients::Alike,
        }
    }
}

/// What a desk's latest calls mean for its next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentCalls {
    /// How many of the desk's latest calls in a row were out of turn.
    pub fast_in_a_row: u32,
}

impl RecentCalls {
    /// The same after one more call.
    #[must_use]
    pub const fn after(self, reason: &Reason) -> Self {
        Self { fast_in_a_row: if reason.is_fast() { self.fast_in_a_row.saturating_add(1) } else { 0 } }
    }
}

/// A ticket and why it is its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The ticket.
    pub ticket: TicketId,
    /// Why.
    pub reason: Reason,
}

/// Whom the desk calls next; `None` when nobody it may call is waiting. One pass over the waiting.
pub fn next(
    policy: &Policy,
    desk: &Desk,
    now: Timestamp,
    waiting: &[Waiting],
    recent: RecentCalls,
) -> Option<Choice> {
    let mut heads = Heads::default();
    for candidate in waiting {
        match place(policy, desk, now, candidate) {
            Some(place) => heads.see(place),
            None => heads.passed_over = earlier(heads.passed_over, passed_over(desk, now, candidate)),
        }
    }
    heads.first(policy, now, recent)
}

/// Everybody the desk may call, in the order it would call them if nobody else came and no time passed.
pub fn rank_all(
    policy: &Policy,
    desk: &Desk,
    now: Timestamp,
    waiting: &[Waiting],
    recent: RecentCalls,
) -> Vec<Choice> {
    let mut queues = Queues::new(waiting.iter().filter_map(|candidate| place(policy, desk, now, candidate)));
    queues.passed_over = waiting.iter().filter_map(|candidate| passed_over(desk, now, candidate)).min();
    let mut order: Vec<(Place<'_>, Choice)> = Vec::with_capacity(waiting.len());
    let mut recent = recent;
    while let Some((place, choice)) = queues.pop(policy, now, recent) {
        recent = recent.after(&choice.reason);
        order.push((place, choice));
    }
    for late in queues.behind {
        let natural = order.iter().position(|(other, _)| late.precedes(other)).unwrap_or(order.len());
        let at = natural.max(late.places_left()).min(order.len());
        let choice = late.choice(now, reason::Turn::Own, late.alone());
        order.insert(at, (late, choice));
    }
    let early = queues.early.into_iter().map(|place| place.choice(now, reason::Turn::Own, place.alone()));
    order.into_iter().map(|(_, choice)| choice).chain(early).collect()
}

/// Since when somebody waits in the desk's lines whom it does not call for want of the skill.
fn passed_over(desk: &Desk, now: Timestamp, waiting: &Waiting) -> Option<Timestamp> {
    (desk.lacks_the_service_of(waiting) && waiting.offered_from <= now).then_some(waiting.first_waiting_at)
}

fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

/// Whether an ordinary client's turn has come though fast ones wait.
fn is_forced(policy: &Policy, recent: RecentCalls, ordinary: Option<&Place<'_>>) -> bool {
    policy.fast_in_a_row.is_some_and(|most| recent.fast_in_a_row >= most)
        && ordinary.is_some_and(Place::is_aged)
}

/// The best of each queue, gathered in one pass.
#[derive(Default)]
struct Heads<'a> {
    fast: Option<Place<'a>>,
    ordinary: Option<Place<'a>>,
    behind: Option<Place<'a>>,
    early: Option<Place<'a>>,
    longest: Option<Longest>,
    passed_over: Option<Timestamp>,
}

impl<'a> Heads<'a> {
    fn see(&mut self, place: Place<'a>) {
        let best = match place.queue() {
            Queue::Fast => &mut self.fast,
            Queue::Ordinary => {
                let alone = place.alone();
                self.longest = Some(self.longest.map_or(alone, |longest| longest.and(alone)));
                &mut self.ordinary
            }
            Queue::Behind => &mut self.behind,
            Queue::Early => &mut self.early,
        };
        if best.as_ref().is_none_or(|best| place.compare(best).is_lt()) {
            *best = Some(place);
        }
    }

    fn first(self, policy: &Policy, now: Timestamp, recent: RecentCalls) -> Option<Choice> {
        let forced = is_forced(policy, recent, self.ordinary.as_ref());
        let longest = |ordinary: &Place<'_>| {
            let longest = self.longest.unwrap_or(ordinary.alone());
            Longest { passed_over: self.passed_over, ..longest }
        };
        match (self.fast, self.ordinary) {
            (Some(_), Some(ordinary)) if forced => {
                Some(ordinary.choice(now, reason::Turn::After(recent.fast_in_a_row), longest(&ordinary)))
            }
            (Some(fast), _) => Some(fast.choice(now, reason::Turn::Own, fast.alone())),
            (None, Some(ordinary)) => Some(ordinary.choice(now, reason::Turn::Own, longest(&ordinary))),
            (None, None) => {
                self.behind.or(self.early).map(|place| place.choice(now, reason::Turn::Own, place.alone()))
            }
        }
    }
}

/// All of each queue in order, with the last first where they are taken one by one.
struct Queues<'a> {
    fast: Vec<Place<'a>>,
    ordinary: Vec<Place<'a>>,
    /// For each ordinary place, who of it and those after it has waited longest.
    longest: Vec<Longest>,
    behind: Vec<Place<'a>>,
    early: Vec<Place<'a>>,
    passed_over: Option<Timestamp>,
}

impl<'a> Queues<'a> {
    fn new(places: impl Iterator<Item = Place<'a>>) -> Self {
        let mut all: Vec<Place<'a>> = places.collect();
        all.sort_by(Place::compare);
        let mut queues = Self {
            fast: vec![],
            ordinary: vec![],
            longest: vec![],
            behind: vec![],
            early: vec![],
            passed_over: None,
        };
        for place in all {
            match place.queue() {
                Queue::Fast => queues.fast.push(place),
                Queue::Ordinary => queues.ordinary.push(place),
                Queue::Behind => queues.behind.push(place),
                Queue::Early => queues.early.push(place),
            }
        }
        queues.fast.reverse();
        queues.ordinary.reverse();
        for place in &queues.ordinary {
            let alone = place.alone();
            queues.longest.push(queues.longest.last().map_or(alone, |longest| longest.and(alone)));
        }
        queues
    }

    fn pop(&mut self, policy: &Policy, now: Timestamp, recent: RecentCalls) -> Option<(Place<'a>, Choice)> {
        let forced = is_forced(policy, recent, self.ordinary.last());
        let turn = match (self.fast.pop(), forced) {
            (Some(fast), false) => {
                let choice = fast.choice(now, reason::Turn::Own, fast.alone());
                return Some((fast, choice));
            }
            (Some(fast), true) => {
                self.fast.push(fast);
                reason::Turn::After(recent.fast_in_a_row)
            }
            (None, _) => reason::Turn::Own,
        };
        let ordinary = self.ordinary.pop()?;
        let longest = Longest { passed_over: self.passed_over, ..self.longest.pop()? };
        let choice = ordinary.choice(now, turn, longest);
        Some((ordinary, choice))
    }
}
