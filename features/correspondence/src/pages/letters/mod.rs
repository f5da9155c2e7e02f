//! `/letters`: letters that belong to no case, and letters of ours that have not left. What needs a person stands first,
//! whoever has waited longest on top; then what waits to leave; what machines wrote stands apart, and so does what somebody
//! has seen to.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

mod one;
mod row;

use askama::Template;
use axum::{extract::Query, http::StatusCode, response::IntoResponse as _};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::Timestamp;
use solits_web::{EmployeeCx, Form, Notice, Page, PageResult, UndoForm, WebError, html, see_other};

pub(crate) use one::{draft_of_left, open, original, seen_to, show, take_up};
pub(super) use row::{CheckView, check};

use self::row::{InRow, OutRow, Showing};
use super::draft::{Draft, notice};
use crate::{
    actions::see_to::{self, MOST_TOGETHER, Said, UNDO_SECONDS},
    hand::Hand,
    model::{LetterId, SeenTo},
    outgoing,
    store::{self, LetterLine, Part, Place},
    terms::model::Kind,
};

/// Letters of a page.
const MOST: i64 = 50;
/// Letters of ours that wait; the outbox has them all.
const MOST_LEAVING: i64 = 100;

/// Which list an address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// The beginnings of all but those that somebody has seen to.
    Beginnings,
    /// One of them, from a place on.
    Only(Part),
}

impl Shown {
    fn of(code: &str) -> Self {
        match code {
            "attention" => Self::Only(Part::Attention),
            "aside" => Self::Only(Part::Aside),
            "seen" => Self::Only(Part::SeenTo),
            _ => Self::Beginnings,
        }
    }

    fn has(self, part: Part) -> bool {
        match self {
            Self::Beginnings => part != Part::SeenTo,
            Self::Only(only) => only == part,
        }
    }
}

const fn code_of(part: Part) -> &'static str {
    match part {
        Part::Attention => "attention",
        Part::Aside => "aside",
        Part::SeenTo => "seen",
        Part::Open => "",
    }
}

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct AskedIn {
    #[serde(default)]
    notice: Option<String>,
    /// `attention`, `aside` or `seen`; otherwise the beginnings.
    #[serde(default)]
    list: String,
    /// The letter at which the page before ended.
    #[serde(default)]
    after: String,
    /// The moment in which somebody has just seen to letters.
    #[serde(default)]
    done: Option<i64>,
}

impl AskedIn {
    fn shown(&self) -> Shown {
        Shown::of(&self.list)
    }

    fn code(&self) -> &'static str {
        match self.shown() {
            Shown::Beginnings => "",
            Shown::Only(part) => code_of(part),
        }
    }

    fn place(&self) -> String {
        Place::parse(&self.after).map(Place::name).unwrap_or_default()
    }

    /// The address after the question mark, without what was just done.
    fn query(&self) -> String {
        format!("list={}&after={}", self.code(), self.place())
    }
}

/// A list of letters with the ways to its other pages.
struct Listed {
    rows: Vec<InRow>,
    first: String,
    next: String,
}

/// What is renewed by itself.
struct Lists {
    attention: Option<Listed>,
    aside: Option<Listed>,
    seen: Option<Listed>,
    /// Letters of ours that wait; absent where only one list is asked for.
    leaving: Option<Vec<OutRow>>,
    /// How many are just being read; empty for none.
    reading: String,
    /// Why letters need no case, as choices.
    reasons: Vec<(String, String)>,
    /// Which list is shown, and from which place on.
    list: &'static str,
    after: String,
    draft: Draft,
}

#[derive(Template)]
#[template(path = "correspondence/letters.html")]
struct ListView {
    page: Page,
    checks: Vec<CheckView>,
    /// The program has written so much that it confirms nothing more for now.
    is_paused: bool,
    tabs: Vec<(String, String, bool)>,
    fragment: String,
    lists: Lists,
}

#[derive(Template)]
#[template(path = "correspondence/letters_fragment.html")]
struct FragmentView {
    page: Page,
    lists: Lists,
}

/// `GET /letters`
pub(crate) async fn list(cx: EmployeeCx, Query(asked): Query<AskedIn>) -> PageResult {
    page(&cx, &asked, Draft::default(), StatusCode::OK).await
}

/// `GET /letters/fragment`: the lists alone.
pub(crate) async fn fragment(cx: EmployeeCx, Query(asked): Query<AskedIn>) -> PageResult {
    let mut tx = cx.read().await?;
    let lists = lists(&mut tx, &cx, &asked, Draft::default()).await?;
    drop(tx);
    html(&FragmentView { page: cx.page(""), lists })
}

async fn page(cx: &EmployeeCx, asked: &AskedIn, draft: Draft, status: StatusCode) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let mailboxes = store::list_mailboxes(&mut tx).await?;
    let is_paused = outgoing::is_paused(&mut tx, cx.at).await.map_err(WebError::from)?;
    let told = told(&mut tx, cx, asked.done).await?;
    let lists = lists(&mut tx, cx, asked, draft).await?;
    drop(tx);
    let mut page = cx.page(words.t("correspondence-letters"));
    page.notice = told.or_else(|| notice(asked.notice.as_deref(), words));
    page.live = Some("/live?topics=letters,outbox".to_owned());
    let shown = asked.shown();
    let view = ListView {
        checks: mailboxes.iter().filter(|one| one.is_active).map(|one| check(one, words)).collect(),
        is_paused,
        tabs: tabs(shown, words),
        fragment: format!("/letters/fragment?{}", asked.query()),
        lists,
        page,
    };
    Ok((status, html(&view)?).into_response())
}

/// The lists with their addresses; the one that is shown is marked.
fn tabs(shown: Shown, words: Words) -> Vec<(String, String, bool)> {
    let only = |part: Part, key: &str| {
        (format!("/letters?list={}", code_of(part)), words.t(key), shown == Shown::Only(part))
    };
    vec![
        ("/letters".to_owned(), words.t("correspondence-list-all"), shown == Shown::Beginnings),
        only(Part::Attention, "correspondence-list-attention"),
        only(Part::Aside, "correspondence-list-aside"),
        only(Part::SeenTo, "correspondence-list-seen"),
    ]
}

async fn lists(tx: &mut Tx, cx: &EmployeeCx, asked: &AskedIn, draft: Draft) -> Result<Lists, WebError> {
    let words = cx.words;
    let shown = asked.shown();
    let mailboxes = store::list_mailboxes(tx).await?;
    let people = solits_organisation::list_employees(tx).await?;
    let terms = store::list_terms(tx, cx.at).await?;
    let term = terms.iter().find(|one| one.kind == Kind::Letter).map_or(Kind::Letter.usual(), |one| one.term);
    let showing = Showing { words, term, mailboxes: &mailboxes, people: &people, draft: &draft };
    let attention = listed(tx, asked, Part::Attention, &showing).await?;
    let aside = listed(tx, asked, Part::Aside, &showing).await?;
    let seen = listed(tx, asked, Part::SeenTo, &showing).await?;
    let leaving = if shown == Shown::Beginnings {
        let lines = store::list_leaving(tx, MOST_LEAVING).await?;
        Some(lines.into_iter().map(|line| row::out_row(line, words)).collect())
    } else {
        None
    };
    let reading = match store::count_waiting(tx).await? {
        0 => String::new(),
        count => words.n("correspondence-being-read", count),
    };
    Ok(Lists {
        attention,
        aside,
        seen,
        leaving,
        reading,
        reasons: reasons(words),
        list: asked.code(),
        after: asked.place(),
        draft,
    })
}

/// Why a letter needs no case, as choices.
fn reasons(words: Words) -> Vec<(String, String)> {
    SeenTo::ALL
        .map(|why| (why.code().to_owned(), words.t(&format!("correspondence-seen-why-{}", why.code()))))
        .to_vec()
}

/// A page of one of the lists; `None` where that one is not asked for.
async fn listed(
    tx: &mut Tx,
    asked: &AskedIn,
    part: Part,
    showing: &Showing<'_>,
) -> Result<Option<Listed>, WebError> {
    let shown = asked.shown();
    if !shown.has(part) {
        return Ok(None);
    }
    let place = Place::parse(&asked.after).filter(|_| shown == Shown::Only(part));
    let mut lines: Vec<LetterLine> = if part == Part::Attention {
        store::list_attention_after(tx, place.unwrap_or(Place::EARLIEST), MOST + 1).await?
    } else {
        store::list_aside_before(tx, part, place.unwrap_or(Place::LATEST), MOST + 1).await?
    };
    let is_more = i64::try_from(lines.len()).unwrap_or(0) > MOST;
    lines.truncate(usize::try_from(MOST).unwrap_or_default());
    let code = code_of(part);
    let next = lines.last().filter(|_| is_more).map(Place::of).map(Place::name);
    Ok(Some(Listed {
        rows: lines.into_iter().map(|line| showing.row(line)).collect(),
        first: if place.is_some() { format!("/letters?list={code}") } else { String::new() },
        next: next.map(|next| format!("/letters?list={code}&after={next}")).unwrap_or_default(),
    }))
}

/// What somebody has just seen to, with the way back for some seconds.
async fn told(tx: &mut Tx, cx: &EmployeeCx, done: Option<i64>) -> Result<Option<Notice>, WebError> {
    let Some(then) = done.map(Timestamp::from_millis) else { return Ok(None) };
    let count = store::list_seen_to_at(tx, cx.me.employee, then).await?.len();
    if count == 0 {
        return Ok(None);
    }
    let seconds = UNDO_SECONDS - cx.at.since(then) / 1000;
    Ok(Some(Notice {
        kind: "good",
        text: cx.words.n("correspondence-seen-to-done", count),
        undo: (seconds > 0).then(|| UndoForm {
            action: "/letters/undo".to_owned(),
            label: cx.words.t("common-undo"),
            seconds,
            fields: vec![("done".to_owned(), then.millis().to_string())],
        }),
    }))
}

/// `POST /letters/seen-to`: several letters at once.
pub(crate) async fn see_to_several(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let (hand, mut draft) = (Hand::of(&cx), Draft::of(fields));
    let mut letters: Vec<LetterId> = Vec::new();
    for id in draft.all("pick").filter_map(|id| id.parse::<LetterId>().ok()).take(MOST_TOGETHER) {
        if !letters.contains(&id) {
            letters.push(id);
        }
    }
    if letters.is_empty() {
        draft.refuse("pick", cx.words.t("correspondence-nothing-picked"));
    }
    let asked = AskedIn {
        list: draft.get("list").to_owned(),
        after: draft.get("after").to_owned(),
        ..AskedIn::default()
    };
    let Some(said) = Said::typed(&mut draft, cx.words) else {
        return page(&cx, &asked, draft, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    see_to::see_to(&mut tx, &hand, &letters, &said).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/letters?{}&done={}", asked.query(), cx.at.millis())))
}

/// `POST /letters/undo`: what was done in one moment is taken back.
pub(crate) async fn undo(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let then = fields.parse("done").map(Timestamp::from_millis).ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    see_to::undo(&mut tx, &Hand::of(&cx), then).await?;
    tx.commit().await?;
    Ok(see_other("/letters?notice=taken-up"))
}
