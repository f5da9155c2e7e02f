//! The secrets with which a client opens a case, and the contact that goes with the short one (security §3).
//!
//! The long code stands in the link and the QR; the short one is typed, together with the contact given earlier. Only
//! their hashes are stored.

use solits_kernel::{Random, fold};
use solits_web::hash_secret;

/// Characters of the code in a link: 130 bits.
pub(crate) const LINK_LENGTH: usize = 26;
/// Characters of the code for typing: 50 bits.
pub(crate) const SHORT_LENGTH: usize = 10;

/// The two codes of a case, known only to whoever opened it and to the client.
#[derive(Clone, PartialEq, Eq)]
pub struct Codes {
    /// The secret in the client's link.
    pub link: String,
    /// The code for typing.
    pub short: String,
}

impl std::fmt::Debug for Codes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Codes(•••)")
    }
}

impl Codes {
    /// New codes.
    pub(crate) fn draw(random: &Random) -> Self {
        Self { link: random.code(LINK_LENGTH), short: random.code(SHORT_LENGTH) }
    }

    /// The codes as the result of a creating call is kept: readable only with the call's own key, so that a repeated call
    /// gives them again and the database alone does not.
    pub(crate) fn seal(&self, key: &str) -> String {
        let plain = format!("{}{}", self.link, self.short);
        hex(plain.bytes().zip(pad(key)).map(|(byte, pad)| byte ^ pad))
    }

    /// The codes sealed under a key; `None` for anything that was not.
    pub(crate) fn unseal(sealed: &str, key: &str) -> Option<Self> {
        let bytes =
            (0..sealed.len()).step_by(2).map(|at| u8::from_str_radix(sealed.get(at..at + 2)?, 16).ok());
        let bytes: Vec<u8> = bytes.collect::<Option<_>>()?;
        let plain = bytes.into_iter().zip(pad(key)).map(|(byte, pad)| byte ^ pad).collect();
        let plain =
            String::from_utf8(plain).ok().filter(|plain| plain.len() == LINK_LENGTH + SHORT_LENGTH)?;
        let (link, short) = plain.split_at_checked(LINK_LENGTH)?;
        Some(Self { link: link.to_owned(), short: short.to_owned() })
    }
}

fn hex(bytes: impl Iterator<Item = u8>) -> String {
    bytes.fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn pad(key: &str) -> impl Iterator<Item = u8> {
    let [first, second] = ["1", "2"].map(|part| hash_secret(&format!("case codes {part} {key}")));
    first.into_iter().chain(second)
}

/// What stands in the database in place of a creating call's key, which also unseals the codes.
pub(crate) fn stored_key(key: &str) -> String {
    if key.is_empty() {
        return String::new();
    }
    hex(hash_secret(&format!("case key {key}")).into_iter().take(20))
}

/// A code as it was drawn, from what a person typed: blanks and dashes dropped, letters that look like figures read as
/// those.
pub(crate) fn typed(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .take(64)
        .collect()
}

/// The short code as it is printed: two groups of five.
pub(crate) fn spoken(short: &str) -> String {
    match short.split_at_checked(SHORT_LENGTH / 2) {
        Some((first, second)) => format!("{first}-{second}"),
        None => short.to_owned(),
    }
}

/// A contact in the form in which contacts are compared: digits of a telephone number without Latvia's prefix, anything
/// else folded. Empty for none.
pub(crate) fn contact_key(contact: &str) -> String {
    let is_phone = contact.chars().any(|c| c.is_ascii_digit())
        && contact.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-()./".contains(c));
    if !is_phone {
        return fold(contact).replace(' ', "");
    }
    let digits: String = contact.chars().filter(char::is_ascii_digit).collect();
    let national =
        digits.strip_prefix("00371").or_else(|| digits.strip_prefix("371")).filter(|rest| rest.len() == 8);
    national.unwrap_or(&digits).to_owned()
}

/// Whether a contact that was typed is the one given earlier; one who gave none cannot be recognised by it.
pub(crate) fn is_same_contact(typed: &str, given_key: &str) -> bool {
    !given_key.is_empty() && hash_secret(&contact_key(typed)) == hash_secret(given_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_bits_that_security_asks_for() {
        let codes = Codes::draw(&Random::seeded(7));
        assert!(codes.link.len() * 5 >= 128);
        assert_eq!(codes.short.len(), 10);
    }

    #[test]
    fn sealed_codes_open_with_their_own_key_alone() {
        let codes = Codes::draw(&Random::seeded(7));
        let sealed = codes.seal("A1");
        assert!(!sealed.contains(&codes.short));
        assert_eq!(Codes::unseal(&sealed, "A1"), Some(codes.clone()));
        assert_ne!(Codes::unseal(&sealed, "A2"), Some(codes));
        for damaged in ["", "zz", "0", &sealed[2..]] {
            assert_eq!(Codes::unseal(damaged, "A1"), None);
        }
    }

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        assert_eq!(typed(" 7kq0a-l2o45 "), "7KQ0A12045");
        assert_eq!(spoken("7KQ0A12045"), "7KQ0A-12045");
        assert_eq!(typed(&spoken("7KQ0A12045")), "7KQ0A12045");
    }

    #[test]
    fn a_telephone_number_is_the_same_with_and_without_the_prefix() {
        for contact in ["+371 26 123 456", "26123456", "00371 26-123-456", "(371) 26123456"] {
            assert_eq!(contact_key(contact), "26123456");
        }
        assert_eq!(contact_key(" Anna.Bērziņa@Example.lv "), "anna.berzina@example.lv");
        assert!(is_same_contact("+371 26123456", &contact_key("26123456")));
    }

    #[test]
    fn whoever_gave_no_contact_cannot_be_recognised_by_one() {
        assert!(!is_same_contact("", ""));
        assert!(!is_same_contact("26123456", ""));
    }
}
