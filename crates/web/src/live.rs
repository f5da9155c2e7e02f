//! Live updates: a stream that says only *what* changed; the page fetches the state again under its own rights.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse as _, Response,
    sse::{Event, KeepAlive, Sse},
};
use futures_util::stream;
use solits_kernel::InstitutionId;
use tokio::sync::broadcast::error::RecvError;

use crate::{App, Listener, WebError, streams::come_back};

/// A stream of `changed` events about some topics of an institution, for a listener who does not hold too many already. It
/// ends when `still_allowed` says so, asked whenever sign-ins change.
pub fn live_response<F, Fut>(
    app: &App,
    institution: InstitutionId,
    topics: Vec<String>,
    listener: Listener,
    still_allowed: F,
) -> Result<Response, WebError>
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = bool> + Send,
{
    let place = app.streams.take(institution, listener, app.config.limits)?;
    let retry = come_back(&app.random);
    let receiver = app.db.live().subscribe();
    let first = Event::default().event("hello").retry(retry).data("{}");
    let state = (receiver, topics, still_allowed, Some(first), place);
    let events =
        stream::unfold(state, move |(mut receiver, topics, still_allowed, first, place)| async move {
            if let Some(first) = first {
                return Some((Ok::<_, Infallible>(first), (receiver, topics, still_allowed, None, place)));
            }
            loop {
                let data = match receiver.recv().await {
                    Ok(signal) if signal.institution != institution => continue,
                    Ok(signal) if signal.topic == "sessions" => {
                        if still_allowed().await {
                            continue;
                        }
                        return None;
                    }
                    Ok(signal) if topics.contains(&signal.topic) => signal.topic,
                    Ok(_) => continue,
                    // Signals were missed: everything may have changed.
                    Err(RecvError::Lagged(_)) => "all".to_owned(),
                    Err(RecvError::Closed) => return None,
                };
                let event =
                    Event::default().event("changed").data(serde_json::json!({ "topic": data }).to_string());
                return Some((Ok(event), (receiver, topics, still_allowed, None, place)));
            }
        });
    Ok(Sse::new(events)
        .keep_alive(
            KeepAlive::new()
                .interval(Duration::from_secs(5))
                .event(Event::default().event("beat").data("{}")),
        )
        .into_response())
}
