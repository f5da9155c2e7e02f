//! Passkeys: a way to sign in that is as good as a password with a second step, and cannot be told to anybody.
//!
//! The page's script asks the browser and sends what it says as an ordinary form; the program asks and checks. Without
//! script, or on an address that cannot have passkeys, the page says so and the other way in stays.

mod credential;
mod own;
mod party;
pub(crate) mod sign_in;
pub(crate) mod store;

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use solits_web::{App, Guard, Routes, WebError};

pub(crate) use own::{Passkeys, passkeys};

/// How long a question waits for its answer: the time browsers give their owner.
const QUESTION_MINUTES: i64 = 5;
/// Longest name of a passkey.
const LONGEST_NAME: usize = 60;

/// The routes of passkeys.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .post("/sign-in/passkey/begin", Guard::Public, sign_in::begin)
        .post("/sign-in/passkey", Guard::Public, sign_in::finish)
        .post("/account/passkeys/begin", Guard::HalfSignedIn, own::begin)
        .post("/account/passkeys", Guard::HalfSignedIn, own::add)
        .post("/account/passkeys/remove", Guard::SignedIn, own::remove)
}

/// The address on which passkeys work here; empty where they cannot.
pub(crate) fn origin(app: &App) -> String {
    party(app).map(|party| party.origin).unwrap_or_default()
}

fn party(app: &App) -> Result<party::RelyingParty, WebError> {
    party::RelyingParty::of(&app.config.public_url).ok_or(WebError::Conflict("access-passkey-nowhere"))
}

fn unasked() -> WebError {
    WebError::Unforeseen("a passkey could not be asked for".to_owned())
}

fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
