//! Finding what is unusual: entries of a day are read some at a time and judged, until a page is full.

use std::collections::HashMap;

use solits_calendar::Calendar;
use solits_db::Tx;
use solits_kernel::{EmployeeId, Timestamp};
use solits_web::{App, WebError};

use super::{
    Look,
    purpose::Purpose,
    store::{self, EntryRow, Span, Whose},
    unusual::{self, Belongs, Count, Seen, USUAL_DAYS, Unusual, unusual, unusual_searches},
};

/// Entries read at a time.
const AT_ONCE: usize = 500;
/// A day in milliseconds.
const DAY_MS: i64 = 24 * 3_600_000;

/// An entry and why it is unusual.
pub(crate) struct Found {
    pub(crate) row: EntryRow,
    pub(crate) why: Vec<Unusual>,
}

/// What is counted of a person on a day.
#[derive(Default)]
struct Counts {
    opened: Count,
    searched: Count,
    /// Their last search of the day, beside which it is told that there were many.
    last_search: Option<Timestamp>,
}

/// What each person did that day, and what is usual for those who did more than nobody minds.
async fn counts(tx: &mut Tx, span: Span) -> Result<HashMap<EmployeeId, Counts>, WebError> {
    let mut counts: HashMap<EmployeeId, Counts> = HashMap::new();
    let from = span.from.plus_millis(-USUAL_DAYS * DAY_MS);
    for row in store::count_by_employee(tx, span.from, span.to).await? {
        let before = if row.cases > unusual::ALWAYS_USUAL {
            store::count_by_day(tx, row.employee_id, from, span.from).await?
        } else {
            Vec::new()
        };
        counts.entry(row.employee_id).or_default().opened = Count { that_day: row.cases, before };
    }
    for row in store::searches_by_employee(tx, span.from, span.to).await? {
        let before = if row.searches > unusual::ALWAYS_USUAL_SEARCHES {
            store::searches_by_day(tx, row.employee_id, from, span.from).await?
        } else {
            Vec::new()
        };
        let one = counts.entry(row.employee_id).or_default();
        one.searched = Count { that_day: row.searches, before };
        one.last_search = Some(row.last);
    }
    Ok(counts)
}

/// Why an entry is unusual; what other programs read is not judged.
fn judge(row: &EntryRow, counts: &Counts, hours: Option<&Calendar>) -> Vec<Unusual> {
    if Look::is_search(&row.what) && row.employee_id.is_some() && counts.last_search == Some(row.at) {
        return unusual_searches(&counts.searched, counts.opened.that_day).into_iter().collect();
    }
    let (Some(reader), Some(client)) = (&row.employee, &row.client) else { return Vec::new() };
    let seen = Seen {
        at: row.at,
        purpose: row.purpose.as_deref().and_then(Purpose::read),
        reader,
        reader_belongs: Belongs { unit: row.employee_unit, branch: row.employee_branch },
        client,
        case_belongs: Belongs { unit: row.owner_unit, branch: row.case_branch },
    };
    unusual(&seen, &counts.opened, hours)
}

/// Unusual entries of a day, the latest first.
pub(crate) async fn list_unusual(
    tx: &mut Tx,
    app: &App,
    whose: Whose,
    day: Span,
    most: usize,
) -> Result<Vec<Found>, WebError> {
    let loaded = app.heart.loaded(tx).await?;
    let counts = counts(tx, day).await?;
    let (nothing, mut found, mut span) = (Counts::default(), Vec::new(), day);
    loop {
        let rows = store::list(tx, whose, span, i64::try_from(AT_ONCE).unwrap_or(i64::MAX)).await?;
        let is_last = rows.len() < AT_ONCE;
        if let Some(last) = rows.last() {
            span.after = (last.at, last.id);
        }
        for row in rows {
            let count = row.employee_id.and_then(|employee| counts.get(&employee)).unwrap_or(&nothing);
            let hours = row.employee_branch.and_then(|branch| loaded.calendar_at(Some(branch), row.at));
            let why = judge(&row, count, hours.as_deref());
            if !why.is_empty() {
                found.push(Found { row, why });
            }
            if found.len() == most {
                return Ok(found);
            }
        }
        if is_last {
            return Ok(found);
        }
    }
}
