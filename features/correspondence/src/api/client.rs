//! A client who comes through another program, as a portal of the institution: with the code of their case they write
//! once more, as on its page. What is written is the client's own.

use axum::{
    http::{HeaderMap, Method},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use schemars::JsonSchema;
use serde::Deserialize;
use solits_cases::{ClientCode, case_of_code};
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, clean};
use solits_web::{ApiCx, ApiDoc, JsonWithFiles, Routes, SentFile, Tagged, WebError, hash_secret, schema};

use super::{
    Begun, Call, begin,
    bodies::WrittenBody,
    messages::written,
    reply::begun,
    routes::{WRITES, does},
    sent::NewFileBody,
    wrong,
};
use crate::{
    portal::{
        attachments,
        joining::{self, Joined},
    },
    store,
};

/// Longest message, as on the page.
const MOST_TEXT: usize = 8_000;

/// A message of a client in their own case.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MessageBody {
    client: ClientCode,
    /// May be absent where there are files.
    #[serde(default)]
    #[schemars(length(max = 8000))]
    text: String,
    /// Ten at most.
    #[serde(default)]
    files: Vec<NewFileBody>,
}

pub(super) fn routes() -> Routes {
    let written = ApiDoc {
        tagged: Tagged::Guarded,
        ..does("A client writes once more in their case", schema::<MessageBody>, schema::<WrittenBody>)
    };
    Routes::new().api(Method::POST, "/api/v1/client/messages", WRITES, written, write).takes_its_time()
}

/// `POST /api/v1/client/messages`
async fn write(
    cx: ApiCx,
    headers: HeaderMap,
    JsonWithFiles(body): JsonWithFiles<MessageBody>,
) -> Result<Response, WebError> {
    let id = case_of_code(&cx, &body.client).await?;
    let call = begun!(cx, headers, id, "client.message", None);
    let done = send(&cx, &call, id, body).await;
    let made = call.result(&cx, done).await?;
    written(&cx, id, &made).await
}

async fn send(cx: &ApiCx, call: &Call, id: CaseId, body: MessageBody) -> Result<String, WebError> {
    let field = |field: &str, text: String| WebError::Fields(vec![wrong(field, text)]);
    if body.text.trim().is_empty() && body.files.is_empty() {
        return Err(field("text", cx.words.t("correspondence-client-nothing")));
    }
    let text = if body.text.trim().is_empty() {
        cx.words.t("correspondence-client-only-files")
    } else {
        clean(&body.text, MOST_TEXT)
            .map_err(|error| field("text", solits_web::text_wrong(error, cx.words)))?
    };
    let form = form_of(cx, call);
    keep(cx, id, &form, body.files).await?;
    let mut tx = cx.write().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    // The code proves the client, whichever way the message came.
    let client = Actor { by: By::Client, at: cx.at };
    let joined = joining::join(&mut tx, &cx.app, &client, &case, &text, &form).await?;
    match joined {
        Joined::Message(made) => call.keep(cx, tx, made).await,
        Joined::NoRoom => {
            store::drop_all_kept(&mut tx, &form).await?;
            tx.commit().await?;
            Err(field("files", Joined::no_room(&cx.app, cx.words)))
        }
    }
}

/// Under what the files of the call are kept until the message is: the same for a repeated call.
fn form_of(cx: &ApiCx, call: &Call) -> Vec<u8> {
    let key = if call.key.is_empty() { cx.app.random.code(20) } else { call.key.clone() };
    hash_secret(&format!("client message {key}"))
}

/// Keeps the files, judged one by one like those of the page; none of them where one is not taken.
async fn keep(cx: &ApiCx, id: CaseId, form: &[u8], files: Vec<NewFileBody>) -> Result<(), WebError> {
    // Each case has a share of its own for the day: a portal is one source for all of its clients.
    let source = format!("client of {id}");
    let mut errors = Vec::new();
    for file in files {
        let Ok(bytes) = BASE64.decode(file.content.as_bytes()) else {
            errors.push(wrong("files", cx.words.t("common-field-not-understood")));
            continue;
        };
        let sent = SentFile { field: "files".to_owned(), name: file.name, bytes: Ok(bytes) };
        let refused = attachments::take_one(&cx.app, cx.institution, &source, form, sent).await?;
        errors.extend(refused.map(|refused| wrong("files", refused.words(cx.words))));
    }
    if errors.is_empty() {
        return Ok(());
    }
    let mut tx = cx.write().await?;
    store::drop_all_kept(&mut tx, form).await?;
    tx.commit().await?;
    Err(WebError::Fields(errors))
}
