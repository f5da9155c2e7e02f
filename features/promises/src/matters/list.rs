//! `GET /matters/list`: the visits and cases behind a figure, page by page: bounded work for each page, whatever the history.
#![expect(
    clippy::cmp_owned,
    reason = "a template compares the chosen value with each option as text, whatever type either has"
)]

use std::collections::HashMap;

use askama::Template;
use axum::extract::Query;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::matters::{self, CaseRow, SumRow};
use solits_kernel::{BranchId, CaseId, EmployeeId, day_of_number};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};
use uuid::Uuid;

use super::{
    model::{After, What},
    page::{channels_of, cost_words, passed_words},
    store::{self, VisitRow},
};
use crate::{
    model::{Days, MOST_LISTED_DAYS, Wanted},
    pages::{Filter, FilterForm, Names, PEOPLE, branch_name},
    part::{Part, channel_of, or_nil},
    units::Team,
};

/// How much a page of the list shows.
const MANY: usize = 50;
/// So many rows are read at once where those of one unit are picked out of them.
const AT_ONCE: i64 = 500;
/// A page never looks at more days than these.
const DAYS_LOOKED_AT: usize = 62;

/// A visit or a case in the list.
struct Line {
    /// The case's page, for whoever works on cases.
    href: String,
    name: String,
    when: String,
    branch: String,
    /// Who did it; empty for whoever may not look at the figures of others.
    who: String,
    /// How it ended, or what it asked of the client.
    how: String,
}

#[derive(Template)]
#[template(path = "promises/matters_list.html")]
struct ListView {
    page: Page,
    back: String,
    filter: FilterForm,
    lines: Vec<Line>,
    has_people: bool,
    next: String,
}

/// What a page of the list holds.
enum Row {
    Visit(VisitRow),
    Case { row: CaseRow, day: i64, reference: String },
}

/// What is looked for.
struct Asked<'a> {
    what: What,
    part: Part,
    team: Option<&'a Team<'a>>,
}

impl Asked<'_> {
    /// Whether something somebody did on a day belongs to it.
    fn is_of(&self, employee: Option<EmployeeId>, day: i64) -> bool {
        self.team.is_none_or(|team| team.has(or_nil(employee), day))
    }

    fn counts_on(&self, row: &SumRow) -> bool {
        let day = row.day.unwrap_or_default();
        self.part.channel_name().is_none_or(|channel| channel == row.channel)
            && self.is_of(Some(row.employee_id), day)
            && self.what.of(row.counts()) > 0
    }

    fn has_visits(&self) -> bool {
        self.part.channel_name().is_none_or(|channel| channel == "visit")
    }

    fn holds(&self, row: &CaseRow, day: i64) -> bool {
        self.what.of(row.counts()) > 0
            && self.part.branch.is_none_or(|branch| branch == row.branch_id)
            && self.part.employee.is_none_or(|employee| employee == row.employee_id)
            && self.part.channel_name().is_none_or(|channel| channel == row.channel)
            && self.is_of(Some(row.employee_id), day)
    }
}

/// `GET /matters/list?what=&branch=&channel=&unit=&employee=&from=&to=&after=`
pub(super) async fn show(cx: EmployeeCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let words = cx.words;
    let filter = Filter::of(&cx, &query, MOST_LISTED_DAYS)?;
    let what = What::parse(query.get("what").map_or("", String::as_str));
    let after: Option<After> = query.get("after").and_then(|place| place.parse().ok());
    let mut tx = cx.read().await?;
    let names = Names::load(&mut tx).await?;
    let team = names.team(filter.part);
    let asked = Asked { what, part: filter.part, team: team.as_ref() };
    let listed = list(&mut tx, &asked, filter.days, after).await?;
    let sums = matters::sum(&mut tx, filter.days.from, filter.days.to).await?;
    drop(tx);
    let has_people = cx.me.may(PEOPLE);
    let line = |row: &Row| line(&cx, &names, row, has_people);
    let label = |what: What| words.t(&format!("promises-matters-{}", what.word()));
    let address = |what: What| format!("/matters/list?what={}&{}", what.word(), filter.address(Wanted::All));
    html(&ListView {
        back: format!("/matters?{}", filter.address(Wanted::All)),
        filter: FilterForm {
            whats: What::ALL.map(|one| (one.word().to_owned(), label(one))).into(),
            what: what.word(),
            ..FilterForm::new(&cx, &filter, &names, &channels_of(&sums), "")
        },
        lines: listed.rows.iter().map(line).collect(),
        has_people,
        next: listed.next.map(|place| format!("{}&after={place}", address(what))).unwrap_or_default(),
        page: cx.page(label(what)),
    })
}

/// A page of the list.
#[derive(Default)]
struct Listed {
    rows: Vec<Row>,
    next: Option<After>,
}

async fn list(tx: &mut Tx, asked: &Asked<'_>, days: Days, after: Option<After>) -> Result<Listed, WebError> {
    let last = after.map_or(days.to, |after| after.day.min(days.to));
    let sums = matters::list_days(tx, (days.from, last), asked.part.branch, asked.part.employee).await?;
    let mut with: Vec<i64> =
        sums.iter().filter(|row| asked.counts_on(row)).filter_map(|row| row.day).collect();
    with.dedup();
    let mut listed = Listed::default();
    for day in with.iter().take(DAYS_LOOKED_AT) {
        let after = after.filter(|after| after.day == *day);
        if asked.has_visits() && after.is_none_or(|after| !after.is_case) {
            visits(tx, asked, *day, after.map(|after| after.id), &mut listed).await?;
        }
        if asked.what.has_cases() && listed.next.is_none() {
            cases(tx, asked, *day, after.filter(|after| after.is_case).map(|after| after.id), &mut listed)
                .await?;
        }
        if listed.next.is_some() {
            return Ok(listed);
        }
    }
    listed.next = with.get(DAYS_LOOKED_AT).map(|day| After { day: *day, is_case: false, id: Uuid::max() });
    Ok(listed)
}

/// Adds the visits of a day, the latest first, until the page is full.
async fn visits(
    tx: &mut Tx,
    asked: &Asked<'_>,
    day: i64,
    mut before: Option<Uuid>,
    listed: &mut Listed,
) -> Result<(), WebError> {
    let Some(outcomes) = asked.what.outcomes() else { return Ok(()) };
    // Where the page before ended is an id of the day, or the end of all of them.
    before = before.filter(|id| *id != Uuid::max());
    loop {
        let part = (asked.part.branch, asked.part.employee);
        let rows = store::list_visits(tx, day, before, outcomes, part, AT_ONCE).await?;
        let is_last = rows.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        before = rows.last().map(|row| row.id);
        for row in rows {
            if !asked.is_of(row.employee_id, day) {
                continue;
            }
            let id = row.id;
            listed.rows.push(Row::Visit(row));
            if listed.rows.len() == MANY {
                listed.next = Some(After { day, is_case: false, id });
                return Ok(());
            }
        }
        if is_last {
            return Ok(());
        }
    }
}

/// Adds the cases of a day that whoever looks may see, until the page is full.
async fn cases(
    tx: &mut Tx,
    asked: &Asked<'_>,
    day: i64,
    after: Option<Uuid>,
    listed: &mut Listed,
) -> Result<(), WebError> {
    let mut after = after.unwrap_or_else(Uuid::nil);
    loop {
        let mut rows = matters::list_cases(tx, day, after, AT_ONCE).await?;
        let is_last = rows.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        if let Some(last) = rows.last().map(|row| row.case_id).filter(|_| !is_last) {
            // The rest of the last case comes with the next rows.
            rows.retain(|row| row.case_id != last);
        }
        for row in rows {
            after = row.case_id;
            if !asked.holds(&row, day) {
                continue;
            }
            let case = solits_cases::find(tx, CaseId::new(row.case_id)).await?;
            // What is hidden from whoever looks is absent, not even told of.
            let Some(case) = case else { continue };
            listed.rows.push(Row::Case { row, day, reference: case.reference });
            if listed.rows.len() >= MANY {
                listed.next = Some(After { day, is_case: true, id: after });
                return Ok(());
            }
        }
        if is_last {
            return Ok(());
        }
    }
}

fn line(cx: &EmployeeCx, names: &Names, row: &Row, has_people: bool) -> Line {
    let words = cx.words;
    let who = |employee: Option<EmployeeId>| {
        if has_people { names.employee(words, or_nil(employee)) } else { String::new() }
    };
    let branch = |branch: Option<BranchId>| branch_name(words, &names.branches, branch.map(BranchId::uuid));
    match row {
        Row::Visit(visit) => Line {
            href: String::new(),
            name: visit_name(words, visit),
            when: words.moment(visit.ended_at),
            branch: branch(visit.branch_id),
            who: who(visit.employee_id),
            how: words.t(&format!("promises-matters-outcome-{}", visit.outcome)),
        },
        Row::Case { row, day, reference } => Line {
            href: if cx.me.may("cases.work") { format!("/cases/{}", row.case_id) } else { String::new() },
            name: words.ta("promises-matters-case", &[("reference", reference.as_str().into())]),
            when: words.on(day_of_number(*day)),
            branch: branch(Some(row.branch_id)),
            who: who(Some(row.employee_id)),
            how: case_words(words, row),
        },
    }
}

fn visit_name(words: Words, visit: &VisitRow) -> String {
    match (&visit.letter, visit.number) {
        (Some(letter), Some(number)) => {
            words.ta("promises-matters-ticket", &[("number", format!("{letter} {number:03}").into())])
        }
        _ => words.t("promises-matters-visit"),
    }
}

/// How the client came with a case, how it was passed on, and what it asked of them.
fn case_words(words: Words, row: &CaseRow) -> String {
    let channel = channel_of(&row.channel).map(|channel| channel.words().get(words.0).to_owned());
    let costs = (row.ended > 0).then(|| cost_words(words, row.counts()));
    let ways = passed_words(words, row.counts());
    let passed = if ways.is_empty() {
        String::new()
    } else {
        words.ta("promises-matters-passed-ways", &[("ways", ways.into())])
    };
    channel
        .into_iter()
        .chain([passed])
        .chain(costs)
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}
