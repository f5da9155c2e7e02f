//! The organisation on one day, looked up quickly: who works, who is away, who stands above and below whom.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use solits_kernel::{EmployeeId, UnitId};

use crate::model::{Body, Holder, Holding, LAST_RESORT, Person, Post, Structure, Unit};

/// The organisation on one day.
#[derive(Debug)]
pub struct Day<'a> {
    date: Date,
    people: BTreeMap<EmployeeId, &'a Person>,
    units: BTreeMap<UnitId, &'a Unit>,
    posts: BTreeMap<EmployeeId, &'a Post>,
    heads: BTreeMap<UnitId, EmployeeId>,
    headed: BTreeMap<EmployeeId, Vec<UnitId>>,
    members: BTreeMap<UnitId, Vec<EmployeeId>>,
    inner: BTreeMap<UnitId, Vec<UnitId>>,
    reports: BTreeMap<EmployeeId, Vec<EmployeeId>>,
    away: BTreeMap<EmployeeId, Option<EmployeeId>>,
    /// By role, the longest held first.
    holdings: BTreeMap<&'a str, Vec<&'a Holding>>,
}

impl Structure {
    /// The organisation on `date`.
    ///
    /// Where two statements of one kind hold on the same day, the one that began last counts; of two that began together,
    /// the one recorded last.
    pub fn on(&self, date: Date) -> Day<'_> {
        let people: BTreeMap<_, _> = self
            .people
            .iter()
            .filter(|person| person.employed.covers(date))
            .map(|person| (person.id, person))
            .collect();
        let units: BTreeMap<_, _> = self.units.iter().map(|unit| (unit.id, unit)).collect();
        let works = |id: EmployeeId| people.contains_key(&id);
        let posts = latest(
            self.posts.iter().filter(|post| post.during.covers(date) && works(post.employee)),
            |post| (post.employee, post.during.from),
        );
        let heads: BTreeMap<_, _> = latest(
            self.headships
                .iter()
                .filter(|one| one.during.covers(date) && works(one.head) && units.contains_key(&one.unit)),
            |one| (one.unit, one.during.from),
        )
        .into_iter()
        .map(|(unit, one)| (unit, one.head))
        .collect();
        let standing: BTreeMap<_, _> =
            latest(self.substitutions.iter().filter(|one| one.during.covers(date)), |one| {
                (one.of, one.during.from)
            })
            .into_iter()
            .map(|(of, one)| (of, one.by))
            .collect();
        let away = latest(
            self.absences.iter().filter(|absence| absence.during.covers(date) && works(absence.employee)),
            |absence| (absence.employee, absence.during.from),
        )
        .into_iter()
        .map(|(of, absence)| (of, absence.substitute.or_else(|| standing.get(&of).copied())))
        .collect();
        let mut held: Vec<&Holding> =
            self.holdings.iter().filter(|holding| holding.during.covers(date)).collect();
        held.sort_by_key(|holding| holding.during.from);
        Day {
            date,
            holdings: grouped(held.into_iter().map(|holding| (holding.role.as_str(), holding))),
            headed: grouped(heads.iter().map(|(unit, head)| (*head, *unit))),
            members: grouped(posts.iter().filter_map(|(id, post)| Some((post.unit?, *id)))),
            inner: grouped(units.values().filter_map(|unit| Some((unit.parent?, unit.id)))),
            reports: grouped(posts.iter().filter_map(|(id, post)| Some((post.supervisor?, *id)))),
            people,
            units,
            posts,
            heads,
            away,
        }
    }
}

/// Of several statements about one thing, the one that began last.
fn latest<'a, T, K: Ord>(
    all: impl Iterator<Item = &'a T>,
    key: impl Fn(&T) -> (K, Option<Date>),
) -> BTreeMap<K, &'a T> {
    let mut kept: BTreeMap<K, (Option<Date>, &T)> = BTreeMap::new();
    for one in all {
        let (about, from) = key(one);
        if kept.get(&about).is_none_or(|(began, _)| *began <= from) {
            kept.insert(about, (from, one));
        }
    }
    kept.into_iter().map(|(about, (_, one))| (about, one)).collect()
}

fn grouped<K: Ord, V>(pairs: impl Iterator<Item = (K, V)>) -> BTreeMap<K, Vec<V>> {
    let mut groups: BTreeMap<K, Vec<V>> = BTreeMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}

impl<'a> Day<'a> {
    /// The day.
    pub const fn date(&self) -> Date {
        self.date
    }
    /// Those who are employed on the day, away or not.
    pub fn people(&self) -> impl Iterator<Item = &'a Person> {
        self.people.values().copied()
    }
    /// The units.
    pub fn units(&self) -> impl Iterator<Item = &'a Unit> {
        self.units.values().copied()
    }
    /// Whether the person is employed on the day.
    pub fn works(&self, id: EmployeeId) -> bool {
        self.people.contains_key(&id)
    }
    /// The person's name; of whoever does not work here on the day, a dash.
    pub fn name(&self, id: EmployeeId) -> &'a str {
        self.people.get(&id).map_or("–", |person| person.name.as_str())
    }
    /// The unit's name; a dash for one that is not here.
    pub fn unit_name(&self, id: UnitId) -> &'a str {
        self.units.get(&id).map_or("–", |unit| unit.name.as_str())
    }
    /// The post somebody has.
    pub fn post(&self, id: EmployeeId) -> Option<&'a Post> {
        self.posts.get(&id).copied()
    }
    /// The unit somebody belongs to: that of the post, else the one the person heads.
    pub fn unit_of(&self, id: EmployeeId) -> Option<UnitId> {
        let of_post = self.post(id).and_then(|post| post.unit).filter(|unit| self.units.contains_key(unit));
        of_post.or_else(|| self.headed(id).first().copied())
    }
    /// The head of a unit, away or not.
    pub fn head(&self, unit: UnitId) -> Option<EmployeeId> {
        self.heads.get(&unit).copied()
    }
    /// The units somebody heads.
    pub fn headed(&self, id: EmployeeId) -> &[UnitId] {
        self.headed.get(&id).map_or(&[], Vec::as_slice)
    }
    /// Those who name the person as their direct manager.
    pub fn reports(&self, id: EmployeeId) -> &[EmployeeId] {
        self.reports.get(&id).map_or(&[], Vec::as_slice)
    }
    /// The holdings of a role on the day, the longest held first.
    pub fn holdings(&self, role: &str) -> &[&'a Holding] {
        self.holdings.get(role).map_or(&[], Vec::as_slice)
    }
    /// The holdings of every role on the day.
    pub(crate) fn all_holdings(&self) -> impl Iterator<Item = &'a Holding> {
        self.holdings.values().flatten().copied()
    }

    /// The body outside to which a client can turn when nobody inside may decide (K-23).
    pub fn last_resort(&self) -> Option<&'a Body> {
        self.holdings(LAST_RESORT).iter().rev().find_map(|holding| match &holding.holder {
            Holder::Body(body) => Some(body),
            Holder::Person(_) | Holder::Unit(_) => None,
        })
    }

    /// The unit and those it belongs to, the nearest first; ends where the tree does, even if it was recorded in a circle.
    pub fn upwards(&self, unit: UnitId) -> Vec<UnitId> {
        let mut way = Vec::new();
        let mut next = Some(unit);
        while let Some(one) = next.filter(|one| self.units.contains_key(one) && !way.contains(one)) {
            way.push(one);
            next = self.units.get(&one).and_then(|unit| unit.parent);
        }
        way
    }

    /// The head who leads a unit: its own, else that of the nearest unit above that has one.
    pub fn leader(&self, unit: UnitId) -> Option<(UnitId, EmployeeId)> {
        self.leader_other_than(unit, None)
    }

    /// As [`Day::leader`], past the units that this person heads.
    pub(crate) fn leader_other_than(
        &self,
        unit: UnitId,
        not: Option<EmployeeId>,
    ) -> Option<(UnitId, EmployeeId)> {
        self.upwards(unit)
            .into_iter()
            .find_map(|one| self.head(one).filter(|head| Some(*head) != not).map(|head| (one, head)))
    }

    /// The direct manager: the one the post names, else whoever leads the unit (B-06).
    pub fn superior(&self, id: EmployeeId) -> Option<EmployeeId> {
        let named = self.post(id).and_then(|post| post.supervisor);
        named
            .filter(|above| *above != id && self.works(*above))
            .or_else(|| self.leader_other_than(self.unit_of(id)?, Some(id)).map(|(_, head)| head))
    }

    /// Whether the person is away on the day.
    pub fn is_away(&self, id: EmployeeId) -> bool {
        self.away.contains_key(&id)
    }

    /// Who acts for the person: the person, or the substitute, or the substitute's substitute; nobody when that chain
    /// ends with somebody who is away or comes back to where it was.
    pub fn acting_for(&self, id: EmployeeId) -> Option<EmployeeId> {
        let mut seen = BTreeSet::new();
        let mut one = id;
        while self.works(one) && seen.insert(one) {
            match self.away.get(&one) {
                None => return Some(one),
                Some(substitute) => one = (*substitute)?,
            }
        }
        None
    }

    /// Those whom the posts name one above the other over this person.
    pub(crate) fn named_above(&self, id: EmployeeId) -> BTreeSet<EmployeeId> {
        let mut above = BTreeSet::new();
        let mut next = Some(id);
        while let Some(one) = next {
            next = self.post(one).and_then(|post| post.supervisor).filter(|superior| above.insert(*superior));
        }
        above
    }

    /// Everybody who stands under the person, through the direct manager or the tree of units.
    ///
    /// Somebody who belongs to a unit and is named as superior of its head, as a director in a small institution is, does not
    /// stand under that head.
    pub fn below(&self, id: EmployeeId) -> BTreeSet<EmployeeId> {
        let mut found = BTreeSet::new();
        let mut next = vec![id];
        while let Some(one) = next.pop() {
            let (mut units, mut members) = (BTreeSet::new(), Vec::new());
            let mut to_visit: Vec<UnitId> = self.headed(one).to_vec();
            while let Some(unit) = to_visit.pop() {
                if !units.insert(unit) {
                    continue;
                }
                members.extend(self.members.get(&unit).into_iter().flatten().copied());
                members.extend(self.head(unit));
                to_visit.extend(self.inner.get(&unit).into_iter().flatten());
            }
            if !members.is_empty() {
                let superiors = self.named_above(one);
                members.retain(|member| !superiors.contains(member));
            }
            members.extend(self.reports(one));
            next.extend(members.into_iter().filter(|person| *person != id && found.insert(*person)));
        }
        found
    }

    /// Those for whom this person acts on the day.
    pub(crate) fn acted_for(&self, id: EmployeeId) -> impl Iterator<Item = EmployeeId> {
        self.away.keys().copied().filter(move |away| self.acting_for(*away) == Some(id))
    }
}
