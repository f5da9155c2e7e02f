//! How the work of all institutions stands, for a monitoring system: counts and delays, no names and no ids.

use solits_db::{Db, DbError, Tx, global_sql, row, sql};
use solits_kernel::{InstitutionId, Scope, Timestamp};
use tokio::sync::Mutex;

/// Whoever asks more often is shown the same figures again: they are open to everybody who reaches the program.
const FRESH_MILLIS: i64 = 5_000;

/// Counts and delays of a database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Limits that have passed and are not recorded yet.
    pub overdue: i64,
    /// How long ago the first of them passed, in milliseconds.
    pub timer_lag: i64,
    /// How old the oldest entry of a journal is that no seal covers yet, in milliseconds.
    pub sealing_lag: i64,
    /// Obligations whose limit lies ahead.
    pub open: i64,
    /// Obligations whose limit has passed and which nobody has met since.
    pub late: i64,
}

/// The figures of a moment ago, one reader at a time.
#[derive(Debug, Default)]
pub(crate) struct Standings(Mutex<Option<(Timestamp, Standing)>>);

impl Standings {
    pub(crate) async fn get(&self, db: &Db, now: Timestamp) -> Result<Standing, DbError> {
        let mut kept = self.0.lock().await;
        if let Some((at, standing)) = *kept
            && (0..FRESH_MILLIS).contains(&now.since(at))
        {
            return Ok(standing);
        }
        let standing = read(db, now).await?;
        *kept = Some((now, standing));
        Ok(standing)
    }
}

row! {
    struct StateRow { state: String, how_many: i64 }
}

async fn read(db: &Db, now: Timestamp) -> Result<Standing, DbError> {
    let mut tx = db.read_global().await?;
    let mut standing =
        Standing { overdue: solits_journal::overdue(&mut tx, now).await?, ..Standing::default() };
    let first = global_sql!(
        "SELECT look_at AS value FROM obligations WHERE look_at IS NOT NULL ORDER BY look_at LIMIT 1"
    )
    .scalar::<Timestamp>(&mut tx)
    .await?;
    standing.timer_lag = first.map_or(0, |first| now.since(first).max(0));
    for institution in solits_journal::institutions(&mut tx).await? {
        of_one(&mut tx, institution, now, &mut standing).await?;
    }
    Ok(standing)
}

/// Adds what one institution has.
async fn of_one(
    tx: &mut Tx,
    institution: InstitutionId,
    now: Timestamp,
    standing: &mut Standing,
) -> Result<(), DbError> {
    tx.enter(Scope::of_job(institution));
    let sealed = sql!(
        "SELECT last_n AS value FROM journal_seals WHERE institution_id = $1 ORDER BY number DESC LIMIT 1"
    )
    .scalar::<i64>(tx)
    .await?;
    let unsealed =
        sql!("SELECT at AS value FROM journal WHERE institution_id = $1 AND n > $2 ORDER BY n LIMIT 1")
            .bind(sealed.unwrap_or_default())
            .scalar::<Timestamp>(tx)
            .await?;
    let lag = unsealed.map_or(0, |at| now.since(at));
    standing.sealing_lag = standing.sealing_lag.max(lag);
    // As the index of what is still going on has it, so that nothing else is read.
    let states = sql!(
        "SELECT state, count(*) AS how_many FROM obligations
          WHERE institution_id = $1 AND (state = 'open' OR met_late_at IS NULL AND state = 'breached')
          GROUP BY state"
    )
    .all::<StateRow>(tx)
    .await?;
    for row in states {
        match row.state.as_str() {
            "open" => standing.open += row.how_many,
            _ => standing.late += row.how_many,
        }
    }
    Ok(())
}
