//! Letters that leave.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, Timestamp};

use crate::model::{MailboxId, MessageId, OutKind};

/// A letter that is to leave.
#[derive(Clone, Debug)]
pub(crate) struct Leaving<'a> {
    pub(crate) message: MessageId,
    pub(crate) mailbox: MailboxId,
    pub(crate) case: CaseId,
    pub(crate) kind: OutKind,
    pub(crate) recipient: &'a str,
    pub(crate) recipient_key: &'a str,
    pub(crate) raw: Vec<u8>,
    pub(crate) written_at: Timestamp,
    pub(crate) not_before: Timestamp,
    /// The moment it promises, where it tells of a delay.
    pub(crate) planned_at: Option<Timestamp>,
}

/// Puts a letter into the outbox.
pub(crate) async fn insert_leaving(tx: &mut Tx, leaving: Leaving<'_>) -> Result<(), DbError> {
    sql!(
        "INSERT INTO outbox (institution_id, id, mailbox_id, case_id, kind, recipient, recipient_key, raw, state, written_at,
                not_before, held_until, tries, said, planned_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $10, 0, 0, '', $11)"
    )
    .bind(leaving.message)
    .bind(leaving.mailbox)
    .bind(leaving.case)
    .bind(leaving.kind.code())
    .bind(leaving.recipient)
    .bind(leaving.recipient_key)
    .bind(leaving.raw)
    .bind(leaving.written_at)
    .bind(leaving.not_before)
    .bind(leaving.planned_at)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// A letter that a node has taken in hand.
    pub(crate) struct Held {
        pub(crate) id: MessageId, pub(crate) mailbox_id: MailboxId, pub(crate) case_id: CaseId, pub(crate) kind: String,
        pub(crate) recipient: String, pub(crate) recipient_key: String, pub(crate) raw: Vec<u8>,
        pub(crate) written_at: Timestamp, pub(crate) tries: i64, pub(crate) planned_at: Option<Timestamp>,
    }
}

/// Takes the letter that has been due longest in hand until an instant; no other node gets it meanwhile.
pub(crate) async fn hold_next(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Held>, DbError> {
    sql!(
        "UPDATE outbox SET held_until = $3, tries = tries + 1
          WHERE institution_id = $1 AND state = 'waiting' AND held_until <= $2
            AND id = (SELECT o.id FROM outbox o WHERE o.institution_id = $1 AND o.state = 'waiting' AND o.not_before <= $2
                         AND o.held_until <= $2 ORDER BY o.not_before, o.id LIMIT 1)
         RETURNING id, mailbox_id, case_id, kind, recipient, recipient_key, raw, written_at, tries, planned_at"
    )
    .bind(now)
    .bind(until)
    .optional(tx)
    .await
}

/// Notes the end of a letter's way: `sent`, `given_up` or `taken_back`; `false` where it had ended before.
pub(crate) async fn end_leaving(
    tx: &mut Tx,
    id: MessageId,
    state: &'static str,
    said: &str,
    at: Timestamp,
) -> Result<bool, DbError> {
    let ended = sql!(
        "UPDATE outbox SET state = $3, ended_at = $4, said = $5 WHERE institution_id = $1 AND id = $2 AND state = 'waiting'"
    )
    .bind(id)
    .bind(state)
    .bind(at)
    .bind(said)
    .run(tx)
    .await?;
    Ok(ended == 1)
}

/// Takes back a letter that nobody has in hand and that has not left.
pub(crate) async fn take_back(tx: &mut Tx, id: MessageId, at: Timestamp) -> Result<bool, DbError> {
    let taken = sql!(
        "UPDATE outbox SET state = 'taken_back', ended_at = $3
          WHERE institution_id = $1 AND id = $2 AND state = 'waiting' AND held_until <= $3 AND not_before > $3"
    )
    .bind(id)
    .bind(at)
    .run(tx)
    .await?;
    Ok(taken == 1)
}

/// Puts a letter off until it is tried again.
pub(crate) async fn put_off(
    tx: &mut Tx,
    id: MessageId,
    not_before: Timestamp,
    said: &str,
) -> Result<(), DbError> {
    sql!(
        "UPDATE outbox SET not_before = $3, held_until = 0, said = $4
          WHERE institution_id = $1 AND id = $2 AND state = 'waiting'"
    )
    .bind(id)
    .bind(not_before)
    .bind(said)
    .run(tx)
    .await?;
    Ok(())
}

/// How many letters the program has written to an address since an instant.
pub(crate) async fn count_automatic_to(tx: &mut Tx, key: &str, since: Timestamp) -> Result<i64, DbError> {
    let count = sql!(
        "SELECT count(*) AS value FROM outbox
          WHERE institution_id = $1 AND recipient_key = $2 AND written_at > $3 AND kind IN ('receipt', 'notice')
            AND planned_at IS NULL"
    )
    .bind(key)
    .bind(since)
    .scalar(tx)
    .await?;
    Ok(count.unwrap_or_default())
}

/// How many letters the program of the institution has written since an instant.
pub(crate) async fn count_automatic(tx: &mut Tx, since: Timestamp) -> Result<i64, DbError> {
    let count = sql!(
        "SELECT count(*) AS value FROM outbox
          WHERE institution_id = $1 AND kind IN ('receipt', 'notice') AND written_at > $2 AND planned_at IS NULL"
    )
    .bind(since)
    .scalar(tx)
    .await?;
    Ok(count.unwrap_or_default())
}

row! {
    /// A letter of ours in a list.
    pub(crate) struct OutLine {
        pub(crate) id: MessageId, pub(crate) case_id: CaseId, pub(crate) kind: String, pub(crate) recipient: String,
        pub(crate) state: String, pub(crate) written_at: Timestamp, pub(crate) not_before: Timestamp,
        pub(crate) tries: i64, pub(crate) said: String, pub(crate) reference: String,
    }
}

/// Letters that have not left, and those given up, the latest first.
pub(crate) async fn list_leaving(tx: &mut Tx, most: i64) -> Result<Vec<OutLine>, DbError> {
    sql!(
        "SELECT o.id, o.case_id, o.kind, o.recipient, o.state, o.written_at, o.not_before, o.tries, o.said, c.reference
           FROM outbox o JOIN cases c ON c.institution_id = $1 AND c.id = o.case_id
          WHERE o.institution_id = $1 AND o.state IN ('waiting', 'given_up')
            AND coalesce((SELECT s.may FROM case_sight s WHERE s.institution_id = $1 AND s.case_id = c.id AND s.employee_id = $3),
                     CASE WHEN c.kind IN ('complaint', 'claim') AND c.owner_id <> $3 THEN CAST($4 AS BIGINT) ELSE 1 END) = 1
          ORDER BY o.written_at DESC, o.id DESC LIMIT $2"
    )
    .bind(most)
    .bind(tx.viewer().id())
    .bind(i64::from(tx.viewer().sees_confidential()))
    .all(tx)
    .await
}

/// How the letters of a case stand: id, state and what the server said.
pub(crate) async fn list_leaving_of(tx: &mut Tx, case: CaseId) -> Result<Vec<OutLine>, DbError> {
    sql!(
        "SELECT o.id, o.case_id, o.kind, o.recipient, o.state, o.written_at, o.not_before, o.tries, o.said, c.reference
           FROM outbox o JOIN cases c ON c.institution_id = $1 AND c.id = o.case_id
          WHERE o.institution_id = $1 AND o.case_id = $2
            AND coalesce((SELECT s.may FROM case_sight s WHERE s.institution_id = $1 AND s.case_id = c.id AND s.employee_id = $3),
                     CASE WHEN c.kind IN ('complaint', 'claim') AND c.owner_id <> $3 THEN CAST($4 AS BIGINT) ELSE 1 END) = 1
          ORDER BY o.written_at, o.kind, o.id"
    )
    .bind(case)
    .bind(tx.viewer().id())
    .bind(i64::from(tx.viewer().sees_confidential()))
    .all(tx)
    .await
}

impl Held {
    /// What it is.
    pub(crate) fn kind(&self) -> Option<OutKind> {
        OutKind::parse(&self.kind)
    }

    /// Whether an employee signs it: answers to it are welcome.
    pub(crate) fn is_signed(&self) -> bool {
        self.kind() == Some(OutKind::Reply) || self.planned_at.is_some()
    }
}
