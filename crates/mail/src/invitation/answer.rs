//! The answer to an invitation, as programs that keep calendars understand it (RFC 5546, 3.2.3).

use solits_kernel::{
    Timestamp,
    ics::{escaped, fold_into, instant},
};

use super::{Attendance, Meeting, When};

/// Somebody's answer to an invitation.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// What is answered.
    pub meeting: &'a Meeting,
    /// Whether they come.
    pub attendance: Attendance,
    /// The address that was invited.
    pub attendee: &'a str,
    /// The reason; empty for none.
    pub comment: &'a str,
    /// When it is answered.
    pub at: Timestamp,
}

impl Answer<'_> {
    /// The type of the part that carries it.
    pub const MEDIA: &'static str = "text/calendar; method=REPLY; charset=utf-8";

    /// As a calendar.
    pub fn write(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, value: &str| fold_into(&mut text, &format!("{name}:{value}"));
        line("BEGIN", "VCALENDAR");
        line("VERSION", "2.0");
        line("PRODID", "-//Solits//Meetings//LV");
        line("METHOD", "REPLY");
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&self.meeting.uid));
        if let Some((name, value)) = self.meeting.recurrence.as_deref().and_then(|row| row.split_once(':')) {
            line(name, value);
        }
        line("SEQUENCE", &self.meeting.sequence.to_string());
        line("DTSTAMP", &instant(self.at));
        match &self.meeting.when {
            Some(When::Days { first, .. }) => {
                line("DTSTART;VALUE=DATE", &first.strftime("%Y%m%d").to_string());
            }
            Some(When::Moments { begins, .. }) => line("DTSTART", &instant(*begins)),
            None => {}
        }
        if !self.meeting.summary.is_empty() {
            line("SUMMARY", &escaped(&self.meeting.summary));
        }
        let organizer = &self.meeting.organizer;
        line("ORGANIZER", &format!("mailto:{}@{}", organizer.local(), organizer.domain()));
        let attendee = format!("ATTENDEE;PARTSTAT={}", self.attendance.code());
        line(&attendee, &format!("mailto:{}", self.attendee));
        if !self.comment.is_empty() {
            line("COMMENT", &escaped(self.comment));
        }
        line("END", "VEVENT");
        line("END", "VCALENDAR");
        text
    }
}
