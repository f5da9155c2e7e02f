//! A letter becomes a message: of a case that is there already, or of one that it opens.

use solits_cases::Came;
use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CaseId, InstitutionId, Scope, Timestamp};
use solits_mail::{Address, FileType, Legal, Letter, Reopening, read};
use solits_web::App;
use solits_written::{
    classify::{self, Author, Signature, Validity},
    clock::nature_facts,
};

use super::{
    Contact, MOST_SUBJECT, MOST_TEXT, belonging::thread_of, files_fact, joining::later_message,
    letter::MOST_SHOWN, origin, reading, receive, receive_waiting, shortened,
};
use crate::{
    CorrespondenceError,
    model::{Direction, LetterId, LetterState, Mailbox, MessageId},
    outgoing,
    store::{self, Fate, NewFile, NewMessage, Waiting},
};

/// Containers up to so many bytes are listed, and so many of their documents.
const MOST_LISTED: usize = 20 * 1024 * 1024;
const MOST_DOCUMENTS: usize = 50;

/// The type of a part of a letter that may invite to a meeting.
pub(super) const CALENDAR: &str = "text/calendar";

/// What the author of a letter that opened a case hears at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confirms {
    /// That it came.
    Receipt,
    /// Nothing: a machine handed it in, and machines do not write to each other.
    Nothing,
}

/// A message of a case that is there already.
#[expect(clippy::too_many_arguments, reason = "what a message is made from")]
pub(super) async fn join(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mailbox: &Mailbox,
    waiting: &Waiting,
    letter: &Letter,
    case: CaseId,
    reopening: Reopening,
    thread: &[String],
) -> Result<(), CorrespondenceError> {
    let id: MessageId = app.random.id(actor.at);
    let author = letter.author();
    let attention: Vec<&str> = letter.attention.iter().map(solits_mail::Attention::code).collect();
    let is_automatic = reopening == Reopening::StaysAsItIs;
    let message = NewMessage {
        id,
        case,
        direction: Direction::In,
        way: origin::way_of(mailbox, letter),
        at: received(waiting),
        letter: Some(waiting.id),
        employee: None,
        author_name: author.map_or("", |author| author.name()),
        author_address: &author.map(Address::key).unwrap_or_default(),
        recipient: &mailbox.address,
        subject: &shortened(&letter.subject, MOST_SUBJECT),
        text: &shortened(&letter.text, MOST_TEXT),
        is_automatic,
        attention: &attention.join(","),
        is_formatted: letter.html.is_some(),
    };
    store::insert_message(tx, &message);
    store::insert_name(tx, &letter.identity(), id);
    store::insert_thread(tx, id, thread);
    let files = files_of(letter);
    for (place, file) in (0..).zip(&files) {
        store::insert_file(tx, id, place, file);
    }
    list_containers(tx, letter, waiting, id).await?;
    if is_automatic {
        return Ok(());
    }
    if let Some(author) = author {
        // Whoever writes can be written to again.
        store::set_reachable(tx, &author.key(), true).await?;
        store::settle_returned_from(tx, case, &author.key(), actor.at).await?;
    }
    solits_cases::client_wrote(tx, app, actor, case).await?;
    let way = origin::way_of(mailbox, letter);
    let (kind, arrival) = later_message(tx, case, way, came(mailbox, letter, waiting)).await?;
    let mut entry = Entry::new(kind, case, Some(mailbox.branch)).with("message", id);
    entry.facts.extend(arrival.facts_at(actor.at));
    entry.facts.extend(files_fact(files.len()));
    record(tx, &app.heart, actor, entry).await?;
    solits_cases::refresh_due_at_commit(tx, case);
    tx.signal(format!("case:{case}"));
    Ok(())
}

/// What a letter in a case that is there already is, and when it was received: it starts clocks of its own.
fn came(mailbox: &Mailbox, letter: &Letter, waiting: &Waiting) -> Came {
    let author = if letter.author().is_some() { Author::Named } else { Author::Anonymous };
    let way = origin::way_of(mailbox, letter);
    let contact = classify::Contact {
        way,
        author,
        signature: signature_of(letter),
        subject: &letter.subject,
        text: &letter.text,
        chosen: None,
    };
    let nature = classify::classify(&contact).nature;
    Came { received: Some(received(waiting)), facts: nature_facts(nature, way) }
}

fn signature_of(letter: &Letter) -> Signature {
    match solits_mail::classify(letter, &[]).legal {
        // Whether a portal passed it on is asked apart. Nothing here checks signatures.
        Legal::SignedDocument => Signature::Electronic(Validity::CannotTell),
        Legal::ELetter | Legal::PortalMessage => Signature::None,
    }
}

/// When the letter counts as received: the server's word, never later than the moment it was taken.
pub(super) fn received(waiting: &Waiting) -> Timestamp {
    waiting.received_at.min(waiting.taken_at)
}

/// The files of a letter; their bytes stay in it. What its author says a file is counts for nothing, but that a calendar may
/// invite to a meeting, which is looked at when the letter is.
fn files_of(letter: &Letter) -> Vec<NewFile> {
    letter
        .attachments
        .iter()
        .map(|file| NewFile {
            name: file.name.clone(),
            media: if file.claimed == CALENDAR { CALENDAR } else { "application/octet-stream" }.to_owned(),
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
    waiting: &Waiting,
    message: MessageId,
) -> Result<(), CorrespondenceError> {
    for (place, file) in (0..).zip(&letter.attachments) {
        if file.found != FileType::Asice || file.size > MOST_LISTED {
            continue;
        }
        if let Ok(container) = solits_mail::documents(&reading::content_of(tx, waiting, file).await?) {
            let names: Vec<String> =
                container.documents.into_iter().take(MOST_DOCUMENTS).map(|one| one.name).collect();
            // The file's row waits for the commit like all that is new.
            tx.settle().await?;
            store::set_holds(tx, message, place, &names.join("\n")).await?;
        }
    }
    Ok(())
}

/// What a letter says, as the path of everything in writing takes it.
pub(super) fn contact_of(
    mailbox: &Mailbox,
    waiting: &Waiting,
    letter: &Letter,
    may_belong: Vec<String>,
    thread: Vec<String>,
) -> Contact {
    let author = letter.answer_to();
    let name = letter.author().map_or("", |author| author.name());
    let signature = signature_of(letter);
    Contact {
        way: origin::way_of(mailbox, letter),
        author: if author.is_some() { Author::Named } else { Author::Anonymous },
        signature,
        name: name.to_owned(),
        address: author.and_then(written).unwrap_or_default(),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        chosen: None,
        service: None,
        ticket: None,
        branch: mailbox.branch,
        keeper: mailbox.keeper,
        letter: Some(waiting.id),
        names: vec![letter.identity()],
        thread,
        attention: letter.attention.iter().map(|one| one.code().to_owned()).collect(),
        may_belong,
        is_formatted: letter.html.is_some(),
        files: files_of(letter),
        kept_files: 0,
        received: received(waiting),
        key: String::new(),
    }
}

/// An address as it is written down to be answered; nothing where that would be somebody else's, as for a local part that
/// stands between quotes.
fn written(address: &Address) -> Option<String> {
    let written = format!("{}@{}", address.local(), address.domain());
    let again = Address::parse(&written)?;
    (again.key() == address.key()).then_some(written)
}

/// A new case, and its confirmation.
#[expect(clippy::too_many_arguments, reason = "what a case is made from")]
pub(super) async fn open(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mailbox: &Mailbox,
    waiting: &Waiting,
    letter: &Letter,
    contact: Contact,
    confirms: Confirms,
) -> Result<CaseId, CorrespondenceError> {
    let taken = receive_waiting(tx, app, actor, &contact).await?;
    list_containers(tx, letter, waiting, taken.message).await?;
    // From the author's own address, which may differ from where answers are wanted, the case goes on as well.
    let other = letter.author().filter(|author| letter.answer_to().is_none_or(|to| to.key() != author.key()));
    if let Some(author) = other {
        store::insert_party(tx, taken.opened.case, author);
    }
    if let Some(to) = letter.answer_to().filter(|_| confirms == Confirms::Receipt) {
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
) -> Result<CaseId, CorrespondenceError> {
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
        size: i64::try_from(letter.size).unwrap_or(i64::MAX),
        tries: 0,
        copies: 0,
    };
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let thread = thread_of(&letter, &crate::keys::of(&mut tx, app, &mailbox.address).await?);
    let mut contact = contact_of(&mailbox, &waiting, &letter, Vec::new(), thread);
    contact.key = format!("letter {id}");
    contact.keeper = actor.employee().unwrap_or(mailbox.keeper);
    let taken = receive(&mut tx, app, actor, &contact).await?;
    let author = letter.author().map(Address::key).unwrap_or_default();
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
