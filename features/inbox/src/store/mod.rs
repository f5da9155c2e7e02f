//! The list and what belongs to it, as stored.

mod batches;
mod line;
mod list;
mod presence;
mod views;

use uuid::Uuid;

pub(crate) use batches::*;
pub(crate) use line::*;
pub(crate) use list::*;
pub(crate) use presence::*;
pub(crate) use views::*;

/// Ids as a list both engines can open: thirty-two digits each.
fn id_list(ids: impl IntoIterator<Item = Uuid>) -> String {
    let digits: Vec<String> = ids.into_iter().map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", digits.join(","))
}
