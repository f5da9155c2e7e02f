//! The obligations behind a figure, page by page: bounded work for each page, whatever the history.

use solits_db::{DbError, Tx};
use solits_journal::ObligationRow;
use solits_kernel::BranchId;

use crate::{
    model::{Days, Kept, Place, Wanted},
    store,
};

/// A page never walks through more days than these, so that a rare promise costs no more than a common one.
const DAYS_A_PAGE: usize = 3;

/// Which obligations are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) norm: Option<&'a str>,
    pub(crate) wanted: Wanted,
    pub(crate) branch: Option<BranchId>,
    pub(crate) days: Days,
    /// Where the page before ended.
    pub(crate) after: Option<Place>,
    pub(crate) most: usize,
}

/// A page of obligations, the latest first.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub(crate) rows: Vec<ObligationRow>,
    /// Where the next page begins; `None` at the end.
    pub(crate) next: Option<Place>,
}

/// The obligations asked for, as far as a page goes.
pub(crate) async fn list(tx: &mut Tx, asked: Asked<'_>) -> Result<Listed, DbError> {
    let start = asked.after.unwrap_or(Place::start_of(asked.days.to));
    let start = if start.day > asked.days.to { Place::start_of(asked.days.to) } else { start };
    let limit = limit(asked.most);
    let rows = match (asked.wanted, asked.norm) {
        (Wanted::Open, norm) => {
            store::list_open(tx, norm, asked.branch, asked.days.from, start, limit).await?
        }
        (Wanted::Breached, Some(norm)) => {
            store::list_breached(tx, norm, asked.branch, asked.days.from, start, limit).await?
        }
        _ => return by_day(tx, asked, start).await,
    };
    Ok(cut(rows, asked.most))
}

/// One more than is shown tells whether there is more.
fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX - 1) + 1
}

fn cut(mut rows: Vec<ObligationRow>, most: usize) -> Listed {
    let more = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().filter(|_| more).map(place_of);
    Listed { rows, next }
}

fn place_of(row: &ObligationRow) -> Place {
    Place { day: row.day, opened_n: row.opened_n, id: row.id.uuid() }
}

async fn by_day(tx: &mut Tx, asked: Asked<'_>, start: Place) -> Result<Listed, DbError> {
    let days = days_with(tx, asked, start.day).await?;
    let mut rows: Vec<ObligationRow> = Vec::new();
    let mut left = days.iter();
    for day in left.by_ref().take(DAYS_A_PAGE) {
        let after = if *day == start.day { start } else { Place::start_of(*day) };
        let wanted = limit(asked.most - rows.len());
        rows.extend(
            store::list_of_day(tx, asked.norm, asked.wanted.state(), asked.branch, after, wanted).await?,
        );
        if rows.len() > asked.most {
            return Ok(cut(rows, asked.most));
        }
    }
    Ok(Listed { rows, next: left.next().map(|day| Place::start_of(*day)) })
}

/// The days, latest first, on which there is something of what is asked; every day where the roll-ups do not tell.
async fn days_with(tx: &mut Tx, asked: Asked<'_>, last: i64) -> Result<Vec<i64>, DbError> {
    let Days { from, .. } = asked.days;
    let Some(norm) = asked.norm else { return Ok((from..=last).rev().collect()) };
    let asked_days = Days { from, to: last };
    let counts = store::list_days(tx, norm, asked_days, asked.branch).await?;
    let mut days: Vec<i64> =
        counts.iter().filter(|row| has(asked.wanted, row.kept())).map(|row| row.day).collect();
    if asked.wanted == Wanted::All {
        // What is still open is not counted yet.
        let open = store::list_open(tx, Some(norm), asked.branch, from, Place::start_of(last), 500).await?;
        days.extend(open.iter().map(|row| row.day));
        days.sort_unstable_by(|one, other| other.cmp(one));
        days.dedup();
    }
    Ok(days)
}

fn has(wanted: Wanted, counts: Kept) -> bool {
    wanted.of(counts).is_none_or(|count| count > 0)
}
