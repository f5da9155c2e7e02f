//! Time zones of a calendar: by their names, and as the calendar explains them itself (`VTIMEZONE`, RFC 5545, 3.6.5).
//!
//! Of its own explanations the frequent ones are read: turns of the clock that happen once, or each year on a weekday of a
//! month or on a date. A zone with any other turn is one that nobody here knows: a wrong hour would be worse.

use jiff::{
    SignedDuration,
    civil::{Date, DateTime, Weekday},
    tz::{Offset, TimeZone},
};
use solits_kernel::riga;

use super::{
    line::Line,
    when::{clock, date, small},
};

/// So many zones are read of a calendar; an invitation names one or two.
const MOST_TABLES: usize = 8;
/// So many turns are read of a zone.
const MOST_TURNS: usize = 32;

/// A zone as a calendar explains it.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its name, as times of the calendar give it.
    pub(super) name: String,
    turns: Vec<Turn>,
    /// Whether one of its turns cannot be read, or they are too many.
    is_unreadable: bool,
}

/// A turn of the clock: when it happens, and how far from universal time the clock is before and after it.
#[derive(Debug)]
struct Turn {
    /// When it first happens, by the clock before it.
    first: DateTime,
    before: Offset,
    after: Offset,
    rule: Option<Rule>,
}

/// How a turn comes again each year.
#[derive(Debug)]
struct Rule {
    month: i8,
    day: RuleDay,
    /// When it happens last at the latest, by the clock before it.
    until: Option<DateTime>,
}

#[derive(Debug)]
enum RuleDay {
    /// The weekday of that number in the month; counted from its end where below 0.
    Weekday(i8, Weekday),
    /// A day of the month.
    Date(i8),
}

/// The zones that a calendar explains.
pub(super) fn tables(lines: &[Line]) -> Vec<Table> {
    let mut all = Vec::new();
    let mut open: Option<Table> = None;
    let mut turn: Option<Vec<&Line>> = None;
    for line in lines {
        let value = line.value.trim().to_ascii_uppercase();
        match (line.name.as_str(), value.as_str()) {
            ("BEGIN", "VTIMEZONE") if all.len() < MOST_TABLES => {
                open = Some(Table::default());
                turn = None;
            }
            ("END", "VTIMEZONE") => {
                all.extend(open.take());
                turn = None;
            }
            ("BEGIN", "STANDARD" | "DAYLIGHT") if open.is_some() => turn = Some(Vec::new()),
            ("END", "STANDARD" | "DAYLIGHT") => {
                if let (Some(table), Some(lines)) = (&mut open, turn.take()) {
                    table.add(&lines);
                }
            }
            (name, _) => match (&mut open, &mut turn) {
                (Some(_), Some(lines)) => lines.push(line),
                (Some(table), None) if name == "TZID" => line.text().trim().clone_into(&mut table.name),
                _ => {}
            },
        }
    }
    all
}

impl Table {
    fn add(&mut self, lines: &[&Line]) {
        match Turn::of(lines) {
            Some(turn) if self.turns.len() < MOST_TURNS => self.turns.push(turn),
            _ => self.is_unreadable = true,
        }
    }

    /// The zone as far as it matters when its clock shows that; `None` where it cannot be read.
    pub(super) fn zone_at(&self, shown: DateTime) -> Option<TimeZone> {
        if self.is_unreadable {
            return None;
        }
        let mut latest: Option<(DateTime, Offset)> = None;
        for turn in &self.turns {
            for at in turn.times_around(shown) {
                if turn.has_happened(at, shown)? && latest.is_none_or(|(known, _)| known <= at) {
                    latest = Some((at, turn.after));
                }
            }
        }
        // Before the first turn of all the clock stands as that one finds it.
        let first = || self.turns.iter().min_by_key(|turn| turn.first).map(|turn| turn.before);
        latest.map(|(_, offset)| offset).or_else(first).map(TimeZone::fixed)
    }
}

impl Turn {
    fn of(lines: &[&Line]) -> Option<Self> {
        let find = |name: &str| lines.iter().find(|line| line.name == name);
        let has_several = lines.iter().filter(|line| line.name == "RRULE").count() > 1;
        // Turns that are listed one by one come from tables of all that ever was, of zones that are known by name.
        if has_several || find("RDATE").is_some() || find("EXDATE").is_some() {
            return None;
        }
        let first = clock(&find("DTSTART")?.value)?;
        let before = offset(&find("TZOFFSETFROM")?.value)?;
        let after = offset(&find("TZOFFSETTO")?.value)?;
        let rule = match find("RRULE") {
            Some(line) => Some(Rule::of(&line.value, first, before)?),
            None => None,
        };
        Some(Self { first, before, after, rule })
    }

    /// The times of which the last before that is one: the first time, and those of that year and the one before.
    fn times_around(&self, shown: DateTime) -> Vec<DateTime> {
        let mut times = vec![self.first];
        if let Some(rule) = &self.rule {
            let last = rule.until.map_or(shown.year(), |until| until.year().min(shown.year()));
            let again = [last - 1, last].into_iter().filter_map(|year| rule.in_year(year, self.first));
            times.extend(again.filter(|at| *at > self.first && rule.until.is_none_or(|until| *at <= until)));
        }
        times
    }

    /// Whether a turn at that time lies behind whoever sees the clock show something. An hour that is left out is read by
    /// the clock before the turn, and so is the first of two that are called alike (RFC 5545, 3.3.5).
    fn has_happened(&self, at: DateTime, shown: DateTime) -> Option<bool> {
        let moved = SignedDuration::from_secs(i64::from(self.after.seconds() - self.before.seconds()));
        Some(at.max(at.checked_add(moved).ok()?) <= shown)
    }
}

impl Rule {
    /// `FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10`; `None` for one that says more than can be read here.
    fn of(value: &str, first: DateTime, before: Offset) -> Option<Self> {
        let mut rule = Self { month: first.month(), day: RuleDay::Date(first.day()), until: None };
        let mut is_yearly = false;
        for part in value.trim().trim_end_matches(';').split(';') {
            let (name, said) = part.split_once('=')?;
            let said = said.trim().to_ascii_uppercase();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => is_yearly = said == "YEARLY",
                "INTERVAL" if said == "1" => {}
                "WKST" => {}
                "BYMONTH" => rule.month = said.parse::<i8>().ok().filter(|month| (1..=12).contains(month))?,
                "BYDAY" => rule.day = weekday(&said)?,
                "UNTIL" => rule.until = Some(until(&said, before)?),
                _ => return None,
            }
        }
        is_yearly.then_some(rule)
    }

    /// When it happens in a year, at the time of day of its first time.
    fn in_year(&self, year: i16, first: DateTime) -> Option<DateTime> {
        let day = match self.day {
            RuleDay::Weekday(number, weekday) => {
                Date::new(year, self.month, 1).ok()?.nth_weekday_of_month(number, weekday).ok()?
            }
            RuleDay::Date(day) => Date::new(year, self.month, day).ok()?,
        };
        Some(day.to_datetime(first.time()))
    }
}

/// `-1SU`.
fn weekday(said: &str) -> Option<RuleDay> {
    let (number, name) = said.split_at_checked(said.len().checked_sub(2)?)?;
    let weekday = match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    let number = number.parse::<i8>().ok().filter(|number| matches!(number, -5..=-1 | 1..=5))?;
    Some(RuleDay::Weekday(number, weekday))
}

/// Until when a rule holds: in universal time, or by the clock, or a day as a whole.
fn until(said: &str, before: Offset) -> Option<DateTime> {
    match said.strip_suffix('Z') {
        Some(universal) => {
            let clock = clock(universal)?;
            clock.checked_add(SignedDuration::from_secs(i64::from(before.seconds()))).ok()
        }
        None => clock(said).or_else(|| date(said).map(|day| day.at(23, 59, 59, 0))),
    }
}

/// `+0200`, or with seconds `+013634`.
fn offset(value: &str) -> Option<Offset> {
    let value = value.trim();
    let (sign, figures) = value.split_at_checked(1)?;
    let sign = match sign {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let seconds = match figures.len() {
        4 => 0,
        6 => small(figures, 4)?,
        _ => return None,
    };
    let (hours, minutes) = (small(figures, 0)?, small(figures, 2)?);
    if hours > 18 || minutes > 59 || seconds > 59 {
        return None;
    }
    let all = i32::from(hours) * 3600 + i32::from(minutes) * 60 + i32::from(seconds);
    Offset::from_seconds(sign * all).ok()
}

/// Zones as programs of Microsoft call them; those from which somebody invites an institution here.
const WINDOWS: [(&str, &str); 24] = [
    ("FLE Standard Time", "Europe/Riga"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Romance Standard Time", "Europe/Paris"),
    ("GMT Standard Time", "Europe/London"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("Belarus Standard Time", "Europe/Minsk"),
    ("Kaliningrad Standard Time", "Europe/Kaliningrad"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("Azores Standard Time", "Atlantic/Azores"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Georgian Standard Time", "Asia/Tbilisi"),
    ("Eastern Standard Time", "America/New_York"),
    ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("India Standard Time", "Asia/Kolkata"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("UTC", "UTC"),
    ("tzone://Microsoft/Utc", "UTC"),
];

/// The zone of a name, as programs write it: one of the common list, also behind a path, one of Microsoft's, or its towns.
pub(super) fn named(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    if let Some((_, common)) = WINDOWS.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(name)) {
        return TimeZone::get(common).ok();
    }
    if let Ok(zone) = TimeZone::get(name) {
        return Some(zone);
    }
    let mut pieces = name.rsplit('/');
    if let (Some(town), Some(continent)) = (pieces.next(), pieces.next())
        && let Ok(zone) = TimeZone::get(&format!("{continent}/{town}"))
    {
        return Some(zone);
    }
    // "(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius"
    name.split([',', ')']).any(|town| town.trim() == "Riga").then(riga)
}

#[cfg(test)]
mod tests {
    use super::MOST_TURNS;
    use crate::invitation::{When, meeting};

    /// The turns of a zone as Outlook explains one that somebody has made on their own computer.
    const TURNS: &str = "BEGIN:STANDARD
DTSTART:16010101T040000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
";

    /// When a meeting begins at that clock of a zone with these turns; empty where the zone is not known.
    fn begins(turns: &str, clock: &str) -> String {
        let text = format!(
            "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VTIMEZONE\nTZID:Mana josla\n{turns}END:VTIMEZONE\nBEGIN:VEVENT\nUID:1@x\nORGANIZER:MAILTO:anna@biedriba.example\nDTSTART;TZID=Mana josla:{clock}\nEND:VEVENT\nEND:VCALENDAR\n"
        );
        match meeting(text.as_bytes()).unwrap().when {
            Some(When::Moments { begins, foreign_zone, .. }) if foreign_zone.is_empty() => begins.to_string(),
            Some(When::Moments { foreign_zone, .. }) => {
                assert_eq!(foreign_zone, "Mana josla");
                String::new()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_zone_is_read_as_its_calendar_explains_it() {
        for (clock, expected) in [
            ("20261124T100000", "2026-11-24T08:00:00.000Z"),
            ("20260724T100000", "2026-07-24T07:00:00.000Z"),
            ("20260115T100000", "2026-01-15T08:00:00.000Z"),
            // In spring the hour after three is left out, …
            ("20260329T025959", "2026-03-29T00:59:59.000Z"),
            ("20260329T033000", "2026-03-29T01:30:00.000Z"),
            ("20260329T040000", "2026-03-29T01:00:00.000Z"),
            // … in autumn it comes twice.
            ("20261025T033000", "2026-10-25T00:30:00.000Z"),
            ("20261025T040000", "2026-10-25T02:00:00.000Z"),
        ] {
            assert_eq!(begins(TURNS, clock), expected, "{clock}");
        }
    }

    #[test]
    fn a_zone_without_summer_time_has_one_clock() {
        let turns =
            "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0545\nTZOFFSETTO:+0545\nEND:STANDARD\n";
        assert_eq!(begins(turns, "20260724T100000"), "2026-07-24T04:15:00.000Z");
        assert_eq!(begins(turns, "19600724T100000"), "1960-07-24T04:15:00.000Z", "before its first turn");
        let west = turns.replace('+', "-");
        assert_eq!(begins(&west, "20260724T100000"), "2026-07-24T15:45:00.000Z");
    }

    #[test]
    fn a_rule_that_has_ended_holds_until_then() {
        let ended = TURNS.replace("BYMONTH=3", "BYMONTH=3;UNTIL=20200329T010000Z");
        assert_eq!(begins(&ended, "20200724T100000"), "2020-07-24T07:00:00.000Z", "the last time");
        assert_eq!(begins(&ended, "20210724T100000"), "2021-07-24T08:00:00.000Z");
        let fixed = TURNS.replace("BYDAY=-1SU;", "").replace("16010101", "20200415");
        assert_eq!(begins(&fixed, "20261016T100000"), "2026-10-16T08:00:00.000Z", "on its date each year");
        assert_eq!(begins(&fixed, "20261014T100000"), "2026-10-14T07:00:00.000Z");
    }

    #[test]
    fn a_zone_that_says_more_than_can_be_read_is_not_known() {
        for turns in [
            String::new(),
            TURNS.replace("YEARLY", "WEEKLY"),
            TURNS.replace("INTERVAL=1", "INTERVAL=2"),
            TURNS.replace("BYDAY=-1SU", "BYDAY=-1SU,1MO"),
            TURNS.replace("BYDAY=-1SU", "BYYEARDAY=300"),
            TURNS.replace("+0300", "+9900"),
            TURNS.replace("TZOFFSETTO", "X-OFFSET"),
            TURNS.replace("RRULE:", "RDATE:20260101T000000\nRRULE:"),
            TURNS.repeat(MOST_TURNS),
        ] {
            assert_eq!(begins(&turns, "20261124T100000"), "", "{turns}");
        }
    }
}
