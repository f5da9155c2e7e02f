//! `/standard/upload`: a file becomes a draft, or every mistake in it is shown with what was typed still there.

use askama::Template;
use axum::{http::StatusCode, response::IntoResponse as _};
use solits_standard::{Finding, Severity, check};
use solits_web::{EmployeeCx, Fields, Form, Page, PageResult, html, recall, remember, see_other};

use crate::{
    actions::{self, StandardsError, baseline},
    api::FILE_NAME,
};

/// A mistake as it is shown: its place, what is wrong, the line with a mark under it, what was meant.
struct Mistake {
    kind: &'static str,
    severity: String,
    place: String,
    what: String,
    line: String,
    mark: String,
    meant: String,
}

#[derive(Template)]
#[template(path = "standards/upload.html")]
struct UploadView {
    page: Page,
    source: String,
    file_name: String,
    key: String,
    /// Words for the file's field; empty when nothing was refused.
    error: String,
    errors: Vec<(&'static str, String)>,
    /// Whether the file was only checked and can be kept.
    is_good: bool,
    mistakes: Vec<Mistake>,
}

/// The longest name of a file.
const LONGEST_NAME: usize = 100;

fn view(cx: &EmployeeCx, fields: &Fields, findings: &[Finding], asked: Asked) -> UploadView {
    let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    let error = if wrong { cx.words.t("standards-mistakes") } else { String::new() };
    let key = fields.get("key");
    UploadView {
        page: cx.page(cx.words.t("standards-upload")),
        source: fields.get("source").to_owned(),
        file_name: file_name(fields),
        key: if key.is_empty() { cx.app.random.code(20) } else { key.to_owned() },
        errors: if wrong { vec![("source", error.clone())] } else { Vec::new() },
        is_good: asked == Asked::Check && !wrong,
        error,
        mistakes: findings.iter().map(|finding| mistake(cx, finding)).collect(),
    }
}

fn file_name(fields: &Fields) -> String {
    fields.text("file_name", LONGEST_NAME).unwrap_or_else(|_| FILE_NAME.to_owned())
}

fn mistake(cx: &EmployeeCx, finding: &Finding) -> Mistake {
    let lang = cx.words.0;
    let place = [
        ("file", finding.file.as_str().into()),
        ("line", i64::try_from(finding.line).unwrap_or_default().into()),
        ("column", i64::try_from(finding.column).unwrap_or_default().into()),
    ];
    Mistake {
        kind: match finding.severity {
            Severity::Error => "late",
            Severity::Warning => "soon",
            Severity::Note => "plain",
        },
        severity: finding.severity.word(lang).to_owned(),
        place: cx.words.ta("standards-place", &place),
        what: finding.what.get(lang).to_owned(),
        line: finding.source_line.clone(),
        mark: finding.mark(),
        meant: finding.meant.as_ref().map(|meant| meant.get(lang).to_owned()).unwrap_or_default(),
    }
}

/// What a sent form asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// To keep the file as a draft.
    Keep,
    /// To look at it and keep nothing.
    Check,
}

/// `GET /standard/upload`
pub(crate) async fn form(cx: EmployeeCx) -> PageResult {
    html(&view(&cx, &Fields::default(), &[], Asked::Keep))
}

/// `POST /standard/upload`
pub(crate) async fn upload(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let source = fields.get("source").replace("\r\n", "\n");
    let name = file_name(&fields);
    if fields.get("do") == "check" {
        let checked = check(&source, &name, &baseline);
        return html(&view(&cx, &fields, &checked.findings, Asked::Check));
    }
    let key = fields.get("key");
    let mut tx = cx.write().await?;
    if let Some(number) = recall(&mut tx, "standard.upload", key).await? {
        return Ok(see_other(&format!("/standard/{number}")));
    }
    match actions::upload(&mut tx, &cx.app, &cx.actor(), &source, &name).await {
        Ok(number) => {
            remember(&mut tx, "standard.upload", key, &number.to_string(), cx.at).await?;
            tx.commit().await?;
            Ok(see_other(&format!("/standard/{number}?notice=uploaded")))
        }
        Err(StandardsError::Mistakes(checked)) => {
            drop(tx);
            let page = html(&view(&cx, &fields, &checked.findings, Asked::Keep))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
