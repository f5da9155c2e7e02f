//! What other rooms may know of cases, and the lists of this one.

use std::collections::BTreeMap;

use solits_calendar::Why;
use solits_db::{DbError, PackedJson, Tx, row, sql};
use solits_journal::ObligationRow;
use solits_kernel::{CaseId, EmployeeId, TicketId, Timestamp, fold};
use solits_obligation::Obligation;
use uuid::Uuid;

use crate::{
    codes::contact_key,
    model::{Audience, Case, Kind, Status},
    store,
};

/// A case on somebody's list of what is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueCase {
    /// Id.
    pub id: CaseId,
    /// Number for people.
    pub reference: String,
    /// What it is about.
    pub subject: String,
    /// The nearest limit; `None` for "as fast as possible".
    pub due_at: Option<Timestamp>,
    /// Whether that limit has passed.
    pub late: bool,
}

impl DueCase {
    fn of(line: CaseLine, now: Timestamp) -> Self {
        Self {
            late: line.status.is_live() && line.due_at.is_some_and(|due| now > due),
            id: line.id,
            reference: line.reference,
            subject: line.subject,
            due_at: line.due_at,
        }
    }
}

/// The open cases of an employee, the nearest limit first.
pub async fn list_due(
    tx: &mut Tx,
    employee: EmployeeId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<DueCase>, DbError> {
    let lines = list_open_of(tx, employee, most).await?;
    Ok(lines.into_iter().map(|line| DueCase::of(line, now)).collect())
}

/// The open cases of whoever gave this contact; none for an empty one.
pub async fn list_of_client(
    tx: &mut Tx,
    contact: &str,
    now: Timestamp,
    most: i64,
) -> Result<Vec<DueCase>, DbError> {
    // SQLite has no statistics to choose an index by: its text names the one that finds a handful of rows.
    let rows = sql!(
        sqlite ["SELECT c.id, c.reference, c.kind, c.subject, c.owner_id, c.status, c.opened_at, c.due_at, NULL AS why
           FROM cases c INDEXED BY cases_contact
          WHERE c.institution_id = $1 AND c.contact_key = $2 AND c.contact_key <> '' AND c.status IN ('open', 'waiting_client')
            AND ", solits_db::case_sight!(4, 5), " = 1
          ORDER BY c.due_at NULLS LAST, c.id LIMIT $3"],
        pg ["SELECT c.id, c.reference, c.kind, c.subject, c.owner_id, c.status, c.opened_at, c.due_at, NULL AS why
           FROM cases c
          WHERE c.institution_id = $1 AND c.contact_key = $2 AND c.contact_key <> '' AND c.status IN ('open', 'waiting_client')
            AND ", solits_db::case_sight!(4, 5), " = 1
          ORDER BY c.due_at NULLS LAST, c.id LIMIT $3"]
    )
    .bind(contact_key(contact))
    .bind(most)
    .bind_viewer(tx.viewer())
    .all::<LineRow>(tx)
    .await?;
    Ok(lines(rows)?.into_iter().map(|line| DueCase::of(line, now)).collect())
}

/// A case of a client beside the one that is being worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierCase {
    /// Id.
    pub id: CaseId,
    /// Number for people.
    pub reference: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub status: Status,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was answered; `None` where it was closed without.
    pub answered_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

row! {
    struct EarlierRow {
        id: CaseId, reference: String, subject: String, status: String, opened_at: Timestamp,
        answered_at: Option<Timestamp>, closed_at: Option<Timestamp>,
    }
}

/// The cases of whoever gave this contact that have their answer or are closed, the newest first, but for one; none for an
/// empty contact.
pub async fn list_ended_of_client(
    tx: &mut Tx,
    contact: &str,
    but: CaseId,
    most: i64,
) -> Result<Vec<EarlierCase>, DbError> {
    // SQLite has no statistics to choose an index by: its text names the one that finds a handful of rows.
    let rows = sql!(
        sqlite "SELECT c.id, c.reference, c.subject, c.status, c.opened_at, c.answered_at, c.closed_at
           FROM cases c INDEXED BY cases_contact
          WHERE c.institution_id = $1 AND c.contact_key = $2 AND c.contact_key <> '' AND c.status IN ('answered', 'closed')
            AND c.id <> $3
            AND coalesce((SELECT s.may FROM case_sight s WHERE s.institution_id = $1 AND s.case_id = c.id AND s.employee_id = $5),
                     CASE WHEN c.kind IN ('complaint', 'claim') AND c.owner_id <> $5 THEN CAST($6 AS BIGINT) ELSE 1 END) = 1
          ORDER BY c.opened_at DESC, c.id DESC LIMIT $4",
        pg "SELECT c.id, c.reference, c.subject, c.status, c.opened_at, c.answered_at, c.closed_at
           FROM cases c
          WHERE c.institution_id = $1 AND c.contact_key = $2 AND c.contact_key <> '' AND c.status IN ('answered', 'closed')
            AND c.id <> $3
            AND coalesce((SELECT s.may FROM case_sight s WHERE s.institution_id = $1 AND s.case_id = c.id AND s.employee_id = $5),
                     CASE WHEN c.kind IN ('complaint', 'claim') AND c.owner_id <> $5 THEN CAST($6 AS BIGINT) ELSE 1 END) = 1
          ORDER BY c.opened_at DESC, c.id DESC LIMIT $4"
    )
    .bind(contact_key(contact))
    .bind(but)
    .bind(most)
    .bind(tx.viewer().id())
    .bind(i64::from(tx.viewer().sees_confidential()))
    .all::<EarlierRow>(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let status = Status::parse(&row.status);
            Ok(EarlierCase {
                status: status.ok_or_else(|| DbError::Corrupt(format!("case {}", row.id)))?,
                id: row.id,
                reference: row.reference,
                subject: row.subject,
                opened_at: row.opened_at,
                answered_at: row.answered_at,
                closed_at: row.closed_at,
            })
        })
        .collect()
}

row! {
    /// A case opened during a visit.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CaseOfVisit {
        /// Id.
        pub id: CaseId,
        /// The number for people.
        pub reference: String,
    }
}

/// The case opened last during a visit.
pub async fn latest_of_ticket(tx: &mut Tx, ticket: TicketId) -> Result<Option<CaseOfVisit>, DbError> {
    sql!([
        "SELECT c.id, c.reference FROM cases c
          WHERE c.institution_id = $1 AND c.ticket_id = $2
            AND ",
        solits_db::case_sight!(3, 4),
        " = 1
          ORDER BY c.opened_at DESC, c.id DESC LIMIT 1"
    ])
    .bind(ticket)
    .bind_viewer(tx.viewer())
    .optional(tx)
    .await
}

/// The case of that id, if whoever looks may see it (see the documentation of this crate). One whose contents were erased is
/// not there any more for whoever would go on with it.
pub async fn find(tx: &mut Tx, id: CaseId) -> Result<Option<Case>, DbError> {
    Ok(store::find(tx, id).await?.filter(|case| case.erased_at.is_none()))
}

/// The same, with those whose contents were erased: what is kept of them names nobody.
pub async fn find_kept(tx: &mut Tx, id: CaseId) -> Result<Option<Case>, DbError> {
    store::find(tx, id).await
}

row! {
    struct LineRow {
        id: CaseId, reference: String, kind: String, subject: String, owner_id: EmployeeId, status: String,
        opened_at: Timestamp, due_at: Option<Timestamp>, why: Option<PackedJson>,
    }
}

/// A case as a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CaseLine {
    pub(crate) id: CaseId,
    pub(crate) reference: String,
    pub(crate) kind: Kind,
    pub(crate) subject: String,
    pub(crate) owner: EmployeeId,
    pub(crate) status: Status,
    pub(crate) opened_at: Timestamp,
    pub(crate) due_at: Option<Timestamp>,
    /// Why the nearest limit is when it is.
    pub(crate) why: Option<Why>,
}

fn lines(rows: Vec<LineRow>) -> Result<Vec<CaseLine>, DbError> {
    rows.into_iter()
        .map(|row| {
            let corrupt = || DbError::Corrupt(format!("case {}", row.id));
            Ok(CaseLine {
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
            })
        })
        .collect()
}

/// The order of lists: the nearest limit first, those without one last, then by age.
pub(crate) fn due_first(lines: &mut [CaseLine]) {
    lines.sort_by_key(|line| (line.due_at.is_none(), line.due_at, line.id));
}

/// The open cases of an owner, the nearest limit first.
pub(crate) async fn list_open_of(
    tx: &mut Tx,
    owner: EmployeeId,
    most: i64,
) -> Result<Vec<CaseLine>, DbError> {
    // SQLite has no statistics to choose an index by: its text names the one that finds a handful of rows.
    let rows = sql!(
        sqlite ["SELECT c.id, c.reference, c.kind, c.subject, c.owner_id, c.status, c.opened_at, c.due_at,
                (SELECT o.why FROM obligations o INDEXED BY obligations_live
                  WHERE o.institution_id = $1 AND o.subject_id = c.id AND o.due_at = c.due_at
                    AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
                  ORDER BY o.id LIMIT 1) AS why
           FROM cases c INDEXED BY cases_open
          WHERE c.institution_id = $1 AND c.owner_id = $2 AND c.status IN ('open', 'waiting_client')
            AND ", solits_db::case_sight!(4, 5), " = 1
          ORDER BY c.due_at NULLS LAST, c.id LIMIT $3"],
        pg ["SELECT c.id, c.reference, c.kind, c.subject, c.owner_id, c.status, c.opened_at, c.due_at,
                (SELECT o.why FROM obligations o
                  WHERE o.institution_id = $1 AND o.subject_id = c.id AND o.due_at = c.due_at
                    AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
                  ORDER BY o.id LIMIT 1) AS why
           FROM cases c
          WHERE c.institution_id = $1 AND c.owner_id = $2 AND c.status IN ('open', 'waiting_client')
            AND ", solits_db::case_sight!(4, 5), " = 1
          ORDER BY c.due_at NULLS LAST, c.id LIMIT $3"]
    )
    .bind(owner)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all::<LineRow>(tx)
    .await?;
    lines(rows)
}

/// The open cases whose nearest limit has passed, the longest overdue first.
pub(crate) async fn list_late(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<CaseLine>, DbError> {
    // SQLite has no statistics to choose an index by: its text names the one that finds a handful of rows.
    let rows = sql!(
        sqlite ["SELECT c.id, c.reference, c.kind, c.subject, c.owner_id, c.status, c.opened_at, c.due_at,
                (SELECT o.why FROM obligations o INDEXED BY obligations_live
                  WHERE o.institution_id = $1 AND o.subject_id = c.id AND o.due_at = c.due_at
                    AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
                  ORDER BY o.id LIMIT 1) AS why
           FROM cases c
          WHERE c.institution_id = $1 AND c.due_at < $2 AND c.status IN ('open', 'waiting_client')
            AND ", solits_db::case_sight!(4, 5), " = 1
          ORDER BY c.due_at, c.id LIMIT $3"],
        pg ["SELECT c.id, c.reference, c.kind, c.subject, c.owner_id, c.status, c.opened_at, c.due_at,
                (SELECT o.why FROM obligations o
                  WHERE o.institution_id = $1 AND o.subject_id = c.id AND o.due_at = c.due_at
                    AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
                  ORDER BY o.id LIMIT 1) AS why
           FROM cases c
          WHERE c.institution_id = $1 AND c.due_at < $2 AND c.status IN ('open', 'waiting_client')
            AND ", solits_db::case_sight!(4, 5), " = 1
          ORDER BY c.due_at, c.id LIMIT $3"]
    )
    .bind(now)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all::<LineRow>(tx)
    .await?;
    lines(rows)
}

row! {
    struct OwnerRow { owner_id: EmployeeId }
}

/// Everyone who holds an open case, whether they still work here or not.
pub(crate) async fn list_owners(tx: &mut Tx) -> Result<Vec<EmployeeId>, DbError> {
    let rows = sql!([
        "SELECT DISTINCT c.owner_id FROM cases c
          WHERE c.institution_id = $1 AND c.status IN ('open', 'waiting_client')
            AND ",
        solits_db::case_sight!(2, 3),
        " = 1
          ORDER BY c.owner_id"
    ])
    .bind_viewer(tx.viewer())
    .all::<OwnerRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.owner_id).collect())
}

/// A search by subject looks through so many cases: the open ones nearest to their limit, and the newest of all.
pub(crate) const SEARCHED: i64 = 2_000;

/// Cases whose number begins with the text, or whose subject holds it; accents and case do not matter.
pub(crate) async fn search(tx: &mut Tx, text: &str, most: i64) -> Result<Vec<CaseLine>, DbError> {
    let number = text.trim();
    if number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c == '-')
    {
        // The end of the range: a character after every digit and dash.
        let rows = sql!(
            ["SELECT c.id, c.reference, c.kind, c.subject, c.owner_id, c.status, c.opened_at, c.due_at, NULL AS why
               FROM cases c
              WHERE c.institution_id = $1 AND c.reference >= $2 AND c.reference < $3
                AND ", solits_db::case_sight!(5, 6), " = 1
              ORDER BY c.reference LIMIT $4"]
        )
        .bind(number)
        .bind(format!("{number}~"))
        .bind(most)
        .bind_viewer(tx.viewer())
        .all::<LineRow>(tx)
        .await?;
        if !rows.is_empty() {
            return lines(rows);
        }
    }
    let pattern = format!("%{}%", escaped(&fold(text)));
    let open = sql!(
        ["SELECT c.id, c.reference, c.kind, c.subject, c.owner_id, c.status, c.opened_at, c.due_at, NULL AS why
           FROM (SELECT id FROM cases WHERE institution_id = $1 AND status IN ('open', 'waiting_client')
                  ORDER BY due_at, id LIMIT $3) AS n
           JOIN cases c ON c.institution_id = $1 AND c.id = n.id
          WHERE c.subject_folded LIKE $2 ESCAPE '\\'
            AND ", solits_db::case_sight!(5, 6), " = 1
          ORDER BY c.id DESC LIMIT $4"]
    );
    let newest = sql!(
        ["SELECT c.id, c.reference, c.kind, c.subject, c.owner_id, c.status, c.opened_at, c.due_at, NULL AS why
           FROM (SELECT id FROM cases WHERE institution_id = $1 ORDER BY id DESC LIMIT $3) AS n
           JOIN cases c ON c.institution_id = $1 AND c.id = n.id
          WHERE c.subject_folded LIKE $2 ESCAPE '\\'
            AND ", solits_db::case_sight!(5, 6), " = 1
          ORDER BY c.id DESC LIMIT $4"]
    );
    let mut found = BTreeMap::new();
    for statement in [open, newest] {
        let rows = statement
            .bind(&pattern)
            .bind(SEARCHED)
            .bind(most)
            .bind_viewer(tx.viewer())
            .all::<LineRow>(tx)
            .await?;
        found.extend(lines(rows)?.into_iter().map(|line| (line.id, line)));
    }
    // The open ones by their limit, then the ended ones, the newest first.
    let (mut live, mut ended): (Vec<_>, Vec<_>) = found.into_values().partition(|line| line.status.is_live());
    due_first(&mut live);
    ended.reverse();
    live.append(&mut ended);
    live.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(live)
}

/// A text for LIKE in which nothing stands for something else.
fn escaped(text: &str) -> String {
    text.chars().flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c])).collect()
}

/// Everything promised for a case: what is still owed, and what has ended of it where days or opening time were counted.
///
/// Two small indexes find them, however old the case is.
pub async fn list_obligations(tx: &mut Tx, case: CaseId) -> Result<Vec<Obligation>, DbError> {
    // SQLite has no statistics to choose an index by: its text names the one that finds a handful of rows.
    let live = sql!(
        sqlite "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations INDEXED BY obligations_live
          WHERE institution_id = $1 AND subject_id = $2 AND (state = 'open' OR met_late_at IS NULL AND state = 'breached')",
        pg "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations
          WHERE institution_id = $1 AND subject_id = $2 AND (state = 'open' OR met_late_at IS NULL AND state = 'breached')"
    );
    let counted = sql!(
        sqlite "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations INDEXED BY obligations_counted WHERE institution_id = $1 AND subject_id = $2 AND why IS NOT NULL",
        pg "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations WHERE institution_id = $1 AND subject_id = $2 AND why IS NOT NULL"
    );
    let mut found = BTreeMap::new();
    for statement in [live, counted] {
        for row in statement.bind(case).all::<ObligationRow>(tx).await? {
            found.insert(row.id, row);
        }
    }
    found.into_values().map(Obligation::try_from).collect()
}

/// A text of a case that its client reads, by its id.
pub async fn find_note_for_client(tx: &mut Tx, case: CaseId, id: Uuid) -> Result<Option<String>, DbError> {
    let notes = store::list_notes(tx, case).await?;
    let found = notes.into_iter().find(|note| note.id == id && note.audience == Audience::Client);
    Ok(found.map(|note| note.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_for_percent_finds_percent() {
        assert_eq!(escaped("50%_a\\"), "50\\%\\_a\\\\");
    }
}
