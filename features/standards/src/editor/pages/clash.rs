//! `/standard/drafts/{draft}/clash?at=`: what I wrote and what another wrote, side by side, until I choose.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Path, Query};
use solits_db::Tx;
use solits_i18n::Words;
use solits_standard::edit::{self, About, Address, Clash, Merged};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    Frame, Here, found,
    item::{fields_of, sentence},
    live_page, place_words,
    sending::{LONGEST_NAME, cleaned},
};
use crate::editor::{
    actions::{self, Read, Ready, Taken},
    entry::{self, Fitted},
    inputs::label,
    model::WHOLE_TEXT,
    place::{called_by_address, encoded, find, follow},
    ready::{Outcome, next},
    store::{self, Typed},
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

/// A value of mine that does not fit its field.
struct Misfit {
    label: String,
    mine: String,
    /// What the field holds now; empty where the entry is gone.
    now: String,
    why: String,
}

/// What can be done with what I wrote where nothing is left to set it against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    /// It can be worked into the draft.
    Fits,
    /// It does not fit its fields, where it can be put right.
    InFields,
    /// Its entry is gone: it can only be copied by hand.
    ByHand,
}

impl Left {
    fn can_be_taken(self) -> bool {
        self != Self::ByHand
    }
    fn explanation(self) -> &'static str {
        match self {
            Self::Fits => "standards-edit-left",
            Self::InFields => "standards-edit-left-in-fields",
            Self::ByHand => "standards-edit-left-by-hand",
        }
    }
    fn taking(self) -> &'static str {
        match self {
            Self::InFields => "standards-edit-mend-mine",
            Self::Fits | Self::ByHand => "standards-edit-take-mine",
        }
    }
}

#[derive(Template)]
#[template(path = "standards/editor_clash.html")]
struct ClashView {
    page: Page,
    frame: Frame,
    at: String,
    /// What the place is called.
    place: String,
    /// The state that mine is set against.
    state: i64,
    choices: Vec<Choice>,
    /// What does not fit its field, and stays there whatever is chosen.
    misfits: Vec<Misfit>,
    /// What I wrote where nothing is left to set it against, and what can be done with it.
    left: Vec<(String, String)>,
    way: Left,
    back: String,
}

/// What I wrote at a place, and the draft as it was read with it.
struct Mine {
    typed: Typed,
    read: Read,
    values: BTreeMap<String, String>,
    /// The whole text as I wanted it, with what fits; `None` where the entry is not in the state I saw.
    text: Option<String>,
    /// Where the entry stands in that text; `None` for the whole text.
    item: Option<Address>,
    /// What does not fit.
    refused: Vec<edit::Mistake>,
}

impl Mine {
    /// What I wrote joined with how the draft stands now; `None` where it cannot be.
    fn joined(&self) -> Option<Merged> {
        edit::merge(&self.read.seen.text, self.text.as_deref()?, &self.read.now.text).ok()
    }

    fn misfits(&self) -> BTreeMap<String, String> {
        let is_refused = |name: &str| self.refused.iter().any(|mistake| mistake.input == name);
        self.values.iter().filter(|(name, _)| is_refused(name)).map(|(a, b)| (a.clone(), b.clone())).collect()
    }

    /// Where my entry stands in a later text.
    fn place_in(&self, later: &str) -> Option<Address> {
        follow(&entry::read(self.text.as_deref()?), &entry::read(later), self.item.as_ref()?)
    }
}

async fn mine(tx: &mut Tx, cx: &EmployeeCx, draft: i64, at: &str) -> Result<Option<Mine>, WebError> {
    let Some(typed) = store::find_typed(tx, draft, cx.me.employee, at).await? else { return Ok(None) };
    let read = actions::read(tx, draft, typed.state).await?;
    if at == WHOLE_TEXT {
        let text: Option<String> = serde_json::from_str(&typed.fields).ok();
        let values = BTreeMap::new();
        return Ok(Some(Mine { typed, read, values, text, item: None, refused: Vec::new() }));
    }
    let values: BTreeMap<String, String> = serde_json::from_str(&typed.fields).unwrap_or_default();
    let item: Address = at.parse().map_err(|_| WebError::NotFound)?;
    let Fitted { text, item, refused, why } = entry::fit(&read.seen.text, &item, &values);
    let text = why.is_none().then_some(text);
    Ok(Some(Mine { typed, read, values, text, item: Some(item), refused }))
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
    let at = cleaned(query.get("at").map_or("", String::as_str), LONGEST_NAME)?;
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let mine = mine(&mut tx, &cx, draft, &at).await?;
    let frame = Frame::read(&cx, &mut tx, &found, Here::Overview, &at).await?;
    drop(tx);
    let merged = mine.as_ref().and_then(Mine::joined);
    let clashes = merged.as_ref().map(|merged| merged.clashes.as_slice()).unwrap_or_default();
    // What does not fit stands apart, with the reason.
    let fitting = |mine: &Mine| {
        let misfits = mine.misfits();
        mine.values.clone().into_iter().filter(|(name, _)| !misfits.contains_key(name)).collect()
    };
    let left = match &mine {
        Some(mine) if clashes.is_empty() => named(words, &at, &fitting(mine)),
        _ => Vec::new(),
    };
    html(&ClashView {
        frame,
        page: live_page(
            &cx,
            draft,
            words.t(if mine.is_some() && clashes.is_empty() {
                "standards-edit-left-title"
            } else {
                "standards-edit-clash-title"
            }),
            &query,
        ),
        place: place_words(words, &at),
        state: found.state,
        choices: clashes.iter().enumerate().map(|(number, clash)| choice(words, number, clash)).collect(),
        misfits: mine.as_ref().map(|mine| misfits(words, &at, mine)).unwrap_or_default(),
        way: way(mine.as_ref(), merged.as_ref(), left.is_empty()),
        left,
        back: if mine.is_some() && at != WHOLE_TEXT {
            format!("/standard/drafts/{draft}")
        } else {
            place_address(draft, &at)
        },
        at,
    })
}

/// What can be done with what I wrote and nothing is left to set it against.
fn way(mine: Option<&Mine>, merged: Option<&Merged>, nothing_fits: bool) -> Left {
    let Some((mine, merged)) = mine.zip(merged) else { return Left::ByHand };
    if !nothing_fits {
        Left::Fits
    } else if mine.place_in(&merged.text).is_some() {
        Left::InFields
    } else {
        Left::ByHand
    }
}

/// My values that do not fit their fields, with what these hold now.
fn misfits(words: Words, at: &str, mine: &Mine) -> Vec<Misfit> {
    let now = entry::read(&mine.read.now.text);
    let item = mine.place_in(&mine.read.now.text).and_then(|place| find(&now, &place));
    let values = mine.misfits();
    let of = |mistake: &edit::Mistake| {
        let value = values.get(&mistake.input)?;
        let one = BTreeMap::from([(mistake.input.clone(), value.clone())]);
        let (label, value) = named(words, at, &one).into_iter().next()?;
        let now = item.map(|item| item.value(&mistake.input).to_owned()).unwrap_or_default();
        Some(Misfit { label, mine: value, now, why: sentence(mistake, words.0) })
    };
    mine.refused.iter().filter_map(of).collect()
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

/// `POST /standard/drafts/{draft}/clash`: one side is chosen for each. What does not fit its field goes on waiting there.
pub(in crate::editor) async fn choose(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Form(fields): Form,
) -> PageResult {
    let at = cleaned(fields.get("_at"), LONGEST_NAME)?;
    let state: i64 = fields.parse("_state").ok_or(WebError::BadRequest)?;
    if fields.get("_do") == "let-go" {
        let mut tx = cx.write().await?;
        store::delete_typed(&mut tx, draft, cx.me.employee, &at).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("/standard/drafts/{draft}")));
    }
    let mut tx = cx.read().await?;
    let mine = mine(&mut tx, &cx, draft, &at).await?;
    drop(tx);
    let Some(mine) = mine else { return Ok(see_other(&place_address(draft, &at))) };
    // What was chosen between may have changed meanwhile: it is shown again.
    let again = || Ok(see_other(&super::item::clash_address(draft, &at)));
    let merged = if mine.read.now.state == state { mine.joined() } else { None };
    let Some(merged) = merged else { return again() };
    let is_mine = |number: &usize| fields.get(&format!("choice-{number}")) == "mine";
    let text = merged
        .decided(&(0..merged.clashes.len()).filter(is_mine).collect())
        .map_err(|_| WebError::Conflict("standards-edit-list-changed"))?;
    let outcome = if text == mine.read.now.text { Outcome::Same } else { next(&text, false) };
    let place = if at == WHOLE_TEXT { "" } else { at.as_str() };
    let ready = Ready { state, outcome: &outcome, what: "chosen", place };
    let mut tx = cx.write().await?;
    let taken = actions::take(&mut tx, &cx.app, &cx.actor(), draft, ready).await?;
    let typed = store::find_typed(&mut tx, draft, cx.me.employee, &at).await?;
    let state = match taken {
        Some(Taken::TooLarge) => return Err(WebError::Refused("standards-edit-too-large")),
        Some(taken) if typed.as_ref() == Some(&mine.typed) => taken.state().unwrap_or(state),
        _ => return again(),
    };
    store::delete_typed(&mut tx, draft, cx.me.employee, &at).await?;
    let stands = mine.place_in(&text);
    let misfits = mine.misfits();
    if !misfits.is_empty() {
        let place = stands.as_ref().map_or_else(|| at.clone(), Address::to_string);
        let fields = serde_json::to_string(&misfits).unwrap_or_default();
        let typed = Typed { place, state, fields, ..mine.typed };
        store::keep_typed(&mut tx, draft, cx.me.employee, &typed).await?;
    }
    tx.commit().await?;
    let place = match stands {
        _ if at == WHOLE_TEXT => place_address(draft, &at),
        Some(stands) => place_address(draft, &stands.to_string()),
        None => format!("/standard/drafts/{draft}"),
    };
    let sign = if place.contains('?') { '&' } else { '?' };
    Ok(see_other(&format!("{place}{sign}notice=chosen")))
}
