//! How long visits took: of all, of the reader and the people beside them, and of each centre.

use std::collections::{BTreeMap, BTreeSet};

use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_journal::{Cells, Parts, durations_of_months};
use solits_kernel::{BranchId, EmployeeId};
use solits_obligation::Histogram;
use solits_organisation::Branch;
use solits_standard::model::ChannelKind;

use super::{branch_name, list::Months};
use crate::{cells::days_of, model::Wanted, part::Part};

/// One line of the table: whose visits, how many, and the median and the ninetieth percentile of wait, service and visit.
pub(super) struct Line {
    pub(super) whose: String,
    pub(super) count: String,
    /// The cases of these visits; empty where they are of several branches and not of all.
    pub(super) href: String,
    pub(super) times: Vec<(String, String)>,
}

/// The month that runs and the one before: enough visits to speak of, and none of them long ago.
const MONTHS: i64 = 2;

/// Durations of visits, the total first; empty where there was no visit.
pub(super) async fn durations(
    tx: &mut Tx,
    words: Words,
    asked: Months,
    branches: &[Branch],
) -> Result<Vec<Line>, DbError> {
    let months = durations_of_months(tx, asked.last - MONTHS + 1, asked.last, asked.branch).await?;
    let summed = Summed::of(&months, asked.own);
    let name = |branch: BranchId| branch_name(words, branches, Some(branch.uuid()));
    let all = asked.branch.map_or_else(|| words.t("promises-every-branch"), name);
    let part = Part { branch: asked.branch, channel: Some(ChannelKind::Visit), ..Part::default() };
    let cases = |part: Part| visits_href(part, asked.last);
    let mut lines = Vec::new();
    lines.extend(line(words, all, &summed.all, cases(part)));
    if summed.own.count() > 0 {
        let own = cases(Part { employee: asked.own, ..part });
        lines.extend(line(words, words.t("promises-durations-own"), &summed.own, own));
        if summed.team != summed.all {
            // Of several branches each has a line of its own below.
            let of_one = summed.served_in.first().filter(|_| summed.served_in.len() == 1);
            let team = of_one.map(|branch| cases(Part { branch: Some(*branch), ..part }));
            let named = words.t("promises-durations-team");
            lines.extend(line(words, named, &summed.team, team.unwrap_or_default()));
        }
    }
    if asked.branch.is_none() && summed.by_branch.len() > 1 {
        let mut named: Vec<(String, BranchId, &Parts)> =
            summed.by_branch.iter().map(|(branch, parts)| (name(*branch), *branch, parts)).collect();
        named.sort_by(|one, other| one.0.cmp(&other.0));
        lines.extend(named.into_iter().filter_map(|(name, branch, parts)| {
            line(words, name, parts, cases(Part { branch: Some(branch), ..part }))
        }));
    }
    Ok(lines)
}

/// Where the cases of a part of the visits are listed, whatever was promised about them.
fn visits_href(part: Part, last: i64) -> String {
    format!("/obligations?{}", part.address(days_of(last - MONTHS + 1, last), Wanted::All))
}

fn line(words: Words, whose: String, parts: &Parts, href: String) -> Option<Line> {
    let times = |histogram: &Histogram| {
        Some((words.duration(histogram.percentile(50.0)?), words.duration(histogram.percentile(90.0)?)))
    };
    let times =
        [&parts.wait, &parts.serve, &parts.stay].into_iter().map(times).collect::<Option<Vec<_>>>()?;
    let count = words.number(i64::try_from(parts.count()).unwrap_or(i64::MAX));
    Some(Line { whose, count, href, times })
}

/// The visits of some months in the groups that are shown.
#[derive(Debug, Default, PartialEq, Eq)]
struct Summed {
    all: Parts,
    own: Parts,
    /// Everybody in the branches where the reader served.
    team: Parts,
    by_branch: BTreeMap<BranchId, Parts>,
    /// The branches where the reader served.
    served_in: BTreeSet<BranchId>,
}

impl Summed {
    fn of(months: &[(BranchId, i64, Cells)], own: Option<EmployeeId>) -> Self {
        let mut summed = Self::default();
        for (branch, _, cells) in months {
            let of_branch = summed.by_branch.entry(*branch).or_default();
            for (_, employee, parts) in cells.iter() {
                of_branch.merge(parts);
                if own == Some(employee) {
                    summed.served_in.insert(*branch);
                    summed.own.merge(parts);
                }
            }
        }
        for (branch, parts) in &summed.by_branch {
            summed.all.merge(parts);
            if summed.served_in.contains(branch) {
                summed.team.merge(parts);
            }
        }
        summed
    }
}

#[cfg(test)]
mod tests {
    use solits_journal::Visit;
    use solits_kernel::LineId;
    use uuid::Uuid;

    use super::*;

    fn served(branch: u128, employee: u128, minutes: &[i64]) -> (BranchId, i64, Cells) {
        let branch = BranchId::new(Uuid::from_u128(branch));
        let mut cells = Cells::default();
        for minutes in minutes {
            cells.add_without_line(&Visit {
                branch,
                day: 20_778,
                line: LineId::new(Uuid::nil()),
                employee: EmployeeId::new(Uuid::from_u128(employee)),
                wait_ms: minutes * 60_000,
                walk_ms: 0,
                serve_ms: minutes * 60_000,
                stay_ms: 2 * minutes * 60_000,
            });
        }
        (branch, 682, cells)
    }

    #[test]
    fn a_team_is_everybody_in_the_branches_where_one_served() {
        let months = [served(1, 10, &[4, 6]), served(1, 11, &[8]), served(2, 12, &[60]), served(1, 10, &[5])];
        let summed = Summed::of(&months, Some(EmployeeId::new(Uuid::from_u128(10))));
        assert_eq!((summed.all.count(), summed.own.count(), summed.team.count()), (5, 3, 4));
        assert_eq!(summed.by_branch.len(), 2);
        let nobody = Summed::of(&months, None);
        assert_eq!((nobody.own.count(), nobody.team.count()), (0, 0));
    }

    #[test]
    fn the_median_of_all_is_that_of_their_visits_and_not_of_the_branches_medians() {
        let months = [served(1, 10, &[10, 10, 10, 10, 10]), served(2, 12, &[60])];
        let median = Summed::of(&months, None).all.wait.percentile(50.0).unwrap();
        assert!((585_000..=615_000).contains(&median), "{median}");
    }
}
