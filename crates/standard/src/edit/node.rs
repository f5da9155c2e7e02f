//! One way to look at tables under headings, tables in braces and values alike.

use std::ops::Range;

use toml_edit::{ArrayOfTables, InlineTable, Item, Table, Value};

/// A part of a file.
#[derive(Clone, Copy)]
pub(super) enum Node<'a> {
    /// A table with a heading of its own, or made of keys with points.
    Block(&'a Table),
    /// Tables with headings of their own.
    Blocks(&'a ArrayOfTables),
    /// A table in braces.
    Braces(&'a InlineTable),
    /// Any other value.
    Value(&'a Value),
}

/// A way through a file.
pub(super) type Path = Vec<Step>;

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// To what stands under a key.
    Key(String),
    /// To an entry of a list, from 0.
    Index(usize),
}

impl Step {
    pub(super) fn key(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl<'a> Node<'a> {
    fn of(item: &'a Item) -> Option<Self> {
        match item {
            Item::None => None,
            Item::Value(value) => Some(Self::value(value)),
            Item::Table(table) => Some(Self::Block(table)),
            Item::ArrayOfTables(tables) => Some(Self::Blocks(tables)),
        }
    }
    fn value(value: &'a Value) -> Self {
        match value {
            Value::InlineTable(table) => Self::Braces(table),
            other => Self::Value(other),
        }
    }

    /// What stands under a key of a table.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        match self {
            Self::Block(table) => table.get(key).and_then(Self::of),
            Self::Braces(table) => table.get(key).map(Self::value),
            Self::Blocks(_) | Self::Value(_) => None,
        }
    }

    /// The keys of a table, in the order of the file.
    pub(super) fn keys(self) -> Vec<&'a str> {
        match self {
            Self::Block(table) => table.iter().map(|(key, _)| key).collect(),
            Self::Braces(table) => table.iter().map(|(key, _)| key).collect(),
            Self::Blocks(_) | Self::Value(_) => Vec::new(),
        }
    }

    /// How many entries a list has; 0 for what is no list.
    pub(super) fn len(self) -> usize {
        match self {
            Self::Blocks(tables) => tables.len(),
            Self::Value(Value::Array(items)) => items.len(),
            _ => 0,
        }
    }

    /// Whether it is a list.
    pub(super) const fn is_list(self) -> bool {
        matches!(self, Self::Blocks(_) | Self::Value(Value::Array(_)))
    }

    /// Whether it is a table.
    pub(super) const fn is_table(self) -> bool {
        matches!(self, Self::Block(_) | Self::Braces(_))
    }

    /// An entry of a list.
    pub(super) fn row(self, place: usize) -> Option<Self> {
        match self {
            Self::Blocks(tables) => tables.get(place).map(Self::Block),
            Self::Value(Value::Array(items)) => items.get(place).map(Self::value),
            _ => None,
        }
    }

    /// The entries of a list.
    pub(super) fn rows(self) -> impl Iterator<Item = Self> {
        (0..self.len()).filter_map(move |place| self.row(place))
    }

    /// What lies at the end of the way; `None` where the way breaks off.
    pub(super) fn at(self, path: &[Step]) -> Option<Self> {
        path.iter().try_fold(self, |node, step| match step {
            Step::Key(key) => node.get(key),
            Step::Index(place) => node.row(*place),
        })
    }

    /// The bytes it covers; of a table with a heading, those of the heading.
    pub(super) fn span(self) -> Option<Range<usize>> {
        match self {
            Self::Block(table) => table.span(),
            Self::Blocks(tables) => tables.span(),
            Self::Braces(table) => table.span(),
            Self::Value(value) => value.span(),
        }
    }

    /// The bytes of a key of a table.
    pub(super) fn key_span(self, key: &str) -> Option<Range<usize>> {
        match self {
            Self::Block(table) => table.key(key)?.span(),
            Self::Braces(table) => table.key(key)?.span(),
            Self::Blocks(_) | Self::Value(_) => None,
        }
    }
}
