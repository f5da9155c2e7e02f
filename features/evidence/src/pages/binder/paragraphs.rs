//! The standard paragraph by paragraph: the demand, how it is kept, and what the period shows of it.

use std::collections::HashMap;

use solits_i18n::Words;
use solits_kernel::Lang;
use solits_standard::{
    KeptBy, Standard, coverage,
    coverage::Item,
    model::{Norm, ParameterItem, ParameterValue},
    parameter::{self, Kind},
    words as phrases,
};
use solits_web::EmployeeCx;

use super::{Sources, is_below};
use crate::{
    model::norms,
    pages::{norm::given, said},
};

/// A norm of a paragraph.
pub(super) struct NormPart {
    pub(super) text: String,
    pub(super) figures: String,
    pub(super) below: bool,
    pub(super) owner: String,
    pub(super) gap: bool,
    pub(super) exceptions: Vec<String>,
    pub(super) evidence: Vec<String>,
}

/// A paragraph of a document.
pub(super) struct Paragraph {
    /// What stands there that is no norm: a term, a step of a situation, a row of the matrix.
    pub(super) also: Vec<String>,
    pub(super) name: String,
    pub(super) kept: String,
    pub(super) kept_kind: &'static str,
    pub(super) missing: String,
    pub(super) norms: Vec<NormPart>,
}

/// A document with its paragraphs.
pub(super) struct Document {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) counts: Vec<(String, String)>,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// A document with each of its paragraphs.
pub(super) fn document(cx: &EmployeeCx, sources: &Sources, standard: &Standard) -> Document {
    let words = cx.words;
    let covered = coverage(standard.file());
    let count = |way: KeptBy| covered.items.iter().filter(|item| item.kept_by == way).count();
    let mut also = beside_norms(words, standard);
    Document {
        id: standard.file().id.clone(),
        title: said::document(words, standard),
        counts: KeptBy::ALL
            .into_iter()
            .filter(|way| count(*way) > 0)
            .map(|way| (way.word(words.0).to_owned(), words.number(count(way))))
            .collect(),
        paragraphs: covered
            .items
            .iter()
            .map(|item| Paragraph {
                also: also.remove(&item.paragraph).unwrap_or_default(),
                ..paragraph(cx, sources, standard, item)
            })
            .collect(),
    }
}

/// What a document says beside its norms, by paragraph.
fn beside_norms(words: Words, standard: &Standard) -> HashMap<String, Vec<String>> {
    let mut said: HashMap<String, Vec<String>> = HashMap::new();
    let mut add = |paragraph: &str, name: &str, text: &str| {
        let both = [name, text].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        said.entry(paragraph.to_owned()).or_default().push(both);
    };
    let file = standard.file();
    for paragraph in &file.scope.paragraphs {
        add(paragraph, "", file.scope.field.get(words.0));
    }
    for (name, parameter) in &file.parameters {
        let title =
            parameter::find(name).map_or_else(|| name.clone(), |known| known.title().get(words.0).to_owned());
        add(&parameter.paragraph, &title, &value(words.0, name, &parameter.value));
    }
    let document = file.id.as_str();
    for principle in standard.lists().principles.iter().filter(|one| one.origin.document == document) {
        let (name, meaning) = (&principle.value.name, &principle.value.meaning);
        add(&principle.origin.paragraph, name.get(words.0), meaning.get(words.0));
    }
    for duty in standard.lists().client_duties.iter().filter(|one| one.origin.document == document) {
        add(&duty.origin.paragraph, "", duty.value.text.get(words.0));
    }
    for entry in standard.parts().iter().flat_map(|part| &part.entries) {
        if entry.origin.document == document {
            add(&entry.origin.paragraph, entry.name.get(words.0), entry.text.get(words.0));
        }
    }
    said
}

/// The value of a parameter in words.
fn value(lang: Lang, name: &str, value: &ParameterValue) -> String {
    let kind = parameter::find(name).map(|definition| definition.kind);
    let item = |item: &ParameterItem| match item {
        ParameterItem::Int(number) => number.to_string(),
        ParameterItem::Word(word) => word.clone(),
        ParameterItem::Text(text) => text.get(lang).to_owned(),
    };
    match (value, kind) {
        (ParameterValue::Bool(answer), _) => phrases::yes_no(*answer).get(lang).to_owned(),
        (ParameterValue::Int(number), Some(Kind::Int { unit, .. })) => {
            phrases::count(*number, unit).get(lang).to_owned()
        }
        (ParameterValue::Int(number), Some(Kind::Percent)) => format!("{number}\u{a0}%"),
        (ParameterValue::Int(number), _) => number.to_string(),
        (ParameterValue::Number(number), Some(Kind::Percent)) => {
            phrases::percent(*number).get(lang).to_owned()
        }
        (ParameterValue::Number(number), _) => phrases::number(*number).get(lang).to_owned(),
        (ParameterValue::Word(word), Some(Kind::Word(choices))) => choices
            .iter()
            .find(|choice| choice.word == word)
            .map_or(word.as_str(), |choice| if lang == Lang::En { choice.en } else { choice.lv })
            .to_owned(),
        (ParameterValue::Word(word), _) => word.clone(),
        (ParameterValue::Text(text), _) => text.get(lang).to_owned(),
        (ParameterValue::List(items), _) => items.iter().map(item).collect::<Vec<_>>().join("; "),
    }
}

fn paragraph(cx: &EmployeeCx, sources: &Sources, standard: &Standard, item: &Item) -> Paragraph {
    let words = cx.words;
    let norms = item.norms.iter().filter_map(|id| {
        let norm = standard.norms().iter().find(|norm| norm.value.id == *id)?;
        // A norm that the institution's own document replaced is not in force; its words stay to be read.
        let in_force = sources.here.standard.norms().iter().any(|one| {
            one.value.id == *id && one.origin.document == norm.origin.document && !norm.value.example
        });
        let plain = NormPart {
            text: norm.value.text.get(words.0).to_owned(),
            figures: String::new(),
            below: false,
            owner: String::new(),
            gap: false,
            exceptions: Vec::new(),
            evidence: Vec::new(),
        };
        Some(if in_force { norm_part(cx, sources, &norm.value, plain) } else { plain })
    });
    Paragraph {
        also: Vec::new(),
        name: said::paragraph(words, &item.paragraph),
        kept: item.kept_by.word(words.0).to_owned(),
        kept_kind: said::kept_kind(item.kept_by),
        missing: item.missing.as_ref().map(|text| text.get(words.0).to_owned()).unwrap_or_default(),
        norms: norms.collect(),
    }
}

fn norm_part(cx: &EmployeeCx, sources: &Sources, norm: &Norm, plain: NormPart) -> NormPart {
    let (words, here) = (cx.words, &sources.here);
    let today = here.structure.on(cx.at.day());
    let named = sources.owners.get(&norm.id);
    let answering = said::answering(words, here, &here.standard, norm, named, &today);
    let counts = sources.counts.get(&norm.id).copied().unwrap_or_default();
    let promise = here.standard.promise(&norm.id).filter(|_| norms::kept_by(norm) == KeptBy::Measured);
    let exceptions = sources.exceptions.iter().filter(|one| one.norm == norm.id);
    let evidence = sources.evidence.iter().filter(|one| one.norm == norm.id && one.withdrawn.is_none());
    NormPart {
        figures: promise
            .map_or_else(String::new, |promise| said::figures(words, promise.target_percent, counts)),
        below: promise.is_some_and(|promise| is_below(counts, promise.target_percent)),
        gap: !answering.gap.is_empty(),
        owner: if answering.gap.is_empty() { answering.who } else { answering.gap },
        exceptions: exceptions
            .map(|one| {
                format!("{}, {}", sources.places.words(words, one.place), said::period(words, one.days))
            })
            .collect(),
        evidence: evidence
            .map(|one| {
                let given = given(words, &here.names, one, false);
                let what = if given.file.is_empty() { given.shows } else { given.file };
                format!("{}: {what}", given.form)
            })
            .collect(),
        ..plain
    }
}
