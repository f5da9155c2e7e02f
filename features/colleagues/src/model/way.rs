//! Where a non-conformity goes, and why nowhere (vzd 28, area L): the role that the standard names for its type, and whoever
//! acts in it today.

use std::collections::BTreeSet;

use solits_kernel::{EmployeeId, Text, UnitId};
use solits_standard::Standard;
use solits_structure::{About, Day, Gap, How, Resolved, Who, route};

use super::{Refusal, nonconformity::OTHER};

/// Roles that a unit's place in the organisation gives: without a unit nobody is meant.
const OF_A_UNIT: [&str; 2] = ["unit_head", "direct_manager"];

/// Where a non-conformity goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// To a person, in a role of the standard.
    Person {
        /// Whose role it is; while away, whoever stands in receives it.
        to: EmployeeId,
        role: String,
    },
    /// To a body outside, by the way that is named for it.
    Body { name: Text, contact: String, role: String },
    /// Nowhere: what is missing, and the page where it is mended.
    Nowhere { why: Text, mend: String },
}

/// A type of non-conformity as a form offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) id: String,
    /// The type in words, as the standard has it.
    pub(crate) words: Text,
    pub(crate) paragraph: String,
    /// Whether it goes to somebody else in each unit or territory.
    pub(crate) by_unit: bool,
}

/// The types that a standard names, in its order (L-07).
pub(crate) fn kinds(standard: &Standard, day: &Day<'_>) -> Vec<Kind> {
    standard
        .lists()
        .routes
        .iter()
        .map(|route| Kind {
            id: route.value.about.clone(),
            words: Text::from(&route.value.text),
            paragraph: route.value.paragraph.clone(),
            by_unit: is_by_unit(&route.value.to, day),
        })
        .collect()
}

/// A role that several hold, each for a part of the organisation, is asked for with the part (L-05).
fn is_by_unit(role: &str, day: &Day<'_>) -> bool {
    OF_A_UNIT.contains(&role) || day.holdings(role).len() > 1
}

/// Where a non-conformity of this type goes that somebody found.
///
/// What the standard does not name goes to the direct manager of whoever found it. Those from whom the case is hidden in
/// which it was found are passed by: their superior receives it.
///
/// # Errors
/// [`Refusal::NoSuchKind`] for a type that the standard does not name, [`Refusal::UnitMissing`] where the type goes to
/// somebody else in each unit and none is named.
pub(crate) fn way(
    standard: Option<&Standard>,
    kind: &str,
    unit: Option<UnitId>,
    by: EmployeeId,
    day: &Day<'_>,
    hidden_from: &BTreeSet<EmployeeId>,
) -> Result<Way, Refusal> {
    if kind == OTHER {
        return Ok(to_manager(by, day, hidden_from));
    }
    let standard = standard.ok_or(Refusal::NoSuchKind)?;
    let known = kinds(standard, day).into_iter().find(|known| known.id == kind).ok_or(Refusal::NoSuchKind)?;
    if known.by_unit && unit.is_none() {
        return Err(Refusal::UnitMissing);
    }
    let about = unit.map_or(About::Institution, About::Unit);
    Ok(match route(standard, kind, about, day) {
        Ok(routed) => of_resolved(&routed.to, &routed.route.value.to, day, hidden_from),
        Err(gap) => nowhere(&gap),
    })
}

fn of_resolved(to: &Resolved, role: &str, day: &Day<'_>, hidden_from: &BTreeSet<EmployeeId>) -> Way {
    let holder = match (&to.who, to.how) {
        (Who::Body(body), _) => {
            return Way::Body {
                name: body.name.clone(),
                contact: body.contact.clone(),
                role: role.to_owned(),
            };
        }
        (_, How::For(holder)) => Some(holder),
        (who, How::Own) => who.people().first().copied(),
    };
    match holder.and_then(|holder| past_hidden(holder, day, hidden_from)) {
        Some(to) => Way::Person { to, role: role.to_owned() },
        None => nobody_above(),
    }
}

fn to_manager(by: EmployeeId, day: &Day<'_>, hidden_from: &BTreeSet<EmployeeId>) -> Way {
    let manager = day.superior(by).and_then(|manager| past_hidden(manager, day, hidden_from));
    match manager {
        Some(to) => Way::Person { to, role: "direct_manager".to_owned() },
        None => nobody_above(),
    }
}

/// The person, or the nearest above from whom the case is not hidden and for whom somebody acts who may know of it.
fn past_hidden(first: EmployeeId, day: &Day<'_>, hidden_from: &BTreeSet<EmployeeId>) -> Option<EmployeeId> {
    let mut passed = BTreeSet::new();
    let mut one = first;
    loop {
        let acting = day.acting_for(one);
        if !hidden_from.contains(&one) && acting.is_some_and(|acting| !hidden_from.contains(&acting)) {
            return Some(one);
        }
        if !passed.insert(one) {
            return None;
        }
        one = day.superior(one)?;
    }
}

fn nowhere(gap: &Gap) -> Way {
    Way::Nowhere { why: gap.sentence(), mend: solits_organisation::way_to_mend(gap) }
}

fn nobody_above() -> Way {
    Way::Nowhere {
        why: Text::new(
            "Nav neviena vadītāja, kuram šo ziņojumu drīkst nodot.",
            "There is no manager to whom this report may go.",
        ),
        mend: "/setup#people".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use solits_structure::{Absence, During, Headship, Holder, Holding, Person, Post, Structure, Unit};
    use uuid::Uuid;

    use super::*;

    const VZD: &str = include_str!("../../../../standards/vzd-2014.toml");
    const HANDBOOK: &str = include_str!("../../../../standards/handbook.toml");

    fn person(number: u128) -> EmployeeId {
        EmployeeId::new(Uuid::from_u128(number))
    }
    fn unit(number: u128) -> UnitId {
        UnitId::new(Uuid::from_u128(100 + number))
    }

    const CLERK: u128 = 1;
    const HEAD: u128 = 2;
    const CONTRACTS: u128 = 3;
    const REGION_WEST: u128 = 4;
    const REGION_EAST: u128 = 5;
    const DEVELOPMENT: u128 = 6;
    const DIRECTOR: u128 = 7;

    fn vzd() -> Standard {
        Standard::compile(VZD, Some(HANDBOOK)).unwrap()
    }

    /// A unit with a head under the director, two regions, and two units that answer for their roles.
    fn structure() -> Structure {
        let always = During::ALWAYS;
        let units =
            [(1, "Klientu apkalpošana"), (3, "Līgumi"), (4, "Rietumi"), (5, "Austrumi"), (6, "Attīstība")];
        let heads = [(1, HEAD), (3, CONTRACTS), (4, REGION_WEST), (5, REGION_EAST), (6, DEVELOPMENT)];
        let holding =
            |role: &str, holder, within| Holding { role: role.to_owned(), holder, within, during: always };
        Structure {
            people: (1..=7)
                .map(|number| Person { id: person(number), name: number.to_string(), employed: always })
                .collect(),
            units: units
                .into_iter()
                .map(|(number, name)| Unit { id: unit(number), name: name.to_owned(), parent: None })
                .collect(),
            posts: [(CLERK, Some(1), None), (HEAD, Some(1), Some(DIRECTOR))]
                .into_iter()
                .map(|(who, of, above)| Post {
                    employee: person(who),
                    title: String::new(),
                    unit: of.map(unit),
                    supervisor: above.map(person),
                    during: always,
                })
                .collect(),
            headships: heads
                .into_iter()
                .map(|(of, head)| Headship { unit: unit(of), head: person(head), during: always })
                .collect(),
            holdings: vec![
                holding("contract_administrator", Holder::Unit(unit(3)), None),
                holding("service_development_division", Holder::Unit(unit(6)), None),
                holding("regional_division_head", Holder::Person(person(REGION_WEST)), Some(unit(4))),
                holding("regional_division_head", Holder::Person(person(REGION_EAST)), Some(unit(5))),
            ],
            ..Structure::default()
        }
    }

    fn goes(kind: &str, of: Option<u128>) -> Result<Way, Refusal> {
        let structure = structure();
        let day = structure.on(date(2026, 11, 23));
        way(Some(&vzd()), kind, of.map(unit), person(CLERK), &day, &BTreeSet::new())
    }

    fn to(number: u128, role: &str) -> Way {
        Way::Person { to: person(number), role: role.to_owned() }
    }

    /// The table of vzd 28.1 to 28.4 with the standard as it is shipped.
    #[test]
    fn each_type_of_the_shipped_standard_goes_to_whom_it_names() {
        for (paragraph, kind, of, expected) in [
            ("28.1", "order_execution", Some(1), to(HEAD, "unit_head")),
            ("28.2", "contract_obligations", None, to(CONTRACTS, "contract_administrator")),
            ("28.3", "cadastre_or_address_data", Some(4), to(REGION_WEST, "regional_division_head")),
            ("28.3", "cadastre_or_address_data", Some(5), to(REGION_EAST, "regional_division_head")),
            ("28.4", "website_or_information_source", None, to(DEVELOPMENT, "service_development_division")),
        ] {
            assert_eq!(goes(kind, of), Ok(expected), "{paragraph}");
        }
        let named: Vec<String> = kinds(&vzd(), &structure().on(date(2026, 11, 23)))
            .into_iter()
            .map(|kind| kind.paragraph)
            .collect();
        assert_eq!(named, ["28.1", "28.2", "28.3", "28.4"]);
    }

    #[test]
    fn a_type_that_lies_with_a_unit_or_a_territory_asks_for_it() {
        assert_eq!(goes("order_execution", None), Err(Refusal::UnitMissing));
        assert_eq!(goes("cadastre_or_address_data", None), Err(Refusal::UnitMissing));
        assert_eq!(goes("weather", None), Err(Refusal::NoSuchKind));
    }

    #[test]
    fn what_no_type_fits_goes_to_the_direct_manager() {
        assert_eq!(goes(OTHER, None), Ok(to(HEAD, "direct_manager")));
    }

    #[test]
    fn a_role_that_nobody_holds_is_said_and_where_it_is_mended() {
        let mut structure = structure();
        structure.holdings.retain(|holding| holding.role != "contract_administrator");
        let day = structure.on(date(2026, 11, 23));
        let found =
            way(Some(&vzd()), "contract_obligations", None, person(CLERK), &day, &BTreeSet::new()).unwrap();
        let Way::Nowhere { why, mend } = found else { panic!("it goes somewhere") };
        assert!(why.lv.contains("nepilda neviens"), "{}", why.lv);
        assert_eq!(mend, "/setup/structure/contract_administrator");
    }

    /// Nobody receives a report out of a case that is hidden from them.
    #[test]
    fn whoever_the_case_concerns_is_passed_by_and_their_superior_receives_it() {
        let structure = structure();
        let day = structure.on(date(2026, 11, 23));
        let hidden = BTreeSet::from([person(HEAD)]);
        let found = way(Some(&vzd()), "order_execution", Some(unit(1)), person(CLERK), &day, &hidden);
        assert_eq!(found, Ok(to(DIRECTOR, "unit_head")));
    }

    #[test]
    fn a_substitute_from_whom_the_case_is_hidden_does_not_receive_it_either() {
        let mut structure = structure();
        structure.absences.push(Absence {
            employee: person(HEAD),
            during: During::ALWAYS,
            substitute: Some(person(CLERK)),
        });
        let day = structure.on(date(2026, 11, 23));
        let hidden = BTreeSet::from([person(CLERK)]);
        let found = way(Some(&vzd()), "order_execution", Some(unit(1)), person(DEVELOPMENT), &day, &hidden);
        assert_eq!(found, Ok(to(DIRECTOR, "unit_head")));
    }
}
