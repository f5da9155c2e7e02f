//! Whether a letter asks to be answered by telephone, and under which number (G-20).
//!
//! A number of another country, or one used abroad, is not called: such a letter is answered by e-mail all the same (vzd 31).
//! What is found here is proposed; a person decides.

use solits_kernel::fold;

/// Digits of a number in Latvia.
const NATIONAL: usize = 8;
/// No number has more digits, with the code of its country (ITU E.164), and none that is called from here has fewer.
const MOST_DIGITS: usize = 15;
const FEWEST_FOREIGN: usize = 7;

/// A letter's wish to be answered by telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallWish {
    /// The number as it is dialled, `+371…`; absent where the letter names none.
    pub number: Option<String>,
    /// Whether it is called at all.
    pub reach: Reach,
}

/// Where a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// In Latvia, or not known: it is called.
    Home,
    /// It has the code of another country.
    Foreign,
    /// The author says to be abroad with it.
    Roaming,
}

impl CallWish {
    /// Whether the answer goes by e-mail whatever is wished.
    pub fn is_answered_in_writing(&self) -> bool {
        self.reach != Reach::Home
    }
}

/// The wish a letter holds; nothing where it asks for none, or asks not to be called.
///
/// `text` is what the author wrote anew, signature and all: the number often stands there.
pub fn call_wish(text: &str) -> Option<CallWish> {
    let folded = plain_words(text);
    let asks = |words: &[&str]| words.iter().any(|cue| holds_words(&folded, cue));
    if !asks(&WISHES) || asks(&REFUSALS) {
        return None;
    }
    let numbers = numbers(text);
    let home = numbers.iter().find(|number| number.starts_with("+371"));
    let number = home.or_else(|| numbers.first()).cloned();
    let reach = match &number {
        Some(number) if !number.starts_with("+371") => Reach::Foreign,
        _ if ABROAD.iter().any(|cue| folded.contains(cue)) => Reach::Roaming,
        _ => Reach::Home,
    };
    Some(CallWish { number, reach })
}

/// Ways to ask for a call, without marks on letters. What was done by telephone is told in other forms: *zvanīju*, *called*.
const WISHES: [&str; 32] = [
    "piezvaniet",
    "pazvaniet",
    "atzvaniet",
    "sazvaniet",
    "zvaniet man",
    "ludzu zvaniet",
    "ludzu zvanit",
    "ludzu piezvanit",
    "ludzu atzvanit",
    "ludzu sazvanit",
    "ludzu man piezvanit",
    "ludzu man atzvanit",
    "lugums zvanit",
    "lugums piezvanit",
    "lugums atzvanit",
    "piezvanit man",
    "man atzvanit",
    "atbildet pa talruni",
    "atbildet pa telefonu",
    "atbildet telefoniski",
    "atbildi pa talruni",
    "atbildi pa telefonu",
    "atbildi telefoniski",
    "atbildiet pa talruni",
    "call me",
    "phone me",
    "ring me",
    "call back",
    "by phone please",
    "reply by phone",
    "позвоните",
    "перезвоните",
];

/// Ways to ask not to be called.
const REFUSALS: [&str; 7] = [
    "nezvaniet",
    "ludzu nezvanit",
    "nepiezvaniet",
    "do not call",
    "don't call",
    "не звоните",
    "не перезваниваите",
];

/// Ways to say that one is abroad.
const ABROAD: [&str; 6] = ["viesabon", "arzemes", "arvalst", "roaming", "abroad", "роуминг"];

/// The words of a text with one blank between them, in lower case and without marks on letters: as the cues are written.
fn plain_words(text: &str) -> String {
    let is_of_word = |c: char| c.is_alphanumeric() || c == '\'';
    fold(text).split(|c| !is_of_word(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether words stand in a text one after another, between whole words.
fn holds_words(folded: &str, words: &str) -> bool {
    folded.match_indices(words).any(|(at, _)| {
        let before = folded.get(..at).and_then(|text| text.chars().next_back());
        let after = folded.get(at + words.len()..).and_then(|text| text.chars().next());
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_letter(before) && !is_letter(after)
    })
}

/// The telephone numbers of a text as they are dialled, in their order. Dates, case numbers and personal codes are none.
fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some(start) = rest.find(|c: char| c == '+' || c.is_ascii_digit()) {
            let (before, from) = rest.split_at(start);
            let end = from
                .char_indices()
                .find(|(at, c)| {
                    !(c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '\u{a0}') || *at == 0)
                })
                .map_or(from.len(), |(at, _)| at);
            // Blanks and dashes behind the last digit are the sentence's.
            let end = from
                .get(..end)
                .and_then(|run| run.rfind(|c: char| c.is_ascii_digit()))
                .map_or(end, |at| at + 1);
            let (run, after) = from.split_at(end);
            // A number that goes on as a word, a date or an amount is another thing.
            let is_bare = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '/'))
                && !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '@'))
                && !starts_another_number(after);
            found.extend(number(run).filter(|_| is_bare));
            rest = after;
        }
    }
    found.dedup();
    found
}

/// Whether a point or comma is followed by a digit: it joins what stands around it.
fn starts_another_number(after: &str) -> bool {
    let mut letters = after.chars();
    matches!(letters.next(), Some('.' | ',')) && letters.next().is_some_and(|c| c.is_ascii_digit())
}

/// A run of digits, blanks, dashes and brackets as a number that can be dialled.
fn number(run: &str) -> Option<String> {
    let groups: Vec<usize> =
        run.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|length| *length > 0).collect();
    // 2026-11-22 is a day.
    if groups == [4, 2, 2] {
        return None;
    }
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let abroad = if run.starts_with('+') { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    match abroad {
        Some(full) => match full.strip_prefix("371") {
            Some(national) => latvian(national),
            None => (FEWEST_FOREIGN..=MOST_DIGITS).contains(&full.len()).then(|| format!("+{full}")),
        },
        None => latvian(&digits).or_else(|| latvian(digits.strip_prefix("371")?)),
    }
}

fn latvian(national: &str) -> Option<String> {
    let is_whole = national.len() == NATIONAL && national.starts_with(['2', '5', '6', '7', '8', '9']);
    is_whole.then(|| format!("+371{national}"))
}
