//! The obligations behind a figure, page by page: bounded work for each page, whatever the history.

use solits_db::{DbError, Tx};
use solits_journal::ObligationRow;

use crate::{
    cells::{self, is_of},
    hidden::Hidden,
    model::{Days, Kept, Place, Wanted},
    part::Part,
    store,
    units::Team,
};

/// A page never holds more days than these, so that a rare promise costs no more than a common one.
const DAYS_A_PAGE: usize = 3;

/// A page never looks at more days than these, most of them with nothing of what is asked: two months, as behind the
/// durations.
const DAYS_LOOKED_AT: usize = 62;

/// So many obligations are read at once where those of one unit are picked out of them.
const AT_ONCE: usize = 500;

/// Which obligations are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) norm: Option<&'a str>,
    pub(crate) wanted: Wanted,
    pub(crate) part: Part,
    /// The unit of the part, with who belonged to it when.
    pub(crate) team: Option<&'a Team<'a>>,
    pub(crate) days: Days,
    /// Where the page before ended.
    pub(crate) after: Option<Place>,
    pub(crate) most: usize,
    /// What is hidden from whoever looks, so that no day is looked at for the sake of that alone.
    pub(crate) hidden: &'a Hidden,
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
    let source = match (asked.wanted, asked.norm) {
        (Wanted::Open, _) => Source::Open,
        // Those of one unit may be few among many: there the roll-ups tell on which days to look.
        (Wanted::Breached, Some(norm)) if asked.team.is_none() => Source::Breached(norm),
        _ => return by_day(tx, asked, start).await,
    };
    let mut rows = Vec::new();
    fill(tx, asked, source, start, &mut rows).await?;
    Ok(cut(rows, asked.most))
}

/// Where obligations are read from.
#[derive(Clone, Copy, Debug)]
enum Source<'a> {
    /// All whose clock runs.
    Open,
    /// All broken ones of a promise.
    Breached(&'a str),
    /// One day.
    Day,
}

/// Adds what is asked for after a place, until there is one more than is shown, which tells that there is more.
async fn fill(
    tx: &mut Tx,
    asked: Asked<'_>,
    source: Source<'_>,
    mut after: Place,
    rows: &mut Vec<ObligationRow>,
) -> Result<(), DbError> {
    while rows.len() <= asked.most {
        let count = if asked.team.is_some() { AT_ONCE } else { asked.most - rows.len() + 1 };
        let most = i64::try_from(count).unwrap_or(i64::MAX);
        let (part, from) = (asked.part, asked.days.from);
        let (found, places) = match source {
            Source::Open => {
                let found = store::list_open(tx, asked.norm, part, from, after, most).await?;
                let places = found.iter().map(place_of).collect();
                (found, places)
            }
            Source::Breached(norm) => {
                let found = store::list_breached(tx, norm, part, from, after, most).await?;
                let places = found.iter().map(place_of).collect();
                (found, places)
            }
            Source::Day => {
                let state = asked.wanted.state();
                let places: Vec<Place> = store::list_places(tx, asked.norm, state, part, after, most).await?;
                let found = if places.is_empty() {
                    Vec::new()
                } else {
                    store::list_at(tx, after.day, &places).await?
                };
                (found, places)
            }
        };
        let last = places.last().copied().filter(|_| places.len() == count);
        rows.extend(found.into_iter().filter(|row| is_of(asked.team, row.employee_id, row.day)));
        match last {
            Some(last) => after = last,
            None => break,
        }
    }
    Ok(())
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
    let mut rows: Vec<ObligationRow> = Vec::new();
    let (mut looked_at, mut held) = (0, 0);
    for span in spans(Days { from: asked.days.from, to: start.day }) {
        for day in days_with(tx, asked, span).await? {
            if looked_at == DAYS_LOOKED_AT || held == DAYS_A_PAGE {
                return Ok(Listed { rows, next: Some(Place::start_of(day)) });
            }
            let before = rows.len();
            let after = if day == start.day { start } else { Place::start_of(day) };
            fill(tx, asked, Source::Day, after, &mut rows).await?;
            if rows.len() > asked.most {
                return Ok(cut(rows, asked.most));
            }
            looked_at += 1;
            held += usize::from(rows.len() > before);
        }
    }
    Ok(Listed { rows, next: None })
}

/// The last week, which mostly fills a page, and the days before it.
fn spans(days: Days) -> Vec<Days> {
    let week = days.from.max(days.to - 6);
    let spans = [Days { from: week, to: days.to }, Days { from: days.from, to: week - 1 }];
    spans.into_iter().filter(|span| span.from <= span.to).collect()
}

/// The days of a span, latest first, on which there is something of what is asked; every day where the roll-ups do not tell.
async fn days_with(tx: &mut Tx, asked: Asked<'_>, span: Days) -> Result<Vec<i64>, DbError> {
    let Days { from, to } = span;
    let Some(norm) = asked.norm else { return Ok((from..=to).rev().collect()) };
    let counts = cells::list_days(tx, norm, span, asked.part, asked.team, asked.hidden).await?;
    let mut days: Vec<i64> =
        counts.iter().filter(|(_, kept)| has(asked.wanted, *kept)).map(|(day, _)| *day).collect();
    if asked.wanted == Wanted::All {
        // What is still open is not counted yet.
        let open =
            store::list_open(tx, Some(norm), asked.part, from, Place::start_of(to), OPEN_LOOKED_AT).await?;
        days.extend(open.iter().filter(|row| is_of(asked.team, row.employee_id, row.day)).map(|row| row.day));
        days.sort_unstable_by(|one, other| other.cmp(one));
        days.dedup();
    }
    Ok(days)
}

/// So many of the latest open ones tell on which days there are any.
const OPEN_LOOKED_AT: i64 = 500;

fn has(wanted: Wanted, counts: Kept) -> bool {
    wanted.of(counts).is_none_or(|count| count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_stands_in_one_span_the_latest_first() {
        for (from, to) in [(1, 1), (1, 7), (1, 8), (10, 40), (5, 4)] {
            let days: Vec<i64> =
                spans(Days { from, to }).iter().flat_map(|span| (span.from..=span.to).rev()).collect();
            assert_eq!(days, (from..=to).rev().collect::<Vec<_>>());
        }
    }
}
