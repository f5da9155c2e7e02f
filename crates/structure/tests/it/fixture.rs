//! A small municipality, and the shipped standards.

use jiff::civil::{Date, date};
use solits_kernel::{EmployeeId, Id, Text, UnitId};
use solits_standard::Standard;
use solits_structure::{
    Absence, Body, Decision, During, Headship, Holder, Holding, LAST_RESORT, Outcome, Person, Post,
    Structure, Unit, Who,
};
use uuid::Uuid;

const HANDBOOK: &str = include_str!("../../../../standards/handbook.toml");

/// A standard that is shipped, over the handbook where it builds on it.
pub(crate) fn shipped(id: &str) -> Standard {
    let source = match id {
        "vzd-2014" => include_str!("../../../../standards/vzd-2014.toml"),
        "adazi-2023" => include_str!("../../../../standards/adazi-2023.toml"),
        "akniste-2017" => include_str!("../../../../standards/akniste-2017.toml"),
        "ezermala" => include_str!("../../../../standards/ezermala.toml"),
        _ => HANDBOOK,
    };
    Standard::compile(source, Some(HANDBOOK)).unwrap()
}

pub(crate) const TODAY: Date = date(2026, 11, 21);

pub(crate) fn person(number: u128) -> EmployeeId {
    Id::new(Uuid::from_u128(number))
}

pub(crate) fn unit(number: u128) -> UnitId {
    Id::new(Uuid::from_u128(1_000_000 + number))
}

pub(crate) const SPECIALIST: u128 = 1;
pub(crate) const COLLEAGUE: u128 = 2;
pub(crate) const HEAD: u128 = 3;
pub(crate) const DIRECTOR: u128 = 4;
pub(crate) const DEPUTY: u128 = 5;
pub(crate) const CHAIR: u128 = 6;

/// The client-service division, and the institution's administration above it.
pub(crate) const DIVISION: u128 = 1;
pub(crate) const ADMINISTRATION: u128 = 2;

/// Two specialists in a division under its head, above them the executive director with a deputy, the council's chair and
/// the council.
pub(crate) fn municipality() -> Structure {
    let mut structure = Structure::default();
    for (number, name) in [
        (SPECIALIST, "Anna Ozola"),
        (COLLEAGUE, "Ilze Kalna"),
        (HEAD, "Māris Bērzs"),
        (DIRECTOR, "Pēteris Liepa"),
        (DEPUTY, "Līga Egle"),
        (CHAIR, "Juris Vītols"),
    ] {
        let employed = During::ALWAYS;
        structure.people.push(Person { id: person(number), name: name.to_owned(), employed });
    }
    let within = [(DIVISION, Some(ADMINISTRATION)), (ADMINISTRATION, None)];
    for (number, parent) in within {
        let name = if number == DIVISION { "Klientu apkalpošanas nodaļa" } else { "Centrālā pārvalde" };
        structure.units.push(Unit { id: unit(number), name: name.to_owned(), parent: parent.map(unit) });
    }
    for (number, place) in [
        (SPECIALIST, DIVISION),
        (COLLEAGUE, DIVISION),
        (HEAD, DIVISION),
        (DIRECTOR, ADMINISTRATION),
        (DEPUTY, ADMINISTRATION),
    ] {
        structure.posts.push(Post {
            employee: person(number),
            title: "darbinieks".to_owned(),
            unit: Some(unit(place)),
            supervisor: None,
            during: During::ALWAYS,
        });
    }
    heads(&mut structure, DIVISION, HEAD);
    heads(&mut structure, ADMINISTRATION, DIRECTOR);
    holds(&mut structure, "executive_director", DIRECTOR);
    holds(&mut structure, "deputy_executive_director", DEPUTY);
    holds(&mut structure, "executive_director_and_deputy", DIRECTOR);
    holds(&mut structure, "executive_director_and_deputy", DEPUTY);
    holds(&mut structure, "council_chair", CHAIR);
    holds(&mut structure, "service_specialist", SPECIALIST);
    structure.holdings.push(Holding {
        role: "council".to_owned(),
        holder: Holder::Body(council()),
        within: None,
        during: During::ALWAYS,
    });
    structure
}

pub(crate) fn council() -> Body {
    Body { name: Text::new("Novada dome", "Municipal council"), contact: "dome@novads.lv".to_owned() }
}

pub(crate) fn last_resort(structure: &mut Structure, body: Body) {
    structure.holdings.push(Holding {
        role: LAST_RESORT.to_owned(),
        holder: Holder::Body(body),
        within: None,
        during: During::ALWAYS,
    });
}

pub(crate) fn heads(structure: &mut Structure, place: u128, head: u128) {
    let during = During::ALWAYS;
    structure.headships.push(Headship { unit: unit(place), head: person(head), during });
}

pub(crate) fn holds(structure: &mut Structure, role: &str, holder: u128) {
    structure.holdings.push(Holding {
        role: role.to_owned(),
        holder: Holder::Person(person(holder)),
        within: None,
        during: During::ALWAYS,
    });
}

pub(crate) fn is_away(structure: &mut Structure, who: u128, substitute: Option<u128>) {
    structure.absences.push(Absence {
        employee: person(who),
        during: During::days(TODAY, TODAY),
        substitute: substitute.map(person),
    });
}

/// Whom a decision names inside the institution.
pub(crate) fn who(decision: &Decision) -> Who {
    match &decision.outcome {
        Outcome::Decides(resolved) => resolved.who.clone(),
        other => panic!("somebody inside was expected, not {other:?}"),
    }
}
