//! `/standard/drafts/{draft}/clash?at=`: what I wrote and what another wrote, side by side, until I choose.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Path, Query};
use solits_db::Tx;
use solits_i18n::Words;
use solits_standard::edit::{self, About, Address, Change, Clash, Merged};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{Frame, Here, found, item::fields_of, live_page};
use crate::editor::{
    actions::{self, Proposed},
    entry,
    inputs::label,
    model::WHOLE_TEXT,
    place::{called_by_address, encoded},
    store::{self, Draft, Typed},
};

/// One thing to choose about.
struct Choice {
    /// Number of the clash, from 0.
    number: usize,
    heading: String,
    base: Vec<(String, String)>,
    mine: Vec<(String, String)>,
    theirs: Vec<(String, String)>,
    /// Whether mine can be taken here; else only in the text.
    can_take_mine: bool,
    /// Said of what has no fields: the order of a list, the whole text.
    note: String,
}

#[derive(Template)]
#[template(path = "standards/editor_clash.html")]
struct ClashView {
    page: Page,
    frame: Frame,
    at: String,
    /// The state that mine is set against.
    state: i64,
    choices: Vec<Choice>,
    /// What I wrote where nothing is left to set it against.
    left: Vec<(String, String)>,
    back: String,
}

/// What I wrote at a place, as a text of the whole standard and the state it was made from.
struct Mine {
    typed: Typed,
    /// The whole text as I wanted it; `None` where the entry is not in the state I saw.
    text: Option<String>,
    values: BTreeMap<String, String>,
}

async fn mine(tx: &mut Tx, cx: &EmployeeCx, draft: i64, at: &str) -> Result<Option<Mine>, WebError> {
    let typed = store::list_typed(tx, draft, cx.me.employee).await?;
    let Some(typed) = typed.into_iter().find(|typed| typed.place == at) else { return Ok(None) };
    if at == WHOLE_TEXT {
        let text: Option<String> = serde_json::from_str(&typed.fields).ok();
        return Ok(Some(Mine { typed, text, values: BTreeMap::new() }));
    }
    let values: BTreeMap<String, String> = serde_json::from_str(&typed.fields).unwrap_or_default();
    let seen = actions::text_of(tx, draft, typed.state).await?;
    let item: Address = at.parse().map_err(|_| WebError::NotFound)?;
    let text =
        edit::apply(&seen, &Change::Set { item, values: values.clone() }).ok().map(|applied| applied.text);
    Ok(Some(Mine { typed, text, values }))
}

/// What I wrote joined with how the draft stands now.
async fn joined(tx: &mut Tx, draft: &Draft, mine: &Mine) -> Result<Option<Merged>, WebError> {
    let Some(text) = &mine.text else { return Ok(None) };
    let seen = actions::text_of(tx, draft.draft, mine.typed.state).await?;
    let now = actions::text_of(tx, draft.draft, draft.state).await?;
    Ok(edit::merge(&seen, text, &now).ok())
}

/// Where the place itself is written.
fn place_address(draft: i64, at: &str) -> String {
    match at {
        "" => format!("/standard/drafts/{draft}"),
        WHOLE_TEXT => format!("/standard/drafts/{draft}/text"),
        at => format!("/standard/drafts/{draft}/item?at={}", encoded(at)),
    }
}

/// `GET /standard/drafts/{draft}/clash?at=`
pub(in crate::editor) async fn show(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let words = cx.words;
    let at = query.get("at").map_or("", String::as_str).to_owned();
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let mine = mine(&mut tx, &cx, draft, &at).await?;
    let merged = match &mine {
        Some(mine) => joined(&mut tx, &found, mine).await?,
        None => None,
    };
    let clashes = merged.map(|merged| merged.clashes).unwrap_or_default();
    let left = match &mine {
        Some(mine) if clashes.is_empty() => named(words, &at, &mine.values),
        _ => Vec::new(),
    };
    html(&ClashView {
        frame: Frame::read(&cx, &mut tx, &found, Here::Overview, &at).await?,
        page: live_page(&cx, draft, words.t("standards-edit-clash-title"), &query),
        state: found.state,
        choices: clashes.iter().enumerate().map(|(number, clash)| choice(words, number, clash)).collect(),
        left,
        back: if mine.is_some() { format!("/standard/drafts/{draft}") } else { place_address(draft, &at) },
        at,
    })
}

/// Values with the names of their fields.
fn named(words: Words, at: &str, values: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let address = at.parse::<Address>().ok();
    let fields = address.and_then(|address| Some(fields_of(edit::list(&address.list)?, &address)));
    let fields = fields.unwrap_or_default();
    values.iter().map(|(name, value)| (label(&fields, name, words), value.clone())).collect()
}

fn choice(words: Words, number: usize, clash: &Clash) -> Choice {
    let at = clash.item.to_string();
    let side = |values: &Option<BTreeMap<String, String>>| {
        values.as_ref().map_or_else(
            || vec![(String::new(), words.t("standards-edit-is-gone"))],
            |values| {
                let named = named(words, &at, values);
                if named.is_empty() {
                    vec![(String::new(), words.t("standards-edit-is-empty"))]
                } else {
                    named
                }
            },
        )
    };
    Choice {
        number,
        heading: match &clash.about {
            About::Text => words.t("standards-edit-whole-text"),
            About::Input(_) | About::Item | About::Order => called_by_address(&at, words.0),
        },
        note: match &clash.about {
            About::Order => words.t("standards-edit-clash-order"),
            About::Text => words.t("standards-edit-clash-text"),
            About::Input(_) | About::Item => String::new(),
        },
        base: side(&clash.base),
        mine: side(&clash.mine),
        theirs: side(&clash.theirs),
        can_take_mine: clash.take_mine.is_some(),
    }
}

/// `POST /standard/drafts/{draft}/clash`: one side is chosen for each.
pub(in crate::editor) async fn choose(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Form(fields): Form,
) -> PageResult {
    let at = fields.get("_at").to_owned();
    let state: i64 = fields.parse("_state").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    if fields.get("_do") == "let-go" {
        store::delete_typed(&mut tx, draft, cx.me.employee, &at).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("/standard/drafts/{draft}")));
    }
    let held = actions::held(&mut tx, draft).await?;
    let Some(mine) = mine(&mut tx, &cx, draft, &at).await? else {
        return Ok(see_other(&place_address(draft, &at)));
    };
    // What was chosen between may have changed meanwhile: it is shown again.
    let merged = if held.state == state { joined(&mut tx, &held, &mine).await? } else { None };
    let Some(merged) = merged else { return Ok(see_other(&super::item::clash_address(draft, &at))) };
    let mut text = merged.text;
    for (number, clash) in merged.clashes.iter().enumerate() {
        let chosen = fields.get(&format!("choice-{number}"));
        if chosen == "mine"
            && let Some(change) = &clash.take_mine
        {
            text = edit::apply(&text, change)
                .map_err(|_| WebError::Conflict("standards-edit-list-changed"))?
                .text;
        }
    }
    let now = actions::text_of(&mut tx, draft, held.state).await?;
    if text != now {
        let place = if at == WHOLE_TEXT { "" } else { at.as_str() };
        let proposed = Proposed { seen: held.state, text: &text, what: "chosen", place };
        actions::save(&mut tx, &cx.app, &cx.actor(), &held, proposed).await?;
    }
    store::delete_typed(&mut tx, draft, cx.me.employee, &at).await?;
    tx.commit().await?;
    let items = entry::read(&text);
    let is_there = at.parse().is_ok_and(|address: Address| items.iter().any(|item| item.address == address));
    let place = if at == WHOLE_TEXT || is_there {
        place_address(draft, &at)
    } else {
        format!("/standard/drafts/{draft}")
    };
    let sign = if place.contains('?') { '&' } else { '?' };
    Ok(see_other(&format!("{place}{sign}notice=chosen")))
}
