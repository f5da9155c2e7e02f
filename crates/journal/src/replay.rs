//! The whole journal replayed subject by subject, in small pieces.
//!
//! Whatever follows from an entry follows from it and the entries of the same subject before it: so only one subject is
//! held at a time, however long the journal is.

use std::mem;

use solits_db::{DbError, Tx, sql};
use solits_kernel::EmployeeId;
use solits_obligation::{Delta, Event, Obligation, apply, deltas};
use solits_standard::event::EventKind;
use uuid::Uuid;

use crate::{
    JournalError, Visit,
    heart::{Loaded, round_the_clock},
    store::{ObligationRow, StoredEntry, obligation_of},
};

/// So many entries are read at once.
const AT_ONCE: i64 = 10_000;

/// What some entries of the journal come to.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    /// How many entries they are.
    pub(crate) entries: i64,
    /// Obligations of the subjects that came to their end.
    pub(crate) obligations: Vec<ObligationRow>,
    /// What the entries moved of the measures.
    pub(crate) deltas: Vec<Delta>,
    /// Visits of the subjects that came to their end.
    pub(crate) visits: Vec<Visit>,
}

/// A walk through the journal of the transaction's institution.
#[derive(Debug)]
pub(crate) struct Replay<'a> {
    loaded: &'a Loaded,
    /// Entries beyond this number make no visit yet: the roll-ups have not come to them.
    visits_upto: i64,
    /// The last entry read: subject and number; nothing at the end.
    place: Option<(Uuid, i64)>,
    obligations: Vec<Obligation>,
    /// The entries of the subject, where it is a ticket.
    history: Vec<StoredEntry>,
}

impl<'a> Replay<'a> {
    /// Stands before the first entry.
    pub(crate) fn new(loaded: &'a Loaded, visits_upto: i64) -> Self {
        let place = Some((Uuid::nil(), i64::MIN));
        Self { loaded, visits_upto, place, obligations: Vec::new(), history: Vec::new() }
    }

    /// Walks on; `None` after the end.
    pub(crate) async fn next(&mut self, tx: &mut Tx) -> Result<Option<Piece>, JournalError> {
        let Some((mut subject, mut n)) = self.place else { return Ok(None) };
        let entries = list_after(tx, subject, n).await?;
        let mut piece = Piece::default();
        self.place = None;
        for entry in entries {
            if entry.subject_id != subject {
                self.finish(&mut piece);
            }
            (subject, n) = (entry.subject_id, entry.n);
            self.place = Some((subject, n));
            piece.entries += 1;
            self.follow(entry, &mut piece)?;
        }
        if self.place.is_none() {
            self.finish(&mut piece);
        }
        Ok(Some(piece))
    }

    /// The subject has no more entries.
    fn finish(&mut self, piece: &mut Piece) {
        piece.obligations.extend(mem::take(&mut self.obligations).iter().map(obligation_of));
        piece.visits.extend(Visit::of(&mem::take(&mut self.history)));
    }

    fn follow(&mut self, entry: StoredEntry, piece: &mut Piece) -> Result<(), JournalError> {
        let undoes = entry.facts.contains("\"undoes\":");
        if let Some(kind) = EventKind::parse(&entry.kind).filter(|kind| undoes || self.loaded.touches(*kind))
        {
            let event = event_of(&entry, kind)?;
            let calendars = self.loaded.calendars_at(event.branch, event.at).unwrap_or_else(round_the_clock);
            let changes = apply(&self.loaded.versions, calendars.by_channel(), &self.obligations, &event);
            piece.deltas.extend(deltas(&changes));
            for change in changes {
                if let Some(before) = change.before {
                    self.obligations.retain(|obligation| obligation.id != before.id);
                }
                self.obligations.extend(change.after);
            }
        }
        // What is no ticket may have entries without end, and makes no visit.
        let is_ticket = !self.history.is_empty() || entry.kind.starts_with("ticket.");
        if is_ticket && entry.n <= self.visits_upto {
            self.history.push(entry);
        }
        Ok(())
    }
}

/// What the entries of some subjects moved of the measures: those of each subject together, oldest first.
///
/// # Errors
/// An entry whose facts cannot be read.
pub fn deltas_of(loaded: &Loaded, entries: Vec<StoredEntry>) -> Result<Vec<Delta>, JournalError> {
    let mut replay = Replay::new(loaded, 0);
    let mut piece = Piece::default();
    let mut subject = None;
    for entry in entries {
        if subject.replace(entry.subject_id) != Some(entry.subject_id) {
            replay.finish(&mut piece);
        }
        replay.follow(entry, &mut piece)?;
    }
    Ok(piece.deltas)
}

fn event_of(entry: &StoredEntry, kind: EventKind) -> Result<Event, JournalError> {
    let facts = serde_json::from_str(&entry.facts)
        .map_err(|error| JournalError::Unreadable(format!("facts of entry {}: {error}", entry.n)))?;
    Ok(Event {
        n: entry.n,
        at: entry.at,
        kind,
        subject: entry.subject_id,
        branch: entry.branch_id,
        employee: (entry.actor == "e").then_some(entry.actor_id).flatten().map(EmployeeId::new),
        facts,
    })
}

async fn list_after(tx: &mut Tx, subject: Uuid, n: i64) -> Result<Vec<StoredEntry>, DbError> {
    sql!(
        "SELECT n, at, kind, subject_id, actor, actor_id, branch_id, facts FROM journal
          WHERE institution_id = $1 AND (subject_id, n) > ($2, $3) ORDER BY subject_id, n LIMIT $4"
    )
    .bind(subject)
    .bind(n)
    .bind(AT_ONCE)
    .all(tx)
    .await
}
