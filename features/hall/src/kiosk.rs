//! The kiosk: one large button for each line, a ticket after the press, and a word about where to turn.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;
use solits_i18n::Words;
use solits_kernel::{Lang, TicketId};
use solits_queue::{Party, Status};
use solits_web::{
    DeviceCx, Form, Listener, Page, PageKind, PageResult, WebError, html, live_response, qr_svg, see_other,
};

use crate::{
    device,
    doors::{Doors, Offer, last_tickets_at, offer_of},
    issue::{Issued, Wish, issue, was_sent_twice},
    memory::screen_topics,
    snapshot::{Shared, Snapshot},
    store,
    wording::{party_words, wait_sentence, wait_words, waiting_words},
};

/// Buttons on one page (screens: at most six).
const BUTTONS: usize = 6;
/// The start page; a client who chose English leaves Latvian for the next one.
pub(crate) const START: &str = "/kiosk?lang=lv";

/// Which buttons are shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shown {
    /// `priority` in the priority mode.
    mode: String,
    /// Page of lines, from 1.
    page: String,
    /// How many come together; one where nothing is said.
    party: String,
}

/// What of the kiosk is shown: which lines, and for how many people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Picture {
    mode: Mode,
    /// Page of lines, from 1.
    page: usize,
    party: Party,
}

impl Picture {
    fn of(mode: Mode, shown: &Shown) -> Self {
        let party = Party::parse(&shown.party).unwrap_or(Party::ALONE);
        Self { mode, page: page_number(&shown.page), party }
    }

    /// The address of this picture. Buttons are links, so that they work without script as well.
    fn address(self) -> String {
        let query = self.query();
        format!("{}{}{query}", self.mode.path(), if query.is_empty() { "" } else { "?" })
    }

    /// The same in another language.
    fn address_in(self, lang: Lang) -> String {
        let query = self.query();
        let and = if query.is_empty() { "" } else { "&" };
        format!("{}?{query}{and}lang={}", self.mode.path(), lang.code())
    }

    /// What differs from the first page for somebody alone.
    fn query(self) -> String {
        let page = (self.page > 1).then(|| format!("page={}", self.page));
        let party = (self.party > Party::ALONE).then(|| format!("party={}", self.party.people()));
        page.into_iter().chain(party).collect::<Vec<_>>().join("&")
    }

    /// The same with another number of people; `None` where so many cannot come.
    fn with_people(self, people: i64) -> Option<Self> {
        Some(Self { party: Party::new(people)?, ..self })
    }
}

/// Whether a press asks for priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Ordinary,
    Priority,
}

impl Mode {
    const fn path(self) -> &'static str {
        match self {
            Self::Ordinary => "/kiosk",
            Self::Priority => "/kiosk/priority",
        }
    }
    const fn other(self) -> Self {
        match self {
            Self::Ordinary => Self::Priority,
            Self::Priority => Self::Ordinary,
        }
    }
    const fn name(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Priority => "priority",
        }
    }
}

/// A line's button.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Button {
    line: String,
    letter: String,
    name: String,
    people: String,
    wait: String,
    offer: Offer,
}

/// The part that is renewed by itself.
#[derive(Template)]
#[template(path = "hall/_kiosk.html")]
struct KioskPart {
    words: Words,
    branch: String,
    csrf: String,
    other_language: Lang,
    doors: Doors,
    opening: String,
    reason: String,
    phone: String,
    last_tickets: String,
    mode: Mode,
    party: i64,
    /// Where one person fewer or more is chosen; empty at the ends.
    fewer: String,
    more: String,
    /// For those who are more than one ticket is for; empty until then.
    too_many: String,
    /// The same in the other mode, the other language, and with the next lines; the last is empty where all are shown.
    other_mode: String,
    translated: String,
    next_page: String,
    buttons: Vec<Button>,
}

#[derive(Template)]
#[template(path = "hall/kiosk.html")]
struct KioskView {
    page: Page,
    part: KioskPart,
    source: String,
    key: String,
    /// Where to go when nobody touches; empty on the start page itself.
    return_to: &'static str,
}

fn part_of(cx: &DeviceCx, snapshot: &Snapshot, picture: Picture, csrf: String) -> KioskPart {
    let words = cx.words;
    let (doors, hall) = (&snapshot.doors, &snapshot.hall);
    let pages = hall.lines.len().div_ceil(BUTTONS).max(1);
    let Picture { mode, party, .. } = picture;
    let other_language = if words.0 == Lang::Lv { Lang::En } else { Lang::Lv };
    let page = if picture.page > pages { 1 } else { picture.page };
    let picture = Picture { page, ..picture };
    let with = |people| picture.with_people(people).map(Picture::address).unwrap_or_default();
    let shown = hall.lines.iter().skip((page - 1) * BUTTONS).take(BUTTONS);
    let buttons = shown.map(|line| {
        let wait = hall.announce(line.id, mode == Mode::Priority).wait;
        Button {
            line: line.id.to_string(),
            letter: line.letter.clone(),
            name: line.name.get(words.0).to_owned(),
            people: waiting_words(
                words,
                hall.in_state(Status::Waiting).filter(|ticket| ticket.line == line.id).count(),
            ),
            wait: wait_words(words, wait),
            offer: offer_of(hall, snapshot.standard.as_deref(), doors, line.id, wait),
        }
    });
    // Told beforehand, in the last hour (E-15).
    let last_tickets = last_tickets_at(snapshot.standard.as_deref(), doors.closes())
        .filter(|last| cx.at < *last && last.since(cx.at) <= 3_600_000)
        .map(|last| words.ta("hall-last-tickets", &[("time", words.time(last).into())]));
    KioskPart {
        words,
        branch: snapshot.branch.name.get(words.0).to_owned(),
        csrf,
        other_language,
        opening: doors.opening_words(words, cx.at),
        reason: doors.reason_words(words.0),
        doors: doors.clone(),
        phone: snapshot.branch.phone.clone(),
        last_tickets: last_tickets.unwrap_or_default(),
        mode,
        party: party.people(),
        fewer: with(party.people() - 1),
        more: with(party.people() + 1),
        too_many: if party == Party::MOST {
            words.ta("hall-party-more-than", &[("most", party.people().into())])
        } else {
            String::new()
        },
        other_mode: Picture { mode: mode.other(), page: 1, party }.address(),
        translated: picture.address_in(other_language),
        next_page: if pages > 1 {
            Picture { page: page % pages + 1, ..picture }.address()
        } else {
            String::new()
        },
        buttons: buttons.collect(),
    }
}

pub(crate) async fn reading(cx: &DeviceCx, shared: &Shared) -> Result<Arc<Snapshot>, WebError> {
    shared.snapshot(&cx.app, cx.institution, cx.branch, cx.at, || cx.read()).await
}

fn page_number(text: &str) -> usize {
    text.parse().ok().filter(|page| (1..100).contains(page)).unwrap_or(1)
}

async fn show(cx: DeviceCx, headers: HeaderMap, shared: Arc<Shared>, mode: Mode, shown: Shown) -> PageResult {
    let snapshot = reading(&cx, &shared).await?;
    let mut page = cx.page(PageKind::Kiosk, cx.words.t("hall-choose-line"));
    page.live = Some("/kiosk/live".to_owned());
    let picture = Picture::of(mode, &shown);
    let part = part_of(&cx, &snapshot, picture, page.csrf.clone());
    let start = Picture { mode: Mode::Ordinary, page: 1, party: Party::ALONE };
    let at_start = picture == start && cx.words.0 == Lang::Lv;
    let view = KioskView {
        source: format!("/kiosk/fragment?mode={}&{}", mode.name(), picture.query()),
        key: cx.app.random.code(20),
        return_to: if at_start { "" } else { START },
        part,
        page,
    };
    let response = html(&view)?;
    Ok(device::renewed(&cx, &shared.seen, &headers, response).await)
}

pub(crate) async fn start(
    cx: DeviceCx,
    headers: HeaderMap,
    Query(shown): Query<Shown>,
    shared: Arc<Shared>,
) -> PageResult {
    show(cx, headers, shared, Mode::Ordinary, shown).await
}

pub(crate) async fn priority(
    cx: DeviceCx,
    headers: HeaderMap,
    Query(shown): Query<Shown>,
    shared: Arc<Shared>,
) -> PageResult {
    show(cx, headers, shared, Mode::Priority, shown).await
}

pub(crate) async fn fragment(
    cx: DeviceCx,
    headers: HeaderMap,
    Query(shown): Query<Shown>,
    shared: Arc<Shared>,
) -> PageResult {
    let snapshot = reading(&cx, &shared).await?;
    let mode = if shown.mode == Mode::Priority.name() { Mode::Priority } else { Mode::Ordinary };
    let csrf = cx.page(PageKind::Kiosk, "").csrf;
    let response = html(&part_of(&cx, &snapshot, Picture::of(mode, &shown), csrf))?;
    Ok(device::renewed(&cx, &shared.seen, &headers, response).await)
}

pub(crate) async fn live(cx: DeviceCx, shared: Arc<Shared>) -> Result<Response, WebError> {
    shared.keep_time(&cx.app, cx.institution);
    let (app, institution) = (cx.app.clone(), cx.institution);
    let listener = Listener::Device(cx.device);
    live_response(&app, institution, screen_topics(cx.branch), listener, move || {
        device::is_still_paired(cx.clone())
    })
}

pub(crate) async fn take(cx: DeviceCx, Form(fields): Form) -> PageResult {
    let wish = Wish::of(&fields)?;
    let line = wish.line;
    let issued = match take_once(&cx, wish.clone()).await {
        Err(error) if was_sent_twice(&error) => take_once(&cx, wish).await?,
        other => other?,
    };
    Ok(match issued {
        Issued::Ticket(ticket) => see_other(&format!("/kiosk/ticket/{ticket}")),
        Issued::OtherWays => see_other(&format!("/kiosk/other-ways?line={line}")),
        Issued::Closed => see_other("/kiosk"),
    })
}

async fn take_once(cx: &DeviceCx, wish: Wish) -> Result<Issued, WebError> {
    let mut tx = cx.write().await?;
    let branch = solits_organisation::find_branch(&mut tx, cx.branch).await?.ok_or(WebError::NotFound)?;
    let issued = issue(&mut tx, &cx.app, &cx.actor(), &branch, wish).await?;
    tx.commit().await?;
    Ok(issued)
}

#[derive(Template)]
#[template(path = "hall/kiosk_ticket.html")]
struct TicketView {
    page: Page,
    /// The ticket to be printed without a press; empty where the kiosk has no printer.
    print_now: String,
    number: String,
    line: String,
    /// How many come together; empty for somebody alone.
    party: String,
    branch: String,
    wait: String,
    taken: String,
    qr: String,
    start: &'static str,
}

pub(crate) async fn ticket(cx: DeviceCx, Path(ticket): Path<String>, shared: Arc<Shared>) -> PageResult {
    let id: TicketId = ticket.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = cx.read().await?;
    let found = solits_queue::find_ticket(&mut tx, id).await?.filter(|ticket| ticket.branch == cx.branch);
    let prints = store::prints(&mut tx, cx.device).await?;
    drop(tx);
    let ticket = found.ok_or(WebError::NotFound)?;
    let snapshot = reading(&cx, &shared).await?;
    let told = shared.sayings.tell(cx.institution, &ticket, &snapshot.hall);
    let address = format!("{}/i/{}/ticket/{}", cx.app.config.public_url, cx.institution_code, ticket.id);
    let line = snapshot.hall.line(ticket.line).map(|line| line.name.get(cx.words.0).to_owned());
    let view = TicketView {
        page: cx
            .page(PageKind::Kiosk, cx.words.ta("hall-your-number", &[("number", ticket.display().into())])),
        print_now: if prints { ticket.id.to_string() } else { String::new() },
        number: ticket.display(),
        line: line.unwrap_or_default(),
        party: party_words(cx.words, ticket.party),
        branch: snapshot.branch.name.get(cx.words.0).to_owned(),
        wait: wait_sentence(cx.words, told.shown.wait),
        taken: cx.words.moment(ticket.taken_at),
        qr: qr_svg(&address, &cx.words.t("hall-qr-label")),
        start: START,
    };
    html(&view)
}

/// Which line somebody wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    line: String,
}

#[derive(Template)]
#[template(path = "hall/kiosk_other_ways.html")]
struct OtherWaysView {
    page: Page,
    /// Why no ticket is given.
    why: String,
    branch: String,
    address: String,
    phone: String,
    email: String,
    start: &'static str,
}

pub(crate) async fn other_ways(
    cx: DeviceCx,
    Query(wanted): Query<Wanted>,
    shared: Arc<Shared>,
) -> PageResult {
    let snapshot = reading(&cx, &shared).await?;
    let line = wanted.line.parse().ok().and_then(|id| snapshot.hall.line(id));
    let why = match line {
        Some(line) => cx.words.ta("hall-other-ways-why", &[("line", line.name.get(cx.words.0).into())]),
        None => cx.words.t("hall-other-ways-why-any"),
    };
    other_ways_page(&cx, &snapshot, why)
}

fn other_ways_page(cx: &DeviceCx, snapshot: &Snapshot, why: String) -> PageResult {
    let branch = &snapshot.branch;
    html(&OtherWaysView {
        page: cx.page(PageKind::Kiosk, cx.words.t("hall-other-ways")),
        why,
        branch: branch.name.get(cx.words.0).to_owned(),
        address: branch.address.clone(),
        phone: branch.phone.clone(),
        email: branch.email.clone(),
        start: START,
    })
}
