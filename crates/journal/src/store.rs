//! Obligations, measures and entries as they are stored.

use solits_db::{DbError, DbRow, FromRow, PackedJson, Statement, Tx, global_sql, row, sql};
use solits_kernel::{BranchId, EmployeeId, ObligationId, Timestamp};
use solits_obligation::{Change, Delta, Obligation, State};
use uuid::Uuid;

use crate::{
    entry::{Actor, Entry, facts},
    heart::{channel_name, channel_of},
    kinds::{kind_of, stored_kind},
};

row! {
    /// A stored obligation.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ObligationRow {
        /// Local day of opening, days since 1970-01-01.
        pub day: i64,
        /// Id.
        pub id: ObligationId,
        /// Version of the standard.
        pub standard: i64,
        /// Norm.
        pub norm: String,
        /// Subject.
        pub subject_id: Uuid,
        /// Branch.
        pub branch_id: Option<BranchId>,
        /// Employee.
        pub employee_id: Option<EmployeeId>,
        /// Channel.
        pub channel: String,
        /// `open`, `met`, `breached` or `waived`.
        pub state: String,
        /// Entry that opened it.
        pub opened_n: i64,
        /// When.
        pub opened_at: Timestamp,
        /// Limit.
        pub due_at: Timestamp,
        /// Version of the calendar.
        pub calendar_version: i64,
        /// Entry that ended it.
        pub closed_n: Option<i64>,
        /// When.
        pub closed_at: Option<Timestamp>,
        /// When it was made good after its limit.
        pub met_late_at: Option<Timestamp>,
        /// Why it was waived.
        pub reason: Option<String>,
        /// Steps of escalation taken.
        pub escalated: i64,
        /// When the timer looks next.
        pub look_at: Option<Timestamp>,
        /// Why this date, as JSON.
        pub why: Option<PackedJson>,
    }
}

impl TryFrom<ObligationRow> for Obligation {
    type Error = DbError;

    fn try_from(row: ObligationRow) -> Result<Self, DbError> {
        let corrupt = || DbError::Corrupt(format!("obligation {}", row.id));
        let state = match (row.state.as_str(), row.closed_n, row.closed_at) {
            ("open", ..) => State::Open,
            ("met", Some(n), Some(at)) => State::Met { n, at },
            ("breached", Some(n), Some(at)) => State::Breached { n, at, met_late: row.met_late_at },
            ("waived", Some(n), Some(at)) => {
                State::Waived { n, at, reason: row.reason.clone().unwrap_or_default() }
            }
            _ => return Err(corrupt()),
        };
        Ok(Self {
            id: row.id,
            standard: row.standard,
            channel: channel_of(&row.channel).ok_or_else(corrupt)?,
            why: row
                .why
                .as_ref()
                .map(|why| serde_json::from_str(&why.0))
                .transpose()
                .map_err(|_| corrupt())?,
            escalated: u32::try_from(row.escalated).map_err(|_| corrupt())?,
            norm: row.norm,
            subject: row.subject_id,
            branch: row.branch_id,
            employee: row.employee_id,
            opened_n: row.opened_n,
            opened_at: row.opened_at,
            due_at: row.due_at,
            calendar_version: row.calendar_version,
            state,
            look_at: row.look_at,
        })
    }
}

/// The row under which an obligation is stored.
pub fn obligation_of(obligation: &Obligation) -> ObligationRow {
    let (state, reason, met_late_at) = match &obligation.state {
        State::Open => ("open", None, None),
        State::Met { .. } => ("met", None, None),
        State::Breached { met_late, .. } => ("breached", None, *met_late),
        State::Waived { reason, .. } => ("waived", Some(reason.clone()), None),
    };
    ObligationRow {
        day: day_number(obligation.opened_at),
        id: obligation.id,
        standard: obligation.standard,
        norm: obligation.norm.clone(),
        subject_id: obligation.subject,
        branch_id: obligation.branch,
        employee_id: obligation.employee,
        channel: channel_name(obligation.channel),
        state: state.to_owned(),
        opened_n: obligation.opened_n,
        opened_at: obligation.opened_at,
        due_at: obligation.due_at,
        calendar_version: obligation.calendar_version,
        closed_n: obligation.closed_n(),
        closed_at: obligation.closed_at(),
        met_late_at,
        reason,
        escalated: obligation.escalated.into(),
        look_at: obligation.look_at,
        why: obligation.why.as_ref().and_then(|why| serde_json::to_string(why).ok()).map(PackedJson),
    }
}

/// The local day of an instant as it is stored.
pub(crate) fn day_number(at: Timestamp) -> i64 {
    solits_kernel::day_number(at.day())
}

/// Obligations from their rows.
pub(crate) fn read(rows: Vec<ObligationRow>) -> Result<Vec<Obligation>, DbError> {
    rows.into_iter().map(Obligation::try_from).collect()
}

/// The obligations of a subject that can still change, in the order they were opened.
pub(crate) async fn list_live_of(tx: &mut Tx, subject: Uuid) -> Result<Vec<Obligation>, DbError> {
    // SQLite without statistics would read the whole institution by its primary key, so it is told which index to use.
    read(
        sql!(
            sqlite "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                           calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
                      FROM obligations INDEXED BY obligations_live
                     WHERE institution_id = $1 AND subject_id = $2
                       AND (state = 'open' OR met_late_at IS NULL AND state = 'breached')
                     ORDER BY opened_n, id",
            pg "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                       calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
                  FROM obligations
                 WHERE institution_id = $1 AND subject_id = $2
                   AND (state = 'open' OR met_late_at IS NULL AND state = 'breached')
                 ORDER BY opened_n, id"
        )
        .bind(subject)
        .all(tx)
        .await?,
    )
}

/// The obligations of a subject that can still change and, ended or not, those for which days or opening time were counted.
pub(crate) async fn list_known_of(tx: &mut Tx, subject: Uuid) -> Result<Vec<Obligation>, DbError> {
    let counted = sql!(
        sqlite "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                       calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
                  FROM obligations INDEXED BY obligations_counted
                 WHERE institution_id = $1 AND subject_id = $2 AND why IS NOT NULL
                 ORDER BY opened_n, id",
        pg "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                   calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
              FROM obligations
             WHERE institution_id = $1 AND subject_id = $2 AND why IS NOT NULL
             ORDER BY opened_n, id"
    )
    .bind(subject)
    .all(tx)
    .await?;
    let mut known = list_live_of(tx, subject).await?;
    known.extend(read(counted)?.into_iter().filter(|one| !one.is_live()));
    known.sort_by_key(|one| (one.opened_n, one.id));
    Ok(known)
}

/// All obligations of a subject opened within the two days up to `at`, for what is taken back within seconds.
pub(crate) async fn list_all_of(
    tx: &mut Tx,
    subject: Uuid,
    at: Timestamp,
) -> Result<Vec<Obligation>, DbError> {
    read(
        sql!(
            "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                    calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
               FROM obligations
              WHERE institution_id = $1 AND day >= $2 AND day <= $3 AND subject_id = $4
              ORDER BY opened_n, id"
        )
        .bind(day_number(at) - 1)
        .bind(day_number(at))
        .bind(subject)
        .all(tx)
        .await?,
    )
}

/// Stores what an event did to obligations.
pub(crate) async fn save(tx: &mut Tx, changes: &[Change]) -> Result<(), DbError> {
    // Each change is of another obligation, so that none waits for another's.
    Statement::run_together(changes.iter().filter_map(saving).collect(), tx).await
}

pub(crate) fn saving(change: &Change) -> Option<Statement> {
    match (&change.before, &change.after) {
        (None, Some(opened)) => Some(insert(opened)),
        (Some(_), Some(after)) => Some(update(after)),
        (Some(gone), None) => Some(
            sql!("DELETE FROM obligations WHERE institution_id = $1 AND day = $2 AND id = $3")
                .bind(day_number(gone.opened_at))
                .bind(gone.id),
        ),
        (None, None) => None,
    }
}

pub(crate) fn insert(obligation: &Obligation) -> Statement {
    let row = obligation_of(obligation);
    sql!(
        "INSERT INTO obligations (institution_id, day, id, standard, norm, subject_id, branch_id, employee_id, channel, state,
                opened_n, opened_at, due_at, calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)"
    )
    .bind(row.day)
    .bind(row.id)
    .bind(row.standard)
    .bind(row.norm)
    .bind(row.subject_id)
    .bind(row.branch_id)
    .bind(row.employee_id)
    .bind(row.channel)
    .bind(row.state)
    .bind(row.opened_n)
    .bind(row.opened_at)
    .bind(row.due_at)
    .bind(row.calendar_version)
    .bind(row.closed_n)
    .bind(row.closed_at)
    .bind(row.met_late_at)
    .bind(row.reason)
    .bind(row.escalated)
    .bind(row.look_at)
    .bind(row.why)
}

pub(crate) fn update(obligation: &Obligation) -> Statement {
    let row = obligation_of(obligation);
    sql!(
        "UPDATE obligations
            SET employee_id = $4, state = $5, closed_n = $6, closed_at = $7, met_late_at = $8, reason = $9,
                escalated = $10, look_at = $11, due_at = $12
          WHERE institution_id = $1 AND day = $2 AND id = $3"
    )
    .bind(row.day)
    .bind(row.id)
    .bind(row.employee_id)
    .bind(row.state)
    .bind(row.closed_n)
    .bind(row.closed_at)
    .bind(row.met_late_at)
    .bind(row.reason)
    .bind(row.escalated)
    .bind(row.look_at)
    .bind(row.due_at)
    .apart()
}

/// Writes an entry whose number is known.
pub(crate) fn insert_entry(n: i64, actor: &Actor, entry: &Entry) -> Statement {
    let (letter, actor_id) = actor.parts();
    sql!(
        "INSERT INTO journal (institution_id, n, at, kind, subject_id, actor, actor_id, branch_id, facts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
    .bind(n)
    .bind(actor.at)
    .bind(stored_kind(entry.kind.name()))
    .bind(entry.subject)
    .bind(letter)
    .bind(actor_id)
    .bind(entry.branch)
    .bind(PackedJson(facts(&entry.facts)))
}

/// Adds to the roll-ups by day and by month when the transaction commits: everybody at a branch adds to the same sums.
///
/// Transactions at the same time have lanes of their own, so that none waits for a row that another has changed and not
/// yet flushed; a figure is the sum over the lanes.
pub(crate) fn add(tx: &mut Tx, delta: &Delta) {
    let by_day = sql!(
        "INSERT INTO measures (institution_id, day, norm, standard, branch_id, channel, employee_id, met, breached, waived, lane)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (institution_id, day, norm, standard, branch_id, channel, employee_id, lane) DO UPDATE
            SET met = measures.met + excluded.met, breached = measures.breached + excluded.breached,
                waived = measures.waived + excluded.waived"
    );
    let by_month = sql!(
        "INSERT INTO measure_months (institution_id, month, norm, standard, branch_id, channel, employee_id, met, breached, waived, lane)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (institution_id, month, norm, standard, branch_id, channel, employee_id, lane) DO UPDATE
            SET met = measure_months.met + excluded.met, breached = measure_months.breached + excluded.breached,
                waived = measure_months.waived + excluded.waived"
    );
    let (month, lane) = (solits_kernel::month_number(delta.day), tx.lane());
    let bound = |statement: solits_db::Sql, period: i64| {
        statement
            .bind(period)
            .bind(&delta.norm)
            .bind(delta.standard)
            .bind(delta.branch.map_or(Uuid::nil(), BranchId::uuid))
            .bind(channel_name(delta.channel))
            .bind(delta.employee.map_or(Uuid::nil(), EmployeeId::uuid))
            .bind(delta.met)
            .bind(delta.breached)
            .bind(delta.waived)
            .bind(lane)
    };
    // Where met, breached and waived stand among the values.
    let sums = [6, 7, 8];
    // The rows are others' of each other: a transaction says each of them once. PostgreSQL changes all in one round trip,
    // while somebody waits.
    for (statement, period) in [(by_day, solits_kernel::day_number(delta.day)), (by_month, month)] {
        bound(statement, period).apart_among("measures").adding_at_commit(tx, &sums);
    }
}

/// An entry of the journal, with its facts written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEntry {
    /// Number.
    pub n: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: String,
    /// To what.
    pub subject_id: Uuid,
    /// Who: letter of the kind of actor.
    pub actor: String,
    /// Who: id.
    pub actor_id: Option<Uuid>,
    /// Where.
    pub branch_id: Option<BranchId>,
    /// Facts as JSON.
    pub facts: String,
}

impl FromRow for StoredEntry {
    fn from_row(row: &DbRow) -> Result<Self, DbError> {
        Ok(Self {
            n: row.get("n")?,
            at: row.get("at")?,
            kind: kind_of(&row.get::<String>("kind")?).to_owned(),
            subject_id: row.get("subject_id")?,
            actor: row.get("actor")?,
            actor_id: row.get("actor_id")?,
            branch_id: row.get("branch_id")?,
            facts: row.get::<PackedJson>("facts")?.0,
        })
    }
}

/// The entries of a subject, oldest first: the evidence behind an obligation.
pub async fn list_entries_of(tx: &mut Tx, subject: Uuid) -> Result<Vec<StoredEntry>, DbError> {
    sql!(
        "SELECT n, at, kind, subject_id, actor, actor_id, branch_id, facts FROM journal
          WHERE institution_id = $1 AND subject_id = $2 ORDER BY n"
    )
    .bind(subject)
    .all(tx)
    .await
}

/// Up to `most` entries after number `after`, in order.
pub(crate) async fn list_entries_after(
    tx: &mut Tx,
    after: i64,
    upto: i64,
    most: i64,
) -> Result<Vec<StoredEntry>, DbError> {
    sql!(
        "SELECT n, at, kind, subject_id, actor, actor_id, branch_id, facts FROM journal
          WHERE institution_id = $1 AND n > $2 AND n <= $3 ORDER BY n LIMIT $4"
    )
    .bind(after)
    .bind(upto)
    .bind(most)
    .all(tx)
    .await
}

row! {
    struct InstitutionRow { id: solits_kernel::InstitutionId }
}

/// The institutions of this database, for background work.
pub async fn institutions(tx: &mut Tx) -> Result<Vec<solits_kernel::InstitutionId>, DbError> {
    let rows = global_sql!("SELECT id FROM institutions ORDER BY id").all::<InstitutionRow>(tx).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// How many limits and reports have passed and wait to be recorded, in all institutions.
pub async fn overdue(tx: &mut Tx, now: Timestamp) -> Result<i64, DbError> {
    let count =
        global_sql!("SELECT count(*) AS value FROM obligations WHERE look_at IS NOT NULL AND look_at <= $1")
            .bind(now)
            .scalar::<i64>(tx)
            .await?;
    Ok(count.unwrap_or_default())
}

/// The last number of the journal, for a writer of a simulated history.
pub async fn last_n(tx: &mut Tx) -> Result<i64, DbError> {
    // On PostgreSQL numbers come from a sequence of all institutions; SQLite counts each institution's own.
    let last = sql!(
        sqlite "SELECT coalesce(max(n), 0) AS value FROM journal WHERE institution_id = $1",
        pg "SELECT nextval('journal_n') AS value WHERE $1 IS NOT NULL"
    )
    .scalar::<i64>(tx)
    .await?;
    Ok(last.unwrap_or_default())
}

/// Lets the journal continue after number `n`, which a simulated history has reached.
pub async fn continue_after(tx: &mut Tx, n: i64) -> Result<(), DbError> {
    // SQLite looks for the highest number itself.
    global_sql!(sqlite "SELECT $1 AS value", pg "SELECT setval('journal_n', greatest($1, 1)) AS value")
        .bind(n)
        .scalar::<i64>(tx)
        .await?;
    Ok(())
}
