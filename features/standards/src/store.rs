//! Versions of the standard in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};

row! {
    /// A version of the institution's standard.
    #[derive(Clone, Debug)]
    pub struct Version {
        /// Number within the institution.
        pub number: i64,
        /// Short name of the document.
        pub document: String,
        /// Version in the institution's words.
        pub version: String,
        /// The file.
        pub source: String,
        /// The baseline it was checked against, as it was then.
        pub baseline: Option<String>,
        /// `draft`, `adopted`, `in_force` or `repealed`.
        pub status: String,
        /// When it was uploaded.
        pub uploaded_at: Timestamp,
        /// By whom.
        pub uploaded_by: Option<EmployeeId>,
        /// When it was adopted.
        pub adopted_at: Option<Timestamp>,
        /// By whom.
        pub adopted_by: Option<EmployeeId>,
        /// From when it is in force.
        pub in_force_from: Option<Timestamp>,
        /// When a later version took its place.
        pub repealed_at: Option<Timestamp>,
    }
}

impl Version {
    /// Whether it was put in force when the institution was set up: no person adopted it, no post of its approval chain was
    /// waited for, and nobody was there to be told.
    pub(crate) fn is_of_foundation(&self) -> bool {
        self.adopted_at.is_some() && self.adopted_by.is_none()
    }
}

/// The versions, latest first.
pub async fn list_versions(tx: &mut Tx) -> Result<Vec<Version>, DbError> {
    sql!(
        "SELECT number, document, version, source, baseline, status, uploaded_at, uploaded_by, adopted_at, adopted_by,
                in_force_from, repealed_at
           FROM standards WHERE institution_id = $1 ORDER BY number DESC"
    )
    .all(tx)
    .await
}

/// One version.
pub async fn find_version(tx: &mut Tx, number: i64) -> Result<Option<Version>, DbError> {
    sql!(
        "SELECT number, document, version, source, baseline, status, uploaded_at, uploaded_by, adopted_at, adopted_by,
                in_force_from, repealed_at
           FROM standards WHERE institution_id = $1 AND number = $2"
    )
    .bind(number)
    .optional(tx)
    .await
}

/// Stores a draft under the next number.
pub(crate) async fn insert_draft(
    tx: &mut Tx,
    document: &str,
    version: &str,
    source: &str,
    baseline: Option<&str>,
    at: Timestamp,
    by: Option<EmployeeId>,
) -> Result<i64, DbError> {
    let number =
        sql!("SELECT coalesce(max(number), 0) + 1 AS value FROM standards WHERE institution_id = $1")
            .scalar::<i64>(tx)
            .await?
            .unwrap_or(1);
    sql!(
        "INSERT INTO standards (institution_id, number, document, version, source, baseline, status, uploaded_at, uploaded_by)
         VALUES ($1, $2, $3, $4, $5, $6, 'draft', $7, $8)"
    )
    .bind(number)
    .bind(document)
    .bind(version)
    .bind(source)
    .bind(baseline)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(number)
}

/// Adopts a draft, if it still is one. `false` when somebody was faster.
pub(crate) async fn mark_adopted(
    tx: &mut Tx,
    number: i64,
    at: Timestamp,
    by: Option<EmployeeId>,
    in_force_from: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE standards SET status = 'adopted', adopted_at = $3, adopted_by = $4, in_force_from = $5
          WHERE institution_id = $1 AND number = $2 AND status = 'draft'"
    )
    .bind(number)
    .bind(at)
    .bind(by)
    .bind(in_force_from)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Holds a version against changes until the transaction ends.
pub(crate) async fn hold_version(tx: &mut Tx, number: i64) -> Result<(), DbError> {
    // SQLite has one writer: whoever is here holds everything.
    sql!(
        sqlite "SELECT 1 AS value FROM standards WHERE institution_id = $1 AND number = $2",
        pg "SELECT CAST(1 AS BIGINT) AS value FROM standards WHERE institution_id = $1 AND number = $2 FOR UPDATE"
    )
    .bind(number)
    .scalar::<i64>(tx)
    .await?;
    Ok(())
}
