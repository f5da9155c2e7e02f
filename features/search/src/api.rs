//! The search for other programs: `/api/v1/search`.

use axum::{
    extract::Query,
    http::Method,
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_access::{Look, look};
use solits_i18n::Words;
use solits_kernel::{Lang, clean};
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError, schema};
use uuid::Uuid;

use crate::{
    find::{Found, find},
    hits::{Hit, What},
    question::{Question, Typing},
    rooms::{self, Reader},
};

/// Cases in one answer.
const MOST: usize = 20;
/// Longest question.
const MOST_LETTERS: usize = 100;

/// Cases that were found, the best first, and what was found elsewhere.
#[derive(Serialize, JsonSchema)]
struct FoundBody {
    cases: Vec<HitBody>,
    /// How many cases there are, as far as they were counted.
    count: usize,
    /// Whether there are more cases than were counted.
    more: bool,
    /// What was found beside cases, each kind for which the token has the scope; only with the first cases.
    others: Vec<GroupBody>,
}

/// What was found of a kind beside cases.
#[derive(Serialize, JsonSchema)]
struct GroupBody {
    /// `requests` (scope `requests.read`), `nonconformities` (`nonconformities.read`), `letters` (`messages.read`),
    /// `colleagues` (`setup.read`) or `norms` (`standards.read`).
    kind: &'static str,
    /// How many there are, as far as they were counted.
    count: usize,
    /// Whether there are more than were counted.
    more: bool,
    /// At most twenty.
    found: Vec<OtherBody>,
}

/// Something that was found beside cases.
#[derive(Serialize, JsonSchema)]
struct OtherBody {
    /// Its id of its own kind; of a norm, the id in the standard.
    id: String,
    title: String,
}

impl From<rooms::Found> for GroupBody {
    fn from(found: rooms::Found) -> Self {
        let other = |source: &rooms::Source| OtherBody { id: source.id.clone(), title: source.title.clone() };
        Self {
            kind: found.room.name(),
            count: found.sources.len(),
            more: found.has_more,
            found: found.sources.iter().take(MOST).map(other).collect(),
        }
    }
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
        summary: "Cases found by words, names, numbers and telephones, the best first, and what is found elsewhere",
        query: &[
            ("q", "What is looked for, at most 100 characters; every word has to be met, in any ending"),
            ("from", "Cases to pass over"),
        ],
        response: Some(schema::<FoundBody>),
        ..ApiDoc::default()
    };
    Routes::new().api(Method::GET, "/api/v1/search", "cases.read", doc, search)
}

async fn search(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let query = clean(&asked.q, MOST_LETTERS).map_err(|_| WebError::BadRequest)?;
    let (mut found, mut others) = (Found::default(), Vec::new());
    if let Some(question) = Question::read(&query, Typing::Sent) {
        let mut tx = cx.read().await?;
        found = find(&mut tx, &question, asked.from, MOST).await?;
        if asked.from == 0 {
            let may = |scope: &str| cx.may(scope);
            let (me, heart) = (cx.me.as_ref().map(|me| me.employee), &cx.app.heart);
            let words = Words::new(Lang::Lv).read_at(cx.at);
            let reader = Reader { me, may: &may, words, at: cx.at, heart };
            others = rooms::find(&mut tx, &question, &reader).await?;
        }
    }
    let of_clients = others.iter().filter(|one| one.room.names_clients());
    let hits = found.count + of_clients.map(|one| one.sources.len()).sum::<usize>();
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(hits)).await?;
    let cases = found.hits.into_iter().map(HitBody::from).collect();
    let others = others.into_iter().map(GroupBody::from).collect();
    Ok(Json(FoundBody { cases, count: found.count, more: found.has_more, others }).into_response())
}
