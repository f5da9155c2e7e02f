//! What the standard in force asks of whoever works on a case: guides, lists of its situations and the phrases that go
//! with them (moment `case`).

use solits_i18n::Words;
use solits_kernel::Lang;
use solits_standard::{
    Origin, ServedClient, Standard,
    model::{Moment, ParameterItem, Phrase, Spoken},
};

/// A sentence of the standard with the paragraph it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) source: String,
}

/// What to say for a purpose, and what not; each with its translation, which may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PhraseShown {
    pub(crate) purpose: String,
    pub(crate) say: Vec<(String, String)>,
    pub(crate) avoid: Vec<(String, String)>,
}

/// A part of what is asked: the guides, or one situation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) title: String,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) phrases: Vec<PhraseShown>,
}

/// What the standard asks of whoever works on a case; empty where it says nothing of cases.
///
/// Guides of all times stand at the desk already and are left out, so that what is said of cases is seen.
pub(crate) fn asked(words: Words, standard: &Standard) -> Vec<Asked> {
    let lang = words.0;
    let of_cases = standard.guides_at(Moment::Case).filter(|norm| is_of_cases(&norm.value));
    let guides: Vec<Sentence> = of_cases
        .map(|norm| Sentence {
            text: norm.value.text.get(lang).to_owned(),
            source: cited(standard, &norm.origin),
        })
        .collect();
    let mut all = Vec::new();
    if !guides.is_empty() {
        all.push(Asked { title: words.t("cases-guides-rules"), sentences: guides, phrases: Vec::new() });
    }
    for list in standard.situations_at(Moment::Case, ServedClient::External) {
        let source = cited(standard, list.origin);
        let results = list.actions.iter().flat_map(|action| &action.results);
        all.push(Asked {
            title: list.situation.title.get(lang).to_owned(),
            sentences: results
                .map(|result| Sentence { text: result.text.get(lang).to_owned(), source: source.clone() })
                .collect(),
            phrases: phrases(words, standard, &list.situation.number),
        });
    }
    all
}

/// An item of a list, as people read it.
fn item_words(item: &ParameterItem, lang: Lang) -> String {
    match item {
        ParameterItem::Int(number) => number.to_string(),
        ParameterItem::Word(word) => word.clone(),
        ParameterItem::Text(text) => text.get(lang).to_owned(),
    }
}

fn is_of_cases(norm: &solits_standard::model::Norm) -> bool {
    match &norm.kind {
        solits_standard::model::NormKind::Guide { shown_at } => shown_at.contains(&Moment::Case),
        _ => false,
    }
}

/// What the standard demands to be named to a client who is sent elsewhere (I-14); empty where it demands nothing.
pub(crate) fn redirect_fields(standard: &Standard, lang: Lang) -> Vec<String> {
    standard
        .list("case.redirect_fields")
        .map(|fields| fields.value.iter().map(|field| item_words(field, lang)).collect())
        .unwrap_or_default()
}

/// What the standard says of decisions, with the paragraph of each sentence (I-31).
pub(crate) fn decision_norms(standard: &Standard, lang: Lang) -> Vec<(String, String)> {
    standard
        .guides_at(Moment::Case)
        .filter(|norm| is_of_cases(&norm.value))
        .map(|norm| (norm.value.text.get(lang).to_owned(), cited(standard, &norm.origin)))
        .collect()
}

/// The phrases of a situation, by its number.
fn phrases(words: Words, standard: &Standard, situation: &str) -> Vec<PhraseShown> {
    let all = standard.lists().phrases.iter().map(|phrase| &phrase.value);
    all.filter(|phrase| phrase.situation.as_deref() == Some(situation))
        .map(|phrase: &Phrase| PhraseShown {
            purpose: phrase.purpose.get(words.0).to_owned(),
            say: phrase.recommended.iter().map(spoken).collect(),
            avoid: phrase.avoid.iter().map(spoken).collect(),
        })
        .collect()
}

fn spoken(one: &Spoken) -> (String, String) {
    (one.latvian().to_owned(), one.english().unwrap_or_default().to_owned())
}

/// A paragraph, with its document where it is not the standard's own.
fn cited(standard: &Standard, origin: &Origin) -> String {
    let Origin { document, paragraph } = origin;
    if *document == standard.file().id { paragraph.clone() } else { format!("{document}, {paragraph}") }
}
