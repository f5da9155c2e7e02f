//! Noting on what an answer rests.

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{CaseId, clean};
use solits_standard::event::EventKind;
use solits_web::App;
use uuid::Uuid;

use super::store::{self, Kind, Source};
use crate::{
    actions::{CaseError, change, entry, seen},
    model::Case,
};

/// Longest text of a source.
pub(crate) const MOST_SOURCE: usize = 2_000;
/// Longest place.
pub(crate) const MOST_PLACE: usize = 300;

/// Notes a fact, a source or a circumstance.
pub(crate) async fn note(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    kind: Kind,
    (text, place): (&str, &str),
) -> Result<(Case, Uuid), CaseError> {
    let before = seen(tx, id, version).await?;
    let place = if place.trim().is_empty() { String::new() } else { clean(place, MOST_PLACE)? };
    let source = Source {
        id: app.random.uuid(actor.at),
        kind,
        text: clean(text, MOST_SOURCE)?,
        place,
        at: actor.at,
        employee: actor.employee(),
        withdrawn_at: None,
    };
    store::insert(tx, id, &source).await?;
    let case = before.clone().touched();
    let entry = entry(EventKind::CaseSourceNoted, &case)
        .with("what", "noted")
        .with("source", source.id.to_string())
        .with("kind", kind.name());
    Ok((change(tx, app, actor, case, &before, entry).await?, source.id))
}

/// Marks a source as not holding; it stays to be seen.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    source: Uuid,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if !store::update_withdrawn(tx, id, source, actor.at).await? {
        return Err(CaseError::NotFound);
    }
    let case = before.clone().touched();
    let entry =
        entry(EventKind::CaseSourceNoted, &case).with("what", "withdrawn").with("source", source.to_string());
    change(tx, app, actor, case, &before, entry).await
}
