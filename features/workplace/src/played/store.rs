//! What was recorded of one day of a branch.

use solits_db::{DbError, PackedJson, Tx, row, sql};
use solits_journal::kind_of;
use solits_kernel::{BranchId, CounterId, LineId, TicketId, Timestamp};
use solits_standard::event::EventKind;

use super::course::{DeskDay, Doing, Happening};

row! {
    /// An entry about a ticket of the day, with the ticket's number and line.
    pub(crate) struct EntryRow {
        pub(crate) n: i64, pub(crate) at: Timestamp, pub(crate) kind: String,
        pub(crate) facts: PackedJson,
        pub(crate) ticket: TicketId, pub(crate) letter: String, pub(crate) number: i64, pub(crate) line_id: LineId,
    }
}

impl EntryRow {
    /// The entry as the course of the day needs it; `None` of a kind this version does not know.
    pub(crate) fn happening(&self) -> Option<Happening> {
        let facts: serde_json::Value = serde_json::from_str(&self.facts.0).unwrap_or_default();
        Some(Happening {
            n: self.n,
            at: self.at,
            kind: EventKind::parse(kind_of(&self.kind))?,
            ticket: self.ticket,
            counter: facts["counter"].as_str().and_then(|text| text.parse().ok()),
            undoes: facts["undoes"].as_i64(),
        })
    }
}

/// All entries about the tickets of a branch's day, in the order of the journal.
pub(crate) async fn list_entries(tx: &mut Tx, branch: BranchId, day: i64) -> Result<Vec<EntryRow>, DbError> {
    sql!(
        "SELECT j.n, j.at, j.kind, j.facts, t.id AS ticket, t.letter, t.number, t.line_id
           FROM tickets t JOIN journal j ON j.institution_id = t.institution_id AND j.subject_id = t.id
          WHERE t.institution_id = $1 AND t.branch_id = $2 AND t.day = $3
          ORDER BY j.n"
    )
    .bind(branch)
    .bind(day)
    .all(tx)
    .await
}

row! {
    struct CounterRow { id: CounterId, number: i64, state: String, active: bool }
}
row! {
    struct TurnRow { counter: CounterId, at: Timestamp, kind: String }
}

/// Which day is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// A counter without changes is as it is now.
    Today,
    /// A counter without changes was closed.
    Before,
}

/// The counters of a branch through a day, by their numbers; those put out of use only where they changed on it.
pub(crate) async fn list_desks(
    tx: &mut Tx,
    branch: BranchId,
    from: Timestamp,
    until: Timestamp,
    when: When,
) -> Result<Vec<DeskDay>, DbError> {
    let counters = sql!(
        "SELECT id, number, state, active FROM counters WHERE institution_id = $1 AND branch_id = $2 ORDER BY number"
    )
    .bind(branch)
    .all::<CounterRow>(tx)
    .await?;
    let turns = sql!(
        "SELECT c.id AS counter, j.at, j.kind
           FROM counters c JOIN journal j ON j.institution_id = c.institution_id AND j.subject_id = c.id
          WHERE c.institution_id = $1 AND c.branch_id = $2 AND j.at >= $3 AND j.at < $4
          ORDER BY j.n"
    )
    .bind(branch)
    .bind(from)
    .bind(until)
    .all::<TurnRow>(tx)
    .await?;
    let doing = |row: &TurnRow| Some((row.at, Doing::after(EventKind::parse(&row.kind)?)?));
    Ok(counters
        .into_iter()
        .map(|counter| {
            let own = turns.iter().filter(|row| row.counter == counter.id).filter_map(doing).collect();
            let otherwise = match when {
                When::Today => Doing::of_state(&counter.state),
                When::Before => Doing::Closed,
            };
            (counter.active, DeskDay { id: counter.id, number: counter.number, turns: own, otherwise })
        })
        .filter(|(active, desk)| *active || !desk.turns.is_empty())
        .map(|(_, desk)| desk)
        .collect())
}
