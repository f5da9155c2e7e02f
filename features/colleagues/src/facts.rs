//! Questions and reports with all that is written in them, for the search: the latest ones that somebody may open. Whoever a
//! case is hidden from finds nothing that was asked or found in it.

use std::collections::HashMap;

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};
use uuid::Uuid;

use crate::model::absence::stood_in_for;

/// So many of the latest are read, and so many of what was said to them.
pub const MOST_WRITTEN: i64 = 1_000;
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
        state: String, at: Timestamp,
    }
}

row! {
    struct SaidRow { of_id: Uuid, text: String }
}

/// The latest questions that are read, the latest first.
pub async fn list_questions(tx: &mut Tx, whose: &Whose) -> Result<Vec<Written>, DbError> {
    let (mut found, mut said) = (Vec::new(), Vec::new());
    for (all, to, part) in whose.readings() {
        let rows = sql!(
            ["SELECT r.id, '' AS reference, '' AS kind, CAST(0 AS BIGINT) AS standard, r.topic AS title, r.question AS one,
                    r.checked AS two, r.place AS three, r.state, r.asked_at AS at
               FROM internal_requests r
              WHERE r.institution_id = $1
                AND r.id IN (SELECT a.id FROM internal_requests a WHERE a.institution_id = $1 AND a.addressee_id = $2
                       UNION ALL SELECT b.id FROM internal_requests b WHERE b.institution_id = $1 AND b.asked_by = $3
                       UNION ALL SELECT d.id FROM internal_requests d WHERE d.institution_id = $1 AND d.copied_to = $3
                       UNION ALL SELECT e.id FROM internal_requests e WHERE e.institution_id = $1 AND CAST($4 AS BIGINT) = 1)
                AND ", solits_db::not_hidden!("r.case_id", 5), "
              ORDER BY r.asked_at DESC, r.id DESC LIMIT $6"]
        );
        let bound = rows.bind(to).bind(part).bind(all).bind(tx.viewer().id()).bind(MOST_WRITTEN);
        found.extend(bound.all::<WrittenRow>(tx).await?);
        let rows = sql!(
            "SELECT p.request_id AS of_id, p.text FROM internal_replies p
              WHERE p.institution_id = $1
                AND p.request_id IN (SELECT a.id FROM internal_requests a WHERE a.institution_id = $1 AND a.addressee_id = $2
                       UNION ALL SELECT b.id FROM internal_requests b WHERE b.institution_id = $1 AND b.asked_by = $3
                       UNION ALL SELECT d.id FROM internal_requests d WHERE d.institution_id = $1 AND d.copied_to = $3
                       UNION ALL SELECT e.id FROM internal_requests e WHERE e.institution_id = $1 AND CAST($4 AS BIGINT) = 1)
              ORDER BY p.at DESC, p.id DESC LIMIT $5"
        );
        said.extend(rows.bind(to).bind(part).bind(all).bind(MOST_SAID).all::<SaidRow>(tx).await?);
    }
    Ok(written(found, said))
}

/// The latest reports that are read, the latest first.
pub async fn list_reports(tx: &mut Tx, whose: &Whose) -> Result<Vec<Written>, DbError> {
    let (mut found, mut said) = (Vec::new(), Vec::new());
    for (all, to, part) in whose.readings() {
        let rows = sql!(
            ["SELECT n.id, n.reference, n.kind, n.standard, n.found AS title, n.body AS one, n.remedy AS two, n.closing AS three,
                    n.state, n.found_at AS at
               FROM nonconformities n
              WHERE n.institution_id = $1
                AND n.id IN (SELECT a.id FROM nonconformities a WHERE a.institution_id = $1 AND a.addressee_id = $2
                       UNION ALL SELECT b.id FROM nonconformities b WHERE b.institution_id = $1 AND b.reported_by = $3
                       UNION ALL SELECT d.id FROM nonconformities d WHERE d.institution_id = $1 AND d.copied_to = $3
                       UNION ALL SELECT e.id FROM nonconformities e WHERE e.institution_id = $1 AND CAST($4 AS BIGINT) = 1)
                AND ", solits_db::not_hidden!("n.case_id", 5), "
              ORDER BY n.found_at DESC, n.id DESC LIMIT $6"]
        );
        let bound = rows.bind(to).bind(part).bind(all).bind(tx.viewer().id()).bind(MOST_WRITTEN);
        found.extend(bound.all::<WrittenRow>(tx).await?);
        let rows = sql!(
            "SELECT p.nonconformity_id AS of_id, p.text FROM nonconformity_steps p
              WHERE p.institution_id = $1
                AND p.nonconformity_id IN (SELECT a.id FROM nonconformities a WHERE a.institution_id = $1 AND a.addressee_id = $2
                       UNION ALL SELECT b.id FROM nonconformities b WHERE b.institution_id = $1 AND b.reported_by = $3
                       UNION ALL SELECT d.id FROM nonconformities d WHERE d.institution_id = $1 AND d.copied_to = $3
                       UNION ALL SELECT e.id FROM nonconformities e WHERE e.institution_id = $1 AND CAST($4 AS BIGINT) = 1)
              ORDER BY p.at DESC, p.id DESC LIMIT $5"
        );
        said.extend(rows.bind(to).bind(part).bind(all).bind(MOST_SAID).all::<SaidRow>(tx).await?);
    }
    Ok(written(found, said))
}

/// Each once, the latest first, with what was said to it.
fn written(mut rows: Vec<WrittenRow>, said: Vec<SaidRow>) -> Vec<Written> {
    rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
    rows.dedup_by_key(|row| row.id);
    rows.truncate(usize::try_from(MOST_WRITTEN).unwrap_or(usize::MAX));
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
        }
    };
    rows.into_iter().map(one).collect()
}
