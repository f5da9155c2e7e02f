//! The standard to be read before it is signed: what concerns one's own roles first, then the whole, and what is
//! different from the version signed last.

use std::collections::BTreeSet;

use solits_i18n::Words;
use solits_kernel::Lang;
use solits_standard::{
    Origin, Standard, diff,
    model::{KindWord, ParameterItem, ParameterValue},
    parameter::{self, Kind},
    words as said,
};

/// A statement with the place it comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    pub(crate) source: String,
    pub(crate) heading: String,
    pub(crate) text: String,
}

/// Statements under one heading.
pub(crate) struct Section {
    pub(crate) id: &'static str,
    pub(crate) heading: String,
    pub(crate) lines: Vec<Line>,
}

/// Where a statement comes from: "13. punkts"; with the document where it is not the standard itself.
pub(crate) fn source(words: Words, standard: &Standard, origin: &Origin) -> String {
    let is_number = origin.paragraph.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let paragraph = if is_number {
        words.ta("acquaintance-paragraph", &[("paragraph", origin.paragraph.as_str().into())])
    } else {
        origin.paragraph.clone()
    };
    if origin.document == standard.file().id {
        paragraph
    } else {
        format!("{}, {paragraph}", standard.title_of(&origin.document, words.0))
    }
}

/// The statements that concern somebody with these roles and involvement levels: norms one answers for, decisions that
/// fall to one, and what one's work is looked at by. Each is said once.
pub(crate) fn own(words: Words, standard: &Standard, roles: &[String], levels: &[u8]) -> Vec<Line> {
    let has = |role: &str| roles.iter().any(|own| own == role);
    let mut lines = Vec::new();
    for norm in standard.norms() {
        if norm.value.owner.as_deref().is_some_and(has) && !norm.value.example {
            lines.push(Line {
                source: source(words, standard, &norm.origin),
                heading: heading(words.0, norm.value.title.as_ref()),
                text: norm.value.text.get(words.0).to_owned(),
            });
        }
    }
    for rung in &standard.lists().ladder {
        if has(&rung.value.decided_by) {
            lines.push(Line {
                source: source(words, standard, &rung.origin),
                heading: words.t("acquaintance-you-decide"),
                text: rung
                    .value
                    .about
                    .iter()
                    .map(|role| title(words.0, standard, role))
                    .collect::<Vec<_>>()
                    .join(", "),
            });
        }
    }
    let mut looked_at = BTreeSet::new();
    for row in &standard.lists().evaluations {
        let concerns = row.value.concerns(levels) || row.value.responsible.iter().any(|role| has(role));
        let line = Line {
            source: source(words, standard, &row.origin),
            heading: words.t("acquaintance-looked-at"),
            text: row.value.text.get(words.0).to_owned(),
        };
        if concerns && looked_at.insert(line.clone()) {
            lines.push(line);
        }
    }
    lines
}

fn heading(lang: Lang, title: Option<&solits_standard::model::Text>) -> String {
    title.map(|title| title.get(lang).to_owned()).unwrap_or_default()
}

/// The title of a role of the standard, and its name where it has none.
pub(crate) fn title(lang: Lang, standard: &Standard, role: &str) -> String {
    let known = standard.lists().roles.iter().find(|known| known.value.id == role);
    known.map_or(role, |known| known.value.title.get(lang)).to_owned()
}

/// All that the standard says, part by part.
pub(crate) fn whole(words: Words, standard: &Standard) -> Vec<Section> {
    let lists = standard.lists();
    let principles = lists.principles.iter().map(|one| Line {
        source: source(words, standard, &one.origin),
        heading: one.value.name.get(words.0).to_owned(),
        text: one.value.meaning.get(words.0).to_owned(),
    });
    let principles = Section {
        id: "principles",
        heading: words.t("acquaintance-principles"),
        lines: principles.collect(),
    };
    let norms = [
        (KindWord::Promise, "promises", words.t("acquaintance-promises")),
        (KindWord::Rule, "rules", words.t("acquaintance-rules")),
        (KindWord::Guide, "guides", words.t("acquaintance-guides")),
        (KindWord::Publish, "published", words.t("acquaintance-published")),
    ]
    .map(|(kind, id, heading)| Section { id, heading, lines: norms(words, standard, kind) });
    let parts = standard.parts().into_iter().map(|part| Section {
        id: part.id,
        heading: part.heading.get(words.0).to_owned(),
        lines: part
            .entries
            .iter()
            .map(|entry| Line {
                source: source(words, standard, &entry.origin),
                heading: entry.name.get(words.0).to_owned(),
                text: entry.text.get(words.0).to_owned(),
            })
            .collect(),
    });
    let values =
        Section { id: "values", heading: words.t("acquaintance-values"), lines: values(words, standard) };
    let all = std::iter::once(principles).chain(norms).chain(parts).chain(std::iter::once(values));
    all.filter(|section| !section.lines.is_empty()).collect()
}

fn norms(words: Words, standard: &Standard, kind: KindWord) -> Vec<Line> {
    let of_kind = standard.norms().iter().filter(|norm| norm.value.kind.word() == kind);
    of_kind
        .map(|norm| Line {
            source: source(words, standard, &norm.origin),
            heading: heading(words.0, norm.value.title.as_ref()),
            text: norm.value.text.get(words.0).to_owned(),
        })
        .collect()
}

fn values(words: Words, standard: &Standard) -> Vec<Line> {
    standard
        .parameters()
        .filter(|(_, one)| !one.value.example)
        .map(|(name, one)| Line {
            source: source(words, standard, &one.origin),
            heading: parameter::find(name)
                .map_or_else(|| name.to_owned(), |definition| definition.title().get(words.0).to_owned()),
            text: value(words.0, name, &one.value.value),
        })
        .collect()
}

fn value(lang: Lang, name: &str, value: &ParameterValue) -> String {
    let kind = parameter::find(name).map(|definition| definition.kind);
    match (value, kind) {
        (ParameterValue::Bool(answer), _) => said::yes_no(*answer).get(lang).to_owned(),
        (ParameterValue::Int(number), Some(Kind::Int { unit, .. })) => {
            said::count(*number, unit).get(lang).to_owned()
        }
        (ParameterValue::Int(number), Some(Kind::Percent)) => format!("{number}\u{a0}%"),
        (ParameterValue::Int(number), _) => number.to_string(),
        (ParameterValue::Number(number), Some(Kind::Percent)) => said::percent(*number).get(lang).to_owned(),
        (ParameterValue::Number(number), _) => said::number(*number).get(lang).to_owned(),
        (ParameterValue::Word(word), Some(Kind::Word(choices))) => {
            let choice = choices.iter().find(|choice| choice.word == word);
            choice
                .map_or(word.as_str(), |choice| if lang == Lang::En { choice.en } else { choice.lv })
                .to_owned()
        }
        (ParameterValue::Word(word), _) => word.clone(),
        (ParameterValue::Text(text), _) => text.get(lang).to_owned(),
        (ParameterValue::List(items), _) => {
            items.iter().map(|one| item(lang, one)).collect::<Vec<_>>().join("; ")
        }
    }
}

/// An item of a list in words.
pub(crate) fn item(lang: Lang, item: &ParameterItem) -> String {
    match item {
        ParameterItem::Int(number) => number.to_string(),
        ParameterItem::Word(word) => word.clone(),
        ParameterItem::Text(text) => text.get(lang).to_owned(),
    }
}

/// What is different from the version that was signed before, a sentence each.
pub(crate) fn changes(words: Words, signed: &Standard, now: &Standard) -> Vec<String> {
    diff(signed, now).into_iter().map(|change| change.words.get(words.0).to_owned()).collect()
}
