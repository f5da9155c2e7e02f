//! How long a request may take.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::WebError;

/// Whether a request is cut off when it takes too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// After the time of all requests.
    Usual,
    /// Never: it takes or gives files, and how long that takes is for the line of whoever asks.
    AsLongAsItTakes,
}

/// Lets go of a handler that takes longer than `most`. What it had begun is rolled back with its transaction; what it was
/// just committing may last all the same, so the answer says to look before trying again. A stream is answered as soon as
/// it begins, so that this never ends one.
pub(crate) async fn keep(
    State((pace, most)): State<(Pace, Duration)>,
    request: Request,
    next: Next,
) -> Response {
    if pace == Pace::AsLongAsItTakes {
        return next.run(request).await;
    }
    let Ok(response) = tokio::time::timeout(most, next.run(request)).await else {
        tracing::warn!("a request took too long");
        return WebError::TooSlow.into_response();
    };
    response
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::Body,
        http::{Request, StatusCode, header},
        middleware::from_fn_with_state,
        routing::get,
    };
    use tower::ServiceExt as _;

    use super::*;

    /// A handler that never answers, in a hurry or not.
    async fn asked(pace: Pace) -> Response {
        let router = Router::new()
            .route("/", get(std::future::pending::<StatusCode>))
            .layer(from_fn_with_state((pace, Duration::from_millis(20)), keep));
        router.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn a_request_that_takes_too_long_is_answered_and_let_go_of() {
        let answer = asked(Pace::Usual).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[header::RETRY_AFTER], "30");
    }

    #[tokio::test]
    async fn whoever_sends_files_is_waited_for() {
        let waited = tokio::time::timeout(Duration::from_millis(200), asked(Pace::AsLongAsItTakes)).await;
        assert!(waited.is_err(), "the handler was cut off");
    }
}
