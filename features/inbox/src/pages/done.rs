//! What was just done to one case or to several, in words, with a line for each that could not be changed.

use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{CaseId, EmployeeId};
use solits_web::{EmployeeCx, Notice, WebError};
use uuid::Uuid;

use super::list::undo_form;
use crate::{
    act::{Outcome, UNDO_SECONDS},
    people::People,
    store::{self, BatchRow},
};

/// A case that was not changed, and why.
pub(crate) struct Not {
    pub(crate) href: String,
    pub(crate) reference: String,
    pub(crate) why: String,
}

/// What is said of it.
pub(crate) struct Told {
    /// What was done, with the way back; absent where nothing was.
    pub(crate) notice: Option<Notice>,
    pub(crate) not: Vec<Not>,
    pub(crate) heading: String,
}

/// What somebody has just done; nothing of what others did.
pub(crate) async fn told(
    tx: &mut Tx,
    cx: &EmployeeCx,
    id: Uuid,
    back: &str,
    people: &People,
) -> Result<Option<Told>, WebError> {
    let Some(batch) = store::find_batch(tx, id, cx.me.employee).await? else { return Ok(None) };
    let items = store::list_items(tx, id).await?;
    let named = store::list_named(tx, id).await?;
    let name_of = |case: CaseId| named.iter().find(|(id, _, _)| *id == case);
    let (mut good, mut not) = (0_usize, Vec::new());
    for item in items {
        let outcome = Outcome::parse(&item.outcome).unwrap_or(Outcome::Refused);
        if outcome.is_good() {
            good += 1;
        } else if let Some((case, reference, owner)) = name_of(item.case_id) {
            let room = if outcome == Outcome::Undecided { "feedback" } else { "cases" };
            not.push(Not {
                href: format!("/{room}/{case}"),
                reference: reference.clone(),
                why: why(outcome, *owner, people, cx.words),
            });
        }
    }
    let left = UNDO_SECONDS - cx.at.since(batch.at) / 1000;
    let can_undo = good > 0 && batch.taken_back_at.is_none() && left > 0;
    let notice = (good > 0).then(|| Notice {
        kind: "good",
        text: said(&batch, good, people, cx.words),
        undo: can_undo.then(|| undo_form(cx, id, left, back)),
    });
    let heading = cx.words.n("inbox-not-done", not.len());
    Ok(Some(Told { notice, not, heading }))
}

fn said(batch: &BatchRow, good: usize, people: &People, words: Words) -> String {
    if batch.taken_back_at.is_some() {
        return words.n("inbox-taken-back", good);
    }
    let key = match batch.act.as_str() {
        "claim" => "inbox-done-claim",
        "release" => "inbox-done-release",
        "assign" => "inbox-done-assign",
        "close" => "inbox-done-close",
        "step" => "inbox-done-step",
        _ => "inbox-done-seen",
    };
    let name = batch.to_id.map(|id| people.name(id)).unwrap_or_default();
    words.na(key, good, &[("name", name.as_str().into()), ("seconds", UNDO_SECONDS.into())])
}

/// Why a case was not changed, in words.
pub(crate) fn why(outcome: Outcome, owner: EmployeeId, people: &People, words: Words) -> String {
    let name = people.name(owner);
    let key = match outcome {
        Outcome::Faster => return words.ta("inbox-why-faster", &[("name", name.as_str().into())]),
        Outcome::Changed => "inbox-why-changed",
        Outcome::NotAllowed => "inbox-why-not-allowed",
        Outcome::Ladder => "inbox-why-ladder",
        Outcome::Undecided => "inbox-why-undecided",
        Outcome::Ended => "inbox-why-ended",
        Outcome::NotTaken => "inbox-why-not-taken",
        Outcome::Callback => "inbox-why-callback",
        Outcome::Left => "inbox-why-left",
        Outcome::Kept => "inbox-why-kept",
        Outcome::Refused | Outcome::Done | Outcome::Held | Outcome::Same | Outcome::Back => {
            "inbox-why-refused"
        }
    };
    words.t(key)
}
