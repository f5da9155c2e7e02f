//! The way of a complaint, and who sees it.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use solits_kernel::{EmployeeId, Timestamp};
use solits_structure::{
    About, Complaint, During, Headship, Holder, Holding, Ladder, Person, Post, Structure, Unit, decide,
};
use solits_written::{
    feedback::{
        Author, Check, ClosedBecause, Decider, Duty, Effect, Examination, Feedback, Finding, HiddenBecause,
        Incomplete, Measure, OtherSide, Refused, Ruling, SeenBecause, Sight, Stage, SuggestionRuling,
        Verdict, Viewer, only_visible, visible,
    },
    nature::FeedbackKind,
};
use uuid::Uuid;

use crate::{
    fixture::{at, shipped},
    organisations::{PEOPLE, TODAY, about, above, organisation, person},
};

const SPECIALIST: u128 = 1;
const COLLEAGUE: u128 = 2;
const HEAD: u128 = 3;
const DIRECTOR: u128 = 4;
const KEEPER: u128 = 5;

/// A specialist and a colleague under their head, the executive director above, and somebody elsewhere who keeps the
/// register.
fn municipality() -> Structure {
    let mut structure = Structure::default();
    let unit = |number: u128| solits_kernel::Id::new(Uuid::from_u128(1_000_000 + number));
    for (number, place) in [(SPECIALIST, 1), (COLLEAGUE, 1), (HEAD, 1), (DIRECTOR, 2), (KEEPER, 3)] {
        let during = During::ALWAYS;
        structure.people.push(Person { id: person(number), name: format!("P{number}"), employed: during });
        let post = Post {
            employee: person(number),
            title: String::new(),
            unit: Some(unit(place)),
            supervisor: None,
            during,
        };
        structure.posts.push(post);
    }
    for (number, parent) in [(1, Some(2)), (2, None), (3, Some(2))] {
        structure.units.push(Unit { id: unit(number), name: format!("U{number}"), parent: parent.map(unit) });
    }
    for (number, head) in [(1, HEAD), (2, DIRECTOR)] {
        let during = During::ALWAYS;
        structure.headships.push(Headship { unit: unit(number), head: person(head), during });
    }
    for (role, holder) in [("executive_director", DIRECTOR), ("executive_director_and_deputy", DIRECTOR)] {
        let holder = Holder::Person(person(holder));
        structure.holdings.push(Holding {
            role: role.to_owned(),
            holder,
            within: None,
            during: During::ALWAYS,
        });
    }
    structure
}

fn adazi() -> Ladder {
    Ladder::of(&shipped("adazi-2023"))
}

fn complaint(who: u128) -> Feedback {
    let about = About::Person(person(who));
    Feedback::received(FeedbackKind::Complaint, about, Author::Reachable, at("2026-11-20 10:00"))
}

fn registered(who: u128, structure: &Structure) -> Feedback {
    let day = structure.on(TODAY);
    let feedback = complaint(who);
    let decision = decide(&adazi(), &feedback.asked(&day), &day);
    feedback.register(&decision, &day, at("2026-11-20 10:05")).unwrap()
}

fn measure() -> Measure {
    Measure {
        what: "Pārrunas ar nodaļu".to_owned(),
        owner: person(HEAD),
        due: date(2026, 12, 18),
        check: None,
    }
}

fn justified() -> Examination {
    Examination {
        facts: "Klients gaidīja 40 minūtes.".to_owned(),
        other_side: OtherSide::Heard("Lodziņā bija sarežģīta lieta.".to_owned()),
        finding: Finding::Justified,
        norm: "6.1".to_owned(),
        cause: "Nebija, kas aizstāj.".to_owned(),
        measures: vec![measure()],
    }
}

fn sees(feedback: &Feedback, who: u128, duty: Duty, structure: &Structure) -> Sight {
    visible(feedback, Viewer { id: person(who), duty }, structure, TODAY)
}

const LATER: &str = "2026-11-23 10:00";

#[test]
fn a_complaint_goes_from_the_register_through_the_examination_and_the_answer_to_its_end() {
    let structure = municipality();
    let day = structure.on(TODAY);
    let feedback = registered(SPECIALIST, &structure);
    assert_eq!(
        feedback.decider(),
        Some(&Decider::People(vec![person(HEAD)])),
        "the employee's manager, adazi 14"
    );
    let feedback = feedback.examine(Ruling::Examination(justified()), person(HEAD), &day, at(LATER)).unwrap();
    let feedback = feedback.answer(person(HEAD), &day, at(LATER)).unwrap();
    assert!(feedback.offers_reception() && feedback.is_justified_complaint());
    let feedback = feedback.close(ClosedBecause::Settled, at("2026-12-01 10:00")).unwrap();
    assert!(matches!(feedback.stage, Stage::Closed { because: ClosedBecause::Settled, .. }));
    assert_eq!(feedback.ruling().unwrap().open_measures().count(), 1, "the measure outlives the answer");
}

#[test]
fn an_answered_complaint_goes_to_the_next_rung_when_the_author_asks_adazi_14() {
    let structure = municipality();
    let day = structure.on(TODAY);
    let unjustified = Examination {
        finding: Finding::Unjustified,
        cause: String::new(),
        measures: Vec::new(),
        ..justified()
    };
    let feedback = registered(SPECIALIST, &structure)
        .examine(Ruling::Examination(unjustified), person(HEAD), &day, at(LATER))
        .unwrap()
        .answer(person(HEAD), &day, at(LATER))
        .unwrap();
    let decision = decide(&adazi(), &feedback.asked(&day), &day);
    let feedback = feedback.pass_on(&decision, &day, at("2026-11-30 10:00")).unwrap();
    assert_eq!(feedback.decider(), Some(&Decider::People(vec![person(DIRECTOR)])));
    assert_eq!(feedback.rungs.len(), 2);
    // Who has decided before has the same words refused on the next rung.
    let again = feedback.clone().examine(
        Ruling::Examination(justified()),
        person(HEAD),
        &day,
        at("2026-12-01 10:00"),
    );
    assert_eq!(again, Err(Refused::NotTheDecider));
    // And no rung is climbed twice.
    let feedback =
        feedback.examine(Ruling::Examination(justified()), person(DIRECTOR), &day, at(LATER)).unwrap();
    assert_eq!(feedback.pass_on(&decision, &day, at(LATER)), Err(Refused::NoHigherRung));
}

#[test]
fn steps_out_of_order_are_refused() {
    let structure = municipality();
    let day = structure.on(TODAY);
    let ruling = || Ruling::Examination(justified());
    assert_eq!(
        complaint(SPECIALIST).examine(ruling(), person(HEAD), &day, at(LATER)),
        Err(Refused::WrongStage)
    );
    let feedback = registered(SPECIALIST, &structure);
    assert_eq!(feedback.clone().answer(person(HEAD), &day, at(LATER)), Err(Refused::WrongStage));
    assert_eq!(feedback.clone().close(ClosedBecause::Settled, at(LATER)), Err(Refused::WrongStage));
    let examined = feedback.examine(ruling(), person(HEAD), &day, at(LATER)).unwrap();
    assert_eq!(examined.clone().close(ClosedBecause::Settled, at(LATER)), Err(Refused::NotAnswered));
    let refused = examined.close(ClosedBecause::NobodyToAnswer, at(LATER));
    assert_eq!(refused, Err(Refused::NotAnswered), "the author can be reached");
}

#[test]
fn an_anonymous_complaint_is_examined_and_closed_with_nobody_to_answer_k_24() {
    let structure = municipality();
    let day = structure.on(TODAY);
    let feedback = Feedback { author: Author::Anonymous, ..registered(SPECIALIST, &structure) };
    let feedback = feedback.examine(Ruling::Examination(justified()), person(HEAD), &day, at(LATER)).unwrap();
    assert!(feedback.close(ClosedBecause::NobodyToAnswer, at(LATER)).is_ok());
}

#[test]
fn an_examination_is_not_complete_without_facts_other_side_cause_and_measure_k_09_k_10() {
    let structure = municipality();
    let day = structure.on(TODAY);
    let feedback = registered(SPECIALIST, &structure);
    let own_check = Check { at: at(LATER), by: person(HEAD), effect: Effect::Done };
    let blank = || " ".to_owned();
    for (examination, lacks) in [
        (Examination { facts: blank(), ..justified() }, Incomplete::Facts),
        (Examination { other_side: OtherSide::NotHeard(blank()), ..justified() }, Incomplete::OtherSide),
        (Examination { cause: blank(), ..justified() }, Incomplete::Cause),
        (Examination { measures: Vec::new(), ..justified() }, Incomplete::Measure),
        (
            Examination { measures: vec![Measure { check: Some(own_check), ..measure() }], ..justified() },
            Incomplete::OwnCheck,
        ),
    ] {
        let refused =
            feedback.clone().examine(Ruling::Examination(examination), person(HEAD), &day, at(LATER));
        assert_eq!(refused, Err(Refused::Incomplete(lacks)));
    }
    let refused = feedback.examine(Ruling::Thanks, person(HEAD), &day, at(LATER));
    assert_eq!(refused, Err(Refused::Incomplete(Incomplete::WrongKind)));
}

#[test]
fn a_measure_is_checked_by_somebody_else_than_its_owner() {
    let by = |who| Check { at: at(LATER), by: person(who), effect: Effect::Done };
    assert_eq!(measure().checked(by(HEAD)), Err(Incomplete::OwnCheck));
    let done = Ruling::Examination(Examination {
        measures: vec![measure().checked(by(DIRECTOR)).unwrap()],
        ..justified()
    });
    assert_eq!(done.open_measures().count(), 0);
}

#[test]
fn a_measure_is_found_done_after_the_complaint_was_closed() {
    let structure = municipality();
    let day = structure.on(TODAY);
    let feedback = registered(SPECIALIST, &structure)
        .examine(Ruling::Examination(justified()), person(HEAD), &day, at(LATER))
        .and_then(|feedback| feedback.answer(person(HEAD), &day, at(LATER)))
        .and_then(|feedback| feedback.close(ClosedBecause::Settled, at(LATER)))
        .unwrap();
    let by = |who, effect| Check { at: at("2026-12-18 10:00"), by: person(who), effect };
    let barred = feedback.clone().check_measure(0, by(SPECIALIST, Effect::Done), &day);
    assert_eq!(barred, Err(Refused::Barred), "whom it concerns has no part in it");
    let own = feedback.clone().check_measure(0, by(HEAD, Effect::Done), &day);
    assert_eq!(own, Err(Refused::Incomplete(Incomplete::OwnCheck)));
    let not_yet = feedback.check_measure(0, by(DIRECTOR, Effect::NotDone), &day).unwrap();
    assert_eq!(not_yet.ruling().unwrap().open_measures().count(), 1);
    let done = not_yet.check_measure(0, by(DIRECTOR, Effect::Done), &day).unwrap();
    assert_eq!(done.ruling().unwrap().open_measures().count(), 0);
    assert_eq!(
        done.check_measure(1, by(DIRECTOR, Effect::Done), &day),
        Err(Refused::WrongStage),
        "there is one"
    );
}

#[test]
fn a_suggestion_gets_a_decision_with_reasons_k_05() {
    let structure = municipality();
    let day = structure.on(TODAY);
    let feedback = Feedback::received(
        FeedbackKind::Suggestion,
        About::Institution,
        Author::Reachable,
        at("2026-11-20 10:00"),
    );
    let decision = decide(&adazi(), &Complaint::new(About::Institution), &day);
    let feedback = feedback.register(&decision, &day, at("2026-11-20 10:05")).unwrap();
    let decider = feedback.decider().unwrap().people()[0];
    let ruling = |verdict, reasons: &str| {
        Ruling::Suggestion(SuggestionRuling { verdict, reasons: reasons.to_owned() })
    };
    let refused = feedback.clone().examine(ruling(Verdict::NotTakenUp, ""), decider, &day, at(LATER));
    assert_eq!(refused, Err(Refused::Incomplete(Incomplete::Reasons)));
    let feedback = feedback
        .examine(ruling(Verdict::TakenUp(measure()), "Laba doma."), decider, &day, at(LATER))
        .unwrap();
    let higher = decide(&adazi(), &feedback.asked(&day), &day);
    assert_eq!(
        feedback.pass_on(&higher, &day, at(LATER)),
        Err(Refused::NotExamined),
        "a suggestion has no ladder"
    );
}

#[test]
fn the_person_concerned_and_colleagues_under_them_see_nothing_though_they_keep_the_register() {
    let structure = municipality();
    let about_head = registered(HEAD, &structure);
    for who in [HEAD, SPECIALIST, COLLEAGUE] {
        assert_eq!(
            sees(&about_head, who, Duty::KeepsRegister, &structure),
            Sight::Hidden(HiddenBecause::Barred)
        );
    }
    assert_eq!(sees(&about_head, DIRECTOR, Duty::None, &structure), Sight::Sees(SeenBecause::Decides));
    assert_eq!(
        sees(&about_head, KEEPER, Duty::KeepsRegister, &structure),
        Sight::Sees(SeenBecause::KeepsRegister)
    );
    assert_eq!(sees(&about_head, KEEPER, Duty::None, &structure), Sight::Hidden(HiddenBecause::NotInvolved));
}

#[test]
fn a_complaint_does_not_move_to_the_successor_of_whom_it_concerned() {
    let mut structure = municipality();
    let unit = structure.units[0].id;
    let feedback = Feedback::received(
        FeedbackKind::Complaint,
        About::Unit(unit),
        Author::Reachable,
        at("2026-11-20 10:00"),
    );
    let day = structure.on(TODAY);
    let decision = decide(&adazi(), &feedback.asked(&day), &day);
    let feedback = feedback.register(&decision, &day, at("2026-11-20 10:05")).unwrap();
    // The head of then is a specialist now.
    structure.headships[0].head = person(COLLEAGUE);
    assert_eq!(sees(&feedback, HEAD, Duty::KeepsRegister, &structure), Sight::Hidden(HiddenBecause::Barred));
}

#[test]
fn who_left_the_institution_sees_nothing() {
    let mut structure = municipality();
    let feedback = registered(SPECIALIST, &structure);
    structure.people[2].employed = During { from: None, until: Some(date(2026, 11, 20)) };
    assert_eq!(
        sees(&feedback, HEAD, Duty::KeepsRegister, &structure),
        Sight::Hidden(HiddenBecause::DoesNotWorkHere)
    );
}

#[test]
fn praise_is_shown_to_whom_it_praises_k_22() {
    let structure = municipality();
    let praise = Feedback { kind: FeedbackKind::Praise, ..complaint(SPECIALIST) };
    assert_eq!(sees(&praise, SPECIALIST, Duty::None, &structure), Sight::Sees(SeenBecause::Praised));
    assert_eq!(sees(&praise, COLLEAGUE, Duty::None, &structure), Sight::Hidden(HiddenBecause::NotInvolved));
}

fn some_kind() -> impl Strategy<Value = FeedbackKind> {
    proptest::sample::select(vec![FeedbackKind::Complaint, FeedbackKind::Claim])
}

fn some_people() -> impl Strategy<Value = Vec<EmployeeId>> {
    proptest::collection::vec((0..PEOPLE).prop_map(person), 0..4)
}

fn received() -> Timestamp {
    at("2026-11-20 10:00")
}

const A_DAY: Date = TODAY;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn in_ten_thousand_organisations_the_person_concerned_never_sees_and_never_decides(
        structure in organisation(),
        about in about(),
        kind in some_kind(),
        meddled in some_people(),
        duty in prop_oneof![Just(Duty::None), Just(Duty::KeepsRegister)],
        document in proptest::sample::select(vec!["adazi-2023", "vzd-2014", "ezermala"]),
    ) {
        let day = structure.on(A_DAY);
        let new = Feedback::received(kind, about, Author::Reachable, received());
        let decision = decide(&LADDERS[document], &new.asked(&day), &day);
        let feedback = match new.clone().register(&decision, &day, received()) {
            Ok(feedback) => feedback,
            Err(refused) => {
                prop_assert_eq!(refused, Refused::NobodyDecides, "what the ladder decides is never barred here");
                new
            }
        };
        let concerned = about.person(&day);
        // However somebody came to stand among the deciders, it opens nothing.
        let mut forged = feedback.clone();
        if let Some(rung) = forged.rungs.last_mut() {
            rung.decider = Decider::People((0..PEOPLE).map(person).chain(meddled.iter().copied()).collect());
        }
        for viewer in (0..PEOPLE).map(person) {
            let is_under = concerned.is_some_and(|concerned| above(&day, viewer).contains(&concerned));
            let has_no_part = Some(viewer) == concerned || is_under;
            let listed = only_visible([&feedback, &forged], Viewer { id: viewer, duty }, &structure, A_DAY);
            prop_assert!(!has_no_part || listed.is_empty(), "{viewer:?} sees what concerns {concerned:?}");
            if !forged.rungs.is_empty() && has_no_part {
                let ruled = forged.clone().examine(Ruling::Examination(justified()), viewer, &day, received());
                prop_assert!(ruled.is_err());
            }
        }
        // Whoever the ladder names does see it.
        for decider in feedback.decider().map(Decider::people).unwrap_or_default() {
            let viewer = Viewer { id: *decider, duty };
            prop_assert_eq!(visible(&feedback, viewer, &structure, A_DAY), Sight::Sees(SeenBecause::Decides));
        }
    }
}

static LADDERS: std::sync::LazyLock<std::collections::BTreeMap<&'static str, Ladder>> =
    std::sync::LazyLock::new(|| {
        ["adazi-2023", "vzd-2014", "ezermala"].into_iter().map(|id| (id, Ladder::of(&shipped(id)))).collect()
    });
