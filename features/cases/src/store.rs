//! Cases, their notes and the ways of clients to them, as they are stored.

use std::collections::{BTreeMap, BTreeSet};

use solits_db::{DbError, Statement, Tx, row, sql};
use solits_journal::channel_name;
use solits_kernel::{BranchId, CaseId, EmployeeId, ServiceId, TicketId, Timestamp, fold};
use solits_standard::model::ChannelKind;
use uuid::Uuid;

use crate::model::{Audience, Case, Kind, Status};

row! {
    struct CaseRow {
        id: CaseId, reference: String, kind: String, subject: String, service_id: Option<ServiceId>, branch_id: BranchId,
        owner_id: EmployeeId, opened_by: Option<EmployeeId>, ticket_id: Option<TicketId>, client_name: String,
        client_contact: String, channel: String, status: String, next_step: String, opened_at: Timestamp,
        due_at: Option<Timestamp>, answered_at: Option<Timestamp>, closed_at: Option<Timestamp>, answer: Option<String>,
        version: i64, erased_at: Option<Timestamp>,
    }
}

impl TryFrom<CaseRow> for Case {
    type Error = DbError;

    fn try_from(row: CaseRow) -> Result<Self, DbError> {
        let corrupt = || DbError::Corrupt(format!("case {}", row.id));
        Ok(Self {
            kind: Kind::parse(&row.kind).ok_or_else(corrupt)?,
            channel: channel_of(&row.channel).ok_or_else(corrupt)?,
            status: Status::parse(&row.status).ok_or_else(corrupt)?,
            id: row.id,
            reference: row.reference,
            subject: row.subject,
            service: row.service_id,
            branch: row.branch_id,
            owner: row.owner_id,
            opened_by: row.opened_by,
            ticket: row.ticket_id,
            client_name: row.client_name,
            client_contact: row.client_contact,
            next_step: row.next_step,
            opened_at: row.opened_at,
            due_at: row.due_at,
            answered_at: row.answered_at,
            closed_at: row.closed_at,
            answer: row.answer,
            version: row.version,
            erased_at: row.erased_at,
        })
    }
}

/// The channel of a stored name.
pub(crate) fn channel_of(name: &str) -> Option<ChannelKind> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// The case of that id, if whoever looks may see it: what concerns them is not there for them.
pub(crate) async fn find(tx: &mut Tx, id: CaseId) -> Result<Option<Case>, DbError> {
    sql!(
        ["SELECT c.id, c.reference, c.kind, c.subject, c.service_id, c.branch_id, c.owner_id, c.opened_by, c.ticket_id,
                c.client_name, c.client_contact, c.channel, c.status, c.next_step, c.opened_at, c.due_at, c.answered_at,
                c.closed_at, c.answer, c.version, c.erased_at
           FROM cases c
          WHERE c.institution_id = $1 AND c.id = $2
            AND ", solits_db::case_sight!(3, 4), " = 1"]
    )
    .bind(id)
    .bind_viewer(tx.viewer())
    .optional::<CaseRow>(tx)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// The number of a case, for whoever sends the form again by which they opened it: it may be hidden from them by now.
pub(crate) async fn find_reference(tx: &mut Tx, id: CaseId) -> Result<Option<String>, DbError> {
    sql!("SELECT reference AS value FROM cases WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .scalar(tx)
        .await
}

/// Cases for other programs, the newest first, those opened before `before`.
pub(crate) async fn list(
    tx: &mut Tx,
    status: Option<Status>,
    owner: Option<EmployeeId>,
    before: Uuid,
    most: i64,
) -> Result<Vec<Case>, DbError> {
    sql!(
        ["SELECT c.id, c.reference, c.kind, c.subject, c.service_id, c.branch_id, c.owner_id, c.opened_by, c.ticket_id,
                c.client_name, c.client_contact, c.channel, c.status, c.next_step, c.opened_at, c.due_at, c.answered_at,
                c.closed_at, c.answer, c.version, c.erased_at
           FROM cases c
          WHERE c.institution_id = $1 AND (CAST($2 AS TEXT) IS NULL OR c.status = $2)
            AND (CAST($3 AS UUID) IS NULL OR c.owner_id = $3) AND c.id < $4
            AND ", solits_db::case_sight!(6, 7), " = 1
          ORDER BY c.id DESC LIMIT $5"]
    )
    .bind(status.map(Status::name))
    .bind(owner)
    .bind(before)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all::<CaseRow>(tx)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// The last number of each year that this transaction has drawn: until it ends nobody else can draw one.
#[derive(Default)]
struct Drawn(BTreeMap<i64, i64>);

/// Draws the next number of a year.
pub(crate) async fn next_number(tx: &mut Tx, year: i64) -> Result<i64, DbError> {
    let drawn = tx.memory::<Drawn>().0.get_mut(&year).map(|last| {
        *last += 1;
        *last
    });
    if let Some(drawn) = drawn {
        // The year's row is held since the first one; what was drawn then is noted in it once.
        sql!("UPDATE case_numbers SET last = last + $3 WHERE institution_id = $1 AND year = $2")
            .bind(year)
            .bind(1_i64)
            .adding_at_commit(tx, &[1]);
        return Ok(drawn);
    }
    let first = sql!(
        "INSERT INTO case_numbers (institution_id, year, last) VALUES ($1, $2, 1)
         ON CONFLICT (institution_id, year) DO UPDATE SET last = case_numbers.last + 1
         RETURNING last AS value"
    )
    .bind(year)
    .scalar::<i64>(tx)
    .await?
    .ok_or_else(|| DbError::Corrupt("no case number".to_owned()))?;
    tx.memory::<Drawn>().0.insert(year, first);
    Ok(first)
}

/// Hashes of a case's codes.
#[derive(Debug)]
pub(crate) struct CodeHashes {
    /// Of the code in the link.
    pub(crate) link: Vec<u8>,
    /// Of the code for typing.
    pub(crate) short: Vec<u8>,
}

/// Stores a new case.
pub(crate) fn insert_at_commit(tx: &mut Tx, case: &Case, hashes: CodeHashes, contact_key: &str) {
    sql!(
        "INSERT INTO cases (institution_id, id, reference, code_hash, short_code_hash, kind, subject, subject_folded, service_id,
                branch_id, owner_id, opened_by, ticket_id, client_name, client_contact, contact_key, channel, status, next_step,
                opened_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)"
    )
    .bind(case.id)
    .bind(&case.reference)
    .bind(hashes.link)
    .bind(hashes.short)
    .bind(case.kind.name())
    .bind(&case.subject)
    .bind(fold(&case.subject))
    .bind(case.service)
    .bind(case.branch)
    .bind(case.owner)
    .bind(case.opened_by)
    .bind(case.ticket)
    .bind(&case.client_name)
    .bind(&case.client_contact)
    .bind(contact_key)
    .bind(channel_name(case.channel))
    .bind(case.status.name())
    .bind(&case.next_step)
    .bind(case.opened_at)
    .bind(case.version)
    .at_commit(tx);
}

/// Stores a changed case, unless it was changed since version `seen`: `false` then.
pub(crate) async fn update(tx: &mut Tx, case: &Case, seen: i64) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE cases SET owner_id = $4, status = $5, next_step = $6, answered_at = $7, closed_at = $8, answer = $9, version = $10,
                kind = $11, service_id = $12
          WHERE institution_id = $1 AND id = $2 AND version = $3 AND erased_at IS NULL"
    )
    .bind(case.id)
    .bind(seen)
    .bind(case.owner)
    .bind(case.status.name())
    .bind(&case.next_step)
    .bind(case.answered_at)
    .bind(case.closed_at)
    .bind(case.answer.as_deref())
    .bind(case.version)
    .bind(case.kind.name())
    .bind(case.service)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Sets the nearest limit from the promises that are still owed for the case, those broken and not yet made good among
/// them, and from what was promised to its client by hand. A clock that stands still sets none.
pub(crate) async fn update_due(tx: &mut Tx, id: CaseId) -> Result<Option<Timestamp>, DbError> {
    Ok(updating_due(id).scalar::<Option<Timestamp>>(tx).await?.flatten())
}

/// Sets the nearest limit as [`update_due`] does, when the transaction commits: once, however much begins in it.
pub(crate) fn update_due_at_commit(tx: &mut Tx, id: CaseId) {
    updating_due(id).apart().at_commit(tx);
}

fn updating_due(id: CaseId) -> Statement {
    // SQLite has no statistics to choose an index by: its text names the one that finds a handful of rows.
    sql!(
        sqlite "UPDATE cases
            SET due_at = (SELECT min(d.due_at) FROM (
                   SELECT o.due_at FROM obligations o INDEXED BY obligations_live
                    WHERE o.institution_id = $1 AND o.subject_id = $2
                      AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
                      AND (o.state = 'breached' OR o.look_at IS NOT NULL)
                   UNION ALL
                   SELECT p.due_at FROM case_promises p
                    WHERE p.institution_id = $1 AND p.case_id = $2 AND p.state = 'open') AS d)
          WHERE institution_id = $1 AND id = $2
         RETURNING due_at AS value",
        pg "UPDATE cases
            SET due_at = (SELECT min(d.due_at) FROM (
                   SELECT o.due_at FROM obligations o
                    WHERE o.institution_id = $1 AND o.subject_id = $2
                      AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
                      AND (o.state = 'breached' OR o.look_at IS NOT NULL)
                   UNION ALL
                   SELECT p.due_at FROM case_promises p
                    WHERE p.institution_id = $1 AND p.case_id = $2 AND p.state = 'open') AS d)
          WHERE institution_id = $1 AND id = $2
         RETURNING due_at AS value"
    )
    .bind(id)
}

/// Replaces the codes of a case: the old ones open nothing any more.
pub(crate) async fn update_codes(tx: &mut Tx, id: CaseId, hashes: CodeHashes) -> Result<(), DbError> {
    sql!("UPDATE cases SET code_hash = $3, short_code_hash = $4 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(hashes.link)
        .bind(hashes.short)
        .run(tx)
        .await?;
    Ok(())
}

/// Lets somebody see a confidential case, or hides it from them, unless that was said of them before.
pub(crate) async fn insert_sight(
    tx: &mut Tx,
    case: CaseId,
    employee: EmployeeId,
    may: bool,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (institution_id, case_id, employee_id) DO NOTHING"
    )
    .bind(case)
    .bind(employee)
    .bind(i64::from(may))
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    struct SightRow { employee_id: EmployeeId, may: i64 }
}

/// Of whom it is said that they see a case (`true`), or that it is hidden from them.
pub(crate) async fn list_sight(tx: &mut Tx, case: CaseId) -> Result<Vec<(EmployeeId, bool)>, DbError> {
    let rows = sql!("SELECT employee_id, may FROM case_sight WHERE institution_id = $1 AND case_id = $2 ORDER BY employee_id")
        .bind(case)
        .all::<SightRow>(tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.employee_id, row.may == 1)).collect())
}

/// Those who were told by name that a promise made in a case is late.
pub(crate) async fn list_told(tx: &mut Tx, case: CaseId) -> Result<BTreeSet<EmployeeId>, DbError> {
    let rows = sql!(
        "SELECT employee_id, may FROM case_sight WHERE institution_id = $1 AND case_id = $2 AND told = 1 ORDER BY employee_id"
    )
    .bind(case)
    .all::<SightRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.employee_id).collect())
}

/// Notes that somebody was told; they see the case unless it is hidden from them.
pub(crate) async fn mark_told(
    tx: &mut Tx,
    case: CaseId,
    employee: EmployeeId,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_sight (institution_id, case_id, employee_id, may, since, told) VALUES ($1, $2, $3, 1, $4, 1)
         ON CONFLICT (institution_id, case_id, employee_id) DO UPDATE SET told = 1"
    )
    .bind(case)
    .bind(employee)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Forgets of whom it was said that they see a case, and from whom it is hidden.
pub(crate) async fn delete_sight(tx: &mut Tx, case: CaseId) -> Result<(), DbError> {
    sql!("DELETE FROM case_sight WHERE institution_id = $1 AND case_id = $2").bind(case).run(tx).await?;
    Ok(())
}

row! {
    struct NoteRow { id: Uuid, at: Timestamp, employee_id: Option<EmployeeId>, audience: String, text: String }
}

/// A text in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Id; the journal entry of the note names it.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who wrote it; `None` for another program.
    pub employee: Option<EmployeeId>,
    /// Who reads it.
    pub audience: Audience,
    /// The text.
    pub text: String,
}

/// The notes of a case, oldest first.
pub(crate) async fn list_notes(tx: &mut Tx, case: CaseId) -> Result<Vec<Note>, DbError> {
    let rows = sql!(
        "SELECT id, at, employee_id, audience, text FROM case_notes WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id"
    )
    .bind(case)
    .all::<NoteRow>(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let audience = Audience::parse(&row.audience)
                .ok_or_else(|| DbError::Corrupt(format!("case note {}", row.id)))?;
            Ok(Note { id: row.id, at: row.at, employee: row.employee_id, audience, text: row.text })
        })
        .collect()
}

/// Stores a note.
pub(crate) async fn insert_note(tx: &mut Tx, case: CaseId, note: &Note) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_notes (institution_id, id, case_id, at, employee_id, audience, text)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(note.id)
    .bind(case)
    .bind(note.at)
    .bind(note.employee)
    .bind(note.audience.name())
    .bind(&note.text)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// A case as found by a code.
    pub(crate) struct Coded { pub(crate) id: CaseId, pub(crate) contact_key: String }
}

/// The case of a link's code. Where it has become part of another of the same client, the other.
pub(crate) async fn find_by_link(tx: &mut Tx, hash: Vec<u8>) -> Result<Option<Coded>, DbError> {
    sql!(
        "SELECT coalesce(j.into_id, c.id) AS id, c.contact_key
           FROM cases c
           LEFT JOIN case_joins j ON j.institution_id = $1 AND j.case_id = c.id AND j.of_one_client = 1
          WHERE c.institution_id = $1 AND c.code_hash = $2 AND c.erased_at IS NULL"
    )
    .bind(hash)
    .optional(tx)
    .await
}

/// The case of a short code, or the one it has become part of.
pub(crate) async fn find_by_short(tx: &mut Tx, hash: Vec<u8>) -> Result<Option<Coded>, DbError> {
    sql!(
        "SELECT coalesce(j.into_id, c.id) AS id, c.contact_key
           FROM cases c
           LEFT JOIN case_joins j ON j.institution_id = $1 AND j.case_id = c.id AND j.of_one_client = 1
          WHERE c.institution_id = $1 AND c.short_code_hash = $2 AND c.erased_at IS NULL LIMIT 1"
    )
    .bind(hash)
    .optional(tx)
    .await
}

/// How many mistakes were made with a case's short code on a day.
pub(crate) async fn count_mistakes(tx: &mut Tx, case: CaseId, day: i64) -> Result<i64, DbError> {
    let count = sql!(
        "SELECT count AS value FROM case_mistakes WHERE institution_id = $1 AND case_id = $2 AND day = $3"
    )
    .bind(case)
    .bind(day)
    .scalar(tx)
    .await?;
    Ok(count.unwrap_or_default())
}

/// Counts one more mistake.
pub(crate) async fn insert_mistake(tx: &mut Tx, case: CaseId, day: i64) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_mistakes (institution_id, case_id, day, count) VALUES ($1, $2, $3, 1)
         ON CONFLICT (institution_id, case_id, day) DO UPDATE SET count = case_mistakes.count + 1"
    )
    .bind(case)
    .bind(day)
    .run(tx)
    .await?;
    Ok(())
}

/// Opens a client's way to a case until an instant, and forgets those that have ended.
pub(crate) async fn insert_view(
    tx: &mut Tx,
    token_hash: Vec<u8>,
    case: CaseId,
    now: Timestamp,
    until: Timestamp,
) -> Result<(), DbError> {
    sql!("DELETE FROM case_views WHERE institution_id = $1 AND until < $2").bind(now).run(tx).await?;
    sql!("INSERT INTO case_views (institution_id, token_hash, case_id, until) VALUES ($1, $2, $3, $4)")
        .bind(token_hash)
        .bind(case)
        .bind(until)
        .run(tx)
        .await?;
    Ok(())
}

/// The case a client's way leads to, while it is open.
pub(crate) async fn find_view(
    tx: &mut Tx,
    token_hash: Vec<u8>,
    now: Timestamp,
) -> Result<Option<Case>, DbError> {
    sql!(
        "SELECT c.id, c.reference, c.kind, c.subject, c.service_id, c.branch_id, c.owner_id, c.opened_by, c.ticket_id,
                c.client_name, c.client_contact, c.channel, c.status, c.next_step, c.opened_at, c.due_at, c.answered_at,
                c.closed_at, c.answer, c.version, c.erased_at
           FROM case_views v JOIN cases c ON c.institution_id = v.institution_id AND c.id = v.case_id
          WHERE v.institution_id = $1 AND v.token_hash = $2 AND v.until >= $3 AND c.erased_at IS NULL"
    )
    .bind(token_hash)
    .bind(now)
    .optional::<CaseRow>(tx)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// Ends a client's way to a case.
pub(crate) async fn delete_view(tx: &mut Tx, token_hash: Vec<u8>) -> Result<(), DbError> {
    sql!("DELETE FROM case_views WHERE institution_id = $1 AND token_hash = $2")
        .bind(token_hash)
        .run(tx)
        .await?;
    Ok(())
}

/// Ends every client's way to a case, as when its codes are replaced.
pub(crate) async fn delete_views_of(tx: &mut Tx, case: CaseId) -> Result<(), DbError> {
    sql!("DELETE FROM case_views WHERE institution_id = $1 AND case_id = $2").bind(case).run(tx).await?;
    Ok(())
}
