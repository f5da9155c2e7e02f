//! Linking cases, and finding those that are alike.

use std::collections::BTreeSet;

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{CaseId, ServiceId};
use solits_standard::event::EventKind;
use solits_web::App;
use solits_written::search::index_terms;

use super::store::{self, Earlier, Kind};
use crate::{
    actions::{CaseError, change, entry, seen},
    model::{Case, Refusal},
    store as cases,
};

/// So many similar cases are shown.
const MOST_SIMILAR: usize = 5;

/// The case that a person names by its number, or a program by its id; one that is hidden from them is none.
pub(crate) async fn named_case(tx: &mut Tx, text: &str) -> Result<Case, CaseError> {
    let text = text.trim();
    let id = match text.parse::<CaseId>() {
        Ok(id) => Some(id),
        Err(_) => store::find_by_reference(tx, text).await?,
    };
    let Some(id) = id else { return Err(Refusal::NoSuchCase.into()) };
    Ok(crate::find(tx, id).await?.ok_or(Refusal::NoSuchCase)?)
}

/// Links a case with another; both are seen by whoever does it (security §5).
pub(crate) async fn link(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    other: CaseId,
    kind: Kind,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let other = crate::find(tx, other).await?.ok_or(Refusal::NoSuchCase)?;
    if other.id == id {
        return Err(Refusal::SameCase.into());
    }
    store::insert(tx, (id, other.id), kind, actor.at, actor.employee()).await?;
    related(tx, app, actor, (&before, &other), |entry| entry.with("what", "linked").with("kind", kind.name()))
        .await
}

/// Takes a link away.
pub(crate) async fn unlink(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    other: CaseId,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let other = cases::find(tx, other).await?.ok_or(Refusal::NoSuchCase)?;
    if !store::delete(tx, (id, other.id)).await? {
        return Err(CaseError::NotFound);
    }
    related(tx, app, actor, (&before, &other), |entry| entry.with("what", "unlinked")).await
}

/// Records the same of both cases.
async fn related(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (one, other): (&Case, &Case),
    facts: impl Fn(solits_journal::Entry) -> solits_journal::Entry,
) -> Result<Case, CaseError> {
    let told = facts(entry(EventKind::CaseLinked, other)).with("other", one.id);
    change(tx, app, actor, other.clone().touched(), other, told).await?;
    let told = facts(entry(EventKind::CaseLinked, one)).with("other", other.id);
    change(tx, app, actor, one.clone().touched(), one, told).await
}

/// Earlier cases that are alike: of the same service, or with the same words in any Latvian ending; the nearest first.
pub(crate) async fn similar(tx: &mut Tx, case: &Case) -> Result<Vec<Earlier>, CaseError> {
    let mut found = store::list_earlier(tx, case.id, case.service).await?;
    if found.is_empty() && case.service.is_some() {
        found = store::list_earlier(tx, case.id, None::<ServiceId>).await?;
    }
    Ok(nearest(&case.subject, found))
}

fn nearest(subject: &str, mut all: Vec<Earlier>) -> Vec<Earlier> {
    let asked = forms(subject);
    let shared = |other: &Earlier| asked.intersection(&forms(&other.subject)).count();
    let mut counted: Vec<(usize, Earlier)> =
        all.drain(..).map(|other| (shared(&other), other)).filter(|(shared, _)| *shared > 0).collect();
    counted.sort_by(|(a, one), (b, other)| b.cmp(a).then(other.id.cmp(&one.id)));
    counted.into_iter().take(MOST_SIMILAR).map(|(_, other)| other).collect()
}

/// The likeliest stem of each word.
fn forms(text: &str) -> BTreeSet<String> {
    index_terms(text).into_iter().filter_map(|term| term.forms.into_iter().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;
    use solits_kernel::Timestamp;
    use uuid::Uuid;

    fn earlier(id: u128, subject: &str) -> Earlier {
        Earlier {
            id: CaseId::new(Uuid::from_u128(id)),
            reference: format!("2026-{id:06}"),
            subject: subject.to_owned(),
            status: Status::Closed,
            opened_at: Timestamp::from_millis(0),
            answer: None,
        }
    }

    #[test]
    fn similar_cases_share_words_whatever_their_endings() {
        let all = vec![
            earlier(1, "Bērnudārza rinda"),
            earlier(2, "Dzīvesvietu deklarēšanai vajadzīgie dokumenti"),
            earlier(3, "Dzīvesvieta bērnam"),
        ];
        let found: Vec<_> =
            nearest("Dzīvesvietas deklarēšana", all).into_iter().map(|one| one.reference).collect();
        assert_eq!(found, ["2026-000002", "2026-000003"]);
    }
}
