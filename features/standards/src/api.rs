//! Versions of the standard for other programs.

use axum::{
    extract::Path,
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use solits_kernel::Timestamp;
use solits_standard::check;
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError, recall, remember};

use crate::{
    actions::{self, Adoption, StandardsError, baseline},
    store,
};

/// What a file is called when its sender names none.
pub(crate) const FILE_NAME: &str = "standarts.toml";

/// A version.
#[derive(Serialize, JsonSchema)]
struct VersionBody {
    number: i64,
    /// Short name of the document.
    document: String,
    /// Version in the institution's words.
    version: String,
    /// `draft`, or `adopted` once two people have agreed.
    status: String,
    /// Whether it is the one in force now.
    in_force: bool,
    /// RFC 3339.
    uploaded_at: String,
    adopted_at: Option<String>,
    in_force_from: Option<String>,
}

/// Versions, the latest first.
#[derive(Serialize, JsonSchema)]
struct VersionsBody {
    standards: Vec<VersionBody>,
}

/// A standard file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SourceBody {
    /// The file as TOML.
    source: String,
    /// Its name, for the places of mistakes.
    #[serde(default)]
    file_name: Option<String>,
}

/// When a draft comes into force.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AdoptBody {
    /// RFC 3339; now when absent.
    #[serde(default)]
    in_force_from: Option<String>,
}

fn schema<T: JsonSchema>() -> Option<Value> {
    serde_json::to_value(schemars::schema_for!(T)).ok()
}

pub(crate) fn routes() -> Routes {
    let doc = |summary, request, response| ApiDoc { summary, request, response, ..ApiDoc::default() };
    let kept = || {
        Some(json!({ "type": "object", "properties": {
            "number": { "type": "integer" }, "status": { "type": "string" } } }))
    };
    let checked = json!({ "type": "object", "properties": {
        "errors": { "type": "boolean", "description": "Whether it cannot enter into force." },
        "findings": { "type": "array", "items": { "type": "object",
            "description": "severity, file, line, column, length, source_line, what, meant, paragraph" } } } });
    Routes::new()
        .api(
            Method::GET,
            "/api/v1/standards",
            "standards.read",
            doc("The versions of the standard, the latest first", None, schema::<VersionsBody>()),
            list,
        )
        .api(
            Method::POST,
            "/api/v1/standards",
            "standards.draft",
            doc(
                "Keep a file as a draft; one with mistakes is refused with all of them",
                schema::<SourceBody>(),
                kept(),
            ),
            upload,
        )
        .api(
            Method::POST,
            "/api/v1/standards/check",
            "standards.read",
            doc("Check a file and keep nothing", schema::<SourceBody>(), Some(checked)),
            check_only,
        )
        .api(
            Method::POST,
            "/api/v1/standards/{number}/adopt",
            "standards.adopt",
            doc(
                "Put a draft in force from an instant; by another person than the one who uploaded it",
                schema::<AdoptBody>(),
                kept(),
            ),
            adopt,
        )
}

async fn list(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let in_force = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(number, _)| number);
    let written = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let standards = store::list_versions(&mut tx).await?.into_iter().map(|version| VersionBody {
        in_force: Some(version.number) == in_force,
        number: version.number,
        document: version.document,
        version: version.version,
        status: version.status,
        uploaded_at: version.uploaded_at.to_string(),
        adopted_at: written(version.adopted_at),
        in_force_from: written(version.in_force_from),
    });
    Ok(Json(VersionsBody { standards: standards.collect() }).into_response())
}

async fn check_only(_: ApiCx, Json(body): Json<SourceBody>) -> Result<Response, WebError> {
    let checked = check(&body.source, file_name(&body), &baseline);
    Ok(Json(json!({ "errors": checked.has_errors(), "findings": checked.findings })).into_response())
}

fn file_name(body: &SourceBody) -> &str {
    body.file_name.as_deref().filter(|name| !name.is_empty()).unwrap_or(FILE_NAME)
}

async fn upload(cx: ApiCx, headers: HeaderMap, Json(body): Json<SourceBody>) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let mut tx = cx.write().await?;
    if let Some(number) = recall(&mut tx, "standard.upload", &key).await? {
        return Ok(kept(number.parse().unwrap_or_default(), "draft"));
    }
    match actions::upload(&mut tx, &cx.app, &cx.actor(), &body.source, file_name(&body)).await {
        Ok(number) => {
            remember(&mut tx, "standard.upload", &key, &number.to_string(), cx.at).await?;
            tx.commit().await?;
            Ok(kept(number, "draft"))
        }
        Err(StandardsError::Mistakes(checked)) => {
            let body = json!({
                "type": "urn:solits:problem:standards-mistakes", "title": "The file has mistakes", "status": 422,
                "detail": "Nothing was kept.", "findings": checked.findings });
            let kind = [(axum::http::header::CONTENT_TYPE, "application/problem+json")];
            Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, kind, body.to_string()).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn kept(number: i64, status: &str) -> Response {
    Json(json!({ "number": number, "status": status })).into_response()
}

async fn adopt(
    cx: ApiCx,
    Path(number): Path<i64>,
    headers: HeaderMap,
    Json(body): Json<AdoptBody>,
) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let from = match body.in_force_from {
        Some(text) => Timestamp::parse(&text).ok_or(WebError::BadRequest)?,
        None => cx.at,
    };
    let mut tx = cx.write().await?;
    if let Some(number) = recall(&mut tx, "standard.adopt", &key).await? {
        return Ok(kept(number.parse().unwrap_or_default(), "adopted"));
    }
    actions::adopt(&mut tx, &cx.app, &cx.actor(), number, from, Adoption::ByTwoPeople).await?;
    remember(&mut tx, "standard.adopt", &key, &number.to_string(), cx.at).await?;
    tx.commit().await?;
    Ok(kept(number, "adopted"))
}
