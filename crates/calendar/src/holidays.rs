//! Latvian public holidays by rule (law "Par svētku, atceres un atzīmējamām dienām", section 1).
//!
//! The rules hold from 2014 on; the movable days hang on western Easter. What no rule can tell, such as one-off
//! holidays and the closing day of the Song and Dance festival, comes from a [`Feed`].

use jiff::civil::{Date, Weekday, date};
use serde::{Deserialize, Serialize};
use solits_kernel::{Lang, Text};

use crate::Feed;

/// A public holiday of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// Two days before Easter Sunday.
    GoodFriday,
    /// Easter Sunday of the western church.
    EasterSunday,
    /// The day after Easter Sunday.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 4 May; moves a day off when it falls on a weekend.
    IndependenceRestoration,
    /// The second Sunday of May.
    MothersDay,
    /// Forty-nine days after Easter Sunday.
    Pentecost,
    /// 23 June.
    Ligo,
    /// 24 June.
    Jani,
    /// The closing day of the general Song and Dance festival; moves a day off when it falls on a weekend.
    FestivalClosing,
    /// 18 November; moves a day off when it falls on a weekend.
    Proclamation,
    /// 24 December.
    ChristmasEve,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    SecondChristmasDay,
    /// 31 December.
    NewYearsEve,
}

impl Holiday {
    /// All holidays in the order in which the year brings them, as nearly as movable days allow.
    pub const ALL: [Self; 16] = [
        Self::NewYear,
        Self::GoodFriday,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::LabourDay,
        Self::IndependenceRestoration,
        Self::MothersDay,
        Self::Pentecost,
        Self::Ligo,
        Self::Jani,
        Self::FestivalClosing,
        Self::Proclamation,
        Self::ChristmasEve,
        Self::ChristmasDay,
        Self::SecondChristmasDay,
        Self::NewYearsEve,
    ];

    /// The name as the law has it, or its English form.
    pub const fn name(self, lang: Lang) -> &'static str {
        let (lv, en) = match self {
            Self::NewYear => ("Jaungada diena", "New Year's Day"),
            Self::GoodFriday => ("Lielā Piektdiena", "Good Friday"),
            Self::EasterSunday => ("Pirmās Lieldienas", "Easter Sunday"),
            Self::EasterMonday => ("Otrās Lieldienas", "Easter Monday"),
            Self::LabourDay => (
                "Darba svētki / Latvijas Republikas Satversmes sapulces sasaukšanas diena",
                "Labour Day / Convocation of the Constitutional Assembly of the Republic of Latvia",
            ),
            Self::IndependenceRestoration => (
                "Latvijas Republikas Neatkarības atjaunošanas diena",
                "Restoration of Independence of the Republic of Latvia",
            ),
            Self::MothersDay => ("Mātes diena", "Mother's Day"),
            Self::Pentecost => ("Vasarsvētki", "Pentecost"),
            Self::Ligo => ("Līgo diena", "Midsummer Eve"),
            Self::Jani => ("Jāņu diena", "Midsummer Day"),
            Self::FestivalClosing => (
                "Vispārējo latviešu dziesmu un deju svētku noslēguma diena",
                "Closing day of the Song and Dance festival",
            ),
            Self::Proclamation => {
                ("Latvijas Republikas Proklamēšanas diena", "Proclamation of the Republic of Latvia")
            }
            Self::ChristmasEve => ("Ziemassvētku vakars", "Christmas Eve"),
            Self::ChristmasDay => ("Pirmie Ziemassvētki", "Christmas Day"),
            Self::SecondChristmasDay => ("Otrie Ziemassvētki", "Second Day of Christmas"),
            Self::NewYearsEve => ("Vecgada diena", "New Year's Eve"),
        };
        match lang {
            Lang::Lv => lv,
            Lang::En => en,
        }
    }

    /// The name in both languages.
    pub fn text(self) -> Text {
        Text::new(self.name(Lang::Lv), self.name(Lang::En))
    }

    /// Whether a fall on Saturday or Sunday makes the next working day free.
    pub const fn is_substituted(self) -> bool {
        matches!(self, Self::IndependenceRestoration | Self::FestivalClosing | Self::Proclamation)
    }

    /// The day of this holiday in `year`; `None` for the festival in a year whose closing day the feed does not know.
    pub fn day_in(self, year: i16, feed: &Feed) -> Option<Date> {
        Some(match self {
            Self::NewYear => date(year, 1, 1),
            Self::GoodFriday => days_after(easter(year), -2),
            Self::EasterSunday => easter(year),
            Self::EasterMonday => days_after(easter(year), 1),
            Self::LabourDay => date(year, 5, 1),
            Self::IndependenceRestoration => date(year, 5, 4),
            Self::MothersDay => date(year, 5, 1).nth_weekday_of_month(2, Weekday::Sunday).ok()?,
            Self::Pentecost => days_after(easter(year), 49),
            Self::Ligo => date(year, 6, 23),
            Self::Jani => date(year, 6, 24),
            Self::FestivalClosing => feed.festival_closing(year)?,
            Self::Proclamation => date(year, 11, 18),
            Self::ChristmasEve => date(year, 12, 24),
            Self::ChristmasDay => date(year, 12, 25),
            Self::SecondChristmasDay => date(year, 12, 26),
            Self::NewYearsEve => date(year, 12, 31),
        })
    }

    /// The holiday on `day`, if there is one; where two fall together, the one named first in the law's order.
    pub fn on(day: Date, feed: &Feed) -> Option<Self> {
        Self::ALL.into_iter().find(|holiday| holiday.day_in(day.year(), feed) == Some(day))
    }
}

/// The holidays of `year` in the order of their days.
pub fn of_year(year: i16, feed: &Feed) -> Vec<(Date, Holiday)> {
    let mut days: Vec<_> =
        Holiday::ALL.into_iter().filter_map(|holiday| Some((holiday.day_in(year, feed)?, holiday))).collect();
    days.sort_unstable();
    days
}

/// The holiday for which `day` is free instead, if it is a substitute day.
///
/// Only 4 May, 18 November and the festival's closing day move; the other holidays are lost on a weekend.
pub fn substitute_on(day: Date, feed: &Feed) -> Option<Holiday> {
    Holiday::ALL.into_iter().filter(|holiday| holiday.is_substituted()).find(|holiday| {
        holiday
            .day_in(day.year(), feed)
            .is_some_and(|on| is_weekend(on) && on < day && next_working_day_by_law(on, feed) == day)
    })
}

/// The first day after `day` that is neither a weekend day nor a holiday.
fn next_working_day_by_law(day: Date, feed: &Feed) -> Date {
    let mut next = days_after(day, 1);
    while is_weekend(next) || is_holiday(next, feed) {
        next = days_after(next, 1);
    }
    next
}

/// Whether the law, or a one-off amendment of it, makes `day` a holiday. A substitute day is not one.
pub fn is_holiday(day: Date, feed: &Feed) -> bool {
    Holiday::on(day, feed).is_some() || feed.one_off_on(day).is_some()
}

/// The lone working days of `year`: single working days between a holiday and a weekend, which an order may make free.
///
/// Transfers already known are left aside, so the list of a settled year still shows what there was to decide.
pub fn lone_days(year: i16, feed: &Feed) -> Vec<Date> {
    let is_free_by_holiday =
        |day: Date| !is_weekend(day) && (is_holiday(day, feed) || substitute_on(day, feed).is_some());
    date(year, 1, 1)
        .series(jiff::Span::new().days(1))
        .take_while(|day| day.year() == year)
        .filter(|&day| !is_weekend(day) && !is_free_by_holiday(day))
        .filter(|&day| {
            let (before, after) = (days_after(day, -1), days_after(day, 1));
            (is_weekend(before) && is_free_by_holiday(after))
                || (is_free_by_holiday(before) && is_weekend(after))
        })
        .collect()
}

/// Easter Sunday of the western church, by the Gregorian computus of Meeus, Jones and Butcher.
pub fn easter(year: i16) -> Date {
    let year_number = i32::from(year);
    let (golden, century, of_century) = (year_number % 19, year_number / 100, year_number % 100);
    let moon_correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_correction + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late_moon = (golden + 11 * epact + 22 * to_sunday) / 451;
    // Days after 22 March, the earliest Easter there can be.
    let after_earliest = epact + to_sunday - 7 * late_moon;
    days_after(date(year, 3, 22), i64::from(after_earliest))
}

pub(crate) fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// `day` moved by so many days, stopping at the ends of the calendar.
pub(crate) fn days_after(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::SignedDuration::from_hours(days.saturating_mul(24)))
}
