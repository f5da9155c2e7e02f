//! The durations of one visit, read from the entries of its ticket.

use std::collections::HashSet;

use serde::Deserialize;
use solits_kernel::{BranchId, EmployeeId, LineId, Timestamp};
use solits_standard::event::EventKind;
use uuid::Uuid;

use crate::store::{StoredEntry, day_number};

/// A finished visit: where, by whom, and how long its parts took in milliseconds. Times are kept apart (product §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Visit {
    /// Where.
    pub branch: BranchId,
    /// Local day on which it ended, days since 1970-01-01.
    pub day: i64,
    /// In which line the client was served.
    pub line: LineId,
    /// Who served the client at the end; nobody's id where the journal does not say.
    pub employee: EmployeeId,
    /// In the line.
    pub wait_ms: i64,
    /// From the call to the desk.
    pub walk_ms: i64,
    /// At the desk.
    pub serve_ms: i64,
    /// From taking the ticket to the end, as the client felt it.
    pub stay_ms: i64,
}

/// What an entry says beside its columns, as far as durations need it.
#[derive(Default, Deserialize)]
struct Said {
    line: Option<Uuid>,
    employee: Option<Uuid>,
    waited_ms: Option<i64>,
    walked_ms: Option<i64>,
    served_ms: Option<i64>,
    corrected_ms: Option<i64>,
    undoes: Option<i64>,
}

/// How far a ticket has come.
#[derive(Default)]
struct Course {
    taken_at: Option<Timestamp>,
    /// Since when the client is on the way to a desk.
    called_at: Option<Timestamp>,
    line: Option<Uuid>,
    wait_ms: i64,
    walk_ms: i64,
    visit: Option<Visit>,
}

impl Visit {
    /// The visit that the entries of one ticket tell of, oldest first; `None` while it is not finished, and for one that
    /// was left, given up or issued by mistake.
    ///
    /// What was taken back has not happened. A corrected time replaces the recorded one.
    pub fn of(entries: &[StoredEntry]) -> Option<Self> {
        let said: Vec<Said> =
            entries.iter().map(|entry| serde_json::from_str(&entry.facts).unwrap_or_default()).collect();
        let undone: HashSet<i64> = said.iter().filter_map(|said| said.undoes).collect();
        let mut course = Course::default();
        for (entry, said) in entries.iter().zip(&said) {
            if !undone.contains(&entry.n) {
                course.follow(entry, said);
            }
        }
        course.visit
    }

    /// The same visit counted in a month instead of a day.
    pub(crate) fn month(&self) -> i64 {
        solits_kernel::month_number(solits_kernel::day_of_number(self.day))
    }
}

impl Course {
    fn follow(&mut self, entry: &StoredEntry, said: &Said) {
        let Some(kind) = EventKind::parse(&entry.kind) else { return };
        self.line = said.line.or(self.line);
        match kind {
            EventKind::TicketTaken => self.taken_at = Some(entry.at),
            EventKind::TicketCalled => {
                self.called_at = Some(entry.at);
                // The entry counts all waits so far, also those before the client was passed on.
                self.wait_ms = said.waited_ms.unwrap_or(self.wait_ms);
            }
            EventKind::TicketStarted => {
                let walked = self.called_at.take().map_or(0, |called| entry.at.since(called).max(0));
                self.walk_ms += said.walked_ms.unwrap_or(walked);
            }
            EventKind::TicketNoShow | EventKind::TicketParked | EventKind::TicketTransferred => {
                self.walk_ms += self.called_at.take().map_or(0, |called| entry.at.since(called).max(0));
            }
            EventKind::TicketMoreTime => self.called_at = None,
            EventKind::TicketFinished => self.visit = self.finished(entry, said),
            EventKind::TicketTimeCorrected => {
                if let (Some(visit), Some(corrected)) = (&mut self.visit, said.corrected_ms) {
                    visit.serve_ms = corrected;
                }
            }
            _ => {}
        }
    }

    fn finished(&self, entry: &StoredEntry, said: &Said) -> Option<Visit> {
        let by_actor = entry.actor_id.filter(|_| entry.actor == "e");
        Some(Visit {
            branch: entry.branch_id?,
            day: day_number(entry.at),
            line: LineId::new(self.line.unwrap_or_default()),
            employee: EmployeeId::new(said.employee.or(by_actor).unwrap_or_default()),
            wait_ms: self.wait_ms,
            walk_ms: self.walk_ms,
            serve_ms: said.served_ms.unwrap_or(0),
            stay_ms: entry.at.since(self.taken_at.unwrap_or(entry.at)).max(0),
        })
    }
}
