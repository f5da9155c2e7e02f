//! How the versions of the standard came into force.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};

row! {
    /// A version that was adopted.
    #[derive(Clone, Debug)]
    pub(crate) struct VersionRow {
        pub(crate) number: i64,
        pub(crate) document: String,
        pub(crate) version: String,
        pub(crate) baseline: Option<String>,
        pub(crate) uploaded_at: Timestamp,
        pub(crate) uploaded_by: Option<EmployeeId>,
        pub(crate) adopted_at: Option<Timestamp>,
        pub(crate) adopted_by: Option<EmployeeId>,
        pub(crate) in_force_from: Timestamp,
    }
}

/// The versions that were adopted, in the order in which they entered into force.
pub(crate) async fn list_versions(tx: &mut Tx) -> Result<Vec<VersionRow>, DbError> {
    sql!(
        "SELECT number, document, version, baseline, uploaded_at, uploaded_by, adopted_at, adopted_by, in_force_from
           FROM standards WHERE institution_id = $1 AND status <> 'draft' AND in_force_from IS NOT NULL
          ORDER BY in_force_from, number"
    )
    .all(tx)
    .await
}
