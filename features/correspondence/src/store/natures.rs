//! What cases are by law and by standard, as people have said it, and which have become part of another.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_written::nature::Nature;

use crate::model::{Belongs, MailboxId};

/// Notes what somebody has said a case is; nothing is in doubt any more.
pub(crate) async fn confirm_nature(
    tx: &mut Tx,
    case: CaseId,
    nature: Nature,
    by: Option<EmployeeId>,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE case_natures SET form = $3, matter = $4, doubts = '[]', confirmed_at = $5, confirmed_by = $6
          WHERE institution_id = $1 AND case_id = $2"
    )
    .bind(case)
    .bind(nature.form.code())
    .bind(nature.matter.code())
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Nothing more is asked about where a case belongs.
pub(crate) async fn forget_may_belong(tx: &mut Tx, case: CaseId) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE case_natures SET may_belong = '[]' WHERE institution_id = $1 AND case_id = $2 AND may_belong <> '[]'"
    )
    .bind(case)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

row! {
    /// A message on its way to another case.
    pub(crate) struct Moving { pub(crate) id: crate::model::MessageId, pub(crate) at: Timestamp, pub(crate) way: String }
}

/// What clients have written in a case, oldest first.
pub(crate) async fn list_incoming(tx: &mut Tx, case: CaseId) -> Result<Vec<Moving>, DbError> {
    sql!(
        "SELECT id, at, way FROM messages
          WHERE institution_id = $1 AND case_id = $2 AND direction = 'in' AND is_automatic = 0 ORDER BY at, id"
    )
    .bind(case)
    .all(tx)
    .await
}

/// Moves everything that was said in a case to another, with the letters it came in and those that leave, and makes its
/// parties the other's.
pub(crate) async fn move_messages(tx: &mut Tx, from: CaseId, into: CaseId) -> Result<(), DbError> {
    for statement in [
        // Our letters are found by the messages they are, so they go first.
        sql!(
            "UPDATE outbox SET case_id = $3 WHERE institution_id = $1 AND case_id = $2
                AND id IN (SELECT m.id FROM messages m WHERE m.institution_id = $1 AND m.case_id = $2)"
        ),
        sql!("UPDATE messages SET case_id = $3 WHERE institution_id = $1 AND case_id = $2"),
        sql!("UPDATE letters SET case_id = $3 WHERE institution_id = $1 AND case_id = $2"),
        sql!(
            "INSERT INTO case_parties (institution_id, case_id, address_key, address, name, is_unreachable)
             SELECT p.institution_id, $3, p.address_key, p.address, p.name, p.is_unreachable
               FROM case_parties p WHERE p.institution_id = $1 AND p.case_id = $2
             ON CONFLICT (institution_id, case_id, address_key) DO NOTHING"
        ),
    ] {
        statement.bind(from).bind(into).run(tx).await?;
    }
    Ok(())
}

/// Notes that a case has become part of another. What had joined it before goes on to the other as well.
pub(crate) async fn insert_join(
    tx: &mut Tx,
    from: CaseId,
    into: CaseId,
    of_one_client: bool,
    by: EmployeeId,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "UPDATE case_joins SET into_id = $3, of_one_client = of_one_client * $4 WHERE institution_id = $1 AND into_id = $2"
    )
    .bind(from)
    .bind(into)
    .bind(i64::from(of_one_client))
    .run(tx)
    .await?;
    sql!(
        "INSERT INTO case_joins (institution_id, case_id, into_id, of_one_client, at, employee_id)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(from)
    .bind(into)
    .bind(i64::from(of_one_client))
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(())
}

/// The case that another has become part of.
pub(crate) async fn find_join(tx: &mut Tx, case: CaseId) -> Result<Option<CaseId>, DbError> {
    sql!("SELECT into_id AS value FROM case_joins WHERE institution_id = $1 AND case_id = $2")
        .bind(case)
        .scalar(tx)
        .await
}

row! {
    /// The letter with which a case began: who it shows as its author, and the mailbox it came to.
    pub(crate) struct FirstLetter { pub(crate) author: String, pub(crate) mailbox_id: MailboxId }
}

/// The letter with which a case began, where it came as one.
pub(crate) async fn find_first_letter(tx: &mut Tx, case: CaseId) -> Result<Option<FirstLetter>, DbError> {
    sql!(
        "SELECT l.author, l.mailbox_id FROM messages m
           JOIN letters l ON l.institution_id = $1 AND l.id = m.letter_id
          WHERE m.institution_id = $1 AND m.case_id = $2 AND m.direction = 'in' ORDER BY m.at, m.id LIMIT 1"
    )
    .bind(case)
    .optional(tx)
    .await
}

row! {
    struct PartyCase { id: CaseId, reference: String }
}

/// The latest cases of which an address is a party, for the program, which asks a person whether a letter belongs there.
pub(crate) async fn list_cases_of_party(tx: &mut Tx, key: &str, most: i64) -> Result<Vec<Belongs>, DbError> {
    let rows = sql!([
        "SELECT c.id, c.reference FROM case_parties p
           JOIN cases c ON c.institution_id = $1 AND c.id = p.case_id
          WHERE p.institution_id = $1 AND p.address_key = $2
            AND ",
        solits_db::case_sight!(4, 5),
        " = 1
          ORDER BY c.id DESC LIMIT $3"
    ])
    .bind(key)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all::<PartyCase>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| Belongs { case: row.id, reference: row.reference }).collect())
}

/// The bodies that something in a case is for, oldest first.
pub(crate) async fn list_bodies(tx: &mut Tx, case: CaseId) -> Result<Vec<String>, DbError> {
    let rows =
        sql!("SELECT body FROM case_referrals WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id")
            .bind(case)
            .all::<BodyRow>(tx)
            .await?;
    Ok(rows.into_iter().map(|row| row.body).collect())
}

row! {
    struct BodyRow { body: String }
}

/// Notes the documents that a signed container among the files of a message holds, one a line.
pub(crate) async fn set_holds(
    tx: &mut Tx,
    message: crate::model::MessageId,
    place: i64,
    documents: &str,
) -> Result<(), DbError> {
    sql!("UPDATE message_files SET holds = $4 WHERE institution_id = $1 AND message_id = $2 AND place = $3")
        .bind(message)
        .bind(place)
        .bind(documents)
        .run(tx)
        .await?;
    Ok(())
}
