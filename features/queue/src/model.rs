//! A ticket and its states.

use solits_kernel::{BranchId, CounterId, EmployeeId, LineId, ServiceId, TicketId, Timestamp};
use solits_queueing::order::{ClientKind, InternalClients, LateReturn, Policy, PriorityClass, Waiting};
use solits_standard::Standard;

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In the line.
    Waiting,
    /// Called to a counter, on the way.
    Called,
    /// At the counter.
    Serving,
    /// Set aside for a while, to be called back.
    Parked,
    /// Did not come when called; may still come back.
    NoShow,
    /// Left the line.
    Left,
    /// Should not have been issued.
    Mistake,
    /// Served.
    Finished,
    /// Still open when the day was closed.
    Unserved,
}

impl Status {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::Serving => "serving",
            Self::Parked => "parked",
            Self::NoShow => "no_show",
            Self::Left => "left",
            Self::Mistake => "mistake",
            Self::Finished => "finished",
            Self::Unserved => "unserved",
        }
    }

    /// The state of a stored name.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::Waiting,
            Self::Called,
            Self::Serving,
            Self::Parked,
            Self::NoShow,
            Self::Left,
            Self::Mistake,
            Self::Finished,
            Self::Unserved,
        ]
        .into_iter()
        .find(|status| status.name() == name)
    }

    /// Whether nothing more can happen to the ticket.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Left | Self::Mistake | Self::Finished | Self::Unserved)
    }
}

/// How many people come together with one ticket: at least one, at most [`Party::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party(i64);

impl Party {
    /// Somebody who comes alone.
    pub const ALONE: Self = Self(1);
    /// The most who are served with one ticket; a larger group agrees on it with an employee.
    pub const MOST: Self = Self(20);

    /// A party of so many; `None` where nobody or more than the most come.
    pub fn new(people: i64) -> Option<Self> {
        (Self::ALONE.0..=Self::MOST.0).contains(&people).then_some(Self(people))
    }

    /// What a form says; somebody who says nothing comes alone. `None` where it is no number, or none that can be.
    pub fn parse(typed: &str) -> Option<Self> {
        match typed.trim() {
            "" => Some(Self::ALONE),
            typed => typed.parse().ok().and_then(Self::new),
        }
    }

    /// How many people.
    pub const fn people(self) -> i64 {
        self.0
    }
}

/// A place in a line (*rindas talons*).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[expect(missing_docs, reason = "the columns of `tickets` are explained in the migration")]
pub struct Ticket {
    pub id: TicketId,
    pub branch: BranchId,
    pub day: i64,
    pub line: LineId,
    pub letter: String,
    pub number: i64,
    pub status: Status,
    pub priority: bool,
    pub internal: bool,
    pub party: i64,
    pub service: Option<ServiceId>,
    pub booked_for: Option<Timestamp>,
    pub taken_at: Timestamp,
    pub waiting_since: Timestamp,
    pub offered_from: Timestamp,
    pub for_counter: Option<CounterId>,
    pub for_employee: Option<EmployeeId>,
    pub returned_by: Option<CounterId>,
    pub behind: i64,
    pub called_at: Option<Timestamp>,
    pub recalled_at: Option<Timestamp>,
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub counter: Option<CounterId>,
    pub employee: Option<EmployeeId>,
    pub wait_ms: i64,
    pub walk_ms: i64,
    pub serve_ms: i64,
    pub announced_high: Option<i64>,
    pub outcome: Option<String>,
    pub inaccurate: bool,
}

impl Ticket {
    /// The number as it is shown and called: `A 014`.
    pub fn display(&self) -> String {
        format!("{} {:03}", self.letter, self.number)
    }

    /// Whether only the time of arrival orders it: most tickets, of which a counter needs to see the first few alone.
    pub fn is_ordinary(&self) -> bool {
        !self.priority
            && !self.internal
            && self.booked_for.is_none()
            && self.for_counter.is_none()
            && self.for_employee.is_none()
            && self.returned_by.is_none()
            && self.behind == 0
            && self.offered_from <= self.taken_at
    }

    /// The ticket as the discipline of the line sees it.
    pub fn waiting(&self) -> Waiting {
        Waiting {
            ticket: self.id,
            number: self.display(),
            line: self.line,
            service: self.service,
            class: if self.priority { PriorityClass::Priority } else { PriorityClass::None },
            booked_for: self.booked_for,
            first_waiting_at: self.waiting_since,
            offered_from: self.offered_from,
            for_counter: self.for_counter,
            for_employee: self.for_employee,
            returned_by: self.returned_by,
            client: if self.internal { ClientKind::Internal } else { ClientKind::External },
            // `behind` counts the calls since the client came back late, from 1; 0 is a client who never was late.
            late: u32::try_from(self.behind)
                .ok()
                .filter(|behind| *behind > 0)
                .map(|behind| LateReturn { calls_since: behind - 1 }),
        }
    }

    /// Whether the client was parked or passed on before: only then can a called client have been served already.
    pub fn was_interrupted(&self) -> bool {
        self.serve_ms > 0 || self.for_counter.is_some() || self.returned_by.is_some()
    }

    /// From taking the ticket to now or to its end.
    pub fn stay_ms(&self, now: Timestamp) -> i64 {
        self.ended_at.unwrap_or(now).since(self.taken_at).max(0)
    }
}

/// The queue discipline that a standard prescribes; the program's own moderate one where it is silent.
pub fn policy_of(standard: Option<&Standard>) -> Policy {
    let mut policy = Policy::default();
    let Some(standard) = standard else { return policy };
    let int = |name: &str| standard.int(name).map(|value| value.value);
    policy.ageing_minutes = int("queue.ageing_minutes").unwrap_or(policy.ageing_minutes);
    policy.booked_before_minutes = int("queue.booked_before_minutes").unwrap_or(policy.booked_before_minutes);
    policy.booked_after_minutes = int("queue.booked_after_minutes").unwrap_or(policy.booked_after_minutes);
    if let Some(most) = int("queue.priority_in_a_row").and_then(|most| u32::try_from(most).ok()) {
        policy.fast_in_a_row = Some(most);
    }
    if let Some(places) = int("queue.late_places_behind").and_then(|places| u32::try_from(places).ok()) {
        policy.late_places_behind = places;
    }
    if standard.bool("queue.external_first").is_some_and(|first| first.value) {
        policy.internal = InternalClients::AfterExternal;
    }
    policy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_says_nothing_comes_alone_and_no_party_is_empty_or_endless() {
        let people = |typed| Party::parse(typed).map(Party::people);
        assert_eq!((people(""), people(" 3 "), people("20")), (Some(1), Some(3), Some(20)));
        assert_eq!((people("0"), people("21"), people("-1"), people("daži")), (None, None, None, None));
    }
}
