//! A form with a file in it: read piece by piece, so that a file too big is told and not cut off.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use solits_web::{App, Fields, SignedIn, WebError, hash_secret};

use super::file::MOST_BYTES;

/// More than this is not read to its end, not even to say that it is too big.
const MOST_SENT: usize = 64 * 1024 * 1024;
/// The rows of a file come back as text, with quotes around every cell.
const MOST_KEPT: usize = 3 * MOST_BYTES;

/// The form of an import, from one of our pages: its token has been checked.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) fields: Fields,
    pub(crate) file: Option<Sent>,
}

/// A file as it came.
#[derive(Debug)]
pub(crate) enum Sent {
    /// All of it.
    Whole(Vec<u8>),
    /// More than is read.
    TooBig,
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
            let most = if name == "file" { MOST_BYTES } else { MOST_KEPT };
            let mut sent = Sent::Whole(Vec::new());
            while let Some(piece) = field.chunk().await.map_err(|_| WebError::TooLarge)? {
                sent = sent.and(&piece, most);
            }
            match sent {
                sent if name == "file" => file = Some(sent),
                Sent::Whole(bytes) => {
                    pairs.push((name, String::from_utf8(bytes).map_err(|_| WebError::BadRequest)?));
                }
                Sent::TooBig => return Err(WebError::TooLarge),
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

impl Sent {
    fn and(self, piece: &[u8], most: usize) -> Self {
        match self {
            Self::Whole(mut bytes) if bytes.len() + piece.len() <= most => {
                bytes.extend_from_slice(piece);
                Self::Whole(bytes)
            }
            Self::Whole(_) | Self::TooBig => Self::TooBig,
        }
    }
}
