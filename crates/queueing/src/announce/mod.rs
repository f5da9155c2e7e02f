//! An honest wait, announced before the press and on the ticket page.
//!
//! What is announced is a range whose upper value is meant to be kept in at least four cases of five. At first the
//! range comes from the gamma distribution of the work ahead; once enough clients have been called, from how the same
//! day's waits compared with what had been expected. Nothing but what is known at the moment enters it.

mod gamma;
mod learnt;
mod shown;
mod view;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use solits_kernel::{Lang, LineId};

pub use learnt::Hits;
pub use shown::{Change, Shown};
pub use view::{Ahead, DeskNow, DeskState, Served, View};

use crate::measure::{MINUTE, down_to, minutes, up_to};
use learnt::{Learnt, Services};

/// What a client is told about the wait, in whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Wait {
    /// A counter is free.
    AtOnce,
    /// Between these two; the upper one is the one to be kept.
    Range {
        /// Hardly ever less.
        low_minutes: i64,
        /// Seldom more.
        high_minutes: i64,
    },
    /// More than this, where a figure would be false precision.
    LongerThan {
        /// The longest wait that is announced as a figure.
        minutes: i64,
    },
    /// No counter serves the line now, so nothing can be said.
    NoCounterOpen,
}

impl Wait {
    /// The upper value in minutes: 0 at once; `None` where none is announced.
    pub const fn upper_minutes(self) -> Option<i64> {
        match self {
            Self::AtOnce => Some(0),
            Self::Range { high_minutes, .. } => Some(high_minutes),
            Self::LongerThan { .. } | Self::NoCounterOpen => None,
        }
    }

    /// Whether the announcement turned out true of a wait in milliseconds; `None` where nothing was announced. "At once"
    /// allows a minute, and "longer than" is false of whoever waited less.
    pub const fn held(self, wait: i64) -> Option<bool> {
        match self {
            Self::AtOnce => Some(wait <= MINUTE),
            Self::Range { high_minutes, .. } => Some(wait <= high_minutes * MINUTE),
            Self::LongerThan { minutes } => Some(wait > minutes * MINUTE),
            Self::NoCounterOpen => None,
        }
    }

    /// The announcement in words.
    pub fn sentence(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::AtOnce, Lang::Lv) => "Uzreiz".to_owned(),
            (Self::AtOnce, Lang::En) => "At once".to_owned(),
            (Self::Range { low_minutes: 0, high_minutes }, Lang::Lv) => format!("Līdz {high_minutes} min"),
            (Self::Range { low_minutes: 0, high_minutes }, Lang::En) => format!("Up to {high_minutes} min"),
            (Self::Range { low_minutes, high_minutes }, _) => format!("{low_minutes}–{high_minutes} min"),
            (Self::LongerThan { minutes: 60 }, Lang::Lv) => "Ilgāk nekā stundu".to_owned(),
            (Self::LongerThan { minutes: 60 }, Lang::En) => "Longer than an hour".to_owned(),
            (Self::LongerThan { minutes }, Lang::Lv) => format!("Ilgāk nekā {minutes} min"),
            (Self::LongerThan { minutes }, Lang::En) => format!("Longer than {minutes} min"),
            (Self::NoCounterOpen, Lang::Lv) => "Neviens lodziņš pašlaik nav atvērts".to_owned(),
            (Self::NoCounterOpen, Lang::En) => "No counter is open at the moment".to_owned(),
        }
    }
}

/// The value that a sum of `services` service times with the given mean, in minutes, exceeds in one case of five.
pub fn upper_of_services(mean_minutes: f64, services: f64) -> f64 {
    gamma::bounds(mean_minutes, services).1
}

/// How coarsely and how surely to announce.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnnounceSettings {
    /// Figures above twice this are multiples of so many minutes.
    pub step_minutes: i64,
    /// Who will hardly wait less than this many minutes is told "longer than" instead of a figure.
    pub longest_minutes: i64,
    /// The share of upper values to be kept, between 0 and 1. Rounding up keeps some more.
    pub kept_share: f64,
    /// The mean service time in minutes of a line about which nothing is known.
    pub usual_service_minutes: f64,
}

impl Default for AnnounceSettings {
    fn default() -> Self {
        Self { step_minutes: 5, longest_minutes: 60, kept_share: 0.8, usual_service_minutes: 10.0 }
    }
}

/// What was announced to one client, kept beside the ticket until the outcome is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Announcement {
    /// The line.
    pub line: LineId,
    /// What the client was told.
    pub wait: Wait,
    /// The wait expected before any correction, in minutes: what the outcome is compared with.
    pub expected_minutes: f64,
    /// The upper value before rounding, in minutes.
    pub upper_minutes: f64,
    /// Clients who were to be called first, those shared with other counters in part.
    pub ahead: f64,
}

/// What the announcer has learnt from the day so far. Feed it every service and every outcome as they happen.
#[derive(Clone, Debug)]
pub struct Announcer {
    settings: AnnounceSettings,
    services: BTreeMap<LineId, Services>,
    learnt: Learnt,
}

impl Announcer {
    /// An announcer that knows nothing yet.
    pub fn new(settings: AnnounceSettings) -> Self {
        Self { settings, services: BTreeMap::new(), learnt: Learnt::default() }
    }

    /// Takes over the mean service time, in minutes, that another source states for a line: yesterday's, or what a
    /// queue machine shows. It counts until enough services have been seen. Anything but a positive number is ignored.
    pub fn expect_service(&mut self, line: LineId, minutes: f64) {
        if minutes.is_finite() && minutes > 0.0 {
            self.services.entry(line).or_default().stated = Some(minutes);
        }
    }

    /// Learns from a service that has just ended, its length in milliseconds.
    pub fn record_service(&mut self, line: LineId, millis: i64) {
        self.services.entry(line).or_default().record(millis);
    }

    /// The mean service time of a line as known now, in minutes.
    pub fn mean_service_minutes(&self, line: LineId) -> f64 {
        self.mean(line, &[])
    }

    fn mean(&self, line: LineId, serving: &[Served]) -> f64 {
        let usual = self.settings.usual_service_minutes;
        let going_on: f64 =
            serving.iter().filter(|served| served.line == line).map(|served| minutes(served.millis)).sum();
        self.services.get(&line).map_or(usual, |services| services.mean(usual, going_on))
    }

    /// What to tell a client who would join `view.line` now.
    pub fn announce(&self, view: &View) -> Announcement {
        let (expected, share) = self.expected(view);
        let (low, upper) = self.learnt.bounds(view.line, self.settings.kept_share, expected, share);
        let wait = if view.counters == 0 {
            Wait::NoCounterOpen
        } else if view.is_free() {
            Wait::AtOnce
        } else {
            self.rounded(low, upper)
        };
        Announcement {
            line: view.line,
            wait,
            expected_minutes: expected,
            upper_minutes: upper,
            ahead: view.ahead.iter().map(|ahead| ahead.share).sum(),
        }
    }

    /// Learns how an announcement turned out, once the client is called after a wait in milliseconds.
    pub fn record(&mut self, announcement: &Announcement, wait: i64) {
        self.learnt.record(announcement, wait);
    }

    /// How often announcements have held so far.
    pub fn hits(&self) -> Hits {
        self.learnt.hits()
    }

    /// The expected wait in minutes and the number of services it is the sum of.
    fn expected(&self, view: &View) -> (f64, f64) {
        let counters = f64::from(view.counters.max(1));
        let people: f64 = view.ahead.iter().map(|ahead| ahead.share).sum();
        let ahead: f64 =
            view.ahead.iter().map(|ahead| ahead.share * self.mean(ahead.line, &view.serving)).sum();
        let present = if view.serving.is_empty() {
            self.mean(view.line, &view.serving)
        } else {
            let total: f64 = view.serving.iter().map(|served| self.mean(served.line, &view.serving)).sum();
            total / crate::measure::number(view.serving.len())
        };
        let overtaken = 1.0 - view.overtaking_share.clamp(0.0, 0.8);
        ((ahead + present) / counters / overtaken, people + 1.0)
    }

    fn rounded(&self, low: f64, upper: f64) -> Wait {
        let Some(step) = self.step(upper) else {
            return Wait::LongerThan { minutes: self.settings.longest_minutes };
        };
        let high_minutes = up_to(upper, step).max(step);
        let low_minutes = down_to(low, step).min(high_minutes - step).max(0);
        if low_minutes >= self.settings.longest_minutes {
            return Wait::LongerThan { minutes: self.settings.longest_minutes };
        }
        Wait::Range { low_minutes, high_minutes }
    }

    /// How coarse a figure for so many minutes is; `None` where any would be false precision.
    ///
    /// Five minutes would double a wait of three, and are idle precision in one of eighty; so figures are whole minutes up
    /// to two steps, and three steps apart beyond the longest.
    fn step(&self, upper: f64) -> Option<i64> {
        let step = self.settings.step_minutes.max(1);
        let within = |most: i64| upper <= minutes(most * MINUTE);
        match self.settings.longest_minutes {
            _ if within(2 * step) => Some(1),
            longest if within(longest) => Some(step),
            longest if within(4 * longest) => Some(3 * step),
            _ => None,
        }
    }
}
