//! Writing a letter from typed values.

use std::time::{Duration, SystemTime};

use lettre::{
    Message,
    message::{
        Attachment, Body, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};
use sha2::{Digest as _, Sha256};
use solits_kernel::Timestamp;

use crate::Mailbox;

/// A letter before it is written. The text is plain; line ends of any kind are understood.
#[derive(Clone, Copy)]
pub struct Outgoing<'a> {
    /// Who writes.
    pub from: &'a Mailbox,
    /// The one recipient: a letter to several is several letters (`security.md` §8).
    pub to: &'a Mailbox,
    /// Where answers should go, if not to `from`.
    pub reply_to: Option<&'a Mailbox>,
    /// The subject, one line in any letters.
    pub subject: &'a str,
    /// The text.
    pub text: &'a str,
    /// Files that go along.
    pub attachments: &'a [File<'a>],
    /// When it was written; a retry repeats it.
    pub date: Timestamp,
    /// Its id, with or without brackets. `None` when `fields` holds it.
    pub message_id: Option<&'a str>,
    /// The id of the letter it answers. `None` when `fields` holds it, or it answers none.
    pub in_reply_to: Option<&'a str>,
    /// The ids of the conversation, oldest first. Empty when `fields` holds them, or there are none.
    pub references: &'a [String],
    /// Further fields as `solits_mail::stamp` gives them. Of ids, what stands above leads.
    pub fields: &'a [(&'static str, String)],
}

/// A file that goes along with a letter.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its name, in any letters.
    pub name: &'a str,
    /// Its type, as `application/pdf`; one that cannot be read is sent as `application/octet-stream`.
    pub content_type: &'a str,
    /// Its bytes, which arrive unchanged.
    pub bytes: &'a [u8],
}

/// Why a letter cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// A field would hold a line break, a NUL or another control character.
    #[error("the field {0} would hold a control character")]
    Control(String),
    /// An id is no id: blanks, brackets within, or letters beyond ASCII.
    #[error("the field {0} would hold what is no message id")]
    NotAnId(String),
    /// A further field is one this function writes itself, is there twice, or has no proper name.
    #[error("the field {0} cannot be given")]
    Field(String),
    /// The letter has no id.
    #[error("the letter has no Message-ID")]
    NoId,
    /// A field would have a line of more than 998 characters.
    #[error("a field is too long")]
    TooLong,
}

/// Writes a letter; the same values give the same bytes.
///
/// No value can begin a new field: control characters are refused in all of them, before and after writing.
pub fn compose(letter: &Outgoing<'_>) -> Result<Vec<u8>, ComposeError> {
    let ids = ids(letter)?;
    let message_id = ids.first().map(|(_, id)| id.clone()).ok_or(ComposeError::NoId)?;
    let mut builder = Message::builder()
        .from(letter.from.to_lettre())
        .to(letter.to.to_lettre())
        .subject(sound("Subject", letter.subject)?)
        .date(moment(letter.date));
    if let Some(reply_to) = letter.reply_to {
        builder = builder.reply_to(reply_to.to_lettre());
    }
    for (name, value) in ids.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(further(letter)?)
    {
        let header = HeaderName::new_from_ascii(name.clone()).map_err(|_| ComposeError::Field(name))?;
        builder = builder.raw_header(HeaderValue::new(header, value));
    }
    let text = SinglePart::plain(letter.text.replace('\0', ""));
    let (calendars, files): (Vec<_>, Vec<_>) = letter.attachments.iter().partition(|file| is_calendar(file));
    let message = if letter.attachments.is_empty() {
        builder.singlepart(text)
    } else if calendars.is_empty() {
        builder.multipart(with_files(
            MultiPart::mixed().boundary(boundary(&message_id)).singlepart(text),
            &files,
        )?)
    } else {
        let said = boundary(&format!("what is said in {message_id}"));
        let mut forms = MultiPart::alternative().boundary(said).singlepart(text);
        for calendar in calendars {
            forms = forms.singlepart(other_form(calendar)?);
        }
        if files.is_empty() {
            builder.multipart(forms)
        } else {
            let whole = MultiPart::mixed().boundary(boundary(&message_id)).multipart(forms);
            builder.multipart(with_files(whole, &files)?)
        }
    };
    let raw = message.map_err(|_| ComposeError::NoId)?.formatted();
    check_fields(&raw)?;
    Ok(raw)
}

/// The fields of identity and conversation, the letter's own id first. Empty when it has none.
fn ids(letter: &Outgoing<'_>) -> Result<Vec<(&'static str, String)>, ComposeError> {
    let given = |name: &str| {
        letter
            .fields
            .iter()
            .find(|(given, _)| given.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    };
    let references = letter.references.join(" ");
    let references = if references.is_empty() { given("References") } else { Some(references.as_str()) };
    let mut ids = Vec::new();
    for (name, value) in [
        ("Message-ID", letter.message_id.or_else(|| given("Message-ID"))),
        ("In-Reply-To", letter.in_reply_to.or_else(|| given("In-Reply-To"))),
        ("References", references),
    ] {
        match value {
            Some(value) => ids.push((name, bracketed(name, value)?)),
            None if name == "Message-ID" => return Ok(Vec::new()),
            None => {}
        }
    }
    Ok(ids)
}

/// Ids parted by blanks, each in brackets.
fn bracketed(name: &str, value: &str) -> Result<String, ComposeError> {
    let value = sound(name, value)?;
    let mut ids = Vec::new();
    for id in value.split(' ').filter(|id| !id.is_empty()) {
        let bare = id.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or(id);
        if bare.is_empty() || !bare.chars().all(|c| c.is_ascii_graphic() && c != '<' && c != '>') {
            return Err(ComposeError::NotAnId(name.to_owned()));
        }
        ids.push(format!("<{bare}>"));
    }
    if ids.is_empty() { Err(ComposeError::NotAnId(name.to_owned())) } else { Ok(ids.join(" ")) }
}

/// Fields that this function writes, and those by which a letter would go to more than its recipient.
const OWN: [&str; 11] = [
    "from",
    "to",
    "cc",
    "bcc",
    "sender",
    "reply-to",
    "subject",
    "date",
    "mime-version",
    "return-path",
    "received",
];

/// The further fields without the ids.
fn further(letter: &Outgoing<'_>) -> Result<Vec<(String, String)>, ComposeError> {
    let mut seen: Vec<String> = Vec::new();
    let mut fields = Vec::new();
    for (name, value) in letter.fields {
        let key = name.to_ascii_lowercase();
        let is_proper = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !is_proper || OWN.contains(&key.as_str()) || key.starts_with("content-") || seen.contains(&key) {
            return Err(ComposeError::Field((*name).to_owned()));
        }
        if !["message-id", "in-reply-to", "references"].contains(&key.as_str()) {
            fields.push(((*name).to_owned(), sound(name, value)?));
        }
        seen.push(key);
    }
    Ok(fields)
}

/// Whether a file is what the letter says in the form that calendars read: it then stands beside the text and not among the
/// files, as they look for it there (RFC 6047, 2.4).
fn is_calendar(file: &File<'_>) -> bool {
    let kind = file.content_type.to_ascii_lowercase();
    kind.starts_with("text/calendar;") && kind.contains("method=") && !kind.chars().any(char::is_control)
}

/// What the text says, for programs that keep calendars.
fn other_form(file: &File<'_>) -> Result<SinglePart, ComposeError> {
    let kind =
        ContentType::parse(file.content_type).map_err(|_| ComposeError::Field("Content-Type".to_owned()))?;
    let body = Body::new_with_encoding(file.bytes.to_vec(), ContentTransferEncoding::Base64)
        .map_err(|_| ComposeError::Field("Content-Transfer-Encoding".to_owned()))?;
    Ok(SinglePart::builder().header(kind).body(body))
}

/// The parts with files after them.
fn with_files(mut parts: MultiPart, files: &[&File<'_>]) -> Result<MultiPart, ComposeError> {
    for file in files {
        parts = parts.singlepart(attachment(file)?);
    }
    Ok(parts)
}

fn attachment(file: &File<'_>) -> Result<SinglePart, ComposeError> {
    let name = sound("Content-Disposition", file.name)?;
    // A letter within a letter may not be encoded, and would then not arrive unchanged.
    let is_structured = ["message/", "multipart/"]
        .iter()
        .any(|kind| file.content_type.to_ascii_lowercase().starts_with(kind));
    let given =
        if is_structured || file.content_type.chars().any(char::is_control) { "" } else { file.content_type };
    let content_type = ContentType::parse(given).or_else(|_| ContentType::parse("application/octet-stream"));
    let content_type = content_type.map_err(|_| ComposeError::Field("Content-Type".to_owned()))?;
    let body = Body::new_with_encoding(file.bytes.to_vec(), ContentTransferEncoding::Base64)
        .map_err(|_| ComposeError::Field("Content-Transfer-Encoding".to_owned()))?;
    Ok(Attachment::new(name).body(body, content_type))
}

/// The value, if it is one line.
fn sound(field: &str, value: &str) -> Result<String, ComposeError> {
    if value.chars().any(char::is_control) {
        return Err(ComposeError::Control(field.to_owned()));
    }
    Ok(value.trim().to_owned())
}

/// What parts the parts. It follows from the id, so that a letter written again is the same; whoever writes the text
/// cannot know it beforehand.
fn boundary(message_id: &str) -> String {
    let digest = Sha256::digest(format!("boundary of {message_id}"));
    let number = digest.iter().take(16).fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    format!("=_{number:032x}")
}

fn moment(date: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(date.millis()).unwrap_or_default())
}

/// The last look before a letter leaves: its fields are what mail servers take for fields.
fn check_fields(raw: &[u8]) -> Result<(), ComposeError> {
    let end = raw.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(raw.len());
    for line in raw[..end].split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.len() > 998 {
            return Err(ComposeError::TooLong);
        }
        if line.iter().any(|byte| (*byte < b' ' && *byte != b'\t') || !byte.is_ascii()) {
            return Err(ComposeError::Control(String::from_utf8_lossy(line).chars().take(20).collect()));
        }
    }
    Ok(())
}
