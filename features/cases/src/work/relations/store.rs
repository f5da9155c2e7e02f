//! Relations between cases, as they are stored.

use std::collections::BTreeMap;

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, ServiceId, Timestamp};

use crate::{model::Status, work::named};

named! {
    /// How two cases belong together.
    pub enum Kind {
        /// They are about the same.
        Related "related" "cases-link-related";
        /// One goes on where the other ended.
        Continues "continues" "cases-link-continues";
        /// One was taken out of the other.
        Split "split" "cases-link-split";
    }
}

row! {
    struct LinkRow { one_id: CaseId, other_id: CaseId, kind: String }
}

/// The cases linked with one, whoever may see them.
pub(crate) async fn list(tx: &mut Tx, case: CaseId) -> Result<Vec<(CaseId, Kind)>, DbError> {
    let below =
        sql!("SELECT one_id, other_id, kind FROM case_links WHERE institution_id = $1 AND one_id = $2");
    let above =
        sql!("SELECT one_id, other_id, kind FROM case_links WHERE institution_id = $1 AND other_id = $2");
    let mut found = BTreeMap::new();
    for statement in [below, above] {
        for row in statement.bind(case).all::<LinkRow>(tx).await? {
            let kind = Kind::parse(&row.kind).ok_or_else(|| DbError::Corrupt("case link".to_owned()))?;
            found.insert(if row.one_id == case { row.other_id } else { row.one_id }, kind);
        }
    }
    Ok(found.into_iter().collect())
}

fn ordered(a: CaseId, b: CaseId) -> (CaseId, CaseId) {
    if a < b { (a, b) } else { (b, a) }
}

/// Links two cases; says how anew where they were.
pub(crate) async fn insert(
    tx: &mut Tx,
    (a, b): (CaseId, CaseId),
    kind: Kind,
    at: Timestamp,
    by: Option<EmployeeId>,
) -> Result<(), DbError> {
    let (one, other) = ordered(a, b);
    sql!(
        "INSERT INTO case_links (institution_id, one_id, other_id, kind, at, employee_id) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (institution_id, one_id, other_id) DO UPDATE SET kind = $4"
    )
    .bind(one)
    .bind(other)
    .bind(kind.name())
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(())
}

/// Takes a link away; `false` where there was none.
pub(crate) async fn delete(tx: &mut Tx, (a, b): (CaseId, CaseId)) -> Result<bool, DbError> {
    let (one, other) = ordered(a, b);
    let deleted = sql!("DELETE FROM case_links WHERE institution_id = $1 AND one_id = $2 AND other_id = $3")
        .bind(one)
        .bind(other)
        .run(tx)
        .await?;
    Ok(deleted == 1)
}

/// The case that a case became part of.
pub(crate) async fn find_merged(tx: &mut Tx, case: CaseId) -> Result<Option<CaseId>, DbError> {
    sql!("SELECT into_id AS value FROM case_joins WHERE institution_id = $1 AND case_id = $2")
        .bind(case)
        .scalar(tx)
        .await
}

row! {
    struct MergedRow { case_id: CaseId }
}

/// The cases that became part of one.
pub(crate) async fn list_merged(tx: &mut Tx, into: CaseId) -> Result<Vec<CaseId>, DbError> {
    let rows = sql!(
        "SELECT case_id FROM case_joins WHERE institution_id = $1 AND into_id = $2 ORDER BY at, case_id"
    )
    .bind(into)
    .all::<MergedRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.case_id).collect())
}

/// A case becomes part of another, and with it those that had become part of it. Their codes lead there where the client
/// is one.
pub(crate) async fn insert_merge(
    tx: &mut Tx,
    (case, into): (CaseId, CaseId),
    is_same_client: bool,
    at: Timestamp,
    by: EmployeeId,
) -> Result<(), DbError> {
    sql!(
        "UPDATE case_joins SET into_id = $3, of_one_client = of_one_client * $4 WHERE institution_id = $1 AND into_id = $2"
    )
    .bind(case)
    .bind(into)
    .bind(i64::from(is_same_client))
    .run(tx)
    .await?;
    sql!(
        "INSERT INTO case_joins (institution_id, case_id, into_id, of_one_client, at, employee_id)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(case)
    .bind(into)
    .bind(i64::from(is_same_client))
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(())
}

/// What was said in one case goes on in another: its messages, the letters they came with, and those who may write.
pub(crate) async fn move_correspondence(tx: &mut Tx, from: CaseId, into: CaseId) -> Result<(), DbError> {
    let moved = [
        // Our letters are found by the messages they are, so they go first.
        sql!(
            "UPDATE outbox SET case_id = $3 WHERE institution_id = $1 AND case_id = $2
                AND id IN (SELECT m.id FROM messages m WHERE m.institution_id = $1 AND m.case_id = $2)"
        ),
        sql!("UPDATE messages SET case_id = $3 WHERE institution_id = $1 AND case_id = $2"),
        sql!("UPDATE letters SET case_id = $3 WHERE institution_id = $1 AND case_id = $2"),
        sql!(
            "INSERT INTO case_parties (institution_id, case_id, address_key, address, name, is_unreachable)
             SELECT institution_id, $3, address_key, address, name, is_unreachable FROM case_parties
              WHERE institution_id = $1 AND case_id = $2
             ON CONFLICT (institution_id, case_id, address_key) DO NOTHING"
        ),
    ];
    for statement in moved {
        statement.bind(from).bind(into).run(tx).await?;
    }
    Ok(())
}

row! {
    struct ContactRow { one: String, other: String }
}

/// Whether the client of two cases gave the same contact.
pub(crate) async fn is_same_client(tx: &mut Tx, one: CaseId, other: CaseId) -> Result<bool, DbError> {
    let keys = sql!([
        "SELECT c.contact_key AS one, o.contact_key AS other
           FROM cases c JOIN cases o ON o.institution_id = $1 AND o.id = $3
          WHERE c.institution_id = $1 AND c.id = $2
            AND ",
        solits_db::case_sight!(4, 5),
        " = 1"
    ])
    .bind(one)
    .bind(other)
    .bind_viewer(tx.viewer())
    .optional::<ContactRow>(tx)
    .await?;
    Ok(keys.is_some_and(|keys| !keys.one.is_empty() && keys.one == keys.other))
}

row! {
    struct ByReference { id: CaseId }
}

/// The case of a number for people, where the one who looks may see it.
pub(crate) async fn find_by_reference(tx: &mut Tx, reference: &str) -> Result<Option<CaseId>, DbError> {
    let found = sql!([
        "SELECT c.id FROM cases c
          WHERE c.institution_id = $1 AND c.reference = $2
            AND ",
        solits_db::case_sight!(3, 4),
        " = 1"
    ])
    .bind(reference)
    .bind_viewer(tx.viewer())
    .optional::<ByReference>(tx)
    .await?;
    Ok(found.map(|row| row.id))
}

row! {
    struct EarlierRow {
        id: CaseId, reference: String, subject: String, status: String, opened_at: Timestamp, answer: Option<String>,
    }
}

/// A case that may be alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Earlier {
    pub(crate) id: CaseId,
    pub(crate) reference: String,
    pub(crate) subject: String,
    pub(crate) status: Status,
    pub(crate) opened_at: Timestamp,
    pub(crate) answer: Option<String>,
}

/// Among so many of the newest cases similar ones are looked for.
const LOOKED_AT: i64 = 500;

/// The newest cases about a service, or about any where none is given, other than one.
pub(crate) async fn list_earlier(
    tx: &mut Tx,
    not: CaseId,
    service: Option<ServiceId>,
) -> Result<Vec<Earlier>, DbError> {
    let rows = match service {
        Some(service) => {
            sql!([
                "SELECT c.id, c.reference, c.subject, c.status, c.opened_at, c.answer FROM cases c
                  WHERE c.institution_id = $1 AND c.service_id = $2 AND c.id <> $3
                    AND ",
                solits_db::case_sight!(5, 6),
                " = 1
                  ORDER BY c.id DESC LIMIT $4"
            ])
            .bind(service)
            .bind(not)
            .bind(LOOKED_AT)
            .bind_viewer(tx.viewer())
            .all::<EarlierRow>(tx)
            .await?
        }
        None => {
            sql!([
                "SELECT c.id, c.reference, c.subject, c.status, c.opened_at, c.answer FROM cases c
                  WHERE c.institution_id = $1 AND c.id <> $2
                    AND ",
                solits_db::case_sight!(4, 5),
                " = 1
                  ORDER BY c.id DESC LIMIT $3"
            ])
            .bind(not)
            .bind(LOOKED_AT)
            .bind_viewer(tx.viewer())
            .all::<EarlierRow>(tx)
            .await?
        }
    };
    rows.into_iter()
        .map(|row| {
            Ok(Earlier {
                status: Status::parse(&row.status)
                    .ok_or_else(|| DbError::Corrupt(format!("case {}", row.id)))?,
                id: row.id,
                reference: row.reference,
                subject: row.subject,
                opened_at: row.opened_at,
                answer: row.answer,
            })
        })
        .collect()
}
