//! To whom a late promise is reported.

use std::collections::BTreeSet;

use solits_structure::{About, Gap, How, PassedBy, Structure, Told, Who, told};

use crate::fixture::{
    ADMINISTRATION, CHAIR, COLLEAGUE, DEPUTY, DIRECTOR, DIVISION, HEAD, SPECIALIST, TODAY, is_away,
    municipality, person, shipped, unit,
};

fn reported(structure: &Structure, role: &str, about: About) -> Result<Told, Vec<PassedBy>> {
    hidden_from(&[], structure, role, about)
}

/// As [`reported`], in a matter that is hidden from some.
fn hidden_from(
    people: &[u128],
    structure: &Structure,
    role: &str,
    about: About,
) -> Result<Told, Vec<PassedBy>> {
    let people: BTreeSet<_> = people.iter().map(|number| person(*number)).collect();
    told(&shipped("ezermala"), role, about, &structure.on(TODAY), |one| people.contains(&one))
}

#[test]
fn a_report_goes_to_whoever_holds_the_role_that_day() {
    let told = reported(&municipality(), "unit_head", About::Person(person(SPECIALIST))).unwrap();
    assert_eq!((told.to.who, told.role.id.as_str()), (Who::Person(person(HEAD)), "unit_head"));
    assert!(told.passed.is_empty());
}

#[test]
fn a_report_goes_to_whoever_stands_in() {
    let mut structure = municipality();
    is_away(&mut structure, HEAD, Some(COLLEAGUE));
    let told = reported(&structure, "unit_head", About::Unit(unit(DIVISION))).unwrap();
    assert_eq!((told.to.who, told.to.how), (Who::Person(person(COLLEAGUE)), How::For(person(HEAD))));
}

/// Ezermala 33: above the head of a unit stands the executive director.
#[test]
fn where_nobody_holds_the_role_the_report_goes_to_the_next_above_and_says_why() {
    let mut structure = municipality();
    is_away(&mut structure, HEAD, None);
    let told = reported(&structure, "unit_head", About::Unit(unit(DIVISION))).unwrap();
    assert_eq!((told.to.who, told.role.id.as_str()), (Who::Person(person(DIRECTOR)), "executive_director"));
    assert!(
        matches!(told.passed.as_slice(), [PassedBy::Gap(Gap::Away { person, .. })] if person == "Māris Bērzs")
    );
}

#[test]
fn where_nobody_is_found_up_to_the_top_every_role_on_the_way_is_named() {
    let mut structure = municipality();
    structure.holdings.clear();
    structure.headships.clear();
    let passed = reported(&structure, "unit_head", About::Unit(unit(ADMINISTRATION))).unwrap_err();
    assert!(passed.len() >= 3, "{passed:?}");
    assert!(
        matches!(&passed[0], PassedBy::Gap(Gap::UnitWithoutHead { unit, .. }) if unit == "Centrālā pārvalde")
    );
}

#[test]
fn a_role_that_somebody_else_holds_too_is_reported_to_who_acts() {
    let mut structure = municipality();
    is_away(&mut structure, DIRECTOR, Some(DEPUTY));
    let told = reported(&structure, "executive_director", About::Institution).unwrap();
    assert_eq!((told.to.who, told.to.how), (Who::Person(person(DEPUTY)), How::For(person(DIRECTOR))));
}

/// Ezermala 33: about the head of a unit the executive director decides, and so the director is told that it runs late.
#[test]
fn a_late_complaint_about_the_head_of_a_unit_is_reported_to_who_stands_above_the_head() {
    let structure = municipality();
    let about = About::Unit(unit(DIVISION));
    let told = hidden_from(&[HEAD, SPECIALIST, COLLEAGUE], &structure, "unit_head", about).unwrap();
    assert_eq!((told.to.who, told.role.id.as_str()), (Who::Person(person(DIRECTOR)), "executive_director"));
    assert!(matches!(told.passed.as_slice(), [PassedBy::Hidden(role)] if role.id == "unit_head"));
}

/// Whoever the complaint concerns is not told as somebody's substitute either.
#[test]
fn whoever_is_concerned_is_not_told_in_place_of_somebody_who_is_away() {
    let mut structure = municipality();
    is_away(&mut structure, DIRECTOR, Some(HEAD));
    let about = About::Unit(unit(DIVISION));
    let told = hidden_from(&[HEAD], &structure, "unit_head", about);
    assert!(told.as_ref().is_ok_and(|told| told.to.who != Who::Person(person(HEAD))), "{told:?}");
}

#[test]
fn where_it_is_hidden_from_everybody_up_to_the_top_nobody_is_told() {
    let mut structure = municipality();
    structure.holdings.retain(|holding| holding.role != "council");
    let all = [SPECIALIST, COLLEAGUE, HEAD, DIRECTOR, DEPUTY, CHAIR];
    let passed = hidden_from(&all, &structure, "unit_head", About::Unit(unit(DIVISION))).unwrap_err();
    assert!(matches!(&passed[0], PassedBy::Hidden(role) if role.id == "unit_head"), "{passed:?}");
}
