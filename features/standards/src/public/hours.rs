//! The usual hours of a week in words, days with the same hours together. Plain functions.

use jiff::civil::Weekday;
use solits_calendar::{
    DayTime, Interval, WeeklyHours,
    words::{Form, weekday},
};
use solits_kernel::Lang;

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Days one after another with the same hours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days<'a> {
    first: Weekday,
    last: Weekday,
    hours: &'a [Interval],
}

/// The days of a week on which a place is open, in groups of the same hours.
pub(super) fn open_days(hours: &WeeklyHours) -> Vec<Days<'_>> {
    let mut groups: Vec<Days<'_>> = Vec::new();
    for day in WEEK {
        let hours = hours.of(day).intervals();
        match groups.last_mut() {
            Some(group) if group.hours == hours => group.last = day,
            _ => groups.push(Days { first: day, last: day, hours }),
        }
    }
    groups.retain(|group| !group.hours.is_empty());
    groups
}

impl Days<'_> {
    /// "pirmdiena", "otrdiena–ceturtdiena".
    pub(super) fn name(self, lang: Lang) -> String {
        let name = |day| weekday(day, Form::What, lang);
        if self.first == self.last {
            name(self.first).to_owned()
        } else {
            format!("{}–{}", name(self.first), name(self.last))
        }
    }

    /// "8.30–12.00, 12.30–17.00".
    pub(super) fn hours(self, lang: Lang) -> String {
        let span = |one: &Interval| format!("{}–{}", clock(lang, one.from()), clock(lang, one.to()));
        self.hours.iter().map(span).collect::<Vec<_>>().join(", ")
    }
}

fn clock(lang: Lang, time: DayTime) -> String {
    let separator = if lang == Lang::Lv { '.' } else { ':' };
    format!("{}{separator}{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_the_same_hours_stand_together_and_closed_days_are_left_out() {
        let mut week = WeeklyHours::weekdays(&"08:30-12:00, 12:30-17:00".parse().unwrap());
        week.monday = "08:30-18:00".parse().unwrap();
        let said = |lang| -> Vec<_> {
            open_days(&week).into_iter().map(|days| (days.name(lang), days.hours(lang))).collect()
        };
        let pair = |days: &str, hours: &str| (days.to_owned(), hours.to_owned());
        assert_eq!(
            said(Lang::Lv),
            [pair("pirmdiena", "8.30–18.00"), pair("otrdiena–piektdiena", "8.30–12.00, 12.30–17.00")]
        );
        assert_eq!(said(Lang::En)[1], pair("Tuesday–Friday", "8:30–12:00, 12:30–17:00"));
    }
}
