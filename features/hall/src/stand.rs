//! The content of a branch's information stand on one sheet: composed from what the program knows, to be read on the web
//! and printed for the wall, in both languages (D-10, VZD 17).

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use jiff::civil::Weekday;
use solits_calendar::{
    Calendar,
    words::{Form, YearShown, date_in, weekday},
};
use solits_i18n::Words;
use solits_organisation::{
    Branch, InstitutionProfile, Service, deadline_words, find_institution, find_reception_calendar,
    list_branches, list_channel_calendars, list_services, price_words,
};
use solits_standard::Standard;
use solits_web::{Page, PageResult, PublicCx, WebError, html, qr_svg};

use crate::{
    doors::hours_words,
    hours::{self, Departure},
    store,
};

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The usual week of a channel.
struct Week {
    name: String,
    /// Day and hours.
    days: Vec<(&'static str, String)>,
}

/// A service with its price and its deadline.
struct Offered {
    name: String,
    price: String,
    deadline: String,
}

/// A rung of the complaint ladder in words.
struct Rung {
    about: String,
    decided_by: String,
}

/// A page of ours on the web, with a code that a phone reads.
struct Pointer {
    what: String,
    address: String,
    qr: String,
}

#[derive(Template)]
#[template(path = "hall/stand.html")]
struct StandView {
    page: Page,
    /// Heading and words of how to reach us.
    contacts: Vec<(String, String)>,
    weeks: Vec<Week>,
    departures: Vec<Departure>,
    notices: Vec<String>,
    services: Vec<Offered>,
    rungs: Vec<Rung>,
    /// What the standard asks of clients.
    duties: Vec<String>,
    pointers: Vec<Pointer>,
    made_on: String,
}

/// `GET /i/{institution}/branch/{branch}/stand`
pub(crate) async fn show(cx: PublicCx, Path((_, code)): Path<(String, String)>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let branches = list_branches(&mut tx).await?;
    let branch = branches.into_iter().find(|branch| branch.code == code).ok_or(WebError::NotFound)?;
    let profile = find_institution(&mut tx).await?.map(|found| found.profile).unwrap_or_default();
    let services = list_services(&mut tx).await?;
    let own = list_channel_calendars(&mut tx, std::slice::from_ref(&branch)).await?;
    let reception = find_reception_calendar(&mut tx, &branch).await?;
    let notices = store::list_notices(&mut tx, branch.id, cx.at).await?;
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(_, standard)| standard);
    drop(tx);
    let channels = hours::by_channel(words, branch.id, &branch.calendar, reception, &own);
    let name = branch.name.get(words.0).to_owned();
    html(&StandView {
        page: cx.page(words.ta("hall-stand-of", &[("branch", name.into())])),
        contacts: contacts(words, &branch, profile),
        weeks: channels.iter().map(|(name, calendar)| week(words, name, calendar)).collect(),
        departures: hours::departures(words, &channels, cx.at.to_riga().datetime()),
        notices: notices
            .into_iter()
            .map(|notice| solits_kernel::Text::new(notice.text_lv, notice.text_en).get(words.0).to_owned())
            .collect(),
        services: services.iter().map(|service| offered(words, service)).collect(),
        rungs: rungs(words, standard.as_deref()),
        duties: duties(words, standard.as_deref()),
        pointers: pointers(&cx, &branch),
        made_on: date_in(cx.at.day(), Form::When, YearShown::Shown, words.0),
    })
}

/// How to reach the branch and the institution, without what is left empty.
fn contacts(words: Words, branch: &Branch, profile: InstitutionProfile) -> Vec<(String, String)> {
    let all = [
        ("hall-address", branch.address.clone()),
        ("hall-phone", branch.phone.clone()),
        ("hall-email", branch.email.clone()),
        ("hall-stand-information-phone", profile.phone),
        ("hall-stand-information-email", profile.email),
        ("hall-stand-post", profile.address),
        ("hall-website", profile.website),
        ("hall-other-contacts", profile.other_contacts),
    ];
    let said = all.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(key, text)| (words.t(key), text)).collect()
}

/// The usual hours of each day of the week: what departs from them is told apart.
fn week(words: Words, name: &str, calendar: &Arc<Calendar>) -> Week {
    let hours = &calendar.timetable().hours;
    let of_day = |day: Weekday| {
        let hours = hours_words(words.0, hours.of(day).intervals());
        if hours.is_empty() { words.t("hall-closed-today") } else { hours }
    };
    Week {
        name: name.to_owned(),
        days: WEEK.iter().map(|day| (weekday(*day, Form::What, words.0), of_day(*day))).collect(),
    }
}

fn offered(words: Words, service: &Service) -> Offered {
    let deadline = service.deadline.as_ref().map(|deadline| deadline_words(words, deadline));
    Offered {
        name: service.name.get(words.0).to_owned(),
        price: price_words(words, service),
        deadline: deadline.unwrap_or_else(|| words.t("hall-stand-no-deadline")),
    }
}

/// The complaint ladder of the standard in the words of its own roles.
fn rungs(words: Words, standard: Option<&Standard>) -> Vec<Rung> {
    let Some(standard) = standard else { return Vec::new() };
    let lists = standard.lists();
    let title = |id: &str| {
        let role = lists.roles.iter().find(|role| role.value.id == id);
        role.map_or_else(|| id.to_owned(), |role| role.value.title.get(words.0).to_owned())
    };
    lists
        .ladder
        .iter()
        .map(|rung| Rung {
            about: rung.value.about.iter().map(|id| title(id)).collect::<Vec<_>>().join(", "),
            decided_by: title(&rung.value.decided_by),
        })
        .collect()
}

fn duties(words: Words, standard: Option<&Standard>) -> Vec<String> {
    let duties = standard.map(|standard| standard.lists().client_duties.as_slice()).unwrap_or_default();
    duties.iter().map(|duty| duty.value.text.get(words.0).to_owned()).collect()
}

/// Where more is read: the standard, what we promise and keep, this branch, and one's own case.
fn pointers(cx: &PublicCx, branch: &Branch) -> Vec<Pointer> {
    let here = format!("{}/i/{}", cx.app.config.public_url, cx.code);
    let pages = [
        ("hall-stand-standard", format!("{here}/standard")),
        ("hall-stand-promises", format!("{here}/promises")),
        ("hall-stand-branch", format!("{here}/branch/{}", branch.code)),
        ("hall-stand-case", format!("{here}/case")),
    ];
    pages
        .into_iter()
        .map(|(key, address)| {
            let what = cx.words.t(key);
            Pointer { qr: qr_svg(&address, &what), what, address }
        })
        .collect()
}
