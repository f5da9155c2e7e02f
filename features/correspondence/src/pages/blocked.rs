//! `/setup/blocked`: files in which the scanner has found something (security §6). They are served to nobody; here their
//! content is deleted, or they are scanned once more.

use askama::Template;
use axum::extract::Query;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use solits_access::{Look, look};
use solits_i18n::Words;
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::draft::{Asked, notice};
use crate::{scanning, store};

/// So many are listed, the latest of them.
const MOST: i64 = 100;

/// What the scanner said of a file, in words.
pub(crate) struct ScanView {
    pub(crate) is_blocked: bool,
    pub(crate) words: String,
}

impl ScanView {
    /// Of a state as it is kept.
    pub(crate) fn of(state: &str, words: Words) -> Self {
        Self {
            is_blocked: state == "blocked",
            words: words.t(match state {
                "clean" => "correspondence-scan-clean",
                "blocked" => "correspondence-scan-blocked",
                _ => "correspondence-scan-not-scanned",
            }),
        }
    }
}

struct BlockedView {
    /// By which it is named in the form.
    file: String,
    name: String,
    /// Where its case is; empty where it has none, or one that is hidden from whoever looks.
    href: String,
    reference: String,
    found: String,
    when: String,
    /// That it is being scanned once more, or that its content is gone; empty for neither.
    standing: String,
    is_there: bool,
}

#[derive(Template)]
#[template(path = "correspondence/blocked.html")]
struct View {
    page: Page,
    files: Vec<BlockedView>,
}

/// `GET /setup/blocked`
pub(crate) async fn list(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let lines = store::list_blocked(&mut tx, MOST).await?;
    let mut files = Vec::new();
    for line in lines {
        let seen = match line.case_id {
            Some(case) => solits_cases::find(&mut tx, case).await?,
            None => None,
        };
        // What belongs to a case is named to whoever may see that case.
        let is_hidden = line.case_id.is_some() && seen.is_none();
        let name = match (line.name, line.letter_id) {
            _ if is_hidden => words.t("correspondence-blocked-hidden"),
            (Some(name), _) => name,
            (None, Some(_)) => words.t("correspondence-blocked-letter"),
            (None, None) => words.t("correspondence-blocked-loose"),
        };
        let standing = match (line.emptied_at, line.not_before) {
            (Some(at), _) => words.ta("correspondence-blocked-deleted", &[("at", words.moment(at).into())]),
            (None, Some(_)) => words.t("correspondence-blocked-again-asked"),
            (None, None) => String::new(),
        };
        files.push(BlockedView {
            file: URL_SAFE_NO_PAD.encode(&line.digest),
            name,
            href: seen.as_ref().map(|case| format!("/cases/{}", case.id)).unwrap_or_default(),
            reference: seen.map(|case| case.reference).unwrap_or_default(),
            found: line.found,
            when: line.scanned_at.map(|at| words.moment(at)).unwrap_or_default(),
            standing,
            is_there: line.emptied_at.is_none(),
        });
    }
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::List(files.len())).await?;
    let mut page = cx.page(words.t("correspondence-blocked"));
    page.notice = notice(asked.notice.as_deref(), words);
    html(&View { page, files })
}

/// `POST /setup/blocked`: one is scanned once more, or its content is deleted.
pub(crate) async fn settle(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let digest = URL_SAFE_NO_PAD.decode(fields.get("file")).map_err(|_| WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    let (kind, done) = match fields.get("do") {
        "again" => (EventKind::MessageFileScanAsked, store::scan_again(&mut tx, &digest).await?),
        "delete" => {
            let is_blocked = store::set_emptied(&mut tx, &digest, cx.at).await?;
            if is_blocked {
                store::delete_content(&mut tx, &digest).await?;
            }
            (EventKind::MessageFileDeleted, is_blocked)
        }
        _ => return Err(WebError::BadRequest),
    };
    if !done {
        return Err(WebError::Conflict("correspondence-stale"));
    }
    scanning::told(&mut tx, &cx.app, &cx.actor(), &digest, (kind, None)).await?;
    tx.commit().await?;
    Ok(see_other("/setup/blocked?notice=saved"))
}
