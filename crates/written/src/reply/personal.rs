//! Personal data in a reply: personal codes, account numbers, e-mail addresses and telephone numbers.
//!
//! Names are not looked for: every reply holds one. Addresses of the recipients and the institution's own contacts are no
//! secret from those they belong to.

use jiff::civil::Date;
use solits_kernel::Text;

use super::{Carrier, Draft, Finding, Place, Relation, Remark, ReplyRules, Weight, remark};
use crate::search::{PhoneNumber, phone_number};

/// A personal code of Latvia (*personas kods*), read and not proven: a code is an attribute of a person, never a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalCode {
    /// The eleven digits.
    pub digits: String,
    /// Whether its check digit speaks for it.
    pub certainty: Certainty,
}

/// How sure it is that some digits are a personal code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The date and the check digit of the old form agree.
    Checked,
    /// The new form, of random digits, which promises no check digit (since 1 July 2017).
    Unchecked,
    /// The old form with a wrong check digit: worth another look.
    CheckDigitWrong,
}

impl PersonalCode {
    /// Reads eleven digits, with or without the hyphen after six and with blanks anywhere; `None` for what cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let digits = match compact.split_once('-') {
            Some((first, rest)) if first.len() == 6 => format!("{first}{rest}"),
            Some(_) => return None,
            None => compact,
        };
        if digits.len() != 11 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let certainty = certainty(&digits)?;
        Some(Self { digits, certainty })
    }

    /// As it is shown: `******-*1234`.
    pub fn masked(&self) -> String {
        format!("******-*{}", &self.digits[7..])
    }
}

/// The weights of the first ten digits of an old code.
const WEIGHTS: [u32; 10] = [1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

fn certainty(digits: &str) -> Option<Certainty> {
    let digit: Vec<u32> = digits.bytes().map(|byte| u32::from(byte - b'0')).collect();
    // A day is at most 31, so 32 to 39 are never the old form.
    if digit[0] == 3 && digit[1] >= 2 {
        return Some(Certainty::Unchecked);
    }
    let number = |at: usize| i16::try_from(digit[at] * 10 + digit[at + 1]).unwrap_or_default();
    let century = match digit[6] {
        0 => 1800,
        1 => 1900,
        2 => 2000,
        _ => return None,
    };
    let (day, month) = (i8::try_from(number(0)).ok()?, i8::try_from(number(2)).ok()?);
    Date::new(century + number(4), month, day).ok()?;
    let sum: u32 = WEIGHTS.iter().zip(&digit).map(|(weight, digit)| weight * digit).sum();
    let check = (1101 - sum) % 11 % 10;
    Some(if check == digit[10] { Certainty::Checked } else { Certainty::CheckDigitWrong })
}

/// A piece of personal data in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalDatum {
    /// What it is.
    pub kind: DatumKind,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What identifies it, to be compared and never shown: digits, an address in small letters.
    pub value: String,
}

/// A kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum DatumKind {
    PersonalCode,
    Account,
    Email,
    Phone,
}

impl DatumKind {
    /// What it is.
    pub fn words(self) -> Text {
        match self {
            Self::PersonalCode => Text::new("personas kods", "a personal code"),
            Self::Account => Text::new("konta numurs", "an account number"),
            Self::Email => Text::new("e-pasta adrese", "an e-mail address"),
            Self::Phone => Text::new("tālruņa numurs", "a telephone number"),
        }
    }

    /// Whether it is never sent open, even to the person it belongs to.
    const fn is_sensitive(self) -> bool {
        matches!(self, Self::PersonalCode | Self::Account)
    }
}

/// The personal data in a text, in its order.
pub fn personal_data(text: &str) -> Vec<PersonalDatum> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let Some(start) = text[from..]
            .find(|c: char| c.is_ascii_alphanumeric() || c == '+' || c == '(')
            .map(|at| from + at)
        else {
            break;
        };
        let is_inside_word = text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let datum = if is_inside_word {
            None
        } else {
            account(text, start).or_else(|| email(text, start)).or_else(|| number(text, start))
        };
        from = match datum {
            Some(datum) => {
                let end = datum.end;
                found.push(datum);
                end
            }
            None => end_of_word(text, start).max(start + 1),
        };
    }
    found
}

fn end_of_word(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let length = rest.char_indices().find(|(_, c)| !c.is_alphanumeric()).map_or(rest.len(), |(at, _)| at);
    start + length
}

/// A Latvian account number: LV, two check digits, the bank's four letters, thirteen letters or digits; blanks between
/// groups are usual. The remainder of ISO 13616 tells it from other words.
fn account(text: &str, start: usize) -> Option<PersonalDatum> {
    const LENGTH: usize = 21;
    if !text[start..].get(..2)?.eq_ignore_ascii_case("LV") {
        return None;
    }
    let mut value = String::new();
    let mut end = start;
    for (at, c) in text[start..].char_indices() {
        match c {
            ' ' | '\u{a0}' => {}
            c if c.is_ascii_alphanumeric() => {
                value.push(c.to_ascii_uppercase());
                end = start + at + 1;
            }
            _ => break,
        }
        if value.len() == LENGTH {
            break;
        }
    }
    let ends_here = !text[end..].chars().next().is_some_and(char::is_alphanumeric);
    let is_account = value.len() == LENGTH && ends_here && has_check_of_account(&value);
    is_account.then_some(PersonalDatum { kind: DatumKind::Account, start, end, value })
}

fn has_check_of_account(value: &str) -> bool {
    let (front, rest) = value.split_at(4);
    let remainder = rest.chars().chain(front.chars()).try_fold(0_u32, |remainder, c| {
        let digit = c.to_digit(36)?;
        let shifted = if digit < 10 { remainder * 10 } else { remainder * 100 };
        Some((shifted + digit) % 97)
    });
    remainder == Some(1)
}

fn email(text: &str, start: usize) -> Option<PersonalDatum> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let rest = &text[start..];
    let mut beginning = rest.char_indices().take(LONGEST_LOCAL_PART + 1);
    let at = beginning
        .find(|(_, c)| !is_local(*c))
        .map(|(at, _)| at)
        .filter(|at| rest[*at..].starts_with('@') && *at > 0)?;
    let domain = &rest[at + 1..];
    let length =
        domain.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-')).unwrap_or(domain.len());
    let domain = domain[..length].trim_end_matches(['.', '-']);
    let is_domain = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    let end = start + at + 1 + domain.len();
    is_domain.then(|| PersonalDatum {
        kind: DatumKind::Email,
        start,
        end,
        value: text[start..end].to_lowercase(),
    })
}

/// Characters of the longest number, separators included.
const LONGEST_NUMBER: usize = 32;
/// Characters before the @ of the longest address (RFC 5321).
const LONGEST_LOCAL_PART: usize = 64;

/// A personal code or a telephone number: the longest run of digits and separators that is one of them.
fn number(text: &str, start: usize) -> Option<PersonalDatum> {
    let is_inside = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '-' | '(' | ')' | '+');
    let rest = &text[start..];
    // No number is longer than this with its separators, and a text of nothing but digits should not cost more.
    let longest = rest.char_indices().nth(LONGEST_NUMBER).map_or(rest.len(), |(at, _)| at);
    let run = &rest[..rest[..longest].find(|c: char| !is_inside(c)).unwrap_or(longest)];
    // A number glued to letters is a word, and one with a date's points is a date.
    let ends: Vec<usize> = run
        .char_indices()
        .filter(|(at, c)| {
            c.is_ascii_digit() && !rest[at + 1..].starts_with(|next: char| next.is_ascii_digit())
        })
        .map(|(at, _)| at + 1)
        .filter(|end| !rest[*end..].starts_with(char::is_alphabetic))
        .collect();
    ends.into_iter().rev().find_map(|end| {
        let written = &run[..end];
        let (kind, value) = if written.contains('-') && PersonalCode::parse(written).is_some() {
            (DatumKind::PersonalCode, PersonalCode::parse(written)?.digits)
        } else if let Some(phone) = phone_number(written).filter(|_| !looks_like_reference(written)) {
            (DatumKind::Phone, phone.international().to_owned())
        } else {
            // Without its hyphen it could be the number of a company; a wrong check digit settles that. Digits with
            // blanks between them are a column of figures.
            let code = PersonalCode::parse(written)
                .filter(|code| code.certainty != Certainty::CheckDigitWrong && is_one_group(written))?;
            (DatumKind::PersonalCode, code.digits)
        };
        Some(PersonalDatum { kind, start, end: start + end, value })
    })
}

/// Eleven digits together, or with a blank where the hyphen would be.
fn is_one_group(written: &str) -> bool {
    let blank = written.find(|c: char| !c.is_ascii_digit());
    blank.is_none() || (blank == Some(6) && written.split_whitespace().count() == 2)
}

/// A day (2026-11-21) or the number of a case (2026-0123) has the digits of a telephone number.
fn looks_like_reference(written: &str) -> bool {
    let mut parts = written.split('-');
    let year = parts.next().unwrap_or_default();
    parts.next().is_some() && year.len() == 4 && (year.starts_with("20") || year.starts_with("19"))
}

pub(super) fn review(draft: &Draft, rules: &ReplyRules, remarks: &mut Vec<Remark>) {
    let unexpected = draft.recipients.iter().any(|recipient| recipient.relation == Relation::Unexpected);
    if unexpected {
        let end = draft.recipients.len();
        remarks.push(remark(
            Weight::AsksToConfirm,
            Finding::UnexpectedRecipient,
            Some(Place { part: super::Part::Recipients, start: 0, end }),
            Text::new(
                "Starp adresātiem ir kāds, kurš lietā nav zināms.",
                "Among the recipients is one the case does not know.",
            ),
        ));
    }
    for (part, text) in draft.texts() {
        for datum in personal_data(text).into_iter().filter(|datum| !is_known_to_all(datum, draft, rules)) {
            let place = Some(Place { part, start: datum.start, end: datum.end });
            let words = datum.kind.words();
            let mut ask = |finding, lv: &str, en: &str| {
                let text = Text::new(
                    format!("Tekstā ir {}; {lv}.", words.lv),
                    format!("The text holds {}; {en}.", words.en),
                );
                remarks.push(remark(Weight::AsksToConfirm, finding, place, text));
            };
            if unexpected {
                ask(
                    Finding::PersonalDataToUnexpected(datum.kind),
                    "to saņems arī kāds, kurš lietā nav zināms",
                    "it goes to somebody the case does not know",
                );
            } else if draft.recipients.len() > 1 {
                ask(
                    Finding::PersonalDataToSeveral(datum.kind),
                    "to saņems vairāki adresāti",
                    "it goes to several recipients",
                );
            } else if draft.carrier == Carrier::OpenEmail && datum.kind.is_sensitive() {
                ask(
                    Finding::PersonalDataUnprotected(datum.kind),
                    "pa e-pastu tas aiziet neaizsargāts",
                    "by e-mail it goes unprotected",
                );
            }
        }
    }
}

/// The institution's own contacts, and the address of the only recipient.
fn is_known_to_all(datum: &PersonalDatum, draft: &Draft, rules: &ReplyRules) -> bool {
    let signed = draft.signature.values();
    let recipients =
        draft.recipients.iter().map(|recipient| &recipient.address).filter(|_| draft.recipients.len() == 1);
    rules.own_contacts.iter().chain(signed).chain(recipients).any(|known| match datum.kind {
        DatumKind::Email => known.trim().to_lowercase() == datum.value,
        DatumKind::Phone => {
            phone_number(known).as_ref().map(PhoneNumber::international) == Some(datum.value.as_str())
        }
        DatumKind::PersonalCode | DatumKind::Account => false,
    })
}
