//! `/setup/sign-in`: how people sign in, and links for those who cannot.

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use solits_kernel::{EmployeeId, clean, fold};
use solits_web::{ClientAddress, EmployeeCx, Form, Page, PageResult, WebError, hash_secret, html};

use super::{
    CONFIRM_MINUTES, LINK_MINUTES,
    store::{self, NewReset, PersonRow},
};
use crate::actions::note;

struct Person {
    id: EmployeeId,
    name: String,
    email: String,
    second: String,
    /// Who asked that the second factor goes too, while nobody has confirmed it.
    asker: Option<String>,
    may_confirm: bool,
    is_me: bool,
}

/// What was just done.
enum Told {
    Nothing,
    /// A link to hand over, with the person's name.
    Link {
        name: String,
        link: String,
    },
    /// A second person has to confirm.
    Waits,
    /// What cannot be.
    Refused(&'static str),
}

#[derive(Template)]
#[template(path = "access/people.html")]
struct PeopleView {
    page: Page,
    query: String,
    people: Vec<Person>,
    told: Told,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

fn person(cx: &EmployeeCx, row: PersonRow) -> Person {
    let second = match (row.has_totp, row.passkeys) {
        (false, 0) => cx.words.t("access-has-none"),
        (true, 0) => cx.words.t("access-has-digits"),
        (false, count) => cx.words.n("access-has-passkeys", count),
        (true, count) => cx.words.n("access-has-both", count),
    };
    let is_me = row.id == cx.me.employee;
    Person {
        second,
        may_confirm: row.waits && !is_me && row.asked_by != Some(cx.me.employee),
        asker: row.asker,
        id: row.id,
        name: row.name,
        email: row.email,
        is_me,
    }
}

async fn page(cx: &EmployeeCx, asked: &str, told: Told) -> PageResult {
    let query = clean(asked, 100).unwrap_or_default();
    let mut tx = cx.read().await?;
    let rows = store::list_people(&mut tx, &fold(&query), cx.at).await?;
    let people = rows.into_iter().map(|row| person(cx, row)).collect();
    html(&PeopleView { page: cx.page(cx.words.t("access-people")), query, people, told })
}

/// `GET /setup/sign-in`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, &asked.q, Told::Nothing).await
}

async fn refused(cx: &EmployeeCx, key: &'static str) -> Result<Response, WebError> {
    Ok((StatusCode::CONFLICT, page(cx, "", Told::Refused(key)).await?).into_response())
}

fn link(cx: &EmployeeCx, secret: &str) -> String {
    format!("{}/reset/{secret}", cx.app.config.public_url)
}

async fn name_of(tx: &mut solits_db::Tx, employee: EmployeeId) -> Result<String, WebError> {
    let person = solits_organisation::find_employee(tx, employee).await?.ok_or(WebError::NotFound)?;
    Ok(person.name)
}

/// `POST /setup/sign-in/reset`: a link for a new password; with the second factor, a request that another person confirms.
pub(crate) async fn reset(cx: EmployeeCx, source: ClientAddress, Form(fields): Form) -> PageResult {
    let employee: EmployeeId = fields.parse("person").ok_or(WebError::BadRequest)?;
    let second_factor = match fields.get("what") {
        "password" => false,
        "all" => true,
        _ => return Err(WebError::BadRequest),
    };
    if employee == cx.me.employee {
        return refused(&cx, "access-reset-own").await;
    }
    let mut tx = cx.write().await?;
    if !store::has_password(&mut tx, employee).await? {
        return Err(WebError::NotFound);
    }
    let name = name_of(&mut tx, employee).await?;
    solits_organisation::count_link(&cx.app, source, employee, cx.at)?;
    let secret = cx.app.random.secret();
    let minutes = if second_factor { CONFIRM_MINUTES } else { LINK_MINUTES };
    let new = NewReset {
        employee,
        hash: (!second_factor).then(|| hash_secret(&secret)),
        second_factor,
        asked_by: cx.me.employee,
        expires_at: cx.at.plus_minutes(minutes),
    };
    store::replace(&mut tx, new).await?;
    let what = if second_factor { "second_factor.reset_asked" } else { "password.reset_issued" };
    note(&mut tx, &cx.app, &cx.actor(), employee, what).await?;
    tx.commit().await?;
    let told = if second_factor { Told::Waits } else { Told::Link { name, link: link(&cx, &secret) } };
    page(&cx, "", told).await
}

/// `POST /setup/sign-in/confirm`: another person lets the second factor go too, and hands the link over.
pub(crate) async fn confirm(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let employee: EmployeeId = fields.parse("person").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    let name = name_of(&mut tx, employee).await?;
    let secret = cx.app.random.secret();
    let until = cx.at.plus_minutes(LINK_MINUTES);
    if !store::confirm(&mut tx, employee, hash_secret(&secret), cx.me.employee, cx.at, until).await? {
        drop(tx);
        return refused(&cx, "access-reset-two").await;
    }
    note(&mut tx, &cx.app, &cx.actor(), employee, "second_factor.reset_issued").await?;
    tx.commit().await?;
    page(&cx, "", Told::Link { name, link: link(&cx, &secret) }).await
}
