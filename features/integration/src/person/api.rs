//! The same file for other programs: `GET /api/v1/person`.

use axum::{extract::Query, http::Method};
use serde::Deserialize;
use serde_json::{Value, json};
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError};

use super::{
    document,
    gather::{Sought, gather},
    note,
};
use crate::exports::wait_seconds;

/// The scope of what is stored of one person; complaints and claims take the one of the registers beside it.
const SCOPE: &str = "person.read";

/// Who is asked for.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    who: String,
}

pub(super) fn routes() -> Routes {
    let taken = ApiDoc {
        summary: "Everything that is stored of one person, for that person",
        query: &[(
            "who",
            "An e-mail address, a telephone number, or the number of a case, whose client is meant",
        )],
        response: Some(schema),
        ..ApiDoc::default()
    };
    Routes::new().api(Method::GET, "/api/v1/person", SCOPE, taken, take)
}

/// The schema of the file.
fn schema() -> Value {
    let words = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    json!({ "type": "object", "required": ["format", "found_by", "taken_at", "tables", "withheld", "not_given"],
        "properties": {
            "format": { "const": "solits-person-1" },
            "found_by": { "type": "string" },
            "taken_at": { "type": "string", "format": "date-time" },
            "tables": { "type": "object", "description": "Rows by the names of their tables",
                "additionalProperties": { "type": "array", "items": { "type": "object" } } },
            "withheld": { "type": "object", "description": "Rows that somebody has to read first, by table",
                "additionalProperties": { "type": "integer" } },
            "not_given": words,
        } })
}

async fn take(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Json<Value>, WebError> {
    let sought = Sought::read(&asked.who).ok_or(WebError::BadRequest)?;
    let mut tx = cx.read().await?;
    let gathered = gather(&mut tx, &sought).await?;
    if let Some(retry_after_seconds) = wait_seconds(&cx.app, &tx, cx.institution, cx.at) {
        return Err(WebError::TooMany { retry_after_seconds });
    }
    drop(tx);
    // Nothing is an answer too: a program asks for many, and most of them are unknown.
    note(cx.write().await?, &cx.app, &cx.actor(), &gathered, "api").await?;
    Ok(Json(document(&gathered, asked.who.trim(), cx.at, cx.words)))
}
