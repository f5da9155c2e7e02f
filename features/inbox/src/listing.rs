//! A page of the list: which cases it has and where it ends, for people and for other programs alike.

use solits_db::Tx;
use solits_kernel::Timestamp;
use solits_web::WebError;

use crate::{
    model::{After, Asked, Until, View},
    people::People,
    store::{self, Counts, Line, MOST_COUNTED, Owners},
};

/// Rows of a page; more would not be read.
const PAGE: usize = 50;

/// The cases of the page that begins after a row, the nearest limit first, and where it ends.
pub(crate) async fn page_of(
    tx: &mut Tx,
    people: &People,
    counts: &Counts,
    (asked, after): (&Asked, After),
    now: Timestamp,
) -> Result<(Vec<Line>, Until), WebError> {
    let owners = owners(asked.view, people, counts);
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
fn owners(view: View, people: &People, counts: &Counts) -> Owners {
    match people.reach.owners(view).cloned() {
        None => Owners::All,
        Some(ids) if counts.of(view) <= MOST_COUNTED => Owners::Few(ids),
        Some(ids) => Owners::Many(ids),
    }
}
