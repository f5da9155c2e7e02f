//! The open door of a demonstration: one click signs in as any of its people, or makes this browser a kiosk or display.

use askama::Template;
use axum::{http::HeaderMap, response::Response};
use solits_journal::{Actor, By};
use solits_kernel::{BranchId, EmployeeId, Lang, Scope};
use solits_organisation::{create_device, find_institution, list_branches, list_employees};
use solits_web::{
    DeviceKind, Form, LangCx, Page, PageResult, Parcel, ROLES, Strength, WebError, hash_secret, html,
    see_other,
};

use crate::{
    actions::{pairing_cookie, start_session, with_cookie},
    held, store,
    strength::Reached,
};

struct Person {
    id: EmployeeId,
    name: String,
    role: &'static str,
    branch: String,
}

struct Place {
    id: BranchId,
    name: String,
    code: String,
}

#[derive(Template)]
#[template(path = "access/demo.html")]
struct DemoView {
    page: Page,
    code: String,
    institution: String,
    clock: String,
    people: Vec<Person>,
    places: Vec<Place>,
}

async fn scope(cx: &LangCx) -> Result<Scope, WebError> {
    if !cx.app.config.demo {
        return Err(WebError::NotFound);
    }
    let mut tx = cx.app.db.read_global().await?;
    let (institution, _) = store::find_first_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
    Ok(Scope::of_job(institution))
}

/// Who can be played, and what can stand in the hall.
pub(crate) async fn show(cx: LangCx) -> PageResult {
    let scope = scope(&cx).await?;
    let lang = cx.words.0;
    let mut tx = cx.app.db.read(scope).await?;
    let institution = find_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
    let branches = list_branches(&mut tx).await?;
    let people = list_employees(&mut tx)
        .await?
        .into_iter()
        .filter(|one| one.active)
        .map(|one| Person {
            id: one.id,
            role: ROLES
                .iter()
                .find(|role| one.roles.iter().any(|held| held == role.name))
                .map_or("", |role| if lang == Lang::En { role.title.1 } else { role.title.0 }),
            branch: branches
                .iter()
                .find(|branch| Some(branch.id) == one.branch)
                .map(|branch| branch.name.get(lang).to_owned())
                .unwrap_or_default(),
            name: one.name,
        })
        .collect();
    let places = branches
        .iter()
        .map(|branch| Place {
            id: branch.id,
            name: branch.name.get(lang).to_owned(),
            code: branch.code.clone(),
        })
        .collect();
    let mut page = cx.page_public(cx.words.t("access-demo-title"));
    institution.name.get(lang).clone_into(&mut page.institution);
    page.institution_code.clone_from(&institution.code);
    html(&DemoView {
        page,
        code: institution.code,
        institution: institution.name.get(lang).to_owned(),
        clock: format!("{} {}", cx.words.day(cx.at.day()), cx.words.time(cx.at)),
        people,
        places,
    })
}

/// Signs in as a person of the demonstration.
pub(crate) async fn sign_in(
    cx: LangCx,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, WebError> {
    let parcel = Parcel::of(&cx.app, &fields, cx.at).await?;
    let scope = scope(&cx).await?;
    let employee: EmployeeId = fields.parse("person").ok_or(WebError::BadRequest)?;
    let mut tx = cx.app.db.write(scope).await?;
    let person = solits_organisation::find_employee(&mut tx, employee).await?.ok_or(WebError::NotFound)?;
    let rights = solits_web::rights_of(&person.roles);
    let started = start_session(&mut tx, &cx.app, employee, Reached::Enough(Strength::Demo), cx.at).await?;
    tx.commit().await?;
    held::go_on(&cx, &headers, &rights, &started, parcel).await
}

/// Where a person's day begins.
pub(crate) fn first_page(rights: &[&str]) -> &'static str {
    let may = |right| rights.contains(&right);
    if may("queue.supervise") {
        "/floor"
    } else if may("queue.serve") {
        "/workplace"
    } else if may("setup.manage") {
        "/setup"
    } else if may("cases.work") {
        "/cases"
    } else if may("record.read") {
        "/setup/access-record"
    } else if may("measures.read") {
        "/promises"
    } else {
        // Whoever has no work of a list is still asked by colleagues.
        "/requests"
    }
}

/// Makes this browser a kiosk or a display of a branch.
pub(crate) async fn pair(cx: LangCx, Form(fields): Form) -> Result<Response, WebError> {
    let scope = scope(&cx).await?;
    let branch: BranchId = fields.parse("branch").ok_or(WebError::BadRequest)?;
    let (kind, path) = match fields.get("kind") {
        "kiosk" => (DeviceKind::Kiosk, "/kiosk"),
        "display" => (DeviceKind::Display, "/display"),
        _ => return Err(WebError::BadRequest),
    };
    let mut tx = cx.app.db.write(scope).await?;
    let actor = Actor { by: By::Program, at: cx.at };
    let (device, code) = create_device(&mut tx, &cx.app, &actor, branch, kind, "demo")
        .await
        .map_err(|error| WebError::Unforeseen(error.to_string()))?;
    let secret = cx.app.random.secret();
    store::pair(&mut tx, device, hash_secret(&code), hash_secret(&secret), cx.at).await?;
    tx.commit().await?;
    Ok(with_cookie(see_other(path), &pairing_cookie(&cx.app, &secret)))
}
