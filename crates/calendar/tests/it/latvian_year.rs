//! The Latvian year against a table of facts, 2014 to 2030: public holidays, days moved, short days.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use solits_calendar::{
    Calendar, DayKind, Feed, FestivalClosing, Holiday, OneOffHoliday, OwnDay, OwnDayKind, Shortened,
    Transfer, Transfers, Warning, holidays,
};
use solits_kernel::{Lang, Text};

use crate::{calendar, day};

type Fact = (String, String, String);

/// The facts but for the two kinds that say what is not settled.
fn facts() -> BTreeSet<Fact> {
    table()
        .into_iter()
        .filter(|(_, kind, _)| kind != "bridge_candidate" && kind != "festival_day_unknown")
        .collect()
}

fn table() -> Vec<Fact> {
    csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .from_reader(include_str!("../data/latvian_days.tsv").as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

fn lone_days_of_the_table() -> Vec<Date> {
    table().iter().filter(|(_, kind, _)| kind == "bridge_candidate").map(|(date, ..)| day(date)).collect()
}

fn days_of(years: std::ops::RangeInclusive<i16>) -> impl Iterator<Item = Date> {
    years.flat_map(|year| {
        date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(move |day| day.year() == year)
    })
}

fn name_of_holiday(calendar: &Calendar, date: Date) -> String {
    match calendar.working_day_kind(date) {
        DayKind::Holiday(holiday) => holiday.name(Lang::Lv).to_owned(),
        kind => panic!("{date} is not a holiday but {kind:?}"),
    }
}

fn facts_as_counted(calendar: &Calendar, date: Date) -> Vec<Fact> {
    let fact = |kind: &str, detail: String| (date.to_string(), kind.to_owned(), detail);
    let kind = match calendar.working_day_kind(date) {
        DayKind::Working | DayKind::Weekend => None,
        DayKind::Holiday(holiday) => Some(fact("holiday", holiday.name(Lang::Lv).to_owned())),
        DayKind::OneOffHoliday(name) => Some(fact("one_off_holiday", name.lv)),
        DayKind::Substitute(holiday) => Some(fact("substitute_day_off", holiday.name(Lang::Lv).to_owned())),
        DayKind::MovedOff { to } => Some(fact("transferred_day_off", to.to_string())),
        DayKind::WorkedInstead { of } => Some(fact("transferred_working_day", of.to_string())),
        kind => panic!("{date} is {kind:?} though the institution has no days of its own"),
    };
    let short = calendar.shortened(date).map(|shortened| match shortened {
        Shortened::BeforeHoliday { holiday } => fact("short_before", name_of_holiday(calendar, holiday)),
        Shortened::Carried { from } => fact("short_carried", from.to_string()),
    });
    kind.into_iter().chain(short).collect()
}

#[test]
fn every_day_from_2014_to_2030_is_what_the_table_says_and_nothing_else() {
    let calendar = calendar(|_| {});
    let counted: BTreeSet<Fact> =
        days_of(2014..=2030).flat_map(|date| facts_as_counted(&calendar, date)).collect();
    let facts = facts();
    let missing: Vec<_> = facts.difference(&counted).collect();
    let invented: Vec<_> = counted.difference(&facts).collect();
    assert!(missing.is_empty() && invented.is_empty(), "missing {missing:#?}, invented {invented:#?}");
    assert_eq!(facts.len(), 397);
}

#[test]
fn lone_days_of_unsettled_years_are_those_the_table_lists() {
    let feed = Feed::known();
    let found: Vec<Date> = [2019, 2027, 2028, 2029, 2030]
        .into_iter()
        .flat_map(|year| holidays::lone_days(year, &feed))
        .collect();
    assert_eq!(found, lone_days_of_the_table());
}

#[test]
fn only_lone_days_were_ever_transferred() {
    let feed = Feed::known();
    for transfer in &feed.transfers {
        let lone = holidays::lone_days(transfer.off.year(), &feed);
        assert!(lone.contains(&transfer.off), "{} is not among {lone:?}", transfer.off);
    }
}

#[test]
fn easter_falls_on_the_days_of_the_printed_tables() {
    for (year, month, day) in
        [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2035, 3, 25), (2038, 4, 25), (2049, 4, 18)]
    {
        assert_eq!(holidays::easter(year), date(year, month, day));
    }
}

#[test]
fn a_year_lists_its_holidays_in_order() {
    let year = holidays::of_year(2026, &Feed::known());
    assert_eq!(year.len(), 15, "no festival in 2026");
    assert!(year.is_sorted());
    assert_eq!(year[1], (date(2026, 4, 3), Holiday::GoodFriday));
}

#[test]
fn an_institution_may_leave_the_transfers_aside() {
    let calendar = calendar(|table| table.settings.transfers = Transfers::Ignore);
    assert_eq!(calendar.working_day_kind(date(2026, 6, 22)), DayKind::Working);
    assert!(!calendar.is_working_day(date(2026, 6, 27)));
    // The shortening stays where the work stays.
    assert_eq!(
        calendar.shortened(date(2026, 6, 22)),
        Some(Shortened::BeforeHoliday { holiday: date(2026, 6, 23) })
    );
}

#[test]
fn an_institution_may_transfer_a_day_of_its_own() {
    let reason = Text::new("Novada svētki", "Municipality day");
    let own = |date, kind| OwnDay { date, kind, reason: reason.clone() };
    let calendar = calendar(|table| {
        table.own_days.push(own(date(2026, 7, 17), OwnDayKind::Off));
        table
            .own_days
            .push(own(date(2026, 7, 25), OwnDayKind::Worked { instead_of: Some(date(2026, 7, 17)) }));
    });
    assert!(!calendar.is_working_day(date(2026, 7, 17)));
    assert!(calendar.is_working_day(date(2026, 7, 25)));
    assert_eq!(calendar.opening_intervals(date(2026, 7, 25)), crate::hours("09:00-17:00").intervals());
    assert!(calendar.opening_intervals(date(2026, 7, 17)).is_empty());
}

#[test]
fn a_late_holiday_and_a_new_order_are_fed_in_as_data() {
    let feed = Feed {
        one_off_holidays: vec![OneOffHoliday {
            date: date(2027, 9, 20),
            name: Text::new("Vienreizēja diena", "One-off day"),
            source: "2027".to_owned(),
        }],
        festival_closings: vec![FestivalClosing { date: date(2028, 7, 9), source: "2028".to_owned() }],
        transfers: vec![Transfer {
            off: date(2027, 5, 3),
            worked: date(2027, 5, 15),
            source: "2027".to_owned(),
        }],
    };
    let calendar = calendar(|table| table.feed = std::mem::take(&mut table.feed).with(feed));
    assert!(!calendar.is_working_day(date(2027, 9, 20)));
    assert_eq!(calendar.working_day_kind(date(2028, 7, 10)), DayKind::Substitute(Holiday::FestivalClosing));
    assert_eq!(calendar.working_day_kind(date(2027, 5, 15)), DayKind::WorkedInstead { of: date(2027, 5, 3) });
    assert!(!calendar.is_working_day(date(2026, 6, 22)), "the days already known stay");
}

#[test]
fn a_next_year_without_a_calendar_is_named_from_july_on() {
    let calendar = calendar(|_| {});
    assert_eq!(calendar.missing_years(date(2026, 3, 1)), [2027]);
    assert_eq!(calendar.warnings(date(2026, 6, 30)), []);
    let lone_days = vec![date(2027, 5, 3), date(2027, 6, 25), date(2027, 11, 19)];
    let warning = Warning::YearUnconfirmed { year: 2027, lone_days };
    assert_eq!(calendar.warnings(date(2026, 7, 1)), std::slice::from_ref(&warning));
    assert_eq!(calendar.first_day_without_calendar(date(2026, 7, 1)), Some(date(2027, 1, 1)));
    assert_eq!(calendar.first_day_without_calendar(date(2027, 2, 3)), Some(date(2027, 2, 3)));
    assert_eq!(
        warning.sentence(Lang::Lv),
        "2027. gada kalendārs nav apstiprināts: termiņi šajā gadā var mainīties."
    );
}

#[test]
fn a_festival_year_without_its_closing_day_is_named() {
    let expected: Vec<i16> = table()
        .iter()
        .filter(|(_, kind, _)| kind == "festival_day_unknown")
        .map(|(year, ..)| year.parse().unwrap())
        .collect();
    let calendar = calendar(|table| table.years.extend([2027, 2028]));
    let warnings = calendar.warnings(date(2027, 8, 1));
    assert_eq!(
        warnings,
        expected.into_iter().map(|year| Warning::FestivalDayUnknown { year }).collect::<Vec<_>>()
    );
    assert_eq!(warnings.len(), 1);
}
