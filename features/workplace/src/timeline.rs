//! The day of a branch so far, quarter hour by quarter hour: how many waited, how long, and how many counters were open.
//! Plain functions.

use solits_kernel::Timestamp;

/// The picture has a point for so many minutes.
pub(crate) const STEP_MINUTES: i64 = 15;
/// Within a quarter hour the hall is looked at so often: somebody who came at 10.01 and was called at 10.14 waited too.
const LOOK_MINUTES: i64 = 5;
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

/// A quarter hour of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    /// When it began.
    pub(crate) at: Timestamp,
    /// Its moment at which most waited, the latest of several.
    pub(crate) busiest: Timestamp,
    /// How many waited then.
    pub(crate) waiting: usize,
    /// How long anybody had waited at most, in milliseconds.
    pub(crate) longest_ms: i64,
    /// How many counters were open at the busiest moment.
    pub(crate) open: usize,
}

/// The quarter hours from `from`, where one begins, to the present one, of which only what has passed counts.
pub(crate) fn points(
    stays: &[Stay],
    counters: &[(Vec<Turn>, Opens)],
    from: Timestamp,
    now: Timestamp,
) -> Vec<Point> {
    let steps = now.since(from).max(0) / (STEP_MINUTES * 60_000);
    let all: Vec<Timestamp> = (0..=steps).map(|step| from.plus_minutes(step * STEP_MINUTES)).collect();
    let shown = all.len().saturating_sub(MOST_POINTS);
    all[shown..].iter().map(|at| quarter(stays, counters, *at, now)).collect()
}

fn quarter(stays: &[Stay], counters: &[(Vec<Turn>, Opens)], from: Timestamp, now: Timestamp) -> Point {
    let end = from.plus_minutes(STEP_MINUTES);
    let looks = (0..STEP_MINUTES / LOOK_MINUTES).map(|look| from.plus_minutes(look * LOOK_MINUTES));
    let mut point = look(stays, counters, from, from);
    for at in looks.filter(|at| *at <= now).chain((now < end).then_some(now)) {
        let seen = look(stays, counters, from, at);
        let longest_ms = point.longest_ms.max(seen.longest_ms);
        point = Point { longest_ms, ..if seen.waiting >= point.waiting { seen } else { point } };
    }
    point
}

fn look(stays: &[Stay], counters: &[(Vec<Turn>, Opens)], from: Timestamp, at: Timestamp) -> Point {
    let since: Vec<Timestamp> = stays.iter().filter_map(|stay| stay.waiting_since(at)).collect();
    Point {
        at: from,
        busiest: at,
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
    fn each_quarter_hour_shows_the_most_who_waited_at_once_and_the_longest_wait() {
        let stays = [stay(0, Some(20)), stay(10, Some(16)), stay(25, None)];
        let counts: Vec<_> = points(&stays, &[], at(0), at(47))
            .iter()
            .map(|point| (point.waiting, point.longest_ms / 60_000))
            .collect();
        assert_eq!(counts, [(2, 10), (2, 15), (1, 15), (1, 22)]);
    }

    #[test]
    fn the_present_quarter_hour_shows_what_is_now() {
        let opened = (vec![Turn { at: at(2), opens: Opens::Yes }], Opens::Yes);
        let [now] = points(&[stay(1, None)], &[opened], at(0), at(3))[..] else { panic!("one quarter hour") };
        assert_eq!((now.waiting, now.longest_ms / 60_000, now.open), (1, 2, 1));
    }

    #[test]
    fn somebody_who_came_and_was_called_within_a_quarter_hour_is_seen() {
        let waits: Vec<_> = points(&[stay(1, Some(14))], &[], at(0), at(20));
        assert_eq!(waits.iter().map(|point| point.waiting).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(waits[0].busiest, at(10));
    }

    #[test]
    fn a_counter_counts_while_it_is_open_and_not_in_its_pause() {
        let turn = |minutes, opens| Turn { at: at(minutes), opens };
        let morning = vec![turn(5, Opens::Yes), turn(20, Opens::No), turn(40, Opens::Yes)];
        let all_day = vec![];
        let leaves = vec![turn(20, Opens::No)];
        let counters = [(morning, Opens::Yes), (all_day, Opens::Yes), (leaves, Opens::No)];
        let open: Vec<_> = points(&[], &counters, at(0), at(45)).iter().map(|point| point.open).collect();
        assert_eq!(open, [3, 1, 2, 2]);
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
        assert_eq!(waits, [1, 0, 1, 1]);
    }
}
