//! What came of a trial, in words and figures: plain functions.

use solits_i18n::Words;
use solits_kernel::BranchId;
use solits_obligation::{Counts, kept_percent};
use solits_organisation::Branch;

use super::model::{Difference, Side, Tested, worst};

/// So many that were broken are shown as examples.
const MOST_EXAMPLES: usize = 5;

/// A promise as it is shown.
pub(super) struct PromiseView {
    pub(super) heading: String,
    pub(super) kind: &'static str,
    pub(super) difference: String,
    /// In words first.
    pub(super) told: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) groups: Vec<Group>,
    pub(super) examples: Vec<Example>,
}

/// A promise that stays as it is.
pub(super) struct SameView {
    pub(super) heading: String,
    pub(super) kept: String,
}

/// A line of figures: of what, of the draft, in force.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) drafted: String,
    pub(super) current: String,
}

/// A table of figures.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Example {
    pub(super) href: String,
    pub(super) text: String,
}

/// What came of one promise, in words first.
pub(super) fn promise(words: Words, number: i64, one: &Tested, branches: &[Branch]) -> PromiseView {
    let (kind, difference) = match one.difference {
        Difference::New => ("brand", words.t("standards-lab-new")),
        Difference::Gone => ("plain", words.t("standards-lab-gone")),
        Difference::Changed | Difference::Same => ("soon", words.t("standards-lab-changed")),
    };
    let row = |name: String, of: &dyn Fn(&Side) -> Counts| {
        let told = |side: Option<&Side>| side.map(|side| figures(words, of(side))).unwrap_or_default();
        Row { name, drafted: told(one.drafted.as_ref()), current: told(one.current.as_ref()) }
    };
    let rows = vec![row(words.t("standards-lab-all"), &|side| side.total)];
    let side = one.drafted.as_ref().or(one.current.as_ref());
    let groups = side.map(|side| groups(words, side, branches, &row)).unwrap_or_default();
    let examples =
        side.map(|side| &side.broken[..]).unwrap_or_default().iter().take(MOST_EXAMPLES).map(|broken| {
            let gaps = [
                ("branch", branch_name(words, branches, broken.branch).into()),
                ("day", words.day(broken.opened_at.day()).into()),
                ("time", words.time(broken.opened_at).into()),
                ("due", words.moment(broken.due_at).into()),
            ];
            Example {
                href: format!("/standard/{number}/lab/entries/{}", broken.subject),
                text: words.ta("standards-lab-example", &gaps),
            }
        });
    PromiseView {
        heading: one.heading.get(words.0).to_owned(),
        kind,
        difference,
        told: in_words(words, one, branches),
        rows,
        groups,
        examples: examples.collect(),
    }
}

/// Makes a row of a name and of what is counted of each side.
type Rows<'a> = &'a dyn Fn(String, &dyn Fn(&Side) -> Counts) -> Row;

fn groups(words: Words, side: &Side, branches: &[Branch], row: Rows<'_>) -> Vec<Group> {
    fn of<K: PartialEq>(groups: &[(K, Counts)], key: &K) -> Counts {
        groups.iter().find(|(other, _)| other == key).map(|(_, counts)| *counts).unwrap_or_default()
    }
    let by_branch = side
        .branches
        .iter()
        .map(|(branch, _)| row(branch_name(words, branches, *branch), &|side| of(&side.branches, branch)));
    let by_month =
        side.months.iter().map(|(month, _)| row(month_words(words, *month), &|side| of(&side.months, month)));
    let by_weekday = WEEKDAYS
        .iter()
        .enumerate()
        .filter(|(day, _)| owed(side.weekdays[*day]))
        .map(|(day, key)| row(words.t(key), &|side| side.weekdays[day]));
    let by_hour = (0..24)
        .filter(|hour| side.hours.get(*hour).copied().is_some_and(owed))
        .map(|hour| row(hour_words(words, hour), &|side| side.hours.get(hour).copied().unwrap_or_default()));
    let groups = [
        ("standards-lab-by-branch", by_branch.collect::<Vec<_>>()),
        ("standards-lab-by-month", by_month.collect()),
        ("standards-lab-by-weekday", by_weekday.collect()),
        ("standards-lab-by-hour", by_hour.collect()),
    ];
    groups.into_iter().map(|(key, rows)| Group { title: words.t(key), rows }).collect()
}

const fn owed(counts: Counts) -> bool {
    counts.met + counts.breached + counts.waived > 0
}

const WEEKDAYS: [&str; 7] = [
    "standards-lab-monday",
    "standards-lab-tuesday",
    "standards-lab-wednesday",
    "standards-lab-thursday",
    "standards-lab-friday",
    "standards-lab-saturday",
    "standards-lab-sunday",
];

fn hour_words(words: Words, hour: usize) -> String {
    let hour = i64::try_from(hour).unwrap_or_default();
    words.ta("standards-lab-hour", &[("from", hour.into()), ("to", (hour + 1).into())])
}

fn month_words(words: Words, month: i64) -> String {
    let in_year = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    let year = (1970 + month.div_euclid(12)).to_string();
    words.ta("standards-lab-month", &[("year", year.into()), ("month", words.month(in_year).into())])
}

fn branch_name(words: Words, branches: &[Branch], id: Option<BranchId>) -> String {
    branches
        .iter()
        .find(|branch| Some(branch.id) == id)
        .map_or_else(|| words.t("standards-lab-no-branch"), |branch| branch.name.get(words.0).to_owned())
}

/// "91 % (912 no 1002)", or that nothing was owed.
pub(super) fn figures(words: Words, counts: Counts) -> String {
    kept_percent(counts.met, counts.breached).map_or_else(
        || words.t("standards-lab-nothing-owed"),
        |share| {
            let gaps = [
                ("share", words.percent(share / 100.0).into()),
                ("met", words.number(counts.met).into()),
                ("owed", words.number(counts.met + counts.breached).into()),
            ];
            words.ta("standards-lab-figures", &gaps)
        },
    )
}

/// What came of a promise, in sentences: how often it would be kept, against now and against its target, and where and when
/// it would be broken most.
fn in_words(words: Words, one: &Tested, branches: &[Branch]) -> Vec<String> {
    let mut told = Vec::new();
    let share = |side: Option<&Side>| side.and_then(|side| kept_percent(side.total.met, side.total.breached));
    let said = |share: f64| words.percent(share / 100.0);
    match (share(one.drafted.as_ref()), share(one.current.as_ref())) {
        (Some(drafted), Some(current)) => {
            let gaps = [("share", said(drafted).into()), ("current", said(current).into())];
            told.push(words.ta("standards-lab-kept-against", &gaps));
        }
        (Some(drafted), None) => {
            told.push(words.ta("standards-lab-kept", &[("share", said(drafted).into())]));
        }
        (None, Some(current)) => {
            told.push(words.ta("standards-lab-kept-now", &[("current", said(current).into())]));
        }
        (None, None) => told.push(words.t("standards-lab-never-owed")),
    }
    if let Some(share) = share(one.drafted.as_ref()) {
        let gaps = [("target", said(one.target_percent).into())];
        let key = if share >= one.target_percent {
            "standards-lab-target-reached"
        } else {
            "standards-lab-target-missed"
        };
        told.push(words.ta(key, &gaps));
    }
    let Some(side) = one.drafted.as_ref() else { return told };
    let weekday = worst(WEEKDAYS.into_iter().zip(side.weekdays));
    let hour = worst((0..).zip(side.hours.iter().copied()));
    let place = worst(side.branches.iter().copied());
    let month = worst(side.months.iter().copied());
    if let (Some(place), Some(weekday), Some(hour), Some(month)) = (place, weekday, hour, month) {
        let gaps = [
            ("branch", branch_name(words, branches, place.0).into()),
            ("weekday", words.t(weekday.0).into()),
            ("hour", hour_words(words, hour.0).into()),
            ("month", month_words(words, month.0).into()),
        ];
        told.push(words.ta("standards-lab-worst", &gaps));
    }
    told
}
