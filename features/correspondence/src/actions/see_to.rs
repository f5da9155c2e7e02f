//! Letters without a case that need none: who has seen to them, when and why, and how they are taken up again. Nothing is
//! dropped by it: such a letter stays where it can be found until it is forgotten like every other.

use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Entry, record};
use solits_kernel::{BranchId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::{Draft, WebError};

use crate::{
    hand::Hand,
    model::{LetterId, SeenTo},
    store::{self, LetterLine},
};

/// For so long the way back is offered where it was just said; later it stands with the letter.
pub(crate) const UNDO_SECONDS: i64 = 20;
/// So many letters at once; a page shows fewer.
pub(crate) const MOST_TOGETHER: usize = 100;
const MOST_NOTE: usize = 300;

/// What somebody says of a letter.
pub(crate) struct Said {
    why: SeenTo,
    note: String,
}

impl Said {
    /// What was typed; `None` where something is wrong with it. Without a reason of the list one's own words are needed.
    pub(crate) fn typed(draft: &mut Draft, words: Words) -> Option<Self> {
        let why = SeenTo::parse(draft.get("why"));
        if why.is_none() {
            draft.refuse("why", words.t("common-field-choose"));
        }
        let note = match why {
            Some(SeenTo::Other) => draft.text("note", MOST_NOTE, words),
            _ => draft.optional_text("note", MOST_NOTE, words),
        };
        why.filter(|_| draft.errors.is_empty()).map(|why| Self { why, note })
    }
}

/// Notes letters as seen to; how many. One that has its case, or that somebody else was faster with, stays as it is.
pub(crate) async fn see_to(
    tx: &mut Tx,
    hand: &Hand,
    letters: &[LetterId],
    said: &Said,
) -> Result<usize, WebError> {
    let by = (hand.me.employee, hand.at);
    let mut done = 0;
    for id in letters {
        let Some(line) = store::find_letter(tx, *id).await? else { continue };
        if !store::set_seen_to(tx, *id, by, said.why, &said.note).await? {
            continue;
        }
        let entry = Entry::new(EventKind::MessageSeenTo, *id, branch_of(tx, &line).await?)
            .with("why", said.why.code())
            .with("state", line.state.as_str());
        record(tx, &hand.app.heart, &hand.actor(), entry).await?;
        done += 1;
    }
    if done > 0 {
        tx.signal("letters");
    }
    Ok(done)
}

/// Takes letters up again: they wait as they did before; how many.
pub(crate) async fn take_up(tx: &mut Tx, hand: &Hand, letters: &[LetterId]) -> Result<usize, WebError> {
    let mut done = 0;
    for id in letters {
        let Some(line) = store::find_letter(tx, *id).await? else { continue };
        if !store::clear_seen_to(tx, *id).await? {
            continue;
        }
        let entry = Entry::new(EventKind::MessageTakenUp, *id, branch_of(tx, &line).await?)
            .with("state", line.state.as_str());
        record(tx, &hand.app.heart, &hand.actor(), entry).await?;
        done += 1;
    }
    if done > 0 {
        tx.signal("letters");
    }
    Ok(done)
}

/// Takes back what the employee has done in one moment, as far as it still stands; how many letters.
pub(crate) async fn undo(tx: &mut Tx, hand: &Hand, then: Timestamp) -> Result<usize, WebError> {
    let letters: Vec<LetterId> = store::list_seen_to_at(tx, hand.me.employee, then)
        .await?
        .iter()
        .take(MOST_TOGETHER)
        .map(|line| line.id)
        .collect();
    take_up(tx, hand, &letters).await
}

/// Where the mailbox of a letter belongs.
async fn branch_of(tx: &mut Tx, line: &LetterLine) -> Result<Option<BranchId>, WebError> {
    Ok(store::find_mailbox(tx, line.mailbox_id).await?.map(|mailbox| mailbox.branch))
}
