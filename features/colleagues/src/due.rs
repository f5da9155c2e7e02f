//! What waits for somebody by when, for the list a specialist works from.

use std::collections::BTreeSet;

use solits_calendar::Why;
use solits_db::{DbError, Tx};
use solits_kernel::{EmployeeId, Timestamp};
use uuid::Uuid;

use crate::store::due::{self, DueRow};

/// What waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueKind {
    /// A colleague asks something.
    Question,
    /// A colleague asks somebody to a meeting.
    Meeting,
    /// Something was found that is not as the standard says.
    Nonconformity,
}

/// A question or a report that waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Its id; of its own kind.
    pub id: Uuid,
    /// What it is.
    pub kind: DueKind,
    /// The number for people; empty where it has none.
    pub reference: String,
    /// What it is about, in one line.
    pub subject: String,
    /// For whom it waits; while they are away, whoever stands in sees it too.
    pub addressee: EmployeeId,
    /// Who asked or reported.
    pub from: EmployeeId,
    /// Since when it waits.
    pub since: Timestamp,
    /// The nearest limit; `None` for "as fast as possible".
    pub due_at: Option<Timestamp>,
    /// Why the limit is when it is, where days were counted.
    pub why: Option<Why>,
}

impl Due {
    /// Where it is read and dealt with.
    pub fn href(&self) -> String {
        match self.kind {
            DueKind::Question | DueKind::Meeting => format!("/requests/{}", self.id),
            DueKind::Nonconformity => format!("/nonconformities/{}", self.id),
        }
    }
}

impl TryFrom<DueRow> for Due {
    type Error = DbError;

    fn try_from(row: DueRow) -> Result<Self, DbError> {
        let corrupt = || DbError::Corrupt(format!("what waits for somebody {}", row.id));
        let kind = match row.kind.as_str() {
            "question" => DueKind::Question,
            "meeting" => DueKind::Meeting,
            "nonconformity" => DueKind::Nonconformity,
            _ => return Err(corrupt()),
        };
        let why = row.why.as_ref().map(|why| serde_json::from_str(&why.0)).transpose();
        Ok(Self {
            why: why.map_err(|_| corrupt())?,
            id: row.id,
            kind,
            reference: row.reference,
            subject: row.subject.lines().next().unwrap_or_default().to_owned(),
            addressee: row.addressee_id,
            from: row.from_id,
            since: row.since,
            due_at: row.due_at,
        })
    }
}

/// What waits for these people, as far as whoever looks may know of it: at most so many questions and so many reports, the
/// nearest limit first, those without one last.
pub async fn list_due(tx: &mut Tx, of: &BTreeSet<EmployeeId>, most: i64) -> Result<Vec<Due>, DbError> {
    let mut rows = due::list_questions(tx, of, most).await?;
    rows.extend(due::list_reports(tx, of, most).await?);
    let mut all = rows.into_iter().map(Due::try_from).collect::<Result<Vec<_>, _>>()?;
    all.sort_by_key(|one| (one.due_at.is_none(), one.due_at, one.id));
    Ok(all)
}
