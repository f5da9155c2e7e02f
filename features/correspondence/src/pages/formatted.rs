//! `/cases/{case}/letters/{message}/formatted`: a letter as it was formatted, for a frame of its own (security §7).
//!
//! The document is no page of ours: it lies in an origin that is nobody's, runs nothing, loads nothing, and holds what
//! [`solits_mail::shown`] lets through. Its one style is ours, known to the policy by its digest.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};
use solits_access::{Look, look};
use solits_kernel::CaseId;
use solits_mail::Shown;
use solits_web::{EmployeeCx, Page, PageResult, WebError};

use crate::{model::MessageId, store};

/// What a frame of a letter may do, on the element and in the document itself: links open in a window of their own, which
/// is an ordinary one.
pub(super) const SANDBOX: &str = "allow-popups allow-popups-to-escape-sandbox";

/// Colours are those of `tokens.css`; a picture that is meant for white paper has it in the dark as well.
const STYLE: &str = "\
:root{color-scheme:light;--ink:#1b1f24;--paper:#fff;--line:#d6d8d4;--muted:#565c61;--link:#7a1f33}\
:root[data-theme=dark]{color-scheme:dark;--ink:#eef0f1;--paper:#181c1f;--line:#3a4147;--muted:#adb4ba;--link:#f2a9b8}\
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--ink:#eef0f1;--paper:#181c1f;\
--line:#3a4147;--muted:#adb4ba;--link:#f2a9b8}}\
html{background:var(--paper);color:var(--ink);font:1rem/1.5 \"Source Sans 3\",\"Segoe UI\",system-ui,sans-serif}\
body{margin:0;padding:.75rem;overflow-wrap:anywhere}\
a{color:var(--link)}\
a:focus-visible{outline:3px solid var(--ink);outline-offset:2px}\
.target{color:var(--muted);font-size:.875rem}\
img{max-width:100%;height:auto;background:#fff}\
table{max-width:100%;border-collapse:collapse}\
td,th{padding:.125rem .5rem .125rem 0;text-align:start;vertical-align:top}\
blockquote{margin:.5rem 0;padding-inline-start:.75rem;border-inline-start:3px solid var(--line);color:var(--muted)}\
pre{white-space:pre-wrap}\
hr{border:0;border-top:1px solid var(--line)}\
h1,h2,h3{line-height:1.25;font-size:1.25rem}";

/// Nothing is loaded from anywhere, nothing runs, and nobody but us puts it into a frame.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let digest = STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{digest}'; form-action 'none'; base-uri 'none'; \
         frame-ancestors 'self'; sandbox {SANDBOX}"
    )
});

/// `GET /cases/{case}/letters/{message}/formatted`
pub(crate) async fn show(cx: EmployeeCx, Path((case, message)): Path<(CaseId, MessageId)>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    let raw = store::find_raw_of(&mut tx, case, message).await?.ok_or(WebError::NotFound)?.open()?;
    drop(tx);
    let picture = cx.words.t("correspondence-formatted-picture");
    let shown = tokio::task::spawn_blocking(move || {
        let letter = solits_mail::read(&raw);
        solits_mail::shown(&letter, &raw, &picture)
    });
    let shown = shown.await.map_err(|error| WebError::Unforeseen(error.to_string()))?;
    let page = cx.page(cx.words.t("correspondence-formatted"));
    let nothing = cx.words.t("correspondence-formatted-none");
    document(&page, shown.as_ref().ok_or(nothing.as_str()))
}

/// The document. What stands in it beside our own words has been made by the sanitiser.
fn document(page: &Page, shown: Result<&Shown, &str>) -> PageResult {
    let theme = match page.theme {
        Some("dark") => " data-theme=\"dark\"",
        Some("light") => " data-theme=\"light\"",
        _ => "",
    };
    let body = match shown {
        Ok(shown) => format!("<main dir=\"auto\">{}</main>", shown.markup()),
        Err(words) => format!("<main><p>{words}</p></main>"),
    };
    let document = format!(
        "<!doctype html><html lang=\"{}\"{theme}><head><meta charset=\"utf-8\"><title>{}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>{STYLE}</style></head>\
         <body>{body}</body></html>",
        page.lang, page.title
    );
    let policy = HeaderValue::from_str(&POLICY)
        .map_err(|_| WebError::Unforeseen("a policy that no header takes".to_owned()))?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok::<Response, WebError>((headers, document).into_response())
}
