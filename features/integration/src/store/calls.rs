//! Calls of webhooks, and how far the journal was read for them.

use solits_cases::Case;
use solits_db::{DbError, Tx, row, sql};
use solits_journal::StoredEntry;
use solits_kernel::{CaseId, Timestamp};

use crate::webhooks::model::WebhookId;

row! { struct NumberRow { upto_n: i64 } }

/// Up to which entry calls were written; `None` before the first time.
pub(crate) async fn find_progress(tx: &mut Tx) -> Result<Option<i64>, DbError> {
    let row = sql!("SELECT upto_n FROM webhook_progress WHERE institution_id = $1");
    Ok(row.optional::<NumberRow>(tx).await?.map(|row| row.upto_n))
}

/// Takes hold of the progress; `None` while another node is at work, or before the first time.
pub(crate) async fn hold_progress(tx: &mut Tx) -> Result<Option<i64>, DbError> {
    let row = sql!(
        sqlite "SELECT upto_n FROM webhook_progress WHERE institution_id = $1",
        pg "SELECT upto_n FROM webhook_progress WHERE institution_id = $1 FOR UPDATE SKIP LOCKED"
    );
    Ok(row.optional::<NumberRow>(tx).await?.map(|row| row.upto_n))
}

/// Begins with an entry; whoever was faster has begun.
pub(crate) async fn begin_progress(tx: &mut Tx, upto_n: i64) -> Result<(), DbError> {
    sql!(
        "INSERT INTO webhook_progress (institution_id, upto_n) VALUES ($1, $2) ON CONFLICT (institution_id) DO NOTHING"
    )
    .bind(upto_n)
    .run(tx)
    .await?;
    Ok(())
}

/// Says up to which entry calls are written now.
pub(crate) async fn save_progress(tx: &mut Tx, upto_n: i64) -> Result<(), DbError> {
    sql!("UPDATE webhook_progress SET upto_n = $2 WHERE institution_id = $1").bind(upto_n).run(tx).await?;
    Ok(())
}

/// The number of the last sealed entry: behind it no lower number is on its way.
pub(crate) async fn last_sealed(tx: &mut Tx) -> Result<i64, DbError> {
    let last = sql!(
        "SELECT last_n AS value FROM journal_seals WHERE institution_id = $1 ORDER BY number DESC LIMIT 1"
    );
    Ok(last.scalar::<i64>(tx).await?.unwrap_or_default())
}

/// The next entries, none of them beyond `upto`.
pub(crate) async fn list_entries(
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

row! { struct CodeRow { code: String } }

/// The institution's code.
pub(crate) async fn institution_code(tx: &mut Tx) -> Result<String, DbError> {
    let row = sql!("SELECT code FROM institutions WHERE id = $1").optional::<CodeRow>(tx).await?;
    Ok(row.map(|row| row.code).unwrap_or_default())
}

/// The case, if whoever the transaction was begun for may see it.
pub(crate) async fn find_case(tx: &mut Tx, case: CaseId) -> Result<Option<Case>, DbError> {
    solits_cases::find_kept(tx, case).await
}

/// A call that is to be made.
#[derive(Clone, Debug)]
pub(crate) struct NewCall {
    pub(crate) webhook: WebhookId,
    pub(crate) n: i64,
    pub(crate) kind: String,
    pub(crate) case: Option<CaseId>,
    pub(crate) body: String,
}

/// Writes a call down, unless it stands there, or its webhook was turned off or removed meanwhile.
pub(crate) async fn insert(tx: &mut Tx, call: &NewCall, at: Timestamp) -> Result<(), DbError> {
    // SQLite would make a number of an id that is cast.
    sql!(
        sqlite "INSERT INTO webhook_calls (institution_id, webhook_id, n, kind, case_id, body, state, since, not_before, held_until,
                tries, said, trouble)
         SELECT $1, w.id, $3, $4, $5, $6, 'waiting', $7, $7, 0, 0, '', ''
           FROM webhooks w WHERE w.institution_id = $1 AND w.id = $2 AND w.state = 'on'
         ON CONFLICT (institution_id, webhook_id, n) DO NOTHING",
        pg "INSERT INTO webhook_calls (institution_id, webhook_id, n, kind, case_id, body, state, since, not_before, held_until,
                tries, said, trouble)
         SELECT $1, w.id, CAST($3 AS BIGINT), $4, CAST($5 AS UUID), $6, 'waiting', CAST($7 AS BIGINT), CAST($7 AS BIGINT), 0, 0, '', ''
           FROM webhooks w WHERE w.institution_id = $1 AND w.id = $2 AND w.state = 'on'
         ON CONFLICT (institution_id, webhook_id, n) DO NOTHING"
    )
    .bind(call.webhook)
    .bind(call.n)
    .bind(&call.kind)
    .bind(call.case)
    .bind(&call.body)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

row! { struct DueRow { id: WebhookId } }

/// Webhooks that are on and have a call that is due.
pub(crate) async fn list_due(tx: &mut Tx, now: Timestamp) -> Result<Vec<WebhookId>, DbError> {
    let rows = sql!(
        "SELECT w.id FROM webhooks w
          WHERE w.institution_id = $1 AND w.state = 'on' AND w.not_before <= $2
            AND EXISTS (SELECT 1 FROM webhook_calls c
                  WHERE c.institution_id = $1 AND c.webhook_id = w.id AND c.state = 'waiting' AND c.not_before <= $2
                    AND c.held_until <= $2)
          ORDER BY w.id"
    )
    .bind(now)
    .all::<DueRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

row! {
    /// A call that a node has in hand.
    #[derive(Clone, Debug)]
    pub(crate) struct Held {
        pub(crate) n: i64, pub(crate) kind: String, pub(crate) case_id: Option<CaseId>, pub(crate) body: String,
        pub(crate) since: Timestamp, pub(crate) tries: i64,
    }
}

/// Takes the call of a webhook that has been due longest in hand until an instant; no other node gets it meanwhile.
pub(crate) async fn hold_next(
    tx: &mut Tx,
    webhook: WebhookId,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Held>, DbError> {
    sql!(
        "UPDATE webhook_calls SET held_until = $4, tries = tries + 1, tried_at = $3
          WHERE institution_id = $1 AND webhook_id = $2 AND state = 'waiting' AND held_until <= $3
            AND n = (SELECT c.n FROM webhook_calls c
                  WHERE c.institution_id = $1 AND c.webhook_id = $2 AND c.state = 'waiting' AND c.not_before <= $3
                    AND c.held_until <= $3 ORDER BY c.not_before, c.n LIMIT 1)
         RETURNING n, kind, case_id, body, since, tries"
    )
    .bind(webhook)
    .bind(now)
    .bind(until)
    .optional(tx)
    .await
}

/// What came of an attempt.
#[derive(Clone, Debug)]
pub(crate) struct Came<'a> {
    pub(crate) status: Option<i64>,
    pub(crate) said: &'a str,
    pub(crate) trouble: &'a str,
}

/// Notes the end of a call: `taken`, `given_up` or `withheld`.
pub(crate) async fn end(
    tx: &mut Tx,
    webhook: WebhookId,
    n: i64,
    state: &'static str,
    came: &Came<'_>,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "UPDATE webhook_calls SET state = $4, status = $5, said = $6, trouble = $7, ended_at = $8, held_until = 0
          WHERE institution_id = $1 AND webhook_id = $2 AND n = $3 AND state = 'waiting'"
    )
    .bind(webhook)
    .bind(n)
    .bind(state)
    .bind(came.status)
    .bind(came.said)
    .bind(came.trouble)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Puts a call off that was not taken.
pub(crate) async fn put_off(
    tx: &mut Tx,
    webhook: WebhookId,
    n: i64,
    then: Timestamp,
    came: &Came<'_>,
) -> Result<(), DbError> {
    sql!(
        "UPDATE webhook_calls SET not_before = $4, held_until = 0, status = $5, said = $6, trouble = $7
          WHERE institution_id = $1 AND webhook_id = $2 AND n = $3 AND state = 'waiting'"
    )
    .bind(webhook)
    .bind(n)
    .bind(then)
    .bind(came.status)
    .bind(came.said)
    .bind(came.trouble)
    .run(tx)
    .await?;
    Ok(())
}

/// Sends a call again, as if it were new, unless a node has it in hand just now; `false` where there is none such.
pub(crate) async fn send_again(
    tx: &mut Tx,
    webhook: WebhookId,
    n: i64,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE webhook_calls SET state = 'waiting', since = $4, not_before = $4, held_until = 0, tries = 0, ended_at = NULL
          WHERE institution_id = $1 AND webhook_id = $2 AND n = $3 AND state <> 'withheld' AND held_until <= $4"
    )
    .bind(webhook)
    .bind(n)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Lets every waiting call of a webhook begin its three days anew.
pub(crate) async fn begin_anew(tx: &mut Tx, webhook: WebhookId, at: Timestamp) -> Result<(), DbError> {
    sql!(
        "UPDATE webhook_calls SET since = $3, not_before = $3, tries = 0
          WHERE institution_id = $1 AND webhook_id = $2 AND state = 'waiting'"
    )
    .bind(webhook)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// A call as it is shown.
    #[derive(Clone, Debug)]
    pub(crate) struct CallRow {
        pub(crate) n: i64, pub(crate) kind: String, pub(crate) body: String, pub(crate) state: String,
        pub(crate) since: Timestamp, pub(crate) not_before: Timestamp, pub(crate) tries: i64,
        pub(crate) tried_at: Option<Timestamp>, pub(crate) status: Option<i64>, pub(crate) said: String,
        pub(crate) trouble: String, pub(crate) ended_at: Option<Timestamp>,
    }
}

/// The calls of a webhook before a number, the latest first.
pub(crate) async fn list(
    tx: &mut Tx,
    webhook: WebhookId,
    before: i64,
    most: i64,
) -> Result<Vec<CallRow>, DbError> {
    sql!(
        "SELECT n, kind, body, state, since, not_before, tries, tried_at, status, said, trouble, ended_at FROM webhook_calls
          WHERE institution_id = $1 AND webhook_id = $2 AND n < $3 ORDER BY n DESC LIMIT $4"
    )
    .bind(webhook)
    .bind(before)
    .bind(most)
    .all(tx)
    .await
}

row! {
    /// How many calls of a webhook stand where.
    #[derive(Clone, Debug)]
    pub(crate) struct CountRow {
        pub(crate) webhook_id: WebhookId, pub(crate) state: String, pub(crate) calls: i64,
    }
}

/// How many calls wait and were given up, by webhook.
pub(crate) async fn count(tx: &mut Tx) -> Result<Vec<CountRow>, DbError> {
    sql!(
        "SELECT webhook_id, state, count(*) AS calls FROM webhook_calls
          WHERE institution_id = $1 GROUP BY webhook_id, state ORDER BY webhook_id, state"
    )
    .all(tx)
    .await
}

/// Removes calls that ended before an instant; returns how many.
pub(crate) async fn forget(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64, DbError> {
    sql!(
        "DELETE FROM webhook_calls
          WHERE institution_id = $1 AND (webhook_id, n) IN
                (SELECT c.webhook_id, c.n FROM webhook_calls c
                  WHERE c.institution_id = $1 AND c.ended_at IS NOT NULL AND c.ended_at < $2 LIMIT $3)"
    )
    .bind(before)
    .bind(most)
    .run(tx)
    .await
}
