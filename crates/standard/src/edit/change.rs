//! What an author may change, and why a change may be refused.

use std::collections::BTreeMap;

use solits_kernel::Text;

use super::{address::Address, items::NotToml};

/// One change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Values of an item's inputs. Inputs that are not named stay; an empty value takes the entry out of the file.
    ///
    /// Rows of a field are named by number, `waived_by.1.reason.lv`; the first number after the last row adds one, and a
    /// row whose inputs have all become empty goes.
    Set {
        /// The item.
        item: Address,
        /// What its inputs hold now.
        values: BTreeMap<String, String>,
    },
    /// A new item.
    Add {
        /// Key of the list.
        list: String,
        /// Of a parameter: its name. Other items have their name among the values.
        name: String,
        /// The item it follows; `None` puts it at the end of its list.
        after: Option<Address>,
        /// What its inputs hold.
        values: BTreeMap<String, String>,
    },
    /// An item goes, with the lines about it directly above.
    Remove {
        /// The item.
        item: Address,
    },
    /// An item changes places with its neighbour; the first stays where it is when moved up, the last when moved down.
    Move {
        /// The item.
        item: Address,
        /// Which neighbour.
        way: Way,
    },
    /// A row of an item goes.
    RemoveRow {
        /// The item.
        item: Address,
        /// Which row: `action.2`, `action.2.result.0`.
        row: String,
    },
    /// A row of an item changes places with its neighbour.
    MoveRow {
        /// The item.
        item: Address,
        /// Which row: `action.2`, `action.2.result.0`.
        row: String,
        /// Which neighbour.
        way: Way,
    },
}

/// Towards which neighbour something moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// A file after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The whole file.
    pub text: String,
    /// Where the item stands now: a new name or a new place gives a new address. `None` after its removal.
    pub item: Option<Address>,
}

/// Why a change was refused; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The file is not TOML.
    #[error(transparent)]
    NotToml(#[from] NotToml),
    /// The file has no such item; somebody else may have taken it out.
    #[error("no item {0}")]
    NoItem(String),
    /// The format has no such list or input.
    #[error("the format has no {0}")]
    NoPlace(String),
    /// The list has an item of that name.
    #[error("{0} is there already")]
    NameTaken(Address),
    /// Values that are not what their fields hold.
    #[error("{} values do not fit their fields", .0.len())]
    Values(Vec<Mistake>),
    /// The entry is written in a way that only an edit of the text can change.
    #[error("{0} can be changed in the text only")]
    TextOnly(String),
}

/// A value that is not what its field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The name of the input: `promise.target_percent`.
    pub input: String,
    /// What the field is called.
    pub label: Text,
    /// What is wrong.
    pub what: Text,
    /// What was meant.
    pub meant: Text,
}

impl EditError {
    /// Why, in words for the author. The mistakes of [`EditError::Values`] stand beside their inputs.
    pub fn words(&self) -> Text {
        match self {
            Self::NotToml(error) => error.words(),
            Self::NoItem(_) => Text::new(
                "šā ieraksta dokumentā vairs nav; varbūt to kāds izņēma",
                "the document no longer has this entry; somebody may have taken it out",
            ),
            Self::NoPlace(name) => {
                Text::new(format!("formātā nav „{name}”"), format!("the format has no `{name}`"))
            }
            Self::NameTaken(address) => Text::new(
                format!("„{address}” jau ir; katrs vārds der vienreiz"),
                format!("`{address}` is there already; each name serves once"),
            ),
            Self::Values(mistakes) if mistakes.len() == 1 => {
                Text::new("viena vērtība neder savam laukam", "one value does not fit its field")
            }
            Self::Values(_) => {
                Text::new("dažas vērtības neder saviem laukiem", "some values do not fit their fields")
            }
            Self::TextOnly(name) => Text::new(
                format!("„{name}” failā pierakstīts neparasti; to maina, rediģējot tekstu"),
                format!("`{name}` is written in an unusual way; change it in the text"),
            ),
        }
    }
}
