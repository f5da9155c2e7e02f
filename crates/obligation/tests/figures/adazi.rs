//! The standard of Ādaži municipality: its promises, and what of areas T and U stands in lists and words.

use jiff::civil::date;
use solits_standard::{
    event::EventKind::*,
    model::{ActKind, Fact, Force},
};

use crate::{
    builders::{Document::*, at, examples, happens, monday, promise},
    handbook,
    values::{Subs, assert_identity, assert_paragraphs, items, rungs, word, words, yes},
};

examples! {
    /// A service card that says five working days: Tuesday the 24th, with the 18th and a weekend between.
    adazi_5_7_and_5_2_1_a_service_is_given_by_its_deadline =>
        promise(Adazi, "service-on-time", "5.7")
            .starts(
                happens(CaseOpened).word("deadline_unit", "working_days").with("deadline_count", Fact::Int(5)),
                monday(10, 0),
            )
            .due(at(24, 11, 17, 0))
            .met_by(CaseAnswered);
    /// Three rings, one every five seconds, unless the employee was serving a client in person (6.7).
    adazi_8_1_a_call_is_answered_by_the_third_ring =>
        promise(Adazi, "third-ring", "8.1")
            .starts(happens(CallRinging), monday(10, 0))
            .due(monday(10, 0).plus_seconds(15))
            .met_by(CallAnswered)
            .waived_by(
                happens(CallMissed).with("serving_in_person", Fact::Bool(true)),
                "darbinieks apkalpoja klientu klātienē",
            )
            .waived_by(happens(CallAbandoned), "zvanītājs nolika klausuli");
    /// No figure: the moment that the client was told (G-14).
    adazi_8_5_1_the_client_is_called_back_within_the_time_told =>
        promise(Adazi, "call-back", "8.5.1")
            .starts(happens(CallBackPromised).planned(monday(15, 0)), monday(10, 0))
            .due(monday(15, 0))
            .met_by(CallBackMade);
    adazi_5_1_7_a_booked_consultation_begins_at_the_time_agreed =>
        promise(Adazi, "appointment-kept", "5.1.7")
            .starts(happens(AppointmentBooked).planned(at(19, 11, 10, 0)), monday(10, 0))
            .due(at(19, 11, 10, 0))
            .met_by(AppointmentKept)
            .waived_by(happens(AppointmentCancelled), "klients pierakstu atcēla")
            .waived_by(happens(AppointmentNoShow), "klients neatnāca")
            .waived_by(happens(AppointmentMoved), "norunāts cits laiks");
    /// One working day, or word of the day when the answer comes. Of Tuesday, with a holiday on Wednesday, it is
    /// Thursday; the chapter is on e-mail, the clock runs for every request (trap 25 of area V).
    adazi_10_1_a_colleague_is_answered_in_one_working_day =>
        promise(Adazi, "colleague-answered", "10.1")
            .starts(happens(InternalAsked), at(17, 11, 15, 0))
            .due(at(19, 11, 17, 0))
            .met_by(InternalAnswered)
            .met_by(InternalDelayTold);
    /// The day that a colleague was told is kept as it was named.
    adazi_10_1_the_full_answer_to_a_colleague_comes_when_it_was_said_to =>
        promise(Adazi, "colleague-told-day", "10.1")
            .starts(happens(InternalDelayTold).planned(at(24, 11, 17, 0)), at(17, 11, 15, 0))
            .due(at(24, 11, 17, 0))
            .met_by(InternalAnswered);
    /// The municipality has no times for letters of external clients, so those of the handbook run (trap 17).
    handbook_beh_10_receipt_is_confirmed_in_adazi => handbook::mail_acknowledged().taken_over_by(Adazi);
    handbook_beh_10_letters_are_answered_in_adazi_on_the_day_told => handbook::mail_told_day().taken_over_by(Adazi);
    handbook_beh_10_letters_are_answered_in_adazi => handbook::mail_answered().taken_over_by(Adazi);
    handbook_svc_5_what_a_client_is_promised_is_done_in_adazi => handbook::case_promised().taken_over_by(Adazi);
    handbook_beh_12_doors_open_exactly_at_the_start_in_adazi => handbook::doors_on_time().taken_over_by(Adazi);
}

/// "Tries to" is an aim: it is measured, and the public is promised nothing (trap 31 of area V).
#[test]
fn adazi_8_1_the_third_ring_is_an_aim_and_not_promised_to_the_public() {
    let standard = Adazi.standard();
    let third_ring = standard.promise("third-ring").unwrap();
    assert_eq!((third_ring.force, third_ring.public), (Force::Aim, false));
    assert!(standard.text("phone.rings_scope").unwrap().value.lv.contains("cenšas"));
}

#[test]
fn adazi_14_the_complaint_ladder_has_four_rungs_up_to_the_council() {
    let expected = [
        "14: employee > direct_manager",
        "14: unit_head > executive_director_and_deputy",
        "14: executive_director, deputy_executive_director, deputy_council_chair > council_chair",
        "14: council_chair > council",
    ];
    assert_eq!(rungs(Adazi), expected);
    let standard = Adazi.standard();
    let bodies: Vec<_> = standard
        .lists()
        .roles
        .iter()
        .filter(|role| role.value.collegial)
        .map(|role| role.value.id.as_str())
        .collect();
    assert_eq!(bodies, ["executive_director_and_deputy", "council"]);
}

#[test]
fn adazi_11_12_and_14_say_who_introduces_complies_and_controls() {
    assert_eq!(word(Adazi, "govern.introduces", "11"), "administrative_division");
    assert_eq!(word(Adazi, "govern.controls", "14"), "unit_head");
    let compliance = words(Adazi, "govern.compliance", "12");
    assert!(compliance.contains("vadītāji") && compliance.contains("katrs darbinieks"));
    assert!(yes(Adazi, "govern.unlawful_conduct", "13"));
}

#[test]
fn adazi_8_2_and_8_5_1_the_greeting_names_four_things_and_a_later_answer_its_time_and_form() {
    let greeting = words(Adazi, "phone.greeting", "8.2");
    for part in ["iestāde vai struktūrvienība", "amats", "vārds", "uzvārds"] {
        assert!(greeting.contains(part), "{greeting} does not say {part}");
    }
    assert!(yes(Adazi, "phone.promise_time_and_form", "8.5.1"));
    let later = items(Adazi, "phone.more_info_ways", "8.5.1").concat();
    for form in ["pa tālruni", "klātienē", "e-pastā", "kad"] {
        assert!(later.contains(form), "{later} does not say {form}");
    }
}

#[test]
fn adazi_9_an_answer_has_three_parts_and_a_signature_of_five() {
    let parts = items(Adazi, "mail.structure", "9.1");
    let beginnings: Vec<_> = parts.iter().filter_map(|part| part.split([' ', ':']).next()).collect();
    assert_eq!(beginnings, ["uzruna", "pamatdaļa", "nobeigums"]);
    let expected = [
        "vārds un uzvārds",
        "iestāde un amats",
        "tālruņa numurs",
        "e-pasta adrese",
        "pašvaldības oficiālās tīmekļvietnes adrese",
    ];
    assert_eq!(items(Adazi, "mail.signature", "9.4"), expected);
    assert!(yes(Adazi, "mail.default_electronic", "9") && yes(Adazi, "mail.proofread", "9.5"));
}

#[test]
fn adazi_6_11_clients_are_told_of_two_portals_the_e_address_and_the_information_phones() {
    let expected = ["www.latvija.gov.lv", "www.epakalpojumi.lv", "pašvaldības oficiālā e-adrese"];
    assert_eq!(items(Adazi, "channels.portals", "6.11"), expected);
    assert!(yes(Adazi, "alt_channels.tell_clients", "6.11"));
    let standard = Adazi.standard();
    let mut actions = standard.lists().situations.iter().flat_map(|one| &one.value.actions);
    let results = &actions.find(|action| action.paragraph == "6.11").unwrap().results;
    assert!(results.iter().any(|result| result.text.lv.contains("informatīvos tālruņus")));
}

#[test]
fn adazi_5_1_4_everyone_is_treated_the_same_on_twelve_grounds() {
    let expected = [
        "dzimums",
        "vecums",
        "rase",
        "valoda",
        "reliģiskā pārliecība",
        "politiskie vai citi uzskati",
        "sociālā izcelsme",
        "tautība",
        "izglītība",
        "sociālais un mantiskais stāvoklis",
        "nodarbošanās veids",
        "citi apstākļi",
    ];
    assert_eq!(items(Adazi, "equal.grounds", "5.1.4"), expected);
}

/// Traps 12 and 13 of area V: after a warning the talk may be broken off, and security or the municipal police come.
#[test]
fn adazi_7_aggression_is_warned_first_and_may_end_the_talk() {
    assert!(yes(Adazi, "aggression.warn_first", "7.3") && yes(Adazi, "aggression.stop_contact", "7.5"));
    assert_eq!(items(Adazi, "aggression.call", "7.5"), ["apsardze", "pašvaldības policija"]);
    assert_eq!(word(Adazi, "intoxicated.policy", "7.5"), "may_break_off");
    let standard = Adazi.standard();
    let stop: Vec<_> = standard.norms().iter().filter(|norm| norm.value.id == "stop-contact").collect();
    assert_eq!(stop.len(), 1);
    assert_eq!(stop[0].origin.document, "adazi-2023");
}

#[test]
fn adazi_6_9_external_clients_come_first_and_5_6_4_advice_before_all() {
    assert!(yes(Adazi, "queue.external_first", "6.9") && yes(Adazi, "service.consult_first", "5.6.4"));
    assert!(Adazi.standard().rules().any(|(rule, _)| rule == "queue.external_first"));
}

/// Twelve, six and six sub-paragraphs; 8.5 has two of its own.
#[test]
fn adazi_6_7_and_8_are_the_situations() {
    let standard = Adazi.standard();
    let actions: Vec<_> = standard
        .lists()
        .situations
        .iter()
        .map(|one| (one.value.number.as_str(), one.value.actions.len()))
        .collect();
    assert_eq!(actions, [("6", 12), ("7", 6), ("8", 7)]);
}

/// Area W: 96 paragraphs. The heading of a paragraph and all below it; 8.5 has two of its own.
#[test]
fn adazi_every_paragraph_of_the_document_stands_in_the_file() {
    let paragraphs = Subs(&[
        ("4", 2),
        ("5", 7),
        ("5.1", 7),
        ("5.2", 5),
        ("5.3", 4),
        ("5.4", 4),
        ("5.5", 4),
        ("5.6", 5),
        ("5.7", 6),
        ("6", 12),
        ("7", 6),
        ("8", 6),
        ("8.5", 2),
        ("9", 5),
        ("10", 3),
    ]);
    assert_paragraphs(Adazi, 16, &paragraphs, &["header", "sign"], 96);
}

#[test]
fn adazi_15_and_16_in_force_from_1_december_2023_in_place_of_two_orders() {
    let repealed = ["AND/1-10-1/17/64, 2017-11-27", "01-7.1/107, 2017-11-03"];
    assert_identity(Adazi, ActKind::MunicipalStandard, (None, date(2023, 12, 1)), &repealed);
    let file = Adazi.standard().file().clone();
    let provisions: Vec<_> = file.identity.legal_basis.iter().map(|one| one.provision.as_str()).collect();
    assert_eq!(
        (provisions, file.identity.distribution),
        (vec!["72(1)1", "20"], vec!["unit_head".to_owned()])
    );
}
