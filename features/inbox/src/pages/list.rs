//! `/inbox`: one list of everything that is owed, the nearest limit first.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{extract::RawQuery, http::StatusCode, response::IntoResponse as _};
use solits_access::{Look, look};
use solits_cases::{Kind, Unanswered};
use solits_colleagues::{Due, list_due};
use solits_db::Tx;
use solits_kernel::EmployeeId;
use solits_organisation::{list_branches, list_services};
use solits_web::{EmployeeCx, Fields, Page, PageResult, UndoForm, WebError, html};

use super::{
    ahead::{letters, returned, untold},
    done::{self, Told},
    row::{LetterRow, Listed, Making},
};
use crate::{
    act::Pick,
    listing::page_of,
    model::{After, Asked, CHANNELS, Until, View, encoded, pairs_of},
    people::People,
    presence,
    store::{self, Counts, MOST_COUNTED, ViewRow},
};

/// Questions of colleagues, and as many non-conformities, that stand in the list; their own pages have them all.
const MOST_ASKED: i64 = 100;
/// How far a second page can be gone back from.
pub(super) const FIRST: After = After::START;

/// A tab with how many cases it has.
pub(crate) struct Tab {
    href: String,
    label: String,
    count: String,
    is_current: bool,
}

/// A form that stands under the list, as it was typed.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    pub(crate) fields: Fields,
    pub(crate) picks: Vec<Pick>,
    /// Field and words.
    pub(crate) errors: Vec<(String, String)>,
}

impl Typed {
    fn get(&self, name: &str) -> &str {
        self.fields.get(name)
    }
    fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find_map(|(field, words)| (field == name).then_some(words.as_str()))
            .unwrap_or_default()
    }
}

/// What the list is narrowed by, as choices of a form.
struct Choices {
    kinds: Vec<(String, String)>,
    services: Vec<(String, String)>,
    channels: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    kind: &'static str,
    service: String,
    branch: String,
}

#[derive(Template)]
#[template(path = "inbox/list.html")]
struct ListView {
    page: Page,
    tabs: Vec<Tab>,
    saved: Vec<(String, String, bool)>,
    asked: Asked,
    back: String,
    choices: Choices,
    colleagues: Vec<(String, String)>,
    /// Why those that are closed need no answer.
    unanswered: Vec<(String, String)>,
    typed: Typed,
    told: Option<Told>,
    fragment: String,
    tabs_fragment: String,
    rows: RowsPart,
}

/// The rows and what stands around them.
struct RowsPart {
    rows: Vec<Listed>,
    letters: Vec<LetterRow>,
    heading: String,
    empty: String,
    next: String,
    first: String,
    back: String,
}

#[derive(Template)]
#[template(path = "inbox/rows_fragment.html")]
struct RowsView {
    page: Page,
    rows: RowsPart,
}

#[derive(Template)]
#[template(path = "inbox/tabs.html")]
struct TabsView {
    tabs: Vec<Tab>,
}

/// What an address asks for, and where its page begins.
struct Wanted {
    asked: Asked,
    after: After,
    fields: Fields,
}

fn wanted(query: Option<&str>) -> Wanted {
    let pairs = pairs_of(query.unwrap_or_default());
    let asked = Asked::of(&pairs);
    let fields: Fields = pairs.into();
    let after = After::parse(fields.get("after")).unwrap_or(FIRST);
    Wanted { asked, after, fields }
}

/// `GET /inbox`
pub(crate) async fn show(cx: EmployeeCx, RawQuery(query): RawQuery) -> PageResult {
    let wanted = wanted(query.as_deref());
    let done = wanted.fields.parse("done");
    page(&cx, wanted, Typed::default(), done, StatusCode::OK).await
}

/// The list again, with what was typed under it and what is wrong with that.
pub(crate) async fn refused(cx: &EmployeeCx, back: &str, typed: Typed) -> PageResult {
    page(cx, wanted(Some(back)), typed, None, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn page(
    cx: &EmployeeCx,
    wanted: Wanted,
    typed: Typed,
    done: Option<uuid::Uuid>,
    status: StatusCode,
) -> PageResult {
    let Wanted { mut asked, after, fields } = wanted;
    let words = cx.words;
    let mut tx = cx.read().await?;
    let people = People::read(&mut tx, cx.me.employee, cx.at, words).await?;
    let views = store::list_views(&mut tx, cx.me.employee, people.unit_of(cx.me.employee)).await?;
    if !fields.has("view") && !asked.is_narrowed() {
        asked = default_of(&views, cx.me.employee).unwrap_or(asked);
    }
    let counts = store::count_by_view(&mut tx, &people.reach, cx.at).await?;
    let told = match done {
        Some(batch) => done::told(&mut tx, cx, batch, &back(&asked, after), &people).await?,
        None => None,
    };
    let waiting = list_due(&mut tx, &people.reach.own, MOST_ASKED).await?;
    let tabs = tabs(cx, &asked, &counts, &waiting);
    let rows = rows(cx, &mut tx, &people, &counts, waiting, (&asked, after), &typed.picks).await?;
    let choices = choices(cx, &mut tx, &asked).await?;
    drop(tx);
    let cases = rows.rows.iter().filter(|row| row.is_case()).count();
    if cases > 0 {
        look(cx.write().await?, &cx.app, &cx.actor(), Look::List(cases)).await?;
    }
    let query = asked.query();
    let mut page = cx.page(words.t("inbox-title"));
    page.live = Some(format!("/inbox/live?{query}"));
    let done_to_cases = told.as_ref().and_then(|told| told.notice.clone());
    page.notice = done_to_cases.or_else(|| super::views::notice(fields.get("notice"), words));
    let view = ListView {
        tabs,
        saved: views
            .iter()
            .map(|view| (format!("/inbox?{}", view.query), view.name.clone(), view.query == query))
            .collect(),
        back: back(&asked, after),
        colleagues: people.options(),
        unanswered: Unanswered::choices(cx.words),
        fragment: format!("/inbox/fragment?{}", back(&asked, after)),
        tabs_fragment: format!("/inbox/tabs/fragment?{query}"),
        choices,
        asked,
        typed,
        told,
        rows,
        page,
    };
    Ok((status, html(&view)?).into_response())
}

/// The list that somebody wants to see when they say nothing.
fn default_of(views: &[ViewRow], me: EmployeeId) -> Option<Asked> {
    let own = views.iter().find(|view| view.employee_id == me && view.is_default == 1)?;
    Some(Asked::of_query(&own.query))
}

/// The address of a page of a list, after the question mark.
fn back(asked: &Asked, after: After) -> String {
    if after == FIRST { asked.query() } else { format!("{}&after={}", asked.query(), after.name()) }
}

/// `GET /inbox/fragment`: the rows alone.
pub(crate) async fn fragment(cx: EmployeeCx, RawQuery(query): RawQuery) -> PageResult {
    let Wanted { asked, after, .. } = wanted(query.as_deref());
    let mut tx = cx.read().await?;
    let people = People::read(&mut tx, cx.me.employee, cx.at, cx.words).await?;
    let counts = store::count_by_view(&mut tx, &people.reach, cx.at).await?;
    let waiting = list_due(&mut tx, &people.reach.own, MOST_ASKED).await?;
    let rows = rows(&cx, &mut tx, &people, &counts, waiting, (&asked, after), &[]).await?;
    html(&RowsView { page: cx.page(""), rows })
}

/// `GET /inbox/tabs/fragment`: the tabs with their counts.
pub(crate) async fn tabs_fragment(cx: EmployeeCx, RawQuery(query): RawQuery) -> PageResult {
    let asked = Asked::of_query(query.as_deref().unwrap_or_default());
    let mut tx = cx.read().await?;
    let people = People::read(&mut tx, cx.me.employee, cx.at, cx.words).await?;
    let counts = store::count_by_view(&mut tx, &people.reach, cx.at).await?;
    let waiting = list_due(&mut tx, &people.reach.own, MOST_ASKED).await?;
    html(&TabsView { tabs: tabs(&cx, &asked, &counts, &waiting) })
}

fn tabs(cx: &EmployeeCx, asked: &Asked, counts: &Counts, waiting: &[Due]) -> Vec<Tab> {
    let tab = |view: View| {
        let asked_of_me = view
            .has_asked()
            .map_or(0, |only_late| waiting.iter().filter(|one| only_late.holds(one.due_at, cx.at)).count());
        let cases = counts.of(view);
        let count = cx.words.number(cases.min(MOST_COUNTED) + i64::try_from(asked_of_me).unwrap_or_default());
        Tab {
            href: format!("/inbox?{}", asked.viewed(view).query()),
            label: cx.words.t(view.label()),
            count: if cases > MOST_COUNTED { format!("{count}+") } else { count },
            is_current: asked.view == view,
        }
    };
    View::ALL.map(tab).into()
}

async fn rows(
    cx: &EmployeeCx,
    tx: &mut Tx,
    people: &People,
    counts: &Counts,
    waiting: Vec<Due>,
    (asked, after): (&Asked, After),
    picked: &[Pick],
) -> Result<RowsPart, WebError> {
    let words = cx.words;
    let (lines, until) = page_of(tx, people, counts, (asked, after), cx.at).await?;
    let next = match until {
        Until::End => String::new(),
        Until::Row(row) => format!("/inbox?{}", back(asked, row)),
    };
    let mut waiting = waiting;
    waiting.retain(|one| {
        asked.view.has_asked().is_some_and(|only_late| only_late.holds(one.due_at, cx.at))
            && asked.fits(&one.subject)
            && until.holds(after, one.due_at, one.id)
    });
    let letters = letters(cx, tx, asked, after).await?;
    let returned = returned(tx, people, asked, after).await?;
    let untold = untold(tx, people, asked, after).await?;
    let present = presence::list(tx, cx.at).await?;
    let making = Making { cx, people, present: &present, picked };
    Ok(RowsPart {
        rows: by_limit(&making, lines, waiting),
        letters: returned
            .into_iter()
            .map(|one| making.returned(one))
            .chain(untold.into_iter().map(|one| making.untold(one)))
            .chain(letters.into_iter().map(|letter| making.letter(letter)))
            .collect(),
        heading: words.t(asked.view.label()),
        empty: words.t(if asked.is_narrowed() { "inbox-empty-narrowed" } else { asked.view.empty() }),
        first: if after == FIRST { String::new() } else { format!("/inbox?{}", asked.query()) },
        back: back(asked, after),
        next,
    })
}

/// Cases and what colleagues ask in one order: the nearest limit first, what has none last.
fn by_limit(making: &Making<'_>, lines: Vec<store::Line>, waiting: Vec<Due>) -> Vec<Listed> {
    let cases = lines.into_iter().map(|line| {
        let place = (line.due_at.is_none(), line.due_at, line.id.uuid());
        (place, Listed::Case(Box::new(making.row(line))))
    });
    let asked = waiting.into_iter().map(|one| {
        let place = (one.due_at.is_none(), one.due_at, one.id);
        (place, Listed::Asked(Box::new(making.asked(one))))
    });
    let mut all: Vec<_> = cases.chain(asked).collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, row)| row).collect()
}

async fn choices(cx: &EmployeeCx, tx: &mut Tx, asked: &Asked) -> Result<Choices, WebError> {
    let words = cx.words;
    let services = list_services(tx).await?;
    let branches = list_branches(tx).await?;
    Ok(Choices {
        kind: asked.kind.map(Kind::name).unwrap_or_default(),
        service: asked.service.map(|id| id.to_string()).unwrap_or_default(),
        branch: asked.branch.map(|id| id.to_string()).unwrap_or_default(),
        kinds: Kind::ALL
            .map(|kind| (kind.name().to_owned(), words.t(&format!("cases-kind-{}", kind.name()))))
            .into(),
        services: services.iter().map(|one| (one.id.to_string(), one.name.get(words.0).to_owned())).collect(),
        channels: CHANNELS
            .map(|channel| {
                let key = format!("cases-channel-{}", channel.replace('_', "-"));
                (channel.to_owned(), words.t(&key))
            })
            .into(),
        branches: branches.iter().map(|one| (one.id.to_string(), one.name.get(words.0).to_owned())).collect(),
    })
}

/// The address of the list with what was just done there.
pub(crate) fn address(back: &str, batch: uuid::Uuid) -> String {
    let Wanted { asked, after, .. } = wanted(Some(back));
    format!("/inbox?{}&done={}", self::back(&asked, after), encoded(&batch.to_string()))
}

/// The form that takes back what was just done.
pub(crate) fn undo_form(cx: &EmployeeCx, batch: uuid::Uuid, seconds: i64, back: &str) -> UndoForm {
    UndoForm {
        action: "/inbox/undo".to_owned(),
        label: cx.words.t("common-undo"),
        seconds,
        fields: vec![("batch".to_owned(), batch.to_string()), ("back".to_owned(), back.to_owned())],
    }
}
