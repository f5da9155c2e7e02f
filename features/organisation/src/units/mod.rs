//! Units: what people work in, who heads each, and what it belongs to.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

mod actions;
pub(crate) mod store;

use askama::Template;
use axum::extract::{Path, Query};
use solits_kernel::{EmployeeId, UnitId};
use solits_web::{EmployeeCx, Form, Guard, Page, PageResult, Routes, WebError, html, see_other};

use crate::{
    actions::{SetupError, create_unit},
    editing::{
        draft::{Asked, Draft, notice, optional_id, unprocessable},
        once::created,
    },
    facts,
};
use actions::{Removal, UnitChange};
use store::UnitRow;

/// The pages of units.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new()
        .get("/setup/units", MANAGE, list)
        .creates("/setup/units", MANAGE, add)
        .get("/setup/units/{id}", MANAGE, show)
        .post("/setup/units/{id}", MANAGE, save)
        .post("/setup/units/{id}/remove", MANAGE, remove)
}

#[derive(Template)]
#[template(path = "organisation/units.html")]
struct UnitsView {
    page: Page,
    units: Vec<UnitRow>,
    parents: Vec<(String, String)>,
    draft: Draft,
}

#[derive(Template)]
#[template(path = "organisation/unit.html")]
struct UnitView {
    page: Page,
    id: UnitId,
    parents: Vec<(String, String)>,
    heads: Vec<(String, String)>,
    people: Vec<(EmployeeId, String, String)>,
    /// Why it was not removed; empty for nothing.
    refused: String,
    draft: Draft,
}

/// `GET /setup/units`
async fn list(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    list_page(&cx, Draft::default(), asked.notice.as_deref()).await
}

async fn list_page(cx: &EmployeeCx, draft: Draft, told: Option<&str>) -> PageResult {
    let mut tx = cx.read().await?;
    let units = store::list(&mut tx).await?;
    let mut page = cx.page(cx.words.t("organisation-units"));
    page.notice = notice(told, cx.words);
    html(&UnitsView { parents: options(&units), units, draft, page })
}

fn options<'a>(units: impl IntoIterator<Item = &'a UnitRow>) -> Vec<(String, String)> {
    units.into_iter().map(|unit| (unit.id.to_string(), unit.name.clone())).collect()
}

/// `POST /setup/units`
async fn add(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let name = draft.text("name", MOST_NAME, cx.words);
    let parent: Option<UnitId> = optional_id(&draft, "parent")?;
    let once = draft.once("unit.add");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let units = store::list(&mut tx).await?;
    if parent.is_some_and(|parent| units.iter().all(|unit| unit.id != parent)) {
        return Err(WebError::NotFound);
    }
    if draft.errors.is_empty() && actions::is_taken(&units, None, &name) {
        draft.refuse("name", cx.words.t("organisation-unit-taken"));
    }
    if !draft.errors.is_empty() {
        drop(tx);
        return Ok(unprocessable(list_page(&cx, draft, None).await?));
    }
    create_unit(&mut tx, &cx.app, &cx.actor(), &name, parent).await?;
    created(tx, &once, "/setup/units?notice=saved").await
}

/// A unit's name is at most so many characters.
const MOST_NAME: usize = 120;

/// `GET /setup/units/{id}`
async fn show(cx: EmployeeCx, Path(id): Path<UnitId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, None, asked.notice.as_deref(), String::new()).await
}

async fn page(
    cx: &EmployeeCx,
    id: UnitId,
    typed: Option<Draft>,
    told: Option<&str>,
    refused: String,
) -> PageResult {
    let mut tx = cx.read().await?;
    let units = store::list(&mut tx).await?;
    let unit = units.iter().find(|unit| unit.id == id).ok_or(WebError::NotFound)?;
    let employees = facts::list_employees(&mut tx).await?;
    let mut page = cx.page(unit.name.clone());
    page.notice = notice(told, cx.words);
    let draft = typed.unwrap_or_else(|| Draft::filled(pairs(unit)));
    let view = UnitView {
        parents: options(units.iter().filter(|other| !actions::is_within(&units, other.id, id))),
        heads: employees
            .iter()
            .filter(|one| one.active || draft.get("head") == one.id.to_string())
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        people: employees
            .into_iter()
            .filter(|one| one.active && one.unit == Some(id))
            .map(|one| (one.id, one.name, one.post))
            .collect(),
        refused,
        id,
        draft,
        page,
    };
    html(&view)
}

fn pairs(unit: &UnitRow) -> Vec<(String, String)> {
    let id = |id: Option<String>| id.unwrap_or_default();
    vec![
        ("name".to_owned(), unit.name.clone()),
        ("parent".to_owned(), id(unit.parent_id.map(|parent| parent.to_string()))),
        ("head".to_owned(), id(unit.head_id.map(|head| head.to_string()))),
    ]
}

/// `POST /setup/units/{id}`
async fn save(cx: EmployeeCx, Path(id): Path<UnitId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let change = UnitChange {
        name: draft.text("name", MOST_NAME, cx.words),
        parent: optional_id(&draft, "parent")?,
        head: optional_id(&draft, "head")?,
    };
    let mut tx = cx.write().await?;
    if draft.errors.is_empty() {
        let (field, key) = match actions::change_unit(&mut tx, &cx.app, &cx.actor(), id, &change).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(see_other(&format!("/setup/units/{id}?notice=saved")));
            }
            Err(SetupError::Taken) => ("name", "organisation-unit-taken"),
            Err(SetupError::InUse) => ("parent", "organisation-unit-circle"),
            Err(error) => return Err(error.into()),
        };
        draft.refuse(field, cx.words.t(key));
    }
    drop(tx);
    Ok(unprocessable(page(&cx, id, Some(draft), None, String::new()).await?))
}

/// `POST /setup/units/{id}/remove`
async fn remove(cx: EmployeeCx, Path(id): Path<UnitId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let refused = match actions::remove_unit(&mut tx, &cx.app, &cx.actor(), id).await? {
        Removal::Done => {
            tx.commit().await?;
            return Ok(see_other("/setup/units?notice=unit-removed"));
        }
        Removal::HasPeople(people) => {
            cx.words.n("organisation-unit-has-people", usize::try_from(people).unwrap_or_default())
        }
        Removal::HasUnits(units) => cx.words.n("organisation-unit-has-units", units),
    };
    drop(tx);
    Ok(unprocessable(page(&cx, id, None, None, refused).await?))
}
