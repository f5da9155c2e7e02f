//! Which cases have outlived their term, and overwriting what is personal in them (security §11).
//!
//! All tables that hold something of a case stand here together, whichever room writes them, so that what is forgotten of a
//! case is read in one place. What counts without persons stays: number, kind, service, days, findings, scores, promises.

use solits_db::{DbError, Sql, Tx, row, sql};
use solits_kernel::{BranchId, CaseId, TicketId, Timestamp};

/// What stands where the subject of a case stood: lists lead to its page by it.
const NOTHING: &str = "–";

row! {
    /// A case that is erased in the next run.
    pub(crate) struct DueRow {
        pub(crate) id: CaseId, pub(crate) reference: String, pub(crate) kind: String, pub(crate) branch_id: BranchId,
        pub(crate) ticket_id: Option<TicketId>, pub(crate) closed_at: Timestamp, pub(crate) version: i64,
    }
}

/// Closed, and nothing of it goes on: nobody holds it, what it became a part of is erased as well, no case that came out of
/// it is open, and nothing is owed, asked, called, sent or measured for it any more. What is owed is said twice, once in the
/// words of the index of what is owed.
macro_rules! is_over {
    () => {
        "c.status = 'closed' AND c.erased_at IS NULL AND c.closed_at < $2
         AND CASE WHEN c.kind IN ('complaint', 'claim') THEN CAST(1 AS BIGINT) ELSE 0 END = $3
         AND NOT EXISTS (SELECT 1 FROM case_holds h WHERE h.institution_id = $1 AND h.case_id = c.id AND h.lifted_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM case_joins j JOIN cases i ON i.institution_id = $1 AND i.id = j.into_id
              WHERE j.institution_id = $1 AND j.case_id = c.id AND i.erased_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM case_links k JOIN cases i ON i.institution_id = $1 AND i.id = k.other_id
              WHERE k.institution_id = $1 AND k.one_id = c.id AND k.kind IN ('continues', 'split') AND i.status <> 'closed')
         AND NOT EXISTS (SELECT 1 FROM case_links k JOIN cases i ON i.institution_id = $1 AND i.id = k.one_id
              WHERE k.institution_id = $1 AND k.other_id = c.id AND k.kind IN ('continues', 'split') AND i.status <> 'closed')
         AND NOT EXISTS (SELECT 1 FROM obligations o WHERE o.institution_id = $1 AND o.subject_id = c.id AND o.state = 'open'
                AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached'))
         AND NOT EXISTS (SELECT 1 FROM case_subjects s JOIN obligations o ON o.institution_id = $1 AND o.subject_id = s.subject_id
              WHERE s.institution_id = $1 AND s.case_id = c.id AND o.state = 'open'
                AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached'))
         AND NOT EXISTS (SELECT 1 FROM internal_requests q
              WHERE q.institution_id = $1 AND q.case_id = c.id AND q.state IN ('open', 'partly'))
         AND NOT EXISTS (SELECT 1 FROM nonconformities q
              WHERE q.institution_id = $1 AND q.case_id = c.id AND q.state <> 'closed')
         AND NOT EXISTS (SELECT 1 FROM callbacks b
              WHERE b.institution_id = $1 AND b.case_id = c.id AND b.ended_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM outbox x JOIN messages m ON m.institution_id = $1 AND m.id = x.id
              WHERE x.institution_id = $1 AND m.case_id = c.id AND x.state = 'waiting')
         AND NOT EXISTS (SELECT 1 FROM feedback_measures w
              WHERE w.institution_id = $1 AND w.case_id = c.id AND w.checked_at IS NULL)
         AND NOT EXISTS (SELECT 1 FROM feedback f
              WHERE f.institution_id = $1 AND f.case_id = c.id AND f.stage IN ('registered', 'examined')
                AND NOT EXISTS (SELECT 1 FROM case_joins j WHERE j.institution_id = $1 AND j.case_id = f.case_id))"
    };
}

/// The cases that were closed before and of which nothing goes on, the longest closed first: complaints and claims, or the
/// others. Whoever looks is shown those that they may see.
pub(crate) async fn list_over(
    tx: &mut Tx,
    before: Timestamp,
    are_complaints: bool,
    most: i64,
) -> Result<Vec<DueRow>, DbError> {
    sql!([
        "SELECT c.id, c.reference, c.kind, c.branch_id, c.ticket_id, c.closed_at, c.version FROM cases c
          WHERE c.institution_id = $1 AND ",
        is_over!(),
        " AND ",
        solits_db::case_sight!(5, 6),
        " = 1
          ORDER BY c.closed_at, c.id LIMIT $4"
    ])
    .bind(before)
    .bind(i64::from(are_complaints))
    .bind(most)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

/// How many of them whoever looks may see.
pub(crate) async fn count_over(tx: &mut Tx, before: Timestamp, are_complaints: bool) -> Result<i64, DbError> {
    let count = sql!([
        "SELECT count(*) AS value FROM cases c WHERE c.institution_id = $1 AND ",
        is_over!(),
        " AND ",
        solits_db::case_sight!(4, 5),
        " = 1"
    ])
    .bind(before)
    .bind(i64::from(are_complaints))
    .bind_viewer(tx.viewer())
    .scalar(tx)
    .await?;
    Ok(count.unwrap_or_default())
}

/// Overwrites the case itself, unless somebody has done something with it since: `false` then. Its codes open nothing any
/// more.
pub(crate) async fn erase_case(
    tx: &mut Tx,
    case: &DueRow,
    codes: (Vec<u8>, Vec<u8>),
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE cases SET subject = $4, subject_folded = '', client_name = '', client_contact = '', contact_key = '',
                next_step = '', answer = NULL, code_hash = $5, short_code_hash = $6, erased_at = $7, version = version + 1
          WHERE institution_id = $1 AND id = $2 AND version = $3 AND status = 'closed' AND erased_at IS NULL"
    )
    .bind(case.id)
    .bind(case.version)
    .bind(NOTHING)
    .bind(codes.0)
    .bind(codes.1)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Overwrites what was written in a case by whomever, its letters and files, and what colleagues wrote about it.
pub(crate) async fn erase_contents(tx: &mut Tx, case: CaseId, at: Timestamp) -> Result<(), DbError> {
    let all = of_people()
        .into_iter()
        .chain(of_texts())
        .chain(of_feedback())
        .chain(of_colleagues())
        // What the scanner said of files is found by what they hold, so it goes before them.
        .chain(of_messages());
    for statement in all {
        statement.bind(case).run(tx).await?;
    }
    let nothing = Vec::<u8>::new();
    sql!(
        "UPDATE message_files SET name = '', content = NULL, holds = NULL, digest = $3
          WHERE institution_id = $1 AND message_id IN (
                SELECT m.id FROM messages m WHERE m.institution_id = $1 AND m.case_id = $2)"
    )
    .bind(case)
    .bind(nothing.clone())
    .run(tx)
    .await?;
    sql!(
        "UPDATE outbox SET recipient = '', recipient_key = '', raw = $3, said = ''
          WHERE institution_id = $1 AND id IN (
                SELECT m.id FROM messages m WHERE m.institution_id = $1 AND m.case_id = $2)"
    )
    .bind(case)
    .bind(nothing)
    .run(tx)
    .await?;
    // Its place on the server and its digest stay, so that the same letter does not come again.
    sql!(
        "UPDATE letters SET raw = NULL, author = '', subject = '', seen_to_note = NULL, forgotten_at = $3,
                unsearched = unsearched + 1
          WHERE institution_id = $1 AND case_id = $2"
    )
    .bind(case)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Overwrites what a desk wrote down at the visit that led to a case, unless another case came of it as well whose contents
/// are still kept.
pub(crate) async fn erase_visit(tx: &mut Tx, ticket: TicketId) -> Result<(), DbError> {
    let of_visit = [
        sql!(
            "UPDATE desk_notes SET note = '' WHERE institution_id = $1 AND ticket_id = $2
                AND NOT EXISTS (SELECT 1 FROM cases o
                     WHERE o.institution_id = $1 AND o.ticket_id = $2 AND o.erased_at IS NULL)"
        ),
        sql!(
            "UPDATE contacts SET note = NULL, detail = NULL WHERE institution_id = $1 AND ticket_id = $2 AND note IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM cases o
                     WHERE o.institution_id = $1 AND o.ticket_id = $2 AND o.erased_at IS NULL)"
        ),
    ];
    for statement in of_visit {
        statement.bind(ticket).run(tx).await?;
    }
    Ok(())
}

/// The messages of a case and what hangs on them.
fn of_messages() -> Vec<Sql> {
    vec![
        sql!(
            "DELETE FROM file_scans WHERE institution_id = $1
                AND digest IN (SELECT f.digest FROM messages m
                      JOIN message_files f ON f.institution_id = $1 AND f.message_id = m.id
                     WHERE m.institution_id = $1 AND m.case_id = $2)
                AND NOT EXISTS (SELECT 1 FROM message_files g
                      JOIN messages n ON n.institution_id = $1 AND n.id = g.message_id
                     WHERE g.institution_id = $1 AND g.digest = file_scans.digest AND n.case_id <> $2)
                AND NOT EXISTS (SELECT 1 FROM reply_files r
                     WHERE r.institution_id = $1 AND r.digest = file_scans.digest)
                AND NOT EXISTS (SELECT 1 FROM portal_files p
                     WHERE p.institution_id = $1 AND p.digest = file_scans.digest)"
        ),
        sql!(
            "UPDATE message_answers SET value = '' WHERE institution_id = $1 AND message_id IN (
                 SELECT m.id FROM messages m WHERE m.institution_id = $1 AND m.case_id = $2)"
        ),
        sql!(
            "DELETE FROM message_names WHERE institution_id = $1 AND message_id IN (
                 SELECT m.id FROM messages m WHERE m.institution_id = $1 AND m.case_id = $2)"
        ),
        sql!(
            "DELETE FROM message_threads WHERE institution_id = $1 AND message_id IN (
                 SELECT m.id FROM messages m WHERE m.institution_id = $1 AND m.case_id = $2)"
        ),
        sql!(
            "UPDATE paper_letters SET addressee = '' WHERE institution_id = $1 AND id IN (
                 SELECT m.id FROM messages m WHERE m.institution_id = $1 AND m.case_id = $2)"
        ),
        sql!(
            "UPDATE returned_letters SET said = '' WHERE institution_id = $1 AND id IN (
                 SELECT m.id FROM messages m WHERE m.institution_id = $1 AND m.case_id = $2)"
        ),
        sql!(
            "DELETE FROM letter_parts WHERE institution_id = $1 AND letter_id IN (
                 SELECT l.id FROM letters l WHERE l.institution_id = $1 AND l.case_id = $2)"
        ),
        sql!(
            "DELETE FROM letter_meetings WHERE institution_id = $1 AND letter_id IN (
                 SELECT l.id FROM letters l WHERE l.institution_id = $1 AND l.case_id = $2)"
        ),
        sql!(
            "UPDATE messages SET author_name = '', author_address = '', recipient = '', subject = '', text = ''
              WHERE institution_id = $1 AND case_id = $2"
        ),
    ]
}

/// Who takes part in a case, who hears of it, and who may come in to see it.
fn of_people() -> Vec<Sql> {
    vec![
        sql!("DELETE FROM case_people WHERE institution_id = $1 AND case_id = $2"),
        sql!("DELETE FROM case_parties WHERE institution_id = $1 AND case_id = $2"),
        sql!("DELETE FROM case_contacts WHERE institution_id = $1 AND case_id = $2"),
        sql!("DELETE FROM case_views WHERE institution_id = $1 AND case_id = $2"),
        sql!("DELETE FROM case_mistakes WHERE institution_id = $1 AND case_id = $2"),
        sql!("UPDATE callbacks SET phone = '', question = '' WHERE institution_id = $1 AND case_id = $2"),
        sql!("UPDATE contacts SET note = NULL, detail = NULL WHERE institution_id = $1 AND case_id = $2"),
        sql!("UPDATE case_surveys SET words = '' WHERE institution_id = $1 AND case_id = $2"),
    ]
}

/// What was written down in a case.
fn of_texts() -> Vec<Sql> {
    vec![
        sql!("UPDATE case_notes SET text = '' WHERE institution_id = $1 AND case_id = $2"),
        sql!("UPDATE case_news SET text = '' WHERE institution_id = $1 AND case_id = $2"),
        sql!(
            "UPDATE case_orders SET purpose = '', price_why = '', paid_words = '', place_words = '', handed_to = '',
                    handed_basis = '', delay_words = ''
              WHERE institution_id = $1 AND case_id = $2"
        ),
        sql!("UPDATE case_sources SET text = '', place = '' WHERE institution_id = $1 AND case_id = $2"),
        sql!("UPDATE case_promises SET text = '' WHERE institution_id = $1 AND case_id = $2"),
        sql!(
            "UPDATE case_referrals SET part = '', reason = '', contacts = '', address = ''
              WHERE institution_id = $1 AND case_id = $2"
        ),
        sql!("UPDATE case_conflicts SET text = '' WHERE institution_id = $1 AND case_id = $2"),
        sql!(
            "UPDATE case_natures SET reasons = '[]', doubts = '[]', may_belong = '[]'
              WHERE institution_id = $1 AND case_id = $2"
        ),
        sql!("UPDATE case_holds SET reason = '', lifted_why = '' WHERE institution_id = $1 AND case_id = $2"),
        // What was said of several at once is said of this one as well.
        sql!(
            "UPDATE inbox_batches SET said = '' WHERE institution_id = $1 AND id IN (
                 SELECT i.batch_id FROM inbox_batch_cases i WHERE i.institution_id = $1 AND i.case_id = $2)"
        ),
        sql!("UPDATE inbox_batch_cases SET was = '' WHERE institution_id = $1 AND case_id = $2"),
        sql!("UPDATE staff_letters SET subject = '', text = '', said = '' WHERE institution_id = $1 AND subject_id = $2"),
    ]
}

/// What was found and decided on a complaint, in words; numbers, stages and findings stay in the register.
fn of_feedback() -> Vec<Sql> {
    vec![
        sql!("UPDATE feedback SET decision = '' WHERE institution_id = $1 AND case_id = $2"),
        sql!(
            "UPDATE feedback_rungs SET why_lv = '', why_en = '', facts = '', other_side = '', cause = '', reasons = '',
                    request = ''
              WHERE institution_id = $1 AND case_id = $2"
        ),
        sql!("UPDATE feedback_measures SET what = '' WHERE institution_id = $1 AND case_id = $2"),
        sql!("UPDATE feedback_receptions SET place = '' WHERE institution_id = $1 AND case_id = $2"),
    ]
}

/// What colleagues asked each other out of a case and reported from it. The search reads it once more.
fn of_colleagues() -> Vec<Sql> {
    vec![
        sql!(
            "INSERT INTO search_again (institution_id, kind, subject_id)
             SELECT q.institution_id, 'question', q.id FROM internal_requests q WHERE q.institution_id = $1 AND q.case_id = $2
                AND NOT EXISTS (SELECT 1 FROM search_again a
                     WHERE a.institution_id = $1 AND a.kind = 'question' AND a.subject_id = q.id)"
        ),
        sql!(
            "INSERT INTO search_again (institution_id, kind, subject_id)
             SELECT q.institution_id, 'report', q.id FROM nonconformities q WHERE q.institution_id = $1 AND q.case_id = $2
                AND NOT EXISTS (SELECT 1 FROM search_again a
                     WHERE a.institution_id = $1 AND a.kind = 'report' AND a.subject_id = q.id)"
        ),
        sql!(
            "UPDATE staff_letters SET subject = '', text = '', said = '' WHERE institution_id = $1 AND subject_id IN (
                 SELECT q.id FROM internal_requests q WHERE q.institution_id = $1 AND q.case_id = $2
                 UNION ALL
                 SELECT q.id FROM nonconformities q WHERE q.institution_id = $1 AND q.case_id = $2)"
        ),
        sql!(
            "UPDATE internal_replies SET text = '' WHERE institution_id = $1 AND request_id IN (
                 SELECT q.id FROM internal_requests q WHERE q.institution_id = $1 AND q.case_id = $2)"
        ),
        sql!(
            "UPDATE internal_requests SET topic = '', question = '', checked = '', shown = '[]', place = ''
              WHERE institution_id = $1 AND case_id = $2"
        ),
        sql!(
            "UPDATE nonconformity_steps SET text = '' WHERE institution_id = $1 AND nonconformity_id IN (
                 SELECT q.id FROM nonconformities q WHERE q.institution_id = $1 AND q.case_id = $2)"
        ),
        sql!(
            "UPDATE nonconformities SET found = '', remedy = '', closing = '' WHERE institution_id = $1 AND case_id = $2"
        ),
        // A draft that is still to leave keeps its case open; any other was not sent.
        sql!("DELETE FROM reply_files WHERE institution_id = $1 AND case_id = $2"),
        sql!("DELETE FROM reply_drafts WHERE institution_id = $1 AND case_id = $2"),
    ]
}
