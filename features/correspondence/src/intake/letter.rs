//! Letters: stored as they came, then understood, then placed.
//!
//! Storing comes first and in a transaction of its own (security §7): what the server is told is taken is on our disk,
//! whatever becomes of the rest. Understanding never drops a letter: it is a message of a case, or it is in a list that
//! people look at.

use sha2::{Digest as _, Sha256};
use solits_cases::Came;
use solits_db::Tx;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::{InstitutionId, Scope, Timestamp};
use solits_mail::{
    Automatic, Belonging, FileType, Keys, Known, Legal, Letter, Marked, Own, Placement, Reopening, automatic,
    belongs, place, read,
};
use solits_standard::event::EventKind;
use solits_web::App;
use solits_written::{
    classify::{self, Author, Signature, Validity},
    clock::nature_facts,
    nature::Way,
};

use super::{Contact, receive, shortened};
use crate::{
    CorrespondenceError,
    model::{Belongs, Direction, LetterId, LetterState, Mailbox, MessageId, Party},
    outgoing,
    store::{self, Fate, NewFile, NewMessage, Raw, Waiting},
};

/// After so many tries a letter waits for a person: whatever ends the program must not end it for ever.
const MOST_TRIES: i64 = 3;
/// So many cases are offered as those a letter may belong to.
const MOST_ASKED: i64 = 5;
/// Containers up to so many bytes are listed, and so many of their documents.
const MOST_LISTED: usize = 20 * 1024 * 1024;
const MOST_DOCUMENTS: usize = 50;
/// Longest author or subject in a list.
const MOST_SHOWN: usize = 200;

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
        tx.commit().await?;
        return Ok(Understood::Settled(LetterState::NeedsAttention));
    };
    // The bytes go there and come back: a large letter is in memory once.
    let (letter, raw) = tokio::task::spawn_blocking(move || (read(&raw), raw))
        .await
        .map_err(|error| CorrespondenceError::Unreadable(error.to_string()))?;
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
    if let Some(report) = &letter.report {
        crate::bounces::note(tx, report).await?;
    }
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
    let because: Vec<&str> = machine.iter().map(Automatic::code).collect();
    let because = because.join(",");
    match placed {
        Placement::Joins { case, reopening } => {
            join(tx, app, &actor, mailbox, waiting, letter, case, reopening).await?;
            fate.case = Some(case);
        }
        // A report about a letter of ours is the business of that letter's case, whoever it says it comes from.
        Placement::MayBelong { .. } | Placement::New if reported(tx, letter, &keys).await?.is_some() => {
            if let Some(case) = reported(tx, letter, &keys).await? {
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

/// The case that the first mark of a letter names, with its parties.
async fn find_known(
    tx: &mut Tx,
    belonging: &Belonging,
) -> Result<Option<(Belongs, Vec<Party>)>, CorrespondenceError> {
    let Belonging::Marked(marked) = belonging else { return Ok(None) };
    let Some(first) = marked.first() else { return Ok(None) };
    let Some(known) = find_marked(tx, first).await? else { return Ok(None) };
    let parties = store::list_parties(tx, known.case).await?;
    Ok(Some((known, parties)))
}

async fn find_marked(tx: &mut Tx, marked: &Marked) -> Result<Option<Belongs>, CorrespondenceError> {
    Ok(match marked {
        Marked::Case(case) => store::find_case(tx, *case).await?,
        Marked::Reference(reference) => store::find_case_of_number(tx, reference).await?,
    })
}

async fn known_numbers(tx: &mut Tx, marked: &[Marked]) -> Result<Vec<String>, CorrespondenceError> {
    let mut numbers = Vec::new();
    for one in marked {
        numbers.extend(find_marked(tx, one).await?.map(|known| known.reference));
    }
    numbers.dedup();
    Ok(numbers)
}

/// Numbers of cases that hints speak of: those that exist, and those of conversations whose letters are messages here.
async fn hints_of(tx: &mut Tx, hints: &[solits_mail::Hint]) -> Result<Vec<String>, CorrespondenceError> {
    use solits_mail::Hint;
    let mut numbers = Vec::new();
    for hint in hints {
        let found = match hint {
            Hint::Number(reference) => store::find_case_of_number(tx, reference).await?,
            Hint::Conversation(names) => {
                let mut case = None;
                for name in names {
                    case = store::find_case_of_name(tx, name.as_str()).await?;
                    if case.is_some() {
                        break;
                    }
                }
                match case {
                    Some(case) => store::find_case(tx, case).await?,
                    None => None,
                }
            }
            Hint::FalseMark(_) => None,
        };
        numbers.extend(found.map(|known| known.reference));
    }
    numbers.dedup();
    Ok(numbers)
}

/// The latest cases of a known author whose letter goes on with a conversation that is not known here: one from before this
/// program, perhaps. A person says whether it belongs to one of them.
async fn old_threads(tx: &mut Tx, letter: &Letter) -> Result<Vec<String>, CorrespondenceError> {
    let goes_on = !letter.in_reply_to.is_empty() || !letter.references.is_empty();
    let Some(author) = letter.author().filter(|_| goes_on) else { return Ok(Vec::new()) };
    let known = store::list_cases_of_party(tx, &author.key(), MOST_ASKED).await?;
    Ok(known.into_iter().map(|known| known.reference).collect())
}

/// The case of the letter of ours that a report is about.
async fn reported(
    tx: &mut Tx,
    letter: &Letter,
    keys: &Keys,
) -> Result<Option<solits_kernel::CaseId>, CorrespondenceError> {
    let Some(about) = letter.report.as_ref().and_then(|report| report.about.as_ref()) else {
        return Ok(None);
    };
    // Only a name that we could have made counts.
    let own =
        belongs(&Letter { in_reply_to: vec![about.clone()], references: Vec::new(), ..letter.clone() }, keys);
    let Belonging::Marked(marked) = own else { return Ok(None) };
    let Some(first) = marked.first() else { return Ok(None) };
    Ok(find_marked(tx, first).await?.map(|known| known.case))
}

/// A message of a case that is there already.
#[expect(clippy::too_many_arguments, reason = "what a message is made from")]
async fn join(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mailbox: &Mailbox,
    waiting: &Waiting,
    letter: &Letter,
    case: solits_kernel::CaseId,
    reopening: Reopening,
) -> Result<(), CorrespondenceError> {
    let id: MessageId = app.random.id(actor.at);
    let author = letter.author();
    let attention: Vec<&str> = letter.attention.iter().map(solits_mail::Attention::code).collect();
    let is_automatic = reopening == Reopening::StaysAsItIs;
    let message = NewMessage {
        id,
        case,
        direction: Direction::In,
        way: Way::Email,
        at: received(waiting),
        letter: Some(waiting.id),
        employee: None,
        author_name: author.map_or("", |author| author.name()),
        author_address: &author.map(solits_mail::Address::key).unwrap_or_default(),
        recipient: &mailbox.address,
        subject: &shortened(&letter.subject, super::MOST_SUBJECT),
        text: &shortened(&letter.text, super::MOST_TEXT),
        is_automatic,
        attention: &attention.join(","),
    };
    store::insert_message(tx, &message).await?;
    store::insert_name(tx, &letter.identity(), id).await?;
    for (place, file) in (0..).zip(files_of(letter)) {
        store::insert_file(tx, id, place, &file).await?;
    }
    list_containers(tx, letter, waiting.raw.as_deref(), id).await?;
    if is_automatic {
        return Ok(());
    }
    if let Some(author) = author {
        // Whoever writes can be written to again.
        store::set_reachable(tx, &author.key(), true).await?;
    }
    solits_cases::client_wrote(tx, app, actor, case).await?;
    let mut entry = Entry::new(EventKind::MessageReceived, case, Some(mailbox.branch)).with("message", id);
    entry.facts.extend(came(letter, waiting).facts_at(actor.at));
    record(tx, &app.heart, actor, entry).await?;
    solits_cases::refresh_due(tx, case).await?;
    tx.signal(format!("case:{case}"));
    Ok(())
}

/// What a letter in a case that is there already is, and when it was received: it starts clocks of its own.
fn came(letter: &Letter, waiting: &Waiting) -> Came {
    let author = if letter.author().is_some() { Author::Named } else { Author::Anonymous };
    let contact = classify::Contact {
        way: Way::Email,
        author,
        signature: signature_of(letter),
        subject: &letter.subject,
        text: &letter.text,
        chosen: None,
    };
    let nature = classify::classify(&contact).nature;
    Came { received: Some(received(waiting)), facts: nature_facts(nature, Way::Email) }
}

fn signature_of(letter: &Letter) -> Signature {
    match solits_mail::classify(letter, &[]).legal {
        // Nothing here checks signatures.
        Legal::SignedDocument => Signature::Electronic(Validity::CannotTell),
        Legal::ELetter | Legal::PortalMessage => Signature::None,
    }
}

/// When the letter counts as received: the server's word, never later than the moment it was taken.
fn received(waiting: &Waiting) -> Timestamp {
    waiting.received_at.min(waiting.taken_at)
}

/// The files of a letter; their bytes stay in it.
fn files_of(letter: &Letter) -> Vec<NewFile> {
    letter
        .attachments
        .iter()
        .map(|file| NewFile {
            name: file.name.clone(),
            media: "application/octet-stream".to_owned(),
            size: i64::try_from(file.size).unwrap_or(i64::MAX),
            digest: file.digest.to_vec(),
            content: None,
        })
        .collect()
}

/// Notes which documents the signed containers of a letter hold. Nothing is unpacked, and no signature is verified.
async fn list_containers(
    tx: &mut Tx,
    letter: &Letter,
    raw: Option<&[u8]>,
    message: MessageId,
) -> Result<(), CorrespondenceError> {
    let Some(raw) = raw else { return Ok(()) };
    for (place, file) in (0..).zip(&letter.attachments) {
        if file.found != FileType::Asice || file.size > MOST_LISTED {
            continue;
        }
        if let Ok(container) = solits_mail::documents(&file.content(raw)) {
            let names: Vec<String> =
                container.documents.into_iter().take(MOST_DOCUMENTS).map(|one| one.name).collect();
            store::set_holds(tx, message, place, &names.join("\n")).await?;
        }
    }
    Ok(())
}

fn contact_of(mailbox: &Mailbox, waiting: &Waiting, letter: &Letter, may_belong: Vec<String>) -> Contact {
    let author = letter.answer_to();
    let name = letter.author().map_or("", |author| author.name());
    let signature = signature_of(letter);
    Contact {
        way: Way::Email,
        author: if author.is_some() { Author::Named } else { Author::Anonymous },
        signature,
        name: name.to_owned(),
        address: author.and_then(written).unwrap_or_default(),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        chosen: None,
        service: None,
        branch: mailbox.branch,
        keeper: mailbox.keeper,
        letter: Some(waiting.id),
        names: vec![letter.identity()],
        attention: letter.attention.iter().map(|one| one.code().to_owned()).collect(),
        may_belong,
        files: files_of(letter),
        received: received(waiting),
        key: String::new(),
    }
}

/// An address as it is written down to be answered; nothing where that would be somebody else's, as for a local part that
/// stands between quotes.
fn written(address: &solits_mail::Address) -> Option<String> {
    let written = format!("{}@{}", address.local(), address.domain());
    let again = solits_mail::Address::parse(&written)?;
    (again.key() == address.key()).then_some(written)
}

/// A new case, and its confirmation.
async fn open(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mailbox: &Mailbox,
    waiting: &Waiting,
    letter: &Letter,
    contact: Contact,
) -> Result<solits_kernel::CaseId, CorrespondenceError> {
    let taken = receive(tx, app, actor, &contact).await?;
    list_containers(tx, letter, waiting.raw.as_deref(), taken.message).await?;
    // From the author's own address, which may differ from where answers are wanted, the case goes on as well.
    if let Some(author) = letter.author() {
        store::insert_party(tx, taken.opened.case, author).await?;
    }
    if let Some(to) = letter.answer_to() {
        let lang = outgoing::language_of(&letter.text);
        let answers = letter.message_id.as_ref();
        outgoing::confirm(tx, app, actor, mailbox, &taken, to, answers, lang).await?;
    }
    tracing::info!(letter = %waiting.id, case = %taken.opened.case, "a letter opened a case");
    Ok(taken.opened.case)
}

/// Opens a case for a letter that was set aside or could not be understood. Whoever opens it answers for it.
pub(crate) async fn open_by_hand(
    app: &App,
    actor: &Actor,
    institution: InstitutionId,
    id: LetterId,
) -> Result<solits_kernel::CaseId, CorrespondenceError> {
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let original = store::find_original(&mut tx, id).await?.ok_or(CorrespondenceError::NotFound)?;
    let mailbox =
        store::find_mailbox(&mut tx, original.mailbox_id).await?.ok_or(CorrespondenceError::NotFound)?;
    drop(tx);
    if let Some(case) = original.case_id {
        return Ok(case);
    }
    let raw = original.raw.ok_or(CorrespondenceError::NotFound)?;
    let letter = tokio::task::spawn_blocking(move || read(&raw))
        .await
        .map_err(|error| CorrespondenceError::Unreadable(error.to_string()))?;
    let waiting = Waiting {
        id,
        mailbox_id: mailbox.id,
        received_at: original.received_at,
        taken_at: actor.at,
        digest: letter.digest.to_vec(),
        raw: None,
        tries: 0,
    };
    let mut contact = contact_of(&mailbox, &waiting, &letter, Vec::new());
    contact.key = format!("letter {id}");
    contact.keeper = actor.employee().unwrap_or(mailbox.keeper);
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let taken = receive(&mut tx, app, actor, &contact).await?;
    let author = letter.author().map(solits_mail::Address::key).unwrap_or_default();
    let subject = shortened(&letter.subject, MOST_SHOWN);
    let case = taken.opened.case;
    let fate = Fate {
        state: LetterState::Placed,
        because: "",
        author: &author,
        subject: &subject,
        case: Some(case),
    };
    if !store::settle_letter(&mut tx, id, &fate).await? {
        // Somebody pressed at the same moment; the case is the same one.
        return Ok(case);
    }
    tx.signal("letters");
    tx.commit().await?;
    Ok(case)
}
