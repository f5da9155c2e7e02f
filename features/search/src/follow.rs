//! The index follows the journal: what a sealed entry says of a case, the case is read again for.

use std::collections::{BTreeMap, BTreeSet};

use solits_db::{Db, DbError, Tx};
use solits_kernel::{CaseId, InstitutionId, Scope};
use solits_web::App;

use crate::{
    postings::place_of,
    store::{self, Progress},
};

/// Entries about cases read in one transaction, so that nobody waits long for a backlog.
const AT_ONCE: i64 = 100;
/// Entries looked through for them.
const WINDOW: i64 = 50_000;
/// A backlog, as a database from before the index brings it, is worked off in steps of so many transactions: the other
/// work of the background must not wait for it.
const STEPS_A_ROUND: usize = 10;

/// How far the index has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// It knows every sealed entry, or another node is at work on it.
    Done,
    /// More wait.
    More,
}

/// What is read again, and how far the journal was read for it.
struct Reading {
    from: Progress,
    upto_n: i64,
    /// Cases and the words by which each is found from now on; `None` for a case that is gone.
    cases: Vec<(CaseId, Option<BTreeSet<String>>)>,
    is_last: bool,
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

/// Follows the journal to its last seal.
pub async fn follow_all(app: &App, institution: InstitutionId) -> Result<(), DbError> {
    while follow(app, institution).await? == Followed::More {}
    Ok(())
}

/// Reads the next entries and what they are about, outside of any transaction that writes; then stores both the words and
/// how far they were read in one. Whoever is killed between has done nothing, and whoever was slower than another node
/// leaves its reading unused.
async fn step(app: &App, institution: InstitutionId) -> Result<Followed, DbError> {
    let scope = Scope::of_job(institution);
    let mut tx = app.db.read(scope.clone()).await?;
    let reading = read(&mut tx).await?;
    drop(tx);
    let Some(reading) = reading else { return Ok(Followed::Done) };
    let mut tx = app.db.write(scope).await?;
    if store::hold(&mut tx).await? != Some(reading.from) {
        return Ok(Followed::Done);
    }
    let is_last = reading.is_last;
    apply(&mut tx, reading).await?;
    tx.commit().await?;
    Ok(if is_last { Followed::Done } else { Followed::More })
}

/// What is to be read again; `None` when every sealed entry is known.
async fn read(tx: &mut Tx) -> Result<Option<Reading>, DbError> {
    let from = store::find_progress(tx).await?;
    let sealed = store::last_sealed(tx).await?;
    if from.upto_n >= sealed {
        return Ok(None);
    }
    let upto = sealed.min(from.upto_n.saturating_add(WINDOW));
    let moved = store::list_moved(tx, from.upto_n, upto, AT_ONCE).await?;
    let is_full = i64::try_from(moved.len()).is_ok_and(|count| count == AT_ONCE);
    let upto_n = moved.last().filter(|_| is_full).map_or(upto, |last| last.n);
    let mut cases = Vec::new();
    // In the order in which they were first named: numbers rise with the journal.
    let mut seen = BTreeSet::new();
    for case in moved.into_iter().map(|entry| entry.case_id).filter(|case| seen.insert(case.uuid())) {
        let document = store::find_document(tx, case).await?;
        cases.push((case, document.map(|document| document.words())));
    }
    Ok(Some(Reading { from, upto_n, cases, is_last: upto_n >= sealed }))
}

/// Cases read at a time where all are read.
const ALL_AT_ONCE: i64 = 4_000;

/// Reads every case that the index does not know yet, in the order of their ids: for histories that were written without a
/// journal, as benches and imports write them. Returns how many there were.
pub async fn index_all(db: &Db, institution: InstitutionId) -> Result<usize, DbError> {
    let scope = Scope::of_job(institution);
    let (mut after, mut count) = (uuid::Uuid::nil(), 0);
    loop {
        let mut tx = db.read(scope.clone()).await?;
        let from = store::find_progress(&mut tx).await?;
        let unknown = store::list_unknown(&mut tx, after, ALL_AT_ONCE).await?;
        let mut cases = Vec::with_capacity(unknown.len());
        for case in &unknown {
            let document = store::find_document(&mut tx, *case).await?;
            cases.push((*case, document.map(|document| document.words())));
        }
        drop(tx);
        let Some(last) = unknown.last() else { return Ok(count) };
        let mut tx = db.write(scope.clone()).await?;
        // Somebody who followed the journal meanwhile has given numbers: these are read once more.
        if store::hold(&mut tx).await? == Some(from) {
            apply(&mut tx, Reading { from, upto_n: from.upto_n, cases, is_last: false }).await?;
            tx.commit().await?;
            (after, count) = (last.uuid(), count + unknown.len());
        }
    }
}

/// What changes in the index: by block and word, numbers added or taken out.
type Changes = BTreeMap<i64, BTreeMap<String, Vec<(i64, bool)>>>;

async fn apply(tx: &mut Tx, reading: Reading) -> Result<(), DbError> {
    let mut changes = Changes::new();
    let mut last_number = reading.from.last_number;
    for (case, words) in reading.cases {
        let known = store::find_indexed(tx, case).await?;
        let (number, before) = match known {
            Some(row) => (row.number, row.words.lines().map(str::to_owned).collect()),
            // Entries also name what is no case.
            None if words.is_none() => continue,
            None => {
                last_number += 1;
                (last_number, BTreeSet::new())
            }
        };
        let now = words.clone().unwrap_or_default();
        differ(&mut changes, number, &before, &now);
        let lines = words.map(|words| words.into_iter().collect::<Vec<_>>().join("\n"));
        if before != now || lines.is_none() {
            store::save_indexed(tx, case, number, lines).await?;
        }
    }
    for (block, words) in changes {
        let words: Vec<_> = words.into_iter().collect();
        store::change_block(tx, block, &words).await?;
    }
    store::save_progress(tx, Progress { upto_n: reading.upto_n, last_number }).await
}

fn differ(changes: &mut Changes, number: i64, before: &BTreeSet<String>, now: &BTreeSet<String>) {
    let (block, _) = place_of(number);
    let words = changes.entry(block).or_default();
    for word in now.difference(before) {
        words.entry(word.clone()).or_default().push((number, true));
    }
    for word in before.difference(now) {
        words.entry(word.clone()).or_default().push((number, false));
    }
}
