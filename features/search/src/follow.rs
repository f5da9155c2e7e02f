//! The index follows the journal: what a sealed entry says of a case, a question or a report, that is read again for. Letters
//! that wait without a case tell the journal nothing of their coming and are asked for beside it. Behind all of it, some at a
//! time, goes what is to be read once more because the index reads more of it than it did.

use std::collections::{BTreeMap, BTreeSet};

use solits_correspondence::UnsearchedLetter;
use solits_db::{Db, DbError, Tx};
use solits_journal::{Heart, JournalError};
use solits_kernel::{CaseId, InstitutionId, Scope};
use solits_web::App;
use uuid::Uuid;

use crate::{
    beside,
    postings::place_of,
    store::{self, AgainRow, MovedRow, Progress},
    words::Other,
};

/// Entries read in one transaction, so that nobody waits long for a backlog.
const AT_ONCE: i64 = 100;
/// Entries looked through for them.
const WINDOW: i64 = 50_000;
/// A backlog, as a database from before the index brings it, is worked off in steps of so many transactions: the other
/// work of the background must not wait for it.
const STEPS_A_ROUND: usize = 10;
/// Letters read in one transaction.
const LETTERS_AT_ONCE: i64 = 50;
/// What is read once more in one transaction, and how many of them in a round: nobody waits for it.
const AGAIN_AT_ONCE: i64 = 50;
const AGAIN_A_ROUND: usize = 2;

/// How far the index has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// It knows all there is to know, or another node is at work on it.
    Done,
    /// More wait.
    More,
}

/// What the index reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Case(CaseId),
    Other(Other, Uuid),
}

/// The words by which something is found from now on; `None` for what is gone.
type Read = (Subject, Option<BTreeSet<String>>);

/// What is read again, and how far the journal was read for it.
struct Reading {
    from: Progress,
    upto_n: i64,
    read: Vec<Read>,
    /// The letters among them.
    letters: Vec<UnsearchedLetter>,
    /// What among them is read once more.
    again: Vec<AgainRow>,
}

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Nothing was to be done, or another node is at work.
    Nothing,
    /// It read what is new.
    Followed,
    /// It read something once more.
    ReadAgain,
}

/// Follows what is new for some steps; called every second.
pub async fn follow(app: &App, institution: InstitutionId) -> Result<Followed, JournalError> {
    let mut again = 0;
    for _ in 0..STEPS_A_ROUND {
        match step(app, institution).await? {
            Step::Nothing => return Ok(Followed::Done),
            Step::Followed => {}
            Step::ReadAgain => again += 1,
        }
        if again == AGAIN_A_ROUND {
            break;
        }
    }
    Ok(Followed::More)
}

/// Follows the journal to its last seal, and reads whatever else waits.
pub async fn follow_all(app: &App, institution: InstitutionId) -> Result<(), JournalError> {
    while follow(app, institution).await? == Followed::More {}
    Ok(())
}

/// Reads the next entries and what they are about, outside of any transaction that writes; then stores both the words and
/// how far they were read in one. Whoever is killed between has done nothing, and whoever was slower than another node
/// leaves its reading unused.
async fn step(app: &App, institution: InstitutionId) -> Result<Step, JournalError> {
    let scope = Scope::of_job(institution);
    let mut tx = app.db.read(scope.clone()).await?;
    let reading = next(&mut tx, &app.heart).await?;
    drop(tx);
    let Some(reading) = reading else { return Ok(Step::Nothing) };
    let mut tx = app.db.write(scope).await?;
    if store::hold(&mut tx).await? != Some(reading.from) {
        return Ok(Step::Nothing);
    }
    let step = if reading.again.is_empty() { Step::Followed } else { Step::ReadAgain };
    apply(&mut tx, reading).await?;
    tx.commit().await?;
    Ok(step)
}

/// What is to be read next: what sealed entries name, then letters, then what is read once more; `None` when all is known.
async fn next(tx: &mut Tx, heart: &Heart) -> Result<Option<Reading>, JournalError> {
    let from = store::find_progress(tx).await?;
    let sealed = store::last_sealed(tx).await?;
    if from.upto_n < sealed {
        return Ok(Some(read_moved(tx, heart, from, sealed).await?));
    }
    let nothing =
        Reading { from, upto_n: from.upto_n, read: Vec::new(), letters: Vec::new(), again: Vec::new() };
    let letters = solits_correspondence::list_unsearched_letters(tx, LETTERS_AT_ONCE).await?;
    if !letters.is_empty() {
        let read = |one: &UnsearchedLetter| {
            (Subject::Other(Other::Letter, one.id.uuid()), beside::words_of_letter(one))
        };
        let read = letters.iter().map(read).collect();
        return Ok(Some(Reading { read, letters, ..nothing }));
    }
    let again = store::list_again(tx, AGAIN_AT_ONCE).await?;
    if again.is_empty() {
        return Ok(None);
    }
    let mut read = Vec::with_capacity(again.len());
    for row in &again {
        let subject = match row.kind.as_str() {
            "question" => Subject::Other(Other::Question, row.subject_id),
            "report" => Subject::Other(Other::Report, row.subject_id),
            _ => Subject::Case(CaseId::new(row.subject_id)),
        };
        read.push((subject, words_of(tx, heart, subject).await?));
    }
    Ok(Some(Reading { read, again, ..nothing }))
}

/// What the next sealed entries name.
async fn read_moved(
    tx: &mut Tx,
    heart: &Heart,
    from: Progress,
    sealed: i64,
) -> Result<Reading, JournalError> {
    let upto = sealed.min(from.upto_n.saturating_add(WINDOW));
    let moved = store::list_moved(tx, from.upto_n, upto, AT_ONCE).await?;
    let is_full = i64::try_from(moved.len()).is_ok_and(|count| count == AT_ONCE);
    let upto_n = moved.last().filter(|_| is_full).map_or(upto, |last| last.n);
    // In the order in which they were first named: numbers rise with the journal.
    let mut seen = BTreeSet::new();
    let named: Vec<Subject> =
        moved.iter().flat_map(subjects).filter(|subject| seen.insert(*subject)).collect();
    let mut read = Vec::with_capacity(named.len());
    for subject in named {
        read.push((subject, words_of(tx, heart, subject).await?));
    }
    Ok(Reading { from, upto_n, read, letters: Vec::new(), again: Vec::new() })
}

/// What an entry has changed. What colleagues ask each other out of a case is no part of what the case is found by.
fn subjects(entry: &MovedRow) -> impl Iterator<Item = Subject> + use<> {
    let kind = entry.kind.as_str();
    let is_question = kind.starts_with("internal.");
    let is_set_up = kind == "institution.changed";
    let case = (!is_question && !is_set_up).then_some(Subject::Case(entry.case_id));
    let other = if is_question {
        Some(Other::Question)
    } else {
        (is_set_up || kind.starts_with("feedback.nonconformity_")).then_some(Other::Report)
    };
    case.into_iter().chain(other.map(|other| Subject::Other(other, entry.subject_id)))
}

/// The words by which something that the journal or an earlier reading named is found; `None` where there is none of that id.
async fn words_of(
    tx: &mut Tx,
    heart: &Heart,
    subject: Subject,
) -> Result<Option<BTreeSet<String>>, JournalError> {
    Ok(match subject {
        Subject::Case(case) => store::find_document(tx, case).await?.map(|document| document.words()),
        Subject::Other(Other::Question, id) => beside::words_of_question(tx, id).await?,
        Subject::Other(Other::Report, id) => beside::words_of_report(tx, heart, id).await?,
        // Letters are asked for by themselves.
        Subject::Other(Other::Letter, _) => None,
    })
}

/// Cases read at a time where all are read.
const ALL_AT_ONCE: i64 = 4_000;

/// Reads every case that the index does not know yet, in the order of their ids: for histories that were written without a
/// journal, as benches and imports write them. Returns how many there were.
pub async fn index_all(db: &Db, institution: InstitutionId) -> Result<usize, DbError> {
    let scope = Scope::of_job(institution);
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let mut tx = db.read(scope.clone()).await?;
        let from = store::find_progress(&mut tx).await?;
        let unknown = store::list_unknown(&mut tx, after, ALL_AT_ONCE).await?;
        let mut read = Vec::with_capacity(unknown.len());
        for case in &unknown {
            let document = store::find_document(&mut tx, *case).await?;
            read.push((Subject::Case(*case), document.map(|document| document.words())));
        }
        drop(tx);
        let Some(last) = unknown.last() else { return Ok(count) };
        let mut tx = db.write(scope.clone()).await?;
        // Somebody who followed the journal meanwhile has given numbers: these are read once more.
        if store::hold(&mut tx).await? == Some(from) {
            let (letters, again) = (Vec::new(), Vec::new());
            apply(&mut tx, Reading { from, upto_n: from.upto_n, read, letters, again }).await?;
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
    for (subject, words) in reading.read {
        let known = match subject {
            Subject::Case(case) => store::find_indexed(tx, case).await?,
            Subject::Other(other, id) => store::find_indexed_other(tx, other, id).await?,
        };
        let (number, before) = match known {
            Some(row) => (row.number, row.words.lines().map(str::to_owned).collect()),
            // Entries also name what the index does not read.
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
            match subject {
                Subject::Case(case) => store::save_indexed(tx, case, number, lines).await?,
                Subject::Other(other, id) => {
                    store::save_indexed_other(tx, (other, id), number, lines).await?;
                }
            }
        }
    }
    for (block, words) in changes {
        let words: Vec<_> = words.into_iter().collect();
        store::change_block(tx, block, &words).await?;
    }
    solits_correspondence::note_searched_letters(tx, &reading.letters).await?;
    for row in &reading.again {
        store::delete_again(tx, row).await?;
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
