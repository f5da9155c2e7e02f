//! A calendar as RFC 5545 writes it: what is due and when, line by line.

use jiff::civil::{Date, Time};
use solits_kernel::{
    Timestamp,
    ics::{escaped, fold_into, instant},
};

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// The same for ever, so that a program that reads the calendar again moves an event and makes no second one.
    pub(super) uid: String,
    /// Since when it is known.
    pub(super) since: Timestamp,
    pub(super) when: When,
    pub(super) summary: String,
    pub(super) description: String,
    /// The page where it is done.
    pub(super) href: String,
}

/// Until when something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// By the end of a day in Riga.
    Day(Date),
    /// By a moment of a day.
    Moment(Timestamp),
}

impl When {
    /// A limit at midnight in Riga is the end of the day before; any other is that moment.
    pub(super) fn of(due: Timestamp) -> Self {
        let at = due.to_riga();
        if at.time() == Time::MIN { Self::Day(due.plus_millis(-1).day()) } else { Self::Moment(due) }
    }

    /// For sorting.
    pub(super) fn begins(self) -> Timestamp {
        match self {
            Self::Day(day) => Timestamp::in_riga(day, Time::MIN),
            Self::Moment(at) => at,
        }
    }
}

/// The whole calendar. The same dues give the same text, so that its tag says whether anything has changed.
pub(super) fn calendar(name: &str, dues: &[Due]) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold_into(&mut text, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Solits//Due dates//LV");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("X-WR-CALNAME", &escaped(name));
    line("X-WR-TIMEZONE", "Europe/Riga");
    line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    line("X-PUBLISHED-TTL", "PT1H");
    for due in dues {
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&due.uid));
        line("DTSTAMP", &instant(due.since));
        match due.when {
            When::Day(day) => {
                line("DTSTART;VALUE=DATE", &day.strftime("%Y%m%d").to_string());
                let next = day.tomorrow().unwrap_or(day);
                line("DTEND;VALUE=DATE", &next.strftime("%Y%m%d").to_string());
            }
            // A moment in universal time needs no table of summer times, and is shown in the reader's own.
            When::Moment(at) => line("DTSTART", &instant(at)),
        }
        line("SUMMARY", &escaped(&due.summary));
        if !due.description.is_empty() {
            line("DESCRIPTION", &escaped(&due.description));
        }
        line("URL", &due.href);
        // It fills no time in which somebody could be invited.
        line("TRANSP", "TRANSPARENT");
        line("CLASS", "PRIVATE");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text
}

#[cfg(test)]
mod tests {
    use ical::parser::ical::component::IcalEvent;
    use proptest::prelude::*;
    use solits_kernel::ics::LINE;

    use super::*;

    fn due(summary: &str, when: When) -> Due {
        Due {
            uid: "0193-1@testa.solits".to_owned(),
            since: Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap(),
            when,
            summary: summary.to_owned(),
            description: String::new(),
            href: "https://apkalposana.example/cases/1".to_owned(),
        }
    }

    /// The events as somebody else's reader finds them.
    fn read(text: &str) -> Vec<IcalEvent> {
        let calendars: Vec<_> = ical::IcalParser::new(text.as_bytes()).map(Result::unwrap).collect();
        assert_eq!(calendars.len(), 1);
        calendars.into_iter().next().unwrap().events
    }

    fn property<'a>(event: &'a IcalEvent, name: &str) -> &'a str {
        let found = event.properties.iter().find(|property| property.name == name);
        found.and_then(|property| property.value.as_deref()).unwrap_or_default()
    }

    fn unescaped(text: &str) -> String {
        let mut plain = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n' | 'N') => plain.push('\n'),
                    Some(other) => plain.push(other),
                    None => {}
                },
                (c, _) => plain.push(c),
            }
        }
        plain
    }

    #[test]
    fn the_end_of_a_day_in_riga_is_a_day_and_any_other_limit_a_moment() {
        for (at, day) in [
            ("2026-11-20T22:00:00.000Z", Some("2026-11-20")),
            ("2026-06-30T21:00:00.000Z", Some("2026-06-30")),
            // The day summer time ends, and the day it begins.
            ("2026-10-25T22:00:00.000Z", Some("2026-10-25")),
            ("2026-03-29T21:00:00.000Z", Some("2026-03-29")),
            ("2026-11-20T15:00:00.000Z", None),
            ("2026-06-30T22:00:00.000Z", None),
        ] {
            let due = Timestamp::parse(at).unwrap();
            let expected = day.map_or(When::Moment(due), |day| When::Day(day.parse().unwrap()));
            assert_eq!(When::of(due), expected, "{at}");
        }
    }

    #[test]
    fn a_calendar_is_read_by_another_program_as_it_was_meant() {
        let moment = Timestamp::parse("2026-11-20T15:30:00.000Z").unwrap();
        let text = calendar(
            "Solīts: termiņi",
            &[
                due(
                    "2026-000123 · Ģimenes, bērni; \"pabalsti\" \\ atbildēt",
                    When::Day("2026-12-31".parse().unwrap()),
                ),
                due("2026-000124 · atzvanīt", When::Moment(moment)),
            ],
        );
        assert!(text.lines().all(|line| line.len() <= LINE) && text.ends_with("END:VCALENDAR\r\n"));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let events = read(&text);
        assert_eq!(
            unescaped(property(&events[0], "SUMMARY")),
            "2026-000123 · Ģimenes, bērni; \"pabalsti\" \\ atbildēt"
        );
        assert_eq!(property(&events[0], "DTSTART"), "20261231");
        assert_eq!(property(&events[0], "DTEND"), "20270101");
        assert_eq!(property(&events[1], "DTSTART"), "20261120T153000Z");
        assert_eq!(property(&events[1], "UID"), "0193-1@testa.solits");
    }

    #[test]
    fn a_blank_at_the_fold_is_kept() {
        // One of these falls with its blank on the end of a line, whatever stands before it.
        for filler in 0..LINE {
            let summary = format!("x{} a b c d", "y".repeat(filler));
            let text = calendar("x", &[due(&summary, When::Day("2026-12-31".parse().unwrap()))]);
            assert!(text.split("\r\n").all(|line| line == line.trim_end()), "{text}");
            assert_eq!(unescaped(property(&read(&text)[0], "SUMMARY")), summary);
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_its_value(summary in "\\PC{0,120}|[\\x00-\\x7f]{0,200}|(BEGIN:VEVENT\r\n|END:VCALENDAR|[āčņ,;\\\\]){0,40}") {
            // The reader takes a colon at the very beginning of a value for the end of the name.
            let summary = format!("x{summary}");
            let text = calendar("x", &[due(&summary, When::Day("2026-12-31".parse().unwrap()))]);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LINE));
            let events = read(&text);
            prop_assert_eq!(events.len(), 1);
            let plain: String = summary.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            let read = unescaped(property(&events[0], "SUMMARY"));
            // The reader trims what stands at the ends of a line.
            prop_assert_eq!(read.trim(), plain.trim());
        }
    }
}
