//! One case becomes two: what belongs apart gets a case of its own (H-19).
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry, list_entries_of, record};
use solits_kernel::{CaseId, EmployeeId, ServiceId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::{App, EmployeeCx, Form, Page, PageResult, Routes, WebError, html};

use super::store;
use crate::{
    actions::{
        self, CameWith, CaseError, MOST_SUBJECT, MOST_TEXT, NewNote, Open, Opened, PartOf, came_with, change,
        entry, seen,
    },
    codes::Codes,
    model::{Audience, Case, Kind, NextStepBy, Refusal, Status},
    pages::{Draft, Slip, WORK, receipt},
    timeline::received_at,
    work::{
        messages,
        part::{Asked, Head, Part as CasePart, Seen, Settled, settle, version, with},
    },
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/cases/{case}/split", WORK, show).post("/cases/{case}/split", WORK, create)
}

/// What becomes a case of its own.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) kind: Kind,
    pub(crate) subject: String,
    pub(crate) details: String,
    pub(crate) service: Option<ServiceId>,
    pub(crate) owner: EmployeeId,
    /// When this part reached the institution; by default with the case itself. Terms count from it.
    pub(crate) received: Option<Timestamp>,
    /// A repeated key gives the same case.
    pub(crate) key: String,
}

/// Opens a case for a part of another: the same client, channel and place, its own subject, service and owner. The client
/// asked for it when the whole came, so its terms count from there, by law and by standard alike (H-07, H-19); what was
/// confirmed to the client for the whole was confirmed for the part. A client's matter in what a colleague asked starts the
/// clocks of clients, as if its letter had been a client's.
pub(crate) async fn split(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    part: Part,
) -> Result<(Case, Opened), CaseError> {
    let key = part.key.clone();
    let before = crate::find(tx, id).await?.ok_or(CaseError::NotFound)?;
    let open = Open {
        kind: part.kind,
        subject: part.subject,
        service: part.service,
        owner: part.owner,
        key,
        ..of(&before)
    };
    let entries = list_entries_of(tx, id.uuid()).await?;
    let part_of = PartOf::of(part.kind, before.kind);
    let CameWith { part: mut how, message } =
        came_with(&entries, before.opened_at, part.received, actor.at, part_of)?;
    if part.kind != before.kind {
        how.facts.remove("matter");
    }
    let opened = actions::open_as(tx, app, actor, open, &how).await?;
    tx.settle().await?;
    if store::list(tx, id).await?.iter().any(|(other, _)| *other == opened.case) {
        // The same key again: everything was done the first time.
        return Ok((before, opened));
    }
    let before = seen(tx, id, version).await?;
    if before.status == Status::Closed {
        return Err(Refusal::Closed.into());
    }
    if before.kind.is_confidential() != part.kind.is_confidential() {
        return Err(Refusal::OtherSecrecy.into());
    }
    if let Some(facts) = message {
        let mut told = Entry::new(EventKind::MessageReceived, opened.case, Some(before.branch));
        told.facts = facts;
        record(tx, &app.heart, actor, told).await?;
        crate::store::update_due(tx, opened.case).await?;
    }
    if !part.details.is_empty() {
        let note = NewNote {
            text: part.details,
            audience: Audience::Client,
            next_step_by: NextStepBy::Us,
            next_step: None,
        };
        let now = crate::find(tx, opened.case).await?.ok_or(CaseError::NotFound)?;
        actions::note(tx, app, actor, opened.case, now.version, note).await?;
    }
    store::insert(tx, (id, opened.case), store::Kind::Split, actor.at, actor.employee()).await?;
    let told = entry(EventKind::CaseSplit, &before).with("other", opened.case);
    let case = change(tx, app, actor, before.clone().touched(), &before, told).await?;
    Ok((case, opened))
}

/// A case like another one, of the same client.
fn of(case: &Case) -> Open {
    Open {
        kind: case.kind,
        subject: case.subject.clone(),
        service: case.service,
        branch: case.branch,
        owner: case.owner,
        ticket: case.ticket,
        client_name: case.client_name.clone(),
        client_contact: case.client_contact.clone(),
        channel: case.channel,
        key: String::new(),
    }
}

#[derive(Template)]
#[template(path = "cases/split.html")]
struct View {
    page: Page,
    head: Head,
    draft: Draft,
    key: String,
    kinds: Vec<(String, String)>,
    services: Vec<(String, String)>,
    owners: Vec<(String, String)>,
    chosen_owner: String,
    /// When it may have come; more than one where the client wrote again.
    receipts: Vec<(String, String)>,
    chosen_receipt: String,
}

/// When a part may have reached the institution: with the case, or with a later message of the client.
fn receipts(first: Timestamp, written: &[messages::store::Message], words: Words) -> Vec<(String, String)> {
    let option = |at: Timestamp, key: &str| {
        (at.millis().to_string(), words.ta(key, &[("moment", words.moment(at).into())]))
    };
    let later = written.iter().filter(|message| message.direction == "in" && message.at > first);
    let later = later.map(|message| option(message.at, "cases-split-with-message"));
    std::iter::once(option(first, "cases-split-with-case")).chain(later).collect()
}

async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, asked.draft(), Seen::Present).await
}

async fn page(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let CasePart { page, head, whole, directory } =
        CasePart::read(cx, &mut tx, id, ("cases-split", "cases-split-lead"), seen, &draft).await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let written = messages::store::list(&mut tx, id).await?;
    drop(tx);
    CasePart::looked(cx, id).await?;
    let words = cx.words;
    let first = received_at(&whole.happenings).unwrap_or(whole.case.opened_at);
    let key = match draft.get("key") {
        "" => cx.app.random.code(20),
        key => key.to_owned(),
    };
    html(&View {
        // A confidential case is split into confidential ones, any other into any other.
        kinds: Kind::ALL
            .into_iter()
            .filter(|kind| {
                kind.is_confidential() == whole.case.kind.is_confidential() && *kind != Kind::Callback
            })
            .map(|kind| (kind.name().to_owned(), words.t(&format!("cases-kind-{}", kind.name()))))
            .collect(),
        services: services
            .iter()
            .map(|service| (service.id.to_string(), service.name.get(words.0).to_owned()))
            .collect(),
        owners: directory.options(),
        chosen_owner: match draft.get("owner") {
            "" => whole.case.owner.to_string(),
            typed => typed.to_owned(),
        },
        receipts: receipts(first, &written, words),
        chosen_receipt: draft.get("received").to_owned(),
        key,
        page,
        head,
        draft,
    })
}

/// The answer is the slip for the client itself, because only it may show the codes.
async fn create(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let words = cx.words;
    let subject = draft.text("subject", MOST_SUBJECT, words);
    let details = draft.optional_text("details", MOST_TEXT, words);
    let kind = Kind::parse(draft.get("kind"));
    let owner: Option<EmployeeId> = draft.get("owner").parse().ok();
    for (field, is_missing) in [("kind", kind.is_none()), ("owner", owner.is_none())] {
        if is_missing {
            draft.refuse(field, words.t("common-field-choose"));
        }
    }
    let chosen = kind.zip(owner).filter(|_| draft.errors.is_empty());
    let Some((kind, owner)) = chosen else {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let part = Part {
        kind,
        subject,
        details,
        owner,
        service: draft.get("service").parse().ok(),
        received: draft.get("received").parse().ok().map(Timestamp::from_millis),
        key: format!("split {id} {}", draft.get("key").chars().take(60).collect::<String>()),
    };
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = split(&mut tx, &cx.app, &cx.actor(), of, part).await;
    match settle(&cx, tx, draft, done, "subject").await? {
        Settled::Done((_, opened)) => {
            let codes = Codes { link: opened.code, short: opened.short_code };
            let mut tx = cx.read().await?;
            let slip = Slip::read(&mut tx, &cx, opened.case, Some(&codes)).await?;
            receipt::page(&cx, slip)
        }
        Settled::Again(draft, seen, status) => again(&cx, id, draft, seen, status).await,
    }
}

async fn again(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen, status: StatusCode) -> PageResult {
    Ok(with(page(cx, id, draft, seen).await?, status))
}
