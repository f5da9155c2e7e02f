//! Correspondence for other programs: `/api/v1/…`. A program acts for the employee whom it names.
//!
//! What a person has typed and not sent is nobody else's: no call shows drafts.

mod bodies;
mod client;
mod forward;
mod institution;
mod letters;
mod messages;
mod natures;
mod outbox;
mod paper;
mod publish;
mod reply;
mod routes;
mod sent;
mod told;

use axum::http::HeaderMap;
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{CaseId, Timestamp};
use solits_web::{ApiCx, Draft, IfMatch, SentFile, Tag, WebError, WrongField, recall, remember};

use crate::{
    actions::enclose::{MOST_BYTES, MOST_FILES, judged, too_many},
    store::NewFile,
};
use sent::NewFileBody;

pub(crate) use routes::routes;

/// A change that is about to be made.
struct Call {
    action: &'static str,
    key: String,
    /// The version of the case it is made to.
    version: i64,
}

/// What is known before a change.
enum Begun {
    /// The same key made it before, with this result.
    Before(String),
    /// It is made now.
    Now(Call),
}

/// Begins a change in a case: once for each key, in the state the caller has seen.
async fn begin(
    cx: &ApiCx,
    headers: &HeaderMap,
    case: CaseId,
    action: &'static str,
    version: Option<i64>,
) -> Result<Begun, WebError> {
    let (key, demanded) = (cx.key(headers), IfMatch::of(headers)?);
    let mut tx = cx.read().await?;
    let now = solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    if let Some(result) = recall(&mut tx, action, &key).await? {
        return Ok(Begun::Before(result));
    }
    demanded.check(&Tag::of_version(now.version))?;
    Ok(Begun::Now(Call { action, key, version: version.unwrap_or(now.version) }))
}

impl Call {
    /// Keeps a change, and its result under the key.
    async fn keep(&self, cx: &ApiCx, mut tx: Tx, result: String) -> Result<String, WebError> {
        remember(&mut tx, self.action, &self.key, &result, cx.at).await?;
        tx.commit().await?;
        Ok(result)
    }

    /// The result. Where the same call was made twice at once, the second finds what the first has made.
    async fn result(&self, cx: &ApiCx, done: Result<String, WebError>) -> Result<String, WebError> {
        let error = match done {
            Ok(result) => return Ok(result),
            Err(error) => error,
        };
        let mut tx = cx.read().await?;
        recall(&mut tx, self.action, &self.key).await?.ok_or(error)
    }
}

/// A field of a call that is not in order.
fn wrong(field: &str, text: String) -> WrongField {
    WrongField { field: field.to_owned(), text, confirm: None }
}

/// What a look at the fields has found, under the names that a call gives them.
fn refused(draft: &Draft, names: &[(&str, &str)]) -> WebError {
    WebError::Fields(wrong_fields(draft, names))
}

fn wrong_fields(draft: &Draft, names: &[(&str, &str)]) -> Vec<WrongField> {
    let name = |field: &str| {
        let own = names.iter().find(|(form, _)| *form == field);
        own.map_or_else(|| field.to_owned(), |(_, call)| (*call).to_owned())
    };
    draft.errors.iter().map(|(field, text)| wrong(&name(field), text.clone())).collect()
}

/// An instant of a field; none where it is empty.
fn instant(field: &str, text: Option<&str>, words: Words) -> Result<Option<Timestamp>, WebError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let not_understood = || WebError::Fields(vec![wrong(field, words.t("common-field-not-understood"))]);
    Timestamp::parse(text).map(Some).ok_or_else(not_understood)
}

/// The day and the time of an instant, as a form has them.
fn day_and_time(at: Timestamp) -> (String, String) {
    let zoned = at.to_riga();
    (zoned.date().to_string(), zoned.strftime("%H:%M:%S").to_string())
}

/// Files as they are kept: judged by their bytes like those of a form.
async fn files_of(files: Vec<NewFileBody>, words: Words) -> Result<Vec<NewFile>, WebError> {
    let done = tokio::task::spawn_blocking(move || read_files(files, words)).await;
    done.map_err(|error| WebError::Unforeseen(error.to_string()))?
}

fn read_files(files: Vec<NewFileBody>, words: Words) -> Result<Vec<NewFile>, WebError> {
    let (mut kept, mut errors) = (Vec::new(), Vec::new());
    for file in files {
        let Ok(bytes) = BASE64.decode(file.content.as_bytes()) else {
            errors.push(wrong("files", words.t("common-field-not-understood")));
            continue;
        };
        match judged(SentFile { field: "files".to_owned(), name: file.name, bytes: Ok(bytes) }) {
            Ok(file) => kept.push(file),
            Err((name, why)) => errors.push(wrong("files", words.ta(why, &[("name", name.into())]))),
        }
    }
    if kept.len() > MOST_FILES || kept.iter().map(|file| file.size).sum::<i64>() > MOST_BYTES {
        errors.push(wrong("files", too_many(words)));
    }
    if errors.is_empty() { Ok(kept) } else { Err(WebError::Fields(errors)) }
}
