//! A letter as far as it was understood.

use std::fmt::Write as _;

use solits_kernel::Timestamp;

use crate::{address::Address, attachment::Attachment, attention::Attention, html::Html, report::Report};

/// A letter as far as it was understood.
///
/// Everything in it is a claim of whoever wrote it. The raw letter is kept beside it, found again by [`Letter::digest`];
/// what a letter says here is never the only copy of anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// SHA-256 of the raw letter.
    pub digest: [u8; 32],
    /// Bytes of the raw letter.
    pub size: usize,
    /// The authors; the first is the one shown. More than one is noted.
    pub from: Vec<Address>,
    /// Who sent it for the author.
    pub sender: Option<Address>,
    /// Where answers are wanted.
    pub reply_to: Vec<Address>,
    /// The addressees.
    pub to: Vec<Address>,
    /// Those who got a copy. They do not become parties of a case.
    pub cc: Vec<Address>,
    /// Who handed it in, as the receiving server wrote it down.
    pub envelope: Envelope,
    /// The subject in one line.
    pub subject: String,
    /// When the author says it was written. Deadlines run from receipt, never from this.
    pub date: Option<Timestamp>,
    /// Its name among letters.
    pub message_id: Option<MessageId>,
    /// The letters it answers.
    pub in_reply_to: Vec<MessageId>,
    /// The conversation it goes on with, oldest first.
    pub references: Vec<MessageId>,
    /// The text: the plain one, or the formatted one as plain text.
    pub text: String,
    /// The formatted text, cleaned; absent where there is none or too much.
    pub html: Option<Html>,
    /// Everything that is not the text shown, in every reading of the structure.
    pub attachments: Vec<Attachment>,
    /// What a machine reports about a letter of ours.
    pub report: Option<Report>,
    /// The fields in their order, names in lower case, values in one line and not decoded.
    pub fields: Vec<(String, String)>,
    /// What a person should know before trusting the rest.
    pub attention: Vec<Attention>,
}

/// Who handed a letter in (`Return-Path`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// The receiving server did not write it down.
    Unknown,
    /// Nobody: a report or another machine's letter, to which no answer may go.
    Empty,
    /// This address.
    From(Address),
}

/// The name of a letter among letters, without its brackets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(String);

impl MessageId {
    /// Reads a name with or without brackets; `None` for an empty one or one with blanks.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('<').trim_end_matches('>');
        let sound = !text.is_empty()
            && text.len() <= 998
            && text.chars().all(|c| !c.is_whitespace() && !c.is_control());
        sound.then(|| Self(text.to_owned()))
    }

    /// The name without brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Letter {
    /// The author who is shown.
    pub fn author(&self) -> Option<&Address> {
        self.from.first().or(self.sender.as_ref())
    }

    /// Where an answer goes: where it is wanted, else to the author.
    pub fn answer_to(&self) -> Option<&Address> {
        self.reply_to.first().or_else(|| self.author())
    }

    /// The first field of this name, which is given in lower case.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether a person should look before anything else happens with it.
    pub fn noted(&self, code: &str) -> bool {
        self.attention.iter().any(|attention| attention.code() == code)
    }

    /// The name under which a letter is taken once.
    ///
    /// Some gateways drop Message-ID; without one, a letter delivered again would open a second case, so that its digest
    /// stands in.
    pub fn identity(&self) -> String {
        match &self.message_id {
            Some(id) => id.0.clone(),
            None => self.digest.iter().fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            }),
        }
    }
}
