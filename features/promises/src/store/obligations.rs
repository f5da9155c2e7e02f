//! Obligations as they are read; none of a case that whoever looks may not see.

use solits_db::{DbError, Tx, row, sql};
use solits_journal::ObligationRow;
use solits_kernel::ObligationId;
use uuid::Uuid;

use crate::{model::Place, part::Part};

row! { struct PlaceRow { opened_n: i64, id: Uuid } }

/// Where the obligations of one day stand after a place in it, the latest first: of one promise or all, one state or all,
/// one branch, channel and employee or all. Here and below the unit of the part is left to whoever asks, and a nil id
/// stands for none. Who may see them is asked by [`list_at`], for the few that a page has.
pub(crate) async fn list_places(
    tx: &mut Tx,
    norm: Option<&str>,
    state: Option<&str>,
    part: Part,
    after: Place,
    most: i64,
) -> Result<Vec<Place>, DbError> {
    let rows = sql!(
        "SELECT opened_n, id FROM obligations
          WHERE institution_id = $1 AND day = $2 AND (norm = $3 OR $3 IS NULL) AND (state = $4 OR $4 IS NULL)
            AND (coalesce(branch_id, $11) = $5 OR $5 IS NULL) AND (opened_n < $6 OR opened_n = $6 AND id < $7)
            AND (channel = $9 OR $9 IS NULL) AND (coalesce(employee_id, $11) = $10 OR $10 IS NULL)
          ORDER BY opened_n DESC, id DESC LIMIT $8"
    )
    .bind(after.day)
    .bind(norm)
    .bind(state)
    .bind(part.branch)
    .bind(after.opened_n)
    .bind(after.id)
    .bind(most)
    .bind(part.channel_name())
    .bind(part.employee)
    .bind(Uuid::nil())
    .all::<PlaceRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| Place { day: after.day, opened_n: row.opened_n, id: row.id }).collect())
}

/// The obligations at some places of one day, the latest first; none of a case that is hidden from whoever looks.
pub(crate) async fn list_at(tx: &mut Tx, day: i64, places: &[Place]) -> Result<Vec<ObligationRow>, DbError> {
    let ids: Vec<String> = places.iter().map(|place| place.id.simple().to_string()).collect();
    // SQLite keeps short ids in few bytes; PostgreSQL opens a list in its own way.
    sql!(
        sqlite ["SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations
          WHERE institution_id = $1 AND day = $2
            AND id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END)
                         FROM json_each($3))
            AND ", solits_db::subject_sight!("obligations.subject_id", 4, 5), "
          ORDER BY opened_n DESC, id DESC"],
        pg ["SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations
          WHERE institution_id = $1 AND day = $2
            AND id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($3 AS JSON)) AS UUID)))
            AND ", solits_db::subject_sight!("obligations.subject_id", 4, 5), "
          ORDER BY opened_n DESC, id DESC"]
    )
    .bind(day)
    .bind(serde_json::json!(ids).to_string())
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

/// Broken obligations of one promise after a place, the latest first: few, with an index of their own.
pub(crate) async fn list_breached(
    tx: &mut Tx,
    norm: &str,
    part: Part,
    from: i64,
    after: Place,
    most: i64,
) -> Result<Vec<ObligationRow>, DbError> {
    sql!(
        ["SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations
          WHERE institution_id = $1 AND norm = $2 AND day >= $3 AND day <= $4 AND state = 'breached'
            AND (coalesce(branch_id, $11) = $5 OR $5 IS NULL)
            AND (day < $4 OR opened_n < $6 OR opened_n = $6 AND id < $7)
            AND (channel = $9 OR $9 IS NULL) AND (coalesce(employee_id, $11) = $10 OR $10 IS NULL)
            AND ", solits_db::subject_sight!("obligations.subject_id", 12, 13), "
          ORDER BY day DESC, opened_n DESC, id DESC LIMIT $8"]
    )
    .bind(norm)
    .bind(from)
    .bind(after.day)
    .bind(part.branch)
    .bind(after.opened_n)
    .bind(after.id)
    .bind(most)
    .bind(part.channel_name())
    .bind(part.employee)
    .bind(Uuid::nil())
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

/// Obligations whose clock runs, after a place, the latest first: each has a moment at which the timer looks at it.
pub(crate) async fn list_open(
    tx: &mut Tx,
    norm: Option<&str>,
    part: Part,
    from: i64,
    after: Place,
    most: i64,
) -> Result<Vec<ObligationRow>, DbError> {
    sql!(
        ["SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations
          WHERE institution_id = $1 AND look_at IS NOT NULL AND look_at > 0 AND state = 'open'
            AND (norm = $2 OR $2 IS NULL) AND day >= $3 AND day <= $4
            AND (coalesce(branch_id, $11) = $5 OR $5 IS NULL)
            AND (day < $4 OR opened_n < $6 OR opened_n = $6 AND id < $7)
            AND (channel = $9 OR $9 IS NULL) AND (coalesce(employee_id, $11) = $10 OR $10 IS NULL)
            AND ", solits_db::subject_sight!("obligations.subject_id", 12, 13), "
          ORDER BY day DESC, opened_n DESC, id DESC LIMIT $8"]
    )
    .bind(norm)
    .bind(from)
    .bind(after.day)
    .bind(part.branch)
    .bind(after.opened_n)
    .bind(after.id)
    .bind(most)
    .bind(part.channel_name())
    .bind(part.employee)
    .bind(Uuid::nil())
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

/// One obligation, found by its day and id.
pub(crate) async fn find_obligation(
    tx: &mut Tx,
    day: i64,
    id: ObligationId,
) -> Result<Option<ObligationRow>, DbError> {
    sql!(
        ["SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations WHERE institution_id = $1 AND day = $2 AND id = $3
            AND ", solits_db::subject_sight!("obligations.subject_id", 4, 5)]
    )
    .bind(day)
    .bind(id)
    .bind_viewer(tx.viewer())
    .optional(tx)
    .await
}
