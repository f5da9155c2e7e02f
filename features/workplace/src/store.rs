//! The day of a branch, the checks of an employee, and the desk of a session in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, CounterId, DeviceId, EmployeeId, LineId, SessionId, TicketId, Timestamp};
use uuid::Uuid;

use crate::timeline::{Course, Opens, Stay, Turn};

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
    struct StayRow {
        status: String, taken_at: Timestamp, called_at: Option<Timestamp>, ended_at: Option<Timestamp>,
        offered_from: Timestamp, wait_ms: i64, serve_ms: i64, returned_by: Option<CounterId>,
    }
}

/// The tickets of a branch on a day, as far as their waiting goes; those issued by mistake left off.
pub(crate) async fn list_stays(tx: &mut Tx, branch: BranchId, day: i64) -> Result<Vec<Stay>, DbError> {
    let rows = sql!(
        "SELECT status, taken_at, called_at, ended_at, offered_from, wait_ms, serve_ms, returned_by FROM tickets
          WHERE institution_id = $1 AND branch_id = $2 AND day = $3 AND status <> 'mistake'"
    )
    .bind(branch)
    .bind(day)
    .all::<StayRow>(tx)
    .await?;
    Ok(rows.iter().map(stay).collect())
}

fn stay(row: &StayRow) -> Stay {
    let waits = row.status == "waiting";
    // Served and yet not finished by a first call: set aside, or passed on by a desk.
    let again = row.returned_by.is_some() || row.status == "parked" || (waits && row.serve_ms > 0);
    Stay {
        taken_at: row.taken_at,
        called_at: row.called_at,
        ended_at: row.ended_at,
        offered_from: row.offered_from,
        wait_ms: row.wait_ms,
        course: match (waits, again) {
            (true, true) => Course::WaitingAgain,
            (true, false) => Course::Waiting,
            (false, true) => Course::Interrupted,
            (false, false) => Course::Straight,
        },
    }
}

row! {
    struct TurnRow { counter: CounterId, at: Timestamp, kind: String }
}

/// No branch's day is further back in the journal than so many entries of the whole institution.
const ENTRIES_OF_A_DAY: i64 = 200_000;

/// When the counters of a branch were opened, paused and closed since an instant.
pub(crate) async fn list_turns(
    tx: &mut Tx,
    branch: BranchId,
    since: Timestamp,
) -> Result<Vec<(CounterId, Turn)>, DbError> {
    let last = sql!("SELECT coalesce(max(n), 0) AS value FROM journal WHERE institution_id = $1")
        .scalar::<i64>(tx)
        .await?;
    let rows = sql!(
        "SELECT c.id AS counter, j.at, j.kind
           FROM counters c JOIN journal j ON j.institution_id = c.institution_id AND j.subject_id = c.id
          WHERE c.institution_id = $1 AND c.branch_id = $2 AND j.n > $3 AND j.at >= $4
          ORDER BY j.n"
    )
    .bind(branch)
    .bind(last.unwrap_or_default() - ENTRIES_OF_A_DAY)
    .bind(since)
    .all::<TurnRow>(tx)
    .await?;
    let opens = |kind: &str| match kind {
        "counter.opened" | "counter.resumed" => Some(Opens::Yes),
        "counter.paused" | "counter.closed" | "counter.back_office" => Some(Opens::No),
        _ => None,
    };
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((row.counter, Turn { at: row.at, opens: opens(&row.kind)? })))
        .collect())
}
