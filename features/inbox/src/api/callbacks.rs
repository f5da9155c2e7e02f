//! `/api/v1/callbacks`: calls that were missed or promised back.

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_access::{Look, look};
use solits_db::DbError;
use solits_i18n::Words;
use solits_kernel::{EmployeeId, Lang};
use solits_organisation::find_employee;
use solits_web::{ApiCx, ApiDoc, Json, Routes, Schema, WebError, recall, remember, schema};
use uuid::Uuid;

use super::{READS, WRITES, doc};
use crate::callbacks::{
    actions,
    form::{self, Typed},
    model::{AnswerBy, CallResult},
    store::{self, CallbackId, CallbackRow, Wanted},
};

/// Calls in one answer.
const MOST: i64 = 100;
/// The actions under which results of repeated calls are kept.
const ADD: &str = "api.callback.add";
const FINISH: &str = "api.callback.result";
/// What the client reads of it on the page of the case.
const WRITTEN: Words = Words::new(Lang::Lv);

/// A call that was missed or promised back.
#[derive(Serialize, JsonSchema)]
struct CallbackBody {
    id: Uuid,
    case: Uuid,
    /// Who calls.
    employee: Uuid,
    phone: String,
    question: String,
    /// The institution's own line that was called; empty where nobody said.
    line: String,
    /// `phone`, `email` or `visit`.
    answer_by: String,
    /// Nobody answered when the client called.
    is_missed: bool,
    made_at: String,
    /// The time told to the client; absent for "as soon as possible".
    promised_at: Option<String>,
    is_late: bool,
    /// How often it was tried.
    tries: i64,
    tried_at: Option<String>,
    /// Absent while the call is still to be made.
    ended_at: Option<String>,
    /// `reached`, `sms`, `email`, `came` or `wrong_number`.
    result: Option<String>,
}

fn body(cx: &ApiCx, row: CallbackRow) -> CallbackBody {
    CallbackBody {
        id: row.id.uuid(),
        case: row.case_id.uuid(),
        employee: row.employee_id.uuid(),
        phone: row.phone,
        question: row.question,
        line: row.line,
        answer_by: row.answer_by,
        is_missed: row.is_missed == 1,
        made_at: row.made_at.to_string(),
        promised_at: row.promised_at.map(|at| at.to_string()),
        is_late: row.ended_at.is_none() && row.promised_at.is_some_and(|promised| promised < cx.at),
        tries: row.tries,
        tried_at: row.tried_at.map(|at| at.to_string()),
        ended_at: row.ended_at.map(|at| at.to_string()),
        result: row.result,
    }
}

/// Calls, the newest first.
#[derive(Serialize, JsonSchema)]
struct ListBody {
    callbacks: Vec<CallbackBody>,
    /// Give this as `before` for the next ones; absent at the end.
    next: Option<Uuid>,
}

/// A call to be written down.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewBody {
    /// Whether nobody answered when the client called; else a call is promised.
    #[serde(default)]
    is_missed: bool,
    /// Id of the case it belongs to; a case of its own is opened without one.
    #[serde(default)]
    case: Option<Uuid>,
    #[serde(default)]
    phone: String,
    /// For an answer by e-mail.
    #[serde(default)]
    #[schemars(length(max = 120))]
    email: String,
    #[serde(default)]
    #[schemars(length(max = 120))]
    client_name: String,
    /// What is asked; needed for a promise. The client reads it.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    question: String,
    /// The institution's own line that was called.
    #[serde(default)]
    #[schemars(length(max = 120))]
    line: String,
    /// How the answer comes; by telephone where nothing is said.
    #[serde(default)]
    answer_by: Option<AnswerBy>,
    /// The day told to the client, `2026-11-20`; needed for a promise.
    #[serde(default)]
    day: String,
    /// The time told to the client, `15:00`; needed for a promise.
    #[serde(default)]
    time: String,
    /// That the client was asked to excuse the wait; a promise comes after it.
    #[serde(default)]
    apology: bool,
    /// Id of the employee who calls.
    employee: Uuid,
    /// Id of the branch.
    branch: Uuid,
}

/// The result of a call.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ResultBody {
    result: CallResult,
    /// What the client was told; may be empty where nobody answered. The client reads it.
    #[serde(default)]
    #[schemars(length(max = 8000))]
    said: String,
    /// That the right person was on the line, before the case was spoken of; needed for `reached`.
    #[serde(default)]
    right_person: bool,
    /// That nobody answered, and it was left how to reach us.
    #[serde(default)]
    left_contact: bool,
}

/// What is listed.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Open,
    Ended,
}

#[derive(Deserialize)]
struct Asked {
    state: Option<State>,
    employee: Option<Uuid>,
    before: Option<Uuid>,
}

pub(super) fn routes() -> Routes {
    let listed = ApiDoc {
        query: &[
            ("state", "open or ended"),
            ("employee", "Id of the employee who calls"),
            ("before", "Calls written down before this one"),
        ],
        ..doc("Calls missed or promised back, the newest first", None, Some(schema::<ListBody>))
    };
    let one: Option<Schema> = Some(schema::<CallbackBody>);
    let shown = doc("A call missed or promised back", None, one);
    let added = doc("Write down a call missed or promised back", Some(schema::<NewBody>), one);
    let ended = doc("Write down the result of a call", Some(schema::<ResultBody>), one);
    Routes::new()
        .api(Method::GET, "/api/v1/callbacks", READS, listed, list)
        .api(Method::POST, "/api/v1/callbacks", WRITES, added, add)
        .api(Method::GET, "/api/v1/callbacks/{callback}", READS, shown, show)
        .api(Method::POST, "/api/v1/callbacks/{callback}/result", WRITES, ended, finish)
}

async fn list(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let wanted = Wanted {
        is_open: asked.state.map(|state| matches!(state, State::Open)),
        employee: asked.employee.map(EmployeeId::new),
        before: CallbackId::new(asked.before.unwrap_or(Uuid::max())),
    };
    let mut tx = cx.read().await?;
    let calls = store::list(&mut tx, wanted, MOST).await?;
    drop(tx);
    if !calls.is_empty() {
        look(cx.write().await?, &cx.app, &cx.actor(), Look::List(calls.len())).await?;
    }
    let is_full = i64::try_from(calls.len()).is_ok_and(|count| count == MOST);
    let next = calls.last().filter(|_| is_full).map(|call| call.id.uuid());
    let callbacks = calls.into_iter().map(|call| body(&cx, call)).collect();
    Ok(Json(ListBody { callbacks, next }).into_response())
}

/// The call, where its case is there for the caller.
async fn find(cx: &ApiCx, id: CallbackId) -> Result<CallbackRow, WebError> {
    let mut tx = cx.read().await?;
    let call = store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    solits_cases::find(&mut tx, call.case_id).await?.ok_or(WebError::NotFound)?;
    Ok(call)
}

async fn show(cx: ApiCx, Path(id): Path<CallbackId>) -> Result<Response, WebError> {
    let call = find(&cx, id).await?;
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(call.case_id)).await?;
    Ok(Json(body(&cx, call)).into_response())
}

/// What the form of staff refuses is refused here with the same words, each with the name of its field.
fn refused(typed: &Typed) -> WebError {
    let why: Vec<String> = typed.errors.iter().map(|(field, words)| format!("{field}: {words}")).collect();
    WebError::BadBody(why.join(" "))
}

fn typed(pairs: Vec<(&str, String)>) -> Typed {
    let fields: Vec<(String, String)> =
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Typed { fields: fields.into(), errors: Vec::new() }
}

fn ticked(is: bool) -> String {
    if is { "1".to_owned() } else { String::new() }
}

/// The same call twice at once: sent again, the second finds what the first has done.
fn at_once(error: DbError) -> WebError {
    if error.conflict().is_some() { WebError::Conflict("cases-stale") } else { error.into() }
}

async fn add(cx: ApiCx, headers: HeaderMap, Json(new): Json<NewBody>) -> Result<Response, WebError> {
    let mut typed = typed(vec![
        ("what", if new.is_missed { "missed" } else { "promised" }.to_owned()),
        ("case", new.case.map(|id| id.to_string()).unwrap_or_default()),
        ("phone", new.phone),
        ("email", new.email),
        ("client_name", new.client_name),
        ("question", new.question),
        ("line", new.line),
        ("answer_by", new.answer_by.unwrap_or(AnswerBy::Phone).name().to_owned()),
        ("day", new.day),
        ("time", new.time),
        ("apology", ticked(new.apology)),
        ("employee", new.employee.to_string()),
        ("branch", new.branch.to_string()),
    ]);
    let key = cx.key(&headers);
    let mut tx = cx.write().await?;
    let before = recall(&mut tx, ADD, &key).await?.and_then(|id| id.parse::<CallbackId>().ok());
    let id = if let Some(id) = before {
        id
    } else {
        let Some(new) = form::read(cx.words, cx.at, &mut typed) else { return Err(refused(&typed)) };
        let employee = find_employee(&mut tx, new.employee).await?;
        employee.filter(|one| one.active).ok_or(WebError::Refused("inbox-employee-missing"))?;
        let id = actions::add(&mut tx, &cx.app, &cx.actor(), WRITTEN, &new).await?;
        remember(&mut tx, ADD, &key, &id.to_string(), cx.at).await.map_err(at_once)?;
        tx.commit().await?;
        id
    };
    Ok(Json(body(&cx, find(&cx, id).await?)).into_response())
}

async fn finish(
    cx: ApiCx,
    Path(id): Path<CallbackId>,
    headers: HeaderMap,
    Json(how): Json<ResultBody>,
) -> Result<Response, WebError> {
    let call = find(&cx, id).await?;
    let key = cx.key(&headers);
    let mut tx = cx.write().await?;
    if recall(&mut tx, FINISH, &key).await?.is_none() {
        let mut typed = typed(vec![
            ("result", how.result.name().to_owned()),
            ("said", how.said),
            ("right_person", ticked(how.right_person)),
            ("left_contact", ticked(how.left_contact)),
        ]);
        let Some((result, went)) = form::result(cx.words, &mut typed) else { return Err(refused(&typed)) };
        if !actions::finish(&mut tx, &cx.app, &cx.actor(), WRITTEN, &call, result, &went).await? {
            return Err(WebError::Conflict("inbox-callback-over"));
        }
        remember(&mut tx, FINISH, &key, &id.to_string(), cx.at).await.map_err(at_once)?;
        tx.commit().await?;
    }
    Ok(Json(body(&cx, find(&cx, id).await?)).into_response())
}
