//! `/api/v1/nonconformities`: the register of non-conformities.

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{CaseId, EmployeeId, Timestamp, UnitId};
use solits_web::{
    ApiCx, ApiDoc, Json, Right, Routes, Schema, Tag, Tagged, WebError, json_text, recall, remember, schema,
    show_text,
};
use uuid::Uuid;

use super::{acting, doc, out_of};
use crate::{
    actions::{
        ColleagueError, person,
        remedy::{self, Capacity, Deed, has_part},
        report::{Report, report, send_again},
    },
    model::{
        Refusal,
        nonconformity::{Certainty, Nonconformity, NonconformityId, Stage},
    },
    pages::nonconformities::{KEEP, READ},
    store::nonconformities::{self, Limits, MOST},
};

/// A non-conformity to be reported.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReportBody {
    /// Id of the employee who found it; a signed-in employee reports for themselves.
    #[serde(default)]
    reported_by: Option<Uuid>,
    /// The type as the standard names it, such as `order_execution`; `other` for what it does not name.
    kind: String,
    #[schemars(length(max = 4000))]
    found: String,
    /// Whether it is only feared.
    #[serde(default)]
    possible: bool,
    /// Id of the case in which it was found.
    #[serde(default)]
    case: Option<Uuid>,
    /// Id of the unit that carries out the order, or in whose territory the object lies.
    #[serde(default)]
    unit: Option<Uuid>,
}

/// A non-conformity.
#[derive(Serialize, JsonSchema)]
struct NonconformityBody {
    id: Uuid,
    /// The number for people.
    reference: String,
    kind: String,
    stage: Stage,
    possible: bool,
    found: String,
    case: Option<Uuid>,
    unit: Option<Uuid>,
    reported_by: Uuid,
    /// Who answers for it; absent while nobody is found, or where a body outside does.
    addressee: Option<Uuid>,
    /// The role by which it went there.
    role: String,
    /// RFC 3339.
    found_at: String,
    /// When it went to whoever answers for its type; absent while nobody is found.
    routed_at: Option<String>,
    received_at: Option<String>,
    remedied_at: Option<String>,
    closed_at: Option<String>,
    remedy: String,
    closing: String,
    /// Rises with every change.
    version: i64,
}

impl From<&Nonconformity> for NonconformityBody {
    fn from(one: &Nonconformity) -> Self {
        let text = |at: Option<Timestamp>| at.map(|at| at.to_string());
        Self {
            id: one.id.uuid(),
            reference: one.reference.clone(),
            kind: one.kind.clone(),
            stage: one.stage,
            possible: one.certainty == Certainty::Possible,
            found: one.found.clone(),
            case: one.case.map(CaseId::uuid),
            unit: one.unit.map(UnitId::uuid),
            reported_by: one.reported_by.uuid(),
            addressee: one.addressee.map(EmployeeId::uuid),
            role: one.role.clone(),
            found_at: one.found_at.to_string(),
            routed_at: text(one.routed_at),
            received_at: text(one.received_at),
            remedied_at: text(one.remedied_at),
            closed_at: text(one.closed_at),
            remedy: one.remedy.clone(),
            closing: one.closing.clone(),
            version: one.version,
        }
    }
}

/// Non-conformities, the newest first.
#[derive(Serialize, JsonSchema)]
struct ListBody {
    nonconformities: Vec<NonconformityBody>,
    /// Give this as `until` for those found before; absent at the end.
    next: Option<String>,
}

/// What is done with a report.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum DeedBody {
    /// It came.
    Receive,
    /// It is removed; `text` says how.
    Remedy,
    /// Somebody else removes it: `to`.
    PassOn,
    /// Nothing more is to be done; without a remedy `text` says why.
    Close,
    /// It is not removed after all; `text` says why.
    Reopen,
}

/// A step of a report.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StepBody {
    /// Id of the employee who takes it; a signed-in employee takes it themselves.
    #[serde(default)]
    by: Option<Uuid>,
    deed: DeedBody,
    #[serde(default)]
    #[schemars(length(max = 4000))]
    text: String,
    /// Id of the employee to whom it is passed on.
    #[serde(default)]
    to: Option<Uuid>,
    /// The version it was decided on; a newer one is answered with 409.
    version: i64,
}

impl StepBody {
    fn deed(&self) -> Result<Deed, ColleagueError> {
        let text = self.text.clone();
        Ok(match self.deed {
            DeedBody::Receive => Deed::Receive,
            DeedBody::Remedy => Deed::Remedy(text),
            DeedBody::PassOn => {
                let to = self.to.map(EmployeeId::new).ok_or(Refusal::NoSuchEmployee)?;
                Deed::PassOn { to, text }
            }
            DeedBody::Close => Deed::Close(text),
            DeedBody::Reopen => Deed::Reopen(text),
        })
    }
}

/// A report that goes on its way again.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SendBody {
    /// Id of the employee who sends it; a signed-in employee sends it themselves.
    #[serde(default)]
    by: Option<Uuid>,
    /// The version it was decided on; a newer one is answered with 409.
    version: i64,
}

/// What is listed.
#[derive(Deserialize)]
struct Asked {
    kind: Option<String>,
    stage: Option<Stage>,
    unit: Option<Uuid>,
    /// RFC 3339.
    from: Option<String>,
    until: Option<String>,
}

pub(super) fn routes() -> Routes {
    let listed = ApiDoc {
        query: &[
            ("kind", "The type as the standard names it"),
            ("stage", "unrouted, reported, received, remedied or closed"),
            ("unit", "Id of the unit"),
            ("from", "Found at this instant or later (RFC 3339)"),
            ("until", "Found before this instant (RFC 3339)"),
        ],
        ..doc("Non-conformities, the newest first", None, Some(schema::<ListBody>))
    };
    let reported =
        doc("Report a non-conformity", Some(schema::<ReportBody>), Some(schema::<NonconformityBody>));
    let one =
        ApiDoc { tagged: Tagged::Shown, ..doc("A non-conformity", None, Some(schema::<NonconformityBody>)) };
    let changed = |summary, body: Schema| doc(summary, Some(body), Some(schema::<NonconformityBody>));
    let step = changed("Take a step of a non-conformity", schema::<StepBody>);
    let sent = changed("Send a non-conformity on its way again", schema::<SendBody>);
    Routes::new()
        .api(Method::GET, "/api/v1/nonconformities", "nonconformities.read", listed, list)
        .api(Method::POST, "/api/v1/nonconformities", "nonconformities.write", reported, create)
        .api(Method::GET, "/api/v1/nonconformities/{nonconformity}", "nonconformities.read", one, show)
        .api(
            Method::POST,
            "/api/v1/nonconformities/{nonconformity}/steps",
            "nonconformities.write",
            step,
            act,
        )
        .api(
            Method::POST,
            "/api/v1/nonconformities/{nonconformity}/send",
            "nonconformities.write",
            sent,
            send,
        )
}

async fn list(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let instant = |text: Option<&str>| match text {
        None => Ok(None),
        Some(text) => Timestamp::parse(text).map(Some).ok_or(WebError::BadRequest),
    };
    let limits = Limits {
        kind: asked.kind,
        stage: asked.stage,
        unit: asked.unit.map(UnitId::new),
        from: instant(asked.from.as_deref())?,
        until: instant(asked.until.as_deref())?,
        ..Limits::default()
    };
    let mut tx = cx.read().await?;
    let mut all = nonconformities::list(&mut tx, &limits).await?;
    let is_full = i64::try_from(all.len()).is_ok_and(|count| count == MOST);
    let last = all.last().filter(|_| is_full).map(|one| one.found_at);
    // A page begins before an instant. What was found at the last one of this page comes with the next as a whole, so that
    // nothing is left out where a page ends.
    if last.is_some() && all.first().map(|one| one.found_at) != last {
        all.retain(|one| Some(one.found_at) != last);
    }
    let next = all.last().filter(|_| is_full).map(|one| one.found_at.to_string());
    let nonconformities = all.iter().map(NonconformityBody::from).collect();
    Ok(Json(ListBody { nonconformities, next }).into_response())
}

async fn create(cx: ApiCx, headers: HeaderMap, Json(body): Json<ReportBody>) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let id = match try_report(&cx, &body, &key).await {
        // The same call twice at once: the first one has reported, and the second finds it.
        Err(ColleagueError::Db(error)) if error.conflict().is_some() => try_report(&cx, &body, &key).await?,
        other => other?,
    };
    let mut tx = cx.read().await?;
    let one = nonconformities::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    Ok(Json(NonconformityBody::from(&one)).into_response())
}

async fn try_report(cx: &ApiCx, body: &ReportBody, key: &str) -> Result<NonconformityId, ColleagueError> {
    let mut tx = cx.write_db().await?;
    let actor = out_of(&mut tx, cx, body.reported_by, body.case.map(CaseId::new)).await?;
    let reported = Report {
        kind: body.kind.clone(),
        found: body.found.clone(),
        is_possible: body.possible,
        place: String::new(),
        case: body.case.map(CaseId::new),
        unit: body.unit.map(UnitId::new),
        key: key.to_owned(),
    };
    let id = report(&mut tx, &cx.app, &actor, reported).await?;
    tx.commit().await?;
    Ok(id)
}

async fn show(cx: ApiCx, headers: HeaderMap, Path(id): Path<NonconformityId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let one = nonconformities::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    show_text(&headers, json_text(&NonconformityBody::from(&one))?, &Tag::of_version(one.version))
}

/// Begins a step: once for each key. `None` where the same key took it before.
async fn begin(
    cx: &ApiCx,
    headers: &HeaderMap,
    id: NonconformityId,
    action: &'static str,
    named: Option<Uuid>,
) -> Result<Option<(Tx, Actor, Vec<Right>)>, WebError> {
    let key = cx.key(headers);
    let mut tx = cx.write().await?;
    nonconformities::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    if recall(&mut tx, action, &key).await?.is_some() {
        return Ok(None);
    }
    let (actor, rights) = acting(&mut tx, cx, named).await?;
    remember(&mut tx, action, &key, &id.to_string(), cx.at).await?;
    Ok(Some((tx, actor, rights)))
}

async fn shown(cx: &ApiCx, id: NonconformityId) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let one = nonconformities::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let mut response = Json(NonconformityBody::from(&one)).into_response();
    Tag::of_version(one.version).put(&mut response);
    Ok(response)
}

async fn act(
    cx: ApiCx,
    Path(id): Path<NonconformityId>,
    headers: HeaderMap,
    Json(body): Json<StepBody>,
) -> Result<Response, WebError> {
    let begun = begin(&cx, &headers, id, "nonconformity.step", body.by).await?;
    if let Some((mut tx, actor, rights)) = begun {
        let capacity = if rights.contains(&KEEP) { Capacity::Keeper } else { Capacity::Part };
        let deed = body.deed()?;
        remedy::act(&mut tx, &cx.app, &actor, id, body.version, deed, capacity).await?;
        tx.commit().await?;
    }
    shown(&cx, id).await
}

async fn send(
    cx: ApiCx,
    Path(id): Path<NonconformityId>,
    headers: HeaderMap,
    Json(body): Json<SendBody>,
) -> Result<Response, WebError> {
    let begun = begin(&cx, &headers, id, "nonconformity.send", body.by).await?;
    if let Some((mut tx, actor, rights)) = begun {
        let one = nonconformities::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
        let me = person(&actor)?;
        let structure = solits_organisation::find_structure(&mut tx).await?;
        let sees = has_part(&one, me, &structure.on(cx.at.day())) || rights.contains(&READ);
        if !sees {
            return Err(WebError::NotFound);
        }
        send_again(&mut tx, &cx.app, &actor, id, body.version).await?;
        tx.commit().await?;
    }
    shown(&cx, id).await
}
