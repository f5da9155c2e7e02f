//! A day put together again from what was recorded: who waited and what each counter did at any of its moments.
//! Plain functions.

use std::collections::HashMap;

use solits_kernel::{CounterId, TicketId, Timestamp};
use solits_standard::event::EventKind;

/// An entry of the journal about a ticket.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    /// Its number in the journal.
    pub(crate) n: i64,
    pub(crate) at: Timestamp,
    pub(crate) kind: EventKind,
    pub(crate) ticket: TicketId,
    /// The counter it names.
    pub(crate) counter: Option<CounterId>,
    /// The entry it takes back.
    pub(crate) undoes: Option<i64>,
}

/// Where a client was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Not come yet, gone, or set aside.
    Elsewhere,
    /// In the line since then.
    Waiting(Timestamp),
    /// On the way to a counter since then.
    Called(CounterId, Timestamp),
    /// Served at a counter since then.
    Served(CounterId, Timestamp),
}

/// What a counter did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Clients can be called there.
    Open,
    /// Closed for some minutes.
    Paused,
    /// Work without a client.
    BackOffice,
    /// Nobody is there.
    Closed,
}

impl Doing {
    /// What an entry about a counter leaves it doing; `None` where it changes nothing.
    pub(crate) const fn after(kind: EventKind) -> Option<Self> {
        match kind {
            EventKind::CounterOpened | EventKind::CounterResumed => Some(Self::Open),
            EventKind::CounterPaused => Some(Self::Paused),
            EventKind::CounterBackOffice => Some(Self::BackOffice),
            EventKind::CounterClosed => Some(Self::Closed),
            _ => None,
        }
    }
    /// The state of a counter as its row calls it.
    pub(crate) fn of_state(state: &str) -> Self {
        match state {
            "open" => Self::Open,
            "paused" => Self::Paused,
            "back_office" => Self::BackOffice,
            _ => Self::Closed,
        }
    }
}

/// A counter through a day: its changes in their order, and what it did when it had none.
#[derive(Clone, Debug)]
pub(crate) struct DeskDay {
    pub(crate) id: CounterId,
    pub(crate) number: i64,
    pub(crate) turns: Vec<(Timestamp, Doing)>,
    pub(crate) otherwise: Doing,
}

impl DeskDay {
    /// What the counter did at an instant.
    pub(crate) fn doing(&self, at: Timestamp) -> Doing {
        let before = self.turns.iter().rev().find(|(turned, _)| *turned <= at);
        match (before, self.turns.first()) {
            (Some((_, doing)), _) => *doing,
            // Before its first change of the day it was what that change ended.
            (None, Some((_, Doing::Open))) => Doing::Closed,
            (None, Some(_)) => Doing::Open,
            (None, None) => self.otherwise,
        }
    }

    /// A past day that recorded no change of the counter: it was open from its first call to its last client.
    pub(crate) fn open_while_it_worked(&mut self, happenings: &[Happening]) {
        let mut own = happenings.iter().filter(|one| one.counter == Some(self.id)).map(|one| one.at);
        if let (true, Some(first)) = (self.turns.is_empty(), own.next()) {
            let visits: Vec<TicketId> =
                happenings.iter().filter(|one| one.counter == Some(self.id)).map(|one| one.ticket).collect();
            let last = happenings.iter().filter(|one| visits.contains(&one.ticket)).map(|one| one.at).max();
            self.turns = vec![(first, Doing::Open), (last.unwrap_or(first), Doing::Closed)];
        }
    }
}

/// Goes through a day once, forwards.
pub(crate) struct Walk<'a> {
    rest: &'a [Happening],
    /// Where each client was after each entry that still counts.
    courses: HashMap<TicketId, Vec<(i64, Place)>>,
}

impl<'a> Walk<'a> {
    /// Begins before the first entry; `happenings` are in the order of their instants.
    pub(crate) fn new(happenings: &'a [Happening]) -> Self {
        Self { rest: happenings, courses: HashMap::new() }
    }

    /// Goes on to an instant and says where each client was then; whoever was elsewhere is left off.
    ///
    /// What was taken back counts until it was.
    pub(crate) fn to(&mut self, at: Timestamp) -> Vec<(TicketId, Place)> {
        let past = self.rest.iter().take_while(|one| one.at <= at).count();
        let (now, rest) = self.rest.split_at(past);
        self.rest = rest;
        for one in now {
            let course = self.courses.entry(one.ticket).or_default();
            let before = course.last().map_or(Place::Elsewhere, |(_, place)| *place);
            match (one.kind, one.undoes) {
                (EventKind::TicketUndone, Some(undone)) => course.retain(|(n, _)| *n < undone),
                _ => course.push((one.n, place_after(one, before))),
            }
        }
        self.courses
            .iter()
            .filter_map(|(ticket, course)| Some((*ticket, course.last()?.1)))
            .filter(|(_, place)| *place != Place::Elsewhere)
            .collect()
    }
}

fn place_after(one: &Happening, now: Place) -> Place {
    match (one.kind, one.counter, now) {
        (EventKind::TicketTaken | EventKind::TicketTransferred | EventKind::TicketReturned, _, _) => {
            Place::Waiting(one.at)
        }
        (EventKind::TicketCalled, Some(counter), _) => Place::Called(counter, one.at),
        (EventKind::TicketStarted, _, Place::Called(counter, _)) => Place::Served(counter, one.at),
        (
            EventKind::TicketFinished
            | EventKind::TicketLeft
            | EventKind::TicketNoShow
            | EventKind::TicketParked
            | EventKind::TicketIssuedByMistake
            | EventKind::TicketClosedAtEnd,
            _,
            _,
        ) => Place::Elsewhere,
        // Called again, more time, another service, a corrected time: the client stays where they are.
        _ => now,
    }
}

#[cfg(test)]
mod tests {
    use solits_kernel::Id;
    use uuid::Uuid;

    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_minutes(minutes)
    }
    fn id<T>(number: u128) -> Id<T> {
        Id::new(Uuid::from_u128(number))
    }
    fn entry(n: i64, minutes: i64, ticket: u128, kind: EventKind) -> Happening {
        Happening { n, at: at(minutes), kind, ticket: id(ticket), counter: None, undoes: None }
    }
    fn called(n: i64, minutes: i64, ticket: u128, counter: u128) -> Happening {
        Happening { counter: Some(id(counter)), ..entry(n, minutes, ticket, EventKind::TicketCalled) }
    }
    fn place(day: &[Happening], ticket: u128, minutes: i64) -> Place {
        let places = Walk::new(day).to(at(minutes));
        places.into_iter().find(|(one, _)| *one == id(ticket)).map_or(Place::Elsewhere, |(_, place)| place)
    }

    #[test]
    fn a_client_waits_is_called_is_served_and_goes() {
        let day = [
            entry(1, 0, 7, EventKind::TicketTaken),
            called(2, 10, 7, 3),
            entry(3, 11, 7, EventKind::TicketStarted),
            entry(4, 20, 7, EventKind::TicketFinished),
        ];
        assert_eq!(place(&day, 7, 9), Place::Waiting(at(0)));
        assert_eq!(place(&day, 7, 10), Place::Called(id(3), at(10)));
        assert_eq!(place(&day, 7, 19), Place::Served(id(3), at(11)));
        assert_eq!(place(&day, 7, 20), Place::Elsewhere);
    }

    #[test]
    fn a_client_passed_on_waits_again() {
        let day = [
            entry(1, 0, 7, EventKind::TicketTaken),
            called(2, 5, 7, 3),
            entry(3, 8, 7, EventKind::TicketTransferred),
        ];
        assert_eq!(place(&day, 7, 9), Place::Waiting(at(8)));
    }

    #[test]
    fn what_was_taken_back_counts_until_it_was() {
        let mut undone = entry(4, 12, 7, EventKind::TicketUndone);
        undone.undoes = Some(3);
        let day = [
            entry(1, 0, 7, EventKind::TicketTaken),
            called(2, 5, 7, 3),
            entry(3, 11, 7, EventKind::TicketFinished),
            undone,
        ];
        assert_eq!(place(&day, 7, 11), Place::Elsewhere);
        assert_eq!(place(&day, 7, 12), Place::Called(id(3), at(5)));
    }

    #[test]
    fn a_counter_is_what_its_last_change_made_it_and_before_the_first_the_opposite() {
        let turns = vec![(at(10), Doing::Paused), (at(20), Doing::Open)];
        let desk = DeskDay { id: id(3), number: 3, turns, otherwise: Doing::Closed };
        let doing: Vec<Doing> = [5, 10, 19, 20].iter().map(|minutes| desk.doing(at(*minutes))).collect();
        assert_eq!(doing, [Doing::Open, Doing::Paused, Doing::Paused, Doing::Open]);
    }

    #[test]
    fn a_past_day_without_changes_of_a_counter_shows_it_open_from_its_first_call_to_its_last_client() {
        let day = [
            entry(1, 0, 7, EventKind::TicketTaken),
            called(2, 5, 7, 3),
            entry(3, 15, 7, EventKind::TicketFinished),
        ];
        let mut desk = DeskDay { id: id(3), number: 3, turns: Vec::new(), otherwise: Doing::Closed };
        desk.open_while_it_worked(&day);
        let doing: Vec<Doing> = [4, 5, 14, 15].iter().map(|minutes| desk.doing(at(*minutes))).collect();
        assert_eq!(doing, [Doing::Closed, Doing::Open, Doing::Open, Doing::Closed]);
    }
}
