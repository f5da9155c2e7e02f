//! The times of a reception as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, Timestamp};
use solits_written::feedback::Reception;

row! {
    struct TimeRow { at: Timestamp, place: String, chosen_at: Option<Timestamp> }
}

/// A reception offered in a case, and where it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offered {
    pub(crate) reception: Reception,
    /// Where, and who receives.
    pub(crate) place: String,
}

/// The reception that was offered last; one without times where none was.
pub(crate) async fn find_reception(tx: &mut Tx, case: CaseId) -> Result<Offered, DbError> {
    let rows = sql!(
        "SELECT at, place, chosen_at FROM feedback_receptions WHERE institution_id = $1 AND case_id = $2 ORDER BY at"
    )
    .bind(case)
    .all::<TimeRow>(tx)
    .await?;
    let chosen = rows.iter().find(|row| row.chosen_at.is_some()).map(|row| row.at);
    Ok(Offered {
        reception: Reception::of(rows.iter().map(|row| row.at).collect(), chosen),
        place: rows.into_iter().next().map(|row| row.place).unwrap_or_default(),
    })
}

/// Puts an offer in the place of the one before; `false` where the author has just chosen a time that is to come.
pub(crate) async fn put_reception(
    tx: &mut Tx,
    case: CaseId,
    offered: &Offered,
    now: Timestamp,
) -> Result<bool, DbError> {
    sql!(
        "DELETE FROM feedback_receptions
          WHERE institution_id = $1 AND case_id = $2 AND (chosen_at IS NULL OR at <= $3)"
    )
    .bind(case)
    .bind(now)
    .run(tx)
    .await?;
    if !find_reception(tx, case).await?.reception.times().is_empty() {
        return Ok(false);
    }
    for at in offered.reception.times() {
        sql!("INSERT INTO feedback_receptions (institution_id, case_id, at, place) VALUES ($1, $2, $3, $4)")
            .bind(case)
            .bind(*at)
            .bind(&offered.place)
            .run(tx)
            .await?;
    }
    Ok(true)
}

/// Keeps which time was chosen; `false` where it is offered no more, or one was chosen before.
pub(crate) async fn choose_time(
    tx: &mut Tx,
    case: CaseId,
    at: Timestamp,
    now: Timestamp,
) -> Result<bool, DbError> {
    let chosen = sql!(
        "UPDATE feedback_receptions SET chosen_at = $4
          WHERE institution_id = $1 AND case_id = $2 AND at = $3 AND chosen_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM feedback_receptions o
                             WHERE o.institution_id = $1 AND o.case_id = $2 AND o.chosen_at IS NOT NULL)"
    )
    .bind(case)
    .bind(at)
    .bind(now)
    .run(tx)
    .await?;
    Ok(chosen == 1)
}
