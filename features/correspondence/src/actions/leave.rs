//! A reply leaves: the case is answered and the letter is in the outbox, in one transaction; or it is taken back.

use solits_cases::CaseError;
use solits_db::Tx;
use solits_journal::{Entry, record};
use solits_kernel::{CaseId, Timestamp};
use solits_mail::MessageId as LetterName;
use solits_standard::event::EventKind;
use solits_web::WebError;
use solits_written::nature::Way;

use super::{
    addressees::become_party,
    around::{Around, Leaving},
    parts::Parts,
};
use crate::{
    hand::Hand,
    model::{Direction, MessageId, OutKind},
    outgoing::{self, Letter},
    store::{self, NewFile, NewMessage, NewPaper},
};

/// A letter waits so long before it leaves, and can be taken back until then.
pub(crate) const UNDO_SECONDS: i64 = 20;

/// A reply that nothing keeps here.
pub(crate) struct Leave<'a> {
    pub(crate) around: &'a Around,
    pub(crate) parts: &'a Parts,
    pub(crate) leaving: &'a Leaving,
    /// The version of the case its author has seen.
    pub(crate) version: i64,
    pub(crate) sends_at: Timestamp,
    /// Words the dictionary does not know, which its author has let stand.
    pub(crate) misspelt: usize,
    /// What goes along.
    pub(crate) files: Vec<NewFile>,
}

/// What was written.
pub(crate) enum Left {
    /// A letter on paper, to be printed and given to the post.
    Paper(MessageId),
    /// Letters in the outbox, one to each recipient.
    Letters {
        messages: Vec<MessageId>,
        /// Whether they leave later, at a moment that was chosen.
        is_later: bool,
    },
}

impl Left {
    /// The messages, whichever way they go.
    pub(crate) fn messages(self) -> Vec<MessageId> {
        match self {
            Self::Paper(message) => vec![message],
            Self::Letters { messages, .. } => messages,
        }
    }
}

/// Writes it; the case is answered now, or when a letter leaves that its author wants to leave later. Before a decision that
/// is awaited no letter answers it.
pub(crate) async fn leave(tx: &mut Tx, hand: &Hand, leave: Leave<'_>) -> Result<Left, WebError> {
    let Leave { around, parts, leaving, version, sends_at, misspelt, files } = leave;
    let id = around.case.id;
    let parts = parts.trimmed();
    let text = around.whole_text(&[&parts.opening, &parts.main, &parts.ending]);
    let is_later = matches!(leaving, Leaving::Email(_)) && sends_at > hand.at.plus_seconds(UNDO_SECONDS);
    if is_later {
        if around.case.version != version {
            return Err(WebError::Conflict("correspondence-stale"));
        }
    } else {
        let leaves_at = matches!(leaving, Leaving::Email(_)).then_some(sends_at);
        solits_cases::reply_leaving(tx, &hand.app, &hand.actor(), (id, version), &text, leaves_at).await?;
    }
    // That it was read again and its spelling looked at is on record (H-16).
    let entry = Entry::new(EventKind::CaseNoted, id, Some(around.case.branch))
        .with("what", "reply_looked_over")
        .with("misspelt", i64::try_from(misspelt).unwrap_or(i64::MAX));
    record(tx, &hand.app.heart, &hand.actor(), entry).await?;
    match leaving {
        Leaving::Paper(window) => {
            let carried = Carried { subject: &parts.subject, text: &text, window, planned_at: None, files };
            Ok(Left::Paper(write_paper(tx, hand, around, carried).await?))
        }
        Leaving::Email(to) => {
            let mailbox =
                around.mailbox.as_ref().ok_or(WebError::Refused("correspondence-reply-no-mailbox"))?;
            let answers = around.answers.as_deref().and_then(LetterName::parse);
            let mut messages = Vec::new();
            for to in to {
                let letter = Letter {
                    case: id,
                    kind: OutKind::Reply,
                    to,
                    subject: parts.subject.clone(),
                    text: text.clone(),
                    answers: answers.as_ref(),
                    not_before: sends_at,
                    files: files.clone(),
                    planned_at: None,
                    scheduled_at: is_later.then_some(sends_at),
                };
                become_party(tx, id, &around.addressees, to);
                let reference = &around.case.reference;
                messages
                    .push(outgoing::write(tx, &hand.app, &hand.actor(), mailbox, reference, letter).await?);
            }
            Ok(Left::Letters { messages, is_later })
        }
    }
}

/// A letter on paper before it is written.
pub(crate) struct Carried<'a> {
    pub(crate) subject: &'a str,
    pub(crate) text: &'a str,
    /// Name and address in the window of the envelope.
    pub(crate) window: &'a str,
    /// The moment it promises, where it tells of a delay.
    pub(crate) planned_at: Option<Timestamp>,
    pub(crate) files: Vec<NewFile>,
}

/// Writes a letter on paper to the client into a case; it waits to be printed and given to the post.
pub(crate) async fn write_paper(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    carried: Carried<'_>,
) -> Result<MessageId, WebError> {
    let kind = if carried.planned_at.is_some() { OutKind::Notice } else { OutKind::Reply };
    write_paper_of(tx, hand, around, kind, carried).await
}

/// The same for a letter of any kind.
pub(crate) async fn write_paper_of(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    kind: OutKind,
    carried: Carried<'_>,
) -> Result<MessageId, WebError> {
    let message: MessageId = hand.app.random.id(hand.at);
    let id = around.case.id;
    let new = NewMessage {
        id: message,
        case: id,
        direction: Direction::Out,
        way: Way::Letter,
        at: hand.at,
        letter: None,
        employee: Some(hand.me.employee),
        author_name: &around.me.name,
        author_address: "",
        recipient: carried.window.lines().next().unwrap_or_default(),
        subject: carried.subject,
        text: carried.text,
        is_automatic: false,
        attention: "",
        is_formatted: false,
    };
    store::insert_message(tx, &new);
    for (place, file) in (0_i64..).zip(&carried.files) {
        store::insert_file(tx, message, place, file);
    }
    tx.settle().await?;
    let (kind, addressee) = (kind.code(), carried.window);
    let paper = NewPaper { message, case: id, kind, addressee, planned_at: carried.planned_at };
    store::insert_paper(tx, paper).await?;
    tx.signal(format!("case:{id}"));
    Ok(message)
}

/// Takes back a letter that its author wrote and that has not left.
pub(crate) async fn take_back(
    tx: &mut Tx,
    hand: &Hand,
    case: CaseId,
    message: MessageId,
) -> Result<(), WebError> {
    solits_cases::find(tx, case).await?.ok_or(WebError::NotFound)?;
    let written = store::find_written(tx, case, message).await?.ok_or(WebError::NotFound)?;
    if written.employee_id != Some(hand.me.employee) {
        return Err(WebError::NotFound);
    }
    if !store::take_back(tx, message, hand.at).await? {
        return Err(WebError::Conflict("correspondence-has-left"));
    }
    put_back(tx, hand, case, written.at).await
}

/// The case is as it was before, and the draft its author's to write on.
async fn put_back(tx: &mut Tx, hand: &Hand, case: CaseId, written_at: Timestamp) -> Result<(), WebError> {
    // A letter that was to leave later had answered nothing yet; nor had the second of two to several people.
    solits_cases::letter_taken_back(tx, &hand.app, &hand.actor(), case, written_at).await.map_err(
        |error| match error {
            CaseError::NotFound => WebError::NotFound,
            other => other.into(),
        },
    )?;
    store::reopen_reply(tx, case, hand.me.employee).await?;
    tx.signal(format!("case:{case}"));
    tx.signal("outbox");
    Ok(())
}
