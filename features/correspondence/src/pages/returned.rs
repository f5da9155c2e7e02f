//! `/cases/{case}/letters/{message}/returned`: a letter of ours did not reach the client; why, and which other way is left.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::Path;
use solits_access::{Look, look};
use solits_cases::{Audience, NewNote, NextStepBy};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Entry, record};
use solits_kernel::CaseId;
use solits_mail::Unreached;
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    draft::{Draft, unprocessable},
    reply::{Around, Carried, around, write_paper_with},
};
use crate::{
    model::{MessageId, Settled},
    store::{self, Returned},
};

const MOST_NOTE: usize = 600;
const MOST_WINDOW: usize = 400;
/// What a person can say that was done; the rest the program notices by itself.
const SAID: [Settled; 3] = [Settled::Paper, Settled::Reached, Settled::NoWay];

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
    let around = around(&mut tx, &cx, case).await?;
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
    let words = cx.words;
    let mut draft = Draft::of(fields);
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &cx, case).await?;
    let returned = store::find_returned(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    let letter = store::find_our_letter(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    let files = store::read_files(&mut tx, case, message).await?;
    drop(tx);
    let how = Settled::parse(draft.get("how")).filter(|how| SAID.contains(how));
    if how.is_none() {
        draft.refuse("how", words.t("common-field-choose"));
    }
    let window = match how {
        Some(Settled::Paper) => draft.text("postal", MOST_WINDOW, words),
        _ => String::new(),
    };
    let note = match how {
        Some(Settled::Reached | Settled::NoWay) => draft.text("note", MOST_NOTE, words),
        _ => draft.optional_text("note", MOST_NOTE, words),
    };
    let (Some(how), true) = (how, draft.errors.is_empty()) else {
        return Ok(unprocessable(html(&view(&cx, &around, returned, "", draft))?));
    };
    let mut tx = cx.write().await?;
    if !store::settle_returned(&mut tx, message, how, Some(cx.me.employee), cx.at).await? {
        return Err(WebError::Conflict("correspondence-stale"));
    }
    settled(&mut tx, &cx, &around, message, how, &note).await?;
    let next = if how == Settled::Paper {
        let carried = Carried {
            subject: &letter.subject,
            text: &letter.text,
            window: &window,
            planned_at: letter.planned_at,
            files,
        };
        let paper = write_paper_with(&mut tx, &cx, &around, carried).await?;
        format!("/cases/{case}/letters/{paper}/print")
    } else {
        format!("/cases/{case}/letters?notice=saved")
    };
    tx.signal(format!("case:{case}"));
    tx.signal(format!("employee:{}", around.case.owner));
    tx.commit().await?;
    Ok(see_other(&next))
}

/// Records it in the case, with what was said of it.
async fn settled(
    tx: &mut Tx,
    cx: &EmployeeCx,
    around: &Around,
    message: MessageId,
    how: Settled,
    note: &str,
) -> Result<(), WebError> {
    let case = &around.case;
    let entry = Entry::new(EventKind::CaseNoted, case.id, Some(case.branch))
        .with("what", "returned_settled")
        .with("how", how.code())
        .with("message", message);
    record(tx, &cx.app.heart, &cx.actor(), entry).await?;
    if !note.is_empty() {
        let note = NewNote {
            text: note.to_owned(),
            audience: Audience::Internal,
            next_step_by: NextStepBy::Us,
            next_step: None,
        };
        solits_cases::note(tx, &cx.app, &cx.actor(), case.id, case.version, note).await?;
    }
    Ok(())
}
