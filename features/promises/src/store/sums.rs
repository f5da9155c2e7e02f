//! Roll-ups as they are read, less what is hidden from whoever looks ([`Hidden`]).
//!
//! Days of one promise are given to the engine one by one (`WITH RECURSIVE`), so that it seeks each of them in the primary
//! key instead of walking through everything between the first and the last.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, EmployeeId};
use uuid::Uuid;

use crate::{
    hidden::{Cell, Hidden, Period, Read, Row},
    model::{Days, Kept},
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

impl Row for MonthRow {
    type Key = (i64, String);

    fn key(&self) -> Self::Key {
        (self.month, self.norm.clone())
    }
    fn counts(&self) -> Kept {
        self.kept()
    }
    fn set(&mut self, kept: Kept) {
        (self.met, self.breached, self.waived) = (kept.met, kept.breached, kept.waived);
    }
}

/// Every promise by month, from one month to another, of one branch or all.
pub(crate) async fn list_months(
    tx: &mut Tx,
    from: i64,
    to: i64,
    branch: Option<BranchId>,
    hidden: &Hidden,
) -> Result<Vec<MonthRow>, DbError> {
    let rows = sql!(
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
    .await?;
    let part = Part { branch, ..Part::default() };
    let read = Read { norm: None, period: Period::Month, from, to, part };
    Ok(hidden.without(rows, read, |cell| (cell.period, cell.norm.to_owned())))
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

impl Row for OwnRow {
    type Key = String;

    fn key(&self) -> Self::Key {
        self.norm.clone()
    }
    fn counts(&self) -> Kept {
        self.kept()
    }
    fn set(&mut self, kept: Kept) {
        (self.met, self.breached, self.waived) = (kept.met, kept.breached, kept.waived);
    }
}

/// What somebody had part in of each promise or of one, in some months, of one branch and channel or all.
pub(crate) async fn list_own(
    tx: &mut Tx,
    employee: EmployeeId,
    norm: Option<&str>,
    (from, to): (i64, i64),
    part: Part,
    hidden: &Hidden,
) -> Result<Vec<OwnRow>, DbError> {
    let rows = sql!(
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
    .await?;
    let part = Part { employee: Some(employee), ..part };
    let read = Read { norm, period: Period::Month, from, to, part };
    Ok(hidden.without(rows, read, |cell| cell.norm.to_owned()))
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

impl Row for CellRow {
    type Key = (i64, String, Uuid, String, Option<Uuid>);

    fn key(&self) -> Self::Key {
        (self.period, self.norm.clone(), self.branch_id, self.channel.clone(), self.employee_id)
    }
    fn counts(&self) -> Kept {
        self.kept()
    }
    fn set(&mut self, kept: Kept) {
        (self.met, self.breached, self.waived) = (kept.met, kept.breached, kept.waived);
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
    hidden: &Hidden,
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
    let rows = statement.bind(from).bind(to).bind(norm).all(tx).await?;
    let read = Read { norm: Some(norm), period: Period::Month, from, to, part: Part::default() };
    Ok(hidden.without(rows, read, |cell| split.key(cell)))
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

impl Row for DayRow {
    type Key = (i64, Option<Uuid>);

    fn key(&self) -> Self::Key {
        (self.day, self.employee_id)
    }
    fn counts(&self) -> Kept {
        self.kept()
    }
    fn set(&mut self, kept: Kept) {
        (self.met, self.breached, self.waived) = (kept.met, kept.breached, kept.waived);
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

    /// The employee of hidden counts, where employees are told apart.
    fn of(self, cell: &Cell<'_>) -> Option<Uuid> {
        (self == Self::ByEmployee).then_some(cell.employee)
    }

    /// The row of cells to which hidden counts belong.
    fn key(self, cell: Cell<'_>) -> <CellRow as Row>::Key {
        let employee = self.of(&cell);
        (cell.period, cell.norm.to_owned(), cell.branch, cell.channel, employee)
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
    hidden: &Hidden,
) -> Result<Vec<DayRow>, DbError> {
    let rows = sql!(
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
    .await?;
    let read = Read { norm: Some(norm), period: Period::Day, from: days.from, to: days.to, part };
    Ok(hidden.without(rows, read, |cell| (cell.period, split.of(&cell))))
}

/// Cells by day of one promise or all, of one branch, channel and employee or all; the unit of the part is left to
/// whoever asks.
pub(crate) async fn list_day_cells(
    tx: &mut Tx,
    norm: Option<&str>,
    days: Days,
    part: Part,
    split: Split,
    hidden: &Hidden,
) -> Result<Vec<CellRow>, DbError> {
    let rows = sql!(
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
    .await?;
    let read = Read { norm, period: Period::Day, from: days.from, to: days.to, part };
    Ok(hidden.without(rows, read, |cell| split.key(cell)))
}

/// The same by month.
pub(crate) async fn list_month_cells(
    tx: &mut Tx,
    norm: Option<&str>,
    (from, to): (i64, i64),
    part: Part,
    split: Split,
    hidden: &Hidden,
) -> Result<Vec<CellRow>, DbError> {
    let rows = sql!(
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
    .await?;
    let read = Read { norm, period: Period::Month, from, to, part };
    Ok(hidden.without(rows, read, |cell| split.key(cell)))
}
