//! `/i/{institution}/case/higher`: the author of a complaint or a claim, on the page of their own case, asks that whoever
//! stands above decides (K-14). The way in is the one of the case's page; it works without script.

use askama::Template;
use axum::{
    extract::Query,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;
use solits_cases::Case;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::Timestamp;
use solits_standard::{CompiledPromise, event::EventKind};
use solits_web::{ClientAddress, Form, Notice, Page, PageResult, PublicCx, WebError, html, see_other};
use solits_written::feedback::Decider;

use super::{form::Typed, with_status};
use crate::{
    actions::{self, FeedbackError, Found, MOST_TEXT},
    context::Context,
    model::register_of,
    store,
};

/// In what it is counted how often one source sends this (security §10).
const HOUR_MS: i64 = 60 * 60_000;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    notice: Option<String>,
}

/// Where the author stands with the next rung.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Standing {
    /// They may ask, and this office or body would decide.
    Open { who: String },
    /// They have asked, and this office or body decides.
    Asked { since: String, who: String, request: String },
    /// Nobody inside stands above whoever decided; the body outside, where one is named.
    Top { resort: String },
    /// There is nothing to ask for yet.
    NotYet,
}

/// By when the author is answered; empty where no day is promised.
#[derive(Clone, Debug, Default)]
struct Until {
    day: String,
    why: String,
}

#[derive(Template)]
#[template(path = "feedback/higher.html")]
struct HigherView {
    page: Page,
    reference: String,
    base: String,
    /// Which part of the page is shown: `open`, `asked`, `top` or `not_yet`.
    part: &'static str,
    sentence: String,
    /// What was asked; empty for nothing.
    request: String,
    until: Until,
    typed: Typed,
}

impl Standing {
    /// Which part of the page is shown.
    const fn part(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Asked { .. } => "asked",
            Self::Top { .. } => "top",
            Self::NotYet => "not_yet",
        }
    }

    /// Its one sentence; empty where the page says it all.
    fn sentence(&self, words: Words) -> String {
        match self {
            Self::Open { who } => words.ta("feedback-higher-lead", &[("who", who.as_str().into())]),
            Self::Asked { since, who, .. } => {
                let args = [("moment", since.as_str().into()), ("who", who.as_str().into())];
                words.ta("feedback-higher-asked-text", &args)
            }
            Self::Top { resort } if !resort.is_empty() => {
                words.ta("feedback-higher-resort", &[("body", resort.as_str().into())])
            }
            Self::Top { .. } | Self::NotYet => String::new(),
        }
    }
}

fn to_form(cx: &PublicCx) -> Response {
    see_other(&format!("/i/{}/case", cx.code))
}

/// `GET /i/{institution}/case/higher`
pub(crate) async fn show(cx: PublicCx, headers: HeaderMap, Query(asked): Query<Asked>) -> PageResult {
    let mut tx = cx.read().await?;
    let Some(case) = solits_cases::case_of_client(&mut tx, &cx, &headers).await? else {
        return Ok(to_form(&cx));
    };
    let mut view = view(&cx, &mut tx, case, Typed::default()).await?;
    if asked.notice.as_deref() == Some("asked") {
        let text = cx.words.t("feedback-higher-done");
        view.page.notice = Some(Notice { kind: "good", text, undo: None });
    }
    html(&view)
}

async fn view(cx: &PublicCx, tx: &mut Tx, case: Case, typed: Typed) -> Result<HigherView, WebError> {
    register_of(case.kind).ok_or(WebError::NotFound)?;
    let context = Context::load(tx, &cx.app, cx.at).await?;
    let record = store::find(tx, case.id).await?;
    let (reference, id) = (case.reference.clone(), case.id);
    let standing = match record {
        Some(record) => standing(cx, &context, &Found { case, record }),
        None => Standing::NotYet,
    };
    let (request, until) = match &standing {
        Standing::Asked { request, .. } => (request.clone(), until(cx, tx, id).await?),
        _ => (String::new(), Until::default()),
    };
    Ok(HigherView {
        page: cx.page(cx.words.t("feedback-higher-title")),
        base: format!("/i/{}", cx.code),
        part: standing.part(),
        sentence: standing.sentence(cx.words),
        reference,
        request,
        until,
        typed,
    })
}

fn standing(cx: &PublicCx, context: &Context, found: &Found) -> Standing {
    let words = cx.words;
    if let Some(step) = found.record.asked_on() {
        return Standing::Asked {
            since: words.moment(step.since),
            who: office(&step.decider, context, words),
            request: step.request.clone(),
        };
    }
    if !found.record.may_be_asked_on(found.case.answered_at) {
        return Standing::NotYet;
    }
    let resort = context.last_resort();
    let top = Standing::Top {
        resort: resort
            .map(|body| format!("{}, {}", body.name.get(words.0), body.contact))
            .unwrap_or_default(),
    };
    match actions::would_be_passed_on(context, found, cx.at) {
        Err(_) => top,
        Ok(way) => match way.decider() {
            None | Some(Decider::Outside(_)) => top,
            Some(decider) => Standing::Open { who: office(decider, context, words) },
        },
    }
}

/// Who decides, by their office: the page of a client names nobody who works here.
fn office(decider: &Decider, context: &Context, words: Words) -> String {
    match decider {
        Decider::Body(name) | Decider::Outside(name) => name.clone(),
        Decider::People(people) => {
            let held = context.employees.iter().filter(|one| people.contains(&one.id));
            let mut posts: Vec<&str> =
                held.map(|one| one.post.trim()).filter(|post| !post.is_empty()).collect();
            posts.dedup();
            if posts.is_empty() { words.t("feedback-higher-official") } else { posts.join(", ") }
        }
    }
}

/// The nearest limit of an answer that the author was promised and is still owed.
async fn until(cx: &PublicCx, tx: &mut Tx, case: solits_kernel::CaseId) -> Result<Until, WebError> {
    let loaded = cx.app.heart.loaded(tx).await?;
    let obligations = solits_cases::list_obligations(tx, case).await?;
    let is_public = |norm: &str, number: i64| {
        let promise = loaded.versions.get(number).and_then(|standard| standard.promise(norm));
        promise.is_some_and(|promise| promise.public && demands_answer(promise))
    };
    let owed = obligations.iter().filter(|one| one.is_live() && is_public(&one.norm, one.standard));
    let nearest = owed.min_by_key(|one| one.due_at).map(|one| Until {
        day: cx.words.day(last_moment(one.due_at).day()),
        why: one.why.as_ref().map(|why| why.sentence(cx.words.0)).unwrap_or_default(),
    });
    Ok(nearest.unwrap_or_default())
}

/// Whether a promise is one of an answer. An answer meets that of a receipt, too, which is no day to wait for.
fn demands_answer(promise: &CompiledPromise) -> bool {
    const ANSWERS: [EventKind; 3] =
        [EventKind::CaseAnswered, EventKind::MessageAnswered, EventKind::FeedbackAnswered];
    const RECEIPTS: [EventKind; 3] =
        [EventKind::CaseAcknowledged, EventKind::MessageAcknowledged, EventKind::MessageRegistered];
    let meets = |kinds: &[EventKind]| promise.met_by.iter().any(|trigger| kinds.contains(&trigger.event()));
    meets(&ANSWERS) && !meets(&RECEIPTS)
}

/// The moment at which a limit's day is still the day people mean: an end at 24.00 belongs to the day it ends.
fn last_moment(due: Timestamp) -> Timestamp {
    due.plus_millis(-1)
}

/// `POST /i/{institution}/case/higher`
pub(crate) async fn ask(
    cx: PublicCx,
    source: ClientAddress,
    headers: HeaderMap,
    Form(fields): Form,
) -> PageResult {
    let mut tx = cx.write().await?;
    let Some(case) = solits_cases::case_of_client(&mut tx, &cx, &headers).await? else {
        return Ok(to_form(&cx));
    };
    register_of(case.kind).ok_or(WebError::NotFound)?;
    let mut typed = Typed::of(fields);
    let request = typed.text("request", MOST_TEXT, cx.words);
    if !typed.errors.is_empty() {
        drop(tx);
        let mut tx = cx.read().await?;
        let page = view(&cx, &mut tx, case, typed).await?;
        return Ok(with_status(html(&page)?, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let name = format!("case-higher:{}:{source}", cx.institution);
    if let Err(refusal) = cx.app.limiter.take(&name, cx.app.config.limits.case_messages, HOUR_MS, cx.at) {
        drop(tx);
        let mut tx = cx.read().await?;
        let mut page = view(&cx, &mut tx, case, typed).await?;
        page.page.notice = Some(refusal.notice_for_client(cx.words));
        return Ok(refusal.on_page(html(&page)?));
    }
    let found = Found::load(&mut tx, &cx.app, &cx.actor(), case.id).await?;
    // A second press, or one on a page left open: what was asked first stands, and the page says so.
    if found.record.asked_on().is_none() {
        match actions::ask_on(&mut tx, &cx.app, &cx.actor(), found, request).await {
            Ok(()) => tx.commit().await?,
            Err(FeedbackError::Refused(_) | FeedbackError::Stale) => {
                drop(tx);
                let mut tx = cx.read().await?;
                typed.refuse("request", cx.words.t("feedback-higher-not-now"));
                let page = view(&cx, &mut tx, case, typed).await?;
                return Ok(with_status(html(&page)?, StatusCode::CONFLICT));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(see_other(&format!("/i/{}/case/higher?notice=asked", cx.code)))
}
