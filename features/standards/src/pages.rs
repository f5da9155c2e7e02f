//! The standard in force for staff and for everybody: what holds, where it comes from, and how each paragraph is kept.

use askama::Template;
use axum::{
    extract::Path,
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use solits_kernel::Timestamp;
use solits_standard::{Coverage, Finding, Standard, check, coverage, diff, model::NormKind};
use solits_web::{
    ApiCx, ApiDoc, EmployeeCx, Form, Guard, Json, Page, PageResult, PublicCx, Routes, WebError, html,
    see_other,
};

use crate::{
    actions::{self, Adoption, StandardsError, baseline, shipped},
    store,
};

struct NormLine {
    id: String,
    paragraph: String,
    source: String,
    text: String,
    kind: &'static str,
}

struct Row {
    name: String,
    value: String,
    source: String,
}

struct CoverageRow {
    paragraph: String,
    kept_by: String,
    norms: String,
}

struct VersionRow {
    number: i64,
    document: String,
    version: String,
    status: String,
    from: String,
    draft: bool,
}

#[derive(Template)]
#[template(path = "standards/standard.html")]
struct StandardView {
    page: Page,
    title: String,
    norms: Vec<NormLine>,
    parameters: Vec<Row>,
    coverage: Vec<CoverageRow>,
    summary: String,
    versions: Vec<VersionRow>,
    may_draft: bool,
    may_adopt: bool,
    typed: String,
    findings: Vec<String>,
    changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "standards/public.html")]
struct PublicView {
    page: Page,
    title: String,
    norms: Vec<NormLine>,
}

/// The routes of this room.
pub fn routes() -> Routes {
    let doc = |summary, request| ApiDoc { summary, request, response: None, query: &[] };
    let source = || {
        Some(
            json!({ "type": "object", "required": ["source"], "properties": { "source": { "type": "string" } } }),
        )
    };
    Routes::new()
        .get("/standard", Guard::Right("standards.read"), show)
        .post("/standard/upload", Guard::Right("standards.draft"), upload)
        .post("/standard/adopt", Guard::Right("standards.adopt"), adopt)
        .get("/i/{institution}/standard", Guard::Public, public)
        .api(
            Method::GET,
            "/api/v1/standards",
            "standards.read",
            doc("The versions of the standard", None),
            api_list,
        )
        .api(
            Method::POST,
            "/api/v1/standards",
            "standards.draft",
            doc("Keep a file as a draft", source()),
            api_upload,
        )
        .api(
            Method::POST,
            "/api/v1/standards/check",
            "standards.read",
            doc("Check a file and keep nothing", source()),
            api_check,
        )
        .api(
            Method::POST,
            "/api/v1/standards/{number}/adopt",
            "standards.adopt",
            doc(
                "Put a draft in force from an instant; by another person than uploaded it",
                Some(json!({ "type": "object" })),
            ),
            api_adopt,
        )
}

fn norms(standard: &Standard, lang: solits_kernel::Lang, words: solits_i18n::Words) -> Vec<NormLine> {
    let _ = words;
    standard
        .norms()
        .iter()
        .map(|norm| NormLine {
            id: norm.value.id.clone(),
            paragraph: norm.origin.paragraph.clone(),
            source: norm.origin.document.clone(),
            text: norm.value.text.get(lang).to_owned(),
            kind: match norm.value.kind {
                NormKind::Promise { .. } => "standards-promise",
                NormKind::Rule { .. } => "standards-rule",
                NormKind::Guide { .. } => "standards-guide",
                NormKind::Publish { .. } => "standards-publish",
            },
        })
        .collect()
}

/// `GET /standard`
async fn show(cx: EmployeeCx) -> PageResult {
    Ok(view(&cx, String::new(), Vec::new()).await?.into_response())
}

async fn view(cx: &EmployeeCx, typed: String, findings: Vec<String>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let lang = cx.words.0;
    let versions = store::list_versions(&mut tx).await?;
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(_, standard)| standard);
    let draft = versions.iter().find(|version| version.status == "draft");
    let changes = match (&standard, draft) {
        (Some(now), Some(draft)) => Standard::compile(&draft.source, draft.baseline.as_deref())
            .map(|new| diff(now, &new).into_iter().map(|change| change.words.get(lang).to_owned()).collect())
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    let covered = standard.as_ref().map(|standard| coverage(standard.file())).unwrap_or_default();
    let view = StandardView {
        title: standard
            .as_ref()
            .map(|standard| standard.file().identity.title.get(lang).to_owned())
            .unwrap_or_default(),
        norms: standard.as_ref().map(|standard| norms(standard, lang, cx.words)).unwrap_or_default(),
        parameters: standard
            .as_ref()
            .map(|standard| {
                standard
                    .parameters()
                    .map(|(name, parameter)| Row {
                        name: name.to_owned(),
                        value: serde_json::to_string(&parameter.value.value).unwrap_or_default(),
                        source: format!("{} {}", parameter.origin.document, parameter.origin.paragraph),
                    })
                    .collect()
            })
            .unwrap_or_default(),
        coverage: covered
            .items
            .iter()
            .map(|item| CoverageRow {
                paragraph: item.paragraph.clone(),
                kept_by: kept_words(cx, item.kept_by),
                norms: item.norms.join(", "),
            })
            .collect(),
        summary: summary(cx, &covered),
        versions: versions
            .iter()
            .map(|version| VersionRow {
                number: version.number,
                document: version.document.clone(),
                version: version.version.clone(),
                status: cx.words.t(match version.status.as_str() {
                    "draft" => "standards-status-draft",
                    "repealed" => "standards-status-repealed",
                    _ => "standards-status-adopted",
                }),
                from: version.in_force_from.map(|from| cx.words.moment(from)).unwrap_or_default(),
                draft: version.status == "draft",
            })
            .collect(),
        may_draft: cx.me.may("standards.draft"),
        may_adopt: cx.me.may("standards.adopt"),
        page: cx.page(cx.words.t("standards-title")),
        typed,
        findings,
        changes,
    };
    html(&view)
}

fn kept_words(cx: &EmployeeCx, kept_by: solits_standard::KeptBy) -> String {
    let name = serde_json::to_value(kept_by)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default();
    cx.words.t(match name.as_str() {
        "measured" => "standards-kept-measured",
        "enforced" => "standards-kept-enforced",
        "evaluated" => "standards-kept-evaluated",
        "shown" => "standards-kept-shown",
        "published" => "standards-kept-published",
        "recorded" => "standards-kept-recorded",
        _ => "standards-kept-paper",
    })
}

fn summary(cx: &EmployeeCx, covered: &Coverage) -> String {
    let count = |number: usize| i64::try_from(number).unwrap_or_default().into();
    cx.words.ta(
        "standards-coverage-summary",
        &[
            ("paragraphs", count(covered.paragraphs)),
            ("measured", count(covered.measured)),
            ("enforced", count(covered.enforced)),
            ("shown", count(covered.shown)),
            ("paper", count(covered.only_on_paper)),
        ],
    )
}

fn explain(cx: &EmployeeCx, findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| finding.in_language(cx.words.0).to_string()).collect()
}

/// `POST /standard/upload`: a draft, or every mistake with what was typed still there.
async fn upload(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let source = fields.get("source").replace("\r\n", "\n");
    let mut tx = cx.write().await?;
    match actions::upload(&mut tx, &cx.app, &cx.actor(), &source, "standards.toml").await {
        Ok(_) => {
            tx.commit().await?;
            Ok(see_other("/standard"))
        }
        Err(StandardsError::Mistakes(checked)) => {
            drop(tx);
            let findings = explain(&cx, &checked.findings);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, view(&cx, source, findings).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /standard/adopt`: puts a draft in force now; by another person than uploaded it.
async fn adopt(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let number = fields.parse("number").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    actions::adopt(&mut tx, &cx.app, &cx.actor(), number, cx.at, Adoption::ByTwoPeople).await?;
    tx.commit().await?;
    Ok(see_other("/standard"))
}

/// `GET /i/{institution}/standard`
async fn public(cx: PublicCx) -> PageResult {
    let mut tx = cx.read().await?;
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(_, standard)| standard);
    let lang = cx.words.0;
    let view = PublicView {
        title: standard
            .as_ref()
            .map(|standard| standard.file().identity.title.get(lang).to_owned())
            .unwrap_or_default(),
        norms: standard.as_ref().map(|standard| norms(standard, lang, cx.words)).unwrap_or_default(),
        page: cx.page(cx.words.t("standards-title")),
    };
    html(&view)
}

impl From<StandardsError> for WebError {
    fn from(error: StandardsError) -> Self {
        match error {
            StandardsError::Mistakes(_) => Self::Refused("standards-mistakes"),
            StandardsError::NotFound => Self::NotFound,
            StandardsError::NotADraft => Self::Conflict("standards-not-a-draft"),
            StandardsError::SamePerson => Self::Refused("standards-same-person"),
            StandardsError::InThePast => Self::Refused("standards-in-the-past"),
            StandardsError::Db(error) => Self::Db(error),
            StandardsError::Journal(error) => Self::Journal(error),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceBody {
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdoptBody {
    /// RFC 3339; now when absent.
    #[serde(default)]
    in_force_from: Option<String>,
}

async fn api_list(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let rows: Vec<Value> = store::list_versions(&mut tx)
        .await?
        .into_iter()
        .map(|version| {
            json!({ "number": version.number, "document": version.document, "version": version.version,
                    "status": version.status, "in_force_from": version.in_force_from })
        })
        .collect();
    Ok(Json(rows).into_response())
}

async fn api_check(_: ApiCx, Json(body): Json<SourceBody>) -> Result<Response, WebError> {
    let checked = check(&body.source, "standards.toml", &|id| shipped(id).and_then(|_| baseline(id)));
    Ok(Json(json!({ "errors": checked.has_errors(), "findings": checked.findings })).into_response())
}

async fn api_upload(cx: ApiCx, Json(body): Json<SourceBody>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    let number = actions::upload(&mut tx, &cx.app, &cx.actor(), &body.source, "standards.toml").await?;
    tx.commit().await?;
    Ok(Json(json!({ "number": number, "status": "draft" })).into_response())
}

async fn api_adopt(
    cx: ApiCx,
    Path(number): Path<i64>,
    Json(body): Json<AdoptBody>,
) -> Result<Response, WebError> {
    let from = match body.in_force_from {
        Some(text) => Timestamp::parse(&text).ok_or(WebError::BadRequest)?,
        None => cx.at,
    };
    let mut tx = cx.write().await?;
    actions::adopt(&mut tx, &cx.app, &cx.actor(), number, from, Adoption::ByTwoPeople).await?;
    tx.commit().await?;
    Ok(Json(json!({ "number": number, "status": "adopted" })).into_response())
}
