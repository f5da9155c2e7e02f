//! Proposing a change of the standard, answering it, and saying in which version it was taken up.

use solits_db::Tx;
use solits_journal::{Actor, record};
use solits_web::App;

use crate::{
    actions::{EvidenceError, entry, person},
    model::suggestion::{Answer, Suggestion, SuggestionId, Target, Verdict},
    store,
};

/// Keeps a suggestion about the standard that is in force with this number. The journal holds what it is about, never its
/// words.
pub(crate) async fn suggest(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    version: i64,
    target: Target,
    proposal: String,
) -> Result<SuggestionId, EvidenceError> {
    let suggestion = Suggestion {
        id: app.random.id(actor.at),
        version,
        target,
        proposal,
        proposed_at: actor.at,
        proposed_by: person(actor)?,
        answer: None,
    };
    store::insert_suggestion(tx, &suggestion).await?;
    let told = entry(suggestion.id, None, "suggestion.made", &suggestion.target.norm)
        .with("document", suggestion.target.origin.document.as_str())
        .with("paragraph", suggestion.target.origin.paragraph.as_str());
    record(tx, &app.heart, actor, told).await?;
    Ok(suggestion.id)
}

/// Answers a suggestion, once.
pub(crate) async fn answer(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    suggestion: &Suggestion,
    verdict: Verdict,
    words: String,
) -> Result<(), EvidenceError> {
    let answer = Answer { verdict, words, at: actor.at, by: person(actor)?, taken_up_in: None };
    if !store::answer(tx, suggestion.id, &answer).await? {
        return Err(EvidenceError::AlreadyAnswered);
    }
    let told = entry(suggestion.id, None, "suggestion.answered", &suggestion.target.norm)
        .with("verdict", verdict.code());
    record(tx, &app.heart, actor, told).await?;
    Ok(())
}

/// Says into which version an accepted suggestion was taken up.
pub(crate) async fn take_up(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    suggestion: &Suggestion,
    version: i64,
) -> Result<(), EvidenceError> {
    person(actor)?;
    if !store::take_up(tx, suggestion.id, version).await? {
        return Err(EvidenceError::AlreadyAnswered);
    }
    let told =
        entry(suggestion.id, None, "suggestion.taken_up", &suggestion.target.norm).with("standard", version);
    record(tx, &app.heart, actor, told).await?;
    Ok(())
}
