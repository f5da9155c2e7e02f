//! `/i/{institution}/write`: anybody writes to the institution, without an account and without script, and is told at once
//! what will be done with it and by when.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, By};
use solits_kernel::{BranchId, ServiceId};
use solits_mail::Address;
use solits_organisation::{CardReader, Service, card_parts, deadline_words};
use solits_web::{ClientAddress, Form, Page, PageResult, PublicCx, WebError, html, qr_svg};
use solits_written::{
    classify::{Author, Signature},
    nature::{FeedbackKind, Matter, Way},
    receipt::Receipt,
};

use super::draft::{Draft, unprocessable};
use crate::{
    intake::{self, Contact},
    model::Mailbox,
    outgoing, store,
};

/// Letters to the institution from one source in an hour (security §10).
const MOST_AN_HOUR: u32 = 10;
const HOUR_MS: i64 = 60 * 60_000;
/// Longest text, name and contact.
const MOST_TEXT: usize = 8_000;
const MOST_SHORT: usize = 120;

/// What somebody can write, in the order in which it is offered.
const OFFERED: [(Matter, &str); 6] = [
    (Matter::Request, "request"),
    (Matter::Order, "order"),
    (Matter::Feedback(FeedbackKind::Complaint), "complaint"),
    (Matter::Feedback(FeedbackKind::Claim), "claim"),
    (Matter::Feedback(FeedbackKind::Suggestion), "suggestion"),
    (Matter::Feedback(FeedbackKind::Praise), "praise"),
];

fn matter_of(code: &str) -> Result<Matter, WebError> {
    OFFERED.iter().find(|(_, name)| *name == code).map(|(matter, _)| *matter).ok_or(WebError::NotFound)
}

struct Offer {
    href: String,
    name: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "correspondence/portal.html")]
struct ChoiceView {
    page: Page,
    offers: Vec<Offer>,
    follow: String,
}

#[derive(Template)]
#[template(path = "correspondence/portal_form.html")]
struct FormView {
    page: Page,
    action: String,
    back: String,
    key: String,
    hint: String,
    needs_service: bool,
    offers_service: bool,
    services: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    card: Option<CardView>,
    draft: Draft,
}

/// What a client has to know of a service before writing.
struct CardView {
    deadline: String,
    parts: Vec<solits_organisation::CardPart>,
}

struct StepView {
    what: String,
    by: String,
    why: String,
    at_most: String,
}

#[derive(Template)]
#[template(path = "correspondence/portal_receipt.html")]
struct ReceiptView {
    page: Page,
    reference: String,
    received: String,
    asked: String,
    own_words: Vec<String>,
    steps: Vec<StepView>,
    if_late: Vec<String>,
    link: String,
    qr: String,
    short_code: String,
    has_contact: bool,
    letter_to: String,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    service: Option<ServiceId>,
}

/// `GET /i/{institution}/write`
pub(crate) async fn choose(cx: PublicCx) -> PageResult {
    let words = cx.words;
    let offers = OFFERED.iter().map(|(_, code)| Offer {
        href: format!("/i/{}/write/{code}", cx.code),
        name: words.t(&format!("correspondence-write-{code}")),
        hint: words.t(&format!("correspondence-write-{code}-hint")),
    });
    html(&ChoiceView {
        offers: offers.collect(),
        follow: format!("/i/{}/case", cx.code),
        page: cx.page(words.t("correspondence-write")),
    })
}

/// `GET /i/{institution}/write/{matter}`
pub(crate) async fn form(
    cx: PublicCx,
    Path((_, code)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> PageResult {
    matter_of(&code)?;
    let mut chosen = Vec::new();
    if let Some(service) = asked.service {
        chosen.push(("service", service.to_string()));
    }
    let key = cx.app.random.code(20);
    form_page(&cx, &code, &key, Draft::filled(&chosen)).await
}

async fn form_page(cx: &PublicCx, code: &str, key: &str, draft: Draft) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let branches = solits_organisation::list_branches(&mut tx).await?;
    drop(tx);
    let chosen = services.iter().find(|service| service.id.to_string() == draft.get("service"));
    let card = chosen.map(|service| CardView {
        deadline: service.deadline.as_ref().map(|one| deadline_words(words, one)).unwrap_or_default(),
        parts: card_parts(words, service, CardReader::Client),
    });
    let several = branches.len() > 1;
    html(&FormView {
        action: format!("/i/{}/write/{code}", cx.code),
        back: format!("/i/{}/write", cx.code),
        key: key.to_owned(),
        hint: words.t(&format!("correspondence-write-{code}-hint")),
        needs_service: code == "order",
        offers_service: matches!(code, "order" | "request" | "complaint" | "claim"),
        card,
        services: services
            .iter()
            .map(|service| (service.id.to_string(), service.name.get(words.0).to_owned()))
            .collect(),
        branches: branches
            .into_iter()
            .filter(|_| several)
            .map(|branch| (branch.id.to_string(), branch.name.get(words.0).to_owned()))
            .collect(),
        draft,
        page: cx.page(words.t(&format!("correspondence-write-{code}"))),
    })
}

/// `POST /i/{institution}/write/{matter}`
pub(crate) async fn send(
    cx: PublicCx,
    source: ClientAddress,
    Path((_, code)): Path<(String, String)>,
    Form(fields): Form,
) -> PageResult {
    let matter = matter_of(&code)?;
    let key = fields.get("key").to_owned();
    let only_card = fields.has("card");
    let mut draft = Draft::of(fields);
    if only_card {
        // Without script the button beside the list of services shows what has to be known of the one chosen.
        return form_page(&cx, &code, &key, draft).await;
    }
    let name = format!("write:{}:{source}", cx.institution);
    if !cx.app.limiter.allow(&name, MOST_AN_HOUR, HOUR_MS, cx.at) {
        return Err(WebError::TooMany { retry_after_seconds: 60 * 60 });
    }
    let mut tx = cx.write().await?;
    let typed = typed(&mut tx, &mut draft, matter, &key, &cx).await?;
    let Some((contact, mailbox)) = typed else {
        drop(tx);
        return Ok(unprocessable(form_page(&cx, &code, &key, draft).await?));
    };
    let actor = Actor { by: By::Client, at: cx.at };
    let taken = intake::receive(&mut tx, &cx.app, &actor, &contact).await?;
    let address = Address::parse(&contact.address);
    if let Some((mailbox, to)) = mailbox.as_ref().zip(address.as_ref()).filter(|_| taken.is_new) {
        outgoing::confirm(&mut tx, &cx.app, &actor, mailbox, &taken, to, None, cx.words.0).await?;
    }
    tx.commit().await?;
    let letter_to =
        if mailbox.is_some() && address.is_some() { contact.address.clone() } else { String::new() };
    html(&receipt_view(&cx, &taken, &contact, letter_to))
}

/// What was typed, and the mailbox that confirms it; `None` where something is wrong with it.
async fn typed(
    tx: &mut Tx,
    draft: &mut Draft,
    matter: Matter,
    key: &str,
    cx: &PublicCx,
) -> Result<Option<(Contact, Option<Mailbox>)>, WebError> {
    let words = cx.words;
    let text = draft.text("text", MOST_TEXT, words);
    let name = draft.optional_text("name", MOST_SHORT, words);
    let address = draft.optional_text("contact", MOST_SHORT, words);
    if !address.is_empty() && !is_contact(&address) {
        draft.refuse("contact", words.t("correspondence-contact-wrong"));
    }
    let service = chosen_service(tx, draft, matter, words).await?;
    let branches = solits_organisation::list_branches(tx).await?;
    let branch: Option<BranchId> = draft.get("branch").parse().ok();
    let branch = match branch {
        Some(id) => branches.iter().find(|branch| branch.id == id),
        None if branches.len() == 1 => branches.first(),
        None => None,
    };
    if branch.is_none() {
        draft.refuse("branch", words.t("correspondence-branch-needed"));
    }
    let Some(branch) = branch.filter(|_| draft.errors.is_empty()) else { return Ok(None) };
    let mailboxes = store::list_mailboxes(tx).await?;
    let of_branch = mailboxes.iter().find(|mailbox| mailbox.is_active && mailbox.branch == branch.id);
    let mailbox = of_branch.or_else(|| mailboxes.iter().find(|mailbox| mailbox.is_active));
    let named = service.as_ref().and_then(|service| service.owner).or(mailbox.map(|one| one.keeper));
    let keeper = match named {
        Some(keeper) => Some(keeper),
        None => keeper_of(tx, branch.id).await?,
    };
    let Some(keeper) = keeper else {
        draft.refuse("text", words.t("correspondence-nobody-reads"));
        return Ok(None);
    };
    let contact = Contact {
        way: Way::OwnPortal,
        author: if name.is_empty() && address.is_empty() { Author::Anonymous } else { Author::Named },
        signature: Signature::None,
        name,
        address,
        subject: String::new(),
        text,
        chosen: Some(matter),
        service: service.map(|service| service.id),
        branch: branch.id,
        keeper,
        letter: None,
        names: Vec::new(),
        attention: Vec::new(),
        may_belong: Vec::new(),
        files: Vec::new(),
        received: cx.at,
        key: key.to_owned(),
    };
    Ok(Some((contact, mailbox.cloned())))
}

async fn chosen_service(
    tx: &mut Tx,
    draft: &mut Draft,
    matter: Matter,
    words: Words,
) -> Result<Option<Service>, WebError> {
    let Some(id) = draft.get("service").parse::<ServiceId>().ok() else {
        if matter == Matter::Order {
            draft.refuse("service", words.t("correspondence-service-needed"));
        }
        return Ok(None);
    };
    Ok(Some(solits_organisation::find_service(tx, id).await?.ok_or(WebError::NotFound)?))
}

/// Who reads what is written to a branch without a mailbox: a supervisor there, or else anybody who works on cases.
async fn keeper_of(tx: &mut Tx, branch: BranchId) -> Result<Option<solits_kernel::EmployeeId>, WebError> {
    let employees = solits_organisation::list_employees(tx).await?;
    let may = |one: &&solits_organisation::Employee, right: &str| {
        one.active && solits_web::rights_of(&one.roles).contains(&right)
    };
    let there = employees.iter().filter(|one| one.branch == Some(branch));
    let supervisor = there.clone().find(|one| may(one, "cases.assign"));
    let anybody = there.clone().find(|one| may(one, "cases.work"));
    let elsewhere = employees.iter().find(|one| may(one, "cases.assign"));
    Ok(supervisor.or(anybody).or(elsewhere).map(|one| one.id))
}

/// An e-mail address, or something with at least six digits.
fn is_contact(text: &str) -> bool {
    Address::parse(text).is_some() || text.chars().filter(char::is_ascii_digit).count() >= 6
}

fn receipt_view(cx: &PublicCx, taken: &intake::Taken, contact: &Contact, letter_to: String) -> ReceiptView {
    let words = cx.words;
    let Receipt { reference, received, asked, steps, if_late, page, .. } = &taken.receipt;
    let said = |text: &solits_kernel::Text| text.get(words.0).to_owned();
    let link = page.clone().unwrap_or_default();
    ReceiptView {
        reference: reference.clone(),
        received: said(received),
        asked: said(&asked.what),
        own_words: contact.text.lines().map(str::to_owned).collect(),
        steps: steps
            .iter()
            .map(|step| StepView {
                what: said(&step.what),
                by: step.by.as_ref().map(|by| outgoing::capital(&said(&by.words))).unwrap_or_default(),
                why: step.by.as_ref().map(|by| said(&by.why)).unwrap_or_default(),
                at_most: step.at_most.as_ref().map(|by| said(&by.words)).unwrap_or_default(),
            })
            .collect(),
        if_late: if_late.iter().map(said).collect(),
        qr: qr_svg(&link, &words.t("correspondence-qr-label")),
        link,
        short_code: taken.opened.short_code.clone(),
        has_contact: !contact.address.is_empty(),
        letter_to,
        page: cx.page(words.t("correspondence-received-title")),
    }
}
