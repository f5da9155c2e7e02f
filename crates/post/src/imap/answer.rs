//! What a server's answers say.

use async_imap::imap_proto::{
    AttributeValue, MailboxDatum, MessageSection, Outcome, RequestId, Response, SectionPath, Status,
};
use chrono::DateTime;
use solits_kernel::Timestamp;

use crate::trouble::{Trouble, TroubleKind};

/// What an answer means to the command that waits.
pub(super) enum Step {
    /// The command is done, or refused.
    Done(Result<(), Trouble>),
    /// The server waits for more from us.
    Ready,
    /// There may be new letters.
    News,
    Other,
}

pub(super) fn step(response: &Response<'_>, tag: &RequestId) -> Step {
    match response {
        Response::Done { tag: done, status: Status::Ok, .. } if done == tag => Step::Done(Ok(())),
        Response::Done { tag: done, outcome, .. } if done == tag => {
            Step::Done(Err(said(TroubleKind::Refused, outcome)))
        }
        Response::Continue(_) => Step::Ready,
        Response::MailboxData(MailboxDatum::Exists(_) | MailboxDatum::Recent(_)) => Step::News,
        _ => Step::Other,
    }
}

pub(super) fn attributes<'r, 'a>(response: &'r Response<'a>) -> impl Iterator<Item = &'r AttributeValue<'a>> {
    match response {
        Response::Fetch(_, attributes) => attributes.as_slice(),
        _ => &[],
    }
    .iter()
}

pub(super) fn uid(attribute: &AttributeValue<'_>) -> Option<u32> {
    match attribute {
        AttributeValue::Uid(uid) => Some(*uid),
        _ => None,
    }
}

pub(super) fn received_at(attribute: &AttributeValue<'_>) -> Option<Timestamp> {
    let AttributeValue::InternalDate(text) = attribute else { return None };
    let instant = DateTime::parse_from_str(text.trim(), "%d-%b-%Y %H:%M:%S %z").ok()?;
    Some(Timestamp::from_millis(instant.timestamp_millis()))
}

pub(super) fn whole_section<'r>(attribute: &'r AttributeValue<'_>) -> Option<&'r [u8]> {
    match attribute {
        AttributeValue::BodySection { section: None, data, .. } => Some(data.as_deref().unwrap_or_default()),
        _ => None,
    }
}

pub(super) fn head_section<'r>(attribute: &'r AttributeValue<'_>) -> Option<&'r [u8]> {
    match attribute {
        AttributeValue::BodySection {
            section: Some(SectionPath::Full(MessageSection::Header)),
            data,
            ..
        } => data.as_deref(),
        _ => None,
    }
}

/// Trouble in the server's words, where it gives any.
fn said(kind: TroubleKind, outcome: &Outcome<'_>) -> Trouble {
    match outcome.information.as_deref() {
        Some(words) => Trouble::quoting(kind, words),
        None => Trouble::new(kind, "the server gives no reason"),
    }
}

/// Trouble, if the server says good-bye.
pub(super) fn farewell(response: &Response<'_>) -> Result<(), Trouble> {
    match response {
        Response::Data { status: Status::Bye, outcome } => Err(said(TroubleKind::Cut, outcome)),
        _ => Ok(()),
    }
}

/// An answer, if there was one and it could be read.
pub(super) fn understood<T>(read: std::io::Result<Option<T>>) -> Result<T, Trouble> {
    read.map_err(|error| Trouble::io(&error))?
        .ok_or_else(|| Trouble::new(TroubleKind::Cut, "the connection ended"))
}

/// What the client's own errors say, without what it could not read.
pub(super) fn failed(error: &async_imap::error::Error) -> Trouble {
    use async_imap::error::Error;
    match error {
        Error::Io(error) => Trouble::io(error),
        Error::No(words) | Error::Bad(words) => Trouble::quoting(TroubleKind::Refused, words),
        Error::ConnectionLost => Trouble::new(TroubleKind::Cut, "the connection ended"),
        _ => Trouble::new(TroubleKind::Garbled, "the server's answer could not be understood"),
    }
}
