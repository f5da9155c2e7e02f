//! Entity tags: a program that has read a thing says which state it has seen, and is not let past a newer one.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Serialize;

use crate::{WebError, hash_secret, hex};

/// The state of a thing in one word, as `ETag` gives it: quotes included, and strong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag(String);

impl Tag {
    /// The tag of a thing as it is shown: another text has another tag.
    pub fn of_text(text: &str) -> Self {
        Self(format!("\"{}\"", hex(&hash_secret(text)[..12])))
    }

    /// The tag of a thing that counts its changes.
    pub fn of_version(version: i64) -> Self {
        Self(format!("\"{version}\""))
    }

    /// With its quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Says in an answer which state it shows.
    pub fn put(&self, response: &mut Response) {
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            response.headers_mut().insert(header::ETAG, value);
        }
    }
}

/// What a changing call demands of the state it meets (`If-Match`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IfMatch {
    /// Nothing: the call came without the header.
    Whatever,
    /// That the thing is there, in any state: `*`.
    Present,
    /// One of the states seen.
    OneOf(Vec<Tag>),
}

impl IfMatch {
    /// What the headers of a call demand; one that is no list of tags cannot be read. A weak tag is none of ours and
    /// agrees with no state.
    pub fn of(headers: &HeaderMap) -> Result<Self, WebError> {
        let Some(tags) = tags(headers, &header::IF_MATCH)? else { return Ok(Self::Whatever) };
        Ok(if tags.contains(&"*") {
            Self::Present
        } else {
            Self::OneOf(tags.into_iter().map(|tag| Tag(tag.to_owned())).collect())
        })
    }

    /// Whether the caller has said anything.
    pub fn is_said(&self) -> bool {
        *self != Self::Whatever
    }

    /// Refuses a state the caller has not seen.
    pub fn check(&self, now: &Tag) -> Result<(), WebError> {
        match self {
            Self::OneOf(seen) if !seen.contains(now) => Err(WebError::Outdated),
            _ => Ok(()),
        }
    }
}

/// The tags of a header, or `None` without it.
fn tags<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<Vec<&'a str>>, WebError> {
    if !headers.contains_key(name) {
        return Ok(None);
    }
    let mut tags = Vec::new();
    for value in headers.get_all(name) {
        // No tag of ours holds a comma.
        for tag in value.to_str().map_err(|_| WebError::BadRequest)?.split(',').map(str::trim) {
            let opaque = tag.strip_prefix("W/").unwrap_or(tag);
            let is_quoted = opaque.len() >= 2 && opaque.starts_with('"') && opaque.ends_with('"');
            if tag != "*" && !is_quoted {
                return Err(WebError::BadRequest);
            }
            tags.push(tag);
        }
    }
    Ok(Some(tags))
}

/// Shows a thing as JSON with the tag of its text; a caller who has this state already (`If-None-Match`) is told so with
/// 304 instead.
pub fn show_json<T: Serialize>(headers: &HeaderMap, body: &T) -> Result<Response, WebError> {
    let text = json_text(body)?;
    show_text(headers, text.clone(), &Tag::of_text(&text))
}

/// The same with a tag of its own.
pub fn show_text(headers: &HeaderMap, text: String, tag: &Tag) -> Result<Response, WebError> {
    // Here a weak tag is as good as a strong one.
    let known = tags(headers, &header::IF_NONE_MATCH)?.unwrap_or_default();
    let has_it = known.iter().any(|known| *known == "*" || known.trim_start_matches("W/") == tag.as_str());
    let mut response = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "application/json")], text).into_response()
    };
    tag.put(&mut response);
    Ok(response)
}

/// A body as it goes out.
pub fn json_text<T: Serialize>(body: &T) -> Result<String, WebError> {
    serde_json::to_string(body).map_err(|error| WebError::Unforeseen(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &HeaderName, values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    fn demand(values: &[&str]) -> Result<IfMatch, WebError> {
        IfMatch::of(&headers(&header::IF_MATCH, values))
    }

    /// RFC 9110, 13.1.1.
    #[test]
    fn a_state_that_was_not_seen_is_refused() {
        let (seen, now) = (Tag::of_text("a"), Tag::of_text("b"));
        assert_ne!(seen, now);
        assert!(demand(&[]).unwrap().check(&now).is_ok());
        assert!(demand(&["*"]).unwrap().check(&now).is_ok());
        assert!(demand(&[now.as_str()]).unwrap().check(&now).is_ok());
        assert!(demand(&[seen.as_str(), now.as_str()]).unwrap().check(&now).is_ok());
        assert!(demand(&[&format!("{} , {}", seen.0, now.0)]).unwrap().check(&now).is_ok());
        for other in [seen.0.clone(), format!("W/{}", now.0)] {
            assert!(matches!(demand(&[&other]).unwrap().check(&now), Err(WebError::Outdated)), "{other}");
        }
    }

    #[test]
    fn a_demand_that_is_no_list_of_tags_cannot_be_read() {
        for nonsense in ["7", "", "\"", "\"a\", b"] {
            assert!(matches!(demand(&[nonsense]), Err(WebError::BadRequest)), "{nonsense}");
        }
    }

    /// RFC 9110, 13.1.2.
    #[test]
    fn a_caller_who_has_the_state_already_is_told_so() {
        let tag = Tag::of_version(7);
        let asked = |values: &[&str]| {
            show_text(&headers(&header::IF_NONE_MATCH, values), "{}".to_owned(), &tag).unwrap()
        };
        for (known, status) in [(&[][..], 200), (&["\"6\""], 200), (&["W/\"7\""], 304), (&["*"], 304)] {
            let answer = asked(known);
            assert_eq!(answer.status().as_u16(), status, "{known:?}");
            assert_eq!(answer.headers()[header::ETAG], "\"7\"");
        }
    }
}
