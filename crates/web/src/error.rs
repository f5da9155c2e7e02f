//! The one error that becomes a response: a page in the person's language, or problem details for a program.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use solits_db::DbError;
use solits_journal::JournalError;
use thiserror::Error;

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
    /// More than is taken.
    #[error("the request is too large")]
    TooLarge,
    /// Somebody else was faster; the message key says what happened.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// Understood and refused; the message key says why.
    #[error("refused: {0}")]
    Refused(&'static str),
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

/// What the outer layer needs to render an error in the request's language.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) key: &'static str,
    pub(crate) detail: Option<&'static str>,
}

impl WebError {
    /// The status and the message key that names it.
    pub(crate) const fn parts(&self) -> (StatusCode, Problem) {
        let (status, key, detail) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "error-not-found", None),
            Self::SignInNeeded => (StatusCode::UNAUTHORIZED, "error-sign-in", None),
            Self::PairingNeeded => (StatusCode::UNAUTHORIZED, "error-pairing", None),
            Self::Forbidden(right) => (StatusCode::FORBIDDEN, "error-forbidden", Some(*right)),
            Self::ForeignForm => (StatusCode::FORBIDDEN, "error-foreign-form", None),
            Self::StaleForm => (StatusCode::CONFLICT, "error-stale-form", None),
            Self::BadRequest => (StatusCode::BAD_REQUEST, "error-bad-request", None),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "error-too-large", None),
            Self::Conflict(key) => (StatusCode::CONFLICT, *key, None),
            Self::Refused(key) => (StatusCode::UNPROCESSABLE_ENTITY, *key, None),
            Self::Outdated => (StatusCode::PRECONDITION_FAILED, "error-outdated", None),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "error-method", None),
            Self::UnsupportedMedia => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-media", None),
            Self::Busy { .. } => (StatusCode::SERVICE_UNAVAILABLE, "error-busy", None),
            Self::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "error-too-many", None),
            Self::Db(_) | Self::Journal(_) | Self::Template(_) | Self::Unforeseen(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "error-unforeseen", None)
            }
        };
        (status, Problem { key, detail })
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
        if let Self::TooMany { retry_after_seconds } | Self::Busy { retry_after_seconds } = self
            && let Ok(value) = HeaderValue::from_str(&retry_after_seconds.to_string())
        {
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response.extensions_mut().insert(problem);
        response
    }
}

/// Whether the caller is a program rather than a person.
pub(crate) fn wants_json(request: &Request) -> bool {
    request.uri().path().starts_with("/api/")
}
