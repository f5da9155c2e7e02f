//! What was promised and kept in a period, from the roll-ups of the journal, less what the cases that are hidden from the
//! reader put into them ([`solits_journal::hidden_measures`]).

use std::collections::HashMap;

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::day_number;
use solits_obligation::Delta;

use crate::model::period::Period;

row! {
    struct Row { norm: String, met: i64, breached: i64, waived: i64 }
}

/// Counts of one promise over some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Kept in time.
    pub(crate) met: i64,
    /// Not kept in time.
    pub(crate) breached: i64,
    /// No longer owed.
    pub(crate) waived: i64,
}

impl Counts {
    /// What was owed: kept or broken. What was waived counts neither way.
    pub(crate) const fn owed(self) -> i64 {
        self.met + self.breached
    }
    /// The share kept, 0 to 1; `None` where nothing was owed.
    pub(crate) fn share(self) -> Option<f64> {
        solits_obligation::kept_percent(self.met, self.breached).map(|percent| percent / 100.0)
    }
    /// Less what hidden cases of one promise put in; never less than nothing, should they have changed since this was read.
    fn without<'a>(self, hidden: impl Iterator<Item = &'a Delta>) -> Self {
        let left = hidden.fold(self, |left, delta| Self {
            met: left.met - delta.met,
            breached: left.breached - delta.breached,
            waived: left.waived - delta.waived,
        });
        Self { met: left.met.max(0), breached: left.breached.max(0), waived: left.waived.max(0) }
    }
}

/// What became of every promise in a period: whole months from the sums by month, the rest from those by day.
pub(crate) async fn sum_of_period(
    tx: &mut Tx,
    period: Period,
    hidden: &[Delta],
) -> Result<HashMap<String, Counts>, DbError> {
    let parts = period.months_and_days();
    let mut rows: Vec<Row> = Vec::new();
    if let Some((first, last)) = parts.months {
        let months = sql!(
            "SELECT norm, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                    CAST(sum(waived) AS BIGINT) AS waived
               FROM measure_months WHERE institution_id = $1 AND month >= $2 AND month <= $3 GROUP BY norm"
        );
        rows.extend(months.bind(first).bind(last).all(tx).await?);
    }
    for days in parts.days {
        let of_days = sql!(
            "SELECT norm, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                    CAST(sum(waived) AS BIGINT) AS waived
               FROM measures WHERE institution_id = $1 AND day >= $2 AND day <= $3 GROUP BY norm"
        );
        rows.extend(of_days.bind(days.from).bind(days.until).all(tx).await?);
    }
    let mut sums: HashMap<String, Counts> = HashMap::new();
    for row in rows {
        let counts = sums.entry(row.norm).or_default();
        counts.met += row.met;
        counts.breached += row.breached;
        counts.waived += row.waived;
    }
    for (norm, counts) in &mut sums {
        *counts = counts.without(hidden_of(hidden, norm, period));
    }
    Ok(sums)
}

row! {
    struct SumRow { met: i64, breached: i64, waived: i64 }
}

/// What became of one promise in a period. Months and days are given to the engine one by one, so that it seeks each of
/// them in the primary key instead of reading what lies between.
pub(crate) async fn sum_of_norm(
    tx: &mut Tx,
    norm: &str,
    period: Period,
    hidden: &[Delta],
) -> Result<Counts, DbError> {
    let parts = period.months_and_days();
    let mut rows: Vec<SumRow> = Vec::new();
    if let Some((first, last)) = parts.months {
        let months = sql!(
            "WITH RECURSIVE months(n) AS (SELECT CAST($2 AS BIGINT) UNION ALL SELECT n + 1 FROM months WHERE n < $3)
             SELECT CAST(coalesce(sum(m.met), 0) AS BIGINT) AS met, CAST(coalesce(sum(m.breached), 0) AS BIGINT) AS breached,
                    CAST(coalesce(sum(m.waived), 0) AS BIGINT) AS waived
               FROM months CROSS JOIN measure_months m
              WHERE m.institution_id = $1 AND m.month = months.n AND m.norm = $4"
        );
        rows.extend(months.bind(first).bind(last).bind(norm).all(tx).await?);
    }
    for days in parts.days {
        let of_days = sql!(
            "WITH RECURSIVE days(n) AS (SELECT CAST($2 AS BIGINT) UNION ALL SELECT n + 1 FROM days WHERE n < $3)
             SELECT CAST(coalesce(sum(m.met), 0) AS BIGINT) AS met, CAST(coalesce(sum(m.breached), 0) AS BIGINT) AS breached,
                    CAST(coalesce(sum(m.waived), 0) AS BIGINT) AS waived
               FROM days CROSS JOIN measures m
              WHERE m.institution_id = $1 AND m.day = days.n AND m.norm = $4"
        );
        rows.extend(of_days.bind(days.from).bind(days.until).bind(norm).all(tx).await?);
    }
    let counts = rows.into_iter().fold(Counts::default(), |sum, row| Counts {
        met: sum.met + row.met,
        breached: sum.breached + row.breached,
        waived: sum.waived + row.waived,
    });
    Ok(counts.without(hidden_of(hidden, norm, period)))
}

/// What is hidden of a promise in a period.
fn hidden_of<'a>(hidden: &'a [Delta], norm: &'a str, period: Period) -> impl Iterator<Item = &'a Delta> {
    let days = period.from..=period.until;
    hidden.iter().filter(move |delta| delta.norm == norm && days.contains(&day_number(delta.day)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use solits_standard::model::ChannelKind;

    use super::*;

    #[test]
    fn what_is_hidden_is_taken_from_the_days_of_the_period_and_of_its_promise_alone() {
        let delta = |norm: &str, day, met, breached| Delta {
            day: date(2026, 11, day),
            norm: norm.to_owned(),
            standard: 1,
            branch: None,
            channel: ChannelKind::Email,
            employee: None,
            met,
            breached,
            waived: 0,
        };
        // Kept at first and found broken afterwards: together one that was broken.
        let hidden = [
            delta("answer", 3, 1, 0),
            delta("answer", 3, -1, 1),
            delta("answer", 20, 1, 0),
            delta("wait", 3, 5, 5),
        ];
        let period = Period { from: day_number(date(2026, 11, 1)), until: day_number(date(2026, 11, 10)) };
        let counts = Counts { met: 0, breached: 4, waived: 1 };
        let left = counts.without(hidden_of(&hidden, "answer", period));
        assert_eq!(left, Counts { met: 0, breached: 3, waived: 1 });
    }
}
