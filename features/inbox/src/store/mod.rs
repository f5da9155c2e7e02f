//! The list and what belongs to it, as stored.

mod batches;
mod list;
mod presence;
mod views;

use std::collections::BTreeSet;

use solits_kernel::EmployeeId;

pub(crate) use batches::*;
pub(crate) use list::*;
pub(crate) use presence::*;
pub(crate) use views::*;

/// Ids as a list both engines can open: thirty-two digits each.
fn id_list(ids: &BTreeSet<EmployeeId>) -> String {
    let digits: Vec<String> = ids.iter().map(|id| format!("\"{}\"", id.uuid().simple())).collect();
    format!("[{}]", digits.join(","))
}
