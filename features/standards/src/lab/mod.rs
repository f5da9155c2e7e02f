//! The promise lab: a version's promises tried over what happened, beside those in force.

mod hidden;
mod job;
mod model;
mod pages;
mod store;
mod told;

use solits_kernel::InstitutionId;
use solits_obligation::Counts;
use solits_standard::Standard;
use solits_web::App;

use crate::StandardsError;
pub(crate) use pages::{cancel, entries, fragment, show, start};

/// What came of a trial without a page.
#[derive(Clone, Debug)]
pub struct Trialled {
    /// How many entries of the journal were read.
    pub entries: i64,
    /// Each promise of the standard: its norm, and how often it would have been kept.
    pub promises: Vec<(String, Counts)>,
}

/// Tries a standard on what happened from one local day to another (days since 1970-01-01), as the promise lab does, beside
/// the version of this number. Keeps nothing.
pub async fn try_promises(
    app: &App,
    institution: InstitutionId,
    standard: Standard,
    against: Option<i64>,
    days: (i64, i64),
) -> Result<Trialled, StandardsError> {
    let report = job::try_standard(app, institution, standard, against, days, job::Watch::Nobody).await?;
    let report = report.unwrap_or_default();
    let promises = report.promises.into_iter();
    Ok(Trialled {
        entries: report.entries,
        promises: promises.filter_map(|one| Some((one.norm, one.drafted?.total))).collect(),
    })
}
