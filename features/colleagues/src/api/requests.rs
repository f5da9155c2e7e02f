//! `/api/v1/requests`: what colleagues ask of each other.

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_kernel::{CaseId, EmployeeId, ServiceId, UnitId};
use solits_web::{ApiCx, ApiDoc, Json, Routes, Tag, Tagged, WebError, json_text, schema, show_text};
use uuid::Uuid;

use super::{doc, out_of};
use crate::{
    actions::{
        ColleagueError,
        answer::state,
        ask::{Ask, Whom, ask},
    },
    model::request::{Reply, Request, RequestId, RequestKind, Said},
    store::requests,
};

/// A question to be asked. One of `person`, `unit` and `service` says who is asked.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AskBody {
    /// Id of the employee who asks; a signed-in employee asks for themselves.
    #[serde(default)]
    asked_by: Option<Uuid>,
    /// Id of the employee who is asked.
    #[serde(default)]
    person: Option<Uuid>,
    /// Id of the unit whose contact person is asked.
    #[serde(default)]
    unit: Option<Uuid>,
    /// Id of the service whose owner is asked.
    #[serde(default)]
    service: Option<Uuid>,
    /// Id of the case it is about.
    #[serde(default)]
    case: Option<Uuid>,
    /// What it is about, in a line.
    #[schemars(length(max = 200))]
    topic: String,
    #[schemars(length(max = 4000))]
    question: String,
    /// What was looked up already.
    #[serde(default)]
    #[schemars(length(max = 4000))]
    checked: String,
    /// What of the case is shown to whoever is asked: `number`, `subject`, `service`, `due`, `client_name`,
    /// `client_contact`.
    #[serde(default)]
    show: Vec<String>,
}

/// A question.
#[derive(Serialize, JsonSchema)]
pub(super) struct RequestBody {
    id: Uuid,
    kind: RequestKind,
    /// `open`, `partly`, `answered` or `withdrawn`.
    state: String,
    topic: String,
    case: Option<Uuid>,
    asked_by: Uuid,
    /// Whose answer it is; while away, whoever stands in answers.
    addressee: Uuid,
    unit: Option<Uuid>,
    service: Option<Uuid>,
    /// The manager who is told.
    copied_to: Option<Uuid>,
    /// RFC 3339.
    asked_at: String,
    /// The nearest limit still owed; absent for "as fast as possible".
    due_at: Option<String>,
    /// When the full answer was said to come.
    until_at: Option<String>,
    /// Of an invitation, when the meeting begins.
    meets_at: Option<String>,
    /// Of an invitation, where; empty where nobody said.
    place: String,
    ended_at: Option<String>,
    /// Rises with every change.
    version: i64,
}

impl From<&Request> for RequestBody {
    fn from(one: &Request) -> Self {
        Self {
            id: one.id.uuid(),
            kind: one.kind,
            state: state(one.standing).to_owned(),
            topic: one.topic.clone(),
            case: one.case.map(CaseId::uuid),
            asked_by: one.asked_by.uuid(),
            addressee: one.addressee.uuid(),
            unit: one.unit.map(UnitId::uuid),
            service: one.service.map(ServiceId::uuid),
            copied_to: one.copied_to.map(EmployeeId::uuid),
            asked_at: one.asked_at.to_string(),
            due_at: one.due_at.map(|at| at.to_string()),
            until_at: one.standing.until().map(|at| at.to_string()),
            meets_at: one.meets_at.map(|at| at.to_string()),
            place: one.place.clone(),
            ended_at: one.standing.ended_at().map(|at| at.to_string()),
            version: one.version,
        }
    }
}

/// Questions, the newest first.
#[derive(Serialize, JsonSchema)]
struct ListBody {
    requests: Vec<RequestBody>,
    /// Give this as `before` for the next ones; absent at the end.
    next: Option<Uuid>,
}

/// A question with what was said.
#[derive(Serialize, JsonSchema)]
struct WholeBody {
    #[serde(flatten)]
    request: RequestBody,
    question: String,
    checked: String,
    /// The first first.
    replies: Vec<ReplyBody>,
}

/// Something said.
#[derive(Serialize, JsonSchema)]
struct ReplyBody {
    id: Uuid,
    at: String,
    employee: Uuid,
    said: Said,
    text: String,
    /// To whom it was passed on.
    to: Option<Uuid>,
    /// When the full answer comes.
    until: Option<String>,
}

impl From<&Reply> for ReplyBody {
    fn from(one: &Reply) -> Self {
        Self {
            id: one.id,
            at: one.at.to_string(),
            employee: one.by.uuid(),
            said: one.said,
            text: one.text.clone(),
            to: one.to.map(EmployeeId::uuid),
            until: one.until.map(|at| at.to_string()),
        }
    }
}

/// What is listed.
#[derive(Deserialize)]
struct Asked {
    kind: Option<RequestKind>,
    state: Option<String>,
    addressee: Option<Uuid>,
    before: Option<Uuid>,
}

pub(super) fn routes() -> Routes {
    let listed = ApiDoc {
        query: &[
            ("kind", "question or meeting; both without it"),
            ("state", "open, partly, answered or withdrawn"),
            ("addressee", "Id of the employee who is asked"),
            ("before", "Questions asked before this one"),
        ],
        ..doc(
            "Questions between colleagues and invitations to meetings, the newest first",
            None,
            Some(schema::<ListBody>),
        )
    };
    let asked = doc("Ask a colleague", Some(schema::<AskBody>), Some(schema::<RequestBody>));
    let one = ApiDoc {
        tagged: Tagged::Shown,
        ..doc("A question with what was said", None, Some(schema::<WholeBody>))
    };
    Routes::new()
        .api(Method::GET, "/api/v1/requests", "requests.read", listed, list)
        .api(Method::POST, "/api/v1/requests", "requests.write", asked, create)
        .api(Method::GET, "/api/v1/requests/{request}", "requests.read", one, show)
}

async fn list(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let before = asked.before.unwrap_or(Uuid::max());
    let addressee = asked.addressee.map(EmployeeId::new);
    let kept = (asked.kind, asked.state.as_deref());
    let all = requests::list_all(&mut tx, kept, addressee, before).await?;
    let is_full = i64::try_from(all.len()).is_ok_and(|count| count == requests::MOST);
    let next = all.last().filter(|_| is_full).map(|one| one.id.uuid());
    Ok(Json(ListBody { requests: all.iter().map(RequestBody::from).collect(), next }).into_response())
}

async fn create(cx: ApiCx, headers: HeaderMap, Json(body): Json<AskBody>) -> Result<Response, WebError> {
    let to = match (body.person, body.unit, body.service) {
        (Some(id), None, None) => Whom::Person(EmployeeId::new(id)),
        (None, Some(id), None) => Whom::Unit(UnitId::new(id)),
        (None, None, Some(id)) => Whom::Service(ServiceId::new(id)),
        _ => return Err(WebError::Refused("colleagues-whom-one")),
    };
    let key = cx.key(&headers);
    let id = match try_ask(&cx, &body, to, &key).await {
        // The same call twice at once: the first one has asked, and the second finds it.
        Err(ColleagueError::Db(error)) if error.conflict().is_some() => try_ask(&cx, &body, to, &key).await?,
        other => other?,
    };
    shown(&cx, id).await
}

async fn try_ask(cx: &ApiCx, body: &AskBody, to: Whom, key: &str) -> Result<RequestId, ColleagueError> {
    let mut tx = cx.write_db().await?;
    let actor = out_of(&mut tx, cx, body.asked_by, body.case.map(CaseId::new)).await?;
    let asked = Ask {
        kind: RequestKind::Question,
        case: body.case.map(CaseId::new),
        to,
        topic: body.topic.clone(),
        question: body.question.clone(),
        checked: body.checked.clone(),
        meets_at: None,
        place: String::new(),
        key: key.to_owned(),
    };
    let parts: Vec<&str> = body.show.iter().map(String::as_str).collect();
    let id = ask(&mut tx, &cx.app, &actor, asked, &parts).await?;
    tx.commit().await?;
    Ok(id)
}

pub(super) async fn shown(cx: &ApiCx, id: RequestId) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let one = requests::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let mut response = Json(RequestBody::from(&one)).into_response();
    Tag::of_version(one.version).put(&mut response);
    Ok(response)
}

async fn show(cx: ApiCx, headers: HeaderMap, Path(id): Path<RequestId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let one = requests::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let replies = requests::list_replies(&mut tx, id).await?;
    let body = WholeBody {
        question: one.question.clone(),
        checked: one.checked.clone(),
        replies: replies.iter().map(ReplyBody::from).collect(),
        request: RequestBody::from(&one),
    };
    show_text(&headers, json_text(&body)?, &Tag::of_version(one.version))
}
