//! The fields of an entry as inputs of a form: what the hall describes, laid out in order. Plain functions.

use std::collections::BTreeMap;

use solits_i18n::Words;
use solits_kernel::{Lang, Text};
use solits_standard::edit::{Choice, Field, Item, Kind, Length, MOST_ROWS, Need, periods, term_units};

/// A piece of a form, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A group begins.
    Open(Group),
    /// The innermost group ends, which is this.
    Close(Role),
    /// An input.
    Input(Input),
}

/// Inputs that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Name of the field or row, as in the names of its inputs.
    pub(super) name: String,
    pub(super) legend: String,
    pub(super) help: String,
    pub(super) error: String,
    pub(super) role: Role,
}

/// What a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A field with inputs of its own.
    Field,
    /// A row that is there: it can be moved and taken out.
    Row,
    /// An empty row after the last one, or what is rarely written: folded away until somebody wants it.
    NewRow,
}

impl Role {
    /// Whether it is a row that can be moved and taken out.
    pub(super) fn is_row(self) -> bool {
        self == Self::Row
    }
    /// Whether it is the empty row.
    pub(super) fn is_new_row(self) -> bool {
        self == Self::NewRow
    }
}

/// One input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    pub(super) name: String,
    pub(super) label: String,
    /// Said beside the label: the language, the unit, that it may stay empty.
    pub(super) note: String,
    pub(super) help: String,
    pub(super) value: String,
    pub(super) error: String,
    pub(super) shape: Shape,
    /// Whether other inputs come and go with its value.
    pub(super) steers: bool,
}

/// How an input looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One line.
    Line,
    /// One short line: a number, a day.
    Short,
    /// Several lines.
    Area(usize),
    /// One of these: value and words.
    Select(Vec<(String, String)>),
    /// Any of these: value, words, whether it is chosen.
    Ticks(Vec<(String, String, bool)>),
}

/// What the inputs are filled with.
pub(super) struct Filling<'a> {
    pub(super) words: Words,
    /// Values by the names of inputs.
    pub(super) values: &'a BTreeMap<String, String>,
    /// What is wrong, by the names of inputs or of their fields.
    pub(super) errors: &'a BTreeMap<String, String>,
    /// Names that a reference to a list may give, with what they are called.
    pub(super) names: &'a (dyn Fn(&str) -> Vec<(String, String)> + Sync),
}

/// The form of an entry with these fields.
pub(super) fn pieces(fields: &[Field], filling: &Filling<'_>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    table(fields, "", filling, &mut pieces);
    pieces
}

fn table(fields: &[Field], prefix: &str, filling: &Filling<'_>, pieces: &mut Vec<Piece>) {
    for field in fields {
        let name = format!("{prefix}{}", field.key);
        if is_wanted(field, prefix, &name, filling) {
            let steers = fields.iter().any(|other| other.only_when.is_some_and(|(by, _)| by == field.key));
            kind(&field.kind, &Asked { field, name, steers, of_row: false }, filling, pieces);
        }
    }
}

/// Whether a field has a meaning beside the others, or a value that its author must see to take it out.
fn is_wanted(field: &Field, prefix: &str, name: &str, filling: &Filling<'_>) -> bool {
    let Some((by, words)) = field.only_when else { return true };
    let value = filling.values.get(&format!("{prefix}{by}")).map_or("", String::as_str);
    words.contains(&value)
        || filling
            .values
            .keys()
            .any(|key| key == name || key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// The field that inputs are made for.
struct Asked<'a> {
    field: &'a Field,
    name: String,
    steers: bool,
    /// Whether it is a single value among numbered ones, whose label stands over them all.
    of_row: bool,
}

impl Asked<'_> {
    fn label(&self, words: Words) -> String {
        self.field.label.get(words.0).to_owned()
    }
}

fn kind(what: &Kind, asked: &Asked<'_>, filling: &Filling<'_>, pieces: &mut Vec<Piece>) {
    let words = filling.words;
    let lang = words.0;
    let one = |shape: Shape| Piece::Input(input(asked, filling, "", "", shape));
    match what {
        Kind::Line => pieces.push(one(line(filling.values.get(&asked.name)))),
        Kind::Number { unit, .. } => {
            pieces.push(Piece::Input(input(asked, filling, "", unit.get(lang), Shape::Short)));
        }
        Kind::Decimal { .. } | Kind::Day => pieces.push(one(Shape::Short)),
        Kind::Percent => pieces.push(Piece::Input(input(asked, filling, "", "%", Shape::Short))),
        Kind::Text(length) => languages(asked, filling, *length, pieces),
        Kind::Spoken => languages(asked, filling, Length::Long, pieces),
        Kind::YesNo => pieces.push(one(Shape::Select(answers(words)))),
        Kind::Stated => {
            pieces.push(one(Shape::Select(answers(words))));
            languages(asked, filling, Length::Long, pieces);
        }
        Kind::Choice(choices) => {
            let value = filling.values.get(&asked.name).map_or("", String::as_str);
            pieces.push(one(Shape::Select(options(choices, lang, value))));
        }
        Kind::Choices(choices) => {
            let known =
                choices.iter().map(|choice| (choice.word.to_owned(), choice.label.get(lang).to_owned()));
            pieces.push(one(Shape::Ticks(ticks(known.collect(), asked, filling))));
        }
        Kind::Reference(list) => {
            let value = filling.values.get(&asked.name).map_or("", String::as_str);
            pieces.push(one(Shape::Select(with_value((filling.names)(list), value))));
        }
        Kind::References(list) => {
            pieces.push(one(Shape::Ticks(ticks((filling.names)(list), asked, filling))));
        }
        Kind::Lines | Kind::Numbers => {
            let lines = filling.values.get(&asked.name).map_or(1, |value| value.lines().count());
            pieces.push(one(Shape::Area((lines + 1).clamp(2, 8))));
        }
        Kind::Term => term(asked, filling, pieces),
        Kind::Event(choices) => event(choices, asked, filling, pieces),
        Kind::Group(fields) => {
            pieces.push(open(asked, filling));
            table(fields, &format!("{}.", asked.name), filling, pieces);
            pieces.push(Piece::Close(Role::Field));
        }
        Kind::Each(of) => rows(asked, filling, pieces, &|name, pieces| {
            let asked = Asked { field: asked.field, name, steers: false, of_row: true };
            kind(of, &asked, filling, pieces);
        }),
        Kind::Rows(fields) => rows(asked, filling, pieces, &|name, pieces| {
            table(fields, &format!("{name}."), filling, pieces);
        }),
    }
}

/// A line; more where the file holds line ends that a line would lose.
fn line(value: Option<&String>) -> Shape {
    if value.is_some_and(|value| value.contains('\n')) { Shape::Area(3) } else { Shape::Line }
}

/// An input whose name ends with `part`, with what is said beside its label.
fn input(asked: &Asked<'_>, filling: &Filling<'_>, part: &str, note: &str, shape: Shape) -> Input {
    let words = filling.words;
    let name = format!("{}{part}", asked.name);
    let optional = asked.field.need == Need::Optional && !asked.of_row;
    let notes: Vec<String> =
        [(!note.is_empty()).then(|| note.to_owned()), optional.then(|| words.t("common-optional"))]
            .into_iter()
            .flatten()
            .collect();
    Input {
        value: filling.values.get(&name).cloned().unwrap_or_default(),
        error: wrong(filling, &name, asked),
        label: asked.label(words),
        note: notes.join(", "),
        help: if asked.of_row { String::new() } else { asked.field.help.get(words.0).to_owned() },
        name,
        shape,
        steers: asked.steers,
    }
}

/// What is wrong with an input: said of itself, or of its field where it is the first of it.
fn wrong(filling: &Filling<'_>, name: &str, asked: &Asked<'_>) -> String {
    let own = filling.errors.get(name);
    let is_first = name == asked.name
        || name.strip_prefix(&asked.name).is_some_and(|part| matches!(part, ".lv" | ".unit"));
    let of_field = filling.errors.get(&asked.name).filter(|_| is_first);
    own.or(of_field).cloned().unwrap_or_default()
}

fn languages(asked: &Asked<'_>, filling: &Filling<'_>, length: Length, pieces: &mut Vec<Piece>) {
    for (part, key) in [(".lv", "standards-edit-in-latvian"), (".en", "standards-edit-in-english")] {
        let letters =
            filling.values.get(&format!("{}{part}", asked.name)).map_or(0, |value| value.chars().count());
        let shape = match length {
            Length::Short if letters < 80 => line(filling.values.get(&format!("{}{part}", asked.name))),
            Length::Short => Shape::Area(2),
            Length::Long => Shape::Area((letters / 70 + 2).clamp(2, 8)),
        };
        pieces.push(Piece::Input(input(asked, filling, part, &filling.words.t(key), shape)));
    }
}

fn term(asked: &Asked<'_>, filling: &Filling<'_>, pieces: &mut Vec<Piece>) {
    let words = filling.words;
    let value = |part: &str| filling.values.get(&format!("{}{part}", asked.name)).map_or("", String::as_str);
    let unit = value(".unit");
    let units = options(&term_units(), words.0, unit);
    let mut first = input(asked, filling, ".unit", "", Shape::Select(units));
    first.steers = true;
    pieces.push(Piece::Input(first));
    let amount = match unit {
        "service_deadline" => None,
        "every" => Some(Shape::Select(options(&periods(), words.0, value(".amount")))),
        _ => Some(Shape::Short),
    };
    if let Some(shape) = amount {
        let mut amount = input(asked, filling, ".amount", "", shape);
        amount.label = words.ta("standards-edit-how-many", &[("field", amount.label.as_str().into())]);
        amount.help = String::new();
        pieces.push(Piece::Input(amount));
    }
    if unit == "calendar_days" || !value(".roll").is_empty() {
        let mut roll = input(asked, filling, ".roll", "", Shape::Select(answers(words)));
        roll.label = words.t("standards-edit-roll");
        roll.help = String::new();
        pieces.push(Piece::Input(roll));
    }
}

fn event(choices: &[Choice], asked: &Asked<'_>, filling: &Filling<'_>, pieces: &mut Vec<Piece>) {
    let words = filling.words;
    let value = filling.values.get(&asked.name).map_or("", String::as_str);
    pieces.push(Piece::Input(input(asked, filling, "", "", Shape::Select(options(choices, words.0, value)))));
    if value.is_empty() {
        return;
    }
    let mut facts = input(asked, filling, ".where", &words.t("common-optional"), Shape::Area(2));
    facts.label = words.ta("standards-edit-only-where", &[("field", asked.label(words).into())]);
    facts.help = words.t("standards-edit-only-where-hint");
    facts.note = words.t("common-optional");
    // Facts of an event are rare: they are asked for once the event is chosen, and folded away until somebody wants them.
    if facts.value.is_empty() && facts.error.is_empty() {
        pieces.push(Piece::Open(Group {
            name: format!("{}-more", facts.name),
            legend: facts.label.clone(),
            help: String::new(),
            error: String::new(),
            role: Role::NewRow,
        }));
        pieces.push(Piece::Input(facts));
        pieces.push(Piece::Close(Role::NewRow));
    } else {
        pieces.push(Piece::Input(facts));
    }
}

fn open(asked: &Asked<'_>, filling: &Filling<'_>) -> Piece {
    let lang = filling.words.0;
    Piece::Open(Group {
        legend: asked.label(filling.words),
        help: asked.field.help.get(lang).to_owned(),
        error: filling.errors.get(&asked.name).cloned().unwrap_or_default(),
        name: asked.name.clone(),
        role: Role::Field,
    })
}

/// The rows of a field, and an empty one after them.
fn rows(
    asked: &Asked<'_>,
    filling: &Filling<'_>,
    pieces: &mut Vec<Piece>,
    row: &dyn Fn(String, &mut Vec<Piece>),
) {
    pieces.push(open(asked, filling));
    let count = rows_of(filling.values, &asked.name);
    for place in 0..=count.min(MOST_ROWS - 1) {
        let name = format!("{}.{place}", asked.name);
        let number = i64::try_from(place + 1).unwrap_or_default();
        let gaps = [("field", asked.label(filling.words).into()), ("number", number.into())];
        let (role, key) = if place < count {
            (Role::Row, "standards-edit-row")
        } else {
            (Role::NewRow, "standards-edit-new-row")
        };
        pieces.push(Piece::Open(Group {
            legend: filling.words.ta(key, &gaps),
            help: String::new(),
            error: filling.errors.get(&name).cloned().unwrap_or_default(),
            name: name.clone(),
            role,
        }));
        row(name, pieces);
        pieces.push(Piece::Close(role));
    }
    pieces.push(Piece::Close(Role::Field));
}

/// How many rows a field has among the values; those beyond the most that can be written are not counted.
fn rows_of(values: &BTreeMap<String, String>, field: &str) -> usize {
    let prefix = format!("{field}.");
    let place = |name: &String| {
        name.strip_prefix(&prefix)?
            .split('.')
            .next()?
            .parse::<usize>()
            .ok()
            .filter(|place| *place < MOST_ROWS)
    };
    values.keys().filter_map(place).max().map_or(0, |last| last + 1)
}

fn answers(words: Words) -> Vec<(String, String)> {
    let said = |answer: bool| solits_standard::words::yes_no(answer).get(words.0).to_owned();
    vec![(String::new(), "–".to_owned()), ("true".to_owned(), said(true)), ("false".to_owned(), said(false))]
}

fn options(choices: &[Choice], lang: Lang, value: &str) -> Vec<(String, String)> {
    let known = choices.iter().map(|choice| (choice.word.to_owned(), choice.label.get(lang).to_owned()));
    with_value(known.collect(), value)
}

/// The empty choice, the known ones, and the present value where it is none of them, so that it is not lost.
fn with_value(known: Vec<(String, String)>, value: &str) -> Vec<(String, String)> {
    let is_known = value.is_empty() || known.iter().any(|(word, _)| word == value);
    let other = (!is_known).then(|| (value.to_owned(), value.to_owned()));
    std::iter::once((String::new(), "–".to_owned())).chain(known).chain(other).collect()
}

fn ticks(
    known: Vec<(String, String)>,
    asked: &Asked<'_>,
    filling: &Filling<'_>,
) -> Vec<(String, String, bool)> {
    let value = filling.values.get(&asked.name).map_or("", String::as_str);
    let chosen: Vec<&str> = value.lines().collect();
    let unknown = chosen.iter().filter(|word| !known.iter().any(|(name, _)| name == *word));
    let unknown: Vec<(String, String, bool)> =
        unknown.map(|word| ((*word).to_owned(), (*word).to_owned(), true)).collect();
    let known = known.into_iter().map(|(word, words)| {
        let is_chosen = chosen.contains(&word.as_str());
        (word, words, is_chosen)
    });
    known.chain(unknown).collect()
}

/// The names that references to a list may give: of the draft's entries and of those of the documents below it.
pub(super) fn names(list: &str, lang: Lang, items: &[Item]) -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> = Vec::new();
    for item in items.iter().filter(|item| item.address.list == list) {
        if let solits_standard::edit::Name::Named(name) = &item.address.name
            && !names.iter().any(|(known, _)| known == name)
        {
            names.push((name.clone(), item.heading(lang)));
        }
    }
    names
}

/// The label of an input, as its field and language are called: for what is told of it elsewhere.
pub(super) fn label(fields: &[Field], input: &str, words: Words) -> String {
    let mut parts = input.split('.');
    let Some(field) = parts.next().and_then(|key| fields.iter().find(|field| field.key == key)) else {
        return input.to_owned();
    };
    let inner: Option<&[Field]> = match &field.kind {
        Kind::Group(inner) | Kind::Rows(inner) => Some(inner),
        _ => None,
    };
    let rest: Vec<&str> = parts.collect();
    let own = field.label.get(words.0).to_owned();
    match (inner, rest.as_slice()) {
        (Some(inner), [number, rest @ ..]) if number.parse::<usize>().is_ok() && !rest.is_empty() => {
            format!("{own}: {}", label(inner, &rest.join("."), words))
        }
        (Some(inner), rest) if !rest.is_empty() => format!("{own}: {}", label(inner, &rest.join("."), words)),
        (_, [.., "lv"]) => format!("{own} ({})", words.t("standards-edit-in-latvian")),
        (_, [.., "en"]) => format!("{own} ({})", words.t("standards-edit-in-english")),
        _ => own,
    }
}

/// A text of the hall in a language, as a sentence of its own.
pub(super) fn said(text: &Text, lang: Lang) -> String {
    let words = text.get(lang);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
