//! After the answer: was it one, how easy was it, was the treatment fair (I-32). "No" brings the case back to whoever answers
//! for it, with the client's own words.

use axum::http::{HeaderMap, StatusCode};
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_journal::Actor;
use solits_kernel::CaseId;
use solits_standard::event::EventKind;
use solits_web::{App, Form, Notice, PageResult, PublicCx, WebError, see_other};

use super::{Draft, case_of_client, store, to_form, with_status};
use crate::{
    actions::{CaseError, change, entry, write_note},
    model::{Audience, Case, Status},
    store as cases,
};

/// Longest words of a client about the answer or the whole.
pub(super) const MOST_WORDS: usize = 2_000;

/// What the client is asked on the page of the case.
#[derive(Debug)]
pub(super) struct Asks {
    /// Whether the answer was one; only while the case stands answered and nothing was said of this answer.
    pub(super) judge: bool,
    /// The three questions; once for each case.
    pub(super) survey: bool,
    /// How easy it was, 0 to 10.
    pub(super) ease: Vec<(String, String)>,
    pub(super) fair: Vec<(String, String)>,
    pub(super) answered: Vec<(String, String)>,
}

/// What may be said of a case as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// Whether the answer was one.
    pub(super) judge: bool,
    /// The three questions.
    pub(super) survey: bool,
}

/// Reads it.
pub(super) async fn due(tx: &mut Tx, case: &Case) -> Result<Due, DbError> {
    let is_over = !case.status.is_live();
    let judged = if is_over { store::find_judged(tx, case.id).await? } else { None };
    let is_judged = judged.zip(case.answered_at).is_some_and(|(judged, answered)| judged >= answered);
    let has_said = store::find_survey(tx, case.id).await?.is_some();
    Ok(Due {
        judge: case.status == Status::Answered && !is_judged,
        survey: is_over && !has_said && (is_judged || case.status == Status::Closed),
    })
}

pub(super) async fn asks(tx: &mut Tx, cx: &PublicCx, case: &Case) -> Result<Asks, WebError> {
    let words = cx.words;
    let due = due(tx, case).await?;
    let pair = |value: &str, key: &str| (value.to_owned(), words.t(key));
    Ok(Asks {
        judge: due.judge,
        survey: due.survey,
        ease: (0..=10).map(|points| (points.to_string(), ease_words(points, words))).collect(),
        fair: vec![
            pair("yes", "cases-survey-fair-yes"),
            pair("partly", "cases-survey-fair-partly"),
            pair("no", "cases-survey-fair-no"),
        ],
        answered: vec![pair("yes", "cases-judge-yes"), pair("no", "cases-judge-no")],
    })
}

/// The ends of the scale are named.
fn ease_words(points: i64, words: Words) -> String {
    match points {
        0 => words.t("cases-survey-ease-least"),
        10 => words.t("cases-survey-ease-most"),
        other => other.to_string(),
    }
}

pub(super) fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let text = match key? {
        "answered" => words.t("cases-judge-thanks"),
        "not-answered" => words.t("cases-judge-reopened"),
        "survey" => words.t("cases-survey-thanks"),
        "sent" => words.t("cases-client-sent"),
        _ => return None,
    };
    Some(Notice { kind: "good", text, undo: None })
}

/// `POST /i/{institution}/case/judge`
pub(super) async fn judge(cx: PublicCx, headers: HeaderMap, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let Some(case) = case_of_client(&mut tx, &cx, &headers).await? else { return Ok(to_form(&cx)) };
    let mut draft = Draft::of(fields);
    let said = draft.optional_text("why", MOST_WORDS, cx.words);
    let is_answer = match draft.get("answered") {
        "yes" => true,
        "no" => false,
        _ => {
            draft.refuse("answered", cx.words.t("cases-judge-choose"));
            false
        }
    };
    if draft.errors.is_empty() && !is_answer && said.is_empty() {
        draft.refuse("why", cx.words.t("cases-judge-say-why"));
    }
    if !draft.errors.is_empty() {
        drop(tx);
        let page = super::page(&cx, &headers, draft, None).await?;
        return Ok(with_status(page, StatusCode::UNPROCESSABLE_ENTITY));
    }
    // A second press, or one on a page left open: what was said first stands.
    if due(&mut tx, &case).await?.judge {
        let verdict = if is_answer { Verdict::Answered } else { Verdict::NotAnswered };
        judged(&mut tx, &cx.app, &cx.actor(), case.id, verdict, &said).await?;
        tx.commit().await?;
    }
    let notice = if is_answer { "answered" } else { "not-answered" };
    Ok(see_other(&format!("/i/{}/case/view?notice={notice}", cx.code)))
}

/// What the client says of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Answered,
    NotAnswered,
}

/// Records what the client says of the answer. One that was none brings the case back to its owner.
pub(super) async fn judged(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    verdict: Verdict,
    said: &str,
) -> Result<(), CaseError> {
    let before = cases::find(tx, id).await?.ok_or(CaseError::NotFound)?;
    let note = if said.is_empty() {
        None
    } else {
        Some(write_note(tx, app, actor, id, Audience::Client, said.to_owned()).await?.to_string())
    };
    let mut case = before.clone();
    case.version += 1;
    let word = if verdict == Verdict::Answered { "yes" } else { "no" };
    let judged = entry(EventKind::CaseJudged, &case).with("answered", word).with("note", note);
    let case = change(tx, app, actor, case, &before, judged).await?;
    if verdict == Verdict::NotAnswered {
        let reopened = case.clone().reopen()?;
        let entry = entry(EventKind::CaseReopened, &reopened)
            .with("what", "not_answered")
            .with("kind", reopened.kind.name())
            .with("service", reopened.service);
        change(tx, app, actor, reopened, &case, entry).await?;
    }
    Ok(())
}

/// `POST /i/{institution}/case/survey`
pub(super) async fn survey(cx: PublicCx, headers: HeaderMap, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let Some(case) = case_of_client(&mut tx, &cx, &headers).await? else { return Ok(to_form(&cx)) };
    let mut draft = Draft::of(fields);
    let words = draft.optional_text("words", MOST_WORDS, cx.words);
    let ease = draft.get("ease").parse::<i64>().ok().filter(|ease| (0..=10).contains(ease));
    if ease.is_none() {
        draft.refuse("ease", cx.words.t("cases-survey-choose"));
    }
    let fair = draft.get("fair").to_owned();
    if !matches!(fair.as_str(), "yes" | "partly" | "no") {
        draft.refuse("fair", cx.words.t("cases-survey-choose"));
    }
    let Some(ease) = ease.filter(|_| draft.errors.is_empty()) else {
        drop(tx);
        let page = super::page(&cx, &headers, draft, None).await?;
        return Ok(with_status(page, StatusCode::UNPROCESSABLE_ENTITY));
    };
    if due(&mut tx, &case).await?.survey {
        surveyed(&mut tx, &cx.app, &cx.actor(), &case, Said { ease, fair, words }).await?;
        tx.commit().await?;
    }
    Ok(see_other(&format!("/i/{}/case/view?notice=survey", cx.code)))
}

/// The three answers.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) ease: i64,
    pub(super) fair: String,
    pub(super) words: String,
}

/// Keeps the three answers; those given before stand.
pub(super) async fn surveyed(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    before: &Case,
    said: Said,
) -> Result<(), CaseError> {
    let Said { ease, fair, words } = said;
    let survey = store::Survey { case: before.id, ease, fair, words, at: actor.at };
    if !store::insert_survey(tx, &survey).await? {
        return Ok(());
    }
    let mut case = before.clone();
    case.version += 1;
    let entry = entry(EventKind::CaseJudged, &case)
        .with("what", "survey")
        .with("ease", survey.ease)
        .with("fair", survey.fair.as_str());
    change(tx, app, actor, case, before, entry).await?;
    Ok(())
}
