//! A delay that the client is told, and an answer that was given elsewhere.

use axum::{extract::Path, http::HeaderMap, response::Response};
use solits_kernel::CaseId;
use solits_web::{ApiCx, Draft, Json, JsonWithFiles, WebError};

use super::{
    Begun, Call, begin, day_and_time, files_of, instant,
    messages::{ids, written},
    refused,
    reply::{begun, named},
    sent::{DelayBody, GivenBody},
};
use crate::{
    actions::{
        around::around,
        compose::{SPELLING, weigh},
        delay::{self, Delay, Told, proposed},
        given::{self, Given},
        parts::Parts,
        ways::usual_way,
        words::Purpose,
    },
    hand::Hand,
    store,
};

/// `POST /api/v1/cases/{case}/delay`
pub(super) async fn delay(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<DelayBody>,
) -> Result<Response, WebError> {
    let call = begun!(cx, headers, id, "message.delay", body.version);
    let done = tell(&cx, &call, id, body).await;
    let made = call.result(&cx, done).await?;
    written(&cx, id, &made).await
}

async fn tell(cx: &ApiCx, call: &Call, id: CaseId, body: DelayBody) -> Result<String, WebError> {
    let hand = Hand::named(cx, body.employee, Some(id)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, id).await?;
    drop(tx);
    let way = body.way.unwrap_or_else(|| usual_way(&around, Purpose::Delay).to_owned());
    let postal = if body.paper.is_empty() { around.window() } else { body.paper };
    // The institution's own text was read by whoever wrote it.
    let is_own = !body.text.is_empty();
    let text = if is_own { body.text } else { proposed(&hand, &around, Purpose::Delay) };
    let mut confirmed = body.confirmed;
    if !is_own {
        confirmed.push(SPELLING.to_owned());
    }
    let reread = if body.reread || !is_own { "1" } else { "" };
    let mut pairs = vec![
        ("new_date", body.new_date),
        ("reason", body.reason),
        ("text", text),
        ("way", way),
        ("postal", postal),
        ("told_on", body.told_on),
        ("said", body.said),
        ("reread", reread.to_owned()),
    ];
    pairs.extend(confirmed.iter().map(|code| ("confirm", code.clone())));
    let mut draft = Draft::filled(&pairs);
    let delay = Delay::typed(&hand, &around, &mut draft);
    let mut delay = delay.ok_or_else(|| refused(&draft, &[("postal", "paper")]))?;
    let reads = delay.reads();
    let looked = delay.written.look(&around, &draft, reads).await?;
    weigh(&around, &mut draft, &looked, hand.words);
    if !draft.errors.is_empty() {
        let parts = Parts { main: delay.written.text, ..Parts::default() };
        return Err(of_text(named(&hand, &draft, &parts, &looked, &confirmed)));
    }
    let mut tx = cx.write().await?;
    let told = delay::tell(&mut tx, &hand, &around, call.version, delay).await?;
    let made = match told {
        Told::Email(message) | Told::Paper(message) | Told::Phone(message) => ids(&[message]),
        Told::Page => String::new(),
    };
    call.keep(cx, tx, made).await
}

/// The same refusal with the one text of such a letter by the name it has in the call.
fn of_text(refusal: WebError) -> WebError {
    let WebError::Fields(mut wrong) = refusal else { return refusal };
    for one in &mut wrong {
        if one.field == "main" {
            "text".clone_into(&mut one.field);
        }
    }
    WebError::Fields(wrong)
}

/// `POST /api/v1/cases/{case}/given`
pub(super) async fn given(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    JsonWithFiles(body): JsonWithFiles<GivenBody>,
) -> Result<Response, WebError> {
    let call = begun!(cx, headers, id, "message.given", body.version);
    let done = register(&cx, &call, id, body).await;
    let made = call.result(&cx, done).await?;
    written(&cx, id, &made).await
}

async fn register(cx: &ApiCx, call: &Call, id: CaseId, body: GivenBody) -> Result<String, WebError> {
    let hand = Hand::named(cx, body.employee, Some(id)).await?;
    let files = files_of(body.files, cx.words).await?;
    let (day, time) = day_and_time(instant("given_at", body.given_at.as_deref(), cx.words)?.unwrap_or(cx.at));
    let mut draft = Draft::filled(&[
        ("way", body.way),
        ("given_on", day),
        ("given_at", time),
        ("to", body.to),
        ("text", body.text),
    ]);
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let given = Given::typed(&hand, &mut draft, case.opened_at);
    let given = given.ok_or_else(|| refused(&draft, &[("given_on", "given_at")]))?;
    let mut tx = cx.write().await?;
    let message = given::register(&mut tx, &hand, &case, call.version, &given).await?;
    for (place, file) in (0_i64..).zip(&files) {
        store::insert_file(&mut tx, message, place, file);
    }
    call.keep(cx, tx, ids(&[message])).await
}
