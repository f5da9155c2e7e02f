//! Work without a client: how long each person did what today.

mod store;

use std::collections::BTreeMap;

use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{BranchId, CounterId, EmployeeId, Timestamp};
use solits_web::WebError;

/// What is worked on without a client: a word of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Activity {
    /// Cases.
    Cases,
    /// Letters and e-mail.
    Letters,
    /// The telephone.
    Calls,
    /// Anything else, and what was recorded before there was a list.
    Other,
}

impl Activity {
    /// Every activity, as it is offered.
    pub(crate) const ALL: [Self; 4] = [Self::Cases, Self::Letters, Self::Calls, Self::Other];

    /// The reason in the journal and in the form.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Cases => "back_office_cases",
            Self::Letters => "back_office_letters",
            Self::Calls => "back_office_calls",
            Self::Other => "back_office",
        }
    }

    /// The activity of a reason; what is not known is something else.
    pub(crate) fn of(reason: &str) -> Self {
        Self::ALL.into_iter().find(|activity| activity.name() == reason).unwrap_or(Self::Other)
    }

    /// The message that names it.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Cases => "workplace-pause-cases",
            Self::Letters => "workplace-pause-letters",
            Self::Calls => "workplace-pause-calls",
            Self::Other => "workplace-pause-back-office",
        }
    }
}

/// What a counter was turned to, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Turned {
    counter: CounterId,
    at: Timestamp,
    /// Work without a client begins; `None` where anything else does.
    work: Option<(EmployeeId, Activity)>,
}

/// How long each worked at what: from each turn to work without a client to the next turn of the same counter, or to now.
fn worked(turns: &[Turned], now: Timestamp) -> BTreeMap<EmployeeId, BTreeMap<Activity, i64>> {
    let mut sums: BTreeMap<EmployeeId, BTreeMap<Activity, i64>> = BTreeMap::new();
    for (index, turned) in turns.iter().enumerate() {
        let Some((employee, activity)) = turned.work else { continue };
        let next = turns.iter().skip(index + 1).find(|later| later.counter == turned.counter);
        let until = next.map_or(now, |later| later.at.min(now));
        *sums.entry(employee).or_default().entry(activity).or_default() += until.since(turned.at).max(0);
    }
    sums
}

/// What one person did without a client today.
pub(crate) struct BackOfficeView {
    pub(crate) employee: EmployeeId,
    pub(crate) name: String,
    /// Each activity with its time.
    pub(crate) activities: Vec<(String, String)>,
    pub(crate) total: String,
}

/// What everybody at a branch did without a client since an instant, by name; nobody who did not.
pub(crate) async fn back_office_since(
    tx: &mut Tx,
    words: Words,
    branch: BranchId,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<BackOfficeView>, WebError> {
    let turns = store::list_turns(tx, branch, since).await?;
    let sums = worked(&turns, now);
    if sums.is_empty() {
        return Ok(Vec::new());
    }
    let mut names = store::names(tx, branch, since).await?;
    let mut shown: Vec<BackOfficeView> = sums
        .into_iter()
        .map(|(employee, activities)| BackOfficeView {
            name: names.remove(&employee).unwrap_or_default(),
            total: words.duration(activities.values().sum::<i64>()),
            activities: activities
                .into_iter()
                .map(|(activity, ms)| (words.t(activity.key()), words.duration(ms)))
                .collect(),
            employee,
        })
        .collect();
    shown.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_minutes(minutes)
    }

    fn turned(counter: u128, minutes: i64, work: Option<(u128, Activity)>) -> Turned {
        Turned {
            counter: CounterId::new(Uuid::from_u128(counter)),
            at: at(minutes),
            work: work.map(|(who, activity)| (EmployeeId::new(Uuid::from_u128(who)), activity)),
        }
    }

    #[test]
    fn work_lasts_until_the_counter_is_turned_to_something_else_or_until_now() {
        let turns = [
            turned(1, 0, Some((1, Activity::Cases))),
            turned(2, 5, Some((2, Activity::Other))),
            turned(1, 20, None),
            turned(1, 30, Some((1, Activity::Letters))),
            turned(1, 40, Some((1, Activity::Cases))),
        ];
        let sums = worked(&turns, at(60));
        let minutes = |who: u128| -> Vec<(Activity, i64)> {
            sums[&EmployeeId::new(Uuid::from_u128(who))].iter().map(|(one, ms)| (*one, ms / 60_000)).collect()
        };
        assert_eq!(minutes(1), [(Activity::Cases, 40), (Activity::Letters, 10)]);
        assert_eq!(minutes(2), [(Activity::Other, 55)]);
    }

    #[test]
    fn what_was_recorded_before_there_was_a_list_is_work_without_a_client_all_the_same() {
        assert_eq!(Activity::of("back_office"), Activity::Other);
        assert_eq!(Activity::of("arhīvs"), Activity::Other);
        assert_eq!(Activity::of("back_office_calls"), Activity::Calls);
    }
}
