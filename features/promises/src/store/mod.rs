//! What is read of promises.

mod obligations;
mod sums;

pub(crate) use obligations::{find_obligation, list_at, list_breached, list_open, list_places};
pub(crate) use sums::{
    CellRow, OwnRow, Split, list_day_cells, list_days, list_month_cells, list_months, list_norm_months,
    list_own,
};
