//! Changing a file by cutting into its text, so that whatever is not changed stays as it is to the byte.

use std::ops::Range;

use super::{
    data::{Data, key_written},
    form::{self, Field, Kind},
    items::{NotToml, parse},
    node::{Node, Path, Step},
    sections::Sections,
};

/// One small change of a file.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// A value at the end of the way, in place of another or as a new entry of its table.
    Put(Path, Data),
    /// The entry at the end of the way goes.
    Take(Path),
    /// A new entry of the list, before the one that stands at that place now.
    Insert(Path, usize, New),
    /// An entry of the list goes.
    Remove(Path, usize),
    /// An entry of the list and the one behind it change places.
    Swap(Path, usize),
}

/// A new entry of a list.
#[derive(Clone, Debug)]
pub(super) struct New {
    pub(super) data: Data,
    /// How somebody wrote it under its heading, with remarks; used where the list has headings.
    pub(super) written: Option<String>,
}

impl From<Data> for New {
    fn from(data: Data) -> Self {
        Self { data, written: None }
    }
}

impl New {
    fn block(&self, name: &str) -> String {
        self.written.clone().unwrap_or_else(|| self.data.row_block(name))
    }
}

/// Why a text could not be cut.
#[derive(Debug)]
pub(super) enum Uncut {
    NotToml(NotToml),
    /// The entry is written in a way that cannot be cut safely.
    Unusual,
}

impl From<NotToml> for Uncut {
    fn from(error: NotToml) -> Self {
        Self::NotToml(error)
    }
}

/// The text after the edits, one after the other. What the new text says is compared with what it should say, so a way
/// of writing that was not thought of here is refused and never spoils the file.
pub(super) fn edited(text: &str, edits: &[Edit]) -> Result<String, Uncut> {
    let mut expected = None;
    let mut now = text.to_owned();
    for edit in edits {
        let document = parse(&now)?;
        let root = Node::Block(document.as_table());
        let before = expected.take().unwrap_or_else(|| Data::of(root));
        expected = Some(before.edited(edit).ok_or(Uncut::Unusual)?);
        let cut = cut(&Cutter { text: &now, root }, edit).ok_or(Uncut::Unusual)?;
        now = cut;
    }
    let after = parse(&now).map_err(|_| Uncut::Unusual)?;
    let says_it = expected.is_none_or(|expected| Data::of(Node::Block(after.as_table())) == expected);
    if says_it { Ok(now) } else { Err(Uncut::Unusual) }
}

fn cut(cutter: &Cutter<'_>, edit: &Edit) -> Option<String> {
    let (text, root) = (cutter.text, cutter.root);
    match edit {
        Edit::Put(path, data) => match root.at(path) {
            Some(node) => cutter.replace(node, path, data),
            None => cutter.add(path, data),
        },
        Edit::Take(path) => cutter.take(path),
        Edit::Insert(path, place, new) => match root.at(path) {
            Some(Node::Blocks(_)) => cutter.insert_block(path, *place, new),
            Some(list) => cutter.insert_value(list, *place, &new.data),
            None if path.len() == 1 => cutter.add_list(path, new),
            None => cutter.add(path, &Data::List(vec![new.data.clone()])),
        },
        Edit::Remove(path, place) => match root.at(path)? {
            Node::Blocks(_) => Some(Sections::of(text, root).without(&row(path, *place))),
            list if list.len() == 1 => cutter.take(path),
            list => cutter.remove_value(list, *place),
        },
        Edit::Swap(path, place) => match root.at(path)? {
            Node::Blocks(_) => Sections::of(text, root).swapped(&row(path, *place), &row(path, place + 1)),
            list => cutter.swap_values(list, *place),
        },
    }
}

fn row(path: &[Step], place: usize) -> Path {
    [path, &[Step::Index(place)]].concat()
}

struct Cutter<'a> {
    text: &'a str,
    root: Node<'a>,
}

impl Cutter<'_> {
    fn replaced(&self, range: Range<usize>, with: &str) -> String {
        replaced(self.text, range, with)
    }

    fn replace(&self, node: Node<'_>, path: &[Step], data: &Data) -> Option<String> {
        match node {
            // A whole table or list under headings is written anew where it stands.
            Node::Block(_) | Node::Blocks(_) => None,
            Node::Braces(_) => Some(self.replaced(node.span()?, &data.inline())),
            Node::Value(_) => {
                let in_braces = !matches!(self.root.at(&path[..path.len() - 1]), Some(Node::Block(_)));
                let written = if in_braces { data.inline() } else { data.shown() };
                Some(self.replaced(node.span()?, &written))
            }
        }
    }

    /// A new entry of a table.
    fn add(&self, path: &[Step], data: &Data) -> Option<String> {
        let (Step::Key(key), way) = path.split_last()? else { return None };
        let before = siblings_before(way, key);
        match self.root.at(way)? {
            Node::Block(_) if way.is_empty() && data.is_table() => {
                Some(self.insert_section(&before, &data.block(&key_written(key))))
            }
            table @ Node::Block(_) if data.has_heading(key) => {
                let name = format!("{}.{key}", heading_name(way));
                let end = line_end(self.text, Sections::own_end(table)?);
                Some(self.insert_lines(end, &data.block(&name)))
            }
            table @ Node::Block(block) => {
                if block.is_dotted() {
                    return None;
                }
                self.add_line(table, &before, &format!("{} = {}\n", key_written(key), data.shown()))
            }
            table @ Node::Braces(_) => {
                self.add_in_braces(table, &before, &format!("{} = {}", key_written(key), data.inline()))
            }
            Node::Blocks(_) | Node::Value(_) => None,
        }
    }

    fn add_line(&self, table: Node<'_>, before: &[&str], line: &str) -> Option<String> {
        let ends = |key: &str| match table.get(key)? {
            Node::Block(_) | Node::Blocks(_) => None,
            value => value.span().map(|span| span.end),
        };
        let after = before.iter().rev().find_map(|key| ends(key));
        if let Some(after) = after {
            return Some(self.insert_lines(line_end(self.text, after), line));
        }
        if let Some(heading) = table.span().filter(|span| !span.is_empty()) {
            return Some(self.insert_lines(line_end(self.text, heading.end), line));
        }
        // The head of the file has no heading; what has no sibling before it comes first.
        let first =
            table.keys().into_iter().filter_map(|key| table.key_span(key)).map(|span| span.start).min();
        let Node::Block(block) = table else { return None };
        if block.is_implicit() {
            return None;
        }
        Some(self.insert_lines(first.map_or(0, |at| line_start(self.text, at)), line))
    }

    fn add_in_braces(&self, table: Node<'_>, before: &[&str], entry: &str) -> Option<String> {
        let keys = table.keys();
        let Some(first) = keys.first() else {
            return Some(self.replaced(table.span()?, &format!("{{ {entry} }}")));
        };
        if let Some(key) = before.iter().rev().find(|key| keys.contains(key)) {
            let end = table.get(key)?.span()?.end;
            Some(self.replaced(end..end, &format!(", {entry}")))
        } else {
            let start = table.key_span(first)?.start;
            Some(self.replaced(start..start, &format!("{entry}, ")))
        }
    }

    /// An entry of a table goes.
    fn take(&self, path: &[Step]) -> Option<String> {
        let (Step::Key(key), way) = path.split_last()? else { return None };
        let table = self.root.at(way)?;
        match (table, table.get(key)?) {
            (Node::Block(_), Node::Block(block)) if !block.is_dotted() => {
                Some(Sections::of(self.text, self.root).without(path))
            }
            (Node::Block(_), Node::Blocks(_)) => Some(Sections::of(self.text, self.root).without(path)),
            (Node::Block(_), Node::Block(_)) => None,
            (Node::Block(_), value) => {
                let start = line_start(self.text, table.key_span(key)?.start);
                let end = line_end(self.text, value.span()?.end);
                Some(self.replaced(start..end, ""))
            }
            (Node::Braces(_), value) => {
                let keys = table.keys();
                let place = keys.iter().position(|name| name == key)?;
                let range =
                    match (place.checked_sub(1).and_then(|place| keys.get(place)), keys.get(place + 1)) {
                        (Some(left), _) => table.get(left)?.span()?.end..value.span()?.end,
                        (None, Some(right)) => table.key_span(key)?.start..table.key_span(right)?.start,
                        (None, None) => return Some(self.replaced(table.span()?, "{}")),
                    };
                Some(self.replaced(range, ""))
            }
            _ => None,
        }
    }

    /// A new list of the file, at the place that the settled order gives it.
    fn add_list(&self, path: &[Step], new: &New) -> Option<String> {
        let [Step::Key(key)] = path else { return None };
        Some(self.insert_section(&siblings_before(&[], key), &new.block(&key_written(key))))
    }

    /// A new section behind the last one of those that come before it.
    fn insert_section(&self, before: &[&str], block: &str) -> String {
        let sections = Sections::of(self.text, self.root);
        let after = before.iter().rev().find_map(|key| sections.end(&[Step::key(key)]));
        let end = after.or_else(|| sections.head_end(self.root)).unwrap_or(self.text.len());
        self.insert_lines(end, &format!("\n{block}"))
    }

    fn insert_block(&self, path: &[Step], place: usize, new: &New) -> Option<String> {
        let sections = Sections::of(self.text, self.root);
        let block = new.block(&heading_name(path));
        match place.checked_sub(1) {
            Some(left) => Some(self.insert_lines(sections.end(&row(path, left))?, &format!("\n{block}"))),
            None => Some(self.insert_lines(sections.start(&row(path, 0))?, &format!("{block}\n"))),
        }
    }

    /// The text with whole lines put in at the beginning of a line or at the end of the file.
    fn insert_lines(&self, at: usize, lines: &str) -> String {
        let newline = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let lines = lines.replace('\n', newline);
        let open = at > 0 && !self.text[..at].ends_with('\n');
        let between = if open { newline } else { "" };
        format!("{}{between}{lines}{}", &self.text[..at], &self.text[at..])
    }

    fn insert_value(&self, list: Node<'_>, place: usize, data: &Data) -> Option<String> {
        let written = data.inline();
        let Some(left) = place.checked_sub(1) else {
            let Some(first) = list.row(0) else {
                return Some(self.replaced(list.span()?, &format!("[{written}]")));
            };
            let start = first.span()?.start;
            let between =
                self.indent_of(start).map_or_else(|| " ".to_owned(), |indent| format!("\n{indent}"));
            return Some(self.replaced(start..start, &format!("{written},{between}")));
        };
        let span = list.row(left)?.span()?;
        let rest = &self.text[span.end..list.span()?.end];
        let has_comma = rest.trim_start().starts_with(',');
        let own_line =
            self.indent_of(span.start).filter(|_| rest.trim_start_matches([',', ' ']).contains('\n'));
        let Some(indent) = own_line else {
            return Some(self.replaced(span.end..span.end, &format!(", {written}")));
        };
        let line = line_end(self.text, span.end);
        let entry = format!("{indent}{written},\n");
        if line >= list.span()?.end {
            return Some(self.replaced(span.end..span.end, &format!(", {written}")));
        }
        if has_comma {
            return Some(self.insert_lines(line, &entry));
        }
        let with_comma = self.replaced(span.end..span.end, ",");
        Some(Cutter { text: &with_comma, root: self.root }.insert_lines(line + 1, &entry))
    }

    /// The white space before something that begins its line; `None` for what stands behind something else.
    fn indent_of(&self, at: usize) -> Option<&str> {
        let before = &self.text[line_start(self.text, at)..at];
        before.trim().is_empty().then_some(before).filter(|_| line_start(self.text, at) > 0)
    }

    fn remove_value(&self, list: Node<'_>, place: usize) -> Option<String> {
        let span = list.row(place)?.span()?;
        let rest = &self.text[span.end..list.span()?.end];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let mut range = span.clone();
        if rest[blank..].starts_with(',') {
            range.end = span.end + blank + 1;
        } else if let Some(left) = place.checked_sub(1) {
            let left = list.row(left)?.span()?.end;
            if self.text[left..span.start].trim() == "," {
                range.start = left;
            }
        }
        let line = line_start(self.text, range.start)..line_end(self.text, range.end);
        let alone = self.text[line.start..range.start].trim().is_empty()
            && self.text[range.end..line.end].trim().is_empty();
        if alone {
            range = line;
        } else if self.text[range.end..].starts_with(' ') {
            range.end += 1;
        }
        Some(self.replaced(range, ""))
    }

    fn swap_values(&self, list: Node<'_>, place: usize) -> Option<String> {
        let (one, two) = (list.row(place)?.span()?, list.row(place + 1)?.span()?);
        let text = self.text;
        Some(format!(
            "{}{}{}{}{}",
            &text[..one.start],
            &text[two.clone()],
            &text[one.end..two.start],
            &text[one],
            &text[two.end..]
        ))
    }
}

/// The text with a range of bytes replaced.
fn replaced(text: &str, range: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..range.start], &text[range.end..])
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line of a byte ends, its line break included.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// The name in a heading: `situation.action` of the way to a situation's actions.
fn heading_name(path: &[Step]) -> String {
    let keys = path.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key_written(key)),
        Step::Index(_) => None,
    });
    keys.collect::<Vec<_>>().join(".")
}

/// The keys that stand before `key` in a table, in the settled order.
fn siblings_before(way: &[Step], key: &str) -> Vec<&'static str> {
    let order = order(way);
    let place = order.iter().position(|name| *name == key).unwrap_or(order.len());
    order[..place].to_vec()
}

/// The order of a table's keys as the format describes them.
fn order(way: &[Step]) -> Vec<&'static str> {
    let mut keys = way.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    let Some(list) = keys.next() else { return crate::edit::ORDER.to_vec() };
    if list == "parameters" {
        return if way.len() == 1 { Vec::new() } else { vec!["value", "paragraph", "example"] };
    }
    let Some(list) = form::list(list) else { return Vec::new() };
    let mut fields: &'static [Field] = &list.fields;
    for key in keys {
        fields = match fields.iter().find(|field| field.key == key).map(|field| &field.kind) {
            Some(Kind::Group(inner) | Kind::Rows(inner)) => inner,
            _ => return vec!["lv", "en", "event", "where"],
        };
    }
    fields.iter().map(|field| field.key).collect()
}
