//! What the figures count: justified complaints by month, unit and employee (K-11), and how the kinds of feedback change by
//! service, place, cause and channel (K-18).

use std::collections::{BTreeMap, BTreeSet};

use solits_db::Tx;
use solits_kernel::{EmployeeId, Timestamp, UnitId};
use solits_web::App;
use solits_written::nature::FeedbackKind;

use crate::{
    actions::FeedbackError,
    context::Context,
    facts::{self, Counted},
};

/// More than this is not added up at once.
const MOST: i64 = 20_000;
/// The spans that are offered, in months.
pub(crate) const SPANS: [i64; 3] = [3, 12, 24];
/// The span unless another is asked for.
pub(crate) const USUAL_SPAN: i64 = 12;

/// A line of a table: what it is about and how often each kind came.
pub(crate) struct Line<K> {
    pub(crate) name: K,
    pub(crate) counts: [i64; 4],
    pub(crate) justified: i64,
}

/// What is counted for whoever looks.
pub(crate) struct Figures {
    pub(crate) context: Context,
    pub(crate) rows: Vec<Counted>,
    /// Whether whoever looks leads a unit, whose complaints they count without seeing them.
    pub(crate) leads: bool,
}

/// What of the last months whoever looks counts.
pub(crate) async fn load(
    tx: &mut Tx,
    app: &App,
    at: Timestamp,
    months: i64,
) -> Result<Figures, FeedbackError> {
    let me = tx.viewer().id();
    let context = Context::load(tx, app, at).await?;
    let from = at.plus_minutes(-months * 30 * 24 * 60);
    let rows = facts::list_counted(tx, from, at.plus_minutes(1), MOST).await?;
    let led = led(&context, me);
    let rows = rows.into_iter().filter(|row| is_counted(row, me, &led)).collect();
    Ok(Figures { context, rows, leads: !led.is_empty() })
}

/// The units somebody leads, with those inside them.
fn led(context: &Context, me: EmployeeId) -> BTreeSet<UnitId> {
    let day = context.day();
    let headed = day.headed(me);
    context
        .structure
        .units
        .iter()
        .map(|unit| unit.id)
        .filter(|unit| day.upwards(*unit).iter().any(|above| headed.contains(above)))
        .collect()
}

/// Whether a piece of feedback belongs to what somebody counts: what they may see, and of their units the complaints about
/// others than themselves.
fn is_counted(row: &Counted, me: EmployeeId, led: &BTreeSet<UnitId>) -> bool {
    row.seen == 1 || row.employee_id != Some(me) && row.unit_id.is_some_and(|unit| led.contains(&unit))
}

fn is_justified(row: &Counted) -> bool {
    row.kind == "complaint" && matches!(row.finding.as_deref(), Some("justified" | "partly_justified"))
}

/// Feedback counted by something, the most first.
pub(crate) fn counted_by<K: Clone + Ord>(
    rows: &[Counted],
    name: impl Fn(&Counted) -> Option<K>,
) -> Vec<Line<K>> {
    let mut lines: BTreeMap<K, Line<K>> = BTreeMap::new();
    for row in rows {
        let Some(name) = name(row) else { continue };
        let line = lines.entry(name.clone()).or_insert_with(|| Line { name, counts: [0; 4], justified: 0 });
        let kind = FeedbackKind::ALL.iter().position(|kind| kind.code() == row.kind);
        if let Some(count) = kind.and_then(|kind| line.counts.get_mut(kind)) {
            *count += 1;
        }
        line.justified += i64::from(is_justified(row));
    }
    let mut lines: Vec<Line<K>> = lines.into_values().collect();
    lines.sort_by_key(|line| -line.counts.iter().sum::<i64>());
    lines
}

/// Justified complaints counted by something, the most first.
pub(crate) fn justified_by<K: Ord>(rows: &[Counted], name: impl Fn(&Counted) -> Option<K>) -> Vec<(K, i64)> {
    let mut counts: BTreeMap<K, i64> = BTreeMap::new();
    for name in rows.iter().filter(|row| is_justified(row)).filter_map(name) {
        *counts.entry(name).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| -count);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use solits_kernel::{BranchId, Timestamp};
    use uuid::Uuid;

    fn row(employee: u128, unit: u128, seen: i64) -> Counted {
        Counted {
            kind: "complaint".to_owned(),
            channel: "visit".to_owned(),
            branch_id: BranchId::new(Uuid::from_u128(1)),
            service_id: None,
            opened_at: Timestamp::from_millis(0),
            employee_id: Some(EmployeeId::new(Uuid::from_u128(employee))),
            unit_id: Some(UnitId::new(Uuid::from_u128(unit))),
            finding: Some("justified".to_owned()),
            cause_kind: None,
            seen,
        }
    }

    #[test]
    fn a_manager_counts_the_justified_complaints_of_the_unit_but_not_those_about_the_manager() {
        let me = EmployeeId::new(Uuid::from_u128(5));
        let led = BTreeSet::from([UnitId::new(Uuid::from_u128(7))]);
        assert!(is_counted(&row(6, 7, 0), me, &led));
        assert!(!is_counted(&row(5, 7, 0), me, &led));
        assert!(!is_counted(&row(6, 8, 0), me, &led));
        assert!(is_counted(&row(6, 8, 1), me, &BTreeSet::new()));
    }

    #[test]
    fn only_complaints_found_justified_count_as_justified() {
        let unjustified = Counted { finding: Some("unjustified".to_owned()), ..row(1, 1, 1) };
        let claim = Counted { kind: "claim".to_owned(), ..row(1, 1, 1) };
        let rows = [row(1, 1, 1), unjustified, claim];
        assert_eq!(justified_by(&rows, |_| Some("visi".to_owned())), [("visi".to_owned(), 1)]);
        let line = &counted_by(&rows, |_| Some("visi".to_owned()))[0];
        assert_eq!((line.counts, line.justified), ([2, 1, 0, 0], 1));
    }
}
