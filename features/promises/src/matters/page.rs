//! `GET /matters`: the figures of some days, of all or a part, and the same by branch, unit, channel or employee.
#![expect(
    clippy::cmp_owned,
    reason = "a template compares the chosen value with each option as text, whatever type either has"
)]

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::Query;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::matters::{self, Counts, SumRow};
use solits_kernel::{BranchId, EmployeeId, UnitId, day_of_number};
use solits_standard::model::ChannelKind;
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};
use uuid::Uuid;

use super::model::{What, average, first_share};
use crate::{
    model::{Days, MOST_LISTED_DAYS, Wanted},
    pages::{By, Filter, FilterForm, Names, PEOPLE, branch_name, channel_words, indented},
    part::{Part, channel_of},
    units::Team,
};

/// A figure with its words; without an address where there is nothing behind it.
struct Figure {
    label: String,
    number: String,
    /// A sentence beside it; empty for none.
    note: String,
    href: String,
}

/// A branch, unit, channel or employee with its figures.
struct Line {
    name: String,
    figures: Vec<Figure>,
}

struct Tab {
    href: String,
    label: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "promises/matters.html")]
struct MattersView {
    page: Page,
    /// Where the table of these days is taken as a file.
    download: String,
    filter: FilterForm,
    /// Whether anything happened in these days.
    is_empty: bool,
    first: Figure,
    all_passed: Figure,
    passed: Vec<Figure>,
    costs: Vec<Figure>,
    tabs: Vec<Tab>,
    split: String,
    head: String,
    columns: Vec<String>,
    lines: Vec<Line>,
}

/// What one employee did at a branch by a channel, each with the unit of its day.
pub(super) struct Cell {
    pub(super) branch: BranchId,
    employee: EmployeeId,
    pub(super) channel: String,
    pub(super) unit: Option<UnitId>,
    counts: Counts,
}

impl Cell {
    pub(super) fn belongs(&self, part: Part, team: Option<&Team<'_>>) -> bool {
        part.branch.is_none_or(|branch| branch == self.branch)
            && part.channel_name().is_none_or(|channel| channel == self.channel)
            && part.employee.is_none_or(|employee| employee == self.employee)
            && team.is_none_or(|team| team.holds(self.unit))
    }
}

/// `GET /matters?branch=&channel=&unit=&employee=&from=&to=&by=`
pub(super) async fn show(cx: EmployeeCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let words = cx.words;
    let filter = Filter::of(&cx, &query, MOST_LISTED_DAYS)?;
    let by = By::parse(query.get("by").map_or("", String::as_str));
    let by = if by == By::Employee && !cx.me.may(PEOPLE) { By::default() } else { by };
    let mut tx = cx.read().await?;
    let names = Names::load(&mut tx).await?;
    let team = names.team(filter.part);
    let sums = matters::sum(&mut tx, filter.days.from, filter.days.to).await?;
    let channels = channels_of(&sums);
    let cells = cells(&mut tx, &names, filter.days, sums).await?;
    drop(tx);
    let cells: Vec<Cell> =
        cells.into_iter().filter(|cell| cell.belongs(filter.part, team.as_ref())).collect();
    let total = sum(cells.iter());
    let shown = Shown { words, part: filter.part, days: filter.days };
    let tab = |one: By| Tab {
        href: format!("/matters?by={}&{}", one.word(), filter.address(Wanted::All)),
        label: title(one, words),
        current: one == by,
    };
    html(&MattersView {
        download: format!(
            "/exports?what=matters&from={}&until={}",
            day_of_number(filter.days.from),
            day_of_number(filter.days.to)
        ),
        filter: FilterForm::new(&cx, &filter, &names, &channels, by.word()),
        is_empty: total.is_nothing(),
        first: shown.first(total),
        all_passed: shown.count(What::Passed, total, filter.part),
        passed: What::PASSED.map(|what| shown.count(what, total, filter.part)).into(),
        costs: COSTS.map(|what| shown.cost(what, total)).into(),
        tabs: By::ALL.into_iter().filter(|one| *one != By::Employee || cx.me.may(PEOPLE)).map(tab).collect(),
        split: title(by, words),
        head: by.head(words),
        columns: COLUMNS.map(|key| words.t(key)).into(),
        lines: lines(&shown, by, &names, team.as_ref(), &cells),
        page: cx.page(words.t("promises-matters-title")),
    })
}

/// What a matter asks of the client.
const COSTS: [What; 4] = [What::Visits, What::Contacts, What::Documents, What::Fees];
/// What stands over the figures of the table.
const COLUMNS: [&str; 7] = [
    "promises-matters-ended",
    "promises-matters-first",
    "promises-matters-passed",
    "promises-matters-visits-average",
    "promises-matters-contacts-average",
    "promises-matters-documents-average",
    "promises-matters-fees-average",
];

/// How the table is split.
fn title(by: By, words: Words) -> String {
    words.t(match by {
        By::Branch => "promises-matters-by-branch",
        By::Unit => "promises-matters-by-unit",
        By::Channel => "promises-matters-by-channel",
        By::Employee => "promises-matters-by-employee",
    })
}

/// Their counts together.
pub(super) fn sum<'a>(cells: impl Iterator<Item = &'a Cell>) -> Counts {
    cells.fold(Counts::default(), |mut sum, cell| {
        sum.add(cell.counts);
        sum
    })
}

/// The channels by which anything came.
pub(super) fn channels_of(sums: &[SumRow]) -> Vec<ChannelKind> {
    let mut channels: Vec<ChannelKind> = sums.iter().filter_map(|row| channel_of(&row.channel)).collect();
    channels.sort_unstable();
    channels.dedup();
    channels
}

/// The sums as cells. Of whoever came into another unit within the days, each day is read for itself.
pub(super) async fn cells(
    tx: &mut Tx,
    names: &Names,
    days: Days,
    sums: Vec<SumRow>,
) -> Result<Vec<Cell>, WebError> {
    let cell = |row: SumRow, day: i64| Cell {
        branch: row.branch_id,
        employee: row.employee_id,
        unit: names.units.on(row.employee_id, day),
        counts: row.counts(),
        channel: row.channel,
    };
    let (moved, settled): (Vec<SumRow>, Vec<SumRow>) =
        sums.into_iter().partition(|row| names.units.moved(row.employee_id, days));
    let mut cells: Vec<Cell> = settled.into_iter().map(|row| cell(row, days.from)).collect();
    let mut movers: Vec<EmployeeId> = moved.into_iter().map(|row| row.employee_id).collect();
    movers.sort_unstable();
    movers.dedup();
    for mover in movers {
        let rows = matters::list_days(tx, (days.from, days.to), None, Some(mover)).await?;
        cells.extend(rows.into_iter().map(|row| {
            let day = row.day.unwrap_or(days.from);
            cell(row, day)
        }));
    }
    Ok(cells)
}

/// What is shown, and how it is called.
struct Shown {
    words: Words,
    part: Part,
    days: Days,
}

impl Shown {
    fn href(&self, what: What, part: Part) -> String {
        format!("/matters/list?what={}&{}", what.word(), part.address(self.days, Wanted::All))
    }

    /// How many there are of a figure, leading to them.
    fn count(&self, what: What, counts: Counts, part: Part) -> Figure {
        let count = what.of(counts);
        Figure {
            label: self.words.t(&format!("promises-matters-{}", what.word())),
            number: self.words.number(count),
            note: String::new(),
            href: if count > 0 { self.href(what, part) } else { String::new() },
        }
    }

    /// The share solved at the first contact, and of how many.
    fn first(&self, counts: Counts) -> Figure {
        Figure {
            note: self.words.na(
                "promises-matters-of",
                counts.ended,
                &[("first", self.words.number(counts.first).into())],
            ),
            ..self.share(counts, self.part)
        }
    }

    fn share(&self, counts: Counts, part: Part) -> Figure {
        let share = first_share(counts);
        Figure {
            label: self.words.t("promises-matters-first"),
            number: share.map_or_else(|| "–".to_owned(), |share| self.words.percent(share)),
            note: String::new(),
            href: if counts.first > 0 { self.href(What::First, part) } else { String::new() },
        }
    }

    /// How much of something a matter asks of the client on average, and how much it was together.
    fn cost(&self, what: What, counts: Counts) -> Figure {
        let sum = what.of(counts);
        let together = if what == What::Fees { euros(self.words, sum) } else { self.words.number(sum) };
        Figure {
            note: self.words.ta("promises-matters-together", &[("sum", together.into())]),
            ..self.average(what, counts, self.part)
        }
    }

    fn average(&self, what: What, counts: Counts, part: Part) -> Figure {
        let sum = what.of(counts);
        let number = average(sum, counts).map_or_else(
            || "–".to_owned(),
            |average| match what {
                What::Fees => self
                    .words
                    .ta("promises-matters-euros", &[("sum", self.words.decimal(average / 100.0, 2).into())]),
                _ => self.words.decimal(average, 2),
            },
        );
        Figure {
            label: self.words.t(&format!("promises-matters-{}", what.word())),
            number,
            note: String::new(),
            href: if sum > 0 { self.href(what, part) } else { String::new() },
        }
    }

    fn line(&self, name: String, part: Part, counts: Counts) -> Line {
        let mut figures = vec![
            self.count(What::Ended, counts, part),
            self.share(counts, part),
            self.count(What::Passed, counts, part),
        ];
        figures.extend(COSTS.map(|what| self.average(what, counts, part)));
        Line { name, figures }
    }
}

/// A sum of money.
fn euros(words: Words, cents: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "sums of fees stay far below 2^52 cents")]
    let euros = cents as f64 / 100.0;
    words.ta("promises-matters-euros", &[("sum", words.decimal(euros, 2).into())])
}

/// How a matter was passed on, in words; empty where it was not.
pub(super) fn passed_words(words: Words, counts: Counts) -> String {
    let ways = What::PASSED.into_iter().filter(|what| what.of(counts) > 0);
    ways.map(|what| words.t(&format!("promises-matters-way-{}", what.word()))).collect::<Vec<_>>().join(", ")
}

/// What a matter asked of the client, in words; what was not asked is not named.
pub(super) fn cost_words(words: Words, counts: Counts) -> String {
    let mut named = Vec::new();
    for (key, count) in [
        ("promises-matters-n-visits", counts.visits),
        ("promises-matters-n-contacts", counts.contacts),
        ("promises-matters-n-documents", counts.documents),
    ] {
        if count > 0 {
            named.push(words.n(key, count));
        }
    }
    if counts.cents > 0 {
        named.push(euros(words, counts.cents));
    }
    named.join(", ")
}

/// The lines of the table, in the order in which their names are known.
fn lines(shown: &Shown, by: By, names: &Names, team: Option<&Team<'_>>, cells: &[Cell]) -> Vec<Line> {
    let (words, part) = (shown.words, shown.part);
    match by {
        By::Branch => {
            let order = |id: &Uuid| names.branches.iter().position(|branch| branch.id.uuid() == *id);
            sorted(grouped(cells, |cell| vec![cell.branch.uuid()]), order, |id, counts| {
                let part = Part { branch: Some(BranchId::new(id)), ..part };
                shown.line(branch_name(words, &names.branches, Some(id)), part, counts)
            })
        }
        By::Unit => {
            // Of one unit only what is within it: what stands above has more than the part that is looked at.
            let is_in = |unit: &UnitId| team.is_none_or(|team| team.holds(Some(*unit)));
            let within = |cell: &Cell| match cell.unit {
                None => vec![UnitId::new(Uuid::nil())],
                Some(unit) => names.units.upwards(unit).into_iter().filter(is_in).collect(),
            };
            let order = |id: &UnitId| names.units.tree().iter().position(|(unit, ..)| unit == id);
            sorted(grouped(cells, within), order, |id, counts| {
                let depth = order(&id).map_or(0, |place| names.units.tree()[place].2);
                let part = Part { unit: Some(id), ..part };
                shown.line(indented(&names.unit(words, id), depth), part, counts)
            })
        }
        By::Channel => {
            let channel = |cell: &Cell| channel_of(&cell.channel).into_iter().collect();
            sorted(
                grouped(cells, channel),
                |_| Some(0),
                |channel, counts| {
                    let part = Part { channel: Some(channel), ..part };
                    shown.line(channel_words(words, channel), part, counts)
                },
            )
        }
        By::Employee => {
            let order = |id: &Uuid| names.employees.iter().position(|one| one.id.uuid() == *id);
            sorted(grouped(cells, |cell| vec![cell.employee.uuid()]), order, |id, counts| {
                let part = Part { employee: Some(EmployeeId::new(id)), ..part };
                shown.line(names.employee(words, id), part, counts)
            })
        }
    }
}

/// The counts by what they belong to, which may be several.
pub(super) fn grouped<K: Ord>(cells: &[Cell], keys: impl Fn(&Cell) -> Vec<K>) -> BTreeMap<K, Counts> {
    let mut groups: BTreeMap<K, Counts> = BTreeMap::new();
    for cell in cells {
        for key in keys(cell) {
            groups.entry(key).or_default().add(cell.counts);
        }
    }
    groups
}

/// The groups in an order, what has no place in it at the end.
fn sorted<K: Ord + Copy>(
    groups: BTreeMap<K, Counts>,
    order: impl Fn(&K) -> Option<usize>,
    line: impl Fn(K, Counts) -> Line,
) -> Vec<Line> {
    let mut groups: Vec<(K, Counts)> = groups.into_iter().collect();
    groups.sort_by_key(|(key, _)| order(key).unwrap_or(usize::MAX));
    groups.into_iter().map(|(key, counts)| line(key, counts)).collect()
}
