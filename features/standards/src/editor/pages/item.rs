//! `/standard/drafts/{draft}/item?at=`: one entry with its fields, what is wrong beside them, and how others wrote it.
#![expect(clippy::cmp_owned, reason = "the macro of the list compares values of any type by their words")]

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Path, Query};
use solits_db::Tx;
use solits_kernel::Lang;
use solits_standard::{
    Severity,
    edit::{self, Address, Field, Name, Naming},
};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html, see_other};

use super::{Frame, Here, found, live_page, moment};
use crate::editor::{
    actions, entry,
    examples::{Shown, examples},
    inputs::{Filling, Piece, Shape, label, names, pieces, said},
    model::{below, checked},
    place::{called, encoded, find, has_neighbours},
    store::{self, Typed},
};

/// A finding about the entry that hinders nothing, or that belongs to no single field.
struct Remark {
    kind: &'static str,
    severity: String,
    words: String,
}

#[derive(Template)]
#[template(path = "standards/editor_item.html")]
pub(super) struct ItemView {
    page: Page,
    frame: Frame,
    at: String,
    seen: i64,
    /// The component it belongs to: address and title.
    part_href: String,
    part: String,
    help: String,
    pieces: Vec<Piece>,
    /// Names of all inputs: another name means that the form has to be fetched anew.
    outline: String,
    remarks: Vec<Remark>,
    examples: Vec<Shown>,
    /// Said where the form holds what its author typed and the draft has not taken.
    typed: String,
    errors: Vec<(String, String)>,
    /// Why nothing was taken at all.
    why: String,
    may_move_up: bool,
    may_move_down: bool,
    may_remove: bool,
}

/// What a form that was refused had in it.
#[derive(Default)]
pub(super) struct Refused {
    pub(super) values: BTreeMap<String, String>,
    pub(super) mistakes: Vec<edit::Mistake>,
    pub(super) why: String,
}

/// `GET /standard/drafts/{draft}/item?at=norm/wait`
pub(in crate::editor) async fn show(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let at = query.get("at").map_or("identity", String::as_str);
    let at: Address = at.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = cx.read().await?;
    let typed = typed_at(&mut tx, &cx, draft, &at).await?;
    if let Some((typed, _)) = &typed
        && is_clash(&mut tx, draft, typed, &at).await?
    {
        return Ok(see_other(&clash_address(draft, &at.to_string())));
    }
    drop(tx);
    html(&view(&cx, draft, &at, &query, Refused::default()).await?)
}

/// Where two texts of the same are seen side by side.
pub(super) fn clash_address(draft: i64, place: &str) -> String {
    format!("/standard/drafts/{draft}/clash?at={}", encoded(place))
}

/// What I typed at an entry that the draft has not taken.
pub(super) async fn typed_at(
    tx: &mut Tx,
    cx: &EmployeeCx,
    draft: i64,
    at: &Address,
) -> Result<Option<(Typed, BTreeMap<String, String>)>, WebError> {
    let typed = store::list_typed(tx, draft, cx.me.employee).await?;
    let typed = typed.into_iter().find(|typed| typed.place == at.to_string());
    Ok(typed.and_then(|typed| {
        let values = serde_json::from_str(&typed.fields).ok()?;
        Some((typed, values))
    }))
}

/// Whether somebody else has changed since, or taken out, what I typed over.
async fn is_clash(tx: &mut Tx, draft: i64, typed: &Typed, at: &Address) -> Result<bool, WebError> {
    let found = found(tx, draft).await?;
    let values: BTreeMap<String, String> = serde_json::from_str(&typed.fields).unwrap_or_default();
    let now = entry::read(&actions::text_of(tx, draft, found.state).await?);
    let Some(item) = find(&now, at) else { return Ok(true) };
    if typed.state == found.state {
        return Ok(false);
    }
    let then = entry::read(&actions::text_of(tx, draft, typed.state).await?);
    let before = find(&then, at);
    Ok(values.iter().any(|(name, mine)| {
        let was = before.map_or("", |item| item.value(name));
        item.value(name) != was && item.value(name) != mine
    }))
}

pub(super) async fn view(
    cx: &EmployeeCx,
    draft: i64,
    at: &Address,
    query: &HashMap<String, String>,
    refused: Refused,
) -> Result<ItemView, WebError> {
    let words = cx.words;
    let lang = words.0;
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let text = actions::text_of(&mut tx, draft, found.state).await?;
    let items = entry::read(&text);
    let item = find(&items, at).ok_or(WebError::NotFound)?;
    let list = edit::list(&at.list).ok_or(WebError::NotFound)?;
    let component = edit::component_of(&at.list).ok_or(WebError::NotFound)?;
    let typed = typed_at(&mut tx, cx, draft, at).await?;
    let mut values = item.values.clone();
    let mut mistakes = refused.mistakes;
    let mut told = String::new();
    if let Some((typed, typed_values)) = typed {
        told = words.ta("standards-edit-typed-here", &[("when", moment(words, typed.typed_at).into())]);
        if mistakes.is_empty() {
            mistakes = entry::mistakes(&text, at, &typed_values);
        }
        values.extend(typed_values);
    }
    values.extend(refused.values);
    let fields = fields_of(list, at);
    let errors: Vec<(String, String)> =
        mistakes.iter().map(|mistake| (mistake.input.clone(), sentence(mistake, lang))).collect();
    let (beside, remarks) = findings(&text, at, &fields, words);
    let mut wrong = beside;
    wrong.extend(errors.iter().cloned());
    let below = below(&text);
    let all_names = |key: &str| {
        let own = names(key, lang, &items);
        let inherited = names(key, lang, &below);
        let more = inherited.into_iter().filter(|(name, _)| own.iter().all(|(known, _)| known != name));
        own.iter().cloned().chain(more.collect::<Vec<_>>()).collect()
    };
    let filling = Filling { words, values: &values, errors: &wrong, names: &all_names };
    let pieces = pieces(&fields, &filling);
    let (may_move_up, may_move_down) = has_neighbours(&items, at);
    Ok(ItemView {
        frame: Frame::read(cx, &mut tx, &found, Here::Overview, &at.to_string()).await?,
        page: live_page(cx, draft, called(item, lang), query),
        at: at.to_string(),
        seen: found.state,
        part_href: format!("/standard/drafts/{draft}/part/{}", component.key),
        part: component.title.get(lang).to_owned(),
        help: list.help.get(lang).to_owned(),
        outline: outline(&pieces),
        pieces,
        remarks,
        examples: examples(list, &fields, at, words),
        typed: told,
        errors: errors
            .into_iter()
            .map(|(name, said)| (name.clone(), format!("{}: {said}", label(&fields, &name, words))))
            .collect(),
        why: refused.why,
        may_move_up: may_move_up && found.is_open(),
        may_move_down: may_move_down && found.is_open(),
        may_remove: list.naming != Naming::Once && found.is_open(),
    })
}

/// What is wrong with a value and what was meant.
pub(super) fn sentence(mistake: &edit::Mistake, lang: Lang) -> String {
    let (what, meant) = (said(&mistake.what, lang), said(&mistake.meant, lang));
    if meant.is_empty() { format!("{what}.") } else { format!("{what}. {meant}.") }
}

/// The fields of an entry; those of a parameter by its name.
pub(super) fn fields_of(list: &'static edit::List, at: &Address) -> Vec<Field> {
    let name = match &at.name {
        Name::Named(name) => name.as_str(),
        Name::Only | Name::Place(_) => "",
    };
    edit::fields(list, name).into_owned()
}

/// The names of all inputs in one word.
fn outline(pieces: &[Piece]) -> String {
    let names = pieces.iter().map(|piece| match piece {
        Piece::Open(group) => format!("+{}", group.name),
        Piece::Close(_) => "-".to_owned(),
        Piece::Input(input) => input.name.clone(),
    });
    solits_web::Tag::of_text(&names.collect::<Vec<_>>().join(" ")).as_str().trim_matches('"').to_owned()
}

/// The checker's findings about an entry: mistakes by their inputs, and the rest as remarks.
fn findings(
    text: &str,
    at: &Address,
    fields: &[Field],
    words: solits_i18n::Words,
) -> (BTreeMap<String, String>, Vec<Remark>) {
    let lang = words.0;
    let findings = checked(text).findings;
    let places = edit::places(text, &findings);
    let mut beside: BTreeMap<String, String> = BTreeMap::new();
    let mut remarks = Vec::new();
    for (finding, place) in findings.iter().zip(places) {
        let Some(place) = place.filter(|place| place.item == *at) else { continue };
        let meant =
            finding.meant.as_ref().map(|meant| format!(" {}.", said(meant, lang))).unwrap_or_default();
        let sentence = format!("{}.{meant}", said(&finding.what, lang));
        match place.input {
            Some(input) if finding.severity == Severity::Error => {
                let all = beside.entry(input).or_default();
                if !all.is_empty() {
                    all.push(' ');
                }
                all.push_str(&sentence);
            }
            input => remarks.push(Remark {
                kind: match finding.severity {
                    Severity::Error => "late",
                    Severity::Warning => "soon",
                    Severity::Note => "plain",
                },
                severity: finding.severity.word(lang).to_owned(),
                words: input.map_or_else(
                    || sentence.clone(),
                    |input| format!("{}: {sentence}", label(fields, &input, words)),
                ),
            }),
        }
    }
    (beside, remarks)
}
