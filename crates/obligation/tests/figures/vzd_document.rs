//! What stands in the rules of the State Land Service in lists and words: areas T, U and W, annexes included.

use jiff::civil::date;
use solits_standard::{
    Standard,
    model::{ActKind, ApprovalAct, Holder, Phrase, Spoken},
};

use crate::{
    builders::Document::Vzd,
    values::{Subs, assert_identity, assert_paragraphs, items, word, words, yes},
};

#[test]
fn vzd_33_adopted_on_18_july_2014_and_in_force_from_24_july_in_place_of_the_rules_of_2013() {
    let days = (Some(date(2014, 7, 18)), date(2014, 7, 24));
    assert_identity(Vzd, ActKind::InternalRules, days, &["1-03/2, 2013-03-07"]);
    let identity = Vzd.standard().file().identity.clone();
    assert_eq!((identity.number.as_deref(), identity.electronic_signature), (Some("1-01/20"), Some(true)));
    let provisions: Vec<_> = identity.legal_basis.iter().map(|one| one.provision.as_str()).collect();
    assert_eq!((provisions, identity.annexes.len()), (vec!["72(1)2"], 2));
    let acts: Vec<_> = identity.approval_chain.iter().map(|one| one.act).collect();
    assert_eq!((acts.len(), acts.last()), (6, Some(&ApprovalAct::Signs)));
    assert!(identity.higher_body.unwrap().lv.contains("Nr. 1-2/2"));
}

#[test]
fn vzd_2_has_twenty_terms_and_two_kinds_of_client() {
    let standard = Vzd.standard();
    let own = standard.lists().terms.iter().filter(|term| term.origin.document == Vzd.id());
    let numbers: Vec<_> = own.map(|term| term.origin.paragraph.as_str()).collect();
    let (main, below): (Vec<_>, Vec<_>) =
        numbers.into_iter().partition(|number| number.matches('.').count() == 1);
    assert_eq!((main.len(), below), (20, vec!["2.5.1", "2.5.2"]));
}

#[test]
fn vzd_2_9_five_grades_are_specialists() {
    let standard = Vzd.standard();
    let term = standard.lists().terms.iter().find(|term| term.origin.paragraph == "2.9").unwrap();
    for grade in ["apkalpošanas konsultants", "vecākais", "galvenais", "vadošais", "centra vadītājs"] {
        assert!(term.value.meaning.lv.contains(grade), "{grade}");
    }
}

#[test]
fn vzd_4_the_direct_manager_acquaints_and_is_another_person_for_each_employee() {
    assert_eq!(word(Vzd, "acquaint.by", "4"), "direct_manager");
    assert!(yes(Vzd, "acquaint.explains_to_post", "4"));
    let standard = Vzd.standard();
    let manager = standard.lists().roles.iter().find(|role| role.value.id == "direct_manager").unwrap();
    assert_eq!(manager.value.held_by, Holder::OwnManager);
}

#[test]
fn vzd_8_has_six_principles_in_their_order() {
    let standard = Vzd.standard();
    let names: Vec<_> = standard.lists().principles.iter().map(|one| one.value.name.lv.as_str()).collect();
    let expected = [
        "Profesionalitāte",
        "Reputācija",
        "Izcila apkalpošanas kvalitāte",
        "Pieejamība",
        "Uzticamība",
        "Tiekšanās būt labākiem",
    ];
    assert_eq!(names, expected);
}

#[test]
fn vzd_15_and_16_the_desk_holds_ten_things_and_six_more_at_a_centre() {
    let (centre, everywhere): (Vec<_>, Vec<_>) =
        items(Vzd, "desk.inventory", "15").into_iter().partition(|item| item.starts_with("centrā"));
    assert_eq!((everywhere.len(), centre.len()), (10, 6));
}

#[test]
fn vzd_17_the_stand_holds_six_kinds_of_information() {
    assert_eq!(items(Vzd, "stand.items", "17").len(), 6);
    assert_eq!(items(Vzd, "channels.portals", "17.4"), ["www.kadastrs.lv", "www.latvija.lv"]);
}

#[test]
fn vzd_annex_2_s2_1_three_buttons_and_the_third_is_longer_where_times_are_booked() {
    let buttons = ["Pasūtījumu pieņemšana", "Pasūtījumu izsniegšana", "Korporatīvie klienti"];
    assert_eq!(items(Vzd, "queue.buttons", "P2/s2.1"), buttons);
    assert_eq!(
        words(Vzd, "queue.button3_with_appointments", "P2/s2.1"),
        "Korporatīvie klienti/Pēc iepriekšēja pieraksta"
    );
}

#[test]
fn vzd_annex_2_s2_2_three_groups_have_priority_where_possible() {
    assert_eq!(items(Vzd, "queue.priority_groups", "P2/s2.2").len(), 3);
    let standard = Vzd.standard();
    let norm = standard.norms().iter().find(|norm| norm.value.id == "priority").unwrap();
    assert!(norm.value.text.lv.contains("ja iespējams"));
}

/// Trap 14 of area V: the client's initiative and the exemption of a held call stand in 20.4.
#[test]
fn vzd_20_and_21_four_grounds_to_redirect_a_caller_and_two_ways_to_find_out_more() {
    assert_eq!(items(Vzd, "phone.redirect_grounds", "20").len(), 4);
    assert_eq!(items(Vzd, "phone.more_info_ways", "21").len(), 2);
    assert!(yes(Vzd, "phone.long_call_exempt_hold", "20.4"));
    assert_eq!(words(Vzd, "phone.language", "22"), "valsts valoda");
}

#[test]
fn vzd_28_four_non_conformities_have_their_routes() {
    let standard = Vzd.standard();
    let routes = standard.lists().routes.iter();
    let found: Vec<_> = routes
        .map(|route| (route.origin.paragraph.as_str(), route.value.about.as_str(), route.value.to.as_str()))
        .collect();
    let expected = [
        ("28.1", "order_execution", "unit_head"),
        ("28.2", "contract_obligations", "contract_administrator"),
        ("28.3", "cadastre_or_address_data", "regional_division_head"),
        ("28.4", "website_or_information_source", "service_development_division"),
    ];
    assert_eq!(found, expected);
}

/// Trap 20 of area V: a route for feedback, and no ladder.
#[test]
fn vzd_29_four_kinds_of_feedback_go_to_the_service_development_division() {
    let kinds = ["atsauksme", "ierosinājums", "sūdzība", "pretenzija"];
    assert_eq!(items(Vzd, "feedback.kinds", "29"), kinds);
    assert_eq!(word(Vzd, "feedback.forward_to", "29"), "service_development_division");
    assert!(words(Vzd, "feedback.forward_when", "29").contains("nekavējoties, elektroniski"));
    assert!(Vzd.standard().lists().ladder.is_empty());
}

/// Traps 12 and 13 of area V.
#[test]
fn vzd_annex_2_s9_the_intoxicated_are_served_with_care_and_the_police_come_in_extreme_need_only() {
    assert_eq!(word(Vzd, "intoxicated.policy", "P2/s9.4"), "serve_with_care_then_leave");
    assert!(items(Vzd, "aggression.call", "P2/s9.6").concat().contains("galējas nepieciešamības"));
    assert_eq!(words(Vzd, "incident.medical_number", "P2/s9.1"), "113");
}

/// Area F.1: nine situations with their actions, results and actions that bind towards colleagues too.
#[test]
fn vzd_annex_2_has_61_actions_with_177_results_and_30_stars() {
    let standard = Vzd.standard();
    let found: Vec<_> = standard
        .lists()
        .situations
        .iter()
        .map(|one| {
            let actions = &one.value.actions;
            let results: usize = actions.iter().map(|action| action.results.len()).sum();
            let starred = actions.iter().filter(|action| action.internal).count();
            (one.value.number.as_str(), actions.len(), results, starred)
        })
        .collect();
    let expected = [
        ("1", 6, 20, 0),
        ("2", 4, 15, 1),
        ("3", 5, 9, 4),
        ("4", 9, 23, 3),
        ("5", 7, 20, 4),
        ("6", 9, 16, 7),
        ("7", 5, 18, 0),
        ("8", 6, 15, 6),
        ("9", 10, 41, 5),
    ];
    assert_eq!(found, expected);
    let sum = |of: fn(&(&str, usize, usize, usize)) -> usize| expected.iter().map(of).sum::<usize>();
    assert_eq!((sum(|one| one.1), sum(|one| one.2), sum(|one| one.3)), (61, 177, 30));
}

/// Area J.1 and trap 24 of area V: rude and aggressive clients stand without a star, conflicts with one.
#[test]
fn vzd_annex_2_foot_the_starred_actions_are_these() {
    let expected = [
        "s2.3", "s3.1", "s3.3", "s3.4", "s3.5", "s4.4", "s4.6", "s4.8", "s5.1", "s5.3", "s5.4", "s5.6",
        "s6.1", "s6.2", "s6.3", "s6.4", "s6.5", "s6.8", "s6.9", "s8.1", "s8.2", "s8.3", "s8.4", "s8.5",
        "s8.6", "s9.1", "s9.5", "s9.7", "s9.8", "s9.9",
    ];
    let standard = Vzd.standard();
    let actions = standard.lists().situations.iter().flat_map(|one| &one.value.actions);
    let starred: Vec<_> =
        actions.filter(|action| action.internal).map(|action| &action.paragraph["P2/".len()..]).collect();
    assert_eq!(starred, expected);
}

/// The numbering of situation 9 skips 2.2 (trap 5 of area V).
#[test]
fn vzd_annex_2_s9_2_has_results_1_and_3() {
    let standard = Vzd.standard();
    let mut actions = standard.lists().situations.iter().flat_map(|one| &one.value.actions);
    let action = actions.find(|action| action.paragraph == "P2/s9.2").unwrap();
    let ids: Vec<_> = action.results.iter().map(|result| result.id.as_str()).collect();
    assert_eq!(ids, ["S9-2.1", "S9-2.3"]);
}

fn phrases(standard: &Standard, of: impl Fn(&Phrase) -> &[Spoken]) -> Vec<(String, String)> {
    let all = standard.lists().phrases.iter();
    all.flat_map(|one| {
        let said = of(&one.value).iter();
        said.map(|spoken| (one.value.paragraph.clone(), spoken.latvian().to_owned())).collect::<Vec<_>>()
    })
    .collect()
}

/// Area F.2, and trap 2 of area V: what is right in one situation is to be avoided in another.
#[test]
fn vzd_annex_2_phrases_belong_to_their_situations_and_all_have_their_english() {
    let standard = Vzd.standard();
    let all: Vec<_> = standard.lists().phrases.iter().map(|one| &one.value).collect();
    let rows =
        all.iter().map(|one| usize::from(!one.recommended.is_empty()) + usize::from(!one.avoid.is_empty()));
    assert_eq!(rows.sum::<usize>(), 29);
    for phrase in &all {
        assert!(phrase.situation.is_some(), "{}", phrase.purpose.en);
        let spoken = phrase.recommended.iter().chain(&phrase.avoid);
        spoken.for_each(|one| assert!(one.english().is_some(), "{}", one.latvian()));
    }
    let (said, avoided) = (phrases(&standard, |one| &one.recommended), phrases(&standard, |one| &one.avoid));
    let yes = |paragraph: &str| (paragraph.to_owned(), "jā".to_owned());
    assert!(said.contains(&yes("P2/s3.3")) && avoided.contains(&yes("P2/s6.8")));
    assert!(avoided.contains(&yes("P2/s9.9")) && !avoided.contains(&yes("P2/s3.3")));
}

/// Area W: 200 paragraphs, the two annexes included.
#[test]
fn vzd_every_paragraph_of_the_document_stands_in_the_file() {
    let paragraphs = Subs(&[
        ("1", 4),
        ("2", 20),
        ("2.5", 2),
        ("5", 4),
        ("8", 6),
        ("9", 4),
        ("15", 10),
        ("16", 6),
        ("17", 6),
        ("17.5", 3),
        ("19", 4),
        ("20", 4),
        ("21", 2),
        ("28", 4),
        ("30", 3),
        ("P2/s1", 6),
        ("P2/s2", 4),
        ("P2/s3", 5),
        ("P2/s4", 9),
        ("P2/s5", 7),
        ("P2/s6", 9),
        ("P2/s7", 5),
        ("P2/s8", 6),
        ("P2/s9", 10),
    ]);
    let parts = [
        "header", "sign", "P1/c1", "P1/c2", "P1/c3", "P1/c4", "P1/c5", "P1/c6", "P1/c7", "P1/c8", "P1/c9",
        "P1/c10", "P1/c11", "P1/c12", "P2/s1", "P2/s2", "P2/s3", "P2/s4", "P2/s5", "P2/s6", "P2/s7", "P2/s8",
        "P2/s9", "P2/foot",
    ];
    assert_paragraphs(Vzd, 33, &paragraphs, &parts, 200);
}
