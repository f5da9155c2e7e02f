//! Who has a case before their eyes, and what somebody has seen of it.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, SessionId, Timestamp};

row! {
    /// Somebody at a case.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct AtCase { pub(crate) case_id: CaseId, pub(crate) employee_id: EmployeeId, pub(crate) doing: String }
}

/// Everybody at any case since an instant. A reply that was kept since `kept` is being written, also where no script says
/// so; what is hidden from whoever looks is matched with what they see by the caller.
pub(crate) async fn list_present(
    tx: &mut Tx,
    since: Timestamp,
    kept: Timestamp,
) -> Result<Vec<AtCase>, DbError> {
    let mut all = sql!(
        "SELECT case_id, employee_id, doing FROM inbox_presence WHERE institution_id = $1 AND seen_at >= $2"
    )
    .bind(since)
    .all::<AtCase>(tx)
    .await?;
    let written = sql!(
        "SELECT case_id, employee_id, 'writes' AS doing FROM reply_drafts WHERE institution_id = $1 AND saved_at >= $2"
    )
    .bind(kept)
    .all::<AtCase>(tx)
    .await?;
    for one in written {
        all.retain(|other| (other.case_id, other.employee_id) != (one.case_id, one.employee_id));
        all.push(one);
    }
    Ok(all)
}

/// What somebody was doing at a case, and when they were there last.
pub(crate) async fn find_presence(
    tx: &mut Tx,
    case: CaseId,
    who: EmployeeId,
) -> Result<Option<(String, Timestamp)>, DbError> {
    let row = sql!(
        "SELECT doing, seen_at FROM inbox_presence WHERE institution_id = $1 AND case_id = $2 AND employee_id = $3"
    )
    .bind(case)
    .bind(who)
    .optional::<PresenceRow>(tx)
    .await?;
    Ok(row.map(|row| (row.doing, row.seen_at)))
}

row! {
    struct PresenceRow { doing: String, seen_at: Timestamp }
}

/// Notes that somebody is at a case.
pub(crate) async fn put_presence(
    tx: &mut Tx,
    case: CaseId,
    who: EmployeeId,
    doing: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO inbox_presence (institution_id, case_id, employee_id, doing, seen_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (institution_id, case_id, employee_id) DO UPDATE SET doing = excluded.doing, seen_at = excluded.seen_at"
    )
    .bind(case)
    .bind(who)
    .bind(doing)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Notes that somebody has gone from a case.
pub(crate) async fn delete_presence(tx: &mut Tx, case: CaseId, who: EmployeeId) -> Result<bool, DbError> {
    let gone =
        sql!("DELETE FROM inbox_presence WHERE institution_id = $1 AND case_id = $2 AND employee_id = $3")
            .bind(case)
            .bind(who)
            .run(tx)
            .await?;
    Ok(gone > 0)
}

row! {
    struct GoneRow { case_id: CaseId }
}

/// Whether anybody was last heard of before an instant.
pub(crate) async fn has_gone(tx: &mut Tx, before: Timestamp) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT CAST(1 AS BIGINT) AS value FROM inbox_presence WHERE institution_id = $1 AND seen_at < $2 LIMIT 1"
    )
    .bind(before)
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some())
}

/// Forgets those who were last heard of before an instant; the cases at which they were.
pub(crate) async fn delete_gone(tx: &mut Tx, before: Timestamp) -> Result<Vec<CaseId>, DbError> {
    let rows =
        sql!("DELETE FROM inbox_presence WHERE institution_id = $1 AND seen_at < $2 RETURNING case_id")
            .bind(before)
            .all::<GoneRow>(tx)
            .await?;
    Ok(rows.into_iter().map(|row| row.case_id).collect())
}

/// The version of a case that somebody has seen last.
pub(crate) async fn find_seen(tx: &mut Tx, who: EmployeeId, case: CaseId) -> Result<Option<i64>, DbError> {
    sql!("SELECT version AS value FROM inbox_seen WHERE institution_id = $1 AND employee_id = $2 AND case_id = $3")
        .bind(who)
        .bind(case)
        .scalar(tx)
        .await
}

/// Notes which version of a case somebody has seen.
pub(crate) async fn put_seen(
    tx: &mut Tx,
    who: EmployeeId,
    case: CaseId,
    version: i64,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO inbox_seen (institution_id, employee_id, case_id, version) VALUES ($1, $2, $3, $4)
         ON CONFLICT (institution_id, employee_id, case_id) DO UPDATE SET version = excluded.version"
    )
    .bind(who)
    .bind(case)
    .bind(version)
    .run(tx)
    .await?;
    Ok(())
}

/// Forgets that somebody has seen a case.
pub(crate) async fn delete_seen(tx: &mut Tx, who: EmployeeId, case: CaseId) -> Result<(), DbError> {
    sql!("DELETE FROM inbox_seen WHERE institution_id = $1 AND employee_id = $2 AND case_id = $3")
        .bind(who)
        .bind(case)
        .run(tx)
        .await?;
    Ok(())
}

row! {
    struct ClaimRow { employee_id: EmployeeId, from_id: EmployeeId }
}

/// Who took a case, and from whom.
pub(crate) async fn find_claim(
    tx: &mut Tx,
    case: CaseId,
) -> Result<Option<(EmployeeId, EmployeeId)>, DbError> {
    let row =
        sql!("SELECT employee_id, from_id FROM inbox_claims WHERE institution_id = $1 AND case_id = $2")
            .bind(case)
            .optional::<ClaimRow>(tx)
            .await?;
    Ok(row.map(|row| (row.employee_id, row.from_id)))
}

/// Notes that somebody took a case.
pub(crate) async fn put_claim(
    tx: &mut Tx,
    case: CaseId,
    who: EmployeeId,
    from: EmployeeId,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO inbox_claims (institution_id, case_id, employee_id, from_id, at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (institution_id, case_id)
         DO UPDATE SET employee_id = excluded.employee_id, from_id = excluded.from_id, at = excluded.at"
    )
    .bind(case)
    .bind(who)
    .bind(from)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Forgets that a case was taken.
pub(crate) async fn delete_claim(tx: &mut Tx, case: CaseId) -> Result<(), DbError> {
    sql!("DELETE FROM inbox_claims WHERE institution_id = $1 AND case_id = $2").bind(case).run(tx).await?;
    Ok(())
}

/// Whether a session still stands.
pub(crate) async fn stands(tx: &mut Tx, session: SessionId) -> Result<bool, DbError> {
    let found = sql!("SELECT count(*) AS value FROM sessions WHERE institution_id = $1 AND id = $2")
        .bind(session)
        .scalar::<i64>(tx)
        .await?;
    Ok(found == Some(1))
}
