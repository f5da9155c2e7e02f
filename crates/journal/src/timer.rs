//! What time brings about, recorded once whichever node sees it first.

use std::collections::BTreeMap;

use solits_db::{Db, Tx, row, sql};
use solits_kernel::{InstitutionId, ObligationId, Scope, Timestamp};
use solits_obligation::{Obligation, Step, next_step};
use solits_standard::{Standard, event::EventKind, model::Fact};

use crate::{Actor, By, Entry, JournalError, entry::record, heart::Heart, store::ObligationRow};

/// Looks at so many obligations in one transaction.
const AT_ONCE: i64 = 200;

/// Something of which a person is to be told: a promise that soon will be late, or is.
#[derive(Debug)]
pub struct Late<'a> {
    /// What is owed.
    pub obligation: &'a Obligation,
    /// The version it is judged by.
    pub standard: &'a Standard,
    /// The role that the promise names.
    pub role: &'a str,
    /// Place among the reports of the promise, from 0.
    pub step: u32,
    /// When it is reported.
    pub at: Timestamp,
}

/// Whoever knows which person holds a role on a day.
pub trait Messenger: Sync {
    /// Notes who is told, in the transaction of the entry; the facts that come back stand in that entry.
    fn tell(
        &self,
        tx: &mut Tx,
        late: &Late<'_>,
    ) -> impl Future<Output = Result<BTreeMap<String, Fact>, JournalError>> + Send;
}

/// Tells nobody by name: the entry has the role alone.
#[derive(Clone, Copy, Debug)]
pub struct NoMessenger;

impl Messenger for NoMessenger {
    async fn tell(&self, _: &mut Tx, _: &Late<'_>) -> Result<BTreeMap<String, Fact>, JournalError> {
        Ok(BTreeMap::new())
    }
}

row! {
    struct Due { day: i64, id: ObligationId }
}

/// Records every limit that has passed and every report that is due by `now` in one institution. Returns how many
/// entries were written.
///
/// Nodes share the work: each row is claimed by a conditional update, so that a breach is recorded once.
pub async fn tick(
    db: &Db,
    heart: &Heart,
    institution: InstitutionId,
    now: Timestamp,
) -> Result<usize, JournalError> {
    tick_telling(db, heart, institution, now, &NoMessenger).await
}

/// As [`tick`], with somebody who knows whom to tell of what is reported.
pub async fn tick_telling(
    db: &Db,
    heart: &Heart,
    institution: InstitutionId,
    now: Timestamp,
    messenger: &impl Messenger,
) -> Result<usize, JournalError> {
    let mut written = 0;
    loop {
        let mut tx = db.write(Scope::of_job(institution)).await?;
        // The suffix lets nodes take different rows instead of waiting for each other.
        let due = sql!(
            sqlite "SELECT day, id FROM obligations
                     WHERE institution_id = $1 AND look_at IS NOT NULL AND look_at <= $2 ORDER BY look_at, id LIMIT $3",
            pg "SELECT day, id FROM obligations
                 WHERE institution_id = $1 AND look_at IS NOT NULL AND look_at <= $2 ORDER BY look_at, id LIMIT $3
                 FOR UPDATE SKIP LOCKED"
        )
        .bind(now)
        .bind(AT_ONCE)
        .all::<Due>(&mut tx)
        .await?;
        let mut progress = 0;
        for due in &due {
            progress += look(&mut tx, heart, due, now, messenger).await?;
        }
        tx.commit().await?;
        written += progress;
        if progress == 0 {
            return Ok(written);
        }
    }
}

async fn look(
    tx: &mut Tx,
    heart: &Heart,
    due: &Due,
    now: Timestamp,
    messenger: &impl Messenger,
) -> Result<usize, JournalError> {
    let mut written = 0;
    // Each step changes what the next one is: a breach first, then the reports after it.
    while let Some(obligation) = find_live(tx, due).await? {
        let loaded = heart.loaded(tx).await?;
        let Some(standard) = loaded.versions.get(obligation.standard) else { break };
        let promise = standard.promise(&obligation.norm);
        let Some(step) = promise.and_then(|promise| next_step(promise, &obligation, now)) else { break };
        let entry = |kind| {
            Entry::new(kind, obligation.subject, obligation.branch)
                .with("obligation", obligation.id)
                .with("norm", obligation.norm.as_str())
        };
        let entry = match &step {
            Step::Breach => entry(EventKind::ObligationBreached),
            Step::Escalate { to, step } => {
                let late = Late { obligation: &obligation, standard, role: to, step: *step, at: now };
                let told = messenger.tell(tx, &late).await?;
                let mut entry = entry(EventKind::ObligationEscalated).with("to", to.as_str());
                entry.facts.extend(told);
                entry
            }
        };
        record(tx, heart, &Actor { by: By::Program, at: now }, entry).await?;
        if let Some(branch) = obligation.branch {
            tx.signal(format!("branch:{branch}"));
        }
        written += 1;
    }
    Ok(written)
}

async fn find_live(tx: &mut Tx, due: &Due) -> Result<Option<Obligation>, JournalError> {
    let row = sql!(
        "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations WHERE institution_id = $1 AND day = $2 AND id = $3 AND look_at IS NOT NULL"
    )
    .bind(due.day)
    .bind(due.id)
    .optional::<ObligationRow>(tx)
    .await?;
    Ok(row.map(Obligation::try_from).transpose()?)
}
