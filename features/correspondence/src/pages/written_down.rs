//! `/letters/new`: a letter on paper, a message of the e-address, what somebody says at the counter, by telephone or on the
//! trust line, written down; it takes the same path as an e-mail, and its terms count from when it was received.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::{Path, Query};
use jiff::civil::{Date, Time};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_i18n::Words;
use solits_kernel::{BranchId, CaseId, ServiceId, Timestamp};
use solits_mail::Address;
use solits_web::{ClientAddress, EmployeeCx, Incoming, Page, PageResult, WebError, html, qr_svg, see_other};
use solits_written::{
    classify::{Author, Signature, Validity},
    nature::{Matter, Way},
};

use super::{
    draft::{Draft, unprocessable},
    nature::matters,
};
use crate::{
    intake::{self, Contact},
    portal::attachments,
    store,
};

/// What a person writes down or hands on.
const WAYS: [Way; 7] =
    [Way::Letter, Way::EAddress, Way::Counter, Way::Phone, Way::TrustLine, Way::Fax, Way::StatePortal];

/// Longest text; as much as is kept of a letter.
const MOST_TEXT: usize = 60_000;
const MOST_SUBJECT: usize = 200;
const MOST_SHORT: usize = 120;
/// How far back a letter may have been received: nobody writes down what is older than a year.
const MOST_DAYS_BACK: i64 = 366;

/// How something is signed, as the form asks.
const SIGNED: [(&str, Signature); 3] = [
    ("none", Signature::None),
    ("hand", Signature::Handwritten),
    ("electronic", Signature::Electronic(Validity::CannotTell)),
];

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
    let Some(contact) = typed(&cx, &mut draft).await? else {
        return Ok(unprocessable(html(&view(&cx, draft).await?)?));
    };
    let mut tx = cx.write().await?;
    let contact = Contact { kept_files: store::list_kept(&mut tx, &form).await?.len(), ..contact };
    let taken = intake::receive(&mut tx, &cx.app, &cx.actor(), &contact).await?;
    if taken.is_new {
        store::move_kept(&mut tx, &form, taken.message, 0).await?;
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

/// What was typed; `None` where something is wrong with it.
async fn typed(cx: &EmployeeCx, draft: &mut Draft) -> Result<Option<Contact>, WebError> {
    let words = cx.words;
    let way = draft.chosen("way", |code| Way::parse(code).filter(|way| WAYS.contains(way)), words);
    let signed = |code: &str| SIGNED.iter().find(|(name, _)| *name == code).map(|(_, signed)| *signed);
    let signature = draft.chosen("signed", signed, words);
    let received = received(cx, draft);
    let name = draft.optional_text("name", MOST_SHORT, words);
    let address = draft.optional_text("contact", MOST_SHORT, words);
    if !address.is_empty() && !is_contact(&address) {
        draft.refuse("contact", words.t("correspondence-contact-wrong"));
    }
    let subject = draft.optional_text("subject", MOST_SUBJECT, words);
    let text = draft.text("text", MOST_TEXT, words);
    let chosen = match draft.get("matter") {
        "" => None,
        _ => draft.chosen("matter", Matter::parse, words),
    };
    let mut tx = cx.read().await?;
    let service = match draft.get("service").parse::<ServiceId>() {
        Ok(id) => solits_organisation::find_service(&mut tx, id).await?,
        Err(_) => None,
    };
    if chosen == Some(Matter::Order) && service.is_none() {
        draft.refuse("service", words.t("correspondence-service-needed"));
    }
    let branch = match draft.get("branch").parse::<BranchId>() {
        Ok(id) => solits_organisation::find_branch(&mut tx, id).await?,
        Err(_) => None,
    };
    if branch.is_none() {
        draft.refuse("branch", words.t("correspondence-branch-needed"));
    }
    drop(tx);
    let (Some(way), Some(signature), Some(received), Some(branch)) = (way, signature, received, branch)
    else {
        return Ok(None);
    };
    if !draft.errors.is_empty() {
        return Ok(None);
    }
    // Nobody asks on the trust line who calls; what was typed all the same is not kept (K-24).
    let (name, address) =
        if way == Way::TrustLine { (String::new(), String::new()) } else { (name, address) };
    Ok(Some(Contact {
        way,
        author: match (way, name.is_empty() && address.is_empty()) {
            (_, true) => Author::Anonymous,
            (Way::EAddress | Way::StatePortal, false) => Author::Identified,
            _ => Author::Named,
        },
        signature,
        name,
        address,
        subject,
        text,
        chosen,
        keeper: service.as_ref().and_then(|service| service.owner).unwrap_or(cx.me.employee),
        service: service.map(|service| service.id),
        branch: branch.id,
        letter: None,
        names: Vec::new(),
        attention: Vec::new(),
        is_formatted: false,
        may_belong: Vec::new(),
        files: Vec::new(),
        kept_files: 0,
        received,
        key: draft.get("key").to_owned(),
    }))
}

/// An e-mail address, a telephone number, or where a letter can be sent.
fn is_contact(text: &str) -> bool {
    Address::parse(text).is_some()
        || text.chars().filter(char::is_ascii_digit).count() >= 6
        || (text.contains(',') && text.chars().any(|c| c.is_ascii_digit()))
}

/// When it was received: a day and an hour that are not to come, and not so long ago that it must be a slip.
fn received(cx: &EmployeeCx, draft: &mut Draft) -> Option<Timestamp> {
    let day: Option<Date> = draft.get("received_on").parse().ok();
    let typed = draft.get("received_at").trim().replace('.', ":");
    let time: Option<Time> = if typed.is_empty() { Some(Time::midnight()) } else { typed.parse().ok() };
    if time.is_none() {
        draft.refuse("received_at", cx.words.t("correspondence-received-time-wrong"));
    }
    let Some(day) = day else {
        draft.refuse("received_on", cx.words.t("correspondence-received-day-wrong"));
        return None;
    };
    let at = Timestamp::in_riga(day, time?);
    let is_now = day == cx.at.to_riga().date();
    // A clock on the wall may be some minutes ahead of ours.
    let at = if is_now && at > cx.at && at < cx.at.plus_minutes(15) { cx.at } else { at };
    if at > cx.at {
        draft.refuse("received_on", cx.words.t("correspondence-received-to-come"));
        return None;
    }
    if cx.at.since(at) > MOST_DAYS_BACK * 24 * 3_600_000 {
        draft.refuse("received_on", cx.words.t("correspondence-received-long-ago"));
        return None;
    }
    Some(at)
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
