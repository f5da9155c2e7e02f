//! `POST /api/v1/requests/meeting`: inviting colleagues to a meeting. Each invitation is a request of its own, which is
//! listed, shown, answered and withdrawn like one.

use axum::{
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_kernel::{EmployeeId, Timestamp};
use solits_web::{ApiCx, Json, Routes, WebError, WrongField, recall, remember, schema};
use uuid::Uuid;

use super::{acting, doc, requests::RequestBody};
use crate::{
    actions::{
        ColleagueError,
        ask::Whom,
        invite::{MOST_PEOPLE, Meeting, invite},
    },
    model::{Refusal, request::RequestId},
    store::requests,
};

/// The action under which the results of repeated calls are kept.
const INVITE: &str = "api.colleague.invite";

/// A meeting to which colleagues are invited.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct InviteBody {
    /// Id of the employee who invites; a signed-in employee invites for themselves.
    #[serde(default)]
    asked_by: Option<Uuid>,
    /// Ids of the employees who are invited, each of whom gets an invitation of their own.
    #[schemars(length(min = 1, max = 50))]
    people: Vec<Uuid>,
    /// What it is about, in a line.
    #[schemars(length(max = 200))]
    topic: String,
    /// What is to be spoken of.
    #[schemars(length(max = 4000))]
    question: String,
    /// RFC 3339: when it begins.
    meets_at: String,
    /// Where; may be empty.
    #[serde(default)]
    #[schemars(length(max = 200))]
    place: String,
}

/// The invitations, in the order in which the people were named.
#[derive(Serialize, JsonSchema)]
struct InvitedBody {
    requests: Vec<RequestBody>,
}

pub(super) fn routes() -> Routes {
    let invited = doc(
        "Invite colleagues to a meeting; each answers their own invitation",
        Some(schema::<InviteBody>),
        Some(schema::<InvitedBody>),
    );
    Routes::new().api(Method::POST, "/api/v1/requests/meeting", "requests.write", invited, create)
}

async fn create(cx: ApiCx, headers: HeaderMap, Json(body): Json<InviteBody>) -> Result<Response, WebError> {
    let people = people(&cx, &body.people)?;
    let meets_at = Timestamp::parse(body.meets_at.trim()).ok_or(ColleagueError::from(Refusal::BadDate))?;
    let asked_by = body.asked_by;
    let meeting = Meeting { topic: body.topic, question: body.question, meets_at, place: body.place };
    let key = cx.key(&headers);
    let ids = match try_invite(&cx, asked_by, &meeting, &people, &key).await {
        // The same call twice at once: the first one has invited, and the second finds the invitations.
        Err(ColleagueError::Db(error)) if error.conflict().is_some() => {
            try_invite(&cx, asked_by, &meeting, &people, &key).await?
        }
        other => other?,
    };
    let mut tx = cx.read().await?;
    let mut invited = Vec::new();
    for id in ids {
        invited.extend(requests::find(&mut tx, id).await?.as_ref().map(RequestBody::from));
    }
    Ok(Json(InvitedBody { requests: invited }).into_response())
}

/// Those who are invited, each once.
fn people(cx: &ApiCx, ids: &[Uuid]) -> Result<Vec<Whom>, WebError> {
    let mut people = Vec::new();
    for id in ids {
        let whom = Whom::Person(EmployeeId::new(*id));
        if !people.contains(&whom) {
            people.push(whom);
        }
    }
    if people.is_empty() || people.len() > MOST_PEOPLE {
        let most = i64::try_from(MOST_PEOPLE).unwrap_or(i64::MAX);
        let text = cx.words.ta("colleagues-meeting-people", &[("most", most.into())]);
        return Err(WebError::Fields(vec![WrongField { field: "people".to_owned(), text, confirm: None }]));
    }
    Ok(people)
}

async fn try_invite(
    cx: &ApiCx,
    asked_by: Option<Uuid>,
    meeting: &Meeting,
    people: &[Whom],
    key: &str,
) -> Result<Vec<RequestId>, ColleagueError> {
    let mut tx = cx.write_db().await?;
    if let Some(before) = recall(&mut tx, INVITE, key).await? {
        return Ok(before.split_whitespace().filter_map(|id| id.parse().ok()).collect());
    }
    let (actor, _) = acting(&mut tx, cx, asked_by).await?;
    let ids = invite(&mut tx, &cx.app, &actor, meeting, people).await?;
    let result = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    remember(&mut tx, INVITE, key, &result, cx.at).await?;
    tx.commit().await?;
    Ok(ids)
}
