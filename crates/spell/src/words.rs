//! The words of a text that can be spelt wrongly, and the institution's own.

use std::collections::BTreeSet;

use solits_kernel::Lang;

/// Words the institution spells so, in any case; Latvian ones in any ending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords(BTreeSet<String>);

/// Endings by which forms of a Latvian noun or adjective differ.
const ENDINGS: [&str; 36] = [
    "a", "ai", "ais", "ajai", "ajā", "ajam", "ajiem", "am", "as", "e", "ei", "em", "es", "i", "iem", "ie",
    "im", "is", "m", "s", "u", "um", "us", "š", "ā", "ām", "ās", "ē", "ēm", "ēs", "ī", "īm", "īs", "ū", "os",
    "",
];
/// A stem shorter than this would make too many words right.
const SHORTEST_STEM: usize = 4;

impl OwnWords {
    /// The words of a list.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(words.into_iter().map(str::to_lowercase).filter(|word| !word.is_empty()).collect())
    }

    pub(crate) fn holds(&self, word: &str, lang: Lang) -> bool {
        let word = word.to_lowercase();
        self.0.contains(&word) || (lang == Lang::Lv && self.0.iter().any(|own| is_form_of(&word, own)))
    }
}

/// Whether two words differ by their endings alone.
fn is_form_of(word: &str, own: &str) -> bool {
    let stems = ENDINGS.iter().filter_map(|ending| own.strip_suffix(ending));
    let mut long = stems.filter(|stem| stem.chars().count() >= SHORTEST_STEM);
    long.any(|stem| word.strip_prefix(stem).is_some_and(|rest| ENDINGS.contains(&rest)))
}

/// A word and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub(crate) start: usize,
    pub(crate) text: &'a str,
    begins_sentence: bool,
}

impl Word<'_> {
    /// A capital inside a sentence: most likely a name, which no dictionary has to know.
    pub(crate) fn may_be_name(&self) -> bool {
        !self.begins_sentence && self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The words of a text that its author wrote and that are words: letters alone, joined by hyphens or apostrophes at most.
pub(crate) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        // The other side's words.
        if !line.trim_start().starts_with('>') {
            of_line(line, start, &mut found);
        }
    }
    found
}

fn of_line<'a>(line: &'a str, start: usize, found: &mut Vec<Word<'a>>) {
    let mut begins_sentence = true;
    let mut from = 0;
    while let Some(offset) = line[from..].find(|c: char| !c.is_whitespace()) {
        let begin = from + offset;
        let length = line[begin..].find(char::is_whitespace).unwrap_or(line.len() - begin);
        let chunk = &line[begin..begin + length];
        from = begin + length;
        if !is_address_or_code(chunk) {
            of_chunk(chunk, start + begin, &line[from..], begins_sentence, found);
        }
        let end = chunk.trim_end_matches(['"', '”', '“', '»', ')']);
        begins_sentence =
            end.ends_with(['.', '!', '?', '…', ':']) || chunk.chars().all(|c| !c.is_alphanumeric());
    }
}

/// Addresses, links, numbers, codes, and what stands between braces.
fn is_address_or_code(chunk: &str) -> bool {
    let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    let is_dotted = inner.contains('.') && !inner.contains("..");
    chunk.contains(['@', '{', '}', '_', '\\', '=', '#'])
        || chunk.contains("://")
        || inner.chars().any(|c| c.is_ascii_digit())
        || is_dotted
        || (inner.chars().count() > 1 && inner.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()))
}

fn of_chunk<'a>(chunk: &'a str, start: usize, after: &str, begins: bool, found: &mut Vec<Word<'a>>) {
    let is_inside = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    let mut from = 0;
    let mut is_first = true;
    while let Some(offset) = chunk[from..].find(char::is_alphabetic) {
        let begin = from + offset;
        let length = chunk[begin..].find(|c: char| !is_inside(c)).unwrap_or(chunk.len() - begin);
        let text = chunk[begin..begin + length].trim_end_matches(['-', '\'', '’']);
        from = begin + length;
        if !is_abbreviation(text, &chunk[begin + text.len()..], after) {
            found.push(Word { start: start + begin, text, begins_sentence: begins && is_first });
        }
        is_first = false;
    }
}

/// A short word with a point after it that goes on in the same sentence: *plkst. 10*, *tālr. 67 …*, *approx. ten*.
fn is_abbreviation(word: &str, rest: &str, after: &str) -> bool {
    const LONGEST: usize = 6;
    let next = after.trim_start().chars().next();
    let goes_on = next.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == '+');
    rest.starts_with('.')
        && rest.trim_matches(['.', ',', ')', ';']).is_empty()
        && goes_on
        && word.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &[&str]) {
        let found = words(text);
        let texts: Vec<&str> =
            found.iter().filter(|word| !word.may_be_name()).map(|word| word.text).collect();
        assert_eq!(texts, wanted);
        for word in found {
            assert_eq!(&text[word.start..word.start + word.text.len()], word.text, "the place is right");
        }
    }

    #[test]
    fn names_numbers_addresses_and_codes_are_not_words() {
        check("Labdien, Jāni Bērziņ!", &["Labdien"]);
        check(
            "Rakstiet uz info@ezermala.example vai https://a.lv/b?c=1 līdz 17.00",
            &["Rakstiet", "uz", "vai", "līdz"],
        );
        check("Lieta 2026-000001, PVN un LV12HABA001 {uzruna}", &["Lieta", "un"]);
    }

    #[test]
    fn abbreviations_go_on_in_their_sentence() {
        check("Nāciet plkst. 10, t. i., rīt.", &["Nāciet", "rīt"]);
        check("Tas ir labi. Paldies!", &["Tas", "ir", "labi", "Paldies"]);
    }

    #[test]
    fn the_other_sides_words_are_theirs() {
        check("> es rakstiju\nAtbildam.", &["Atbildam"]);
    }

    #[test]
    fn a_word_of_the_institution_is_right_in_every_ending() {
        let own = OwnWords::new(["Ezermala", "e-lieta"]);
        assert!(own.holds("ezermalas", Lang::Lv) && own.holds("Ezermalā", Lang::Lv));
        assert!(!own.holds("ezermalieki", Lang::Lv));
        assert!(!own.holds("ezermalas", Lang::En), "English has no such endings");
        assert!(own.holds("E-lietu", Lang::Lv));
    }
}
