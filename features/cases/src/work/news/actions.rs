//! Saying how a client wants to hear, putting before a person what they are to tell, and recording that it is told.

use solits_db::Tx;
use solits_journal::{Actor, record};
use solits_kernel::CaseId;
use solits_standard::event::EventKind;
use solits_web::App;
use uuid::Uuid;

use super::{
    model::{Hearing, NewsBy},
    store::{self, NewNews},
};
use crate::{
    actions::{CaseError, change, entry, seen, tell, write_note},
    model::{Audience, Case},
    work::contacts::{
        model::{Outcome, id_of},
        store::{self as contacts, NewContact},
    },
};

/// Keeps another way in which the client wants to hear of the case.
pub(crate) async fn set_hearing(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    mut hearing: Hearing,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if hearing.postal.is_empty()
        && let Some(kept) = store::find_hearing(tx, id).await?
    {
        // Letters of ours on paper go there whatever way news does.
        hearing.postal = kept.postal;
    }
    store::keep_hearing(tx, id, &hearing, None).await?;
    let told = entry(EventKind::CasePartyChanged, &before)
        .with("what", "news_by")
        .with("channel", hearing.by.name());
    change(tx, app, actor, before.clone().touched(), &before, told).await
}

/// Puts before the owner of a case what the client is to be told by a person. What is there already stays as it is.
pub async fn put_news(tx: &mut Tx, app: &App, case: &Case, news: &NewNews<'_>) -> Result<(), CaseError> {
    if store::insert_news(tx, app.random.uuid(news.at), case.id, news).await? {
        tell(tx, case);
    }
    Ok(())
}

/// Whose telling it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// It is told now.
    Now,
    /// Somebody has told it before.
    Before,
}

/// Records that a person has told it: as a contact of the case, and in its journal with the words.
pub(crate) async fn told(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, news): (CaseId, Uuid),
    how: NewsBy,
) -> Result<Told, CaseError> {
    let case = crate::find(tx, id).await?.ok_or(CaseError::NotFound)?;
    let news = store::find_news(tx, id, news).await?.ok_or(CaseError::NotFound)?;
    if !store::settle_news(tx, news.id, how, actor.employee(), actor.at).await? {
        return Ok(Told::Before);
    }
    let contact = NewContact {
        id: id_of(id, actor.employee(), how.channel(), actor.at),
        case: id,
        channel: how.channel(),
        branch: case.branch,
        employee: actor.employee(),
        service: case.service,
        began: actor.at,
        ended: actor.at,
        // News of a matter that goes on settles nothing yet.
        outcome: if case.status.is_live() { Outcome::Parked.name() } else { Outcome::Solved.name() },
    };
    contacts::insert(tx, contact).await?;
    let note = write_note(tx, app, actor, id, Audience::Internal, news.text).await?;
    let told = entry(EventKind::CaseNoted, &case)
        .with("what", "news_told")
        .with("how", how.name())
        .with("news", news.id.to_string())
        .with("note", note.to_string());
    record(tx, &app.heart, actor, told).await?;
    tell(tx, &case);
    Ok(Told::Now)
}
