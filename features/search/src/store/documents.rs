//! A case as the index reads it: what is written in it, who takes part, who may see it.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId};

use crate::words::Document;

row! {
    struct WholeRow {
        reference: String, kind: String, subject: String, status: String, owner_id: EmployeeId, client_name: String,
        client_contact: String, answer: Option<String>,
    }
}
row! { struct WrittenRow { text: String } }
row! { struct NamedRow { name: String, address: String } }
row! { struct PersonRow { name: String, phone: String, email: String, address: String } }
row! { struct SightRow { employee_id: EmployeeId, may: i64 } }

/// Letters of a text that are read into the index.
const MOST_INDEXED: i64 = 40_000;

/// A case as the index reads it; `None` where there is none of that id, or nothing of it any more.
pub(crate) async fn find_document(tx: &mut Tx, case: CaseId) -> Result<Option<Document>, DbError> {
    let row = sql!(
        ["SELECT c.reference, c.kind, c.subject, c.status, c.owner_id, c.client_name, c.client_contact, c.answer FROM cases c
          WHERE c.institution_id = $1 AND c.id = $2 AND c.erased_at IS NULL
            AND ", solits_db::case_sight!(3, 4), " = 1"]
    )
    .bind(case)
    .bind_viewer(tx.viewer())
    .optional::<WholeRow>(tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let parties = sql!("SELECT name, address FROM case_parties WHERE institution_id = $1 AND case_id = $2 ORDER BY address_key LIMIT 50")
        .bind(case)
        .all::<NamedRow>(tx)
        .await?;
    let sight = sql!("SELECT employee_id, may FROM case_sight WHERE institution_id = $1 AND case_id = $2")
        .bind(case)
        .all::<SightRow>(tx)
        .await?;
    let mut names = vec![row.client_name];
    let mut contacts = vec![row.client_contact];
    for party in parties {
        names.push(party.name);
        contacts.push(party.address);
    }
    for person in list_people(tx, case).await? {
        names.push(person.name);
        contacts.extend([person.phone, person.email, person.address]);
    }
    let mut texts: Vec<String> = row.answer.into_iter().collect();
    texts.extend(list_written(tx, case).await?);
    Ok(Some(Document {
        is_open: matches!(row.status.as_str(), "open" | "waiting_client"),
        is_confidential: matches!(row.kind.as_str(), "complaint" | "claim"),
        owner: Some(row.owner_id),
        sight: sight.into_iter().map(|one| (one.employee_id, one.may == 1)).collect(),
        reference: row.reference,
        subject: row.subject,
        names,
        contacts,
        texts,
        parts: Vec::new(),
    }))
}

/// Applicants, representatives and others who take part in a case, or did.
async fn list_people(tx: &mut Tx, case: CaseId) -> Result<Vec<PersonRow>, DbError> {
    sql!(
        "SELECT name, phone, email, address FROM case_people WHERE institution_id = $1 AND case_id = $2 ORDER BY id LIMIT 50"
    )
    .bind(case)
    .all(tx)
    .await
}

/// What was written in a case, the latest first.
async fn list_written(tx: &mut Tx, case: CaseId) -> Result<Vec<String>, DbError> {
    let messages = sql!(
        sqlite "SELECT substr(author_name || ' ' || author_address || ' ' || subject || char(10) || text, 1, $3) AS text FROM messages
          WHERE institution_id = $1 AND case_id = $2 ORDER BY at DESC LIMIT 100",
        pg "SELECT substr(author_name || ' ' || author_address || ' ' || subject || chr(10) || text, 1, CAST($3 AS INTEGER)) AS text FROM messages
          WHERE institution_id = $1 AND case_id = $2 ORDER BY at DESC LIMIT 100"
    )
    .bind(case)
    .bind(MOST_INDEXED)
    .all::<WrittenRow>(tx)
    .await?;
    let notes = sql!(
        sqlite "SELECT substr(text, 1, $3) AS text FROM case_notes WHERE institution_id = $1 AND case_id = $2 ORDER BY at DESC LIMIT 200",
        pg "SELECT substr(text, 1, CAST($3 AS INTEGER)) AS text FROM case_notes
             WHERE institution_id = $1 AND case_id = $2 ORDER BY at DESC LIMIT 200"
    )
    .bind(case)
    .bind(MOST_INDEXED)
    .all::<WrittenRow>(tx)
    .await?;
    let beside = list_beside(tx, case).await?;
    Ok(messages.into_iter().chain(notes).chain(beside).map(|row| row.text).collect())
}

/// What else is written down in a case: on what the answer rests, what was promised, what was ordered, how a complaint was
/// examined and what follows from it, and how its files are named. All of it is seen by whoever sees the case.
async fn list_beside(tx: &mut Tx, case: CaseId) -> Result<Vec<WrittenRow>, DbError> {
    sql!(
        "SELECT text || ' ' || place AS text FROM case_sources WHERE institution_id = $1 AND case_id = $2
         UNION ALL
         SELECT text FROM case_promises WHERE institution_id = $1 AND case_id = $2
         UNION ALL
         SELECT purpose || ' ' || place_words || ' ' || delay_words AS text FROM case_orders
          WHERE institution_id = $1 AND case_id = $2
         UNION ALL
         SELECT facts || ' ' || other_side || ' ' || cause AS text FROM feedback_rungs
          WHERE institution_id = $1 AND case_id = $2
         UNION ALL
         SELECT what AS text FROM feedback_measures WHERE institution_id = $1 AND case_id = $2
         UNION ALL
         SELECT f.name AS text FROM message_files f
           JOIN messages m ON m.institution_id = $1 AND m.id = f.message_id
          WHERE f.institution_id = $1 AND m.case_id = $2
          LIMIT 300"
    )
    .bind(case)
    .all(tx)
    .await
}
