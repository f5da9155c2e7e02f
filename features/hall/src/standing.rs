//! What a ticket's own page says: where the client stands, and a wait that never grows without its reason.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use solits_kernel::{InstitutionId, LineId, TicketId, Timestamp};
use solits_queue::{Hall, Status, Ticket, place_in_line};
use solits_queueing::announce::{Change, Shown, Wait};

/// Where a client stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// In the line.
    Waiting {
        /// So many go before.
        ahead: usize,
        /// The wait from now on.
        wait: Wait,
        /// Why it is longer than was said before, where it is.
        longer: Option<Change>,
        /// Not called before this, because the client asked for more time.
        not_before: Option<Timestamp>,
    },
    /// Called to a counter.
    Called {
        /// Its number, where known.
        counter: Option<i64>,
        /// When, the last time.
        at: Timestamp,
        /// Whether for the second time.
        again: bool,
    },
    /// At the counter.
    Serving {
        /// Its number, where known.
        counter: Option<i64>,
    },
    /// Set aside, to be called back.
    Parked {
        /// About when.
        until: Timestamp,
        /// To which counter, where known.
        counter: Option<i64>,
    },
    /// Called and not come.
    NoShow {
        /// When called.
        called_at: Option<Timestamp>,
    },
    /// Left the line.
    Left,
    /// Served.
    Finished {
        /// How long the client waited, in milliseconds.
        waited_ms: i64,
    },
    /// Issued by mistake.
    Mistake,
    /// Not called before the day was closed.
    Unserved,
}

impl Standing {
    /// Where the client of `ticket` stands in `hall`; `told` is what the page has said before.
    pub(crate) fn of(ticket: &Ticket, hall: &Hall, told: &Told) -> Self {
        let number = |id| hall.counter(id).map(|counter| counter.number);
        let counter = ticket.counter.and_then(number);
        match ticket.status {
            Status::Waiting => Self::Waiting {
                ahead: place_in_line(hall, ticket),
                wait: told.shown.wait,
                longer: told.shown.longer,
                not_before: Some(ticket.offered_from).filter(|from| *from > hall.at),
            },
            Status::Called => Self::Called {
                counter,
                at: ticket.recalled_at.or(ticket.called_at).unwrap_or(hall.at),
                again: ticket.recalled_at.is_some(),
            },
            Status::Serving => Self::Serving { counter },
            Status::Parked => {
                Self::Parked { until: ticket.offered_from, counter: ticket.for_counter.and_then(number) }
            }
            Status::NoShow => Self::NoShow { called_at: ticket.recalled_at.or(ticket.called_at) },
            Status::Left => Self::Left,
            Status::Mistake => Self::Mistake,
            Status::Finished => Self::Finished { waited_ms: ticket.wait_ms },
            Status::Unserved => Self::Unserved,
        }
    }

    /// Whether the client may ask for more time: a called one, or one who waits and has not just asked.
    pub(crate) const fn may_ask_for_time(&self) -> bool {
        matches!(self, Self::Called { .. } | Self::Waiting { not_before: None, .. })
    }
    /// Whether the client may leave the line.
    pub(crate) const fn may_leave(&self) -> bool {
        matches!(self, Self::Waiting { .. } | Self::Parked { .. } | Self::NoShow { .. })
    }
    /// Whether the client may come back into the line.
    pub(crate) const fn may_return(&self) -> bool {
        matches!(self, Self::Parked { .. } | Self::NoShow { .. })
    }
}

/// What a ticket's page has said last, and what was the case then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// The wait and when it was reckoned.
    pub(crate) shown: Shown,
    /// How many counters served the line.
    counters: usize,
    /// How many who go out of turn were waiting.
    out_of_turn: usize,
}

impl Told {
    /// What to say now. Without an earlier word the announcement before the press is the first.
    pub(crate) fn next(before: Option<Self>, ticket: &Ticket, hall: &Hall) -> Self {
        let fresh = hall.announce_for(ticket).wait;
        // The first minute is the moment of taking, or the words on the button would change on the ticket.
        let at = if hall.at.since(ticket.taken_at) < 60_000 { ticket.taken_at } else { hall.at };
        let counters = counters_of(hall, ticket.line);
        let out_of_turn = out_of_turn(hall, ticket);
        let shown = match (before, ticket.announced_high) {
            // A client who has asked to be called later has asked for the longer wait.
            _ if ticket.offered_from > hall.at => Shown::first(fresh, at),
            (Some(before), _) => {
                let change = if counters < before.counters {
                    Some(Change::CounterClosed)
                } else if out_of_turn > before.out_of_turn {
                    Some(Change::OutOfTurn)
                } else {
                    None
                };
                before.shown.renew(fresh, at, change)
            }
            (None, Some(high_minutes)) => {
                let announced = Wait::Range { low_minutes: 0, high_minutes };
                Shown::first(announced, ticket.taken_at).renew(fresh, at, None)
            }
            (None, None) => Shown::first(fresh, at),
        };
        Self { shown: Shown { wait: with_low_end(shown.wait, fresh), ..shown }, counters, out_of_turn }
    }
}

/// A range that was cut at its upper end keeps the lower end of the fresh reckoning, where there is room for it.
fn with_low_end(shown: Wait, fresh: Wait) -> Wait {
    match (shown, fresh) {
        (Wait::Range { low_minutes: 0, high_minutes }, Wait::Range { low_minutes, .. })
            if low_minutes < high_minutes =>
        {
            Wait::Range { low_minutes, high_minutes }
        }
        (shown, _) => shown,
    }
}

fn counters_of(hall: &Hall, line: LineId) -> usize {
    hall.counters.iter().filter(|counter| counter.state == "open" && counter.lines.contains(&line)).count()
}

/// Those who came later and may go first: priority, and bookings whose minute has come.
fn out_of_turn(hall: &Hall, ticket: &Ticket) -> usize {
    hall.in_state(Status::Waiting)
        .filter(|other| other.waiting_since > ticket.waiting_since)
        .filter(|other| other.priority || other.booked_for.is_some())
        .count()
}

/// So many tickets are remembered before those of earlier hours are forgotten.
const MOST_TICKETS: usize = 20_000;
/// A ticket not looked at for so long is forgotten.
const FORGOTTEN_AFTER_MS: i64 = 2 * 3_600_000;

/// What the pages of tickets have said, in the memory of one node. After a restart the announcement made before the
/// press is the first word again.
#[derive(Debug, Default)]
pub(crate) struct Sayings {
    said: Mutex<HashMap<(InstitutionId, TicketId), Told>>,
}

impl Sayings {
    /// What to say of a ticket now; remembered for the next time.
    pub(crate) fn tell(&self, institution: InstitutionId, ticket: &Ticket, hall: &Hall) -> Told {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.len() > MOST_TICKETS {
            said.retain(|_, told| hall.at.since(told.shown.at) < FORGOTTEN_AFTER_MS);
        }
        let before = said.get(&(institution, ticket.id)).copied();
        let told = Told::next(before, ticket, hall);
        if ticket.status == Status::Waiting {
            said.insert((institution, ticket.id), told);
        } else {
            // Called, parked or over: whatever was said has come true or lost its meaning.
            said.remove(&(institution, ticket.id));
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn upper(told: &Told) -> Option<i64> {
        told.shown.wait.upper_minutes()
    }

    #[tokio::test]
    async fn the_place_counts_those_who_go_before() {
        let (hall, tickets) = sample::hall(4, 1).await;
        let told = Told::next(None, &tickets[3], &hall);
        let Standing::Waiting { ahead, .. } = Standing::of(&tickets[3], &hall, &told) else {
            panic!("not waiting")
        };
        assert_eq!(ahead, 3);
    }

    #[tokio::test]
    async fn the_first_word_keeps_to_what_was_announced_before_the_press() {
        let (mut hall, mut tickets) = sample::hall(3, 1).await;
        tickets[2].announced_high = Some(20);
        hall.at = tickets[2].taken_at.plus_minutes(5);
        let told = Told::next(None, &tickets[2], &hall);
        assert!(upper(&told).unwrap() <= 15, "twenty minutes were announced five minutes ago: {told:?}");
    }

    #[tokio::test]
    async fn the_ticket_says_at_once_what_the_button_said() {
        let (mut hall, mut tickets) = sample::hall(6, 2).await;
        hall.at = tickets[5].taken_at.plus_seconds(2);
        let announced = hall.announce_for(&tickets[5]).wait;
        tickets[5].announced_high = announced.upper_minutes();
        assert_eq!(Told::next(None, &tickets[5], &hall).shown.wait, announced);
    }

    #[test]
    fn a_range_cut_short_keeps_its_lower_end() {
        let range = |low_minutes, high_minutes| Wait::Range { low_minutes, high_minutes };
        assert_eq!(with_low_end(range(0, 14), range(10, 15)), range(10, 14));
        assert_eq!(with_low_end(range(0, 9), range(10, 15)), range(0, 9));
        assert_eq!(with_low_end(Wait::AtOnce, range(10, 15)), Wait::AtOnce);
    }

    #[tokio::test]
    async fn a_wait_grows_only_with_its_reason() {
        let (mut hall, tickets) = sample::hall(6, 2).await;
        let first = Told::next(None, &tickets[5], &hall);
        hall.counters[1].state = "closed".to_owned();
        let closed = Told::next(Some(first), &tickets[5], &hall);
        assert!(upper(&closed) > upper(&first));
        assert_eq!(closed.shown.longer, Some(Change::CounterClosed));
    }

    #[tokio::test]
    async fn somebody_out_of_turn_is_a_reason() {
        let (mut hall, tickets) = sample::hall(6, 1).await;
        let first = Told::next(None, &tickets[2], &hall);
        for late in &mut hall.tickets[3..] {
            late.priority = true;
        }
        let overtaken = Told::next(Some(first), &tickets[2], &hall);
        assert!(upper(&overtaken) > upper(&first), "{first:?} {overtaken:?}");
        assert_eq!(overtaken.shown.longer, Some(Change::OutOfTurn));
    }

    #[tokio::test]
    async fn an_unchanged_hall_never_shows_a_later_end() {
        let (mut hall, tickets) = sample::hall(5, 1).await;
        let mut told = Told::next(None, &tickets[4], &hall);
        for _ in 0..30 {
            let end = told.shown.at.plus_minutes(upper(&told).unwrap());
            hall.at = hall.at.plus_minutes(1);
            let next = Told::next(Some(told), &tickets[4], &hall);
            let later = next.shown.at.plus_minutes(upper(&next).unwrap());
            assert!(later <= end || next.shown.longer.is_some(), "{end} became {later} without a reason");
            told = next;
        }
    }

    #[tokio::test]
    async fn a_late_client_may_return_and_a_served_one_may_do_nothing() {
        let (hall, mut tickets) = sample::hall(1, 1).await;
        let told = Told::next(None, &tickets[0], &hall);
        tickets[0].status = Status::NoShow;
        let late = Standing::of(&tickets[0], &hall, &told);
        assert!(late.may_return() && late.may_leave() && !late.may_ask_for_time());
        tickets[0].status = Status::Finished;
        let served = Standing::of(&tickets[0], &hall, &told);
        assert!(!served.may_return() && !served.may_leave() && !served.may_ask_for_time());
    }
}
