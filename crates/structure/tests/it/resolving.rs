//! Roles on a day.

use jiff::{ToSpan, civil::Date};
use solits_structure::{
    About, During, Gap, Headship, Holder, Holding, Person, Resolved, Structure, Who, resolve,
};

use crate::fixture::{
    ADMINISTRATION, DEPUTY, DIRECTOR, DIVISION, HEAD, SPECIALIST, TODAY, heads, holds, municipality, person,
    shipped, unit,
};

fn found(structure: &Structure, role: &str, about: About, date: Date) -> Result<Resolved, Gap> {
    let standard = shipped("vzd-2014");
    let role = standard.lists().roles.iter().find(|one| one.value.id == role).unwrap();
    resolve(&role.value, about, &structure.on(date))
}

#[track_caller]
fn check(structure: &Structure, role: &str, about: About, date: Date, expected: u128) {
    let resolved = found(structure, role, about, date).unwrap();
    assert_eq!(resolved.who, Who::Person(person(expected)));
}

#[test]
fn a_role_belongs_to_its_holder_on_the_first_and_the_last_day_and_on_no_other() {
    let mut structure = municipality();
    let (first, last) = (TODAY, TODAY.saturating_add(9.days()));
    structure.holdings.push(Holding {
        role: "web_editor".to_owned(),
        holder: Holder::Person(person(DEPUTY)),
        within: None,
        during: During::days(first, last),
    });
    for day in [first, last] {
        check(&structure, "web_editor", About::Institution, day, DEPUTY);
    }
    for day in [first.yesterday().unwrap(), last.tomorrow().unwrap()] {
        assert!(matches!(
            found(&structure, "web_editor", About::Institution, day),
            Err(Gap::NoHolder { .. })
        ));
    }
}

#[test]
fn a_head_who_takes_over_leads_from_the_first_day() {
    let mut structure = municipality();
    structure.headships.push(Headship {
        unit: unit(DIVISION),
        head: person(DEPUTY),
        during: During { from: Some(TODAY), until: None },
    });
    let about = About::Person(person(SPECIALIST));
    check(&structure, "unit_head", about, TODAY.yesterday().unwrap(), HEAD);
    check(&structure, "unit_head", about, TODAY, DEPUTY);
}

#[test]
fn whoever_has_left_holds_nothing() {
    let mut structure = municipality();
    holds(&mut structure, "web_editor", DEPUTY);
    let left: &mut Person = structure.people.iter_mut().find(|one| one.id == person(DEPUTY)).unwrap();
    left.employed.until = TODAY.yesterday().ok();
    assert!(found(&structure, "web_editor", About::Institution, TODAY).is_err());
}

#[test]
fn the_supervisor_named_at_the_post_comes_before_the_head_of_the_unit() {
    let mut structure = municipality();
    let mine = structure.posts.iter_mut().find(|post| post.employee == person(SPECIALIST)).unwrap();
    mine.supervisor = Some(person(DEPUTY));
    check(&structure, "direct_manager", About::Person(person(SPECIALIST)), TODAY, DEPUTY);
}

#[test]
fn the_manager_of_a_head_is_the_head_of_the_unit_above() {
    check(&municipality(), "direct_manager", About::Person(person(HEAD)), TODAY, DIRECTOR);
    let top = found(&municipality(), "direct_manager", About::Person(person(DIRECTOR)), TODAY);
    assert!(matches!(top, Err(Gap::NobodyAbove { person, .. }) if person == "Pēteris Liepa"));
}

#[test]
fn of_several_holders_the_one_for_the_nearest_unit_comes_first() {
    let mut structure = municipality();
    for (holder, within) in [(DIRECTOR, ADMINISTRATION), (SPECIALIST, DIVISION)] {
        structure.holdings.push(Holding {
            role: "duty_employee".to_owned(),
            holder: Holder::Person(person(holder)),
            within: Some(unit(within)),
            during: During::ALWAYS,
        });
    }
    check(&structure, "duty_employee", About::Unit(unit(DIVISION)), TODAY, SPECIALIST);
    check(&structure, "duty_employee", About::Unit(unit(ADMINISTRATION)), TODAY, DIRECTOR);
}

#[test]
fn a_role_held_by_a_unit_is_answered_for_by_its_head() {
    let mut structure = municipality();
    structure.holdings.push(Holding {
        role: "hr_division".to_owned(),
        holder: Holder::Unit(unit(DIVISION)),
        within: None,
        during: During::ALWAYS,
    });
    check(&structure, "hr_division", About::Institution, TODAY, HEAD);
}

#[test]
fn the_head_of_another_unit_is_not_ones_own() {
    let mut structure = municipality();
    structure.headships.clear();
    heads(&mut structure, DIVISION, HEAD);
    holds(&mut structure, "unit_head", HEAD);
    let about = About::Person(person(DIRECTOR));
    assert!(matches!(
        found(&structure, "unit_head", about, TODAY),
        Err(Gap::UnitWithoutHead { unit, .. }) if unit == "Centrālā pārvalde"
    ));
}

#[test]
fn a_circle_of_units_ends() {
    let mut structure = municipality();
    structure.headships.clear();
    for one in &mut structure.units {
        one.parent = Some(if one.id == unit(DIVISION) { unit(ADMINISTRATION) } else { unit(DIVISION) });
    }
    assert!(found(&structure, "unit_head", About::Unit(unit(DIVISION)), TODAY).is_err());
}
