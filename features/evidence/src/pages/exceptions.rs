//! `/evidence/exceptions`: the register of who allowed what, where and until when.

#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{BranchId, ServiceId};
use solits_web::{EmployeeCx, Fields, Form, Page, PageResult, WebError, html, recall, remember, see_other};

use super::{
    ALLOW,
    owners::NoneView,
    parts::{self, Here, Names, Places, Tab, Typed, notice, tabs, unprocessable},
    said,
};
use crate::{
    actions::{self, NewException},
    model::{
        exception::{Exception, ExceptionId, Place, Standing},
        period::write_day,
    },
    store,
};

/// The longest reason.
const MOST_REASON: usize = 1_000;

/// An exception as a card shows it.
struct Card {
    id: ExceptionId,
    norm: String,
    heading: String,
    kind: &'static str,
    standing: String,
    place: String,
    days: String,
    reason: String,
    allowed: String,
    revoked: String,
    /// Others that hold for the same norm, place and day.
    overlaps: Vec<String>,
    can_be_revoked: bool,
    /// What is wrong with the reason that was typed for ending it.
    error: String,
}

#[derive(Template)]
#[template(path = "evidence/exceptions.html")]
struct ExceptionsView {
    page: Page,
    tabs: Vec<Tab>,
    headline: String,
    now: Vec<Card>,
    past: Vec<Card>,
    may_allow: bool,
    norms: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    services: Vec<(String, String)>,
    typed: Typed,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    norm: String,
    notice: Option<String>,
}

/// `GET /evidence/exceptions`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let today = solits_kernel::day_number(cx.at.day());
    let typed =
        Typed::filled(&[("norm", asked.norm), ("from", write_day(today)), ("key", cx.app.random.code(20))]);
    page(&cx, asked.notice.as_deref(), typed, None).await
}

/// What was typed for ending an exception and refused.
struct Ending {
    id: ExceptionId,
    error: String,
}

async fn page(cx: &EmployeeCx, told: Option<&str>, typed: Typed, ending: Option<Ending>) -> PageResult {
    let words = cx.words;
    let mut page = cx.page(words.t("evidence-exceptions"));
    page.notice = notice(told, words);
    let mut tx = cx.read().await?;
    let Some(here) = Here::load(cx, &mut tx).await? else {
        return html(&NoneView { page, tabs: tabs(words, "/evidence/exceptions"), headline: String::new() });
    };
    let places = Places::load(&mut tx).await?;
    let all = store::list_exceptions(&mut tx).await?;
    let may_allow = cx.me.may(ALLOW);
    let mut cards: Vec<(bool, Card)> = all
        .iter()
        .map(|one| {
            let mut card = card(words, &here, &places, one, &all);
            card.can_be_revoked &= may_allow;
            if let Some(ending) = ending.as_ref().filter(|ending| ending.id == one.id) {
                card.error.clone_from(&ending.error);
            }
            (matches!(one.on(here.today), Standing::Expired | Standing::Revoked), card)
        })
        .collect();
    // What ends first stands first.
    cards.reverse();
    let (past, now): (Vec<_>, Vec<_>) = cards.into_iter().partition(|(is_past, _)| *is_past);
    let bare = |cards: Vec<(bool, Card)>| cards.into_iter().map(|(_, card)| card).collect::<Vec<_>>();
    html(&ExceptionsView {
        page,
        tabs: tabs(words, "/evidence/exceptions"),
        headline: parts::headline(words, &here.standard),
        now: bare(now),
        past: bare(past.into_iter().rev().collect()),
        may_allow,
        norms: norm_options(words, &here),
        branches: places
            .branches
            .iter()
            .map(|one| (one.id.to_string(), one.name.get(words.0).to_owned()))
            .collect(),
        services: places
            .services
            .iter()
            .map(|one| (one.id.to_string(), one.name.get(words.0).to_owned()))
            .collect(),
        typed,
    })
}

fn norm_options(words: Words, here: &Here) -> Vec<(String, String)> {
    let binding = here.standard.norms().iter().filter(|norm| !norm.value.example);
    binding
        .map(|norm| {
            let source = said::source(words, &here.standard, &norm.origin);
            (norm.value.id.clone(), format!("{source}: {}", norm.value.heading().get(words.0)))
        })
        .collect()
}

fn card(words: Words, here: &Here, places: &Places, one: &Exception, all: &[Exception]) -> Card {
    let (kind, standing) = said::standing(words, one.on(here.today));
    let by = |names: &Names, id, at| {
        words.ta(
            "evidence-by-on",
            &[("name", names.of(Some(id)).into()), ("day", said::day_of(words, at).into())],
        )
    };
    let overlaps = all
        .iter()
        .filter(|other| one.overlaps(other))
        .map(|other| format!("{}, {}", places.words(words, other.place), said::period(words, other.days)));
    Card {
        id: one.id,
        norm: one.norm.clone(),
        heading: here.heading(words, &one.norm),
        kind,
        standing,
        place: places.words(words, one.place),
        days: said::period(words, one.days),
        reason: one.reason.clone(),
        allowed: by(&here.names, one.allowed_by, one.allowed_at),
        revoked: one.revoked.as_ref().map_or_else(String::new, |revoked| {
            format!("{}: {}", by(&here.names, revoked.by, revoked.at), revoked.because)
        }),
        overlaps: overlaps.collect(),
        can_be_revoked: one.can_be_revoked(here.today),
        error: String::new(),
    }
}

/// `POST /evidence/exceptions`: allows an exception.
pub(crate) async fn allow(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let key = fields.get("key").to_owned();
    let mut typed = Typed::new(fields);
    let mut tx = cx.write().await?;
    if recall(&mut tx, "exception.allow", &key).await?.is_some() {
        return Ok(see_other("/evidence/exceptions?notice=allowed"));
    }
    let Some(new) = read(&cx, &mut tx, &mut typed).await? else {
        drop(tx);
        return Ok(unprocessable(page(&cx, None, typed, None).await?));
    };
    let norm = new.norm.clone();
    let id = actions::allow(&mut tx, &cx.app, &cx.actor(), new).await?;
    remember(&mut tx, "exception.allow", &key, &id.to_string(), cx.at).await?;
    let of_norm = store::list_exceptions_of(&mut tx, &norm).await?;
    let overlaps = of_norm
        .iter()
        .find(|one| one.id == id)
        .is_some_and(|one| of_norm.iter().any(|other| one.overlaps(other)));
    tx.commit().await?;
    let told = if overlaps { "overlaps" } else { "allowed" };
    Ok(see_other(&format!("/evidence/exceptions?notice={told}")))
}

async fn read(cx: &EmployeeCx, tx: &mut Tx, typed: &mut Typed) -> Result<Option<NewException>, WebError> {
    let words = cx.words;
    let here = Here::load(cx, tx).await?.ok_or(WebError::NotFound)?;
    let places = Places::load(tx).await?;
    let norm = here.norm(typed.get("norm")).filter(|norm| !norm.example).map(|norm| norm.id.clone());
    if norm.is_none() {
        typed.refuse("norm", words.t("common-field-choose"));
    }
    let place = place(&typed.fields, &places);
    if place.branch.is_none() && !typed.get("branch").is_empty() {
        typed.refuse("branch", words.t("common-field-choose"));
    }
    if place.service.is_none() && !typed.get("service").is_empty() {
        typed.refuse("service", words.t("common-field-choose"));
    }
    let days = typed.period(words);
    // What has passed cannot be allowed any more: it would turn a breach into an exception afterwards.
    if days.is_some_and(|days| days.from < here.today) {
        typed.refuse("from", words.t("evidence-from-past"));
    }
    let reason = typed.text("reason", MOST_REASON, words);
    let complete = norm.zip(days).zip(reason).filter(|_| typed.errors.is_empty());
    Ok(complete.map(|((norm, days), reason)| NewException { norm, place, reason, days }))
}

/// The place that was chosen; what is not of this institution is nothing.
fn place(fields: &Fields, places: &Places) -> Place {
    let branch: Option<BranchId> = fields.parse("branch");
    let service: Option<ServiceId> = fields.parse("service");
    Place {
        branch: branch.filter(|id| places.has_branch(*id)),
        service: service.filter(|id| places.has_service(*id)),
    }
}

/// `POST /evidence/exceptions/{id}/revoke`: ends an exception before its last day.
pub(crate) async fn revoke(cx: EmployeeCx, Path(id): Path<ExceptionId>, Form(fields): Form) -> PageResult {
    let mut typed = Typed::new(fields);
    let mut tx = cx.write().await?;
    if store::find_exception(&mut tx, id).await?.is_none() {
        return Err(WebError::NotFound);
    }
    let Some(because) = typed.text("because", MOST_REASON, cx.words) else {
        drop(tx);
        let error = typed.error("because").to_owned();
        let fresh = Typed::filled(&[("key", cx.app.random.code(20))]);
        return Ok(unprocessable(page(&cx, None, fresh, Some(Ending { id, error })).await?));
    };
    actions::revoke(&mut tx, &cx.app, &cx.actor(), id, because).await?;
    tx.commit().await?;
    Ok(see_other("/evidence/exceptions?notice=revoked"))
}
