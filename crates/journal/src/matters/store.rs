//! Sums of matters by day, and the cases behind them.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, EmployeeId};
use uuid::Uuid;

use super::{Added, Counts, Place, added};
use crate::{hidden::hidden_histories as list_hidden, store::StoredEntry};

macro_rules! counted {
    () => {
        "ended, first, desks, elsewhere, people, units, bodies, visits, contacts, documents, cents"
    };
}

macro_rules! summed {
    () => {
        "CAST(sum(m.ended) AS BIGINT) AS ended, CAST(sum(m.first) AS BIGINT) AS first, CAST(sum(m.desks) AS BIGINT) AS desks,
         CAST(sum(m.elsewhere) AS BIGINT) AS elsewhere, CAST(sum(m.people) AS BIGINT) AS people,
         CAST(sum(m.units) AS BIGINT) AS units, CAST(sum(m.bodies) AS BIGINT) AS bodies,
         CAST(sum(m.visits) AS BIGINT) AS visits, CAST(sum(m.contacts) AS BIGINT) AS contacts,
         CAST(sum(m.documents) AS BIGINT) AS documents, CAST(sum(m.cents) AS BIGINT) AS cents"
    };
}

row! {
    /// Sums of some days: of one branch, employee and channel, and of one day or all of them.
    #[derive(Clone, Debug)]
    pub struct SumRow {
        /// The day; nothing where days were summed up.
        pub day: Option<i64>,
        /// Where.
        pub branch_id: BranchId,
        /// By whom; nobody's id for the program.
        pub employee_id: EmployeeId,
        /// How the client came.
        pub channel: String,
        /// See [`Counts`].
        pub ended: i64,
        /// See [`Counts`].
        pub first: i64,
        /// See [`Counts`].
        pub desks: i64,
        /// See [`Counts`].
        pub elsewhere: i64,
        /// See [`Counts`].
        pub people: i64,
        /// See [`Counts`].
        pub units: i64,
        /// See [`Counts`].
        pub bodies: i64,
        /// See [`Counts`].
        pub visits: i64,
        /// See [`Counts`].
        pub contacts: i64,
        /// See [`Counts`].
        pub documents: i64,
        /// See [`Counts`].
        pub cents: i64,
    }
}

impl SumRow {
    /// What is counted.
    pub const fn counts(&self) -> Counts {
        Counts {
            ended: self.ended,
            first: self.first,
            desks: self.desks,
            elsewhere: self.elsewhere,
            people: self.people,
            units: self.units,
            bodies: self.bodies,
            visits: self.visits,
            contacts: self.contacts,
            documents: self.documents,
            cents: self.cents,
        }
    }

    const fn set(&mut self, counts: Counts) {
        self.ended = counts.ended;
        self.first = counts.first;
        self.desks = counts.desks;
        self.elsewhere = counts.elsewhere;
        self.people = counts.people;
        self.units = counts.units;
        self.bodies = counts.bodies;
        self.visits = counts.visits;
        self.contacts = counts.contacts;
        self.documents = counts.documents;
        self.cents = counts.cents;
    }
}

/// The sums of some days, both counted, by branch, employee and channel; less what is hidden from whoever looks.
pub async fn sum(tx: &mut Tx, from: i64, to: i64) -> Result<Vec<SumRow>, DbError> {
    let rows = sql!([
        "SELECT CAST(NULL AS BIGINT) AS day, m.branch_id, m.employee_id, m.channel, ",
        summed!(),
        " FROM matter_days m WHERE m.institution_id = $1 AND m.day >= $2 AND m.day <= $3
          GROUP BY m.branch_id, m.employee_id, m.channel ORDER BY m.branch_id, m.employee_id, m.channel"
    ])
    .bind(from)
    .bind(to)
    .all(tx)
    .await?;
    Ok(without(rows, &hidden(tx, (from, to)).await?))
}

/// The sums of some days, both counted, each day apart, the latest first; of one branch and employee, or all; less what is
/// hidden from whoever looks.
pub async fn list_days(
    tx: &mut Tx,
    (from, to): (i64, i64),
    branch: Option<BranchId>,
    employee: Option<EmployeeId>,
) -> Result<Vec<SumRow>, DbError> {
    let rows = sql!([
        "SELECT m.day, m.branch_id, m.employee_id, m.channel, ",
        summed!(),
        " FROM matter_days m WHERE m.institution_id = $1 AND m.day >= $2 AND m.day <= $3
            AND (m.branch_id = $4 OR $4 IS NULL) AND (m.employee_id = $5 OR $5 IS NULL)
          GROUP BY m.day, m.branch_id, m.employee_id, m.channel
          ORDER BY m.day DESC, m.branch_id, m.employee_id, m.channel"
    ])
    .bind(from)
    .bind(to)
    .bind(branch)
    .bind(employee)
    .all(tx)
    .await?;
    Ok(without(rows, &hidden(tx, (from, to)).await?))
}

/// What the cases that are hidden from whoever looks add to the sums of some days, both counted, so far as the sums count
/// them.
async fn hidden(tx: &mut Tx, (from, to): (i64, i64)) -> Result<Added, DbError> {
    let mut hidden = Added::new();
    let mut entries = list_hidden(tx, i64::MAX).await?;
    if entries.is_empty() {
        return Ok(hidden);
    }
    let upto = rolled_up_to(tx).await?;
    entries.retain(|entry| entry.n <= upto);
    for history in entries.chunk_by(|one, next| one.subject_id == next.subject_id) {
        for (place, counts) in added(history) {
            if (from..=to).contains(&place.day) {
                hidden.entry(place).or_default().add(counts);
            }
        }
    }
    Ok(hidden)
}

/// Sums less what is hidden, whether days are summed up in them or not; nothing stays of a row that holds nothing else.
fn without(mut rows: Vec<SumRow>, hidden: &Added) -> Vec<SumRow> {
    for row in &mut rows {
        let is_of = |place: &Place| {
            row.day.is_none_or(|day| day == place.day)
                && (place.branch, place.employee) == (row.branch_id, row.employee_id)
                && place.channel == row.channel
        };
        let mut counts = row.counts();
        for (_, of_hidden) in hidden.iter().filter(|(place, _)| is_of(place)) {
            counts.subtract(*of_hidden);
        }
        row.set(counts);
    }
    if !hidden.is_empty() {
        rows.retain(|row| !row.counts().is_nothing());
    }
    rows
}

row! {
    /// What a case adds to the sums of a day.
    #[derive(Clone, Debug)]
    pub struct CaseRow {
        /// The case.
        pub case_id: Uuid,
        /// Where.
        pub branch_id: BranchId,
        /// By whom; nobody's id for the program.
        pub employee_id: EmployeeId,
        /// How the client came.
        pub channel: String,
        /// See [`Counts`].
        pub ended: i64,
        /// See [`Counts`].
        pub first: i64,
        /// See [`Counts`].
        pub desks: i64,
        /// See [`Counts`].
        pub elsewhere: i64,
        /// See [`Counts`].
        pub people: i64,
        /// See [`Counts`].
        pub units: i64,
        /// See [`Counts`].
        pub bodies: i64,
        /// See [`Counts`].
        pub visits: i64,
        /// See [`Counts`].
        pub contacts: i64,
        /// See [`Counts`].
        pub documents: i64,
        /// See [`Counts`].
        pub cents: i64,
    }
}

impl CaseRow {
    /// What is counted.
    pub const fn counts(&self) -> Counts {
        Counts {
            ended: self.ended,
            first: self.first,
            desks: self.desks,
            elsewhere: self.elsewhere,
            people: self.people,
            units: self.units,
            bodies: self.bodies,
            visits: self.visits,
            contacts: self.contacts,
            documents: self.documents,
            cents: self.cents,
        }
    }
}

/// The cases of a day after a case, in the order of their ids; all of them, whoever may see which.
pub async fn list_cases(tx: &mut Tx, day: i64, after: Uuid, most: i64) -> Result<Vec<CaseRow>, DbError> {
    sql!([
        "SELECT case_id, branch_id, employee_id, channel, ",
        counted!(),
        " FROM matter_cases WHERE institution_id = $1 AND day = $2 AND case_id > $3
          ORDER BY case_id, branch_id, employee_id, channel LIMIT $4"
    ])
    .bind(day)
    .bind(after)
    .bind(most)
    .all(tx)
    .await
}

/// Adds to the sums of a place.
pub(super) async fn add(tx: &mut Tx, place: &Place, counts: Counts) -> Result<(), DbError> {
    sql!([
        "INSERT INTO matter_days (institution_id, day, branch_id, employee_id, channel, ",
        counted!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (institution_id, day, branch_id, employee_id, channel) DO UPDATE
            SET ended = matter_days.ended + excluded.ended, first = matter_days.first + excluded.first,
                desks = matter_days.desks + excluded.desks, elsewhere = matter_days.elsewhere + excluded.elsewhere,
                people = matter_days.people + excluded.people, units = matter_days.units + excluded.units,
                bodies = matter_days.bodies + excluded.bodies, visits = matter_days.visits + excluded.visits,
                contacts = matter_days.contacts + excluded.contacts,
                documents = matter_days.documents + excluded.documents, cents = matter_days.cents + excluded.cents"
    ])
    .bind(place.day)
    .bind(place.branch)
    .bind(place.employee)
    .bind(&place.channel)
    .bind(counts.ended)
    .bind(counts.first)
    .bind(counts.desks)
    .bind(counts.elsewhere)
    .bind(counts.people)
    .bind(counts.units)
    .bind(counts.bodies)
    .bind(counts.visits)
    .bind(counts.contacts)
    .bind(counts.documents)
    .bind(counts.cents)
    .run(tx)
    .await?;
    Ok(())
}

/// Writes down what a case adds to the sums of a place.
pub(super) async fn save_case(tx: &mut Tx, case: Uuid, place: &Place, counts: Counts) -> Result<(), DbError> {
    sql!([
        "INSERT INTO matter_cases (institution_id, day, case_id, branch_id, employee_id, channel, ",
        counted!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (institution_id, day, case_id, branch_id, employee_id, channel) DO UPDATE
            SET ended = excluded.ended, first = excluded.first, desks = excluded.desks, elsewhere = excluded.elsewhere,
                people = excluded.people, units = excluded.units, bodies = excluded.bodies, visits = excluded.visits,
                contacts = excluded.contacts, documents = excluded.documents, cents = excluded.cents"
    ])
    .bind(place.day)
    .bind(case)
    .bind(place.branch)
    .bind(place.employee)
    .bind(&place.channel)
    .bind(counts.ended)
    .bind(counts.first)
    .bind(counts.desks)
    .bind(counts.elsewhere)
    .bind(counts.people)
    .bind(counts.units)
    .bind(counts.bodies)
    .bind(counts.visits)
    .bind(counts.contacts)
    .bind(counts.documents)
    .bind(counts.cents)
    .run(tx)
    .await?;
    Ok(())
}

/// Forgets what a case added to the sums of a place.
pub(super) async fn delete_case(tx: &mut Tx, case: Uuid, place: &Place) -> Result<(), DbError> {
    sql!(
        "DELETE FROM matter_cases
          WHERE institution_id = $1 AND day = $2 AND case_id = $3 AND branch_id = $4 AND employee_id = $5 AND channel = $6"
    )
    .bind(place.day)
    .bind(case)
    .bind(place.branch)
    .bind(place.employee)
    .bind(&place.channel)
    .run(tx)
    .await?;
    Ok(())
}

/// Takes hold of the sums of the transaction's institution: the number of the last entry they count. `None` while another
/// node is at work on them.
pub(super) async fn hold(tx: &mut Tx) -> Result<Option<i64>, DbError> {
    let held = sql!(
        sqlite "SELECT upto_n AS value FROM matter_roll_ups WHERE institution_id = $1",
        pg "SELECT upto_n AS value FROM matter_roll_ups WHERE institution_id = $1 FOR UPDATE SKIP LOCKED"
    )
    .scalar::<i64>(tx)
    .await?;
    if held.is_some() {
        return Ok(held);
    }
    let new = sql!(
        "INSERT INTO matter_roll_ups (institution_id, upto_n) VALUES ($1, 0) ON CONFLICT (institution_id) DO NOTHING"
    )
    .run(tx)
    .await?;
    Ok((new > 0).then_some(0))
}

/// The number of the last entry that the sums count.
pub(super) async fn rolled_up_to(tx: &mut Tx) -> Result<i64, DbError> {
    let upto =
        sql!("SELECT upto_n AS value FROM matter_roll_ups WHERE institution_id = $1").scalar(tx).await?;
    Ok(upto.unwrap_or_default())
}

/// The first day from `day` on of which cases are kept.
pub(super) async fn first_day_of_cases(tx: &mut Tx, day: i64) -> Result<Option<i64>, DbError> {
    sql!("SELECT day AS value FROM matter_cases WHERE institution_id = $1 AND day >= $2 ORDER BY day LIMIT 1")
        .bind(day)
        .scalar(tx)
        .await
}

/// Says that the sums count every entry up to number `n`; for whoever writes them together with a history, too.
pub async fn set_rolled_up_to(tx: &mut Tx, n: i64) -> Result<(), DbError> {
    sql!(
        "INSERT INTO matter_roll_ups (institution_id, upto_n) VALUES ($1, $2)
         ON CONFLICT (institution_id) DO UPDATE SET upto_n = excluded.upto_n"
    )
    .bind(n)
    .run(tx)
    .await?;
    Ok(())
}

/// The whole histories, up to entry `upto`, of the tickets and cases of which entries after `after` may have changed what
/// they add: by subject, oldest first.
pub(super) async fn list_histories(tx: &mut Tx, after: i64, upto: i64) -> Result<Vec<StoredEntry>, DbError> {
    sql!(
        "SELECT j.n, j.at, j.kind, j.subject_id, j.actor, j.actor_id, j.branch_id, j.facts
           FROM (SELECT DISTINCT subject_id FROM journal
                  WHERE institution_id = $1 AND n > $2 AND n <= $3
                    AND kind IN ('ticket.finished', 'F', 'ticket.undone', 'ticket.transferred', 'case.assigned', 'case.handed_over',
                        'case.referred', 'case.forwarded', 'case.refused', 'case.answered', 'case.closed', 'case.reopened',
                        'case.classified', 'case.joined', 'case.paid', 'case.handed_out', 'message.received', 'message.answered')) moved
           JOIN journal j ON j.institution_id = $1 AND j.subject_id = moved.subject_id
          WHERE j.n <= $3 ORDER BY j.subject_id, j.n"
    )
    .bind(after)
    .bind(upto)
    .all(tx)
    .await
}
