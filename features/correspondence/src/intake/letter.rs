//! Letters: stored as they came, then understood, then placed.
//!
//! Storing comes first and in a transaction of its own (security §7): what the server is told is taken is on our disk,
//! whatever becomes of the rest. Understanding never drops a letter: it is a message of a case, or it is in a list that
//! people look at.

use std::collections::HashSet;

use futures_util::future::try_join_all;
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{InstitutionId, Scope, Timestamp};
use solits_mail::{Automatic, Known, Letter, Own, Placement, Reopening, automatic, belongs, place, read};
use solits_web::App;
use solits_written::nature::Way;

use super::{
    become_message::{Confirms, contact_of, join, open},
    belonging::{asked_about, find_known, hints_of, known_numbers, reported, thread_of},
    meetings, origin, reading, shortened,
};
use crate::{
    CorrespondenceError,
    model::{LetterId, LetterState, Mailbox, MailboxId},
    store::{self, Body, Fate, Raw, Waiting},
};

/// After so many tries a letter waits for a person: whatever ends the program must not end it for ever.
const MOST_TRIES: i64 = 3;
/// Letters are stored in pieces of so many bytes, where they do not come in pieces.
const PIECE: usize = 256 * 1024;
/// Longest author or subject in a list.
pub(super) const MOST_SHOWN: usize = 200;

/// Stores a letter as it came; whether it was new. After this the server may be told that it is taken.
pub async fn take(app: &App, institution: InstitutionId, raw: &Raw<'_>) -> Result<bool, CorrespondenceError> {
    let now = app.clock.now();
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let is_new = take_in(&mut tx, raw, app.random.id(now), now).await?;
    store::set_cursor(&mut tx, raw.mailbox, raw.folder, raw.uid_validity, raw.uid).await?;
    tx.signal("letters");
    tx.commit().await?;
    Ok(is_new)
}

/// Stores letters that came together from one folder, in the order of their numbers: all or none of them. After this the
/// server may be told that they are taken.
pub async fn take_together(
    app: &App,
    institution: InstitutionId,
    raws: &[Raw<'_>],
) -> Result<(), CorrespondenceError> {
    let Some(last) = raws.last() else { return Ok(()) };
    let now = app.clock.now();
    // Taken in the same instant, they wait in the order of their ids.
    let mut ids: Vec<LetterId> = raws.iter().map(|_| app.random.id(now)).collect();
    ids.sort_unstable();
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    for (id, raw) in ids.into_iter().zip(raws) {
        if raw.is_one_row() {
            store::insert_letter(id, raw, &WAITING, now).at_commit(&mut tx);
        } else {
            take_in(&mut tx, raw, id, now).await?;
        }
    }
    store::set_cursor(&mut tx, last.mailbox, last.folder, last.uid_validity, last.uid).await?;
    tx.signal("letters");
    Ok(tx.commit().await?)
}

/// A letter that has been stored and nothing more.
const WAITING: Fate<'_> =
    Fate { state: LetterState::Waiting, because: "", author: "", subject: "", case: None };

/// Stores a letter with its pieces; whether it was new.
async fn take_in(
    tx: &mut Tx,
    raw: &Raw<'_>,
    id: LetterId,
    now: Timestamp,
) -> Result<bool, CorrespondenceError> {
    match raw.body {
        Body::Here(bytes) => {
            let is_new = store::insert_letter(id, raw, &WAITING, now).run(tx).await? == 1;
            if is_new && !raw.is_one_row() {
                for (number, piece) in (0_i64..).zip(bytes.chunks(PIECE)) {
                    let place = number * i64::try_from(PIECE).unwrap_or(i64::MAX);
                    store::insert_part(tx, id, place, piece.to_vec()).await?;
                }
            }
            Ok(is_new)
        }
        Body::Brought(_) => {
            let id = store::find_coming(tx, raw.mailbox).await?.ok_or(CorrespondenceError::NotFound)?;
            store::forget_coming(tx, raw.mailbox).await?;
            let is_new = store::insert_letter(id, raw, &WAITING, now).run(tx).await? == 1;
            if !is_new {
                store::delete_parts(tx, id).await?;
            }
            Ok(is_new)
        }
        // What stays on the server is known by its fields alone.
        Body::Left { why, head } => {
            let head = read(head);
            let author = head.author().map(solits_mail::Address::key).unwrap_or_default();
            let subject = shortened(&head.subject, MOST_SHOWN);
            let state = LetterState::NeedsAttention;
            let fate = Fate { state, because: why, author: &author, subject: &subject, case: None };
            Ok(store::insert_letter(id, raw, &fate, now).run(tx).await? == 1)
        }
    }
}

/// Stores a piece of a letter that is being brought from a mailbox, so many bytes on. One from 0 begins anew.
pub async fn bring(
    app: &App,
    institution: InstitutionId,
    mailbox: MailboxId,
    from: usize,
    piece: Vec<u8>,
) -> Result<(), CorrespondenceError> {
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let coming = store::find_coming(&mut tx, mailbox).await?;
    let id = match coming.filter(|_| from > 0) {
        Some(id) => id,
        None if from > 0 => return Err(CorrespondenceError::NotFound),
        None => {
            if let Some(broken_off) = coming {
                store::delete_parts(&mut tx, broken_off).await?;
                store::forget_coming(&mut tx, mailbox).await?;
            }
            let id = app.random.id(app.clock.now());
            store::insert_coming(&mut tx, mailbox, id).await?;
            id
        }
    };
    store::insert_part(&mut tx, id, i64::try_from(from).unwrap_or(i64::MAX), piece).await?;
    Ok(tx.commit().await?)
}

/// Understands and places the letters that have waited longest: a handful of small ones together, as what costs most is
/// making a change last. What became of each; nothing where none waits.
pub async fn understand_some(
    app: &App,
    institution: InstitutionId,
) -> Result<Vec<LetterState>, CorrespondenceError> {
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let held = store::hold_waiting(&mut tx).await?;
    tx.commit().await?;
    // Understanding takes its time and must not hold the database.
    let letters = held.iter().map(async |waiting| {
        if waiting.tries <= MOST_TRIES { reading::read(app, institution, waiting).await } else { Ok(None) }
    });
    let letters = try_join_all(letters).await?;
    let understood: Vec<_> = held.into_iter().zip(letters).collect();
    if understood.len() > 1 {
        match settle_together(app, institution, &understood).await {
            Ok(states) => return Ok(states),
            // Whichever it was, the others are settled without it.
            Err(error) => tracing::debug!(%error, "letters are placed one by one"),
        }
    }
    let mut states = Vec::new();
    for one in &understood {
        match settle_together(app, institution, std::slice::from_ref(one)).await {
            Ok(settled) => states.extend(settled),
            // What was begun here is undone with the transaction.
            Err(CorrespondenceError::Stale) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(states)
}

/// Settles letters in one transaction: all of them or none.
async fn settle_together(
    app: &App,
    institution: InstitutionId,
    understood: &[(Waiting, Option<Letter>)],
) -> Result<Vec<LetterState>, CorrespondenceError> {
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let waiting: Vec<&Waiting> = understood.iter().map(|(waiting, _)| waiting).collect();
    // Another node, or a person, was faster.
    if !store::still_wait(&mut tx, &waiting).await? {
        return Err(CorrespondenceError::Stale);
    }
    let mailboxes = store::list_mailboxes(&mut tx).await?;
    let (mut states, mut here) = (Vec::new(), HashSet::new());
    for (waiting, letter) in understood {
        // The same bytes came before. Two letters of one name and different bytes are two letters: a name is only a claim.
        let came_before = waiting.copies > 0 || here.contains(waiting.digest.as_slice());
        // Whatever becomes of it. Noted first, it goes to the database together with what is added next.
        store::await_scan(&waiting.digest).at_commit(&mut tx);
        let state = match letter {
            Some(letter) => settle(&mut tx, app, &mailboxes, waiting, letter, came_before).await?,
            None => settled(&mut tx, waiting, &NOT_UNDERSTOOD),
        };
        if matches!(state, LetterState::Placed | LetterState::SetAside) {
            here.insert(waiting.digest.as_slice());
        }
        states.push(state);
        // The next may answer this one, and counts what was written to the same address.
        tx.settle_added().await?;
    }
    tx.signal("letters");
    tx.commit().await?;
    Ok(states)
}

/// A letter that cannot be read waits for a person, with its original.
const NOT_UNDERSTOOD: Fate<'_> = Fate {
    state: LetterState::NeedsAttention,
    because: "not-understood",
    author: "",
    subject: "",
    case: None,
};

async fn settle(
    tx: &mut Tx,
    app: &App,
    mailboxes: &[Mailbox],
    waiting: &Waiting,
    letter: &Letter,
    came_before: bool,
) -> Result<LetterState, CorrespondenceError> {
    let author = letter.author().map(solits_mail::Address::key).unwrap_or_default();
    let subject = shortened(&letter.subject, MOST_SHOWN);
    let mut fate =
        Fate { state: LetterState::Placed, because: "", author: &author, subject: &subject, case: None };
    if came_before {
        fate.state = LetterState::Again;
        return Ok(settled(tx, waiting, &fate));
    }
    let mailbox = mailboxes
        .iter()
        .find(|mailbox| mailbox.id == waiting.mailbox_id)
        .ok_or(CorrespondenceError::NotFound)?;
    let keys = crate::keys::of(tx, app, &mailbox.address).await?;
    let machine = automatic(letter, &own(mailboxes), &keys);
    // Programs that keep calendars send the invitations of people. A person replies to one; no machine does.
    let is_marked = |one: &Automatic| matches!(one, Automatic::SaysSo | Automatic::AsksForNone);
    let meeting = meetings::meeting_of(tx, waiting, letter).await?;
    let is_invited = !machine.is_empty() && machine.iter().all(is_marked) && meeting.is_some();
    // A portal sends what people have written there, from an address nobody reads.
    let is_sent = |one: &Automatic| is_marked(one) || *one == Automatic::MachineAddress;
    let is_passed_on = machine.iter().all(is_sent) && origin::way_of(mailbox, letter) == Way::StatePortal;
    let is_of_people = is_invited || is_passed_on;
    if let Some(meeting) = &meeting {
        meetings::note(tx, waiting, letter, meeting);
    }
    let confirms = if machine.is_empty() { Confirms::Receipt } else { Confirms::Nothing };
    let actor = Actor { by: By::Program, at: app.clock.now() };
    let thread = thread_of(letter, &keys);
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
            join(tx, app, &actor, mailbox, waiting, letter, case, reopening, &thread).await?;
            fate.case = Some(case);
        }
        Placement::MayBelong { .. } | Placement::New if about.is_some() => {
            if let Some(case) = about {
                let stays = Reopening::StaysAsItIs;
                join(tx, app, &actor, mailbox, waiting, letter, case, stays, &thread).await?;
                fate.case = Some(case);
            }
        }
        Placement::MayBelong { .. } | Placement::New if !machine.is_empty() && !is_of_people => {
            fate.state = LetterState::SetAside;
            fate.because = &because;
        }
        Placement::MayBelong { marked, hints, because } => {
            let mut named = known_numbers(tx, &marked).await?;
            named.extend(hints_of(tx, &hints).await?);
            named.dedup();
            let may_belong = asked_about(tx, letter, &thread, named).await?;
            let contact = contact_of(mailbox, waiting, letter, may_belong, thread);
            tracing::debug!(?because, "a letter waits for a person to say where it belongs");
            let opened = open(tx, app, &actor, mailbox, waiting, letter, contact, confirms).await?;
            fate.case = Some(opened);
        }
        // What begins a conversation goes on with none.
        Placement::New => {
            let contact = contact_of(mailbox, waiting, letter, Vec::new(), thread);
            let opened = open(tx, app, &actor, mailbox, waiting, letter, contact, confirms).await?;
            fate.case = Some(opened);
        }
    }
    Ok(settled(tx, waiting, &fate))
}

fn settled(tx: &mut Tx, waiting: &Waiting, fate: &Fate<'_>) -> LetterState {
    store::settle_waiting(tx, waiting.id, fate);
    fate.state
}

/// What the institution itself writes from.
fn own(mailboxes: &[Mailbox]) -> Own {
    let key = |mailbox: &Mailbox| solits_mail::Address::parse(&mailbox.address).map(|address| address.key());
    Own { addresses: mailboxes.iter().filter_map(key).collect(), domains: Vec::new(), names: Vec::new() }
}
