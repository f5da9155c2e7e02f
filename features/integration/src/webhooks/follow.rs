//! Calls follow the journal: what a sealed entry says is written down as a call for each webhook that asked for it, in the
//! same transaction as how far was read. Whoever is killed between has done nothing.

use solits_db::{DbError, Tx};
use solits_journal::{StoredEntry, find_case_of, list_confidential};
use solits_kernel::{CaseId, EmployeeId, InstitutionId, Scope, Viewer};
use solits_standard::event::EventKind;
use solits_web::App;
use uuid::Uuid;

use super::model::{GROUPS, Said, State, Webhook, event_id, group_of};
use crate::store::{
    calls::{self, NewCall},
    webhooks,
};

/// Entries looked at in one transaction.
const AT_ONCE: i64 = 500;
/// A backlog is worked off in steps of so many transactions: the other work of the background must not wait for it.
const STEPS_A_ROUND: usize = 10;

/// How far the journal was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// To its last seal, or another node is at work on it.
    Done,
    /// More waits.
    More,
}

/// Follows the journal for some steps; called every second.
pub async fn follow(app: &App, institution: InstitutionId) -> Result<Followed, DbError> {
    for _ in 0..STEPS_A_ROUND {
        if step(app, institution).await? == Followed::Done {
            return Ok(Followed::Done);
        }
    }
    Ok(Followed::More)
}

/// What is to be written, and how far the journal was read for it.
struct Reading {
    from: i64,
    upto: i64,
    calls: Vec<NewCall>,
    is_last: bool,
}

async fn step(app: &App, institution: InstitutionId) -> Result<Followed, DbError> {
    let scope = Scope::of_job(institution);
    let mut tx = app.db.read(scope.clone()).await?;
    let sealed = calls::last_sealed(&mut tx).await?;
    let Some(from) = calls::find_progress(&mut tx).await? else {
        // Whatever was before the first look concerns no webhook: none is older than this.
        drop(tx);
        let mut tx = app.db.write(scope).await?;
        calls::begin_progress(&mut tx, sealed).await?;
        tx.commit().await?;
        return Ok(Followed::Done);
    };
    if from >= sealed {
        return Ok(Followed::Done);
    }
    let reading = read(&mut tx, from, sealed).await?;
    drop(tx);
    let mut tx = app.db.write(scope).await?;
    // Whoever was slower than another node leaves its reading unused.
    if calls::hold_progress(&mut tx).await? != Some(reading.from) {
        return Ok(Followed::Done);
    }
    let now = app.clock.now();
    for call in &reading.calls {
        calls::insert(&mut tx, call, now).await?;
    }
    calls::save_progress(&mut tx, reading.upto).await?;
    tx.commit().await?;
    Ok(if reading.is_last { Followed::Done } else { Followed::More })
}

async fn read(tx: &mut Tx, from: i64, sealed: i64) -> Result<Reading, DbError> {
    let mut called = webhooks::list(tx).await?;
    called.retain(|webhook| webhook.state == State::On);
    if called.is_empty() {
        return Ok(Reading { from, upto: sealed, calls: Vec::new(), is_last: true });
    }
    let entries = calls::list_entries(tx, from, sealed, AT_ONCE).await?;
    let is_full = i64::try_from(entries.len()).is_ok_and(|count| count == AT_ONCE);
    let upto = entries.last().filter(|_| is_full).map_or(sealed, |last| last.n);
    let code = calls::institution_code(tx).await?;
    let confidential = list_confidential(tx, &entries).await?;
    let mut written = Vec::new();
    for entry in entries.iter().filter(|entry| may_be_told(entry)) {
        let asked: Vec<&Webhook> = called
            .iter()
            .filter(|webhook| webhook.from_n < entry.n && webhook.kinds.has(&entry.kind))
            .collect();
        if asked.is_empty() {
            continue;
        }
        let case = find_case_of(tx, entry.subject_id).await?.map(|of| of.case);
        let is_confidential = confidential.contains(&entry.n);
        let body = body(&code, entry, case);
        written.extend(asked.into_iter().filter(|webhook| webhook.with_feedback || !is_confidential).map(
            |webhook| NewCall {
                webhook: webhook.id,
                n: entry.n,
                kind: entry.kind.clone(),
                case,
                body: body.clone(),
            },
        ));
    }
    Ok(Reading { from, upto, calls: written, is_last: upto >= sealed })
}

/// Whether any program may be told of an entry: not of what concerns only an employee.
fn may_be_told(entry: &StoredEntry) -> bool {
    let is_known = EventKind::parse(&entry.kind).is_some() && GROUPS.contains(&group_of(&entry.kind));
    // Signing in and out is journalled as set-up; so is what is done to passwords and passkeys.
    let facts: serde_json::Value = serde_json::from_str(&entry.facts).unwrap_or_default();
    let what = facts.get("what").and_then(serde_json::Value::as_str).unwrap_or_default();
    let is_of_a_person = ["session.", "passkey.", "password.", "second_factor.", "calendar."]
        .iter()
        .any(|one| what.starts_with(one));
    is_known && !is_of_a_person
}

/// Whether a case is confidential: hidden from whoever has no part in it.
pub(super) async fn is_hidden(
    app: &App,
    institution: InstitutionId,
    case: Option<CaseId>,
) -> Result<bool, DbError> {
    let Some(case) = case else { return Ok(false) };
    // Nobody's id: no case is theirs, and nothing was said of them.
    let anybody = Viewer::Employee { id: EmployeeId::new(Uuid::max()), keeps_feedback: false };
    let mut tx = app.db.read(Scope::of_job(institution).seen_by(anybody)).await?;
    Ok(calls::find_case(&mut tx, case).await?.is_none())
}

fn body(code: &str, entry: &StoredEntry, case: Option<CaseId>) -> String {
    Said {
        id: event_id(code, entry.n),
        number: entry.n,
        kind: &entry.kind,
        at: entry.at.to_string(),
        institution: code,
        subject: entry.subject_id,
        branch: entry.branch_id.map(solits_kernel::BranchId::uuid),
        case: case.map(CaseId::uuid),
    }
    .body()
}
