//! What a day teaches: service times, and how waits compare with what was expected.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use solits_kernel::LineId;

use super::{Announcement, Wait, gamma};
use crate::measure::{millis, minutes, number, quantile};

/// The latest service times of one line.
#[derive(Clone, Debug, Default)]
pub(super) struct Services {
    /// A mean in minutes stated from outside.
    pub(super) stated: Option<f64>,
    latest: VecDeque<f64>,
}

impl Services {
    /// So many services describe a line as it works now.
    const LATEST: usize = 30;
    /// From so many on a stated mean no longer counts: machines show a default that never moves.
    const ENOUGH: usize = 12;
    /// Until then it counts as so many services.
    const STATED_WEIGHT: f64 = 3.0;

    pub(super) fn record(&mut self, length: i64) {
        push(&mut self.latest, minutes(length.max(0)), Self::LATEST);
    }

    /// The mean in minutes. While few have ended, those still going on, so many minutes long together, count with what
    /// they have lasted: the first services to end are the short ones.
    pub(super) fn mean(&self, usual: f64, going_on: f64) -> f64 {
        let seen: f64 = self.latest.iter().sum();
        if self.latest.len() >= Self::ENOUGH {
            return seen / number(self.latest.len());
        }
        (seen + going_on + self.stated.unwrap_or(usual) * Self::STATED_WEIGHT)
            / (number(self.latest.len()) + Self::STATED_WEIGHT)
    }
}

/// How often announcements held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    /// Announcements whose outcome is known.
    pub announced: usize,
    /// Those that held.
    pub held: usize,
}

impl Hits {
    /// The share that held, `None` before the first outcome.
    pub fn share(self) -> Option<f64> {
        (self.announced > 0).then(|| number(self.held) / number(self.announced))
    }
}

/// True wait ÷ expected wait of the latest outcomes.
type Ratios = VecDeque<f64>;

/// Outcomes by the number of services that had to end first, of the hall and of each line.
#[derive(Clone, Debug, Default)]
pub(super) struct Learnt {
    of_hall: [Ratios; CLASSES],
    of_line: BTreeMap<(LineId, usize), Ratios>,
    latest: VecDeque<bool>,
    hits: Hits,
}

impl Learnt {
    /// From so many outcomes of the hall on, its experience replaces the formula; a small hall sees twice as many only
    /// when its day is half over.
    const ENOUGH: usize = 15;
    /// From so many outcomes of the line itself on, those count alone.
    const ENOUGH_OF_LINE: usize = 20;
    /// So many outcomes are kept.
    const LATEST: usize = 80;
    /// The aim follows so many of the latest outcomes …
    const AIM_FOLLOWS: usize = 40;
    /// … and stays within these distances from the share to be kept and from certainty.
    const LOWEST_BELOW: f64 = 0.1;
    const HIGHEST: f64 = 0.97;

    pub(super) fn record(&mut self, announcement: &Announcement, wait: i64) {
        if let Some(held) = announcement.wait.held(wait) {
            self.hits.announced += 1;
            self.hits.held += usize::from(held);
        }
        if matches!(announcement.wait, Wait::AtOnce | Wait::NoCounterOpen) {
            return;
        }
        push(&mut self.latest, wait <= millis(announcement.upper_minutes), Self::AIM_FOLLOWS);
        let ratio = minutes(wait.max(0)) / announcement.expected_minutes.max(0.1);
        let class = class(announcement.ahead + 1.0);
        push(&mut self.of_hall[class], ratio, Self::LATEST);
        push(self.of_line.entry((announcement.line, class)).or_default(), ratio, Self::LATEST);
    }

    pub(super) fn hits(&self) -> Hits {
        self.hits
    }

    /// The lower and upper bound in minutes of a wait in a line that is the sum of so many services.
    pub(super) fn bounds(&self, line: LineId, kept_share: f64, expected: f64, services: f64) -> (f64, f64) {
        let class = class(services);
        let own = self.of_line.get(&(line, class)).filter(|ratios| ratios.len() >= Self::ENOUGH_OF_LINE);
        let ratios = own.unwrap_or(&self.of_hall[class]);
        if ratios.len() < Self::ENOUGH {
            return gamma::bounds(expected, services);
        }
        let mut sorted: Vec<f64> = ratios.iter().copied().collect();
        sorted.sort_by(f64::total_cmp);
        let upper = quantile(&sorted, self.aim(kept_share)).unwrap_or(1.0);
        let low = quantile(&sorted, 0.2).unwrap_or(0.0);
        (expected * low.min(upper), expected * upper)
    }

    /// Where the latest outcomes fell short of the share to be kept, the aim rises by as much, and the other way round.
    fn aim(&self, kept_share: f64) -> f64 {
        let held = number(self.latest.iter().filter(|held| **held).count());
        let share = held / number(self.latest.len().max(1));
        let lowest = (kept_share - Self::LOWEST_BELOW).min(Self::HIGHEST);
        (kept_share + (kept_share - share)).clamp(lowest, Self::HIGHEST)
    }
}

/// How many classes of waits there are.
const CLASSES: usize = 3;

/// Nobody ahead, a few, or many: their waits spread differently around the expected one.
fn class(services: f64) -> usize {
    if services < 2.0 {
        0
    } else if services < 5.0 {
        1
    } else {
        2
    }
}

fn push<T>(values: &mut VecDeque<T>, value: T, most: usize) {
    if values.len() == most {
        values.pop_front();
    }
    values.push_back(value);
}
