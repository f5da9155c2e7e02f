//! The table of months on the page of a promise: by branch, unit, channel or employee.

use std::collections::BTreeMap;

use solits_i18n::Words;
use solits_kernel::{BranchId, EmployeeId, UnitId};
use uuid::Uuid;

use super::{
    branch_name,
    filter::{Names, channel_words, indented},
};
use crate::{
    cells::Cell,
    figure::cases_href,
    model::{Kept, Wanted},
    part::{Part, channel_of},
};

/// By what the table is split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum By {
    #[default]
    Branch,
    /// Each unit with those under it.
    Unit,
    Channel,
    Employee,
}

impl By {
    pub(crate) const ALL: [Self; 4] = [Self::Branch, Self::Unit, Self::Channel, Self::Employee];

    /// The word in addresses; empty for the usual one.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Branch => "",
            Self::Unit => "unit",
            Self::Channel => "channel",
            Self::Employee => "employee",
        }
    }

    /// What the word asks for; the usual one where it asks for nothing known.
    pub(crate) fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|by| by.word() == word).unwrap_or_default()
    }

    pub(super) fn title(self, words: Words) -> String {
        words.t(match self {
            Self::Branch => "promises-by-branch",
            Self::Unit => "promises-by-unit",
            Self::Channel => "promises-by-channel",
            Self::Employee => "promises-by-employee",
        })
    }

    /// What stands over the names.
    pub(crate) fn head(self, words: Words) -> String {
        words.t(match self {
            Self::Branch => "promises-branch",
            Self::Unit => "promises-unit",
            Self::Channel => "promises-channel",
            Self::Employee => "promises-employee",
        })
    }
}

/// A month of a line: share, count and the cases behind them; empty where nothing was owed.
pub(super) struct Month {
    pub(super) share: String,
    pub(super) cases: String,
    pub(super) below: bool,
    pub(super) href: String,
}

/// A branch, unit, channel or employee with its months.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) months: Vec<Month>,
}

/// The months of a promise that are shown, and what is promised.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) norm: &'a str,
    /// The part that is looked at.
    pub(super) part: Part,
    pub(super) first: i64,
    pub(super) last: i64,
    /// The share promised, 0 to 1.
    pub(super) target: f64,
}

/// By month what was kept.
type Months = BTreeMap<i64, Kept>;

/// The lines of the table; `cells` are those of the part that is looked at.
pub(super) fn lines(words: Words, by: By, names: &Names, shown: Shown<'_>, cells: &[Cell]) -> Vec<Line> {
    let line = |(name, part, months): (String, Part, Months)| Line {
        name,
        months: (shown.first..=shown.last)
            .map(|month| a_month(words, shown, part, month, months.get(&month).copied().unwrap_or_default()))
            .collect(),
    };
    let part = shown.part;
    let groups: Vec<(String, Part, Months)> = match by {
        By::Branch => {
            let order = |id: &Uuid| names.branches.iter().position(|branch| branch.id.uuid() == *id);
            sorted(grouped(cells, |cell| vec![cell.branch]), order, |id| {
                let part = Part { branch: Some(BranchId::new(id)), ..part };
                (branch_name(words, &names.branches, Some(id)), part)
            })
        }
        By::Unit => {
            // Of one unit only what is within it: what stands above has more than the part that is looked at.
            let team = names.team(part);
            let is_in = |unit: &UnitId| team.as_ref().is_none_or(|team| team.holds(Some(*unit)));
            let within = |cell: &Cell| match cell.unit {
                None => vec![UnitId::new(Uuid::nil())],
                Some(unit) => names.units.upwards(unit).into_iter().filter(is_in).collect(),
            };
            let order = |id: &UnitId| names.units.tree().iter().position(|(unit, ..)| unit == id);
            sorted(grouped(cells, within), order, |id| {
                let depth = order(&id).map_or(0, |place| names.units.tree()[place].2);
                (indented(&names.unit(words, id), depth), Part { unit: Some(id), ..part })
            })
        }
        By::Channel => {
            let channel = |cell: &Cell| channel_of(&cell.channel).into_iter().collect();
            sorted(
                grouped(cells, channel),
                |_| Some(0),
                |channel| (channel_words(words, channel), Part { channel: Some(channel), ..part }),
            )
        }
        By::Employee => {
            let order = |id: &Uuid| names.employees.iter().position(|one| one.id.uuid() == *id);
            sorted(grouped(cells, |cell| vec![cell.employee]), order, |id| {
                let part = Part { employee: Some(EmployeeId::new(id)), ..part };
                (names.employee(words, id), part)
            })
        }
    };
    groups.into_iter().map(line).collect()
}

/// The cells by what they belong to, which may be several, each by month.
fn grouped<K: Ord>(cells: &[Cell], keys: impl Fn(&Cell) -> Vec<K>) -> BTreeMap<K, Months> {
    let mut groups: BTreeMap<K, Months> = BTreeMap::new();
    for cell in cells {
        for key in keys(cell) {
            groups.entry(key).or_default().entry(cell.period).or_default().add(cell.kept);
        }
    }
    groups
}

/// The groups in an order, what has no place in it at the end, each with its name and the part it is.
fn sorted<K: Ord + Copy>(
    groups: BTreeMap<K, Months>,
    order: impl Fn(&K) -> Option<usize>,
    named: impl Fn(K) -> (String, Part),
) -> Vec<(String, Part, Months)> {
    let mut groups: Vec<(K, Months)> = groups.into_iter().collect();
    groups.sort_by_key(|(key, _)| order(key).unwrap_or(usize::MAX));
    groups
        .into_iter()
        .map(|(key, months)| {
            let (name, part) = named(key);
            (name, part, months)
        })
        .collect()
}

fn a_month(words: Words, shown: Shown<'_>, part: Part, month: i64, kept: Kept) -> Month {
    let Some(share) = kept.share() else {
        return Month { share: String::new(), cases: String::new(), below: false, href: String::new() };
    };
    Month {
        share: words.percent(share),
        cases: words.number(kept.owed()),
        below: kept.is_below(shown.target),
        href: cases_href(shown.norm, part, (month, month), Wanted::All),
    }
}
