//! The client's way to their own case (C-33), without an account (security §3).
//!
//! The secret of a link opens only a page with a button: what mail scanners and proxies fetch shows nothing. The button
//! trades the secret for a cookie of some minutes and an address without it. The short code works together with the
//! contact given earlier. Wrong, absent and blocked get the same answer.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

mod judge;
mod program;
mod store;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use solits_db::Tx;
use solits_kernel::{CaseId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::{
    ClientAddress, Form, Guard, Page, PageResult, PublicCx, Routes, WebError, hash_secret, html, see_other,
};

use crate::{
    codes::{is_same_contact, typed},
    model::{Case, Status, Urgency},
    pages::{Draft, Whole, status_badge, with_status},
    promised::{Promised, Reader, last_moment, promised},
    store as cases,
    timeline::{Told, for_client},
};

pub use program::{ClientCode, case_of_code};
pub use store::{Survey, count_survey_words, find_survey, forget_survey_words, list_surveys};

/// A client's way to a case stays open so long.
const VIEW_MINUTES: i64 = 30;
/// Mistakes with a case's short code in a day.
const MOST_MISTAKES: i64 = 5;
/// In what the tries by code from one source are counted (security §10).
const TRIES_MS: i64 = 10 * 60_000;

/// The routes of clients.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/i/{institution}/case", Guard::Public, form)
        .post("/i/{institution}/case", Guard::Public, open_by_short)
        .get("/i/{institution}/case/view", Guard::Public, view)
        .post("/i/{institution}/case/leave", Guard::Public, leave)
        .post("/i/{institution}/case/judge", Guard::Public, judge::judge)
        .post("/i/{institution}/case/survey", Guard::Public, judge::survey)
        .get("/i/{institution}/case/{code}", Guard::Public, door)
        .post("/i/{institution}/case/{code}", Guard::Public, open_by_link)
        .merge(program::routes())
}

fn limit(cx: &PublicCx, source: ClientAddress) -> Result<(), WebError> {
    let name = format!("case-code:{}:{source}", cx.institution);
    let counted = cx.app.limiter.take(&name, cx.app.config.limits.case_codes, TRIES_MS, cx.at);
    if counted.is_err() {
        tracing::warn!(institution = %cx.institution, "too many tries to open a case by code");
    }
    counted
}

#[derive(Template)]
#[template(path = "cases/client_find.html")]
struct FindView {
    page: Page,
    draft: Draft,
}

#[derive(Template)]
#[template(path = "cases/client_door.html")]
struct DoorView {
    page: Page,
}

#[derive(Template)]
#[template(path = "cases/client_view.html")]
struct ClientView {
    page: Page,
    subject: String,
    reference: String,
    status: String,
    badge: &'static str,
    next_step: String,
    due_badge: &'static str,
    due: String,
    due_date: String,
    due_why: String,
    told_date: String,
    is_late: bool,
    answer: Vec<String>,
    promises: Vec<Promised>,
    if_late: Vec<String>,
    timeline: Vec<Told>,
    place: String,
    phone: String,
    base: String,
    /// What is asked once it was answered, and where the client's own judgement stands.
    asks: judge::Asks,
    /// Whether whoever stands above can be asked to decide: a complaint or claim whose author was answered (K-14).
    can_climb: bool,
    /// Whether a meeting with an official was offered (K-16).
    is_invited: bool,
    draft: Draft,
}

/// `GET /i/{institution}/case`: the form for a short code.
async fn form(cx: PublicCx) -> PageResult {
    html(&FindView { page: cx.page(cx.words.t("cases-client-title")), draft: Draft::default() })
}

/// `POST /i/{institution}/case`
async fn open_by_short(cx: PublicCx, source: ClientAddress, Form(fields): Form) -> PageResult {
    limit(&cx, source)?;
    let mut draft = Draft::of(fields);
    let contact = draft.text("contact", 200, cx.words);
    if typed(draft.get("code")).is_empty() {
        draft.refuse("code", cx.words.t("common-field-empty"));
    }
    if draft.errors.is_empty() {
        if let Some(case) = try_short(cx.write().await?, cx.at, &typed(draft.get("code")), &contact).await? {
            return let_in(&cx, case).await;
        }
        draft.refuse("code", cx.words.t("cases-client-not-found"));
    }
    let page = FindView { page: cx.page(cx.words.t("cases-client-title")), draft };
    Ok(with_status(html(&page)?, StatusCode::UNPROCESSABLE_ENTITY))
}

/// The case, if the code and the contact are its own and it has not been guessed at too often today.
async fn try_short(mut tx: Tx, at: Timestamp, code: &str, contact: &str) -> Result<Option<CaseId>, WebError> {
    let day = solits_kernel::day_number(at.day());
    let Some(case) = cases::find_by_short(&mut tx, hash_secret(code)).await? else { return Ok(None) };
    if cases::count_mistakes(&mut tx, case.id, day).await? >= MOST_MISTAKES {
        tracing::warn!(case = %case.id, "a case is closed to its short code for today");
        return Ok(None);
    }
    if is_same_contact(contact, &case.contact_key) {
        return Ok(Some(case.id));
    }
    cases::insert_mistake(&mut tx, case.id, day).await?;
    tx.commit().await?;
    tracing::warn!(case = %case.id, "a short code was given with another contact");
    Ok(None)
}

/// `GET /i/{institution}/case/{code}`: a button, whatever the code is.
async fn door(cx: PublicCx) -> PageResult {
    html(&DoorView { page: cx.page(cx.words.t("cases-client-title")) })
}

/// `POST /i/{institution}/case/{code}`
async fn open_by_link(
    cx: PublicCx,
    source: ClientAddress,
    Path((_, code)): Path<(String, String)>,
    Form(_): Form,
) -> PageResult {
    limit(&cx, source)?;
    let mut tx = cx.read().await?;
    let case = cases::find_by_link(&mut tx, hash_secret(&typed(&code))).await?;
    drop(tx);
    if let Some(case) = case {
        return let_in(&cx, case.id).await;
    }
    let mut draft = Draft::default();
    draft.refuse("code", cx.words.t("cases-client-link-dead"));
    let page = FindView { page: cx.page(cx.words.t("cases-client-title")), draft };
    Ok(with_status(html(&page)?, StatusCode::UNPROCESSABLE_ENTITY))
}

const fn cookie_name(tls: bool) -> &'static str {
    if tls { "__Host-c" } else { "c" }
}

fn cookie(cx: &PublicCx, secret: &str, seconds: i64) -> Result<HeaderValue, WebError> {
    let secure = if cx.app.config.tls { "; Secure" } else { "" };
    let name = cookie_name(cx.app.config.tls);
    HeaderValue::from_str(&format!(
        "{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
    ))
    .map_err(|error| WebError::Unforeseen(error.to_string()))
}

/// Opens the way to the case: a cookie of some minutes, and an address without a secret.
async fn let_in(cx: &PublicCx, case: CaseId) -> Result<Response, WebError> {
    let secret = cx.app.random.secret();
    let mut tx = cx.write().await?;
    cases::insert_view(&mut tx, hash_secret(&secret), case, cx.at, cx.at.plus_minutes(VIEW_MINUTES)).await?;
    tx.commit().await?;
    let mut response = see_other(&format!("/i/{}/case/view", cx.code));
    response.headers_mut().append(header::SET_COOKIE, cookie(cx, &secret, VIEW_MINUTES * 60)?);
    Ok(response)
}

fn secret_of(headers: &HeaderMap, tls: bool) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == cookie_name(tls)).then_some(value))
}

/// The case that a client has come in to see, while the way is open: with the cookie that a link or a short code gave.
///
/// # Errors
/// Where the database fails.
pub async fn case_of_client(
    tx: &mut Tx,
    cx: &PublicCx,
    headers: &HeaderMap,
) -> Result<Option<Case>, WebError> {
    match secret_of(headers, cx.app.config.tls) {
        Some(secret) => Ok(cases::find_view(tx, hash_secret(secret), cx.at).await?),
        None => Ok(None),
    }
}

/// What the address asks for.
#[derive(Debug, Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    notice: Option<String>,
}

/// `GET /i/{institution}/case/view`
async fn view(cx: PublicCx, headers: HeaderMap, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, &headers, Draft::default(), asked.notice.as_deref()).await
}

/// The page of the case, with what was typed into its forms.
async fn page(cx: &PublicCx, headers: &HeaderMap, draft: Draft, told: Option<&str>) -> PageResult {
    let mut tx = cx.read().await?;
    let Some(case) = case_of_client(&mut tx, cx, headers).await? else { return Ok(to_form(cx)) };
    let whole = Whole::of(&mut tx, &cx.app, case).await?.only_said(cx.at);
    let asks = judge::asks(&mut tx, cx, &whole.case).await?;
    drop(tx);
    let mut view = client_view(cx, whole, asks, draft);
    view.page.notice = judge::notice(told, cx.words);
    html(&view)
}

fn to_form(cx: &PublicCx) -> Response {
    see_other(&format!("/i/{}/case", cx.code))
}

fn client_view(cx: &PublicCx, whole: Whole, asks: judge::Asks, draft: Draft) -> ClientView {
    let words = cx.words;
    let next_step = if whole.case.status == Status::WaitingClient && whole.case.next_step.is_empty() {
        words.t("cases-client-next-waiting")
    } else {
        whole.next_step(words)
    };
    let told_date = whole.told_date(words);
    let if_late = whole.if_late(words, cx.at);
    let timeline = for_client(&whole.happenings, &whole.notes, words);
    let place = whole.branch.as_ref().map(|branch| branch.name.get(words.0).to_owned()).unwrap_or_default();
    let phone = whole.branch.as_ref().map(|branch| branch.phone.clone()).unwrap_or_default();
    // The limit shown is the nearest one the client was promised; duties among staff are not theirs to wait for.
    let nearest = whole
        .obligations
        .iter()
        .filter(|obligation| obligation.is_live())
        .filter(|obligation| {
            let standard = whole.loaded.versions.get(obligation.standard);
            standard
                .and_then(|standard| standard.promise(&obligation.norm))
                .is_some_and(|promise| promise.public)
        })
        .min_by_key(|obligation| obligation.due_at)
        .filter(|_| whole.case.status.is_live());
    ClientView {
        page: cx.page(words.ta("cases-page-title", &[("reference", whole.case.reference.as_str().into())])),
        subject: whole.case.subject.clone(),
        reference: whole.case.reference.clone(),
        status: client_status(whole.case.status, words),
        badge: status_badge(whole.case.status),
        due_badge: nearest.map_or("plain", |obligation| Urgency::of(obligation.due_at, cx.at).badge()),
        due: match nearest {
            Some(obligation) => words.due(obligation.due_at, cx.at),
            None if whole.case.status.is_live() => words.t("cases-as-fast-as-possible"),
            None => String::new(),
        },
        due_date: nearest
            .map(|obligation| words.day(last_moment(obligation.due_at).day()))
            .unwrap_or_default(),
        due_why: nearest
            .and_then(|one| Some(one.why.as_ref()?.sentence_for(one.due_at, words.0)))
            .unwrap_or_default(),
        is_late: nearest.is_some_and(|obligation| cx.at > obligation.due_at),
        answer: whole.case.answer.as_deref().map(crate::timeline::lines).unwrap_or_default(),
        base: format!("/i/{}", cx.code),
        can_climb: whole.case.kind.is_confidential()
            && whole
                .happenings
                .iter()
                .any(|one| matches!(one.kind, EventKind::CaseAnswered | EventKind::FeedbackAnswered)),
        is_invited: whole.happenings.iter().any(|one| one.kind == EventKind::FeedbackReceptionOffered),
        asks,
        draft,
        promises: promised(whole.obligations, &whole.loaded, words, cx.at, Reader::Client),
        next_step,
        told_date,
        if_late,
        timeline,
        place,
        phone,
    }
}

fn client_status(status: Status, words: solits_i18n::Words) -> String {
    words.t(match status {
        Status::Open => "cases-client-status-open",
        Status::WaitingClient => "cases-client-status-waiting",
        Status::Answered => "cases-client-status-answered",
        Status::Closed => "cases-client-status-closed",
    })
}

/// `POST /i/{institution}/case/leave`: on somebody else's device.
async fn leave(cx: PublicCx, headers: HeaderMap, Form(_): Form) -> PageResult {
    if let Some(secret) = secret_of(&headers, cx.app.config.tls) {
        let mut tx = cx.write().await?;
        cases::delete_view(&mut tx, hash_secret(secret)).await?;
        tx.commit().await?;
    }
    let mut response = to_form(&cx);
    response.headers_mut().append(header::SET_COOKIE, cookie(&cx, "", 0)?);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_of_another_name_opens_nothing() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("s=abc; c=def"));
        assert_eq!(secret_of(&headers, false), Some("def"));
        assert_eq!(secret_of(&headers, true), None);
    }
}
