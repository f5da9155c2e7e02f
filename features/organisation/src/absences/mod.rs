//! Absences: who is away when, and who stands in.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

mod actions;
mod program;
pub(crate) mod store;

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use jiff::civil::Date;
use solits_calendar::words::{Form as DayForm, YearShown, date_in};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::Actor;
use solits_kernel::{EmployeeId, day_number, day_of_number};
use solits_web::{App, EmployeeCx, Form, Guard, Page, PageResult, Routes, WebError, html, see_other};

use crate::{
    actions::SetupError,
    editing::{
        draft::{Asked, Draft, notice, optional_id, unprocessable},
        once::created,
    },
    facts,
};
use store::{AbsenceId, AbsenceRow, SubstituteRow};

/// The page of absences.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new()
        .get("/setup/absences", MANAGE, show)
        .creates("/setup/absences", MANAGE, add)
        .post("/setup/absences/{id}/end", MANAGE, end)
        .creates("/setup/substitutes", MANAGE, arrange)
        .post("/setup/substitutes/{id}/withdraw", MANAGE, withdraw)
        .merge(program::routes())
}

struct AbsenceLine {
    id: AbsenceId,
    name: String,
    days: String,
    substitute: String,
    now: bool,
}

struct SubstituteLine {
    id: EmployeeId,
    name: String,
    substitute: String,
}

#[derive(Template)]
#[template(path = "organisation/absences.html")]
struct AbsencesView {
    page: Page,
    absences: Vec<AbsenceLine>,
    substitutes: Vec<SubstituteLine>,
    people: Vec<(String, String)>,
    draft: Draft,
}

/// `GET /setup/absences`
async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, Draft::default(), asked.notice.as_deref()).await
}

async fn page(cx: &EmployeeCx, draft: Draft, told: Option<&str>) -> PageResult {
    let mut tx = cx.read().await?;
    let employees = facts::list_employees(&mut tx).await?;
    let absences = store::list(&mut tx).await?;
    let substitutes = store::list_substitutes(&mut tx).await?;
    let names: HashMap<EmployeeId, &str> = employees.iter().map(|one| (one.id, one.name.as_str())).collect();
    let name = |id: EmployeeId| names.get(&id).copied().unwrap_or_default().to_owned();
    let today = day_number(cx.at.day());
    let mut page = cx.page(cx.words.t("organisation-absences"));
    page.notice = notice(told, cx.words);
    html(&AbsencesView {
        absences: absences
            .into_iter()
            .filter(|one| one.until_on >= today)
            .map(|one| AbsenceLine {
                id: one.id,
                name: name(one.employee_id),
                days: days(one.from_on, Some(one.until_on), cx.words),
                substitute: one.substitute_id.map(name).unwrap_or_default(),
                now: one.from_on <= today,
            })
            .collect(),
        substitutes: substitutes
            .into_iter()
            .map(|one| SubstituteLine {
                id: one.employee_id,
                name: name(one.employee_id),
                substitute: name(one.substitute_id),
            })
            .collect(),
        people: employees
            .iter()
            .filter(|one| one.active)
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        draft,
        page,
    })
}

/// Days in words; nothing at an end that is open.
pub(crate) fn days(from: i64, until: Option<i64>, words: Words) -> String {
    let day = |number: i64| date_in(day_of_number(number), DayForm::What, YearShown::Shown, words.0);
    match until {
        Some(until) if until == from => day(from),
        Some(until) => format!("{} – {}", day(from), day(until)),
        None => words.ta("organisation-from-day", &[("day", day(from).into())]),
    }
}

/// An absence to be noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewAbsence {
    /// Who is away.
    pub employee: EmployeeId,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Who stands in; absent: whoever stands in whenever that person is away.
    pub substitute: Option<EmployeeId>,
}

/// Notes an absence that was agreed elsewhere.
///
/// # Errors
/// [`SetupError::NotFound`] for somebody who is not this institution's.
pub async fn add_absence(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    absence: NewAbsence,
) -> Result<(), SetupError> {
    let row = AbsenceRow {
        id: app.random.id(actor.at),
        employee_id: absence.employee,
        from_on: day_number(absence.from),
        until_on: day_number(absence.until),
        substitute_id: absence.substitute,
    };
    actions::add(tx, app, actor, &row).await
}

/// A day of a form, or the reason beside the field.
pub(crate) fn read_day(draft: &mut Draft, field: &str, words: Words) -> Option<Date> {
    let day = draft.get(field).parse().ok();
    if day.is_none() {
        draft.refuse(field, words.t("organisation-day-needed"));
    }
    day
}

/// An employee of a form, or the reason beside the field.
fn read_person(draft: &mut Draft, field: &str, words: Words) -> Result<Option<EmployeeId>, WebError> {
    let person = optional_id(draft, field)?;
    if person.is_none() {
        draft.refuse(field, words.t("organisation-person-needed"));
    }
    Ok(person)
}

/// `POST /setup/absences`
async fn add(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let employee = read_person(&mut draft, "employee", cx.words)?;
    let (from, until) = (read_day(&mut draft, "from", cx.words), read_day(&mut draft, "until", cx.words));
    let substitute: Option<EmployeeId> = optional_id(&draft, "substitute")?;
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        draft.refuse("until", cx.words.t("organisation-day-before"));
    }
    if substitute.is_some() && substitute == employee {
        draft.refuse("substitute", cx.words.t("organisation-substitute-self"));
    }
    let (Some(employee_id), Some(from), Some(until), true) = (employee, from, until, draft.errors.is_empty())
    else {
        return Ok(unprocessable(page(&cx, draft, None).await?));
    };
    let absence = AbsenceRow {
        id: cx.app.random.id(cx.at),
        employee_id,
        from_on: day_number(from),
        until_on: day_number(until),
        substitute_id: substitute,
    };
    let once = draft.once("absence.add");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    actions::add(&mut tx, &cx.app, &cx.actor(), &absence).await?;
    created(tx, &once, "/setup/absences?notice=saved").await
}

/// `POST /setup/absences/{id}/end`
async fn end(cx: EmployeeCx, Path(id): Path<AbsenceId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    actions::end(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(see_other("/setup/absences?notice=saved"))
}

/// `POST /setup/substitutes`
async fn arrange(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let of = read_person(&mut draft, "of", cx.words)?;
    let by = read_person(&mut draft, "by", cx.words)?;
    if of.is_some() && of == by {
        draft.refuse("by", cx.words.t("organisation-substitute-self"));
    }
    let (Some(employee_id), Some(substitute_id), true) = (of, by, draft.errors.is_empty()) else {
        return Ok(unprocessable(page(&cx, draft, None).await?));
    };
    let once = draft.once("substitute.add");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let arrangement = SubstituteRow { employee_id, substitute_id };
    actions::arrange(&mut tx, &cx.app, &cx.actor(), arrangement).await?;
    created(tx, &once, "/setup/absences?notice=saved").await
}

/// `POST /setup/substitutes/{id}/withdraw`
async fn withdraw(cx: EmployeeCx, Path(id): Path<EmployeeId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    actions::withdraw(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(see_other("/setup/absences?notice=saved"))
}
