//! Every item of a file with its address and its values.

use std::collections::BTreeSet;

use solits_kernel::{Lang, Text};
use toml_edit::Document;

use super::{
    address::{Address, Name},
    form::{self, List, Naming},
    node::Node,
    read::{self, Values},
};

/// An item of a standard file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it stands.
    pub address: Address,
    /// The line it begins on, from 1; 0 for a table that the file does not have yet.
    pub line: usize,
    /// Its values as strings, by the names of their inputs; what is absent in the file is absent here.
    pub values: Values,
}

impl Item {
    /// The value of an input; empty where there is none.
    pub fn value(&self, input: &str) -> &str {
        self.values.get(input).map_or("", String::as_str)
    }

    /// How many rows a field with numbered inputs has: `rows("promise.waived_by")`.
    pub fn rows(&self, field: &str) -> usize {
        let prefix = format!("{field}.");
        let place = |name: &String| name.strip_prefix(&prefix)?.split('.').next()?.parse::<usize>().ok();
        self.values.keys().filter_map(place).max().map_or(0, |last| last.saturating_add(1))
    }

    /// What it is called in lists: its title, its words or its paragraph, whichever it has first.
    pub fn heading(&self, lang: Lang) -> String {
        let in_language = |field: &str| {
            let (lv, en) = (self.value(&format!("{field}.lv")), self.value(&format!("{field}.en")));
            if lang == Lang::En && !en.is_empty() { en } else { lv }
        };
        if let (Name::Named(name), "parameters") = (&self.address.name, self.address.list.as_str()) {
            return crate::parameter::find(name)
                .map_or_else(|| name.clone(), |definition| definition.title().get(lang).to_owned());
        }
        ["title", "name", "term", "purpose", "group", "text", "meaning"]
            .into_iter()
            .map(in_language)
            .chain(["id", "number", "decided_by", "paragraph"].map(|field| self.value(field)))
            .find(|words| !words.trim().is_empty())
            .map_or_else(|| self.address.to_string(), str::to_owned)
    }

    /// The paragraph it cites; empty where it cites none.
    pub fn paragraph(&self) -> &str {
        let cited = self.value("paragraph");
        if cited.is_empty() { self.value("paragraphs").lines().next().unwrap_or_default() } else { cited }
    }
}

/// A text that is not TOML at all: forms cannot show it, its author mends it as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not TOML: {said}")]
pub struct NotToml {
    /// The line, from 1.
    pub line: usize,
    /// What the parser says, for the log; people are shown the checker's words.
    pub said: String,
}

impl NotToml {
    /// The same in words.
    pub fn words(&self) -> Text {
        let line = self.line;
        Text::new(
            format!("teksta {line}. rindā ir pieraksta kļūda; to labo, rediģējot tekstu"),
            format!("line {line} of the text holds a mistake of writing; mend it in the text"),
        )
    }
}

/// Every item of a file in the order of [`form::form`], those of a list in the order of the file. A table that stands
/// once is always there, empty where the file lacks it.
pub fn items(text: &str) -> Result<Vec<Item>, NotToml> {
    let document = parse(text)?;
    let root = Node::Block(document.as_table());
    let lines = Lines::of(text);
    Ok(form::form()
        .iter()
        .flat_map(|component| &component.lists)
        .flat_map(|list| items_of(list, root, &lines))
        .collect())
}

pub(super) fn parse(text: &str) -> Result<Document<&str>, NotToml> {
    Document::parse(text).map_err(|error| NotToml {
        line: Lines::of(text).line(error.span().map_or(0, |span| span.start)),
        said: error.message().to_owned(),
    })
}

fn items_of(list: &'static List, root: Node<'_>, lines: &Lines) -> Vec<Item> {
    let item = |address: Address, node: Node<'_>, start: Option<usize>| {
        let fields = form::fields(list, address.parameter());
        Item { values: read::fields(&fields, node), line: start.map_or(0, |at| lines.line(at)), address }
    };
    match list.naming {
        Naming::Once if list.key == "document" => vec![item(Address::only(list.key), root, Some(0))],
        Naming::Once => {
            let address = Address::only(list.key);
            vec![match root.get(list.key) {
                Some(node) => item(address, node, node.span().map(|span| span.start)),
                None => Item { address, line: 0, values: Values::new() },
            }]
        }
        Naming::Key => root.get(list.key).map_or_else(Vec::new, |table| {
            table
                .keys()
                .into_iter()
                .filter_map(|key| Some((key, table.get(key)?)))
                .map(|(key, node)| {
                    let start = table.key_span(key).or_else(|| node.span()).map(|span| span.start);
                    item(Address::named(list.key, key), node, start)
                })
                .collect()
        }),
        Naming::Field(_) | Naming::Place => root.get(list.key).map_or_else(Vec::new, |rows| {
            addresses(list, rows)
                .into_iter()
                .zip(rows.rows())
                .map(|(address, node)| item(address, node, node.span().map(|span| span.start)))
                .collect()
        }),
    }
}

/// The addresses of a list's entries, in order.
pub(super) fn addresses(list: &'static List, rows: Node<'_>) -> Vec<Address> {
    let mut seen = BTreeSet::new();
    rows.rows()
        .enumerate()
        .map(|(place, row)| {
            let Naming::Field(field) = list.naming else { return Address::place(list.key, place) };
            let name = row.get(field).map(read::shown).unwrap_or_default();
            // A sign in front keeps the places apart from the names.
            if name.is_empty() || name.starts_with('@') || !seen.insert(name.clone()) {
                Address::place(list.key, place)
            } else {
                Address::named(list.key, &name)
            }
        })
        .collect()
}

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }
    /// The line a byte lies on, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at)
    }
    /// The byte a line begins with; `None` for a line the text does not have.
    pub(super) fn start(&self, line: usize) -> Option<usize> {
        self.0.get(line.checked_sub(1)?).copied()
    }
}
