//! By what a person is found, and what of a case is theirs. A contact is compared with what is stored as a whole: nobody is
//! found by a part of a name or of a number.

use solits_kernel::fold;
use solits_written::search::phone_number;

/// Fewest digits of a telephone number.
const FEWEST_DIGITS: usize = 7;

/// An e-mail address or a telephone number, in the spellings in which it may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contact {
    /// One for all spellings.
    same: String,
    spellings: [String; 4],
}

impl Contact {
    /// Reads one; `None` for anything else, a name or a number of a case among them.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if is_reference(text) {
            return None;
        }
        if let Some(phone) = phone_number(text) {
            let local = phone.local().trim_start_matches('+').to_owned();
            let whole = phone.international().trim_start_matches('+').to_owned();
            let spellings = [local, format!("+{whole}"), format!("00{whole}"), whole];
            return Some(Self { same: phone.international().to_owned(), spellings });
        }
        let is_number = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-()./".contains(c));
        if is_number {
            // A number that is none of any country's may still have been written down as one.
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let compact: String =
                text.chars().filter(|c| !c.is_whitespace() && !"-()./".contains(*c)).collect();
            return (digits.len() >= FEWEST_DIGITS).then(|| Self {
                same: digits.clone(),
                spellings: [digits.clone(), compact.clone(), digits, compact],
            });
        }
        let (before, after) = text.split_once('@')?;
        let is_address = !before.is_empty() && after.contains('.') && !text.chars().any(char::is_whitespace);
        is_address.then(|| {
            let (plain, low) = (fold(text), text.to_lowercase());
            Self { spellings: [plain.clone(), low.clone(), text.to_owned(), low], same: plain }
        })
    }

    /// The spellings in which it may be stored, without separators.
    pub(crate) const fn spellings(&self) -> &[String; 4] {
        &self.spellings
    }

    /// Whether what is stored is the same contact: an address, a number, or a name with an address behind it.
    pub(crate) fn is(&self, stored: &str) -> bool {
        Self::read(bare(stored)).is_some_and(|other| other.same == self.same)
    }
}

/// An address without the name before it.
fn bare(address: &str) -> &str {
    address.rsplit_once('<').map_or(address, |(_, rest)| rest.trim_end_matches('>'))
}

/// Whether a text is the number of a case: year and running number.
pub(crate) fn is_reference(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('-').is_some_and(|(year, number)| {
        year.len() == 4 && number.len() >= 6 && is_digits(year) && is_digits(number)
    })
}

/// Who somebody is in a case: by what they are known there, and whether they are its client.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whose<'a> {
    /// Absent where the client of a case gave no contact.
    pub(crate) contact: Option<&'a Contact>,
    pub(crate) is_client: bool,
    /// Whether nobody else takes part in the case, as far as it is known.
    pub(crate) is_alone: bool,
    /// The name of the client.
    pub(crate) client_name: &'a str,
}

impl Whose<'_> {
    /// Whether an address or a number is theirs.
    pub(crate) fn owns(&self, stored: &str) -> bool {
        self.contact.is_some_and(|contact| contact.is(stored))
    }

    /// Whether a name is that of the client they are.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.is_client && !name.trim().is_empty() && fold(name) == fold(self.client_name)
    }

    /// Whether a letter with this address and name of its author, or this address and name of whoever got it, is theirs. One
    /// with nobody's address is its client's where nobody else takes part.
    pub(crate) fn corresponds(&self, address: &str, name: &str) -> bool {
        if self.owns(address) {
            return true;
        }
        if Contact::read(bare(address)).is_some() {
            return false;
        }
        self.is_named(name) || self.is_named(address) || (self.is_client && self.is_alone)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_the_same_in_any_spelling() {
        let contact = Contact::read("+371 26 123 456").unwrap();
        for spelling in ["26123456", "00371 26-123-456", "(371) 26.123.456", "26 123 456"] {
            assert_eq!(Contact::read(spelling).as_ref(), Some(&contact), "{spelling}");
            assert!(contact.is(spelling));
        }
        assert!(!contact.is("26123457"));
        assert!(contact.spellings().iter().any(|one| one == "+37126123456"));
        assert!(contact.spellings().iter().any(|one| one == "26123456"));
    }

    #[test]
    fn an_address_is_the_same_with_capitals_and_with_a_name_before_it() {
        let contact = Contact::read(" Anna.Liepa@Example.lv ").unwrap();
        assert!(contact.is("anna.liepa@example.lv"));
        assert!(contact.is("Anna Liepa <anna.liepa@example.lv>"));
        assert!(!contact.is("anna.liepa@example.lv.example"));
        assert!(!contact.is(""));
    }

    #[test]
    fn a_number_of_a_case_is_no_telephone_number() {
        assert!(is_reference("2026-000123"));
        assert_eq!(Contact::read("2026-000123"), None);
        for text in ["", "Anna", "112", "2612-3456", "@", "a@b"] {
            assert!(!is_reference(text), "{text}");
        }
        assert!(Contact::read("2612-3456").is_some());
        assert_eq!(Contact::read("Anna Liepa"), None);
    }

    #[test]
    fn what_bears_the_address_of_somebody_else_is_never_theirs() {
        let contact = Contact::read("anna@example.lv").unwrap();
        let whose =
            Whose { contact: Some(&contact), is_client: true, is_alone: true, client_name: "Anna Liepa" };
        assert!(whose.corresponds("anna@example.lv", ""));
        assert!(whose.corresponds("", ""));
        assert!(!whose.corresponds("juris@example.lv", "Anna Liepa"));
        let among_others = Whose { is_alone: false, ..whose };
        assert!(!among_others.corresponds("", ""));
        assert!(among_others.corresponds("", "anna liepa"));
        let taking_part = Whose { is_client: false, ..whose };
        assert!(!taking_part.corresponds("", "Anna Liepa"));
    }

    proptest! {
        #[test]
        fn a_contact_is_itself_and_no_other_number(number in 20_000_000_u32..30_000_000, other in 20_000_000_u32..30_000_000) {
            let contact = Contact::read(&number.to_string()).unwrap();
            let spelled = format!("+371{number}");
            prop_assert!(contact.is(&spelled));
            prop_assert_eq!(contact.is(&other.to_string()), number == other);
        }
    }
}
