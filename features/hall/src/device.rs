//! A kiosk's or display's own identity: seen now and then, and given a new token every day (security: devices).
//!
//! A display stays on one page for weeks, so the new token comes with the answer to an ordinary request. Nothing else
//! changes on a GET: this is the device's own credential, as the note of a session's use is.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use solits_kernel::{DeviceId, Timestamp};
use solits_web::{App, DeviceCx, WebError, device_cookie, hash_secret};

use crate::store;

/// A device's use is noted at most this often.
const NOTE_EVERY_MS: i64 = 10 * 60_000;
/// A token is replaced when it is older than this.
const TOKEN_MS: i64 = 24 * 3_600_000;
/// How long a device that nobody switches on keeps its token: browsers allow no more than 400 days.
const COOKIE_SECONDS: i64 = 400 * 24 * 3_600;

/// When each device was last noted, in the memory of one node.
#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<HashMap<DeviceId, Timestamp>>);

impl Seen {
    /// Whether it is time to note the device again; it counts as noted from now on.
    fn is_due(&self, device: DeviceId, now: Timestamp) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = seen.get(&device).is_none_or(|at| now.since(*at) >= NOTE_EVERY_MS);
        if due {
            seen.insert(device, now);
        }
        due
    }
}

/// Adds a new token to an answer where the device's present one is a day old, and notes that the device was seen.
///
/// A failure is logged and the page still shown: a display must not go dark over its housekeeping.
pub(crate) async fn renewed(
    cx: &DeviceCx,
    seen: &Seen,
    headers: &HeaderMap,
    mut response: Response,
) -> Response {
    if !seen.is_due(cx.device, cx.at) {
        return response;
    }
    match renew(cx, headers).await {
        Ok(Some(cookie)) => {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, device = %cx.device, "a device could not be noted"),
    }
    response
}

async fn renew(cx: &DeviceCx, headers: &HeaderMap) -> Result<Option<HeaderValue>, WebError> {
    let mut tx = cx.write().await?;
    store::note_seen(&mut tx, cx.device, cx.at).await?;
    let mut cookie = None;
    if let Some(presented) = secret_of(headers, device_cookie(cx.app.config.tls)) {
        let fresh = cx.app.random.secret();
        let oldest = cx.at.plus_millis(-TOKEN_MS);
        if store::rotate_token(&mut tx, cx.device, hash_secret(presented), hash_secret(&fresh), cx.at, oldest)
            .await?
        {
            cookie = HeaderValue::from_str(&cookie_text(&cx.app, &fresh)).ok();
        }
    }
    tx.commit().await?;
    Ok(cookie)
}

fn cookie_text(app: &App, secret: &str) -> String {
    let name = device_cookie(app.config.tls);
    let secure = if app.config.tls { "; Secure" } else { "" };
    format!("{name}={secret}; Path=/; Max-Age={COOKIE_SECONDS}; SameSite=Lax; HttpOnly{secure}")
}

fn secret_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// Whether the device of a stream is still paired; asked whenever sign-ins change. A database that does not answer
/// ends the stream, and the device asks again.
pub(crate) async fn is_still_paired(cx: DeviceCx) -> bool {
    let Ok(mut tx) = cx.read().await else { return false };
    store::is_paired(&mut tx, cx.device).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_noted_seldom() {
        let seen = Seen::default();
        let device = DeviceId::new(uuid::Uuid::from_u128(1));
        let at = |minutes| Timestamp::from_millis(0).plus_minutes(minutes);
        assert!(seen.is_due(device, at(0)));
        assert!(!seen.is_due(device, at(9)));
        assert!(seen.is_due(device, at(10)));
    }

    #[test]
    fn the_secret_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("lang=en; d=abc; s=x"));
        assert_eq!(secret_of(&headers, "d"), Some("abc"));
        assert_eq!(secret_of(&headers, "__Host-d"), None);
    }
}
