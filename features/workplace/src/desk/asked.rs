//! What the standard in force asks at a moment of the desk: lists to tick, and the phrases that go with them.

use solits_i18n::Words;
use solits_standard::{
    Checklist, Origin, ServedClient, Standard,
    model::{Moment as At, Phrase, Spoken},
};

use crate::view::{Check, Moment, PhraseView};

/// What the standard asks at a moment; `ticked` are the ids ticked so far, with spaces between.
pub(super) fn moments(
    words: Words,
    standard: Option<&Standard>,
    moment: At,
    served: ServedClient,
    ticked: &str,
) -> Vec<Moment> {
    let Some(standard) = standard else { return Vec::new() };
    let lang = words.0;
    let is_ticked = |id: &str| ticked.split(' ').any(|one| one == id);
    let mut moments: Vec<Moment> = standard
        .situations_at(moment, served)
        .iter()
        .map(|list| situation(words, standard, list, &is_ticked))
        .collect();
    let guides: Vec<Check> = standard
        .guides_at(moment)
        .map(|norm| Check {
            id: norm.value.id.clone(),
            text: norm.value.text.get(lang).to_owned(),
            ticked: is_ticked(&norm.value.id),
        })
        .collect();
    let phrases = phrases(words, standard, None);
    if !guides.is_empty() || !phrases.is_empty() {
        moments.push(Moment {
            title: words.t("workplace-guides"),
            source: String::new(),
            impression: String::new(),
            checks: guides,
            phrases,
        });
    }
    moments
}

fn situation(
    words: Words,
    standard: &Standard,
    list: &Checklist<'_>,
    is_ticked: &impl Fn(&str) -> bool,
) -> Moment {
    let lang = words.0;
    let impression = list.situation.impression.as_ref();
    Moment {
        title: list.situation.title.get(lang).to_owned(),
        source: cited(words, standard, list.origin),
        impression: impression.map(|text| text.get(lang).to_owned()).unwrap_or_default(),
        checks: list
            .actions
            .iter()
            .flat_map(|action| &action.results)
            .map(|result| Check {
                id: result.id.clone(),
                text: result.text.get(lang).to_owned(),
                ticked: is_ticked(&result.id),
            })
            .collect(),
        phrases: phrases(words, standard, Some(&list.situation.number)),
    }
}

/// The phrases of a situation by its number, or those that belong to none (VZD annex 2).
fn phrases(words: Words, standard: &Standard, situation: Option<&str>) -> Vec<PhraseView> {
    standard
        .lists()
        .phrases
        .iter()
        .map(|phrase| &phrase.value)
        .filter(|phrase| phrase.situation.as_deref() == situation)
        .map(|phrase: &Phrase| PhraseView {
            purpose: phrase.purpose.get(words.0).to_owned(),
            say: phrase.recommended.iter().map(spoken).collect(),
            avoid: phrase.avoid.iter().map(spoken).collect(),
        })
        .collect()
}

fn spoken(one: &Spoken) -> (String, String) {
    (one.latvian().to_owned(), one.english().unwrap_or_default().to_owned())
}

/// A paragraph as it is cited, with the document where it is not the standard itself: "13. punkts".
fn cited(words: Words, standard: &Standard, origin: &Origin) -> String {
    let Origin { document, paragraph } = origin;
    let is_plain = paragraph.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let paragraph = if is_plain {
        words.ta("workplace-paragraph", &[("paragraph", paragraph.as_str().into())])
    } else {
        paragraph.clone()
    };
    if *document == standard.file().id { paragraph } else { format!("{document}, {paragraph}") }
}
