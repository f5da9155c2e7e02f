//! Help at the kiosk: how it works, and a button that asks for an employee. Everybody who works in the branch sees it.

use std::sync::Arc;

use askama::Template;
use solits_i18n::Words;
use solits_queue::HelpCall;
use solits_web::{DeviceCx, Form, Page, PageKind, PageResult, html, see_other};

use crate::{
    kiosk::{START, reading},
    snapshot::{Shared, Snapshot},
};

/// How far the request for an employee has come, as whoever asked sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    /// Nobody works here now.
    Closed,
    /// The button is there.
    NotYet,
    /// Asked at a time of day.
    Waiting(String),
    /// Somebody is on the way.
    Coming,
}

impl Asked {
    fn of(call: Option<&HelpCall>, snapshot: &Snapshot, words: Words) -> Self {
        match call {
            Some(call) if call.taken_at.is_some() => Self::Coming,
            Some(call) => Self::Waiting(words.time(call.asked_at)),
            None if snapshot.doors.is_open() => Self::NotYet,
            None => Self::Closed,
        }
    }
}

/// The part that is renewed by itself.
#[derive(Template)]
#[template(path = "hall/_kiosk_help.html")]
struct HelpPart {
    words: Words,
    csrf: String,
    asked: Asked,
}

#[derive(Template)]
#[template(path = "hall/kiosk_help.html")]
struct HelpView {
    page: Page,
    part: HelpPart,
    branch: String,
    phone: String,
    email: String,
    start: &'static str,
}

async fn part(cx: &DeviceCx, snapshot: &Snapshot, csrf: String) -> Result<HelpPart, solits_web::WebError> {
    let mut tx = cx.read().await?;
    let call = solits_queue::help_call(&mut tx, cx.branch, cx.at).await?;
    Ok(HelpPart { words: cx.words, csrf, asked: Asked::of(call.as_ref(), snapshot, cx.words) })
}

/// `GET /kiosk/help`
pub(crate) async fn show(cx: DeviceCx, shared: Arc<Shared>) -> PageResult {
    let snapshot = reading(&cx, &shared).await?;
    let mut page = cx.page(PageKind::Kiosk, cx.words.t("hall-help"));
    page.live = Some("/kiosk/live".to_owned());
    let part = part(&cx, &snapshot, page.csrf.clone()).await?;
    let branch = &snapshot.branch;
    html(&HelpView {
        branch: branch.name.get(cx.words.0).to_owned(),
        phone: branch.phone.clone(),
        email: branch.email.clone(),
        start: START,
        part,
        page,
    })
}

/// `GET /kiosk/help/fragment`
pub(crate) async fn fragment(cx: DeviceCx, shared: Arc<Shared>) -> PageResult {
    let snapshot = reading(&cx, &shared).await?;
    let csrf = cx.page(PageKind::Kiosk, "").csrf;
    html(&part(&cx, &snapshot, csrf).await?)
}

/// `POST /kiosk/help`: an employee is asked for; pressed again, it stays the same request.
pub(crate) async fn ask(cx: DeviceCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    solits_queue::ask_for_help(&mut tx, &cx.app, &cx.actor(), cx.branch).await?;
    tx.commit().await?;
    Ok(see_other("/kiosk/help"))
}
