//! Trials, and the journal as a trial reads it.

use solits_db::{DbError, PackedJson, Tx, row, sql};
use solits_journal::StoredEntry;
use solits_kernel::{BranchId, EmployeeId, Timestamp};
use uuid::Uuid;

row! {
    /// The latest trial of a version.
    #[derive(Clone, Debug)]
    pub(crate) struct Lab {
        pub(crate) attempt: i64,
        pub(crate) state: String,
        pub(crate) first_on: i64,
        pub(crate) last_on: i64,
        pub(crate) started_at: Timestamp,
        pub(crate) started_by: EmployeeId,
        pub(crate) fingerprint: String,
        pub(crate) against: Option<i64>,
        pub(crate) done: i64,
        pub(crate) whole: i64,
        pub(crate) touched_at: Timestamp,
        pub(crate) report: Option<String>,
    }
}

/// The latest trial of a version.
pub(crate) async fn find(tx: &mut Tx, number: i64) -> Result<Option<Lab>, DbError> {
    sql!(
        "SELECT attempt, state, first_on, last_on, started_at, started_by, fingerprint, against, done, whole, touched_at, report
           FROM promise_labs WHERE institution_id = $1 AND number = $2"
    )
    .bind(number)
    .optional(tx)
    .await
}

/// What a new trial is to be.
#[derive(Debug)]
pub(crate) struct NewLab {
    pub(crate) number: i64,
    pub(crate) first_on: i64,
    pub(crate) last_on: i64,
    pub(crate) at: Timestamp,
    pub(crate) by: EmployeeId,
    pub(crate) fingerprint: String,
    pub(crate) against: Option<i64>,
}

/// Begins a trial in the place of the one before. Returns its attempt.
pub(crate) async fn begin(tx: &mut Tx, lab: NewLab) -> Result<i64, DbError> {
    let attempt = sql!(
        "INSERT INTO promise_labs (institution_id, number, attempt, state, first_on, last_on, started_at, started_by, fingerprint,
                against, done, whole, touched_at, report)
         VALUES ($1, $2, 1, 'running', $3, $4, $5, $6, $7, $8, 0, 0, $5, NULL)
         ON CONFLICT (institution_id, number) DO UPDATE
            SET attempt = promise_labs.attempt + 1, state = 'running', first_on = excluded.first_on, last_on = excluded.last_on,
                started_at = excluded.started_at, started_by = excluded.started_by, fingerprint = excluded.fingerprint,
                against = excluded.against, done = 0, whole = 0, touched_at = excluded.touched_at, report = NULL
         RETURNING attempt AS value"
    )
    .bind(lab.number)
    .bind(lab.first_on)
    .bind(lab.last_on)
    .bind(lab.at)
    .bind(lab.by)
    .bind(lab.fingerprint)
    .bind(lab.against)
    .scalar::<i64>(tx)
    .await?;
    Ok(attempt.unwrap_or(1))
}

/// Says how far a trial has come. `false` when it is no longer wanted.
pub(crate) async fn advance(
    tx: &mut Tx,
    number: i64,
    attempt: i64,
    done: i64,
    whole: i64,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE promise_labs SET done = $4, whole = $5, touched_at = $6
          WHERE institution_id = $1 AND number = $2 AND attempt = $3 AND state = 'running'"
    )
    .bind(number)
    .bind(attempt)
    .bind(done)
    .bind(whole)
    .bind(now)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Ends a trial, with its report where it has one. `false` when it was no longer running.
pub(crate) async fn end(
    tx: &mut Tx,
    number: i64,
    attempt: i64,
    state: &str,
    report: Option<String>,
    now: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE promise_labs SET state = $4, report = $5, touched_at = $6, done = whole
          WHERE institution_id = $1 AND number = $2 AND attempt = $3 AND state = 'running'"
    )
    .bind(number)
    .bind(attempt)
    .bind(state)
    .bind(report)
    .bind(now)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

row! {
    /// The first and the last number of the journal.
    pub(crate) struct Bounds { pub(crate) first: Option<i64>, pub(crate) last: Option<i64> }
}

/// Where the journal begins and ends; on PostgreSQL other institutions' numbers lie between.
pub(crate) async fn bounds(tx: &mut Tx) -> Result<Option<(i64, i64)>, DbError> {
    let bounds = sql!(
        "SELECT (SELECT min(n) FROM journal WHERE institution_id = $1) AS first,
                (SELECT max(n) FROM journal WHERE institution_id = $1) AS last"
    )
    .statement()
    .optional::<Bounds>(tx)
    .await?;
    Ok(bounds.and_then(|bounds| bounds.first.zip(bounds.last)))
}

row! {
    /// An entry, with its facts where they are asked for.
    pub(crate) struct EntryRow {
        pub(crate) n: i64,
        pub(crate) at: Timestamp,
        pub(crate) kind: String,
        pub(crate) subject_id: Uuid,
        pub(crate) branch_id: Option<BranchId>,
        pub(crate) facts: PackedJson,
    }
}

impl From<StoredEntry> for EntryRow {
    fn from(entry: StoredEntry) -> Self {
        let StoredEntry { n, at, kind, subject_id, branch_id, facts, .. } = entry;
        Self { n, at, kind, subject_id, branch_id, facts: PackedJson(facts) }
    }
}

/// The entries with numbers above `after` up to `upto`, not before an instant, of these kinds (a JSON list of their names as
/// they are stored), in order. Facts are read of the kinds in `with_facts` alone.
pub(crate) async fn list_entries(
    tx: &mut Tx,
    after: i64,
    upto: i64,
    from: Timestamp,
    kinds: &str,
    with_facts: &str,
) -> Result<Vec<EntryRow>, DbError> {
    // The engines open a JSON list under different names; both look the kinds up in it without making a text of each row.
    sql!(
        sqlite "SELECT n, at, kind, subject_id, branch_id,
                       CASE WHEN kind IN (SELECT value FROM json_each($6)) THEN facts ELSE '' END AS facts
                  FROM journal
                 WHERE institution_id = $1 AND n > $2 AND n <= $3 AND at >= $4
                   AND kind IN (SELECT value FROM json_each($5))
                 ORDER BY n",
        pg "SELECT n, at, kind, subject_id, branch_id,
                   CASE WHEN kind IN (SELECT json_array_elements_text(CAST($6 AS JSON))) THEN facts ELSE '' END AS facts
              FROM journal
             WHERE institution_id = $1 AND n > $2 AND n <= $3 AND at >= $4
               AND kind IN (SELECT json_array_elements_text(CAST($5 AS JSON)))
             ORDER BY n"
    )
    .bind(after)
    .bind(upto)
    .bind(from)
    .bind(kinds)
    .bind(with_facts)
    .all(tx)
    .await
}

/// The entries of one subject with numbers above `after`.
pub(crate) async fn list_later(
    tx: &mut Tx,
    subject: Uuid,
    after: i64,
    upto: i64,
) -> Result<Vec<EntryRow>, DbError> {
    sql!(
        "SELECT n, at, kind, subject_id, branch_id, facts FROM journal
          WHERE institution_id = $1 AND subject_id = $2 AND n > $3 AND n <= $4 ORDER BY n"
    )
    .bind(subject)
    .bind(after)
    .bind(upto)
    .all(tx)
    .await
}

row! {
    /// A subject.
    struct Subject { id: Uuid }
}

/// Those of these subjects of which whoever looks may not know: cases, and what hangs on one.
pub(crate) async fn list_unseen(tx: &mut Tx, subjects: &[Uuid]) -> Result<Vec<Uuid>, DbError> {
    let ids: Vec<String> = subjects.iter().map(|subject| subject.simple().to_string()).collect();
    // SQLite keeps short ids in few bytes; PostgreSQL opens a list in its own way.
    let unseen = sql!(
        sqlite ["SELECT x.id FROM (
             SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END) AS id
               FROM json_each($2)) AS x
          WHERE NOT (", solits_db::subject_sight!("x.id", 3, 4), ")"],
        pg ["SELECT x.id FROM (SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID) AS id) AS x
          WHERE NOT (", solits_db::subject_sight!("x.id", 3, 4), ")"]
    )
    .bind(serde_json::json!(ids).to_string())
    .bind_viewer(tx.viewer())
    .all::<Subject>(tx)
    .await?;
    Ok(unseen.into_iter().map(|subject| subject.id).collect())
}

row! {
    /// What is stored of a promise.
    pub(crate) struct Measured { pub(crate) norm: String, pub(crate) met: i64, pub(crate) breached: i64, pub(crate) waived: i64 }
}

/// The stored figures of every promise over some days.
pub(crate) async fn list_measures(
    tx: &mut Tx,
    first_on: i64,
    last_on: i64,
) -> Result<Vec<Measured>, DbError> {
    sql!(
        "SELECT norm, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                CAST(sum(waived) AS BIGINT) AS waived
           FROM measures WHERE institution_id = $1 AND day >= $2 AND day <= $3 GROUP BY norm"
    )
    .bind(first_on)
    .bind(last_on)
    .all(tx)
    .await
}
