//! What is missing from a calendar before it is needed.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use solits_kernel::Lang;

use crate::{Calendar, LAST_YEAR, holidays};

/// Something an administrator should put right in a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Nobody has confirmed the calendar of a year.
    YearUnconfirmed {
        /// The year.
        year: i16,
        /// Its lone working days, which the Cabinet's order may transfer and which need a look.
        lone_days: Vec<Date>,
    },
    /// The Song and Dance festival is expected in a year, and its closing day is not known.
    FestivalDayUnknown {
        /// The year.
        year: i16,
    },
}

impl Warning {
    /// The warning in one sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::YearUnconfirmed { year, .. }, Lang::Lv) => {
                format!("{year}. gada kalendārs nav apstiprināts: termiņi šajā gadā var mainīties.")
            }
            (Self::YearUnconfirmed { year, .. }, Lang::En) => {
                format!("The calendar of {year} is not confirmed: deadlines in that year may change.")
            }
            (Self::FestivalDayUnknown { year }, Lang::Lv) => {
                format!("{year}. gadā gaidāmi Dziesmu un deju svētki, bet to noslēguma diena nav ievadīta.")
            }
            (Self::FestivalDayUnknown { year }, Lang::En) => {
                format!(
                    "The Song and Dance festival is expected in {year}, and its closing day is not entered."
                )
            }
        }
    }
}

impl Calendar {
    /// This year and the next, as far as nobody has confirmed them.
    pub fn missing_years(&self, today: Date) -> Vec<i16> {
        let years = &self.timetable().years;
        (today.year()..=today.year().saturating_add(1)).filter(|year| !years.contains(year)).collect()
    }

    /// The first day, today or later, that lies in a year nobody has confirmed.
    pub fn first_day_without_calendar(&self, today: Date) -> Option<Date> {
        let year = (today.year()..=LAST_YEAR).find(|year| !self.timetable().years.contains(year))?;
        Some(date(year, 1, 1).max(today))
    }

    /// What to put right, most urgent first.
    ///
    /// The order for the next year is due by 1 July, so an unconfirmed next year is named from that day on; terms of
    /// months reach it soon after.
    pub fn warnings(&self, today: Date) -> Vec<Warning> {
        let feed = &self.timetable().feed;
        let is_due = |year: i16| year == today.year() || today.month() >= 7;
        let mut warnings: Vec<Warning> = self
            .missing_years(today)
            .into_iter()
            .filter(|&year| is_due(year))
            .map(|year| Warning::YearUnconfirmed { year, lone_days: holidays::lone_days(year, feed) })
            .collect();
        let festivals = (today.year()..=today.year().saturating_add(1)).filter(|&year| {
            is_due(year) && is_festival_expected(year) && feed.festival_closing(year).is_none()
        });
        warnings.extend(festivals.map(|year| Warning::FestivalDayUnknown { year }));
        warnings
    }
}

/// The festival has come every fifth year: 2018, 2023.
const fn is_festival_expected(year: i16) -> bool {
    year >= 2018 && (year - 2018) % 5 == 0
}
