use jiff::civil::date;
use proptest::prelude::*;
use solits_kernel::Timestamp;

use super::*;

/// As Outlook writes it: a zone by Microsoft's name with its table, an alarm with a text of its own, folded lines.
const OUTLOOK: &str = "BEGIN:VCALENDAR\r
METHOD:REQUEST\r
PRODID:Microsoft Exchange Server 2010\r
VERSION:2.0\r
BEGIN:VTIMEZONE\r
TZID:FLE Standard Time\r
BEGIN:STANDARD\r
DTSTART:16010101T040000\r
TZOFFSETFROM:+0300\r
TZOFFSETTO:+0200\r
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r
END:STANDARD\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
ORGANIZER;CN=Kārlis Ozoliņš:mailto:Karlis.Ozolins@ministrija.example\r
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Testa; iestāde: bir\r
 ojs\":mailto:info@testa.example\r
DESCRIPTION;LANGUAGE=lv-LV:Darba kārtība pielikumā.\\n\r
UID:040000008200E00074C5B7101A82E00800000000A0B1C2D3E4F5DA01000000000000000\r
 0100000001234567890ABCDEF1234567890ABCDEF\r
SUMMARY;LANGUAGE=lv-LV:Sanāksme par bērnudārzu rindām\\, pārskats un\x20\r
 turpmākais\r
DTSTART;TZID=FLE Standard Time:20261124T100000\r
DTEND;TZID=FLE Standard Time:20261124T113000\r
CLASS:PUBLIC\r
PRIORITY:5\r
DTSTAMP:20261116T070000Z\r
TRANSP:OPAQUE\r
STATUS:CONFIRMED\r
SEQUENCE:2\r
LOCATION;LANGUAGE=lv-LV:Ādaži\\; Gaujas iela 33A\\, 2. zāle\r
BEGIN:VALARM\r
DESCRIPTION:REMINDER\r
TRIGGER;RELATED=START:-PT15M\r
ACTION:DISPLAY\r
SUMMARY:Atgādinājums\r
END:VALARM\r
END:VEVENT\r
END:VCALENDAR\r
";

/// As Google writes it: universal time.
const GOOGLE: &str = "BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VEVENT
DTSTART:20260715T060000Z
DTEND:20260715T070000Z
DTSTAMP:20260701T080000Z
ORGANIZER;CN=anna@biedriba.example:mailto:anna@biedriba.example
UID:0ab1c2d3e4f5@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE
 ;CN=anna@biedriba.example;X-NUM-GUESTS=0:mailto:anna@biedriba.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=
 TRUE;CN=info@testa.example;X-NUM-GUESTS=0:mailto:info@testa.example
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Tikšanās ar iedzīvotājiem
END:VEVENT
END:VCALENDAR
";

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn plain(address: &Address) -> String {
    format!("{}@{}", address.local(), address.domain())
}

/// An invitation of which only these lines of the event are its own.
fn event(method: &str, lines: &str) -> Option<Meeting> {
    let text = format!(
        "BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\nUID:1@x\nORGANIZER:MAILTO:anna@biedriba.example\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n"
    );
    meeting(text.as_bytes())
}

fn when(lines: &str) -> Option<When> {
    event("REQUEST", lines).and_then(|meeting| meeting.when)
}

#[test]
fn an_invitation_of_outlook_is_read() {
    let meeting = meeting(OUTLOOK.as_bytes()).unwrap();
    assert_eq!((meeting.method, meeting.sequence, meeting.repeats), (Method::Request, 2, false));
    assert_eq!(meeting.summary, "Sanāksme par bērnudārzu rindām, pārskats un turpmākais");
    assert_eq!(meeting.location, "Ādaži; Gaujas iela 33A, 2. zāle");
    assert!(meeting.uid.starts_with("0400000082") && meeting.uid.ends_with("90ABCDEF"), "{}", meeting.uid);
    assert_eq!(meeting.organizer.name(), "Kārlis Ozoliņš");
    assert_eq!(plain(&meeting.organizer), "Karlis.Ozolins@ministrija.example");
    assert_eq!(meeting.attendees.len(), 1);
    assert_eq!(plain(&meeting.attendees[0].address), "info@testa.example");
    assert_eq!(
        meeting.when,
        Some(When::Moments {
            begins: at("2026-11-24T08:00:00.000Z"),
            ends: Some(at("2026-11-24T09:30:00.000Z")),
            foreign_zone: String::new(),
        })
    );
    assert!(!meeting.is_cancelled());
}

#[test]
fn an_invitation_of_google_is_read() {
    let meeting = meeting(GOOGLE.as_bytes()).unwrap();
    assert_eq!(meeting.summary, "Tikšanās ar iedzīvotājiem");
    assert_eq!(meeting.uid, "0ab1c2d3e4f5@google.com");
    let came: Vec<_> = meeting.attendees.iter().map(|one| one.attendance).collect();
    assert_eq!(came, [Some(Attendance::Accepted), None]);
    assert!(
        matches!(meeting.when, Some(When::Moments { begins, .. }) if begins == at("2026-07-15T06:00:00.000Z"))
    );
}

#[test]
fn a_line_folded_within_a_letter_is_put_together() {
    let whole = GOOGLE.replace("Tikšanās", "Tik\u{160}anās");
    let cut = whole.find('\u{160}').unwrap() + 1;
    let mut bytes = whole.into_bytes();
    bytes.splice(cut..cut, *b"\r\n ");
    assert_eq!(meeting(&bytes).unwrap().summary, "TikŠanās ar iedzīvotājiem");
}

#[test]
fn whole_days_end_before_the_day_that_is_named_as_the_end() {
    let days = |first, last| Some(When::Days { first, last });
    let (one, three) = (date(2026, 11, 24), date(2026, 11, 26));
    assert_eq!(when("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125"), days(one, one));
    assert_eq!(when("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261127"), days(one, three));
    assert_eq!(when("DTSTART;VALUE=DATE:20261124"), days(one, one));
}

#[test]
fn the_clock_of_a_zone_is_read_as_its_own() {
    for (start, expected) in [
        ("DTSTART:20261124T100000Z", "2026-11-24T10:00:00.000Z"),
        ("DTSTART:20261124T100000", "2026-11-24T08:00:00.000Z"),
        ("DTSTART;TZID=Europe/Riga:20260724T100000", "2026-07-24T07:00:00.000Z"),
        (
            "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Riga:20261124T100000",
            "2026-11-24T08:00:00.000Z",
        ),
        (
            "DTSTART;TZID=\"(UTC+02:00) Helsinki, Kyiv, Riga, Sofia\":20261124T100000",
            "2026-11-24T08:00:00.000Z",
        ),
        ("DTSTART;TZID=W. Europe Standard Time:20261124T100000", "2026-11-24T09:00:00.000Z"),
    ] {
        let read = when(start);
        let begins = at(expected);
        assert_eq!(read, Some(When::Moments { begins, ends: None, foreign_zone: String::new() }), "{start}");
    }
    let unknown = when("DTSTART;TZID=Marsa laiks:20261124T100000");
    assert!(matches!(unknown, Some(When::Moments { foreign_zone, .. }) if foreign_zone == "Marsa laiks"));
    let lasting = when("DTSTART:20261124T100000Z\nDURATION:PT45M");
    assert!(
        matches!(lasting, Some(When::Moments { ends, .. }) if ends == Some(at("2026-11-24T10:45:00.000Z")))
    );
}

#[test]
fn a_meeting_is_called_off_by_its_method_or_its_state() {
    assert!(event("CANCEL", "SEQUENCE:1").unwrap().is_cancelled());
    assert!(event("REQUEST", "STATUS:CANCELLED").unwrap().is_cancelled());
    assert!(!event("REQUEST", "STATUS:TENTATIVE").unwrap().is_cancelled());
}

#[test]
fn what_invites_nobody_is_a_file_like_any_other() {
    assert_eq!(meeting(GOOGLE.replace("METHOD:REQUEST", "METHOD:PUBLISH").as_bytes()), None);
    assert_eq!(meeting(GOOGLE.replace("METHOD:REQUEST\n", "").as_bytes()), None);
    assert_eq!(meeting(GOOGLE.replace("UID:", "X-UID:").as_bytes()), None);
    assert_eq!(meeting(GOOGLE.replace("ORGANIZER;", "X-ORGANIZER;").as_bytes()), None);
    assert_eq!(meeting(b"Labdien!"), None);
    assert_eq!(meeting(" ".repeat(MOST_BYTES + 1).as_bytes()), None);
    // A time that is none leaves the rest readable.
    assert_eq!(event("REQUEST", "DTSTART:20261340T990000Z").unwrap().when, None);
}

#[test]
fn an_answer_names_the_meeting_who_comes_and_why_not() {
    let invitation = meeting(OUTLOOK.as_bytes()).unwrap();
    let answer = Answer {
        meeting: &invitation,
        attendance: Attendance::Declined,
        attendee: "info@testa.example",
        comment: "Tajā laikā ir domes sēde;\r\nATTENDEE:mailto:x@y",
        at: at("2026-11-16T08:00:00.000Z"),
    };
    let text = answer.write();
    assert!(text.contains("DTSTAMP:20261116T080000Z\r\n"), "{text}");
    let whole = text.replace("\r\n ", "");
    assert!(whole.contains("COMMENT:Tajā laikā ir domes sēde\\;\\nATTENDEE:mailto:x@y\r\n"), "{whole}");
    let read = meeting(text.as_bytes()).unwrap();
    assert_eq!((read.method, read.sequence), (Method::Reply, 2));
    assert!(read.is_of(&invitation));
    assert_eq!(read.organizer.key(), invitation.organizer.key());
    assert_eq!(read.attendees.len(), 1);
    assert_eq!(read.attendees[0].attendance, Some(Attendance::Declined));
}

#[test]
fn an_answer_to_one_meeting_of_a_row_says_which() {
    let one = event("REQUEST", "RECURRENCE-ID;TZID=Europe/Riga:20261124T100000").unwrap();
    let row = event("REQUEST", "RRULE:FREQ=WEEKLY").unwrap();
    assert!(row.repeats && !one.is_of(&row));
    let answer = Answer {
        meeting: &one,
        attendance: Attendance::Accepted,
        attendee: "info@testa.example",
        comment: "",
        at: at("2026-11-16T08:00:00.000Z"),
    };
    assert!(meeting(answer.write().as_bytes()).unwrap().is_of(&one));
}

proptest! {
    #[test]
    fn no_bytes_stop_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..600), cut in 0..1800_usize) {
        let _ = meeting(&bytes);
        let mut damaged = OUTLOOK.as_bytes().to_vec();
        let at = cut.min(damaged.len());
        damaged.splice(at..at, bytes);
        let _ = meeting(&damaged);
    }
}
