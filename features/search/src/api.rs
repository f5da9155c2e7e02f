//! The search for other programs: `/api/v1/search`.

use axum::{
    extract::Query,
    http::Method,
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_access::{Look, look};
use solits_kernel::clean;
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError};
use uuid::Uuid;

use crate::{
    find::{Found, find},
    hits::{Hit, What},
    question::{Question, Typing},
};

/// Cases in one answer.
const MOST: usize = 20;
/// Longest question.
const MOST_LETTERS: usize = 100;

/// Cases that were found, the best first.
#[derive(Serialize, JsonSchema)]
struct FoundBody {
    cases: Vec<HitBody>,
    /// How many there are, as far as they were counted.
    count: usize,
    /// Whether there are more than were counted.
    more: bool,
}

/// A case that was found.
#[derive(Serialize, JsonSchema)]
struct HitBody {
    id: Uuid,
    reference: String,
    kind: String,
    subject: String,
    status: String,
    /// RFC 3339.
    opened_at: String,
    due_at: Option<String>,
    /// Where it was found beside number and subject: `client`, `party`, `received`, `sent` or `note`; absent where those
    /// say it all.
    found_in: Option<&'static str>,
}

impl From<Hit> for HitBody {
    fn from(hit: Hit) -> Self {
        Self {
            id: hit.id.uuid(),
            reference: hit.reference,
            kind: hit.kind,
            subject: hit.subject,
            status: hit.status,
            opened_at: hit.opened_at.to_string(),
            due_at: hit.due_at.map(|at| at.to_string()),
            found_in: hit.found.map(|place| What::name(place.what)),
        }
    }
}

/// What is looked for.
#[derive(Deserialize)]
struct Asked {
    q: String,
    #[serde(default)]
    from: usize,
}

/// The route of other programs.
pub(crate) fn routes() -> Routes {
    let doc = ApiDoc {
        summary: "Cases found by words, names, numbers and telephones, the best first",
        query: &[
            ("q", "What is looked for, at most 100 characters; every word has to be met, in any ending"),
            ("from", "Cases to pass over"),
        ],
        response: serde_json::to_value(schemars::schema_for!(FoundBody)).ok(),
        ..ApiDoc::default()
    };
    Routes::new().api(Method::GET, "/api/v1/search", "cases.read", doc, search)
}

async fn search(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let query = clean(&asked.q, MOST_LETTERS).map_err(|_| WebError::BadRequest)?;
    let found = match Question::read(&query, Typing::Sent) {
        Some(question) => {
            let mut tx = cx.read().await?;
            find(&mut tx, &question, asked.from, MOST).await?
        }
        None => Found::default(),
    };
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(found.count)).await?;
    let cases = found.hits.into_iter().map(HitBody::from).collect();
    Ok(Json(FoundBody { cases, count: found.count, more: found.has_more }).into_response())
}
