//! Making one change in a file.

use std::collections::BTreeMap;

use solits_kernel::Text;

use super::{
    address::Address,
    change::{Applied, Change, EditError, Mistake, Way},
    data::Data,
    form::{self, Field, Kind, List, Naming},
    items::{addresses, parse},
    node::{Node, Path, Step},
    plan::{Plan, joined},
    read::{self, Values},
    splice::{Edit, New, Uncut, edited},
    write::Writer,
};

/// The file after a change. Comments, order and every byte that the change does not concern stay as they were; a change
/// that is refused changes nothing.
pub fn apply(text: &str, change: &Change) -> Result<Applied, EditError> {
    let document = parse(text)?;
    let file = File { text, root: Node::Block(document.as_table()) };
    match change {
        Change::Set { item, values } => set(file, item, values),
        Change::Add { list, name, after, values } => add(file, list, name, after.as_ref(), values),
        Change::Remove { item } => {
            let (_, path) = found(file.root, item)?;
            let (list, place) = row_of(&path).ok_or_else(|| EditError::NoItem(item.to_string()))?;
            let edit = place.map_or_else(|| Edit::Take(path.clone()), |place| Edit::Remove(list, place));
            finished(file, &[edit], item, None)
        }
        Change::Move { item, way } => {
            let (_, path) = found(file.root, item)?;
            moved(file, item, &path, *way)
        }
        Change::RemoveRow { item, row } => {
            let (path, list, place) = row_place(file, item, row)?;
            finished(file, &[Edit::Remove(list, place)], item, Some(path))
        }
        Change::MoveRow { item, row, way } => {
            let (path, list, place) = row_place(file, item, row)?;
            let edits = swap(file, list, place, *way);
            finished(file, &edits, item, Some(path))
        }
    }
}

fn set(file: File<'_>, item: &Address, given: &BTreeMap<String, String>) -> Result<Applied, EditError> {
    let (list, path) = found(file.root, item)?;
    let root = file.root;
    let fields = form::fields(list, item.parameter());
    let node = root.at(&path);
    let now = node.map(|node| read::fields(&fields, node)).unwrap_or_default();
    let given = known(&fields, given)?;
    let changed: Vec<&str> = given
        .iter()
        .filter(|(input, value)| value.trim() != now.get(*input).map_or("", |value| value.trim()))
        .map(|(input, _)| input.as_str())
        .collect();
    if changed.is_empty() {
        return finished(file, &[], item, Some(path));
    }
    let mut wanted = now.clone();
    wanted.extend(
        given
            .iter()
            .filter(|(input, _)| changed.contains(&input.as_str()))
            .map(|(a, b)| (a.clone(), b.clone())),
    );
    let mut mistakes = name_taken(list, root, &path, &wanted, &changed);
    let edits = if let Some(node) = node {
        let mut plan = Plan::new(&wanted, changed);
        plan.table(&fields, node, &path, "");
        mistakes.append(&mut plan.writer.mistakes);
        plan.edits()
    } else {
        // A table that stands once and is not in the file yet.
        let mut writer = Writer::new(&wanted);
        let data = writer.table(&fields, "");
        mistakes.append(&mut writer.mistakes);
        data.map(|data| Edit::Put(path.clone(), data)).into_iter().collect()
    };
    if !mistakes.is_empty() {
        return Err(EditError::Values(mistakes));
    }
    finished(file, &edits, item, Some(path))
}

fn add(
    file: File<'_>,
    key: &str,
    name: &str,
    after: Option<&Address>,
    given: &BTreeMap<String, String>,
) -> Result<Applied, EditError> {
    let list = form::list(key)
        .filter(|list| list.naming != Naming::Once)
        .ok_or_else(|| EditError::NoPlace(key.to_owned()))?;
    let root = file.root;
    let fields = form::fields(list, name);
    let given = known(&fields, given)?;
    let mut writer = Writer::new(&given);
    let data = writer.table(&fields, "").unwrap_or_else(|| Data::Table(Vec::new()));
    let mut mistakes = writer.mistakes;
    let rows = root.get(list.key);
    let place = match after {
        Some(after) => match found(file.root, after)?.1.last() {
            Some(Step::Index(place)) if after.list == key => place + 1,
            _ => return Err(EditError::NoItem(after.to_string())),
        },
        None => rows.map_or(0, Node::len),
    };
    let path = vec![Step::key(list.key)];
    let changed: Vec<&str> = given.keys().map(String::as_str).collect();
    mistakes.append(&mut name_taken(list, root, &path, &given, &changed));
    if !mistakes.is_empty() {
        return Err(EditError::Values(mistakes));
    }
    if list.naming == Naming::Key {
        let item = Address::named(list.key, name);
        if name.trim().is_empty() {
            return Err(EditError::NoPlace(name.to_owned()));
        }
        if rows.and_then(|rows| rows.get(name)).is_some() {
            return Err(EditError::NameTaken(item));
        }
        let way = joined(&path, Step::key(name));
        let edit = match rows {
            Some(_) => Edit::Put(way.clone(), data),
            None => Edit::Put(path, Data::Table(vec![(name.to_owned(), data)])),
        };
        return finished(file, &[edit], &item, Some(way));
    }
    let item = Address::place(list.key, place);
    finished(
        file,
        &[Edit::Insert(path.clone(), place, New::from(data))],
        &item,
        Some(joined(&path, Step::Index(place))),
    )
}

/// The description of an item's list and the way to the item.
fn found(root: Node<'_>, item: &Address) -> Result<(&'static List, Path), EditError> {
    let list = item.form().ok_or_else(|| EditError::NoPlace(item.list.clone()))?;
    let path = item.path(root).ok_or_else(|| EditError::NoItem(item.to_string()))?;
    Ok((list, path))
}

/// Inputs with the line breaks of files; an input that the fields do not have is refused.
fn known(fields: &[Field], given: &BTreeMap<String, String>) -> Result<Values, EditError> {
    let mut values = Values::new();
    for (input, value) in given {
        if !has_input(fields, input) {
            return Err(EditError::NoPlace(input.clone()));
        }
        values.insert(input.clone(), value.replace("\r\n", "\n"));
    }
    Ok(values)
}

/// More rows than anybody writes in one field: a number beyond is a slip of a page.
pub const MOST_ROWS: usize = 500;

/// Whether the fields have an input of this name.
pub fn has_input(fields: &[Field], input: &str) -> bool {
    fields.iter().any(|field| {
        input.strip_prefix(field.key).is_some_and(|rest| match rest.strip_prefix('.') {
            Some(rest) => has_part(&field.kind, rest),
            None => rest.is_empty() && has_part(&field.kind, ""),
        })
    })
}

fn has_part(kind: &Kind, part: &str) -> bool {
    let behind_number = || {
        let (number, rest) = part.split_once('.').unwrap_or((part, ""));
        number.parse::<usize>().is_ok_and(|number| number < MOST_ROWS).then_some(rest)
    };
    match kind {
        Kind::Text(_) | Kind::Spoken => matches!(part, "lv" | "en"),
        Kind::Stated => matches!(part, "" | "lv" | "en"),
        Kind::Term => matches!(part, "unit" | "amount" | "roll"),
        Kind::Event(_) => matches!(part, "" | "where"),
        Kind::Group(fields) => has_input(fields, part),
        Kind::Each(kind) => behind_number().is_some_and(|rest| has_part(kind, rest)),
        Kind::Rows(fields) => behind_number().is_some_and(|rest| has_input(fields, rest)),
        _ => part.is_empty(),
    }
}

/// A name that another item of the list has already.
fn name_taken(
    list: &'static List,
    root: Node<'_>,
    path: &Path,
    wanted: &Values,
    changed: &[&str],
) -> Vec<Mistake> {
    let (Naming::Field(field), Some(rows)) = (list.naming, root.get(list.key)) else { return Vec::new() };
    let name = wanted.get(field).map_or("", |name| name.trim());
    if name.is_empty() || !changed.contains(&field) {
        return Vec::new();
    }
    let own = path.last();
    let taken = rows.rows().enumerate().any(|(place, row)| {
        Some(&Step::Index(place)) != own && row.get(field).is_some_and(|node| read::shown(node) == name)
    });
    let label = list.fields.iter().find(|known| known.key == field).map(|known| known.label.clone());
    let mistake = || Mistake {
        input: field.to_owned(),
        label: label.unwrap_or_default(),
        what: Text::new(format!("„{name}” jau ir"), format!("`{name}` is there already")),
        meant: Text::new("vārds, kura šajā sarakstā vēl nav", "a name that the list does not have yet"),
    };
    if taken { vec![mistake()] } else { Vec::new() }
}

fn moved(file: File<'_>, item: &Address, path: &Path, way: Way) -> Result<Applied, EditError> {
    let Some((list, Some(place))) = row_of(path) else {
        return Err(EditError::TextOnly(item.to_string()));
    };
    let edits = swap(file, list.clone(), place, way);
    let place = match (way, edits.is_empty()) {
        (_, true) => place,
        (Way::Up, false) => place - 1,
        (Way::Down, false) => place + 1,
    };
    finished(file, &edits, item, Some(joined(&list, Step::Index(place))))
}

/// The edit that moves an entry; none where it has no neighbour on that side.
fn swap(file: File<'_>, list: Path, place: usize, way: Way) -> Vec<Edit> {
    let length = file.root.at(&list).map_or(0, Node::len);
    match way {
        Way::Up if place > 0 => vec![Edit::Swap(list, place - 1)],
        Way::Down if place + 1 < length => vec![Edit::Swap(list, place)],
        _ => Vec::new(),
    }
}

/// A way split into its list and the place there.
fn row_of(path: &Path) -> Option<(Path, Option<usize>)> {
    let (end, way) = path.split_last()?;
    Some(match end {
        Step::Index(place) => (way.to_vec(), Some(*place)),
        Step::Key(_) => (way.to_vec(), None),
    })
}

/// The way to an item, and the list and place of one of its rows.
fn row_place(file: File<'_>, item: &Address, row: &str) -> Result<(Path, Path, usize), EditError> {
    let (_, path) = found(file.root, item)?;
    let steps = row.split('.').map(|part| part.parse().map_or_else(|_| Step::key(part), Step::Index));
    let whole: Path = path.iter().cloned().chain(steps).collect();
    let missing = || EditError::NoItem(format!("{item} {row}"));
    file.root.at(&whole).ok_or_else(missing)?;
    match row_of(&whole) {
        Some((list, Some(place))) => Ok((path, list, place)),
        _ => Err(missing()),
    }
}

/// The edits made, and the address of what stands at the way now.
fn finished(
    file: File<'_>,
    edits: &[Edit],
    item: &Address,
    path: Option<Path>,
) -> Result<Applied, EditError> {
    if edits.is_empty() {
        return Ok(Applied { text: file.text.to_owned(), item: path.map(|_| item.clone()) });
    }
    let text = edited(file.text, edits).map_err(|error| match error {
        Uncut::NotToml(error) => EditError::NotToml(error),
        Uncut::Unusual => EditError::TextOnly(item.to_string()),
    })?;
    let item = path.and_then(|path| address_at(&text, item, &path));
    Ok(Applied { text, item })
}

fn address_at(text: &str, item: &Address, path: &Path) -> Option<Address> {
    let Some(Step::Index(place)) = path.last() else { return Some(item.clone()) };
    let document = parse(text).ok()?;
    let list = item.form()?;
    let rows = Node::Block(document.as_table()).get(list.key)?;
    addresses(list, rows).into_iter().nth(*place)
}

/// A file before the change.
#[derive(Clone, Copy)]
struct File<'a> {
    text: &'a str,
    root: Node<'a>,
}
