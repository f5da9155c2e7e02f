//! What promises mean for events: by example, each citing its paragraph, and by property.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod channels;
mod examples;
mod field;
mod laws;
mod properties;
mod timer;
mod trial;

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::{date, time};
use solits_calendar::{Calendar, DayHours, Timetable, WeeklyHours};
use solits_kernel::{BranchId, EmployeeId, Timestamp};
use solits_obligation::{Change, Event, Obligation, Versions, apply};
use solits_standard::{Standard, event::EventKind, model::Fact};
use uuid::Uuid;

/// A standard with these norms and nothing else.
fn standard(norms: &str) -> Arc<Standard> {
    let source = format!(
        r#"
format = 1
id = "testa"
[identity]
title = {{ lv = "Testa standarts", en = "Test standard" }}
kind = "internal_rules"
level = "institution"
version = "1"
status = "in_force"
issuer = {{ lv = "Iestāde", en = "Institution" }}
[scope]
paragraphs = ["1"]
field = {{ lv = "Viss", en = "Everything" }}
bound = [{{ lv = "Visi", en = "All" }}]
[[role]]
id = "bureau_head"
title = {{ lv = "biroja vadītājs", en = "bureau head" }}
paragraph = "1"
{norms}"#
    );
    Arc::new(Standard::compile(&source, None).unwrap_or_else(|why| panic!("{why}\n{source}")))
}

/// A promise as a norm of a standard file.
fn norm(id: &str, promise: &str) -> String {
    format!(
        "[[norm]]\nid = \"{id}\"\nparagraphs = [\"1\"]\ntext = {{ lv = \"Solījums\", en = \"Promise\" }}\nkind = \"promise\"\n\
         [norm.promise]\nchannel = \"visit\"\n{promise}\n"
    )
}

fn versions(norms: &str) -> Versions {
    let mut versions = Versions::default();
    versions.insert(1, Timestamp::from_millis(0), standard(norms));
    versions
}

/// Open on working days from nine to five, with an hour's break.
fn calendar() -> Calendar {
    let hours: DayHours = serde_json::from_str(r#"["09:00-12:00", "13:00-17:00"]"#).unwrap();
    Calendar::new(Timetable::new(7, WeeklyHours::weekdays(&hours)))
}

/// Monday, 16 November 2026, in Riga.
fn at(hour: i8, minute: i8) -> Timestamp {
    Timestamp::in_riga(date(2026, 11, 16), time(hour, minute, 0, 0))
}

fn ticket() -> Uuid {
    Uuid::from_u128(4711)
}

fn event(n: i64, at: Timestamp, kind: EventKind) -> Event {
    Event {
        n,
        at,
        kind,
        subject: ticket(),
        branch: Some(BranchId::new(Uuid::from_u128(1))),
        employee: None,
        facts: BTreeMap::new(),
    }
}

fn by(employee: u128, event: Event) -> Event {
    Event { employee: Some(EmployeeId::new(Uuid::from_u128(employee))), ..event }
}

fn with(mut event: Event, name: &str, fact: Fact) -> Event {
    event.facts.insert(name.to_owned(), fact);
    event
}

/// The obligations after some changes.
fn after(mut so_far: Vec<Obligation>, changes: &[Change]) -> Vec<Obligation> {
    for change in changes {
        if let Some(before) = &change.before {
            so_far.retain(|one| one.id != before.id);
        }
        so_far.extend(change.after.clone());
    }
    so_far
}

/// Plays events one after the other and returns what is owed at the end.
fn play(versions: &Versions, events: &[Event]) -> Vec<Obligation> {
    let calendar = calendar();
    events.iter().fold(Vec::new(), |so_far, event| {
        let changes = apply(versions, &calendar, &so_far, event);
        after(so_far, &changes)
    })
}
