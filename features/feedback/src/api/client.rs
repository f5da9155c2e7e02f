//! The author of feedback who comes through another program: with the code of their case they ask for the next rung and
//! choose the time of a reception, as on their own page. What is done is the author's.

use axum::{
    http::{HeaderMap, Method},
    response::Response,
};
use schemars::JsonSchema;
use serde::Deserialize;
use solits_cases::{ClientCode, case_of_code};
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::CaseId;
use solits_web::{
    ApiCx, ApiDoc, IfMatch, Json, Routes, Schema, Tag, Tagged, WebError, recall, remember, schema,
};

use super::{
    WRITES, doc, find,
    sent::{moment, text},
    shown::StateBody,
    state,
};
use crate::{
    actions::{self, Found, MOST_TEXT},
    store,
};

/// The author asks that whoever stands above decides.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct HigherBody {
    client: ClientCode,
    /// Why, in the author's words.
    #[schemars(length(max = 4000))]
    request: String,
}

/// The author chooses a time.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ChoiceBody {
    client: ClientCode,
    /// One of the times that were offered, as `2026-11-26T12:00:00Z`.
    time: String,
}

pub(super) fn routes() -> Routes {
    let step = |summary, body: Schema| ApiDoc {
        tagged: Tagged::Guarded,
        ..doc(summary, Some(body), Some(schema::<StateBody>))
    };
    let higher = step("An author asks for the next rung", schema::<HigherBody>);
    let chosen = step("An author chooses the time of a reception", schema::<ChoiceBody>);
    Routes::new().api(Method::POST, "/api/v1/client/higher", WRITES, higher, ask).api(
        Method::POST,
        "/api/v1/client/reception",
        WRITES,
        chosen,
        choose,
    )
}

/// Whose step it is: the code proves the author, whichever way it came.
const fn author(cx: &ApiCx) -> Actor {
    Actor { by: By::Client, at: cx.at }
}

/// Begins a step; without what it needs where the same key took it before.
async fn begin(
    cx: &ApiCx,
    headers: &HeaderMap,
    action: &'static str,
    client: &ClientCode,
) -> Result<(CaseId, Option<(Tx, Found)>), WebError> {
    let (key, demanded) = (cx.key(headers), IfMatch::of(headers)?);
    let id = case_of_code(cx, client).await?;
    let mut tx = cx.write().await?;
    // What the program does not see is not there for it, whatever code it has.
    find(&mut tx, id).await?;
    if recall(&mut tx, action, &key).await?.is_some() {
        return Ok((id, None));
    }
    let found = Found::load(&mut tx, &cx.app, &author(cx), id).await?;
    demanded.check(&Tag::of_version(found.record.version))?;
    remember(&mut tx, action, &key, &id.to_string(), cx.at).await?;
    Ok((id, Some((tx, found))))
}

async fn ask(cx: ApiCx, headers: HeaderMap, Json(body): Json<HigherBody>) -> Result<Response, WebError> {
    let request = text(&body.request, MOST_TEXT)?;
    let (id, begun) = begin(&cx, &headers, "client.higher", &body.client).await?;
    if let Some((mut tx, found)) = begun {
        actions::ask_on(&mut tx, &cx.app, &author(&cx), found, request).await?;
        tx.commit().await?;
    }
    state(&cx, id).await
}

async fn choose(cx: ApiCx, headers: HeaderMap, Json(body): Json<ChoiceBody>) -> Result<Response, WebError> {
    let at = moment(&body.time)?;
    let (id, begun) = begin(&cx, &headers, "client.reception", &body.client).await?;
    if let Some((mut tx, found)) = begun {
        // A time that was chosen before stands.
        if store::find_reception(&mut tx, id).await?.reception.chosen() != Some(at) {
            actions::choose_reception(&mut tx, &cx.app, &author(&cx), found, at, cx.words).await?;
        }
        tx.commit().await?;
    }
    state(&cx, id).await
}
