//! Somebody has a case before their eyes, or is writing in it, and others see it.
//!
//! A page says every 25 seconds that it is open; who has not been heard of for a minute has gone. Where no script runs, a
//! reply that was kept some minutes ago says that it is being written.

use askama::Template;
use axum::extract::Path;
use solits_cases::find;
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_web::{EmployeeCx, Form, PageResult, WebError, html};

use crate::{
    people::People,
    store::{self, AtCase},
};

/// Whoever was not heard of for so long has gone.
pub(crate) const FRESH_MS: i64 = 60_000;
/// A reply that was kept so long ago is still being written.
const KEPT_MS: i64 = 3 * 60_000;

/// Somebody at a case, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Present {
    pub(crate) words: String,
    pub(crate) badge: &'static str,
}

/// Everybody at any case now.
pub(crate) async fn list(tx: &mut Tx, now: Timestamp) -> Result<Vec<AtCase>, DbError> {
    store::list_present(tx, now.plus_millis(-FRESH_MS), now.plus_millis(-KEPT_MS)).await
}

/// The others at one case, those who write first.
pub(crate) fn at_case(
    all: &[AtCase],
    case: CaseId,
    me: EmployeeId,
    people: &People,
    words: Words,
) -> Vec<Present> {
    let mut present: Vec<Present> = all
        .iter()
        .filter(|one| one.case_id == case && one.employee_id != me)
        .map(|one| {
            let writes = one.doing == "writes";
            let key = if writes { "inbox-writes" } else { "inbox-reads" };
            let name = people.name(one.employee_id);
            Present {
                words: words.ta(key, &[("name", name.as_str().into())]),
                badge: if writes { "soon" } else { "plain" },
            }
        })
        .collect();
    present.sort_by_key(|one| (one.badge != "soon", one.words.clone()));
    present
}

/// Tells whoever looks at a case, or at a list with it, that somebody came or went.
pub(crate) async fn tell(tx: &mut Tx, case: CaseId) -> Result<(), DbError> {
    if let Some(found) = find(tx, case).await? {
        tx.signal(format!("employee:{}", found.owner));
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "inbox/presence.html")]
struct PresenceView {
    present: Vec<Present>,
}

/// `POST /inbox/presence/{case}`: whoever asks is at the case; the answer is who else is.
pub(crate) async fn here(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let me = cx.me.employee;
    let mut tx = cx.write().await?;
    let case = find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let before = store::find_presence(&mut tx, id, me).await?;
    let is_news = match fields.get("doing") {
        "left" => store::delete_presence(&mut tx, id, me).await?,
        doing @ ("reads" | "writes") => {
            store::put_presence(&mut tx, id, me, doing, cx.at).await?;
            store::put_seen(&mut tx, me, id, case.version).await?;
            before.is_none_or(|(was, at)| was != doing || cx.at.since(at) > FRESH_MS)
        }
        _ => return Err(WebError::BadRequest),
    };
    if is_news {
        tell(&mut tx, id).await?;
    }
    let people = People::read(&mut tx, me, cx.at, cx.words).await?;
    let all = list(&mut tx, cx.at).await?;
    tx.commit().await?;
    html(&PresenceView { present: at_case(&all, id, me, &people, cx.words) })
}
