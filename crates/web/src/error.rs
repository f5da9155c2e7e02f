//! The one error that becomes a response: a page in the person's language, or problem details for a program.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use solits_db::DbError;
use solits_i18n::Words;
use solits_journal::JournalError;
use thiserror::Error;

use crate::Notice;

/// What a page handler gives back.
pub type PageResult = Result<Response, WebError>;

/// Why a request was not served.
#[derive(Debug, Error)]
pub enum WebError {
    /// Absent, or another institution's: the same answer.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("sign-in needed")]
    SignInNeeded,
    /// The device is not paired.
    #[error("the device is not paired")]
    PairingNeeded,
    /// One's own, without the right.
    #[error("the right {0} is missing")]
    Forbidden(&'static str),
    /// An unsafe request from another site.
    #[error("the form came from another site")]
    ForeignForm,
    /// The form's token is old: the session was renewed meanwhile.
    #[error("the form is stale")]
    StaleForm,
    /// Not readable.
    #[error("the request cannot be read")]
    BadRequest,
    /// The body of a call is not what the description says; the words say where and why.
    #[error("the body cannot be read: {0}")]
    BadBody(String),
    /// More than is taken.
    #[error("the request is too large")]
    TooLarge,
    /// Somebody else was faster; the message key says what happened.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// It is kept, but served to nobody; the message key says why.
    #[error("not served: {0}")]
    Gone(&'static str),
    /// Understood and refused; the message key says why.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// Understood and refused for what its fields hold, each with its reason.
    #[error("refused for its fields")]
    Fields(Vec<WrongField>),
    /// The caller named the state it has seen (`If-Match`), and there is a newer one.
    #[error("changed since it was seen")]
    Outdated,
    /// The address exists, but not for this method.
    #[error("the method is not for this address")]
    MethodNotAllowed,
    /// A body of a kind that is not taken here.
    #[error("the kind of the body is not taken")]
    UnsupportedMedia,
    /// Asked too often.
    #[error("too many requests")]
    TooMany {
        /// When to come back.
        retry_after_seconds: u64,
    },
    /// More than the program can serve at once, through no fault of who asks.
    #[error("everything is taken")]
    Busy {
        /// When to come back.
        retry_after_seconds: u64,
    },
    /// It took longer than a request may; what was not yet being committed is rolled back.
    #[error("the request took too long")]
    TooSlow,
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal could not be written.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
    /// A template could not be rendered.
    #[error("the page could not be rendered")]
    Template(#[from] askama::Error),
    /// Anything else unforeseen.
    #[error("unforeseen: {0}")]
    Unforeseen(String),
}

/// What is wrong with a field of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrongField {
    /// The name of the field.
    pub field: String,
    /// What is wrong with it, in the language of the call.
    pub text: String,
    /// The word by which the caller confirms that it is right all the same; absent where nothing is to be confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
}

/// What the outer layer needs to render an error in the request's language.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) key: &'static str,
    pub(crate) about: About,
}

/// What a problem says beside its name and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Nothing,
    /// The right that is missing.
    Right(&'static str),
    /// Why a body cannot be read, as the reader of JSON puts it.
    Body(String),
    /// What is wrong with the fields of a call.
    Fields(Vec<WrongField>),
    /// After how many seconds one may come again.
    Wait(u64),
}

impl About {
    /// The right that is missing.
    pub(crate) const fn right(&self) -> Option<&'static str> {
        match self {
            Self::Right(right) => Some(*right),
            Self::Nothing | Self::Body(_) | Self::Fields(_) | Self::Wait(_) => None,
        }
    }
}

impl Problem {
    /// What another program is told to do, in one or two sentences. What a person is told speaks of pages, links and
    /// forms; a few problems need other words for whoever writes a program.
    pub(crate) fn detail(&self, words: Words) -> String {
        let advice = match self.key {
            "error-not-found" => words.t("error-not-found-call"),
            "error-sign-in" => words.t("error-sign-in-call"),
            "error-forbidden" => words.t("error-forbidden-call"),
            "error-bad-request" => words.t("error-bad-request-call"),
            "error-method" => words.t("error-method-call"),
            "error-too-large" => words.t("error-too-large-call"),
            "error-stale-form" => words.t("error-stale-form-call"),
            "error-unforeseen" => words.t("error-unforeseen-call"),
            "error-too-many" => words.t("error-too-many-call"),
            "error-slow" => words.t("error-slow-call"),
            key => words.t(&format!("{key}-do")),
        };
        match &self.about {
            About::Nothing | About::Fields(_) => advice,
            About::Right(right) => {
                format!("{advice} {}.", words.ta("error-forbidden-right", &[("right", (*right).into())]))
            }
            About::Body(why) => {
                format!("{advice} {}", words.ta("error-body", &[("why", why.as_str().into())]))
            }
            About::Wait(seconds) => format!("{} {advice}", again(words, *seconds)),
        }
    }

    /// What a person is told to do on the page of an address. A resident who is stopped by a limit has other ways to
    /// reach the institution; an employee is told that nothing has changed.
    pub(crate) fn advice(&self, words: Words, path: &str) -> String {
        match self.about {
            About::Wait(seconds) => {
                let other_way =
                    if path.starts_with("/i/") { "error-too-many-public" } else { "error-too-many-do" };
                format!("{} {}", again(words, seconds), words.t(other_way))
            }
            _ => words.t(&format!("{}-do", self.key)),
        }
    }
}

/// When one may come again: never sooner than the header says.
fn again(words: Words, seconds: u64) -> String {
    match seconds {
        0..60 => words.n("error-again-seconds", seconds.max(1)),
        60..3_600 => words.n("error-again-minutes", seconds.div_ceil(60)),
        _ => words.n("error-again-hours", seconds.div_ceil(3_600)),
    }
}

/// When whoever asked for something that took too long may ask again.
const AFTER_TOO_SLOW: u64 = 30;

impl WebError {
    /// The status and the message key that names it.
    pub(crate) fn parts(&self) -> (StatusCode, Problem) {
        let about = match self {
            Self::Forbidden(right) => About::Right(right),
            Self::BadBody(why) => About::Body(why.clone()),
            Self::Fields(fields) => About::Fields(fields.clone()),
            Self::TooMany { retry_after_seconds } => About::Wait(*retry_after_seconds),
            _ => About::Nothing,
        };
        let (status, key) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "error-not-found"),
            Self::SignInNeeded => (StatusCode::UNAUTHORIZED, "error-sign-in"),
            Self::PairingNeeded => (StatusCode::UNAUTHORIZED, "error-pairing"),
            Self::Forbidden(_) => (StatusCode::FORBIDDEN, "error-forbidden"),
            Self::ForeignForm => (StatusCode::FORBIDDEN, "error-foreign-form"),
            Self::StaleForm => (StatusCode::CONFLICT, "error-stale-form"),
            Self::BadRequest | Self::BadBody(_) => (StatusCode::BAD_REQUEST, "error-bad-request"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "error-too-large"),
            Self::Conflict(key) => (StatusCode::CONFLICT, *key),
            Self::Gone(key) => (StatusCode::GONE, *key),
            Self::Refused(key) => (StatusCode::UNPROCESSABLE_ENTITY, *key),
            Self::Fields(_) => (StatusCode::UNPROCESSABLE_ENTITY, "error-fields"),
            Self::Outdated => (StatusCode::PRECONDITION_FAILED, "error-outdated"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "error-method"),
            Self::UnsupportedMedia => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-media"),
            Self::Busy { .. } => (StatusCode::SERVICE_UNAVAILABLE, "error-busy"),
            Self::TooSlow => (StatusCode::SERVICE_UNAVAILABLE, "error-slow"),
            Self::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "error-too-many"),
            Self::Db(_) | Self::Journal(_) | Self::Template(_) | Self::Unforeseen(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "error-unforeseen")
            }
        };
        (status, Problem { key, about })
    }

    /// After how many seconds one may come again.
    const fn wait_seconds(&self) -> Option<u64> {
        match self {
            Self::TooMany { retry_after_seconds } | Self::Busy { retry_after_seconds } => {
                Some(*retry_after_seconds)
            }
            Self::TooSlow => Some(AFTER_TOO_SLOW),
            _ => None,
        }
    }

    /// The refusal in words, for a page that still holds what was typed: what it is, and what whoever is at the path may do.
    pub fn in_words(&self, words: Words, path: &str) -> String {
        let (_, problem) = self.parts();
        format!("{}. {}", words.t(problem.key), problem.advice(words, path))
    }

    /// The same as a message for a resident.
    pub fn notice_for_client(&self, words: Words) -> Notice {
        Notice { kind: "late", text: self.in_words(words, "/i/"), undo: None }
    }

    /// That page, with the status of the refusal and the time after which one may come again.
    pub fn on_page(&self, mut page: Response) -> Response {
        *page.status_mut() = self.parts().0;
        if let Some(seconds) = self.wait_seconds() {
            page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        page
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let (status, problem) = self.parts();
        if status == StatusCode::INTERNAL_SERVER_ERROR {
            let mut chain = self.to_string();
            let mut source = std::error::Error::source(&self);
            while let Some(cause) = source {
                chain = format!("{chain}: {cause}");
                source = cause.source();
            }
            tracing::error!(cause = chain, "request failed");
        }
        let mut response = status.into_response();
        if let Some(seconds) = self.wait_seconds() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(problem);
        response
    }
}

/// Whether the caller is a program rather than a person.
pub(crate) fn wants_json(request: &Request) -> bool {
    request.uri().path().starts_with("/api/")
}

#[cfg(test)]
mod tests {
    use solits_kernel::Lang;

    use super::*;

    fn refused(seconds: u64) -> Problem {
        WebError::TooMany { retry_after_seconds: seconds }.parts().1
    }

    #[test]
    fn over_a_limit_one_is_told_when_to_come_again_and_how_else_to_reach_the_institution() {
        let (lv, en) = (Words::new(Lang::Lv), Words::new(Lang::En));
        let told = |seconds, words| refused(seconds).advice(words, "/i/ezermala/write");
        assert!(told(30, lv).starts_with("Mēģiniet vēlreiz pēc 30 sekundēm."));
        assert!(told(60, lv).starts_with("Mēģiniet vēlreiz pēc 1 minūtes."));
        assert!(
            told(90, lv).starts_with("Mēģiniet vēlreiz pēc 2 minūtēm."),
            "never sooner than the header says"
        );
        assert!(told(600, en).starts_with("Try again in 10 minutes."));
        assert!(told(3_600, lv).starts_with("Mēģiniet vēlreiz pēc 1 stundas."));
        assert!(told(3_600, en).starts_with("Try again in 1 hour."));
        assert!(told(60, lv).contains("piezvaniet mums"));
        assert!(told(60, en).contains("call us"));
        assert!(!refused(60).advice(en, "/search").contains("call us"), "an employee needs no counter");
    }

    #[test]
    fn a_program_over_its_limit_is_told_when_and_where_the_seconds_stand() {
        let detail = refused(60).detail(Words::new(Lang::En));
        assert!(detail.starts_with("Try again in 1 minute.") && detail.contains("Retry-After"), "{detail}");
    }
}
