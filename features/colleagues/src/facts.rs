//! Questions and reports with all that is written in them, for the search: those of some that somebody may open. Whoever a
//! case is hidden from finds nothing that was asked or found in it.

use std::collections::HashMap;

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};
use uuid::Uuid;

use crate::model::absence::stood_in_for;

/// So much of what was said to them is read, the latest of it.
const MOST_SAID: i64 = 4_000;

/// A question to a colleague, or a report of a non-conformity, with what is written in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its id; of its own kind.
    pub id: Uuid,
    /// The number for people; empty where it has none.
    pub reference: String,
    /// The type of a non-conformity, as the standard names it, and the number of the version that did; nothing and 0 of a
    /// question.
    pub kind: String,
    /// See `kind`.
    pub standard: i64,
    /// What it is about.
    pub title: String,
    /// Everything else that was written, the first first.
    pub texts: Vec<String>,
    /// How it stands, a word of a closed list.
    pub state: String,
    /// When it was asked or found.
    pub at: Timestamp,
    /// Who has a part in it: who asked or reported, who answers for it and who was told of it.
    pub parts: Vec<EmployeeId>,
}

/// Whose questions or reports are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of which somebody has a part, or of those in whose place they act.
    Of {
        /// Who looks.
        me: EmployeeId,
        /// Those for whom they stand in today.
        acting_for: Vec<EmployeeId>,
    },
    /// All of them, for whoever keeps the register, and for other programs.
    All,
}

impl Whose {
    /// Those of which somebody has a part on the day of `at`.
    pub async fn of(tx: &mut Tx, me: EmployeeId, at: Timestamp) -> Result<Self, DbError> {
        let structure = solits_organisation::find_structure(tx).await?;
        Ok(Self::Of { me, acting_for: stood_in_for(&structure.on(at.day()), me) })
    }

    /// For each reading: whether all is read, who answers, and who asked or is told of it.
    fn readings(&self) -> Vec<(i64, Option<EmployeeId>, Option<EmployeeId>)> {
        match self {
            Self::All => vec![(1, None, None)],
            Self::Of { me, acting_for } => [(0, Some(*me), Some(*me))]
                .into_iter()
                .chain(acting_for.iter().map(|one| (0, Some(*one), None)))
                .collect(),
        }
    }
}

row! {
    struct WrittenRow {
        id: Uuid, reference: String, kind: String, standard: i64, title: String, one: String, two: String, three: String,
        state: String, at: Timestamp, to_id: Option<EmployeeId>, by_id: EmployeeId, told_id: Option<EmployeeId>,
    }
}

row! {
    struct SaidRow { of_id: Uuid, text: String }
}

/// Ids as a list both engines can open: thirty-two digits each.
fn id_list(ids: &[Uuid]) -> String {
    let digits: Vec<String> = ids.iter().map(|id| format!("\"{}\"", id.simple())).collect();
    format!("[{}]", digits.join(","))
}

/// Those of some questions that are read, the latest first.
pub async fn list_questions(tx: &mut Tx, whose: &Whose, ids: &[Uuid]) -> Result<Vec<Written>, DbError> {
    let mut found = Vec::new();
    for (all, to, part) in whose.readings() {
        // SQLite keeps short ids in few bytes; PostgreSQL opens a list in its own way.
        let rows = sql!(
            sqlite ["SELECT r.id, '' AS reference, '' AS kind, CAST(0 AS BIGINT) AS standard, r.topic AS title, r.question AS one,
                    r.checked AS two, r.place AS three, r.state, r.asked_at AS at, r.addressee_id AS to_id,
                    r.asked_by AS by_id, r.copied_to AS told_id
               FROM internal_requests r
              WHERE r.institution_id = $1
                AND r.id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END) FROM json_each($2))
                AND (CAST($5 AS BIGINT) = 1 OR r.addressee_id = $3 OR r.asked_by = $4 OR r.copied_to = $4)
                AND ", solits_db::not_hidden!("r.case_id", 6)],
            pg ["SELECT r.id, '' AS reference, '' AS kind, CAST(0 AS BIGINT) AS standard, r.topic AS title, r.question AS one,
                    r.checked AS two, r.place AS three, r.state, r.asked_at AS at, r.addressee_id AS to_id,
                    r.asked_by AS by_id, r.copied_to AS told_id
               FROM internal_requests r
              WHERE r.institution_id = $1
                AND r.id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)))
                AND (CAST($5 AS BIGINT) = 1 OR r.addressee_id = $3 OR r.asked_by = $4 OR r.copied_to = $4)
                AND ", solits_db::not_hidden!("r.case_id", 6)]
        );
        let bound = rows.bind(id_list(ids)).bind(to).bind(part).bind(all).bind(tx.viewer().id());
        found.extend(bound.all::<WrittenRow>(tx).await?);
    }
    let read: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let said = list_said_to_questions(tx, &read).await?;
    Ok(written(found, said))
}

async fn list_said_to_questions(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<SaidRow>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    sql!(
        sqlite "SELECT p.request_id AS of_id, p.text FROM internal_replies p
          WHERE p.institution_id = $1
            AND p.request_id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END) FROM json_each($2))
          ORDER BY p.at DESC, p.id DESC LIMIT $3",
        pg "SELECT p.request_id AS of_id, p.text FROM internal_replies p
          WHERE p.institution_id = $1
            AND p.request_id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)))
          ORDER BY p.at DESC, p.id DESC LIMIT $3"
    )
    .bind(id_list(ids))
    .bind(MOST_SAID)
    .all(tx)
    .await
}

/// Those of some reports that are read, the latest first.
pub async fn list_reports(tx: &mut Tx, whose: &Whose, ids: &[Uuid]) -> Result<Vec<Written>, DbError> {
    let mut found = Vec::new();
    for (all, to, part) in whose.readings() {
        // SQLite keeps short ids in few bytes; PostgreSQL opens a list in its own way.
        let rows = sql!(
            sqlite ["SELECT n.id, n.reference, n.kind, n.standard, n.found AS title, n.body AS one, n.remedy AS two, n.closing AS three,
                    n.state, n.found_at AS at, n.addressee_id AS to_id, n.reported_by AS by_id, n.copied_to AS told_id
               FROM nonconformities n
              WHERE n.institution_id = $1
                AND n.id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END) FROM json_each($2))
                AND (CAST($5 AS BIGINT) = 1 OR n.addressee_id = $3 OR n.reported_by = $4 OR n.copied_to = $4)
                AND ", solits_db::not_hidden!("n.case_id", 6)],
            pg ["SELECT n.id, n.reference, n.kind, n.standard, n.found AS title, n.body AS one, n.remedy AS two, n.closing AS three,
                    n.state, n.found_at AS at, n.addressee_id AS to_id, n.reported_by AS by_id, n.copied_to AS told_id
               FROM nonconformities n
              WHERE n.institution_id = $1
                AND n.id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)))
                AND (CAST($5 AS BIGINT) = 1 OR n.addressee_id = $3 OR n.reported_by = $4 OR n.copied_to = $4)
                AND ", solits_db::not_hidden!("n.case_id", 6)]
        );
        let bound = rows.bind(id_list(ids)).bind(to).bind(part).bind(all).bind(tx.viewer().id());
        found.extend(bound.all::<WrittenRow>(tx).await?);
    }
    let read: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let said = list_said_to_reports(tx, &read).await?;
    Ok(written(found, said))
}

async fn list_said_to_reports(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<SaidRow>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    sql!(
        sqlite "SELECT p.nonconformity_id AS of_id, p.text FROM nonconformity_steps p
          WHERE p.institution_id = $1
            AND p.nonconformity_id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END) FROM json_each($2))
          ORDER BY p.at DESC, p.id DESC LIMIT $3",
        pg "SELECT p.nonconformity_id AS of_id, p.text FROM nonconformity_steps p
          WHERE p.institution_id = $1
            AND p.nonconformity_id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)))
          ORDER BY p.at DESC, p.id DESC LIMIT $3"
    )
    .bind(id_list(ids))
    .bind(MOST_SAID)
    .all(tx)
    .await
}

/// Each once, the latest first, with what was said to it.
fn written(mut rows: Vec<WrittenRow>, said: Vec<SaidRow>) -> Vec<Written> {
    rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
    rows.dedup_by_key(|row| row.id);
    let mut texts: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in said.into_iter().rev() {
        texts.entry(row.of_id).or_default().push(row.text);
    }
    let one = |row: WrittenRow| {
        let own = [row.one, row.two, row.three].into_iter();
        let all = own.chain(texts.remove(&row.id).unwrap_or_default()).filter(|text| !text.is_empty());
        Written {
            texts: all.collect(),
            id: row.id,
            reference: row.reference,
            kind: row.kind,
            standard: row.standard,
            title: row.title,
            state: row.state,
            at: row.at,
            parts: [row.to_id, Some(row.by_id), row.told_id].into_iter().flatten().collect(),
        }
    };
    rows.into_iter().map(one).collect()
}
