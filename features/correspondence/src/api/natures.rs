//! What a case is by law and by standard, and to which case it belongs.

use axum::{
    extract::Path,
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use solits_access::{Look, look};
use solits_cases::Case;
use solits_kernel::{CaseId, EmployeeId, Lang};
use solits_web::{ApiCx, Draft, Json, Tag, WebError};
use solits_written::nature::{Form, Matter, Nature};

use super::{
    Begun, begin,
    bodies::{NatureBody, OtherBody, StateBody},
    refused,
    sent::{DoneBody, JoinBody, SayNatureBody},
};
use crate::{
    hand::Hand,
    intake::{self, KeptReason},
    store,
};

/// `GET /api/v1/cases/{case}/nature`
pub(super) async fn show(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let row = intake::nature_row(&mut tx, &case).await?.ok_or(WebError::NotFound)?;
    let may_belong = intake::may_belong(&mut tx, id, &row.may_belong).await?;
    // Where it went is told to whoever may see that case.
    let joined = match store::find_join(&mut tx, id).await? {
        Some(into) => solits_cases::find(&mut tx, into).await?,
        None => None,
    };
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let said = |json: &str| -> Vec<String> {
        let all: Vec<KeptReason> = serde_json::from_str(json).unwrap_or_default();
        all.into_iter().map(|one| if cx.words.0 == Lang::Lv { one.lv } else { one.en }).collect()
    };
    let body = NatureBody {
        case: id.uuid(),
        version: case.version,
        reasons: said(&row.reasons),
        doubts: said(&row.doubts),
        way: row.way,
        form: row.form,
        matter: row.matter,
        confirmed_at: row.confirmed_at.map(|at| at.to_string()),
        confirmed_by: row.confirmed_by.map(EmployeeId::uuid),
        may_belong: may_belong.into_iter().map(|(case, _)| other(case)).collect(),
        joined_into: joined.map(other),
    };
    let mut response = Json(body).into_response();
    Tag::of_version(case.version).put(&mut response);
    Ok(response)
}

fn other(case: Case) -> OtherBody {
    OtherBody { id: case.id.uuid(), reference: case.reference, subject: case.subject }
}

/// How a case stands, or that it is not there any more for the caller.
async fn stands(cx: &ApiCx, id: CaseId) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?;
    let body = StateBody {
        case: id.uuid(),
        status: case.as_ref().map(|case| case.status),
        version: case.as_ref().map(|case| case.version),
    };
    let mut response = Json(body).into_response();
    if let Some(case) = case {
        Tag::of_version(case.version).put(&mut response);
    }
    Ok(response)
}

/// `POST /api/v1/cases/{case}/nature`
pub(super) async fn say(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<SayNatureBody>,
) -> Result<Response, WebError> {
    let Begun::Now(call) = begin(&cx, &headers, id, "case.nature", body.version).await? else {
        return stands(&cx, id).await;
    };
    let hand = Hand::named(&cx, body.employee, Some(id)).await?;
    let mut draft = Draft::filled(&[("form", body.form), ("matter", body.matter)]);
    let not_internal = |code: &str| Form::parse(code).filter(|form| *form != Form::Internal);
    let form = draft.chosen("form", not_internal, cx.words);
    let matter = draft.chosen("matter", Matter::parse, cx.words);
    let (Some(form), Some(matter)) = (form, matter) else { return Err(refused(&draft, &[])) };
    let nature = Nature { form, matter };
    let doing = async {
        let mut tx = cx.write().await?;
        intake::say_nature(&mut tx, &cx.app, &hand.actor(), id, call.version, nature).await?;
        call.keep(&cx, tx, id.to_string()).await
    };
    call.result(&cx, doing.await).await?;
    stands(&cx, id).await
}

/// `POST /api/v1/cases/{case}/join`: answers with the case that goes on.
pub(super) async fn join(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<JoinBody>,
) -> Result<Response, WebError> {
    let into = CaseId::new(body.into);
    let Begun::Now(call) = begin(&cx, &headers, id, "case.join", body.version).await? else {
        return stands(&cx, into).await;
    };
    let hand = Hand::named(&cx, body.employee, Some(id)).await?;
    let doing = async {
        let mut tx = cx.write().await?;
        intake::join_cases(&mut tx, &cx.app, &hand.actor(), id, call.version, into).await?;
        call.keep(&cx, tx, into.to_string()).await
    };
    call.result(&cx, doing.await).await?;
    stands(&cx, into).await
}

/// `POST /api/v1/cases/{case}/leave`
pub(super) async fn leave(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<DoneBody>,
) -> Result<Response, WebError> {
    let Begun::Now(call) = begin(&cx, &headers, id, "case.leave", None).await? else {
        return stands(&cx, id).await;
    };
    let hand = Hand::named(&cx, body.employee, Some(id)).await?;
    let doing = async {
        let mut tx = cx.write().await?;
        intake::leave_as_new(&mut tx, &cx.app, &hand.actor(), id).await?;
        call.keep(&cx, tx, id.to_string()).await
    };
    call.result(&cx, doing.await).await?;
    stands(&cx, id).await
}
