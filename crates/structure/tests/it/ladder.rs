//! Who is passed by, and with what reason.

use solits_structure::{
    About, Complaint, Decision, During, Gap, How, Ladder, Outcome, Refusal, Structure, Substitution, Who,
    decide,
};

use crate::fixture::{
    CHAIR, COLLEAGUE, DEPUTY, DIRECTOR, DIVISION, HEAD, SPECIALIST, TODAY, council, heads, is_away,
    municipality, person, shipped, unit, who,
};

fn decided(structure: &Structure, about: u128) -> Decision {
    decide(&ladder(), &Complaint::new(About::Person(person(about))), &structure.on(TODAY))
}

fn ladder() -> Ladder {
    Ladder::of(&shipped("ezermala"))
}

#[test]
fn the_substitute_of_an_absent_head_decides_and_the_reason_says_for_whom() {
    let mut structure = municipality();
    is_away(&mut structure, HEAD, Some(COLLEAGUE));
    let decision = decided(&structure, SPECIALIST);
    assert_eq!(who(&decision), Who::Person(person(COLLEAGUE)));
    assert_eq!(decision.rung, 0);
    let Outcome::Decides(resolved) = &decision.outcome else { unreachable!() };
    assert_eq!(resolved.how, How::For(person(HEAD)));
    assert!(decision.why.lv.contains("aizvieto: Māris Bērzs"), "{}", decision.why.lv);
}

#[test]
fn an_absent_head_without_a_substitute_is_passed_by() {
    let mut structure = municipality();
    is_away(&mut structure, HEAD, None);
    let decision = decided(&structure, SPECIALIST);
    assert_eq!(who(&decision), Who::Person(person(DIRECTOR)));
    assert_eq!(decision.rung, 1);
    assert!(matches!(&decision.passed[0].gap, Gap::Away { person, .. } if person == "Māris Bērzs"));
}

#[test]
fn whoever_stands_in_for_the_head_does_not_decide_on_a_complaint_about_themselves() {
    let mut structure = municipality();
    is_away(&mut structure, HEAD, Some(SPECIALIST));
    let decision = decided(&structure, SPECIALIST);
    assert_eq!(who(&decision), Who::Person(person(DIRECTOR)));
    assert_eq!(decision.passed[0].refused, [(person(SPECIALIST), Refusal::Concerned)]);
    assert!(decision.why.en.starts_with("The unit head does not decide"), "{}", decision.why.en);
}

#[test]
fn a_substitute_from_the_division_of_the_person_concerned_does_not_decide() {
    let mut structure = municipality();
    is_away(&mut structure, DIRECTOR, Some(COLLEAGUE));
    let decision = decided(&structure, HEAD);
    assert_eq!(decision.passed[0].refused, [(person(COLLEAGUE), Refusal::Under)]);
    assert_eq!(who(&decision), Who::Person(person(CHAIR)));
}

#[test]
fn a_unit_without_a_head_is_led_by_the_head_above_it() {
    let mut structure = municipality();
    structure.headships.retain(|one| one.unit != unit(DIVISION));
    assert_eq!(who(&decided(&structure, SPECIALIST)), Who::Person(person(DIRECTOR)));
}

#[test]
fn a_director_who_belongs_to_the_division_still_stands_above_its_head() {
    let mut structure = municipality();
    for post in &mut structure.posts {
        match post.employee {
            one if one == person(DIRECTOR) => post.unit = Some(unit(DIVISION)),
            one if one == person(HEAD) => post.supervisor = Some(person(DIRECTOR)),
            _ => {}
        }
    }
    assert_eq!(who(&decided(&structure, HEAD)), Who::Person(person(DIRECTOR)));
    assert!(!structure.on(TODAY).below(person(HEAD)).contains(&person(DIRECTOR)));
}

#[test]
fn a_vacant_rung_is_passed_by_and_the_reason_says_that_nobody_holds_it() {
    let mut structure = municipality();
    structure.holdings.retain(|holding| holding.role != "executive_director");
    let decision = decided(&structure, HEAD);
    assert_eq!(who(&decision), Who::Person(person(CHAIR)));
    assert_eq!(
        decision.why.lv,
        "Izpilddirektors nelemj, jo šo lomu nepilda neviens, tāpēc lemj Juris Vītols (domes priekšsēdētājs; 33)."
    );
}

#[test]
fn one_who_stands_in_for_the_person_concerned_does_not_decide_unless_above_them() {
    let mut structure = municipality();
    is_away(&mut structure, DIRECTOR, Some(CHAIR));
    let decision = decided(&structure, DIRECTOR);
    assert_eq!(decision.passed[0].refused, [(person(CHAIR), Refusal::StandsIn)]);
    assert_eq!(who(&decision), Who::Body(council()));

    let mut structure = municipality();
    is_away(&mut structure, HEAD, Some(DIRECTOR));
    assert_eq!(who(&decided(&structure, HEAD)), Who::Person(person(DIRECTOR)));
}

#[test]
fn while_standing_in_for_the_director_one_has_the_whole_administration_below() {
    let mut structure = municipality();
    is_away(&mut structure, DIRECTOR, Some(SPECIALIST));
    let decision = decided(&structure, SPECIALIST);
    assert_eq!(decision.passed[0].refused, [(person(HEAD), Refusal::Under)]);
    assert_eq!(who(&decision), Who::Person(person(CHAIR)));
}

#[test]
fn a_standing_arrangement_counts_where_the_absence_names_nobody() {
    let mut structure = municipality();
    is_away(&mut structure, HEAD, None);
    structure.substitutions.push(Substitution {
        of: person(HEAD),
        by: person(DEPUTY),
        during: During::ALWAYS,
    });
    assert_eq!(who(&decided(&structure, SPECIALIST)), Who::Person(person(DEPUTY)));
}

#[test]
fn two_who_stand_in_for_each_other_and_are_both_away_decide_nothing() {
    let mut structure = municipality();
    is_away(&mut structure, HEAD, Some(COLLEAGUE));
    is_away(&mut structure, COLLEAGUE, Some(HEAD));
    assert_eq!(who(&decided(&structure, SPECIALIST)), Who::Person(person(DIRECTOR)));
}

#[test]
fn passing_a_complaint_on_climbs_one_rung_each_time_until_the_ladder_ends() {
    let structure = municipality();
    let day = structure.on(TODAY);
    let mut complaint = Complaint::new(About::Person(person(SPECIALIST)));
    let mut deciders = Vec::new();
    loop {
        let decision = decide(&ladder(), &complaint, &day);
        let Outcome::Decides(resolved) = &decision.outcome else { break };
        deciders.push(resolved.who.clone());
        complaint = complaint.passed_on(&decision);
    }
    let people = [HEAD, DIRECTOR, CHAIR].map(|number| Who::Person(person(number)));
    assert_eq!(deciders, people.into_iter().chain([Who::Body(council())]).collect::<Vec<_>>());
}

#[test]
fn whoever_has_decided_does_not_decide_again_on_a_higher_rung() {
    let mut structure = municipality();
    // The director also heads the division.
    structure.headships.retain(|one| one.unit != unit(DIVISION));
    heads(&mut structure, DIVISION, DIRECTOR);
    let day = structure.on(TODAY);
    let first = Complaint::new(About::Person(person(SPECIALIST)));
    let decision = decide(&ladder(), &first, &day);
    assert_eq!(who(&decision), Who::Person(person(DIRECTOR)));
    let passed_on = decide(&ladder(), &first.passed_on(&decision), &day);
    assert_eq!(passed_on.passed[0].refused, [(person(DIRECTOR), Refusal::Decided)]);
    assert_eq!(who(&passed_on), Who::Person(person(CHAIR)));
}

#[test]
fn adazi_14_the_deputy_decides_alone_while_the_director_is_away_without_a_substitute() {
    let mut structure = municipality();
    is_away(&mut structure, DIRECTOR, None);
    let ladder = Ladder::of(&shipped("adazi-2023"));
    let complaint = Complaint::new(About::Person(person(HEAD)));
    assert_eq!(who(&decide(&ladder, &complaint, &structure.on(TODAY))), Who::Person(person(DEPUTY)));
}
