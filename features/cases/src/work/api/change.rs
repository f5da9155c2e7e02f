//! Changing the parts of a case.

use axum::{
    extract::Path,
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use jiff::civil::{Date, Time};
use solits_kernel::{CaseId, EmployeeId, ObligationId, ServiceId, Timestamp, UnitId};
use solits_web::{ApiCx, Json, WebError};
use uuid::Uuid;

use super::{
    Begun, begin,
    bodies::{
        ExtendBody, HandOutBody, HandOverBody, LinkBody, MergeBody, NewPartyBody, NewPromiseBody,
        NewSourceBody, OrderDelayBody, PauseBody, PaymentBody, PromiseEndBody, ReferBody, RefuseBody,
        SplitBody, SplitOffBody, TermsBody, VersionBody,
    },
    check_may_pass_on, end, person,
};
use crate::{
    actions::CaseError,
    api::changed,
    model::{Case, Refusal},
    store,
    work::{
        made, orders,
        parties::{self, actions::Step},
        passing::{self, actions::Elsewhere},
        pauses,
        relations::{
            self,
            merge::{self, Merge},
            split as splitting,
        },
        sources,
    },
};

pub(super) fn date(text: &str) -> Result<Date, CaseError> {
    Ok(text.trim().parse().map_err(|_| Refusal::BadDate)?)
}

fn moment(text: &str) -> Result<Timestamp, CaseError> {
    Ok(Timestamp::parse(text.trim()).ok_or(Refusal::BadDate)?)
}

pub(super) async fn party(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<NewPartyBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.party", body.version);
    let version = call.version;
    let done = parties::actions::add(&mut call.tx, &cx.app, &cx.actor(), id, version, body.person).await;
    end(call, done.map(|(case, _)| case)).await
}

pub(super) async fn party_checked(
    cx: ApiCx,
    Path((id, person)): Path<(CaseId, Uuid)>,
    headers: HeaderMap,
    Json(body): Json<VersionBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.party_checked", body.version);
    let of = (id, call.version);
    let done = parties::actions::step(&mut call.tx, &cx.app, &cx.actor(), of, person, Step::Checked).await;
    end(call, done).await
}

pub(super) async fn party_ended(
    cx: ApiCx,
    Path((id, person)): Path<(CaseId, Uuid)>,
    headers: HeaderMap,
    Json(body): Json<VersionBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.party_ended", body.version);
    let of = (id, call.version);
    let done = parties::actions::step(&mut call.tx, &cx.app, &cx.actor(), of, person, Step::Ended).await;
    end(call, done).await
}

pub(super) async fn order(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<TermsBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.order", body.version);
    let version = call.version;
    let done = orders::actions::agree(&mut call.tx, &cx.app, &cx.actor(), id, version, body.order).await;
    end(call, done).await
}

pub(super) async fn payment(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<PaymentBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.payment", body.version);
    let of = (id, call.version);
    let actor = cx.actor();
    let done =
        orders::actions::confirm_payment(&mut call.tx, &cx.app, &actor, of, body.how, &body.words).await;
    end(call, done).await
}

pub(super) async fn hand_out(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<HandOutBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.hand_out", body.version);
    let of = (id, call.version);
    let hand_out = orders::actions::HandOut {
        to: body.to,
        received_as: body.received_as,
        basis: body.basis,
        proof: body.proof,
    };
    let done = orders::actions::hand_out(&mut call.tx, &cx.app, &cx.actor(), of, hand_out).await;
    end(call, done).await
}

pub(super) async fn order_delay(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<OrderDelayBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.order_delay", body.version);
    let of = (id, call.version);
    let done = orders::actions::expect_delay(&mut call.tx, &cx.app, &cx.actor(), of, &body.reason).await;
    end(call, done).await
}

pub(super) async fn source(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<NewSourceBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.source", body.version);
    let of = (id, call.version);
    let said = (body.text.as_str(), body.place.as_str());
    let done = sources::actions::note(&mut call.tx, &cx.app, &cx.actor(), of, body.kind, said).await;
    end(call, done.map(|(case, _)| case)).await
}

pub(super) async fn promise(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<NewPromiseBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.promise", body.version);
    let day = date(&body.date)?;
    let time: Option<Time> = match body.time.trim() {
        "" => None,
        text => Some(format!("{text}:00").parse().map_err(|_| CaseError::Refused(Refusal::BadDate))?),
    };
    let of = (id, call.version);
    let done = made::actions::promise(&mut call.tx, &cx.app, &cx.actor(), of, &body.text, (day, time)).await;
    end(call, done.map(|(case, _)| case)).await
}

pub(super) async fn promise_end(
    cx: ApiCx,
    Path((id, promise)): Path<(CaseId, Uuid)>,
    headers: HeaderMap,
    Json(body): Json<PromiseEndBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.promise_end", body.version);
    let of = (id, call.version);
    let how = if body.kept { made::actions::End::Kept } else { made::actions::End::Released(&body.reason) };
    let done = made::actions::end(&mut call.tx, &cx.app, &cx.actor(), of, promise, how).await;
    end(call, done).await
}

pub(super) async fn pause(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<PauseBody>,
) -> Result<Response, WebError> {
    let until = body.until.as_deref().map(date).transpose()?;
    let mut call = begun!(cx, headers, id, "case.pause", body.version);
    let of = (id, call.version);
    let why = (body.reason.as_str(), until);
    let done = pauses::actions::pause(&mut call.tx, &cx.app, &cx.actor(), of, body.waits_for, why).await;
    end(call, done).await
}

pub(super) async fn resume(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<VersionBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.resume", body.version);
    let version = call.version;
    let done = pauses::actions::resume(&mut call.tx, &cx.app, &cx.actor(), id, version).await;
    end(call, done).await
}

pub(super) async fn extend(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<ExtendBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.extend", body.version);
    let day = date(&body.date)?;
    let of = (id, call.version);
    let term = ObligationId::new(body.obligation);
    let done =
        pauses::actions::extend(&mut call.tx, &cx.app, &cx.actor(), of, term, (day, &body.reason)).await;
    end(call, done).await
}

pub(super) async fn link(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<LinkBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.link", body.version);
    let of = (id, call.version);
    let other = relations::actions::named_case(&mut call.tx, &body.case).await?;
    let done = relations::actions::link(&mut call.tx, &cx.app, &cx.actor(), of, other.id, body.kind).await;
    end(call, done).await
}

pub(super) async fn merge(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<MergeBody>,
) -> Result<Response, WebError> {
    let mut call = match begin(&cx, &headers, id, "case.merge", body.version).await? {
        Begun::Before(case) => return merged_before(&cx, case).await,
        Begun::Now(call) => call,
    };
    let of = (id, call.version);
    let into = relations::actions::named_case(&mut call.tx, &body.into).await?;
    let actor = person(&mut call.tx, &cx, &[id, into.id], body.employee).await?;
    let wanted = Merge { into: into.id, reason: &body.reason, is_same_client: body.is_same_client };
    let done = merge::merge(&mut call.tx, &cx.app, &actor, of, wanted).await;
    end(call, done).await
}

/// The case that stays, as the first answer showed it.
async fn merged_before(cx: &ApiCx, case: Case) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let into = relations::store::find_merged(&mut tx, case.id).await?;
    let stays = match into {
        Some(into) => store::find(&mut tx, into).await?,
        None => None,
    };
    Ok(changed(&stays.unwrap_or(case)))
}

pub(super) async fn unlink(
    cx: ApiCx,
    Path((id, other)): Path<(CaseId, CaseId)>,
    headers: HeaderMap,
    Json(body): Json<VersionBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.unlink", body.version);
    let of = (id, call.version);
    let done = relations::actions::unlink(&mut call.tx, &cx.app, &cx.actor(), of, other).await;
    end(call, done).await
}

pub(super) async fn split(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<SplitBody>,
) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let mut tx = cx.write().await?;
    let now = store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let part = splitting::Part {
        kind: body.kind,
        subject: body.subject,
        details: body.details,
        service: body.service.map(ServiceId::new),
        owner: body.owner.map_or(now.owner, EmployeeId::new),
        received: body.received_at.as_deref().map(moment).transpose()?,
        key: if key.is_empty() { key } else { format!("split {id} {key}") },
    };
    let of = (id, body.version.unwrap_or(now.version));
    let (_, opened) = splitting::split(&mut tx, &cx.app, &cx.actor(), of, part).await?;
    tx.commit().await?;
    let body = SplitOffBody {
        id: opened.case.uuid(),
        reference: opened.reference,
        code: opened.code,
        short_code: opened.short_code,
    };
    Ok(Json(body).into_response())
}

pub(super) async fn hand_over(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<HandOverBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.hand_over", body.version);
    check_may_pass_on(&mut call.tx, &cx, id).await?;
    let of = (id, call.version);
    let unit = UnitId::new(body.unit);
    let done = passing::actions::hand_over(&mut call.tx, &cx.app, &cx.actor(), of, unit, &body.reason).await;
    end(call, done).await
}

pub(super) async fn refer(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<ReferBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.refer", body.version);
    let of = (id, call.version);
    let elsewhere = Elsewhere {
        body: &body.body,
        contacts: &body.contacts,
        matter: &body.matter,
        text: &body.text,
        address: "",
    };
    let done = if body.is_whole {
        passing::actions::forward(&mut call.tx, &cx.app, &cx.actor(), of, elsewhere).await
    } else {
        passing::actions::refer(&mut call.tx, &cx.app, &cx.actor(), of, elsewhere).await
    };
    end(call, done).await
}

pub(super) async fn refuse(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<RefuseBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.refuse", body.version);
    let of = (id, call.version);
    let done =
        passing::actions::refuse(&mut call.tx, &cx.app, &cx.actor(), of, &body.reasons, &body.next).await;
    end(call, done).await
}
