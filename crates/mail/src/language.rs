//! The language a text is written in, by its letters and its commonest words.
//!
//! Only the language used is said; nothing follows from it about who wrote.

use crate::quoting;

/// A language people write to the institution in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Latvian, also without its diacritics.
    Latvian,
    /// English.
    English,
    /// Russian.
    Russian,
    /// Ukrainian.
    Ukrainian,
}

/// A guess, with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The language; `None` where nothing tells.
    pub language: Option<Language>,
    /// How many words or letters spoke for it.
    pub signs: usize,
    /// How many spoke for the next best.
    pub against: usize,
}

impl Language {
    /// The BCP 47 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Latvian => "lv",
            Self::English => "en",
            Self::Russian => "ru",
            Self::Ukrainian => "uk",
        }
    }
}

/// Words that only Latvian has, with and without diacritics; also as people type them on other keyboards.
const LATVIAN: &[&str] = &[
    "un",
    "ir",
    "ka",
    "par",
    "vai",
    "lai",
    "es",
    "jūs",
    "jus",
    "labdien",
    "sveiki",
    "lūdzu",
    "ludzu",
    "luudzu",
    "paldies",
    "nav",
    "kas",
    "uz",
    "bet",
    "kad",
    "kur",
    "cik",
    "mans",
    "mana",
    "mani",
    "manu",
    "jūsu",
    "jusu",
    "kā",
    "vēlos",
    "velos",
    "gribu",
    "varu",
    "varat",
    "esmu",
    "būs",
    "bus",
    "pēc",
    "pec",
    "šo",
    "šis",
    "tas",
    "tikai",
    "cieņu",
    "cienu",
    "kādi",
    "kadi",
    "kādā",
    "kada",
    "kāda",
    "gads",
    "gada",
    "nosūtu",
    "pielikumā",
    "pielikuma",
    "nevaru",
    "labrīt",
    "labvakar",
    "atbildi",
    "lūgums",
    "iesniegums",
    "jau",
    "vēl",
    "vel",
    "līdz",
    "lidz",
    "mums",
];
const ENGLISH: &[&str] = &[
    "the", "and", "is", "are", "you", "your", "please", "of", "to", "for", "in", "on", "with", "this",
    "that", "have", "has", "would", "could", "can", "hello", "dear", "thank", "thanks", "we", "my", "not",
    "from", "it", "what", "when", "how", "regards", "will", "be", "at", "an", "hi",
];
const RUSSIAN: &[&str] = &[
    "и",
    "в",
    "не",
    "на",
    "что",
    "как",
    "здравствуйте",
    "пожалуйста",
    "спасибо",
    "вы",
    "для",
    "по",
    "это",
    "мне",
    "меня",
    "добрый",
    "день",
    "можно",
    "уважением",
    "был",
    "есть",
    "когда",
    "где",
];
const UKRAINIAN: &[&str] =
    &["і", "та", "що", "як", "дякую", "доброго", "дня", "ласка", "мені", "чи", "є", "це", "повагою", "будь"];

/// Guesses the language of what the author wrote now; of the whole where that is too little.
pub fn guess(text: &str) -> Guess {
    let own = of(&quoting::new_text(text));
    if own.language.is_some() { own } else { of(text) }
}

fn of(text: &str) -> Guess {
    let mut signs =
        [(Language::Latvian, 0), (Language::English, 0), (Language::Russian, 0), (Language::Ukrainian, 0)];
    // A few pages tell; a letter may be long.
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(3000);
    for word in words {
        let word = word.to_lowercase();
        for (language, count) in &mut signs {
            *count += weight(*language, &word);
        }
    }
    signs.sort_by_key(|(language, count)| (usize::MAX - *count, *language));
    let [(language, best), (other, next), ..] = signs;
    // Cyrillic without a letter that only Ukrainian has is Russian.
    let told = best > next || best > 0 && (language, other) == (Language::Russian, Language::Ukrainian);
    Guess { language: told.then_some(language), signs: best, against: next }
}

/// How much a word, in small letters, speaks for a language.
fn weight(language: Language, word: &str) -> usize {
    let has = |letters: &str| word.chars().any(|c| letters.contains(c));
    let cyrillic = word.chars().all(|c| matches!(c, '\u{400}'..='\u{52f}'));
    match language {
        Language::Latvian => usize::from(has("āčēģīķļņšūž")) + 2 * usize::from(LATVIAN.contains(&word)),
        Language::English => 2 * usize::from(ENGLISH.contains(&word)),
        Language::Russian => {
            usize::from(cyrillic && !has("іїєґ")) + 2 * usize::from(RUSSIAN.contains(&word) || has("ыэъё"))
        }
        Language::Ukrainian => {
            usize::from(cyrillic) + 2 * usize::from(UKRAINIAN.contains(&word) || has("їєґі"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Language>) {
        assert_eq!(guess(text).language, expected, "{text}: {:?}", guess(text));
    }

    #[test]
    fn the_languages_of_residents_are_told_apart() {
        check("Labdien! Vai varat pateikt, kad būs gatava izziņa?", Some(Language::Latvian));
        check("Labdien, velos uzzinat par deklareto dzivesvietu", Some(Language::Latvian));
        check("Hello, could you please tell me when the office is open?", Some(Language::English));
        check("Здравствуйте! Подскажите, пожалуйста, когда можно подойти", Some(Language::Russian));
        check("Доброго дня! Чи можна отримати довідку?", Some(Language::Ukrainian));
        check("12345", None);
        check("", None);
    }

    #[test]
    fn an_answer_in_english_under_a_latvian_quotation_is_english() {
        check(
            "Thank you, that is what I wanted to know.\n\n2026-11-16 10:15, Centrs rakstīja:\n> Labdien! Lūdzu, atsūtiet iesniegumu.\n> Ar cieņu\n",
            Some(Language::English),
        );
    }
}
