//! A branch on the open web: where it is, when it is open, how long one waits, what it offers; and a ticket from a
//! phone, so that a hall needs no special hardware (E-27).

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use solits_i18n::Words;
use solits_kernel::{BranchId, Lang, Text};
use solits_organisation::{
    Branch, CardPart, CardReader, InstitutionProfile, Service, deadline_words, price_words,
};
use solits_queue::{Party, Status};
use solits_web::{ClientAddress, Form, Page, PageResult, PublicCx, WebError, html, live_response, see_other};

use crate::{
    doors::{Doors, Offer, day_words, last_tickets_at, offer_of},
    hours::{self, ChannelDays, Departure},
    issue::{Issued, Unclear, Wish, given_before, issue, was_sent_twice},
    memory::screen_topics,
    snapshot::{Shared, Snapshot},
    store,
    wording::{wait_words, waiting_words},
};

/// In what tickets from a phone are counted, from one source in one branch (security §10).
const TICKETS_PER_MS: i64 = 10 * 60_000;

/// A line with what may be had there now.
struct LineShown {
    id: String,
    letter: String,
    name: String,
    people: String,
    wait: String,
    offer: Offer,
}

/// A service with what a client has to know.
struct ServiceShown {
    name: String,
    line: String,
    description: String,
    price: String,
    /// Within what it is done; empty where no deadline is set.
    deadline: String,
    /// What else its card says.
    parts: Vec<CardPart>,
    link: String,
}

/// The part that is renewed by itself.
#[derive(Template)]
#[template(path = "hall/_place.html")]
struct LinesPart {
    words: Words,
    here: String,
    doors: Doors,
    opening: String,
    reason: String,
    last_tickets: String,
    /// Whether tickets are given here at all.
    tickets: bool,
    lines: Vec<LineShown>,
    updated: String,
}

#[derive(Template)]
#[template(path = "hall/place.html")]
struct PlaceView {
    page: Page,
    part: LinesPart,
    /// How many come together.
    party: PartyField,
    most: i64,
    key: String,
    here: String,
    address: String,
    phone: String,
    phone_link: String,
    email: String,
    today: String,
    channels: Vec<ChannelDays>,
    departures: Vec<Departure>,
    services: Vec<ServiceShown>,
    notices: Vec<String>,
    error: String,
}

#[derive(Template)]
#[template(path = "hall/institution.html")]
struct InstitutionView {
    page: Page,
    /// The institution's particulars: heading, words, and where they lead; empty where nowhere.
    particulars: Vec<(String, String, String)>,
    branches: Vec<(String, String, String, String)>,
    promises_page: String,
    case_page: String,
    write_page: String,
}

/// Why a ticket was not given, after a form was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Outcome {
    notice: String,
}

async fn branch_of(cx: &PublicCx, code: &str) -> Result<Branch, WebError> {
    let mut tx = cx.read().await?;
    let branches = solits_organisation::list_branches(&mut tx).await?;
    branches.into_iter().find(|branch| branch.code == code).ok_or(WebError::NotFound)
}

async fn reading(cx: &PublicCx, shared: &Shared, branch: BranchId) -> Result<Arc<Snapshot>, WebError> {
    shared.snapshot(&cx.app, cx.institution, branch, cx.at, || cx.read()).await
}

fn here(cx: &PublicCx, branch: &Branch) -> String {
    format!("/i/{}/branch/{}", cx.code, branch.code)
}

fn lines_part(cx: &PublicCx, snapshot: &Snapshot) -> LinesPart {
    let words = cx.words;
    let (hall, doors) = (&snapshot.hall, &snapshot.doors);
    let lines = hall.lines.iter().map(|line| {
        let wait = hall.announce(line.id, false).wait;
        LineShown {
            id: line.id.to_string(),
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
    let last_tickets = last_tickets_at(snapshot.standard.as_deref(), doors.closes())
        .map(|last| words.ta("hall-last-tickets", &[("time", words.time(last).into())]));
    LinesPart {
        words,
        here: here(cx, &snapshot.branch),
        opening: doors.opening_words(words, cx.at),
        reason: doors.reason_words(words.0),
        doors: doors.clone(),
        last_tickets: last_tickets.unwrap_or_default(),
        tickets: snapshot.branch.queue_device,
        lines: lines.collect(),
        updated: words.time(hall.at),
    }
}

fn service_shown(words: Words, service: &Service, snapshot: &Snapshot) -> Option<ServiceShown> {
    let line = snapshot.hall.line(service.line?)?;
    Some(ServiceShown {
        name: service.name.get(words.0).to_owned(),
        line: format!("{} · {}", line.letter, line.name.get(words.0)),
        description: service.card.description.get(words.0).to_owned(),
        price: price_words(words, service),
        deadline: service.deadline.as_ref().map(|one| deadline_words(words, one)).unwrap_or_default(),
        parts: solits_organisation::card_parts(words, service, CardReader::Client),
        link: safe_link(&service.card.link).unwrap_or_default().to_owned(),
    })
}

/// A link leaves our pages only for the web (security: templates).
fn safe_link(link: &str) -> Option<&str> {
    ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme)).then_some(link)
}

/// A telephone number as a link dials it: digits, and the plus in front.
fn phone_link(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

pub(crate) async fn show(
    cx: PublicCx,
    Path((_, code)): Path<(String, String)>,
    Query(outcome): Query<Outcome>,
    shared: Arc<Shared>,
) -> PageResult {
    let branch = branch_of(&cx, &code).await?;
    html(&view(&cx, &branch, &shared, &outcome.notice, PartyField::alone()).await?)
}

/// How many come together, as it was typed, and what is wrong with it; the words are empty where nothing is.
struct PartyField {
    typed: String,
    error: String,
}

impl PartyField {
    fn alone() -> Self {
        Self { typed: Party::ALONE.people().to_string(), error: String::new() }
    }
}

async fn view(
    cx: &PublicCx,
    branch: &Branch,
    shared: &Shared,
    notice: &str,
    party: PartyField,
) -> Result<PlaceView, WebError> {
    let snapshot = reading(cx, shared, branch.id).await?;
    let mut tx = cx.read().await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let own = solits_organisation::list_channel_calendars(&mut tx, std::slice::from_ref(branch)).await?;
    let reception = solits_organisation::find_reception_calendar(&mut tx, branch).await?;
    let notices = store::list_notices(&mut tx, branch.id, cx.at).await?;
    drop(tx);
    let words = cx.words;
    let mut page = cx.page(branch.name.get(words.0));
    let here = here(cx, branch);
    let channels = hours::by_channel(words, branch.id, &branch.calendar, reception, &own);
    page.live = Some(format!("{here}/live"));
    let error = match notice {
        "closed" => words.t("hall-ticket-closed"),
        "other-ways" => words.t("hall-other-ways-why-any"),
        _ => String::new(),
    };
    Ok(PlaceView {
        part: lines_part(cx, &snapshot),
        party,
        most: Party::MOST.people(),
        key: cx.app.random.code(20),
        here,
        address: branch.address.clone(),
        phone: branch.phone.clone(),
        phone_link: phone_link(&branch.phone),
        email: branch.email.clone(),
        today: day_words(words, &branch.calendar, cx.at.day()),
        channels: hours::weeks(words, &channels, cx.at.day()),
        departures: hours::departures(words, &channels, cx.at.to_riga().datetime()),
        services: services.iter().filter_map(|service| service_shown(words, service, &snapshot)).collect(),
        notices: notices
            .into_iter()
            .map(|notice| Text::new(notice.text_lv, notice.text_en).get(words.0).to_owned())
            .collect(),
        error,
        page,
    })
}

pub(crate) async fn fragment(
    cx: PublicCx,
    Path((_, code)): Path<(String, String)>,
    shared: Arc<Shared>,
) -> PageResult {
    let branch = branch_of(&cx, &code).await?;
    let snapshot = reading(&cx, &shared, branch.id).await?;
    html(&lines_part(&cx, &snapshot))
}

pub(crate) async fn live(
    cx: PublicCx,
    Path((_, code)): Path<(String, String)>,
    address: ClientAddress,
    shared: Arc<Shared>,
) -> Result<Response, WebError> {
    let branch = branch_of(&cx, &code).await?;
    shared.keep_time(&cx.app, cx.institution);
    live_response(&cx.app, cx.institution, screen_topics(branch.id), address.into(), || {
        std::future::ready(true)
    })
}

pub(crate) async fn take(
    cx: PublicCx,
    Path((_, code)): Path<(String, String)>,
    address: ClientAddress,
    Form(fields): Form,
    shared: Arc<Shared>,
) -> PageResult {
    let branch = branch_of(&cx, &code).await?;
    if !branch.queue_device {
        return Err(WebError::NotFound);
    }
    let wish = match Wish::of(&fields) {
        Ok(wish) => Wish { priority: false, ..wish },
        Err(Unclear::Party) => {
            let wrong = PartyField {
                typed: fields.get("party").to_owned(),
                error: cx.words.ta("hall-party-wrong", &[("most", Party::MOST.people().into())]),
            };
            let page = html(&view(&cx, &branch, &shared, "", wrong).await?)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        Err(unclear) => return Err(unclear.into()),
    };
    let source = address.to_string();
    let typed = PartyField { typed: wish.party.people().to_string(), ..PartyField::alone() };
    let issued = match take_once(&cx, &branch, &source, wish.clone()).await {
        Err(error) if was_sent_twice(&error) => take_once(&cx, &branch, &source, wish).await,
        other => other,
    };
    let issued = match issued {
        // Past the limit the lines are still there, and how many come.
        Err(refusal @ WebError::TooMany { .. }) => {
            let mut again = view(&cx, &branch, &shared, "", typed).await?;
            again.page.notice = Some(refusal.notice_for_client(cx.words));
            return Ok(refusal.on_page(html(&again)?));
        }
        other => other?,
    };
    Ok(match issued {
        Issued::Ticket(ticket) => see_other(&format!("/i/{}/ticket/{ticket}", cx.code)),
        Issued::Closed => see_other(&format!("{}?notice=closed", here(&cx, &branch))),
        Issued::OtherWays => see_other(&format!("{}?notice=other-ways", here(&cx, &branch))),
    })
}

async fn take_once(cx: &PublicCx, branch: &Branch, source: &str, wish: Wish) -> Result<Issued, WebError> {
    let mut tx = cx.write().await?;
    // A form sent again asks for nothing new, so it does not count.
    if let Some(ticket) = given_before(&mut tx, &wish).await? {
        return Ok(Issued::Ticket(ticket));
    }
    let bucket = format!("ticket:{}:{}:{source}", cx.institution, branch.id);
    cx.app.limiter.take(&bucket, cx.app.config.limits.tickets, TICKETS_PER_MS, cx.at)?;
    let issued = issue(&mut tx, &cx.app, &cx.actor(), branch, wish).await?;
    tx.commit().await?;
    Ok(issued)
}

/// The institution's own front page: its branches, each a door.
/// What the institution says of itself, without what it leaves empty.
fn particulars(words: Words, profile: InstitutionProfile) -> Vec<(String, String, String)> {
    let dial = phone_link(&profile.phone);
    let mail = format!("mailto:{}", profile.email);
    let website = safe_link(&profile.website).unwrap_or_default().to_owned();
    let all = [
        ("hall-address", profile.address, String::new()),
        ("hall-phone", profile.phone, format!("tel:{dial}")),
        ("hall-fax", profile.fax, String::new()),
        ("hall-email", profile.email, mail),
        ("hall-website", profile.website, website),
        ("hall-other-contacts", profile.other_contacts, String::new()),
        ("hall-registration", profile.registration, String::new()),
        ("hall-parent-body", profile.parent_body.get(words.0).to_owned(), String::new()),
    ];
    let said = all.into_iter().filter(|(_, text, _)| !text.is_empty());
    said.map(|(key, text, link)| (words.t(key), text, link)).collect()
}

pub(crate) async fn institution(cx: PublicCx) -> PageResult {
    let mut tx = cx.read().await?;
    let branches = solits_organisation::list_branches(&mut tx).await?;
    let profile = solits_organisation::find_institution(&mut tx).await?.map(|found| found.profile);
    drop(tx);
    let lang: Lang = cx.words.0;
    let branches = branches.iter().map(|branch| {
        let today = day_words(cx.words, &branch.calendar, cx.at.day());
        let hours = cx.words.ta("hall-today", &[("hours", today.into())]);
        (here(&cx, branch), branch.name.get(lang).to_owned(), branch.address.clone(), hours)
    });
    html(&InstitutionView {
        branches: branches.collect(),
        particulars: profile.map(|profile| particulars(cx.words, profile)).unwrap_or_default(),
        promises_page: format!("/i/{}/promises", cx.code),
        case_page: format!("/i/{}/case", cx.code),
        write_page: format!("/i/{}/write", cx.code),
        page: cx.page(cx.institution_name.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_only_to_the_web() {
        assert_eq!(safe_link("https://www.latvija.gov.lv/"), Some("https://www.latvija.gov.lv/"));
        assert_eq!(safe_link("javascript:alert(1)"), None);
        assert_eq!(phone_link("+371 67 000 000"), "+37167000000");
    }
}
