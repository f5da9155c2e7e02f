//! A page of the list: which cases it has and where it ends, for people and for other programs alike.

use std::collections::BTreeSet;

use solits_db::Tx;
use solits_kernel::{EmployeeId, Timestamp};
use solits_web::WebError;

use crate::{
    model::{After, Asked, Until, View},
    people::People,
    store::{self, Line, Load, Owners},
};

/// Rows of a page; more would not be read.
const PAGE: usize = 50;
/// Up to so many cases of the chosen owners are found by their owners and put in order.
const FEW: i64 = 2_000;

/// The cases of the page that begins after a row, the nearest limit first, and where it ends.
pub(crate) async fn page_of(
    tx: &mut Tx,
    people: &People,
    loads: &[Load],
    (asked, after): (&Asked, After),
    now: Timestamp,
) -> Result<(Vec<Line>, Until), WebError> {
    let owners = owners(asked.view, people, loads);
    let late_at = (asked.view == View::Late).then_some(now);
    let wanted = store::Wanted { asked, owners: &owners, late_at, after, most: PAGE + 1 };
    let mut lines = match asked.question() {
        _ if !asked.view.has_cases() => Vec::new(),
        None => store::list_lines(tx, wanted).await?,
        Some(question) => {
            let answering = solits_search::answering(tx, &question).await?;
            store::list_answering(tx, wanted, &answering).await?
        }
    };
    let until = if lines.len() > PAGE {
        lines.truncate(PAGE);
        lines.last().map_or(Until::End, |line| Until::Row(line.place()))
    } else {
        Until::End
    };
    Ok((lines, until))
}

/// Whose cases a view lists, and how they are best found.
fn owners(view: View, people: &People, loads: &[Load]) -> Owners {
    if matches!(view, View::Late | View::All) {
        return Owners::All;
    }
    let of: Vec<&Load> = loads.iter().filter(|load| people.reach.has(view, load.owner_id)).collect();
    let ids: BTreeSet<EmployeeId> = of.iter().map(|load| load.owner_id).collect();
    if of.iter().map(|load| load.open).sum::<i64>() <= FEW { Owners::Few(ids) } else { Owners::Many(ids) }
}
