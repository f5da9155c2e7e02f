//! Opening hours as plain values: times of a day, split days, exceptions by date and closures.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, DateTime, Weekday};
use serde::{Deserialize, Serialize};
use solits_kernel::Text;
use thiserror::Error;

/// Opening hours of a week in one branch and channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the days name themselves")]
pub struct WeeklyHours {
    pub monday: DayHours,
    pub tuesday: DayHours,
    pub wednesday: DayHours,
    pub thursday: DayHours,
    pub friday: DayHours,
    pub saturday: DayHours,
    pub sunday: DayHours,
    /// What holds on holidays and other days made free.
    pub on_days_off: OnDaysOff,
}

/// Whether opening hours hold on days off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnDaysOff {
    /// Closed, as a branch is.
    #[default]
    Closed,
    /// Open as on any such weekday, as a round-the-clock line is (D-05).
    AsWeekday,
}

impl WeeklyHours {
    /// The same hours from Monday to Friday, closed at weekends.
    pub fn weekdays(hours: &DayHours) -> Self {
        let mut week = Self::default();
        for day in
            [&mut week.monday, &mut week.tuesday, &mut week.wednesday, &mut week.thursday, &mut week.friday]
        {
            day.clone_from(hours);
        }
        week
    }

    /// Always open, holidays included.
    pub fn round_the_clock() -> Self {
        let day = DayHours(vec![Interval { from: DayTime::START, to: DayTime::END }]);
        Self {
            saturday: day.clone(),
            sunday: day.clone(),
            on_days_off: OnDaysOff::AsWeekday,
            ..Self::weekdays(&day)
        }
    }

    /// The hours of a day of the week.
    pub const fn of(&self, weekday: Weekday) -> &DayHours {
        match weekday {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        }
    }
}

/// Other hours on one date; they hold as written, on a holiday too, and are not shortened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateException {
    /// The day.
    pub date: Date,
    /// Its hours; empty for a day on which nothing opens.
    pub hours: DayHours,
    /// Why, as clients read it.
    pub reason: Text,
}

/// A time during which the place is closed to the public though its hours say otherwise; working days go on counting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// The first closed moment, on the wall clock in Riga, in whole minutes.
    pub from: DateTime,
    /// The first moment after it.
    pub to: DateTime,
    /// Why, as clients read it (P2/s2 of the VZD standard asks to give the reason with the change).
    pub reason: Text,
}

/// The opening hours of one day: intervals in order that neither touch backwards nor overlap; none when closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Interval>", into = "Vec<Interval>")]
pub struct DayHours(Vec<Interval>);

impl DayHours {
    /// Puts intervals in order; refuses two that overlap.
    pub fn new(mut intervals: Vec<Interval>) -> Result<Self, HoursError> {
        intervals.sort_unstable();
        for pair in intervals.windows(2) {
            if pair[1].from < pair[0].to {
                return Err(HoursError::Overlap { first: pair[0], second: pair[1] });
            }
        }
        Ok(Self(intervals))
    }

    /// A day on which nothing opens.
    pub const fn closed() -> Self {
        Self(Vec::new())
    }

    /// The intervals in order.
    pub fn intervals(&self) -> &[Interval] {
        &self.0
    }

    /// These hours with so many minutes taken off the end of the day.
    #[must_use]
    pub fn shortened(&self, minutes: u16) -> Self {
        let mut intervals = self.0.clone();
        let mut left = minutes;
        while left > 0
            && let Some(last) = intervals.last_mut()
        {
            let length = last.to.0 - last.from.0;
            if length > left {
                last.to.0 -= left;
                left = 0;
            } else {
                left -= length;
                intervals.pop();
            }
        }
        Self(intervals)
    }

    /// These hours without what lies between `from` and `to`.
    #[must_use]
    pub(crate) fn without(&self, from: DayTime, to: DayTime) -> Self {
        let pieces = self.0.iter().flat_map(|interval| {
            [
                Interval { from: interval.from, to: interval.to.min(from) },
                Interval { from: interval.from.max(to), to: interval.to },
            ]
        });
        Self(pieces.filter(|piece| piece.from < piece.to).collect())
    }
}

impl FromStr for DayHours {
    type Err = HoursError;

    /// Reads `09:00-12:00, 13:00-17:00`; an empty text is a closed day.
    fn from_str(text: &str) -> Result<Self, HoursError> {
        text.split([',', ';'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::parse)
            .collect::<Result<Vec<_>, _>>()
            .and_then(Self::new)
    }
}
impl fmt::Display for DayHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, interval) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str(", ")?;
            }
            interval.fmt(f)?;
        }
        Ok(())
    }
}
impl TryFrom<Vec<Interval>> for DayHours {
    type Error = HoursError;
    fn try_from(intervals: Vec<Interval>) -> Result<Self, HoursError> {
        Self::new(intervals)
    }
}
impl From<DayHours> for Vec<Interval> {
    fn from(hours: DayHours) -> Self {
        hours.0
    }
}

/// A stretch of one day from an opening to a later closing time; written `09:00-12:00`.
///
/// Hours across midnight are two intervals: until 24:00, and from 00:00 of the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Interval {
    from: DayTime,
    to: DayTime,
}

impl Interval {
    /// The stretch between two times; refused unless the closing time is the later one.
    pub fn new(from: DayTime, to: DayTime) -> Result<Self, HoursError> {
        if from < to { Ok(Self { from, to }) } else { Err(HoursError::Backwards { from, to }) }
    }
    /// When it opens.
    pub const fn from(self) -> DayTime {
        self.from
    }
    /// When it closes; the place is closed at that moment.
    pub const fn to(self) -> DayTime {
        self.to
    }
}

impl FromStr for Interval {
    type Err = HoursError;
    fn from_str(text: &str) -> Result<Self, HoursError> {
        let (from, to) =
            text.split_once(['-', '–']).ok_or_else(|| HoursError::NotAnInterval(text.to_owned()))?;
        Self::new(from.trim().parse()?, to.trim().parse()?)
    }
}
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.to)
    }
}
impl TryFrom<String> for Interval {
    type Error = HoursError;
    fn try_from(text: String) -> Result<Self, HoursError> {
        text.parse()
    }
}
impl From<Interval> for String {
    fn from(interval: Interval) -> Self {
        interval.to_string()
    }
}

/// A time of the day in whole minutes, from 00:00 to 24:00 inclusive, which a wall clock's time cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayTime(u16);

impl DayTime {
    /// 00:00.
    pub const START: Self = Self(0);
    /// 24:00.
    pub const END: Self = Self(24 * 60);

    /// The time so many minutes after midnight; `None` past 24:00.
    pub const fn from_minutes(minutes: u16) -> Option<Self> {
        if minutes <= Self::END.0 { Some(Self(minutes)) } else { None }
    }
    /// The time on the wall clock; `None` past 24:00 or from minute 60 on.
    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if hour <= 24 && minute < 60 { Self::from_minutes(hour * 60 + minute) } else { None }
    }
    /// Minutes after midnight.
    pub const fn minutes(self) -> u16 {
        self.0
    }
    /// The hour, 0 to 24.
    pub const fn hour(self) -> u16 {
        self.0 / 60
    }
    /// The minute of the hour.
    pub const fn minute(self) -> u16 {
        self.0 % 60
    }
}

impl FromStr for DayTime {
    type Err = HoursError;

    /// Reads `9:00`, `09:00` and, as Latvian writes it, `9.00`.
    fn from_str(text: &str) -> Result<Self, HoursError> {
        let parts = text.split_once([':', '.']).filter(|(_, minute)| minute.len() == 2);
        parts
            .and_then(|(hour, minute)| Self::new(hour.parse().ok()?, minute.parse().ok()?))
            .ok_or_else(|| HoursError::NotATime(text.to_owned()))
    }
}
impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}
impl TryFrom<String> for DayTime {
    type Error = HoursError;
    fn try_from(text: String) -> Result<Self, HoursError> {
        text.parse()
    }
}
impl From<DayTime> for String {
    fn from(time: DayTime) -> Self {
        time.to_string()
    }
}

/// Why opening hours were refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HoursError {
    /// Not a time between 00:00 and 24:00.
    #[error("{0:?} is not a time of day such as 09:00")]
    NotATime(String),
    /// Not two times with a dash between them.
    #[error("{0:?} is not an interval such as 09:00-17:00")]
    NotAnInterval(String),
    /// Closing is not later than opening.
    #[error("hours from {from} to {to} do not end after they begin")]
    Backwards {
        /// The opening time.
        from: DayTime,
        /// The closing time.
        to: DayTime,
    },
    /// Two intervals share time.
    #[error("hours {first} and {second} overlap")]
    Overlap {
        /// The interval that opens first.
        first: Interval,
        /// The one that overlaps it.
        second: Interval,
    },
}
