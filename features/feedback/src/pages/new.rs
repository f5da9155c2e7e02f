//! Taking feedback down at the counter, by telephone or from the trust line, in one step (K-03, K-24).
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use serde::Deserialize;
use solits_cases::{Audience, CaseError, NewNote, NextStepBy, Open, Opened};
use solits_db::Tx;
use solits_kernel::{BranchId, ServiceId};
use solits_standard::model::ChannelKind;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html};
use solits_written::{feedback::Author, nature::FeedbackKind};

use super::{
    form::{self, Options, Typed},
    with_status,
};
use crate::{
    actions::{self, Details, FeedbackError, Found},
    context::Context,
    model::case_kind,
};

const MOST_SUBJECT: usize = 200;
const MOST_TEXT: usize = 8_000;
const MOST_SHORT: usize = 120;

/// The ways in which somebody takes feedback down.
const WAYS: [(&str, ChannelKind); 4] = [
    ("visit", ChannelKind::Visit),
    ("phone", ChannelKind::Phone),
    ("trust_line", ChannelKind::TrustLine),
    ("letter", ChannelKind::Letter),
];

/// What another page fills in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Prefilled {
    kind: String,
    channel: String,
}

#[derive(Template)]
#[template(path = "feedback/new.html")]
struct NewView {
    page: Page,
    typed: Typed,
    kinds: Options,
    ways: Options,
    branches: Options,
    services: Options,
    whats: Options,
    employees: Options,
    units: Options,
    norms: Options,
}

/// The codes for the author, shown once.
#[derive(Template)]
#[template(path = "feedback/taken.html")]
struct TakenView {
    page: Page,
    kind_words: String,
    reference: String,
    link: String,
    short_code: String,
    is_anonymous: bool,
    has_contact: bool,
    is_registered: bool,
    gap: String,
    href: String,
}

/// `GET /feedback/new?kind=&channel=`
pub(crate) async fn form(cx: EmployeeCx, Query(asked): Query<Prefilled>) -> PageResult {
    let kind = FeedbackKind::parse(&asked.kind).map_or("", FeedbackKind::code);
    let channel = WAYS.iter().find(|(code, _)| *code == asked.channel).map_or("visit", |(code, _)| code);
    let typed = Typed::filled(&[
        ("kind", kind.to_owned()),
        ("channel", channel.to_owned()),
        ("branch", cx.me.branch.map(|branch| branch.to_string()).unwrap_or_default()),
        ("key", cx.app.random.code(20)),
    ]);
    let mut tx = cx.read().await?;
    html(&view(&cx, &mut tx, typed).await?)
}

async fn view(cx: &EmployeeCx, tx: &mut Tx, typed: Typed) -> Result<NewView, WebError> {
    let words = cx.words;
    let context = Context::load(tx, &cx.app, cx.at).await?;
    let services = solits_organisation::list_services(tx).await?;
    let branches = solits_organisation::list_branches(tx).await?;
    Ok(NewView {
        kinds: FeedbackKind::ALL
            .map(|one| (one.code().to_owned(), words.t(&format!("feedback-kind-{}", one.code()))))
            .to_vec(),
        ways: WAYS.map(|(code, _)| (code.to_owned(), super::view::channel_words(code, words))).to_vec(),
        branches: branches.iter().map(|one| (one.id.to_string(), one.name.get(words.0).to_owned())).collect(),
        services: form::services(&services, words),
        whats: crate::model::What::ALL
            .map(|one| (one.code().to_owned(), words.t(&format!("feedback-what-{}", one.code()))))
            .to_vec(),
        employees: form::employees(&context),
        units: form::units(&context),
        norms: form::norms(&context, words),
        page: cx.page(words.t("feedback-new")),
        typed,
    })
}

/// What a complete form asks for.
struct Wanted {
    kind: FeedbackKind,
    open: Open,
    text: String,
    details: Option<Details>,
}

/// `POST /feedback`: the answer shows the codes for the author, because only it may. A repeated form shows it again.
pub(crate) async fn create(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut typed = Typed::of(fields);
    let mut tx = cx.read().await?;
    let read = read(&mut typed, &cx, &mut tx).await?;
    drop(tx);
    let Some(wanted) = read.filter(|_| typed.errors.is_empty()) else { return refused(&cx, typed).await };
    let taken = match take_down(&cx, &wanted).await {
        // The same form sent twice at once: the first one has made the case, and the second finds it.
        Err(FeedbackError::Case(CaseError::Db(error))) if error.conflict().is_some() => {
            take_down(&cx, &wanted).await
        }
        other => other,
    };
    match taken {
        Ok(taken) => page(&cx, &wanted, taken).await,
        Err(FeedbackError::Case(CaseError::Refused(refusal))) => {
            typed.refuse("subject", cx.words.t(refusal.key()));
            refused(&cx, typed).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(cx: &EmployeeCx, typed: Typed) -> PageResult {
    let mut tx = cx.read().await?;
    Ok(with_status(html(&view(cx, &mut tx, typed).await?)?, StatusCode::UNPROCESSABLE_ENTITY))
}

async fn read(typed: &mut Typed, cx: &EmployeeCx, tx: &mut Tx) -> Result<Option<Wanted>, WebError> {
    let words = cx.words;
    let kind = FeedbackKind::parse(typed.get("kind"));
    let channel = WAYS.iter().find(|(code, _)| *code == typed.get("channel")).map(|(_, channel)| *channel);
    let branch: Option<BranchId> = typed.get("branch").parse().ok();
    for (field, is_missing) in
        [("kind", kind.is_none()), ("channel", channel.is_none()), ("branch", branch.is_none())]
    {
        if is_missing {
            typed.refuse(field, words.t("common-field-choose"));
        }
    }
    let subject = typed.text("subject", MOST_SUBJECT, words);
    let text = typed.text_or_empty("text", MOST_TEXT, words);
    // Whoever calls the trust line is not asked who they are, and what was typed all the same is not kept.
    let is_anonymous = channel == Some(ChannelKind::TrustLine);
    let mut short = |field: &str| {
        if is_anonymous { String::new() } else { typed.text_or_empty(field, MOST_SHORT, words) }
    };
    let (client_name, client_contact) = (short("client_name"), short("client_contact"));
    let context = Context::load(tx, &cx.app, cx.at).await?;
    let services = solits_organisation::list_services(tx).await?;
    let author = if client_name.is_empty() && client_contact.is_empty() {
        Author::Anonymous
    } else {
        Author::Reachable
    };
    let details = if typed.get("what").is_empty() {
        None
    } else {
        let norm = typed.norm(&context, words);
        typed.concern(&context, &services, words).map(|concern| Details { concern, norm, author })
    };
    let service = typed.get("service").parse::<ServiceId>().ok();
    let service = service.filter(|id| services.iter().any(|one| one.id == *id));
    let (Some(kind), Some(channel), Some(branch)) = (kind, channel, branch) else { return Ok(None) };
    let open = Open {
        kind: case_kind(kind),
        subject,
        service,
        branch,
        owner: cx.me.employee,
        ticket: None,
        client_name,
        client_contact,
        channel,
        key: typed.get("key").chars().take(100).collect(),
    };
    Ok(Some(Wanted { kind, open, text, details }))
}

/// What came of taking it down.
struct Taken {
    opened: Opened,
    gap: Option<String>,
}

async fn take_down(cx: &EmployeeCx, wanted: &Wanted) -> Result<Taken, FeedbackError> {
    let mut tx = cx.app.db.write(cx.me.scope()).await?;
    let (app, actor) = (&cx.app, cx.actor());
    let opened = solits_cases::open(&mut tx, app, &actor, wanted.open.clone()).await?;
    let case = solits_cases::find(&mut tx, opened.case).await?;
    // The same form again: what it made stands, and may be hidden from whoever took it down by now.
    let Some(case) = case.filter(|case| case.version == 1) else {
        return Ok(Taken { opened, gap: None });
    };
    if !wanted.text.is_empty() {
        let note = NewNote {
            text: wanted.text.clone(),
            audience: Audience::Client,
            next_step_by: NextStepBy::Us,
            next_step: None,
        };
        solits_cases::note(&mut tx, app, &actor, case.id, 1, note).await?;
    }
    let found = Found::load(&mut tx, app, &actor, case.id).await?;
    let mut gap = None;
    if let Some(details) = &wanted.details {
        let registered = actions::register(&mut tx, app, &actor, found, details.clone()).await?;
        gap = registered.gap.map(|gap| gap.sentence().get(cx.words.0).to_owned());
    }
    tx.commit().await?;
    Ok(Taken { opened, gap })
}

async fn page(cx: &EmployeeCx, wanted: &Wanted, taken: Taken) -> PageResult {
    let mut tx = cx.read().await?;
    let institution = solits_organisation::find_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
    let stays = solits_cases::find(&mut tx, taken.opened.case).await?.is_some();
    let words = cx.words;
    let href = if stays {
        format!("/feedback/{}", taken.opened.case)
    } else {
        format!("/feedback?kind={}", wanted.kind.code())
    };
    html(&TakenView {
        page: cx.page(words.t("feedback-taken")),
        kind_words: words.t(&format!("feedback-kind-{}", wanted.kind.code())),
        reference: taken.opened.reference,
        link: format!("{}/i/{}/case/{}", cx.app.config.public_url, institution.code, taken.opened.code),
        short_code: taken.opened.short_code,
        is_anonymous: wanted.open.client_name.is_empty() && wanted.open.client_contact.is_empty(),
        has_contact: !wanted.open.client_contact.is_empty(),
        is_registered: wanted.details.is_some(),
        gap: taken.gap.unwrap_or_default(),
        href,
    })
}
