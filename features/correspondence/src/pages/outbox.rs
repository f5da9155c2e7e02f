//! `/outbox`: our letters, by what became of them: given up, tried again, waiting, taken back, sent.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_i18n::Words;
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    draft::{Draft, notice, unprocessable},
    unsent::{self, Told},
};
use crate::{
    actions::{
        again::{self, Again},
        around::{Around, around, plain},
    },
    hand::Hand,
    model::MessageId,
    store::{self, OutAsked, OutWhole},
};

/// Rows of a page.
const MOST: i64 = 50;

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct AskedOut {
    #[serde(default)]
    notice: Option<String>,
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: Option<i64>,
}

struct Tab {
    href: String,
    words: String,
    is_here: bool,
}

struct Row {
    case: String,
    reference: String,
    recipient: String,
    subject: String,
    kind: String,
    written: String,
    when: String,
    told: Told,
    warning: String,
    again: String,
    take_back: String,
    /// Where another moment is chosen; empty where it cannot be.
    move_to: String,
    day: String,
    time: String,
    is_sent_again: bool,
}

#[derive(Template)]
#[template(path = "correspondence/outbox.html")]
struct ListView {
    page: Page,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    none: String,
    earlier: String,
    later: String,
}

/// `GET /outbox`
pub(crate) async fn list(cx: EmployeeCx, Query(asked): Query<AskedOut>) -> PageResult {
    let words = cx.words;
    let here = OutAsked::parse(&asked.state).unwrap_or(OutAsked::Waiting);
    let number = asked.page.unwrap_or(1).clamp(1, 10_000);
    let mut tx = cx.read().await?;
    let mut lines = store::list_outbox(&mut tx, here, (number - 1) * MOST, MOST + 1).await?;
    drop(tx);
    let is_more = i64::try_from(lines.len()).unwrap_or(0) > MOST;
    lines.truncate(usize::try_from(MOST).unwrap_or_default());
    let mut page = cx.page(words.t("correspondence-outbox"));
    page.notice = notice(asked.notice.as_deref(), words);
    page.live = Some("/live?topics=outbox".to_owned());
    let at = |number: i64| format!("/outbox?state={}&page={number}", here.code());
    html(&ListView {
        tabs: OutAsked::ALL
            .into_iter()
            .map(|one| Tab {
                href: format!("/outbox?state={}", one.code()),
                words: state_words(one, words),
                is_here: one == here,
            })
            .collect(),
        rows: lines.into_iter().map(|line| row(line, cx.me.employee, cx.at, words)).collect(),
        none: words.t(match here {
            OutAsked::GivenUp => "correspondence-outbox-none-given-up",
            OutAsked::Tried | OutAsked::Waiting => "correspondence-leaving-none",
            OutAsked::TakenBack | OutAsked::Sent => "correspondence-outbox-none",
        }),
        earlier: if number > 1 { at(number - 1) } else { String::new() },
        later: if is_more { at(number + 1) } else { String::new() },
        page,
    })
}

fn state_words(state: OutAsked, words: Words) -> String {
    words.t(match state {
        OutAsked::Waiting => "correspondence-waiting",
        OutAsked::Tried => "correspondence-tried",
        OutAsked::GivenUp => "correspondence-given-up",
        OutAsked::TakenBack => "correspondence-taken-back",
        OutAsked::Sent => "correspondence-sent",
    })
}

fn row(line: OutWhole, me: EmployeeId, now: Timestamp, words: Words) -> Row {
    let letters = format!("/cases/{}/letters", line.case_id);
    let waits = line.state == "waiting";
    let is_mine = line.employee_id == Some(me);
    let is_scheduled = waits && line.scheduled_at.is_some() && line.tries == 0;
    let warning = if is_scheduled && line.wrote > 0 {
        words.t("correspondence-outbox-wrote")
    } else if line.unreachable > 0 {
        words.t("correspondence-outbox-unreachable")
    } else {
        String::new()
    };
    let when = match line.ended_at {
        Some(at) => words.moment(at),
        None => words.ta("correspondence-outbox-next", &[("at", words.moment(line.not_before).into())]),
    };
    let zoned = line.not_before.to_riga();
    Row {
        again: if waits || line.again != 0 { String::new() } else { format!("{letters}/{}/again", line.id) },
        take_back: if is_mine && waits && line.tries == 0 && line.not_before > now {
            format!("{letters}/{}/take-back", line.id)
        } else {
            String::new()
        },
        move_to: if is_mine && is_scheduled { format!("{letters}/{}/move", line.id) } else { String::new() },
        day: zoned.date().to_string(),
        time: zoned.strftime("%H:%M").to_string(),
        is_sent_again: line.again != 0,
        case: letters,
        reference: line.reference,
        recipient: line.recipient,
        subject: line.subject,
        kind: words.t(match line.kind.as_str() {
            "receipt" => "correspondence-kind-receipt",
            "reply" => "correspondence-kind-reply",
            "forward" => "correspondence-kind-forward",
            _ => "correspondence-kind-notice",
        }),
        written: words.moment(line.written_at),
        when,
        told: unsent::told(&line.state, &line.said, words),
        warning,
    }
}

/// `POST /cases/{case}/letters/{message}/move`: another moment for a letter that leaves later.
pub(crate) async fn move_to(
    cx: EmployeeCx,
    Path(of): Path<(CaseId, MessageId)>,
    Form(fields): Form,
) -> PageResult {
    let day: Option<jiff::civil::Date> = fields.parse("day");
    let time: Option<jiff::civil::Time> = fields.parse("time");
    let then = day.zip(time).map(|(day, time)| Timestamp::in_riga(day, time));
    let mut tx = cx.write().await?;
    again::move_to(&mut tx, &Hand::of(&cx), of, then).await?;
    tx.commit().await?;
    Ok(see_other("/outbox?state=waiting&notice=saved"))
}

#[derive(Template)]
#[template(path = "correspondence/again.html")]
struct AgainView {
    page: Page,
    case: CaseId,
    reference: String,
    message: MessageId,
    recipient: String,
    recipients: Vec<(String, String)>,
    subject: String,
    lines: Vec<String>,
    files: Vec<String>,
    /// What has to be confirmed before it goes to somebody the case does not know.
    warning: String,
    draft: Draft,
}

/// `GET /cases/{case}/letters/{message}/again`: the same letter once more, to the same address or another.
pub(crate) async fn again_form(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &Hand::of(&cx), case).await?;
    drop(tx);
    again_view(&cx, &around, message, Draft::default(), String::new()).await
}

async fn again_view(
    cx: &EmployeeCx,
    around: &Around,
    message: MessageId,
    draft: Draft,
    warning: String,
) -> PageResult {
    let case = around.case.id;
    let mut tx = cx.read().await?;
    let letter = store::find_our_letter(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    let files = store::list_files(&mut tx, case).await?;
    drop(tx);
    let known = around.addressees.iter().map(|one| plain(&one.address));
    html(&AgainView {
        case,
        reference: around.case.reference.clone(),
        message,
        recipients: known.map(|address| (address.clone(), address)).collect(),
        recipient: letter.recipient,
        subject: letter.subject,
        lines: letter.text.lines().map(str::to_owned).collect(),
        files: files.into_iter().filter(|file| file.message_id == message).map(|file| file.name).collect(),
        warning,
        draft,
        page: cx.page(cx.words.t("correspondence-again")),
    })
}

/// `POST /cases/{case}/letters/{message}/again`
pub(crate) async fn again(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Form(fields): Form,
) -> PageResult {
    let (hand, mut draft) = (Hand::of(&cx), Draft::of(fields));
    let mut tx = cx.read().await?;
    let again = Again::of(&mut tx, &hand, case, message).await?;
    drop(tx);
    let Some(to) = again.judge(&hand, &mut draft) else {
        let warning = draft.error("confirm").to_owned();
        return Ok(unprocessable(again_view(&cx, &again.around, message, draft, warning).await?));
    };
    let mut tx = cx.write().await?;
    again.send(&mut tx, &hand, &to).await?;
    tx.commit().await?;
    Ok(see_other("/outbox?state=waiting&notice=sent"))
}
