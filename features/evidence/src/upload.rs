//! The form of evidence with its file, read piece by piece, so that a file too big is told and not cut off.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use solits_web::{App, Fields, SignedIn, WebError, hash_secret};

use crate::model::content::{MOST_BYTES, plain_name};

/// More than this is not read to its end, not even to say that it is too big.
const MOST_SENT: usize = 32 * 1024 * 1024;
/// A field that is no file holds at most so many bytes.
const MOST_FIELD: usize = 64 * 1024;

/// A form with a file, from one of our pages: its token has been checked.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) fields: Fields,
    /// The file; `None` where none was chosen.
    pub(crate) file: Option<Sent>,
}

/// A file as it came.
#[derive(Debug)]
pub(crate) struct Sent {
    /// Its name without folders.
    pub(crate) name: String,
    /// Its bytes; of a file that is too big, one more than are taken.
    pub(crate) bytes: Vec<u8>,
}

impl FromRequest<App> for Upload {
    type Rejection = WebError;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, WebError> {
        let session = request.extensions().get::<Arc<SignedIn>>().cloned().ok_or(WebError::SignInNeeded)?;
        DefaultBodyLimit::max(MOST_SENT).apply(&mut request);
        let mut form = Multipart::from_request(request, app).await.map_err(|_| WebError::BadRequest)?;
        let mut pairs = Vec::new();
        let mut file = None;
        while let Some(mut field) = form.next_field().await.map_err(|_| WebError::TooLarge)? {
            let name = field.name().unwrap_or_default().to_owned();
            let label = plain_name(field.file_name().unwrap_or_default());
            let most = if name == "file" { MOST_BYTES + 1 } else { MOST_FIELD };
            let mut bytes: Vec<u8> = Vec::new();
            while let Some(piece) = field.chunk().await.map_err(|_| WebError::TooLarge)? {
                let room = most.saturating_sub(bytes.len());
                bytes.extend_from_slice(&piece[..piece.len().min(room)]);
                if name != "file" && piece.len() > room {
                    return Err(WebError::TooLarge);
                }
            }
            if name != "file" {
                let text = String::from_utf8(bytes).map_err(|_| WebError::BadRequest)?;
                if text.contains('\0') {
                    return Err(WebError::BadRequest);
                }
                pairs.push((name, text));
            } else if !label.is_empty() {
                // A browser sends a nameless empty file where none was chosen.
                file = Some(Sent { name: label, bytes });
            }
        }
        let fields = Fields::from(pairs);
        // Digests are compared, so the time it takes says nothing about the token.
        if hash_secret(fields.get("csrf")) != hash_secret(&session.csrf) {
            return Err(WebError::StaleForm);
        }
        Ok(Self { fields, file })
    }
}
