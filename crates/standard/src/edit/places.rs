//! To which item and which input a finding of the checker belongs.

use std::ops::Range;

use super::{
    address::{Address, Name},
    form::{self, Field, Kind, List, Naming},
    items::{Lines, addresses, parse},
    node::Node,
};
use crate::Finding;

/// Where a finding belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The item.
    pub item: Address,
    /// The input, or the beginning of the names of several (`text` of `text.lv` and `text.en`); `None` for a finding
    /// about the item as a whole.
    pub input: Option<String>,
}

/// The place of each finding, in their order; `None` for what belongs to no item, and for every finding of a text that
/// is not TOML.
pub fn places(text: &str, findings: &[Finding]) -> Vec<Option<Place>> {
    let Ok(document) = parse(text) else { return vec![None; findings.len()] };
    let marks = marks(Node::Block(document.as_table()));
    let lines = Lines::of(text);
    findings
        .iter()
        .map(|finding| {
            let start = lines.start(finding.line)?;
            let column = text[start..].char_indices().nth(finding.column.saturating_sub(1));
            let at = start + column.map_or(0, |(at, _)| at);
            place_of(&marks, at)
        })
        .collect()
}

/// A range of bytes that belongs to an item or an input.
struct Mark {
    span: Range<usize>,
    place: Place,
}

/// The narrowest range around the byte. A heading covers what follows it up to the next one, so a byte in no range
/// belongs to what begins last before it.
fn place_of(marks: &[Mark], at: usize) -> Option<Place> {
    marks
        .iter()
        .filter(|mark| mark.span.contains(&at))
        .min_by_key(|mark| mark.span.len())
        .or_else(|| marks.iter().filter(|mark| mark.span.start <= at).max_by_key(|mark| mark.span.start))
        .map(|mark| mark.place.clone())
}

fn marks(root: Node<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for list in form::form().iter().flat_map(|component| &component.lists) {
        for (address, node) in nodes(list, root) {
            let place = Place { item: address, input: None };
            if list.key != "document" {
                mark(node.span(), &place, &mut marks);
            }
            if let (Naming::Key, Name::Named(name)) = (list.naming, &place.item.name) {
                let key = root.get(list.key).and_then(|table| table.key_span(name));
                mark(key, &place, &mut marks);
            }
            let fields = form::fields(list, place.item.parameter());
            table(&fields, node, "", &place, &mut marks);
        }
    }
    marks
}

fn nodes<'a>(list: &'static List, root: Node<'a>) -> Vec<(Address, Node<'a>)> {
    if list.key == "document" {
        return vec![(Address::only(list.key), root)];
    }
    let Some(node) = root.get(list.key) else { return Vec::new() };
    match list.naming {
        Naming::Once => vec![(Address::only(list.key), node)],
        Naming::Key => node
            .keys()
            .into_iter()
            .filter_map(|key| Some((Address::named(list.key, key), node.get(key)?)))
            .collect(),
        Naming::Field(_) | Naming::Place => addresses(list, node).into_iter().zip(node.rows()).collect(),
    }
}

fn mark(span: Option<Range<usize>>, place: &Place, marks: &mut Vec<Mark>) {
    if let Some(span) = span {
        marks.push(Mark { span, place: place.clone() });
    }
}

fn table(fields: &[Field], node: Node<'_>, prefix: &str, place: &Place, marks: &mut Vec<Mark>) {
    for field in fields {
        let Some(inner) = node.get(field.key) else { continue };
        let input = format!("{prefix}{}", field.key);
        let place = Place { item: place.item.clone(), input: Some(input.clone()) };
        mark(node.key_span(field.key), &place, marks);
        mark(inner.span(), &place, marks);
        kind(&field.kind, inner, &input, &place, marks);
    }
}

fn kind(what: &Kind, node: Node<'_>, input: &str, place: &Place, marks: &mut Vec<Mark>) {
    let row_place = |row: usize| Place { item: place.item.clone(), input: Some(format!("{input}.{row}")) };
    match what {
        Kind::Group(fields) => table(fields, node, &format!("{input}."), place, marks),
        Kind::Rows(fields) => {
            for (row, inner) in node.rows().enumerate() {
                mark(inner.span(), &row_place(row), marks);
                table(fields, inner, &format!("{input}.{row}."), place, marks);
            }
        }
        Kind::Each(each) => {
            for (row, inner) in node.rows().enumerate() {
                let place = row_place(row);
                mark(inner.span(), &place, marks);
                kind(each, inner, &format!("{input}.{row}"), &place, marks);
            }
        }
        Kind::Text(_) | Kind::Spoken | Kind::Stated if node.is_table() => {
            for language in ["lv", "en"] {
                let place = Place { item: place.item.clone(), input: Some(format!("{input}.{language}")) };
                mark(node.key_span(language), &place, marks);
                mark(node.get(language).and_then(Node::span), &place, marks);
            }
        }
        _ => {}
    }
}
