//! The Latvian year: the deadlines of every kind of contact on every day from 2024 to 2030, against a count made here by
//! hand, day by day, from a table of facts about each day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    Span,
    civil::{Date, date},
};
use solits_calendar::{Calendar, Term};
use solits_kernel::Timestamp;
use solits_standard::model::Limit;
use solits_written::{
    clock::{Clock, Demand, Intake, clocks},
    law::Laws,
    nature::{FeedbackKind, Form, Matter, Nature, Way},
};

use crate::fixture::{nine_to_five, shipped};

/// What each day of the years is, from a table of facts.
struct Days {
    free: BTreeSet<Date>,
    worked: BTreeSet<Date>,
    short: BTreeSet<Date>,
}

impl Days {
    fn read() -> Self {
        let mut days = Self { free: BTreeSet::new(), worked: BTreeSet::new(), short: BTreeSet::new() };
        for line in include_str!("../../../calendar/tests/data/latvian_days.tsv").lines().skip(1) {
            let mut cells = line.split('\t');
            // A row may name a year alone, where the day is not known.
            let Ok(date) = cells.next().unwrap().parse::<Date>() else { continue };
            match cells.next().unwrap() {
                "holiday" | "one_off_holiday" | "substitute_day_off" | "transferred_day_off" => {
                    days.free.insert(date)
                }
                "transferred_working_day" => days.worked.insert(date),
                "short_before" | "short_carried" => days.short.insert(date),
                _ => false,
            };
        }
        // The table ends with 2030, and what came in its last days ends in January.
        days.free.insert(date(2031, 1, 1));
        days
    }

    fn is_worked(&self, day: Date) -> bool {
        let is_weekday = day.weekday().to_monday_one_offset() <= 5;
        self.worked.contains(&day) || (is_weekday && !self.free.contains(&day))
    }

    /// The working day so many later; the first day does not count.
    fn working_days(&self, from: Date, count: usize) -> Timestamp {
        let last = Self::after(from).filter(|day| self.is_worked(*day)).nth(count - 1).unwrap();
        let closes = if self.short.contains(&last) { 16 } else { 17 };
        // The wall clock at closing time: in winter two hours before UTC, in summer three.
        instant(last, closes)
    }

    fn rolled(&self, day: Date) -> Timestamp {
        let last = std::iter::once(day).chain(Self::after(day)).find(|day| self.is_worked(*day)).unwrap();
        instant(last.tomorrow().unwrap(), 0)
    }

    fn calendar_days(&self, from: Date, count: usize) -> Timestamp {
        self.rolled(Self::after(from).nth(count - 1).unwrap())
    }

    fn months(&self, from: Date, count: i64) -> Timestamp {
        let number = i64::from(from.year()) * 12 + i64::from(from.month()) - 1 + count;
        let (year, month) = (i16::try_from(number / 12).unwrap(), i8::try_from(number % 12 + 1).unwrap());
        let last = (1..=from.day()).rev().find_map(|day| Date::new(year, month, day).ok()).unwrap();
        self.rolled(last)
    }

    fn after(day: Date) -> impl Iterator<Item = Date> {
        std::iter::successors(day.tomorrow().ok(), |day| day.tomorrow().ok())
    }
}

/// An hour of the wall clock in Riga, worked out from the rule of summer time alone: from the last Sunday of March to the
/// last Sunday of October.
fn instant(day: Date, hour: i64) -> Timestamp {
    let last_sunday = |month| {
        (25..=31)
            .map(|number| date(day.year(), month, number))
            .find(|day| day.weekday().to_monday_one_offset() == 7)
            .unwrap()
    };
    // The change is at three or four in the morning, and no deadline ends between midnight and then.
    let is_summer = if hour == 0 {
        last_sunday(3) < day && day <= last_sunday(10)
    } else {
        last_sunday(3) <= day && day < last_sunday(10)
    };
    let days = i64::from(date(1970, 1, 1).until(day).unwrap().get_days());
    let offset = if is_summer { 3 } else { 2 };
    Timestamp::from_millis(((days * 24) + hour - offset) * 3_600_000)
}

const LAW_CHANGED: Date = date(2026, 3, 1);

/// What is due when, counted by hand.
fn expected(
    nature: Nature,
    way: Way,
    service: Option<Term>,
    received: Date,
    days: &Days,
) -> BTreeMap<(Demand, bool), Timestamp> {
    let mut due = BTreeMap::new();
    let (law, promise) = (true, false);
    match (nature.form, nature.matter) {
        (_, Matter::InformationRequest) => {
            due.insert((Demand::Answer, law), days.calendar_days(received, 15));
        }
        (_, Matter::DataSubjectRequest) => {
            due.insert((Demand::Answer, law), days.months(received, 1));
        }
        (Form::Submission, _) if received < LAW_CHANGED => {
            due.insert((Demand::Answer, law), days.months(received, 1));
            due.insert((Demand::Forward, law), days.working_days(received, 7));
        }
        (Form::Submission, _) => {
            due.insert((Demand::Answer, law), days.working_days(received, 10));
            due.insert((Demand::Forward, law), days.working_days(received, 5));
        }
        _ => {}
    }
    // The handbook (beh-10) for messages, Ādaži (10.1) for colleagues and (5.7) for services.
    if way == Way::Email {
        due.insert((Demand::Acknowledge, promise), days.working_days(received, 1));
        due.insert((Demand::Answer, promise), days.working_days(received, 2));
    }
    if nature.form == Form::Internal {
        due.insert((Demand::Answer, promise), days.working_days(received, 1));
    }
    let service = service.map(|term| match term {
        Term::WorkingDays(count) => days.working_days(received, count.try_into().unwrap()),
        Term::CalendarDays { days: count, .. } => days.calendar_days(received, count.try_into().unwrap()),
        Term::Months(count) => days.months(received, count),
        other => panic!("{other:?} is not counted in days"),
    });
    due.extend(service.map(|at| ((Demand::Answer, promise), at)));
    due
}

fn found(all: &[Clock]) -> BTreeMap<(Demand, bool), Timestamp> {
    all.iter().map(|clock| ((clock.demand, clock.limit == Limit::Law), clock.due.at)).collect()
}

#[test]
fn every_kind_of_contact_on_every_day_of_seven_years_is_due_when_a_count_by_hand_says() {
    let (days, calendar, laws) = (Days::read(), nine_to_five(), Laws::known());
    let standard = shipped("adazi-2023");
    let order = Nature { form: Form::SignedDocument, matter: Matter::Order };
    let kinds = [
        (Nature { form: Form::ELetter, matter: Matter::Request }, Way::Email, None),
        (Nature { form: Form::Submission, matter: Matter::Request }, Way::Letter, None),
        (Nature { form: Form::Submission, matter: Matter::Request }, Way::Email, None),
        (
            Nature { form: Form::Submission, matter: Matter::Feedback(FeedbackKind::Complaint) },
            Way::Letter,
            None,
        ),
        (Nature { form: Form::ELetter, matter: Matter::InformationRequest }, Way::Letter, None),
        (Nature { form: Form::Submission, matter: Matter::DataSubjectRequest }, Way::Letter, None),
        (Nature { form: Form::Internal, matter: Matter::InternalRequest }, Way::Colleague, None),
        (order, Way::Counter, Some(Term::WorkingDays(3))),
        (order, Way::Counter, Some(Term::CalendarDays { days: 20, roll: true })),
        (order, Way::Counter, Some(Term::Months(2))),
    ];
    let mut counted = 0;
    for received in date(2024, 1, 1).series(Span::new().days(1)).take_while(|day| day.year() <= 2030) {
        // The hour of receipt does not matter, nor an hour that the clock change skips or shows twice.
        for hour in [0, 10, 23] {
            for (nature, way, service_deadline) in kinds {
                let intake = Intake { nature, way, received: received_at(received, hour), service_deadline };
                let all = clocks(&intake, &calendar, &standard, &laws);
                let due = expected(nature, way, service_deadline, received, &days);
                assert_eq!(found(&all), due, "{nature:?} by {way:?} on {received} at {hour}");
                assert_eq!(all.len(), due.len(), "{nature:?} on {received}: each demand once");
                counted += all.len();
            }
        }
    }
    assert_eq!(
        counted / 3 % 2557,
        0,
        "seven years have 2557 days, and every kind has as many clocks on each"
    );
}

fn received_at(day: Date, hour: i8) -> Timestamp {
    Timestamp::in_riga(day, jiff::civil::time(hour, 59, 0, 0))
}

#[test]
fn the_longest_extension_is_counted_from_receipt_on_every_day() {
    let (days, calendar, laws): (Days, Calendar, Laws) = (Days::read(), nine_to_five(), Laws::known());
    let standard = shipped("handbook");
    for received in date(2024, 1, 1).series(Span::new().days(1)).take_while(|day| day.year() <= 2030) {
        let nature = Nature { form: Form::Submission, matter: Matter::Request };
        let intake =
            Intake { nature, way: Way::Letter, received: received_at(received, 12), service_deadline: None };
        let all = clocks(&intake, &calendar, &standard, &laws);
        let answer = all.iter().find(|clock| clock.demand == Demand::Answer).unwrap();
        let months = if received < LAW_CHANGED { 4 } else { 1 };
        assert_eq!(answer.extension.as_ref().unwrap().due.at, days.months(received, months), "{received}");
    }
}

#[test]
fn the_reference_table_of_deadlines_agrees() {
    let (calendar, laws, standard) = (nine_to_five(), Laws::known(), shipped("handbook"));
    for line in include_str!("../../../calendar/tests/data/deadlines.tsv").lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let received: Date = cells[0].parse().unwrap();
        let nature = Nature { form: Form::Submission, matter: Matter::Request };
        let intake =
            Intake { nature, way: Way::Email, received: received_at(received, 12), service_deadline: None };
        let last = |wanted: Demand, law: bool| {
            let all = clocks(&intake, &calendar, &standard, &laws);
            let clock = all
                .iter()
                .find(|clock| clock.demand == wanted && (clock.limit == Limit::Law) == law)
                .unwrap()
                .clone();
            (
                clock.due.last_day().to_string(),
                clock.extension.map(|longest| longest.due.last_day().to_string()),
            )
        };
        let (plus_1, plus_2, plus_5, plus_10) = (cells[1], cells[2], cells[3], cells[4]);
        let (month, four_months) = (cells[7], cells[8]);
        assert_eq!(last(Demand::Acknowledge, false).0, plus_1, "{received}");
        assert_eq!(last(Demand::Answer, false).0, plus_2, "{received}");
        if received < LAW_CHANGED {
            assert_eq!(
                last(Demand::Answer, true),
                (month.to_owned(), Some(four_months.to_owned())),
                "{received}"
            );
        } else {
            assert_eq!(
                last(Demand::Answer, true),
                (plus_10.to_owned(), Some(month.to_owned())),
                "{received}"
            );
            assert_eq!(last(Demand::Forward, true).0, plus_5, "{received}");
        }
    }
}
