//! What a file says without how it is written: compared, changed in memory, and written anew where it is new.

use std::fmt::Write as _;

use toml_edit::Value;

use super::{
    node::{Node, Step},
    splice::{Edit, New},
};

/// A value of a file.
#[derive(Clone, Debug)]
pub(super) enum Data {
    Text(String),
    Whole(i64),
    Answer(bool),
    /// A day, a number with a fraction: as it is written.
    Literal(String),
    List(Vec<Data>),
    /// Entries in the order in which they are written.
    Table(Vec<(String, Data)>),
}

impl PartialEq for Data {
    /// Two tables are the same whatever the order of their entries.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) | (Self::Literal(one), Self::Literal(two)) => one == two,
            (Self::Whole(one), Self::Whole(two)) => one == two,
            (Self::Answer(one), Self::Answer(two)) => one == two,
            (Self::List(one), Self::List(two)) => one == two,
            (Self::Table(one), Self::Table(_)) => {
                let Self::Table(two) = other else { return false };
                one.len() == two.len() && one.iter().all(|(key, value)| other.get(key) == Some(value))
            }
            _ => false,
        }
    }
}

impl Data {
    pub(super) fn of(node: Node<'_>) -> Self {
        match node {
            Node::Block(_) | Node::Braces(_) => Self::Table(
                node.keys()
                    .into_iter()
                    .filter_map(|key| Some((key.to_owned(), Self::of(node.get(key)?))))
                    .collect(),
            ),
            Node::Blocks(_) | Node::Value(Value::Array(_) | Value::InlineTable(_)) => {
                Self::List(node.rows().map(Self::of).collect())
            }
            Node::Value(Value::String(text)) => Self::Text(text.value().clone()),
            Node::Value(Value::Integer(number)) => Self::Whole(*number.value()),
            Node::Value(Value::Boolean(answer)) => Self::Answer(*answer.value()),
            Node::Value(Value::Float(number)) => Self::fraction(*number.value()),
            Node::Value(Value::Datetime(day)) => Self::Literal(day.value().to_string()),
        }
    }

    /// A number with a fraction.
    pub(super) fn fraction(number: f64) -> Self {
        let written = format!("{number:?}");
        Self::Literal(if number.is_nan() { "nan".to_owned() } else { written })
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Table(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) fn rows(&self) -> &[Self] {
        match self {
            Self::List(rows) => rows,
            _ => &[],
        }
    }

    /// How many entries the longest list or table in it has.
    pub(super) fn longest(&self) -> usize {
        match self {
            Self::List(rows) => rows.iter().map(Self::longest).fold(rows.len(), usize::max),
            Self::Table(entries) => {
                entries.iter().map(|(_, value)| value.longest()).fold(entries.len(), usize::max)
            }
            _ => 0,
        }
    }

    pub(super) const fn is_table(&self) -> bool {
        matches!(self, Self::Table(_))
    }

    /// The value on one line.
    pub(super) fn inline(&self) -> String {
        match self {
            Self::Text(text) => Value::from(text.as_str()).to_string().trim().to_owned(),
            Self::Whole(number) => number.to_string(),
            Self::Answer(answer) => answer.to_string(),
            Self::Literal(written) => written.clone(),
            Self::List(rows) => format!("[{}]", rows.iter().map(Self::inline).collect::<Vec<_>>().join(", ")),
            Self::Table(entries) if entries.is_empty() => "{}".to_owned(),
            Self::Table(entries) => {
                let entries: Vec<String> = entries.iter().map(|(key, value)| entry(key, value)).collect();
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }

    /// The value as it stands behind a key: on one line, but a list of tables or of much text with each entry on its
    /// own.
    pub(super) fn shown(&self) -> String {
        const LINE: usize = 100;
        match self {
            Self::List(rows) if rows.iter().any(Self::is_table) || self.inline().len() > LINE => {
                let rows: Vec<String> = rows.iter().map(|row| format!("    {},\n", row.inline())).collect();
                format!("[\n{}]", rows.concat())
            }
            other => other.inline(),
        }
    }

    /// The value as tables with headings: `[name]` of a table, `[[name]]` of each entry of a list. A part that usually
    /// has a heading of its own stands at the end.
    pub(super) fn block(&self, name: &str) -> String {
        let mut out = String::new();
        match self {
            Self::List(rows) => rows.iter().for_each(|row| row.body(&format!("[[{name}]]"), name, &mut out)),
            _ => self.body(&format!("[{name}]"), name, &mut out),
        }
        out
    }

    /// One entry of a list under its heading.
    pub(super) fn row_block(&self, name: &str) -> String {
        let mut out = String::new();
        self.body(&format!("[[{name}]]"), name, &mut out);
        out
    }

    fn body(&self, heading: &str, name: &str, out: &mut String) {
        let _ = writeln!(out, "{heading}");
        let Self::Table(entries) = self else { return };
        let (parts, values): (Vec<_>, Vec<_>) =
            entries.iter().partition(|(key, value)| value.has_heading(key));
        for (key, value) in values {
            let _ = writeln!(out, "{} = {}", key_written(key), value.shown());
        }
        for (key, value) in parts {
            out.push_str(&value.block(&format!("{name}.{key}")));
        }
    }

    /// Whether a part of an item usually stands under a heading of its own: the clock of a promise, the steps of a
    /// situation.
    pub(super) fn has_heading(&self, key: &str) -> bool {
        match self {
            Self::Table(_) => key == "promise",
            Self::List(rows) => key == "action" && !rows.is_empty() && rows.iter().all(Self::is_table),
            _ => false,
        }
    }

    /// The same after an edit; `None` where the edit has no place.
    pub(super) fn edited(mut self, edit: &Edit) -> Option<Self> {
        match edit {
            Edit::Put(path, data) => match path.split_last()? {
                (Step::Key(key), way) => {
                    let Self::Table(entries) = self.at_mut(way)? else { return None };
                    match entries.iter_mut().find(|(name, _)| name == key) {
                        Some((_, value)) => *value = data.clone(),
                        None => entries.push((key.clone(), data.clone())),
                    }
                }
                (Step::Index(_), _) => *self.at_mut(path)? = data.clone(),
            },
            Edit::Take(path) => {
                let (Step::Key(key), way) = path.split_last()? else { return None };
                let Self::Table(entries) = self.at_mut(way)? else { return None };
                entries.retain(|(name, _)| name != key);
            }
            Edit::Insert(path, place, New { data, .. }) => {
                if self.at_mut(path).is_none() {
                    return self.edited(&Edit::Put(path.clone(), Self::List(vec![data.clone()])));
                }
                let Self::List(rows) = self.at_mut(path)? else { return None };
                rows.insert((*place).min(rows.len()), data.clone());
            }
            Edit::Remove(path, place) => {
                let Self::List(rows) = self.at_mut(path)? else { return None };
                (*place < rows.len()).then(|| rows.remove(*place))?;
                // Without entries, a list made of headings is no longer in the file.
                if rows.is_empty() {
                    return self.without_empty(path);
                }
            }
            Edit::Swap(path, place) => {
                let Self::List(rows) = self.at_mut(path)? else { return None };
                (place + 1 < rows.len()).then(|| rows.swap(*place, place + 1))?;
            }
        }
        Some(self)
    }

    fn without_empty(self, path: &[Step]) -> Option<Self> {
        self.edited(&Edit::Take(path.to_vec()))
    }

    fn at_mut(&mut self, path: &[Step]) -> Option<&mut Self> {
        path.iter().try_fold(self, |data, step| match (step, data) {
            (Step::Key(key), Self::Table(entries)) => {
                entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            (Step::Index(place), Self::List(rows)) => rows.get_mut(*place),
            _ => None,
        })
    }
}

fn entry(key: &str, value: &Data) -> String {
    format!("{} = {}", key_written(key), value.inline())
}

/// A key, in quotes where it needs them.
pub(super) fn key_written(key: &str) -> String {
    toml_edit::Key::new(key).display_repr().into_owned()
}
