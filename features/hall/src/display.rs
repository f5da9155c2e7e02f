//! The display: the last call, huge, with the four before it, and notices beside. Never a name.

use std::sync::Arc;

use askama::Template;
use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use solits_i18n::Words;
use solits_kernel::{Lang, Text};
use solits_web::{DeviceCx, Listener, Page, PageKind, PageResult, WebError, html, live_response};

use crate::{
    device,
    doors::day_words,
    memory::screen_topics,
    snapshot::{NoticeKind, Shared, Snapshot},
    store::Call,
    wording::counter_words,
};

/// A call in words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CallShown {
    number: String,
    counter: String,
    /// Changes with every call and every repetition; a change sounds the chime.
    chime: String,
}

impl CallShown {
    fn of(words: Words, call: &Call) -> Self {
        Self {
            // The number, its letter and the blank between never part.
            number: format!("{}\u{a0}{:03}", call.letter, call.number),
            counter: counter_words(words, call.counter),
            chime: format!("{}{}-{}-{}", call.letter, call.number, call.counter, call.at.millis()),
        }
    }
}

#[derive(Template)]
#[template(path = "hall/_display_called.html")]
struct CalledPart {
    words: Words,
    last: Option<CallShown>,
    before: Vec<CallShown>,
    /// What stands in the place of a call: that the place is closed and when it opens, or how to begin.
    idle: String,
    idle_more: String,
}

/// A notice in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoticeShown {
    heading: String,
    text: String,
}

/// A notice that staff have written, as the display shows it.
pub(crate) fn written_notice(words: Words, text: &Text) -> NoticeShown {
    NoticeShown { heading: words.t("hall-notice"), text: text.get(words.0).to_owned() }
}

#[derive(Template)]
#[template(path = "hall/_display_notices.html")]
pub(crate) struct NoticesPart {
    pub(crate) notices: Vec<NoticeShown>,
    /// Only the first is shown until the page turns them; without script all stand below each other.
    pub(crate) one_at_a_time: bool,
}

#[derive(Template)]
#[template(path = "hall/display.html")]
struct DisplayView {
    page: Page,
    called: String,
    notices: String,
    branch: String,
    time: String,
}

fn called_part(words: Words, snapshot: &Snapshot) -> Result<String, WebError> {
    let mut calls = snapshot.calls.iter().map(|call| CallShown::of(words, call));
    // After closing the last calls make way once nobody is in the hall any more.
    let over = !snapshot.doors.is_open() && snapshot.hall.tickets.is_empty();
    let last = calls.next().filter(|_| !over);
    let before = if over { Vec::new() } else { calls.collect() };
    let (idle, idle_more) = if snapshot.doors.is_open() {
        (words.t("hall-display-idle"), words.t("hall-display-idle-more"))
    } else {
        (words.t("hall-closed"), snapshot.doors.opening_words(words, snapshot.hall.at))
    };
    Ok(CalledPart { words, last, before, idle, idle_more }.render()?)
}

fn notices(words: Words, snapshot: &Snapshot) -> Vec<NoticeShown> {
    let today = day_words(words, &snapshot.branch.calendar, snapshot.hall.at.day());
    let hours = NoticeShown { heading: words.t("hall-hours-today"), text: today };
    let others = snapshot.notices.iter().map(|notice| match notice.kind {
        NoticeKind::Written => written_notice(words, &notice.text),
        NoticeKind::Promise => {
            NoticeShown { heading: words.t("hall-our-promise"), text: notice.text.get(words.0).to_owned() }
        }
    });
    others.chain([hours]).collect()
}

async fn reading(cx: &DeviceCx, shared: &Shared) -> Result<Arc<Snapshot>, WebError> {
    shared.snapshot(&cx.app, cx.institution, cx.branch, cx.at, || cx.read()).await
}

fn called_bytes(lang: Lang, snapshot: &Snapshot) -> Result<Bytes, WebError> {
    snapshot.called_part.get(lang, || called_part(Words::new(lang), snapshot))
}

fn part(bytes: Bytes) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], bytes).into_response()
}

pub(crate) async fn show(cx: DeviceCx, headers: HeaderMap, shared: Arc<Shared>) -> PageResult {
    let snapshot = reading(&cx, &shared).await?;
    let mut page = cx.page(PageKind::Display, cx.words.t("hall-display"));
    page.live = Some("/display/live".to_owned());
    let called = called_bytes(cx.words.0, &snapshot)?;
    let view = DisplayView {
        called: String::from_utf8_lossy(&called).into_owned(),
        notices: NoticesPart { notices: notices(cx.words, &snapshot), one_at_a_time: false }.render()?,
        branch: snapshot.branch.name.get(cx.words.0).to_owned(),
        time: cx.words.time(cx.at),
        page,
    };
    let response = html(&view)?;
    Ok(device::renewed(&cx, &shared.seen, &headers, response).await)
}

/// The part with the calls. A thousand displays ask for it at once, so it is made once for all of them.
pub(crate) async fn fragment(cx: DeviceCx, headers: HeaderMap, shared: Arc<Shared>) -> PageResult {
    let snapshot = reading(&cx, &shared).await?;
    let response = part(called_bytes(cx.words.0, &snapshot)?);
    Ok(device::renewed(&cx, &shared.seen, &headers, response).await)
}

/// The part with the notices.
pub(crate) async fn notices_fragment(cx: DeviceCx, shared: Arc<Shared>) -> PageResult {
    let snapshot = reading(&cx, &shared).await?;
    let make = || Ok(NoticesPart { notices: notices(cx.words, &snapshot), one_at_a_time: true }.render()?);
    Ok(part(snapshot.notices_part.get(cx.words.0, make)?))
}

pub(crate) async fn live(cx: DeviceCx, shared: Arc<Shared>) -> Result<Response, WebError> {
    shared.keep_time(&cx.app, cx.institution);
    let (app, institution) = (cx.app.clone(), cx.institution);
    let listener = Listener::Device(cx.device);
    live_response(&app, institution, screen_topics(cx.branch), listener, move || {
        device::is_still_paired(cx.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use solits_kernel::Timestamp;

    fn call(at: i64) -> Call {
        Call { letter: "A".to_owned(), number: 14, counter: 3, at: Timestamp::from_millis(at) }
    }

    #[test]
    fn a_call_shows_number_and_counter_and_nothing_else() {
        let shown = CallShown::of(Words::new(Lang::Lv), &call(1));
        assert_eq!((shown.number.as_str(), shown.counter.as_str()), ("A\u{a0}014", "3.\u{a0}lodziņš"));
    }

    #[test]
    fn a_call_repeated_sounds_again() {
        let words = Words::new(Lang::Lv);
        assert_ne!(CallShown::of(words, &call(1)).chime, CallShown::of(words, &call(2)).chime);
        assert_eq!(CallShown::of(words, &call(1)).chime, CallShown::of(words, &call(1)).chime);
    }
}
