//! The notices of the display, written by whoever is responsible for the floor or for the set-up (E-20, D-14): text in
//! both languages, from when to when, their order, and what each looks like on the display.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

mod actions;
mod form;
mod model;
mod store;

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{BranchId, Lang, Text, Timestamp, day_of_number};
use solits_organisation::{Branch, NoticeLead, PlannedChange, list_branches, list_changes_to_come};
use solits_standard::Standard;
use solits_web::{
    EmployeeCx, Form, Guard, Notice, Page, PageResult, Routes, WebError, html, see_other, unprocessable,
};

use crate::{
    display::{NoticeShown, NoticesPart, written_notice},
    doors::day_words,
};
pub use actions::post_notices;
use form::Draft;
use model::NoticeId;
use store::NoticeRow;

/// By which way somebody comes: supervisors from the floor, administrators from the set-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Floor,
    Setup,
}

impl Way {
    const fn address(self) -> &'static str {
        match self {
            Self::Floor => "/floor/display",
            Self::Setup => "/setup/display",
        }
    }
    fn back(self, words: Words) -> (&'static str, String) {
        match self {
            Self::Floor => ("/floor", words.t("nav-floor")),
            Self::Setup => ("/setup", words.t("nav-setup")),
        }
    }
}

/// The page of notices, once for each way.
pub(crate) fn routes() -> Routes {
    routes_of(Way::Floor, Guard::Right("queue.supervise"))
        .merge(routes_of(Way::Setup, Guard::Right("setup.manage")))
}

fn routes_of(way: Way, guard: Guard) -> Routes {
    let (page, end, up) = match way {
        Way::Floor => ("/floor/display", "/floor/display/{id}/end", "/floor/display/{id}/up"),
        Way::Setup => ("/setup/display", "/setup/display/{id}/end", "/setup/display/{id}/up"),
    };
    Routes::new()
        .get(page, guard, move |cx: EmployeeCx, asked: Query<Asked>| show(cx, asked, way))
        .post(page, guard, move |cx: EmployeeCx, form: Form| save(cx, form, way))
        .post(end, guard, move |cx: EmployeeCx, id: Path<NoticeId>, form: Form| finish(cx, id, form, way))
        .post(up, guard, move |cx: EmployeeCx, id: Path<NoticeId>, form: Form| up_one(cx, id, form, way))
}

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    branch: String,
    notice: String,
    /// The planned change that a notice is to be written of.
    change: String,
}

/// A branch to choose from.
struct BranchChoice {
    id: BranchId,
    name: String,
    is_current: bool,
}

/// A notice that is shown or will be.
struct NoticeLine {
    id: NoticeId,
    text: Text,
    times: String,
    is_shown: bool,
    /// Of every branch, and not of this one alone.
    is_everywhere: bool,
    /// Why it is later than the standard asks; empty where it is not.
    late: String,
}

/// A change that is planned and that no notice announces yet.
struct ChangeLine {
    day: String,
    text: String,
    /// By when the standard wants it announced; empty where it says nothing of it.
    due: String,
    is_late: bool,
    write: String,
}

/// What the standard asks of a kind of notice.
struct RuleLine {
    kind: String,
    text: String,
    when: String,
    paragraph: String,
}

/// The notices as the display shows them, in one language.
struct Preview {
    lang: &'static str,
    part: String,
}

#[derive(Template)]
#[template(path = "hall/board.html")]
struct BoardView {
    page: Page,
    here: &'static str,
    back: (&'static str, String),
    branches: Vec<BranchChoice>,
    branch: BranchId,
    notices: Vec<NoticeLine>,
    changes: Vec<ChangeLine>,
    rules: Vec<RuleLine>,
    kinds: Vec<(String, String)>,
    places: [(&'static str, String); 2],
    previews: Vec<Preview>,
    draft: Draft,
}

/// `GET /floor/display?branch=…`, `GET /setup/display?branch=…`
async fn show(cx: EmployeeCx, Query(asked): Query<Asked>, way: Way) -> PageResult {
    let mut page = cx.page(cx.words.t("hall-board"));
    page.notice = told(&asked.notice, cx.words);
    board(&cx, page, asked.branch.parse().ok(), Begun::Anew { change: asked.change }, way).await
}

/// How the form of the page begins.
enum Begun {
    /// Empty, or with the words of the planned change of that id.
    Anew { change: String },
    /// As it was typed.
    Typed(Draft),
}

impl Begun {
    fn draft(
        self,
        changes: &[PlannedChange],
        branch: &Branch,
        standard: Option<&Standard>,
        now: Timestamp,
    ) -> Draft {
        let Self::Anew { change } = self else {
            let Self::Typed(draft) = self else { return Draft::new(now) };
            return draft;
        };
        match changes.iter().find(|one| one.id.to_string() == change) {
            None => Draft::new(now),
            Some(change) => {
                let known = rule_of(standard, &change.kind).map_or("", |_| change.kind.as_str());
                Draft::about(change, &change_text(change, branch, now), known, now)
            }
        }
    }
}

/// The words of a notice of a change, to begin with.
fn change_text(change: &PlannedChange, branch: &Branch, now: Timestamp) -> Text {
    let in_language = |lang: Lang| {
        let words = Words::new(lang).read_at(now);
        let day = change.begins_at.day();
        let reason = change.reason.get(lang);
        let is_one_day = change.ends_at.since(change.begins_at) <= 25 * 3_600_000;
        let sentence = match change.hours_of.as_str() {
            "" => return reason.to_owned(),
            "visit" if is_one_day => words.ta(
                "hall-change-day",
                &[("day", words.on(day).into()), ("hours", day_words(words, &branch.calendar, day).into())],
            ),
            _ => words.ta(
                "hall-change-time",
                &[
                    ("from", label(words, change.begins_at).into()),
                    ("until", label(words, change.ends_at).into()),
                ],
            ),
        };
        if reason.is_empty() { sentence } else { format!("{sentence} {reason}") }
    };
    Text::new(in_language(Lang::Lv), in_language(Lang::En))
}

/// A day and a time as a label: "11. janvāris 9.00".
fn label(words: Words, at: Timestamp) -> String {
    format!("{} {}", words.date(at.day()), words.time(at))
}

/// What the standard says of a kind of notice.
fn rule_of<'a>(standard: Option<&'a Standard>, kind: &str) -> Option<&'a solits_standard::model::Notice> {
    let notices = &standard?.lists().notices;
    notices.iter().find(|one| one.value.id == kind).map(|one| &one.value)
}

/// A change that is still to be announced.
fn change_line(
    cx: &EmployeeCx,
    change: &PlannedChange,
    branch: &Branch,
    standard: Option<&Standard>,
    here: &str,
) -> ChangeLine {
    let words = cx.words;
    let day = change.begins_at.day();
    let rule = rule_of(standard, &change.kind);
    let latest = rule.and_then(|rule| {
        Some((NoticeLead::of(rule).latest_day(day, &branch.calendar)?, rule.paragraph.as_str()))
    });
    ChangeLine {
        day: words.day(day),
        text: change_text(change, branch, cx.at).get(words.0).to_owned(),
        due: latest.map_or_else(String::new, |(latest, paragraph)| {
            words.ta("hall-board-late", &[("day", words.on(latest).into()), ("paragraph", paragraph.into())])
        }),
        is_late: latest.is_some_and(|(latest, _)| cx.at.day() > latest),
        write: format!("{here}?branch={}&change={}#new", branch.id, change.id),
    }
}

fn told(key: &str, words: Words) -> Option<Notice> {
    let text = match key {
        "written" => words.t("hall-board-written"),
        "ended" => words.t("hall-board-ended"),
        "moved" => words.t("hall-board-moved"),
        _ => return None,
    };
    Some(Notice { kind: "good", text, undo: None })
}

async fn board(cx: &EmployeeCx, page: Page, wanted: Option<BranchId>, begun: Begun, way: Way) -> PageResult {
    let mut tx = cx.read().await?;
    let branches = list_branches(&mut tx).await?;
    let branch = chosen(cx, &branches, wanted)?;
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(_, standard)| standard);
    let rows = store::list(&mut tx, branch.id, cx.at).await?;
    let standard = standard.as_deref();
    let changes = list_changes_to_come(&mut tx, branch.id, cx.at).await?;
    let draft = begun.draft(&changes, branch, standard, cx.at);
    let open = changes.iter().filter(|change| change.posted_at.is_none());
    html(&BoardView {
        changes: open.map(|change| change_line(cx, change, branch, standard, way.address())).collect(),
        here: way.address(),
        back: way.back(cx.words),
        branches: branches
            .iter()
            .map(|one| BranchChoice {
                id: one.id,
                name: one.name.get(cx.words.0).to_owned(),
                is_current: one.id == branch.id,
            })
            .collect(),
        branch: branch.id,
        previews: previews(cx, &rows, &draft)?,
        notices: rows.iter().map(|row| line(cx, row, branch, standard)).collect(),
        rules: rules(standard, cx.words),
        kinds: rules(standard, cx.words).into_iter().map(|rule| (rule.kind, rule.text)).collect(),
        places: [
            ("here", branch.name.get(cx.words.0).to_owned()),
            ("all", cx.words.t("hall-board-everywhere")),
        ],
        draft,
        page,
    })
}

/// The branch the address names, else the employee's own, else the first.
fn chosen<'a>(
    cx: &EmployeeCx,
    branches: &'a [Branch],
    wanted: Option<BranchId>,
) -> Result<&'a Branch, WebError> {
    match wanted {
        Some(id) => branches.iter().find(|branch| branch.id == id),
        None => branches.iter().find(|branch| Some(branch.id) == cx.me.branch).or_else(|| branches.first()),
    }
    .ok_or(WebError::NotFound)
}

fn line(cx: &EmployeeCx, row: &NoticeRow, branch: &Branch, standard: Option<&Standard>) -> NoticeLine {
    NoticeLine {
        id: row.id,
        text: Text::new(row.text_lv.clone(), row.text_en.clone()),
        times: cx.words.ta(
            "hall-board-times",
            &[
                ("from", cx.words.moment(row.shown_from).into()),
                ("until", cx.words.moment(row.shown_until).into()),
            ],
        ),
        is_shown: row.shown_from <= cx.at,
        is_everywhere: row.branch_id.is_none(),
        late: late(cx.words, row, branch, standard).unwrap_or_default(),
    }
}

/// That a notice is shown later than the standard asks.
fn late(words: Words, row: &NoticeRow, branch: &Branch, standard: Option<&Standard>) -> Option<String> {
    let kind = row.kind.as_deref()?;
    let rule = rule_of(standard, kind)?;
    let latest = NoticeLead::of(rule).latest_day(day_of_number(row.about_on?), &branch.calendar)?;
    (row.shown_from.day() > latest).then(|| {
        let paragraph = rule.paragraph.as_str();
        words.ta("hall-board-late", &[("day", words.on(latest).into()), ("paragraph", paragraph.into())])
    })
}

/// What the standard in force says about notices.
fn rules(standard: Option<&Standard>, words: Words) -> Vec<RuleLine> {
    let notices = standard.map(|standard| standard.lists().notices.as_slice()).unwrap_or_default();
    notices
        .iter()
        .map(|one| RuleLine {
            kind: one.value.id.clone(),
            text: one.value.text.get(words.0).to_owned(),
            when: match NoticeLead::of(&one.value) {
                NoticeLead::AtOnce => words.t("hall-board-at-once"),
                NoticeLead::CalendarDays(days) => words.n("hall-board-days", days),
                NoticeLead::WorkingDays(days) => words.n("hall-board-working-days", days),
            },
            paragraph: one.value.paragraph.clone(),
        })
        .collect()
}

/// What the display turns over now, with the notice that is being written after it, in both languages.
fn previews(cx: &EmployeeCx, rows: &[NoticeRow], draft: &Draft) -> Result<Vec<Preview>, WebError> {
    let shown = rows.iter().filter(|row| row.shown_from <= cx.at);
    let mut texts: Vec<Text> = shown.map(|row| Text::new(row.text_lv.clone(), row.text_en.clone())).collect();
    let typed = draft.typed_text();
    if !typed.lv.is_empty() || !typed.en.is_empty() {
        texts.push(typed);
    }
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let languages = [(Lang::Lv, "lv"), (Lang::En, "en")];
    let part = |lang| {
        let notices: Vec<NoticeShown> =
            texts.iter().map(|text| written_notice(Words::new(lang), text)).collect();
        NoticesPart { notices, one_at_a_time: false }.render()
    };
    languages.into_iter().map(|(lang, name)| Ok(Preview { lang: name, part: part(lang)? })).collect()
}

async fn branch_of(tx: &mut Tx, cx: &EmployeeCx, form: &str) -> Result<BranchId, WebError> {
    let wanted: BranchId = form.parse().map_err(|_| WebError::BadRequest)?;
    let branches = list_branches(tx).await?;
    Ok(chosen(cx, &branches, Some(wanted))?.id)
}

/// `POST /floor/display`: a new notice, or a look at it first.
async fn save(cx: EmployeeCx, Form(fields): Form, way: Way) -> PageResult {
    let mut tx = cx.write().await?;
    let branch = branch_of(&mut tx, &cx, fields.get("branch")).await?;
    let look_first = fields.get("do") == "preview";
    let mut draft = Draft::of(fields);
    let page = |cx: &EmployeeCx| cx.page(cx.words.t("hall-board"));
    if look_first {
        drop(tx);
        return board(&cx, page(&cx), Some(branch), Begun::Typed(draft), way).await;
    }
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(_, standard)| standard);
    let Some(notice) = draft.read(branch, standard.as_deref(), cx.at, cx.words) else {
        drop(tx);
        return Ok(unprocessable(board(&cx, page(&cx), Some(branch), Begun::Typed(draft), way).await?));
    };
    actions::write(&mut tx, &cx.app, &cx.actor(), branch, &notice).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?branch={branch}&notice=written", way.address())))
}

/// `POST /floor/display/{id}/end`
async fn finish(cx: EmployeeCx, Path(id): Path<NoticeId>, Form(fields): Form, way: Way) -> PageResult {
    let mut tx = cx.write().await?;
    let branch = branch_of(&mut tx, &cx, fields.get("branch")).await?;
    actions::end(&mut tx, &cx.app, &cx.actor(), branch, id).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?branch={branch}&notice=ended", way.address())))
}

/// `POST /floor/display/{id}/up`
async fn up_one(cx: EmployeeCx, Path(id): Path<NoticeId>, Form(fields): Form, way: Way) -> PageResult {
    let mut tx = cx.write().await?;
    let branch = branch_of(&mut tx, &cx, fields.get("branch")).await?;
    actions::move_up(&mut tx, &cx.app, &cx.actor(), branch, id).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?branch={branch}&notice=moved", way.address())))
}
