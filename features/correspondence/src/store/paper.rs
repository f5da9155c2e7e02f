//! Letters that go by post: written here, printed, and given to the post by somebody on a day.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};

use crate::model::MessageId;

/// A letter on paper before it is stored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewPaper<'a> {
    pub(crate) message: MessageId,
    pub(crate) case: CaseId,
    /// `reply`, `notice`, or `forward` to another body.
    pub(crate) kind: &'static str,
    pub(crate) addressee: &'a str,
    pub(crate) planned_at: Option<Timestamp>,
}

/// Stores a letter on paper.
pub(crate) async fn insert_paper(tx: &mut Tx, paper: NewPaper<'_>) -> Result<(), DbError> {
    let is_forward = paper.kind == "forward";
    sql!(
        "INSERT INTO paper_letters (institution_id, id, case_id, kind, addressee, planned_at, is_forward)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(paper.message)
    .bind(paper.case)
    .bind(if is_forward { "reply" } else { paper.kind })
    .bind(paper.addressee)
    .bind(paper.planned_at)
    .bind(i64::from(is_forward))
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// A letter on paper.
    pub(crate) struct Paper {
        pub(crate) id: MessageId, pub(crate) kind: String, pub(crate) addressee: String,
        pub(crate) planned_at: Option<Timestamp>, pub(crate) posted_at: Option<Timestamp>,
        pub(crate) posted_by: Option<EmployeeId>,
    }
}

/// A letter on paper of a case.
pub(crate) async fn find_paper(tx: &mut Tx, case: CaseId, id: MessageId) -> Result<Option<Paper>, DbError> {
    sql!(
        "SELECT id, CASE WHEN is_forward = 1 THEN 'forward' ELSE kind END AS kind, addressee, planned_at, posted_at, posted_by
           FROM paper_letters
          WHERE institution_id = $1 AND case_id = $2 AND id = $3"
    )
    .bind(case)
    .bind(id)
    .optional(tx)
    .await
}

/// The letters on paper of a case.
pub(crate) async fn list_papers(tx: &mut Tx, case: CaseId) -> Result<Vec<Paper>, DbError> {
    sql!(
        "SELECT id, CASE WHEN is_forward = 1 THEN 'forward' ELSE kind END AS kind, addressee, planned_at, posted_at, posted_by
           FROM paper_letters
          WHERE institution_id = $1 AND case_id = $2 ORDER BY id"
    )
    .bind(case)
    .all(tx)
    .await
}

/// Notes who gave a letter to the post and when; `false` where somebody has before.
pub(crate) async fn post_paper(
    tx: &mut Tx,
    id: MessageId,
    by: EmployeeId,
    at: Timestamp,
) -> Result<bool, DbError> {
    let posted = sql!(
        "UPDATE paper_letters SET posted_at = $3, posted_by = $4
          WHERE institution_id = $1 AND id = $2 AND posted_at IS NULL"
    )
    .bind(id)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(posted == 1)
}
