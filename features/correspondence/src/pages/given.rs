//! `/cases/{case}/letters/given`: an answer that was given outside the program, on paper, by the e-address, at the counter or
//! by telephone, is registered like every other (H-21).
//!
//! The promise of an answer counts from when it is registered: what nobody has written down is not known to be done.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::Path;
use solits_access::{Look, look};
use solits_kernel::CaseId;
use solits_web::{ClientAddress, EmployeeCx, Incoming, Page, PageResult, WebError, html, see_other};
use solits_written::nature::Way;

use super::draft::{Draft, unprocessable};
use crate::{
    actions::given::{self, Given, WAYS},
    hand::Hand,
    portal::attachments,
    store,
};

#[derive(Template)]
#[template(path = "correspondence/given.html")]
struct View {
    page: Page,
    case: CaseId,
    reference: String,
    version: i64,
    ways: Vec<(String, String)>,
    files: Vec<String>,
    accept: String,
    key: String,
    /// Why nothing can be registered here; empty where it can.
    why_not: String,
    /// Whether nothing can be registered before the decision that is awaited.
    awaits_ruling: bool,
    draft: Draft,
}

/// `GET /cases/{case}/letters/given`
pub(crate) async fn form(cx: EmployeeCx, Path(case): Path<CaseId>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    let found = solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let now = cx.at.to_riga();
    let draft = Draft::filled(&[
        ("key", cx.app.random.code(20)),
        ("way", Way::Letter.code().to_owned()),
        ("given_on", now.date().to_string()),
        ("given_at", now.strftime("%H:%M").to_string()),
        ("to", found.client_name),
    ]);
    html(&view(&cx, case, draft).await?)
}

async fn view(cx: &EmployeeCx, case: CaseId, draft: Draft) -> Result<View, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let found = solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    let awaits_ruling = found.status.is_live() && solits_cases::awaits_ruling(&mut tx, &found).await?;
    let files = match attachments::form_hash(draft.get("key")) {
        Some(hash) => store::list_kept(&mut tx, &hash).await?,
        None => Vec::new(),
    };
    drop(tx);
    Ok(View {
        case,
        reference: found.reference,
        version: found.version,
        ways: WAYS
            .map(|way| (way.code().to_owned(), words.t(&format!("correspondence-way-{}", way.code()))))
            .to_vec(),
        files: files.into_iter().map(|file| file.name).collect(),
        accept: attachments::accepted(),
        key: draft.get("key").to_owned(),
        why_not: if found.status.is_live() { String::new() } else { words.t("correspondence-reply-ended") },
        awaits_ruling,
        page: cx.page(words.t("correspondence-given")),
        draft,
    })
}

/// `POST /cases/{case}/letters/given`
pub(crate) async fn register(
    cx: EmployeeCx,
    Path(case): Path<CaseId>,
    source: ClientAddress,
    mut incoming: Incoming,
) -> PageResult {
    let refused = attachments::take(&cx.app, cx.me.institution, &source, &mut incoming).await?;
    let mut draft = Draft::of(incoming.fields().await?);
    for one in &refused {
        draft.refuse("files", one.words(cx.words));
    }
    let Some(form) = attachments::form_hash(draft.get("key")) else { return Err(WebError::BadRequest) };
    let Some(version) = draft.get("version").parse::<i64>().ok() else { return Err(WebError::BadRequest) };
    let mut tx = cx.read().await?;
    let found = solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let hand = Hand::of(&cx);
    let Some(given) = Given::typed(&hand, &mut draft, found.opened_at) else {
        return Ok(unprocessable(html(&view(&cx, case, draft).await?)?));
    };
    let mut tx = cx.write().await?;
    let message = given::register(&mut tx, &hand, &found, version, &given).await?;
    store::move_kept(&mut tx, &form, message, 0).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/cases/{case}/letters?notice=saved")))
}
