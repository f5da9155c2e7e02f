//! Letters to people who work here, as they wait and as they left.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};
use uuid::Uuid;

use crate::model::letter::{Because, Ended, Line, StaffLetter, StaffLetterId, Standing};

/// A letter as it is written.
#[derive(Debug)]
pub(crate) struct NewLetter {
    pub(crate) id: StaffLetterId,
    pub(crate) about: Uuid,
    pub(crate) to: EmployeeId,
    pub(crate) because: Because,
    pub(crate) recipient: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) at: Timestamp,
}

/// Stores a letter that waits to be handed over.
pub(crate) async fn insert(tx: &mut Tx, letter: &NewLetter) -> Result<(), DbError> {
    sql!(
        "INSERT INTO staff_letters (institution_id, id, subject_id, employee_id, because, recipient, subject, text, state,
                written_at, not_before, held_until, tries, said)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $9, 0, 0, '')"
    )
    .bind(letter.id)
    .bind(letter.about)
    .bind(letter.to)
    .bind(letter.because.name())
    .bind(&letter.recipient)
    .bind(&letter.subject)
    .bind(&letter.text)
    .bind(letter.at)
    .run(tx)
    .await?;
    Ok(())
}

/// Whether a letter is due that no node has in hand.
pub(crate) async fn is_due(tx: &mut Tx, now: Timestamp) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT CAST(1 AS BIGINT) AS value FROM staff_letters
          WHERE institution_id = $1 AND state = 'waiting' AND not_before <= $2 AND held_until <= $2 LIMIT 1"
    )
    .bind(now)
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some())
}

row! {
    struct HeldRow {
        id: StaffLetterId, recipient: String, subject: String, text: String, written_at: Timestamp, tries: i64,
    }
}

/// Takes the letter that has been due longest in hand until an instant; no other node gets it meanwhile.
pub(crate) async fn hold_next(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<StaffLetter>, DbError> {
    let row = sql!(
        "UPDATE staff_letters SET held_until = $3, tries = tries + 1
          WHERE institution_id = $1 AND state = 'waiting' AND held_until <= $2
            AND id = (SELECT o.id FROM staff_letters o
                       WHERE o.institution_id = $1 AND o.state = 'waiting' AND o.not_before <= $2 AND o.held_until <= $2
                       ORDER BY o.not_before, o.id LIMIT 1)
         RETURNING id, recipient, subject, text, written_at, tries"
    )
    .bind(now)
    .bind(until)
    .optional::<HeldRow>(tx)
    .await?;
    Ok(row.map(|row| StaffLetter {
        id: row.id,
        recipient: row.recipient,
        subject: row.subject,
        text: row.text,
        written_at: row.written_at,
        tries: row.tries,
    }))
}

/// Notes the end of a letter's way.
pub(crate) async fn end(
    tx: &mut Tx,
    id: StaffLetterId,
    ended: Ended,
    said: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "UPDATE staff_letters SET state = $3, said = $4, ended_at = $5
          WHERE institution_id = $1 AND id = $2 AND state = 'waiting'"
    )
    .bind(id)
    .bind(ended.name())
    .bind(said)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Puts a letter off until it is tried again.
pub(crate) async fn put_off(
    tx: &mut Tx,
    id: StaffLetterId,
    not_before: Timestamp,
    said: &str,
) -> Result<(), DbError> {
    sql!(
        "UPDATE staff_letters SET not_before = $3, held_until = 0, said = $4
          WHERE institution_id = $1 AND id = $2 AND state = 'waiting'"
    )
    .bind(id)
    .bind(not_before)
    .bind(said)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    struct LineRow { id: Uuid, employee_id: EmployeeId, because: String, state: String, ended_at: Option<Timestamp> }
}

/// The letters about a question or a report, the first first. Whoever may see that sees to whom they went.
pub(crate) async fn list_about(tx: &mut Tx, about: Uuid) -> Result<Vec<Line>, DbError> {
    let rows = sql!(
        "SELECT id, employee_id, because, state, ended_at FROM staff_letters
          WHERE institution_id = $1 AND subject_id = $2 ORDER BY written_at, id"
    )
    .bind(about)
    .all::<LineRow>(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let standing = match (row.state.as_str(), row.ended_at) {
                ("waiting", _) => Some(Standing::Waiting),
                ("sent", Some(at)) => Some(Standing::Ended { how: Ended::Sent, at }),
                ("given_up", Some(at)) => Some(Standing::Ended { how: Ended::GivenUp, at }),
                _ => None,
            };
            Because::parse(&row.because)
                .zip(standing)
                .map(|(because, standing)| Line { to: row.employee_id, because, standing })
                .ok_or_else(|| DbError::Corrupt(format!("letter to an employee {}", row.id)))
        })
        .collect()
}
