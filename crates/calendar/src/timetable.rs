//! All that an institution says about the time of one branch and channel, as plain data that is stored as it is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Closure, DateException, Feed, OwnDay, WeeklyHours};

/// The working time of one branch and channel in one version.
///
/// A version is never changed once deadlines were counted with it: a change is a new version, so that each deadline
/// can be counted again as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timetable {
    /// The version, which every deadline remembers.
    pub version: i64,
    /// Opening hours of the week.
    pub hours: WeeklyHours,
    /// Other hours on single dates; of two for one date the later in the list holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<DateException>,
    /// Times closed to the public.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closures: Vec<Closure>,
    /// What the institution has decided where the law leaves it open.
    #[serde(default)]
    pub settings: Settings,
    /// Days on which the institution departs from the general calendar; of two for one date the later holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_days: Vec<OwnDay>,
    /// One-off holidays, festival closing days and transfers, as known when this version was made.
    #[serde(default)]
    pub feed: Feed,
    /// Years whose calendar someone has confirmed.
    #[serde(default)]
    pub years: BTreeSet<i16>,
}

impl Timetable {
    /// A timetable with these hours, default settings, and the days and years this release of the program knows.
    pub fn new(version: i64, hours: WeeklyHours) -> Self {
        Self {
            version,
            hours,
            exceptions: Vec::new(),
            closures: Vec::new(),
            settings: Settings::default(),
            own_days: Vec::new(),
            feed: Feed::known(),
            years: (Feed::FIRST_KNOWN_YEAR..=Feed::LAST_KNOWN_YEAR).collect(),
        }
    }

    /// The timetable of a channel with the days of its branch: holidays, transfers and confirmed years are the same in
    /// every channel, only the shortening before a holiday is the channel's.
    #[must_use]
    pub fn with_days_of(self, branch: &Self) -> Self {
        let shortened_by_minutes = self.settings.shortened_by_minutes;
        Self {
            settings: Settings { shortened_by_minutes, ..branch.settings },
            own_days: branch.own_days.clone(),
            feed: branch.feed.clone(),
            years: branch.years.clone(),
            ..self
        }
    }
}

/// What an institution decides about counting, because the law leaves it open or to the employer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Whether the Cabinet's transfers hold here.
    pub transfers: Transfers,
    /// Whether a worked Saturday is counted in working-day terms.
    pub worked_saturday: WorkedSaturday,
    /// Whether a day made free by a transfer moves the end of a period counted in calendar days or months.
    pub moved_day_off: MovedDayOff,
    /// When a day counted as a working day ends.
    pub day_ends: DayEnds,
    /// By how many minutes opening hours are shorter on a working day before a holiday; the law's hour, unless the
    /// institution has shortened the work and not the opening.
    pub shortened_by_minutes: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            transfers: Transfers::default(),
            worked_saturday: WorkedSaturday::default(),
            moved_day_off: MovedDayOff::default(),
            day_ends: DayEnds::default(),
            shortened_by_minutes: 60,
        }
    }
}

/// Whether an institution follows the Cabinet's yearly order on transferred working days.
///
/// State-budget bodies with a week from Monday to Friday must; municipalities and others are only recommended to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transfers {
    /// The order holds.
    #[default]
    Follow,
    /// The week stays as it is.
    Ignore,
}

/// Whether a Saturday worked in place of another day is a working day in terms; unsettled in law.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkedSaturday {
    /// It counts, and a period may end on it.
    #[default]
    Counts,
    /// It is worked but not counted.
    DoesNotCount,
}

/// Whether a period ending on a day made free by a transfer ends later; unsettled in law.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovedDayOff {
    /// It ends on the next working day.
    #[default]
    RollsPeriods,
    /// It ends on that day, as the law names only Saturdays, Sundays and holidays.
    DoesNotRoll,
}

/// When the last day of a working-day term ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayEnds {
    /// When the branch closes; at 24:00 on a working day on which it does not open.
    #[default]
    ClosingTime,
    /// At 24:00.
    Midnight,
}
