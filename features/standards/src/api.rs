//! Versions of the standard for other programs.

use axum::{
    extract::Path,
    http::{HeaderMap, Method, header},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use solits_db::Tx;
use solits_kernel::Timestamp;
use solits_standard::{check, model::Approval};
use solits_web::{
    ApiCx, ApiDoc, IfMatch, Json, Routes, Schema, Tag, Tagged, WebError, json_text, recall, remember, schema,
    show_text,
};

use crate::{
    actions::{self, Adoption, StandardsError, baseline, compiled},
    adoption::{self, LONGEST_NOTE, Step},
    store::{self, Version},
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

/// A version with its way into force.
#[derive(Serialize, JsonSchema)]
struct WholeBody {
    #[serde(flatten)]
    version: VersionBody,
    /// The approval chain, in the order of the document.
    steps: Vec<StepBody>,
}

/// A step of the approval chain.
#[derive(Serialize, JsonSchema)]
struct StepBody {
    /// Place in the chain, from 0: what `approve` names.
    place: usize,
    /// The post, in Latvian.
    post: String,
    /// `drafting` (done by whoever added it), `awaited`, `done`, `adoption` (the last signature, which is adoption), or
    /// `unrecorded` (the version was put in force when the institution was set up).
    state: &'static str,
    /// Who did it and how.
    note: Option<String>,
    /// RFC 3339.
    recorded_at: Option<String>,
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

/// That a post has done its part.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ApproveBody {
    /// Place of the step in the chain, from 0.
    place: usize,
    /// Who did it and how, at most 300 characters: "coordinated in the document management system on 3 December".
    note: String,
}

pub(crate) fn routes() -> Routes {
    let doc = |summary, request, response| ApiDoc { summary, request, response, ..ApiDoc::default() };
    let kept: Schema = || {
        json!({ "type": "object", "properties": {
            "number": { "type": "integer" }, "status": { "type": "string" } } })
    };
    let checked: Schema = || {
        json!({ "type": "object", "properties": {
        "errors": { "type": "boolean", "description": "Whether it cannot enter into force." },
        "findings": { "type": "array", "items": { "type": "object",
            "description": "severity, file, line, column, length, source_line, what, meant, paragraph" } } } })
    };
    Routes::new()
        .api(
            Method::GET,
            "/api/v1/standards",
            "standards.read",
            doc("The versions of the standard, the latest first", None, Some(schema::<VersionsBody>)),
            list,
        )
        .api(
            Method::POST,
            "/api/v1/standards",
            "standards.draft",
            doc(
                "Keep a file as a draft; one with mistakes is refused with all of them",
                Some(schema::<SourceBody>),
                Some(kept),
            ),
            upload,
        )
        .api(
            Method::POST,
            "/api/v1/standards/check",
            "standards.read",
            doc("Check a file and keep nothing", Some(schema::<SourceBody>), Some(checked)),
            check_only,
        )
        .api(
            Method::GET,
            "/api/v1/standards/{number}",
            "standards.read",
            ApiDoc {
                tagged: Tagged::Shown,
                ..doc("A version with the steps of its approval chain", None, Some(schema::<WholeBody>))
            },
            show,
        )
        .api(
            Method::POST,
            "/api/v1/standards/{number}/approve",
            "standards.draft",
            ApiDoc {
                tagged: Tagged::Guarded,
                ..doc(
                    "Record that a post of a draft's approval chain has done its part",
                    Some(schema::<ApproveBody>),
                    Some(schema::<WholeBody>),
                )
            },
            approve,
        )
        .api(
            Method::POST,
            "/api/v1/standards/{number}/adopt",
            "standards.adopt",
            ApiDoc {
                tagged: Tagged::Guarded,
                ..doc(
                    "Put a draft in force from an instant; by another person than the one who uploaded it",
                    Some(schema::<AdoptBody>),
                    Some(kept),
                )
            },
            adopt,
        )
}

/// A version as it is listed.
fn body_of(version: Version, in_force: Option<i64>) -> VersionBody {
    let written = |at: Option<Timestamp>| at.map(|at| at.to_string());
    VersionBody {
        in_force: Some(version.number) == in_force,
        number: version.number,
        document: version.document,
        version: version.version,
        status: version.status,
        uploaded_at: version.uploaded_at.to_string(),
        adopted_at: written(version.adopted_at),
        in_force_from: written(version.in_force_from),
    }
}

/// A version with its chain as it is now, as text.
async fn whole(cx: &ApiCx, tx: &mut Tx, number: i64) -> Result<String, WebError> {
    let version = store::find_version(tx, number).await?.ok_or(WebError::NotFound)?;
    let in_force = cx.app.heart.loaded(tx).await?.standard(cx.at).map(|(number, _)| number);
    let standard = compiled(&version)?;
    let recorded = adoption::list_approvals(tx, number).await?;
    let places: Vec<usize> = recorded.iter().filter_map(|row| usize::try_from(row.place).ok()).collect();
    let chain = &standard.file().identity.approval_chain;
    let step = |((place, approval), state): ((usize, &Approval), Step)| {
        let row = recorded.iter().find(|row| usize::try_from(row.place) == Ok(place));
        StepBody {
            place,
            post: approval.post.lv.clone(),
            state: match state {
                Step::Drafting => "drafting",
                Step::Done => "done",
                Step::Awaited => "awaited",
                Step::Adoption => "adoption",
                Step::Unrecorded => "unrecorded",
            },
            note: row.map(|row| row.note.clone()),
            recorded_at: row.map(|row| row.recorded_at.to_string()),
        }
    };
    let steps =
        chain.iter().enumerate().zip(adoption::steps_of(&version, chain, &places)).map(step).collect();
    json_text(&WholeBody { version: body_of(version, in_force), steps })
}

async fn show(cx: ApiCx, Path(number): Path<i64>, headers: HeaderMap) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let text = whole(&cx, &mut tx, number).await?;
    let tag = Tag::of_text(&text);
    show_text(&headers, text, &tag)
}

/// The version after a call, with its state.
fn changed(text: String) -> Response {
    let tag = Tag::of_text(&text);
    let mut response = ([(header::CONTENT_TYPE, "application/json")], text).into_response();
    tag.put(&mut response);
    response
}

/// Refuses a state of the version that the caller has not seen.
async fn demand(cx: &ApiCx, tx: &mut Tx, number: i64, demanded: &IfMatch) -> Result<(), WebError> {
    if !demanded.is_said() {
        return Ok(());
    }
    store::hold_version(tx, number).await?;
    demanded.check(&Tag::of_text(&whole(cx, tx, number).await?))
}

async fn approve(
    cx: ApiCx,
    Path(number): Path<i64>,
    headers: HeaderMap,
    Json(body): Json<ApproveBody>,
) -> Result<Response, WebError> {
    let (key, demanded) = (cx.key(&headers), IfMatch::of(&headers)?);
    if body.note.chars().count() > LONGEST_NOTE {
        return Err(WebError::Refused("standards-step-who"));
    }
    let mut tx = cx.write().await?;
    if recall(&mut tx, "standard.approve", &key).await?.is_some() {
        return Ok(changed(whole(&cx, &mut tx, number).await?));
    }
    demand(&cx, &mut tx, number, &demanded).await?;
    adoption::record_step(&mut tx, &cx.app, &cx.actor(), number, body.place, &body.note).await?;
    remember(&mut tx, "standard.approve", &key, &number.to_string(), cx.at).await?;
    let text = whole(&cx, &mut tx, number).await?;
    tx.commit().await?;
    Ok(changed(text))
}

async fn list(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let in_force = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(number, _)| number);
    let standards =
        store::list_versions(&mut tx).await?.into_iter().map(|version| body_of(version, in_force));
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
    let (key, demanded) = (cx.key(&headers), IfMatch::of(&headers)?);
    let from = match body.in_force_from {
        Some(text) => Timestamp::parse(&text).ok_or(WebError::BadRequest)?,
        None => cx.at,
    };
    let mut tx = cx.write().await?;
    if let Some(number) = recall(&mut tx, "standard.adopt", &key).await? {
        return Ok(kept(number.parse().unwrap_or_default(), "adopted"));
    }
    demand(&cx, &mut tx, number, &demanded).await?;
    actions::adopt(&mut tx, &cx.app, &cx.actor(), number, from, Adoption::ByTwoPeople(None)).await?;
    remember(&mut tx, "standard.adopt", &key, &number.to_string(), cx.at).await?;
    tx.commit().await?;
    Ok(kept(number, "adopted"))
}
