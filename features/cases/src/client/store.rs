//! What clients say of how their case went, as it is stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, Timestamp};

row! {
    struct SurveyRow { case_id: CaseId, ease: i64, fair: String, words: String, at: Timestamp }
}

/// What a client thinks of how a case went: without a name (I-32).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// The case.
    pub case: CaseId,
    /// How easy it was: 0 not at all, 10 as easy as can be.
    pub ease: i64,
    /// Whether the treatment was fair: `yes`, `partly` or `no`.
    pub fair: String,
    /// In the client's words; empty for none.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

impl From<SurveyRow> for Survey {
    fn from(row: SurveyRow) -> Self {
        Self { case: row.case_id, ease: row.ease, fair: row.fair, words: row.words, at: row.at }
    }
}

/// What the client of a case thinks of it; `None` where nothing was said.
///
/// # Errors
/// Where the database fails.
pub async fn find_survey(tx: &mut Tx, case: CaseId) -> Result<Option<Survey>, DbError> {
    let row = sql!(
        "SELECT case_id, ease, fair, words, at FROM case_surveys WHERE institution_id = $1 AND case_id = $2"
    )
    .bind(case)
    .optional::<SurveyRow>(tx)
    .await?;
    Ok(row.map(Survey::from))
}

/// What clients said since an instant, the latest first, of the cases that whoever looks may see.
///
/// # Errors
/// Where the database fails.
pub async fn list_surveys(tx: &mut Tx, since: Timestamp, most: i64) -> Result<Vec<Survey>, DbError> {
    let rows = sql!([
        "SELECT v.case_id, v.ease, v.fair, v.words, v.at FROM case_surveys v
           JOIN cases c ON c.institution_id = $1 AND c.id = v.case_id
          WHERE v.institution_id = $1 AND v.at >= $2
            AND ",
        solits_db::case_sight!(4, 5),
        " = 1
          ORDER BY v.at DESC, v.case_id LIMIT $3"
    ])
    .bind(since)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all::<SurveyRow>(tx)
    .await?;
    Ok(rows.into_iter().map(Survey::from).collect())
}

/// Keeps what a client said; `false` where something was said before, which stands.
pub(crate) async fn insert_survey(tx: &mut Tx, survey: &Survey) -> Result<bool, DbError> {
    let kept = sql!(
        "INSERT INTO case_surveys (institution_id, case_id, ease, fair, words, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (institution_id, case_id) DO NOTHING"
    )
    .bind(survey.case)
    .bind(survey.ease)
    .bind(&survey.fair)
    .bind(&survey.words)
    .bind(survey.at)
    .run(tx)
    .await?;
    Ok(kept == 1)
}

/// Overwrites the words of some of the surveys that were filled in before, and says of how many; the scores stay, and so do
/// the words of a case that is held.
///
/// # Errors
/// Where the database fails.
pub async fn forget_survey_words(tx: &mut Tx, before: Timestamp, most: i64) -> Result<i64, DbError> {
    let gone = sql!(
        "UPDATE case_surveys SET words = '' WHERE institution_id = $1 AND words <> '' AND case_id IN (
             SELECT v.case_id FROM case_surveys v
              WHERE v.institution_id = $1 AND v.words <> '' AND v.at < $2
                AND NOT EXISTS (SELECT 1 FROM case_holds h
                     WHERE h.institution_id = $1 AND h.case_id = v.case_id AND h.lifted_at IS NULL)
              ORDER BY v.at LIMIT $3)"
    )
    .bind(before)
    .bind(most)
    .run(tx)
    .await?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}

/// How many surveys that were filled in before still hold words, but for cases that are held.
///
/// # Errors
/// Where the database fails.
pub async fn count_survey_words(tx: &mut Tx, before: Timestamp) -> Result<i64, DbError> {
    let found = sql!(
        "SELECT count(*) AS value FROM case_surveys v
          WHERE v.institution_id = $1 AND v.words <> '' AND v.at < $2
            AND NOT EXISTS (SELECT 1 FROM case_holds h
                 WHERE h.institution_id = $1 AND h.case_id = v.case_id AND h.lifted_at IS NULL)"
    )
    .bind(before)
    .scalar(tx)
    .await?;
    Ok(found.unwrap_or_default())
}

/// The last judgement of a case: `yes` or `no`, and what it was given on; a later answer asks anew.
pub(crate) async fn find_judged(tx: &mut Tx, case: CaseId) -> Result<Option<Timestamp>, DbError> {
    sql!(
        "SELECT max(at) AS value FROM journal WHERE institution_id = $1 AND subject_id = $2 AND kind = 'case.judged'"
    )
    .bind(case)
    .scalar::<Option<Timestamp>>(tx)
    .await
    .map(Option::flatten)
}
