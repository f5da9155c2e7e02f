//! A branch open from nine to five, the shipped standards, and one that promises something of every kind.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use jiff::civil::Date;
use solits_calendar::{Calendar, Timetable, WeeklyHours};
use solits_kernel::Timestamp;
use solits_standard::Standard;
use solits_written::{
    clock::Intake,
    nature::{FeedbackKind, Form, Matter, Nature, Way},
};

const HANDBOOK: &str = include_str!("../../../../standards/handbook.toml");

/// A standard that is shipped, over the handbook where it builds on it; read once for all tests.
pub(crate) fn shipped(id: &str) -> Arc<Standard> {
    static ALL: LazyLock<BTreeMap<&str, Arc<Standard>>> = LazyLock::new(|| {
        [
            ("handbook", HANDBOOK),
            ("vzd-2014", include_str!("../../../../standards/vzd-2014.toml")),
            ("adazi-2023", include_str!("../../../../standards/adazi-2023.toml")),
            ("ezermala", include_str!("../../../../standards/ezermala.toml")),
        ]
        .map(|(id, source)| (id, Arc::new(Standard::compile(source, Some(HANDBOOK)).unwrap())))
        .into()
    });
    Arc::clone(&ALL[id])
}

pub(crate) fn nine_to_five() -> Calendar {
    Calendar::new(Timetable::new(1, WeeklyHours::weekdays(&"09:00-17:00".parse().unwrap())))
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// An instant on the wall clock in Riga: `2026-04-17 16:30`; `24:00` ends its day.
pub(crate) fn at(text: &str) -> Timestamp {
    let (date, clock) = text.split_once(' ').unwrap();
    if clock == "24:00" {
        return Timestamp::in_riga(day(date).tomorrow().unwrap(), jiff::civil::Time::midnight());
    }
    Timestamp::in_riga(day(date), clock.parse().unwrap())
}

pub(crate) const SUBMISSION: Nature = Nature { form: Form::Submission, matter: Matter::Request };
pub(crate) const E_LETTER: Nature = Nature { form: Form::ELetter, matter: Matter::Request };
pub(crate) const COMPLAINT: Nature =
    Nature { form: Form::Submission, matter: Matter::Feedback(FeedbackKind::Complaint) };

pub(crate) fn intake(nature: Nature, way: Way, received: &str) -> Intake {
    Intake { nature, way, received: at(received), service_deadline: None }
}
