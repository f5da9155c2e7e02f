//! A new case, also from the workplace with the visit's ticket and service filled in.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{BranchId, EmployeeId, ServiceId, TicketId};
use solits_standard::model::ChannelKind;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html};

use super::{Draft, Slip, channel_words, receipt, whole::Directory, with_status};
use crate::{
    actions::{self, CaseError, MOST_CONTACT, MOST_SUBJECT, MOST_TEXT, NewNote, Open, Opened},
    codes::Codes,
    model::{Audience, Kind, NextStepBy},
    work::news::{Hearing, NewsBy, TypedHearing, hearing_of, keep_hearing, model::MOST_REACH, news_langs},
};

/// What the workplace fills in.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Prefilled {
    #[serde(default)]
    ticket: String,
    #[serde(default)]
    service: String,
}

/// The channels that a person at a desk writes down.
const CHANNELS: [(&str, ChannelKind); 3] =
    [("visit", ChannelKind::Visit), ("phone", ChannelKind::Phone), ("internal", ChannelKind::Internal)];
/// What comes by these is taken in where letters are: only there its kind by law is found, and its terms count from receipt.
const IN_WRITING: [&str; 3] = ["email", "letter", "e_address"];

#[derive(Template)]
#[template(path = "cases/new.html")]
struct NewView {
    page: Page,
    draft: Draft,
    key: String,
    kinds: Vec<(String, String)>,
    services: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    owners: Vec<(String, String)>,
    channels: Vec<(String, String)>,
    tells: Vec<(String, String)>,
    langs: Vec<(String, String)>,
    ticket: String,
}

/// `GET /cases/new`
pub(crate) async fn form(cx: EmployeeCx, Query(prefilled): Query<Prefilled>) -> PageResult {
    let mut tx = cx.read().await?;
    let service: Option<ServiceId> = prefilled.service.parse().ok();
    let service = match service {
        Some(id) => solits_organisation::find_service(&mut tx, id).await?,
        None => None,
    };
    let ticket: Option<TicketId> = prefilled.ticket.parse().ok();
    let kind = if service.is_some() { Kind::Order } else { Kind::Question };
    let draft = Draft::filled(&[
        ("kind", kind.name().to_owned()),
        (
            "subject",
            service.as_ref().map(|service| service.name.get(cx.words.0).to_owned()).unwrap_or_default(),
        ),
        ("service", service.as_ref().map(|service| service.id.to_string()).unwrap_or_default()),
        ("branch", cx.me.branch.map(|branch| branch.to_string()).unwrap_or_default()),
        ("owner", service.and_then(|service| service.owner).unwrap_or(cx.me.employee).to_string()),
        ("channel", "visit".to_owned()),
        ("ticket", ticket.map(|ticket| ticket.to_string()).unwrap_or_default()),
        ("key", cx.app.random.code(20)),
    ]);
    html(&view(&cx, &mut tx, draft).await?)
}

async fn view(cx: &EmployeeCx, tx: &mut Tx, draft: Draft) -> Result<NewView, WebError> {
    let lang = cx.words.0;
    let loaded = cx.app.heart.loaded(tx).await?;
    let directory = Directory::read(tx, loaded, cx.at, cx.words).await?;
    let services = solits_organisation::list_services(tx).await?;
    let branches = solits_organisation::list_branches(tx).await?;
    Ok(NewView {
        // A call back is promised with its time and number, at a form of its own.
        kinds: Kind::ALL
            .into_iter()
            .filter(|kind| *kind != Kind::Callback)
            .map(|kind| (kind.name().to_owned(), cx.words.t(&format!("cases-kind-{}", kind.name()))))
            .collect(),
        services: services
            .iter()
            .map(|service| (service.id.to_string(), service.name.get(lang).to_owned()))
            .collect(),
        branches: branches
            .iter()
            .map(|branch| (branch.id.to_string(), branch.name.get(lang).to_owned()))
            .collect(),
        owners: directory.options(),
        channels: CHANNELS
            .map(|(name, channel)| (name.to_owned(), channel_words(channel, cx.words)))
            .to_vec(),
        tells: NewsBy::choices(cx.words),
        langs: news_langs(cx.words),
        ticket: draft.get("ticket").to_owned(),
        key: draft.get("key").to_owned(),
        page: cx.page(cx.words.t("cases-new-title")),
        draft,
    })
}

/// What a complete form asks for.
struct Wanted {
    open: Open,
    details: String,
    hearing: Option<Hearing>,
}

fn read(draft: &mut Draft, cx: &EmployeeCx) -> Option<Wanted> {
    let words = cx.words;
    let subject = draft.text("subject", MOST_SUBJECT, words);
    let details = draft.optional_text("details", MOST_TEXT, words);
    let client_name = draft.optional_text("client_name", MOST_CONTACT, words);
    let client_contact = draft.optional_text("client_contact", MOST_CONTACT, words);
    let hearing = hearing(draft, &client_contact, cx);
    let kind = Kind::parse(draft.get("kind"));
    let branch: Option<BranchId> = draft.get("branch").parse().ok();
    let owner: Option<EmployeeId> = draft.get("owner").parse().ok();
    let channel = channel(draft, words);
    for (field, is_missing) in
        [("kind", kind.is_none()), ("branch", branch.is_none()), ("owner", owner.is_none())]
    {
        if is_missing {
            draft.refuse(field, words.t("common-field-choose"));
        }
    }
    if !draft.errors.is_empty() {
        return None;
    }
    let open = Open {
        kind: kind?,
        subject,
        service: draft.get("service").parse().ok(),
        branch: branch?,
        owner: owner?,
        ticket: draft.get("ticket").parse().ok(),
        client_name,
        client_contact,
        channel: channel?,
        key: draft.get("key").chars().take(100).collect(),
    };
    Some(Wanted { open, details, hearing })
}

/// The channel that was chosen; what comes in writing is sent to where letters are taken in.
fn channel(draft: &mut Draft, words: Words) -> Option<ChannelKind> {
    let typed = draft.get("channel");
    let found = CHANNELS.iter().find(|(name, _)| *name == typed).map(|(_, channel)| *channel);
    if found.is_none() {
        let key = if IN_WRITING.contains(&typed) { "cases-new-written" } else { "common-field-choose" };
        draft.refuse("channel", words.t(key));
    }
    found
}

/// How the client wants to hear of the case; what is wrong with it stands beside its field.
fn hearing(draft: &mut Draft, contact: &str, cx: &EmployeeCx) -> Option<Hearing> {
    let to = draft.optional_text("tell_to", MOST_REACH, cx.words);
    let typed = TypedHearing { by: draft.get("tell"), to: &to, lang: draft.get("tell_lang"), contact };
    match hearing_of(&typed, cx.at) {
        Ok(hearing) => hearing,
        Err(wrong) => {
            draft.refuse(wrong.field(), cx.words.t(wrong.key()));
            None
        }
    }
}

/// `POST /cases`: the answer is the slip itself, because only it may show the codes. A repeated form shows it again.
pub(crate) async fn create(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let Some(wanted) = read(&mut draft, &cx) else { return refused(&cx, draft).await };
    let opened = match open(&cx, &wanted).await {
        // The same form sent twice at once: the first one has made the case, and the second finds it.
        Err(CaseError::Db(error)) if error.conflict().is_some() => open(&cx, &wanted).await,
        other => other,
    };
    match opened {
        Ok(opened) => {
            let codes = Codes { link: opened.code, short: opened.short_code };
            let mut tx = cx.read().await?;
            let slip = Slip::read(&mut tx, &cx, opened.case, Some(&codes)).await?;
            receipt::page(&cx, slip)
        }
        Err(CaseError::Refused(refusal)) => {
            draft.refuse("subject", cx.words.t(refusal.key()));
            refused(&cx, draft).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn open(cx: &EmployeeCx, wanted: &Wanted) -> Result<Opened, CaseError> {
    let mut tx = cx.app.db.write(cx.me.scope()).await?;
    let opened = actions::open(&mut tx, &cx.app, &cx.actor(), wanted.open.clone()).await?;
    // A case opened before has its details already, and perhaps a later version.
    let is_new = crate::find(&mut tx, opened.case).await?.is_some_and(|case| case.version == 1);
    if let Some(hearing) = wanted.hearing.as_ref().filter(|_| is_new) {
        keep_hearing(&mut tx, opened.case, hearing, None).await?;
    }
    if is_new && !wanted.details.is_empty() {
        let note = NewNote {
            text: wanted.details.clone(),
            audience: Audience::Client,
            next_step_by: NextStepBy::Us,
            next_step: None,
        };
        actions::note(&mut tx, &cx.app, &cx.actor(), opened.case, 1, note).await?;
    }
    tx.commit().await?;
    Ok(opened)
}

async fn refused(cx: &EmployeeCx, draft: Draft) -> PageResult {
    let mut tx = cx.read().await?;
    Ok(with_status(html(&view(cx, &mut tx, draft).await?)?, StatusCode::UNPROCESSABLE_ENTITY))
}
