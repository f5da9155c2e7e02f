//! What is tried and what came of it: plain functions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use solits_kernel::{BranchId, Text, Timestamp, day_of_number, month_number};
use solits_obligation::{Broken, Counts, Field, Outcome, Tried};
use solits_standard::{CompiledPromise, Standard, model::Within};

/// What a draft does to a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Difference {
    /// Nothing that could make another figure.
    Same,
    /// Another start, limit or end.
    Changed,
    /// Only the draft has it.
    New,
    /// Only the version in force has it.
    Gone,
}

/// A promise in the draft and in the version in force.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair<'a> {
    pub(crate) drafted: Option<Tried<'a>>,
    pub(crate) current: Option<Tried<'a>>,
}

impl<'a> Pair<'a> {
    pub(crate) fn difference(&self) -> Difference {
        match (&self.drafted, &self.current) {
            (Some(drafted), Some(current)) if judge_alike(drafted, current) => Difference::Same,
            (Some(_), Some(_)) => Difference::Changed,
            (_, None) => Difference::New,
            (None, _) => Difference::Gone,
        }
    }

    /// The promise as the draft has it, else as it is in force.
    pub(crate) fn either(&self) -> Option<Tried<'a>> {
        self.drafted.or(self.current)
    }
}

/// A version as a trial sees it: what it says, and where it applies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Applied<'a> {
    pub(crate) standard: &'a Standard,
    pub(crate) field: &'a Field,
}

impl<'a> Applied<'a> {
    const fn tried(self, promise: &'a CompiledPromise) -> Tried<'a> {
        Tried { standard: self.standard, promise, field: self.field }
    }

    fn promise(self, norm: &str) -> Option<Tried<'a>> {
        self.standard.promise(norm).map(|promise| self.tried(promise))
    }
}

/// The promises of both versions: those of the draft in their order, then those it drops.
pub(crate) fn pairs<'a>(draft: Applied<'a>, current: Option<Applied<'a>>) -> Vec<Pair<'a>> {
    let drafted = draft.standard.promises().iter().map(|promise| Pair {
        drafted: Some(draft.tried(promise)),
        current: current.and_then(|current| current.promise(&promise.norm_id)),
    });
    let gone = current.into_iter().flat_map(|current| {
        let promises = current.standard.promises().iter();
        promises
            .filter(|promise| draft.standard.promise(&promise.norm_id).is_none())
            .map(move |promise| Pair { drafted: None, current: Some(current.tried(promise)) })
    });
    drafted.chain(gone).collect()
}

/// What has to be tried: both sides of every promise that differs, the draft's first. What is the same has its figures.
pub(crate) fn to_try<'a>(pairs: &[Pair<'a>]) -> Vec<Tried<'a>> {
    pairs
        .iter()
        .filter(|pair| pair.difference() != Difference::Same)
        .flat_map(|pair| pair.drafted.into_iter().chain(pair.current))
        .collect()
}

/// Whether two promises always judge the same. Target, words, reports and publicity change no figure.
fn judge_alike(a: &Tried<'_>, b: &Tried<'_>) -> bool {
    let (one, other) = (a.promise, b.promise);
    let waivers = |tried: &Tried<'_>| -> Vec<_> {
        tried.promise.waived_by.iter().map(|waiver| waiver.by.clone()).collect()
    };
    let rings_alike = !matches!(one.within, Within::Rings(_))
        || a.standard.ring_cadence_seconds() == b.standard.ring_cadence_seconds();
    one.starts == other.starts
        && one.within == other.within
        && one.met_by == other.met_by
        && one.channel == other.channel
        && waivers(a) == waivers(b)
        && rings_alike
        && a.field == b.field
}

/// What came of a trial.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// How many entries of the journal were read.
    pub(crate) entries: i64,
    /// Whether either version applies to certain branches or services only.
    #[serde(default)]
    pub(crate) is_limited: bool,
    /// How long it took, in milliseconds.
    pub(crate) took_ms: i64,
    /// Each promise.
    pub(crate) promises: Vec<Tested>,
    /// How far it went; an older report does not say it.
    #[serde(default)]
    pub(crate) reach: Option<Reach>,
    /// What was tried, where the trial stands beside a version.
    #[serde(default)]
    pub(crate) wording: Option<Wording>,
}

/// How far a trial went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reach {
    /// The last entry that was read.
    pub(crate) upto: i64,
    /// When: what was open and past its limit then was broken.
    pub(crate) at: Timestamp,
}

/// The text that was tried: the version's own may change afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wording {
    /// The version's file.
    pub(crate) source: String,
    /// The file it builds on.
    pub(crate) baseline: Option<String>,
}

impl Report {
    /// Less what some cases alone put into it: `part` is what came of them in the same trial.
    pub(crate) fn without(mut self, part: &Self) -> Self {
        self.entries = (self.entries - part.entries).max(0);
        for one in &mut self.promises {
            let Some(part) = part.promises.iter().find(|part| part.norm == one.norm) else { continue };
            for (side, part) in [(&mut one.drafted, &part.drafted), (&mut one.current, &part.current)] {
                if let (Some(side), Some(part)) = (side, part) {
                    side.take(part);
                }
            }
        }
        self
    }
}

/// What came of one promise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tested {
    pub(crate) norm: String,
    pub(crate) heading: Text,
    pub(crate) difference: Difference,
    /// Share to be kept, in percent, where the draft has it.
    pub(crate) target_percent: f64,
    pub(crate) drafted: Option<Side>,
    pub(crate) current: Option<Side>,
}

/// The figures of one version's promise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Side {
    pub(crate) total: Counts,
    pub(crate) open: i64,
    pub(crate) branches: Vec<(Option<BranchId>, Counts)>,
    /// Months since January 1970.
    pub(crate) months: Vec<(i64, Counts)>,
    /// From Monday.
    pub(crate) weekdays: [Counts; 7],
    pub(crate) hours: Vec<Counts>,
    pub(crate) broken: Vec<Broken>,
}

impl Side {
    /// What is already counted; by nothing finer.
    pub(crate) fn counted(total: Counts) -> Self {
        Self { total, ..Self::default() }
    }

    /// Takes a part away; a branch or a month of which nothing is left is left out, as if there had been nothing.
    fn take(&mut self, part: &Self) {
        self.total.take(part.total);
        self.open = (self.open - part.open).max(0);
        take_groups(&mut self.branches, &part.branches);
        take_groups(&mut self.months, &part.months);
        let weekdays = self.weekdays.iter_mut().zip(&part.weekdays);
        for (own, part) in weekdays.chain(self.hours.iter_mut().zip(&part.hours)) {
            own.take(*part);
        }
    }
}

impl From<Outcome> for Side {
    fn from(outcome: Outcome) -> Self {
        let mut side = Self { total: outcome.total(), open: outcome.open, ..Self::default() };
        let (mut branches, mut months) = (BTreeMap::<_, Counts>::new(), BTreeMap::<_, Counts>::new());
        for ((branch, number), counts) in outcome.days {
            let day = day_of_number(number);
            branches.entry(branch).or_default().add(counts);
            months.entry(month_number(day)).or_default().add(counts);
            let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
            side.weekdays[weekday].add(counts);
        }
        side.branches = branches.into_iter().collect();
        side.months = months.into_iter().collect();
        side.hours = outcome.hours.to_vec();
        side.broken = outcome.broken;
        side
    }
}

fn take_groups<K: PartialEq>(groups: &mut Vec<(K, Counts)>, part: &[(K, Counts)]) {
    for (key, counts) in part {
        if let Some((_, own)) = groups.iter_mut().find(|(own, _)| own == key) {
            own.take(*counts);
        }
    }
    groups.retain(|(_, counts)| *counts != Counts::default());
}

/// Puts the outcomes of what was tried, and the stored figures of what was not, beside the promises.
pub(crate) fn tested(
    pairs: &[Pair<'_>],
    outcomes: Vec<Outcome>,
    stored: &BTreeMap<String, Counts>,
) -> Vec<Tested> {
    let mut outcomes = outcomes.into_iter().map(Side::from);
    let mut side = |tried: Option<Tried<'_>>, difference| {
        let tried = tried?;
        match difference {
            Difference::Same => {
                let counted = stored.get(&tried.promise.norm_id).copied().unwrap_or_default();
                Some(Side::counted(counted))
            }
            _ => outcomes.next(),
        }
    };
    let all = pairs.iter().filter_map(|pair| {
        let promise = pair.either()?.promise;
        let difference = pair.difference();
        Some(Tested {
            norm: promise.norm_id.clone(),
            heading: promise.heading().into(),
            difference,
            target_percent: promise.target_percent,
            drafted: side(pair.drafted, difference),
            current: side(pair.current, difference),
        })
    });
    all.collect()
}

/// The group in which most was broken; the first of equals, nothing where nothing was.
pub(crate) fn worst<T: Copy>(groups: impl IntoIterator<Item = (T, Counts)>) -> Option<(T, Counts)> {
    groups.into_iter().filter(|(_, counts)| counts.breached > 0).fold(None, |worst, one| match worst {
        Some((_, counts)) if counts.breached >= one.1.breached => worst,
        _ => Some(one),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard(change: impl Fn(String) -> String) -> Standard {
        let source = change(crate::shipped("ezermala").unwrap().to_owned());
        Standard::compile(&source, crate::shipped("handbook")).unwrap()
    }

    #[test]
    fn a_version_against_itself_has_nothing_to_try() {
        let (one, field) = (standard(|source| source), Field::everything());
        let applied = Applied { standard: &one, field: &field };
        assert!(to_try(&pairs(applied, Some(applied))).is_empty());
        assert!(pairs(applied, Some(applied)).iter().all(|pair| pair.difference() == Difference::Same));
    }

    #[test]
    fn without_a_version_in_force_every_promise_is_new() {
        let (one, field) = (standard(|source| source), Field::everything());
        let applied = Applied { standard: &one, field: &field };
        assert_eq!(to_try(&pairs(applied, None)).len(), one.promises().len());
    }

    /// the same words in another field are another promise.
    #[test]
    fn a_version_that_applies_elsewhere_is_tried_although_it_says_the_same() {
        let one = standard(|source| source);
        let (everywhere, nowhere) = (Field::everything(), Field::everything().in_branches([]));
        let draft = Applied { standard: &one, field: &nowhere };
        let current = Applied { standard: &one, field: &everywhere };
        let pairs = pairs(draft, Some(current));
        assert!(pairs.iter().all(|pair| pair.difference() == Difference::Changed));
    }

    #[test]
    fn the_worst_group_is_the_first_with_most_broken_and_none_where_all_was_kept() {
        let broken = |breached| Counts { breached, ..Counts::default() };
        assert_eq!(worst([('a', broken(1)), ('b', broken(3)), ('c', broken(3))]), Some(('b', broken(3))));
        assert_eq!(worst([('a', broken(0))]), None);
    }
}
