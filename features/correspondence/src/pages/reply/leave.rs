//! A reply leaves: the case is answered and the letter is in the outbox, in one transaction; or it is taken back.

use axum::extract::Path;
use solits_cases::{CaseError, Status};
use solits_db::Tx;
use solits_journal::{Entry, record};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_mail::MessageId as LetterName;
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};
use solits_written::nature::Way;

use super::{
    around::{Around, Leaving},
    letters_of,
    parts::Parts,
};
use crate::{
    model::{Direction, MessageId, OutKind},
    outgoing::{self, Letter},
    store::{self, NewFile, NewMessage, NewPaper},
};

/// A letter waits so long before it leaves, and can be taken back until then.
pub(super) const UNDO_SECONDS: i64 = 20;

/// A reply that nothing keeps here.
pub(super) struct Leave<'a> {
    pub(super) around: &'a Around,
    pub(super) parts: &'a Parts,
    pub(super) leaving: &'a Leaving,
    /// The version of the case its author has seen.
    pub(super) version: i64,
    pub(super) sends_at: Timestamp,
    /// Words the dictionary does not know, which its author has let stand.
    pub(super) misspelt: usize,
}

/// Writes it; the case is answered now, or when a letter leaves that its author wants to leave later.
pub(super) async fn leave(cx: &EmployeeCx, leave: Leave<'_>) -> PageResult {
    let Leave { around, parts, leaving, version, sends_at, misspelt } = leave;
    let id = around.case.id;
    let parts = parts.trimmed();
    let text = around.whole_text(&[&parts.opening, &parts.main, &parts.ending]);
    let is_later = matches!(leaving, Leaving::Email(_)) && sends_at > cx.at.plus_seconds(UNDO_SECONDS);
    let mut tx = cx.write().await?;
    if is_later {
        if around.case.version != version {
            return Err(WebError::Conflict("correspondence-stale"));
        }
    } else {
        solits_cases::answer(&mut tx, &cx.app, &cx.actor(), id, version, &text).await?;
    }
    // That it was read again and its spelling looked at is on record (H-16).
    let entry = Entry::new(EventKind::CaseNoted, id, Some(around.case.branch))
        .with("what", "reply_looked_over")
        .with("misspelt", i64::try_from(misspelt).unwrap_or(i64::MAX));
    record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
    match leaving {
        Leaving::Paper(window) => {
            let message = write_paper(&mut tx, cx, around, &parts.subject, &text, window, None).await?;
            store::forget_reply(&mut tx, id, cx.me.employee).await?;
            tx.commit().await?;
            Ok(see_other(&format!("/cases/{id}/letters/{message}/print")))
        }
        Leaving::Email(to) => {
            let mailbox =
                around.mailbox.as_ref().ok_or(WebError::Refused("correspondence-reply-no-mailbox"))?;
            let files = store::read_draft_files(&mut tx, id, cx.me.employee).await?;
            let answers = around.answers.as_deref().and_then(LetterName::parse);
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
                outgoing::write(&mut tx, &cx.app, &cx.actor(), mailbox, &around.case.reference, letter)
                    .await
                    .map_err(WebError::from)?;
            }
            keep_until_it_leaves(&mut tx, id, cx.me.employee, sends_at).await?;
            tx.commit().await?;
            Ok(letters_of(id, if is_later { "scheduled" } else { "sent" }))
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

/// Writes a letter on paper into a case, with the files of its author's draft; it waits to be printed and given to the post.
pub(crate) async fn write_paper(
    tx: &mut Tx,
    cx: &EmployeeCx,
    around: &Around,
    subject: &str,
    text: &str,
    window: &str,
    planned_at: Option<Timestamp>,
) -> Result<MessageId, WebError> {
    let files = store::read_draft_files(tx, around.case.id, cx.me.employee).await?;
    write_paper_with(tx, cx, around, Carried { subject, text, window, planned_at, files }).await
}

/// Writes a letter on paper into a case; it waits to be printed and given to the post.
pub(crate) async fn write_paper_with(
    tx: &mut Tx,
    cx: &EmployeeCx,
    around: &Around,
    carried: Carried<'_>,
) -> Result<MessageId, WebError> {
    let message: MessageId = cx.app.random.id(cx.at);
    let id = around.case.id;
    let new = NewMessage {
        id: message,
        case: id,
        direction: Direction::Out,
        way: Way::Letter,
        at: cx.at,
        letter: None,
        employee: Some(cx.me.employee),
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
    let kind = if carried.planned_at.is_some() { "notice" } else { "reply" };
    let paper =
        NewPaper { message, case: id, kind, addressee: carried.window, planned_at: carried.planned_at };
    store::insert_paper(tx, paper).await?;
    tx.signal(format!("case:{id}"));
    Ok(message)
}

/// The draft stays until the letter has left, so that one taken back is whole again.
async fn keep_until_it_leaves(
    tx: &mut Tx,
    case: CaseId,
    author: EmployeeId,
    leaves_at: Timestamp,
) -> Result<(), WebError> {
    if let Some(kept) = store::find_reply(tx, case, author).await? {
        let kept = store::KeptReply { leaves_at: Some(leaves_at), displaced: String::new(), ..kept };
        store::keep_reply(tx, case, author, &kept).await?;
    }
    Ok(())
}

/// `POST /cases/{case}/letters/{message}/take-back`: while it has not left.
pub(crate) async fn take_back(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Form(_): Form,
) -> PageResult {
    let mut tx = cx.write().await?;
    solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    let written = store::find_written(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    if written.employee_id != Some(cx.me.employee) {
        return Err(WebError::NotFound);
    }
    if !store::take_back(&mut tx, message, cx.at).await? {
        return Err(WebError::Conflict("correspondence-has-left"));
    }
    put_back(&mut tx, &cx, case).await?;
    tx.commit().await?;
    Ok(letters_of(case, "taken-back"))
}

/// The case is open again, and the draft its author's to write on.
pub(crate) async fn put_back(tx: &mut Tx, cx: &EmployeeCx, case: CaseId) -> Result<(), WebError> {
    let now = solits_cases::find(tx, case).await?.ok_or(WebError::NotFound)?;
    // A letter that was to leave later had answered nothing yet; nor had the second of two to several people.
    if now.status == Status::Answered {
        solits_cases::take_up_again(tx, &cx.app, &cx.actor(), case).await.map_err(|error| match error {
            CaseError::NotFound => WebError::NotFound,
            other => other.into(),
        })?;
    }
    store::reopen_reply(tx, case, cx.me.employee).await?;
    tx.signal(format!("case:{case}"));
    tx.signal("outbox");
    Ok(())
}
