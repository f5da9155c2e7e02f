//! `/cases/{case}/letters/{message}/print`: a letter of ours on paper, in the institution's style, as a page and as PDF;
//! and giving it to the post. The same for news that a client wants by letter.

use askama::Template;
use axum::extract::{Path, Query};
use solits_access::{Look, look};
use solits_kernel::CaseId;
use solits_paper::Letter;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};
use uuid::Uuid;

use super::draft::{Asked, notice};
use crate::{
    actions::{
        on_paper::{self, OnPaper},
        posted,
    },
    hand::Hand,
    model::MessageId,
};

#[derive(Template)]
#[template(path = "correspondence/print.html")]
struct View {
    page: Page,
    case: CaseId,
    /// The address of what is printed; `…/letter.pdf` is the file.
    of: String,
    letter: Letter,
    /// Whether it goes by post and has not been given to it yet.
    waits: bool,
    posted: String,
}

/// The letter of that message, once the look at it is recorded.
async fn letter(cx: &EmployeeCx, case: CaseId, message: MessageId) -> Result<OnPaper, WebError> {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    on_paper::on_paper(&mut tx, &Hand::of(cx), case, message).await
}

/// The same for what a client is to be told.
async fn news_letter(cx: &EmployeeCx, case: CaseId, news: Uuid) -> Result<Letter, WebError> {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    on_paper::news_on_paper(&mut tx, &Hand::of(cx), case, news).await
}

fn titled(cx: &EmployeeCx, letter: &Letter) -> Page {
    cx.page(cx.words.ta("correspondence-print-of", &[("reference", letter.reference.as_str().into())]))
}

/// `GET /cases/{case}/letters/{message}/print`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    let OnPaper { letter, paper, poster } = letter(&cx, case, message).await?;
    let words = cx.words;
    let posted = paper.as_ref().and_then(|paper| paper.posted_at).map(|at| {
        words.ta("correspondence-print-posted", &[("at", words.moment(at).into()), ("by", poster.into())])
    });
    let mut page = titled(&cx, &letter);
    page.notice = notice(asked.notice.as_deref(), words);
    html(&View {
        case,
        of: format!("/cases/{case}/letters/{message}"),
        waits: paper.is_some_and(|paper| paper.posted_at.is_none()),
        posted: posted.unwrap_or_default(),
        letter,
        page,
    })
}

/// `GET /cases/{case}/news/{news}/print`: what a client is to be told, as a letter.
pub(crate) async fn news(cx: EmployeeCx, Path((case, news)): Path<(CaseId, Uuid)>) -> PageResult {
    let letter = news_letter(&cx, case, news).await?;
    let (page, of) = (titled(&cx, &letter), format!("/cases/{case}/news/{news}"));
    html(&View { case, of, waits: false, posted: String::new(), letter, page })
}

/// `GET /cases/{case}/letters/{message}/letter.pdf`: the same letter as pages ready to be printed.
pub(crate) async fn pdf(cx: EmployeeCx, Path((case, message)): Path<(CaseId, MessageId)>) -> PageResult {
    file(letter(&cx, case, message).await?.letter).await
}

/// `GET /cases/{case}/news/{news}/letter.pdf`
pub(crate) async fn news_pdf(cx: EmployeeCx, Path((case, news)): Path<(CaseId, Uuid)>) -> PageResult {
    file(news_letter(&cx, case, news).await?).await
}

async fn file(letter: Letter) -> PageResult {
    let (name, bytes) = on_paper::pdf(letter).await?;
    solits_web::saved(&name, "application/pdf", bytes)
}

/// `POST /cases/{case}/letters/{message}/posted`: the letter was given to the post (H-21).
pub(crate) async fn posted(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Form(_): Form,
) -> PageResult {
    let mut tx = cx.write().await?;
    posted::posted(&mut tx, &Hand::of(&cx), case, message).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/cases/{case}/letters/{message}/print?notice=posted")))
}
