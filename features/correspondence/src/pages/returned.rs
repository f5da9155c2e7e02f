//! `/cases/{case}/letters/{message}/returned`: a letter of ours did not reach the client; why, and which other way is left.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::Path;
use solits_access::{Look, look};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::CaseId;
use solits_mail::Unreached;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::draft::{Draft, unprocessable};
use crate::{
    actions::{
        around::{Around, around},
        settle::{self, Done, SAID},
    },
    hand::Hand,
    model::{MessageId, Settled},
    store::{self, Returned},
};

#[derive(Template)]
#[template(path = "correspondence/returned.html")]
struct View {
    page: Page,
    case: CaseId,
    reference: String,
    message: MessageId,
    recipient: String,
    subject: String,
    when: String,
    reason: String,
    /// What the other server said; empty where it said nothing.
    said: String,
    /// What was done about it; empty while nobody has.
    settled: String,
    ways: Vec<(String, String)>,
    draft: Draft,
}

/// `GET /cases/{case}/letters/{message}/returned`
pub(crate) async fn show(cx: EmployeeCx, Path((case, message)): Path<(CaseId, MessageId)>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &Hand::of(&cx), case).await?;
    let returned = store::find_returned(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    let by = settled_by(&mut tx, &returned).await?;
    drop(tx);
    let draft = Draft::filled(&[("postal", around.window())]);
    html(&view(&cx, &around, returned, &by, draft))
}

async fn settled_by(tx: &mut Tx, returned: &Returned) -> Result<String, WebError> {
    let Some(by) = returned.settled_by else { return Ok(String::new()) };
    Ok(solits_organisation::find_employee(tx, by).await?.map(|one| one.name).unwrap_or_default())
}

fn view(cx: &EmployeeCx, around: &Around, returned: Returned, by: &str, draft: Draft) -> View {
    let words = cx.words;
    View {
        case: around.case.id,
        reference: around.case.reference.clone(),
        message: returned.id,
        when: words.moment(returned.at),
        reason: reason_words(&returned.reason, words),
        settled: settled_words(&returned, by, words),
        recipient: returned.recipient,
        subject: returned.subject,
        said: returned.said,
        ways: SAID
            .map(|how| {
                (how.code().to_owned(), words.t(&format!("correspondence-returned-say-{}", how.code())))
            })
            .to_vec(),
        page: cx.page(words.t("correspondence-returned")),
        draft,
    }
}

/// Why a letter did not arrive, in words.
pub(super) fn reason_words(code: &str, words: Words) -> String {
    Unreached::parse(code).words().get(words.0).to_owned()
}

/// What was done about it, when and by whom; empty while nobody has.
pub(super) fn settled_words(returned: &Returned, by: &str, words: Words) -> String {
    let how = returned.settled_how.as_deref().and_then(Settled::parse).zip(returned.settled_at);
    let Some((how, at)) = how else { return String::new() };
    let done = words.t(&format!("correspondence-returned-done-{}", how.code()));
    let who = if by.is_empty() { String::new() } else { format!(", {by}") };
    format!("{done} ({}{who})", words.moment(at))
}

/// `POST /cases/{case}/letters/{message}/returned`: what was done instead.
pub(crate) async fn settle(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Form(fields): Form,
) -> PageResult {
    let (hand, mut draft) = (Hand::of(&cx), Draft::of(fields));
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, case).await?;
    let returned = store::find_returned(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let Some(done) = Done::typed(&mut draft, cx.words) else {
        return Ok(unprocessable(html(&view(&cx, &around, returned, "", draft))?));
    };
    let mut tx = cx.write().await?;
    let paper = settle::settle(&mut tx, &hand, &around, message, done).await?;
    tx.commit().await?;
    Ok(see_other(&match paper {
        Some(paper) => format!("/cases/{case}/letters/{paper}/print"),
        None => format!("/cases/{case}/letters?notice=saved"),
    }))
}
