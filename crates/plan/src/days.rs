//! Sets of days of one year, and the periods and weeks a year falls into.

use jiff::{ToSpan, civil::Date};
use solits_kernel::day_number;
use solits_standard::model::Period;

/// The working days within which a duty is to be done; both ends count and are working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// The first.
    pub opens: Date,
    /// The last.
    pub closes: Date,
}

impl Window {
    /// Whether a day lies within.
    pub fn contains(&self, day: Date) -> bool {
        (self.opens..=self.closes).contains(&day)
    }
}

/// Days of a year in the order of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days([u64; 6]);

impl Days {
    pub(crate) fn insert(&mut self, day: usize) {
        self.0[day / 64] |= 1 << (day % 64);
    }
    pub(crate) const fn contains(&self, day: usize) -> bool {
        self.0[day / 64] >> (day % 64) & 1 == 1
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }
    pub(crate) fn and(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }
    pub(crate) fn or(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }
    pub(crate) fn meets(&self, other: &Self) -> bool {
        !self.and(other).is_empty()
    }
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + use<> {
        let words = self.0;
        (0..words.len() * 64).filter(move |day| words[day / 64] >> (day % 64) & 1 == 1)
    }
    pub(crate) fn first(&self) -> Option<usize> {
        self.iter().next()
    }
    pub(crate) fn last(&self) -> Option<usize> {
        let word = (0..self.0.len()).rev().find(|word| self.0[*word] != 0)?;
        Some(word * 64 + 63 - self.0[word].leading_zeros() as usize)
    }
}

impl FromIterator<usize> for Days {
    fn from_iter<I: IntoIterator<Item = usize>>(days: I) -> Self {
        let mut set = Self::default();
        days.into_iter().for_each(|day| set.insert(day));
        set
    }
}

/// The days of a year by their place in it, from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct YearDays {
    first: Date,
    len: usize,
}

impl YearDays {
    pub(crate) fn new(year: i16) -> Self {
        let first = Date::new(year, 1, 1).unwrap_or(Date::constant(2000, 1, 1));
        Self { first, len: usize::try_from(first.days_in_year()).unwrap_or(365) }
    }
    pub(crate) fn date(&self, day: usize) -> Date {
        self.first.saturating_add(i64::try_from(day).unwrap_or(0).days())
    }
    /// The place of a date; the nearest end of the year for one outside it.
    pub(crate) fn place(&self, date: Date) -> usize {
        let place = day_number(date) - day_number(self.first);
        usize::try_from(place).unwrap_or(0).min(self.len)
    }
    /// The days for which something holds.
    pub(crate) fn filter(&self, holds: impl Fn(Date) -> bool) -> Days {
        (0..self.len).filter(|day| holds(self.date(*day))).collect()
    }
    /// The days from one on.
    pub(crate) fn since(&self, date: Date) -> Days {
        (self.place(date)..self.len).collect()
    }
    /// The calendar week of a day, from zero; weeks begin on Monday, the first and last may be short.
    pub(crate) fn week(&self, day: usize) -> usize {
        let monday = usize::try_from(self.first.weekday().to_monday_zero_offset()).unwrap_or(0);
        (day + monday) / 7
    }
    pub(crate) fn weeks(&self) -> Vec<Days> {
        let mut weeks = vec![Days::default(); self.week(self.len - 1) + 1];
        (0..self.len).for_each(|day| weeks[self.week(day)].insert(day));
        weeks
    }
    /// The number of a period of the year into which a day falls, from one.
    pub(crate) fn period(&self, per: Period, day: usize) -> u16 {
        let date = self.date(day);
        let month = u16::try_from(date.month()).unwrap_or(1);
        match per {
            Period::WorkingDay => u16::try_from(day + 1).unwrap_or(1),
            Period::Week => u16::try_from(self.week(day) + 1).unwrap_or(1),
            Period::Month => month,
            Period::Quarter => (month - 1) / 3 + 1,
            Period::Year => 1,
        }
    }
    /// The periods of the year with their days, each with its number.
    pub(crate) fn periods(&self, per: Period) -> Vec<(u16, Days)> {
        let mut periods: Vec<(u16, Days)> = Vec::new();
        for day in 0..self.len {
            let number = self.period(per, day);
            match periods.last_mut() {
                Some((last, days)) if *last == number => days.insert(day),
                _ => periods.push((number, Days::from_iter([day]))),
            }
        }
        periods
    }
    /// The window that these working days span; `None` without any.
    pub(crate) fn window(&self, days: &Days) -> Option<Window> {
        Some(Window { opens: self.date(days.first()?), closes: self.date(days.last()?) })
    }
}

/// Splits days into so many stretches of nearly equal length, the longer ones first.
pub(crate) fn split(days: &Days, parts: u32) -> Vec<Days> {
    let all: Vec<usize> = days.iter().collect();
    let parts = usize::try_from(parts).unwrap_or(1).max(1);
    let (each, longer) = (all.len() / parts, all.len() % parts);
    let mut rest = all.as_slice();
    (0..parts)
        .map(|part| {
            let (taken, left) = rest.split_at(each + usize::from(part < longer));
            rest = left;
            taken.iter().copied().collect()
        })
        .collect()
}
