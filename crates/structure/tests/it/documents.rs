//! Each shipped document's ladder and routes, as its paragraphs state them (K.1 and area L of the catalogue).

use solits_kernel::Text;
use solits_structure::{
    About, Body, Complaint, During, Gap, Holder, Holding, Ladder, Outcome, Structure, Unit, Who, decide,
    resolve, route,
};

use crate::fixture::{
    CHAIR, COLLEAGUE, DEPUTY, DIRECTOR, DIVISION, HEAD, SPECIALIST, TODAY, council, heads, holds,
    last_resort, municipality, person, shipped, unit, who,
};

#[track_caller]
fn check(document: &str, about: About, paragraph: &str, expected: &Who) {
    let structure = municipality();
    let ladder = Ladder::of(&shipped(document));
    let decision = decide(&ladder, &Complaint::new(about), &structure.on(TODAY));
    assert_eq!(who(&decision), *expected, "{}", decision.why.en);
    assert_eq!(decision.by.unwrap().1.paragraph, paragraph);
}

#[test]
fn adazi_14_a_complaint_about_an_employee_is_decided_by_the_employees_manager() {
    check("adazi-2023", About::Person(person(SPECIALIST)), "14", &Who::Person(person(HEAD)));
}

#[test]
fn adazi_14_a_complaint_about_a_head_is_decided_by_the_executive_director_and_the_deputy() {
    let both = Who::Together(vec![person(DIRECTOR), person(DEPUTY)]);
    check("adazi-2023", About::Person(person(HEAD)), "14", &both);
    check("adazi-2023", About::Unit(unit(DIVISION)), "14", &both);
}

#[test]
fn adazi_14_a_complaint_about_the_executive_director_or_the_deputy_is_decided_by_the_council_chair() {
    check("adazi-2023", About::Person(person(DIRECTOR)), "14", &Who::Person(person(CHAIR)));
    check("adazi-2023", About::Person(person(DEPUTY)), "14", &Who::Person(person(CHAIR)));
}

#[test]
fn adazi_14_a_complaint_about_the_council_chair_is_decided_by_the_council() {
    check("adazi-2023", About::Person(person(CHAIR)), "14", &Who::Body(council()));
}

#[test]
fn akniste_13_a_complaint_about_the_centres_staff_is_decided_by_the_executive_director() {
    check("akniste-2017", About::Person(person(SPECIALIST)), "13", &Who::Person(person(DIRECTOR)));
}

#[test]
fn akniste_13_leaves_nobody_for_a_complaint_about_the_executive_director_until_a_body_outside_is_named() {
    let ladder = Ladder::of(&shipped("akniste-2017"));
    let complaint = Complaint::new(About::Person(person(DIRECTOR)));
    let mut structure = municipality();
    let silent = decide(&ladder, &complaint, &structure.on(TODAY));
    assert_eq!(
        silent.outcome,
        Outcome::Nobody(Gap::NobodyDecides { about: Some("Pēteris Liepa".to_owned()) })
    );
    last_resort(&mut structure, council());
    let named = decide(&ladder, &complaint, &structure.on(TODAY));
    assert_eq!(named.outcome, Outcome::LastResort(council()));
    assert!(named.why.lv.contains("dome@novads.lv"), "{}", named.why.lv);
}

#[test]
fn the_municipal_standard_33_climbs_from_the_specialist_to_the_council() {
    check("ezermala", About::Person(person(SPECIALIST)), "33", &Who::Person(person(HEAD)));
    check("ezermala", About::Person(person(HEAD)), "33", &Who::Person(person(DIRECTOR)));
    check("ezermala", About::Person(person(DIRECTOR)), "33", &Who::Person(person(CHAIR)));
    check("ezermala", About::Person(person(CHAIR)), "33", &Who::Body(council()));
}

/// The land service: a bureau in a regional division, and the divisions at the centre.
fn land_service() -> Structure {
    const DEVELOPMENT: u128 = 3;
    let mut structure = municipality();
    let name = "Pakalpojumu attīstības daļa".to_owned();
    structure.units.push(Unit { id: unit(DEVELOPMENT), name, parent: None });
    heads(&mut structure, DEVELOPMENT, CHAIR);
    for role in ["service_development_division", "contract_administrator"] {
        structure.holdings.push(Holding {
            role: role.to_owned(),
            holder: Holder::Unit(unit(DEVELOPMENT)),
            within: None,
            during: During::ALWAYS,
        });
    }
    // The regional division's head is the one in whose territory the object lies, not the one of another region.
    holds(&mut structure, "regional_division_head", DEPUTY);
    holds(&mut structure, "regional_division_head", HEAD);
    structure
}

#[track_caller]
fn check_route(kind: &str, paragraph: &str, expected: u128) {
    let standard = shipped("vzd-2014");
    let structure = land_service();
    let routed = route(&standard, kind, About::Unit(unit(DIVISION)), &structure.on(TODAY)).unwrap();
    assert_eq!(routed.to.who, Who::Person(person(expected)));
    assert_eq!(routed.route.origin.paragraph, paragraph);
    assert!(routed.within.is_some(), "vzd 28 asks to report at once");
}

#[test]
fn vzd_28_1_the_execution_of_an_order_goes_to_the_head_of_the_unit_that_carries_it_out() {
    check_route("order_execution", "28.1", HEAD);
}

#[test]
fn vzd_28_2_a_contract_goes_to_the_head_of_the_unit_that_administers_it() {
    check_route("contract_obligations", "28.2", CHAIR);
}

#[test]
fn vzd_28_3_cadastre_data_go_to_the_regional_head_in_whose_territory_the_object_lies() {
    check_route("cadastre_or_address_data", "28.3", HEAD);
}

#[test]
fn vzd_28_4_an_error_of_the_website_goes_to_the_service_development_division() {
    check_route("website_or_information_source", "28.4", CHAIR);
}

#[test]
fn a_kind_that_the_standard_does_not_route_is_a_named_gap() {
    let (standard, structure) = (shipped("vzd-2014"), land_service());
    let routed = route(&standard, "weather", About::Institution, &structure.on(TODAY));
    assert_eq!(routed.unwrap_err(), Gap::NoRoute { kind: "weather".to_owned() });
}

#[test]
fn vzd_29_has_no_ladder_and_the_service_development_division_receives_what_is_complained_about() {
    let structure = land_service();
    let ladder = Ladder::of(&shipped("vzd-2014"));
    let complaint = Complaint::new(About::Person(person(SPECIALIST)));
    let decision = decide(&ladder, &complaint, &structure.on(TODAY));
    assert_eq!(who(&decision), Who::Person(person(CHAIR)));
    assert_eq!(decision.by.unwrap().1.paragraph, "29");
}

#[test]
fn vzd_p2_s8_4_the_direct_manager_is_the_head_of_the_employees_unit() {
    let standard = shipped("vzd-2014");
    let structure = municipality();
    let role = standard.lists().roles.iter().find(|role| role.value.id == "direct_manager").unwrap();
    let manager = resolve(&role.value, About::Person(person(COLLEAGUE)), &structure.on(TODAY)).unwrap();
    assert_eq!(manager.who, Who::Person(person(HEAD)));
}

#[test]
fn the_handbook_alone_names_nobody_and_sends_to_the_body_outside() {
    let mut structure = municipality();
    let ladder = Ladder::of(&shipped("handbook"));
    let complaint = Complaint::new(About::Person(person(SPECIALIST)));
    assert_eq!(decide(&ladder, &complaint, &structure.on(TODAY)).outcome, Outcome::Nobody(Gap::NoLadder));
    let body = Body { name: Text::new("Augstāka iestāde", "Higher institution"), contact: String::new() };
    last_resort(&mut structure, body.clone());
    assert_eq!(decide(&ladder, &complaint, &structure.on(TODAY)).outcome, Outcome::LastResort(body));
}
