//! To whom a late promise is reported.

use solits_structure::{About, Gap, How, Structure, Told, Who, told};

use crate::fixture::{
    ADMINISTRATION, COLLEAGUE, DEPUTY, DIRECTOR, DIVISION, HEAD, SPECIALIST, TODAY, is_away, municipality,
    person, shipped, unit,
};

fn reported(structure: &Structure, role: &str, about: About) -> Result<Told, Vec<Gap>> {
    told(&shipped("ezermala"), role, about, &structure.on(TODAY))
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
    assert!(matches!(told.passed.as_slice(), [Gap::Away { person, .. }] if person == "Māris Bērzs"));
}

#[test]
fn where_nobody_is_found_up_to_the_top_every_role_on_the_way_is_named() {
    let mut structure = municipality();
    structure.holdings.clear();
    structure.headships.clear();
    let passed = reported(&structure, "unit_head", About::Unit(unit(ADMINISTRATION))).unwrap_err();
    assert!(passed.len() >= 3, "{passed:?}");
    assert!(matches!(&passed[0], Gap::UnitWithoutHead { unit, .. } if unit == "Centrālā pārvalde"));
}

#[test]
fn a_role_that_somebody_else_holds_too_is_reported_to_who_acts() {
    let mut structure = municipality();
    is_away(&mut structure, DIRECTOR, Some(DEPUTY));
    let told = reported(&structure, "executive_director", About::Institution).unwrap();
    assert_eq!((told.to.who, told.to.how), (Who::Person(person(DEPUTY)), How::For(person(DIRECTOR))));
}
