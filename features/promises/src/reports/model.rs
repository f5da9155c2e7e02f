//! What a late promise is about, and what the journal says of who was told: plain functions.

use std::collections::BTreeMap;

use solits_kernel::{EmployeeId, UnitId};
use solits_obligation::Obligation;
use solits_organisation::Employee;
use solits_standard::model::Fact;
use solits_structure::{About, How, Told};

/// Nobody could be told, up to the top.
pub(crate) const NOBODY: &str = "nobody_told";
/// By which role somebody was told, where it is another than the promise names.
pub(crate) const TOLD_AS: &str = "told_as";

/// In whose matter somebody is to be told: the person who owes it; else the unit to which most of those at its branch
/// belong, for a branch as such has no head; else the institution.
pub(crate) fn about(obligation: &Obligation, employees: &[Employee]) -> About {
    if let Some(employee) = obligation.employee {
        return About::Person(employee);
    }
    let at_branch = employees
        .iter()
        .filter(|one| one.active && one.branch.is_some() && one.branch == obligation.branch)
        .filter_map(|one| one.unit);
    let mut units: BTreeMap<UnitId, usize> = BTreeMap::new();
    for unit in at_branch {
        *units.entry(unit).or_default() += 1;
    }
    let most = units.into_iter().max_by_key(|(unit, people)| (*people, std::cmp::Reverse(*unit)));
    most.map_or(About::Institution, |(unit, _)| About::Unit(unit))
}

/// For whom somebody stands in.
pub(crate) const fn instead_of(how: &How) -> Option<EmployeeId> {
    match how {
        How::Own => None,
        How::For(one) => Some(*one),
    }
}

/// What the entry says: the people by their ids, and the role where it is another than the one named.
pub(crate) fn facts(named: &str, found: Option<&Told>) -> BTreeMap<String, Fact> {
    let Some(found) = found else {
        return BTreeMap::from([(NOBODY.to_owned(), Fact::Bool(true))]);
    };
    let mut facts = BTreeMap::new();
    let people: Vec<String> = found.to.who.people().iter().map(ToString::to_string).collect();
    if !people.is_empty() {
        facts.insert("told".to_owned(), Fact::Word(people.join(" ")));
    }
    if found.role.id != named {
        facts.insert(TOLD_AS.to_owned(), Fact::Word(found.role.id.clone()));
    }
    facts
}
