//! `/cases/{case}/letters/forward`: the whole case is passed on to the competent body, with a letter to it (I-14).
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::Path;
use solits_access::{Look, look};
use solits_cases::Body;
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::draft::{Draft, unprocessable};
use crate::{
    actions::{
        around::{Around, around},
        forward::{self, Enclosed, Forward, Passed, WAYS, known, name_of, theirs},
    },
    hand::Hand,
};

#[derive(Template)]
#[template(path = "correspondence/forward.html")]
struct View {
    page: Page,
    case: CaseId,
    reference: String,
    version: i64,
    ways: Vec<(String, String)>,
    /// Bodies that were written to before.
    known: Vec<(String, String)>,
    /// How much of the client's goes along.
    texts: String,
    files: Vec<String>,
    /// Why nothing can be passed on here; empty where it can.
    why_not: String,
    draft: Draft,
}

/// `GET /cases/{case}/letters/forward`
pub(crate) async fn form(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &Hand::of(&cx), id).await?;
    let enclosed = Enclosed::of(&mut tx, &around).await?;
    let known = known(&mut tx).await?;
    drop(tx);
    let way = if around.mailbox.is_some() { "email" } else { "paper" };
    let draft = Draft::filled(&[("way", way.to_owned()), ("named", "1".to_owned())]);
    view(&cx, &around, &enclosed, &known, draft)
}

fn view(cx: &EmployeeCx, around: &Around, enclosed: &Enclosed, known: &[Body], draft: Draft) -> PageResult {
    let words = cx.words;
    let offered = known.iter().enumerate();
    html(&View {
        case: around.case.id,
        reference: around.case.reference.clone(),
        version: around.case.version,
        ways: WAYS
            .map(|way| (way.to_owned(), words.t(&format!("correspondence-forward-way-{way}"))))
            .to_vec(),
        known: offered
            .map(|(place, one)| (name_of(place, one), format!("{} · {}", one.name, one.address)))
            .collect(),
        texts: words.n("correspondence-forward-texts", theirs(around).count()),
        files: enclosed.files.iter().map(|file| file.name.clone()).collect(),
        why_not: around.why_not(words),
        draft,
        page: cx.page(words.t("correspondence-forward")),
    })
}

/// `POST /cases/{case}/letters/forward`
pub(crate) async fn send(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let (hand, mut draft) = (Hand::of(&cx), Draft::of(fields));
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, id).await?;
    let enclosed = Enclosed::of(&mut tx, &around).await?;
    let known = known(&mut tx).await?;
    drop(tx);
    let Some(forward) = Forward::typed(&hand, &around, &enclosed, &known, &mut draft) else {
        return Ok(unprocessable(view(&cx, &around, &enclosed, &known, draft)?));
    };
    let mut tx = cx.read().await?;
    let files = enclosed.read(&mut tx, &around, &forward).await?;
    drop(tx);
    let mut tx = cx.write().await?;
    let passed = forward::forward(&mut tx, &hand, &around, version, (&forward, files)).await?;
    tx.commit().await?;
    Ok(see_other(&match passed {
        Passed::Email(_) => format!("/cases/{id}/letters?notice=forwarded"),
        Passed::Paper(message) => format!("/cases/{id}/letters/{message}/print"),
        Passed::Elsewhere => format!("/cases/{id}?notice=passed-on"),
    }))
}
