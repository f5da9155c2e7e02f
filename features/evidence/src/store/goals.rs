//! What was reached of the goals.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};

use crate::model::{
    given::{GoalKey, GoalResult, ResultId},
    period::Period,
};

row! {
    struct Row {
        id: ResultId, document: String, paragraph: String, client_group: String, from_on: i64, until_on: i64,
        mark: Option<i64>, result: String, source: String, entered_at: Timestamp, entered_by: EmployeeId,
    }
}

/// Every result, the latest days first, of the same days the one entered last.
pub(crate) async fn list_results(tx: &mut Tx) -> Result<Vec<GoalResult>, DbError> {
    let rows: Vec<Row> = sql!(
        "SELECT id, document, paragraph, client_group, from_on, until_on, mark, result, source, entered_at, entered_by
           FROM goal_results WHERE institution_id = $1 ORDER BY until_on DESC, from_on DESC, entered_at DESC, id DESC"
    )
    .all(tx)
    .await?;
    let result = |row: Row| GoalResult {
        id: row.id,
        goal: GoalKey { document: row.document, paragraph: row.paragraph, group: row.client_group },
        days: Period { from: row.from_on, until: row.until_on },
        mark: row.mark,
        result: row.result,
        source: row.source,
        entered_at: row.entered_at,
        entered_by: row.entered_by,
    };
    Ok(rows.into_iter().map(result).collect())
}

/// Enters a result.
pub(crate) async fn insert_result(tx: &mut Tx, result: &GoalResult) -> Result<(), DbError> {
    sql!(
        "INSERT INTO goal_results (institution_id, id, document, paragraph, client_group, from_on, until_on, mark,
                result, source, entered_at, entered_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    )
    .bind(result.id)
    .bind(&result.goal.document)
    .bind(&result.goal.paragraph)
    .bind(&result.goal.group)
    .bind(result.days.from)
    .bind(result.days.until)
    .bind(result.mark)
    .bind(&result.result)
    .bind(&result.source)
    .bind(result.entered_at)
    .bind(result.entered_by)
    .run(tx)
    .await?;
    Ok(())
}
