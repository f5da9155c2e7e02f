//! Roll-ups and obligations as they are read.
//!
//! Days of one promise are given to the engine one by one (`WITH RECURSIVE`), so that it seeks each of them in the primary
//! key instead of walking through everything between the first and the last.

use solits_db::{DbError, Tx, row, sql};
use solits_journal::ObligationRow;
use solits_kernel::{BranchId, EmployeeId, ObligationId};
use uuid::Uuid;

use crate::{
    model::{Days, Kept, Place},
    part::Part,
};

row! {
    /// A month of a promise.
    pub(crate) struct MonthRow {
        pub(crate) month: i64, pub(crate) norm: String, pub(crate) met: i64, pub(crate) breached: i64, pub(crate) waived: i64,
    }
}

impl MonthRow {
    pub(crate) const fn kept(&self) -> Kept {
        Kept { met: self.met, breached: self.breached, waived: self.waived }
    }
}

/// Every promise by month, from one month to another, of one branch or all.
pub(crate) async fn list_months(
    tx: &mut Tx,
    from: i64,
    to: i64,
    branch: Option<BranchId>,
) -> Result<Vec<MonthRow>, DbError> {
    sql!(
        "SELECT month, norm, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                CAST(sum(waived) AS BIGINT) AS waived
           FROM measure_months
          WHERE institution_id = $1 AND month >= $2 AND month <= $3 AND (CAST($4 AS UUID) IS NULL OR branch_id = $4)
          GROUP BY month, norm ORDER BY month, norm"
    )
    .bind(from)
    .bind(to)
    .bind(branch)
    .all(tx)
    .await
}

row! {
    /// What somebody had part in of a promise.
    pub(crate) struct OwnRow { pub(crate) norm: String, pub(crate) met: i64, pub(crate) breached: i64, pub(crate) waived: i64 }
}

impl OwnRow {
    pub(crate) const fn kept(&self) -> Kept {
        Kept { met: self.met, breached: self.breached, waived: self.waived }
    }
}

/// What somebody had part in of each promise or of one, in some months, of one branch and channel or all.
pub(crate) async fn list_own(
    tx: &mut Tx,
    employee: EmployeeId,
    norm: Option<&str>,
    (from, to): (i64, i64),
    part: Part,
) -> Result<Vec<OwnRow>, DbError> {
    sql!(
        "SELECT norm, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                CAST(sum(waived) AS BIGINT) AS waived
           FROM measure_months
          WHERE institution_id = $1 AND month >= $2 AND month <= $3 AND employee_id = $4 AND (norm = $5 OR $5 IS NULL)
            AND (branch_id = $6 OR $6 IS NULL) AND (channel = $7 OR $7 IS NULL)
          GROUP BY norm ORDER BY norm"
    )
    .bind(from)
    .bind(to)
    .bind(employee)
    .bind(norm)
    .bind(part.branch)
    .bind(part.channel_name())
    .all(tx)
    .await
}

row! {
    /// A cell of the roll-up by day or by month.
    #[derive(Clone)]
    pub(crate) struct CellRow {
        pub(crate) period: i64, pub(crate) norm: String, pub(crate) branch_id: Uuid, pub(crate) channel: String,
        /// Who; nothing where employees were summed up, the nil id for nobody.
        pub(crate) employee_id: Option<Uuid>,
        pub(crate) met: i64, pub(crate) breached: i64, pub(crate) waived: i64,
    }
}

impl CellRow {
    pub(crate) const fn kept(&self) -> Kept {
        Kept { met: self.met, breached: self.breached, waived: self.waived }
    }
}

/// One promise by month, branch and channel, and by employee where they are told apart.
///
/// The norm is asked for within `coalesce` so that rows are summed up in the order of the primary key, as they are read;
/// sorting them first takes four times as long as passing over the other promises.
pub(crate) async fn list_norm_months(
    tx: &mut Tx,
    norm: &str,
    from: i64,
    to: i64,
    split: Split,
) -> Result<Vec<CellRow>, DbError> {
    let statement = match split {
        Split::ByEmployee => sql!(
            "SELECT month AS period, norm, branch_id, channel, employee_id, CAST(sum(met) AS BIGINT) AS met,
                    CAST(sum(breached) AS BIGINT) AS breached, CAST(sum(waived) AS BIGINT) AS waived
               FROM measure_months
              WHERE institution_id = $1 AND month >= $2 AND month <= $3 AND coalesce(norm, '') = $4
              GROUP BY month, norm, standard, branch_id, channel, employee_id"
        ),
        Split::Summed => sql!(
            "SELECT month AS period, norm, branch_id, channel, CAST(NULL AS UUID) AS employee_id,
                    CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                    CAST(sum(waived) AS BIGINT) AS waived
               FROM measure_months
              WHERE institution_id = $1 AND month >= $2 AND month <= $3 AND coalesce(norm, '') = $4
              GROUP BY month, norm, standard, branch_id, channel"
        ),
    };
    statement.bind(from).bind(to).bind(norm).all(tx).await
}

row! {
    /// A day of one promise, of one employee or all.
    pub(crate) struct DayRow {
        pub(crate) day: i64, pub(crate) employee_id: Option<Uuid>,
        pub(crate) met: i64, pub(crate) breached: i64, pub(crate) waived: i64,
    }
}

impl DayRow {
    pub(crate) const fn kept(&self) -> Kept {
        Kept { met: self.met, breached: self.breached, waived: self.waived }
    }
}

/// Whether employees are told apart or summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    ByEmployee,
    Summed,
}

impl Split {
    const fn number(self) -> i64 {
        match self {
            Self::ByEmployee => 1,
            Self::Summed => 0,
        }
    }
}

/// One promise by day, the latest first, of one branch, channel and employee or all; the unit of the part is left to
/// whoever asks.
pub(crate) async fn list_days(
    tx: &mut Tx,
    norm: &str,
    days: Days,
    part: Part,
    split: Split,
) -> Result<Vec<DayRow>, DbError> {
    sql!(
        "WITH RECURSIVE days(n) AS (SELECT CAST($2 AS BIGINT) UNION ALL SELECT n + 1 FROM days WHERE n < $3)
         SELECT m.day, CASE WHEN CAST($8 AS BIGINT) = 1 THEN m.employee_id END AS employee_id,
                CAST(sum(m.met) AS BIGINT) AS met, CAST(sum(m.breached) AS BIGINT) AS breached,
                CAST(sum(m.waived) AS BIGINT) AS waived
           FROM days CROSS JOIN measures m
          WHERE m.institution_id = $1 AND m.day = days.n AND m.norm = $4 AND (m.branch_id = $5 OR $5 IS NULL)
            AND (m.channel = $6 OR $6 IS NULL) AND (m.employee_id = $7 OR $7 IS NULL)
          GROUP BY 1, 2 ORDER BY 1 DESC"
    )
    .bind(days.from)
    .bind(days.to)
    .bind(norm)
    .bind(part.branch)
    .bind(part.channel_name())
    .bind(part.employee)
    .bind(split.number())
    .all(tx)
    .await
}

/// Cells by day of one promise or all, of one branch, channel and employee or all; the unit of the part is left to
/// whoever asks.
pub(crate) async fn list_day_cells(
    tx: &mut Tx,
    norm: Option<&str>,
    days: Days,
    part: Part,
    split: Split,
) -> Result<Vec<CellRow>, DbError> {
    sql!(
        "SELECT day AS period, norm, branch_id, channel, CASE WHEN CAST($8 AS BIGINT) = 1 THEN employee_id END AS employee_id,
                CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                CAST(sum(waived) AS BIGINT) AS waived
           FROM measures
          WHERE institution_id = $1 AND day >= $2 AND day <= $3 AND (norm = $4 OR $4 IS NULL)
            AND (branch_id = $5 OR $5 IS NULL) AND (channel = $6 OR $6 IS NULL) AND (employee_id = $7 OR $7 IS NULL)
          GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4"
    )
    .bind(days.from)
    .bind(days.to)
    .bind(norm)
    .bind(part.branch)
    .bind(part.channel_name())
    .bind(part.employee)
    .bind(split.number())
    .all(tx)
    .await
}

/// The same by month.
pub(crate) async fn list_month_cells(
    tx: &mut Tx,
    norm: Option<&str>,
    (from, to): (i64, i64),
    part: Part,
    split: Split,
) -> Result<Vec<CellRow>, DbError> {
    sql!(
        "SELECT month AS period, norm, branch_id, channel, CASE WHEN CAST($8 AS BIGINT) = 1 THEN employee_id END AS employee_id,
                CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                CAST(sum(waived) AS BIGINT) AS waived
           FROM measure_months
          WHERE institution_id = $1 AND month >= $2 AND month <= $3 AND (norm = $4 OR $4 IS NULL)
            AND (branch_id = $5 OR $5 IS NULL) AND (channel = $6 OR $6 IS NULL) AND (employee_id = $7 OR $7 IS NULL)
          GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4"
    )
    .bind(from)
    .bind(to)
    .bind(norm)
    .bind(part.branch)
    .bind(part.channel_name())
    .bind(part.employee)
    .bind(split.number())
    .all(tx)
    .await
}

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
            AND NOT EXISTS (SELECT 1 FROM cases c
                  WHERE c.institution_id = $1 AND c.id = obligations.subject_id
                    AND ", solits_db::case_sight!(4, 5), " <> 1)
          ORDER BY opened_n DESC, id DESC"],
        pg ["SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations
          WHERE institution_id = $1 AND day = $2
            AND id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($3 AS JSON)) AS UUID)))
            AND NOT EXISTS (SELECT 1 FROM cases c
                  WHERE c.institution_id = $1 AND c.id = obligations.subject_id
                    AND ", solits_db::case_sight!(4, 5), " <> 1)
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
            AND NOT EXISTS (SELECT 1 FROM cases c
                  WHERE c.institution_id = $1 AND c.id = obligations.subject_id
                    AND ", solits_db::case_sight!(12, 13), " <> 1)
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
            AND NOT EXISTS (SELECT 1 FROM cases c
                  WHERE c.institution_id = $1 AND c.id = obligations.subject_id
                    AND ", solits_db::case_sight!(12, 13), " <> 1)
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
            AND NOT EXISTS (SELECT 1 FROM cases c
                  WHERE c.institution_id = $1 AND c.id = obligations.subject_id
                    AND ", solits_db::case_sight!(4, 5), " <> 1)"]
    )
    .bind(day)
    .bind(id)
    .bind_viewer(tx.viewer())
    .optional(tx)
    .await
}
