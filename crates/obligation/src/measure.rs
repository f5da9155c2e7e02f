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

/// Published counts below this are hidden (security §11).
pub const FEWEST_PUBLISHED: i64 = 5;

/// Which of some counts may be published beside their total: each from one to [`FEWEST_PUBLISHED`] less one is hidden,
/// and while the total would still reveal what is hidden, the next smallest with it. A count of nothing hides nobody.
pub fn publishable(counts: &[i64]) -> Vec<bool> {
    let mut shown: Vec<bool> = counts.iter().map(|count| !(1..FEWEST_PUBLISHED).contains(count)).collect();
    loop {
        let hidden: Vec<i64> =
            counts.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(count, _)| *count).collect();
        if hidden.is_empty() || hidden.len() > 1 && hidden.iter().sum::<i64>() >= FEWEST_PUBLISHED {
            return shown;
        }
        let next = (0..counts.len())
            .filter(|index| shown[*index] && counts[*index] > 0)
            .min_by_key(|index| counts[*index]);
        let Some(index) = next else { return shown };
        shown[index] = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_count_is_hidden_together_with_one_that_would_reveal_it() {
        assert_eq!(publishable(&[40, 3, 12, 0]), [true, false, false, true]);
        assert_eq!(publishable(&[40, 3, 4, 12]), [true, false, false, true]);
        assert_eq!(publishable(&[40, 0]), [true, true]);
        assert_eq!(publishable(&[2]), [false]);
        assert_eq!(publishable(&[]), [false; 0]);
    }

    #[test]
    fn two_small_counts_whose_sum_is_small_take_a_third_with_them() {
        assert_eq!(publishable(&[40, 1, 1, 12]), [true, false, false, false]);
    }

    /// Security §11: nothing below five can be read or computed from what is published beside its total.
    #[test]
    fn what_is_hidden_is_never_one_alone_and_never_small_together_while_anything_is_shown() {
        for first in 0..9 {
            for second in 0..9 {
                for third in 0..9 {
                    let counts = [first, second, third, 50];
                    let shown = publishable(&counts);
                    let told = |index: usize| counts[index] == 0 || counts[index] >= 5 || !shown[index];
                    assert!((0..counts.len()).all(told), "{counts:?}: {shown:?}");
                    let hidden: Vec<i64> = counts
                        .iter()
                        .zip(&shown)
                        .filter(|(_, shown)| !**shown)
                        .map(|(one, _)| *one)
                        .collect();
                    assert!(hidden.is_empty() || hidden.len() > 1 && hidden.iter().sum::<i64>() >= 5);
                }
            }
        }
    }
}
