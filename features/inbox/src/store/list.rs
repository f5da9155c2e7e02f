//! Open cases as lines of the list. Every statement leaves out what is hidden from whoever looks: the same rule as
//! everywhere, asked once for the person and not once for each of the thousands of rows that are passed over.

use std::collections::BTreeSet;

use solits_cases::Kind;
use solits_db::{DbError, Sql, Statement, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_search::Answering;
use uuid::Uuid;

use super::{Line, LineRow, id_list};
use crate::model::{After, Asked, Reach, View};

/// Which owners' cases are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owners {
    /// Everybody's.
    All,
    /// Of those with many: the list is walked by its limits, and others' cases are passed over.
    Many(BTreeSet<EmployeeId>),
    /// Of those with few: theirs are found and put in order.
    Few(BTreeSet<EmployeeId>),
}

/// What a page of the list has: cases of these owners after a place, so many of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    pub(crate) asked: &'a Asked,
    pub(crate) owners: &'a Owners,
    /// Leaves only those whose limit has passed by then.
    pub(crate) late_at: Option<Timestamp>,
    pub(crate) after: After,
    pub(crate) most: usize,
}

// The statement of the list stands several times: for each engine, and for each way to the same rows. Its parts stand
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
            AND (CAST($11 AS BIGINT) IS NULL OR coalesce(c.due_at, 9007199254740991) < $11)"
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
        " ORDER BY coalesce(c.due_at, 9007199254740991), c.id"
    };
}

/// The lines of a page: those after `after` that fit, the nearest limit first, those without one last.
pub(crate) async fn list_lines(tx: &mut Tx, wanted: Wanted<'_>) -> Result<Vec<Line>, DbError> {
    let by_limit = sql!(
        sqlite [
            shown!(), " INDEXED BY obligations_live", shown_beside!(), " INDEXED BY cases_inbox", open_after!(),
            "(CAST($6 AS TEXT) IS NULL OR ", owned_sqlite!(), ")", narrowed!(), seen!(), due_first!(), " LIMIT $12"
        ],
        pg [
            shown!(), shown_beside!(), open_after!(),
            "(CAST($6 AS TEXT) IS NULL OR ", owned_pg!(), ")", narrowed!(), seen!(), due_first!(), " LIMIT $12"
        ]
    );
    let by_owner = sql!(
        sqlite [
            shown!(), " INDEXED BY obligations_live", shown_beside!(), " INDEXED BY cases_inbox_owner", open_after!(),
            owned_sqlite!(), narrowed!(), seen!(), due_first!(), " LIMIT $12"
        ],
        pg [
            shown!(), shown_beside!(), open_after!(), owned_pg!(), narrowed!(), seen!(), due_first!(), " LIMIT $12"
        ]
    );
    let statement = if matches!(wanted.owners, Owners::Few(_)) { by_owner } else { by_limit };
    read(bound(statement, tx, wanted).all(tx).await?)
}

fn read(rows: Vec<LineRow>) -> Result<Vec<Line>, DbError> {
    rows.into_iter().map(Line::try_from).collect()
}

/// What every statement of the list is given, from the second value to the twelfth.
fn bound(statement: Sql, tx: &Tx, wanted: Wanted<'_>) -> Statement {
    let Wanted { asked, owners, late_at, after, most } = wanted;
    let ids = match owners {
        Owners::All => None,
        Owners::Many(ids) | Owners::Few(ids) => Some(id_list(ids.iter().map(|id| id.uuid()))),
    };
    statement
        .bind_viewer(tx.viewer())
        .bind(after.due)
        .bind(after.case)
        .bind(ids)
        .bind(asked.kind.map(Kind::name))
        .bind(asked.service)
        .bind((!asked.channel.is_empty()).then_some(asked.channel.as_str()))
        .bind(asked.branch)
        .bind(late_at)
        .bind(i64::try_from(most).unwrap_or(i64::MAX))
}

/// Up to so many cases that answer the words are put in order themselves; where more do, the list is walked by its limits,
/// and a page is full before long.
const FEW_FOUND: usize = 1_000;
/// Cases of the list looked at in one statement.
const STRIDE: usize = 500;

/// The lines of a page of a list that is narrowed by words: as [`list_lines`], those that answer.
pub(crate) async fn list_answering(
    tx: &mut Tx,
    wanted: Wanted<'_>,
    answering: &Answering,
) -> Result<Vec<Line>, DbError> {
    let cases = match answering.few(tx, FEW_FOUND).await? {
        Some(cases) => in_order(tx, wanted, &cases).await?,
        None => walked(tx, wanted, answering).await?,
    };
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let lines = sql!(
        sqlite [
            shown!(), " INDEXED BY obligations_live", shown_beside!(),
            " WHERE c.institution_id = $1
                AND c.id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END)
                               FROM json_each($4))",
            seen!(), due_first!()
        ],
        pg [
            shown!(), shown_beside!(),
            " WHERE c.institution_id = $1 AND c.id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($4 AS JSON)) AS UUID)))",
            seen!(), due_first!()
        ]
    );
    let viewer = tx.viewer();
    let rows = lines
        .bind(viewer.id())
        .bind(i64::from(viewer.sees_confidential()))
        .bind(id_list(cases.iter().map(|case| case.uuid())));
    read(rows.all(tx).await?)
}

row! { struct IdRow { id: CaseId } }

/// Those of some cases that a page has, in its order.
async fn in_order(tx: &mut Tx, wanted: Wanted<'_>, cases: &[CaseId]) -> Result<Vec<CaseId>, DbError> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    // SQLite joins in the order of `CROSS JOIN`: from the few cases to what is known of them.
    let statement = sql!(
        sqlite [
            "SELECT c.id FROM json_each($13) AS j CROSS JOIN cases c", open_after!(),
            "c.id = unhex(CASE WHEN substr(j.value, 13) = '80008000000000000000' THEN substr(j.value, 1, 12) ELSE j.value END)
             AND (CAST($6 AS TEXT) IS NULL OR ", owned_sqlite!(), ")", narrowed!(), seen!(), due_first!(), " LIMIT $12"
        ],
        pg [
            "SELECT c.id FROM cases c", open_after!(),
            "c.id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($13 AS JSON)) AS UUID)))
             AND (CAST($6 AS TEXT) IS NULL OR ", owned_pg!(), ")", narrowed!(), seen!(), due_first!(), " LIMIT $12"
        ]
    );
    let rows = bound(statement, tx, wanted).bind(id_list(cases.iter().map(|case| case.uuid())));
    Ok(rows.all::<IdRow>(tx).await?.into_iter().map(|row| row.id).collect())
}

row! { struct PlaceRow { id: CaseId, due: i64, number: Option<i64> } }

/// The cases a page has, found by walking through the list from where the page begins.
async fn walked(tx: &mut Tx, wanted: Wanted<'_>, answering: &Answering) -> Result<Vec<CaseId>, DbError> {
    let statement = sql!(
        sqlite [
            "SELECT c.id, coalesce(c.due_at, 9007199254740991) AS due,
                    (SELECT f.number FROM search_cases f WHERE f.institution_id = $1 AND f.case_id = c.id) AS number
               FROM cases c INDEXED BY cases_inbox", open_after!(),
            "(CAST($6 AS TEXT) IS NULL OR ", owned_sqlite!(), ")", narrowed!(), seen!(), due_first!(), " LIMIT $12"
        ],
        pg [
            "SELECT c.id, coalesce(c.due_at, 9007199254740991) AS due,
                    (SELECT f.number FROM search_cases f WHERE f.institution_id = $1 AND f.case_id = c.id) AS number
               FROM cases c", open_after!(),
            "(CAST($6 AS TEXT) IS NULL OR ", owned_pg!(), ")", narrowed!(), seen!(), due_first!(), " LIMIT $12"
        ]
    );
    let (mut cases, mut after) = (Vec::new(), wanted.after);
    loop {
        let stride = Wanted { after, most: STRIDE, ..wanted };
        let rows = bound(statement, tx, stride).all::<PlaceRow>(tx).await?;
        let (count, last) = (rows.len(), rows.last().map(|row| After { due: row.due, case: row.id }));
        let answer = rows.into_iter().filter(|row| answering.has(row.id, row.number)).map(|row| row.id);
        cases.extend(answer.take(wanted.most - cases.len()));
        match last.filter(|_| count == STRIDE && cases.len() < wanted.most) {
            Some(last) => after = last,
            None => return Ok(cases),
        }
    }
}

/// So many open cases of a view are counted; of more than that nobody needs the exact number at a glance, and counting them
/// would be most of the work of a page.
pub(crate) const MOST_COUNTED: i64 = 1_000;

row! {
    /// How many open cases each view has, as far as whoever looks may know; [`MOST_COUNTED`] and one where there are more.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Counts {
        pub(crate) mine: i64, pub(crate) unit: i64, pub(crate) unassigned: i64, pub(crate) late: i64,
        pub(crate) everybody: i64,
    }
}

impl Counts {
    /// Those of a view; what colleagues ask is no case.
    pub(crate) const fn of(&self, view: View) -> i64 {
        match view {
            View::Mine => self.mine,
            View::Colleagues => 0,
            View::Unit => self.unit,
            View::Unassigned => self.unassigned,
            View::Late => self.late,
            View::All => self.everybody,
        }
    }
}

/// Those that are open, among which are counted.
macro_rules! counted {
    () => {
        " WHERE c.institution_id = $1 AND c.status IN ('open', 'waiting_client')"
    };
}

/// Up to a list of owners as SQLite keeps it.
macro_rules! of_owners_sqlite {
    () => {
        " AND c.owner_id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END) FROM json_each("
    };
}

/// The same as PostgreSQL opens a list.
macro_rules! of_owners_pg {
    () => {
        " AND c.owner_id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST("
    };
}

/// How many open cases each view has.
pub(crate) async fn count_by_view(tx: &mut Tx, reach: &Reach, now: Timestamp) -> Result<Counts, DbError> {
    let counts = sql!(
        sqlite [
            "SELECT (SELECT count(*) FROM (SELECT 1 FROM cases c INDEXED BY cases_inbox_owner", counted!(),
            of_owners_sqlite!(), "$4))", seen!(), " LIMIT $8)) AS mine,
                    (SELECT count(*) FROM (SELECT 1 FROM cases c INDEXED BY cases_inbox_owner", counted!(),
            of_owners_sqlite!(), "$5))", seen!(), " LIMIT $8)) AS unit,
                    (SELECT count(*) FROM (SELECT 1 FROM cases c INDEXED BY cases_inbox_owner", counted!(),
            of_owners_sqlite!(), "$6))", seen!(), " LIMIT $8)) AS unassigned,
                    (SELECT count(*) FROM (SELECT 1 FROM cases c INDEXED BY cases_inbox", counted!(),
            " AND coalesce(c.due_at, 9007199254740991) < $7", seen!(), " LIMIT $8)) AS late,
                    (SELECT count(*) FROM (SELECT 1 FROM cases c INDEXED BY cases_inbox", counted!(),
            seen!(), " LIMIT $8)) AS everybody"
        ],
        pg [
            "SELECT (SELECT count(*) FROM (SELECT 1 FROM cases c", counted!(),
            of_owners_pg!(), "$4 AS JSON)) AS UUID)))", seen!(), " LIMIT $8) AS few) AS mine,
                    (SELECT count(*) FROM (SELECT 1 FROM cases c", counted!(),
            of_owners_pg!(), "$5 AS JSON)) AS UUID)))", seen!(), " LIMIT $8) AS few) AS unit,
                    (SELECT count(*) FROM (SELECT 1 FROM cases c", counted!(),
            of_owners_pg!(), "$6 AS JSON)) AS UUID)))", seen!(), " LIMIT $8) AS few) AS unassigned,
                    (SELECT count(*) FROM (SELECT 1 FROM cases c", counted!(),
            " AND coalesce(c.due_at, 9007199254740991) < $7", seen!(), " LIMIT $8) AS few) AS late,
                    (SELECT count(*) FROM (SELECT 1 FROM cases c", counted!(),
            seen!(), " LIMIT $8) AS few) AS everybody"
        ]
    );
    let list = |who: &BTreeSet<EmployeeId>| id_list(who.iter().map(|one| one.uuid()));
    let found = counts
        .bind_viewer(tx.viewer())
        .bind(list(&reach.own))
        .bind(list(&reach.unit))
        .bind(list(&reach.absent))
        .bind(now)
        .bind(MOST_COUNTED + 1)
        .optional(tx)
        .await?;
    found.ok_or_else(|| DbError::Corrupt("the open cases cannot be counted".to_owned()))
}

row! {
    /// A letter that belongs to no case because nobody could understand it.
    #[derive(Clone, Debug)]
    pub(crate) struct Letter {
        pub(crate) id: Uuid, pub(crate) received_at: Timestamp, pub(crate) author: String, pub(crate) subject: String,
        pub(crate) keeper_id: EmployeeId,
    }
}

/// The letters that wait for a person and that nobody has seen to, the oldest first.
pub(crate) async fn list_letters(tx: &mut Tx, most: i64) -> Result<Vec<Letter>, DbError> {
    sql!(
        sqlite "SELECT l.id, l.received_at, l.author, l.subject, b.keeper_id
           FROM letters l INDEXED BY letters_attention
           JOIN mailboxes b ON b.institution_id = l.institution_id AND b.id = l.mailbox_id
          WHERE l.institution_id = $1 AND l.state = 'needs_attention' AND l.seen_to_at IS NULL AND l.forgotten_at IS NULL
          ORDER BY l.taken_at, l.id LIMIT $2",
        pg "SELECT l.id, l.received_at, l.author, l.subject, b.keeper_id
           FROM letters l
           JOIN mailboxes b ON b.institution_id = l.institution_id AND b.id = l.mailbox_id
          WHERE l.institution_id = $1 AND l.state = 'needs_attention' AND l.seen_to_at IS NULL AND l.forgotten_at IS NULL
          ORDER BY l.taken_at, l.id LIMIT $2"
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
