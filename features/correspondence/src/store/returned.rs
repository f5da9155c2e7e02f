//! Letters of ours that did not reach their reader.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_mail::Unreached;

use crate::model::{MessageId, Settled};

row! {
    /// A letter of ours that somebody's report names.
    pub(crate) struct Reported {
        pub(crate) id: MessageId, pub(crate) case_id: CaseId, pub(crate) recipient_key: String, pub(crate) kind: String,
    }
}

/// The letter of ours of that name. Only what was in our outbox counts: a name that somebody else gave a letter finds nothing.
pub(crate) async fn find_reported(tx: &mut Tx, name: &str) -> Result<Option<Reported>, DbError> {
    sql!(
        "SELECT o.id, o.case_id, o.recipient_key, o.kind FROM message_names n
           JOIN outbox o ON o.institution_id = $1 AND o.id = n.message_id
          WHERE n.institution_id = $1 AND n.name = $2"
    )
    .bind(name)
    .optional(tx)
    .await
}

/// Notes that a letter did not arrive; `false` where that was known.
pub(crate) async fn insert_returned(
    tx: &mut Tx,
    id: MessageId,
    case: CaseId,
    reason: Unreached,
    said: &str,
    at: Timestamp,
) -> Result<bool, DbError> {
    let noted = sql!(
        "INSERT INTO returned_letters (institution_id, id, case_id, at, reason, said) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (institution_id, id) DO NOTHING"
    )
    .bind(id)
    .bind(case)
    .bind(at)
    .bind(reason.code())
    .bind(said)
    .run(tx)
    .await?;
    Ok(noted == 1)
}

row! {
    /// A letter of ours that did not arrive, and what was done about it.
    pub(crate) struct Returned {
        pub(crate) id: MessageId, pub(crate) at: Timestamp, pub(crate) reason: String, pub(crate) said: String,
        pub(crate) recipient: String, pub(crate) subject: String, pub(crate) settled_at: Option<Timestamp>,
        pub(crate) settled_by: Option<EmployeeId>, pub(crate) settled_how: Option<String>,
    }
}

/// The letters of a case that did not arrive, the latest first.
pub(crate) async fn list_returned_of(tx: &mut Tx, case: CaseId) -> Result<Vec<Returned>, DbError> {
    sql!(
        "SELECT r.id, r.at, r.reason, r.said, m.recipient, m.subject, r.settled_at, r.settled_by, r.settled_how
           FROM returned_letters r JOIN messages m ON m.institution_id = $1 AND m.id = r.id
          WHERE r.institution_id = $1 AND r.case_id = $2 ORDER BY r.at DESC, r.id DESC"
    )
    .bind(case)
    .all(tx)
    .await
}

/// A letter of a case that did not arrive.
pub(crate) async fn find_returned(
    tx: &mut Tx,
    case: CaseId,
    id: MessageId,
) -> Result<Option<Returned>, DbError> {
    sql!(
        "SELECT r.id, r.at, r.reason, r.said, m.recipient, m.subject, r.settled_at, r.settled_by, r.settled_how
           FROM returned_letters r JOIN messages m ON m.institution_id = $1 AND m.id = r.id
          WHERE r.institution_id = $1 AND r.case_id = $2 AND r.id = $3"
    )
    .bind(case)
    .bind(id)
    .optional(tx)
    .await
}

/// Notes what was done about a letter that did not arrive; `false` where somebody has said so before.
pub(crate) async fn settle_returned(
    tx: &mut Tx,
    id: MessageId,
    how: Settled,
    by: Option<EmployeeId>,
    at: Timestamp,
) -> Result<bool, DbError> {
    let settled = sql!(
        "UPDATE returned_letters SET settled_at = $3, settled_by = $4, settled_how = $5
          WHERE institution_id = $1 AND id = $2 AND settled_at IS NULL"
    )
    .bind(id)
    .bind(at)
    .bind(by)
    .bind(how.code())
    .run(tx)
    .await?;
    Ok(settled == 1)
}

/// The client has written from an address: what came back from there needs nobody any more.
pub(crate) async fn settle_returned_from(
    tx: &mut Tx,
    case: CaseId,
    key: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "UPDATE returned_letters SET settled_at = $4, settled_how = 'wrote'
          WHERE institution_id = $1 AND case_id = $2 AND settled_at IS NULL
            AND id IN (SELECT o.id FROM outbox o WHERE o.institution_id = $1 AND o.case_id = $2 AND o.recipient_key = $3)"
    )
    .bind(case)
    .bind(key)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// A letter of ours that did not arrive and that nobody has seen to, as a line of a list of what is to be done.
    #[derive(Clone, Debug)]
    pub struct Unsettled {
        /// The letter.
        pub id: MessageId,
        /// Its case.
        pub case_id: CaseId,
        /// The case's number.
        pub reference: String,
        /// What the case is about.
        pub subject: String,
        /// Whose case it is.
        pub owner_id: EmployeeId,
        /// Whom it did not reach.
        pub recipient: String,
        /// Why, by the name of a [`Unreached`].
        pub reason: String,
        /// When that was known.
        pub at: Timestamp,
    }
}

/// Letters that did not arrive and that nobody has seen to, in cases that whoever looks may see, the longest known first.
pub async fn list_unsettled(tx: &mut Tx, most: i64) -> Result<Vec<Unsettled>, DbError> {
    sql!([
        "SELECT r.id, r.case_id, c.reference, c.subject, c.owner_id, m.recipient, r.reason, r.at
           FROM returned_letters r
           JOIN cases c ON c.institution_id = $1 AND c.id = r.case_id
           JOIN messages m ON m.institution_id = $1 AND m.id = r.id
          WHERE r.institution_id = $1 AND r.settled_at IS NULL
            AND ",
        solits_db::case_sight!(3, 4),
        " = 1
          ORDER BY r.at, r.id LIMIT $2"
    ])
    .bind(most)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}
