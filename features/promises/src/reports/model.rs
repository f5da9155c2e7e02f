//! What a late promise is about, and what the journal says of who was told: plain functions.

use std::collections::BTreeMap;

use solits_kernel::{CaseId, EmployeeId, UnitId};
use solits_obligation::Obligation;
use solits_organisation::Employee;
use solits_standard::model::Fact;
use solits_structure::{About, Day, How, Told};

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

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The people; of a body none are known.
    pub(crate) people: Vec<EmployeeId>,
    /// By which role.
    pub(crate) role: String,
    /// For whom somebody stands in.
    pub(crate) instead_of: Option<EmployeeId>,
}

impl From<Told> for Found {
    fn from(told: Told) -> Self {
        let instead_of = match told.to.how {
            How::Own => None,
            How::For(one) => Some(one),
        };
        Self { people: told.to.who.people().to_vec(), role: told.role.id, instead_of }
    }
}

/// Whoever keeps the registers of feedback, and the role by which they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keeper {
    pub(crate) employee: EmployeeId,
    pub(crate) role: String,
}

/// Who may know of what a promise was made for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sight {
    /// Of whom it is said that they see the case, or that it is hidden from them.
    pub(crate) said: BTreeMap<EmployeeId, bool>,
    /// The case, where it is a complaint or a claim.
    pub(crate) confidential: Option<CaseId>,
    /// The case that whoever is told is let see, or the report would stay hidden from them.
    pub(crate) shown_when_told: Option<CaseId>,
    /// Who holds the case.
    pub(crate) owner: Option<EmployeeId>,
    /// Whether somebody has said whom the complaint concerns.
    pub(crate) is_concern_known: bool,
}

impl Sight {
    /// Whether somebody must not be told: it concerns them, or stands under whom it concerns (K-08). While nobody has said
    /// whom a complaint concerns it may be anybody but those who work on it.
    pub(crate) fn is_hidden_from(&self, one: EmployeeId, keepers: &[Keeper]) -> bool {
        if let Some(may) = self.said.get(&one) {
            return !may;
        }
        let is_unknown = self.confidential.is_some() && !self.is_concern_known;
        is_unknown && self.owner != Some(one) && keepers.iter().all(|keeper| keeper.employee != one)
    }

    /// Whoever keeps the registers, or stands in for them: is told of a complaint where the ladder has nobody who may be.
    pub(crate) fn keeper(&self, keepers: &[Keeper], day: &Day<'_>) -> Option<Found> {
        self.confidential?;
        let may_know = |one: &EmployeeId| !self.is_hidden_from(*one, keepers);
        keepers.iter().filter(|keeper| may_know(&keeper.employee)).find_map(|keeper| {
            let acting = day.acting_for(keeper.employee).filter(may_know)?;
            Some(Found {
                people: vec![acting],
                role: keeper.role.clone(),
                instead_of: (acting != keeper.employee).then_some(keeper.employee),
            })
        })
    }
}

/// What the entry says: the people by their ids, and the role where it is another than the one named.
pub(crate) fn facts(named: &str, found: Option<&Found>) -> BTreeMap<String, Fact> {
    let Some(found) = found else {
        return BTreeMap::from([(NOBODY.to_owned(), Fact::Bool(true))]);
    };
    let mut facts = BTreeMap::new();
    let people: Vec<String> = found.people.iter().map(ToString::to_string).collect();
    if !people.is_empty() {
        facts.insert("told".to_owned(), Fact::Word(people.join(" ")));
    }
    if found.role != named {
        facts.insert(TOLD_AS.to_owned(), Fact::Word(found.role.clone()));
    }
    facts
}
