//! What was asked, and by which words of the index it is answered.

use std::collections::BTreeSet;

use solits_written::search::{Marker, SearchTerm, TermKind, search_terms, typed_terms};

use crate::words::{BEGINNING, Field, Other, contact_word};

/// Whether somebody is still writing the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// It was sent: each word is whole.
    Sent,
    /// It is being typed: the last word may be the beginning of another.
    Going,
}

/// Terms beyond these are left out: nobody remembers more.
const MOST_TERMS: usize = 8;

/// A question, ready to be asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// As it was typed.
    pub text: String,
    /// What of a text answers it.
    pub marker: Marker,
    /// Terms that all have to be met.
    pub(crate) terms: Vec<Term>,
    /// The word of a case number, where the question is one.
    pub(crate) reference: Option<String>,
    /// The word of a contact, where the question is one.
    pub(crate) contact: Option<String>,
    /// A personal code stood in it and was left out.
    pub(crate) held_a_personal_code: bool,
}

/// By which words of the index a term is met; any of them is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) anywhere: Vec<Key>,
    pub(crate) subject: Vec<Key>,
    pub(crate) name: Vec<Key>,
    /// In what a line of a list says of a case: its number, its subject, its people and how they are reached.
    pub(crate) line: Vec<Key>,
}

/// A word of the index, or all that begin with something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Word(String),
    Beginning(String),
}

impl Key {
    fn of(&self, other: Other) -> Self {
        match self {
            Self::Word(word) => Self::Word(other.word(word)),
            Self::Beginning(beginning) => Self::Beginning(other.word(beginning)),
        }
    }
}

impl Question {
    /// Reads what was typed; `None` where nothing in it can be looked for.
    pub fn read(text: &str, typing: Typing) -> Option<Self> {
        let (mut terms, marker) = match typing {
            Typing::Sent => (search_terms(text), Marker::of(text)),
            Typing::Going => (typed_terms(text), Marker::of_typed(text)),
        };
        let last_is_open = typing == Typing::Going && !text.ends_with(char::is_whitespace);
        let last = terms.len();
        let held_a_personal_code = terms.iter().any(|term| term.kind == TermKind::PersonalCode);
        terms.truncate(MOST_TERMS);
        let keyed: Vec<Term> = terms
            .iter()
            .enumerate()
            .filter(|(_, term)| term.kind != TermKind::PersonalCode)
            .map(|(place, term)| Term::of(term, last_is_open && place + 1 == last))
            .collect();
        let reference = match terms.as_slice() {
            [SearchTerm { kind: TermKind::Number, forms }] => {
                forms.first().map(|form| Field::Reference.word(form))
            }
            _ => None,
        };
        if keyed.is_empty() && !held_a_personal_code {
            return None;
        }
        let contact = contact_word(text);
        Some(Self {
            text: text.trim().to_owned(),
            marker,
            terms: keyed,
            reference,
            contact,
            held_a_personal_code,
        })
    }
}

impl Term {
    fn of(term: &SearchTerm, is_open: bool) -> Self {
        let keys = |field: Field| -> Vec<Key> {
            term.forms.iter().map(|form| Key::Word(field.word(form))).collect()
        };
        // What was typed is the longest form: stems are no longer.
        let begun = term.forms.iter().max_by_key(|form| form.len()).filter(|_| is_open);
        let beginning = |field: Field| begun.and_then(|form| beginning(field, form));
        let mut keyed = match term.kind {
            TermKind::Word => {
                let with = |field| keys(field).into_iter().chain(beginning(field)).collect();
                Self {
                    anywhere: with(Field::Anywhere),
                    subject: with(Field::Subject),
                    name: with(Field::Name),
                    ..Self::default()
                }
            }
            TermKind::Number => {
                // Digits that are no number of anything may be the first of a telephone.
                let phone = begun.filter(|form| form.bytes().all(|byte| byte.is_ascii_digit()));
                let phone = phone.and_then(|form| self::beginning(Field::Phone, form));
                Self {
                    anywhere: keys(Field::Number).into_iter().chain(phone.clone()).collect(),
                    subject: keys(Field::Subject),
                    name: phone.into_iter().collect(),
                    line: keys(Field::Reference),
                }
            }
            TermKind::Phone => {
                let begun = begun.filter(|form| !form.starts_with('+'));
                let phone = begun.and_then(|form| self::beginning(Field::Phone, form));
                Self {
                    anywhere: keys(Field::Phone).into_iter().chain(phone.clone()).collect(),
                    subject: Vec::new(),
                    name: keys(Field::Contact).into_iter().chain(phone).collect(),
                    ..Self::default()
                }
            }
            TermKind::PersonalCode => Self::default(),
        };
        keyed.line.extend(keyed.subject.iter().chain(&keyed.name).cloned());
        keyed
    }

    /// By which words something that is not a case meets it: in its title and anywhere.
    pub(crate) fn met_by(&self, other: Other) -> Self {
        let all = |keys: &[Key]| -> Vec<Key> { keys.iter().map(|key| key.of(other)).collect() };
        Self { anywhere: all(&self.anywhere), subject: all(&self.subject), ..Self::default() }
    }

    /// Whether the words of a case meet it in what a line of a list says of it.
    pub(crate) fn is_met_in_line(&self, words: &BTreeSet<String>) -> bool {
        self.line.iter().any(|key| match key {
            Key::Word(word) => words.contains(word),
            Key::Beginning(beginning) => words
                .range(beginning.clone()..)
                .next()
                .is_some_and(|word| word.starts_with(beginning.as_str())),
        })
    }
}

/// All words that begin with `form`: three letters have a word of their own; fewer say nothing yet.
fn beginning(field: Field, form: &str) -> Option<Key> {
    match form.chars().count() {
        0..BEGINNING => None,
        BEGINNING => Some(Key::Word(field.beginning(form))),
        _ => Some(Key::Beginning(field.word(form))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Document;

    fn word(text: &str) -> Key {
        Key::Word(text.to_owned())
    }

    fn beginning_of(text: &str) -> Key {
        Key::Beginning(text.to_owned())
    }

    fn anywhere(text: &str, typing: Typing) -> Vec<Vec<Key>> {
        Question::read(text, typing).unwrap().terms.into_iter().map(|term| term.anywhere).collect()
    }

    #[test]
    fn words_are_looked_for_by_their_stems_and_the_last_one_by_its_beginning_while_it_is_typed() {
        assert_eq!(anywhere("iestādes māju", Typing::Sent), [[word("tiestad")], [word("tmaj")]]);
        let typed = anywhere("māju remon", Typing::Going);
        assert_eq!(typed[0], [word("tmaj")]);
        assert!(typed[1].contains(&beginning_of("tremon")));
        assert!(anywhere("rem", Typing::Going)[0].contains(&word("Trem")));
        assert_eq!(anywhere("re", Typing::Going).len(), 1);
    }

    #[test]
    fn a_case_number_and_a_contact_are_known_as_what_they_are() {
        let number = Question::read("2026-000123", Typing::Sent).unwrap();
        assert_eq!(number.reference.as_deref(), Some("r2026-123"));
        let phone = Question::read("29 123 456", Typing::Sent).unwrap();
        assert_eq!((phone.reference, phone.contact.as_deref()), (None, Some("c+37129123456")));
        let address = Question::read("Anna.Kalna@example.lv", Typing::Sent).unwrap();
        assert_eq!(address.contact.as_deref(), Some("canna.kalna@example.lv"));
    }

    #[test]
    fn a_line_of_a_list_is_met_by_number_subject_and_people_and_not_by_what_was_written() {
        let document = Document {
            reference: "2026-000123".to_owned(),
            subject: "Liepu ielas remonts".to_owned(),
            names: vec!["Jānis Kalns".to_owned()],
            contacts: vec!["26 123 456".to_owned(), "j.kalns@example.lv".to_owned()],
            texts: vec!["Lūdzu atbildēt līdz pirmdienai".to_owned()],
            ..Document::default()
        };
        let words = document.words();
        let is_met = |text: &str| {
            let question = Question::read(text, Typing::Going).unwrap();
            question.terms.iter().all(|term| term.is_met_in_line(&words))
        };
        for text in [
            "liepa",
            "liepas iela",
            "IELĀ",
            "remo",
            "rem",
            "2026-000123",
            "123",
            "kalnam",
            "26123456",
            "2612",
            "kalns@example",
        ] {
            assert!(is_met(text), "{text}");
        }
        for text in ["pirmdiena", "liepa pirmdiena", "2025-000123", "124", "ielu maksa", "29123456"] {
            assert!(!is_met(text), "{text}");
        }
    }

    #[test]
    fn the_first_digits_of_a_telephone_find_it_and_a_personal_code_nothing() {
        assert!(anywhere("2912", Typing::Going)[0].contains(&beginning_of("f2912")));
        assert!(anywhere("29 12", Typing::Going)[0].contains(&beginning_of("f2912")));
        let code = Question::read("010190-12345", Typing::Sent).unwrap();
        assert!(code.held_a_personal_code && code.terms.is_empty());
        assert!(Question::read(" — ", Typing::Sent).is_none());
    }
}
