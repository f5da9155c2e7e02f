//! The course of a case: received, assigned, told late, answered, closed, taken up again, and given up for an interest.

use axum::{
    extract::Path,
    http::{HeaderMap, Method},
    response::Response,
};
use solits_kernel::{CaseId, EmployeeId, ServiceId};
use solits_web::{ApiCx, ApiDoc, Json, Routes, Schema, Tagged, WebError, schema};

use super::{
    Begun, begin,
    bodies::{
        AnswerBody, AssignBody, CloseBody, ConflictBody, DelayBody, ReopenBody, ServiceBody, VersionBody,
    },
    change::date,
    check_may_pass_on, end, person,
};
use crate::{
    actions::{self, AnsweredBy, Unanswered},
    api::{CaseBody, changed, doc},
    work::passing,
};

/// The scope of all of them.
const WRITES: &str = "cases.write";

pub(super) fn routes() -> Routes {
    let changes = |summary, body: Schema| ApiDoc {
        tagged: Tagged::Guarded,
        ..doc(summary, Some(body), Some(schema::<CaseBody>))
    };
    let (post, noted) = (Method::POST, schema::<VersionBody>);
    let acknowledged = changes("Confirm to the client that a case was received", noted);
    let assigned = changes("Pass a case to another owner", schema::<AssignBody>);
    let served =
        changes("Say which service a case is about, or that it is about none", schema::<ServiceBody>);
    let delayed = changes("Tell the client of a delay and of the new day", schema::<DelayBody>);
    let answered = changes("Answer the client", schema::<AnswerBody>);
    let closed = changes("Close a case", schema::<CloseBody>);
    let reopened = changes("Take a case up again", schema::<ReopenBody>);
    let declared = changes("Declare an interest against deciding a case", schema::<ConflictBody>);
    Routes::new()
        .api(post.clone(), "/api/v1/cases/{case}/acknowledge", WRITES, acknowledged, acknowledge)
        .api(post.clone(), "/api/v1/cases/{case}/assign", WRITES, assigned, assign)
        .api(post.clone(), "/api/v1/cases/{case}/service", WRITES, served, service)
        .api(post.clone(), "/api/v1/cases/{case}/delay", WRITES, delayed, delay)
        .api(post.clone(), "/api/v1/cases/{case}/answer", WRITES, answered, answer)
        .api(post.clone(), "/api/v1/cases/{case}/close", WRITES, closed, close)
        .api(post.clone(), "/api/v1/cases/{case}/reopen", WRITES, reopened, reopen)
        .api(post, "/api/v1/cases/{case}/conflict", WRITES, declared, conflict)
}

async fn acknowledge(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<VersionBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.acknowledge", body.version);
    let done = actions::acknowledge(&mut call.tx, &cx.app, &cx.actor(), id, call.version).await;
    end(call, done).await
}

async fn assign(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<AssignBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.assign", body.version);
    check_may_pass_on(&mut call.tx, &cx, id).await?;
    let (version, owner) = (call.version, EmployeeId::new(body.owner));
    let done = actions::assign(&mut call.tx, &cx.app, &cx.actor(), id, version, owner).await;
    end(call, done).await
}

async fn service(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<ServiceBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.service", body.version);
    let (version, service) = (call.version, body.service.map(ServiceId::new));
    let done = actions::set_service(&mut call.tx, &cx.app, &cx.actor(), id, version, service).await;
    end(call, done).await
}

async fn delay(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<DelayBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.delay", body.version);
    let (version, day) = (call.version, date(&body.date)?);
    let done = actions::tell_delay(&mut call.tx, &cx.app, &cx.actor(), id, version, day, &body.text).await;
    end(call, done).await
}

async fn answer(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<AnswerBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.answer", body.version);
    let (of, way) = ((id, call.version), body.way.unwrap_or(AnsweredBy::Page));
    let done = actions::answered(&mut call.tx, &cx.app, &cx.actor(), of, &body.text, way).await;
    end(call, done).await
}

async fn close(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<CloseBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.close", body.version);
    let (of, why) = ((id, call.version), body.why.unwrap_or(Unanswered::Other));
    let done = actions::close_unanswered(&mut call.tx, &cx.app, &cx.actor(), of, &body.reason, why).await;
    end(call, done).await
}

async fn reopen(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<ReopenBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.reopen", body.version);
    let version = call.version;
    let done = actions::reopen(&mut call.tx, &cx.app, &cx.actor(), id, version, &body.reason).await;
    end(call, done).await
}

async fn conflict(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<ConflictBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.conflict", body.version);
    let of = (id, call.version);
    let actor = person(&mut call.tx, &cx, &[id], body.employee).await?;
    let done = passing::actions::declare(&mut call.tx, &cx.app, &actor, of, body.interest, &body.text).await;
    end(call, done).await
}
