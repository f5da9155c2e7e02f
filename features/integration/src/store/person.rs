//! What is stored of one person, case by case. Only the first statements look for cases, and they ask who looks; the others
//! read a case that was found by them.

use serde::Serialize;
use solits_db::{DbError, Sql, Statement, Tx, row, sql};
use solits_kernel::{CaseId, Timestamp};
use uuid::Uuid;

use crate::person::Contact;

/// Binds the spellings of a contact, four values.
fn spelled(sql: Sql, contact: &Contact) -> Statement {
    let [one, two, three, four] = contact.spellings();
    sql.bind(one).bind(two).bind(three).bind(four)
}

row! {
    struct IdRow { id: CaseId }
}

fn ids(rows: Vec<IdRow>) -> Vec<CaseId> {
    rows.into_iter().map(|row| row.id).collect()
}

row! {
    /// A case found by its number, with the contact of its client.
    pub(crate) struct NumberedRow { pub(crate) id: CaseId, pub(crate) client_contact: String }
}

/// The case of a number.
pub(crate) async fn find_case(tx: &mut Tx, reference: &str) -> Result<Option<NumberedRow>, DbError> {
    sql!([
        "SELECT c.id, c.client_contact FROM cases c WHERE c.institution_id = $1 AND c.reference = $2 AND ",
        solits_db::case_sight!(3, 4),
        " = 1"
    ])
    .bind(reference)
    .bind_viewer(tx.viewer())
    .optional(tx)
    .await
}

/// The cases whose client has that contact.
pub(crate) async fn list_of_client(tx: &mut Tx, contact: &Contact) -> Result<Vec<CaseId>, DbError> {
    let found = sql!([
        "SELECT c.id FROM cases c
          WHERE c.institution_id = $1 AND c.contact_key IN ($2, $3, $4, $5) AND c.contact_key <> '' AND ",
        solits_db::case_sight!(6, 7),
        " = 1 ORDER BY c.id"
    ]);
    Ok(ids(spelled(found, contact).bind_viewer(tx.viewer()).all(tx).await?))
}

/// The cases in whose correspondence that address takes part.
pub(crate) async fn list_of_party(tx: &mut Tx, contact: &Contact) -> Result<Vec<CaseId>, DbError> {
    let found = sql!([
        "SELECT c.id FROM case_parties p JOIN cases c ON c.institution_id = $1 AND c.id = p.case_id
          WHERE p.institution_id = $1 AND p.address_key IN ($2, $3, $4, $5) AND ",
        solits_db::case_sight!(6, 7),
        " = 1 ORDER BY c.id"
    ]);
    Ok(ids(spelled(found, contact).bind_viewer(tx.viewer()).all(tx).await?))
}

/// The cases from which something was sent to that address.
pub(crate) async fn list_written_to(tx: &mut Tx, contact: &Contact) -> Result<Vec<CaseId>, DbError> {
    let found = sql!([
        "SELECT DISTINCT c.id FROM outbox o JOIN cases c ON c.institution_id = $1 AND c.id = o.case_id
          WHERE o.institution_id = $1 AND o.recipient_key IN ($2, $3, $4, $5) AND ",
        solits_db::case_sight!(6, 7),
        " = 1 ORDER BY c.id"
    ]);
    Ok(ids(spelled(found, contact).bind_viewer(tx.viewer()).all(tx).await?))
}

/// The cases in which somebody with that address or number takes part. Numbers are kept as they were typed.
pub(crate) async fn list_of_participant(tx: &mut Tx, contact: &Contact) -> Result<Vec<CaseId>, DbError> {
    let found = sql!([
        "SELECT DISTINCT c.id FROM case_people p JOIN cases c ON c.institution_id = $1 AND c.id = p.case_id
          WHERE p.institution_id = $1
            AND (lower(p.email) IN ($2, $3, $4, $5) OR p.email IN ($2, $3, $4, $5)
                 OR replace(replace(replace(replace(replace(replace(p.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''),
                    '/', '') IN ($2, $3, $4, $5)) AND ",
        solits_db::case_sight!(6, 7),
        " = 1 ORDER BY c.id"
    ]);
    Ok(ids(spelled(found, contact).bind_viewer(tx.viewer()).all(tx).await?))
}

/// The cases in which that number was called or called from.
pub(crate) async fn list_called(tx: &mut Tx, contact: &Contact) -> Result<Vec<CaseId>, DbError> {
    let found = sql!([
        "SELECT DISTINCT c.id FROM callbacks p JOIN cases c ON c.institution_id = $1 AND c.id = p.case_id
          WHERE p.institution_id = $1
            AND replace(replace(replace(replace(replace(replace(p.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''),
                '/', '') IN ($2, $3, $4, $5) AND ",
        solits_db::case_sight!(6, 7),
        " = 1 ORDER BY c.id"
    ]);
    Ok(ids(spelled(found, contact).bind_viewer(tx.viewer()).all(tx).await?))
}

row! {
    /// A case.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct CaseRow {
        pub(crate) id: CaseId, pub(crate) reference: String, pub(crate) kind: String, pub(crate) subject: String,
        pub(crate) client_name: String, pub(crate) client_contact: String, pub(crate) channel: String,
        pub(crate) status: String, pub(crate) next_step: String, pub(crate) opened_at: Timestamp,
        pub(crate) due_at: Option<Timestamp>, pub(crate) answered_at: Option<Timestamp>,
        pub(crate) closed_at: Option<Timestamp>, pub(crate) answer: Option<String>,
    }
}

/// A case, as long as whoever looks may know of it.
pub(crate) async fn read_case(tx: &mut Tx, case: CaseId) -> Result<Option<CaseRow>, DbError> {
    sql!([
        "SELECT c.id, c.reference, c.kind, c.subject, c.client_name, c.client_contact, c.channel, c.status, c.next_step,
                c.opened_at, c.due_at, c.answered_at, c.closed_at, c.answer
           FROM cases c WHERE c.institution_id = $1 AND c.id = $2 AND ",
        solits_db::case_sight!(3, 4),
        " = 1"
    ])
    .bind(case)
    .bind_viewer(tx.viewer())
    .optional(tx)
    .await
}

row! {
    /// Somebody who takes part in a case.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct ParticipantRow {
        pub(crate) part: String, pub(crate) name: String, pub(crate) phone: String, pub(crate) email: String,
        pub(crate) address: String, pub(crate) best_channel: String, pub(crate) basis: String,
        pub(crate) basis_document: String, pub(crate) verified_how: String,
        pub(crate) verified_at: Option<Timestamp>, pub(crate) checked_at: Option<Timestamp>,
        pub(crate) ended_at: Option<Timestamp>,
    }
}

/// Who takes part in a case.
pub(crate) async fn list_participants(tx: &mut Tx, case: CaseId) -> Result<Vec<ParticipantRow>, DbError> {
    sql!(
        "SELECT part, name, phone, email, address, best_channel, basis, basis_document, verified_how, verified_at, checked_at,
                ended_at
           FROM case_people WHERE institution_id = $1 AND case_id = $2 ORDER BY id"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// An address that takes part in the correspondence of a case.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct PartyRow { pub(crate) address: String, pub(crate) name: String }
}

/// Who takes part in the correspondence of a case.
pub(crate) async fn list_parties(tx: &mut Tx, case: CaseId) -> Result<Vec<PartyRow>, DbError> {
    sql!("SELECT address, name FROM case_parties WHERE institution_id = $1 AND case_id = $2 ORDER BY address_key")
        .bind(case)
        .all(tx)
        .await
}

row! {
    /// A message of a case.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct MessageRow {
        pub(crate) id: Uuid, pub(crate) direction: String, pub(crate) way: String, pub(crate) at: Timestamp,
        pub(crate) author_name: String, pub(crate) author_address: String, pub(crate) recipient: String,
        pub(crate) subject: String, pub(crate) text: String, pub(crate) letter_id: Option<Uuid>,
    }
}

/// The messages of a case, oldest first.
pub(crate) async fn list_messages(tx: &mut Tx, case: CaseId) -> Result<Vec<MessageRow>, DbError> {
    sql!(
        "SELECT id, direction, way, at, author_name, author_address, recipient, subject, text, letter_id
           FROM messages WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// A file of a message, without its content.
    pub(crate) struct FileRow {
        pub(crate) place: i64, pub(crate) name: String, pub(crate) media: String, pub(crate) size: i64,
        pub(crate) digest: Vec<u8>,
    }
}

/// The files of a message.
pub(crate) async fn list_files(tx: &mut Tx, message: Uuid) -> Result<Vec<FileRow>, DbError> {
    sql!(
        "SELECT place, name, media, size, digest FROM message_files
          WHERE institution_id = $1 AND message_id = $2 ORDER BY place"
    )
    .bind(message)
    .all(tx)
    .await
}

row! {
    /// What was typed into a field of a form.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct FieldRow { pub(crate) label: String, pub(crate) value: String }
}

/// What was typed into the form that a message came by.
pub(crate) async fn list_fields(tx: &mut Tx, message: Uuid) -> Result<Vec<FieldRow>, DbError> {
    sql!("SELECT label, value FROM message_answers WHERE institution_id = $1 AND message_id = $2 ORDER BY place")
        .bind(message)
        .all(tx)
        .await
}

row! {
    /// What stands in the window of an envelope.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct EnvelopeRow { pub(crate) addressee: String, pub(crate) posted_at: Option<Timestamp> }
}

/// Whom a letter on paper was addressed to.
pub(crate) async fn list_envelopes(tx: &mut Tx, message: Uuid) -> Result<Vec<EnvelopeRow>, DbError> {
    sql!("SELECT addressee, posted_at FROM paper_letters WHERE institution_id = $1 AND id = $2")
        .bind(message)
        .all(tx)
        .await
}

row! {
    /// A letter that came back.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct ReturnedRow { pub(crate) at: Timestamp, pub(crate) reason: String, pub(crate) said: String }
}

/// Why a letter came back.
pub(crate) async fn list_returned(tx: &mut Tx, message: Uuid) -> Result<Vec<ReturnedRow>, DbError> {
    sql!("SELECT at, reason, said FROM returned_letters WHERE institution_id = $1 AND id = $2")
        .bind(message)
        .all(tx)
        .await
}

row! {
    /// What was handed to a mail server.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct SentRow {
        pub(crate) kind: String, pub(crate) recipient: String, pub(crate) state: String,
        pub(crate) written_at: Timestamp, pub(crate) ended_at: Option<Timestamp>, pub(crate) said: String,
    }
}

/// What was sent from a case.
pub(crate) async fn list_sent(tx: &mut Tx, message: Uuid) -> Result<Vec<SentRow>, DbError> {
    sql!(
        "SELECT kind, recipient, state, written_at, ended_at, said FROM outbox WHERE institution_id = $1 AND id = $2"
    )
    .bind(message)
    .all(tx)
    .await
}

row! {
    /// A call that was promised or missed.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct CallRow {
        pub(crate) phone: String, pub(crate) question: String, pub(crate) answer_by: String,
        pub(crate) made_at: Timestamp, pub(crate) promised_at: Option<Timestamp>,
        pub(crate) ended_at: Option<Timestamp>, pub(crate) result: Option<String>,
    }
}

/// The calls of a case.
pub(crate) async fn list_calls(tx: &mut Tx, case: CaseId) -> Result<Vec<CallRow>, DbError> {
    sql!(
        "SELECT phone, question, answer_by, made_at, promised_at, ended_at, result
           FROM callbacks WHERE institution_id = $1 AND case_id = $2 ORDER BY made_at, id"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// A letter that came to no case.
    #[derive(Clone, Debug, Serialize)]
    pub(crate) struct LetterRow {
        pub(crate) id: Uuid, pub(crate) received_at: Timestamp, pub(crate) author: String,
        pub(crate) subject: String, pub(crate) state: String, pub(crate) size: i64,
    }
}

/// The letters that came to no case and are still kept.
pub(crate) async fn list_letters(tx: &mut Tx) -> Result<Vec<LetterRow>, DbError> {
    sql!(
        "SELECT id, received_at, author, subject, state, size FROM letters
          WHERE institution_id = $1 AND state IN ('set_aside', 'needs_attention', 'again') AND forgotten_at IS NULL
          ORDER BY taken_at, id"
    )
    .statement()
    .all(tx)
    .await
}
