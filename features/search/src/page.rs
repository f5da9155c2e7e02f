//! `/search`: the page, and the piece of it that is fetched while somebody types.

use askama::Template;
use axum::{
    extract::Query,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_cases::{Status, Urgency};
use solits_db::Tx;
use solits_kernel::clean;
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};
use solits_written::search::Piece;

use crate::{
    elsewhere::{self, Entry},
    find::{Found, MOST_COUNTED, find},
    hits::{Hit, Place, What},
    people,
    question::{Question, Typing},
    rooms::{self, Reader},
};

/// Longest question.
const MOST_LETTERS: usize = 100;
const MINUTE_MS: i64 = 60_000;
const MINUTE_SECONDS: &str = "60";
/// Cases on a page, and while somebody types.
const ON_A_PAGE: usize = 20;
const WHILE_TYPING: usize = 8;
/// Entries of each other room on a page, and while somebody types.
const IN_A_GROUP: usize = 8;
const WHILE_TYPING_IN_A_GROUP: usize = 4;
/// People shown.
const MOST_PEOPLE: usize = 6;
/// Seeing clients' cases.
const CASES: &str = "cases.work";

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    from: usize,
}

#[derive(Template)]
#[template(path = "search/page.html")]
struct SearchView {
    page: Page,
    query: String,
    results: Results,
}

#[derive(Template)]
#[template(path = "search/results.html")]
struct ResultsView {
    page: Page,
    results: Results,
}

/// How a search ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Outcome {
    /// Nothing was asked yet.
    #[default]
    Unasked,
    Found,
    Nothing,
    /// Asked too often.
    TooOften,
}

/// What a page shows.
#[derive(Debug, Default)]
struct Results {
    outcome: Outcome,
    /// What was found, in a sentence that is also read aloud.
    summary: String,
    cases: Vec<CaseLine>,
    people: Vec<PersonLine>,
    tickets: Vec<Entry>,
    set_up: Vec<Entry>,
    groups: Vec<Group>,
    /// A personal code was asked for, which finds nothing.
    held_a_personal_code: bool,
    /// The pages before and after; empty for none.
    before: String,
    after: String,
    /// All of it, where only the beginning is shown; empty where everything is.
    all: String,
}

impl Results {
    fn is(&self, outcome: &str) -> bool {
        outcome
            == match self.outcome {
                Outcome::Unasked => "unasked",
                Outcome::Found => "found",
                Outcome::Nothing => "nothing",
                Outcome::TooOften => "too-often",
            }
    }
}

/// What was found in another room.
#[derive(Debug)]
struct Group {
    heading: String,
    entries: Vec<Entry>,
    /// Says that there are more than are shown; empty where this is all.
    more: String,
    /// Where all of them are.
    list: &'static str,
}

#[derive(Debug)]
struct CaseLine {
    href: String,
    reference: Vec<Piece>,
    subject: Vec<Piece>,
    kind: String,
    badge: &'static str,
    due: String,
    /// Where it was found, and the text around; empty where number and subject say it.
    place: String,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct PersonLine {
    href: String,
    name: Vec<Piece>,
    contact: Vec<Piece>,
    cases: String,
}

/// `GET /search`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let query = query(&asked);
    // What was found while it was being typed, by the beginning of its last word, is still there when it is sent.
    let ways = [Typing::Sent, Typing::Going];
    let results = results(&cx, &query, &ways, asked.from, ON_A_PAGE).await?;
    let outcome = results.outcome;
    let page = cx.page(cx.words.t("search-title"));
    Ok(respond(html(&SearchView { page, query, results })?, outcome))
}

/// `GET /search/fragment`: what is found while somebody types.
pub(crate) async fn fragment(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let typing = if asked.q.ends_with(char::is_whitespace) { Typing::Sent } else { Typing::Going };
    let query = query(&asked);
    let mut results = results(&cx, &query, &[typing], 0, WHILE_TYPING).await?;
    results.after.clear();
    if results.outcome == Outcome::Found {
        results.all = address(&query, 0);
    }
    let outcome = results.outcome;
    Ok(respond(html(&ResultsView { page: cx.page(""), results })?, outcome))
}

/// The question as it is looked for: cleaned, and no longer than anybody reads.
fn query(asked: &Asked) -> String {
    let start: String = asked.q.chars().take(MOST_LETTERS).collect();
    clean(&start, MOST_LETTERS).unwrap_or_default()
}

fn respond(mut response: Response, outcome: Outcome) -> Response {
    if outcome == Outcome::TooOften {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(MINUTE_SECONDS));
    }
    response
}

/// What one reading of a question finds, wherever somebody may look.
#[derive(Default)]
struct Gathered {
    found: Found,
    people: Vec<people::Person>,
    tickets: Vec<Entry>,
    set_up: Vec<Entry>,
    elsewhere: Vec<rooms::Found>,
}

impl Gathered {
    /// How much there is beside the cases.
    fn others(&self) -> usize {
        let elsewhere = self.elsewhere.iter().map(|one| one.sources.len()).sum::<usize>();
        self.people.len() + self.tickets.len() + self.set_up.len() + elsewhere
    }
}

async fn gather(
    cx: &EmployeeCx,
    tx: &mut Tx,
    question: &Question,
    from: usize,
    most: usize,
) -> Result<Gathered, WebError> {
    let mut all = Gathered::default();
    if cx.me.may(CASES) {
        all.found = find(tx, question, from, most).await?;
        all.people = people::find(tx, question, MOST_PEOPLE).await?;
    }
    if cx.me.may("queue.serve") || cx.me.may("queue.supervise") {
        let code = &cx.me.institution_code;
        all.tickets = elsewhere::tickets(tx, question, cx.words, cx.at, code).await?;
    }
    if cx.me.may("setup.manage") {
        all.set_up = elsewhere::set_up(tx, question, cx.words).await?;
    }
    let may = |right: &str| cx.me.may(right);
    let (me, words, at, heart) = (Some(cx.me.employee), cx.words, cx.at, &cx.app.heart);
    let reader = Reader { me, may: &may, words, at, heart };
    all.elsewhere = rooms::find(tx, question, &reader).await?;
    Ok(all)
}

/// What is found for a question, read in the first of these ways in which anything is. It counts as one search.
async fn results(
    cx: &EmployeeCx,
    query: &str,
    ways: &[Typing],
    from: usize,
    most: usize,
) -> Result<Results, WebError> {
    let mut questions = ways.iter().filter_map(|way| Question::read(query, *way));
    let Some(mut question) = questions.next() else {
        let outcome = if query.is_empty() { Outcome::Unasked } else { Outcome::Nothing };
        return Ok(Results { outcome, ..Results::default() });
    };
    let most_searches = cx.app.config.limits.searches;
    let name = format!("search:{}", cx.me.employee);
    if cx.app.limiter.wait_seconds(&name, most_searches, MINUTE_MS, cx.at).is_some() {
        let summary = cx.words.t("search-too-often");
        return Ok(Results { outcome: Outcome::TooOften, summary, ..Results::default() });
    }
    let mut tx = cx.read().await?;
    let mut all = gather(cx, &mut tx, &question, from, most).await?;
    while all.found.count + all.others() == 0 {
        let Some(other) = questions.next() else { break };
        question = other;
        all = gather(cx, &mut tx, &question, from, most).await?;
    }
    drop(tx);
    let others = all.others();
    let Gathered { found, people, tickets, set_up, elsewhere } = all;
    // Before anything is shown: nothing is found that is not recorded.
    let of_clients = elsewhere.iter().filter(|one| one.room.names_clients());
    let hits = found.count + people.len() + of_clients.map(|one| one.sources.len()).sum::<usize>();
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(hits)).await?;
    let mut results = Results {
        held_a_personal_code: question.held_a_personal_code,
        people: people.into_iter().map(|person| person_line(cx, person)).collect(),
        tickets,
        set_up,
        ..Results::default()
    };
    let in_a_group = if most == ON_A_PAGE { IN_A_GROUP } else { WHILE_TYPING_IN_A_GROUP };
    results.groups = elsewhere.iter().map(|one| group(cx, &question, one, in_a_group)).collect();
    results.outcome = if found.count + others == 0 { Outcome::Nothing } else { Outcome::Found };
    results.summary = summary(cx, &found, others);
    if from + most < found.count {
        results.after = address(query, from + most);
    }
    if from > 0 {
        results.before = address(query, from.saturating_sub(most));
    }
    results.cases = found.hits.into_iter().map(|hit| case_line(cx, &question, hit)).collect();
    Ok(results)
}

fn group(cx: &EmployeeCx, question: &Question, found: &rooms::Found, most: usize) -> Group {
    let (words, count) = (cx.words, found.sources.len());
    let more = if found.has_more {
        words.ta("search-shown-of-more", &[("shown", most.into()), ("most", MOST_COUNTED.into())])
    } else if count > most {
        words.ta("search-shown-of", &[("shown", most.into()), ("count", count.into())])
    } else {
        String::new()
    };
    let entry = |source: &rooms::Source| Entry {
        href: source.href.clone(),
        name: question.marker.pieces(&source.title),
        what: source.what.clone(),
        excerpt: source.excerpt(&question.marker),
    };
    Group {
        heading: words.t(found.room.heading()),
        entries: found.sources.iter().take(most).map(entry).collect(),
        more,
        list: found.room.list(),
    }
}

fn summary(cx: &EmployeeCx, found: &Found, others: usize) -> String {
    let words = cx.words;
    match (found.count, others) {
        (0, 0) => words.t("search-nothing"),
        (0, _) => words.n("search-found-others", others),
        _ if found.has_more => words.ta("search-found-more", &[("most", MOST_COUNTED.into())]),
        (count, _) => words.n("search-found-cases", count),
    }
}

fn case_line(cx: &EmployeeCx, question: &Question, hit: Hit) -> CaseLine {
    let words = cx.words;
    let status = Status::parse(&hit.status).unwrap_or(Status::Closed);
    let due = hit.due_at.filter(|_| status.is_live());
    let (place, pieces) = hit.found.map(|found| (place_words(cx, &found), found.pieces)).unwrap_or_default();
    CaseLine {
        href: format!("/cases/{}", hit.id),
        reference: question.marker.pieces(&hit.reference),
        subject: question.marker.pieces(&hit.subject),
        kind: words.t(&format!("cases-kind-{}", hit.kind)),
        badge: due.map_or("plain", |due| Urgency::of(due, cx.at).badge()),
        due: match (due, status) {
            (Some(due), _) => words.due(due, cx.at),
            (None, Status::Open) => words.t("cases-status-open"),
            (None, Status::WaitingClient) => words.t("cases-status-waiting"),
            (None, Status::Answered) => words.t("cases-status-answered"),
            (None, Status::Closed) => words.t("cases-status-closed"),
        },
        place,
        pieces,
    }
}

fn place_words(cx: &EmployeeCx, place: &Place) -> String {
    let words = cx.words;
    let what = words.t(match place.what {
        What::Client => "search-in-client",
        What::Party => "search-in-party",
        What::Received => "search-in-received",
        What::Sent => "search-in-sent",
        What::Note => "search-in-note",
    });
    match place.at {
        Some(at) => format!("{what}, {}:", words.date(at.day())),
        None => format!("{what}:"),
    }
}

fn person_line(cx: &EmployeeCx, person: people::Person) -> PersonLine {
    let href =
        if person.cases == 1 { format!("/cases/{}", person.latest) } else { address(&person.query, 0) };
    PersonLine {
        href,
        name: person.name,
        contact: person.contact,
        cases: cx.words.n("search-cases-of", person.cases),
    }
}

/// The address of a search, from so many cases on.
fn address(query: &str, from: usize) -> String {
    let from = if from > 0 { format!("&from={from}") } else { String::new() };
    format!("/search?q={}{from}", percent(query))
}

/// A value as an address holds it.
pub(crate) fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() {
            all.push(char::from(byte));
        } else {
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}
