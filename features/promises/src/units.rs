//! Which unit somebody belonged to on a day, so that a figure belongs to the unit of its day, whoever has moved since.
//!
//! Nothing of it is stored with the measures: who belonged where is history of its own, which a recomputation of the
//! journal neither needs nor changes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use solits_kernel::{EmployeeId, UnitId, day_number};
use solits_structure::{During, Structure};
use uuid::Uuid;

use crate::model::Days;

/// Units and who belonged to them when.
#[derive(Clone, Debug, Default)]
pub(crate) struct Units {
    /// In the order of the tree: the unit, its name and how deep it stands.
    tree: Vec<(UnitId, String, usize)>,
    parents: BTreeMap<UnitId, Option<UnitId>>,
    /// By employee: from which day on, which unit; the earliest first, each another than the one before.
    of: HashMap<EmployeeId, Vec<(i64, Option<UnitId>)>>,
}

impl Units {
    /// What the structure says of units. Somebody belongs to the unit of the post, else to the one they head.
    pub(crate) fn of(structure: &Structure) -> Self {
        let parents: BTreeMap<UnitId, Option<UnitId>> =
            structure.units.iter().map(|unit| (unit.id, unit.parent)).collect();
        let mut known: HashMap<EmployeeId, Known> = HashMap::new();
        for post in &structure.posts {
            let unit = post.unit.filter(|unit| parents.contains_key(unit));
            known.entry(post.employee).or_default().posts.push((Span::of(post.during), unit));
        }
        for one in structure.headships.iter().filter(|one| parents.contains_key(&one.unit)) {
            known.entry(one.head).or_default().headed.push((Span::of(one.during), one.unit));
        }
        let of = known.into_iter().map(|(employee, known)| (employee, known.changes())).collect();
        Self { tree: tree(structure), parents, of }
    }

    /// The unit somebody belonged to on a day.
    pub(crate) fn on(&self, employee: EmployeeId, day: i64) -> Option<UnitId> {
        let changes = self.of.get(&employee)?;
        let begun = changes.partition_point(|(from, _)| *from <= day);
        changes.get(begun.checked_sub(1)?)?.1
    }

    /// Whether somebody came into another unit within these days.
    pub(crate) fn moved(&self, employee: EmployeeId, days: Days) -> bool {
        let Some(changes) = self.of.get(&employee) else { return false };
        changes.iter().any(|(from, _)| days.from < *from && *from <= days.to)
    }

    /// The units in the order of the tree, each with its name and how deep it stands.
    pub(crate) fn tree(&self) -> &[(UnitId, String, usize)] {
        &self.tree
    }

    /// Whether there is such a unit.
    pub(crate) fn has(&self, unit: UnitId) -> bool {
        self.parents.contains_key(&unit)
    }

    /// A unit and those it belongs to, as the tree is now; ends where the tree does, even if it was recorded in a circle.
    pub(crate) fn upwards(&self, unit: UnitId) -> Vec<UnitId> {
        let mut way = Vec::new();
        let mut next = Some(unit);
        while let Some(one) = next.filter(|one| self.has(*one) && !way.contains(one)) {
            way.push(one);
            next = self.parents.get(&one).copied().flatten();
        }
        way
    }

    /// Whoever belongs to a unit or one under it; of the nil id, whoever belongs to none.
    pub(crate) fn team(&self, unit: UnitId) -> Team<'_> {
        let within = self.parents.keys().copied().filter(|one| self.upwards(*one).contains(&unit)).collect();
        Team { units: self, within, of_none: unit.uuid().is_nil() }
    }
}

/// The people of a unit with those under it, by day.
#[derive(Clone, Debug)]
pub(crate) struct Team<'a> {
    units: &'a Units,
    within: BTreeSet<UnitId>,
    of_none: bool,
}

impl Team<'_> {
    /// Whether somebody belonged to it on a day; nobody, the nil id, belongs to no unit.
    pub(crate) fn has(&self, employee: Uuid, day: i64) -> bool {
        self.holds(self.units.on(EmployeeId::new(employee), day))
    }

    /// Whether somebody came to it or left it within these days.
    pub(crate) fn changed(&self, employee: EmployeeId, days: Days) -> bool {
        let at_first = self.holds(self.units.on(employee, days.from));
        let changes = self.units.of.get(&employee).into_iter().flatten();
        changes
            .filter(|(from, _)| days.from < *from && *from <= days.to)
            .any(|(_, unit)| self.holds(*unit) != at_first)
    }

    /// Whether whoever belongs to this unit belongs to the team.
    pub(crate) fn holds(&self, unit: Option<UnitId>) -> bool {
        unit.map_or(self.of_none, |unit| self.within.contains(&unit))
    }
}

/// Days from one to another, both counted.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: i64,
    until: i64,
}

impl Span {
    fn of(during: During) -> Self {
        Self {
            from: during.from.map_or(i64::MIN, day_number),
            until: during.until.map_or(i64::MAX, day_number),
        }
    }
    const fn covers(self, day: i64) -> bool {
        self.from <= day && day <= self.until
    }
}

/// What is known of one employee.
#[derive(Debug, Default)]
struct Known {
    posts: Vec<(Span, Option<UnitId>)>,
    headed: Vec<(Span, UnitId)>,
}

impl Known {
    fn on(&self, day: i64) -> Option<UnitId> {
        let post = self.posts.iter().filter(|(span, _)| span.covers(day)).max_by_key(|(span, _)| span.from);
        let headed = || self.headed.iter().filter(|(span, _)| span.covers(day)).map(|(_, unit)| *unit).min();
        post.and_then(|(_, unit)| *unit).or_else(headed)
    }

    fn changes(&self) -> Vec<(i64, Option<UnitId>)> {
        let spans = self.posts.iter().map(|one| one.0).chain(self.headed.iter().map(|one| one.0));
        let begins: BTreeSet<i64> = spans
            .flat_map(|span| [Some(span.from), span.until.checked_add(1)])
            .flatten()
            .chain([i64::MIN])
            .collect();
        let mut changes: Vec<(i64, Option<UnitId>)> =
            begins.iter().map(|day| (*day, self.on(*day))).collect();
        changes.dedup_by_key(|(_, unit)| *unit);
        changes
    }
}

/// The units by name, each before those under it. One that stands in a circle comes at the end, at the top.
fn tree(structure: &Structure) -> Vec<(UnitId, String, usize)> {
    let mut units: Vec<_> = structure.units.iter().collect();
    units.sort_by(|one, other| one.name.cmp(&other.name));
    let mut tree = Vec::new();
    let mut next: Vec<(UnitId, usize)> =
        units.iter().rev().filter(|unit| unit.parent.is_none()).map(|unit| (unit.id, 0)).collect();
    while let Some((id, depth)) = next.pop() {
        let Some(unit) = units.iter().find(|unit| unit.id == id) else { continue };
        tree.push((id, unit.name.clone(), depth));
        let below = units.iter().rev().filter(|unit| unit.parent == Some(id));
        next.extend(below.map(|unit| (unit.id, depth + 1)));
    }
    let lost: Vec<_> = units.iter().filter(|unit| tree.iter().all(|known| known.0 != unit.id)).collect();
    tree.extend(lost.into_iter().map(|unit| (unit.id, unit.name.clone(), 0)));
    tree
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use solits_structure::{Headship, Post, Unit};

    use super::*;

    fn unit(number: u128) -> UnitId {
        UnitId::new(Uuid::from_u128(number))
    }
    fn employee(number: u128) -> EmployeeId {
        EmployeeId::new(Uuid::from_u128(number))
    }
    fn day(month: i8, day: i8) -> Date {
        date(2026, month, day)
    }
    fn number(month: i8, of_month: i8) -> i64 {
        day_number(day(month, of_month))
    }
    fn post(who: u128, of: Option<u128>, during: During) -> Post {
        let unit = of.map(unit);
        Post { employee: employee(who), title: String::new(), unit, supervisor: None, during }
    }

    /// Service (1) holds the office (2); transport (3) stands beside it. Anna moves from the office to transport on
    /// 10 November; Juris has no unit and heads transport.
    fn units() -> Units {
        let names = [(1, "Dienests", None), (2, "Birojs", Some(1)), (3, "Transports", None)];
        let of = |(id, name, parent): (u128, &str, Option<u128>)| Unit {
            id: unit(id),
            name: name.to_owned(),
            parent: parent.map(unit),
        };
        Units::of(&Structure {
            units: names.map(of).to_vec(),
            posts: vec![
                post(10, Some(2), During { from: None, until: Some(day(11, 9)) }),
                post(10, Some(3), During { from: Some(day(11, 10)), until: None }),
                post(11, None, During::ALWAYS),
                post(12, Some(99), During::ALWAYS),
            ],
            headships: vec![Headship { unit: unit(3), head: employee(11), during: During::ALWAYS }],
            ..Structure::default()
        })
    }

    #[test]
    fn somebody_belongs_to_the_unit_of_the_day_and_a_head_without_one_to_what_they_head() {
        let units = units();
        assert_eq!(units.on(employee(10), number(11, 9)), Some(unit(2)));
        assert_eq!(units.on(employee(10), number(11, 10)), Some(unit(3)));
        assert_eq!(units.on(employee(11), number(11, 10)), Some(unit(3)));
        assert_eq!(units.on(employee(12), number(11, 10)), None, "the unit has been removed since");
        assert_eq!(units.on(employee(13), number(11, 10)), None);
    }

    #[test]
    fn only_who_came_into_another_unit_after_the_first_of_the_days_has_moved() {
        let units = units();
        let november = Days { from: number(11, 1), to: number(11, 30) };
        assert!(units.moved(employee(10), november));
        assert!(!units.moved(employee(10), Days { from: number(11, 10), to: number(11, 30) }));
        assert!(!units.moved(employee(11), november) && !units.moved(employee(13), november));
    }

    #[test]
    fn a_team_is_a_unit_with_those_under_it_and_nobody_belongs_to_none() {
        let units = units();
        let (anna, at) = (employee(10).uuid(), number(11, 1));
        assert!(units.team(unit(1)).has(anna, at) && units.team(unit(2)).has(anna, at));
        assert!(!units.team(unit(3)).has(anna, at) && units.team(unit(3)).has(anna, number(11, 12)));
        let none = units.team(UnitId::new(Uuid::nil()));
        let november = Days { from: at, to: number(11, 30) };
        assert!(units.team(unit(2)).changed(employee(10), november));
        assert!(!none.changed(employee(10), november), "from one unit to another is not to or from none");
        assert!(none.has(Uuid::nil(), at) && none.has(employee(12).uuid(), at) && !none.has(anna, at));
    }

    #[test]
    fn the_tree_names_each_unit_before_those_under_it() {
        let units = units();
        let named: Vec<(&str, usize)> =
            units.tree().iter().map(|(_, name, depth)| (name.as_str(), *depth)).collect();
        assert_eq!(named, [("Dienests", 0), ("Birojs", 1), ("Transports", 0)]);
    }

    #[test]
    fn units_in_a_circle_are_named_once_and_lead_nowhere() {
        let round = |id, parent| Unit { id: unit(id), name: id.to_string(), parent: Some(unit(parent)) };
        let units = Units::of(&Structure { units: vec![round(1, 2), round(2, 1)], ..Structure::default() });
        assert_eq!((units.tree().len(), units.upwards(unit(1)).len()), (2, 2));
    }
}
