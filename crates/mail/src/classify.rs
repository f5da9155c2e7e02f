//! What a letter is in the eyes of the law (H-01, H-02), proposed with reasons; a person may say otherwise.

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
    /// It carries a signed document that calls itself a submission, a complaint or a proposal under the Law on Submissions
    /// (*iesniegums*).
    Submission,
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
    /// Its subject, its text or a signed file calls it so.
    CallsItself(&'static str),
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

/// Words by which the Law on Submissions knows its matters (s. 2).
const SUBMISSIONS: &[&str] = &[
    "iesniegums",
    "iesniegumu",
    "sūdzība",
    "sūdzību",
    "priekšlikums",
    "priekšlikumu",
    "pieprasījums",
    "lūgums",
];

/// Proposes what a letter is. `portals` are the addresses from which portals pass messages on, as
/// [`crate::Address::key`] gives them.
pub fn classify(letter: &Letter, portals: &[String]) -> Classified {
    let mut reasons = signatures(&letter.attachments);
    let signed_file =
        reasons.iter().any(|reason| matches!(reason, Reason::Container(_) | Reason::SignedPdf(_)));
    if letter.noted("signed-mail") {
        reasons.push(Reason::SignedLetter);
    }
    if ["encrypted-smime", "encrypted-pgp", "winmail", "locked-archive", "too-large"]
        .iter()
        .any(|code| letter.noted(code))
    {
        reasons.push(Reason::Unread);
    }
    let portal = letter.author().map(crate::Address::key).filter(|key| portals.contains(key));
    let signed = signed_file || reasons.contains(&Reason::SignedLetter);
    let called = calls_itself(letter);
    let legal = match (portal, signed, called) {
        (Some(portal), ..) => {
            reasons.push(Reason::FromPortal(portal));
            Legal::PortalMessage
        }
        (None, true, Some(word)) => {
            reasons.push(Reason::CallsItself(word));
            Legal::Submission
        }
        (None, true, None) => Legal::SignedDocument,
        (None, false, _) => {
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

/// The word by which the subject, the author's own text or a file's name calls the matter a submission.
fn calls_itself(letter: &Letter) -> Option<&'static str> {
    let own = crate::quoting::new_text(&letter.text);
    let names = letter.attachments.iter().map(|attachment| attachment.name.as_str());
    let texts = [letter.subject.as_str(), own.as_str()].into_iter().chain(names);
    let words: Vec<String> = texts
        .flat_map(|text| text.split(|c: char| !c.is_alphabetic()))
        .take(5000)
        .map(str::to_lowercase)
        .collect();
    SUBMISSIONS.iter().copied().find(|wanted| words.iter().any(|word| word == wanted))
}

impl Legal {
    /// The short name by which it is stored; never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ELetter => "e-letter",
            Self::SignedDocument => "signed-document",
            Self::Submission => "submission",
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
            Self::CallsItself(word) => Text::new(
                format!("Vēstulē ir vārds “{word}”."),
                format!("The letter holds the word “{word}”."),
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
