//! Suggestions about the standard.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};
use solits_standard::Origin;

use crate::model::suggestion::{Answer, Suggestion, SuggestionId, Target, Verdict};

/// So many answered suggestions are listed at most; those before them stay in the database.
const MOST_ANSWERED: i64 = 200;

row! {
    struct Row {
        id: SuggestionId, version: i64, document: String, paragraph: String, norm: String, proposal: String,
        proposed_at: Timestamp, proposed_by: EmployeeId, verdict: Option<String>, answer: String,
        answered_at: Option<Timestamp>, answered_by: Option<EmployeeId>, taken_up_in: Option<i64>,
    }
}

impl TryFrom<Row> for Suggestion {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let answer = match (row.verdict, row.answered_at, row.answered_by) {
            (Some(code), Some(at), Some(by)) => {
                let verdict =
                    Verdict::of(&code).ok_or_else(|| DbError::Corrupt(format!("suggestion {}", row.id)))?;
                Some(Answer { verdict, words: row.answer, at, by, taken_up_in: row.taken_up_in })
            }
            _ => None,
        };
        Ok(Self {
            id: row.id,
            version: row.version,
            target: Target {
                origin: Origin { document: row.document, paragraph: row.paragraph },
                norm: row.norm,
            },
            proposal: row.proposal,
            proposed_at: row.proposed_at,
            proposed_by: row.proposed_by,
            answer,
        })
    }
}

fn suggestions(rows: Vec<Row>) -> Result<Vec<Suggestion>, DbError> {
    rows.into_iter().map(Suggestion::try_from).collect()
}

/// What somebody proposed, the latest first.
pub(crate) async fn list_suggestions_by(
    tx: &mut Tx,
    employee: EmployeeId,
) -> Result<Vec<Suggestion>, DbError> {
    let rows = sql!(
        "SELECT id, version, document, paragraph, norm, proposal, proposed_at, proposed_by, verdict, answer, answered_at,
                answered_by, taken_up_in
           FROM standard_suggestions WHERE institution_id = $1 AND proposed_by = $2
          ORDER BY proposed_at DESC, id DESC LIMIT $3"
    )
    .bind(employee)
    .bind(MOST_ANSWERED)
    .all(tx)
    .await?;
    suggestions(rows)
}

/// What waits for an answer, the longest waiting first.
pub(crate) async fn list_unanswered(tx: &mut Tx) -> Result<Vec<Suggestion>, DbError> {
    let rows = sql!(
        "SELECT id, version, document, paragraph, norm, proposal, proposed_at, proposed_by, verdict, answer, answered_at,
                answered_by, taken_up_in
           FROM standard_suggestions WHERE institution_id = $1 AND verdict IS NULL ORDER BY proposed_at, id"
    )
    .all(tx)
    .await?;
    suggestions(rows)
}

/// What was answered, the latest answer first.
pub(crate) async fn list_answered(tx: &mut Tx) -> Result<Vec<Suggestion>, DbError> {
    let rows = sql!(
        "SELECT id, version, document, paragraph, norm, proposal, proposed_at, proposed_by, verdict, answer, answered_at,
                answered_by, taken_up_in
           FROM standard_suggestions WHERE institution_id = $1 AND verdict IS NOT NULL
          ORDER BY answered_at DESC, id DESC LIMIT $2"
    )
    .bind(MOST_ANSWERED)
    .all(tx)
    .await?;
    suggestions(rows)
}

/// A suggestion.
pub(crate) async fn find_suggestion(tx: &mut Tx, id: SuggestionId) -> Result<Option<Suggestion>, DbError> {
    sql!(
        "SELECT id, version, document, paragraph, norm, proposal, proposed_at, proposed_by, verdict, answer, answered_at,
                answered_by, taken_up_in
           FROM standard_suggestions WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional::<Row>(tx)
    .await?
    .map(Suggestion::try_from)
    .transpose()
}

/// Enters a suggestion without an answer.
pub(crate) async fn insert_suggestion(tx: &mut Tx, suggestion: &Suggestion) -> Result<(), DbError> {
    sql!(
        "INSERT INTO standard_suggestions (institution_id, id, version, document, paragraph, norm, proposal, proposed_at,
                proposed_by, answer)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')"
    )
    .bind(suggestion.id)
    .bind(suggestion.version)
    .bind(&suggestion.target.origin.document)
    .bind(&suggestion.target.origin.paragraph)
    .bind(&suggestion.target.norm)
    .bind(&suggestion.proposal)
    .bind(suggestion.proposed_at)
    .bind(suggestion.proposed_by)
    .run(tx)
    .await?;
    Ok(())
}

/// Answers a suggestion. `false` when it was answered before.
pub(crate) async fn answer(tx: &mut Tx, id: SuggestionId, answer: &Answer) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE standard_suggestions SET verdict = $3, answer = $4, answered_at = $5, answered_by = $6
          WHERE institution_id = $1 AND id = $2 AND verdict IS NULL"
    )
    .bind(id)
    .bind(answer.verdict.code())
    .bind(&answer.words)
    .bind(answer.at)
    .bind(answer.by)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Says into which version an accepted suggestion was taken up. `false` when that was said before, or it was not accepted.
pub(crate) async fn take_up(tx: &mut Tx, id: SuggestionId, version: i64) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE standard_suggestions SET taken_up_in = $3
          WHERE institution_id = $1 AND id = $2 AND verdict = 'accepted' AND taken_up_in IS NULL"
    )
    .bind(id)
    .bind(version)
    .run(tx)
    .await?;
    Ok(changed == 1)
}
