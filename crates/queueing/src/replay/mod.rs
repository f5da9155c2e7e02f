//! A hall's day, replayed from a queue machine's log through the order and the announcements of this program.
//!
//! # What the files say, and how they are read
//!
//! An arrivals file gives who came when and for which line. A state file gives, every few minutes, what the machine
//! showed. Neither says how long a service took or which counter served which line, and some of what a machine shows
//! was never true. The reading below is one that the file itself does not contradict:
//!
//! - **Counters** are open as the latest snapshot says. When fewer are open than before, a free one closes first, and a
//!   busy one finishes its present client. A snapshot with no counter, with clients waiting of whom some are gone at the
//!   next one, is read as one counter. Where clients still wait after the last snapshot with an open counter, one stays
//!   until they are served: the last client is served though time is over (handbook, beh-12).
//! - **Shared counters**: lines whose number of open counters is the same in nearly all snapshots while it changes often
//!   are served by the same counters.
//! - **A line shown twice** in one snapshot (two queues with one letter) has the waiting of both and the counters of one.
//! - **Service times** that the arrivals file does not give are drawn around the mean the state file shows, log-normal,
//!   by seed, one draw for each arrival whatever happens to the others. But many machines show a default that never
//!   moves, and their own counters contradict it: where clients are left waiting at both ends of an interval,
//!   the counters had no reason to stand idle, so the time they were open divided by the calls is what a client took.
//!   A stated mean further from that than chance allows is replaced by it, and the report says so.
//!   [`Means::AsStated`] keeps the stated means, even those with which a day's clients take a week.
//!
//! Announcements use only what was known at the moment: the mean as the machine showed it, the services that
//! had ended, the desks open, the people waiting. The corrected means are the world's and are not told to the announcer.

mod day;
mod hall;
mod read;
mod report;

use serde::{Deserialize, Serialize};

pub use read::{ReplayError, Source};
pub use report::{Announced, Line, Report, Row, Waits};

use crate::announce::AnnounceSettings;
use crate::order::Policy;

/// What to do with a stated mean service time that the counters and calls of the same file contradict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// Take it from those counters and calls instead.
    #[default]
    Checked,
    /// Keep it.
    AsStated,
}

/// What was promised about waiting, from the standard in force.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    /// Called within so many minutes.
    pub minutes: i64,
    /// In so many cases of a hundred.
    pub target_percent: f64,
}

/// How to replay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The seed of the service times that are drawn.
    pub seed: u64,
    /// The order.
    pub policy: Policy,
    /// The announcements.
    pub announce: AnnounceSettings,
    /// The promise to count.
    pub promise: Option<Promise>,
    /// How to read stated means.
    pub means: Means,
    /// Standard deviation ÷ mean of drawn service times.
    pub variation: f64,
    /// Counters of a line about which the state file says nothing.
    pub usual_counters: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            policy: Policy::default(),
            announce: AnnounceSettings::default(),
            promise: None,
            means: Means::default(),
            variation: 0.8,
            usual_counters: 1,
        }
    }
}

/// Replays a day. The same texts and settings give the same report, byte for byte.
pub fn replay(arrivals: &str, state: Option<&str>, settings: &Settings) -> Result<Report, ReplayError> {
    let arrivals = read::arrivals(arrivals)?;
    let snapshots = state.map(read::snapshots).transpose()?.unwrap_or_default();
    let hall = hall::Hall::read(&arrivals, &snapshots, settings);
    let visits = day::run(&arrivals, &hall, settings);
    Ok(report::of(&arrivals, &hall, &visits, settings))
}
