//! `GET /feedback`: the four registers, with filters. What whoever looks may not see is neither listed nor counted.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::extract::Query;
use jiff::civil::{Date, Time};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_cases::Urgency;
use solits_i18n::Words;
use solits_kernel::Timestamp;
use solits_web::{EmployeeCx, KEEP_FEEDBACK, Notice, Page, PageResult, WebError, html};
use solits_written::nature::FeedbackKind;

use super::{
    Tab,
    form::{self, Options},
    notice, tabs,
    view::channel_words,
};
use crate::{
    context::Context,
    facts::{self, Filter, RegisterLine},
    model::{CauseKind, Standing},
};

/// Lines on a page of a register.
const MOST: i64 = 200;
/// So much of the past a register shows unless more is asked for, in days.
const USUAL_DAYS: i64 = 365;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    kind: String,
    status: String,
    unit: String,
    service: String,
    channel: String,
    cause: String,
    from: String,
    until: String,
    notice: Option<String>,
}

struct Line {
    href: String,
    reference: String,
    subject: String,
    received: String,
    channel: String,
    author: String,
    about: String,
    standing: String,
    badge: &'static str,
    outcome: String,
    due: String,
    due_badge: &'static str,
}

#[derive(Template)]
#[template(path = "feedback/register.html")]
struct RegisterView {
    page: Page,
    tabs: Vec<Tab>,
    kind: &'static str,
    asked: Asked,
    errors: Vec<(String, String)>,
    standings: Options,
    units: Options,
    services: Options,
    channels: Options,
    causes: Options,
    lines: Vec<Line>,
    is_cut: bool,
    is_filtered: bool,
}

/// The channels by which feedback comes, as cases store them.
pub(super) const CHANNELS: [&str; 7] =
    ["visit", "phone", "trust_line", "email", "letter", "portal", "e_address"];

/// `GET /feedback?kind=&status=&unit=&service=&channel=&cause=&from=&until=`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let kind = FeedbackKind::parse(&asked.kind).unwrap_or(FeedbackKind::Complaint);
    let mut errors = Vec::new();
    let filter = filter(&cx, kind, &asked, &mut errors);
    let mut tx = cx.read().await?;
    let context = Context::load(&mut tx, &cx.app, cx.at).await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let rows = facts::list_register(&mut tx, &filter, MOST).await?;
    let counts = counts(&mut tx, &cx).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::List(rows.len())).await?;
    let mut page = cx.page(words.t("feedback-title"));
    page.notice = notice(asked.notice.as_deref(), words);
    let is_filtered =
        [&asked.status, &asked.unit, &asked.service, &asked.channel, &asked.cause, &asked.from, &asked.until]
            .iter()
            .any(|value| !value.is_empty());
    html(&RegisterView {
        tabs: tabs(words, kind.code(), &counts, cx.me.may(KEEP_FEEDBACK)),
        kind: kind.code(),
        standings: Standing::ALL
            .map(|one| (one.code().to_owned(), words.t(&format!("feedback-standing-{}", one.code()))))
            .to_vec(),
        units: form::units(&context),
        services: form::services(&services, words),
        channels: CHANNELS.map(|one| (one.to_owned(), channel_words(one, words))).to_vec(),
        causes: causes(words),
        is_cut: i64::try_from(rows.len()).is_ok_and(|count| count == MOST),
        lines: rows.iter().map(|row| line(&cx, &context, row)).collect(),
        is_filtered,
        asked,
        errors,
        page,
    })
}

/// The kinds of causes in words.
pub(super) fn causes(words: Words) -> Options {
    CauseKind::ALL
        .map(|one| (one.code().to_owned(), words.t(&format!("feedback-cause-{}", one.code()))))
        .to_vec()
}

/// What of each register is not closed, as far as whoever looks may see it.
pub(super) async fn counts(tx: &mut solits_db::Tx, cx: &EmployeeCx) -> Result<Vec<(String, i64)>, WebError> {
    let since = cx.at.plus_minutes(-USUAL_DAYS * 24 * 60);
    let counts = facts::count_registers(tx, since).await?;
    Ok(counts.into_iter().map(|(kind, open, _)| (kind, open)).collect())
}

fn filter(cx: &EmployeeCx, kind: FeedbackKind, asked: &Asked, errors: &mut Vec<(String, String)>) -> Filter {
    let mut day = |field: &str, typed: &str| -> Option<Date> {
        let typed = typed.trim();
        let read = typed.parse().ok();
        if read.is_none() && !typed.is_empty() {
            errors.push((field.to_owned(), cx.words.t("common-field-not-understood")));
        }
        read
    };
    let (from, until) = (day("from", &asked.from), day("until", &asked.until));
    let starts = |day: Date| Timestamp::in_riga(day, Time::MIN);
    Filter {
        kind,
        standing: Standing::parse(&asked.status),
        unit: asked.unit.parse().ok(),
        service: asked.service.parse().ok(),
        channel: Some(asked.channel.clone()).filter(|one| CHANNELS.contains(&one.as_str())),
        cause: CauseKind::parse(&asked.cause),
        from: from.map_or_else(|| cx.at.plus_minutes(-USUAL_DAYS * 24 * 60), starts),
        until: until.and_then(|day| day.tomorrow().ok()).map_or_else(|| cx.at.plus_minutes(1), starts),
        before: None,
    }
}

/// Whom or what it concerns, in words.
pub(super) fn about(
    words: Words,
    context: &Context,
    concern: Option<&str>,
    employee: Option<solits_kernel::EmployeeId>,
    unit: Option<solits_kernel::UnitId>,
) -> String {
    let unit = unit.and_then(|id| context.structure.units.iter().find(|unit| unit.id == id));
    match concern.unwrap_or_default() {
        "" => String::new(),
        "employee" => context.name(employee).to_owned(),
        code => {
            let what = words.t(&format!("feedback-what-{code}"));
            unit.map_or_else(|| what.clone(), |unit| format!("{what}: {}", unit.name))
        }
    }
}

/// That a case became part of another, with its number where whoever looks may see that one.
pub(super) fn joined_words(words: Words, joined_to: Option<&str>) -> String {
    match joined_to {
        Some(reference) => words.ta("feedback-joined-to", &[("reference", reference.into())]),
        None => words.t("feedback-joined"),
    }
}

/// What was found, in a word; of what became part of another case, which one.
fn outcome(words: Words, row: &RegisterLine) -> String {
    if row.joined_at.is_some() {
        return joined_words(words, row.joined_to.as_deref());
    }
    let found = row.finding.as_deref().map(|code| words.t(&format!("feedback-finding-{code}")));
    let decided = row.verdict.as_deref().map(|code| words.t(&format!("feedback-verdict-{code}")));
    found.or(decided).unwrap_or_default()
}

fn line(cx: &EmployeeCx, context: &Context, row: &RegisterLine) -> Line {
    let words = cx.words;
    let standing = row.standing();
    let is_open = standing != Standing::Closed && standing != Standing::Told;
    let urgency = row.due_at.filter(|_| is_open).map(|due| Urgency::of(due, cx.at));
    Line {
        href: format!("/feedback/{}", row.case_id),
        reference: row.reference.clone(),
        subject: row.subject.clone(),
        received: words.date(row.opened_at.day()),
        channel: channel_words(&row.channel, words),
        author: if row.client_name.is_empty() {
            words.t("feedback-author-unknown")
        } else {
            row.client_name.clone()
        },
        about: about(words, context, row.concern.as_deref(), row.employee_id, row.unit_id),
        standing: words.t(&format!("feedback-standing-{}", standing.code())),
        badge: standing.badge(),
        outcome: outcome(words, row),
        due: row.due_at.filter(|_| is_open).map(|due| words.due(due, cx.at)).unwrap_or_default(),
        due_badge: urgency.map_or("plain", Urgency::badge),
    }
}

/// A notice of this room, for its other pages.
pub(super) fn noticed(mut page: Page, told: Option<Notice>) -> Page {
    page.notice = told;
    page
}
