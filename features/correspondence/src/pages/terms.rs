//! `/setup/kept`: how long things are kept, and what goes when (security §11).
//!
//! Keeping longer, and holding everything while there is a dispute or an inspection, takes one person; keeping shorter, and
//! ending a hold, takes two (security §5).

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Entry, record};
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Form, Notice, Page, PageResult, WebError, html, see_other};

use super::holds::{self, HoldsView};
use crate::{
    store,
    terms::model::{Kind, Standing, Term},
};

/// So many days ahead whoever keeps is told what goes of cases, so that what is still needed can be held.
const SOON_DAYS: i64 = 30;

/// A term that waits for another person.
struct Waiting {
    words: String,
    days: i64,
    is_held: bool,
    may_confirm: bool,
}

/// How long one kind of thing is kept.
struct KindView {
    code: &'static str,
    /// The field of its days, named apart from the others of the page.
    field: String,
    title: String,
    what: String,
    /// What was typed, or the days in force.
    days: String,
    is_held: bool,
    hint: String,
    error: String,
    waiting: Option<Waiting>,
    /// What the next run removes.
    older: String,
    /// What goes in the next month; empty where it is not told.
    soon: String,
}

#[derive(Template)]
#[template(path = "correspondence/kept.html")]
pub(super) struct View {
    page: Page,
    /// Whoever keeps the record need not set anything else up.
    may_set_up: bool,
    kinds: Vec<KindView>,
    holds: HoldsView,
}

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Told {
    notice: Option<String>,
}

/// What was typed of a kind, and what is wrong with it.
pub(super) struct Typed<'a> {
    kind: Kind,
    days: Option<&'a str>,
    error: String,
}

/// `GET /setup/kept`
pub(crate) async fn show(cx: EmployeeCx, Query(told): Query<Told>) -> PageResult {
    html(&view(&cx, None, &holds::Typed::default(), told.notice.as_deref()).await?)
}

/// The page, with what was typed in one of its forms and is wrong.
pub(super) async fn view(
    cx: &EmployeeCx,
    typed: Option<Typed<'_>>,
    hold: &holds::Typed,
    notice: Option<&str>,
) -> Result<View, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let mut kinds = Vec::new();
    for standing in store::list_terms(&mut tx, cx.at).await? {
        let older = match standing.term.kept_from(cx.at) {
            Some(from) => {
                words.n("correspondence-kept-older", store::count_older(&mut tx, standing.kind, from).await?)
            }
            None => words.t("correspondence-kept-nothing"),
        };
        let soon = match standing.term.kept_from_in(cx.at, SOON_DAYS) {
            Some(from) if matches!(standing.kind, Kind::Case | Kind::Complaint) => {
                words.n("correspondence-kept-soon", store::count_older(&mut tx, standing.kind, from).await?)
            }
            _ => String::new(),
        };
        let typed = typed.as_ref().filter(|typed| typed.kind == standing.kind);
        kinds.push(kind_view(cx, &standing, (older, soon), typed));
    }
    let holds = holds::part(&mut tx, cx, hold).await?;
    drop(tx);
    let mut page = cx.page(words.t("correspondence-kept"));
    let text = match notice {
        Some("kept") => Some(words.t("correspondence-kept-notice-kept")),
        Some("waits") => Some(words.t("correspondence-kept-notice-waits")),
        Some("held") => Some(words.t("correspondence-held-notice-held")),
        Some("let-go") => Some(words.t("correspondence-held-notice-let-go")),
        _ => None,
    };
    page.notice = text.map(|text| Notice { kind: "good", text, undo: None });
    Ok(View { page, may_set_up: cx.me.may("setup.manage"), kinds, holds })
}

fn kind_view(
    cx: &EmployeeCx,
    standing: &Standing,
    (older, soon): (String, String),
    typed: Option<&Typed<'_>>,
) -> KindView {
    let words = cx.words;
    let code = standing.kind.code();
    let waiting = standing.asked.as_ref().map(|asked| {
        let name = [("name", asked.name.as_str().into())];
        let key = if standing.term.is_held && !asked.term.is_held {
            "correspondence-kept-asked-release"
        } else {
            "correspondence-kept-asked"
        };
        Waiting {
            words: words.na(key, asked.term.days, &name),
            days: asked.term.days,
            is_held: asked.term.is_held,
            may_confirm: asked.by != cx.me.employee,
        }
    });
    KindView {
        code,
        field: field_of(standing.kind),
        title: words.t(&format!("correspondence-kept-{code}")),
        what: words.t(&format!("correspondence-kept-{code}-what")),
        days: typed
            .and_then(|typed| typed.days)
            .map_or_else(|| standing.term.days.to_string(), str::to_owned),
        is_held: standing.term.is_held,
        hint: within("correspondence-kept-hint", standing.kind, words),
        error: typed.map(|typed| typed.error.clone()).unwrap_or_default(),
        waiting,
        older,
        soon,
    }
}

/// The field of the days of a kind.
fn field_of(kind: Kind) -> String {
    format!("{}_days", kind.code())
}

/// Words that name the fewest and the most days.
fn within(key: &'static str, kind: Kind, words: Words) -> String {
    let (fewest, most) = kind.limits();
    words.ta(key, &[("fewest", fewest.into()), ("most", most.into())])
}

async fn again(cx: &EmployeeCx, status: StatusCode, typed: Typed<'_>) -> Result<Response, WebError> {
    Ok((status, html(&view(cx, Some(typed), &holds::Typed::default(), None).await?)?).into_response())
}

/// Journals what was said; the subject is whoever said it.
async fn note(
    cx: &EmployeeCx,
    tx: &mut Tx,
    what: &'static str,
    kind: Kind,
    term: Term,
) -> Result<(), WebError> {
    let entry = Entry::new(EventKind::SetupChanged, cx.me.employee, None)
        .with("what", what)
        .with("kind", kind.code())
        .with("days", term.days)
        .with("held", term.is_held);
    record(tx, &cx.app.heart, &cx.actor(), entry).await?;
    Ok(())
}

/// `POST /setup/kept/{kind}`: a term that keeps as much holds at once, one that keeps less waits for another person.
pub(crate) async fn change(cx: EmployeeCx, Path(kind): Path<String>, Form(fields): Form) -> PageResult {
    let kind = Kind::parse(&kind).ok_or(WebError::NotFound)?;
    let typed = fields.get(&field_of(kind)).trim().to_owned();
    let (fewest, most) = kind.limits();
    let Some(days) = typed.parse().ok().filter(|days| (fewest..=most).contains(days)) else {
        let error = within("correspondence-kept-wrong", kind, cx.words);
        return again(&cx, StatusCode::UNPROCESSABLE_ENTITY, Typed { kind, days: Some(&typed), error }).await;
    };
    let term = Term { days, is_held: fields.has("held") };
    let mut tx = cx.write().await?;
    let standings = store::list_terms(&mut tx, cx.at).await?;
    let present = standings.iter().find(|one| one.kind == kind).map_or(kind.usual(), |one| one.term);
    if !term.keeps_as_much_as(present) {
        store::ask_term(&mut tx, kind, term, cx.me.employee, cx.at).await?;
        note(&cx, &mut tx, "kept_terms.shorter_asked", kind, term).await?;
        tx.commit().await?;
        return Ok(see_other("/setup/kept?notice=waits"));
    }
    if !store::lengthen_term(&mut tx, kind, term).await? {
        return Err(WebError::Conflict("correspondence-stale"));
    }
    note(&cx, &mut tx, "kept_terms.kept", kind, term).await?;
    tx.commit().await?;
    Ok(see_other("/setup/kept?notice=kept"))
}

/// `POST /setup/kept/{kind}/confirm`: another person confirms the term they were shown.
pub(crate) async fn confirm(cx: EmployeeCx, Path(kind): Path<String>, Form(fields): Form) -> PageResult {
    let kind = Kind::parse(&kind).ok_or(WebError::NotFound)?;
    let days: i64 = fields.parse("days").ok_or(WebError::BadRequest)?;
    let term = Term { days, is_held: fields.has("held") };
    let mut tx = cx.write().await?;
    if !store::confirm_term(&mut tx, kind, term, cx.me.employee, cx.at).await? {
        drop(tx);
        let error = cx.words.t("correspondence-kept-two");
        return again(&cx, StatusCode::CONFLICT, Typed { kind, days: None, error }).await;
    }
    note(&cx, &mut tx, "kept_terms.kept", kind, term).await?;
    tx.commit().await?;
    Ok(see_other("/setup/kept?notice=kept"))
}
