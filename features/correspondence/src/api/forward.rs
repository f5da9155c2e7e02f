//! A case that another program passes on to the competent body.

use axum::{extract::Path, http::HeaderMap, response::Response};
use solits_kernel::CaseId;
use solits_web::{ApiCx, Draft, Json, WebError};

use super::{
    Begun, Call, begin,
    messages::{ids, written},
    refused,
    reply::begun,
    sent::ForwardBody,
};
use crate::{
    actions::{
        around::around,
        forward::{self, Enclosed, Forward, Passed},
    },
    hand::Hand,
};

/// `POST /api/v1/cases/{case}/forward`
pub(super) async fn forward(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<ForwardBody>,
) -> Result<Response, WebError> {
    let call = begun!(cx, headers, id, "case.forward", body.version);
    let done = pass_on(&cx, &call, id, body).await;
    let made = call.result(&cx, done).await?;
    written(&cx, id, &made).await
}

async fn pass_on(cx: &ApiCx, call: &Call, id: CaseId, body: ForwardBody) -> Result<String, WebError> {
    let hand = Hand::named(cx, body.employee, Some(id)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, id).await?;
    let enclosed = Enclosed::of(&mut tx, &around).await?;
    let known = forward::known(&mut tx).await?;
    drop(tx);
    let named = if body.nameless { "" } else { "1" };
    let mut draft = Draft::filled(&[
        ("body", body.body),
        ("contacts", body.contacts),
        ("matter", body.matter),
        ("more", body.more),
        ("way", body.way),
        ("email", body.email),
        ("postal", body.paper),
        ("sure", if body.checked { "1".to_owned() } else { String::new() }),
        ("named", named.to_owned()),
    ]);
    let forward = Forward::typed(&hand, &around, &enclosed, &known, &mut draft);
    let forward = forward.ok_or_else(|| refused(&draft, &[("postal", "paper"), ("sure", "checked")]))?;
    let mut tx = cx.read().await?;
    let files = enclosed.read(&mut tx, &around, &forward).await?;
    drop(tx);
    let mut tx = cx.write().await?;
    let passed = forward::forward(&mut tx, &hand, &around, call.version, (&forward, files)).await?;
    let made = match passed {
        Passed::Email(message) | Passed::Paper(message) => ids(&[message]),
        Passed::Elsewhere => String::new(),
    };
    call.keep(cx, tx, made).await
}
