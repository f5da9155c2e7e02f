//! What was noted of a case put right, new codes for a client who has lost them, its pauses, and orders with what is wrong
//! with them, for other programs.

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_access::{Look, look, record_look};
use solits_i18n::Words;
use solits_kernel::{CaseId, EmployeeId, ServiceId};
use solits_web::{
    ApiCx, ApiDoc, IfMatch, Json, Routes, Schema, Tag, Tagged, WebError, recall, remember, schema,
};
use uuid::Uuid;

use super::{
    Begun, begin,
    bodies::{NewPartyBody, VersionBody},
    end,
    read::open,
};
use crate::{
    actions::{self, Opened},
    api::{CaseBody, OpenedBody, changed, doc, opened},
    codes::{Codes, stored_key},
    model::Case,
    pages::ASSIGN,
    store,
    work::{
        orders::list::{Checked, check},
        parties,
        pauses::{self, model::WaitsFor, store::Pause},
        sources,
    },
};

/// A time in which the work on a case stood still.
#[derive(Serialize, JsonSchema)]
struct PausedBody {
    id: Uuid,
    waits_for: WaitsFor,
    since: String,
    /// Until when an answer is expected.
    until: Option<String>,
    /// When work went on; absent while it stands still.
    ended_at: Option<String>,
}

impl From<Pause> for PausedBody {
    fn from(pause: Pause) -> Self {
        Self {
            id: pause.id,
            waits_for: pause.waits_for,
            since: pause.since.to_string(),
            until: pause.until.map(|at| at.to_string()),
            ended_at: pause.ended_at.map(|at| at.to_string()),
        }
    }
}

/// An order that is not handed out.
#[derive(Serialize, JsonSchema)]
struct OrderLineBody {
    case: Uuid,
    reference: String,
    subject: String,
    owner: Uuid,
    service: Option<Uuid>,
    due_at: Option<String>,
    /// Whether anything was agreed on yet.
    is_agreed: bool,
    /// What is wrong with its data, for people; none for an order that is right.
    faults: Vec<String>,
}

impl OrderLineBody {
    fn of(one: Checked, words: Words) -> Self {
        let faults = one.words(words);
        Self {
            is_agreed: one.faults.is_some(),
            case: one.order.case_id.uuid(),
            reference: one.order.reference,
            subject: one.order.subject,
            owner: one.order.owner_id.uuid(),
            service: one.order.service_id.map(ServiceId::uuid),
            due_at: one.order.due_at.map(|at| at.to_string()),
            faults,
        }
    }
}

/// Which orders.
#[derive(Deserialize)]
struct AskedOrders {
    owner: Option<Uuid>,
    warned: Option<Uuid>,
}

pub(super) fn routes() -> Routes {
    let (reads, writes) = ("cases.read", "cases.write");
    let changes = |summary, body: Schema| ApiDoc {
        tagged: Tagged::Guarded,
        ..doc(summary, Some(body), Some(schema::<CaseBody>))
    };
    let corrected = changes("Correct what is written down of somebody", schema::<NewPartyBody>);
    let withdrawn = changes("Withdraw a fact, a source or a circumstance", schema::<VersionBody>);
    let renewed = ApiDoc {
        tagged: Tagged::Guarded,
        ..doc(
            "New codes for a client who has lost them; the old ones open nothing any more",
            Some(schema::<VersionBody>),
            Some(schema::<OpenedBody>),
        )
    };
    let paused = doc("When the work on a case stood still", None, Some(schema::<Vec<PausedBody>>));
    let orders_shown = ApiDoc {
        query: &[
            ("owner", "Id of the employee who sees to them"),
            ("warned", "Id of whoever was warned that they may be late"),
        ],
        ..doc(
            "Orders that are not handed out, with what is wrong with their data",
            None,
            Some(schema::<Vec<OrderLineBody>>),
        )
    };
    Routes::new()
        .api(Method::POST, "/api/v1/cases/{case}/parties/{person}", writes, corrected, party)
        .api(Method::POST, "/api/v1/cases/{case}/sources/{source}/withdraw", writes, withdrawn, source)
        .api(Method::POST, "/api/v1/cases/{case}/receipt", writes, renewed, codes)
        .api(Method::GET, "/api/v1/cases/{case}/pauses", reads, paused, list_pauses)
        .api(Method::GET, "/api/v1/cases/orders", reads, orders_shown, list_orders)
}

async fn party(
    cx: ApiCx,
    Path((id, person)): Path<(CaseId, Uuid)>,
    headers: HeaderMap,
    Json(body): Json<NewPartyBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.party_corrected", body.version);
    let of = (id, call.version);
    let done = parties::actions::correct(&mut call.tx, &cx.app, &cx.actor(), of, person, body.person).await;
    end(call, done).await
}

async fn source(
    cx: ApiCx,
    Path((id, source)): Path<(CaseId, Uuid)>,
    headers: HeaderMap,
    Json(body): Json<VersionBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.source_withdrawn", body.version);
    let of = (id, call.version);
    let done = sources::actions::withdraw(&mut call.tx, &cx.app, &cx.actor(), of, source).await;
    end(call, done).await
}

/// What is kept of the call opens only with its own key, like the codes of a case just opened.
async fn codes(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<VersionBody>,
) -> Result<Response, WebError> {
    let (key, demanded) = (cx.key(&headers), IfMatch::of(&headers)?);
    let kept = stored_key(&key);
    let mut tx = cx.write().await?;
    let now = store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    if let Some(sealed) = recall(&mut tx, "case.codes", &kept).await? {
        drop(tx);
        let codes = Codes::unseal(&sealed, &key).ok_or(WebError::NotFound)?;
        return slip(&cx, now, codes).await;
    }
    demanded.check(&Tag::of_version(now.version))?;
    let version = body.version.unwrap_or(now.version);
    let (case, codes) = actions::renew_codes(&mut tx, &cx.app, &cx.actor(), id, version).await?;
    remember(&mut tx, "case.codes", &kept, &codes.seal(&key), cx.at).await.map_err(|error| {
        match error.conflict() {
            Some(_) => WebError::Conflict("cases-stale"),
            None => error.into(),
        }
    })?;
    record_look(&mut tx, &cx.app, &cx.actor(), Look::Receipt(id)).await?;
    tx.commit().await?;
    slip(&cx, case, codes).await
}

/// The codes, with the tag of the case as it stands.
async fn slip(cx: &ApiCx, case: Case, codes: Codes) -> Result<Response, WebError> {
    let tag = Tag::of_version(case.version);
    let given =
        Opened { case: case.id, reference: case.reference, code: codes.link, short_code: codes.short };
    let mut response = opened(cx, given).await?;
    tag.put(&mut response);
    Ok(response)
}

async fn list_pauses(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let (mut tx, _) = open(&cx, id).await?;
    let pauses = pauses::store::list(&mut tx, id).await?;
    let bodies: Vec<PausedBody> = pauses.into_iter().map(PausedBody::from).collect();
    Ok(Json(bodies).into_response())
}

/// As on the page: whoever may not pass on the cases of others sees their own, and those of which they were warned.
async fn list_orders(cx: ApiCx, Query(asked): Query<AskedOrders>) -> Result<Response, WebError> {
    let (owner, warned) = match cx.me.as_ref().filter(|me| !me.may(ASSIGN)) {
        Some(me) if asked.warned.is_some() => (None, Some(me.employee)),
        Some(me) => (Some(me.employee), None),
        None => (asked.owner.map(EmployeeId::new), asked.warned.map(EmployeeId::new)),
    };
    let mut tx = cx.read().await?;
    let checked = check(&mut tx, owner, warned).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::List(checked.len())).await?;
    let bodies: Vec<OrderLineBody> =
        checked.into_iter().map(|one| OrderLineBody::of(one, cx.words)).collect();
    Ok(Json(bodies).into_response())
}
