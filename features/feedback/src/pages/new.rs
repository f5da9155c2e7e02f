//! Taking feedback down at the counter, by telephone or from the trust line, in one step (K-03, K-24).
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use serde::Deserialize;
use solits_cases::{CaseError, Hearing, NewsBy, TypedHearing, hearing_of, news_langs};
use solits_db::Tx;
use solits_kernel::{BranchId, ServiceId};
use solits_standard::model::ChannelKind;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html};
use solits_written::nature::FeedbackKind;

use super::{
    form::{self, Options, Typed},
    with_status,
};
use crate::{
    actions::{
        FeedbackError,
        taking_down::{self, MOST_SHORT, MOST_SUBJECT, MOST_WORDS, Taken, WAYS, Wanted},
    },
    context::Context,
};

/// Longest address or number to which news goes.
const MOST_REACH: usize = 300;

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
    tells: Options,
    langs: Options,
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
        tells: NewsBy::choices(words),
        langs: news_langs(words),
        page: cx.page(words.t("feedback-new")),
        typed,
    })
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
            let is_letter = field == "channel" && typed.get(field) == "letter";
            let key = if is_letter { "feedback-new-written" } else { "common-field-choose" };
            typed.refuse(field, words.t(key));
        }
    }
    let subject = typed.text("subject", MOST_SUBJECT, words);
    let text = typed.text_or_empty("text", MOST_WORDS, words);
    // Whoever calls the trust line is not asked who they are, and what was typed all the same is not kept.
    let is_anonymous = channel == Some(ChannelKind::TrustLine);
    let mut short = |field: &str| {
        if is_anonymous { String::new() } else { typed.text_or_empty(field, MOST_SHORT, words) }
    };
    let (client_name, client_contact) = (short("client_name"), short("client_contact"));
    let hearing = if is_anonymous { None } else { hearing(typed, &client_contact, cx) };
    let context = Context::load(tx, &cx.app, cx.at).await?;
    let services = solits_organisation::list_services(tx).await?;
    let concern = if typed.get("what").is_empty() {
        None
    } else {
        let norm = typed.norm(&context, words);
        typed.concern(&context, &services, words).map(|concern| (concern, norm))
    };
    let service = typed.get("service").parse::<ServiceId>().ok();
    let service = service.filter(|id| services.iter().any(|one| one.id == *id));
    let (Some(kind), Some(channel), Some(branch)) = (kind, channel, branch) else { return Ok(None) };
    let key = typed.get("key").chars().take(100).collect();
    Ok(Some(Wanted {
        kind,
        channel,
        branch,
        service,
        subject,
        text,
        client_name,
        client_contact,
        concern,
        hearing,
        key,
    }))
}

/// How the author wants to hear of it; what is wrong with it stands beside its field.
fn hearing(typed: &mut Typed, contact: &str, cx: &EmployeeCx) -> Option<Hearing> {
    let to = typed.text_or_empty("tell_to", MOST_REACH, cx.words);
    let chosen = TypedHearing { by: typed.get("tell"), to: &to, lang: typed.get("tell_lang"), contact };
    match hearing_of(&chosen, cx.at) {
        Ok(hearing) => hearing,
        Err(wrong) => {
            typed.refuse(wrong.field(), cx.words.t(wrong.key()));
            None
        }
    }
}

async fn take_down(cx: &EmployeeCx, wanted: &Wanted) -> Result<Taken, FeedbackError> {
    let mut tx = cx.app.db.write(cx.me.scope()).await?;
    let taken = taking_down::take_down(&mut tx, &cx.app, &cx.actor(), wanted).await?;
    tx.commit().await?;
    Ok(taken)
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
        is_anonymous: wanted.is_anonymous(),
        has_contact: !wanted.client_contact.is_empty(),
        is_registered: wanted.concern.is_some(),
        gap: taken.gap.map(|gap| gap.sentence().get(words.0).to_owned()).unwrap_or_default(),
        href,
    })
}
