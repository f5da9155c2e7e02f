//! The stable address of an item in a standard file.

use std::{fmt, str::FromStr};

use super::{
    form::{self, List, Naming},
    node::{Node, Path, Step},
    read,
};

/// Where an item stands: its list, and its name there. Written `norm/queue-wait`, `record/@3`, `scope`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Key of the list.
    pub list: String,
    /// Its name in the list.
    pub name: Name,
}

/// The name of an item in its list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// The table stands once.
    Only,
    /// The name the format gives it: an id, a number, the name of a parameter.
    Named(String),
    /// Its place in the list, from 0; for items without a name and for those whose name another one has already.
    Place(usize),
}

impl Address {
    /// The address of a table that stands once.
    pub fn only(list: &str) -> Self {
        Self { list: list.to_owned(), name: Name::Only }
    }
    /// The address of a named item.
    pub fn named(list: &str, name: &str) -> Self {
        Self { list: list.to_owned(), name: Name::Named(name.to_owned()) }
    }
    /// The address of an item by its place, from 0.
    pub fn place(list: &str, place: usize) -> Self {
        Self { list: list.to_owned(), name: Name::Place(place) }
    }

    /// The description of its list; `None` for a list the format does not have.
    pub(super) fn form(&self) -> Option<&'static List> {
        form::list(&self.list)
    }

    /// The name that sets the fields of a parameter; empty for other items.
    pub(super) fn parameter(&self) -> &str {
        match &self.name {
            Name::Named(name) if self.list == "parameters" => name,
            _ => "",
        }
    }

    /// Where it stands in a file; `None` when the file has no such item.
    pub(super) fn path(&self, root: Node<'_>) -> Option<Path> {
        let list = self.form()?;
        let key = || vec![Step::key(list.key)];
        match (&self.name, list.naming) {
            (Name::Only, Naming::Once) if list.key == "document" => Some(Vec::new()),
            (Name::Only, Naming::Once) => Some(key()),
            (Name::Named(name), Naming::Key) => {
                root.get(list.key)?.get(name)?;
                Some([key(), vec![Step::key(name)]].concat())
            }
            (Name::Named(name), Naming::Field(field)) => {
                let rows = root.get(list.key)?;
                let found = |row: Node<'_>| row.get(field).is_some_and(|node| read::shown(node) == *name);
                let place = rows.rows().position(found)?;
                Some([key(), vec![Step::Index(place)]].concat())
            }
            (Name::Place(place), Naming::Field(_) | Naming::Place) => {
                root.get(list.key)?.row(*place)?;
                Some([key(), vec![Step::Index(*place)]].concat())
            }
            _ => None,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Name::Only => f.write_str(&self.list),
            Name::Named(name) => write!(f, "{}/{name}", self.list),
            Name::Place(place) => write!(f, "{}/@{}", self.list, place + 1),
        }
    }
}

/// A text that is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no address of an item")]
pub struct NoAddress;

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(written: &str) -> Result<Self, NoAddress> {
        let (list, name) = match written.split_once('/') {
            None => (written, Name::Only),
            Some((list, name)) => match name.strip_prefix('@').map(str::parse::<usize>) {
                Some(Ok(place)) => (list, Name::Place(place.checked_sub(1).ok_or(NoAddress)?)),
                _ if name.is_empty() => return Err(NoAddress),
                _ => (list, Name::Named(name.to_owned())),
            },
        };
        let naming = form::list(list).ok_or(NoAddress)?.naming;
        let fits = match name {
            Name::Only => naming == Naming::Once,
            Name::Named(_) => matches!(naming, Naming::Field(_) | Naming::Key),
            Name::Place(_) => matches!(naming, Naming::Field(_) | Naming::Place),
        };
        if fits { Ok(Self { list: list.to_owned(), name }) } else { Err(NoAddress) }
    }
}
