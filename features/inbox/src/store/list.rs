//! Open cases as lines of the list. Every statement leaves out what is hidden from whoever looks: the same rule as
//! everywhere, asked once for the person and not once for each of the thousands of rows that are passed over.

use std::collections::BTreeSet;

use solits_calendar::Why;
use solits_cases::{Kind, Status};
use solits_db::{DbError, PackedJson, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

use super::id_list;
use crate::model::{After, Asked, WITHOUT_LIMIT};

row! {
    struct LineRow {
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

/// Which owners' cases are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owners {
    /// Everybody's.
    All,
    /// Those of many: the list is walked by its limits, and others' cases are passed over.
    Many(BTreeSet<EmployeeId>),
    /// Those of few: theirs are found and put in order.
    Few(BTreeSet<EmployeeId>),
}

// The statement of the list stands four times: for each engine, and for each of two ways to the same rows. Its parts stand
// once. SQLite has no statistics to choose an index by: its text names the one that finds a handful of rows.

/// What a line shows, up to the table in which it is looked up why the nearest limit is when it is.
macro_rules! shown {
    () => {
        "SELECT c.id, c.reference, c.kind, c.subject, c.owner_id, c.status, c.opened_at, c.due_at, c.client_name, c.client_contact, c.version,
                (SELECT o.why FROM obligations o"
    };
}

/// The rest of what a line shows, up to the cases themselves.
macro_rules! shown_beside {
    () => {
        " WHERE o.institution_id = $1 AND o.subject_id = c.id AND o.due_at = c.due_at
                    AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
                  ORDER BY o.id LIMIT 1) AS why,
                (SELECT max(m.at) FROM messages m WHERE m.institution_id = $1 AND m.case_id = c.id) AS last_at,
                (SELECT v.version FROM inbox_seen v
                  WHERE v.institution_id = $1 AND v.employee_id = $2 AND v.case_id = c.id) AS seen,
                (SELECT t.from_id FROM inbox_claims t
                  WHERE t.institution_id = $1 AND t.case_id = c.id AND t.employee_id = c.owner_id) AS claimed_from
           FROM cases c"
    };
}

/// What is open and comes after the row at which the page begins.
macro_rules! open_after {
    () => {
        " WHERE c.institution_id = $1 AND c.status IN ('open', 'waiting_client')
            AND coalesce(c.due_at, 9007199254740991) >= $4 AND (coalesce(c.due_at, 9007199254740991) > $4 OR c.id > $5) AND "
    };
}

/// The owners asked for; SQLite keeps short ids in twelve bytes.
macro_rules! owned_sqlite {
    () => {
        "c.owner_id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END) FROM json_each($6))"
    };
}

/// The same as PostgreSQL opens a list.
macro_rules! owned_pg {
    () => {
        "c.owner_id IN (SELECT CAST(json_array_elements_text(CAST($6 AS JSON)) AS UUID))"
    };
}

/// By what the list is narrowed.
macro_rules! narrowed {
    () => {
        " AND (CAST($7 AS TEXT) IS NULL OR c.kind = $7)
            AND (CAST($8 AS UUID) IS NULL OR c.service_id = $8)
            AND (CAST($9 AS TEXT) IS NULL OR c.channel = $9)
            AND (CAST($10 AS UUID) IS NULL OR c.branch_id = $10)
            AND (CAST($11 AS TEXT) IS NULL OR c.subject_folded LIKE $11 ESCAPE '\\' OR c.reference LIKE $11 ESCAPE '\\'
                 OR c.contact_key LIKE $11 ESCAPE '\\')
            AND (CAST($12 AS BIGINT) IS NULL OR c.due_at < $12)"
    };
}

/// What whoever looks may know of: the rule of all cases, asked once for the person.
macro_rules! seen {
    () => {
        " AND (c.kind NOT IN ('complaint', 'claim') OR CAST($3 AS BIGINT) = 1 OR c.owner_id = $2
                 OR c.id IN (SELECT s.case_id FROM case_sight s WHERE s.institution_id = $1 AND s.employee_id = $2 AND s.may = 1))
            AND c.id NOT IN (SELECT n.case_id FROM case_sight n WHERE n.institution_id = $1 AND n.employee_id = $2 AND n.may = 0)"
    };
}

/// The nearest limit first, those without one last.
macro_rules! due_first {
    () => {
        " ORDER BY coalesce(c.due_at, 9007199254740991), c.id LIMIT $13"
    };
}

/// The lines of a page: those after `after` that fit, the nearest limit first, those without one last.
///
/// `late_at` leaves only those whose limit has passed by then.
pub(crate) async fn list_lines(
    tx: &mut Tx,
    asked: &Asked,
    owners: &Owners,
    late_at: Option<Timestamp>,
    after: After,
    most: i64,
) -> Result<Vec<Line>, DbError> {
    let by_limit = sql!(
        sqlite [
            shown!(), " INDEXED BY obligations_live", shown_beside!(), " INDEXED BY cases_inbox", open_after!(),
            "(CAST($6 AS TEXT) IS NULL OR ", owned_sqlite!(), ")", narrowed!(), seen!(), due_first!()
        ],
        pg [
            shown!(), shown_beside!(), open_after!(),
            "(CAST($6 AS TEXT) IS NULL OR ", owned_pg!(), ")", narrowed!(), seen!(), due_first!()
        ]
    );
    let by_owner = sql!(
        sqlite [
            shown!(), " INDEXED BY obligations_live", shown_beside!(), " INDEXED BY cases_inbox_owner", open_after!(),
            owned_sqlite!(), narrowed!(), seen!(), due_first!()
        ],
        pg [shown!(), shown_beside!(), open_after!(), owned_pg!(), narrowed!(), seen!(), due_first!()]
    );
    let (statement, ids) = match owners {
        Owners::All => (by_limit, None),
        Owners::Many(ids) => (by_limit, Some(id_list(ids))),
        Owners::Few(ids) => (by_owner, Some(id_list(ids))),
    };
    let rows = statement
        .bind_viewer(tx.viewer())
        .bind(after.due)
        .bind(after.case)
        .bind(ids)
        .bind(asked.kind.map(Kind::name))
        .bind(asked.service)
        .bind((!asked.channel.is_empty()).then_some(asked.channel.as_str()))
        .bind(asked.branch)
        .bind(asked.pattern())
        .bind(late_at)
        .bind(most)
        .all::<LineRow>(tx)
        .await?;
    rows.into_iter().map(Line::try_from).collect()
}

row! {
    /// How much somebody has open.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Load { pub(crate) owner_id: EmployeeId, pub(crate) open: i64, pub(crate) late: i64 }
}

/// What is counted of the open cases, up to their table.
macro_rules! counted {
    () => {
        "SELECT c.owner_id, count(*) AS open, sum(CASE WHEN c.due_at < $4 THEN 1 ELSE 0 END) AS late FROM cases c"
    };
}

/// Those that are open.
macro_rules! counted_open {
    () => {
        " WHERE c.institution_id = $1 AND c.status IN ('open', 'waiting_client')"
    };
}

/// How many open cases each owner has, and how many of them are late, as far as whoever looks may know.
pub(crate) async fn count_by_owner(tx: &mut Tx, now: Timestamp) -> Result<Vec<Load>, DbError> {
    sql!(
        sqlite [counted!(), " INDEXED BY cases_inbox_owner", counted_open!(), seen!(), " GROUP BY c.owner_id"],
        pg [counted!(), counted_open!(), seen!(), " GROUP BY c.owner_id"]
    )
    .bind_viewer(tx.viewer())
    .bind(now)
    .all(tx)
    .await
}

row! {
    /// A letter that belongs to no case because nobody could understand it.
    #[derive(Clone, Debug)]
    pub(crate) struct Letter {
        pub(crate) id: Uuid, pub(crate) received_at: Timestamp, pub(crate) author: String, pub(crate) subject: String,
        pub(crate) keeper_id: EmployeeId,
    }
}

/// The letters that wait for a person, the oldest first.
pub(crate) async fn list_letters(tx: &mut Tx, most: i64) -> Result<Vec<Letter>, DbError> {
    sql!(
        sqlite "SELECT l.id, l.received_at, l.author, l.subject, b.keeper_id
           FROM letters l INDEXED BY letters_attention
           JOIN mailboxes b ON b.institution_id = l.institution_id AND b.id = l.mailbox_id
          WHERE l.institution_id = $1 AND l.state = 'needs_attention' ORDER BY l.taken_at, l.id LIMIT $2",
        pg "SELECT l.id, l.received_at, l.author, l.subject, b.keeper_id
           FROM letters l
           JOIN mailboxes b ON b.institution_id = l.institution_id AND b.id = l.mailbox_id
          WHERE l.institution_id = $1 AND l.state = 'needs_attention' ORDER BY l.taken_at, l.id LIMIT $2"
    )
    .bind(most)
    .all(tx)
    .await
}

row! {
    struct SeenRow { case_id: CaseId, reference: String, owner_id: EmployeeId }
}

/// The numbers and owners of cases by their id, as far as whoever looks may know of them.
pub(crate) async fn list_named(
    tx: &mut Tx,
    batch: Uuid,
) -> Result<Vec<(CaseId, String, EmployeeId)>, DbError> {
    let rows = sql!([
        "SELECT i.case_id, c.reference, c.owner_id
           FROM inbox_batch_cases i JOIN cases c ON c.institution_id = i.institution_id AND c.id = i.case_id
          WHERE i.institution_id = $1 AND i.batch_id = $4",
        seen!()
    ])
    .bind_viewer(tx.viewer())
    .bind(batch)
    .all::<SeenRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.case_id, row.reference, row.owner_id)).collect())
}
