//! What no rule can tell about the Latvian year: one-off holidays, festival closing days and transferred working days.
//!
//! A timetable carries its feed with it, so that a deadline counted again with the same version gives the same day
//! even after the program has learnt of new orders.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use solits_kernel::Text;

/// Days fed in from outside, each with the year and act it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Feed {
    /// Holidays of one year only, made by an amendment of the law, sometimes at days' notice.
    pub one_off_holidays: Vec<OneOffHoliday>,
    /// Closing days of the general Song and Dance festival.
    pub festival_closings: Vec<FestivalClosing>,
    /// Working days transferred by the yearly order of the Cabinet (Labour Law, section 133(4)).
    pub transfers: Vec<Transfer>,
}

/// A holiday of one year only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneOffHoliday {
    /// The day.
    pub date: Date,
    /// What it is called.
    pub name: Text,
    /// The act it rests on, in words.
    pub source: String,
}

/// The closing day of a festival.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FestivalClosing {
    /// The day.
    pub date: Date,
    /// The act it rests on, in words.
    pub source: String,
}

/// A working day made free and worked on another day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// The day that becomes free.
    pub off: Date,
    /// The day, nearly always a Saturday, that is worked instead.
    pub worked: Date,
    /// The order it rests on, in words.
    pub source: String,
}

type MonthDay = (i8, i8);

/// Per year: made free, worked instead. 2016, 2019 and 2022 had no lone day moved.
const TRANSFERS: [(i16, MonthDay, MonthDay); 17] = [
    (2014, (5, 2), (5, 10)),
    (2014, (11, 17), (11, 22)),
    (2015, (1, 2), (1, 10)),
    (2015, (6, 22), (6, 27)),
    (2017, (5, 5), (5, 13)),
    (2018, (4, 30), (4, 21)),
    (2020, (6, 22), (6, 13)),
    (2021, (5, 3), (5, 8)),
    (2021, (6, 25), (6, 19)),
    (2021, (11, 19), (11, 13)),
    (2023, (5, 5), (5, 20)),
    (2024, (12, 23), (12, 14)),
    (2024, (12, 30), (12, 28)),
    (2025, (5, 2), (5, 10)),
    (2025, (11, 17), (11, 8)),
    (2026, (1, 2), (1, 17)),
    (2026, (6, 22), (6, 27)),
];

impl Feed {
    /// The first year for which the program knows the orders of the Cabinet.
    pub const FIRST_KNOWN_YEAR: i16 = 2014;
    /// The last year for which the program knows the orders of the Cabinet.
    pub const LAST_KNOWN_YEAR: i16 = 2026;

    /// What this release of the program knows.
    pub fn known() -> Self {
        Self {
            one_off_holidays: vec![
                OneOffHoliday {
                    date: date(2018, 9, 24),
                    name: Text::new(
                        "Vienreizēja svētku diena (2018. gada likuma grozījums)",
                        "One-off holiday (amendment of 2018)",
                    ),
                    source: "2018: amendment of the law on holidays".to_owned(),
                },
                OneOffHoliday {
                    date: date(2023, 5, 29),
                    name: Text::new(
                        "Diena, kad Latvijas hokeja komanda ieguva bronzas medaļu 2023. gada Pasaules hokeja čempionātā",
                        "Day on which the Latvian ice hockey team won bronze at the World Championship of 2023",
                    ),
                    source: "2023: amendment of the law on holidays".to_owned(),
                },
            ],
            festival_closings: [date(2018, 7, 8), date(2023, 7, 9)]
                .into_iter()
                .map(|date| FestivalClosing {
                    date,
                    source: format!("{}: Song and Dance festival", date.year()),
                })
                .collect(),
            transfers: TRANSFERS
                .into_iter()
                .map(|(year, off, worked)| Transfer {
                    off: date(year, off.0, off.1),
                    worked: date(year, worked.0, worked.1),
                    source: format!("{year}. gads: Ministru kabineta rīkojums par darba dienu pārcelšanu"),
                })
                .collect(),
        }
    }

    /// This feed with the days of `other` that it does not have yet; its own entries win over those of the same day.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        for holiday in other.one_off_holidays {
            if self.one_off_on(holiday.date).is_none() {
                self.one_off_holidays.push(holiday);
            }
        }
        for closing in other.festival_closings {
            if self.festival_closing(closing.date.year()).is_none() {
                self.festival_closings.push(closing);
            }
        }
        for transfer in other.transfers {
            if self.transferred_off(transfer.off).is_none() {
                self.transfers.push(transfer);
            }
        }
        self
    }

    /// The one-off holiday on `day`.
    pub fn one_off_on(&self, day: Date) -> Option<&OneOffHoliday> {
        self.one_off_holidays.iter().find(|holiday| holiday.date == day)
    }

    /// The closing day of the festival in `year`.
    pub fn festival_closing(&self, year: i16) -> Option<Date> {
        self.festival_closings.iter().map(|closing| closing.date).find(|date| date.year() == year)
    }

    /// The transfer that makes `day` free.
    pub fn transferred_off(&self, day: Date) -> Option<&Transfer> {
        self.transfers.iter().find(|transfer| transfer.off == day)
    }

    /// The transfer for which `day` is worked.
    pub fn transferred_to(&self, day: Date) -> Option<&Transfer> {
        self.transfers.iter().find(|transfer| transfer.worked == day)
    }
}
