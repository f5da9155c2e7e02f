//! A trial at work: several readers go through the journal side by side, apart from those who answer requests.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use solits_calendar::{Calendar, Timetable, WeeklyHours};
use solits_db::{DbError, Tx};
use solits_journal::{Actor, By, Entry, JournalError, Loaded, find_field, kind_of, record, stored_kind};
use solits_kernel::{EmployeeId, InstitutionId, Scope, Timestamp, day_of_number};
use solits_obligation::{Calendars, Counts, Event, Field, Outcome, Span, Trial, Tried};
use solits_standard::{Standard, event::EventKind, model::Fact};
use solits_web::App;
use tokio::{runtime::Handle, task};

use super::{
    model::{Applied, Pair, Reach, Report, Wording, pairs, tested, to_try},
    store::{self, EntryRow, Lab},
};
use crate::{actions::StandardsError, store::find_version};

/// So many numbers of the journal are read at once.
const WINDOW: i64 = 20_000;

/// So many readers at most; there is no use in more than the machine has processors.
const READERS: usize = 4;

/// How often a reader's progress is told.
const TOLD_EVERY: Duration = Duration::from_millis(400);

/// What all readers of a trial share.
#[derive(Debug)]
pub(super) struct Shared {
    draft: Standard,
    draft_field: Field,
    current: Option<(Arc<Standard>, Field)>,
    loaded: Arc<Loaded>,
    pub(super) span: Span,
    /// Lists of the kinds of entry to be read, and of those of which facts are read, as JSON.
    kinds: String,
    with_facts: String,
    institution: InstitutionId,
    last: i64,
    /// Numbers and entries read so far.
    done: AtomicI64,
    entries: AtomicI64,
    is_over: AtomicBool,
}

impl Shared {
    /// The promises of both versions side by side.
    pub(super) fn pairs(&self) -> Vec<Pair<'_>> {
        let draft = Applied { standard: &self.draft, field: &self.draft_field };
        pairs(draft, self.current.as_ref().map(|(standard, field)| Applied { standard, field }))
    }
}

/// Lets a trial work in the background; how it ends is kept beside it.
pub(crate) fn spawn(app: App, institution: InstitutionId, number: i64) {
    task::spawn(async move {
        if let Err(error) = run(&app, institution, number).await {
            tracing::warn!(%error, number, "a trial of promises could not be kept");
        }
    });
}

async fn run(app: &App, institution: InstitutionId, number: i64) -> Result<(), StandardsError> {
    let scope = Scope::of_job(institution);
    let mut tx = app.db.read(scope.clone()).await?;
    let lab = store::find(&mut tx, number).await?.ok_or(StandardsError::NotFound)?;
    drop(tx);
    let (state, report) = match work(app, institution, number, &lab).await {
        Ok(Some(report)) => ("done", serde_json::to_string(&report).ok()),
        // Cancelled, or another trial has taken its place.
        Ok(None) => return Ok(()),
        Err(error) => {
            tracing::warn!(%error, number, "a trial of promises failed");
            ("failed", None)
        }
    };
    let mut tx = app.db.write(scope).await?;
    let now = app.clock.now();
    if store::end(&mut tx, number, lab.attempt, state, report, now).await? {
        let entry = Entry::new(EventKind::SetupChanged, crate::actions::subject(number), None)
            .with("what", "standard.lab_ended")
            .with("number", number)
            .with("state", state);
        record(&mut tx, &app.heart, &Actor { by: By::Program, at: now }, entry).await?;
        tx.signal(super::pages::topic(lab.started_by));
        tx.commit().await?;
    }
    Ok(())
}

/// Tries a kept version. `None` where the trial is no longer wanted.
async fn work(
    app: &App,
    institution: InstitutionId,
    number: i64,
    lab: &Lab,
) -> Result<Option<Report>, StandardsError> {
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let version = find_version(&mut tx, number).await?.ok_or(StandardsError::NotFound)?;
    drop(tx);
    let draft = Standard::compile(&version.source, version.baseline.as_deref())
        .map_err(|why| JournalError::Unreadable(format!("version {number}: {why}")))?;
    let days = (lab.first_on, lab.last_on);
    let watch = Watch::Kept { number, attempt: lab.attempt, started_by: lab.started_by };
    let report = try_standard(app, institution, draft, lab.against, days, watch).await?;
    let wording = Wording { source: version.source, baseline: version.baseline };
    Ok(report.map(|report| Report { wording: Some(wording), ..report }))
}

/// Who follows a trial.
#[derive(Clone, Copy, Debug)]
pub(super) enum Watch {
    /// It stands beside its version; whoever wants it no more says so there.
    Kept {
        /// Number of the version.
        number: i64,
        /// Which trial of it.
        attempt: i64,
        /// Whose page listens.
        started_by: EmployeeId,
    },
    /// Nobody until it ends.
    Nobody,
}

/// Tries a standard on what happened from one local day to another (days since 1970-01-01), beside a version in force.
/// `None` where the trial is no longer wanted.
pub(super) async fn try_standard(
    app: &App,
    institution: InstitutionId,
    draft: Standard,
    against: Option<i64>,
    days: (i64, i64),
    watch: Watch,
) -> Result<Option<Report>, StandardsError> {
    let began = app.clock.now();
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let loaded = app.heart.loaded(&mut tx).await?;
    let field = find_field(&mut tx, &draft.file().scope).await?;
    let shared = prepare(institution, loaded, (draft, field), against, days);
    let stored = measures(&mut tx, days).await?;
    let bounds = store::bounds(&mut tx).await?;
    drop(tx);
    let Some((first, last)) = bounds else { return Ok(Some(Report::default())) };
    let shared = Arc::new(Shared { last, ..shared });
    let pairs = shared.pairs();
    let outcomes = if to_try(&pairs).is_empty() {
        Some(Vec::new())
    } else {
        read_all(app, &shared, watch, (first, last), began).await?
    };
    let Some(outcomes) = outcomes else { return Ok(None) };
    let promises = tested(&pairs, outcomes, &stored);
    let entries = shared.entries.load(Ordering::Relaxed);
    let is_limited = shared.draft_field != Field::everything()
        || shared.current.as_ref().is_some_and(|(_, field)| *field != Field::everything());
    let (took_ms, reach) = (app.clock.now().since(began), Some(Reach { upto: last, at: began }));
    Ok(Some(Report { entries, is_limited, took_ms, promises, reach, wording: None }))
}

pub(super) fn prepare(
    institution: InstitutionId,
    loaded: Arc<Loaded>,
    (draft, draft_field): (Standard, Field),
    against: Option<i64>,
    (first_on, last_on): (i64, i64),
) -> Shared {
    let current = against
        .and_then(|against| Some((loaded.versions.get(against)?.clone(), loaded.versions.field(against))));
    let shared = Shared {
        draft,
        draft_field,
        current,
        loaded,
        span: span(first_on, last_on),
        kinds: String::new(),
        with_facts: String::new(),
        institution,
        last: 0,
        done: AtomicI64::new(0),
        entries: AtomicI64::new(0),
        is_over: AtomicBool::new(false),
    };
    let names = |kinds: BTreeSet<EventKind>| {
        // Some kinds are stored under two names.
        let names = kinds.iter().flat_map(|kind| [kind.name(), stored_kind(kind.name())]);
        let names: BTreeSet<&str> = names.collect();
        serde_json::json!(names).to_string()
    };
    let tried = to_try(&shared.pairs());
    let (kinds, with_facts) = (names(Trial::kinds(&tried)), names(Trial::kinds_with_facts(&tried)));
    drop(tried);
    Shared { kinds, with_facts, ..shared }
}

/// From the beginning of the first day to the end of the last.
fn span(first_on: i64, last_on: i64) -> Span {
    let midnight = |day| Timestamp::in_riga(day_of_number(day), jiff::civil::Time::midnight());
    Span { from: midnight(first_on), until: midnight(last_on + 1) }
}

async fn measures(tx: &mut Tx, (first_on, last_on): (i64, i64)) -> Result<BTreeMap<String, Counts>, DbError> {
    let rows = store::list_measures(tx, first_on, last_on).await?;
    let counts = |row: store::Measured| {
        (row.norm, Counts { met: row.met, breached: row.breached, waived: row.waived })
    };
    Ok(rows.into_iter().map(counts).collect())
}

/// Shares the journal out among readers and tells how far they are, until they are through or nobody wants it any more.
async fn read_all(
    app: &App,
    shared: &Arc<Shared>,
    watch: Watch,
    (first, last): (i64, i64),
    now: Timestamp,
) -> Result<Option<Vec<Outcome>>, StandardsError> {
    let readers = std::thread::available_parallelism().map_or(1, usize::from).min(READERS);
    let mut reading = Vec::new();
    for (after, upto) in shares(first - 1, last, i64::try_from(readers).unwrap_or(1)) {
        let (app, shared) = (app.clone(), shared.clone());
        let handle = Handle::current();
        // Reading and judging take whole processors, which those who answer requests must not wait for.
        reading.push(task::spawn_blocking(move || handle.block_on(read(&app, &shared, after, upto, now))));
    }
    let whole = last - first + 1;
    while let Watch::Kept { number, attempt, started_by } = watch
        && !reading.iter().all(task::JoinHandle::is_finished)
    {
        tokio::time::sleep(TOLD_EVERY).await;
        let done = shared.done.load(Ordering::Relaxed);
        let mut tx = app.db.write(Scope::of_job(shared.institution)).await?;
        let is_wanted = store::advance(&mut tx, number, attempt, done, whole, app.clock.now()).await?;
        tx.signal(super::pages::topic(started_by));
        tx.commit().await?;
        if !is_wanted {
            shared.is_over.store(true, Ordering::Relaxed);
        }
    }
    let mut whole: Option<Vec<Outcome>> = None;
    for reader in reading {
        let outcomes = reader.await.map_err(|error| JournalError::Unreadable(error.to_string()))??;
        let Some(outcomes) = outcomes else { return Ok(None) };
        match &mut whole {
            None => whole = Some(outcomes),
            Some(whole) => whole.iter_mut().zip(outcomes).for_each(|(own, other)| own.merge(other)),
        }
    }
    Ok(whole)
}

/// Parts of the same length, each above one number up to another.
fn shares(after: i64, upto: i64, parts: i64) -> Vec<(i64, i64)> {
    let cut = |part: i64| after + (upto - after) * part / parts;
    (0..parts).map(|part| (cut(part), cut(part + 1))).filter(|(after, upto)| after < upto).collect()
}

/// Reads one part of the journal, and of what is in motion at its end whatever comes later. `None` when told to stop.
async fn read(
    app: &App,
    shared: &Shared,
    after: i64,
    upto: i64,
    now: Timestamp,
) -> Result<Option<Vec<Outcome>>, StandardsError> {
    let tried = to_try(&shared.pairs());
    let mut part = Part::new(shared, &tried);
    let mut place = after;
    while place < upto {
        if shared.is_over.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let end = upto.min(place.saturating_add(WINDOW));
        let mut tx = app.db.read(Scope::of_job(shared.institution)).await?;
        let (kinds, with_facts) = (&shared.kinds, &shared.with_facts);
        let entries = store::list_entries(&mut tx, place, end, shared.span.from, kinds, with_facts).await?;
        drop(tx);
        part.follow(&entries)?;
        shared.entries.fetch_add(i64::try_from(entries.len()).unwrap_or_default(), Ordering::Relaxed);
        shared.done.fetch_add(end - place, Ordering::Relaxed);
        place = end;
    }
    if upto < shared.last {
        let mut tx = app.db.read(Scope::of_job(shared.institution)).await?;
        for subject in part.trial.in_motion() {
            let later = store::list_later(&mut tx, subject, upto, shared.last).await?;
            part.follow_late(&later)?;
        }
    }
    Ok(Some(part.trial.finish(now)))
}

/// One reader's part of a trial.
pub(super) struct Part<'a> {
    loaded: &'a Loaded,
    pub(super) trial: Trial<'a>,
    round_the_clock: Calendar,
}

impl<'a> Part<'a> {
    pub(super) fn new(shared: &'a Shared, tried: &'a [Tried<'a>]) -> Self {
        let round_the_clock = Calendar::new(Timetable::new(0, WeeklyHours::round_the_clock()));
        Self { loaded: &shared.loaded, trial: Trial::new(tried, shared.span), round_the_clock }
    }

    pub(super) fn follow(&mut self, entries: &[EntryRow]) -> Result<(), JournalError> {
        for entry in entries {
            let Some(event) = event_of(entry)? else { continue };
            match self.loaded.calendars_at(event.branch, event.at) {
                Some(calendars) => self.trial.follow(calendars.by_channel(), &event),
                None => self.trial.follow(Calendars::from(&self.round_the_clock), &event),
            }
        }
        if let Some(earliest) = entries.iter().map(|entry| entry.at).min() {
            self.trial.settle(earliest);
        }
        Ok(())
    }

    fn follow_late(&mut self, entries: &[EntryRow]) -> Result<(), JournalError> {
        for entry in entries {
            if let Some(event) = event_of(entry)? {
                self.trial.follow_late(&event);
            }
        }
        Ok(())
    }
}

fn event_of(entry: &EntryRow) -> Result<Option<Event>, JournalError> {
    let Some(kind) = EventKind::parse(kind_of(&entry.kind)) else { return Ok(None) };
    let facts: BTreeMap<String, Fact> = if entry.facts.0.is_empty() {
        BTreeMap::new()
    } else {
        serde_json::from_str(&entry.facts.0)
            .map_err(|error| JournalError::Unreadable(format!("facts of entry {}: {error}", entry.n)))?
    };
    Ok(Some(Event {
        n: entry.n,
        at: entry.at,
        kind,
        subject: entry.subject_id,
        branch: entry.branch_id,
        employee: None,
        facts,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_parts_cover_the_journal_without_gap_or_overlap() {
        for (after, upto, parts) in [(0, 10, 3), (99, 100, 4), (5, 1_000_000, 2)] {
            let shares = shares(after, upto, parts);
            assert_eq!(shares.first().unwrap().0, after);
            assert_eq!(shares.last().unwrap().1, upto);
            assert!(shares.windows(2).all(|pair| pair[0].1 == pair[1].0));
        }
    }
}
