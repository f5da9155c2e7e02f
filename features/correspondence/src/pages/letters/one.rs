//! `/letters/{id}`: one letter that belongs to no case: what is known of it, where it lies, and what can be done with it.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::IntoResponse as _};
use solits_access::{Look, look};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};
use solits_written::nature::Way;

use super::{
    reasons,
    row::{InRow, Showing},
};
use crate::{
    actions::{
        see_to::{self, Said},
        written_down::find_left,
    },
    hand::Hand,
    intake,
    model::LetterId,
    pages::{blocked::ScanView, draft::Draft, saved},
    store::{self, LetterLine},
    terms::model::Kind,
};

#[derive(Template)]
#[template(path = "correspondence/letter.html")]
struct LetterView {
    page: Page,
    row: InRow,
    size: String,
    scan: ScanView,
    reasons: Vec<(String, String)>,
    draft: Draft,
}

/// `GET /letters/{id}`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<LetterId>) -> PageResult {
    page(&cx, id, Draft::default(), StatusCode::OK).await
}

async fn page(cx: &EmployeeCx, id: LetterId, draft: Draft, status: StatusCode) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let line = store::find_letter(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    // One that has its case meanwhile is shown there, to whoever may see that case.
    if let Some(case) = line.case_id {
        let seen = solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
        return Ok(see_other(&format!("/cases/{}/letters", seen.id)));
    }
    if !line.is_aside() {
        return Err(WebError::NotFound);
    }
    let mailboxes = store::list_mailboxes(&mut tx).await?;
    let people = solits_organisation::list_employees(&mut tx).await?;
    let terms = store::list_terms(&mut tx, cx.at).await?;
    let scan = ScanView::of(&store::find_scan_of_letter(&mut tx, id).await?, words);
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(1)).await?;
    let term = terms.iter().find(|one| one.kind == Kind::Letter).map_or(Kind::Letter.usual(), |one| one.term);
    let size = words.ta("correspondence-size", &[("kilobytes", (line.size / 1024 + 1).into())]);
    let row = Showing { words, term, mailboxes: &mailboxes, people: &people, draft: &draft }.row(line);
    let view = LetterView {
        page: cx.page(words.t("correspondence-letter-alone")),
        row,
        size,
        scan,
        reasons: reasons(words),
        draft,
    };
    Ok((status, html(&view)?).into_response())
}

/// `GET /letters/{id}/original`: a letter as it came, of those that belong to no case.
pub(crate) async fn original(cx: EmployeeCx, Path(id): Path<LetterId>) -> PageResult {
    let mut tx = cx.read().await?;
    let letter = store::find_original(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    // One that belongs to a case is shown with that case, under its rights and its record of looks.
    if letter.case_id.is_some() {
        return Err(WebError::NotFound);
    }
    let raw = letter.open()?;
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(1)).await?;
    saved(&format!("{id}.eml"), raw)
}

/// `POST /letters/{id}/open`: what was set aside is a client's after all.
pub(crate) async fn open(cx: EmployeeCx, Path(id): Path<LetterId>, Form(_): Form) -> PageResult {
    let case = intake::open_by_hand(&cx.app, &cx.actor(), cx.me.institution, id).await?;
    Ok(see_other(&format!("/cases/{case}")))
}

/// `POST /letters/{id}/seen-to`: it needs no case, and why.
pub(crate) async fn seen_to(cx: EmployeeCx, Path(id): Path<LetterId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let Some(said) = Said::typed(&mut draft, cx.words) else {
        return page(&cx, id, draft, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    store::find_letter(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    if see_to::see_to(&mut tx, &Hand::of(&cx), &[id], &said).await? == 0 {
        return Err(WebError::Conflict("correspondence-stale"));
    }
    tx.commit().await?;
    Ok(see_other(&format!("/letters?done={}", cx.at.millis())))
}

/// `POST /letters/{id}/take-up`: it waits again.
pub(crate) async fn take_up(cx: EmployeeCx, Path(id): Path<LetterId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    store::find_letter(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    see_to::take_up(&mut tx, &Hand::of(&cx), &[id]).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/letters/{id}")))
}

/// The form in which the text of a letter that stayed on the mail server is written down, with what is known of it. Its terms
/// count from the day on which it came.
pub(crate) async fn draft_of_left(cx: &EmployeeCx, id: LetterId) -> Result<Draft, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let left = find_left(&mut tx, id).await?.filter(LetterLine::is_aside).ok_or(WebError::NotFound)?;
    let mailbox = store::find_mailbox(&mut tx, left.mailbox_id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(1)).await?;
    let came = left.came_at().to_riga();
    let uid = left.uid.to_string();
    let text = words.ta(
        "correspondence-left-text",
        &[
            ("mailbox", mailbox.address.as_str().into()),
            ("folder", left.folder.as_str().into()),
            ("uid", uid.as_str().into()),
        ],
    );
    Ok(Draft::filled(&[
        ("key", cx.app.random.code(20)),
        ("letter", id.to_string()),
        ("way", Way::Email.code().to_owned()),
        ("signed", "none".to_owned()),
        ("received_on", came.date().to_string()),
        ("received_at", came.strftime("%H:%M").to_string()),
        ("contact", left.author),
        ("subject", left.subject),
        ("text", text),
        ("branch", mailbox.branch.to_string()),
    ]))
}
