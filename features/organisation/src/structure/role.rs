//! The page of a role: who holds it, has held it and will, and naming somebody.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{EmployeeId, UnitId, day_number};
use solits_standard::Standard;
use solits_structure::LAST_RESORT;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    actions, noon,
    store::{self, HoldingId, HoldingRow},
    title_of,
};
use crate::{
    absences::{days, read_day},
    editing::{
        draft::{Asked, Draft, notice, optional_id, unprocessable},
        once::created,
    },
    facts,
    model::Employee,
    units,
};

struct HolderLine {
    id: HoldingId,
    who: String,
    within: String,
    days: String,
    /// Whether it can still be ended.
    open: bool,
}

#[derive(Template)]
#[template(path = "organisation/role.html")]
struct RoleView {
    page: Page,
    role: String,
    /// Only a body outside can be the last resort.
    last_resort: bool,
    holders: Vec<HolderLine>,
    /// Those who have the role ticked on their own pages.
    ticked: Vec<(EmployeeId, String)>,
    people: Vec<(String, String)>,
    units: Vec<(String, String)>,
    draft: Draft,
}

/// `GET /setup/structure/{role}`
pub(super) async fn show(cx: EmployeeCx, Path(role): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let draft = Draft::filled(vec![("from".to_owned(), cx.at.day().to_string())]);
    page(&cx, &role, draft, asked.notice.as_deref()).await
}

async fn page(cx: &EmployeeCx, role: &str, draft: Draft, told: Option<&str>) -> PageResult {
    let mut tx = cx.read().await?;
    let title = find_title(cx, &mut tx, role).await?.ok_or(WebError::NotFound)?;
    let employees = facts::list_employees(&mut tx).await?;
    let units = units::store::list(&mut tx).await?;
    let holdings = store::list_holdings(&mut tx).await?;
    let mut page = cx.page(title);
    page.notice = notice(told, cx.words);
    let today = day_number(cx.at.day());
    let names: HashMap<String, String> = units
        .iter()
        .map(|unit| (unit.id.to_string(), unit.name.clone()))
        .chain(employees.iter().map(|one| (one.id.to_string(), one.name.clone())))
        .collect();
    let mut holders: Vec<HolderLine> = holdings
        .into_iter()
        .filter(|holding| holding.role == role)
        .map(|holding| line(&holding, &names, today, cx.words))
        .collect();
    holders.reverse();
    let pair = |id: String, name: &str| (id, name.to_owned());
    html(&RoleView {
        role: role.to_owned(),
        last_resort: role == LAST_RESORT,
        holders,
        ticked: ticked(&employees, role),
        people: employees
            .iter()
            .filter(|one| one.active)
            .map(|one| pair(one.id.to_string(), &one.name))
            .collect(),
        units: units.iter().map(|unit| pair(unit.id.to_string(), &unit.name)).collect(),
        draft,
        page,
    })
}

fn ticked(employees: &[Employee], role: &str) -> Vec<(EmployeeId, String)> {
    let held = employees.iter().filter(|one| one.active && one.roles.iter().any(|held| held == role));
    held.map(|one| (one.id, one.name.clone())).collect()
}

/// The title of a role that the standard in force names, or another version that is kept, or of the last resort; `None` for
/// any other word. A draft's roles are given to people before it enters into force (K-23).
async fn find_title(cx: &EmployeeCx, tx: &mut Tx, role: &str) -> Result<Option<String>, WebError> {
    if role == LAST_RESORT {
        return Ok(Some(cx.words.t("organisation-last-resort")));
    }
    let names = |standard: &Standard| standard.lists().roles.iter().any(|one| one.value.id == role);
    let in_force = cx.app.heart.loaded(tx).await?.standard(noon(cx.at.day()));
    if let Some((_, standard)) = in_force.filter(|(_, standard)| names(standard)) {
        return Ok(Some(title_of(&standard, role, cx.words)));
    }
    for kept in store::list_standards(tx).await? {
        let standard = Standard::compile(&kept.source, kept.baseline.as_deref());
        if let Some(standard) = standard.ok().filter(names) {
            return Ok(Some(title_of(&standard, role, cx.words)));
        }
    }
    Ok(None)
}

fn line(holding: &HoldingRow, names: &HashMap<String, String>, today: i64, words: Words) -> HolderLine {
    let name = |id: String| names.get(&id).cloned().unwrap_or_default();
    let body = || {
        let lv = holding.body_lv.clone().unwrap_or_default();
        let contact = holding.contact.clone().unwrap_or_default();
        if contact.is_empty() { lv } else { format!("{lv} ({contact})") }
    };
    let employee = holding.employee_id.map(|id| id.to_string());
    HolderLine {
        id: holding.id,
        who: employee.or(holding.unit_id.map(|id| id.to_string())).map_or_else(body, name),
        within: holding.within_id.map(|id| name(id.to_string())).unwrap_or_default(),
        days: days(holding.from_on, holding.until_on, words),
        open: holding.until_on.is_none_or(|until| until >= today),
    }
}

/// `POST /setup/structure/{role}`: one of a person, a unit and a body.
pub(super) async fn hold(cx: EmployeeCx, Path(role): Path<String>, Form(fields): Form) -> PageResult {
    let words = cx.words;
    let mut draft = Draft::of(fields);
    let employee: Option<EmployeeId> = optional_id(&draft, "employee")?;
    let unit: Option<UnitId> = optional_id(&draft, "unit")?;
    let within: Option<UnitId> = optional_id(&draft, "within")?;
    let body = draft.optional_text("body_lv", 200, words);
    let english = draft.optional_text("body_en", 200, words);
    let contact = draft.optional_text("contact", 300, words);
    let from = read_day(&mut draft, "from", words);
    let until = if draft.get("until").is_empty() { None } else { read_day(&mut draft, "until", words) };
    let named = [employee.is_some(), unit.is_some(), !body.is_empty()];
    let first = if role == LAST_RESORT { "body_lv" } else { "employee" };
    if named.iter().filter(|one| **one).count() != 1 || (role == LAST_RESORT && body.is_empty()) {
        draft.refuse(first, words.t("organisation-holder-one"));
    }
    if !body.is_empty() && contact.is_empty() {
        draft.refuse("contact", words.t("common-field-empty"));
    }
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        draft.refuse("until", words.t("organisation-day-before"));
    }
    let (Some(from), true) = (from, draft.errors.is_empty()) else {
        return Ok(unprocessable(page(&cx, &role, draft, None).await?));
    };
    let is_body = !body.is_empty();
    let holding = HoldingRow {
        id: cx.app.random.id(cx.at),
        role,
        employee_id: employee,
        unit_id: unit,
        body_lv: is_body.then_some(body),
        body_en: is_body.then_some(english),
        contact: is_body.then_some(contact),
        within_id: within,
        from_on: day_number(from),
        until_on: until.map(day_number),
    };
    let once = draft.once("role.hold");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    find_title(&cx, &mut tx, &holding.role).await?.ok_or(WebError::NotFound)?;
    actions::hold(&mut tx, &cx.app, &cx.actor(), &holding).await?;
    created(tx, &once, &format!("/setup/structure/{}?notice=saved", holding.role)).await
}

/// `POST /setup/structure/{role}/{id}/end`
pub(super) async fn end(
    cx: EmployeeCx,
    Path((role, id)): Path<(String, HoldingId)>,
    Form(_): Form,
) -> PageResult {
    let mut tx = cx.write().await?;
    actions::end(&mut tx, &cx.app, &cx.actor(), &role, id).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/setup/structure/{role}?notice=saved")))
}
