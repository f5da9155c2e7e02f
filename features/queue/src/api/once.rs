//! How another program's call is answered: once for its key, and only in the state the caller has seen.

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use solits_db::Tx;
use solits_kernel::{CounterId, TicketId};
use solits_web::{ApiCx, IfMatch, Tag, WebError, json_text, recall, remember};

use super::{
    bodies::{CounterBody, TicketBody},
    store,
};
use crate::{desk, facts};

/// What a call changes, and whose state its caller may name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject {
    /// A ticket that is made by it.
    NewTicket,
    /// A ticket.
    Ticket(TicketId),
    /// A counter with whoever is there.
    Counter(CounterId),
}

impl Subject {
    /// Takes hold of the subject and refuses a state that the caller has not seen.
    async fn demand(self, tx: &mut Tx, demanded: &IfMatch) -> Result<(), WebError> {
        match self {
            _ if !demanded.is_said() => Ok(()),
            // What is not there yet has no state, and none that could be demanded is its own.
            Self::NewTicket => Err(WebError::Outdated),
            Self::Ticket(id) => {
                store::hold_ticket(tx, id).await?;
                let ticket = facts::find_ticket(tx, id).await?.ok_or(WebError::NotFound)?;
                demanded.check(&Tag::of_text(&json_text(&TicketBody::from(&ticket))?))
            }
            Self::Counter(id) => {
                desk::hold_present(tx, id).await?;
                demanded.check(&counter_tag(tx, id).await?)
            }
        }
    }

    /// The state after the call, whose answer is `body`. A counter's costs a reading of its own, which only a caller who
    /// names states has use for.
    async fn tag(self, tx: &mut Tx, demanded: &IfMatch, body: &str) -> Result<Option<Tag>, WebError> {
        match self {
            Self::NewTicket | Self::Ticket(_) => Ok(Some(Tag::of_text(body))),
            Self::Counter(id) if demanded.is_said() => Ok(Some(counter_tag(tx, id).await?)),
            Self::Counter(_) => Ok(None),
        }
    }
}

async fn counter_tag(tx: &mut Tx, id: CounterId) -> Result<Tag, WebError> {
    Ok(Tag::of_text(&json_text(&counter_body(tx, id).await?)?))
}

/// A counter with the ticket that is there.
pub(super) async fn counter_body(tx: &mut Tx, id: CounterId) -> Result<CounterBody, WebError> {
    let counter = store::find_counter(tx, id).await?.ok_or(WebError::NotFound)?;
    let ticket = match counter.ticket_id {
        Some(ticket) => facts::find_ticket(tx, ticket).await?,
        None => None,
    };
    Ok(CounterBody::new(&counter, ticket.as_ref()))
}

/// An answer as it is kept under its key: after the tag, where there is one, on a line of its own.
fn kept(tag: Option<&Tag>, body: &str) -> String {
    tag.map_or_else(|| body.to_owned(), |tag| format!("{}\n{body}", tag.as_str()))
}

/// An answer that was kept, as it goes out again. A body is an object and begins otherwise than a tag.
pub(super) fn given(kept: &str) -> Response {
    let (tag, body) = match kept.split_once('\n') {
        Some((tag, body)) if tag.starts_with('"') => (Some(tag), body),
        _ => (None, kept),
    };
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let mut response = (kind, body.to_owned()).into_response();
    if let Some(tag) = tag.and_then(|tag| tag.parse().ok()) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// Does something once for the key that came with the call, and answers with what it gave: a repeated key gives the first
/// answer again and changes nothing. Where the caller names the state it has seen (`If-Match`), a newer one is left alone.
pub(super) async fn once<T: Serialize>(
    cx: &ApiCx,
    headers: &HeaderMap,
    action: String,
    subject: Subject,
    act: impl AsyncFnOnce(&mut Tx) -> Result<T, WebError>,
) -> Result<Response, WebError> {
    let (key, demanded) = (cx.key(headers), IfMatch::of(headers)?);
    let mut tx = cx.write().await?;
    // Before the state is looked at: the first call has changed it.
    if let Some(answered) = recall(&mut tx, &action, &key).await? {
        return Ok(given(&answered));
    }
    subject.demand(&mut tx, &demanded).await?;
    let body = json_text(&act(&mut tx).await?)?;
    let answer = kept(subject.tag(&mut tx, &demanded, &body).await?.as_ref(), &body);
    match remember(&mut tx, &action, &key, &answer, cx.at).await {
        // The same call twice at once: the first is being answered at this moment, and is found when asked again.
        Err(error) if error.conflict().is_some() => return Err(WebError::Conflict("queue-changed")),
        other => other?,
    }
    tx.commit().await?;
    Ok(given(&answer))
}
