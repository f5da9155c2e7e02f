//! The words of the index: what a case is found by. A letter before each says in which field it stands.

use std::collections::BTreeSet;

use solits_kernel::EmployeeId;
use solits_written::search::{TermKind, index_terms};

/// Where a word stands; its letter is stored and never gets another meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Anywhere in the case: subject, names, messages, notes.
    Anywhere,
    /// In the subject, numbers as well.
    Subject,
    /// In the name or contact of a client or party.
    Name,
    /// A number, anywhere.
    Number,
    /// The number of the case itself, with its year and without.
    Reference,
    /// A telephone, anywhere, in its international form and as it is dialled.
    Phone,
    /// The whole contact of a client or party: a telephone or an e-mail address.
    Contact,
}

impl Field {
    const fn letter(self) -> char {
        match self {
            Self::Anywhere => 't',
            Self::Subject => 's',
            Self::Name => 'p',
            Self::Number => 'n',
            Self::Reference => 'r',
            Self::Phone => 'f',
            Self::Contact => 'c',
        }
    }

    /// The word as the index keeps it.
    pub(crate) fn word(self, form: &str) -> String {
        format!("{}{form}", self.letter())
    }

    /// The word under which everything stands that begins with these three letters.
    pub(crate) fn beginning(self, three: &str) -> String {
        format!("{}{three}", self.letter().to_ascii_uppercase())
    }
}

/// What the index reads beside cases. The digit stands before each of its words and the name beside each that was read; they
/// are stored and never get another meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Other {
    /// A question to a colleague, or an invitation to a meeting.
    Question,
    /// A report of a non-conformity.
    Report,
    /// A letter that waits without a case.
    Letter,
}

impl Other {
    const fn digit(self) -> char {
        match self {
            Self::Question => '1',
            Self::Report => '2',
            Self::Letter => '3',
        }
    }

    /// As it is stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Report => "report",
            Self::Letter => "letter",
        }
    }

    /// A word as the index keeps it for what is not a case.
    pub(crate) fn word(self, word: &str) -> String {
        format!("{}{word}", self.digit())
    }
}

/// Letters of a beginning that has a word of its own: so few that reading all that begins with them would be long.
pub(crate) const BEGINNING: usize = 3;

/// Case is open: what is to be done stands before what is done.
pub(crate) const OPEN: &str = "!open";
/// Case is a complaint or a claim.
pub(crate) const CONFIDENTIAL: &str = "!confidential";

/// Cases that somebody sees although they are confidential.
pub(crate) fn seen_by(employee: EmployeeId) -> String {
    format!("!seen:{employee}")
}

/// Cases that are hidden from somebody.
pub(crate) fn hidden_from(employee: EmployeeId) -> String {
    format!("!hidden:{employee}")
}

/// Questions and reports in which somebody has a part.
pub(crate) fn part_of(employee: EmployeeId) -> String {
    format!("!part:{employee}")
}

/// A longer run of letters is no word that anybody types.
const LONGEST: usize = 40;
/// A case is found by no more words than this; the earlier fields go first.
const MOST_WORDS: usize = 6_000;

/// What of a case, or of something beside cases, is read into the index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Document {
    pub(crate) reference: String,
    pub(crate) subject: String,
    /// Names of the client and of parties.
    pub(crate) names: Vec<String>,
    /// Their telephones and addresses.
    pub(crate) contacts: Vec<String>,
    /// Messages, notes, the answer.
    pub(crate) texts: Vec<String>,
    pub(crate) is_open: bool,
    pub(crate) is_confidential: bool,
    pub(crate) owner: Option<EmployeeId>,
    /// Who may see it, and from whom it is hidden.
    pub(crate) sight: Vec<(EmployeeId, bool)>,
    /// Who has a part in a question or a report.
    pub(crate) parts: Vec<EmployeeId>,
}

impl Document {
    /// The words of the index by which the case is found, and those that say who sees it.
    pub(crate) fn words(&self) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        self.insert_sight(&mut words);
        words.extend(self.parts.iter().map(|employee| part_of(*employee)));
        for term in index_terms(&self.reference) {
            words.extend(term.forms.iter().map(|form| Field::Reference.word(form)));
        }
        insert(&mut words, &self.reference, None);
        insert(&mut words, &self.subject, Some(Field::Subject));
        for name in &self.names {
            insert(&mut words, name, Some(Field::Name));
        }
        for contact in &self.contacts {
            insert(&mut words, contact, Some(Field::Name));
            words.extend(contact_word(contact));
        }
        for text in &self.texts {
            if words.len() >= MOST_WORDS {
                break;
            }
            insert(&mut words, text, None);
        }
        words
    }

    /// The words of the index for something that is not a case.
    pub(crate) fn words_of(&self, other: Other) -> BTreeSet<String> {
        self.words().iter().map(|word| other.word(word)).collect()
    }

    fn insert_sight(&self, words: &mut BTreeSet<String>) {
        if self.is_open {
            words.insert(OPEN.to_owned());
        }
        let hidden = |employee: EmployeeId| self.sight.iter().any(|(one, may)| *one == employee && !may);
        if self.is_confidential {
            words.insert(CONFIDENTIAL.to_owned());
            let seen = self.sight.iter().filter(|(_, may)| *may).map(|(employee, _)| *employee);
            words.extend(seen.chain(self.owner).filter(|one| !hidden(*one)).map(seen_by));
        }
        words.extend(self.sight.iter().filter(|(_, may)| !may).map(|(employee, _)| hidden_from(*employee)));
    }
}

/// The word of a whole contact: a telephone in its international form, or an e-mail address in small letters.
pub(crate) fn contact_word(contact: &str) -> Option<String> {
    let contact = contact.trim();
    if let Some(phone) = solits_written::search::phone_number(contact) {
        return Some(Field::Contact.word(phone.international()));
    }
    let is_address = contact.contains('@') && !contact.contains(char::is_whitespace);
    is_address.then(|| Field::Contact.word(&contact.to_lowercase()))
}

/// Adds the words of a text, as standing anywhere and in `field`.
fn insert(words: &mut BTreeSet<String>, text: &str, field: Option<Field>) {
    for term in index_terms(text) {
        for form in term.forms.iter().filter(|form| form.len() <= LONGEST) {
            match term.kind {
                TermKind::Word => {
                    insert_with_beginning(words, Field::Anywhere, form);
                    if let Some(field) = field {
                        insert_with_beginning(words, field, form);
                    }
                }
                TermKind::Number => {
                    words.insert(Field::Number.word(form));
                    if field == Some(Field::Subject) {
                        words.insert(Field::Subject.word(form));
                    }
                }
                TermKind::Phone => insert_with_beginning(words, Field::Phone, form),
                // A personal code finds nobody: it would be a key to everything about a person.
                TermKind::PersonalCode => {}
            }
        }
    }
}

fn insert_with_beginning(words: &mut BTreeSet<String>, field: Field, form: &str) {
    if let Some((at, _)) = form.char_indices().nth(BEGINNING) {
        words.insert(field.beginning(&form[..at]));
    } else if form.chars().count() == BEGINNING {
        words.insert(field.beginning(form));
    }
    words.insert(field.word(form));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(document: &Document, words: &[&str]) {
        let all = document.words();
        for word in words {
            assert!(all.contains(*word), "{word} is not in {all:?}");
        }
    }

    #[test]
    fn a_case_is_found_by_its_number_its_subject_its_people_and_its_texts() {
        let document = Document {
            reference: "2026-000123".to_owned(),
            subject: "Ielas apgaismojums".to_owned(),
            names: vec!["Jānis Bērziņš".to_owned()],
            contacts: vec!["+371 29 123 456".to_owned(), "Janis@Example.lv".to_owned()],
            texts: vec!["Nedeg laterna".to_owned()],
            is_open: true,
            ..Document::default()
        };
        has(
            &document,
            &[
                "r2026-123",
                "r123",
                "siel",
                "Siel",
                "pberzin",
                "Pber",
                "tberzin",
                "c+37129123456",
                "f29123456",
                "F291",
                "cjanis@example.lv",
                "tlatern",
                "Tlat",
                "!open",
            ],
        );
        assert!(!document.words().contains("slatern"));
    }

    #[test]
    fn a_personal_code_is_no_word_of_the_index() {
        let document = Document { texts: vec!["Kods 010190-12345".to_owned()], ..Document::default() };
        assert!(document.words().iter().all(|word| !word.contains("12345")), "{:?}", document.words());
    }

    #[test]
    fn who_sees_a_complaint_and_from_whom_it_is_hidden_are_words_too() {
        let [owner, keeper, accused] = [1, 2, 3].map(|n| EmployeeId::new(uuid::Uuid::from_u128(n)));
        let complaint = Document {
            is_confidential: true,
            owner: Some(owner),
            sight: vec![(keeper, true), (accused, false)],
            ..Document::default()
        };
        has(&complaint, &[CONFIDENTIAL, &seen_by(owner), &seen_by(keeper), &hidden_from(accused)]);
        let own = Document { sight: vec![(owner, false)], ..complaint };
        assert!(!own.words().contains(&seen_by(owner)), "an owner whom it concerns does not see it");
    }
}
