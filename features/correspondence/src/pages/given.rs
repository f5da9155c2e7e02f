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
use jiff::civil::{Date, Time};
use solits_access::{Look, look};
use solits_cases::Consultation;
use solits_journal::{Entry, record};
use solits_kernel::{CaseId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::{ClientAddress, EmployeeCx, Incoming, Page, PageResult, WebError, html, see_other};
use solits_written::nature::Way;

use super::draft::{Draft, unprocessable};
use crate::{
    model::{Direction, MessageId},
    portal::attachments,
    store::{self, NewMessage},
};

/// By which ways an answer is given without this program.
const WAYS: [Way; 5] = [Way::Letter, Way::EAddress, Way::Counter, Way::Phone, Way::Fax];

const MOST_TEXT: usize = 8_000;
const MOST_SHORT: usize = 120;

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
    let Some(given) = typed(&cx, &mut draft, found.opened_at) else {
        return Ok(unprocessable(html(&view(&cx, case, draft).await?)?));
    };
    let mut tx = cx.write().await?;
    solits_cases::answer(&mut tx, &cx.app, &cx.actor(), case, version, &given.text).await?;
    let message: MessageId = cx.app.random.id(cx.at);
    let new = NewMessage {
        id: message,
        case,
        direction: Direction::Out,
        way: given.way,
        at: given.at,
        letter: None,
        employee: Some(cx.me.employee),
        author_name: &cx.me.name,
        author_address: "",
        recipient: &given.to,
        subject: "",
        text: &given.text,
        is_automatic: false,
        attention: "",
        is_formatted: false,
    };
    store::insert_message(&mut tx, &new);
    tx.settle().await?;
    store::move_kept(&mut tx, &form, message, 0).await?;
    let entry = Entry::new(EventKind::MessageAnswered, case, Some(found.branch))
        .with("message", message)
        .with("way", given.way.code())
        .with("given_at", given.at);
    record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
    solits_cases::refresh_due(&mut tx, case).await?;
    let consultation = Consultation {
        case,
        channel: given.way.channel(),
        employee: Some(cx.me.employee),
        began: given.at,
        ended: given.at,
    };
    solits_cases::consulted(&mut tx, consultation).await?;
    tx.signal(format!("case:{case}"));
    tx.commit().await?;
    Ok(see_other(&format!("/cases/{case}/letters?notice=saved")))
}

/// An answer that was given.
struct Given {
    way: Way,
    to: String,
    text: String,
    at: Timestamp,
}

/// What was typed; `None` where something is wrong with it.
fn typed(cx: &EmployeeCx, draft: &mut Draft, opened_at: Timestamp) -> Option<Given> {
    let words = cx.words;
    let way = draft.chosen("way", |code| Way::parse(code).filter(|way| WAYS.contains(way)), words);
    let at = given_at(cx, draft, opened_at);
    let to = draft.optional_text("to", MOST_SHORT, words);
    let text = draft.text("text", MOST_TEXT, words);
    let (Some(way), Some(at), true) = (way, at, draft.errors.is_empty()) else { return None };
    Some(Given { way, to, text, at })
}

/// When it was given: not to come, and not before the case was.
fn given_at(cx: &EmployeeCx, draft: &mut Draft, opened_at: Timestamp) -> Option<Timestamp> {
    let words = cx.words;
    let day: Option<Date> = draft.get("given_on").trim().parse().ok();
    let typed = draft.get("given_at").trim().replace('.', ":");
    let time: Option<Time> = typed.parse().ok();
    let Some((day, time)) = day.zip(time) else {
        draft.refuse("given_on", words.t("correspondence-given-when-wrong"));
        return None;
    };
    let at = Timestamp::in_riga(day, time);
    // The form tells minutes, and a clock on the wall may be some ahead of ours.
    let at = if at > cx.at && at < cx.at.plus_minutes(15) { cx.at } else { at };
    if at > cx.at {
        draft.refuse("given_on", words.t("correspondence-given-to-come"));
        return None;
    }
    if at < opened_at.plus_minutes(-1) {
        draft.refuse("given_on", words.t("correspondence-given-before"));
        return None;
    }
    Some(at.max(opened_at))
}
