//! Questions and answers that everybody may read, as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Lang, Timestamp};

row! {
    /// A question with its answer.
    pub(crate) struct PublishedQuestion {
        pub(crate) case_id: CaseId, pub(crate) lang: String, pub(crate) question: String, pub(crate) answer: String,
        pub(crate) published_at: Timestamp, pub(crate) withdrawn_at: Option<Timestamp>,
    }
}

/// What was published of a case, withdrawn or not.
pub(crate) async fn find_published(tx: &mut Tx, case: CaseId) -> Result<Option<PublishedQuestion>, DbError> {
    sql!(
        "SELECT case_id, lang, question, answer, published_at, withdrawn_at FROM published_questions
          WHERE institution_id = $1 AND case_id = $2"
    )
    .bind(case)
    .optional(tx)
    .await
}

/// A page of what everybody may read, the latest first.
pub(crate) async fn list_published(
    tx: &mut Tx,
    skip: i64,
    most: i64,
) -> Result<Vec<PublishedQuestion>, DbError> {
    sql!(
        "SELECT case_id, lang, question, answer, published_at, withdrawn_at FROM published_questions
          WHERE institution_id = $1 AND withdrawn_at IS NULL ORDER BY published_at DESC, case_id LIMIT $3 OFFSET $2"
    )
    .bind(skip)
    .bind(most)
    .all(tx)
    .await
}

/// How many everybody may read.
pub(crate) async fn count_published(tx: &mut Tx) -> Result<i64, DbError> {
    let count = sql!(
        "SELECT count(*) AS value FROM published_questions WHERE institution_id = $1 AND withdrawn_at IS NULL"
    );
    Ok(count.scalar(tx).await?.unwrap_or_default())
}

/// Publishes a question and its answer; published before, they are replaced.
pub(crate) async fn publish(
    tx: &mut Tx,
    case: CaseId,
    lang: Lang,
    question: &str,
    answer: &str,
    by: EmployeeId,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO published_questions (institution_id, case_id, lang, question, answer, published_at, published_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (institution_id, case_id) DO UPDATE
            SET lang = $3, question = $4, answer = $5, published_at = $6, published_by = $7, withdrawn_at = NULL"
    )
    .bind(case)
    .bind(lang.code())
    .bind(question)
    .bind(answer)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(())
}

/// Takes a question off the public page; `false` where it was not there.
pub(crate) async fn withdraw(tx: &mut Tx, case: CaseId, at: Timestamp) -> Result<bool, DbError> {
    let gone = sql!(
        "UPDATE published_questions SET withdrawn_at = $3
          WHERE institution_id = $1 AND case_id = $2 AND withdrawn_at IS NULL"
    )
    .bind(case)
    .bind(at)
    .run(tx)
    .await?;
    Ok(gone == 1)
}
