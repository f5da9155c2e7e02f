//! An open case as a line of the list.

use solits_calendar::Why;
use solits_cases::{Kind, Status};
use solits_db::{DbError, PackedJson, row};
use solits_kernel::{CaseId, EmployeeId, Timestamp};

use crate::model::{After, WITHOUT_LIMIT};

row! {
    pub(super) struct LineRow {
        id: CaseId, reference: String, kind: String, subject: String, owner_id: EmployeeId, status: String,
        opened_at: Timestamp, due_at: Option<Timestamp>, client_name: String, client_contact: String, version: i64,
        why: Option<PackedJson>, last_at: Option<Timestamp>, seen: Option<i64>, claimed_from: Option<EmployeeId>,
    }
}

/// An open case as a line of the list.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) id: CaseId,
    pub(crate) reference: String,
    pub(crate) kind: Kind,
    pub(crate) subject: String,
    pub(crate) owner: EmployeeId,
    pub(crate) status: Status,
    pub(crate) opened_at: Timestamp,
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) client_name: String,
    pub(crate) client_contact: String,
    pub(crate) version: i64,
    /// Why the nearest limit is when it is.
    pub(crate) why: Option<Why>,
    /// The last message, in either direction.
    pub(crate) last_at: Option<Timestamp>,
    /// The version that whoever looks has seen last.
    pub(crate) seen: Option<i64>,
    /// From whom its owner has taken it.
    pub(crate) claimed_from: Option<EmployeeId>,
}

impl Line {
    /// Where a page that ends with this line is gone on from.
    pub(crate) fn place(&self) -> After {
        After { due: self.due_at.map_or(WITHOUT_LIMIT, Timestamp::millis), case: self.id }
    }
}

impl TryFrom<LineRow> for Line {
    type Error = DbError;

    fn try_from(row: LineRow) -> Result<Self, DbError> {
        let corrupt = || DbError::Corrupt(format!("case {}", row.id));
        Ok(Self {
            kind: Kind::parse(&row.kind).ok_or_else(corrupt)?,
            status: Status::parse(&row.status).ok_or_else(corrupt)?,
            why: row
                .why
                .as_ref()
                .map(|why| serde_json::from_str(&why.0))
                .transpose()
                .map_err(|_| corrupt())?,
            id: row.id,
            reference: row.reference,
            subject: row.subject,
            owner: row.owner_id,
            opened_at: row.opened_at,
            due_at: row.due_at,
            client_name: row.client_name,
            client_contact: row.client_contact,
            version: row.version,
            last_at: row.last_at,
            seen: row.seen,
            claimed_from: row.claimed_from,
        })
    }
}
