//! Spelling of Latvian and English: which words of a text no dictionary knows, where they stand, and what was meant.
//!
//! The dictionaries are files beside the program (`dictionaries/`). They are read when they are first asked for, which
//! takes a good part of a second: ask from a thread that may wait. Names, numbers, addresses, codes, abbreviations and
//! what the other side wrote are not looked at.

mod shipped;
mod words;

use std::collections::BTreeMap;

use solits_kernel::Lang;
use spellbook::Dictionary;
use thiserror::Error;

pub use shipped::{folder, speller};
pub use words::OwnWords;

/// So many words are reported; more would not be read one by one.
const MOST_MISTAKES: usize = 60;
/// So many different words get suggestions, which cost more than finding the mistake.
const MOST_SUGGESTED: usize = 10;
/// So many letters of a word, from its beginning, are tried with their marks.
const MOST_MARKED: usize = 12;
/// So many suggestions a word gets.
const MOST_SUGGESTIONS: usize = 4;
/// A word longer than this is none.
const LONGEST_WORD: usize = 60;

/// Why a dictionary cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the dictionary cannot be read: {0}")]
pub struct Unreadable(String);

/// A dictionary of a language.
#[derive(Debug)]
pub struct Speller {
    lang: Lang,
    dictionary: Dictionary,
}

/// A word that the dictionary does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The first byte in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The word as it stands there.
    pub word: String,
    /// What may have been meant, the likeliest first; may be empty.
    pub suggestions: Vec<String>,
}

impl Speller {
    /// Reads a dictionary: the rules of endings (`.aff`) and the words (`.dic`).
    ///
    /// # Errors
    /// Where the files are no dictionary.
    pub fn read(lang: Lang, endings: &str, words: &str) -> Result<Self, Unreadable> {
        let plain = |text: &str| text.trim_start_matches('\u{feff}').to_owned();
        let dictionary =
            Dictionary::new(&plain(endings), &plain(words)).map_err(|error| Unreadable(error.to_string()))?;
        Ok(Self { lang, dictionary })
    }

    /// The words of a text that are neither in the dictionary nor among the institution's own, in their order.
    pub fn mistakes(&self, text: &str, own: &OwnWords) -> Vec<Mistake> {
        let mut suggested: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let unknown = words::words(text).into_iter().filter(|word| !self.knows(word.text, own));
        unknown
            .filter(|word| !word.may_be_name())
            .take(MOST_MISTAKES)
            .map(|word| {
                if !suggested.contains_key(word.text) && suggested.len() < MOST_SUGGESTED {
                    suggested.insert(word.text, self.suggest(word.text));
                }
                Mistake {
                    start: word.start,
                    end: word.start + word.text.len(),
                    word: word.text.to_owned(),
                    suggestions: suggested.get(word.text).cloned().unwrap_or_default(),
                }
            })
            .collect()
    }

    /// Whether a word is right: as it stands, or as its parts where it is joined by hyphens.
    fn knows(&self, word: &str, own: &OwnWords) -> bool {
        let is_known = |word: &str| {
            word.chars().count() < 2
                || self.dictionary.check(word)
                || own.holds(word, self.lang)
                // Written with the typographic apostrophe it is the same word.
                || (word.contains('’') && self.dictionary.check(&word.replace('’', "'")))
        };
        word.chars().count() > LONGEST_WORD
            || is_known(word)
            || (word.contains('-') && word.split('-').all(is_known))
    }

    /// What was meant: first the same letters with the marks that were left out, then what the dictionary finds near.
    fn suggest(&self, word: &str) -> Vec<String> {
        let mut suggestions = if self.lang == Lang::Lv { self.with_marks(word) } else { Vec::new() };
        let mut near = Vec::new();
        self.dictionary.suggest(word, &mut near);
        near.retain(|one| !suggestions.contains(one));
        suggestions.append(&mut near);
        suggestions.truncate(MOST_SUGGESTIONS);
        suggestions
    }

    /// Words of the dictionary that differ from this one only in the marks of some letters, the fewest first: on many
    /// keyboards they take a second key, and are what is forgotten.
    fn with_marks(&self, word: &str) -> Vec<String> {
        let letters: Vec<char> = word.chars().collect();
        let places: Vec<(usize, char)> = letters
            .iter()
            .enumerate()
            .filter_map(|(at, letter)| Some((at, marked(*letter)?)))
            .take(MOST_MARKED)
            .collect();
        let mut tried: Vec<u32> = (1..1_u32 << places.len()).filter(|set| set.count_ones() <= 3).collect();
        tried.sort_by_key(|set| set.count_ones());
        tried
            .into_iter()
            .map(|set| {
                let mut word = letters.clone();
                for (number, (at, letter)) in places.iter().enumerate() {
                    if set & (1 << number) != 0 {
                        word[*at] = *letter;
                    }
                }
                word.into_iter().collect::<String>()
            })
            .filter(|word| self.dictionary.check(word))
            .take(MOST_SUGGESTIONS)
            .collect()
    }
}

/// A letter with its mark, where Latvian has it with one.
const fn marked(letter: char) -> Option<char> {
    Some(match letter {
        'a' => 'ā',
        'c' => 'č',
        'e' => 'ē',
        'g' => 'ģ',
        'i' => 'ī',
        'k' => 'ķ',
        'l' => 'ļ',
        'n' => 'ņ',
        's' => 'š',
        'u' => 'ū',
        'z' => 'ž',
        'A' => 'Ā',
        'C' => 'Č',
        'E' => 'Ē',
        'G' => 'Ģ',
        'I' => 'Ī',
        'K' => 'Ķ',
        'L' => 'Ļ',
        'N' => 'Ņ',
        'S' => 'Š',
        'U' => 'Ū',
        'Z' => 'Ž',
        _ => return None,
    })
}
