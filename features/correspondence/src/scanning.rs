//! Files are shown to the scanner, where one is configured (security §6): what is new, and what was not scanned yet.
//!
//! A file is known by its digest, and fares the same wherever it lies. While the scanner is away everything waits, and it is
//! asked at growing intervals; a file that it does not take is shown to it again later. A letter is shown as it came and
//! with every file that any reading of it has, whatever its structure says (security §7).

use std::time::Duration;

use solits_db::Tx;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::{InstitutionId, Scope};
use solits_post::scan::{NotScanned, Scanner, Verdict};
use solits_standard::event::EventKind;
use solits_web::App;
use tokio::sync::watch as channel;
use uuid::Uuid;

use crate::{
    CorrespondenceError,
    actions::enclose::bytes_of,
    store::{self, Due},
};

/// A node that has a file in hand and dies lets go of it after this long: longer than the scanner may take for a letter with
/// all its files.
const HELD_MINUTES: i64 = 30;
/// So many files of an institution are scanned before the others have their turn.
const AT_ONCE: usize = 20;
/// The longest pause while the scanner is away.
const MOST_AWAY: u64 = 5 * 60;
/// The longest pause before a file that the scanner does not take is shown to it again.
const MOST_REFUSED_MINUTES: i64 = 24 * 60;

/// What came of showing a file to the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nothing waits.
    Nothing,
    /// It said what it knows, or did not take this file.
    Done,
    /// It is away: everything waits.
    Away,
}

/// Shows what waits to the scanner until the program is told to stop.
pub async fn run_scanner(app: App, scanner: Scanner, mut stopped: channel::Receiver<bool>) {
    let mut away = 0;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause(away)) => {}
            _ = stopped.changed() => break,
        }
        match round(&app, &scanner).await {
            Ok(false) => away = 0,
            Ok(true) => {
                if away == 0 {
                    tracing::warn!("the scanner is away; files wait for it");
                }
                away = away.saturating_add(1);
            }
            Err(error) => tracing::warn!(%error, "files cannot be scanned; trying again"),
        }
    }
}

/// How long to wait after so many rounds in which the scanner was away.
fn pause(away: u32) -> Duration {
    Duration::from_secs(2_u64.saturating_pow(away).min(MOST_AWAY))
}

/// After how many minutes a file that the scanner has not taken so many times is shown to it again.
fn refused_minutes(tries: i64) -> i64 {
    let tries = u32::try_from(tries.max(1)).unwrap_or(u32::MAX);
    4_i64.saturating_pow(tries - 1).min(MOST_REFUSED_MINUTES)
}

/// Whether the scanner is away.
async fn round(app: &App, scanner: &Scanner) -> Result<bool, CorrespondenceError> {
    let institutions = {
        let mut tx = app.db.read_global().await?;
        solits_journal::institutions(&mut tx).await?
    };
    for institution in institutions {
        for _ in 0..AT_ONCE {
            match scan_next(app, institution, scanner).await? {
                Shown::Done => {}
                Shown::Nothing => break,
                Shown::Away => return Ok(true),
            }
        }
    }
    Ok(false)
}

/// Shows the file to the scanner that has waited longest.
///
/// # Errors
/// Where the database fails.
pub async fn scan_next(
    app: &App,
    institution: InstitutionId,
    scanner: &Scanner,
) -> Result<Shown, CorrespondenceError> {
    let now = app.clock.now();
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    if !store::is_scan_due(&mut tx, now).await? {
        return Ok(Shown::Nothing);
    }
    drop(tx);
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let Some(due) = store::hold_scan(&mut tx, now, now.plus_minutes(HELD_MINUTES)).await? else {
        return Ok(Shown::Nothing);
    };
    tx.commit().await?;
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let found = find(&mut tx, &due.digest).await?;
    drop(tx);
    let said = match found {
        Lying::Nowhere => {
            let mut tx = app.db.write(Scope::of_job(institution)).await?;
            store::forget_scan(&mut tx, &due.digest).await?;
            tx.commit().await?;
            return Ok(Shown::Done);
        }
        Lying::Unreadable => Err(NotScanned::Refused("its bytes are not here".to_owned())),
        Lying::Here(pieces) => scan_all(scanner, &pieces).await,
    };
    note(app, institution, &due, said).await
}

/// The bytes of a digest.
enum Lying {
    /// No file has it any more.
    Nowhere,
    /// A file has it, and its bytes cannot be had.
    Unreadable,
    /// They are here; of a letter its files as well.
    Here(Vec<Vec<u8>>),
}

async fn find(tx: &mut Tx, digest: &[u8]) -> Result<Lying, CorrespondenceError> {
    let lying = store::list_lying(tx, digest).await?;
    for one in &lying {
        if let Some(file) = store::find_file(tx, one.case_id, one.message_id, one.place).await?
            && let Ok(bytes) = bytes_of(file, one.place).await
        {
            return Ok(Lying::Here(vec![bytes]));
        }
    }
    if let Some(bytes) = store::find_loose(tx, digest).await? {
        return Ok(Lying::Here(vec![bytes]));
    }
    let letters = store::list_letters_of(tx, digest).await?;
    for letter in &letters {
        let raw = store::find_original(tx, letter.id).await?.and_then(|original| original.raw);
        if let Some(raw) = raw {
            return with_files(raw).await;
        }
    }
    Ok(if lying.is_empty() && letters.is_empty() { Lying::Nowhere } else { Lying::Unreadable })
}

/// A letter as it came, and each file that our own reading finds in it.
async fn with_files(raw: Vec<u8>) -> Result<Lying, CorrespondenceError> {
    let read = tokio::task::spawn_blocking(move || {
        let letter = solits_mail::read(&raw);
        let mut pieces: Vec<Vec<u8>> = letter.attachments.iter().map(|file| file.content(&raw)).collect();
        pieces.push(raw);
        pieces
    });
    read.await.map(Lying::Here).map_err(|error| CorrespondenceError::Unreadable(error.to_string()))
}

/// What is bad in one of them is bad in the whole.
async fn scan_all(scanner: &Scanner, pieces: &[Vec<u8>]) -> Result<Verdict, NotScanned> {
    for piece in pieces {
        if let Verdict::Found(name) = scanner.scan(piece).await? {
            return Ok(Verdict::Found(name));
        }
    }
    Ok(Verdict::Clean)
}

async fn note(
    app: &App,
    institution: InstitutionId,
    due: &Due,
    said: Result<Verdict, NotScanned>,
) -> Result<Shown, CorrespondenceError> {
    let now = app.clock.now();
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let found = match said {
        Ok(Verdict::Found(name)) => Some(name),
        Ok(Verdict::Clean) => None,
        Err(NotScanned::Away(_)) => {
            // It is no fault of the file, which keeps its place.
            store::put_off_scan(&mut tx, due, now, due.tries - 1).await?;
            tx.commit().await?;
            return Ok(Shown::Away);
        }
        Err(NotScanned::Refused(why)) => {
            let then = now.plus_minutes(refused_minutes(due.tries));
            store::put_off_scan(&mut tx, due, then, due.tries).await?;
            tx.commit().await?;
            tracing::warn!(%why, "a file was not scanned");
            return Ok(Shown::Done);
        }
    };
    if store::set_scanned(&mut tx, &due.digest, found.as_deref(), now).await? {
        let result = if found.is_some() { "blocked" } else { "clean" };
        let actor = Actor { by: By::Program, at: now };
        told(&mut tx, app, &actor, &due.digest, (EventKind::MessageFileScanned, Some(result))).await?;
    }
    tx.commit().await?;
    Ok(Shown::Done)
}

/// Records what happened to a digest, at the first place where it lies, and has the cases shown anew.
pub(crate) async fn told(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    digest: &[u8],
    (kind, result): (EventKind, Option<&str>),
) -> Result<(), CorrespondenceError> {
    let lying = store::list_lying(tx, digest).await?;
    let letters = store::list_letters_of(tx, digest).await?;
    let subject: Uuid = match (lying.first(), letters.first()) {
        (Some(file), _) => file.message_id.uuid(),
        (None, Some(letter)) => letter.id.uuid(),
        // Of a reply or a form that belongs to no message yet.
        (None, None) => app.random.uuid(actor.at),
    };
    let entry = Entry::new(kind, subject, None)
        .with("result", result)
        .with("place", lying.first().map(|file| file.place))
        .with("letter", (lying.is_empty() && !letters.is_empty()).then_some(true));
    record(tx, &app.heart, actor, entry).await?;
    for case in
        lying.iter().map(|file| file.case_id).chain(letters.iter().filter_map(|letter| letter.case_id))
    {
        tx.signal(format!("case:{case}"));
    }
    tx.signal("letters");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_while_the_scanner_is_away_and_no_longer_than_five_minutes() {
        let seconds = |away| pause(away).as_secs();
        assert_eq!([0, 1, 2, 3, 8, 9, 1000].map(seconds), [1, 2, 4, 8, 256, 300, 300]);
    }

    #[test]
    fn a_file_that_is_not_taken_is_shown_again_later_and_later_but_each_day() {
        assert_eq!([1, 2, 3, 4, 6, 7, 1000].map(refused_minutes), [1, 4, 16, 64, 1024, 1440, 1440]);
    }
}
