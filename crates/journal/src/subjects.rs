//! What hangs on a case and is a subject of its own: promises made to the client by hand, questions to colleagues,
//! non-conformities. Who may know of such a subject follows from its case.
//!
//! Whoever makes such a subject says of which case it is in the same transaction. Statements over subjects ask
//! [`solits_db::subject_sight!`], which reads the same table; everything else asks here.

use std::collections::BTreeSet;

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Viewer};
use uuid::Uuid;

use crate::store::StoredEntry;

/// Who knows of a subject that hangs on a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownTo {
    /// Whoever sees the case.
    WhoSeesTheCase,
    /// Colleagues who are asked too, though a confidential case stays closed to them: everybody but those from whom the
    /// case is hidden.
    Colleagues,
}

/// The case a subject is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfCase {
    /// The case.
    pub case: CaseId,
    /// Who knows of the subject.
    pub known_to: KnownTo,
}

/// Says that a subject hangs on a case.
pub async fn hang_on(tx: &mut Tx, subject: Uuid, case: CaseId, known_to: KnownTo) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_subjects (institution_id, subject_id, case_id, asked) VALUES ($1, $2, $3, $4)
         ON CONFLICT (institution_id, subject_id) DO NOTHING"
    )
    .bind(subject)
    .bind(case)
    .bind(i64::from(known_to == KnownTo::Colleagues))
    .run(tx)
    .await?;
    Ok(())
}

/// What was promised in one case hangs on another from now on. What colleagues were asked stays where it was asked.
pub async fn hang_promises_on(tx: &mut Tx, from: CaseId, into: CaseId) -> Result<(), DbError> {
    sql!("UPDATE case_subjects SET case_id = $3 WHERE institution_id = $1 AND case_id = $2 AND asked = 0")
        .bind(from)
        .bind(into)
        .run(tx)
        .await?;
    Ok(())
}

row! { struct OfCaseRow { case_id: CaseId, asked: Option<i64> } }

/// The case a subject is about, whoever may see it: the case itself, or the one it hangs on.
pub async fn find_case_of(tx: &mut Tx, subject: Uuid) -> Result<Option<OfCase>, DbError> {
    let row = sql!(
        "SELECT c.id AS case_id,
                (SELECT p.asked FROM case_subjects p WHERE p.institution_id = $1 AND p.subject_id = $2) AS asked
           FROM cases c
          WHERE c.institution_id = $1
            AND c.id = coalesce((SELECT p.case_id FROM case_subjects p
                                  WHERE p.institution_id = $1 AND p.subject_id = $2), $2)"
    )
    .bind(subject)
    .optional::<OfCaseRow>(tx)
    .await?;
    Ok(row.map(|row| OfCase {
        case: row.case_id,
        known_to: if row.asked == Some(1) { KnownTo::Colleagues } else { KnownTo::WhoSeesTheCase },
    }))
}

row! { struct SubjectRow { id: Uuid } }

/// The numbers of those entries that tell of a complaint, a claim or another word of a client about the service, by their
/// kind or by the case they are about: another program is told of them only if it may know of complaints.
pub async fn list_confidential(tx: &mut Tx, entries: &[StoredEntry]) -> Result<BTreeSet<i64>, DbError> {
    let subjects: BTreeSet<Uuid> = entries.iter().map(|entry| entry.subject_id).collect();
    let ids: Vec<String> = subjects.iter().map(|subject| subject.simple().to_string()).collect();
    // Nobody's id: no case is theirs, and nothing was said of them.
    let anybody = Viewer::Employee { id: EmployeeId::new(Uuid::max()), keeps_feedback: false };
    // SQLite keeps short ids in few bytes; PostgreSQL opens a list in its own way.
    let hidden: BTreeSet<Uuid> = sql!(
        sqlite ["SELECT c.id FROM cases c
          WHERE c.institution_id = $1
            AND c.id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END)
                           FROM json_each($2))
            AND ", solits_db::case_sight!(3, 4), " <> 1
         UNION ALL
         SELECT p.subject_id AS id FROM case_subjects p CROSS JOIN cases c
          WHERE p.institution_id = $1
            AND p.subject_id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END)
                           FROM json_each($2))
            AND c.institution_id = $1 AND c.id = p.case_id
            AND ", solits_db::case_sight!(3, 4), " <> 1"],
        pg ["SELECT c.id FROM cases c
          WHERE c.institution_id = $1
            AND c.id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)))
            AND ", solits_db::case_sight!(3, 4), " <> 1
         UNION ALL
         SELECT p.subject_id AS id FROM case_subjects p CROSS JOIN cases c
          WHERE p.institution_id = $1
            AND p.subject_id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)))
            AND c.institution_id = $1 AND c.id = p.case_id
            AND ", solits_db::case_sight!(3, 4), " <> 1"]
    )
    .bind(serde_json::json!(ids).to_string())
    .bind_viewer(anybody)
    .all::<SubjectRow>(tx)
    .await?
    .into_iter()
    .map(|row| row.id)
    .collect();
    let tells = |entry: &&StoredEntry| is_of_feedback(&entry.kind) || hidden.contains(&entry.subject_id);
    Ok(entries.iter().filter(tells).map(|entry| entry.n).collect())
}

/// Whether an event says by its very name that there is a complaint, a claim or another word of a client about the service.
fn is_of_feedback(kind: &str) -> bool {
    kind.starts_with("feedback.")
}
