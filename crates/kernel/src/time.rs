//! Instants and the clock.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use jiff::{
    Zoned,
    civil::{Date, Time},
    tz::TimeZone,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The time zone in which institutions open, close and count days.
pub const RIGA: &str = "Europe/Riga";

/// The zone named by [`RIGA`]; the zone data is part of the program.
pub fn riga() -> TimeZone {
    use std::sync::OnceLock;
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| TimeZone::get(RIGA).expect("the zone data is compiled in")).clone()
}

/// An instant in whole milliseconds, the same on both database engines; written as RFC 3339 in UTC with three decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn millis(self) -> i64 {
        self.0
    }
    /// Reads RFC 3339; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(Self::from)
    }
    /// The instant a wall clock in Riga shows `time` on `date`; in the hour skipped in spring, the moment after the gap.
    pub fn in_riga(date: Date, time: Time) -> Self {
        date.to_datetime(time).to_zoned(riga()).map_or(Self(0), |zoned| zoned.timestamp().into())
    }
    /// The instant as a Riga wall clock shows it.
    pub fn to_riga(self) -> Zoned {
        jiff::Timestamp::from(self).to_zoned(riga())
    }
    /// The day in Riga.
    pub fn day(self) -> Date {
        self.to_riga().date()
    }
    /// This instant moved by so many milliseconds, stopping at the ends of time.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }
    /// This instant moved by so many seconds.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_millis(seconds.saturating_mul(1000))
    }
    /// This instant moved by so many minutes.
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_seconds(minutes.saturating_mul(60))
    }
    /// Milliseconds from `earlier` to this instant; negative when it is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp.as_millisecond())
    }
}
impl From<Timestamp> for jiff::Timestamp {
    fn from(timestamp: Timestamp) -> Self {
        Self::from_millisecond(timestamp.0.clamp(Self::MIN.as_millisecond(), Self::MAX.as_millisecond()))
            .unwrap_or(Self::UNIX_EPOCH)
    }
}
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", jiff::Timestamp::from(*self))
    }
}
impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 instant"))
    }
}

/// A local day as it is stored: days since 1970-01-01.
pub fn day_number(day: Date) -> i64 {
    day.to_datetime(Time::MIN)
        .to_zoned(TimeZone::UTC)
        .map_or(0, |zoned| zoned.timestamp().as_second().div_euclid(86_400))
}

/// The day of a stored number; the first day of 1970 for one beyond the calendar.
pub fn day_of_number(number: i64) -> Date {
    jiff::Timestamp::from_second(number.saturating_mul(86_400))
        .map_or(Date::constant(1970, 1, 1), |timestamp| timestamp.to_zoned(TimeZone::UTC).date())
}

/// A month as it is stored: months since January 1970.
pub fn month_number(day: Date) -> i64 {
    (i64::from(day.year()) - 1970) * 12 + i64::from(day.month()) - 1
}

/// Who says what time it is: the system in service, a hand that stands still until moved in tests and simulations.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock that shows what it was last set to.
    Standing(Arc<AtomicI64>),
    /// The system's clock moved by so many milliseconds: a demonstration at night shows a working day.
    Shifted(i64),
}

impl Clock {
    /// A clock that stands at `now`.
    pub fn standing(now: Timestamp) -> Self {
        Self::Standing(Arc::new(AtomicI64::new(now.millis())))
    }
    /// The present instant.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Self::system(),
            Self::Shifted(millis) => Self::system().plus_millis(*millis),
            Self::Standing(millis) => Timestamp(millis.load(Ordering::SeqCst)),
        }
    }
    fn system() -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the system's clock")]
        let now = jiff::Timestamp::now();
        now.into()
    }
    /// Moves a standing clock to `now`; the system's clock stays as it is.
    pub fn set(&self, now: Timestamp) {
        if let Self::Standing(millis) = self {
            millis.store(now.millis(), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn an_instant_is_written_with_three_decimals_in_utc() {
        let instant = Timestamp::in_riga(date(2026, 11, 21), time(10, 42, 0, 0));
        assert_eq!(instant.to_string(), "2026-11-21T08:42:00.000Z");
        assert_eq!(Timestamp::parse("2026-11-21T08:42:00.000Z"), Some(instant));
        assert_eq!(serde_json::to_string(&instant).unwrap(), "\"2026-11-21T08:42:00.000Z\"");
    }

    #[test]
    fn stored_days_and_months_count_from_1970() {
        assert_eq!((day_number(date(1970, 1, 1)), month_number(date(1970, 1, 1))), (0, 0));
        assert_eq!((day_number(date(2026, 11, 21)), month_number(date(2026, 11, 21))), (20_778, 682));
        assert_eq!(day_of_number(20_778), date(2026, 11, 21));
        assert_eq!(day_of_number(day_number(date(1969, 12, 31))), date(1969, 12, 31));
    }

    #[test]
    fn riga_is_three_hours_ahead_in_summer() {
        assert_eq!(
            Timestamp::in_riga(date(2026, 7, 1), time(9, 0, 0, 0)).to_string(),
            "2026-07-01T06:00:00.000Z"
        );
    }
}
