//! From what an author changed in a form to the smallest edits of the file.

use super::{
    data::Data,
    form::{Field, Kind},
    node::{Node, Path, Step},
    read::Values,
    splice::{Edit, New},
    write::{Writer, row_numbers},
};

/// The edits that make a table say what the inputs say, where they have changed.
pub(super) struct Plan<'a> {
    /// Every input as it should be.
    pub(super) writer: Writer<'a>,
    /// The names of those that differ from the file.
    pub(super) changed: Vec<&'a str>,
    edits: Vec<Edit>,
    /// Apart, because they move the places of others.
    removals: Vec<Edit>,
}

impl<'a> Plan<'a> {
    pub(super) const fn new(values: &'a Values, changed: Vec<&'a str>) -> Self {
        Self { writer: Writer::new(values), changed, edits: Vec::new(), removals: Vec::new() }
    }

    /// The edits in the order in which they can be made.
    pub(super) fn edits(mut self) -> Vec<Edit> {
        self.removals.reverse();
        self.edits.append(&mut self.removals);
        self.edits
    }

    pub(super) fn table(&mut self, fields: &[Field], node: Node<'_>, path: &Path, prefix: &str) {
        for field in fields {
            let name = format!("{prefix}{}", field.key);
            if self.is_changed(&name) {
                self.field(field, node.get(field.key), &joined(path, Step::key(field.key)), &name);
            }
        }
    }

    fn field(&mut self, field: &Field, node: Option<Node<'_>>, path: &Path, name: &str) {
        match (&field.kind, node) {
            (Kind::Group(fields), Some(node)) if node.is_table() && self.is_filled(name) => {
                self.table(fields, node, path, &format!("{name}."));
            }
            (Kind::Each(_) | Kind::Rows(_), Some(node)) if node.is_list() => {
                self.rows(field, node, path, name);
            }
            (kind, node) => {
                let data = self.writer.field(field, name);
                self.leaf(kind, node, path, data);
            }
        }
    }

    /// Puts a value where it belongs, cutting as little as possible.
    fn leaf(&mut self, kind: &Kind, node: Option<Node<'_>>, path: &Path, data: Option<Data>) {
        // A mistake makes no value; the whole change is refused then.
        if !self.writer.mistakes.is_empty() {
            return;
        }
        match (data, node) {
            (None, None) => {}
            (None, Some(_)) => self.edits.push(Edit::Take(path.clone())),
            (Some(Data::Table(entries)), Some(node))
                if node.is_table() && matches!(kind, Kind::Text(_) | Kind::Spoken | Kind::Stated) =>
            {
                self.languages(&entries, node, path);
            }
            (Some(Data::List(rows)), Some(node)) if node.is_list() => self.list(rows, node, path),
            (Some(data), Some(node)) if Data::of(node) == data => {}
            (Some(data), _) => self.edits.push(Edit::Put(path.clone(), data)),
        }
    }

    fn languages(&mut self, entries: &[(String, Data)], node: Node<'_>, path: &Path) {
        for language in ["lv", "en"] {
            let path = joined(path, Step::key(language));
            let data = entries.iter().find(|(key, _)| key == language).map(|(_, data)| data.clone());
            let now = node.get(language);
            if data != now.map(Data::of) {
                self.leaf(&Kind::Line, now, &path, data);
            }
        }
    }

    /// A list of single values: what is the same at its beginning and its end stays untouched.
    fn list(&mut self, rows: Vec<Data>, node: Node<'_>, path: &Path) {
        let now: Vec<Data> = node.rows().map(Data::of).collect();
        let same =
            |pairs: &mut dyn Iterator<Item = (&Data, &Data)>| pairs.take_while(|(a, b)| a == b).count();
        let first = same(&mut now.iter().zip(&rows));
        let shorter = now.len().min(rows.len()) - first;
        let last = same(&mut now.iter().rev().zip(rows.iter().rev())).min(shorter);
        let (old, new) = (now.len() - first - last, rows.len() - first - last);
        for (place, data) in rows.into_iter().enumerate().skip(first).take(new) {
            self.edits.push(if place < first + old {
                Edit::Put(joined(path, Step::Index(place)), data)
            } else {
                Edit::Insert(path.clone(), place, New::from(data))
            });
        }
        for place in first + new..first + old {
            self.removals.push(Edit::Remove(path.clone(), place));
        }
    }

    fn rows(&mut self, field: &Field, node: Node<'_>, path: &Path, name: &str) {
        let mut end = node.len();
        for place in row_numbers(self.writer.values, name) {
            let row_name = format!("{name}.{place}");
            if !self.is_changed(&row_name) {
                continue;
            }
            let row_path = joined(path, Step::Index(place));
            match (node.row(place), &field.kind) {
                (Some(_), _) if !self.is_filled(&row_name) => {
                    self.removals.push(Edit::Remove(path.clone(), place));
                }
                (Some(row), Kind::Rows(fields)) if row.is_table() => {
                    self.table(fields, row, &row_path, &format!("{row_name}."));
                }
                (Some(row), kind) => {
                    let data = self.writer.row(field, &row_name);
                    let kind = if let Kind::Each(kind) = kind { kind.as_ref() } else { kind };
                    self.leaf(kind, Some(row), &row_path, data);
                }
                (None, _) => {
                    if let Some(data) = self.writer.row(field, &row_name) {
                        self.edits.push(Edit::Insert(path.clone(), end, New::from(data)));
                        end += 1;
                    }
                }
            }
        }
    }

    fn is_changed(&self, name: &str) -> bool {
        self.changed.iter().any(|changed| is_part(changed, name))
    }

    fn is_filled(&self, name: &str) -> bool {
        self.writer.values.iter().any(|(input, value)| is_part(input, name) && !value.trim().is_empty())
    }
}

fn is_part(input: &str, name: &str) -> bool {
    input.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

pub(super) fn joined(path: &Path, step: Step) -> Path {
    let mut path = path.clone();
    path.push(step);
    path
}
