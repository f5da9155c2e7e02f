//! A client called out of turn: why, as a word of a closed list, and what a supervisor is told of it afterwards.

mod store;

use solits_db::{DbError, Tx};
use solits_kernel::{BranchId, CounterId, TicketId, Timestamp};

use crate::store::{DeskNote, find_note, save_note};

/// Why a client was called out of turn: a word of a closed list, for the journal keeps no free text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfTurn {
    /// The client is not well.
    Health,
    /// Small children came along.
    SmallChildren,
    /// The client was sent away for something and is back.
    SentAway,
    /// It was agreed with the client earlier.
    Agreed,
    /// An emergency.
    Emergency,
    /// Something else, which a note beside the record says.
    Other,
}

impl OutOfTurn {
    /// Every reason, as it is offered.
    pub const ALL: [Self; 6] =
        [Self::Health, Self::SmallChildren, Self::SentAway, Self::Agreed, Self::Emergency, Self::Other];

    /// The word in the journal and in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::SmallChildren => "small_children",
            Self::SentAway => "sent_away",
            Self::Agreed => "agreed",
            Self::Emergency => "emergency",
            Self::Other => "other",
        }
    }

    /// The reason of that word.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// A certain client who is wanted at a counter, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Whose ticket.
    pub ticket: TicketId,
    /// Why this one.
    pub reason: OutOfTurn,
    /// What no word of the list says; it is kept in the note about the visit and never in the journal. May be empty, but
    /// for [`OutOfTurn::Other`].
    pub note: String,
}

/// What was said about the reason of a call out of turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A word of the list, with the note beside it; the note is empty where there is none, or none any more.
    Word(OutOfTurn, String),
    /// As somebody typed it before there was a list, or an older or newer program's word.
    Written(String),
}

/// A call out of turn as a supervisor is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfTurnCall {
    /// When.
    pub at: Timestamp,
    /// The number: `A 014`.
    pub number: String,
    /// To which counter.
    pub counter: Option<CounterId>,
    /// The name of whoever called.
    pub employee: String,
    /// Why.
    pub reason: Reason,
}

/// The calls out of turn at a branch since an instant, the latest first; those taken back are left off.
pub async fn out_of_turn_calls(
    tx: &mut Tx,
    branch: BranchId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<OutOfTurnCall>, DbError> {
    let mut calls = Vec::new();
    for row in store::list_calls(tx, branch, since, most).await? {
        if store::list_undone(tx, row.ticket).await?.contains(&row.n) {
            continue;
        }
        let facts: serde_json::Value = serde_json::from_str(&row.facts.0).unwrap_or_default();
        let said = facts["out_of_order_reason"].as_str().unwrap_or_default();
        let reason = match OutOfTurn::parse(said) {
            Some(OutOfTurn::Other) => {
                let note = store::list_notes(tx, row.ticket).await?.iter().find_map(|text| note_in(text));
                Reason::Word(OutOfTurn::Other, note.unwrap_or_default())
            }
            Some(word) => Reason::Word(word, String::new()),
            None => Reason::Written(said.to_owned()),
        };
        calls.push(OutOfTurnCall {
            at: row.at,
            number: format!("{} {:03}", row.letter, row.number),
            counter: facts["counter"].as_str().and_then(|id| id.parse().ok()),
            employee: row.employee.unwrap_or_default(),
            reason,
        });
    }
    Ok(calls)
}

/// Keeps why a client was called out of turn in the note about the visit, where it may be erased.
pub(crate) async fn keep_note(tx: &mut Tx, wanted: &Wanted) -> Result<(), DbError> {
    if wanted.note.trim().is_empty() {
        return Ok(());
    }
    let known = find_note(tx, wanted.ticket).await?.unwrap_or_default();
    let note = DeskNote { note: with_note(&known.note, &wanted.note), ..known };
    save_note(tx, wanted.ticket, &note).await
}

/// What marks the line of a note that says why its client was called out of turn.
const MARK: &str = "↷ ";

fn with_note(known: &str, why: &str) -> String {
    let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
    if known.is_empty() { format!("{MARK}{why}") } else { format!("{MARK}{why}\n{known}") }
}

fn note_in(text: &str) -> Option<String> {
    text.lines().find_map(|line| line.strip_prefix(MARK)).map(|why| why.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_of_the_note_and_the_rest_of_the_note_is_nobody_elses() {
        let note = with_note("zvanīs vēlreiz", "kavē\nvilciens");
        assert_eq!(note, "↷ kavē vilciens\nzvanīs vēlreiz");
        assert_eq!(note_in(&note).as_deref(), Some("kavē vilciens"));
        assert_eq!(note_in("zvanīs vēlreiz"), None);
        assert_eq!(note_in(&with_note("", "viens")).as_deref(), Some("viens"));
    }

    #[test]
    fn every_reason_is_known_by_its_word() {
        for reason in OutOfTurn::ALL {
            assert_eq!(OutOfTurn::parse(reason.name()), Some(reason));
        }
        assert_eq!(OutOfTurn::parse("Jānis steidzas"), None);
    }
}
