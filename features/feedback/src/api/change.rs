//! The steps of feedback, each with the action that its form on the page calls.

use axum::{extract::Path, http::HeaderMap, response::Response};
use solits_kernel::{CaseId, EmployeeId, Text};
use solits_web::{ApiCx, Json, KEEP_FEEDBACK, WebError};
use solits_written::{
    feedback::{Author, Check, Measure, OtherSide, Ruling, SuggestionRuling, Verdict},
    nature::FeedbackKind,
};

use super::{
    Call, Step, WORK, begin,
    sent::{
        AskerBody, CheckBody, CloseBody, ExamineBody, NewMeasureBody, NextBody, PublishBody, ReceptionBody,
        RegisterBody, ToldBody, VerdictBody, day, moment, text, text_or_empty,
    },
    state,
};
use crate::{
    actions::{
        self, Details, MOST_TEXT,
        given::{self, Examined, MOST_PLACE, Wrong},
    },
    context::Context,
    model::{AskedBy, CauseKind, Record},
};

/// Begins a step, or answers at once where the same key took it before.
macro_rules! begun {
    ($cx:expr, $headers:expr, $id:expr, $action:literal, $body:expr) => {
        begun!($cx, $headers, $id, $action, $body, WORK)
    };
    ($cx:expr, $headers:expr, $id:expr, $action:literal, $body:expr, $right:expr) => {{
        let step = Step { named: $body.by, version: $body.version, demands: $right };
        match begin(&$cx, &$headers, $id, $action, step).await? {
            Some(call) => call,
            None => return state(&$cx, $id).await,
        }
    }};
}

/// The same for whoever handles the feedback.
macro_rules! handled {
    ($cx:expr, $headers:expr, $id:expr, $action:literal, $body:expr) => {{
        let call = begun!($cx, $headers, $id, $action, $body);
        actions::demand_handler(&call.tx, actions::person(&call.actor)?, &call.found)?;
        call
    }};
}

pub(super) async fn register(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<RegisterBody>,
) -> Result<Response, WebError> {
    let Call { mut tx, actor, found } = begun!(cx, headers, id, "feedback.register", body);
    let context = Context::load(&mut tx, &cx.app, cx.at).await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let details = Details {
        concern: body.concerns.named()?.concern(&context, &services)?,
        norm: given::norm(&context, &body.norm)?,
        author: if body.anonymous { Author::Anonymous } else { Author::Reachable },
    };
    actions::register(&mut tx, &cx.app, &actor, found, details).await?;
    tx.commit().await?;
    state(&cx, id).await
}

pub(super) async fn examine(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<ExamineBody>,
) -> Result<Response, WebError> {
    let Call { mut tx, actor, found } = handled!(cx, headers, id, "feedback.examine", body);
    let context = Context::load(&mut tx, &cx.app, cx.at).await?;
    let (ruling, cause) = ruling(&body, &context, &found.record)?;
    actions::examine(&mut tx, &cx.app, &actor, found, ruling, cause).await?;
    tx.commit().await?;
    state(&cx, id).await
}

/// The ruling that fits the kind of feedback.
fn ruling(
    body: &ExamineBody,
    context: &Context,
    record: &Record,
) -> Result<(Ruling, Option<CauseKind>), WebError> {
    let incomplete = WebError::Refused("feedback-refused-incomplete");
    match record.way.kind {
        FeedbackKind::Complaint | FeedbackKind::Claim => {
            let finding = body.finding.ok_or(incomplete)?;
            let side = text(&body.other_side, MOST_TEXT)?;
            // What was said to be breached may stand in an earlier standard.
            let breached = if body.breached == record.norm {
                record.norm.clone()
            } else {
                given::norm(context, &body.breached)?
            };
            let examined = Examined {
                finding: finding.into(),
                facts: text(&body.facts, MOST_TEXT)?,
                other_side: if body.heard { OtherSide::Heard(side) } else { OtherSide::NotHeard(side) },
                breached,
                cause_kind: body.cause_kind,
                cause: text_or_empty(&body.cause, MOST_TEXT)?,
                measures: measures(&body.measures, context)?,
            };
            Ok(examined.ruling()?)
        }
        FeedbackKind::Suggestion => {
            let verdict = match body.verdict.ok_or(incomplete)? {
                VerdictBody::TakenUp => {
                    let first = measures(&body.measures, context)?.into_iter().next();
                    Verdict::TakenUp(first.ok_or(WebError::Refused("feedback-refused-incomplete"))?)
                }
                VerdictBody::Later => {
                    let again = given::to_come(context, day(&body.again)?);
                    Verdict::Later(again?)
                }
                VerdictBody::NotTakenUp => Verdict::NotTakenUp,
            };
            let reasons = text(&body.reasons, MOST_TEXT)?;
            Ok((Ruling::Suggestion(SuggestionRuling { verdict, reasons }), None))
        }
        FeedbackKind::Praise => Ok((Ruling::Thanks, None)),
    }
}

fn measures(sent: &[NewMeasureBody], context: &Context) -> Result<Vec<Measure>, WebError> {
    let measure = |one: &NewMeasureBody| -> Result<Measure, WebError> {
        let owner = given::owner(context, Some(EmployeeId::new(one.owner)))?;
        let due = given::to_come(context, day(&one.due)?)?;
        Ok(Measure { what: text(&one.what, MOST_TEXT)?, owner, due, check: None })
    };
    sent.iter().map(measure).collect()
}

pub(super) async fn check(
    cx: ApiCx,
    Path((id, number)): Path<(CaseId, usize)>,
    headers: HeaderMap,
    Json(body): Json<CheckBody>,
) -> Result<Response, WebError> {
    let Call { mut tx, actor, found } = handled!(cx, headers, id, "feedback.check", body);
    let check = Check { at: cx.at, by: actions::person(&actor)?, effect: body.effect.into() };
    actions::check_measure(&mut tx, &cx.app, &actor, found, number, check).await?;
    tx.commit().await?;
    state(&cx, id).await
}

pub(super) async fn told(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<ToldBody>,
) -> Result<Response, WebError> {
    let Call { mut tx, actor, found } = handled!(cx, headers, id, "feedback.told", body);
    actions::told(&mut tx, &cx.app, &actor, found, actions::person(&actor)?).await?;
    tx.commit().await?;
    state(&cx, id).await
}

pub(super) async fn next(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<NextBody>,
) -> Result<Response, WebError> {
    let Call { mut tx, actor, found } = handled!(cx, headers, id, "feedback.next", body);
    let asked_by = match body.asked_by {
        AskerBody::Client => AskedBy::Client,
        AskerBody::Handler => AskedBy::Handler,
    };
    let request = text_or_empty(&body.request, MOST_TEXT)?;
    actions::pass_on(&mut tx, &cx.app, &actor, found, asked_by, request).await?;
    tx.commit().await?;
    state(&cx, id).await
}

pub(super) async fn reception(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<ReceptionBody>,
) -> Result<Response, WebError> {
    let Call { mut tx, actor, found } = handled!(cx, headers, id, "feedback.reception", body);
    let (words, place) = (text(&body.text, MOST_TEXT)?, text(&body.place, MOST_PLACE)?);
    let calendar = cx.app.heart.loaded(&mut tx).await?.calendar(Some(found.case.branch));
    let mut times = Vec::new();
    for time in &body.times {
        let at = moment(time)?;
        given::worked(calendar.as_deref(), at.day())?;
        times.push(at);
    }
    let offered = given::offered(times, place, cx.at)?;
    actions::offer_reception(&mut tx, &cx.app, &actor, found, words, offered).await?;
    tx.commit().await?;
    state(&cx, id).await
}

pub(super) async fn publish(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<PublishBody>,
) -> Result<Response, WebError> {
    let Call { mut tx, actor, found } = begun!(cx, headers, id, "feedback.publish", body, KEEP_FEEDBACK);
    let (lv, en) = (text_or_empty(&body.lv, MOST_TEXT)?, text_or_empty(&body.en, MOST_TEXT)?);
    if !given::naming(&mut tx, &found, &[&lv, &en]).await?.is_empty() {
        return Err(Wrong::Named.into());
    }
    let text = (!lv.is_empty()).then(|| Text::new(lv, en));
    actions::publish(&mut tx, &cx.app, &actor, found, text).await?;
    tx.commit().await?;
    state(&cx, id).await
}

pub(super) async fn close(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<CloseBody>,
) -> Result<Response, WebError> {
    let Call { mut tx, actor, found } = handled!(cx, headers, id, "feedback.close", body);
    let words = if found.demands_words() {
        text(&body.text, MOST_TEXT)?
    } else {
        text_or_empty(&body.text, MOST_TEXT)?
    };
    actions::close(&mut tx, &cx.app, &actor, found, body.because.into(), &words).await?;
    tx.commit().await?;
    state(&cx, id).await
}
