//! What other programs get about correspondence.

use schemars::JsonSchema;
use serde::Serialize;
use solits_cases::Status;
use uuid::Uuid;

/// A file of a message.
#[derive(Serialize, JsonSchema)]
pub(super) struct FileBody {
    /// Its place in the message, by which it is fetched.
    pub(super) place: i64,
    /// The name its sender gave it: a label, nothing more.
    pub(super) name: String,
    /// Its media type, as the program knows it.
    #[serde(rename = "type")]
    pub(super) media: String,
    /// Bytes.
    pub(super) size: i64,
    /// What the scanner said of it: `not_scanned`, `clean` or `blocked`. What is blocked is given to nobody (`410`).
    pub(super) scan: String,
}

/// That a letter of ours did not arrive.
#[derive(Serialize, JsonSchema)]
pub(super) struct ReturnedBody {
    pub(super) at: String,
    /// `no-such-address`, `mailbox-full`, `refused` …
    pub(super) reason: String,
    /// What the other server said.
    pub(super) said: String,
    /// `sent_again`, `paper`, `reached`, `no_way` or `wrote`; absent while nobody has seen to it.
    pub(super) settled_how: Option<String>,
    pub(super) settled_at: Option<String>,
}

/// What one side has said in a case.
#[derive(Serialize, JsonSchema)]
pub(super) struct MessageBody {
    pub(super) id: Uuid,
    pub(super) case: Uuid,
    /// `in` from the client, `out` from us.
    pub(super) direction: String,
    /// `email`, `website`, `letter`, `counter` …
    pub(super) way: String,
    /// `receipt`, `reply`, `notice`, or `forward` (to another body) for a letter of ours; absent for what came, and for what was given elsewhere.
    pub(super) kind: Option<String>,
    /// Whether a machine wrote it.
    pub(super) automatic: bool,
    /// RFC 3339: when it was received or written.
    pub(super) at: String,
    pub(super) author_name: String,
    /// E-mail, telephone or postal address; empty for none.
    pub(super) author_address: String,
    /// Id of the employee who wrote it, or wrote it down.
    pub(super) employee: Option<Uuid>,
    /// To whom it goes.
    pub(super) recipient: String,
    pub(super) subject: String,
    pub(super) text: String,
    /// Codes of what a reader should know before trusting it.
    pub(super) attention: Vec<String>,
    /// For a letter of ours: `waiting`, `tried`, `sent`, `given_up` or `taken_back`; on paper `to_post` or `posted`;
    /// `given` for what was given elsewhere.
    pub(super) state: Option<String>,
    /// When it leaves, while it waits; until then its author can take it back.
    pub(super) leaves_at: Option<String>,
    /// Why it is still here, by a name that never changes: `unreachable`, `address`, `not-permitted`, `certificate`, `tls`,
    /// `sign-in`, `token`, `grant`, `refused`, `recipient`, `letter`, `cut`, `silence`, `garbled`, `uncertain`,
    /// `not-an-address`, `address-not-ascii`, `letter-not-ascii`, `settings`, `client-wrote`, `case-ended` or `file-blocked`; absent for one
    /// that has left or was never tried.
    pub(super) why: Option<&'static str>,
    /// What the mail server said, in its own words; empty where it said nothing.
    pub(super) said: String,
    pub(super) returned: Option<ReturnedBody>,
    /// Whether the letter can be fetched as it came.
    pub(super) has_original: bool,
    pub(super) files: Vec<FileBody>,
}

/// Messages of a case, oldest first.
#[derive(Serialize, JsonSchema)]
pub(super) struct MessagesBody {
    pub(super) messages: Vec<MessageBody>,
    /// Give this as `from` for the next ones; absent at the end.
    pub(super) next: Option<i64>,
}

/// What was written, and the case it was written in.
#[derive(Serialize, JsonSchema)]
pub(super) struct WrittenBody {
    pub(super) case: Uuid,
    pub(super) status: Status,
    /// The version of the case now.
    pub(super) version: i64,
    /// The nearest limit still owed; absent for "as fast as possible".
    pub(super) due_at: Option<String>,
    /// As they stand; none where the client reads it on the page behind the code.
    pub(super) messages: Vec<MessageBody>,
}

/// A letter of ours in the outbox.
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
#[derive(Serialize, JsonSchema)]
pub(super) struct OutBody {
    /// Id of the message.
    pub(super) id: Uuid,
    pub(super) case: Uuid,
    /// Number of the case.
    pub(super) reference: String,
    /// `receipt`, `reply`, `notice`, or `forward` (to another body).
    pub(super) kind: String,
    pub(super) recipient: String,
    pub(super) subject: String,
    /// `waiting`, `tried`, `sent`, `given_up` or `taken_back`.
    pub(super) state: String,
    /// Id of the employee who wrote it; absent for the program.
    pub(super) employee: Option<Uuid>,
    pub(super) written_at: String,
    /// When it leaves or is tried again; absent once it has ended.
    pub(super) leaves_at: Option<String>,
    /// Whether its author has chosen that moment.
    pub(super) scheduled: bool,
    pub(super) tries: i64,
    /// Why it is still here, by a name that never changes: `unreachable`, `address`, `not-permitted`, `certificate`, `tls`,
    /// `sign-in`, `token`, `grant`, `refused`, `recipient`, `letter`, `cut`, `silence`, `garbled`, `uncertain`,
    /// `not-an-address`, `address-not-ascii`, `letter-not-ascii`, `settings`, `client-wrote`, `case-ended` or `file-blocked`; absent for one
    /// that has left or was never tried.
    pub(super) why: Option<&'static str>,
    /// What the mail server said, in its own words; `client-wrote`, `case-ended` or `file-blocked` where it stayed here for that.
    pub(super) said: String,
    pub(super) ended_at: Option<String>,
    /// Whether it was sent once more.
    pub(super) sent_again: bool,
    /// Whether the client has written since.
    pub(super) client_wrote: bool,
    /// Whether the last letter to this address came back.
    pub(super) unreachable: bool,
}

/// Letters of ours, the latest first.
#[derive(Serialize, JsonSchema)]
pub(super) struct OutboxBody {
    pub(super) letters: Vec<OutBody>,
    /// Give this as `before` for the next ones; absent at the end.
    pub(super) next: Option<Uuid>,
}

/// That somebody has seen to a letter, which needs no case.
#[derive(Serialize, JsonSchema)]
pub(super) struct SeenToBody {
    pub(super) at: String,
    /// Id of the employee.
    pub(super) by: Option<Uuid>,
    /// `spam`, `duplicate`, `elsewhere`, `told_again`, `nothing` or `other`.
    pub(super) why: String,
    /// Their own words; empty for none.
    pub(super) note: String,
}

/// A letter that came and belongs to no case.
#[derive(Serialize, JsonSchema)]
pub(super) struct LetterBody {
    pub(super) id: Uuid,
    /// Id of the mailbox to which it came.
    pub(super) mailbox: Uuid,
    /// The folder of the mailbox in which it lies, and its number there (UID).
    pub(super) folder: String,
    pub(super) uid: i64,
    /// Bytes on the server.
    pub(super) size: i64,
    pub(super) received_at: String,
    /// `needs_attention` or `set_aside`.
    pub(super) state: String,
    /// Codes of why it is here.
    pub(super) because: Vec<String>,
    pub(super) author: String,
    pub(super) subject: String,
    /// Whether a case can be opened for it; the text of one that stayed on the mail server is written down instead.
    pub(super) can_open: bool,
    /// Absent while nobody has seen to it.
    pub(super) seen_to: Option<SeenToBody>,
}

/// Letters that belong to no case, the latest first.
#[derive(Serialize, JsonSchema)]
pub(super) struct LettersBody {
    pub(super) letters: Vec<LetterBody>,
    /// Give this as `before` for the next ones; absent at the end.
    pub(super) next: Option<Uuid>,
}

/// The case of a letter.
#[derive(Serialize, JsonSchema)]
pub(super) struct OpenedBody {
    /// Id of the case; absent where the caller may not see it.
    pub(super) case: Option<Uuid>,
    pub(super) reference: Option<String>,
}

/// A case just opened. The codes are given only here, and again for the same `Idempotency-Key`.
#[derive(Serialize, JsonSchema)]
pub(super) struct TakenBody {
    /// Id of the case.
    pub(super) id: Uuid,
    /// The number for people.
    pub(super) reference: String,
    /// The secret of the client's link.
    pub(super) code: String,
    /// The code for typing, together with the contact.
    pub(super) short_code: String,
    /// The client's link.
    pub(super) link: String,
    /// Id of the message.
    pub(super) message: Uuid,
    /// What it is by law, as the program proposes it.
    pub(super) form: String,
    pub(super) matter: String,
}

/// What a case is by law and by standard.
#[derive(Serialize, JsonSchema)]
pub(super) struct NatureBody {
    pub(super) case: Uuid,
    /// The version of the case.
    pub(super) version: i64,
    pub(super) way: String,
    /// Empty where nobody has said it yet, as is the matter.
    pub(super) form: String,
    pub(super) matter: String,
    /// Why, in words.
    pub(super) reasons: Vec<String>,
    /// What a person should look at.
    pub(super) doubts: Vec<String>,
    pub(super) confirmed_at: Option<String>,
    /// Id of the employee who has said so.
    pub(super) confirmed_by: Option<Uuid>,
    /// Cases it may be a part of.
    pub(super) may_belong: Vec<OtherBody>,
    /// The case it has become a part of.
    pub(super) joined_into: Option<OtherBody>,
}

/// Another case.
#[derive(Serialize, JsonSchema)]
pub(super) struct OtherBody {
    pub(super) id: Uuid,
    pub(super) reference: String,
    pub(super) subject: String,
}

/// How a case stands after a change.
#[derive(Serialize, JsonSchema)]
pub(super) struct StateBody {
    pub(super) case: Uuid,
    /// Absent, like the version, where the caller does not see the case any more: it has become a complaint or a claim.
    pub(super) status: Option<Status>,
    pub(super) version: Option<i64>,
}

/// A text with placeholders.
#[derive(Serialize, JsonSchema)]
pub(super) struct TemplateBody {
    pub(super) id: Uuid,
    pub(super) name: String,
    /// `lv` or `en`.
    pub(super) lang: String,
    /// `reply`, `delay` or `insult`.
    pub(super) purpose: String,
    /// The kind of case it is for; absent for every kind.
    pub(super) kind: Option<String>,
    pub(super) main: String,
    pub(super) ending: String,
    /// Rises with every change.
    pub(super) version: i64,
}
