//! What a client's own ticket page shows over time: it never rises without a reason.

use serde::{Deserialize, Serialize};
use solits_kernel::{Lang, Timestamp};

use super::Wait;
use crate::measure::{MINUTE, minutes, up_to};

/// What made a wait longer than the client was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A counter has closed or paused.
    CounterClosed,
    /// Somebody goes out of turn.
    OutOfTurn,
    /// The clients before take longer than usual.
    ServicesTakeLonger,
}

impl Change {
    /// The reason in one sentence.
    pub const fn sentence(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::CounterClosed, Lang::Lv) => "Viens lodziņš ir pārtraucis darbu, tāpēc jāgaida ilgāk.",
            (Self::CounterClosed, Lang::En) => "One counter has stopped working, so the wait is longer.",
            (Self::OutOfTurn, Lang::Lv) => "Kādu apkalpo ārpus kārtas, tāpēc jāgaida ilgāk.",
            (Self::OutOfTurn, Lang::En) => "Somebody is served out of turn, so the wait is longer.",
            (Self::ServicesTakeLonger, Lang::Lv) => {
                "Apkalpošana prasa vairāk laika nekā parasti, tāpēc jāgaida ilgāk."
            }
            (Self::ServicesTakeLonger, Lang::En) => {
                "Each service takes longer than usual, so the wait is longer."
            }
        }
    }
}

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The wait from now on.
    pub wait: Wait,
    /// When it was reckoned.
    pub at: Timestamp,
    /// Why it is longer than before, where it is.
    pub longer: Option<Change>,
}

impl Shown {
    /// The first thing shown.
    pub const fn first(wait: Wait, at: Timestamp) -> Self {
        Self { wait, at, longer: None }
    }

    /// What to show next, given a fresh reckoning and what is known to have changed since.
    ///
    /// An earlier end is shown at once. A later one is shown with its reason; without a known reason the earlier end
    /// stands as long as it can still come true, and after that the services have taken longer.
    #[must_use]
    pub fn renew(self, fresh: Wait, at: Timestamp, change: Option<Change>) -> Self {
        let earlier = self.end();
        let rises = match (earlier, Self::first(fresh, at).end()) {
            (Some(earlier), Some(later)) => later > earlier,
            (Some(_), None) => true,
            (None, _) => false,
        };
        if !rises {
            return Self::first(fresh, at);
        }
        match (change, earlier) {
            (Some(change), _) => Self { longer: Some(change), ..Self::first(fresh, at) },
            (None, Some(end)) if at < end => Self::first(until(at, end), at),
            _ => Self { longer: Some(Change::ServicesTakeLonger), ..Self::first(fresh, at) },
        }
    }

    /// The instant by which the client was told to be called.
    fn end(&self) -> Option<Timestamp> {
        self.wait.upper_minutes().map(|upper| self.at.plus_minutes(upper))
    }
}

/// The range that is left until an end, its upper value in whole minutes so that the end does not move.
fn until(at: Timestamp, end: Timestamp) -> Wait {
    let high_minutes = end.since(at) / MINUTE;
    if high_minutes == 0 {
        return Wait::Range { low_minutes: 0, high_minutes: up_to(minutes(end.since(at)), 1) };
    }
    Wait::Range { low_minutes: 0, high_minutes }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * MINUTE)
    }
    fn up_to_minutes(high_minutes: i64) -> Wait {
        Wait::Range { low_minutes: 0, high_minutes }
    }

    #[test]
    fn a_page_never_rises_without_a_reason() {
        let shown = Shown::first(up_to_minutes(20), minute(0));
        let same = shown.renew(up_to_minutes(25), minute(5), None);
        assert_eq!((same.wait, same.longer), (up_to_minutes(15), None));
        let closed = shown.renew(up_to_minutes(25), minute(5), Some(Change::CounterClosed));
        assert_eq!((closed.wait, closed.longer), (up_to_minutes(25), Some(Change::CounterClosed)));
        let overdue = same.renew(up_to_minutes(10), minute(20), None);
        assert_eq!((overdue.wait, overdue.longer), (up_to_minutes(10), Some(Change::ServicesTakeLonger)));
    }

    #[test]
    fn a_page_falls_at_once() {
        let shown = Shown::first(up_to_minutes(20), minute(0)).renew(Wait::AtOnce, minute(1), None);
        assert_eq!(shown, Shown::first(Wait::AtOnce, minute(1)));
        let opened = Shown::first(Wait::NoCounterOpen, minute(0)).renew(up_to_minutes(30), minute(1), None);
        assert_eq!(opened.longer, None);
    }
}
