//! Where a standard forbids to assess what the client has named or sent, a sentence that does so is asked about before it
//! leaves (vzd 19.4, H-20). Cooperation partners are excepted; who is one the sender knows.

use solits_kernel::{Lang, Text, fold};

use super::{Draft, Finding, Place, Remark, ReplyRules, Weight, own_lines};

/// Beginnings of words for what a client sends, without marks on letters.
const DOCUMENTS: [&[&str]; 2] = [
    &[
        "dokument",
        "ligum",
        "pilnvar",
        "izzin",
        "aktu",
        "akta",
        "akts",
        "testament",
        "rekin",
        "plan",
        "pielikum",
    ],
    &[
        "document",
        "contract",
        "agreement",
        "certificate",
        "will",
        "deed",
        "invoice",
        "plan",
        "attachment",
        "power",
    ],
];

/// Beginnings of words that judge them.
const JUDGEMENTS: [&[&str]; 2] = [
    &[
        "derig",
        "nederig",
        "speka",
        "pareiz",
        "nepareiz",
        "likumig",
        "nelikumig",
        "atbilst",
        "neatbilst",
        "pietiekam",
        "nepietiekam",
        "kartiba",
    ],
    &[
        "valid",
        "invalid",
        "lawful",
        "unlawful",
        "correct",
        "incorrect",
        "sufficient",
        "insufficient",
        "complies",
        "order",
    ],
];

/// Beginnings of words by which the document is the client's.
const OF_CLIENT: [&[&str]; 2] = [
    &["jusu", "iesniegt", "atsutit", "pievienot", "nosutit", "pielikt"],
    &["your", "submitted", "sent", "attached", "enclosed"],
];

pub(super) fn review(draft: &Draft, rules: &ReplyRules, remarks: &mut Vec<Remark>) {
    let Some(origin) = &rules.no_assessment else { return };
    for (part, text) in draft.texts() {
        for (start, sentence) in sentences(text) {
            if assesses(sentence, draft.lang) {
                remarks.push(Remark {
                    weight: Weight::AsksToConfirm,
                    finding: Finding::Assesses,
                    place: Some(Place { part, start, end: start + sentence.len() }),
                    text: Text::new(
                        "Šķiet, ka teikumā vērtēts klienta dokuments; standarts to neļauj, ja vien klients nav sadarbības partneris.",
                        "This sentence seems to assess a document of the client's; the standard forbids it unless the client is a cooperation partner.",
                    ),
                    origin: Some(origin.clone()),
                });
                // One sentence shows what is meant; the rest is read again by its author.
                return;
            }
        }
    }
}

/// The writer's own sentences, with where they begin.
fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    own_lines(text).flat_map(|(line_start, line)| {
        let mut at = 0;
        line.split_inclusive(['.', '!', '?']).map(move |sentence| {
            let start = line_start + at;
            at += sentence.len();
            (start, sentence)
        })
    })
}

/// Whether a sentence names a document, whose it is, and what it is worth. A question asks and does not judge.
fn assesses(sentence: &str, lang: Lang) -> bool {
    let which = usize::from(lang == Lang::En);
    let folded = fold(sentence);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let holds = |all: &[&[&str]; 2]| {
        all.get(which).is_some_and(|beginnings| {
            words.iter().any(|word| beginnings.iter().any(|beginning| word.starts_with(beginning)))
        })
    };
    !sentence.trim_end().ends_with('?') && holds(&DOCUMENTS) && holds(&JUDGEMENTS) && holds(&OF_CLIENT)
}
