//! `/letters`: letters that belong to no case, and letters of ours that have not left.

use askama::Template;
use axum::extract::{Path, Query};
use solits_access::{Look, look};
use solits_i18n::Words;
use solits_kernel::Text;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    draft::{Asked, notice},
    saved,
    unsent::{self, Told},
};
use crate::{
    intake,
    model::{LetterId, Mailbox, Standing},
    outgoing,
    store::{self, LetterLine, OutLine},
    terms::model::{Kind, Term},
};

/// Rows of a list; more would not be read.
const MOST: i64 = 100;

struct InRow {
    /// Where in the page it stands, for whoever found it elsewhere.
    anchor: String,
    original: String,
    open: String,
    can_open: bool,
    author: String,
    subject: String,
    received: String,
    state: String,
    badge: &'static str,
    because: Vec<String>,
    /// The day on which it is forgotten; empty while it is kept.
    goes: String,
}

struct OutRow {
    case: String,
    reference: String,
    recipient: String,
    kind: String,
    state: String,
    badge: &'static str,
    next: String,
    told: Told,
}

/// When a mailbox was last known to be read (H-03).
pub(super) struct CheckView {
    pub(super) address: String,
    pub(super) badge: &'static str,
    pub(super) words: String,
}

pub(super) fn check(mailbox: &Mailbox, words: Words) -> CheckView {
    let is_failing = matches!(mailbox.standing, Standing::Failing { .. });
    CheckView {
        address: mailbox.address.clone(),
        badge: if is_failing { "late" } else { "plain" },
        words: match mailbox.checked_at {
            Some(at) => words.ta("correspondence-checked", &[("when", words.moment(at).into())]),
            None => words.t("correspondence-checked-never"),
        },
    }
}

#[derive(Template)]
#[template(path = "correspondence/letters.html")]
struct ListView {
    page: Page,
    checks: Vec<CheckView>,
    /// The program has written so much that it confirms nothing more for now.
    is_paused: bool,
    aside: Vec<InRow>,
    leaving: Vec<OutRow>,
}

/// `GET /letters`
pub(crate) async fn list(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let aside = store::list_aside(&mut tx, MOST).await?;
    let leaving = store::list_leaving(&mut tx, MOST).await?;
    let mailboxes = store::list_mailboxes(&mut tx).await?;
    let terms = store::list_terms(&mut tx, cx.at).await?;
    let term = terms.iter().find(|one| one.kind == Kind::Letter).map_or(Kind::Letter.usual(), |one| one.term);
    let is_paused = outgoing::is_paused(&mut tx, cx.at).await.map_err(WebError::from)?;
    drop(tx);
    let mut page = cx.page(words.t("correspondence-letters"));
    page.notice = notice(asked.notice.as_deref(), words);
    html(&ListView {
        checks: mailboxes.iter().filter(|one| one.is_active).map(|one| check(one, words)).collect(),
        is_paused,
        aside: aside.into_iter().map(|line| in_row(line, term, words)).collect(),
        leaving: leaving.into_iter().map(|line| out_row(line, words)).collect(),
        page,
    })
}

fn in_row(line: LetterLine, term: Term, words: Words) -> InRow {
    let goes = term.goes_on(line.taken_at).map(|day| words.day(day)).unwrap_or_default();
    let needs = line.state == "needs_attention";
    InRow {
        anchor: format!("letter-{}", line.id),
        original: format!("/letters/{}/original", line.id),
        open: format!("/letters/{}/open", line.id),
        can_open: line.can_open(),
        author: if line.author.is_empty() { words.t("correspondence-author-unknown") } else { line.author },
        subject: if line.subject.is_empty() { words.t("correspondence-no-subject") } else { line.subject },
        received: words.moment(line.received_at),
        state: words.t(if needs { "correspondence-needs-attention" } else { "correspondence-set-aside" }),
        badge: if needs { "soon" } else { "plain" },
        because: line
            .because
            .split(',')
            .filter(|code| !code.is_empty())
            .map(|code| why(code, words))
            .collect(),
        goes: if goes.is_empty() {
            goes
        } else {
            words.ta("correspondence-goes-on", &[("day", goes.as_str().into())])
        },
    }
}

/// Why a letter is here, in words.
fn why(code: &str, words: Words) -> String {
    let own = match code {
        "too-large" => Some("correspondence-why-too-large"),
        "not-given" => Some("correspondence-why-not-given"),
        "not-understood" => Some("correspondence-why-not-understood"),
        _ => None,
    };
    match own {
        Some(key) => words.t(key),
        None => machine(code).map_or_else(|| code.to_owned(), |text| text.get(words.0).to_owned()),
    }
}

/// The words of a reason for which a machine is thought to have written.
fn machine(code: &str) -> Option<Text> {
    use solits_mail::{Automatic, ReportKind};
    [
        Automatic::EmptyEnvelope,
        Automatic::SaysSo,
        Automatic::Precedence,
        Automatic::MailingList,
        Automatic::AsksForNone,
        Automatic::Report(ReportKind::Delivery),
        Automatic::Report(ReportKind::Reading),
        Automatic::Report(ReportKind::Unwanted),
        Automatic::NoSender,
        Automatic::FromUs,
        Automatic::MachineAddress,
        Automatic::LoopMark,
        Automatic::AnswersOurMachine,
    ]
    .into_iter()
    .find(|one| one.code() == code)
    .map(|one| one.words())
}

fn out_row(line: OutLine, words: Words) -> OutRow {
    let given_up = line.state == "given_up";
    OutRow {
        case: format!("/cases/{}/letters", line.case_id),
        reference: line.reference,
        recipient: line.recipient,
        kind: words.t(match line.kind.as_str() {
            "receipt" => "correspondence-kind-receipt",
            "reply" => "correspondence-kind-reply",
            _ => "correspondence-kind-notice",
        }),
        state: words.t(if given_up { "correspondence-given-up" } else { "correspondence-waiting" }),
        badge: if given_up { "late" } else { "plain" },
        next: if given_up { String::new() } else { words.moment(line.not_before) },
        told: unsent::told(&line.state, &line.said, words),
    }
}

/// `GET /letters/{id}/original`: a letter as it came, of those that belong to no case.
pub(crate) async fn original(cx: EmployeeCx, Path(id): Path<LetterId>) -> PageResult {
    let mut tx = cx.read().await?;
    let letter = store::find_original(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    // One that belongs to a case is shown with that case, under its rights and its record of looks.
    if letter.case_id.is_some() {
        return Err(WebError::NotFound);
    }
    let raw = letter.raw.ok_or(WebError::NotFound)?;
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(1)).await?;
    saved(&format!("{id}.eml"), raw)
}

/// `POST /letters/{id}/open`: what was set aside is a client's after all.
pub(crate) async fn open(cx: EmployeeCx, Path(id): Path<LetterId>, Form(_): Form) -> PageResult {
    let case = intake::open_by_hand(&cx.app, &cx.actor(), cx.me.institution, id).await?;
    Ok(see_other(&format!("/cases/{case}")))
}
