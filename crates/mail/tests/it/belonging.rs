//! Whose case a letter joins (`security.md` §7).

use solits_kernel::CaseId;
use solits_mail::{
    Address, Author, Automatic, Keys, Known, Letter, Placement, Reopening, WhyAsked, belongs, place, read,
};
use uuid::Uuid;

const CASE: CaseId = CaseId::new(Uuid::from_u128(1));
const OTHER: CaseId = CaseId::new(Uuid::from_u128(2));

fn keys() -> Keys {
    Keys::new("mail.ads.example", 3, [5; 32])
}

fn marked(case: CaseId) -> String {
    let id = keys().message_id(case, Uuid::from_u128(9), Author::Person).expect("a key is there");
    format!("In-Reply-To: <{}>", id.as_str())
}

fn letter(from: &str, fields: &str) -> Letter {
    read(format!("From: {from}\r\nCc: ilze@pasts.example\r\n{fields}\r\n\r\nTeksts\r\n").as_bytes())
}

fn placed(letter: &Letter, machine: &[Automatic]) -> Placement {
    let parties = [Address::parse("Anna <Anna@pasts.example>").expect("an address")];
    let known = Known { case: CASE, reference: "2026-000123", parties: &parties };
    place(letter, belongs(letter, &keys()), Some(&known), machine)
}

fn asked(placement: &Placement) -> Option<WhyAsked> {
    match placement {
        Placement::MayBelong { because, .. } => Some(*because),
        Placement::Joins { .. } | Placement::New => None,
    }
}

#[test]
fn a_party_that_answers_our_letter_joins_the_case() {
    let joins = Placement::Joins { case: CASE, reopening: Reopening::GoesOn };
    assert_eq!(placed(&letter("anna@pasts.example", &marked(CASE)), &[]), joins);
    let tag = keys().subject_tag("2026-000123").expect("a key is there");
    assert_eq!(placed(&letter("anna@pasts.example", &format!("Subject: Re: {tag} x")), &[]), joins);
}

#[test]
fn a_stranger_with_our_mark_and_one_who_got_a_copy_wait_for_a_person() {
    assert_eq!(asked(&placed(&letter("x@evil.invalid", &marked(CASE)), &[])), Some(WhyAsked::NotAParty));
    assert_eq!(asked(&placed(&letter("ilze@pasts.example", &marked(CASE)), &[])), Some(WhyAsked::NotAParty));
}

#[test]
fn an_answer_to_one_case_with_the_subject_of_another_waits_for_a_person() {
    let tag = keys().subject_tag("2026-000999").expect("a key is there");
    let fields = format!("{}\r\nSubject: {tag}", marked(CASE));
    assert_eq!(asked(&placed(&letter("anna@pasts.example", &fields), &[])), Some(WhyAsked::Contradiction));
    assert_eq!(
        asked(&placed(&letter("anna@pasts.example", &marked(OTHER)), &[])),
        Some(WhyAsked::Contradiction)
    );
}

#[test]
fn a_number_alone_and_an_old_conversation_are_only_hints() {
    for fields in ["Subject: Par 2026-000123", "References: <1@vecais.example>"] {
        assert_eq!(
            asked(&placed(&letter("anna@pasts.example", fields), &[])),
            Some(WhyAsked::HintsOnly),
            "{fields}"
        );
    }
    assert_eq!(placed(&letter("anna@pasts.example", "Subject: Labdien"), &[]), Placement::New);
}

#[test]
fn a_machine_never_opens_a_case_again() {
    let placement = placed(&letter("anna@pasts.example", &marked(CASE)), &[Automatic::SaysSo]);
    assert_eq!(placement, Placement::Joins { case: CASE, reopening: Reopening::StaysAsItIs });
}

#[test]
fn a_case_that_is_gone_makes_the_letter_new_for_a_person() {
    let letter = letter("anna@pasts.example", &marked(CASE));
    assert_eq!(asked(&place(&letter, belongs(&letter, &keys()), None, &[])), Some(WhyAsked::NoSuchCase));
}

#[test]
fn a_letter_keeps_its_name_when_it_is_sent_again_and_keys_do_not_show() {
    let id = || keys().message_id(CASE, Uuid::from_u128(9), Author::Machine);
    assert_eq!(id(), id());
    assert!(!format!("{:?}", keys()).contains("5, 5"));
}
