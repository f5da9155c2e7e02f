//! What a client before the kiosk has in front: counters that could call, and people they would call first.

use serde::{Deserialize, Serialize};
use solits_kernel::{LineId, Timestamp};

use crate::measure::number;
use crate::order::{Desk, Place, Policy, Waiting, place};

/// What an open desk is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskState {
    /// Free to call.
    Free,
    /// Busy with a client, and calls again afterwards.
    Serving {
        /// The client's line.
        line: LineId,
        /// Since when.
        since: Timestamp,
    },
}

/// An open desk and what it is doing. A desk that closes after its present client is not open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskNow {
    /// The desk.
    pub desk: Desk,
    /// What it is doing.
    pub state: DeskState,
}

/// Some of the people ahead.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ahead {
    /// Their line.
    pub line: LineId,
    /// How many; in part where other counters, too, may call them.
    pub share: f64,
}

/// A client at a counter.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Served {
    /// The line.
    pub line: LineId,
    /// How long the service has lasted, in milliseconds.
    pub millis: i64,
}

/// The situation of one client at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The line the client would join.
    pub line: LineId,
    /// Who would be called first by a counter that serves the line.
    pub ahead: Vec<Ahead>,
    /// Counters open for the line.
    pub counters: u32,
    /// The clients now at those counters.
    pub serving: Vec<Served>,
    /// Counters free to call.
    pub free: u32,
    /// The part of those counters' calls that lately went to people who came later but go out of turn, 0 to 1.
    pub overtaking_share: f64,
}

impl View {
    /// The view of `client`, who is not yet among the waiting (or is, and then does not stand before itself).
    ///
    /// Of somebody whom three counters may call, one of them the client's, a third stands ahead of the client.
    pub fn of(
        policy: &Policy,
        desks: &[DeskNow],
        now: Timestamp,
        waiting: &[Waiting],
        client: &Waiting,
    ) -> Self {
        let serving: Vec<(&DeskNow, Place<'_>)> = desks
            .iter()
            .filter_map(|desk| place(policy, &desk.desk, now, client).map(|own| (desk, own)))
            .collect();
        let ahead = waiting
            .iter()
            .filter(|other| other.ticket != client.ticket)
            .filter_map(|other| {
                let able =
                    desks.iter().filter(|desk| place(policy, &desk.desk, now, other).is_some()).count();
                let first = serving
                    .iter()
                    .filter(|(desk, own)| {
                        place(policy, &desk.desk, now, other).is_some_and(|place| place.precedes(own))
                    })
                    .count();
                (first > 0).then(|| Ahead { line: other.line, share: number(first) / number(able) })
            })
            .collect();
        let busy = serving.iter().filter_map(|(desk, _)| match desk.state {
            DeskState::Serving { line, since } => Some(Served { line, millis: now.since(since).max(0) }),
            DeskState::Free => None,
        });
        let busy: Vec<Served> = busy.collect();
        Self {
            line: client.line,
            ahead,
            counters: u32::try_from(serving.len()).unwrap_or(u32::MAX),
            free: u32::try_from(serving.len() - busy.len()).unwrap_or(u32::MAX),
            serving: busy,
            overtaking_share: 0.0,
        }
    }

    /// Whether a counter is free and nobody would be called first.
    pub fn is_free(&self) -> bool {
        self.free > 0 && self.ahead.is_empty()
    }
}
