//! Clashes as an author sees them: with addresses, inputs and the change that takes the other side.

use std::collections::BTreeMap;

use super::{About, Clash, Raw, RawAbout};
use crate::edit::{
    address::Address,
    change::Change,
    data::Data,
    form::{self, Field, Kind, List, Naming},
    items::{addresses, parse},
    node::{Node, Step},
    read::{self, Values},
};

/// The clash of whole texts.
pub(super) fn whole() -> Clash {
    Clash {
        item: Address::only("document"),
        about: About::Text,
        base: None,
        mine: None,
        theirs: None,
        take_mine: None,
    }
}

/// The clashes with the addresses of the merged text.
pub(super) fn finished(raw: &[Raw], text: &str, mine: Node<'_>) -> Vec<Clash> {
    let Ok(document) = parse(text) else { return vec![whole()] };
    let root = Node::Block(document.as_table());
    let mut named = Addresses { root, mine, known: BTreeMap::new() };
    raw.iter().filter_map(|raw| clash(raw, &mut named)).collect()
}

/// The addresses of the entries of lists, each list read once.
struct Addresses<'a> {
    root: Node<'a>,
    mine: Node<'a>,
    known: BTreeMap<(Side, &'static str), Vec<Address>>,
}

/// A text in which an item is looked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Merged,
    Mine,
}

impl Addresses<'_> {
    fn at(&mut self, side: Side, list: &'static List, place: usize) -> Option<Address> {
        let node = match side {
            Side::Merged => self.root,
            Side::Mine => self.mine,
        };
        let read = || node.get(list.key).map_or_else(Vec::new, |rows| addresses(list, rows));
        self.known.entry((side, list.key)).or_insert_with(read).get(place).cloned()
    }
}

fn clash(raw: &Raw, named: &mut Addresses<'_>) -> Option<Clash> {
    let Some(Step::Key(key)) = raw.path.first() else { return None };
    let Some(list) = form::list(key) else {
        let head = form::list("document")?;
        return Some(input_clash(raw, head, Address::only("document"), &raw.path));
    };
    if raw.about == RawAbout::Order {
        let item = Address { list: list.key.to_owned(), name: crate::edit::Name::Only };
        return Some(Clash {
            item,
            about: About::Order,
            base: None,
            mine: None,
            theirs: None,
            take_mine: None,
        });
    }
    let (item, rest) = match (list.naming, raw.path.get(1)) {
        (Naming::Once, _) => (Address::only(list.key), &raw.path[1..]),
        (Naming::Key, Some(Step::Key(name))) => (Address::named(list.key, name), &raw.path[2..]),
        (_, Some(Step::Index(place))) => {
            let rest = &raw.path[2..];
            let side = if rest.is_empty() && raw.theirs.is_none() { Side::Mine } else { Side::Merged };
            (named.at(side, list, *place)?, rest)
        }
        _ => return Some(whole()),
    };
    Some(if rest.is_empty() { item_clash(raw, list, item) } else { input_clash(raw, list, item, rest) })
}

fn item_clash(raw: &Raw, list: &'static List, item: Address) -> Clash {
    let fields = form::fields(list, item.parameter());
    let kind = Kind::Group(fields.to_vec());
    let side = |data: &Option<Data>| data.as_ref().map(|data| values_of(&kind, data, ""));
    let (base, mine, theirs) = (side(&raw.base), side(&raw.mine), side(&raw.theirs));
    let take_mine = match (&mine, &theirs) {
        (None, _) => Some(Change::Remove { item: item.clone() }),
        (Some(values), None) => Some(Change::Add {
            list: list.key.to_owned(),
            name: item.parameter().to_owned(),
            after: None,
            values: values.clone(),
        }),
        (Some(_), Some(_)) => None,
    };
    Clash { item, about: About::Item, base, mine, theirs, take_mine }
}

fn input_clash(raw: &Raw, list: &'static List, item: Address, rest: &[Step]) -> Clash {
    let fields = form::fields(list, item.parameter());
    let name = rest
        .iter()
        .map(|step| match step {
            Step::Key(key) => key.clone(),
            Step::Index(place) => place.to_string(),
        })
        .collect::<Vec<_>>()
        .join(".");
    let kind = kind_at(&fields, rest);
    let known = kind.is_some();
    let kind = kind.unwrap_or(Kind::Line);
    let side = |data: &Option<Data>| data.as_ref().map(|data| values_of(&kind, data, &name));
    let (base, mine, theirs) = (side(&raw.base), side(&raw.mine), side(&raw.theirs));
    let take_mine = known.then(|| {
        let inputs = [&base, &mine, &theirs].into_iter().flatten().flat_map(Values::keys);
        let value =
            |input: &String| mine.as_ref().and_then(|mine| mine.get(input)).cloned().unwrap_or_default();
        Change::Set {
            item: item.clone(),
            values: inputs.map(|input| (input.clone(), value(input))).collect(),
        }
    });
    Clash { item, about: About::Input(name), base, mine, theirs, take_mine }
}

/// What stands at the end of a way through an item; `None` for what the format does not have.
fn kind_at(fields: &[Field], rest: &[Step]) -> Option<Kind> {
    let (Step::Key(key), rest) = rest.split_first()? else { return None };
    let field = fields.iter().find(|field| field.key == key)?;
    inside(&field.kind, rest)
}

fn inside(kind: &Kind, rest: &[Step]) -> Option<Kind> {
    match (kind, rest) {
        (kind, []) => Some(kind.clone()),
        (Kind::Rows(fields), [Step::Index(_)]) => Some(Kind::Group(fields.clone())),
        (Kind::Group(fields), rest) | (Kind::Rows(fields), [Step::Index(_), rest @ ..]) => {
            kind_at(fields, rest)
        }
        (Kind::Each(kind), [Step::Index(_), rest @ ..]) => inside(kind, rest),
        (Kind::Text(_) | Kind::Spoken | Kind::Stated, [Step::Key(language)]) => {
            matches!(language.as_str(), "lv" | "en").then_some(Kind::Line)
        }
        _ => None,
    }
}

/// The inputs of a value that stands in no file.
fn values_of(kind: &Kind, data: &Data, name: &str) -> Values {
    let text = format!("value = {}\n", data.inline());
    let Ok(document) = parse(&text) else { return Values::new() };
    let Some(node) = Node::Block(document.as_table()).get("value") else { return Values::new() };
    match kind {
        Kind::Group(fields) if name.is_empty() => read::fields(fields, node),
        kind => read::field(kind, node, name),
    }
}
