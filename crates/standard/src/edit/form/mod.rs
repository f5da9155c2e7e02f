//! The whole format described for a person who writes a standard without prior knowledge: component by
//! component, list by list, field by field, in both languages.
//!
//! The description is data: pages are made from it, values are read and written by it, and a test compares it with the
//! schema of the records, so that no key of the format is out of an author's reach.

mod choices;
mod document;
mod norms;
mod practice;
mod receiving;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, sync::LazyLock};

use solits_kernel::Text;

pub use self::choices::{Choice, periods, term_units};
use crate::parameter::{self, Kind as ParameterKind};

/// One of the seven components that the national guidelines ask of a standard, or the document itself.
#[derive(Clone, Debug)]
pub struct Component {
    /// Short name for addresses of pages: `norms`.
    pub key: &'static str,
    /// What it is called.
    pub title: Text,
    /// What it is for and what to weigh while writing it.
    pub explanation: Text,
    /// Its lists.
    pub lists: Vec<List>,
}

/// A list of the format, or a table that stands once.
#[derive(Clone, Debug)]
pub struct List {
    /// Key of the list in the file: `norm`; `document` stands for the head of the file.
    pub key: &'static str,
    /// What it is called.
    pub title: Text,
    /// What one of its items is called.
    pub one: Text,
    /// What belongs here.
    pub help: Text,
    /// How its items are told apart.
    pub naming: Naming,
    /// The fields of an item. Those of a parameter depend on its name: ask [`fields`].
    pub fields: Vec<Field>,
}

/// How the items of a list are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// The table stands once in the file.
    Once,
    /// By what a field says.
    Field(&'static str),
    /// By its key in the table: parameters.
    Key,
    /// By its place in the list only.
    Place,
}

/// A field of an item.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its key in the file, and the first part of its inputs' names.
    pub key: &'static str,
    /// What it is called.
    pub label: Text,
    /// What to write there; empty where the label says it.
    pub help: Text,
    /// What it holds.
    pub kind: Kind,
    /// Whether the format asks for it.
    pub need: Need,
    /// The field and the words with which this one has a meaning; `None`: always.
    pub only_when: Option<(&'static str, &'static [&'static str])>,
}

/// Whether the format asks for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// An item without it is a mistake that the checker names.
    Required,
    /// It may be left out.
    Optional,
}

/// What a field holds, and so which inputs it has.
///
/// The name of an input is the key of the field; parts stand after a point: `text.lv`, `promise.within.unit`,
/// `waived_by.0.reason.en`.
#[derive(Clone, Debug)]
pub enum Kind {
    /// One line of text.
    Line,
    /// A text in two languages; inputs `.lv` and `.en`.
    Text(Length),
    /// Words as spoken in Latvian, with their sense in English where it is written; inputs `.lv` and `.en`.
    Spoken,
    /// A whole number within bounds.
    Number {
        /// What it counts; empty for a bare number.
        unit: Text,
        /// The least it may be.
        least: i64,
        /// The most it may be.
        most: i64,
    },
    /// A number, perhaps with a fraction, within bounds.
    Decimal {
        /// The least it may be.
        least: f64,
        /// The most it may be.
        most: f64,
    },
    /// A share in percent.
    Percent,
    /// A day: `2014-07-24`.
    Day,
    /// Yes or no: `true`, `false`; empty where nothing is said.
    YesNo,
    /// Yes, no, or in words: inputs itself (`true`, `false` or empty), `.lv` and `.en`.
    Stated,
    /// One of fixed words.
    Choice(Vec<Choice>),
    /// Several of fixed words, one on a line.
    Choices(Vec<Choice>),
    /// The name of an item of another list.
    Reference(&'static str),
    /// Names of items of another list, one on a line.
    References(&'static str),
    /// A list of lines.
    Lines,
    /// A list of whole numbers, one on a line.
    Numbers,
    /// The term of a promise; inputs `.unit` (one of [`term_units`]), `.amount` and, for calendar days, `.roll`.
    Term,
    /// An event, perhaps only with certain facts; inputs itself and `.where` with one `name = value` on a line.
    Event(Vec<Choice>),
    /// A table inside the item; its fields' names follow a point.
    Group(Vec<Field>),
    /// A list of single values; inputs numbered from 0: `annexes.0.lv`.
    Each(Box<Kind>),
    /// A list of tables; numbered from 0, each with these fields: `waived_by.0.reason.lv`.
    Rows(Vec<Field>),
}

/// How much room a text needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// A line.
    Short,
    /// A paragraph.
    Long,
}

/// The whole format: the document itself, then the seven components in the order of the guidelines.
pub fn form() -> &'static [Component] {
    static FORM: LazyLock<Vec<Component>> = LazyLock::new(|| {
        let mut components = document::components();
        components.extend(norms::components());
        components.extend(receiving::components());
        components
    });
    &FORM
}

/// The list of that key.
pub fn list(key: &str) -> Option<&'static List> {
    form().iter().flat_map(|component| &component.lists).find(|list| list.key == key)
}

/// The component that holds the list of that key.
pub fn component_of(list: &str) -> Option<&'static Component> {
    form().iter().find(|component| component.lists.iter().any(|held| held.key == list))
}

/// The fields of an item: those of its list; of a parameter, those that its name sets. A parameter that the program
/// does not know has a value of one line.
pub fn fields(list: &'static List, name: &str) -> Cow<'static, [Field]> {
    if list.key != "parameters" {
        return Cow::Borrowed(&list.fields);
    }
    let kind = parameter::find(name).map_or(Kind::Line, |definition| value_kind(definition.kind));
    let mut fields = list.fields.clone();
    if let Some(value) = fields.iter_mut().find(|field| field.key == "value") {
        value.kind = kind;
        if let Some(definition) = parameter::find(name) {
            value.help = definition.kind.words();
        }
    }
    Cow::Owned(fields)
}

fn value_kind(kind: ParameterKind) -> Kind {
    match kind {
        ParameterKind::Bool => Kind::YesNo,
        ParameterKind::Int { unit, least, most } => {
            let unit =
                Text::new(unit.noun(2, solits_kernel::Lang::Lv), unit.noun(2, solits_kernel::Lang::En));
            Kind::Number { unit, least, most }
        }
        ParameterKind::Percent => Kind::Percent,
        ParameterKind::Number { least, most } => Kind::Decimal { least, most },
        ParameterKind::Word(words) => {
            Kind::Choice(words.iter().map(|choice| Choice::new(choice.word, choice.lv, choice.en)).collect())
        }
        ParameterKind::Text => Kind::Spoken,
        ParameterKind::Stated => Kind::Stated,
        ParameterKind::List => Kind::Each(Box::new(Kind::Spoken)),
        ParameterKind::Role => Kind::Reference("role"),
        ParameterKind::Roles => Kind::References("role"),
        // It has its own place in the file; the checker says which.
        ParameterKind::Elsewhere(_) => Kind::Line,
    }
}

/// Words in both languages, Latvian first.
type Words = (&'static str, &'static str);

fn text(words: Words) -> Text {
    Text::new(words.0, words.1)
}

impl List {
    fn new(
        key: &'static str,
        naming: Naming,
        title: Words,
        one: Words,
        help: Words,
        fields: Vec<Field>,
    ) -> Self {
        Self { key, title: text(title), one: text(one), help: text(help), naming, fields }
    }
}

impl Field {
    fn new(key: &'static str, kind: Kind, label: Words, help: Words) -> Self {
        Self { key, label: text(label), help: text(help), kind, need: Need::Required, only_when: None }
    }
    fn optional(mut self) -> Self {
        self.need = Need::Optional;
        self
    }
    fn only_when(mut self, field: &'static str, words: &'static [&'static str]) -> Self {
        self.only_when = Some((field, words));
        self
    }
}

impl Kind {
    const fn short() -> Self {
        Self::Text(Length::Short)
    }
    const fn long() -> Self {
        Self::Text(Length::Long)
    }
    fn number(least: i64, most: i64) -> Self {
        Self::Number { unit: Text::default(), least, most }
    }
    fn count(unit: Words, least: i64, most: i64) -> Self {
        Self::Number { unit: text(unit), least, most }
    }
}

/// No more words than the label.
const PLAIN: Words = ("", "");

/// The paragraph an item comes from.
fn paragraph() -> Field {
    Field::new(
        "paragraph",
        Kind::Line,
        ("Punkts", "Paragraph"),
        (
            "Dokumenta punkts, kurā tas teikts, piemēram, 17.5. Lasītājs pēc tā atrod avotu.",
            "The paragraph of the document that says so, such as 17.5. Readers find the source by it.",
        ),
    )
}

/// An item that is an example in the source and binds nobody (trap 18 of area V).
fn example() -> Field {
    Field::new(
        "example",
        Kind::YesNo,
        ("Tikai piemērs", "An example only"),
        (
            "Ja avotā tas dots kā piemērs, tas nevienam nav saistošs un to nemēra.",
            "What the source offers as an example binds nobody and is not measured.",
        ),
    )
    .optional()
}
