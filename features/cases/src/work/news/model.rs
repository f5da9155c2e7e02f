//! The ways in which a client can hear of a case, and what each needs.

use solits_i18n::Words;
use solits_kernel::{Lang, Timestamp, clean};
use solits_standard::model::ChannelKind;

use crate::work::{
    named,
    parties::model::{is_email, is_phone},
};

/// Longest address or number.
pub(crate) const MOST_REACH: usize = 300;
/// Shortest thing that can be a postal address.
const LEAST_POSTAL: usize = 5;

named! {
    /// How a client wants to hear where a case stands (I-33).
    pub enum NewsBy {
        /// By e-mail; the program writes.
        Email "email" "cases-news-by-email";
        /// By text message; a person sends it.
        Sms "sms" "cases-news-by-sms";
        /// By letter on paper.
        Letter "letter" "cases-news-by-letter";
        /// By telephone.
        Phone "phone" "cases-news-by-phone";
        /// In the official electronic address; a person sends it there. It is found by whose it is, so none is asked for.
        EAddress "e_address" "cases-news-by-e-address";
        /// Not at all: the page behind the code says it.
        None "none" "cases-news-by-none";
    }
}

impl NewsBy {
    /// The ways in which a person tells it.
    pub(crate) const BY_HAND: [Self; 4] = [Self::Sms, Self::Phone, Self::Letter, Self::EAddress];

    /// As stored and in forms.
    pub const fn code(self) -> &'static str {
        self.name()
    }

    /// The way of a stored name.
    pub fn of(code: &str) -> Option<Self> {
        Self::parse(code)
    }

    /// In words.
    pub fn label(self, words: Words) -> String {
        self.words(words)
    }

    /// All of them, as a form offers them.
    pub fn choices(words: Words) -> Vec<(String, String)> {
        Self::options(words)
    }

    /// Whether a person has to tell it.
    pub const fn is_by_hand(self) -> bool {
        matches!(self, Self::Sms | Self::Letter | Self::Phone | Self::EAddress)
    }

    /// The channel of the contact in which it was told.
    pub(crate) const fn channel(self) -> ChannelKind {
        match self {
            Self::Email => ChannelKind::Email,
            Self::Sms => ChannelKind::Sms,
            Self::Letter => ChannelKind::Letter,
            Self::Phone => ChannelKind::Phone,
            Self::EAddress => ChannelKind::EAddress,
            Self::None => ChannelKind::Portal,
        }
    }
}

/// How the client of a case hears of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// By which way.
    pub by: NewsBy,
    /// The e-mail address or the number; empty for the contact of the case, and where the way needs neither.
    pub address: String,
    /// Where letters on paper go; may be known where another way is wished.
    pub postal: String,
    /// In which language.
    pub lang: Lang,
    /// Since when an e-mail address is known to be the client's; whoever was asked by an employee has said so.
    pub confirmed_at: Option<Timestamp>,
}

impl Hearing {
    /// Where to, for a case with this contact; empty where the client hears nothing, and for the e-address, which is kept
    /// nowhere: those of people are made of their personal codes.
    pub fn reach<'a>(&'a self, contact: &'a str) -> &'a str {
        match self.by {
            NewsBy::None | NewsBy::EAddress => "",
            NewsBy::Letter => &self.postal,
            NewsBy::Email | NewsBy::Sms | NewsBy::Phone if self.address.is_empty() => contact,
            NewsBy::Email | NewsBy::Sms | NewsBy::Phone => &self.address,
        }
    }
}

/// What was typed of how a client wants to hear of a case.
#[derive(Clone, Copy, Debug)]
pub struct TypedHearing<'a> {
    /// The code of a [`NewsBy`]; empty where nothing was chosen.
    pub by: &'a str,
    /// Address or number; empty for the contact of the case.
    pub to: &'a str,
    /// The code of a language.
    pub lang: &'a str,
    /// The contact of the case.
    pub contact: &'a str,
}

/// What the chosen way lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HearingWrong {
    /// An address stands there, and nobody has said what for.
    Way,
    /// An e-mail address.
    Email,
    /// The number of a mobile telephone.
    Mobile,
    /// A telephone number.
    Phone,
    /// A postal address.
    Postal,
}

impl HearingWrong {
    /// The field beside which it is said.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Way => "tell",
            Self::Email | Self::Mobile | Self::Phone | Self::Postal => "tell_to",
        }
    }

    /// The message key that says it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Way => "common-field-choose",
            Self::Email => "cases-news-needs-email",
            Self::Mobile => "cases-news-needs-mobile",
            Self::Phone => "cases-news-needs-phone",
            Self::Postal => "cases-news-needs-postal",
        }
    }
}

/// How the client wants to hear, as an employee has asked them. Where nothing was chosen, an e-mail address is written to,
/// and of anybody else nothing is known.
///
/// # Errors
/// What the chosen way lacks.
pub fn hearing_of(typed: &TypedHearing<'_>, at: Timestamp) -> Result<Option<Hearing>, HearingWrong> {
    let cleaned = |text: &str| clean(text, MOST_REACH).unwrap_or_default();
    let (to, contact) = (cleaned(typed.to), cleaned(typed.contact));
    let by = match NewsBy::parse(typed.by) {
        Some(by) => by,
        None if !to.is_empty() && to != contact => return Err(HearingWrong::Way),
        None if is_email(&contact) => NewsBy::Email,
        None => return Ok(None),
    };
    let reach = if to.is_empty() { contact.as_str() } else { to.as_str() };
    let wrong = match by {
        NewsBy::Email if !is_email(reach) => Some(HearingWrong::Email),
        NewsBy::Sms if !is_mobile(reach) => Some(HearingWrong::Mobile),
        NewsBy::Phone if !is_phone(reach) => Some(HearingWrong::Phone),
        NewsBy::Letter if !is_postal(reach) => Some(HearingWrong::Postal),
        _ => None,
    };
    if let Some(wrong) = wrong {
        return Err(wrong);
    }
    let (address, postal) = match by {
        // Whatever was typed beside it is not kept: it may be a personal code.
        NewsBy::None | NewsBy::EAddress => (String::new(), String::new()),
        NewsBy::Letter => (String::new(), reach.to_owned()),
        NewsBy::Email | NewsBy::Sms | NewsBy::Phone if to == contact => (String::new(), String::new()),
        NewsBy::Email | NewsBy::Sms | NewsBy::Phone => (to, String::new()),
    };
    let confirmed_at = (by == NewsBy::Email).then_some(at);
    Ok(Some(Hearing { by, address, postal, lang: Lang::parse(typed.lang).unwrap_or_default(), confirmed_at }))
}

/// Whether a text message reaches the number: in Latvia those of mobile telephones begin with 2; of other countries the
/// program knows nothing but that the number begins with the country's.
fn is_mobile(text: &str) -> bool {
    if !is_phone(text) {
        return false;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let whole =
        if text.trim_start().starts_with('+') { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    match whole {
        None => digits.len() == 8 && digits.starts_with('2'),
        Some(whole) => match whole.strip_prefix("371") {
            Some(own) => own.len() == 8 && own.starts_with('2'),
            None => (8..=15).contains(&whole.len()),
        },
    }
}

/// Whether the post could find it.
fn is_postal(text: &str) -> bool {
    text.chars().count() >= LEAST_POSTAL && text.chars().any(char::is_alphabetic) && !is_email(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(by: &str, to: &str, contact: &str, expected: Result<Option<(NewsBy, &str)>, HearingWrong>) {
        let typed = TypedHearing { by, to, lang: "lv", contact };
        let found = hearing_of(&typed, Timestamp::from_millis(0));
        let found = found.map(|hearing| hearing.map(|one| (one.by, one.reach(contact).to_owned())));
        let expected = expected.map(|one| one.map(|(by, reach)| (by, reach.to_owned())));
        assert_eq!(found, expected, "{by} {to} {contact}");
    }

    #[test]
    fn each_way_has_the_address_it_needs_or_takes_it_from_the_contact() {
        check("sms", "", "26 123 456", Ok(Some((NewsBy::Sms, "26 123 456"))));
        check("sms", "+371 26123456", "anna@example.org", Ok(Some((NewsBy::Sms, "+371 26123456"))));
        check("sms", "", "67 012 345", Err(HearingWrong::Mobile));
        check("sms", "2612345", "", Err(HearingWrong::Mobile));
        check("sms", "+44 7700 900123", "", Ok(Some((NewsBy::Sms, "+44 7700 900123"))));
        check("phone", "", "67 012 345", Ok(Some((NewsBy::Phone, "67 012 345"))));
        check("phone", "", "anna@example.org", Err(HearingWrong::Phone));
        check("letter", "", "anna@example.org", Err(HearingWrong::Postal));
        check("letter", "", "Liepu iela 1, Rīga", Ok(Some((NewsBy::Letter, "Liepu iela 1, Rīga"))));
        check("email", "", "26123456", Err(HearingWrong::Email));
        check("none", "26123456", "", Ok(Some((NewsBy::None, ""))));
        check("e_address", "", "", Ok(Some((NewsBy::EAddress, ""))));
        check("e_address", "_DEFAULT@12345678901", "26 123 456", Ok(Some((NewsBy::EAddress, ""))));
    }

    #[test]
    fn where_nothing_was_chosen_only_an_email_address_says_enough() {
        check("", "", "anna@example.org", Ok(Some((NewsBy::Email, "anna@example.org"))));
        check("", "", "26123456", Ok(None));
        check("", "", "", Ok(None));
        check("", "29123456", "26123456", Err(HearingWrong::Way));
    }
}
