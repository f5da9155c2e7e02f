//! `/letters/new`: a letter on paper, a message of the e-address, what somebody says at the counter, by telephone or on the
//! trust line, written down; it takes the same path as an e-mail, and its terms count from when it was received.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_cases::{Hearing, NewsBy, TypedHearing, hearing_of, keep_hearing, news_langs};
use solits_i18n::Words;
use solits_kernel::{CaseId, ServiceId};
use solits_web::{ClientAddress, EmployeeCx, Incoming, Page, PageResult, WebError, html, qr_svg, see_other};
use solits_written::nature::Way;

use super::{
    draft::{Draft, unprocessable},
    nature::matters,
};
use crate::{
    actions::written_down::{self, SIGNED, WAYS},
    hand::Hand,
    intake::{self, Contact},
    portal::attachments,
    store,
};

/// Longest address or number to which news goes.
const MOST_REACH: usize = 300;

/// What the address fills in.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Prefilled {
    #[serde(default)]
    way: String,
    #[serde(default)]
    service: Option<ServiceId>,
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
    draft: Draft,
}

/// `GET /letters/new`
pub(crate) async fn form(cx: EmployeeCx, Query(prefilled): Query<Prefilled>) -> PageResult {
    let now = cx.at.to_riga();
    let way = Way::parse(&prefilled.way).filter(|way| WAYS.contains(way)).unwrap_or(Way::Letter);
    let draft = Draft::filled(&[
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
    Ok(FormView {
        ways: WAYS
            .map(|way| (way.code().to_owned(), words.t(&format!("correspondence-way-{}", way.code()))))
            .to_vec(),
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
    drop(tx);
    let Some(contact) = contact else {
        return Ok(unprocessable(html(&view(&cx, draft).await?)?));
    };
    let mut tx = cx.write().await?;
    let contact = Contact { kept_files: store::list_kept(&mut tx, &form).await?.len(), ..contact };
    let taken = intake::receive(&mut tx, &cx.app, &cx.actor(), &contact).await?;
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
        return Ok(see_other("/letters?notice=written-down"));
    }
    paper(&cx, case, Some((&taken.opened.code, &taken.opened.short_code))).await
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
    files: Vec<String>,
    steps: Vec<StepView>,
    writer: String,
    link: String,
    qr: String,
    short_code: String,
    has_contact: bool,
}

/// `GET /cases/{case}/paper`: printed again, without codes.
pub(crate) async fn show_paper(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    paper(&cx, id, None).await
}

/// The page to be signed. The codes are shown when they were just drawn, and never again.
async fn paper(cx: &EmployeeCx, id: CaseId, codes: Option<(&str, &str)>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let messages = store::list_messages(&mut tx, id).await?;
    let files = store::list_files(&mut tx, id).await?;
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
        files: files.into_iter().filter(|file| file.message_id == first.id).map(|file| file.name).collect(),
        steps: receipt.map(|receipt| steps(&receipt, words)).unwrap_or_default(),
        writer: writer.unwrap_or_default(),
        qr: if link.is_empty() { String::new() } else { qr_svg(&link, &words.t("correspondence-qr-label")) },
        link,
        short_code: codes.map(|(_, short)| short.to_owned()).unwrap_or_default(),
        has_contact: !first.author_address.is_empty(),
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
