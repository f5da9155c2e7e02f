//! What is done with feedback by the id of its case, for those who have no page of it before them: other rooms, and the
//! demonstration's made-up past.

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{CaseId, Text};
use solits_web::App;
use solits_written::feedback::{ClosedBecause, Ruling, Stage};

use super::{Details, FeedbackError, Found, Registered, person, taking};
use crate::model::{CauseKind, register_of};

/// Says whom or what feedback concerns; from then on it lies with whoever the ladder names.
///
/// # Errors
/// Where whoever acts may not say so, or somebody has ruled on it already.
pub async fn register(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    details: Details,
) -> Result<Registered, FeedbackError> {
    let found = Found::load(tx, app, actor, id).await?;
    taking::register(tx, app, actor, found, details).await
}

/// Rules on feedback, as the one who decides.
///
/// # Errors
/// Where another decides, or the ruling lacks something.
pub async fn rule(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    ruling: Ruling,
    cause: Option<CauseKind>,
) -> Result<(), FeedbackError> {
    let found = Found::load(tx, app, actor, id).await?;
    super::examine(tx, app, actor, found, ruling, cause).await
}

/// The author knows the ruling.
///
/// # Errors
/// Where there is none yet.
pub async fn tell_author(tx: &mut Tx, app: &App, actor: &Actor, id: CaseId) -> Result<(), FeedbackError> {
    let by = person(actor)?;
    let found = Found::load(tx, app, actor, id).await?;
    super::told(tx, app, actor, found, by).await
}

/// The author asks for the next rung, in their own words (K-14).
///
/// # Errors
/// Where they were not answered yet, or nobody inside stands above.
pub async fn ask_on(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    request: String,
) -> Result<(), FeedbackError> {
    let found = Found::load(tx, app, actor, id).await?;
    super::ruling::ask_on(tx, app, actor, found, request).await
}

/// Publishes what was changed because of it, in words that name nobody.
///
/// # Errors
/// Where somebody changed it meanwhile.
pub async fn publish(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    text: Text,
) -> Result<(), FeedbackError> {
    let found = Found::load(tx, app, actor, id).await?;
    super::ruling::publish(tx, app, actor, found, Some(text)).await
}

/// The whole of it was passed on to the body that is competent for it, and the author was told which. Nothing happens for a
/// case that is no feedback, or from which nothing more comes anyway.
///
/// # Errors
/// Where somebody changed it meanwhile.
pub async fn pass_outside(tx: &mut Tx, app: &App, actor: &Actor, id: CaseId) -> Result<(), FeedbackError> {
    let case = solits_cases::find(tx, id).await?.ok_or(FeedbackError::NotFound)?;
    if register_of(case.kind).is_none() {
        return Ok(());
    }
    let found = Found::load(tx, app, actor, id).await?;
    if matches!(found.record.way.stage, Stage::Closed { .. }) {
        return Ok(());
    }
    super::ruling::pass_outside(tx, app, actor, found).await
}

/// Nothing more comes of it; words for the author where the case has no answer.
///
/// # Errors
/// Where it cannot be closed for that reason as it stands.
pub async fn close(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    because: ClosedBecause,
    words: &str,
) -> Result<(), FeedbackError> {
    let found = Found::load(tx, app, actor, id).await?;
    super::ruling::close(tx, app, actor, found, because, words).await
}
