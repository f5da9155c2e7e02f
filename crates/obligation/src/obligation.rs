//! An obligation and its states.

use serde::{Deserialize, Serialize};
use solits_calendar::Why;
use solits_kernel::{BranchId, EmployeeId, ObligationId, Timestamp};
use solits_standard::model::ChannelKind;
use uuid::Uuid;

/// One promise to one client, or one duty of one employee (*saistība*).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Obligation {
    /// Derived from the norm, the subject and the entry that opened it, so that a replay gives the same.
    pub id: ObligationId,
    /// The number of the standard's version it was born under.
    pub standard: i64,
    /// The norm's id in that version.
    pub norm: String,
    /// The ticket, case, branch day … it belongs to.
    pub subject: Uuid,
    /// The branch, where there is one.
    pub branch: Option<BranchId>,
    /// Who kept it, or whose duty it is.
    pub employee: Option<EmployeeId>,
    /// The channel of the promise.
    pub channel: ChannelKind,
    /// The journal entry that opened it.
    pub opened_n: i64,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The last instant at which it can be kept.
    pub due_at: Timestamp,
    /// The version of the calendar the due date was counted with.
    pub calendar_version: i64,
    /// Why this date; kept where days or opening time were counted.
    pub why: Option<Why>,
    /// Where it stands.
    pub state: State,
    /// How many steps of the escalation were taken.
    pub escalated: u32,
    /// When the timer has to look at it next; `None` once nothing more can happen by itself.
    pub look_at: Option<Timestamp>,
}

/// Where an obligation stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// The clock runs.
    Open,
    /// Kept in time.
    Met {
        /// The entry that met it.
        n: i64,
        /// When.
        at: Timestamp,
    },
    /// The limit passed first.
    Breached {
        /// The entry that found it: the timer's, or the late event itself.
        n: i64,
        /// The limit.
        at: Timestamp,
        /// When it was met after all.
        met_late: Option<Timestamp>,
    },
    /// No longer owed.
    Waived {
        /// The entry that waived it.
        n: i64,
        /// When.
        at: Timestamp,
        /// The waiver's number within the promise; its words stand in the standard.
        reason: String,
    },
}

impl Obligation {
    /// Whether a later event can still change it: it is open, or broken and not yet made good.
    pub const fn is_live(&self) -> bool {
        matches!(self.state, State::Open | State::Breached { met_late: None, .. })
    }

    /// The entry that ended it.
    pub const fn closed_n(&self) -> Option<i64> {
        match self.state {
            State::Open => None,
            State::Met { n, .. } | State::Breached { n, .. } | State::Waived { n, .. } => Some(n),
        }
    }

    /// When it was ended.
    pub const fn closed_at(&self) -> Option<Timestamp> {
        match self.state {
            State::Open => None,
            State::Met { at, .. } | State::Breached { at, .. } | State::Waived { at, .. } => Some(at),
        }
    }
}

/// What an event does to one obligation: `before` is `None` for one just opened, `after` for one that is taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// As it was.
    pub before: Option<Obligation>,
    /// As it is now.
    pub after: Option<Obligation>,
}
