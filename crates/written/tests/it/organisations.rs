//! Random organisations: trees, and some whose recorded managers or units go in circles.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::{collection::vec, prelude::*};
use solits_kernel::{EmployeeId, Id, Text, UnitId};
use solits_structure::{
    About, Absence, Body, Day, During, Headship, Holder, Holding, LAST_RESORT, Person, Post, Structure,
    Substitution, Unit,
};
use uuid::Uuid;

pub(crate) const TODAY: Date = date(2026, 11, 21);
pub(crate) const PEOPLE: u128 = 9;
const UNITS: u128 = 5;
const ROLES: [&str; 8] = [
    "unit_head",
    "executive_director",
    "deputy_executive_director",
    "executive_director_and_deputy",
    "council_chair",
    "council",
    "service_specialist",
    "service_development_division",
];

pub(crate) fn person(number: u128) -> EmployeeId {
    Id::new(Uuid::from_u128(number))
}

fn unit(number: u128) -> UnitId {
    Id::new(Uuid::from_u128(1_000_000 + number))
}

fn council() -> Body {
    Body { name: Text::new("Novada dome", "Municipal council"), contact: "dome@novads.example".to_owned() }
}

fn during() -> impl Strategy<Value = During> {
    prop_oneof![
        9 => Just(During::ALWAYS),
        1 => Just(During { from: None, until: Some(TODAY.yesterday().unwrap()) }),
        1 => Just(During { from: Some(TODAY.tomorrow().unwrap()), until: None }),
    ]
}

fn maybe(most: u128) -> impl Strategy<Value = Option<u128>> {
    proptest::option::of(0..most)
}

pub(crate) fn organisation() -> impl Strategy<Value = Structure> {
    let people = vec((during(), maybe(UNITS), maybe(PEOPLE)), PEOPLE as usize);
    let units = vec((maybe(UNITS), maybe(PEOPLE)), UNITS as usize);
    let absences = vec((0..PEOPLE, maybe(PEOPLE)), 0..6);
    let standing = vec((0..PEOPLE, 0..PEOPLE), 0..4);
    let holder = prop_oneof![
        6 => (0..PEOPLE).prop_map(|one| Holder::Person(person(one))),
        2 => (0..UNITS).prop_map(|one| Holder::Unit(unit(one))),
        1 => Just(Holder::Body(council())),
    ];
    let holdings = vec((0..ROLES.len(), holder, maybe(UNITS)), 0..16);
    (people, units, absences, standing, holdings, any::<bool>()).prop_map(
        |(people, units, absences, standing, holdings, has_last_resort)| {
            let always = During::ALWAYS;
            let mut structure = Structure::default();
            for (number, (employed, place, supervisor)) in (0..).zip(people) {
                structure.people.push(Person { id: person(number), name: format!("P{number}"), employed });
                structure.posts.push(Post {
                    employee: person(number),
                    title: String::new(),
                    unit: place.map(unit),
                    // Most follow the tree of units.
                    supervisor: supervisor.filter(|one| one % 3 == 0).map(person),
                    during: always,
                });
            }
            for (number, (parent, head)) in (0..).zip(units) {
                // One unit makes a circle possible; the others form a tree.
                let parent = parent.filter(|parent| *parent < number || number == 0).map(unit);
                structure.units.push(Unit { id: unit(number), name: format!("U{number}"), parent });
                let headship = |head| Headship { unit: unit(number), head: person(head), during: always };
                structure.headships.extend(head.map(headship));
            }
            structure.absences.extend(absences.into_iter().map(|(who, substitute)| Absence {
                employee: person(who),
                during: always,
                substitute: substitute.map(person),
            }));
            let stands_in = |(of, by)| Substitution { of: person(of), by: person(by), during: always };
            structure.substitutions.extend(standing.into_iter().map(stands_in));
            structure.holdings.extend(holdings.into_iter().map(|(role, holder, within)| Holding {
                role: ROLES[role].to_owned(),
                holder,
                within: within.map(unit),
                during: always,
            }));
            if has_last_resort {
                structure.holdings.push(Holding {
                    role: LAST_RESORT.to_owned(),
                    holder: Holder::Body(council()),
                    within: None,
                    during: always,
                });
            }
            structure
        },
    )
}

pub(crate) fn about() -> impl Strategy<Value = About> {
    prop_oneof![
        6 => (0..PEOPLE).prop_map(|one| About::Person(person(one))),
        2 => (0..UNITS).prop_map(|one| About::Unit(unit(one))),
        1 => Just(About::Institution),
    ]
}

/// Everybody above somebody, found by climbing from below through posts and units.
pub(crate) fn above(day: &Day<'_>, from: EmployeeId) -> BTreeSet<EmployeeId> {
    let mut found = BTreeSet::new();
    let mut next = vec![from];
    while let Some(one) = next.pop() {
        let mut superiors: Vec<EmployeeId> =
            day.post(one).and_then(|post| post.supervisor).into_iter().collect();
        let home = day.post(one).and_then(|post| post.unit);
        for place in home.into_iter().chain(day.headed(one).iter().copied()) {
            let heads = day.upwards(place).into_iter().filter_map(|unit| day.head(unit));
            superiors.extend(heads.filter(|head| !is_named_above(day, one, *head)));
        }
        next.extend(superiors.into_iter().filter(|superior| found.insert(*superior)));
    }
    found
}

/// Whether the posts name somebody, one above the other, over another; a director who belongs to a unit is not under its
/// head.
fn is_named_above(day: &Day<'_>, superior: EmployeeId, of: EmployeeId) -> bool {
    let mut next = Some(of);
    for _ in 0..=PEOPLE {
        next = next.and_then(|one| day.post(one)).and_then(|post| post.supervisor);
        if next == Some(superior) {
            return true;
        }
    }
    false
}
