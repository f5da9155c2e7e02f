//! The fields that tell other machines, and us, what a letter of ours is.

use solits_kernel::CaseId;
use uuid::Uuid;

use crate::{
    automatic::LOOP_FIELD,
    belonging::{Author, Keys},
    letter::MessageId,
};

/// A letter of ours before it is written.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// Who writes it.
    pub author: Author,
    /// The case it belongs to.
    pub case: CaseId,
    /// Its id, for life: a retry repeats it.
    pub letter: Uuid,
    /// The letter it answers.
    pub answers: Option<&'a MessageId>,
}

/// The fields of identity and conversation, and for a machine's letter those that keep other machines from answering
/// (`security.md` §8, RFC 3834 §5.2). A machine's letter is handed in with an empty sender besides.
///
/// No value holds a line break: ids are checked when they are read, all else is fixed.
pub fn stamp(keys: &Keys, stamp: &Stamp<'_>) -> Vec<(&'static str, String)> {
    let bracketed = |id: &MessageId| format!("<{}>", id.as_str());
    let own = keys.message_id(stamp.case, stamp.letter, stamp.author);
    let mut fields: Vec<(&'static str, String)> =
        own.iter().map(|id| ("Message-ID", bracketed(id))).collect();
    if let Some(answered) = stamp.answers {
        fields.push(("In-Reply-To", bracketed(answered)));
        fields.push(("References", bracketed(answered)));
    }
    if stamp.author == Author::Machine {
        let kind = if stamp.answers.is_some() { "auto-replied" } else { "auto-generated" };
        fields.push(("Auto-Submitted", kind.to_owned()));
        fields.push(("X-Auto-Response-Suppress", "All".to_owned()));
        fields.push((LOOP_FIELD, "1".to_owned()));
    }
    fields
}
