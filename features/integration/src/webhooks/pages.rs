//! `/setup/webhooks`: which programs are called when something happens, how each stands, and each call with its answer.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use solits_i18n::Words;
use solits_kernel::Lang;
use solits_web::{
    Draft, EmployeeCx, Form, Guard, Page, PageResult, Routes, WebError, html, see_other, unprocessable,
};

use super::{
    Outlet, change,
    change::Wanted,
    model::{GROUPS, Kinds, State, TRIAL, Webhook, WebhookId, kinds_of},
    net::{Net, WrongAddress},
};
use crate::{
    form::{Asked, notice},
    store::{
        calls::{self, CallRow, CountRow},
        webhooks,
    },
};

/// Longest name and address.
const MOST_NAME: usize = 80;
const MOST_ADDRESS: usize = 500;
/// Calls on a page.
const ON_A_PAGE: i64 = 50;

/// Sets the institution up.
const MANAGE: Guard = Guard::Right("setup.manage");

/// The pages of webhooks.
pub(super) fn routes(outlet: Option<&Arc<Outlet>>) -> Routes {
    let (adding, saving, renewing) = (outlet.cloned(), outlet.cloned(), outlet.cloned());
    let (listing, showing) = (outlet.cloned(), outlet.cloned());
    Routes::new()
        .get("/setup/webhooks", MANAGE, move |cx, asked| list(listing, cx, asked))
        .creates("/setup/webhooks", MANAGE, move |cx, form| add(adding, cx, form))
        .get("/setup/webhooks/{webhook}", MANAGE, move |cx, id, asked| show(showing, cx, id, asked))
        .post("/setup/webhooks/{webhook}", MANAGE, move |cx, id, form| save(saving, cx, id, form))
        .post("/setup/webhooks/{webhook}/secret", MANAGE, move |cx, id, form| renew(renewing, cx, id, form))
        .post("/setup/webhooks/{webhook}/on", MANAGE, turn_on)
        .post("/setup/webhooks/{webhook}/off", MANAGE, turn_off)
        .post("/setup/webhooks/{webhook}/try", MANAGE, try_out)
        .post("/setup/webhooks/{webhook}/remove", MANAGE, remove)
        .post("/setup/webhooks/{webhook}/calls/{number}/again", MANAGE, again)
}

type Way = Option<Arc<Outlet>>;

struct Line {
    href: String,
    name: String,
    address: String,
    badge: &'static str,
    standing: String,
    waiting: String,
}

/// A group of events to tick, whole or one by one.
struct Group {
    label: String,
    whole: (String, bool),
    kinds: Vec<(String, String, bool)>,
    /// How much of it is ticked, in words; empty for nothing.
    chosen: String,
    is_open: bool,
}

/// What the form of a webhook is drawn from.
struct FormView {
    draft: Draft,
    groups: Vec<Group>,
    with_feedback: bool,
}

#[derive(Template)]
#[template(path = "integration/webhooks.html")]
struct ListView {
    page: Page,
    lines: Vec<Line>,
    form: FormView,
    /// The secret that was just made, shown this once.
    secret: String,
    /// Why none leaves: no key, or a demonstration.
    obstacle: String,
}

struct CallLine {
    number: i64,
    what: String,
    kind: String,
    badge: &'static str,
    standing: String,
    answer: String,
    said: String,
    body: String,
    may_again: bool,
}

#[derive(Template)]
#[template(path = "integration/webhook.html")]
struct OneView {
    page: Page,
    id: WebhookId,
    line: Line,
    is_on: bool,
    form: FormView,
    secret: String,
    obstacle: String,
    calls: Vec<CallLine>,
    /// The earlier calls; empty at the end.
    earlier: String,
}

fn event_words(kind: solits_standard::event::EventKind, words: Words) -> &'static str {
    let (lv, en) = kind.words();
    if words.0 == Lang::En { en } else { lv }
}

fn form_of(draft: Draft, words: Words) -> FormView {
    let groups = GROUPS
        .into_iter()
        .map(|group| {
            let whole = format!("{group}.*");
            let is_whole = draft.ticked("kind", &whole);
            let kinds: Vec<(String, String, bool)> = kinds_of(group)
                .map(|kind| {
                    let name = kind.name();
                    (name.to_owned(), event_words(kind, words).to_owned(), draft.ticked("kind", name))
                })
                .collect();
            let count = kinds.iter().filter(|kind| kind.2).count();
            Group {
                label: words.t(&format!("integration-group-{group}")),
                chosen: match (is_whole, count) {
                    (true, _) => words.t("integration-kinds-all-chosen"),
                    (false, 0) => String::new(),
                    (false, count) => words.n("integration-kinds-chosen", count),
                },
                is_open: !is_whole && count > 0,
                whole: (whole, is_whole),
                kinds,
            }
        })
        .collect();
    FormView { with_feedback: draft.get("with_feedback") == "1", groups, draft }
}

fn line(webhook: &Webhook, counts: &[CountRow], words: Words) -> Line {
    let (badge, standing) = match webhook.state {
        State::Off { since } => {
            ("plain", words.ta("integration-standing-off", &[("since", words.moment(since).into())]))
        }
        State::GivenUp { since } => {
            ("late", words.ta("integration-standing-given-up", &[("since", words.moment(since).into())]))
        }
        State::On if webhook.failures > 0 => {
            ("soon", words.n("integration-standing-failing", webhook.failures))
        }
        State::On => match webhook.succeeded_at {
            Some(at) => ("good", words.ta("integration-standing-good", &[("at", words.moment(at).into())])),
            None => ("plain", words.t("integration-standing-new")),
        },
    };
    let waiting = counts
        .iter()
        .find(|count| count.webhook_id == webhook.id && count.state == "waiting")
        .map_or(0, |count| count.calls);
    Line {
        href: format!("/setup/webhooks/{}", webhook.id),
        name: webhook.name.clone(),
        address: webhook.address.clone(),
        badge,
        standing,
        waiting: if waiting == 0 { String::new() } else { words.n("integration-calls-waiting", waiting) },
    }
}

fn obstacle(way: &Way, words: Words) -> String {
    match way {
        None => words.t("integration-no-key"),
        Some(outlet) if outlet.net.is_none() => words.t("integration-no-way-out"),
        Some(_) => String::new(),
    }
}

/// `GET /setup/webhooks`
async fn list(way: Way, cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    list_page(&way, &cx, Draft::default(), String::new(), asked.notice.as_deref()).await
}

async fn list_page(
    way: &Way,
    cx: &EmployeeCx,
    draft: Draft,
    secret: String,
    told: Option<&str>,
) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let rows = webhooks::list(&mut tx).await?;
    let counts = calls::count(&mut tx).await?;
    let mut page = cx.page(words.t("integration-webhooks"));
    page.notice = notice(told, words);
    html(&ListView {
        lines: rows.iter().map(|webhook| line(webhook, &counts, words)).collect(),
        form: form_of(draft, words),
        secret,
        obstacle: obstacle(way, words),
        page,
    })
}

/// What was typed of a webhook; `None` where something is wrong with it.
fn typed(draft: &mut Draft, net: Option<&Net>, words: Words) -> Option<Wanted> {
    let name = draft.text("name", MOST_NAME, words);
    let address = draft.text("address", MOST_ADDRESS, words);
    if draft.error("address").is_empty()
        && let Err(wrong) = check(&address, net)
    {
        draft.refuse("address", words.t(wrong));
    }
    let kinds = Kinds::read(draft.all("kind"));
    if kinds.is_none() {
        draft.refuse("kind", words.t("integration-kinds-needed"));
    }
    let kinds = kinds.filter(|_| draft.errors.is_empty())?;
    Some(Wanted { name, address, kinds, with_feedback: draft.get("with_feedback") == "1" })
}

/// Why an address cannot be called, as a message key.
pub(super) fn check(address: &str, net: Option<&Net>) -> Result<(), &'static str> {
    let found = match net {
        Some(net) => net.target(address),
        None => super::net::Target::parse(address),
    };
    found.map(drop).map_err(|wrong| match wrong {
        WrongAddress::Unreadable => "integration-address-unreadable",
        WrongAddress::NotSecured => "integration-address-not-secured",
        WrongAddress::OutOfReach => "integration-address-out-of-reach",
    })
}

fn net_of(way: &Way) -> Option<&Net> {
    way.as_ref().and_then(|outlet| outlet.net.as_ref())
}

/// `POST /setup/webhooks`: makes a webhook and shows its secret this once.
async fn add(way: Way, cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let Some(wanted) = typed(&mut draft, net_of(&way), cx.words) else {
        return Ok(unprocessable(list_page(&way, &cx, draft, String::new(), None).await?));
    };
    let once = draft.once("webhook.add");
    let mut tx = cx.write().await?;
    let secret = if let Some(secret) = once.made_before(&mut tx, cx.at).await? {
        secret
    } else {
        let (_, secret) = change::add(&mut tx, &cx.app, &cx.actor(), way.as_deref(), wanted).await?;
        once.made(&mut tx, &secret).await?;
        secret
    };
    tx.commit().await?;
    list_page(&way, &cx, Draft::default(), secret, None).await
}

/// `GET /setup/webhooks/{webhook}?before=`
async fn show(way: Way, cx: EmployeeCx, Path(id): Path<WebhookId>, Query(asked): Query<Asked>) -> PageResult {
    one_page(&way, &cx, id, None, String::new(), &asked).await
}

async fn one_page(
    way: &Way,
    cx: &EmployeeCx,
    id: WebhookId,
    draft: Option<Draft>,
    secret: String,
    asked: &Asked,
) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let webhook = webhooks::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let counts = calls::count(&mut tx).await?;
    let rows = calls::list(&mut tx, id, asked.before.unwrap_or(i64::MAX), ON_A_PAGE).await?;
    drop(tx);
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count == ON_A_PAGE);
    let earlier = rows.last().filter(|_| is_full);
    let mut page = cx.page(webhook.name.clone());
    page.notice = notice(asked.notice.as_deref(), words);
    html(&OneView {
        id,
        line: line(&webhook, &counts, words),
        is_on: webhook.state == State::On,
        form: form_of(draft.unwrap_or_else(|| filled(&webhook)), words),
        secret,
        obstacle: obstacle(way, words),
        calls: rows.iter().map(|row| call_line(row, words)).collect(),
        earlier: earlier.map(|row| format!("/setup/webhooks/{id}?before={}", row.n)).unwrap_or_default(),
        page,
    })
}

fn filled(webhook: &Webhook) -> Draft {
    let mut pairs = vec![
        ("name".to_owned(), webhook.name.clone()),
        ("address".to_owned(), webhook.address.clone()),
        ("with_feedback".to_owned(), i64::from(webhook.with_feedback).to_string()),
        ("version".to_owned(), webhook.version.to_string()),
    ];
    pairs.extend(webhook.kinds.names().map(|name| ("kind".to_owned(), name.to_owned())));
    Draft::of(pairs.into())
}

fn call_line(row: &CallRow, words: Words) -> CallLine {
    let kind = solits_standard::event::EventKind::parse(&row.kind);
    let (badge, standing) = match row.state.as_str() {
        "taken" => {
            let at = row.ended_at.map(|at| words.moment(at)).unwrap_or_default();
            ("good", words.ta("integration-call-taken", &[("at", at.into())]))
        }
        "given_up" => ("late", words.t("integration-call-given-up")),
        "withheld" => ("plain", words.t("integration-call-withheld")),
        _ if row.tries == 0 => ("plain", words.t("integration-call-waiting")),
        _ => {
            let at = words.moment(row.not_before);
            ("soon", words.na("integration-call-again", row.tries, &[("at", at.into())]))
        }
    };
    let answer = match row.status {
        Some(status) => words.ta("integration-answered", &[("status", status.into())]),
        None if row.trouble.is_empty() => String::new(),
        None => words.t(&format!("integration-trouble-{}", row.trouble)),
    };
    CallLine {
        number: row.n,
        what: match kind {
            Some(kind) => event_words(kind, words).to_owned(),
            None if row.kind == TRIAL => words.t("integration-trial"),
            None => row.kind.clone(),
        },
        kind: row.kind.clone(),
        badge,
        standing,
        answer,
        said: row.said.clone(),
        body: row.body.clone(),
        may_again: row.state != "withheld" && (row.state != "waiting" || row.tries > 0),
    }
}

/// `POST /setup/webhooks/{webhook}`
async fn save(way: Way, cx: EmployeeCx, Path(id): Path<WebhookId>, Form(fields): Form) -> PageResult {
    let seen: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let mut draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    webhooks::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let Some(wanted) = typed(&mut draft, net_of(&way), cx.words) else {
        drop(tx);
        let page = one_page(&way, &cx, id, Some(draft), String::new(), &Asked::default()).await?;
        return Ok(unprocessable(page));
    };
    change::change(&mut tx, &cx.app, &cx.actor(), id, seen, wanted).await?;
    tx.commit().await?;
    Ok(told(id, "saved"))
}

/// `POST /setup/webhooks/{webhook}/secret`: a new secret, shown this once.
async fn renew(way: Way, cx: EmployeeCx, Path(id): Path<WebhookId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let secret = change::renew_secret(&mut tx, &cx.app, &cx.actor(), way.as_deref(), id).await?;
    tx.commit().await?;
    one_page(&way, &cx, id, None, secret, &Asked::default()).await
}

fn told(id: WebhookId, notice: &str) -> axum::response::Response {
    see_other(&format!("/setup/webhooks/{id}?notice={notice}"))
}

/// `POST /setup/webhooks/{webhook}/on`
async fn turn_on(cx: EmployeeCx, Path(id): Path<WebhookId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    change::turn_on(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(told(id, "on"))
}

/// `POST /setup/webhooks/{webhook}/off`
async fn turn_off(cx: EmployeeCx, Path(id): Path<WebhookId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    change::turn_off(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(told(id, "off"))
}

/// `POST /setup/webhooks/{webhook}/try`
async fn try_out(cx: EmployeeCx, Path(id): Path<WebhookId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    change::try_out(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(told(id, "tried"))
}

/// `POST /setup/webhooks/{webhook}/remove`
async fn remove(cx: EmployeeCx, Path(id): Path<WebhookId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    change::remove(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(see_other("/setup/webhooks?notice=removed"))
}

/// `POST /setup/webhooks/{webhook}/calls/{number}/again`
async fn again(cx: EmployeeCx, Path((id, number)): Path<(WebhookId, i64)>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    change::send_again(&mut tx, &cx.app, &cx.actor(), id, number).await?;
    tx.commit().await?;
    Ok(told(id, "again"))
}
