//! Promised and kept: what a change of an obligation adds to the roll-ups.

use jiff::civil::Date;
use solits_kernel::{BranchId, EmployeeId};
use solits_standard::model::ChannelKind;

use crate::obligation::{Change, Obligation, State};

/// What is added to the finest roll-up; coarser ones are sums of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delta {
    /// The local day on which the promise was opened.
    pub day: Date,
    /// The norm.
    pub norm: String,
    /// The version of the standard.
    pub standard: i64,
    /// The branch.
    pub branch: Option<BranchId>,
    /// The channel.
    pub channel: ChannelKind,
    /// Who kept it or whose duty it was.
    pub employee: Option<EmployeeId>,
    /// Kept in time.
    pub met: i64,
    /// Not kept in time.
    pub breached: i64,
    /// No longer owed; counts neither for nor against.
    pub waived: i64,
}

/// The deltas of some changes: each takes away what was counted before and adds what counts now.
pub fn deltas(changes: &[Change]) -> Vec<Delta> {
    let mut deltas = Vec::new();
    for change in changes {
        let before = change.before.as_ref().and_then(|obligation| delta(obligation, -1));
        let after = change.after.as_ref().and_then(|obligation| delta(obligation, 1));
        match (before, after) {
            // Made good after the limit: counted already.
            (Some(before), Some(after)) if cancels(&before, &after) => {}
            (before, after) => deltas.extend(before.into_iter().chain(after)),
        }
    }
    deltas
}

fn cancels(before: &Delta, after: &Delta) -> bool {
    before.employee == after.employee
        && before.met + after.met == 0
        && before.breached + after.breached == 0
        && before.waived + after.waived == 0
}

fn delta(obligation: &Obligation, sign: i64) -> Option<Delta> {
    let (met, breached, waived) = match obligation.state {
        State::Open => return None,
        State::Met { .. } => (sign, 0, 0),
        State::Breached { .. } => (0, sign, 0),
        State::Waived { .. } => (0, 0, sign),
    };
    Some(Delta {
        day: obligation.opened_at.day(),
        norm: obligation.norm.clone(),
        standard: obligation.standard,
        branch: obligation.branch,
        channel: obligation.channel,
        employee: obligation.employee,
        met,
        breached,
        waived,
    })
}

/// Share kept in percent; `None` where nothing was owed.
#[expect(clippy::cast_precision_loss, reason = "counts of promises stay far below 2^52")]
pub fn kept_percent(met: i64, breached: i64) -> Option<f64> {
    let owed = met + breached;
    (owed > 0).then(|| met as f64 * 100.0 / owed as f64)
}
