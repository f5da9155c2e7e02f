//! The day of a branch, the checks of an employee, and the desk of a session in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, CounterId, DeviceId, EmployeeId, LineId, SessionId, TicketId, Timestamp};
use uuid::Uuid;

/// Binds a session to the desk it works at.
pub(crate) async fn set_session_counter(
    tx: &mut Tx,
    session: SessionId,
    counter: Option<CounterId>,
) -> Result<(), DbError> {
    sql!("UPDATE sessions SET counter_id = $3 WHERE institution_id = $1 AND id = $2")
        .bind(session)
        .bind(counter)
        .run(tx)
        .await?;
    Ok(())
}

/// When an employee confirmed the start-of-day checks of a day.
pub(crate) async fn find_day_check(
    tx: &mut Tx,
    employee: EmployeeId,
    day: i64,
) -> Result<Option<Timestamp>, DbError> {
    sql!(
        "SELECT done_at AS value FROM day_checks WHERE institution_id = $1 AND employee_id = $2 AND day = $3"
    )
    .bind(employee)
    .bind(day)
    .scalar(tx)
    .await
}

/// Keeps what an employee confirmed.
pub(crate) async fn insert_day_check(
    tx: &mut Tx,
    employee: EmployeeId,
    day: i64,
    ticked: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO day_checks (institution_id, employee_id, day, ticked, done_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (institution_id, employee_id, day) DO UPDATE SET ticked = excluded.ticked"
    )
    .bind(employee)
    .bind(day)
    .bind(ticked)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// A branch on one day.
    #[derive(Clone, Debug)]
    pub(crate) struct BranchDay {
        pub(crate) id: Uuid, pub(crate) opens_at: Option<Timestamp>, pub(crate) closes_at: Option<Timestamp>,
        pub(crate) doors_opened_at: Option<Timestamp>, pub(crate) closing_warned_at: Option<Timestamp>,
        pub(crate) ended_at: Option<Timestamp>,
    }
}

/// The day of a branch, once it has begun.
pub(crate) async fn find_branch_day(
    tx: &mut Tx,
    branch: BranchId,
    day: i64,
) -> Result<Option<BranchDay>, DbError> {
    sql!(
        "SELECT id, opens_at, closes_at, doors_opened_at, closing_warned_at, ended_at
           FROM branch_days WHERE institution_id = $1 AND branch_id = $2 AND day = $3"
    )
    .bind(branch)
    .bind(day)
    .optional(tx)
    .await
}

/// Begins the day of a branch. `false` when another node has.
pub(crate) async fn begin_day(
    tx: &mut Tx,
    branch: BranchId,
    day: i64,
    id: Uuid,
    opens_at: Timestamp,
    closes_at: Timestamp,
    at: Timestamp,
) -> Result<bool, DbError> {
    let made = sql!(
        "INSERT INTO branch_days (institution_id, branch_id, day, id, opens_at, closes_at, started_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (institution_id, branch_id, day) DO NOTHING"
    )
    .bind(branch)
    .bind(day)
    .bind(id)
    .bind(opens_at)
    .bind(closes_at)
    .bind(at)
    .run(tx)
    .await?;
    Ok(made == 1)
}

/// Records that the doors were opened, once.
pub(crate) async fn open_doors(
    tx: &mut Tx,
    branch: BranchId,
    day: i64,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE branch_days SET doors_opened_at = $4
          WHERE institution_id = $1 AND branch_id = $2 AND day = $3 AND doors_opened_at IS NULL"
    )
    .bind(branch)
    .bind(day)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Records the warning before closing, once.
pub(crate) async fn warn_of_closing(
    tx: &mut Tx,
    branch: BranchId,
    day: i64,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE branch_days SET closing_warned_at = $4
          WHERE institution_id = $1 AND branch_id = $2 AND day = $3 AND closing_warned_at IS NULL"
    )
    .bind(branch)
    .bind(day)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Ends the day of a branch, once.
pub(crate) async fn end_day(tx: &mut Tx, branch: BranchId, day: i64, at: Timestamp) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE branch_days SET ended_at = $4
          WHERE institution_id = $1 AND branch_id = $2 AND day = $3 AND ended_at IS NULL"
    )
    .bind(branch)
    .bind(day)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

row! {
    /// A kiosk of a branch.
    pub(crate) struct Kiosk { pub(crate) id: DeviceId, pub(crate) name: String, pub(crate) prints: bool }
}

/// The kiosks of a branch by name, those put out of use left off.
pub(crate) async fn list_kiosks(tx: &mut Tx, branch: BranchId) -> Result<Vec<Kiosk>, DbError> {
    sql!(
        "SELECT id, name, prints FROM devices
          WHERE institution_id = $1 AND branch_id = $2 AND kind = 'kiosk' AND revoked_at IS NULL ORDER BY name, id"
    )
    .bind(branch)
    .all(tx)
    .await
}

/// Sets whether a kiosk prints tickets by itself, and tells its branch; `None` where there is no such kiosk.
pub(crate) async fn set_prints(
    tx: &mut Tx,
    kiosk: DeviceId,
    prints: bool,
) -> Result<Option<BranchId>, DbError> {
    sql!(
        "UPDATE devices SET prints = $3 WHERE institution_id = $1 AND id = $2 AND kind = 'kiosk' AND revoked_at IS NULL
         RETURNING branch_id AS value"
    )
    .bind(kiosk)
    .bind(prints)
    .scalar(tx)
    .await
}

row! {
    /// A ticket finished today.
    pub(crate) struct Finished {
        pub(crate) id: TicketId, pub(crate) letter: String, pub(crate) number: i64, pub(crate) line_id: LineId,
        pub(crate) ended_at: Timestamp, pub(crate) serve_ms: i64, pub(crate) inaccurate: bool,
    }
}

/// The latest tickets finished at a branch, for *this time is wrong*.
pub(crate) async fn list_finished(
    tx: &mut Tx,
    branch: BranchId,
    day: i64,
    most: i64,
) -> Result<Vec<Finished>, DbError> {
    sql!(
        "SELECT id, letter, number, line_id, ended_at, serve_ms, inaccurate FROM tickets
          WHERE institution_id = $1 AND branch_id = $2 AND day = $3 AND status = 'finished' AND ended_at IS NOT NULL
          ORDER BY ended_at DESC LIMIT $4"
    )
    .bind(branch)
    .bind(day)
    .bind(most)
    .all(tx)
    .await
}

row! {
    /// A call out of order.
    pub(crate) struct OutOfOrder { pub(crate) at: Timestamp, pub(crate) facts: String }
}

/// Today's calls out of order at a branch, latest first.
pub(crate) async fn list_out_of_order(
    tx: &mut Tx,
    branch: BranchId,
    from: Timestamp,
    most: i64,
) -> Result<Vec<OutOfOrder>, DbError> {
    let last = sql!("SELECT coalesce(max(n), 0) AS value FROM journal WHERE institution_id = $1")
        .scalar::<i64>(tx)
        .await?;
    // The journal is ordered by number: a day's entries are among its latest, so the search is bounded from behind.
    sql!(
        "SELECT at, facts FROM journal
          WHERE institution_id = $1 AND n > $2 AND branch_id = $3 AND kind = 'ticket.called' AND at >= $4
            AND facts LIKE '%\"out_of_order\":true%'
          ORDER BY n DESC LIMIT $5"
    )
    .bind(last.unwrap_or_default() - 20_000)
    .bind(branch)
    .bind(from)
    .bind(most)
    .all(tx)
    .await
}
