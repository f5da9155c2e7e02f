//! The part of a Latvian word that its endings leave alone.
//!
//! Nouns, adjectives, numerals and participles are brought to their stem; consonants that change before an ending (*lācis,
//! lāča*; *iestāde, iestāžu*; *zeme, zemju*) come back. A word with any diacritic is taken as written in full; one without
//! may have been typed without them, so it stands for everything it could have been. Verbs keep all but the endings they
//! share with nouns.

use solits_kernel::fold;
use unicode_normalization::UnicodeNormalization as _;

/// Endings written in full, the longest first. The definite ending of adjectives has a short *a* before *j*
/// (*nekustamajam*); in words for doers a long one belongs to the stem (*lietotājam*).
const ENDINGS: [&str; 40] = [
    "ajiem", "ajām", "ajam", "ajai", "ajās", "ajos", "ajā", "iem", "ais", "ām", "ēm", "īm", "am", "im", "em",
    "um", "ās", "ēs", "īs", "ūs", "as", "es", "is", "us", "os", "ai", "ei", "ij", "ie", "ā", "ē", "ī", "ū",
    "a", "e", "i", "u", "o", "s", "š",
];

/// The same typed without diacritics.
const PLAIN_ENDINGS: [&str; 27] = [
    "ajiem", "ajam", "ajai", "ajas", "ajos", "aja", "iem", "ais", "am", "im", "em", "um", "as", "es", "is",
    "us", "os", "ai", "ei", "ij", "ie", "a", "e", "i", "u", "o", "s",
];

/// Endings before which a consonant changes: the genitive singular and most of the plural of the second declension, the
/// genitive plural of the fifth and sixth.
const CHANGING: [&str; 6] = ["a", "i", "u", "iem", "us", "os"];

/// A stem is no shorter than this.
const SHORTEST: usize = 2;

/// A typed word shorter than this is not taken to hide a changed *t* or *d*: too many short words would fall together.
const SHORTEST_CHANGED: usize = 4;

/// The stems a word may have, folded, the likeliest first; never empty for a word that is not.
pub fn stems(word: &str) -> Vec<String> {
    let word = spelled_out(word);
    let spelling = Spelling::of(&word);
    let endings: &[&str] = match spelling {
        Spelling::Full => &ENDINGS,
        Spelling::Plain => &PLAIN_ENDINGS,
    };
    let Some((stem, ending)) = endings.iter().find_map(|ending| cut(&word, ending)) else {
        return vec![fold(&word)];
    };
    let mut found = variants(stem, ending, spelling);
    // "lietotaja" without its diacritics may be a doer (lietotāja) as well as a definite form (nekustamajā).
    if spelling == Spelling::Plain
        && let Some(rest) = ending.strip_prefix("aj")
        && let Some((doer, rest)) = cut(&word, rest)
    {
        found.extend(variants(doer, rest, spelling));
    }
    found.dedup();
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// With diacritics.
    Full,
    /// Without any: perhaps it has none, perhaps they were not typed.
    Plain,
}

impl Spelling {
    fn of(word: &str) -> Self {
        if word.is_ascii() { Self::Plain } else { Self::Full }
    }
}

/// Lower case, composed, and the spellings of keyboards without Latvian letters undone: *aa* is *ā*, *sh* is *š*.
fn spelled_out(word: &str) -> String {
    let lower: String = word.nfc().flat_map(char::to_lowercase).collect();
    let pairs = [("aa", "ā"), ("ee", "ē"), ("ii", "ī"), ("uu", "ū"), ("sh", "š"), ("ch", "č"), ("zh", "ž")];
    if !lower.is_ascii() || !pairs.iter().any(|(pair, _)| lower.contains(pair)) {
        return lower;
    }
    pairs.iter().fold(lower, |word, (pair, letter)| word.replace(pair, letter))
}

/// The word without the ending, when enough is left.
fn cut<'a, 'e>(word: &'a str, ending: &'e str) -> Option<(&'a str, &'e str)> {
    let stem = word.strip_suffix(ending)?;
    let is_long_enough = stem.chars().count() >= SHORTEST && fold(stem).contains(['a', 'e', 'i', 'o', 'u']);
    // Only these consonants stand before the š of the first declension; elsewhere it is part of the word.
    let is_ending = ending != "š" || stem.ends_with(['j', 'ļ', 'ņ', 'č', 'r']);
    (is_long_enough && is_ending).then_some((stem, ending))
}

/// The stem as it stands, and as it was before the ending changed it.
fn variants(stem: &str, ending: &str, spelling: Spelling) -> Vec<String> {
    let plain = fold(stem);
    if !CHANGING.contains(&ending) {
        return vec![plain];
    }
    if let Some(labial) = plain.strip_suffix('j').filter(|rest| rest.ends_with(['b', 'p', 'm', 'v', 'f'])) {
        return vec![labial.to_owned()];
    }
    let last = match spelling {
        Spelling::Full => stem.chars().last(),
        Spelling::Plain if plain.len() >= SHORTEST_CHANGED => match plain.chars().last() {
            Some('s') => Some('š'),
            Some('z') => Some('ž'),
            _ => None,
        },
        Spelling::Plain => None,
    };
    let before = match last {
        Some('š') => 't',
        Some('ž') => 'd',
        _ => return vec![plain],
    };
    let mut changed = plain.clone();
    changed.pop();
    changed.push(before);
    vec![plain, changed]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consonant_that_changed_before_its_ending_comes_back() {
        assert_eq!(stems("iestāžu"), ["iestaz", "iestad"]);
        assert_eq!(stems("iestāde"), ["iestad"]);
        assert_eq!(stems("zemju"), stems("zeme"));
        assert_eq!(stems("lāča"), stems("lācis"));
    }

    #[test]
    fn a_short_word_keeps_enough_of_itself_to_be_told_from_others() {
        assert_eq!(stems("ja"), ["ja"]);
        assert_eq!(stems("ēka"), ["ek"]);
    }

    #[test]
    fn letters_doubled_for_want_of_a_latvian_keyboard_are_read_as_long() {
        assert_eq!(stems("maaja"), stems("māja"));
        assert!(stems("iestaazhu").iter().any(|stem| stems("iestāde").contains(stem)));
    }
}
