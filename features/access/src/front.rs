//! The front door, and the stream of live updates for those inside.

use std::collections::HashMap;

use axum::{extract::Query, response::Response};
use solits_db::{DbError, Tx};
use solits_kernel::{CaseId, Lang};
use solits_web::{EmployeeCx, LangCx, Listener, PageResult, WebError, live_response, see_other};

use crate::store;

/// `/` leads to where whoever asks belongs, in the language they ask for.
pub(crate) async fn front(cx: LangCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let place = if cx.app.config.demo {
        "/demo".to_owned()
    } else {
        let mut tx = cx.app.db.read_global().await?;
        match store::find_first_institution(&mut tx).await? {
            Some((_, code)) => format!("/i/{code}"),
            None => "/sign-in".to_owned(),
        }
    };
    Ok(match query.get("lang").and_then(|lang| Lang::parse(lang)) {
        Some(lang) => see_other(&format!("{place}?lang={}", lang.code())),
        None => see_other(&place),
    })
}

/// Topics a page may listen to, all of its own institution.
const KINDS: &[&str] = &["branch", "ticket", "case", "employee", "counter"];
/// What leaves, and what came and belongs to no case yet, all of it together.
const TOGETHER: [&str; 2] = ["outbox", "letters"];

/// `/live?topics=branch:…,ticket:…` says what changed until the session ends.
pub(crate) async fn live(
    cx: EmployeeCx,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let topics: Vec<String> =
        query.get("topics").map(|topics| topics.split(',').map(str::to_owned).collect()).unwrap_or_default();
    let known = |topic: &String| {
        TOGETHER.contains(&topic.as_str())
            || topic.split_once(':').is_some_and(|(kind, _)| KINDS.contains(&kind))
    };
    if topics.len() > 20 || !topics.iter().all(known) {
        return Err(WebError::BadRequest);
    }
    let cases: Vec<CaseId> =
        topics.iter().filter_map(|topic| topic.strip_prefix("case:")?.parse().ok()).collect();
    // That something happens in a case is told only to whom the case itself is shown.
    if !all_seen(&mut cx.read().await?, &cases).await? {
        return Err(WebError::NotFound);
    }
    let (app, scope, session) = (cx.app.clone(), cx.me.scope(), cx.me.session);
    let listener = Listener::Session(session);
    live_response(&cx.app, cx.me.institution, topics, listener, move || {
        let (app, scope, cases) = (app.clone(), scope.clone(), cases.clone());
        async move {
            match app.db.read(scope).await {
                Ok(mut tx) => {
                    store::stands(&mut tx, session).await.unwrap_or(false)
                        && all_seen(&mut tx, &cases).await.unwrap_or(false)
                }
                Err(_) => false,
            }
        }
    })
}

/// Whether every one of these cases is there for whoever looks.
async fn all_seen(tx: &mut Tx, cases: &[CaseId]) -> Result<bool, DbError> {
    for case in cases {
        if !store::sees_case(tx, *case).await? {
            return Ok(false);
        }
    }
    Ok(true)
}
