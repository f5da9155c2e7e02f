//! `/plan/today`: what the day asks of one person, and whose self-checks a manager still waits for.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{EmployeeId, TextError, day_number, day_of_number};
use solits_plan::Matrix;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{DutyLine, Names, line, may_see, notice, unprocessable};
use crate::{
    actions::{self, SelfCheckError},
    model::{Kept, SelfCheck, Signed, is_own_check, self_check},
    store,
};

/// A word about what does not hold is at most so many characters.
const MOST_NOTE: usize = 1000;
/// A manager sees the self-checks of so many days, today among them.
const DAYS_BACK: i64 = 7;
/// The duties of so many days ahead are shown.
const DAYS_AHEAD: i64 = 7;

/// A row of the self-check.
struct Row {
    number: u16,
    text: String,
    paragraph: String,
    ticked: bool,
}

/// The self-check that is still to be signed.
struct Check {
    rows: Vec<Row>,
    note: String,
    errors: Vec<(String, String)>,
}

impl Check {
    fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map(|(_, words)| words.as_str()).unwrap_or_default()
    }
}

/// A self-check that was signed.
struct Done {
    told: String,
    amiss: Vec<String>,
    note: String,
}

/// A self-check of one of a manager's people.
struct Missing {
    name: String,
    /// The days, in words.
    days: String,
}

/// What a manager sees of the team's self-checks.
struct Team {
    /// How many of how many have signed today, in words.
    told: String,
    /// Who has not signed today.
    today: Vec<String>,
    /// Who did not sign on earlier days.
    earlier: Vec<Missing>,
    /// What somebody said does not hold.
    amiss: Vec<(String, String, String)>,
}

/// What a day asks of one person.
struct Day {
    date: String,
    check: Option<Check>,
    done: Option<Done>,
    duties: Vec<DutyLine>,
    later: Vec<DutyLine>,
    team: Option<Team>,
}

#[derive(Template)]
#[template(path = "evaluation/today.html")]
struct TodayView {
    page: Page,
    today: Day,
}

#[derive(Template)]
#[template(path = "evaluation/_today.html")]
struct PartView {
    page: Page,
    today: Day,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    notice: Option<String>,
}

/// What was typed and refused.
#[derive(Default)]
struct Typed {
    holds: Vec<u16>,
    note: String,
    error: String,
}

/// `GET /plan/today`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, asked.notice.as_deref(), None).await
}

/// `GET /plan/today/fragment`: the same without its frame, for other pages.
pub(crate) async fn fragment(cx: EmployeeCx) -> PageResult {
    let today = day(&cx, None).await?;
    html(&PartView { page: cx.page(""), today })
}

async fn page(cx: &EmployeeCx, told: Option<&str>, typed: Option<Typed>) -> PageResult {
    let mut page = cx.page(cx.words.t("evaluation-today"));
    page.notice = notice(told, cx.words);
    html(&TodayView { today: day(cx, typed).await?, page })
}

/// `POST /plan/today`: signs the self-check.
pub(crate) async fn sign(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let holds: Vec<u16> = fields.all("holds").filter_map(|row| row.parse().ok()).collect();
    let typed =
        |error: String| Typed { holds: holds.clone(), note: fields.get("check_note").to_owned(), error };
    let note = match fields.text_or_empty("check_note", MOST_NOTE) {
        Ok(note) => note,
        Err(error) => {
            let why = match error {
                TextError::TooLong(most) => cx.words.ta("common-field-too-long", &[("most", most.into())]),
                _ => cx.words.t("common-field-not-understood"),
            };
            return Ok(unprocessable(page(&cx, None, Some(typed(why))).await?));
        }
    };
    let mut tx = cx.write().await?;
    match actions::sign(&mut tx, &cx.app, &cx.actor(), (cx.me.employee, cx.me.branch), &holds, note).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other("/plan/today?notice=signed"))
        }
        Err(SelfCheckError::NoteNeeded) => {
            drop(tx);
            let why = cx.words.t("evaluation-note-needed");
            Ok(unprocessable(page(&cx, None, Some(typed(why))).await?))
        }
        Err(error) => Err(error.into()),
    }
}

async fn day(cx: &EmployeeCx, typed: Option<Typed>) -> Result<Day, WebError> {
    let (me, words) = (cx.me.employee, cx.words);
    let date = cx.at.day();
    let today = day_number(date);
    let mut tx = cx.read().await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let matrix_of = |number: i64| loaded.versions.get(number).map(|standard| Matrix::of(standard));
    let mine = store::list_of(&mut tx, me, today, today + DAYS_AHEAD).await?;
    let signed = store::find_signed(&mut tx, me, today).await?;
    let team = store::list_team_checks(&mut tx, me, today - DAYS_BACK, today).await?;
    let names = Names::load(&mut tx).await?;
    let team = if team.is_empty() {
        None
    } else {
        Some(self::team(&mut tx, &team, me, today, &names, words).await?)
    };
    drop(tx);

    let check = match (&signed, self_check(&mine, me, today)) {
        (None, Some(check)) => matrix_of(check.standard).map(|matrix| to_sign(&check, &matrix, typed, words)),
        _ => None,
    };
    let done = signed.map(|signed| done(&signed, matrix_of(signed.standard).as_ref(), words));
    let others: Vec<&Kept> = mine.iter().filter(|kept| !is_own_check(&kept.duty, me)).collect();
    let matrices: BTreeMap<i64, Option<Matrix>> =
        others.iter().map(|kept| (kept.standard, matrix_of(kept.standard))).collect();
    let shown = |kept: &Kept, duty: &solits_plan::Duty| {
        line(duty, matrices.get(&kept.standard).and_then(Option::as_ref), &names, words)
    };
    let on_day = |kept: &&Kept| kept.of_day(today).map(|duty| shown(kept, &duty));
    let is_later = |kept: &&&Kept| kept.days.is_empty() && kept.first_on() > today && may_see(kept, me);
    Ok(Day {
        date: words.day(date),
        check,
        done,
        duties: others.iter().filter_map(on_day).collect(),
        later: others.iter().filter(is_later).map(|kept| shown(kept, &kept.duty)).collect(),
        team,
    })
}

/// The rows to sign: none is ticked before, so that a signature says somebody looked.
fn to_sign(check: &SelfCheck, matrix: &Matrix, typed: Option<Typed>, words: Words) -> Check {
    let typed = typed.unwrap_or_default();
    let row = |number: &u16| {
        let row = matrix.row(*number)?;
        Some(Row {
            number: *number,
            text: row.asks.text.get(words.0).to_owned(),
            paragraph: row.asks.paragraph.clone(),
            ticked: typed.holds.contains(number),
        })
    };
    let rows = check.rows.iter().filter_map(row).collect();
    let errors =
        if typed.error.is_empty() { Vec::new() } else { vec![("check_note".to_owned(), typed.error)] };
    Check { rows, note: typed.note, errors }
}

fn done(signed: &Signed, matrix: Option<&Matrix>, words: Words) -> Done {
    let text = |number: u16| {
        let row = matrix?.row(number)?;
        Some(row.asks.text.get(words.0).to_owned())
    };
    let args = [("time", words.time(signed.at).into())];
    Done {
        told: words.ta("evaluation-signed-at", &args),
        amiss: signed.amiss().into_iter().filter_map(text).collect(),
        note: signed.note.clone(),
    }
}

async fn team(
    tx: &mut Tx,
    owed: &[Kept],
    manager: EmployeeId,
    today: i64,
    names: &Names,
    words: Words,
) -> Result<Team, WebError> {
    let signed = store::list_team_signed(tx, manager, today - DAYS_BACK, today).await?;
    let by_day: BTreeSet<(i64, EmployeeId)> = signed.iter().map(|one| (one.day, one.employee)).collect();
    let people: BTreeSet<EmployeeId> = owed.iter().map(|kept| kept.duty.doer).collect();
    let is_asked = |day: i64, id: EmployeeId| self_check(owed, id, day).is_some();
    let asked_today: Vec<EmployeeId> = people.iter().copied().filter(|id| is_asked(today, *id)).collect();
    let is_missing = |day: i64, id: EmployeeId| is_asked(day, id) && !by_day.contains(&(day, id));
    let mut missing_today: Vec<String> = asked_today
        .iter()
        .filter(|id| is_missing(today, **id))
        .map(|id| names.employee(*id).to_owned())
        .collect();
    missing_today.sort_by_cached_key(|name| solits_kernel::fold(name));
    let mut earlier: Vec<Missing> = people
        .iter()
        .filter_map(|id| {
            let days: Vec<String> = (today - DAYS_BACK..today)
                .filter(|day| is_missing(*day, *id))
                .map(|day| words.date(day_of_number(day)))
                .collect();
            (!days.is_empty())
                .then(|| Missing { name: names.employee(*id).to_owned(), days: days.join(", ") })
        })
        .collect();
    earlier.sort_by_cached_key(|one| solits_kernel::fold(&one.name));
    let told = words.na(
        "evaluation-team-signed",
        asked_today.len(),
        &[("signed", i64::try_from(asked_today.len() - missing_today.len()).unwrap_or_default().into())],
    );
    let amiss = signed
        .iter()
        .rev()
        .filter(|one| !one.amiss().is_empty())
        .map(|one| {
            (names.employee(one.employee).to_owned(), words.date(day_of_number(one.day)), one.note.clone())
        })
        .collect();
    Ok(Team { told, today: missing_today, earlier, amiss })
}
