//! Forms: read as pairs, protected against being sent from elsewhere, kept as typed when they are refused.

use std::{str::FromStr, sync::Arc};

use axum::{
    extract::{FromRequest, Request},
    http::Method,
};
use sha2::{Digest as _, Sha256};
use solits_kernel::{TextError, Timestamp, clean, day_number};
use subtle::ConstantTimeEq as _;

use crate::{App, SignedIn, WebError};

/// Largest form that is read.
pub(crate) const MOST_BYTES: usize = 256 * 1024;

/// The first two of three layers against forged requests: unsafe methods come from our own pages.
pub(crate) fn check_origin(request: &Request) -> Result<(), WebError> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if header("authorization").is_some_and(|value| value.starts_with("Bearer ")) {
        return Ok(());
    }
    if let Some(site) = header("sec-fetch-site") {
        return if site == "same-origin" { Ok(()) } else { Err(WebError::ForeignForm) };
    }
    if let (Some(origin), Some(host)) = (header("origin"), header("host")) {
        let own = origin.split_once("://").is_some_and(|(_, rest)| rest == host);
        return if own { Ok(()) } else { Err(WebError::ForeignForm) };
    }
    // A client without cookies has nothing that could be misused.
    if header("cookie").is_none() { Ok(()) } else { Err(WebError::ForeignForm) }
}

/// The third layer for calls by script: the session's token in a header.
pub(crate) fn check_header_token(request: &Request, csrf: &str) -> Result<(), WebError> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(());
    }
    let sent = request.headers().get("x-csrf").and_then(|value| value.to_str().ok()).unwrap_or_default();
    same(sent, csrf)
}

fn same(sent: &str, expected: &str) -> Result<(), WebError> {
    if bool::from(sent.as_bytes().ct_eq(expected.as_bytes())) { Ok(()) } else { Err(WebError::StaleForm) }
}

/// The token of forms without a session: names the day, so that a page left open overnight still works next morning.
///
/// Every node signs with the same secret: a page shown by one is answered by any other.
pub(crate) async fn public_token(app: &App, now: Timestamp) -> Result<String, WebError> {
    let secret = app.form_secret.shared(&app.db, now).await?;
    Ok(token_of_day(secret, day_number(now.day())))
}

fn token_of_day(secret: &[u8], day: i64) -> String {
    let mut hash = Sha256::new();
    hash.update(secret);
    hash.update(day.to_be_bytes());
    crate::hex(&hash.finalize()[..16])
}

/// The token a form has to bring: its session's, or that of forms without one.
#[derive(Debug)]
pub(crate) enum Expected {
    Session(String),
    /// Today's and yesterday's.
    Public([String; 2]),
}

impl Expected {
    pub(crate) async fn of(session: Option<&SignedIn>, app: &App) -> Result<Self, WebError> {
        if let Some(session) = session {
            return Ok(Self::Session(session.csrf.clone()));
        }
        let now = app.clock.now();
        let secret = app.form_secret.shared(&app.db, now).await?;
        let today = day_number(now.day());
        Ok(Self::Public([token_of_day(secret, today), token_of_day(secret, today - 1)]))
    }

    /// Whether what was sent is it.
    pub(crate) fn check(&self, sent: Option<&str>) -> Result<(), WebError> {
        let sent = sent.unwrap_or_default();
        match self {
            Self::Session(token) => same(sent, token),
            Self::Public([today, yesterday]) => same(sent, today).or_else(|_| same(sent, yesterday)),
        }
    }
}

/// A form as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of a field as typed; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find_map(|(key, value)| (key == name).then_some(value.as_str())).unwrap_or_default()
    }
    /// All values of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(move |(key, value)| (key == name).then_some(value.as_str()))
    }
    /// Whether the field was sent at all, as a ticked box is.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }
    /// All pairs, in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
    /// A cleaned text of at most `most` characters.
    pub fn text(&self, name: &str, most: usize) -> Result<String, TextError> {
        clean(self.get(name), most)
    }
    /// A cleaned text that may be absent.
    pub fn text_or_empty(&self, name: &str, most: usize) -> Result<String, TextError> {
        match self.text(name, most) {
            Err(TextError::Empty) => Ok(String::new()),
            other => other,
        }
    }
    /// A value of any type with a written form; `None` when empty or not understood.
    pub fn parse<T: FromStr>(&self, name: &str) -> Option<T> {
        self.get(name).trim().parse().ok()
    }
}

impl From<Vec<(String, String)>> for Fields {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

/// A form that came from one of our pages: its token has been checked.
#[derive(Debug)]
pub struct Form(pub Fields);

impl FromRequest<App> for Form {
    type Rejection = WebError;

    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let session = request.extensions().get::<Arc<SignedIn>>().cloned();
        let bytes =
            axum::body::to_bytes(request.into_body(), MOST_BYTES).await.map_err(|_| WebError::TooLarge)?;
        let pairs: Vec<(String, String)> = form_pairs(&bytes).ok_or(WebError::BadRequest)?;
        let fields = Fields(pairs);
        Expected::of(session.as_deref(), app).await?.check(Some(fields.get("csrf")))?;
        Ok(Self(fields))
    }
}

/// Reads `application/x-www-form-urlencoded`; `None` when it is not UTF-8.
pub(crate) fn form_pairs(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(key)?, decode(value)?))
        })
        .collect()
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let (high, low) =
                    (char::from(rest.next()?).to_digit(16)?, char::from(rest.next()?).to_digit(16)?);
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latvian_letters_arrive_as_they_were_typed() {
        let pairs = form_pairs("name=Anna+B%C4%93rzi%C5%86a&name=2&empty=".as_bytes()).unwrap();
        let fields = Fields(pairs);
        assert_eq!(fields.get("name"), "Anna Bērziņa");
        assert_eq!(fields.all("name").count(), 2);
        assert!(fields.has("empty") && !fields.has("absent"));
        assert!(
            form_pairs(b"a=%ff").is_none() && form_pairs(b"a=%4").is_none() && form_pairs(b"a=%00").is_none()
        );
    }
}
