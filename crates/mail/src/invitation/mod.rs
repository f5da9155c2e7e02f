//! Invitations to meetings that come by letter (RFC 5546 in a part of RFC 6047), and the answers to them.
//!
//! Tolerant and bounded: what cannot be read is a file like any other. A library would have to be taught three things that
//! programs which invite do: fold lines within a letter, end a folded piece with a blank that counts, and leave out quotes.

mod answer;
mod line;
mod when;
mod zone;

use crate::{Address, attention::Notes, limits, words};
use line::Line;

pub use answer::Answer;
pub use when::When;

/// A larger calendar is not looked at. Invitations take a few kilobytes, with a long description some tens.
pub const MOST_BYTES: usize = 256 * 1024;
/// Longest text shown, in characters.
const MOST_TEXT: usize = 300;
/// Longest name of a meeting; one that were cut would be another's.
const MOST_UID: usize = 1000;

/// What a calendar in a letter does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// It invites, or changes an invitation.
    Request,
    /// It takes an invitation back.
    Cancel,
    /// It answers one.
    Reply,
}

/// Whether somebody comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// Yes.
    Accepted,
    /// No.
    Declined,
}

impl Attendance {
    /// As calendars write it (`PARTSTAT`).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "ACCEPTED",
            Self::Declined => "DECLINED",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        [Self::Accepted, Self::Declined].into_iter().find(|one| one.code().eq_ignore_ascii_case(code))
    }
}

/// Somebody who is invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// Who.
    pub address: Address,
    /// Whether they come; `None` where they have not said so clearly.
    pub attendance: Option<Attendance>,
}

/// A meeting as a letter speaks of it. All of it is a claim of whoever wrote the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// What the letter does with it.
    pub method: Method,
    /// Its name among all meetings.
    pub uid: String,
    /// Which of the meetings of a row, as its line stands; `None` for the row, or a single one.
    pub recurrence: Option<String>,
    /// Counts its changes.
    pub sequence: i64,
    /// What it is about, in one line; empty where nobody has said.
    pub summary: String,
    /// Where, in one line; empty where nobody has said.
    pub location: String,
    /// When; `None` where nothing readable is said.
    pub when: Option<When>,
    /// Whether it is held again and again.
    pub repeats: bool,
    /// Who invites, and is answered.
    pub organizer: Address,
    /// Who is invited, as far as they are few enough to be listed.
    pub attendees: Vec<Attendee>,
    is_called_off: bool,
}

impl Meeting {
    /// Whether it is not held.
    pub fn is_cancelled(&self) -> bool {
        self.method == Method::Cancel || self.is_called_off
    }

    /// Whether both speak of the same meeting.
    pub fn is_of(&self, other: &Self) -> bool {
        self.uid == other.uid && self.recurrence == other.recurrence
    }
}

/// Reads a calendar that invites, takes back or answers; `None` for any other, and for what cannot be read.
pub fn meeting(bytes: &[u8]) -> Option<Meeting> {
    if bytes.len() > MOST_BYTES {
        return None;
    }
    let lines = line::lines(bytes);
    let tables = zone::tables(&lines);
    let calendar = Calendar::of(lines);
    let method = calendar.method.as_ref()?.value.trim().to_ascii_uppercase();
    let method = match method.as_str() {
        "REQUEST" => Method::Request,
        "CANCEL" => Method::Cancel,
        "REPLY" => Method::Reply,
        _ => return None,
    };
    let uid = calendar.find("UID")?.text().trim().to_owned();
    if uid.is_empty() || uid.chars().count() > MOST_UID || uid.chars().any(char::is_control) {
        return None;
    }
    let start = calendar.find("DTSTART");
    let (end, duration) = (calendar.find("DTEND"), calendar.find("DURATION"));
    let when = start.and_then(|start| When::of(start, end, duration, &tables));
    let attendees = calendar.event.iter().filter(|line| line.name == "ATTENDEE").take(limits::ADDRESSES);
    let status = calendar.find("STATUS").map(|line| line.value.trim()).unwrap_or_default();
    Some(Meeting {
        method,
        uid,
        recurrence: calendar.find("RECURRENCE-ID").and_then(recurrence),
        sequence: calendar
            .find("SEQUENCE")
            .and_then(|line| line.value.trim().parse().ok())
            .unwrap_or_default(),
        summary: shown(calendar.find("SUMMARY")),
        location: shown(calendar.find("LOCATION")),
        when,
        repeats: calendar.find("RRULE").is_some() || calendar.find("RDATE").is_some(),
        organizer: calendar.find("ORGANIZER").and_then(address)?,
        attendees: attendees
            .filter_map(|line| {
                let attendance = Attendance::parse(line.parameter("PARTSTAT"));
                Some(Attendee { address: address(line)?, attendance })
            })
            .collect(),
        is_called_off: status.eq_ignore_ascii_case("CANCELLED"),
    })
}

/// What of a calendar is looked at: its method, and the lines of its first event. Alarms and zones in it have lines of the
/// same names.
struct Calendar {
    method: Option<Line>,
    event: Vec<Line>,
}

impl Calendar {
    fn of(lines: Vec<Line>) -> Self {
        let mut calendar = Self { method: None, event: Vec::new() };
        let mut within: Vec<String> = Vec::new();
        let mut events = 0;
        for line in lines {
            match line.name.as_str() {
                "BEGIN" => {
                    within.push(line.value.trim().to_ascii_uppercase());
                    events += usize::from(within.last().is_some_and(|last| last == "VEVENT"));
                }
                "END" => {
                    within.pop();
                }
                _ if events == 1 && within.last().is_some_and(|last| last == "VEVENT") => {
                    calendar.event.push(line);
                }
                "METHOD" if within.len() == 1 && calendar.method.is_none() => calendar.method = Some(line),
                _ => {}
            }
        }
        calendar
    }

    fn find(&self, name: &str) -> Option<&Line> {
        self.event.iter().find(|line| line.name == name)
    }
}

/// A text in one line, without what nobody sees.
fn shown(line: Option<&Line>) -> String {
    let text = line.map(Line::text).unwrap_or_default();
    words::tidy(&text, &mut Notes::default()).chars().take(MOST_TEXT).collect()
}

/// The line that says which meeting of a row is meant, as an answer repeats it. Only the zone matters beside its value.
fn recurrence(line: &Line) -> Option<String> {
    let is_plain = |text: &str| {
        text.len() <= 100
            && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '/' | '_' | '-' | '+' | '.'))
    };
    let value = line.value.trim();
    let zone = line.parameter("TZID");
    if !is_plain(value) || !is_plain(zone) {
        return None;
    }
    Some(match (zone, line.parameter("VALUE")) {
        ("", "DATE") => format!("RECURRENCE-ID;VALUE=DATE:{value}"),
        ("", _) => format!("RECURRENCE-ID:{value}"),
        (zone, _) => format!("RECURRENCE-ID;TZID={zone}:{value}"),
    })
}

/// The address of a line. A name that stands before it without quotes may hold a colon.
fn address(line: &Line) -> Option<Address> {
    let value = line.value.trim();
    let lower = value.to_ascii_lowercase();
    let at = lower.rfind("mailto:").map_or(0, |at| at + "mailto:".len());
    let plain = value.get(at..)?.trim();
    let name = words::tidy(line.parameter("CN"), &mut Notes::default()).replace(['"', '\\'], "");
    Address::parse(&format!("\"{name}\" <{plain}>")).or_else(|| Address::parse(plain))
}

#[cfg(test)]
mod tests;
