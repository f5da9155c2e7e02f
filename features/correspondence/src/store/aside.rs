//! Letters that belong to no case: those that need a person, those that were set aside, and those that somebody has seen to.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

use crate::model::{LetterId, MailboxId, SeenTo};

row! {
    /// A letter in a list.
    #[derive(Clone, Debug)]
    pub(crate) struct LetterLine {
        pub(crate) id: LetterId, pub(crate) mailbox_id: MailboxId, pub(crate) folder: String, pub(crate) uid: i64,
        pub(crate) size: i64, pub(crate) received_at: Timestamp, pub(crate) taken_at: Timestamp, pub(crate) state: String,
        pub(crate) because: String, pub(crate) author: String, pub(crate) subject: String,
        pub(crate) case_id: Option<CaseId>, pub(crate) seen_to_at: Option<Timestamp>,
        pub(crate) seen_to_by: Option<EmployeeId>, pub(crate) seen_to_why: Option<String>,
        pub(crate) seen_to_note: Option<String>,
    }
}

impl LetterLine {
    /// Whether a case can be opened for it as it came: its bytes are here.
    pub(crate) fn can_open(&self) -> bool {
        !self.is_left()
    }

    /// Whether it stayed on the mail server, too large or not given out.
    pub(crate) fn is_left(&self) -> bool {
        matches!(self.because.as_str(), "too-large" | "not-given")
    }

    /// Whether it is one of those that belong to no case and that a person may look at.
    pub(crate) fn is_aside(&self) -> bool {
        self.case_id.is_none() && matches!(self.state.as_str(), "set_aside" | "needs_attention")
    }

    /// When it counts as received: the server's word, never later than the moment it was taken.
    pub(crate) fn came_at(&self) -> Timestamp {
        self.received_at.min(self.taken_at)
    }
}

/// Which of the letters without a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Those that nobody has seen to.
    Open,
    /// Those of them that need a person.
    Attention,
    /// Those of them that a machine has written.
    Aside,
    /// Those that somebody has seen to.
    SeenTo,
}

impl Part {
    /// The state they have; empty for either.
    const fn state(self) -> &'static str {
        match self {
            Self::Attention => "needs_attention",
            Self::Aside => "set_aside",
            Self::Open | Self::SeenTo => "",
        }
    }

    /// 1 for those that somebody has seen to, 0 for the others.
    const fn seen(self) -> i64 {
        match self {
            Self::SeenTo => 1,
            Self::Open | Self::Attention | Self::Aside => 0,
        }
    }
}

/// A place in the order in which letters were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) taken_at: Timestamp,
    pub(crate) id: LetterId,
}

impl Place {
    /// Before the earliest.
    pub(crate) const EARLIEST: Self =
        Self { taken_at: Timestamp::from_millis(i64::MIN), id: LetterId::new(Uuid::nil()) };
    /// Behind the latest.
    pub(crate) const LATEST: Self =
        Self { taken_at: Timestamp::from_millis(i64::MAX), id: LetterId::new(Uuid::max()) };

    /// Where a letter stands.
    pub(crate) const fn of(line: &LetterLine) -> Self {
        Self { taken_at: line.taken_at, id: line.id }
    }

    /// Reads it from an address.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (taken_at, id) = text.split_once('_')?;
        Some(Self { taken_at: Timestamp::from_millis(taken_at.parse().ok()?), id: id.parse().ok()? })
    }

    /// As it stands in an address.
    pub(crate) fn name(self) -> String {
        format!("{}_{}", self.taken_at.millis(), self.id)
    }
}

/// What a list shows of letters.
macro_rules! shown {
    () => {
        "SELECT id, mailbox_id, folder, uid, size, received_at, taken_at, state, because, author, subject, case_id,
                seen_to_at, seen_to_by, seen_to_why, seen_to_note
           FROM letters"
    };
}

/// Letters without a case that stand before a place, the latest first. The states are named as in the index of letters that
/// came to no case.
pub(crate) async fn list_aside_before(
    tx: &mut Tx,
    part: Part,
    place: Place,
    most: i64,
) -> Result<Vec<LetterLine>, DbError> {
    // The first comparison with the moment is the one that the index answers.
    sql!([
        shown!(),
        " WHERE institution_id = $1 AND state IN ('set_aside', 'needs_attention', 'again') AND forgotten_at IS NULL
            AND state <> 'again' AND taken_at <= $2 AND (taken_at < $2 OR id < $3)
            AND (CAST($5 AS TEXT) = '' OR state = $5)
            AND CAST(CASE WHEN seen_to_at IS NULL THEN 0 ELSE 1 END AS BIGINT) = $6
          ORDER BY taken_at DESC, id DESC LIMIT $4"
    ])
    .bind(place.taken_at)
    .bind(place.id)
    .bind(most)
    .bind(part.state())
    .bind(part.seen())
    .all(tx)
    .await
}

/// Letters that need a person and that nobody has seen to, behind a place; whichever has waited longest comes first.
pub(crate) async fn list_attention_after(
    tx: &mut Tx,
    place: Place,
    most: i64,
) -> Result<Vec<LetterLine>, DbError> {
    sql!([
        shown!(),
        " WHERE institution_id = $1 AND state = 'needs_attention' AND seen_to_at IS NULL AND forgotten_at IS NULL
            AND taken_at >= $2 AND (taken_at > $2 OR id > $3)
          ORDER BY taken_at, id LIMIT $4"
    ])
    .bind(place.taken_at)
    .bind(place.id)
    .bind(most)
    .all(tx)
    .await
}

/// A letter of which something is left, whatever became of it.
pub(crate) async fn find_letter(tx: &mut Tx, id: LetterId) -> Result<Option<LetterLine>, DbError> {
    sql!([shown!(), " WHERE institution_id = $1 AND id = $2 AND forgotten_at IS NULL"])
        .bind(id)
        .optional(tx)
        .await
}

/// The letters that somebody has seen to in one moment: what they did together.
pub(crate) async fn list_seen_to_at(
    tx: &mut Tx,
    by: EmployeeId,
    at: Timestamp,
) -> Result<Vec<LetterLine>, DbError> {
    sql!([
        shown!(),
        " WHERE institution_id = $1 AND seen_to_at = $2 AND seen_to_by = $3 AND case_id IS NULL AND forgotten_at IS NULL
          ORDER BY taken_at, id"
    ])
    .bind(at)
    .bind(by)
    .all(tx)
    .await
}

/// How many letters are stored and not understood yet.
pub(crate) async fn count_waiting(tx: &mut Tx) -> Result<i64, DbError> {
    let count = sql!("SELECT count(*) AS value FROM letters WHERE institution_id = $1 AND state = 'waiting'");
    Ok(count.scalar(tx).await?.unwrap_or_default())
}

/// When a letter was taken, whatever became of it since.
pub(crate) async fn find_taken_at(tx: &mut Tx, id: LetterId) -> Result<Option<Timestamp>, DbError> {
    sql!("SELECT taken_at AS value FROM letters WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .scalar(tx)
        .await
}

/// Notes that somebody has seen to a letter; `false` where it has its case, was seen to before, or is forgotten.
pub(crate) async fn set_seen_to(
    tx: &mut Tx,
    id: LetterId,
    (by, at): (EmployeeId, Timestamp),
    why: SeenTo,
    note: &str,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE letters SET seen_to_at = $3, seen_to_by = $4, seen_to_why = $5, seen_to_note = $6
          WHERE institution_id = $1 AND id = $2 AND case_id IS NULL AND state IN ('set_aside', 'needs_attention')
            AND seen_to_at IS NULL AND forgotten_at IS NULL"
    )
    .bind(id)
    .bind(at)
    .bind(by)
    .bind(why.code())
    .bind(note)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Notes that a letter waits again; `false` where nobody had seen to it, or where it has its case or is forgotten.
pub(crate) async fn clear_seen_to(tx: &mut Tx, id: LetterId) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE letters SET seen_to_at = NULL, seen_to_by = NULL, seen_to_why = NULL, seen_to_note = NULL
          WHERE institution_id = $1 AND id = $2 AND case_id IS NULL AND seen_to_at IS NOT NULL AND forgotten_at IS NULL"
    )
    .bind(id)
    .run(tx)
    .await?;
    Ok(changed == 1)
}
