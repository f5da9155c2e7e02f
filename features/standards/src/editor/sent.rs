//! A form with a long text or a file in it: read piece by piece, as a browser sends it with `multipart/form-data`, so that
//! Latvian letters do not make a text three times as long.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use solits_web::{App, Fields, SignedIn, WebError, hash_secret};

/// No standard is longer: the longest that is shipped has a tenth of it.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// The form of one of our pages: its token has been checked.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) fields: Fields,
}

impl FromRequest<App> for Sent {
    type Rejection = WebError;

    async fn from_request(mut request: Request, app: &App) -> Result<Self, WebError> {
        let session = request.extensions().get::<Arc<SignedIn>>().cloned().ok_or(WebError::SignInNeeded)?;
        DefaultBodyLimit::max(MOST_BYTES).apply(&mut request);
        let mut form = Multipart::from_request(request, app).await.map_err(|_| WebError::BadRequest)?;
        let mut pairs = Vec::new();
        while let Some(field) = form.next_field().await.map_err(|_| WebError::TooLarge)? {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(|_| WebError::TooLarge)?;
            let value =
                String::from_utf8(bytes.to_vec()).map_err(|_| WebError::Refused("standards-edit-no-text"))?;
            if value.contains(|letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
                return Err(WebError::Refused("standards-edit-no-text"));
            }
            pairs.push((name, value));
        }
        let fields = Fields::from(pairs);
        // Digests are compared, so the time it takes says nothing about the token.
        if hash_secret(fields.get("csrf")) != hash_secret(&session.csrf) {
            return Err(WebError::StaleForm);
        }
        Ok(Self { fields })
    }
}
