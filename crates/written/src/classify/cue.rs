//! Words that suggest what a message is about, in Latvian and English, in any ending.

use std::sync::LazyLock;

use crate::{
    nature::{FeedbackKind, Matter},
    search::stems,
};

/// What the words suggest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) matter: Matter,
    /// The words, as they stand.
    pub(super) words: String,
}

/// In which language a text is written, as far as that can be told from its commonest words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Latvian,
    English,
    Cyrillic,
    Unknown,
}

use FeedbackKind::{Claim, Complaint, Praise, Suggestion};

/// The cues, the more particular first: of two that stand in a text equally often, the earlier decides.
const CUES: [(Matter, &[&str]); 6] = [
    (
        Matter::DataSubjectRequest,
        &[
            "datu subjekts",
            "mani personas dati",
            "savi personas dati",
            "dzēst manus datus",
            "dzēst savus datus",
            "manu datu kopija",
            "vispārīgā datu aizsardzības regula",
            "data subject",
            "my personal data",
            "GDPR",
            "VDAR",
        ],
    ),
    (
        Matter::InformationRequest,
        &[
            "informācijas atklātības likums",
            "informācijas pieprasījums",
            "pieprasu informāciju",
            "pieprasu izsniegt informāciju",
            "freedom of information",
            "information request",
        ],
    ),
    (
        Matter::Feedback(Claim),
        &[
            "pretenzija",
            "prasu atlīdzināt",
            "atlīdzināt zaudējumus",
            "prasu kompensāciju",
            "claim for",
            "compensation",
        ],
    ),
    (
        Matter::Feedback(Complaint),
        &[
            "sūdzība",
            "sūdzos",
            "vēlos sūdzēties",
            "gribu sūdzēties",
            "neapmierināts ar",
            "neapmierināta ar",
            "nepieklājīga attieksme",
            "rupja attieksme",
            "complaint",
            "i complain",
            "rude",
        ],
    ),
    (
        Matter::Feedback(Suggestion),
        &[
            "ierosinājums",
            "ierosinu",
            "priekšlikums",
            "iesaku",
            "ieteikums",
            "suggestion",
            "i suggest",
            "i propose",
        ],
    ),
    (
        Matter::Feedback(Praise),
        &[
            "izsaku pateicību",
            "vēlos pateikties",
            "gribu pateikties",
            "pateicos par",
            "liels paldies par",
            "uzslava",
            "lieliska apkalpošana",
            "thank you for the excellent",
            "excellent service",
            "praise",
        ],
    ),
];

/// Words of a non-conformity. It is reported beside what a client asks, whatever that is.
const NONCONFORMITY_CUES: [&str; 2] = ["neatbilstība", "non-conformity"];

/// Words in messages of a portal about the execution of a service or about hours (vzd 2.3).
const SERVICE_CUES: [&str; 10] = [
    "darba laiks",
    "pieņemšanas laiks",
    "pasūtījuma statuss",
    "pasūtījuma izpilde",
    "pakalpojuma izpilde",
    "kad būs gatavs",
    "kad varu saņemt",
    "opening hours",
    "status of my order",
    "when will it be ready",
];

/// The cues with their stems: messages are many, cues are always the same.
static READ_CUES: LazyLock<Vec<(Matter, Vec<Vec<Word>>)>> = LazyLock::new(|| {
    CUES.iter().map(|(matter, cues)| (*matter, cues.iter().map(|cue| words(cue)).collect())).collect()
});
static READ_NONCONFORMITY_CUES: LazyLock<Vec<Vec<Word>>> =
    LazyLock::new(|| NONCONFORMITY_CUES.iter().map(|cue| words(cue)).collect());
static READ_SERVICE_CUES: LazyLock<Vec<Vec<Word>>> =
    LazyLock::new(|| SERVICE_CUES.iter().map(|cue| words(cue)).collect());

/// A subject line counts for so many sentences.
const WEIGHT_OF_SUBJECT: usize = 3;

/// A message as it is looked through: its words are read once.
pub(super) struct Read {
    subject: Vec<Word>,
    text: Vec<Word>,
}

/// Reads a message. What the author quotes is not the author's.
pub(super) fn read(subject: &str, text: &str) -> Read {
    Read { subject: words(subject), text: words(&own_words(text)) }
}

/// What the words of a message suggest; `None` where none of them does.
pub(super) fn find(message: &Read) -> Option<Found> {
    let Read { subject, text } = message;
    let mut best: Option<(usize, Found)> = None;
    for (matter, cues) in READ_CUES.iter() {
        let mut score = 0;
        let mut seen = None;
        for cue in cues {
            let in_subject = places(subject, cue);
            let in_text = places(text, cue);
            score += WEIGHT_OF_SUBJECT * in_subject.len() + in_text.len();
            let first = in_subject.first().map(|at| &subject[*at..at + cue.len()]);
            seen = seen
                .or(first.or_else(|| in_text.first().map(|at| &text[*at..at + cue.len()])).map(as_written));
        }
        if let Some(words) = seen.filter(|_| best.as_ref().is_none_or(|(most, _)| score > *most)) {
            best = Some((score, Found { matter: *matter, words }));
        }
    }
    best.map(|(_, found)| found)
}

/// The words of a message that speak of a non-conformity, as they stand; `None` where none does.
pub(super) fn nonconformity(message: &Read) -> Option<String> {
    [&message.subject, &message.text].into_iter().find_map(|written| {
        READ_NONCONFORMITY_CUES.iter().find_map(|cue| {
            let at = *places(written, cue).first()?;
            Some(as_written(written.get(at..at + cue.len())?))
        })
    })
}

/// Whether a message is about the execution of a service or about hours.
pub(super) fn is_about_service(subject: &str, text: &str) -> bool {
    let (subject, text) = (words(subject), words(&own_words(text)));
    READ_SERVICE_CUES.iter().any(|cue| !places(&subject, cue).is_empty() || !places(&text, cue).is_empty())
}

/// The language of a text.
pub(super) fn tongue(text: &str) -> Tongue {
    const LATVIAN: [&str; 12] =
        ["un", "ir", "par", "lūdzu", "labdien", "ka", "ar", "uz", "no", "vai", "es", "paldies"];
    const ENGLISH: [&str; 12] =
        ["the", "and", "is", "please", "to", "of", "hello", "i", "my", "you", "for", "thank"];
    let own = own_words(text);
    let letters = own.chars().filter(|c| c.is_alphabetic()).count();
    let cyrillic = own.chars().filter(|c| matches!(c, '\u{400}'..='\u{4ff}')).count();
    if cyrillic * 2 > letters {
        return Tongue::Cyrillic;
    }
    let lower = own.to_lowercase();
    let count =
        |list: &[&str]| lower.split(|c: char| !c.is_alphabetic()).filter(|word| list.contains(word)).count();
    let marked = own.chars().any(|c| "āčēģīķļņšūž".contains(c));
    match (count(&LATVIAN), count(&ENGLISH)) {
        (latvian, english) if english >= 3 && english > latvian * 2 && !marked => Tongue::English,
        (0, 0) if !marked => Tongue::Unknown,
        _ => Tongue::Latvian,
    }
}

struct Word {
    written: String,
    stems: Vec<String>,
}

/// No message needs more words than these to say what it is about, and a longer one should not cost more.
const MOST_WORDS: usize = 3_000;

fn words(text: &str) -> Vec<Word> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MOST_WORDS)
        .map(|word| Word { written: word.to_owned(), stems: stems(word) })
        .collect()
}

/// Where the cue's words stand one after the other.
fn places(text: &[Word], cue: &[Word]) -> Vec<usize> {
    let fits = |window: &[Word]| {
        window.iter().zip(cue).all(|(word, cue)| word.stems.iter().any(|stem| cue.stems.contains(stem)))
    };
    text.windows(cue.len().max(1)).enumerate().filter(|(_, window)| fits(window)).map(|(at, _)| at).collect()
}

fn as_written(words: &[Word]) -> String {
    words.iter().map(|word| word.written.as_str()).collect::<Vec<_>>().join(" ")
}

/// The text without lines that quote an earlier letter.
fn own_words(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with('>')).collect::<Vec<_>>().join("\n")
}
