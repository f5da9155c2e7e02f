//! Forms with files: read piece by piece, one file in memory at a time, so that a file too big is told and not cut off;
//! and files given out again, always to be saved and never shown in a page of ours.

use std::{mem, sync::Arc};

use axum::{
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};

use crate::{App, Fields, Form, PageResult, SignedIn, WebError, form};

/// The largest file of a client, in bytes (security §6).
pub const MOST_FILE: usize = 20 * 1024 * 1024;
/// The most of all files of one request, in bytes.
pub const MOST_FILES: usize = 50 * 1024 * 1024;
/// More than this is not read to its end, not even to say that it is too big.
pub(crate) const MOST_SENT: usize = 160 * 1024 * 1024;
/// A field that is no file holds at most so many bytes.
const MOST_FIELD: usize = 64 * 1024;
/// A form has at most so many fields.
pub(crate) const MOST_FIELDS: usize = 500;

/// A form from one of our pages that is being read: the fields sent so far, and the files one after another.
///
/// Nothing of a file is handed on before the form's token has been seen and found good.
#[derive(Debug)]
pub struct Incoming {
    parts: Option<Multipart>,
    pairs: Vec<(String, String)>,
    token: form::Expected,
    is_checked: bool,
    /// Bytes of all files so far.
    sent: usize,
}

/// A file as it came.
#[derive(Debug)]
pub struct SentFile {
    /// The field it was chosen in.
    pub field: String,
    /// The name its sender gave it: a claim.
    pub name: String,
    /// Its bytes, or why they are not here.
    pub bytes: Result<Vec<u8>, TooMuch>,
}

/// Why the bytes of a file were passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMuch {
    /// The file has more than [`MOST_FILE`].
    File,
    /// With it, the files of the request have more than [`MOST_FILES`].
    Request,
}

impl FromRequest<App> for Incoming {
    type Rejection = WebError;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, WebError> {
        let session = request.extensions().get::<Arc<SignedIn>>().cloned();
        let token = form::Expected::of(session.as_deref(), app).await?;
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            // A form without files may be sent the plain way.
            let Form(fields) = Form::from_request(request, app).await?;
            let pairs = fields.pairs().to_vec();
            return Ok(Self { parts: None, pairs, token, is_checked: true, sent: 0 });
        }
        DefaultBodyLimit::max(MOST_SENT).apply(&mut request);
        let parts = Multipart::from_request(request, app).await.map_err(|_| WebError::BadRequest)?;
        Ok(Self { parts: Some(parts), pairs: Vec::new(), token, is_checked: false, sent: 0 })
    }
}

impl Incoming {
    /// The first value of a field that has been read so far. A form puts what its files depend on before them.
    pub fn so_far(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The next file, in the order of the form; `None` after the last.
    pub async fn next_file(&mut self) -> Result<Option<SentFile>, WebError> {
        while let Some(parts) = self.parts.as_mut() {
            let Some(mut part) = parts.next_field().await.map_err(|_| WebError::TooLarge)? else {
                self.parts = None;
                break;
            };
            let field = part.name().unwrap_or_default().to_owned();
            let Some(name) = part.file_name().map(str::to_owned) else {
                let mut bytes = Vec::new();
                while let Some(piece) = part.chunk().await.map_err(|_| WebError::TooLarge)? {
                    if bytes.len() + piece.len() > MOST_FIELD {
                        return Err(WebError::TooLarge);
                    }
                    bytes.extend_from_slice(&piece);
                }
                let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
                self.pairs.push((field, text.ok_or(WebError::BadRequest)?));
                if self.pairs.len() > MOST_FIELDS {
                    return Err(WebError::TooLarge);
                }
                continue;
            };
            if !mem::replace(&mut self.is_checked, true) {
                self.token
                    .check(self.pairs.iter().find(|(key, _)| key == "csrf").map(|(_, sent)| &**sent))?;
            }
            let mut bytes = Vec::new();
            let mut too_much = None;
            while let Some(piece) = part.chunk().await.map_err(|_| WebError::TooLarge)? {
                self.sent += piece.len();
                if too_much.is_none() && bytes.len() + piece.len() > MOST_FILE {
                    too_much = Some(TooMuch::File);
                } else if too_much.is_none() && self.sent > MOST_FILES {
                    too_much = Some(TooMuch::Request);
                }
                if too_much.is_some() {
                    bytes = Vec::new();
                } else {
                    bytes.extend_from_slice(&piece);
                }
            }
            // A browser sends a nameless empty file where none was chosen.
            if name.is_empty() && bytes.is_empty() && too_much.is_none() {
                continue;
            }
            return Ok(Some(SentFile { field, name, bytes: too_much.map_or(Ok(bytes), Err) }));
        }
        if !mem::replace(&mut self.is_checked, true) {
            self.token.check(Some(self.so_far("csrf")))?;
        }
        Ok(None)
    }

    /// The fields, after the last file.
    pub async fn fields(mut self) -> Result<Fields, WebError> {
        while self.next_file().await?.is_some() {}
        Ok(self.pairs.into())
    }
}

/// Nothing in a file of somebody else's may run, load or be framed.
const CSP: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// Bytes of somebody else's, to be saved under a name, of a type from our own tables (security §6).
pub fn saved(name: &str, media: &'static str, content: Vec<u8>) -> PageResult {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let disposition = HeaderValue::from_str(&disposition(name))
        .map_err(|_| WebError::Unforeseen("a file's name that no header takes".to_owned()))?;
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok::<Response, WebError>((headers, content).into_response())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latvian_name_arrives_whole_and_no_quote_leaves_the_header() {
        assert_eq!(
            disposition("Zāles \"foto\".png"),
            "attachment; filename=\"zales _foto_.png\"; filename*=UTF-8''Z%C4%81les%20%22foto%22.png"
        );
    }
}
