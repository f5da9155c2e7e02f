//! The plan of the year: made when a standard with a matrix is in force, and made again when what it rests on changes.

use jiff::{ToSpan, civil::Date};
use sha2::{Digest as _, Sha256};
use solits_db::DbError;
use solits_journal::{Actor, By, Entry, JournalError, record};
use solits_kernel::{EmployeeId, InstitutionId, Scope, Timestamp, day_number, day_of_number};
use solits_plan::{Duty, Former, Matrix, Organisation, Plan, Year, plan};
use solits_standard::event::EventKind;
use solits_web::App;
use thiserror::Error;
use uuid::Uuid;

use crate::{
    model::{Kept, gather},
    people,
    store::{self, PlanRow},
};

/// Why a plan could not be made.
#[derive(Debug, Error)]
pub enum PlanError {
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal failed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
    /// The program is stopping.
    #[error("planning was interrupted")]
    Interrupted,
}

/// When a year is planned again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replanning {
    /// Only where the matrix, the people, the places or the calendars have changed.
    WhenChanged,
    /// In any case.
    Asked,
}

/// In the last month of a year the next one is planned too, so that people see what January brings.
const NEXT_YEAR_FROM_MONTH: i8 = 12;

/// Key of the lock under which one node at a time stores a plan.
const LOCK: i64 = 0x0065_7661_6c75;

/// Makes the plan of the present year, and near its end of the next, where there is none or it is asked for again.
/// Returns how many years were planned.
///
/// What was planned for today and earlier stays; a first plan begins today. Running it twice does no harm.
pub async fn keep_plan(
    app: &App,
    institution: InstitutionId,
    by: By,
    replanning: Replanning,
) -> Result<usize, PlanError> {
    let at = app.clock.now();
    let today = at.day();
    let mut years = vec![today.year()];
    if today.month() >= NEXT_YEAR_FROM_MONTH {
        years.push(today.year() + 1);
    }
    let mut planned = 0;
    for year in years {
        if let Some(work) = prepare(app, institution, year, at, replanning).await? {
            planned += usize::from(work.carry_out(app, institution, Actor { by, at }).await?);
        }
    }
    Ok(planned)
}

/// A year that is to be planned, with everything planning needs.
struct Work {
    year: Year,
    number: i64,
    matrix: Matrix,
    organisation: Organisation,
    fingerprint: String,
    /// The fingerprint of the plan that is replaced; nothing for a first plan.
    before: Option<String>,
    former: Vec<Kept>,
    from: Date,
}

async fn prepare(
    app: &App,
    institution: InstitutionId,
    year: i16,
    at: Timestamp,
    replanning: Replanning,
) -> Result<Option<Work>, PlanError> {
    let today = at.day();
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let loaded = app.heart.loaded(&mut tx).await?;
    let Some((number, standard)) = loaded.standard(at) else { return Ok(None) };
    let matrix = Matrix::of(&standard);
    let known = store::find_plan(&mut tx, year).await?;
    if known.is_none() && matrix.rows.iter().all(|row| row.asks.frequency.is_none()) {
        return Ok(None);
    }
    let organisation = people::organisation(&mut tx, today).await?;
    let fingerprint = fingerprint(number, &matrix, &organisation);
    let unchanged = known.as_ref().is_some_and(|known| known.fingerprint == fingerprint);
    if unchanged && replanning == Replanning::WhenChanged {
        return Ok(None);
    }
    let first = Date::new(year, 1, 1).unwrap_or(today);
    let begins = known.as_ref().map_or_else(|| first.max(today), |known| day_of_number(known.begins_on));
    let former = if known.is_some() { store::list_year(&mut tx, year).await? } else { Vec::new() };
    // What somebody has been told for today does not move under them.
    let from = if known.is_some() { begins.max(today.saturating_add(1.day())) } else { begins };
    Ok(Some(Work {
        year: Year { year, begins },
        number,
        matrix,
        organisation,
        fingerprint,
        before: known.map(|known| known.fingerprint),
        former,
        from,
    }))
}

/// A short word for everything a plan rests on.
fn fingerprint(number: i64, matrix: &Matrix, organisation: &Organisation) -> String {
    use std::fmt::Write as _;
    let mut hash = Sha256::new();
    hash.update(format!("{number} {:?} {organisation:?}", matrix.rows));
    hash.finalize().iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Work {
    /// Plans the year and stores it; whether it was stored. Another node may have done the same meanwhile.
    async fn carry_out(self, app: &App, institution: InstitutionId, actor: Actor) -> Result<bool, PlanError> {
        // Planning a large institution takes long enough to keep others waiting.
        let (work, plan) = tokio::task::spawn_blocking(move || {
            let plan = self.plan();
            (self, plan)
        })
        .await
        .map_err(|_| PlanError::Interrupted)?;
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        tx.lock(LOCK).await?;
        let known = store::find_plan(&mut tx, work.year.year).await?.map(|known| known.fingerprint);
        if known != work.before {
            return Ok(false);
        }
        let row = PlanRow {
            year: work.year.year.into(),
            begins_on: day_number(work.year.begins),
            standard_number: work.number,
            fingerprint: work.fingerprint.clone(),
            planned_at: actor.at,
        };
        let kept = work.kept(&plan);
        store::replace_plan(&mut tx, &row, &kept, &plan.gaps).await?;
        let told = Entry::new(EventKind::SetupChanged, subject(row.year), None)
            .with("what", "plan.made")
            .with("year", row.year)
            .with("standard", work.number)
            .with("duties", i64::try_from(plan.duties.len()).unwrap_or_default())
            .with("gaps", i64::try_from(plan.gaps.len()).unwrap_or_default());
        record(&mut tx, &app.heart, &actor, told).await?;
        tx.commit().await?;
        Ok(true)
    }

    fn plan(&self) -> Plan {
        let duties: Vec<Duty> = self.former.iter().flat_map(Kept::each).collect();
        let former = self.before.as_ref().map(|_| Former { duties: &duties, from: self.from });
        plan(&self.matrix, &self.organisation, self.year, former)
    }

    fn kept(&self, plan: &Plan) -> Vec<Kept> {
        let numbers: std::collections::HashMap<String, i64> = self
            .former
            .iter()
            .flat_map(|kept| kept.each().into_iter().map(|duty| (duty.key(), kept.standard)))
            .collect();
        // Duties of the past keep the standard whose rows they name.
        let standard = |duty: &Duty| {
            let past = (duty.planned_on < self.from).then(|| numbers.get(&duty.key()).copied()).flatten();
            past.unwrap_or(self.number)
        };
        let manager = |id: EmployeeId| {
            let person = self.organisation.people.iter().find(|person| person.id == id)?;
            person.supervisor
        };
        gather(&plan.duties, standard, manager)
    }
}

/// The subject of entries about the plan of a year.
fn subject(year: i64) -> Uuid {
    Uuid::from_u64_pair(0x504c_414e, u64::try_from(year).unwrap_or_default())
}
