//! Bringing together what two people wrote from the same text.
//!
//! Items and fields are compared, not lines: what only one of the two changed is taken from that one, additions of both
//! stay. Where both changed the same thing differently nobody is overwritten: the text keeps what the other one saved
//! first, and a clash holds both sides until somebody chooses.

mod align;
mod clash;
mod lines;
mod rows;
mod three;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    apply::apply,
    change::{Change, EditError},
    data::Data,
    items::{NotToml, parse},
    node::{Node, Path},
    read::Values,
    splice::edited,
};
use crate::edit::Address;

/// What became of two people's changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The file with the changes of both; where they clash, with theirs.
    pub text: String,
    /// What somebody has to choose.
    pub clashes: Vec<Clash>,
}

/// A thing that both changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The item; of one that is no longer in the text, where it stood in mine.
    pub item: Address,
    /// What about it.
    pub about: About,
    /// What it said before both; the inputs of the field, or of the whole item. `None`: it was not there.
    pub base: Option<Values>,
    /// What I want it to say; `None`: I took it out.
    pub mine: Option<Values>,
    /// What it says in the text, as the other one wrote it; `None`: the other one took it out.
    pub theirs: Option<Values>,
    /// The change that puts mine in the place of theirs; `None` where only an edit of the text can.
    pub take_mine: Option<Change>,
}

impl Merged {
    /// The text with mine in the place of theirs for the clashes of these numbers, counted from 0.
    ///
    /// All are worked in together, each at its own item, though others are taken out or put in beside it; a clash that
    /// only an edit of the text can decide stays as theirs.
    pub fn decided(&self, mine: &BTreeSet<usize>) -> Result<String, EditError> {
        let mut sets: BTreeMap<Address, Values> = BTreeMap::new();
        let (mut removals, mut additions) = (Vec::new(), Vec::new());
        let chosen = self.clashes.iter().enumerate().filter(|(number, _)| mine.contains(number));
        for change in chosen.filter_map(|(_, clash)| clash.take_mine.clone()) {
            match change {
                Change::Set { item, values } => sets.entry(item).or_default().extend(values),
                Change::Add { .. } => additions.push(change),
                other => removals.push(other),
            }
        }
        let sets = sets.into_iter().map(|(item, values)| Change::Set { item, values });
        // From the end, so that the places before stay what they are.
        removals.sort_by_key(|change| match change {
            Change::Remove { item } => Some(Reverse(item.clone())),
            _ => None,
        });
        sets.chain(removals)
            .chain(additions)
            .try_fold(self.text.clone(), |text, change| apply(&text, &change).map(|applied| applied.text))
    }
}

/// What two people disagree about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// An input, or the beginning of the names of several.
    Input(String),
    /// Whether the item stays: one took it out, the other changed it.
    Item,
    /// The order of the list; the text keeps theirs.
    Order,
    /// The whole text: mine cannot be worked into theirs, for the file is written in an unusual way.
    Text,
}

/// A clash while the text is still being made.
struct Raw {
    about: RawAbout,
    /// The way in theirs as it will be; of an item that theirs lacks, the way in mine.
    path: Path,
    base: Option<Data>,
    mine: Option<Data>,
    theirs: Option<Data>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RawAbout {
    Value,
    Order,
    /// The two cannot be brought together item by item.
    Text,
}

/// A list or table with more entries than these is not compared entry by entry.
const MOST_ENTRIES: usize = 5_000;

/// More bytes than these are not read again while edits are worked in; each edit reads the whole text.
const MOST_BYTES: usize = 100_000_000;

/// Merges `mine` and `theirs`, both made from `base`. Merging what was not changed gives the other one to the byte.
///
/// Remarks in the text are kept from both sides where nothing clashes and the remarks do not stand in the same place;
/// otherwise they are those of theirs, with the remarks of items that I added. Two texts that are too large and differ too
/// much to be compared entry by entry clash as a whole.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Result<Merged, NotToml> {
    let documents = (parse(base)?, parse(mine)?, parse(theirs)?);
    if mine == theirs || mine == base {
        return Ok(Merged { text: theirs.to_owned(), clashes: Vec::new() });
    }
    if theirs == base {
        return Ok(Merged { text: mine.to_owned(), clashes: Vec::new() });
    }
    let root = Node::Block(documents.1.as_table());
    let data = |document: &toml_edit::Document<&str>| Data::of(Node::Block(document.as_table()));
    let (old, ours, other) = (data(&documents.0), data(&documents.1), data(&documents.2));
    let whole = || Merged { text: theirs.to_owned(), clashes: vec![clash::whole()] };
    if [&old, &ours, &other].into_iter().any(|data| data.longest() > MOST_ENTRIES) {
        return Ok(whole());
    }
    let mut merger = three::Merger::new(mine, root);
    merger.root(&old, &ours, &other);
    let three::Merger { edits, clashes, .. } = merger;
    let is_beyond = edits.len().saturating_mul(theirs.len()) > MOST_BYTES;
    if is_beyond || clashes.iter().any(|raw| raw.about == RawAbout::Text) {
        return Ok(whole());
    }
    let Ok(text) = edited(theirs, &edits) else { return Ok(whole()) };
    if clashes.is_empty()
        && let Some(both) = lines::merge(base, mine, theirs)
        && says_the_same(&both, &text)
    {
        return Ok(Merged { text: both, clashes: Vec::new() });
    }
    let clashes = clash::finished(&clashes, &text, root);
    Ok(Merged { text, clashes })
}

fn says_the_same(one: &str, two: &str) -> bool {
    let data = |text: &str| parse(text).ok().map(|document| Data::of(Node::Block(document.as_table())));
    data(one).is_some_and(|one| data(two) == Some(one))
}
