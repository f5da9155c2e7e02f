//! The ticket's own page: where the client stands, and what the client may do. No name is on it, so the link opens it.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use serde::Deserialize;
use solits_i18n::Words;
use solits_kernel::{TicketId, Timestamp};
use solits_queue::{QueueError, Ticket};
use solits_web::{
    ClientAddress, Form, Notice, Page, PageResult, PublicCx, WebError, html, live_response, see_other,
};

use crate::{
    fairness::overtaken_because,
    issue::came_too_late,
    memory::screen_topics,
    snapshot::{Shared, Snapshot},
    standing::Standing,
    wording::{counter_words, party_words, place_words, wait_sentence},
};

/// What was just done, for the message on top.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    notice: String,
}

impl Done {
    fn notice(&self, words: Words) -> Option<Notice> {
        let key = match self.notice.as_str() {
            "more-time" => "hall-done-more-time",
            "returned" => "hall-done-returned",
            "left" => "hall-done-left",
            "late" => "hall-done-late",
            _ => return None,
        };
        let kind = if self.notice == "late" { "soon" } else { "good" };
        Some(Notice { kind, text: words.t(key), undo: None })
    }
}

/// A sentence and what stands below it: what the page says large and small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    /// In large letters.
    main: String,
    /// The wait, or what to do.
    more: String,
    /// Why the wait has grown, or anything else to be said with it.
    reason: String,
}

/// What the page says of a standing.
fn say(words: Words, standing: &Standing) -> Said {
    let at_counter = |key: &str, fallback: &str, counter: Option<i64>| match counter {
        Some(number) => words.ta(key, &[("number", number.into())]),
        None => words.t(fallback),
    };
    match standing {
        Standing::Waiting { not_before: Some(from), .. } => Said {
            main: words.t("hall-parked"),
            more: words.ta("hall-not-before", &[("time", words.time(*from).into())]),
            ..Said::default()
        },
        Standing::Waiting { ahead, wait, longer, not_before: None } => Said {
            main: place_words(words, *ahead),
            more: wait_sentence(words, *wait),
            reason: longer.map(|change| change.sentence(words.0).to_owned()).unwrap_or_default(),
        },
        Standing::Called { counter, at, again } => Said {
            main: match counter {
                Some(number) => {
                    words.ta("hall-please-come", &[("counter", counter_words(words, *number).into())])
                }
                None => words.t("hall-please-come-any"),
            },
            more: words.ta(
                if *again { "hall-called-again" } else { "hall-called-at" },
                &[("time", words.time(*at).into())],
            ),
            reason: String::new(),
        },
        Standing::Serving { counter } => {
            Said { main: at_counter("hall-serving-at", "hall-serving", *counter), ..Said::default() }
        }
        Standing::Parked { until, counter } => Said {
            main: words.t("hall-parked"),
            more: words.ta("hall-parked-until", &[("time", words.time(*until).into())]),
            reason: counter.map(|number| counter_words(words, number)).unwrap_or_default(),
        },
        Standing::NoShow { called_at } => Said {
            main: words.t("hall-no-show"),
            more: called_at
                .map(|at| words.ta("hall-no-show-at", &[("time", words.time(at).into())]))
                .unwrap_or_default(),
            reason: words.t("hall-no-show-do"),
        },
        Standing::Left => {
            Said { main: words.t("hall-left"), more: words.t("hall-left-do"), ..Said::default() }
        }
        Standing::Finished { waited_ms } => Said {
            main: words.t("hall-finished"),
            more: words.ta("hall-finished-waited", &[("wait", words.duration(*waited_ms).into())]),
            ..Said::default()
        },
        Standing::Mistake => {
            Said { main: words.t("hall-mistake"), more: words.t("hall-left-do"), ..Said::default() }
        }
        Standing::Unserved => {
            Said { main: words.t("hall-unserved"), more: words.t("hall-left-do"), ..Said::default() }
        }
    }
}

/// The part that is renewed by itself.
#[derive(Template)]
#[template(path = "hall/_ticket.html")]
struct TicketPart {
    words: Words,
    csrf: String,
    /// The ticket's own address.
    here: String,
    /// The address of the branch's page.
    branch_page: String,
    /// The address of the promises.
    promises_page: String,
    number: String,
    line: String,
    branch: String,
    title: String,
    said: Said,
    standing: Standing,
    /// Changes with every call and every repetition; a change shakes the phone.
    call: String,
    why: String,
    updated: String,
    phone: String,
}

#[derive(Template)]
#[template(path = "hall/ticket.html")]
struct TicketView {
    page: Page,
    part: TicketPart,
}

#[derive(Template)]
#[template(path = "hall/ticket_leave.html")]
struct LeaveView {
    page: Page,
    here: String,
    number: String,
}

/// A ticket's place in addresses: institution and ticket.
pub(crate) type TicketPath = Path<(String, String)>;

fn id_of(path: &(String, String)) -> Result<TicketId, WebError> {
    path.1.parse().map_err(|_| WebError::NotFound)
}

fn address(cx: &PublicCx, id: TicketId) -> String {
    format!("/i/{}/ticket/{id}", cx.code)
}

async fn find(cx: &PublicCx, id: TicketId) -> Result<Ticket, WebError> {
    let mut tx = cx.read().await?;
    solits_queue::find_ticket(&mut tx, id).await?.ok_or(WebError::NotFound)
}

async fn part_of(
    cx: &PublicCx,
    shared: &Shared,
    ticket: &Ticket,
    csrf: String,
) -> Result<TicketPart, WebError> {
    let words = cx.words;
    let snapshot: Arc<Snapshot> =
        shared.snapshot(&cx.app, cx.institution, ticket.branch, cx.at, || cx.read()).await?;
    let told = shared.sayings.tell(cx.institution, ticket, &snapshot.hall);
    let standing = Standing::of(ticket, &snapshot.hall, &told);
    let said = say(words, &standing);
    let line = snapshot.hall.line(ticket.line).map(|line| line.name.get(words.0).to_owned());
    Ok(TicketPart {
        words,
        csrf,
        here: address(cx, ticket.id),
        branch_page: format!("/i/{}/branch/{}", cx.code, snapshot.branch.code),
        promises_page: format!("/i/{}/promises", cx.code),
        number: ticket.display().replace(' ', "\u{a0}"),
        line: [line.unwrap_or_default(), party_words(words, ticket.party)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        branch: snapshot.branch.name.get(words.0).to_owned(),
        title: format!("{} · {}", said.main, ticket.display()),
        call: call_mark(&standing),
        why: overtaken_because(&snapshot.hall, ticket, words.0).unwrap_or_default(),
        updated: words.time(last_change(ticket, snapshot.hall.at)),
        phone: snapshot.branch.phone.clone(),
        said,
        standing,
    })
}

fn call_mark(standing: &Standing) -> String {
    match standing {
        Standing::Called { at, .. } => at.millis().to_string(),
        _ => String::new(),
    }
}

/// The moment whose state the page shows: of the reading while something can still change, else of the end.
fn last_change(ticket: &Ticket, read_at: Timestamp) -> Timestamp {
    ticket.ended_at.unwrap_or(read_at)
}

pub(crate) async fn show(
    cx: PublicCx,
    Path(path): TicketPath,
    Query(done): Query<Done>,
    shared: Arc<Shared>,
) -> PageResult {
    let ticket = find(&cx, id_of(&path)?).await?;
    let mut page = cx.page("");
    let part = part_of(&cx, &shared, &ticket, page.csrf.clone()).await?;
    page.title.clone_from(&part.title);
    page.notice = done.notice(cx.words);
    page.live = Some(format!("{}/live", part.here));
    html(&TicketView { page, part })
}

pub(crate) async fn fragment(cx: PublicCx, Path(path): TicketPath, shared: Arc<Shared>) -> PageResult {
    let ticket = find(&cx, id_of(&path)?).await?;
    let csrf = cx.page("").csrf;
    html(&part_of(&cx, &shared, &ticket, csrf).await?)
}

pub(crate) async fn live(
    cx: PublicCx,
    Path(path): TicketPath,
    address: ClientAddress,
    shared: Arc<Shared>,
) -> Result<Response, WebError> {
    let ticket = find(&cx, id_of(&path)?).await?;
    let mut topics = screen_topics(ticket.branch);
    topics.push(format!("ticket:{}", ticket.id));
    shared.keep_time(&cx.app, cx.institution);
    // Anyone may watch a ticket's page, so nothing ends the stream but the listener.
    live_response(&cx.app, cx.institution, topics, address.into(), || std::future::ready(true))
}

/// What a client does with a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    MoreTime,
    Return,
    Leave,
}

impl Act {
    const fn notice(self) -> &'static str {
        match self {
            Self::MoreTime => "more-time",
            Self::Return => "returned",
            Self::Leave => "left",
        }
    }
}

async fn act(cx: &PublicCx, path: &(String, String), act: Act) -> PageResult {
    let id = id_of(path)?;
    let mut tx = cx.write().await?;
    let actor = cx.actor();
    let result: Result<Ticket, QueueError> = match act {
        Act::MoreTime => solits_queue::more_time(&mut tx, &cx.app, &actor, id).await,
        Act::Return => solits_queue::return_to_line(&mut tx, &cx.app, &actor, id).await,
        Act::Leave => solits_queue::leave(&mut tx, &cx.app, &actor, id).await,
    };
    let here = address(cx, id);
    match result {
        Ok(_) => {
            tx.commit().await?;
            Ok(see_other(&format!("{here}?notice={}", act.notice())))
        }
        // A desk was faster: the page says what is now, and nothing is lost.
        Err(error) if came_too_late(&error) => Ok(see_other(&format!("{here}?notice=late"))),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn more_time(cx: PublicCx, Path(path): TicketPath, Form(_): Form) -> PageResult {
    act(&cx, &path, Act::MoreTime).await
}

pub(crate) async fn come_back(cx: PublicCx, Path(path): TicketPath, Form(_): Form) -> PageResult {
    act(&cx, &path, Act::Return).await
}

pub(crate) async fn leave(cx: PublicCx, Path(path): TicketPath, Form(_): Form) -> PageResult {
    act(&cx, &path, Act::Leave).await
}

/// Asks before the place is given up: it is the one thing here that cannot be taken back.
pub(crate) async fn ask_to_leave(cx: PublicCx, Path(path): TicketPath) -> PageResult {
    let ticket = find(&cx, id_of(&path)?).await?;
    let page = cx.page(cx.words.t("hall-leave-ask"));
    html(&LeaveView { here: address(&cx, ticket.id), number: ticket.display().replace(' ', "\u{a0}"), page })
}

#[cfg(test)]
mod tests {
    use super::*;
    use solits_kernel::Lang;
    use solits_queueing::announce::{Change, Wait};

    fn plain(words: Words, standing: &Standing) -> Said {
        let Said { main, more, reason } = say(words, standing);
        let plain = |text: String| text.replace('\u{a0}', " ");
        Said { main: plain(main), more: plain(more), reason: plain(reason) }
    }
    fn at() -> Timestamp {
        Timestamp::parse("2026-11-16T08:42:00.000Z").unwrap()
    }

    #[test]
    fn a_called_client_is_told_the_counter_first() {
        let called = Standing::Called { counter: Some(3), at: at(), again: false };
        let said = plain(Words::new(Lang::Lv), &called);
        assert_eq!(
            (said.main.as_str(), said.more.as_str()),
            ("Lūdzu, 3. lodziņš", "Aicinājām plkst. 10.42.")
        );
        let again = Standing::Called { counter: Some(3), at: at(), again: true };
        assert_eq!(plain(Words::new(Lang::En), &again).more, "We called you again at 10:42.");
    }

    #[test]
    fn a_longer_wait_comes_with_its_reason() {
        let waiting = Standing::Waiting {
            ahead: 3,
            wait: Wait::Range { low_minutes: 10, high_minutes: 15 },
            longer: Some(Change::CounterClosed),
            not_before: None,
        };
        let said = plain(Words::new(Lang::Lv), &waiting);
        assert_eq!(
            (said.main.as_str(), said.more.as_str()),
            ("Pirms jums 3", "Gaidīšanas laiks: apmēram 10–15 min.")
        );
        assert!(!said.reason.is_empty());
    }

    #[test]
    fn who_asked_for_more_time_is_told_until_when() {
        let waiting =
            Standing::Waiting { ahead: 0, wait: Wait::NoCounterOpen, longer: None, not_before: Some(at()) };
        let said = plain(Words::new(Lang::Lv), &waiting);
        assert_eq!(
            (said.main.as_str(), said.more.as_str()),
            ("Jūsu vieta ir saglabāta", "Jūs neaicinās pirms plkst. 10.42.")
        );
    }

    #[test]
    fn only_known_notices_are_shown() {
        let shown = |notice: &str| {
            Done { notice: notice.to_owned() }.notice(Words::new(Lang::Lv)).map(|notice| notice.kind)
        };
        assert_eq!(shown("left"), Some("good"));
        assert_eq!(shown("late"), Some("soon"));
        assert_eq!(shown("<b>"), None);
    }
}
