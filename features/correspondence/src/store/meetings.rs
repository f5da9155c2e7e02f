//! What letters do with meetings, beside the letters themselves.

use sha2::{Digest as _, Sha256};
use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, Timestamp};
use solits_mail::invitation::Meeting;

use crate::model::LetterId;

/// The name of a meeting together with whoever invites to it: nobody else speaks of it.
fn hash_of(meeting: &Meeting) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(meeting.uid.as_bytes());
    hash.update(b"\0");
    hash.update(meeting.organizer.key().as_bytes());
    hash.finalize().to_vec()
}

/// Notes what a letter of whoever invites does with their meeting.
pub(crate) fn insert_meeting(tx: &mut Tx, letter: LetterId, meeting: &Meeting, at: Timestamp) {
    sql!(
        "INSERT INTO letter_meetings (institution_id, letter_id, meeting_hash, recurrence, method, sequence, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (institution_id, letter_id) DO NOTHING"
    )
    .bind(letter)
    .bind(hash_of(meeting))
    .bind(meeting.recurrence.as_deref().unwrap_or_default())
    .bind(if meeting.is_cancelled() { "cancel" } else { "request" })
    .bind(meeting.sequence)
    .bind(at)
    .at_commit(tx);
}

row! {
    /// A letter of whoever invites that came after an invitation.
    pub(crate) struct LaterLetter {
        pub(crate) method: String, pub(crate) at: Timestamp,
        /// The case it came to.
        pub(crate) case_id: Option<CaseId>,
    }
}

/// What the last letter of whoever invites does with their meeting, of those that came after an invitation: one that calls
/// the meeting off, or the whole row it belongs to, or a changed invitation to the same. Letters that were taken in before
/// this was noted are not found.
pub(crate) async fn find_later(
    tx: &mut Tx,
    meeting: &Meeting,
    letter: LetterId,
    at: Timestamp,
) -> Result<Option<LaterLetter>, DbError> {
    // Not every program counts the taking back as a change.
    sql!(
        "SELECT m.method, m.at, l.case_id FROM letter_meetings m
           JOIN letters l ON l.institution_id = $1 AND l.id = m.letter_id
          WHERE m.institution_id = $1 AND m.meeting_hash = $2 AND m.letter_id <> $6
            AND ((m.recurrence = $3 AND m.sequence > $4)
                 OR (m.method = 'cancel' AND m.recurrence IN ('', $3)
                     AND (m.sequence > $4 OR (m.sequence = $4 AND m.at >= $5))))
          ORDER BY m.sequence DESC, m.at DESC, m.letter_id DESC LIMIT 1"
    )
    .bind(hash_of(meeting))
    .bind(meeting.recurrence.as_deref().unwrap_or_default())
    .bind(meeting.sequence)
    .bind(at)
    .bind(letter)
    .optional(tx)
    .await
}

/// Forgets what a letter does with a meeting.
pub(super) async fn delete_meeting(tx: &mut Tx, letter: LetterId) -> Result<(), DbError> {
    sql!("DELETE FROM letter_meetings WHERE institution_id = $1 AND letter_id = $2")
        .bind(letter)
        .run(tx)
        .await?;
    Ok(())
}
