//! `/suggestions`: every employee proposes changes of the standard and sees what was answered; those who answer for a norm
//! and those who write the standard answer.

#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

mod cards;

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, recall, remember, see_other};

use super::{
    NAME_OWNERS, READ,
    owners::NoneView,
    parts::{self, Here, Tab, Typed, notice, tabs, unprocessable},
    said,
};
use crate::{
    model::suggestion::{Answerer, Suggestion, SuggestionId, Target, Verdict, targets},
    store, suggesting,
};
use cards::{Card, Cards};

/// The longest proposal and answer.
const MOST_WORDS: usize = 4_000;
const HERE: &str = "/suggestions";

#[derive(Template)]
#[template(path = "evidence/suggestions.html")]
struct SuggestionsView {
    page: Page,
    tabs: Vec<Tab>,
    headline: String,
    about: Vec<(String, String)>,
    mine: Vec<Card>,
    open: Vec<Card>,
    answered: Vec<Card>,
    /// Whether the reader is one of those who answer.
    answers: bool,
    versions: Vec<(String, String)>,
    typed: Typed,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// What a new suggestion is about.
    about: String,
    notice: Option<String>,
}

/// What was typed as an answer and refused.
struct Refused {
    id: SuggestionId,
    answer: String,
    error: String,
}

fn fresh(cx: &EmployeeCx, about: String) -> Typed {
    Typed::filled(&[("about", about), ("key", cx.app.random.code(20))])
}

/// The tabs of the room, for those who see its other pages.
fn own_tabs(cx: &EmployeeCx) -> Vec<Tab> {
    if cx.me.may(READ) { tabs(cx.words, HERE) } else { Vec::new() }
}

/// `GET /suggestions`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let typed = fresh(&cx, asked.about);
    page(&cx, asked.notice.as_deref(), typed, None).await
}

async fn page(cx: &EmployeeCx, told: Option<&str>, typed: Typed, refused: Option<Refused>) -> PageResult {
    let words = cx.words;
    let mut page = cx.page(words.t("evidence-suggestions"));
    page.notice = notice(told, words);
    let mut tx = cx.read().await?;
    let Some(here) = Here::load(cx, &mut tx).await? else {
        return html(&NoneView { page, tabs: own_tabs(cx), headline: String::new() });
    };
    let me = Answerer { id: cx.me.employee, drafts: cx.me.may(NAME_OWNERS) };
    let mine = store::list_suggestions_by(&mut tx, me.id).await?;
    let open = store::list_unanswered(&mut tx).await?;
    let answered = store::list_answered(&mut tx).await?;
    let versions = store::list_versions(&mut tx).await?;
    let cards = Cards::load(words, &mut tx, &here).await?;
    let for_me = |one: &Suggestion| me.answers(one, &cards.responsible(&one.target));
    let is_owner = cards.is_responsible_for_any(me.id);
    let mut open: Vec<Card> = open.iter().filter(|one| for_me(one)).map(|one| cards.card(one)).collect();
    for card in &mut open {
        if let Some(refused) = refused.as_ref().filter(|refused| refused.id == card.id) {
            card.typed.clone_from(&refused.answer);
            card.error.clone_from(&refused.error);
        }
    }
    let taken_up = |one: &Suggestion| {
        let mut card = cards.card(one);
        card.can_be_taken_up &= me.drafts;
        card
    };
    html(&SuggestionsView {
        page,
        tabs: own_tabs(cx),
        headline: parts::headline(words, &here.standard),
        about: about_options(words, &here),
        mine: mine.iter().map(|one| Card { can_be_taken_up: false, ..cards.card(one) }).collect(),
        open,
        answered: answered.iter().filter(|one| for_me(one)).map(taken_up).collect(),
        answers: me.drafts || is_owner,
        versions: versions
            .iter()
            .rev()
            .map(|row| (row.number.to_string(), format!("{} ({})", row.version, row.document)))
            .collect(),
        typed,
    })
}

fn about_options(words: Words, here: &Here) -> Vec<(String, String)> {
    let of = |(target, name): (Target, solits_kernel::Text)| {
        let source = said::source(words, &here.standard, &target.origin);
        (target.value(), format!("{source}: {}", name.get(words.0)))
    };
    targets(&here.standard).into_iter().map(of).collect()
}

/// `POST /suggestions`: proposes a change.
pub(crate) async fn propose(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    const DONE: &str = "/suggestions?notice=suggested";
    let key = fields.get("key").to_owned();
    let mut typed = Typed::new(fields);
    let mut tx = cx.write().await?;
    if recall(&mut tx, "suggestion.make", &key).await?.is_some() {
        return Ok(see_other(DONE));
    }
    let here = Here::load(&cx, &mut tx).await?.ok_or(WebError::NotFound)?;
    let about = typed.get("about").to_owned();
    let target =
        targets(&here.standard).into_iter().map(|(target, _)| target).find(|one| one.value() == about);
    if target.is_none() {
        typed.refuse("about", cx.words.t("common-field-choose"));
    }
    let proposal = typed.text("proposal", MOST_WORDS, cx.words);
    let Some((target, proposal)) = target.zip(proposal) else {
        drop(tx);
        return Ok(unprocessable(page(&cx, None, typed, None).await?));
    };
    let id = suggesting::suggest(&mut tx, &cx.app, &cx.actor(), here.number, target, proposal).await?;
    remember(&mut tx, "suggestion.make", &key, &id.to_string(), cx.at).await?;
    tx.commit().await?;
    Ok(see_other(DONE))
}

/// A suggestion that the reader answers; not found for everybody else.
async fn to_answer(cx: &EmployeeCx, tx: &mut Tx, id: SuggestionId) -> Result<Suggestion, WebError> {
    let suggestion = store::find_suggestion(tx, id).await?.ok_or(WebError::NotFound)?;
    let here = Here::load(cx, tx).await?.ok_or(WebError::NotFound)?;
    let me = Answerer { id: cx.me.employee, drafts: cx.me.may(NAME_OWNERS) };
    let cards = Cards::load(cx.words, tx, &here).await?;
    if me.answers(&suggestion, &cards.responsible(&suggestion.target)) {
        Ok(suggestion)
    } else {
        Err(WebError::NotFound)
    }
}

/// `POST /suggestions/{id}/answer`: accepts or declines, with words.
pub(crate) async fn answer(cx: EmployeeCx, Path(id): Path<SuggestionId>, Form(fields): Form) -> PageResult {
    let mut typed = Typed::new(fields);
    let verdict = Verdict::of(typed.get("verdict")).ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    let suggestion = to_answer(&cx, &mut tx, id).await?;
    let Some(words) = typed.text("answer", MOST_WORDS, cx.words) else {
        drop(tx);
        let refused =
            Refused { id, answer: typed.get("answer").to_owned(), error: typed.error("answer").to_owned() };
        return Ok(unprocessable(page(&cx, None, fresh(&cx, String::new()), Some(refused)).await?));
    };
    suggesting::answer(&mut tx, &cx.app, &cx.actor(), &suggestion, verdict, words).await?;
    tx.commit().await?;
    Ok(see_other("/suggestions?notice=answered"))
}

/// `POST /suggestions/{id}/taken-up`: says in which version an accepted suggestion is.
pub(crate) async fn take_up(cx: EmployeeCx, Path(id): Path<SuggestionId>, Form(fields): Form) -> PageResult {
    cx.demand(NAME_OWNERS)?;
    let mut tx = cx.write().await?;
    let suggestion = to_answer(&cx, &mut tx, id).await?;
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    if store::list_versions(&mut tx).await?.iter().all(|row| row.number != version) {
        return Err(WebError::BadRequest);
    }
    suggesting::take_up(&mut tx, &cx.app, &cx.actor(), &suggestion, version).await?;
    tx.commit().await?;
    Ok(see_other("/suggestions?notice=taken-up"))
}
