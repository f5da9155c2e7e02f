//! The complaint ladder as a decision: given whom a complaint concerns and the organisation on a day, who decides it, and
//! why. Never the person concerned, nor anyone who stands under them (K-08).
//!
//! The decision climbs: the rung that the standard sets for the highest role of the person concerned, then the rung about
//! the role that decides there, or the role it stands under, or the next rung, and so on to the top. A rung on which nobody may or can
//! decide is passed by, and the reason stays in words. Above the top is the body outside that the institution names.

use std::collections::BTreeSet;

use solits_kernel::{EmployeeId, Text};
use solits_standard::{
    Origin, Standard,
    model::{Role, Rung},
};

use crate::{
    day::Day,
    gap::{Gap, RoleName},
    model::Body,
    reason,
    resolve::{About, Resolved, fill, roles_of},
};

/// The ladder of a standard, with the roles it climbs over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ladder {
    rungs: Vec<(Rung, Origin)>,
    roles: Vec<Role>,
    /// Whoever receives feedback, where a document has no ladder but names that (vzd 29).
    receives: Option<(String, Origin)>,
}

impl Ladder {
    /// The ladder of a standard in force.
    pub fn of(standard: &Standard) -> Self {
        let lists = standard.lists();
        Self {
            rungs: lists.ladder.iter().map(|rung| (rung.value.clone(), rung.origin.clone())).collect(),
            roles: lists.roles.iter().map(|role| role.value.clone()).collect(),
            receives: standard.word("feedback.forward_to").map(|role| (role.value.to_owned(), role.origin)),
        }
    }

    /// Whether the standard names nobody at all.
    pub const fn is_empty(&self) -> bool {
        self.rungs.is_empty() && self.receives.is_none()
    }

    /// The role that decides first on a complaint about somebody with these roles, as the standard names it: who holds it
    /// on a day, and whether that one may decide, is for [`decide`].
    pub fn first_decider(&self, roles: &BTreeSet<String>) -> Option<&Role> {
        let first = self.first(roles).map(|(rung, _)| rung.decided_by.as_str());
        let id = first.or_else(|| self.receives.as_ref().map(|(role, _)| role.as_str()))?;
        self.role(id)
    }

    fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// The rung to begin with: the highest that is about one of these roles; the lowest where none is.
    fn first(&self, roles: &BTreeSet<String>) -> Option<&(Rung, Origin)> {
        let about = |(rung, _): &&(Rung, Origin)| rung.about.iter().any(|role| roles.contains(role));
        self.rungs.iter().rev().find(about).or_else(|| self.rungs.first())
    }

    /// The roles that decide, from the first rung to the top, each once.
    fn climb(&self, roles: &BTreeSet<String>) -> Vec<(String, Origin)> {
        let mut way: Vec<(String, Origin)> = Vec::new();
        let first = self.first(roles).map(|(rung, origin)| (rung.decided_by.clone(), origin.clone()));
        let mut next = first.or_else(|| self.receives.clone());
        while let Some((role, origin)) = next.take() {
            if way.iter().any(|(before, _)| *before == role) {
                break;
            }
            next = self.above(&role, &origin);
            way.push((role, origin));
        }
        way
    }

    /// A role and those above it, the nearest first, each once.
    pub(crate) fn way_up(&self, role: &str) -> Vec<String> {
        let mut way = vec![role.to_owned()];
        let mut origin = Origin::default();
        while let Some((above, from)) = way.last().and_then(|role| self.above(role, &origin)) {
            if way.contains(&above) {
                break;
            }
            origin = from;
            way.push(above);
        }
        way
    }

    /// The role that decides when this one cannot: that of the rung about it, else the role it stands under, else that of
    /// the next rung, for a document writes the lowest first.
    fn above(&self, role: &str, origin: &Origin) -> Option<(String, Origin)> {
        let decider = |(rung, origin): &(Rung, Origin)| (rung.decided_by.clone(), origin.clone());
        let about = self.rungs.iter().find(|(rung, _)| rung.about.iter().any(|about| about == role));
        if let Some(rung) = about {
            return Some(decider(rung));
        }
        let under = self.role(role).and_then(|role| role.under.as_deref());
        if let Some(above) = under.and_then(|id| self.role(id)) {
            let origin = Origin { paragraph: above.paragraph.clone(), ..origin.clone() };
            return Some((above.id.clone(), origin));
        }
        let own = self.rungs.iter().rposition(|(rung, _)| rung.decided_by == role)?;
        self.rungs.get(own.saturating_add(1)).map(decider)
    }

    /// Whether a rung is decided by one of these roles.
    pub(crate) fn is_decided_by(&self, roles: &BTreeSet<String>) -> bool {
        self.rungs.iter().any(|(rung, _)| roles.contains(&rung.decided_by))
    }
}

/// A complaint for which a decider is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Whom it concerns.
    pub about: About,
    /// The rung to begin with: 0 for a new complaint, one above [`Decision::rung`] when it is passed on (K-14).
    pub from_rung: usize,
    /// Those who have decided on it before and do not decide on it again.
    pub decided_by: Vec<EmployeeId>,
}

impl Complaint {
    /// A new complaint.
    pub const fn new(about: About) -> Self {
        Self { about, from_rung: 0, decided_by: Vec::new() }
    }

    /// The same complaint after `decision`, to be decided one rung higher (K-14).
    #[must_use]
    pub fn passed_on(mut self, decision: &Decision) -> Self {
        self.from_rung = decision.rung.saturating_add(1);
        if let Outcome::Decides(resolved) = &decision.outcome {
            self.decided_by.extend_from_slice(resolved.who.people());
        }
        self
    }
}

/// Who decides on a complaint, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Who it is.
    pub outcome: Outcome,
    /// How many rungs above the first.
    pub rung: usize,
    /// The role and the place in the standard by which it is decided there; absent above the last rung.
    pub by: Option<(RoleName, Origin)>,
    /// The rungs that were passed by, the lowest first.
    pub passed: Vec<RungTried>,
    /// The reason in one sentence.
    pub why: Text,
}

/// What the ladder comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Somebody inside, or a body that the standard names as a role.
    Decides(Resolved),
    /// The ladder ends, and the client turns to the body outside that the institution names.
    LastResort(Body),
    /// The ladder ends, and no body outside is named.
    Nobody(Gap),
}

/// A rung that was passed by.
#[derive(Clone, Debug, PartialEq)]
pub struct RungTried {
    /// The role that would decide.
    pub role: RoleName,
    /// Who was refused, and why.
    pub refused: Vec<(EmployeeId, Refusal)>,
    /// What is missing, where nobody was refused.
    pub gap: Gap,
}

/// Why somebody does not decide on a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is about this person.
    Concerned,
    /// The person works under the one it is about.
    Under,
    /// The person stands in for the one it is about.
    StandsIn,
    /// The person has decided on it before.
    Decided,
}

/// Who decides on a complaint on that day.
///
/// Always somebody who works here and is not away, or a body, or a named gap. Neither the person concerned, nor anyone
/// under them, nor one who stands in for them unless that one is their superior. While somebody stands in for a superior,
/// whoever works under that superior counts as under them.
pub fn decide(ladder: &Ladder, complaint: &Complaint, day: &Day<'_>) -> Decision {
    let concerned = complaint.about.person(day);
    let barred = Barred::of(concerned, &complaint.decided_by, day);
    let roles = concerned.map_or_else(BTreeSet::new, |id| roles_of(id, day));
    let mut passed = Vec::new();
    let way = ladder.climb(&roles);
    let tops = way.len();
    for (rung, (id, origin)) in way.into_iter().enumerate().skip(complaint.from_rung) {
        let Some(role) = ladder.role(&id) else {
            let role = RoleName { title: (id.clone(), id.clone()), paragraph: origin.paragraph, id };
            let gap = Gap::UnknownRole { id: role.id.clone() };
            passed.push(RungTried { role, refused: Vec::new(), gap });
            continue;
        };
        let name = RoleName::of(role);
        match fill(role, complaint.about, day, |person| barred.refuse(person)) {
            Ok(resolved) => {
                let why = reason::decides(&passed, &name, &origin, &resolved, day);
                let outcome = Outcome::Decides(resolved);
                return Decision { outcome, rung, by: Some((name, origin)), passed, why };
            }
            Err(unfilled) => {
                passed.push(RungTried { role: name, refused: unfilled.refused, gap: unfilled.gap });
            }
        }
    }
    let outcome = day.last_resort().cloned().map_or_else(
        || {
            let about = concerned.map(|id| day.name(id).to_owned());
            Outcome::Nobody(if ladder.is_empty() { Gap::NoLadder } else { Gap::NobodyDecides { about } })
        },
        Outcome::LastResort,
    );
    let why = reason::ends(&passed, &outcome, day);
    Decision { outcome, rung: tops.max(complaint.from_rung), by: None, passed, why }
}

/// Those who may not decide.
struct Barred {
    concerned: Option<EmployeeId>,
    under: BTreeSet<EmployeeId>,
    stand_in: Option<EmployeeId>,
    decided: BTreeSet<EmployeeId>,
}

impl Barred {
    fn of(concerned: Option<EmployeeId>, decided: &[EmployeeId], day: &Day<'_>) -> Self {
        let decided = decided.iter().copied().collect();
        let Some(id) = concerned else {
            return Self { concerned, under: BTreeSet::new(), stand_in: None, decided };
        };
        let mut under = day.below(id);
        for away in day.acted_for(id) {
            under.extend(day.below(away));
        }
        let stand_in = day.acting_for(id).filter(|one| *one != id && !day.below(*one).contains(&id));
        Self { concerned, under, stand_in, decided }
    }

    fn refuse(&self, person: EmployeeId) -> Option<Refusal> {
        if Some(person) == self.concerned {
            Some(Refusal::Concerned)
        } else if self.under.contains(&person) {
            Some(Refusal::Under)
        } else if Some(person) == self.stand_in {
            Some(Refusal::StandsIn)
        } else {
            self.decided.contains(&person).then_some(Refusal::Decided)
        }
    }
}
