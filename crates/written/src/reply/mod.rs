//! A reply before it leaves: the order the standard prescribes, the signature block it demands, phrases it asks to avoid,
//! personal data on the way to the wrong reader, and what was forgotten (H-10 to H-16, H-26).
//!
//! [`review`] looks and says; it changes nothing. What is left open for a decision is the sender's.

mod assessment;
mod attachment;
mod greeting;
mod order;
mod personal;
mod phrase;
mod placeholder;
mod rules;

use std::collections::BTreeMap;

use solits_kernel::{Lang, Text};
use solits_standard::Origin;

pub use greeting::{NamePart, Title, formal_address, genitive, greeting, vocatives};
pub use personal::{Certainty, DatumKind, PersonalCode, PersonalDatum, personal_data};
pub use placeholder::{Filled, Placeholder, fill};
pub use rules::{AvoidedPhrase, RecommendedPhrases, ReplyRules, SignatureField};

/// A reply as it is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The language it is written in.
    pub lang: Lang,
    /// To whom it goes.
    pub recipients: Vec<Recipient>,
    /// By which way.
    pub carrier: Carrier,
    /// Whom it addresses; absent where the name is not known.
    pub addressee: Option<Addressee>,
    /// The subject line.
    pub subject: String,
    /// Greeting and a sentence that refers to the request or earlier contact.
    pub opening: String,
    /// Reasoned information, with links and attachments.
    pub main: String,
    /// The key message, next steps, thanks or an apology.
    pub ending: String,
    /// The signature block, by field.
    pub signature: BTreeMap<SignatureField, String>,
    /// Names of the attached files.
    pub attachments: Vec<String>,
    /// The link of the invitation to give an opinion, which is put under the signature (H-11).
    pub invitation: Option<String>,
    /// Whether the sender has read it again.
    pub reading: Reading,
}

/// Somebody a reply goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The address.
    pub address: String,
    /// What the recipient has to do with the case.
    pub relation: Relation,
}

/// What a recipient has to do with the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The client, or the representative: the matter is theirs.
    Client,
    /// Another party of the case.
    Party,
    /// Somebody of the institution.
    Colleague,
    /// Nobody known to the case.
    Unexpected,
}

/// The way a reply goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// Open e-mail: anybody on the way may read it.
    OpenEmail,
    /// A way on which only the recipient reads: e-address, portal, the page behind the client's code.
    Protected,
    /// A printed letter.
    Paper,
}

/// Whom a reply addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// Given name.
    pub given: String,
    /// Surname.
    pub surname: String,
}

/// Whether a draft has been read again after the last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The sender has confirmed it.
    Confirmed,
    /// Not yet.
    Outstanding,
}

/// A part of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Part {
    Subject,
    Opening,
    Main,
    Ending,
    Signature,
    Recipients,
    Attachments,
}

/// Where in a part something stands, in bytes from its beginning; the ends lie between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The part.
    pub part: Part,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Something to say about a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How much it weighs.
    pub weight: Weight,
    /// What was found.
    pub finding: Finding,
    /// Where; absent for what is missing.
    pub place: Option<Place>,
    /// The remark in one sentence.
    pub text: Text,
    /// The paragraph of the standard it comes from; absent for the program's own.
    pub origin: Option<Origin>,
}

/// How much a remark weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// The reply does not leave before it is mended.
    Refuses,
    /// The reply leaves only if the sender confirms this very remark.
    AsksToConfirm,
    /// Advice.
    Advises,
}

/// What was found in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// There is nobody to send it to.
    NoRecipient,
    /// A part the standard prescribes is empty.
    PartMissing(Part),
    /// The opening does not greet.
    NoGreeting,
    /// The name in the greeting does not stand in the form of address; these do.
    GreetingForm(Vec<String>),
    /// The opening does not say what it answers.
    NoReference,
    /// The ending names neither the key message nor a next step, nor thanks, nor an apology.
    NoNextStep,
    /// *Jūs* without a capital in a letter to one person.
    SmallYou,
    /// A field of the signature block is empty.
    SignatureField(SignatureField),
    /// A phrase the standard asks to avoid; better ones, where it names any.
    PhraseToAvoid(Vec<String>),
    /// The invitation to give an opinion is missing.
    NoInvitation,
    /// Personal data leave to several recipients.
    PersonalDataToSeveral(DatumKind),
    /// Personal data leave to somebody the case does not know.
    PersonalDataToUnexpected(DatumKind),
    /// Personal data leave by open e-mail.
    PersonalDataUnprotected(DatumKind),
    /// A recipient the case does not know.
    UnexpectedRecipient,
    /// It says what a document of the client's is worth.
    Assesses,
    /// An attachment is mentioned, and none is there.
    AttachmentMissing,
    /// A placeholder nobody has filled.
    PlaceholderLeft(Placeholder),
    /// Something that looks like a placeholder and is not one.
    PlaceholderUnknown(String),
    /// It has not been read again.
    NotReread,
}

/// What is to be said about a draft: refusals first, then what asks to be confirmed, then advice, each in the order of the
/// text.
pub fn review(draft: &Draft, rules: &ReplyRules) -> Vec<Remark> {
    let mut remarks = Vec::new();
    order::review(draft, rules, &mut remarks);
    placeholder::review(draft, &mut remarks);
    phrase::review(draft, rules, &mut remarks);
    personal::review(draft, rules, &mut remarks);
    assessment::review(draft, rules, &mut remarks);
    attachment::review(draft, &mut remarks);
    remarks.sort_by_key(|remark| (remark.weight, remark.place));
    remarks
}

/// Whether a reply with these remarks may leave, given those the sender has confirmed.
pub fn may_leave(remarks: &[Remark], confirmed: &[Finding]) -> bool {
    remarks.iter().all(|remark| match remark.weight {
        Weight::Refuses => false,
        Weight::AsksToConfirm => confirmed.contains(&remark.finding),
        Weight::Advises => true,
    })
}

impl Draft {
    /// The parts that are text, in their order.
    pub fn texts(&self) -> [(Part, &str); 4] {
        [
            (Part::Subject, self.subject.as_str()),
            (Part::Opening, self.opening.as_str()),
            (Part::Main, self.main.as_str()),
            (Part::Ending, self.ending.as_str()),
        ]
    }
}

/// A remark of the program itself.
fn remark(weight: Weight, finding: Finding, place: Option<Place>, text: Text) -> Remark {
    Remark { weight, finding, place, text, origin: None }
}

/// The lines of a text that its author wrote, with where they begin; quoted ones are the other side's words.
fn own_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        (!line.trim_start().starts_with('>')).then_some((start, line))
    })
}

/// Where a piece of a text begins in it, in bytes; the piece must be a slice of the text.
fn offset(piece: &str, text: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}
