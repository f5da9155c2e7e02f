//! Webhooks for other programs: `/api/v1/webhooks`.

use std::sync::Arc;

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use solits_kernel::clean;
use solits_web::{ApiCx, ApiDoc, Json, Routes, Schema, WebError, recall, remember, schema};
use uuid::Uuid;

use super::{
    Outlet, change,
    change::Wanted,
    model::{Kinds, Webhook, WebhookId},
    pages::check,
};
use crate::store::{
    calls::{self, CallRow},
    webhooks,
};

/// The scope a token needs.
const SCOPE: &str = "webhooks.manage";
/// Calls in one answer.
const MOST: i64 = 100;
/// The actions under which results of repeated calls are kept.
const ADD: &str = "api.webhook.add";
const RENEW: &str = "api.webhook.secret";
const TRY: &str = "api.webhook.try";
const AGAIN: &str = "api.webhook.again";

/// A webhook to be made.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewBody {
    /// For people.
    #[schemars(length(max = 80))]
    name: String,
    /// `https://…`
    #[schemars(length(max = 500))]
    address: String,
    /// Names of events, as `case.opened`, and of whole groups of them, as `case.*`.
    kinds: Vec<String>,
    /// Whether it is told of complaints and claims too; only a token with `feedback.read` may ask for that.
    #[serde(default)]
    with_feedback: bool,
}

/// A webhook.
#[derive(Serialize, JsonSchema)]
struct WebhookBody {
    id: Uuid,
    name: String,
    address: String,
    kinds: Vec<String>,
    with_feedback: bool,
    /// `on`, `off`, or `given_up` after three days in which nothing was taken.
    state: &'static str,
    /// Attempts that failed since the last one that did not.
    failures: i64,
    succeeded_at: Option<String>,
    made_at: String,
}

impl From<&Webhook> for WebhookBody {
    fn from(webhook: &Webhook) -> Self {
        Self {
            id: webhook.id.uuid(),
            name: webhook.name.clone(),
            address: webhook.address.clone(),
            kinds: webhook.kinds.names().map(str::to_owned).collect(),
            with_feedback: webhook.with_feedback,
            state: webhook.state.code(),
            failures: webhook.failures,
            succeeded_at: webhook.succeeded_at.map(|at| at.to_string()),
            made_at: webhook.made_at.to_string(),
        }
    }
}

/// A webhook just made, or its secret just renewed. The secret is given only here, and again for the same `Idempotency-Key`.
#[derive(Serialize, JsonSchema)]
struct MadeBody {
    #[serde(flatten)]
    webhook: WebhookBody,
    /// The key of the signatures.
    secret: String,
}

/// Webhooks, by name.
#[derive(Serialize, JsonSchema)]
struct ListBody {
    webhooks: Vec<WebhookBody>,
}

/// A call.
#[derive(Serialize, JsonSchema)]
struct CallBody {
    /// The number of the journal's entry.
    number: i64,
    kind: String,
    /// `waiting`, `taken`, `given_up`, or `withheld` because its case has become a complaint.
    state: String,
    since: String,
    tries: i64,
    tried_at: Option<String>,
    /// When it is tried next; absent once it has ended.
    next_at: Option<String>,
    /// The status of the last answer.
    status: Option<i64>,
    /// What went wrong where there was none.
    trouble: Option<String>,
    ended_at: Option<String>,
}

impl From<CallRow> for CallBody {
    fn from(row: CallRow) -> Self {
        let is_waiting = row.state == "waiting";
        Self {
            number: row.n,
            kind: row.kind,
            state: row.state,
            since: row.since.to_string(),
            tries: row.tries,
            tried_at: row.tried_at.map(|at| at.to_string()),
            next_at: is_waiting.then(|| row.not_before.to_string()),
            status: row.status,
            trouble: Some(row.trouble).filter(|trouble| !trouble.is_empty()),
            ended_at: row.ended_at.map(|at| at.to_string()),
        }
    }
}

/// Calls, the latest first.
#[derive(Serialize, JsonSchema)]
struct CallsBody {
    calls: Vec<CallBody>,
    /// Give this as `before` for the next ones; absent at the end.
    next: Option<i64>,
}

#[derive(Deserialize)]
struct Asked {
    before: Option<i64>,
}

fn doc(summary: &'static str, request: Option<Schema>, response: Option<Schema>) -> ApiDoc {
    ApiDoc { summary, request, response, ..ApiDoc::default() }
}

/// The routes of other programs.
pub(super) fn routes(outlet: Option<&Arc<Outlet>>) -> Routes {
    let (adding, renewing) = (outlet.cloned(), outlet.cloned());
    let one: Option<Schema> = Some(schema::<WebhookBody>);
    let listed = ApiDoc {
        query: &[("before", "Calls before this number")],
        ..doc("The calls of a webhook, the latest first", None, Some(schema::<CallsBody>))
    };
    Routes::new()
        .api(
            Method::GET,
            "/api/v1/webhooks",
            SCOPE,
            doc("The webhooks", None, Some(schema::<ListBody>)),
            list,
        )
        .api(
            Method::POST,
            "/api/v1/webhooks",
            SCOPE,
            doc("Make a webhook", Some(schema::<NewBody>), Some(schema::<MadeBody>)),
            move |cx, headers, body| add(adding, cx, headers, body),
        )
        .api(Method::GET, "/api/v1/webhooks/{webhook}", SCOPE, doc("A webhook", None, one), show)
        .api(
            Method::DELETE,
            "/api/v1/webhooks/{webhook}",
            SCOPE,
            doc("Remove a webhook with its calls", None, Some(|| json!({ "type": "object" }))),
            remove,
        )
        .api(
            Method::POST,
            "/api/v1/webhooks/{webhook}/secret",
            SCOPE,
            doc("Give a webhook a new secret", None, Some(schema::<MadeBody>)),
            move |cx, headers, id| renew(renewing, cx, headers, id),
        )
        .api(
            Method::POST,
            "/api/v1/webhooks/{webhook}/on",
            SCOPE,
            doc("Turn a webhook on", None, one),
            turn_on,
        )
        .api(
            Method::POST,
            "/api/v1/webhooks/{webhook}/off",
            SCOPE,
            doc("Turn a webhook off", None, one),
            turn_off,
        )
        .api(
            Method::POST,
            "/api/v1/webhooks/{webhook}/try",
            SCOPE,
            doc("Send a call that is only a trial", None, one),
            try_out,
        )
        .api(Method::GET, "/api/v1/webhooks/{webhook}/calls", SCOPE, listed, list_calls)
        .api(
            Method::POST,
            "/api/v1/webhooks/{webhook}/calls/{number}/again",
            SCOPE,
            doc("Send a call again", None, one),
            again,
        )
}

async fn list(cx: ApiCx) -> Result<Response, WebError> {
    let rows = webhooks::list(&mut cx.read().await?).await?;
    Ok(Json(ListBody { webhooks: rows.iter().map(WebhookBody::from).collect() }).into_response())
}

async fn add(
    way: Option<Arc<Outlet>>,
    cx: ApiCx,
    headers: HeaderMap,
    Json(body): Json<NewBody>,
) -> Result<Response, WebError> {
    let name = clean(&body.name, 80).map_err(|_| WebError::Refused("integration-name-wrong"))?;
    check(&body.address, way.as_ref().and_then(|outlet| outlet.net.as_ref())).map_err(WebError::Refused)?;
    let kinds = Kinds::read(body.kinds.iter().map(String::as_str))
        .ok_or(WebError::Refused("integration-kinds-unknown"))?;
    let key = cx.key(&headers);
    let mut tx = cx.write().await?;
    if body.with_feedback && !tx.viewer().sees_confidential() {
        return Err(WebError::Forbidden("feedback.read"));
    }
    if let Some(made) = recall(&mut tx, ADD, &key).await? {
        let id = made.parse().map_err(|_| WebError::Unforeseen("a webhook made before".to_owned()))?;
        let webhook = webhooks::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
        let outlet = way.as_deref().ok_or(crate::IntegrationError::NoKey)?;
        let secret = change::secret_of(&tx, outlet, &webhook)?;
        return Ok(made_body(&webhook, secret));
    }
    let wanted = Wanted { name, address: body.address, kinds, with_feedback: body.with_feedback };
    let (webhook, secret) = change::add(&mut tx, &cx.app, &cx.actor(), way.as_deref(), wanted).await?;
    remember(&mut tx, ADD, &key, &webhook.id.to_string(), cx.at).await?;
    tx.commit().await?;
    Ok(made_body(&webhook, secret))
}

fn made_body(webhook: &Webhook, secret: String) -> Response {
    Json(MadeBody { webhook: WebhookBody::from(webhook), secret }).into_response()
}

async fn show(cx: ApiCx, Path(id): Path<WebhookId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    body_of(&mut tx, id).await
}

async fn body_of(tx: &mut solits_db::Tx, id: WebhookId) -> Result<Response, WebError> {
    let webhook = webhooks::find(tx, id).await?.ok_or(WebError::NotFound)?;
    Ok(Json(WebhookBody::from(&webhook)).into_response())
}

async fn remove(cx: ApiCx, Path(id): Path<WebhookId>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    change::remove(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(Json(json!({})).into_response())
}

async fn renew(
    way: Option<Arc<Outlet>>,
    cx: ApiCx,
    headers: HeaderMap,
    Path(id): Path<WebhookId>,
) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let mut tx = cx.write().await?;
    let secret = if recall(&mut tx, RENEW, &key).await?.is_some() {
        let outlet = way.as_deref().ok_or(crate::IntegrationError::NoKey)?;
        let webhook = webhooks::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
        change::secret_of(&tx, outlet, &webhook)?
    } else {
        let secret = change::renew_secret(&mut tx, &cx.app, &cx.actor(), way.as_deref(), id).await?;
        remember(&mut tx, RENEW, &key, "", cx.at).await?;
        secret
    };
    let webhook = webhooks::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.commit().await?;
    Ok(made_body(&webhook, secret))
}

async fn turn_on(cx: ApiCx, Path(id): Path<WebhookId>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    change::turn_on(&mut tx, &cx.app, &cx.actor(), id).await?;
    let answer = body_of(&mut tx, id).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn turn_off(cx: ApiCx, Path(id): Path<WebhookId>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    change::turn_off(&mut tx, &cx.app, &cx.actor(), id).await?;
    let answer = body_of(&mut tx, id).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn try_out(cx: ApiCx, headers: HeaderMap, Path(id): Path<WebhookId>) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let mut tx = cx.write().await?;
    if recall(&mut tx, TRY, &key).await?.is_none() {
        change::try_out(&mut tx, &cx.app, &cx.actor(), id).await?;
        remember(&mut tx, TRY, &key, "", cx.at).await?;
    }
    let answer = body_of(&mut tx, id).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn list_calls(
    cx: ApiCx,
    Path(id): Path<WebhookId>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    webhooks::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let rows = calls::list(&mut tx, id, asked.before.unwrap_or(i64::MAX), MOST).await?;
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count == MOST);
    let next = rows.last().filter(|_| is_full).map(|row| row.n);
    Ok(Json(CallsBody { calls: rows.into_iter().map(CallBody::from).collect(), next }).into_response())
}

async fn again(
    cx: ApiCx,
    headers: HeaderMap,
    Path((id, number)): Path<(WebhookId, i64)>,
) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let mut tx = cx.write().await?;
    if recall(&mut tx, AGAIN, &key).await?.is_none() {
        change::send_again(&mut tx, &cx.app, &cx.actor(), id, number).await?;
        remember(&mut tx, AGAIN, &key, "", cx.at).await?;
    }
    let answer = body_of(&mut tx, id).await?;
    tx.commit().await?;
    Ok(answer)
}
