//! Reading the parts of a case.

use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use solits_access::{Look, look};
use solits_db::Tx;
use solits_kernel::{CaseId, ObligationId, Timestamp};
use solits_web::{ApiCx, Json, WebError};

use super::bodies::{LinkedBody, OrderBody, PartyBody, PromiseBody, SourceBody, TermBody};
use crate::{
    model::Case,
    store,
    work::{made, orders, parties, pauses, relations, sources},
};

/// Opens a case for whoever may see it, and records the look.
pub(super) async fn open(cx: &ApiCx, id: CaseId) -> Result<(Tx, Case), WebError> {
    let mut tx = cx.read().await?;
    let case = store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    Ok((cx.read().await?, case))
}

fn text(at: Timestamp) -> String {
    at.to_string()
}

pub(super) async fn parties(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let (mut tx, _) = open(&cx, id).await?;
    let people = parties::store::list(&mut tx, id).await?;
    let bodies: Vec<PartyBody> = people
        .into_iter()
        .map(|person| PartyBody {
            id: person.id,
            role: person.details.role,
            name: person.details.name,
            phone: person.details.phone,
            email: person.details.email,
            address: person.details.address,
            best: person.details.best,
            basis: person.details.basis,
            basis_document: person.details.basis_document,
            verified: person.details.verified,
            checked_at: person.checked_at.map(text),
            ended_at: person.ended_at.map(text),
        })
        .collect();
    Ok(Json(bodies).into_response())
}

pub(super) async fn order(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let (mut tx, _) = open(&cx, id).await?;
    let order = orders::store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let price_cents = order.price_cents();
    Ok(Json(OrderBody {
        purpose: order.terms.purpose,
        price_cents,
        price_why: order.terms.price_why,
        payment: order.terms.payment,
        format: order.terms.format,
        place: order.terms.place,
        place_words: order.terms.place_words,
        paid_at: order.paid.as_ref().map(|paid| text(paid.at)),
        paid_how: order.paid.map(|paid| paid.how),
        handed_at: order.handed.as_ref().map(|handed| text(handed.at)),
        handed_to: order.handed.map(|handed| handed.to),
    })
    .into_response())
}

pub(super) async fn sources(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let (mut tx, _) = open(&cx, id).await?;
    let sources = sources::store::list(&mut tx, id).await?;
    let bodies: Vec<SourceBody> = sources
        .into_iter()
        .map(|source| SourceBody {
            id: source.id,
            kind: source.kind,
            text: source.text,
            place: source.place,
            at: text(source.at),
            withdrawn_at: source.withdrawn_at.map(text),
        })
        .collect();
    Ok(Json(bodies).into_response())
}

pub(super) async fn promises(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let (mut tx, _) = open(&cx, id).await?;
    let made = made::store::list(&mut tx, id).await?;
    let bodies: Vec<PromiseBody> = made
        .into_iter()
        .map(|made| PromiseBody {
            id: made.id,
            due_at: text(made.due_at),
            state: made.state.name(),
            is_late: made.is_late(cx.at),
            text: made.text,
        })
        .collect();
    Ok(Json(bodies).into_response())
}

pub(super) async fn extensions(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let (mut tx, case) = open(&cx, id).await?;
    let terms = if case.status.is_live() {
        pauses::actions::extendable(&mut tx, &cx.app, &case).await?
    } else {
        Vec::new()
    };
    let bodies: Vec<TermBody> = terms
        .into_iter()
        .map(|term| TermBody {
            obligation: ObligationId::uuid(term.id),
            norm: term.norm,
            due_at: text(term.due_at),
            most: text(term.most),
        })
        .collect();
    Ok(Json(bodies).into_response())
}

pub(super) async fn links(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let (mut tx, _) = open(&cx, id).await?;
    let mut bodies = Vec::new();
    for (other, kind) in relations::store::list(&mut tx, id).await? {
        // One that the caller may not see is not there.
        if let Some(other) = store::find(&mut tx, other).await? {
            bodies.push(LinkedBody { id: other.id.uuid(), reference: other.reference, kind });
        }
    }
    Ok(Json(bodies).into_response())
}
