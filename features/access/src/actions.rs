//! What changes when somebody comes or goes.

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use solits_db::Tx;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::{EmployeeId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::{App, WebError, device_cookie, hash_secret, session_cookie};

use crate::{
    model,
    store::{self, NewSession},
    strength::Reached,
};

/// So long a browser keeps the cookie of a session. The session ends long before (`solits_web` says when), and the cookie
/// then opens nothing; after a night or a weekend it still tells whose form it is that comes too late.
const COOKIE_SECONDS: u64 = 4 * 24 * 3600;

/// A session that has begun.
pub(crate) struct Started {
    /// The cookie that carries its secret.
    pub(crate) cookie: String,
    /// The secret itself.
    pub(crate) secret: String,
}

/// Starts a session. Every step of signing in makes a new one.
pub(crate) async fn start_session(
    tx: &mut Tx,
    app: &App,
    employee: EmployeeId,
    reached: Reached,
    at: Timestamp,
) -> Result<Started, WebError> {
    let secret = app.random.secret();
    let csrf = app.random.code(26);
    let id = app.random.id(at);
    let session = NewSession { id, hash: hash_secret(&secret), employee, csrf: &csrf, reached };
    store::insert_session(tx, session, at).await?;
    let actor = Actor { by: By::Employee(employee), at };
    let entry = Entry::new(EventKind::SetupChanged, employee, None)
        .with("what", "session.started")
        .with("strength", reached.strength().name());
    record(tx, &app.heart, &actor, entry).await?;
    let cookie = cookie(app, session_cookie(app.config.tls), &secret, COOKIE_SECONDS);
    Ok(Started { cookie, secret })
}

/// Records what happened to a person's way in.
pub(crate) async fn note(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    employee: EmployeeId,
    what: &'static str,
) -> Result<(), WebError> {
    record(tx, &app.heart, actor, Entry::new(EventKind::SetupChanged, employee, None).with("what", what))
        .await?;
    Ok(())
}

/// The form in which a new password is kept.
pub(crate) async fn keep_password(app: &App, password: String) -> Result<String, WebError> {
    let salt = app.random.bytes::<16>();
    tokio::task::spawn_blocking(move || model::hash(&password, &salt))
        .await
        .ok()
        .flatten()
        .ok_or_else(|| WebError::Unforeseen("a password could not be kept".to_owned()))
}

/// A cookie for this host alone, out of reach of scripts.
pub(crate) fn cookie(app: &App, name: &str, value: &str, seconds: u64) -> String {
    let secure = if app.config.tls { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

/// The cookie of a paired device, which stays until it is revoked.
pub(crate) fn pairing_cookie(app: &App, secret: &str) -> String {
    cookie(app, device_cookie(app.config.tls), secret, 400 * 24 * 3600)
}

/// Adds a cookie to an answer.
pub(crate) fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
