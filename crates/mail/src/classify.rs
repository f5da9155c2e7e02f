//! How a letter came by its form (H-01, H-02): signed or not, straight or through a portal, with what speaks for it.
//!
//! Whether a signed document is a submission under the law follows from what it says, and is decided where contacts of all
//! channels are judged alike.

use solits_kernel::Text;

use crate::{attachment::Attachment, letter::Letter, sniff::FileType};

/// What a letter is in the eyes of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Legal {
    /// An e-mail that is not signed electronically: not a submission in the law's sense, its order is set by the head of the
    /// institution (*elektroniskā vēstule*).
    ELetter,
    /// It carries an electronically signed document (*parakstīts dokuments*).
    SignedDocument,
    /// A portal passed it on (*portāla ziņa*).
    PortalMessage,
}

/// A reason for a classification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A signed container came with it.
    Container(String),
    /// A PDF with a signature came with it.
    SignedPdf(String),
    /// A file is called a signed container and is none.
    NoContainer(String),
    /// The letter itself is signed by S/MIME or PGP; whether that signature counts, a person decides.
    SignedLetter,
    /// Nothing in it is signed.
    NothingSigned,
    /// It comes from this address of a portal, as far as its sender shows.
    FromPortal(String),
    /// It has parts that could not be looked into.
    Unread,
}

/// A proposed classification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classified {
    /// What it is.
    pub legal: Legal,
    /// Why. No signature was checked: every one counts as *not verified*.
    pub reasons: Vec<Reason>,
}

/// Whether an address is one of `portals`: addresses as [`crate::Address::key`] gives them, and hosts in their ASCII form,
/// which stand for all addresses there and for the hosts under them.
pub fn is_portal(address: &crate::Address, portals: &[String]) -> bool {
    let key = address.key();
    portals.iter().any(|portal| {
        if portal.contains('@') {
            *portal == key
        } else {
            address
                .domain()
                .strip_suffix(portal.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        }
    })
}

/// Proposes what a letter is. `portals` are the addresses and hosts from which portals pass messages on, as [`is_portal`]
/// reads them.
pub fn classify(letter: &Letter, portals: &[String]) -> Classified {
    let mut reasons = signatures(&letter.attachments);
    if letter.noted("signed-mail") {
        reasons.push(Reason::SignedLetter);
    }
    if ["encrypted-smime", "encrypted-pgp", "winmail", "locked-archive", "too-large"]
        .iter()
        .any(|code| letter.noted(code))
    {
        reasons.push(Reason::Unread);
    }
    let portal = letter.author().filter(|author| is_portal(author, portals)).map(crate::Address::key);
    let signs = |reason: &Reason| {
        matches!(reason, Reason::Container(_) | Reason::SignedPdf(_) | Reason::SignedLetter)
    };
    let signed = reasons.iter().any(signs);
    let legal = match portal {
        Some(portal) => {
            reasons.push(Reason::FromPortal(portal));
            Legal::PortalMessage
        }
        None if signed => Legal::SignedDocument,
        None => {
            reasons.push(Reason::NothingSigned);
            Legal::ELetter
        }
    };
    Classified { legal, reasons }
}

fn signatures(attachments: &[Attachment]) -> Vec<Reason> {
    let named = |attachment: &Attachment| {
        let name = attachment.name.to_lowercase();
        [".edoc", ".asice", ".sce"].iter().any(|extension| name.ends_with(extension))
    };
    attachments
        .iter()
        .filter_map(|attachment| match attachment.found {
            FileType::Asice => Some(Reason::Container(attachment.name.clone())),
            FileType::SignedPdf => Some(Reason::SignedPdf(attachment.name.clone())),
            _ if named(attachment) => Some(Reason::NoContainer(attachment.name.clone())),
            _ => None,
        })
        .collect()
}

impl Legal {
    /// The short name by which it is stored; never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ELetter => "e-letter",
            Self::SignedDocument => "signed-document",
            Self::PortalMessage => "portal-message",
        }
    }
}

impl Reason {
    /// The reason in words.
    pub fn words(&self) -> Text {
        match self {
            Self::Container(name) => Text::new(
                format!("Pievienots parakstīts konteiners {name}; paraksts nav pārbaudīts."),
                format!("A signed container came with it, {name}: the signature was not verified."),
            ),
            Self::SignedPdf(name) => Text::new(
                format!("Pievienots parakstīts PDF {name}; paraksts nav pārbaudīts."),
                format!("A signed PDF came with it, {name}: the signature was not verified."),
            ),
            Self::NoContainer(name) => Text::new(
                format!("Fails {name} nosaukts par parakstītu, bet tāds nav."),
                format!("The file {name} is called signed and is not."),
            ),
            Self::SignedLetter => Text::new(
                "Parakstīta pati vēstule; vai paraksts ir derīgs, jāizvērtē.",
                "The letter itself is signed: whether that signature counts is to be judged.",
            ),
            Self::NothingSigned => Text::new(
                "Nekas vēstulē nav elektroniski parakstīts.",
                "Nothing in the letter is signed electronically.",
            ),
            Self::FromPortal(address) => Text::new(
                format!("Nosūtīta no portāla adreses {address}."),
                format!("It was sent from the portal's address {address}."),
            ),
            Self::Unread => Text::new(
                "Daļu satura nevarēja apskatīt; paraksts var būt tajā.",
                "Some content could not be looked into: a signature may be there.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_portal;
    use crate::Address;

    #[test]
    fn a_portal_is_named_by_its_address_or_by_its_host_and_what_only_ends_alike_is_none() {
        let portals = ["zinas@portals.example".to_owned(), "latvija.lv".to_owned()];
        for (address, expected) in [
            ("Zinas@Portals.example", true),
            ("cits@portals.example", false),
            ("noreply@latvija.lv", true),
            ("noreply@pasts.latvija.lv", true),
            ("noreply@navlatvija.lv", false),
            ("latvija.lv@evil.example", false),
        ] {
            let address = Address::parse(address).unwrap();
            assert_eq!(is_portal(&address, &portals), expected, "{address}");
        }
        assert!(!is_portal(&Address::parse("kas@latvija.lv").unwrap(), &[]));
    }
}
