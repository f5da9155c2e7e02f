//! What residents send on the public pages, as it is stored: files of forms not sent yet, answers, how a client is told.

use solits_db::{DbError, Tx, row, sql};
use solits_journal::StoredEntry;
use solits_kernel::{CaseId, Timestamp};

use super::await_scan;
use crate::model::MessageId;

/// A file of a form that has not been sent yet.
#[derive(Clone, Debug)]
pub(crate) struct KeptFile<'a> {
    /// The field it was chosen in.
    pub(crate) field: &'a str,
    pub(crate) name: &'a str,
    pub(crate) media: &'static str,
    pub(crate) digest: Vec<u8>,
    pub(crate) content: Vec<u8>,
    /// The documents of a signed container, one a line.
    pub(crate) holds: Option<String>,
}

/// Keeps a file under the form's hash; the place it got. Two sendings of one form wait for each other.
pub(crate) async fn keep_file(
    tx: &mut Tx,
    form: &[u8],
    place: i64,
    file: KeptFile<'_>,
    at: Timestamp,
) -> Result<bool, DbError> {
    let size = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
    await_scan(&file.digest).at_commit(tx);
    let kept = sql!(
        "INSERT INTO portal_files (institution_id, form_hash, place, field, name, media, size, digest, content, holds, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (institution_id, form_hash, place) DO NOTHING"
    )
    .bind(form)
    .bind(place)
    .bind(file.field)
    .bind(file.name)
    .bind(file.media)
    .bind(size)
    .bind(file.digest)
    .bind(file.content)
    .bind(file.holds)
    .bind(at)
    .run(tx)
    .await?;
    Ok(kept == 1)
}

row! {
    /// A kept file in a list.
    pub(crate) struct KeptLine {
        pub(crate) place: i64, pub(crate) field: String, pub(crate) name: String, pub(crate) size: i64,
        pub(crate) digest: Vec<u8>,
    }
}

/// The files kept for a form.
pub(crate) async fn list_kept(tx: &mut Tx, form: &[u8]) -> Result<Vec<KeptLine>, DbError> {
    sql!(
        "SELECT place, field, name, size, digest FROM portal_files WHERE institution_id = $1 AND form_hash = $2 ORDER BY place"
    )
    .bind(form)
    .all(tx)
    .await
}

/// Forgets one file of a form.
pub(crate) async fn drop_kept(tx: &mut Tx, form: &[u8], place: i64) -> Result<(), DbError> {
    sql!("DELETE FROM portal_files WHERE institution_id = $1 AND form_hash = $2 AND place = $3")
        .bind(form)
        .bind(place)
        .run(tx)
        .await?;
    Ok(())
}

/// Forgets every file of a form.
pub(crate) async fn drop_all_kept(tx: &mut Tx, form: &[u8]) -> Result<(), DbError> {
    sql!("DELETE FROM portal_files WHERE institution_id = $1 AND form_hash = $2").bind(form).run(tx).await?;
    Ok(())
}

/// Forgets the files of forms that nobody sent, and the days of sources that are over.
pub(crate) async fn forget_kept(tx: &mut Tx, before: Timestamp, today: i64) -> Result<(), DbError> {
    sql!("DELETE FROM portal_files WHERE institution_id = $1 AND sent_at < $2").bind(before).run(tx).await?;
    sql!("DELETE FROM portal_room WHERE institution_id = $1 AND day < $2").bind(today).run(tx).await?;
    Ok(())
}

/// Bytes of all files of forms not sent yet.
pub(crate) async fn sum_kept(tx: &mut Tx) -> Result<i64, DbError> {
    let sum = sql!(
        "SELECT CAST(coalesce(sum(size), 0) AS BIGINT) AS value FROM portal_files WHERE institution_id = $1"
    );
    Ok(sum.scalar(tx).await?.unwrap_or_default())
}

/// Counts bytes of a source; what it has sent on that day with them.
pub(crate) async fn count_room(tx: &mut Tx, source: &[u8], day: i64, bytes: i64) -> Result<i64, DbError> {
    let sum = sql!(
        "INSERT INTO portal_room (institution_id, source_hash, day, bytes) VALUES ($1, $2, $3, $4)
         ON CONFLICT (institution_id, source_hash, day) DO UPDATE SET bytes = portal_room.bytes + $4
         RETURNING bytes AS value"
    )
    .bind(source)
    .bind(day)
    .bind(bytes)
    .scalar(tx)
    .await?;
    Ok(sum.unwrap_or(i64::MAX))
}

/// Makes the files of a form those of a message, behind `after` that it has.
pub(crate) async fn move_kept(
    tx: &mut Tx,
    form: &[u8],
    message: MessageId,
    after: i64,
) -> Result<u64, DbError> {
    let moved = sql!(
        "INSERT INTO message_files (institution_id, message_id, place, name, media, size, digest, content, holds)
         SELECT $1, $3, place + $4, name, media, size, digest, content, holds FROM portal_files
          WHERE institution_id = $1 AND form_hash = $2"
    )
    .bind(form)
    .bind(message)
    .bind(after)
    .run(tx)
    .await?;
    drop_all_kept(tx, form).await?;
    Ok(moved)
}

row! {
    /// The signed documents in a file of a message.
    pub(crate) struct HoldsLine {
        pub(crate) message_id: MessageId, pub(crate) place: i64, pub(crate) holds: String,
    }
}

/// The documents in the signed containers of a case.
pub(crate) async fn list_holds(tx: &mut Tx, case: CaseId) -> Result<Vec<HoldsLine>, DbError> {
    sql!(
        "SELECT f.message_id, f.place, f.holds FROM messages m
           JOIN message_files f ON f.institution_id = $1 AND f.message_id = m.id
          WHERE m.institution_id = $1 AND m.case_id = $2 AND f.holds IS NOT NULL"
    )
    .bind(case)
    .all(tx)
    .await
}

/// An answer in the form of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The field's id.
    pub field: String,
    /// The kind of the field, as stored.
    pub kind: String,
    /// What was asked, in the language of the institution's work.
    pub label: String,
    /// What was answered.
    pub value: String,
}

/// Stores an answer at its place.
pub(crate) async fn insert_answer(
    tx: &mut Tx,
    message: MessageId,
    place: i64,
    answer: &Answer,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO message_answers (institution_id, message_id, place, field, kind, label, value)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(message)
    .bind(place)
    .bind(&answer.field)
    .bind(&answer.kind)
    .bind(&answer.label)
    .bind(&answer.value)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// A stored answer.
    pub(crate) struct AnswerLine { pub(crate) label: String, pub(crate) value: String }
}

/// What was answered in the forms of a case, in their order.
pub(crate) async fn list_answers(tx: &mut Tx, case: CaseId) -> Result<Vec<AnswerLine>, DbError> {
    sql!(
        "SELECT a.label, a.value FROM messages m
           JOIN message_answers a ON a.institution_id = $1 AND a.message_id = m.id
          WHERE m.institution_id = $1 AND m.case_id = $2 ORDER BY m.at, a.place"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// An address that has confirmed itself.
    pub(crate) struct ContactRow { pub(crate) case_id: CaseId, pub(crate) channel: String, pub(crate) lang: String }
}

/// Confirms the address behind a link's secret while it is good; the case and its language.
pub(crate) async fn confirm_contact(
    tx: &mut Tx,
    hash: Vec<u8>,
    at: Timestamp,
) -> Result<Option<ContactRow>, DbError> {
    sql!(
        "UPDATE case_contacts SET confirmed_at = $3, confirm_hash = NULL, confirm_until = NULL
          WHERE institution_id = $1 AND confirm_hash = $2 AND confirm_until >= $3
         RETURNING case_id, channel, lang"
    )
    .bind(hash)
    .bind(at)
    .optional(tx)
    .await
}

/// Whether an employee's reply in a case has left for an address, or is about to.
pub(crate) async fn is_replied(
    tx: &mut Tx,
    case: CaseId,
    key: &str,
    since: Timestamp,
) -> Result<bool, DbError> {
    let count = sql!(
        "SELECT count(*) AS value FROM outbox
          WHERE institution_id = $1 AND case_id = $2 AND recipient_key = $3 AND kind = 'reply' AND written_at >= $4
            AND state IN ('waiting', 'sent')"
    )
    .bind(case)
    .bind(key)
    .bind(since)
    .scalar::<i64>(tx)
    .await?;
    Ok(count.unwrap_or_default() > 0)
}

/// Whether a letter that names a day, as of a delay, was written to an address of a case since an instant.
pub(crate) async fn is_told_day(
    tx: &mut Tx,
    case: CaseId,
    key: &str,
    since: Timestamp,
) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT CAST(1 AS BIGINT) AS value FROM outbox
          WHERE institution_id = $1 AND case_id = $2 AND recipient_key = $3 AND kind = 'notice' AND written_at >= $4
            AND planned_at IS NOT NULL AND state IN ('waiting', 'sent') LIMIT 1"
    )
    .bind(case)
    .bind(key)
    .bind(since)
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some())
}

/// Whether an employee has written to the client in a case since an instant, by whichever way, and not taken it back.
pub(crate) async fn is_written(tx: &mut Tx, case: CaseId, since: Timestamp) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT CAST(1 AS BIGINT) AS value FROM messages m
          WHERE m.institution_id = $1 AND m.case_id = $2 AND m.direction = 'out' AND m.is_automatic = 0 AND m.at >= $3
            AND NOT EXISTS (SELECT 1 FROM outbox o
                  WHERE o.institution_id = $1 AND o.id = m.id AND (o.state NOT IN ('waiting', 'sent') OR o.is_forward = 1))
            AND NOT EXISTS (SELECT 1 FROM paper_letters p
                  WHERE p.institution_id = $1 AND p.id = m.id AND p.is_forward = 1)
          LIMIT 1"
    )
    .bind(case)
    .bind(since)
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some())
}

/// Up to where clients have been told; an institution that has never been looked at begins at its last sealed entry.
/// Whoever reads it holds it.
pub(crate) async fn hold_told(tx: &mut Tx) -> Result<i64, DbError> {
    sql!(
        "INSERT INTO told_cursors (institution_id, told_to)
         SELECT $1, CAST(coalesce(max(last_n), 0) AS BIGINT) FROM journal_seals WHERE institution_id = $1
         ON CONFLICT (institution_id) DO NOTHING"
    )
    .run(tx)
    .await?;
    let to = sql!(
        "UPDATE told_cursors SET told_to = told_to WHERE institution_id = $1 RETURNING told_to AS value"
    );
    Ok(to.scalar(tx).await?.unwrap_or_default())
}

/// Up to where clients have been told now.
pub(crate) async fn set_told(tx: &mut Tx, to: i64) -> Result<(), DbError> {
    sql!("UPDATE told_cursors SET told_to = $2 WHERE institution_id = $1").bind(to).run(tx).await?;
    Ok(())
}

/// The number of the last sealed entry; a cheap look before anything is held.
pub(crate) async fn last_sealed(tx: &mut Tx) -> Result<i64, DbError> {
    let last = sql!(
        "SELECT last_n AS value FROM journal_seals WHERE institution_id = $1 ORDER BY number DESC LIMIT 1"
    );
    Ok(last.scalar(tx).await?.unwrap_or_default())
}

/// Up to where clients have been told, without holding it; `None` before the first time.
pub(crate) async fn find_told(tx: &mut Tx) -> Result<Option<i64>, DbError> {
    sql!("SELECT told_to AS value FROM told_cursors WHERE institution_id = $1").scalar(tx).await
}

/// Entries between two numbers that a client is told of, in order: of cases where a way was chosen, and of those that came
/// by e-mail, where nobody was asked and the answer is plain. Work that goes on only to end in the same step is no news.
pub(crate) async fn list_to_tell(tx: &mut Tx, after: i64, upto: i64) -> Result<Vec<StoredEntry>, DbError> {
    sql!(
        "SELECT j.n, j.at, j.kind, j.subject_id, j.actor, j.actor_id, j.branch_id, j.facts FROM journal j
           LEFT JOIN case_contacts k ON k.institution_id = $1 AND k.case_id = j.subject_id
           LEFT JOIN case_natures t ON t.institution_id = $1 AND t.case_id = j.subject_id
          WHERE (k.channel <> 'none' OR k.case_id IS NULL AND t.way = 'email') AND j.institution_id = $1 AND j.n > $2 AND j.n <= $3
            AND j.kind IN ('case.delay_told', 'case.extended', 'case.answered', 'case.closed', 'case.reopened', 'case.paused',
                           'case.resumed', 'case.referred', 'case.forwarded', 'case.handed_over',
                           'feedback.passed_on', 'feedback.reception_offered')
            AND NOT (j.kind = 'case.resumed' AND EXISTS (SELECT 1 FROM journal e
                  WHERE e.institution_id = $1 AND e.subject_id = j.subject_id AND e.kind IN ('case.answered', 'case.closed')
                    AND e.at = j.at))
            AND NOT (j.kind = 'case.reopened' AND EXISTS (SELECT 1 FROM journal p
                  WHERE p.institution_id = $1 AND p.subject_id = j.subject_id AND p.kind = 'feedback.passed_on' AND p.at = j.at))
          ORDER BY j.n"
    )
    .bind(after)
    .bind(upto)
    .all(tx)
    .await
}
