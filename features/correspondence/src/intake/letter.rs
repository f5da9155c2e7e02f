//! Letters: stored as they came, then understood, then placed.
//!
//! Storing comes first and in a transaction of its own (security §7): what the server is told is taken is on our disk,
//! whatever becomes of the rest. Understanding never drops a letter: it is a message of a case, or it is in a list that
//! people look at.

use std::time::Duration;

use sha2::{Digest as _, Sha256};
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{InstitutionId, Scope};
use solits_mail::{Automatic, Known, Letter, Own, Placement, Reopening, automatic, belongs, place, read};
use solits_web::App;

use super::{
    become_message::{contact_of, join, open},
    belonging::{find_known, hints_of, known_numbers, old_threads, reported},
    shortened,
};
use crate::{
    CorrespondenceError,
    model::{LetterId, LetterState, Mailbox},
    store::{self, Fate, Raw, Waiting},
};

/// After so many tries a letter waits for a person: whatever ends the program must not end it for ever.
const MOST_TRIES: i64 = 3;
/// Longer no letter is read (security §7): the limits of what is looked at make it a matter of milliseconds.
const MOST_TIME: Duration = Duration::from_mins(1);
/// Longest author or subject in a list.
pub(super) const MOST_SHOWN: usize = 200;

/// Stores a letter as it came; whether it was new. After this the server may be told that it is taken.
pub async fn take(app: &App, institution: InstitutionId, raw: &Raw<'_>) -> Result<bool, CorrespondenceError> {
    let now = app.clock.now();
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let digest = raw.bytes.map(|bytes| Sha256::digest(bytes).to_vec()).unwrap_or_default();
    // What stays on the server is known by its fields alone.
    let head = raw.left.map(|(_, head)| read(head));
    let author = head.as_ref().and_then(Letter::author).map(solits_mail::Address::key).unwrap_or_default();
    let subject = head.as_ref().map(|head| shortened(&head.subject, MOST_SHOWN)).unwrap_or_default();
    let state = if raw.bytes.is_some() { LetterState::Waiting } else { LetterState::NeedsAttention };
    let because = raw.left.map_or("", |(why, _)| why);
    let fate = Fate { state, because, author: &author, subject: &subject, case: None };
    let id: LetterId = app.random.id(now);
    let is_new = store::insert_letter(&mut tx, id, raw, &digest, &fate, now).await?;
    store::set_cursor(&mut tx, raw.mailbox, raw.folder, raw.uid_validity, raw.uid).await?;
    tx.signal("letters");
    tx.commit().await?;
    Ok(is_new)
}

/// What was made of the letter that had waited longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Understood {
    /// No letter waits.
    Nothing,
    /// It is settled, so or so.
    Settled(LetterState),
}

/// Understands and places the letter that has waited longest.
pub async fn understand_next(
    app: &App,
    institution: InstitutionId,
) -> Result<Understood, CorrespondenceError> {
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let Some(mut waiting) = store::next_waiting(&mut tx).await? else { return Ok(Understood::Nothing) };
    tx.commit().await?;
    // Understanding takes its time and must not hold the database.
    let Some(raw) = waiting.raw.take().filter(|_| waiting.tries <= MOST_TRIES) else {
        return not_understood(app, institution, &waiting).await;
    };
    // The bytes go there and come back: a large letter is in memory once.
    let reading = tokio::task::spawn_blocking(move || (read(&raw), raw));
    let Ok(read) = tokio::time::timeout(MOST_TIME, reading).await else {
        tracing::warn!(letter = %waiting.id, "a letter takes too long to read and waits for a person");
        return not_understood(app, institution, &waiting).await;
    };
    let (letter, raw) = read.map_err(|error| CorrespondenceError::Unreadable(error.to_string()))?;
    waiting.raw = Some(raw);
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let state = match settle(&mut tx, app, &waiting, &letter).await {
        // Another node was faster; what was begun here is undone with the transaction.
        Err(CorrespondenceError::Stale) => return Ok(Understood::Nothing),
        outcome => outcome?,
    };
    tx.signal("letters");
    tx.commit().await?;
    Ok(Understood::Settled(state))
}

/// A letter that cannot be read waits for a person, with its original.
async fn not_understood(
    app: &App,
    institution: InstitutionId,
    waiting: &Waiting,
) -> Result<Understood, CorrespondenceError> {
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let fate = Fate {
        state: LetterState::NeedsAttention,
        because: "not-understood",
        author: "",
        subject: "",
        case: None,
    };
    if !store::settle_letter(&mut tx, waiting.id, &fate).await? {
        return Ok(Understood::Nothing);
    }
    tx.signal("letters");
    tx.commit().await?;
    Ok(Understood::Settled(LetterState::NeedsAttention))
}

async fn settle(
    tx: &mut Tx,
    app: &App,
    waiting: &Waiting,
    letter: &Letter,
) -> Result<LetterState, CorrespondenceError> {
    let author = letter.author().map(solits_mail::Address::key).unwrap_or_default();
    let subject = shortened(&letter.subject, MOST_SHOWN);
    let mut fate =
        Fate { state: LetterState::Placed, because: "", author: &author, subject: &subject, case: None };
    if is_again(tx, waiting, letter).await? {
        fate.state = LetterState::Again;
        return settled(tx, waiting, &fate).await;
    }
    let mailboxes = store::list_mailboxes(tx).await?;
    let mailbox = mailboxes
        .iter()
        .find(|mailbox| mailbox.id == waiting.mailbox_id)
        .ok_or(CorrespondenceError::NotFound)?;
    let keys = crate::keys::of(tx, app, &mailbox.address).await?;
    let machine = automatic(letter, &own(&mailboxes), &keys);
    let actor = Actor { by: By::Program, at: app.clock.now() };
    let belonging = belongs(letter, &keys);
    let known = find_known(tx, &belonging).await?;
    let parties: Vec<_> = known
        .as_ref()
        .map(|(_, parties)| parties.iter().map(|party| party.address.clone()).collect())
        .unwrap_or_default();
    let known = known.map(|(belongs, _)| belongs);
    let placed = place(
        letter,
        belonging,
        known
            .as_ref()
            .map(|own| Known { case: own.case, reference: &own.reference, parties: &parties })
            .as_ref(),
        &machine,
    );
    // A report about a letter of ours is the business of that letter's case, whoever it says it comes from.
    let about = match crate::bounces::note(tx, app, &actor, letter).await? {
        Some(case) => Some(case),
        None => reported(tx, letter, &keys).await?,
    };
    let because: Vec<&str> = machine.iter().map(Automatic::code).collect();
    let because = because.join(",");
    match placed {
        Placement::Joins { case, reopening } => {
            join(tx, app, &actor, mailbox, waiting, letter, case, reopening).await?;
            fate.case = Some(case);
        }
        Placement::MayBelong { .. } | Placement::New if about.is_some() => {
            if let Some(case) = about {
                join(tx, app, &actor, mailbox, waiting, letter, case, Reopening::StaysAsItIs).await?;
                fate.case = Some(case);
            }
        }
        Placement::MayBelong { .. } | Placement::New if !machine.is_empty() => {
            fate.state = LetterState::SetAside;
            fate.because = &because;
        }
        Placement::MayBelong { marked, hints, because } => {
            let mut may_belong = known_numbers(tx, &marked).await?;
            may_belong.extend(hints_of(tx, &hints).await?);
            if may_belong.is_empty() {
                may_belong = old_threads(tx, letter).await?;
            }
            may_belong.dedup();
            let contact = contact_of(mailbox, waiting, letter, may_belong);
            tracing::debug!(?because, "a letter waits for a person to say where it belongs");
            fate.case = Some(open(tx, app, &actor, mailbox, waiting, letter, contact).await?);
        }
        Placement::New => {
            let contact = contact_of(mailbox, waiting, letter, old_threads(tx, letter).await?);
            fate.case = Some(open(tx, app, &actor, mailbox, waiting, letter, contact).await?);
        }
    }
    settled(tx, waiting, &fate).await
}

async fn settled(
    tx: &mut Tx,
    waiting: &Waiting,
    fate: &Fate<'_>,
) -> Result<LetterState, CorrespondenceError> {
    let is_ours = store::settle_letter(tx, waiting.id, fate).await?;
    if is_ours { Ok(fate.state) } else { Err(CorrespondenceError::Stale) }
}

/// Whether the same letter came before: the same bytes, or a letter of the same name that is a message already.
async fn is_again(tx: &mut Tx, waiting: &Waiting, letter: &Letter) -> Result<bool, CorrespondenceError> {
    if store::is_placed(tx, &waiting.digest, waiting.id).await? {
        return Ok(true);
    }
    // Two letters of one name and different bytes are two letters: a name is only a claim.
    let _ = letter;
    Ok(false)
}

/// What the institution itself writes from.
fn own(mailboxes: &[Mailbox]) -> Own {
    let key = |mailbox: &Mailbox| solits_mail::Address::parse(&mailbox.address).map(|address| address.key());
    Own { addresses: mailboxes.iter().filter_map(key).collect(), domains: Vec::new(), names: Vec::new() }
}
