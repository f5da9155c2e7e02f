//! Keeping the duties in step with the standard in force, the people and the day.

use jiff::civil::Date;
use solits_db::{DbError, Tx};
use solits_journal::{Actor, By, Entry, JournalError, Loaded, record};
use solits_kernel::{BranchId, InstitutionId, Scope, day_number, day_of_number};
use solits_standard::{Standard, event::EventKind};
use solits_web::App;
use thiserror::Error;

use crate::{
    model::{Because, Bound, Duty, Key, Reason, Staff, State, Step, Version, WORKING_DAYS, steps},
    people, store,
};

/// Why the duties could not be kept in step.
#[derive(Debug, Error)]
pub enum SweepError {
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal failed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

/// Key of the lock under which one node at a time changes duties.
const LOCK: i64 = 0x0061_6371_7561;

/// Opens, moves, passes upwards and closes duties as the standard in force, the people and the day ask for. Returns how
/// many changed; running it twice does no harm.
pub async fn keep_duties(app: &App, institution: InstitutionId, by: By) -> Result<usize, SweepError> {
    let actor = Actor { by, at: app.clock.now() };
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let Some(found) = Sweep::find(&mut tx, app, &actor).await? else { return Ok(0) };
    drop(tx);
    if found.is_idle() {
        return Ok(0);
    }
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    tx.lock(LOCK).await?;
    // Another node may have done it meanwhile, so that it is looked at again behind the lock.
    let Some(found) = Sweep::find(&mut tx, app, &actor).await? else { return Ok(0) };
    found.apply(&mut tx, app, &actor).await?;
    tx.commit().await?;
    Ok(found.steps.len())
}

/// What is to be changed.
struct Sweep {
    standard: i64,
    version: Version,
    staff: Staff,
    steps: Vec<Step>,
    loaded: std::sync::Arc<Loaded>,
    today: Date,
}

impl Sweep {
    async fn find(tx: &mut Tx, app: &App, actor: &Actor) -> Result<Option<Self>, SweepError> {
        let loaded = app.heart.loaded(tx).await?;
        let Some((number, standard)) = loaded.standard(actor.at) else { return Ok(None) };
        let today = actor.at.day();
        let staff = people::staff(tx, &standard, today).await?;
        let duties = store::list_about(tx, number).await?;
        let version = if store::is_known(tx, number).await? { Version::Known } else { Version::New };
        let steps = steps(&staff, &duties, number, version, day_number(today));
        Ok(Some(Self { standard: number, version, staff, steps, loaded, today }))
    }

    fn is_idle(&self) -> bool {
        self.steps.is_empty() && self.version == Version::Known
    }

    async fn apply(&self, tx: &mut Tx, app: &App, actor: &Actor) -> Result<(), SweepError> {
        if self.version == Version::New {
            store::insert_version(tx, self.standard, actor.at).await?;
        }
        for step in &self.steps {
            let entry = match step {
                Step::Open(key, reason) => self.open(tx, app, actor, *key, *reason).await?,
                Step::Close(key, because) => self.close(tx, actor, *key, *because).await?,
                Step::Move(key) => self.hand_over(tx, *key).await?,
                Step::Escalate(key, to) => store::escalate(tx, *key, *to, actor.at)
                    .await?
                    .then(|| self.entry(*key, "acquaintance.escalated").with("to", *to)),
            };
            if let Some(entry) = entry {
                record(tx, &app.heart, actor, entry).await?;
            }
        }
        Ok(())
    }

    async fn open(
        &self,
        tx: &mut Tx,
        app: &App,
        actor: &Actor,
        key: Key,
        reason: Reason,
    ) -> Result<Option<Entry>, SweepError> {
        let Some(person) = self.staff.bound.get(&key.employee) else { return Ok(None) };
        let duty = Duty {
            key,
            reason,
            place: person.place.clone(),
            opened_at: actor.at,
            due_on: day_number(self.due(person)),
            // Positive, so that it reads the same on both engines and in every tool.
            seed: i64::from(u32::from_le_bytes(app.random.bytes())),
            explainer: person.explainer,
            explained: None,
            reminded: None,
            escalated: None,
            state: State::Open,
            paper: None,
            remarks: String::new(),
        };
        store::insert(tx, &duty).await?;
        let entry = match reason {
            // An event of its own, on which a promise of the standard may run.
            Reason::Joined => Entry::new(EventKind::EmployeeJoined, key.employee, person.branch)
                .with("number", key.standard)
                .with("round", key.round),
            Reason::Version | Reason::Post => self.entry(key, "acquaintance.opened"),
        };
        Ok(Some(entry.with("reason", reason.code()).with("due_on", duty.due_on)))
    }

    async fn close(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        key: Key,
        because: Because,
    ) -> Result<Option<Entry>, SweepError> {
        let closed = store::close(tx, key, because, actor.at).await?;
        Ok(closed.then(|| self.entry(key, "acquaintance.closed").with("because", because.code())))
    }

    async fn hand_over(&self, tx: &mut Tx, key: Key) -> Result<Option<Entry>, SweepError> {
        let Some(person) = self.staff.bound.get(&key.employee) else { return Ok(None) };
        let moved = store::move_to(tx, key, &person.place, person.explainer).await?;
        Ok(moved.then(|| self.entry(key, "acquaintance.handed_over").with("to", person.explainer)))
    }

    /// The last day in time, by the calendar of the employee's branch.
    fn due(&self, person: &Bound) -> Date {
        let calendar = self.loaded.calendar(person.branch).or_else(|| self.loaded.calendar(None));
        calendar
            .and_then(|calendar| calendar.working_day_after(self.today, WORKING_DAYS))
            .unwrap_or_else(|| day_of_number(day_number(self.today) + 2 * WORKING_DAYS))
    }

    fn entry(&self, key: Key, what: &str) -> Entry {
        entry(key, what, self.branch(key))
    }

    fn branch(&self, key: Key) -> Option<BranchId> {
        self.staff.bound.get(&key.employee).and_then(|person| person.branch)
    }
}

/// An entry about a duty: ids and numbers, never words of a person.
pub(crate) fn entry(key: Key, what: &str, branch: Option<BranchId>) -> Entry {
    Entry::new(EventKind::SetupChanged, key.employee, branch)
        .with("what", what)
        .with("number", key.standard)
        .with("round", key.round)
}

/// Whether a standard asks that its meaning for the post be explained before it is signed (VZD 4).
pub(crate) fn asks_for_explanation(standard: &Standard) -> bool {
    standard.bool("acquaint.explains_to_post").is_some_and(|asked| asked.value)
}
