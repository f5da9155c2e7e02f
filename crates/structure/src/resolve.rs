//! From a role to whoever holds it on a day.
//!
//! Three roles of area B follow from the organisation itself: everybody is an `employee`, the `direct_manager` is the one
//! whom the post or the unit names, the `unit_head` is whoever leads the unit. Every other role is held by whom the
//! institution names; where several do, the one nearest to what it is about comes first.

use std::collections::BTreeSet;

use solits_kernel::{EmployeeId, UnitId};
use solits_standard::model::Role;

use crate::{
    day::Day,
    gap::{Gap, RoleName},
    model::{Body, Holder, Holding},
};

/// Everybody who works here (B-03).
pub const EMPLOYEE: &str = "employee";
/// The person directly above (B-06).
pub(crate) const DIRECT_MANAGER: &str = "direct_manager";
/// The head of the unit (B-13).
pub const UNIT_HEAD: &str = "unit_head";

/// What a matter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A person.
    Person(EmployeeId),
    /// A unit, and so the person who leads it.
    Unit(UnitId),
    /// Nobody in particular: the service of the institution.
    Institution,
}

impl About {
    /// The person whom it concerns; of a unit, whoever leads it.
    pub fn person(self, day: &Day<'_>) -> Option<EmployeeId> {
        match self {
            Self::Person(id) => Some(id),
            Self::Unit(unit) => day.leader(unit).map(|(_, head)| head),
            Self::Institution => None,
        }
    }
    /// The unit in which it lies.
    pub fn unit(self, day: &Day<'_>) -> Option<UnitId> {
        match self {
            Self::Person(id) => day.unit_of(id),
            Self::Unit(unit) => Some(unit),
            Self::Institution => None,
        }
    }
}

/// Who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// One person.
    Person(EmployeeId),
    /// Several people together, as a collegial role is held.
    Together(Vec<EmployeeId>),
    /// A body, with the way to reach it.
    Body(Body),
}

impl Who {
    /// The people in it; of a body none are known.
    pub fn people(&self) -> &[EmployeeId] {
        match self {
            Self::Person(id) => std::slice::from_ref(id),
            Self::Together(all) => all,
            Self::Body(_) => &[],
        }
    }
}

/// By what right it is this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The role is theirs.
    Own,
    /// They stand in for the one whose role it is and who is away.
    For(EmployeeId),
}

/// Who holds a role, and by what right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// Who.
    pub who: Who,
    /// By what right; of several together, always their own.
    pub how: How,
}

/// Who holds `role` on the day in a matter that is about somebody; [`Gap`] where nobody does (K-23).
///
/// The answer is always somebody who works here and is not away, or a body.
pub fn resolve(role: &Role, about: About, day: &Day<'_>) -> Result<Resolved, Gap> {
    fill(role, about, day, |_| None::<()>).map_err(|refused| refused.gap)
}

/// Why nobody could be found: the gap, and those who were refused on the way.
#[derive(Debug)]
pub(crate) struct Unfilled<R> {
    pub(crate) gap: Gap,
    pub(crate) refused: Vec<(EmployeeId, R)>,
}

/// As [`resolve`], passing by those whom `refuse` gives a reason against.
pub(crate) fn fill<R>(
    role: &Role,
    about: About,
    day: &Day<'_>,
    refuse: impl Fn(EmployeeId) -> Option<R>,
) -> Result<Resolved, Unfilled<R>> {
    let seats = seats(role, about, day);
    let mut refused: Vec<(EmployeeId, R)> = Vec::new();
    let mut acting: Vec<(EmployeeId, How)> = Vec::new();
    let mut away = None;
    for seat in &seats {
        let Seat::Person(holder) = seat else { continue };
        // Whoever may not decide is not asked to send a substitute either.
        if let Some(reason) = refuse(*holder) {
            refused.push((*holder, reason));
            continue;
        }
        match day.acting_for(*holder) {
            None => away = away.or(Some(*holder)),
            Some(one) => match refuse(one) {
                Some(reason) => refused.push((one, reason)),
                None if one == *holder => acting.push((one, How::Own)),
                None => acting.push((one, How::For(*holder))),
            },
        }
    }
    let body = seats.iter().find_map(|seat| match seat {
        Seat::Body(body) => Some(Resolved { who: Who::Body((*body).clone()), how: How::Own }),
        Seat::Person(_) => None,
    });
    let found = if role.collegial { together(&acting) } else { acting.first().map(|one| alone(*one)) };
    found.or(body).ok_or_else(|| Unfilled { gap: why_nobody(role, about, day, away), refused })
}

fn alone((person, how): (EmployeeId, How)) -> Resolved {
    Resolved { who: Who::Person(person), how }
}

fn together(acting: &[(EmployeeId, How)]) -> Option<Resolved> {
    let all: BTreeSet<EmployeeId> = acting.iter().map(|(person, _)| *person).collect();
    match acting {
        [] => None,
        [first, ..] if all.len() == 1 => Some(alone(*first)),
        _ => Some(Resolved { who: Who::Together(all.into_iter().collect()), how: How::Own }),
    }
}

fn why_nobody(role: &Role, about: About, day: &Day<'_>, away: Option<EmployeeId>) -> Gap {
    let name = Box::new(RoleName::of(role));
    if let Some(person) = away {
        return Gap::Away { role: name, person: day.name(person).to_owned() };
    }
    match (role.id.as_str(), about) {
        (DIRECT_MANAGER, About::Person(id)) => {
            Gap::NobodyAbove { role: name, person: day.name(id).to_owned() }
        }
        (UNIT_HEAD | DIRECT_MANAGER, About::Unit(unit)) => {
            Gap::UnitWithoutHead { role: name, unit: day.unit_name(unit).to_owned() }
        }
        (UNIT_HEAD, About::Person(id)) if day.unit_of(id).is_none() => {
            Gap::WithoutUnit { role: name, person: day.name(id).to_owned() }
        }
        (UNIT_HEAD, About::Person(id)) => {
            let unit = day.unit_of(id).map_or("–", |unit| day.unit_name(unit));
            Gap::UnitWithoutHead { role: name, unit: unit.to_owned() }
        }
        (EMPLOYEE | UNIT_HEAD | DIRECT_MANAGER, _) => Gap::DependsOnMatter { role: name },
        _ => Gap::NoHolder { role: name },
    }
}

/// A place from which a role can be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seat<'a> {
    Person(EmployeeId),
    Body(&'a Body),
}

/// Those who hold a role in a matter, the nearest first; people before bodies.
pub(crate) fn seats<'a>(role: &Role, about: About, day: &Day<'a>) -> Vec<Seat<'a>> {
    let follows = match role.id.as_str() {
        EMPLOYEE => return employees(about, day),
        DIRECT_MANAGER => direct_manager(about, day),
        UNIT_HEAD => unit_head(about, day),
        _ => return held(role, about, day).into_iter().map(|(_, seat)| seat).collect(),
    };
    match follows {
        Some(person) => vec![Seat::Person(person)],
        // Somebody may be named for it where the tree of units says nothing; the head of another unit does not count.
        None => held(role, about, day)
            .into_iter()
            .filter(|(distance, seat)| match (about, seat) {
                (About::Person(id), Seat::Person(holder)) => day.below(*holder).contains(&id),
                (About::Unit(_), _) => *distance < usize::MAX,
                _ => true,
            })
            .map(|(_, seat)| seat)
            .collect(),
    }
}

fn employees<'a>(about: About, day: &Day<'_>) -> Vec<Seat<'a>> {
    match about {
        About::Person(id) if day.works(id) => vec![Seat::Person(id)],
        _ => Vec::new(),
    }
}

fn direct_manager(about: About, day: &Day<'_>) -> Option<EmployeeId> {
    match about {
        About::Person(id) => day.superior(id),
        About::Unit(unit) => day.leader(unit).map(|(_, head)| head),
        About::Institution => None,
    }
}

fn unit_head(about: About, day: &Day<'_>) -> Option<EmployeeId> {
    match about {
        About::Person(id) => day.leader_other_than(day.unit_of(id)?, Some(id)).map(|(_, head)| head),
        About::Unit(unit) => day.leader(unit).map(|(_, head)| head),
        About::Institution => None,
    }
}

fn held<'a>(role: &Role, about: About, day: &Day<'a>) -> Vec<(usize, Seat<'a>)> {
    let way = about.unit(day).map(|unit| day.upwards(unit)).unwrap_or_default();
    let mut near: Vec<(usize, Seat<'a>)> = day
        .holdings(&role.id)
        .iter()
        .filter_map(|holding| Some((distance(holding, about, &way, day)?, seat(holding, day)?)))
        .collect();
    // Holdings come with the longest held first, and sorting keeps that order among the equally near.
    near.sort_by_key(|(distance, seat)| (matches!(seat, Seat::Body(_)), *distance));
    let mut seats: Vec<(usize, Seat<'a>)> = Vec::new();
    for one in near {
        if seats.iter().all(|(_, before)| *before != one.1) {
            seats.push(one);
        }
    }
    seats
}

/// How many steps up the tree a holding is from where the matter lies; nothing where it is for another part of the tree.
/// A matter that lies nowhere in particular is as far from every part.
fn distance(holding: &Holding, about: About, way: &[UnitId], day: &Day<'_>) -> Option<usize> {
    let steps = |unit: UnitId| way.iter().position(|one| *one == unit);
    if let Some(within) = holding.within {
        return if about == About::Institution { Some(usize::MAX) } else { steps(within) };
    }
    let home = match &holding.holder {
        Holder::Person(id) => day.headed(*id).iter().copied().chain(day.unit_of(*id)).filter_map(steps).min(),
        Holder::Unit(unit) => steps(*unit),
        Holder::Body(_) => None,
    };
    Some(home.unwrap_or(usize::MAX))
}

fn seat<'a>(holding: &'a Holding, day: &Day<'a>) -> Option<Seat<'a>> {
    match &holding.holder {
        Holder::Person(id) => day.works(*id).then_some(Seat::Person(*id)),
        Holder::Unit(unit) => day.leader(*unit).map(|(_, head)| Seat::Person(head)),
        Holder::Body(body) => Some(Seat::Body(body)),
    }
}

/// The roles that somebody holds on the day, those that follow from the organisation among them.
pub(crate) fn roles_of(id: EmployeeId, day: &Day<'_>) -> BTreeSet<String> {
    let is_theirs = |holding: &&Holding| match &holding.holder {
        Holder::Person(holder) => *holder == id,
        Holder::Unit(unit) => day.leader(*unit).is_some_and(|(_, head)| head == id),
        Holder::Body(_) => false,
    };
    let mut roles: BTreeSet<String> =
        day.all_holdings().filter(is_theirs).map(|holding| holding.role.clone()).collect();
    roles.insert(EMPLOYEE.to_owned());
    if !day.headed(id).is_empty() {
        roles.insert(UNIT_HEAD.to_owned());
    }
    if !day.headed(id).is_empty() || !day.reports(id).is_empty() {
        roles.insert(DIRECT_MANAGER.to_owned());
    }
    roles
}
