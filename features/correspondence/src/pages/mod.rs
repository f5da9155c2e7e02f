//! The pages of correspondence: mailboxes, letters that need a person, the conversation of a case.

mod conversation;
mod draft;
mod letters;
mod mailboxes;
mod portal;
mod reply;

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use solits_web::{Guard, Routes, WebError};

/// The right to see and work on cases.
const WORK: Guard = Guard::Right("cases.work");
/// The right to set the institution up.
const MANAGE: Guard = Guard::Right("setup.manage");

/// The routes of this room.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/setup/mailboxes", MANAGE, mailboxes::list)
        .creates("/setup/mailboxes", MANAGE, mailboxes::add)
        .get("/setup/mailboxes/{id}", MANAGE, mailboxes::show)
        .post("/setup/mailboxes/{id}", MANAGE, mailboxes::save)
        .get("/letters", WORK, letters::list)
        .post("/letters/{id}/open", WORK, letters::open)
        .get("/letters/{id}/original", WORK, letters::original)
        .get("/cases/{case}/letters", WORK, conversation::show)
        .get("/cases/{case}/letters/{message}/original", WORK, conversation::original)
        .get("/cases/{case}/letters/{message}/files/{place}", WORK, conversation::file)
        .post("/cases/{case}/letters/{message}/take-back", WORK, reply::take_back)
        .get("/cases/{case}/reply", WORK, reply::form)
        .post("/cases/{case}/reply", WORK, reply::send)
        .get("/i/{institution}/write", Guard::Public, portal::choose)
        .get("/i/{institution}/write/{matter}", Guard::Public, portal::form)
        .post("/i/{institution}/write/{matter}", Guard::Public, portal::send)
}

/// Nothing in what somebody sent may run, load or be framed.
const CSP: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// Bytes of somebody else's, always to be saved and never shown in a page of ours (security §6).
fn saved(name: &str, content: Vec<u8>) -> Result<Response, WebError> {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let disposition = HeaderValue::from_str(&disposition(name))
        .map_err(|_| WebError::Unforeseen("a file's name that no header takes".to_owned()))?;
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok((headers, content).into_response())
}

/// `Content-Disposition` with the name in both forms of RFC 6266.
fn disposition(name: &str) -> String {
    use std::fmt::Write as _;
    let plain: String = solits_kernel::fold(name)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}
