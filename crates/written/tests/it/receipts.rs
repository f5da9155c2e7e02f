//! What the client is given on receipt.

use proptest::prelude::*;
use solits_kernel::{Lang, Text};
use solits_written::{
    clock::{Intake, clocks},
    law::Laws,
    nature::{FeedbackKind, Form, Matter, Nature, Way},
    receipt::{Facts, Receipt, receipt},
};

use crate::fixture::{E_LETTER, SUBMISSION, at, intake, nine_to_five, shipped};

fn of(intake: &Intake, standard: &str) -> Receipt {
    let clocks = clocks(intake, &nine_to_five(), &shipped(standard), &Laws::known());
    let decider = Text::new("nodaļas vadītājs", "the head of the unit");
    let unit = Text::new("Ceļu nodaļa", "");
    let facts = Facts {
        intake,
        reference: "2026-000123",
        service: None,
        own_words: Some("Par ceļu"),
        holder: Some(&unit),
        page: Some("https://novads.example/i/novads/case"),
        complaint_to: Some(&decider),
    };
    receipt(&facts, &clocks)
}

#[test]
fn a_submission_is_told_the_promise_the_laws_limit_beside_it_and_where_it_goes_if_it_is_not_ours() {
    let receipt = of(&intake(SUBMISSION, Way::Email, "2026-11-17 10:42"), "handbook");
    assert_eq!(receipt.received.lv, "otrdien, 2026. gada 17. novembrī plkst. 10.42");
    assert_eq!(receipt.asked.what.lv, "Saņēmām Jūsu iesniegumu.");
    let [answer, forward] = &receipt.steps[..] else { panic!("{:?}", receipt.steps) };
    let by = answer.by.as_ref().unwrap();
    assert_eq!(by.words.lv, "līdz piektdienai, 2026. gada 20. novembrim, plkst. 17.00");
    assert_eq!(by.words.en, "by Friday, 20 November 2026 at 17:00");
    assert!(by.why.lv.contains("18. novembr"), "the holiday on the way is named: {}", by.why.lv);
    assert_eq!(by.basis.lv, "klientu apkalpošanas standarts, beh-10");
    let law = answer.at_most.as_ref().unwrap();
    assert_eq!((law.at, law.basis.lv.as_str()), (at("2026-12-02 17:00"), "Iesniegumu likums"));
    assert_eq!(forward.by.as_ref().unwrap().at, at("2026-11-25 17:00"));
}

#[test]
fn a_public_promise_says_that_a_delay_will_be_seen_by_all() {
    let lines = |standard| of(&intake(E_LETTER, Way::Email, "2026-11-23 11:00"), standard).if_late;
    let late = lines("handbook");
    assert_eq!(late.len(), 3);
    assert!(late[1].lv.contains("solījumu pārskatā"));
    assert!(late[2].lv.ends_with("sūdzību izskata nodaļas vadītājs."));
}

#[test]
fn a_numbered_paragraph_is_cited_as_a_point() {
    let nature = Nature { form: Form::Letter, matter: Matter::Request };
    let receipt = of(&intake(nature, Way::Letter, "2026-11-23 11:00"), "ezermala");
    assert_eq!(
        receipt.steps[0].by.as_ref().unwrap().basis,
        Text::new(
            "klientu apkalpošanas standarts, 26. punkts",
            "the customer-service standard, paragraph 26"
        )
    );
}

#[test]
fn what_has_no_term_is_done_as_fast_as_possible_and_promises_no_date_i_05() {
    let letter = Nature { form: Form::Letter, matter: Matter::Request };
    let receipt = of(&intake(letter, Way::Letter, "2026-11-23 11:00"), "handbook");
    assert_eq!(receipt.steps.len(), 1);
    assert!(receipt.steps[0].by.is_none() && receipt.if_late.is_empty());
}

#[test]
fn a_complaint_is_told_that_both_sides_are_heard_k_09() {
    let nature = Nature { form: Form::ELetter, matter: Matter::Feedback(FeedbackKind::Complaint) };
    let receipt = of(&intake(nature, Way::Email, "2026-11-23 11:00"), "vzd-2014");
    assert!(receipt.steps.iter().any(|step| step.what.lv.contains("abas puses")));
}

#[test]
fn it_says_who_holds_it_by_the_name_the_unit_has_in_either_language() {
    let receipt = of(&intake(E_LETTER, Way::Email, "2026-11-23 11:00"), "handbook");
    let expected = Text::new("Jūsu lietu izskata: Ceļu nodaļa.", "Your case is with: Ceļu nodaļa.");
    assert_eq!(receipt.holder, Some(expected));
}

#[test]
fn the_clients_own_words_stand_apart() {
    let receipt = of(&intake(E_LETTER, Way::Email, "2026-11-23 11:00"), "handbook");
    assert_eq!(receipt.asked.own_words.as_deref(), Some("Par ceļu"));
    assert!(!receipt.asked.what.lv.contains("Par ceļu"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_receipt_reads_as_sentences_in_both_languages_and_its_dates_lie_ahead(
        form in proptest::sample::select(&Form::ALL[..]),
        matter in proptest::sample::select(&Matter::ALL[..]),
        way in proptest::sample::select(vec![Way::Email, Way::OwnPortal, Way::Letter, Way::Counter]),
        day in 0_i64..2_000,
        standard in proptest::sample::select(vec!["handbook", "adazi-2023", "vzd-2014", "ezermala"]),
    ) {
        let received = at("2024-01-01 12:34").plus_minutes(day * 1_440 + day);
        let intake = Intake { nature: Nature { form, matter }, way, received, service_deadline: None };
        let receipt = of(&intake, standard);
        let sentences = receipt.steps.iter().map(|step| &step.what).chain(&receipt.if_late).chain([&receipt.asked.what]);
        for text in sentences {
            for lang in Lang::ALL {
                let sentence = text.get(lang);
                prop_assert!(sentence.ends_with('.') && sentence.split(' ').count() <= 24, "{sentence}");
            }
            prop_assert!(text.lv != text.en);
        }
        prop_assert!(!receipt.steps.is_empty());
        let dates: Vec<_> = receipt.steps.iter().filter_map(|step| step.by.as_ref()).map(|by| by.at).collect();
        prop_assert!(dates.is_sorted() && dates.iter().all(|at| *at > received));
    }
}
