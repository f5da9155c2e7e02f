//! `GET /api/v1/events`: what happens in the institution of a token, entry by entry of the journal, live.
//!
//! Only sealed entries go out. A seal waits for every writer that has drawn a lower number, so below it nothing can
//! appear any more, whichever node wrote it; whoever comes back with the last number it has seen misses nothing and is
//! told nothing twice. A signal says only that there is a new seal: the entries are fetched under the token's own rights,
//! which are looked at again each time. What tells of complaints goes only to a token that may know of them.

mod facts;
mod told;

use std::{
    collections::{BTreeSet, VecDeque},
    convert::Infallible,
    time::Duration,
};

use axum::{
    extract::Query,
    http::{HeaderMap, Method},
    response::{
        IntoResponse as _, Response,
        sse::{Event, Sse},
    },
};
use futures_util::stream;
use serde::Deserialize;
use serde_json::json;
use solits_db::Ear;
use solits_journal::{By, list_confidential};
use solits_kernel::{BranchId, InstitutionId, Scope, TokenId, Visibility};
use tokio::sync::broadcast::error::RecvError;

use crate::{
    ApiCx, ApiDoc, App, Routes, WebError,
    api::Answers,
    cx::CONFIDENTIAL,
    streams::{Listener, StreamPlace, come_back},
};

/// The scope a token needs, and the topic of the signal that there is a new seal.
const SCOPE: &str = "events.read";
/// What a job signals once it has sealed entries.
pub const SEALED: &str = "journal";

/// Entries fetched at once.
const MOST: i64 = 200;
/// A stream in which nothing happens says so this often; the token and the journal are looked at on that occasion too, so
/// that a lost signal delays an entry and loses none.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The route of events.
pub fn event_routes() -> Routes {
    let doc = ApiDoc {
        summary: "What happens, live: a server-sent event for each entry of the journal",
        response: Some(told::schema),
        query: &[("branch", "id of the branch; every branch, and what belongs to none, when absent")],
        answers: Answers::Events,
        ..ApiDoc::default()
    };
    Routes::new().api(Method::GET, "/api/v1/events", SCOPE, doc, open)
}

#[derive(Deserialize)]
struct Asked {
    branch: Option<BranchId>,
}

async fn open(cx: ApiCx, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    // The journal of everything is for programs; an employee sees what concerns them on their own pages.
    let By::Token(token) = cx.by else { return Err(WebError::Forbidden(SCOPE)) };
    let place = cx.app.streams.take(cx.institution, Listener::Token(token), cx.app.config.limits)?;
    // Listening begins before the journal is looked at, so that no seal falls between the two.
    let receiver = cx.app.db.live().subscribe();
    let mut tx = cx.read().await?;
    if let Some(branch) = asked.branch
        && !facts::branch_exists(&mut tx, branch).await?
    {
        return Err(WebError::NotFound);
    }
    let sealed = facts::last_sealed(&mut tx).await?;
    let after = match headers.get("last-event-id") {
        None => sealed,
        Some(value) => {
            let number = value.to_str().ok().and_then(|text| text.trim().parse::<i64>().ok());
            number.filter(|number| *number >= 0).ok_or(WebError::BadRequest)?
        }
    };
    drop(tx);
    // A number nobody was ever given belongs to another journal: going on from it would lose entries in silence.
    if after > sealed {
        return Err(WebError::Refused("error-event-number"));
    }
    let hello =
        Event::default().event("hello").id(after.to_string()).retry(come_back(&cx.app.random)).data("{}");
    let follow = Follow {
        app: cx.app,
        institution: cx.institution,
        token,
        branch: asked.branch,
        after,
        receiver,
        ready: VecDeque::from([hello]),
        _place: place,
    };
    let events = stream::unfold(follow, async |mut follow| {
        let event = follow.next().await?;
        Some((Ok::<_, Infallible>(event), follow))
    });
    Ok(Sse::new(events).into_response())
}

/// A stream on its way through the journal.
struct Follow {
    app: App,
    institution: InstitutionId,
    token: TokenId,
    branch: Option<BranchId>,
    /// The last entry looked at.
    after: i64,
    receiver: Ear,
    ready: VecDeque<Event>,
    _place: StreamPlace,
}

/// What looking at the journal gave.
enum Looked {
    /// There were entries, of which some may be ready to go out.
    Found,
    /// There was nothing new.
    Nothing,
    /// The token is no longer good.
    Ended,
}

impl Follow {
    /// The next event; `None` ends the stream.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            match self.look().await {
                Ok(Looked::Found) => continue,
                Ok(Looked::Nothing) => {}
                Ok(Looked::Ended) => return None,
                Err(error) => {
                    // The client comes back with the last number it has and loses nothing.
                    tracing::warn!(%error, "a stream of events ends: the journal cannot be read");
                    return None;
                }
            }
            match tokio::time::timeout(KEEP_ALIVE, self.hear()).await {
                Ok(true) => {}
                Ok(false) => return None,
                // An event without data is none for the client, but its number counts as seen.
                Err(_) => return Some(Event::default().comment("alive").id(self.after.to_string())),
            }
        }
    }

    /// Waits for a new seal; `false` once there is nobody to hear from.
    async fn hear(&mut self) -> bool {
        loop {
            match self.receiver.recv().await {
                Ok(signal) if signal.institution == self.institution && signal.topic == SEALED => {
                    return true;
                }
                Ok(_) => {}
                // Signals were missed: there may be a new seal.
                Err(RecvError::Lagged(_)) => return true,
                Err(RecvError::Closed) => return false,
            }
        }
    }

    async fn look(&mut self) -> Result<Looked, WebError> {
        let mut tx = self.app.db.read(Scope::of_request(self.institution, Visibility::All)).await?;
        let scopes = facts::find_scopes(&mut tx, self.token).await?.unwrap_or_default();
        let holds = |scope: &str| scopes.split(' ').any(|held| held == scope);
        if !holds(SCOPE) {
            return Ok(Looked::Ended);
        }
        let entries = facts::list_sealed_after(&mut tx, self.after, MOST).await?;
        let withheld =
            if holds(CONFIDENTIAL) { BTreeSet::new() } else { list_confidential(&mut tx, &entries).await? };
        drop(tx);
        let Some(last) = entries.last() else { return Ok(Looked::Nothing) };
        self.after = last.n;
        let concerned = entries
            .into_iter()
            .filter(|entry| self.branch.is_none() || entry.branch_id == self.branch)
            .filter(|entry| !withheld.contains(&entry.n))
            .filter_map(|entry| Some((entry.n, told::told(&entry)?)))
            .map(|(n, told)| {
                Event::default().id(n.to_string()).event(told.kind.clone()).data(json!(told).to_string())
            });
        self.ready.extend(concerned);
        Ok(Looked::Found)
    }
}
