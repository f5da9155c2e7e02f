//! The rules of Aknīste's one-stop centre: they have no figure of their own, so the handbook's clocks run, and what of
//! areas T and U stands in lists and words.

use jiff::civil::date;
use solits_standard::model::ActKind;

use crate::{
    builders::{Document::*, examples},
    handbook,
    values::{Subs, assert_identity, assert_paragraphs, items, rungs, word, words, yes},
};

examples! {
    /// The rules say nothing of calls and letters, so the handbook's limits hold.
    handbook_beh_9_the_third_ring_holds_in_akniste => handbook::third_ring().taken_over_by(Akniste);
    handbook_beh_10_receipt_is_confirmed_in_akniste => handbook::mail_acknowledged().taken_over_by(Akniste);
    handbook_beh_10_letters_are_answered_in_akniste_on_the_day_told => handbook::mail_told_day().taken_over_by(Akniste);
    handbook_beh_10_letters_are_answered_in_akniste => handbook::mail_answered().taken_over_by(Akniste);
    handbook_svc_5_what_a_client_is_promised_is_done_in_akniste => handbook::case_promised().taken_over_by(Akniste);
    handbook_beh_12_doors_open_exactly_at_the_start_in_akniste => handbook::doors_on_time().taken_over_by(Akniste);
}

/// Trap 20 of area V: nobody is named for complaints about the executive director, and nobody is made up.
#[test]
fn akniste_13_the_complaint_ladder_has_one_rung() {
    assert_eq!(rungs(Akniste), ["13: employee > executive_director"]);
}

#[test]
fn akniste_13_and_14_the_executive_director_controls_and_makes_acquainted() {
    assert_eq!(word(Akniste, "govern.controls", "13"), "executive_director");
    assert_eq!(word(Akniste, "acquaint.by", "14"), "executive_director");
    assert!(words(Akniste, "govern.compliance", "4").contains("katrs"));
    assert!(yes(Akniste, "govern.unlawful_conduct", "12"));
}

#[test]
fn akniste_annex_the_sheet_of_acquaintance_has_five_columns() {
    let expected = [
        "Nr. p. k.",
        "Datums",
        "KAC darbinieka vārds, uzvārds",
        "Paraksts par iepazīšanos ar noteikumiem",
        "Piezīmes",
    ];
    assert_eq!(items(Akniste, "acquaint.signoff_columns", "annex"), expected);
}

#[test]
fn akniste_5_2_3_a_client_who_is_sent_on_is_given_five_things() {
    let expected = ["atrašanās vieta", "tālruņa numurs", "vārds un uzvārds", "amats", "pieņemšanas laiks"];
    assert_eq!(items(Akniste, "case.redirect_fields", "5.2.3"), expected);
    assert!(yes(Akniste, "service.refusal_reason_and_next_step", "5.2.3"));
    let standard = Akniste.standard();
    let rules: Vec<_> = standard.rules().map(|(rule, _)| rule).collect();
    assert!(rules.contains(&"case.redirect_fields") && rules.contains(&"case.refusal_reason"));
}

#[test]
fn akniste_7_the_sign_in_view_has_name_surname_and_post() {
    assert_eq!(items(Akniste, "nameplate.content", "7"), ["vārds", "uzvārds", "amats"]);
}

#[test]
fn akniste_8_and_9_services_are_in_view_and_explained_on_the_first_request() {
    assert!(yes(Akniste, "service.list_public", "8"));
    assert!(yes(Akniste, "service.info_on_first_request", "9"));
}

#[test]
fn akniste_10_1_feedback_is_of_three_kinds_and_gathered_in_five_ways() {
    assert_eq!(items(Akniste, "feedback.kinds", "10.1"), ["ideja", "ieteikums", "sūdzība"]);
    let expected = [
        "sabiedriskās domas aptaujas",
        "aptaujas anketas",
        "uzticības tālrunis",
        "sūdzību un ierosinājumu reģistri",
        "citas metodes",
    ];
    assert_eq!(items(Akniste, "feedback.methods", "10.1"), expected);
}

#[test]
fn akniste_5_1_2_a_client_harmed_by_an_error_hears_of_the_right_to_complain() {
    assert!(yes(Akniste, "errors.tell_right_to_complain", "5.1.2"));
}

#[test]
fn akniste_5_3_2_discrimination_is_excluded_on_fourteen_grounds() {
    let expected = [
        "tautība",
        "dzimums",
        "rase",
        "ādas krāsa",
        "etniskā vai sociālā izcelsme",
        "valoda",
        "reliģija vai ticība",
        "politiskā vai cita pārliecība",
        "piederība pie nacionālās minoritātes",
        "īpašuma stāvoklis",
        "izcelsme",
        "veselības stāvoklis",
        "vecums",
        "seksuālā orientācija",
    ];
    assert_eq!(items(Akniste, "equal.grounds", "5.3.2"), expected);
}

/// Area W: 42 paragraphs.
#[test]
fn akniste_every_paragraph_of_the_document_stands_in_the_file() {
    let paragraphs =
        Subs(&[("5", 6), ("5.1", 2), ("5.2", 3), ("5.3", 2), ("5.4", 5), ("5.5", 3), ("5.6", 2), ("10", 2)]);
    assert_paragraphs(Akniste, 15, &paragraphs, &["header", "annex"], 42);
}

#[test]
fn akniste_15_approved_and_in_force_on_1_december_2017() {
    let day = date(2017, 12, 1);
    assert_identity(Akniste, ActKind::CentreRules, (Some(day), day), &[]);
    let file = Akniste.standard().file().clone();
    let provisions: Vec<_> = file.identity.legal_basis.iter().map(|one| one.provision.as_str()).collect();
    assert_eq!((provisions, file.identity.annexes.len()), (vec!["41(2)", "72(1)2", "73(1)4"], 1));
}
