//! The page of the people of a case.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, Form, Once, Page, PageResult, Routes, WebError, html, see_other};
use uuid::Uuid;

use super::{
    actions::{self, MOST_LINE, Step},
    model::{Basis, Details, Person, Reached, Role, Verified, Wrong},
    store,
};
use crate::{
    actions::MOST_CONTACT,
    pages::{Draft, WORK},
    work::part::{Asked, Head, Part, Seen, Settled, settle, version, with},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/cases/{case}/parties", WORK, show)
        .creates("/cases/{case}/parties", WORK, add)
        .post("/cases/{case}/parties/{person}", WORK, correct)
        .post("/cases/{case}/parties/{person}/checked", WORK, checked)
        .post("/cases/{case}/parties/{person}/ended", WORK, ended)
}

struct Row {
    id: Uuid,
    name: String,
    role: String,
    facts: Vec<String>,
    checked: String,
}

#[derive(Template)]
#[template(path = "cases/parties.html")]
struct View {
    page: Page,
    head: Head,
    draft: Draft,
    rows: Vec<Row>,
    client: String,
    client_contact: String,
    edit: Option<Uuid>,
    roles: Vec<(String, String)>,
    bases: Vec<(String, String)>,
    verifieds: Vec<(String, String)>,
    reached: Vec<(String, String)>,
}

async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    let edit = asked.edit;
    page(&cx, id, asked.draft(), Seen::Present, edit).await
}

async fn page(
    cx: &EmployeeCx,
    id: CaseId,
    draft: Draft,
    seen: Seen,
    edit: Option<Uuid>,
) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let Part { page, head, whole, .. } =
        Part::read(cx, &mut tx, id, ("cases-parties", "cases-parties-lead"), seen, &draft).await?;
    let people = store::list(&mut tx, id).await?;
    drop(tx);
    Part::looked(cx, id).await?;
    let edited = edit.and_then(|edit| people.iter().find(|person| person.id == edit));
    let draft = match edited {
        Some(person) if !draft.is_typed() => Draft { notice: draft.notice, ..filled(person) },
        _ => draft,
    };
    let words = cx.words;
    html(&View {
        rows: people.iter().filter(|person| person.ended_at.is_none()).map(|one| row(one, cx)).collect(),
        client: whole.case.client_name.clone(),
        client_contact: whole.case.client_contact.clone(),
        edit: edited.map(|person| person.id),
        roles: Role::options(words),
        bases: Basis::options(words),
        verifieds: Verified::options(words),
        reached: Reached::options(words),
        page,
        head,
        draft,
    })
}

fn row(person: &Person, cx: &EmployeeCx) -> Row {
    let (words, details) = (cx.words, &person.details);
    let basis = details.basis.map(|basis| {
        let document = if details.basis_document.is_empty() {
            String::new()
        } else {
            format!(", {}", details.basis_document)
        };
        format!("{}{document}", basis.words(words))
    });
    let verified = details.verified.map(|how| {
        let when = person.verified.map(|(at, _)| words.day(at.day())).unwrap_or_default();
        words.ta("cases-party-verified", &[("how", how.words(words).into()), ("date", when.into())])
    });
    let best = details.best.map(|best| words.ta("cases-party-best", &[("way", best.words(words).into())]));
    let contacts = [&details.phone, &details.email, &details.address];
    let contacts = contacts.into_iter().filter(|text| !text.is_empty()).cloned();
    Row {
        id: person.id,
        name: details.name.clone(),
        role: details.role.words(words),
        facts: contacts.chain(best).chain(basis).chain(verified).collect(),
        checked: match person.checked_at {
            Some(at) => words.ta("cases-party-checked", &[("date", words.day(at.day()).into())]),
            None => words.t("cases-party-unchecked"),
        },
    }
}

fn filled(person: &Person) -> Draft {
    let details = &person.details;
    Draft::filled(&[
        ("role", details.role.name().to_owned()),
        ("name", details.name.clone()),
        ("phone", details.phone.clone()),
        ("email", details.email.clone()),
        ("address", details.address.clone()),
        ("best", details.best.map_or("", Reached::name).to_owned()),
        ("basis", details.basis.map_or("", Basis::name).to_owned()),
        ("basis_document", details.basis_document.clone()),
        ("verified", details.verified.map_or("", Verified::name).to_owned()),
    ])
}

/// What was typed, with what is wrong beside each field.
fn read(draft: &mut Draft, cx: &EmployeeCx) -> Option<Details> {
    let words = cx.words;
    let role = Role::parse(draft.get("role"));
    if role.is_none() {
        draft.refuse("role", words.t("common-field-choose"));
    }
    let details = Details {
        role: role.unwrap_or(Role::Applicant),
        name: draft.text("name", MOST_CONTACT, words),
        phone: draft.optional_text("phone", MOST_CONTACT, words),
        email: draft.optional_text("email", MOST_CONTACT, words),
        address: draft.optional_text("address", MOST_LINE, words),
        best: Reached::parse(draft.get("best")),
        basis: Basis::parse(draft.get("basis")),
        basis_document: draft.optional_text("basis_document", MOST_LINE, words),
        verified: Verified::parse(draft.get("verified")),
    };
    for wrong in details.wrongs() {
        let (field, key) = match wrong {
            Wrong::Email => ("email", "cases-party-bad-email"),
            Wrong::Phone => ("phone", "cases-party-bad-phone"),
            Wrong::Basis => ("basis", "cases-not-represented"),
            Wrong::Best => ("best", "cases-party-bad-best"),
        };
        draft.refuse(field, words.t(key));
    }
    draft.errors.is_empty().then_some(details)
}

async fn add(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let once = Once::of("case.party", &fields);
    let mut draft = Draft::of(fields);
    let Some(details) = read(&mut draft, &cx) else {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    };
    let mut tx = cx.write().await?;
    if let Some(there) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&there));
    }
    let done = actions::add(&mut tx, &cx.app, &cx.actor(), id, version(&draft), details).await;
    let there = format!("/cases/{id}/parties?notice=kept");
    if done.is_ok() {
        once.made(&mut tx, &there).await?;
    }
    match settle(&cx, tx, draft, done, "name").await? {
        Settled::Done(_) => Ok(see_other(&there)),
        Settled::Again(draft, seen, status) => again(&cx, id, draft, seen, status, None).await,
    }
}

async fn correct(cx: EmployeeCx, Path((id, person)): Path<(CaseId, Uuid)>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let Some(details) = read(&mut draft, &cx) else {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY, Some(person)).await;
    };
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::correct(&mut tx, &cx.app, &cx.actor(), of, person, details).await;
    match settle(&cx, tx, draft, done, "name").await? {
        Settled::Done(_) => Ok(see_other(&format!("/cases/{id}/parties?notice=kept"))),
        Settled::Again(draft, seen, status) => again(&cx, id, draft, seen, status, Some(person)).await,
    }
}

async fn checked(cx: EmployeeCx, Path((id, person)): Path<(CaseId, Uuid)>, Form(fields): Form) -> PageResult {
    step(cx, id, person, fields, Step::Checked).await
}

async fn ended(cx: EmployeeCx, Path((id, person)): Path<(CaseId, Uuid)>, Form(fields): Form) -> PageResult {
    step(cx, id, person, fields, Step::Ended).await
}

async fn step(
    cx: EmployeeCx,
    id: CaseId,
    person: Uuid,
    fields: solits_web::Fields,
    step: Step,
) -> PageResult {
    let draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::step(&mut tx, &cx.app, &cx.actor(), of, person, step).await;
    match settle(&cx, tx, draft, done, "name").await? {
        Settled::Done(_) => Ok(see_other(&format!("/cases/{id}/parties?notice=kept"))),
        Settled::Again(_, seen, status) => again(&cx, id, Draft::default(), seen, status, None).await,
    }
}

async fn again(
    cx: &EmployeeCx,
    id: CaseId,
    draft: Draft,
    seen: Seen,
    status: StatusCode,
    edit: Option<Uuid>,
) -> PageResult {
    Ok(with(page(cx, id, draft, seen, edit).await?, status))
}
