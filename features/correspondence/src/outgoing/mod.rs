//! Letters that leave: written with the change that caused them, into the outbox.

mod notice;

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{BranchId, CaseId, Lang, Text, Timestamp};
use solits_mail::{Address, Author, Keys, Language, MessageId as LetterName, Stamp, guess, stamp};
use solits_post::{File, MailAddress, Mailbox as Correspondent, Outgoing, compose};
use solits_web::App;
use solits_written::{nature::Way, receipt::Receipt};

use crate::{
    CorrespondenceError,
    intake::Taken,
    model::{Direction, Mailbox, MessageId, OutKind},
    store::{self, Leaving, NewFile, NewMessage},
};

pub use notice::{Notice, Noticed, WhyNot, notice};

/// So many letters of the program an address gets in a day (security §8).
const MOST_TO_ADDRESS: i64 = 3;
const DAY_MINUTES: i64 = 24 * 60;
/// So many an institution writes in an hour before it pauses.
const MOST_IN_HOUR: i64 = 200;

/// Whether the program has written so much in the last hour that it writes nothing more by itself: staff are told, and confirm
/// by hand what is owed a confirmation.
pub(crate) async fn is_paused(tx: &mut Tx, at: Timestamp) -> Result<bool, CorrespondenceError> {
    Ok(written_by_itself(tx, "", at).await?.of_all >= MOST_IN_HOUR)
}

/// What the program wrote by itself: to an address in the last day, and to anybody in the last hour.
async fn written_by_itself(
    tx: &mut Tx,
    key: &str,
    at: Timestamp,
) -> Result<store::Automatic, CorrespondenceError> {
    Ok(store::count_automatic(tx, key, at.plus_minutes(-DAY_MINUTES), at.plus_minutes(-60)).await?)
}

/// Whether this transaction, which takes in letters for an instant, was told that the institution pauses.
#[derive(Default)]
struct Paused(bool);

/// Whether no more may be written to an address by itself (security §8).
async fn is_too_much(
    tx: &mut Tx,
    key: &str,
    at: Timestamp,
    case: CaseId,
) -> Result<bool, CorrespondenceError> {
    if tx.memory::<Paused>().0 {
        return Ok(true);
    }
    let store::Automatic { to_address, of_all } = written_by_itself(tx, key, at).await?;
    tx.memory::<Paused>().0 = of_all >= MOST_IN_HOUR;
    let is_too_much = to_address >= MOST_TO_ADDRESS || of_all >= MOST_IN_HOUR;
    if is_too_much {
        tracing::warn!(%case, to_address, of_all, "nothing is written by itself: too many");
    }
    Ok(is_too_much)
}

/// A letter to one recipient.
#[derive(Clone, Debug)]
pub(crate) struct Letter<'a> {
    pub(crate) case: CaseId,
    pub(crate) kind: OutKind,
    pub(crate) to: &'a Address,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) answers: Option<&'a LetterName>,
    pub(crate) not_before: Timestamp,
    /// Files that go along.
    pub(crate) files: Vec<NewFile>,
    /// The day on which the answer will come, where the letter tells of a delay.
    pub(crate) planned_at: Option<Timestamp>,
    /// When it leaves, where its author has chosen a later moment.
    pub(crate) scheduled_at: Option<Timestamp>,
}

/// The mailbox a letter about something of a branch leaves from: the branch's own, else any in use.
pub(crate) fn mailbox_for(mailboxes: &[Mailbox], branch: BranchId) -> Option<&Mailbox> {
    let own = mailboxes.iter().find(|one| one.is_active && one.branch == branch);
    own.or_else(|| mailboxes.iter().find(|one| one.is_active))
}

/// The language to answer in: the one the text is written in, Latvian where that is not plain.
pub(crate) fn language_of(text: &str) -> Lang {
    match guess(text).language {
        Some(Language::English) => Lang::En,
        _ => Lang::Lv,
    }
}

/// Confirms to the author that something came, unless the address or the institution has had its share.
///
/// The words are ours alone: nothing of what came is repeated, so that nobody can write to others through us (RFC 3834).
#[expect(clippy::too_many_arguments, reason = "what a confirmation is made from")]
pub(crate) async fn confirm(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mailbox: &Mailbox,
    taken: &Taken,
    to: &Address,
    answers: Option<&LetterName>,
    lang: Lang,
) -> Result<Option<MessageId>, CorrespondenceError> {
    if is_too_much(tx, &to.key(), actor.at, taken.opened.case).await? {
        return Ok(None);
    }
    let institution =
        solits_organisation::find_institution(tx).await?.ok_or(CorrespondenceError::NotFound)?;
    let subject = Text::new("Saņēmām Jūsu vēstuli", "We have received your message");
    let letter = Letter {
        case: taken.opened.case,
        kind: OutKind::Receipt,
        to,
        subject: subject.get(lang).to_owned(),
        text: receipt_text(&taken.receipt, &institution.name, lang),
        answers,
        not_before: actor.at,
        files: Vec::new(),
        planned_at: None,
        scheduled_at: None,
    };
    match write_at_commit(tx, app, actor, mailbox, &taken.opened.reference, letter).await {
        Ok(message) => Ok(Some(message)),
        // An address that no letter can be written to is told in the case, where nothing will have left.
        Err(CorrespondenceError::Unwritable(words)) => {
            tracing::info!(case = %taken.opened.case, words, "no confirmation can be written");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The receipt as the text of a letter.
fn receipt_text(receipt: &Receipt, institution: &Text, lang: Lang) -> String {
    let said = |text: &Text| text.get(lang).to_owned();
    let word = |lv: &str, en: &str| Text::new(lv, en).get(lang).to_owned();
    let mut lines = vec![word("Labdien!", "Hello,"), String::new(), said(&receipt.asked.what)];
    lines.push(format!("{}: {}.", word("Lietas numurs", "The number of your case"), receipt.reference));
    lines.push(format!("{}: {}.", word("Saņemts", "Received"), said(&receipt.received)));
    lines.extend(receipt.holder.as_ref().map(said));
    lines.push(String::new());
    for step in &receipt.steps {
        lines.push(said(&step.what));
        if let Some(by) = &step.by {
            lines.push(format!("{}.", capital(&said(&by.words))));
            lines.push(said(&by.why));
        }
        if let Some(at_most) = &step.at_most {
            lines.push(format!("{} {}", word("Galējais termiņš:", "The latest:"), said(&at_most.words)));
        }
    }
    lines.push(String::new());
    lines.extend(receipt.if_late.iter().map(said));
    if let Some(page) = &receipt.page {
        lines.push(String::new());
        lines.push(word("Kur tas šobrīd ir, redzams šeit:", "Where it stands can be seen here:"));
        lines.push(page.clone());
    }
    lines.push(String::new());
    lines.push(word(
        "Uz šo vēstuli var atbildēt; atbilde nonāks pie tās pašas lietas.",
        "You can answer this letter; the answer comes to the same case.",
    ));
    lines.push(said(institution));
    lines.join("\n")
}

/// A sentence begins with a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Writes a letter into the case and into the outbox, where whatever follows in the transaction finds it.
pub(crate) async fn write(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mailbox: &Mailbox,
    reference: &str,
    letter: Letter<'_>,
) -> Result<MessageId, CorrespondenceError> {
    let id = write_at_commit(tx, app, actor, mailbox, reference, letter).await?;
    tx.settle().await?;
    Ok(id)
}

/// Writes a letter as [`write`] does, when the transaction commits.
async fn write_at_commit(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mailbox: &Mailbox,
    reference: &str,
    letter: Letter<'_>,
) -> Result<MessageId, CorrespondenceError> {
    let id: MessageId = app.random.id(actor.at);
    let keys = crate::keys::of(tx, app, &mailbox.address).await?;
    let tag = keys.subject_tag(reference).unwrap_or_default();
    let subject = if letter.subject.contains(&tag) {
        letter.subject.clone()
    } else {
        format!("{} {tag}", letter.subject)
    };
    // What an employee signs is a person's letter, also where its words are fixed.
    let is_signed = matches!(letter.kind, OutKind::Reply | OutKind::Forward) || letter.planned_at.is_some();
    let author = if is_signed { Author::Person } else { Author::Machine };
    let (raw, name) = compose_letter(&keys, author, id, mailbox, &subject, &letter, actor)?;
    let recipient = format!("{}@{}", letter.to.local(), letter.to.domain());
    let message = NewMessage {
        id,
        case: letter.case,
        direction: Direction::Out,
        way: Way::Email,
        at: actor.at,
        letter: None,
        employee: actor.employee(),
        author_name: &mailbox.name,
        author_address: &mailbox.address,
        recipient: &recipient,
        subject: &subject,
        text: &letter.text,
        is_automatic: author == Author::Machine,
        attention: "",
        is_formatted: false,
    };
    store::insert_message(tx, &message);
    store::insert_name(tx, &name, id);
    for (place, file) in (0_i64..).zip(&letter.files) {
        store::insert_file(tx, id, place, file);
    }
    let leaving = Leaving {
        message: id,
        mailbox: mailbox.id,
        case: letter.case,
        kind: letter.kind,
        recipient: &recipient,
        recipient_key: &letter.to.key(),
        raw,
        written_at: actor.at,
        not_before: letter.not_before,
        planned_at: letter.planned_at,
        scheduled_at: letter.scheduled_at,
    };
    store::insert_leaving(tx, leaving);
    tx.signal("outbox");
    tx.signal(format!("case:{}", letter.case));
    Ok(id)
}

/// The letter's bytes and its name.
fn compose_letter(
    keys: &Keys,
    author: Author,
    id: MessageId,
    mailbox: &Mailbox,
    subject: &str,
    letter: &Letter<'_>,
    actor: &Actor,
) -> Result<(Vec<u8>, String), CorrespondenceError> {
    let unwritable = |error: &dyn std::fmt::Display| CorrespondenceError::Unwritable(error.to_string());
    let ours = MailAddress::parse(&mailbox.address).map_err(|error| unwritable(&error))?;
    let from = Correspondent::new(&mailbox.name, ours).map_err(|error| unwritable(&error))?;
    let theirs = MailAddress::parse(&format!("{}@{}", letter.to.local(), letter.to.domain()))
        .map_err(|error| unwritable(&error))?;
    let to = Correspondent::new("", theirs).map_err(|error| unwritable(&error))?;
    let name = keys
        .message_id(letter.case, id.uuid(), author)
        .ok_or_else(|| CorrespondenceError::Unwritable("no name".to_owned()))?;
    let fields =
        stamp(keys, &Stamp { author, case: letter.case, letter: id.uuid(), answers: letter.answers });
    let files: Vec<File<'_>> = letter
        .files
        .iter()
        .map(|file| File {
            name: &file.name,
            content_type: &file.media,
            bytes: file.content.as_deref().unwrap_or_default(),
        })
        .collect();
    let raw = compose(&Outgoing {
        from: &from,
        to: &to,
        reply_to: None,
        subject,
        text: &letter.text,
        attachments: &files,
        date: actor.at,
        message_id: None,
        in_reply_to: None,
        references: &[],
        fields: &fields,
    })
    .map_err(|error| unwritable(&error))?;
    Ok((raw, name.as_str().to_owned()))
}
