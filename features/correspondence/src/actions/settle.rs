//! What was done about a letter of ours that did not arrive.

use solits_cases::{Audience, NewNote, NextStepBy};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Entry, record};
use solits_standard::event::EventKind;
use solits_web::{Draft, WebError};

use super::{
    around::Around,
    compose::MOST_WINDOW,
    leave::{Carried, write_paper, write_paper_of},
};
use crate::{
    hand::Hand,
    model::{MessageId, OutKind, Settled},
    store,
};

const MOST_NOTE: usize = 600;
/// What a person can say that was done; the rest the program notices by itself.
pub(crate) const SAID: [Settled; 3] = [Settled::Paper, Settled::Reached, Settled::NoWay];

/// What somebody says that was done.
pub(crate) struct Done {
    how: Settled,
    /// Name and address in the window of the envelope, where it goes by post.
    window: String,
    note: String,
}

impl Done {
    /// What was typed; `None` where something is wrong with it.
    pub(crate) fn typed(draft: &mut Draft, words: Words) -> Option<Self> {
        let how = Settled::parse(draft.get("how")).filter(|how| SAID.contains(how));
        if how.is_none() {
            draft.refuse("how", words.t("common-field-choose"));
        }
        let window = match how {
            Some(Settled::Paper) => draft.text("postal", MOST_WINDOW, words),
            _ => String::new(),
        };
        let note = match how {
            Some(Settled::Reached | Settled::NoWay) => draft.text("note", MOST_NOTE, words),
            _ => draft.optional_text("note", MOST_NOTE, words),
        };
        how.filter(|_| draft.errors.is_empty()).map(|how| Self { how, window, note })
    }
}

/// Settles it; the letter on paper, where it goes by post.
pub(crate) async fn settle(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    message: MessageId,
    done: Done,
) -> Result<Option<MessageId>, WebError> {
    let (case, Done { how, window, note }) = (around.case.id, done);
    let letter = store::find_our_letter(tx, case, message).await?.ok_or(WebError::NotFound)?;
    if how == Settled::Paper && store::has_blocked_file(tx, message).await? {
        return Err(WebError::Gone("correspondence-file-blocked"));
    }
    if !store::settle_returned(tx, message, how, Some(hand.me.employee), hand.at).await? {
        return Err(WebError::Conflict("correspondence-stale"));
    }
    settled(tx, hand, around, message, how, &note).await?;
    let paper = if how == Settled::Paper {
        let carried = Carried {
            subject: &letter.subject,
            text: &letter.text,
            window: &window,
            planned_at: letter.planned_at,
            files: store::read_files(tx, case, message).await?,
        };
        Some(if letter.kind == OutKind::Forward.code() {
            // What a body did not get by e-mail goes to it by post, and answers no client.
            write_paper_of(tx, hand, around, OutKind::Forward, carried).await?
        } else {
            write_paper(tx, hand, around, carried).await?
        })
    } else {
        None
    };
    tx.signal(format!("case:{case}"));
    tx.signal(format!("employee:{}", around.case.owner));
    Ok(paper)
}

/// Records it in the case, with what was said of it.
async fn settled(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    message: MessageId,
    how: Settled,
    note: &str,
) -> Result<(), WebError> {
    let case = &around.case;
    let entry = Entry::new(EventKind::CaseNoted, case.id, Some(case.branch))
        .with("what", "returned_settled")
        .with("how", how.code())
        .with("message", message);
    record(tx, &hand.app.heart, &hand.actor(), entry).await?;
    if !note.is_empty() {
        let note = NewNote {
            text: note.to_owned(),
            audience: Audience::Internal,
            next_step_by: NextStepBy::Us,
            next_step: None,
        };
        solits_cases::note(tx, &hand.app, &hand.actor(), case.id, case.version, note).await?;
    }
    Ok(())
}
