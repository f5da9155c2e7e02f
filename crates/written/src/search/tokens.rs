//! A text cut into words and numbers.

use super::{PhoneNumber, SearchTerm, TermKind, phone_number, stem::stems};
use solits_kernel::fold;

/// A word or a number as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Phone(PhoneNumber),
    /// Eleven digits written as a personal code.
    PersonalCode(String),
    /// Year and running number.
    Case {
        year: String,
        number: String,
    },
    /// A ticket: the letters of the line and the number.
    Ticket {
        letters: String,
        number: String,
    },
    /// A day, written from the year down.
    Day(String),
    /// Other digits.
    Digits(String),
}

impl Token {
    /// What a query means by it.
    pub(super) fn asked(self) -> SearchTerm {
        let (kind, forms) = match self {
            Self::Word(word) => (TermKind::Word, stems(&word)),
            Self::Phone(phone) => (TermKind::Phone, vec![phone.international().to_owned()]),
            Self::PersonalCode(digits) => (TermKind::PersonalCode, vec![digits]),
            Self::Case { year, number } => (TermKind::Number, vec![format!("{year}-{number}")]),
            Self::Ticket { letters, number } => (TermKind::Number, vec![format!("{letters}{number}")]),
            Self::Day(day) => (TermKind::Number, vec![day]),
            Self::Digits(digits) => (TermKind::Number, vec![trimmed(&digits).to_owned()]),
        };
        SearchTerm { kind, forms }
    }

    /// By what a document that holds it is found.
    pub(super) fn indexed(self) -> SearchTerm {
        let alone = match &self {
            // Who knows only the last digits of a number, or not its year, finds it all the same.
            Self::Phone(phone) => Some(phone.local().to_owned()),
            Self::Case { number, .. } | Self::Ticket { number, .. } => Some(number.clone()),
            _ => None,
        };
        let mut term = self.asked();
        term.forms.extend(alone);
        term
    }

    /// What a query may mean by it while it is being typed.
    pub(super) fn begun(self) -> SearchTerm {
        let typed = match &self {
            Self::Word(word) => Some(fold(word)),
            Self::Digits(digits) => Some(digits.clone()),
            _ => None,
        };
        let mut term = self.asked();
        term.forms.extend(typed.filter(|typed| !term.forms.contains(typed)));
        term
    }
}

fn trimmed(digits: &str) -> &str {
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() { "0" } else { trimmed }
}

/// A telephone number of which only the first groups have been typed: the text before it, and its digits so far.
pub(super) fn half_typed_phone(text: &str) -> Option<(&str, String)> {
    let is_inside = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '(' | ')' | '+');
    let before = text.trim_end_matches(is_inside);
    let run = &text[before.len()..];
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let local = digits
        .strip_prefix("00371")
        .or_else(|| run.trim_start().strip_prefix('+').and(digits.strip_prefix("371")));
    let local = local.unwrap_or(&digits);
    let is_several = run.trim().contains([' ', '\u{a0}', '-']);
    let is_begun = (3..8).contains(&local.len()) && local.starts_with(['2', '6', '8', '9']);
    (is_several && is_begun && !before.ends_with(char::is_alphanumeric)).then(|| (before, local.to_owned()))
}

/// The tokens of a text, in its order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if begins_number(&chars, at) {
            let end = end_of_number(&chars, at);
            numbers(&chars[at..end], &mut found);
            at = end;
        } else if chars[at].is_alphanumeric() {
            let end = (at..chars.len()).find(|&i| !is_inside_word(chars[i])).unwrap_or(chars.len());
            let word: String = chars[at..end].iter().collect();
            let (token, end) = ticket(&chars, at, end).unwrap_or((Token::Word(word), end));
            found.push(token);
            at = end;
        } else {
            at += 1;
        }
    }
    // A combining mark that stands alone is a letter to Unicode and nothing to a reader.
    found.retain(|token| !matches!(token, Token::Word(word) if fold(word).is_empty()));
    found
}

/// Combining marks belong to the letter before them.
fn is_inside_word(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

fn begins_number(chars: &[char], at: usize) -> bool {
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    match chars[at] {
        '+' => is_digit(at + 1),
        '(' => is_digit(at + 1) || (chars.get(at + 1) == Some(&'+') && is_digit(at + 2)),
        digit => digit.is_ascii_digit(),
    }
}

/// Digits with the separators people put between them; it ends before a letter, and a number glued to letters is a word.
fn end_of_number(chars: &[char], from: usize) -> usize {
    let is_inside =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '(' | ')' | '+' | '\u{2011}');
    let mut end = (from..chars.len()).find(|&i| !is_inside(chars[i])).unwrap_or(chars.len());
    if chars.get(end).is_some_and(|c| c.is_alphabetic()) && chars[end - 1].is_ascii_digit() {
        // "12a": the digits before the letter belong to the word that follows.
        let start = (from..end).rev().take_while(|&i| chars[i].is_ascii_digit()).last().unwrap_or(end);
        end = if start > from { start } else { end_of_word(chars, from) };
    }
    end
}

fn end_of_word(chars: &[char], from: usize) -> usize {
    (from..chars.len()).find(|&i| !is_inside_word(chars[i])).unwrap_or(chars.len())
}

/// A telephone number is written in no more groups than this.
const MOST_GROUPS: usize = 8;

/// The numbers of a run of digits: the longest groups that together are one telephone number come first.
fn numbers(run: &[char], found: &mut Vec<Token>) {
    let text: String = run.iter().collect();
    if text.chars().any(char::is_alphabetic) {
        found.push(Token::Word(text));
        return;
    }
    let text = spaced_code(&text).unwrap_or(text);
    let holds_digits = |group: &&str| group.contains(|c: char| c.is_ascii_digit());
    let groups: Vec<&str> = text.split([' ', '\u{a0}']).filter(holds_digits).collect();
    let mut at = 0;
    while at < groups.len() {
        let furthest = groups.len().min(at + MOST_GROUPS);
        let whole = (at + 1..=furthest).rev().find_map(|end| {
            let joined = groups[at..end].join(" ");
            if end == at + 1 {
                Some((single(groups[at]), end))
            } else {
                together(&joined).map(|token| (token, end))
            }
        });
        let Some((token, end)) = whole else { break };
        found.push(token);
        at = end;
    }
}

/// A personal code with blanks around its hyphen, without them.
fn spaced_code(text: &str) -> Option<String> {
    let compact = text.replace([' ', '\u{a0}'], "");
    code(&compact).map(|_| compact)
}

/// Several groups that together are one telephone number.
fn together(text: &str) -> Option<Token> {
    let holds_other = text.split(' ').any(|group| day(group).is_some() || case(group).is_some());
    if holds_other { None } else { phone_number(text).map(Token::Phone) }
}

fn single(group: &str) -> Token {
    day(group)
        .or_else(|| case(group))
        .or_else(|| code(group))
        .or_else(|| phone_number(group).map(Token::Phone))
        .unwrap_or_else(|| Token::Digits(group.chars().filter(char::is_ascii_digit).collect()))
}

fn day(group: &str) -> Option<Token> {
    let parts: Vec<&str> = group.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    (lengths == [4, 2, 2]).then(|| Token::Day(group.to_owned()))
}

/// The number of a case: a year, a hyphen, a running number (`2026-000123`).
fn case(group: &str) -> Option<Token> {
    let (year, number) = group.split_once('-')?;
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_case = is_digits(year)
        && is_digits(number)
        && year.len() == 4
        && (year.starts_with("20") || year.starts_with("19"));
    // 2912-3456 is a telephone number; no case was opened in the year 2912.
    is_case.then(|| Token::Case { year: year.to_owned(), number: trimmed(number).to_owned() })
}

/// A personal code is known by its hyphen after six digits; eleven bare digits may be a number of the population register,
/// of a company or of a telephone.
fn code(group: &str) -> Option<Token> {
    let (birth, rest) = group.split_once('-')?;
    let is_digits =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits(birth, 6) && is_digits(rest, 5)).then(|| Token::PersonalCode(format!("{birth}{rest}")))
}

/// Letters of a line and a number, `A012`, `A-12`.
fn ticket(chars: &[char], from: usize, end: usize) -> Option<(Token, usize)> {
    const MOST_LETTERS: usize = 2;
    let letters = chars[from..end].iter().take_while(|c| c.is_alphabetic()).count();
    if letters == 0 || letters > MOST_LETTERS {
        return None;
    }
    let glued = &chars[from + letters..end];
    let (digits, end) = if glued.is_empty() && chars.get(end) == Some(&'-') {
        let last = (end + 1..chars.len()).find(|&i| !chars[i].is_ascii_digit()).unwrap_or(chars.len());
        (&chars[end + 1..last], last)
    } else {
        (glued, end)
    };
    let is_number = !digits.is_empty() && digits.len() <= 4 && digits.iter().all(char::is_ascii_digit);
    is_number.then(|| {
        let number: String = digits.iter().collect();
        let letters: String = chars[from..from + letters].iter().collect();
        (Token::Ticket { letters: fold(&letters), number: trimmed(&number).to_owned() }, end)
    })
}
