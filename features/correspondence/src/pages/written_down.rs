//! `/letters/new`: a letter on paper, a message of the e-address, an e-mail that came past the mailboxes, what somebody says at
//! the counter, by telephone or on the trust line, written down; it takes the same path as an e-mail of a mailbox, and its terms
//! count from when it was received.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_cases::{CallOfCase, Hearing, NewsBy, TypedHearing, hearing_of, keep_hearing, news_langs};
use solits_i18n::Words;
use solits_kernel::{CaseId, ServiceId, TicketId};
use solits_web::{ClientAddress, EmployeeCx, Incoming, Page, PageResult, WebError, html, qr_svg, see_other};
use solits_written::nature::Way;
use uuid::Uuid;

use super::{
    draft::{Draft, unprocessable},
    nature::matters,
};
use crate::{
    actions::written_down::{self, SIGNED, WAYS},
    hand::Hand,
    intake::{self, Contact},
    model::LetterId,
    portal::attachments,
    store,
};

/// Longest address or number to which news goes.
const MOST_REACH: usize = 300;

/// The right to serve clients at a desk: whoever has it came from there with a ticket, and goes back.
const SERVE: &str = "queue.serve";

/// What the address fills in. It names a call by its id alone: numbers and names stand in no address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Prefilled {
    #[serde(default)]
    way: String,
    #[serde(default)]
    service: Option<ServiceId>,
    /// The visit in which it is written down together with the client.
    #[serde(default)]
    ticket: Option<TicketId>,
    /// The call in which it is said.
    #[serde(default)]
    call: Option<Uuid>,
    /// A letter that stayed on the mail server.
    #[serde(default)]
    letter: Option<LetterId>,
}

#[derive(Template)]
#[template(path = "correspondence/written_down.html")]
struct FormView {
    page: Page,
    ways: Vec<(String, String)>,
    signed: Vec<(String, String)>,
    matters: Vec<(String, String)>,
    tells: Vec<(String, String)>,
    langs: Vec<(String, String)>,
    services: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    files: Vec<String>,
    accept: String,
    key: String,
    ticket: String,
    call: String,
    /// Where whoever writes down came from.
    back: String,
    draft: Draft,
}

/// `GET /letters/new`, also from the desk with the visit, and from a call with its number and name.
pub(crate) async fn form(cx: EmployeeCx, Query(prefilled): Query<Prefilled>) -> PageResult {
    if let Some(letter) = prefilled.letter {
        let draft = super::letters::draft_of_left(&cx, letter).await?;
        return html(&view(&cx, draft).await?);
    }
    let now = cx.at.to_riga();
    let way = Way::parse(&prefilled.way).filter(|way| WAYS.contains(way)).unwrap_or(Way::Letter);
    let call = match prefilled.call {
        Some(id) => {
            let call = solits_cases::find_call(&mut cx.read().await?, id).await?.ok_or(WebError::NotFound)?;
            look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(call.case_id)).await?;
            Some(call)
        }
        None => None,
    };
    let draft = Draft::filled(&[
        ("ticket", prefilled.ticket.map(|ticket| ticket.to_string()).unwrap_or_default()),
        ("call", call.as_ref().map(|call| call.id.to_string()).unwrap_or_default()),
        ("name", call.as_ref().map(|call| call.client_name.clone()).unwrap_or_default()),
        ("contact", call.as_ref().map(number_of).unwrap_or_default()),
        ("key", cx.app.random.code(20)),
        ("way", way.code().to_owned()),
        ("signed", "none".to_owned()),
        ("received_on", now.date().to_string()),
        ("received_at", now.strftime("%H:%M").to_string()),
        ("branch", cx.me.branch.map(|branch| branch.to_string()).unwrap_or_default()),
        ("service", prefilled.service.map(|service| service.to_string()).unwrap_or_default()),
    ]);
    html(&view(&cx, draft).await?)
}

/// The number of a call; where none is known, how else the client is reached.
fn number_of(call: &CallOfCase) -> String {
    if call.phone.is_empty() { call.client_contact.clone() } else { call.phone.clone() }
}

/// The page that whoever writes down came from.
fn came_from(draft: &Draft) -> String {
    match (draft.get("ticket"), draft.get("call")) {
        ("", "") => "/letters".to_owned(),
        ("", call) => format!("/callbacks/{call}"),
        _ => "/workplace".to_owned(),
    }
}

async fn view(cx: &EmployeeCx, draft: Draft) -> Result<FormView, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let branches = solits_organisation::list_branches(&mut tx).await?;
    let files = match attachments::form_hash(draft.get("key")) {
        Some(hash) => store::list_kept(&mut tx, &hash).await?,
        None => Vec::new(),
    };
    drop(tx);
    let ways: &[Way] = if draft.get("letter").is_empty() { &WAYS } else { &[Way::Email] };
    Ok(FormView {
        ways: ways
            .iter()
            .map(|way| (way.code().to_owned(), words.t(&format!("correspondence-way-{}", way.code()))))
            .collect(),
        signed: SIGNED
            .map(|(code, _)| (code.to_owned(), words.t(&format!("correspondence-signed-{code}"))))
            .to_vec(),
        matters: matters(words),
        tells: NewsBy::choices(words),
        langs: news_langs(words),
        services: services
            .iter()
            .map(|service| (service.id.to_string(), service.name.get(words.0).to_owned()))
            .collect(),
        branches: branches
            .iter()
            .map(|branch| (branch.id.to_string(), branch.name.get(words.0).to_owned()))
            .collect(),
        files: files.into_iter().map(|file| file.name).collect(),
        accept: attachments::accepted(),
        key: draft.get("key").to_owned(),
        ticket: draft.get("ticket").to_owned(),
        call: draft.get("call").to_owned(),
        back: came_from(&draft),
        page: cx.page(words.t("correspondence-write-down")),
        draft,
    })
}

/// `POST /letters/new`
pub(crate) async fn send(cx: EmployeeCx, source: ClientAddress, mut incoming: Incoming) -> PageResult {
    let refused = attachments::take(&cx.app, cx.me.institution, &source, &mut incoming).await?;
    let mut draft = Draft::of(incoming.fields().await?);
    for one in &refused {
        draft.refuse("files", one.words(cx.words));
    }
    let Some(form) = attachments::form_hash(draft.get("key")) else { return Err(WebError::BadRequest) };
    let hearing = hearing(&cx, &mut draft);
    let mut tx = cx.read().await?;
    let contact = written_down::typed(&mut tx, &Hand::of(&cx), &mut draft).await?;
    let call = written_down::call_of(&mut tx, &draft).await?;
    drop(tx);
    let Some(contact) = contact else {
        return Ok(unprocessable(html(&view(&cx, draft).await?)?));
    };
    let mut tx = cx.write().await?;
    let contact = Contact { kept_files: store::list_kept(&mut tx, &form).await?.len(), ..contact };
    let taken = written_down::take(&mut tx, &cx.app, &cx.actor(), &contact, call.as_ref()).await?;
    if taken.is_new {
        store::move_kept(&mut tx, &form, taken.message, 0).await?;
        if let Some(hearing) = &hearing {
            keep_hearing(&mut tx, taken.opened.case, hearing, None).await?;
        }
    }
    let case = taken.opened.case;
    // What is confidential is not seen any more by whoever wrote it down, unless it is theirs to answer.
    let is_seen = solits_cases::find(&mut tx, case).await?.is_some();
    tx.commit().await?;
    if !is_seen {
        let is_at_desk = contact.ticket.is_some() && cx.me.may(SERVE);
        let back = if is_at_desk { "/workplace" } else { "/letters" };
        return Ok(see_other(&format!("{back}?notice=written-down")));
    }
    let back = call.map(|call| format!("/callbacks/{}", call.id));
    paper(&cx, case, Some((&taken.opened.code, &taken.opened.short_code)), back).await
}

/// How the client wants to hear of it; what is wrong with it stands beside its field. On the trust line nobody is asked.
fn hearing(cx: &EmployeeCx, draft: &mut Draft) -> Option<Hearing> {
    if draft.get("way") == Way::TrustLine.code() {
        return None;
    }
    let to = draft.optional_text("tell_to", MOST_REACH, cx.words);
    let typed = TypedHearing {
        by: draft.get("tell"),
        to: &to,
        lang: draft.get("tell_lang"),
        contact: draft.get("contact"),
    };
    match hearing_of(&typed, cx.at) {
        Ok(hearing) => hearing,
        Err(wrong) => {
            draft.refuse(wrong.field(), cx.words.t(wrong.key()));
            None
        }
    }
}

struct StepView {
    what: String,
    by: String,
    why: String,
    at_most: String,
}

/// A file that was handed in, and the documents in it where it is a signed container.
struct FileView {
    name: String,
    holds: Vec<String>,
}

/// What was written down, for the client to read and to sign.
#[derive(Template)]
#[template(path = "correspondence/paper.html")]
struct PaperView {
    page: Page,
    case: CaseId,
    reference: String,
    received: String,
    way: String,
    name: String,
    contact: String,
    subject: String,
    lines: Vec<String>,
    files: Vec<FileView>,
    /// Who holds it, in a sentence; empty where that is not known.
    holder: String,
    steps: Vec<StepView>,
    writer: String,
    link: String,
    qr: String,
    short_code: String,
    has_contact: bool,
    /// The desk at which it was written down; empty for none.
    desk: String,
    /// The call in which it was said; empty for none.
    call: String,
}

/// `GET /cases/{case}/paper`: printed again, without codes.
pub(crate) async fn show_paper(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    paper(&cx, id, None, None).await
}

/// The page to be signed. The codes are shown when they were just drawn, and never again.
async fn paper(cx: &EmployeeCx, id: CaseId, codes: Option<(&str, &str)>, call: Option<String>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let messages = store::list_messages(&mut tx, id).await?;
    let files = store::list_files(&mut tx, id).await?;
    let holds = store::list_holds(&mut tx, id).await?;
    let first = messages.into_iter().find(|one| one.direction == "in").ok_or(WebError::NotFound)?;
    let writer = match first.employee_id {
        Some(writer) => solits_organisation::find_employee(&mut tx, writer).await?.map(|one| one.name),
        None => None,
    };
    let receipt = intake::receipt_again(&mut tx, &cx.app, &case, first.at).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Receipt(id)).await?;
    let link = codes
        .map(|(link, _)| format!("{}/i/{}/case/{link}", cx.app.config.public_url, cx.me.institution_code))
        .unwrap_or_default();
    html(&PaperView {
        case: id,
        received: words.moment(first.at),
        way: words.t(&format!("correspondence-way-{}", first.way)),
        name: first.author_name,
        contact: first.author_address.clone(),
        subject: first.subject,
        lines: first.text.lines().map(str::to_owned).collect(),
        files: files
            .into_iter()
            .filter(|file| file.message_id == first.id)
            .map(|file| FileView {
                holds: holds
                    .iter()
                    .filter(|one| (one.message_id, one.place) == (file.message_id, file.place))
                    .flat_map(|one| one.holds.lines().map(str::to_owned))
                    .collect(),
                name: file.name,
            })
            .collect(),
        holder: receipt
            .as_ref()
            .and_then(|receipt| receipt.holder.as_ref())
            .map(|holder| holder.get(words.0).to_owned())
            .unwrap_or_default(),
        steps: receipt.map(|receipt| steps(&receipt, words)).unwrap_or_default(),
        writer: writer.unwrap_or_default(),
        qr: if link.is_empty() { String::new() } else { qr_svg(&link, &words.t("correspondence-qr-label")) },
        link,
        short_code: codes.map(|(_, short)| short.to_owned()).unwrap_or_default(),
        has_contact: !first.author_address.is_empty(),
        desk: case
            .ticket
            .filter(|_| cx.me.may(SERVE))
            .map(|_| format!("/workplace?case={id}"))
            .unwrap_or_default(),
        call: call.unwrap_or_default(),
        page: cx.page(words.ta("correspondence-paper-of", &[("reference", case.reference.as_str().into())])),
        reference: case.reference,
    })
}

fn steps(receipt: &solits_written::receipt::Receipt, words: Words) -> Vec<StepView> {
    let said = |text: &solits_kernel::Text| text.get(words.0).to_owned();
    receipt
        .steps
        .iter()
        .map(|step| StepView {
            what: said(&step.what),
            by: step.by.as_ref().map(|by| crate::outgoing::capital(&said(&by.words))).unwrap_or_default(),
            why: step.by.as_ref().map(|by| said(&by.why)).unwrap_or_default(),
            at_most: step.at_most.as_ref().map(|by| said(&by.words)).unwrap_or_default(),
        })
        .collect()
}
