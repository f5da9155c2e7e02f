//! Two instances that acknowledge everything never answer each other (`security.md` §8).

use solits_kernel::CaseId;
use solits_mail::{Author, Keys, Letter, Own, Stamp, automatic, read, stamp};
use uuid::Uuid;

fn instance(number: u8, host: &str) -> (Keys, Own) {
    let own = Own { addresses: vec![format!("info@{host}")], ..Own::default() };
    (Keys::new(format!("mail.{host}"), number, [number; 32]), own)
}

/// The acknowledgement of `letter` by the institution at `host`, as it arrives.
fn acknowledgement(keys: &Keys, host: &str, letter: &Letter) -> Vec<(String, String)> {
    let answers = letter.message_id.as_ref();
    let written = Stamp {
        author: Author::Machine,
        case: CaseId::new(Uuid::from_u128(1)),
        letter: Uuid::from_u128(2),
        answers,
    };
    let own = [("Return-Path".to_owned(), "<>".to_owned()), ("From".to_owned(), format!("info@{host}"))];
    own.into_iter()
        .chain(stamp(keys, &written).into_iter().map(|(name, value)| (name.to_owned(), value)))
        .collect()
}

fn arrives(fields: &[(String, String)]) -> Letter {
    let fields: String =
        fields.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
    read(format!("{fields}\r\nJūsu vēstule ir saņemta.\r\n").as_bytes())
}

#[test]
fn an_acknowledgement_is_not_acknowledged() {
    let (ours, own) = instance(1, "ads.example");
    let (theirs, their_own) = instance(2, "kaimini.example");
    let client = read(b"From: anna@pasts.example\r\nMessage-ID: <1@pasts.example>\r\n\r\nLabdien!\r\n");
    assert!(automatic(&client, &own, &ours).is_empty());
    let first = arrives(&acknowledgement(&ours, "ads.example", &client));
    assert!(!automatic(&first, &their_own, &theirs).is_empty());
    let back = arrives(&acknowledgement(&theirs, "kaimini.example", &first));
    assert!(!automatic(&back, &own, &ours).is_empty());
}

#[test]
fn any_one_mark_that_a_gateway_leaves_is_enough() {
    const MARKS: [&str; 4] = ["Return-Path", "Auto-Submitted", "X-Auto-Response-Suppress", "x-solits-loop"];
    let (ours, _) = instance(1, "ads.example");
    let (theirs, their_own) = instance(2, "kaimini.example");
    let client = read(b"From: anna@pasts.example\r\nMessage-ID: <1@pasts.example>\r\n\r\nLabdien!\r\n");
    for left in MARKS {
        let mut fields = acknowledgement(&ours, "ads.example", &client);
        fields.retain(|(name, _)| !MARKS.contains(&name.as_str()) || name == left);
        assert_eq!(automatic(&arrives(&fields), &their_own, &theirs).len(), 1, "{left}");
    }
}

#[test]
fn a_letter_by_a_person_carries_no_mark_of_a_machine() {
    let (ours, _) = instance(1, "ads.example");
    let (theirs, their_own) = instance(2, "kaimini.example");
    let written = Stamp {
        author: Author::Person,
        case: CaseId::new(Uuid::from_u128(1)),
        letter: Uuid::from_u128(2),
        answers: None,
    };
    let mut fields = vec![("From".to_owned(), "info@ads.example".to_owned())];
    fields.extend(stamp(&ours, &written).into_iter().map(|(name, value)| (name.to_owned(), value)));
    assert!(automatic(&arrives(&fields), &their_own, &theirs).is_empty());
}
