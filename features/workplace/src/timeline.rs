//! The day of a branch so far, quarter hour by quarter hour: how many waited, how long, and how many counters were open.
//! Plain functions.

use solits_kernel::Timestamp;

/// The picture has a point for so many minutes.
pub(crate) const STEP_MINUTES: i64 = 15;
/// No day at the counter has more points; what is older is left off.
const MOST_POINTS: usize = 64;

/// One ticket of the day as far as its waiting goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stay {
    pub(crate) taken_at: Timestamp,
    pub(crate) called_at: Option<Timestamp>,
    pub(crate) ended_at: Option<Timestamp>,
    /// Since when a client who was set aside or passed on stands in the line again.
    pub(crate) offered_from: Timestamp,
    /// All waiting so far, that of now left off.
    pub(crate) wait_ms: i64,
    pub(crate) course: Course,
}

/// What became of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// Waits for the first time.
    Waiting,
    /// Was set aside or passed on and waits again.
    WaitingAgain,
    /// Was called once, or left.
    Straight,
    /// Was set aside or passed on, and does not wait now.
    Interrupted,
}

impl Stay {
    /// Since when the client has been waiting at an instant; `None` where the client was not.
    ///
    /// Of a visit in several parts only the sum of its waits is kept; it is drawn from the arrival on.
    fn waiting_since(&self, at: Timestamp) -> Option<Timestamp> {
        let first_end = match self.course {
            Course::Waiting => return (self.taken_at <= at).then_some(self.taken_at),
            Course::Straight => self.called_at.or(self.ended_at).unwrap_or(self.taken_at),
            Course::WaitingAgain | Course::Interrupted => self.taken_at.plus_millis(self.wait_ms),
        };
        if self.taken_at <= at && at < first_end {
            return Some(self.taken_at);
        }
        (self.course == Course::WaitingAgain && self.offered_from <= at).then_some(self.offered_from)
    }
}

/// A change of a counter: from when on it was open, or not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    pub(crate) at: Timestamp,
    pub(crate) opens: Opens,
}

/// What a change of a counter means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opens {
    /// Clients can be called there.
    Yes,
    /// Closed, paused, or work without a client.
    No,
}

/// Whether a counter was open at an instant, by its changes of the day in their order and its state now.
fn is_open(turns: &[Turn], now: Opens, at: Timestamp) -> bool {
    match turns.iter().rev().find(|turn| turn.at <= at) {
        Some(turn) => turn.opens == Opens::Yes,
        // Before its first change it was the opposite of what it became; without one it is as it was.
        None => turns.first().map_or(now, |first| opposite(first.opens)) == Opens::Yes,
    }
}

fn opposite(opens: Opens) -> Opens {
    match opens {
        Opens::Yes => Opens::No,
        Opens::No => Opens::Yes,
    }
}

/// One point of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    /// The instant.
    pub(crate) at: Timestamp,
    /// How many waited.
    pub(crate) waiting: usize,
    /// How long whoever had waited longest had waited, in milliseconds.
    pub(crate) longest_ms: i64,
    /// How many counters were open.
    pub(crate) open: usize,
}

/// The points from `from`, a full quarter hour, to now.
pub(crate) fn points(
    stays: &[Stay],
    counters: &[(Vec<Turn>, Opens)],
    from: Timestamp,
    now: Timestamp,
) -> Vec<Point> {
    let steps = now.since(from).max(0) / (STEP_MINUTES * 60_000);
    let all: Vec<Timestamp> = (0..=steps).map(|step| from.plus_minutes(step * STEP_MINUTES)).collect();
    let shown = all.len().saturating_sub(MOST_POINTS);
    all[shown..].iter().map(|at| point(stays, counters, *at)).collect()
}

fn point(stays: &[Stay], counters: &[(Vec<Turn>, Opens)], at: Timestamp) -> Point {
    let since: Vec<Timestamp> = stays.iter().filter_map(|stay| stay.waiting_since(at)).collect();
    Point {
        at,
        waiting: since.len(),
        longest_ms: since.iter().min().map_or(0, |earliest| at.since(*earliest)),
        open: counters.iter().filter(|(turns, now)| is_open(turns, *now, at)).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_minutes(minutes)
    }
    fn stay(taken: i64, called: Option<i64>) -> Stay {
        Stay {
            taken_at: at(taken),
            called_at: called.map(at),
            ended_at: None,
            offered_from: at(taken),
            wait_ms: called.map_or(0, |called| (called - taken) * 60_000),
            course: if called.is_some() { Course::Straight } else { Course::Waiting },
        }
    }

    #[test]
    fn each_quarter_hour_counts_those_who_waited_then() {
        let stays = [stay(0, Some(20)), stay(10, Some(16)), stay(25, None)];
        let counts: Vec<_> = points(&stays, &[], at(0), at(47))
            .iter()
            .map(|point| (point.waiting, point.longest_ms / 60_000))
            .collect();
        assert_eq!(counts, [(1, 0), (2, 15), (1, 5), (1, 20)]);
    }

    #[test]
    fn a_counter_counts_while_it_is_open_and_not_in_its_pause() {
        let turn = |minutes, opens| Turn { at: at(minutes), opens };
        let morning = vec![turn(5, Opens::Yes), turn(20, Opens::No), turn(40, Opens::Yes)];
        let all_day = vec![];
        let leaves = vec![turn(20, Opens::No)];
        let counters = [(morning, Opens::Yes), (all_day, Opens::Yes), (leaves, Opens::No)];
        let open: Vec<_> = points(&[], &counters, at(0), at(45)).iter().map(|point| point.open).collect();
        assert_eq!(open, [2, 3, 1, 2]);
    }

    #[test]
    fn a_client_set_aside_does_not_wait_meanwhile() {
        // Waited ten minutes, was served and parked, and stands in the line again from minute 40.
        let back = Stay {
            offered_from: at(40),
            wait_ms: 10 * 60_000,
            course: Course::WaitingAgain,
            ..stay(0, None)
        };
        let waits: Vec<_> = points(&[back], &[], at(0), at(45)).iter().map(|point| point.waiting).collect();
        assert_eq!(waits, [1, 0, 0, 1]);
    }
}
