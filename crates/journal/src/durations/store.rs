//! Roll-ups of durations as they are stored: a day and a month of a branch, each in one value.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::BranchId;

use super::{Cells, roll::Unit};
use crate::store::StoredEntry;

row! {
    struct PeriodRow { branch_id: BranchId, period: i64, cells: Vec<u8> }
}

/// The visits of a branch on some days, both counted: each day that has any, with its number.
pub async fn durations_of_days(
    tx: &mut Tx,
    branch: BranchId,
    from: i64,
    to: i64,
) -> Result<Vec<(i64, Cells)>, DbError> {
    let rows = sql!(
        "SELECT branch_id, day AS period, cells FROM duration_days
          WHERE institution_id = $1 AND branch_id = $2 AND day >= $3 AND day <= $4 ORDER BY day"
    )
    .bind(branch)
    .bind(from)
    .bind(to)
    .all::<PeriodRow>(tx)
    .await?;
    rows.into_iter().map(|row| Ok((row.period, read(&row)?))).collect()
}

/// The visits of some months, both counted, of one branch or all: branch, month and its visits by employee.
pub async fn durations_of_months(
    tx: &mut Tx,
    from: i64,
    to: i64,
    branch: Option<BranchId>,
) -> Result<Vec<(BranchId, i64, Cells)>, DbError> {
    let rows = sql!(
        "SELECT branch_id, month AS period, cells FROM duration_months
          WHERE institution_id = $1 AND month >= $2 AND month <= $3 AND (branch_id = $4 OR $4 IS NULL)
          ORDER BY month, branch_id"
    )
    .bind(from)
    .bind(to)
    .bind(branch)
    .all::<PeriodRow>(tx)
    .await?;
    rows.into_iter().map(|row| Ok((row.branch_id, row.period, read(&row)?))).collect()
}

fn read(row: &PeriodRow) -> Result<Cells, DbError> {
    Cells::from_bytes(&row.cells).ok_or_else(|| {
        DbError::Corrupt(format!("durations of branch {} in period {}", row.branch_id, row.period))
    })
}

/// Stores the visits of a branch in one period; without visits none is kept.
pub(super) async fn save(
    tx: &mut Tx,
    unit: Unit,
    branch: BranchId,
    period: i64,
    cells: &Cells,
) -> Result<(), DbError> {
    if cells.is_empty() {
        let delete = match unit {
            Unit::Day => {
                sql!("DELETE FROM duration_days WHERE institution_id = $1 AND branch_id = $2 AND day = $3")
            }
            Unit::Month => {
                sql!(
                    "DELETE FROM duration_months WHERE institution_id = $1 AND branch_id = $2 AND month = $3"
                )
            }
        };
        delete.bind(branch).bind(period).run(tx).await?;
        return Ok(());
    }
    let save = match unit {
        Unit::Day => sql!(
            "INSERT INTO duration_days (institution_id, branch_id, day, cells) VALUES ($1, $2, $3, $4)
             ON CONFLICT (institution_id, branch_id, day) DO UPDATE SET cells = excluded.cells"
        ),
        Unit::Month => sql!(
            "INSERT INTO duration_months (institution_id, branch_id, month, cells) VALUES ($1, $2, $3, $4)
             ON CONFLICT (institution_id, month, branch_id) DO UPDATE SET cells = excluded.cells"
        ),
    };
    save.bind(branch).bind(period).bind(cells.to_bytes()).run(tx).await?;
    Ok(())
}

/// Takes hold of the roll-ups of the transaction's institution: the number of the last entry they count. `None` while
/// another node is at work on them.
pub(super) async fn hold(tx: &mut Tx) -> Result<Option<i64>, DbError> {
    let held = find_held(tx).await?;
    if held.is_some() {
        return Ok(held);
    }
    let new = sql!(
        "INSERT INTO duration_roll_ups (institution_id, upto_n) VALUES ($1, 0)
         ON CONFLICT (institution_id) DO NOTHING"
    )
    .run(tx)
    .await?;
    Ok((new > 0).then_some(0))
}

async fn find_held(tx: &mut Tx) -> Result<Option<i64>, DbError> {
    sql!(
        sqlite "SELECT upto_n AS value FROM duration_roll_ups WHERE institution_id = $1",
        pg "SELECT upto_n AS value FROM duration_roll_ups WHERE institution_id = $1 FOR UPDATE SKIP LOCKED"
    )
    .scalar::<i64>(tx)
    .await
}

/// The number of the last entry that the roll-ups count.
pub(crate) async fn rolled_up_to(tx: &mut Tx) -> Result<i64, DbError> {
    let upto = sql!("SELECT upto_n AS value FROM duration_roll_ups WHERE institution_id = $1")
        .scalar::<i64>(tx)
        .await?;
    Ok(upto.unwrap_or_default())
}

/// Says that the roll-ups count every entry up to number `n`; for whoever writes them together with a history.
pub async fn set_rolled_up_to(tx: &mut Tx, n: i64) -> Result<(), DbError> {
    sql!(
        "INSERT INTO duration_roll_ups (institution_id, upto_n) VALUES ($1, $2)
         ON CONFLICT (institution_id) DO UPDATE SET upto_n = excluded.upto_n"
    )
    .bind(n)
    .run(tx)
    .await?;
    Ok(())
}

/// The number of the last of up to `most` entries after `after`, none of them beyond `upto`.
pub(crate) async fn last_of(tx: &mut Tx, after: i64, upto: i64, most: i64) -> Result<Option<i64>, DbError> {
    sql!(
        "SELECT n AS value FROM (SELECT n FROM journal WHERE institution_id = $1 AND n > $2 AND n <= $3 ORDER BY n LIMIT $4) batch
          ORDER BY n DESC LIMIT 1"
    )
    .bind(after)
    .bind(upto)
    .bind(most)
    .scalar::<i64>(tx)
    .await
}

/// The whole histories, up to entry `upto`, of the tickets whose durations entries after `after` may have changed: by
/// ticket, oldest first.
pub(super) async fn list_histories(tx: &mut Tx, after: i64, upto: i64) -> Result<Vec<StoredEntry>, DbError> {
    sql!(
        "SELECT j.n, j.at, j.kind, j.subject_id, j.actor, j.actor_id, j.branch_id, j.facts
           FROM (SELECT DISTINCT subject_id FROM journal
                  WHERE institution_id = $1 AND n > $2 AND n <= $3
                    AND kind IN ('ticket.finished', 'F', 'ticket.undone', 'ticket.time_corrected')) moved
           JOIN journal j ON j.institution_id = $1 AND j.subject_id = moved.subject_id
          WHERE j.n <= $3 ORDER BY j.subject_id, j.n"
    )
    .bind(after)
    .bind(upto)
    .all(tx)
    .await
}
