//! Letters we write are what was meant, and nothing else.

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use solits_kernel::{CaseId, Id, Timestamp};
use solits_mail::{Author, Keys, Letter, MessageId, Stamp, stamp};
use solits_post::{ComposeError, File, MailAddress, Mailbox, NotAnAddress, Outgoing, compose};
use uuid::Uuid;

/// The two mailboxes of every letter here.
struct Pair(Mailbox, Mailbox);

impl Pair {
    fn new() -> Self {
        let mailbox = |name, address| Mailbox::new(name, MailAddress::parse(address).unwrap()).unwrap();
        Self(
            mailbox("Ādažu novada pašvaldība", "info@example.lv"),
            mailbox("Bērziņa, Anna", "anna@example.com"),
        )
    }

    fn letter(&self) -> Outgoing<'_> {
        Outgoing {
            from: &self.0,
            to: &self.1,
            reply_to: None,
            subject: "Par ūdens skaitītāju",
            text: "Labdien!\nSkaitītāju nomainīsim otrdien.",
            attachments: &[],
            date: Timestamp::from_millis(1_795_000_000_000),
            message_id: Some("<a1@example.lv>"),
            in_reply_to: None,
            references: &[],
            fields: &[],
        }
    }
}

fn fields<'a>(letter: &'a Letter, name: &str) -> Vec<&'a str> {
    letter.fields.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str()).collect()
}

#[test]
fn what_was_meant_is_read_again() {
    let pair = Pair::new();
    let raw = compose(&pair.letter()).unwrap();
    let read = solits_mail::read(&raw);
    assert_eq!(read.subject, "Par ūdens skaitītāju");
    assert_eq!(
        (read.from[0].name(), read.from[0].key().as_str()),
        ("Ādažu novada pašvaldība", "info@example.lv")
    );
    assert_eq!((read.to[0].name(), read.to[0].key().as_str()), ("Bērziņa, Anna", "anna@example.com"));
    assert_eq!(read.text.trim(), "Labdien!\nSkaitītāju nomainīsim otrdien.");
    assert_eq!(read.date, Some(Timestamp::from_millis(1_795_000_000_000)));
    assert_eq!(read.message_id, MessageId::parse("a1@example.lv"));
    assert_eq!(read.attention, []);
    assert!(raw.is_ascii(), "no relay has to know more than ASCII");
}

#[test]
fn files_arrive_unchanged_and_the_same_values_give_the_same_bytes() {
    let pair = Pair::new();
    let bytes: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let files = [
        File { name: "Rēķins Nr. 5.pdf", content_type: "application/pdf", bytes: &bytes },
        File { name: "teksts.txt", content_type: "text/plain; charset=utf-8", bytes: b"a\nb\r\nc\rd" },
        File { name: "letter.eml", content_type: "message/rfc822", bytes: b"Subject: x\n\ny" },
        File { name: "odd.bin", content_type: "no type", bytes: b"" },
    ];
    let letter = Outgoing { attachments: &files, ..pair.letter() };
    let raw = compose(&letter).unwrap();
    assert_eq!(raw, compose(&letter).unwrap());
    let read = solits_mail::read(&raw);
    let arrived: Vec<[u8; 32]> = read.attachments.iter().map(|file| file.digest).collect();
    assert_eq!(arrived, files.map(|file| <[u8; 32]>::from(Sha256::digest(file.bytes))));
    assert_eq!(read.attachments[0].name, "Rēķins Nr. 5.pdf");
    let claimed: Vec<&str> = read.attachments.iter().map(|file| file.claimed.as_str()).collect();
    assert_eq!(
        claimed,
        ["application/pdf", "text/plain", "application/octet-stream", "application/octet-stream"]
    );
    assert_eq!(read.text.trim(), "Labdien!\nSkaitītāju nomainīsim otrdien.");
}

#[test]
fn a_machines_letter_carries_its_stamp_and_is_known_as_one() {
    let pair = Pair::new();
    let keys = Keys::new("example.lv", 1, [7; 32]);
    let answered = MessageId::parse("question.1@example.com").unwrap();
    let case: CaseId = Id::new(Uuid::from_u128(5));
    let stamp = stamp(
        &keys,
        &Stamp { author: Author::Machine, case, letter: Uuid::from_u128(6), answers: Some(&answered) },
    );
    let references = ["<first@example.com>".to_owned(), "question.1@example.com".to_owned()];
    let letter = Outgoing { message_id: None, references: &references, fields: &stamp, ..pair.letter() };
    let read = solits_mail::read(&compose(&letter).unwrap());
    assert_eq!(read.message_id, keys.message_id(case, Uuid::from_u128(6), Author::Machine));
    assert_eq!(read.in_reply_to.as_slice(), std::slice::from_ref(&answered));
    assert_eq!(read.references, [MessageId::parse("first@example.com").unwrap(), answered]);
    assert_eq!(fields(&read, "auto-submitted"), ["auto-replied"]);
    for once in ["message-id", "in-reply-to", "references", "from", "to", "subject", "date", "mime-version"] {
        assert_eq!(fields(&read, once).len(), 1, "{once}");
    }
}

#[test]
fn a_letter_needs_an_id_and_ids_are_ids() {
    let pair = Pair::new();
    let none = Outgoing { message_id: None, ..pair.letter() };
    assert_eq!(compose(&none), Err(ComposeError::NoId));
    for id in ["", "<>", "a<b@c>", "ā@example.lv", "<a@b>c"] {
        let odd = Outgoing { message_id: Some(id), ..pair.letter() };
        assert_eq!(compose(&odd), Err(ComposeError::NotAnId("Message-ID".to_owned())), "{id:?}");
    }
}

#[test]
fn fields_that_would_say_something_twice_or_reach_others_are_refused() {
    let pair = Pair::new();
    for name in ["Bcc", "cc", "From", "Content-Type", "X: y", "", "Nāk"] {
        let fields = [(name, "value@example.com".to_owned())];
        let letter = Outgoing {
            fields: &[(Box::leak(name.to_owned().into_boxed_str()), fields[0].1.clone())],
            ..pair.letter()
        };
        assert_eq!(compose(&letter), Err(ComposeError::Field(name.to_owned())));
    }
    let twice = [("X-Mark", "1".to_owned()), ("x-mark", "2".to_owned())];
    let letter = Outgoing { fields: &twice, ..pair.letter() };
    assert_eq!(compose(&letter), Err(ComposeError::Field("x-mark".to_owned())));
}

#[test]
fn no_control_character_enters_a_field() {
    let pair = Pair::new();
    for bad in ["a\r\nBcc: b@example.com", "a\nBcc: b@example.com", "a\rb", "a\0b", "a\u{1b}[2Jb", "a\u{85}b"]
    {
        let refused = |letter: Outgoing<'_>| {
            assert!(matches!(compose(&letter), Err(ComposeError::Control(_))), "{bad:?}");
        };
        refused(Outgoing { subject: bad, ..pair.letter() });
        refused(Outgoing { message_id: Some(bad), ..pair.letter() });
        refused(Outgoing { in_reply_to: Some(bad), ..pair.letter() });
        refused(Outgoing { references: &[bad.to_owned()], ..pair.letter() });
        refused(Outgoing { fields: &[("X-Mark", bad.to_owned())], ..pair.letter() });
        let file = File { name: bad, content_type: "text/plain", bytes: b"" };
        refused(Outgoing { attachments: &[file], ..pair.letter() });
        assert_eq!(Mailbox::new(bad, pair.0.address().clone()), Err(NotAnAddress));
        // A type nobody knows is replaced, and with it what it might have carried.
        let file = File { name: "a", content_type: bad, bytes: b"" };
        let read = solits_mail::read(&compose(&Outgoing { attachments: &[file], ..pair.letter() }).unwrap());
        assert_eq!(fields(&read, "bcc"), [""; 0]);
    }
}

#[test]
fn a_long_subject_is_folded_and_an_endless_word_refused() {
    let pair = Pair::new();
    let long = "ļoti gari vārdi par ļoti garu lietu ".repeat(40);
    let read = solits_mail::read(&compose(&Outgoing { subject: &long, ..pair.letter() }).unwrap());
    assert_eq!(read.subject, long.trim());
    let endless = "x".repeat(2000);
    assert_eq!(compose(&Outgoing { subject: &endless, ..pair.letter() }), Err(ComposeError::TooLong));
}

/// Programs that keep calendars look for an answer to an invitation beside the text (RFC 6047, 2.4).
#[test]
fn what_calendars_read_stands_beside_the_text_and_files_come_after_both() {
    let pair = Pair::new();
    let calendar = File {
        name: "invite.ics",
        content_type: "text/calendar; method=REPLY; charset=utf-8",
        bytes: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    };
    let file = File { name: "plāns.pdf", content_type: "application/pdf", bytes: b"%PDF-1.7" };
    for (files, holder) in
        [(vec![calendar], "multipart/alternative"), (vec![file, calendar], "multipart/mixed")]
    {
        let raw = compose(&Outgoing { attachments: &files, ..pair.letter() }).unwrap();
        let read = solits_mail::read(&raw);
        assert!(fields(&read, "content-type")[0].starts_with(holder), "{files:?}");
        assert!(String::from_utf8_lossy(&raw).contains("multipart/alternative"));
        assert_eq!(read.text.trim(), "Labdien!\nSkaitītāju nomainīsim otrdien.");
        assert_eq!(read.attachments.len(), files.len());
        assert_eq!(read.attachments[0].claimed, "text/calendar");
        assert_eq!(read.attachments[0].content(&raw), calendar.bytes);
    }
}

proptest! {
    #[test]
    fn whatever_people_write_the_fields_are_ours(
        subject in ".{0,200}", name in ".{0,60}", text in "(?s).{0,400}", file in ".{0,60}", kind in ".{0,40}",
    ) {
        let pair = Pair::new();
        let Ok(to) = Mailbox::new(&name, pair.1.address().clone()) else { return Ok(()) };
        let files = [File { name: &file, content_type: &kind, bytes: text.as_bytes() }];
        let letter = Outgoing { subject: &subject, text: &text, to: &to, attachments: &files, ..pair.letter() };
        let Ok(raw) = compose(&letter) else { return Ok(()) };
        let read = solits_mail::read(&raw);
        let mut names: Vec<&str> = read.fields.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        prop_assert_eq!(names, ["content-type", "date", "from", "message-id", "mime-version", "subject", "to"]);
        prop_assert_eq!(read.to.len(), 1);
        prop_assert_eq!(read.to[0].key(), "anna@example.com");
        prop_assert_eq!(read.attachments.len(), 1);
        prop_assert_eq!(read.attachments[0].digest, <[u8; 32]>::from(Sha256::digest(text.as_bytes())));
    }
}
