//! What is said to a question: an answer, the day on which it comes, somebody else who knows, that it needs none any more.

use axum::{
    extract::Path,
    http::{HeaderMap, Method},
    response::Response,
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::EmployeeId;
use solits_web::{ApiCx, Json, Routes, Schema, WebError, recall, remember, schema};
use uuid::Uuid;

use super::{acting, doc, requests::RequestBody, requests::shown};
use crate::{
    actions::{
        ColleagueError,
        answer::{self as deeds, Attendance},
    },
    model::{Refusal, request::RequestId},
    store::requests,
};

/// An answer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AnswerBody {
    /// Id of the employee who answers: whoever is asked, or stands in.
    #[serde(default)]
    answered_by: Option<Uuid>,
    #[schemars(length(max = 4000))]
    text: String,
    /// The version that was answered; a newer one is answered with 409.
    version: i64,
}

/// Why the full answer comes later.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PartlyBody {
    /// Id of the employee who answers: whoever is asked, or stands in.
    #[serde(default)]
    answered_by: Option<Uuid>,
    /// What is known by now, and why the rest comes later.
    #[schemars(length(max = 4000))]
    text: String,
    /// The working day on which the full answer comes, `2026-11-20`.
    on: String,
    /// The version that was answered; a newer one is answered with 409.
    version: i64,
}

/// To whom a question is passed on.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PassOnBody {
    /// Id of the employee who passes it on: whoever is asked, or stands in.
    #[serde(default)]
    answered_by: Option<Uuid>,
    /// Id of the employee who knows.
    to: Uuid,
    #[serde(default)]
    #[schemars(length(max = 4000))]
    text: String,
    /// The version that was passed on; a newer one is answered with 409.
    version: i64,
}

/// The answer to an invitation.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AttendBody {
    /// Id of the employee who answers: whoever is invited, or stands in.
    #[serde(default)]
    answered_by: Option<Uuid>,
    /// Whether they come.
    attends: bool,
    /// The reason of whoever does not come.
    #[serde(default)]
    #[schemars(length(max = 4000))]
    text: String,
    /// The version that was answered; a newer one is answered with 409.
    version: i64,
}

/// That no answer is needed any more.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WithdrawBody {
    /// Id of the employee who asked.
    #[serde(default)]
    asked_by: Option<Uuid>,
    /// The version that is withdrawn; a newer one is answered with 409.
    version: i64,
}

pub(super) fn routes() -> Routes {
    let done = |summary, body: Schema| doc(summary, Some(body), Some(schema::<RequestBody>));
    let answers = done("Answer a question", schema::<AnswerBody>);
    let parts = done("Say when the full answer comes", schema::<PartlyBody>);
    let passes = done("Pass a question on to whoever knows", schema::<PassOnBody>);
    let attends = done("Answer an invitation to a meeting", schema::<AttendBody>);
    let withdraws = done("Withdraw a question", schema::<WithdrawBody>);
    let right = "requests.write";
    Routes::new()
        .api(Method::POST, "/api/v1/requests/{request}/answers", right, answers, answer)
        .api(Method::POST, "/api/v1/requests/{request}/partly", right, parts, partly)
        .api(Method::POST, "/api/v1/requests/{request}/pass-on", right, passes, pass_on)
        .api(Method::POST, "/api/v1/requests/{request}/attend", right, attends, attend)
        .api(Method::POST, "/api/v1/requests/{request}/withdraw", right, withdraws, withdraw)
}

/// Begins what is said: once for each key. `None` where the same key said it before.
async fn begin(
    cx: &ApiCx,
    headers: &HeaderMap,
    id: RequestId,
    action: &'static str,
    named: Option<Uuid>,
) -> Result<Option<(Tx, Actor)>, WebError> {
    let key = cx.key(headers);
    let mut tx = cx.write().await?;
    // Another's question is answered like none, before anything else in the call is looked at.
    requests::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    if recall(&mut tx, action, &key).await?.is_some() {
        return Ok(None);
    }
    let (actor, _) = acting(&mut tx, cx, named).await?;
    remember(&mut tx, action, &key, &id.to_string(), cx.at).await?;
    Ok(Some((tx, actor)))
}

async fn answer(
    cx: ApiCx,
    Path(id): Path<RequestId>,
    headers: HeaderMap,
    Json(body): Json<AnswerBody>,
) -> Result<Response, WebError> {
    if let Some((mut tx, actor)) = begin(&cx, &headers, id, "colleague.answer", body.answered_by).await? {
        deeds::answer(&mut tx, &cx.app, &actor, id, body.version, &body.text).await?;
        tx.commit().await?;
    }
    shown(&cx, id).await
}

async fn partly(
    cx: ApiCx,
    Path(id): Path<RequestId>,
    headers: HeaderMap,
    Json(body): Json<PartlyBody>,
) -> Result<Response, WebError> {
    if let Some((mut tx, actor)) = begin(&cx, &headers, id, "colleague.partly", body.answered_by).await? {
        let on: Date = body.on.trim().parse().map_err(|_| ColleagueError::from(Refusal::BadDate))?;
        deeds::partly(&mut tx, &cx.app, &actor, id, body.version, &body.text, on).await?;
        tx.commit().await?;
    }
    shown(&cx, id).await
}

async fn pass_on(
    cx: ApiCx,
    Path(id): Path<RequestId>,
    headers: HeaderMap,
    Json(body): Json<PassOnBody>,
) -> Result<Response, WebError> {
    if let Some((mut tx, actor)) = begin(&cx, &headers, id, "colleague.pass_on", body.answered_by).await? {
        let to = EmployeeId::new(body.to);
        deeds::pass_on(&mut tx, &cx.app, &actor, id, body.version, to, &body.text).await?;
        tx.commit().await?;
    }
    shown(&cx, id).await
}

async fn attend(
    cx: ApiCx,
    Path(id): Path<RequestId>,
    headers: HeaderMap,
    Json(body): Json<AttendBody>,
) -> Result<Response, WebError> {
    if let Some((mut tx, actor)) = begin(&cx, &headers, id, "colleague.attend", body.answered_by).await? {
        let attendance = if body.attends { Attendance::Attends } else { Attendance::Declines };
        deeds::attend(&mut tx, &cx.app, &actor, id, body.version, attendance, &body.text).await?;
        tx.commit().await?;
    }
    shown(&cx, id).await
}

async fn withdraw(
    cx: ApiCx,
    Path(id): Path<RequestId>,
    headers: HeaderMap,
    Json(body): Json<WithdrawBody>,
) -> Result<Response, WebError> {
    if let Some((mut tx, actor)) = begin(&cx, &headers, id, "colleague.withdraw", body.asked_by).await? {
        deeds::withdraw(&mut tx, &cx.app, &actor, id, body.version).await?;
        tx.commit().await?;
    }
    shown(&cx, id).await
}
