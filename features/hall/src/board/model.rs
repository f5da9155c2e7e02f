//! Notices of the display without a database: what each says, and their order.

use jiff::civil::Date;
use solits_kernel::{BranchId, Id, Text, Timestamp};
use solits_organisation::PlannedChange;

/// Names the ids of notices.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Notice {}
/// The id of a notice.
pub(crate) type NoticeId = Id<Notice>;

/// A notice as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// Where it is shown; in every branch where none is named.
    pub(crate) branch: Option<BranchId>,
    /// The words.
    pub(crate) text: Text,
    /// From when to when it is shown, the end left out.
    pub(crate) shown_from: Timestamp,
    pub(crate) shown_until: Timestamp,
    /// The kind of the standard's notices it is.
    pub(crate) kind: Option<String>,
    /// The first day it is about.
    pub(crate) about_on: Option<Date>,
}

/// The kind of a change that the standard has no kind of notice for.
const OTHER: &str = "other";

/// Whether a notice of a kind about a day announces a planned change: it is of that kind and begins on that day.
pub(crate) fn is_announced(change: &PlannedChange, kind: Option<&str>, about_on: Date) -> bool {
    change.kind == kind.unwrap_or(OTHER) && change.begins_at.day() == about_on
}

/// The order after a notice has moved one place up.
pub(crate) fn moved_up(order: &[NoticeId], id: NoticeId) -> Vec<NoticeId> {
    let mut order = order.to_vec();
    if let Some(place) = order.iter().position(|one| *one == id).filter(|place| *place > 0) {
        order.swap(place - 1, place);
    }
    order
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn moving_up_changes_two_neighbours_and_the_first_stays() {
        let ids: Vec<NoticeId> = (1..4).map(|number| NoticeId::new(Uuid::from_u128(number))).collect();
        assert_eq!(moved_up(&ids, ids[2]), [ids[0], ids[2], ids[1]]);
        assert_eq!(moved_up(&ids, ids[0]), ids);
    }
}
