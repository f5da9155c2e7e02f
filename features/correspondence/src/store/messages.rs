//! Messages of cases, their names, files and parties, and what a case is by law and standard.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_mail::Address;
use solits_web::WebError;
use solits_written::nature::{Nature, Way};

use super::{all_bytes, await_scan};
use crate::model::{Belongs, Direction, LetterId, MessageId, Party};

/// A message before it is stored.
#[derive(Clone, Debug)]
pub(crate) struct NewMessage<'a> {
    pub(crate) id: MessageId,
    pub(crate) case: CaseId,
    pub(crate) direction: Direction,
    pub(crate) way: Way,
    pub(crate) at: Timestamp,
    pub(crate) letter: Option<LetterId>,
    pub(crate) employee: Option<EmployeeId>,
    pub(crate) author_name: &'a str,
    pub(crate) author_address: &'a str,
    pub(crate) recipient: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) text: &'a str,
    pub(crate) is_automatic: bool,
    pub(crate) attention: &'a str,
    /// Whether it came formatted, and can be shown so.
    pub(crate) is_formatted: bool,
}

/// Stores a message.
pub(crate) fn insert_message(tx: &mut Tx, message: &NewMessage<'_>) {
    sql!(
        "INSERT INTO messages (institution_id, id, case_id, direction, way, at, letter_id, employee_id, author_name,
                author_address, recipient, subject, text, is_automatic, attention, is_formatted)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    )
    .bind(message.id)
    .bind(message.case)
    .bind(message.direction.code())
    .bind(message.way.code())
    .bind(message.at)
    .bind(message.letter)
    .bind(message.employee)
    .bind(message.author_name)
    .bind(message.author_address)
    .bind(message.recipient)
    .bind(message.subject)
    .bind(message.text)
    .bind(i64::from(message.is_automatic))
    .bind(message.attention)
    .bind(i64::from(message.is_formatted))
    .at_commit(tx);
}

row! {
    /// A message in a case.
    pub(crate) struct MessageRow {
        pub(crate) id: MessageId, pub(crate) direction: String, pub(crate) way: String, pub(crate) at: Timestamp,
        pub(crate) letter_id: Option<LetterId>, pub(crate) employee_id: Option<EmployeeId>,
        pub(crate) author_name: String, pub(crate) author_address: String, pub(crate) recipient: String,
        pub(crate) subject: String, pub(crate) text: String, pub(crate) is_automatic: i64, pub(crate) attention: String,
        /// Absent for a letter that was taken before this was noted.
        pub(crate) is_formatted: Option<i64>,
    }
}

/// The messages of a case, oldest first.
pub(crate) async fn list_messages(tx: &mut Tx, case: CaseId) -> Result<Vec<MessageRow>, DbError> {
    sql!(
        "SELECT id, direction, way, at, letter_id, employee_id, author_name, author_address, recipient, subject, text,
                is_automatic, attention, is_formatted
           FROM messages WHERE institution_id = $1 AND case_id = $2 ORDER BY at, direction, id"
    )
    .bind(case)
    .all(tx)
    .await
}

/// Some messages of a case, oldest first, from a place in the list on.
pub(crate) async fn list_some_messages(
    tx: &mut Tx,
    case: CaseId,
    from: i64,
    most: i64,
) -> Result<Vec<MessageRow>, DbError> {
    sql!(
        "SELECT id, direction, way, at, letter_id, employee_id, author_name, author_address, recipient, subject, text,
                is_automatic, attention, is_formatted
           FROM messages WHERE institution_id = $1 AND case_id = $2 ORDER BY at, direction, id LIMIT $3 OFFSET $4"
    )
    .bind(case)
    .bind(most)
    .bind(from)
    .all(tx)
    .await
}

/// A message of a case.
pub(crate) async fn find_message(
    tx: &mut Tx,
    case: CaseId,
    message: MessageId,
) -> Result<Option<MessageRow>, DbError> {
    sql!(
        "SELECT id, direction, way, at, letter_id, employee_id, author_name, author_address, recipient, subject, text,
                is_automatic, attention, is_formatted
           FROM messages WHERE institution_id = $1 AND case_id = $2 AND id = $3"
    )
    .bind(case)
    .bind(message)
    .optional(tx)
    .await
}

/// Notes a name of a message; another message that has it already keeps it.
pub(crate) fn insert_name(tx: &mut Tx, name: &str, message: MessageId) {
    sql!(
        "INSERT INTO message_names (institution_id, name, message_id) VALUES ($1, $2, $3)
         ON CONFLICT (institution_id, name) DO NOTHING"
    )
    .bind(name)
    .bind(message)
    .at_commit(tx);
}

/// The case of a message of that name.
pub(crate) async fn find_case_of_name(tx: &mut Tx, name: &str) -> Result<Option<CaseId>, DbError> {
    sql!(
        "SELECT m.case_id AS value FROM message_names n
           JOIN messages m ON m.institution_id = $1 AND m.id = n.message_id
          WHERE n.institution_id = $1 AND n.name = $2"
    )
    .bind(name)
    .scalar(tx)
    .await
}

/// The name of the last letter of a client in a case: what a reply answers.
pub(crate) async fn find_last_name(tx: &mut Tx, case: CaseId) -> Result<Option<String>, DbError> {
    sql!(
        "SELECT n.name AS value FROM messages m
           JOIN message_names n ON n.institution_id = $1 AND n.message_id = m.id
          WHERE m.institution_id = $1 AND m.case_id = $2 AND m.direction = 'in' ORDER BY m.at DESC, m.id DESC LIMIT 1"
    )
    .bind(case)
    .scalar(tx)
    .await
}

/// A file of a message before it is stored.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// The name it came with: a label, nothing more.
    pub name: String,
    /// Its media type from our table.
    pub media: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of its content.
    pub digest: Vec<u8>,
    /// Its bytes, or nothing where they lie in the letter it came with.
    pub content: Option<Vec<u8>>,
}

/// Stores a file of a message at its place, counted from 0.
pub(crate) fn insert_file(tx: &mut Tx, message: MessageId, place: i64, file: &NewFile) {
    sql!(
        "INSERT INTO message_files (institution_id, message_id, place, name, media, size, digest, content)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(message)
    .bind(place)
    .bind(&file.name)
    .bind(&file.media)
    .bind(file.size)
    .bind(file.digest.clone())
    .bind(file.content.clone())
    .at_commit(tx);
    await_scan(&file.digest).at_commit(tx);
}

row! {
    /// A file in a list.
    pub(crate) struct FileLine {
        pub(crate) message_id: MessageId, pub(crate) place: i64, pub(crate) name: String, pub(crate) media: String,
        pub(crate) size: i64,
        /// What the scanner said of it.
        pub(crate) scan: String,
    }
}

impl FileLine {
    /// Whether it is served to nobody.
    pub(crate) fn is_blocked(&self) -> bool {
        self.scan == "blocked"
    }
}

/// The files of a case's messages.
pub(crate) async fn list_files(tx: &mut Tx, case: CaseId) -> Result<Vec<FileLine>, DbError> {
    sql!(
        "SELECT f.message_id, f.place, f.name, f.media, f.size, coalesce(s.state, 'not_scanned') AS scan
           FROM message_files f JOIN messages m ON m.institution_id = $1 AND m.id = f.message_id
           LEFT JOIN file_scans s ON s.institution_id = $1 AND s.digest = f.digest
          WHERE f.institution_id = $1 AND m.case_id = $2 ORDER BY f.message_id, f.place"
    )
    .bind(case)
    .all(tx)
    .await
}

/// Bytes of the files that a client has added to a case on our own pages.
pub(crate) async fn sum_of_client(tx: &mut Tx, case: CaseId) -> Result<i64, DbError> {
    let sum = sql!(
        "SELECT CAST(coalesce(sum(f.size), 0) AS BIGINT) AS value FROM message_files f
           JOIN messages m ON m.institution_id = $1 AND m.id = f.message_id
          WHERE f.institution_id = $1 AND m.case_id = $2 AND m.direction = 'in' AND m.way = $3"
    )
    .bind(case)
    .bind(Way::OwnPortal.code());
    Ok(sum.scalar(tx).await?.unwrap_or_default())
}

row! {
    /// A file with its bytes, or with the letter they lie in.
    pub(crate) struct FileRow {
        pub(crate) name: String, pub(crate) media: String, pub(crate) content: Option<Vec<u8>>,
        pub(crate) letter_id: Option<LetterId>, pub(crate) raw: Option<Vec<u8>>,
        /// What the scanner said of it.
        pub(crate) scan: String,
    }
}

/// A file of a message of a case. While nobody has said anything of a file, what was said of the letter it lies in counts.
pub(crate) async fn find_file(
    tx: &mut Tx,
    case: CaseId,
    message: MessageId,
    place: i64,
) -> Result<Option<FileRow>, DbError> {
    let found = sql!(
        "SELECT f.name, f.media, f.content, m.letter_id, l.raw,
                CASE WHEN s.state IN ('clean', 'blocked') THEN s.state WHEN t.state = 'blocked' THEN 'blocked'
                     ELSE 'not_scanned' END AS scan
           FROM message_files f JOIN messages m ON m.institution_id = $1 AND m.id = f.message_id
           LEFT JOIN file_scans s ON s.institution_id = $1 AND s.digest = f.digest
           LEFT JOIN letters l ON l.institution_id = $1 AND l.id = m.letter_id
           LEFT JOIN file_scans t ON t.institution_id = $1 AND t.digest = l.digest
          WHERE f.institution_id = $1 AND m.case_id = $2 AND f.message_id = $3 AND f.place = $4"
    )
    .bind(case)
    .bind(message)
    .bind(place)
    .optional::<FileRow>(tx)
    .await?;
    let Some(mut file) = found else { return Ok(None) };
    if let (None, Some(letter)) = (&file.content, file.letter_id) {
        file.raw = all_bytes(tx, letter, file.raw.take()).await?;
    }
    Ok(Some(file))
}

/// Makes somebody a party of a case. An address that would be another one when it is read again becomes none.
pub(crate) fn insert_party(tx: &mut Tx, case: CaseId, address: &Address) {
    let written = format!("{}@{}", address.local(), address.domain());
    if Address::parse(&written).is_none_or(|again| again.key() != address.key()) {
        return;
    }
    sql!(
        "INSERT INTO case_parties (institution_id, case_id, address_key, address, name, is_unreachable)
         VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT (institution_id, case_id, address_key) DO NOTHING"
    )
    .bind(case)
    .bind(address.key())
    .bind(written)
    .bind(address.name())
    .at_commit(tx);
}

row! {
    struct PartyRow { address: String, name: String, is_unreachable: i64 }
}

/// The parties of a case.
pub(crate) async fn list_parties(tx: &mut Tx, case: CaseId) -> Result<Vec<Party>, DbError> {
    let rows = sql!(
        "SELECT address, name, is_unreachable FROM case_parties WHERE institution_id = $1 AND case_id = $2 ORDER BY address_key"
    )
    .bind(case)
    .all::<PartyRow>(tx)
    .await?;
    let party = |row: PartyRow| {
        let quoted = row.name.replace(['"', '\\'], "");
        let address = Address::parse(&format!("\"{quoted}\" <{}>", row.address))
            .or_else(|| Address::parse(&row.address))
            .ok_or_else(|| DbError::Corrupt(format!("a party of case {case}")))?;
        Ok(Party { address, is_unreachable: row.is_unreachable != 0 })
    };
    rows.into_iter().map(party).collect()
}

/// Notes whether letters reach an address, in every case it is a party of; the cases.
pub(crate) async fn set_reachable(tx: &mut Tx, key: &str, reachable: bool) -> Result<u64, DbError> {
    sql!("UPDATE case_parties SET is_unreachable = $3 WHERE institution_id = $1 AND address_key = $2")
        .bind(key)
        .bind(i64::from(!reachable))
        .run(tx)
        .await
}

row! {
    struct BelongsRow { id: CaseId, reference: String }
}

/// The case of an id; one whose contents were erased is joined by nothing any more.
pub(crate) async fn find_case(tx: &mut Tx, id: CaseId) -> Result<Option<Belongs>, DbError> {
    let row =
        sql!("SELECT id, reference FROM cases WHERE institution_id = $1 AND id = $2 AND erased_at IS NULL")
            .bind(id)
            .optional::<BelongsRow>(tx)
            .await?;
    Ok(row.map(|row| Belongs { case: row.id, reference: row.reference }))
}

/// The case of a number, unless its contents were erased.
pub(crate) async fn find_case_of_number(tx: &mut Tx, reference: &str) -> Result<Option<Belongs>, DbError> {
    let row = sql!(
        "SELECT id, reference FROM cases WHERE institution_id = $1 AND reference = $2 AND erased_at IS NULL"
    )
    .bind(reference)
    .optional::<BelongsRow>(tx)
    .await?;
    Ok(row.map(|row| Belongs { case: row.id, reference: row.reference }))
}

/// Stores what a case is by law and by standard, with the reasons and doubts as JSON.
pub(crate) fn insert_nature(
    tx: &mut Tx,
    case: CaseId,
    way: Way,
    nature: Nature,
    reasons: &str,
    doubts: &str,
    may_belong: &str,
) {
    sql!(
        "INSERT INTO case_natures (institution_id, case_id, way, form, matter, reasons, doubts, may_belong)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(case)
    .bind(way.code())
    .bind(nature.form.code())
    .bind(nature.matter.code())
    .bind(reasons)
    .bind(doubts)
    .bind(may_belong)
    .at_commit(tx);
}

row! {
    /// What a case is.
    pub(crate) struct NatureRow {
        pub(crate) way: String, pub(crate) form: String, pub(crate) matter: String, pub(crate) reasons: String,
        pub(crate) doubts: String, pub(crate) may_belong: String, pub(crate) confirmed_at: Option<Timestamp>,
        pub(crate) confirmed_by: Option<EmployeeId>,
    }
}

/// What a case is, if it came in writing.
pub(crate) async fn find_nature(tx: &mut Tx, case: CaseId) -> Result<Option<NatureRow>, DbError> {
    sql!(
        "SELECT way, form, matter, reasons, doubts, may_belong, confirmed_at, confirmed_by
           FROM case_natures WHERE institution_id = $1 AND case_id = $2"
    )
    .bind(case)
    .optional(tx)
    .await
}

/// The first message of a case.
pub(crate) async fn find_first_message(tx: &mut Tx, case: CaseId) -> Result<Option<MessageId>, DbError> {
    sql!("SELECT id AS value FROM messages WHERE institution_id = $1 AND case_id = $2 ORDER BY at, direction, id LIMIT 1")
        .bind(case)
        .scalar(tx)
        .await
}

row! {
    struct RawRow { id: LetterId, raw: Option<Vec<u8>>, blocked: i64 }
}

/// A letter as it came, which is opened only where nothing in it is blocked.
#[derive(Debug)]
pub(crate) struct Sealed {
    raw: Option<Vec<u8>>,
    is_blocked: bool,
}

impl Sealed {
    /// Of these bytes.
    pub(crate) const fn new(raw: Option<Vec<u8>>, is_blocked: bool) -> Self {
        Self { raw, is_blocked }
    }

    /// Its bytes, for whoever may see them.
    pub(crate) fn open(self) -> Result<Vec<u8>, WebError> {
        if self.is_blocked {
            return Err(WebError::Gone("correspondence-file-blocked"));
        }
        self.raw.ok_or(WebError::NotFound)
    }
}

/// The letter of a message of a case, as it came.
pub(crate) async fn find_raw_of(
    tx: &mut Tx,
    case: CaseId,
    message: MessageId,
) -> Result<Option<Sealed>, DbError> {
    let found = sql!(
        "SELECT l.id, l.raw,
                (SELECT count(*) FROM file_scans s
                  WHERE s.institution_id = $1 AND s.digest = l.digest AND s.state = 'blocked')
                + (SELECT count(*) FROM message_files f
                     JOIN file_scans t ON t.institution_id = $1 AND t.digest = f.digest
                    WHERE f.institution_id = $1 AND f.message_id = m.id AND t.state = 'blocked') AS blocked
           FROM messages m JOIN letters l ON l.institution_id = $1 AND l.id = m.letter_id
          WHERE m.institution_id = $1 AND m.case_id = $2 AND m.id = $3"
    )
    .bind(case)
    .bind(message)
    .optional::<RawRow>(tx)
    .await?;
    match found {
        Some(letter) => {
            Ok(Some(Sealed::new(all_bytes(tx, letter.id, letter.raw).await?, letter.blocked > 0)))
        }
        None => Ok(None),
    }
}

row! {
    /// Who wrote a message, and when.
    pub(crate) struct Written { pub(crate) employee_id: Option<EmployeeId>, pub(crate) at: Timestamp }
}

/// A message of ours in a case.
pub(crate) async fn find_written(
    tx: &mut Tx,
    case: CaseId,
    message: MessageId,
) -> Result<Option<Written>, DbError> {
    sql!("SELECT employee_id, at FROM messages WHERE institution_id = $1 AND case_id = $2 AND id = $3 AND direction = 'out'")
        .bind(case)
        .bind(message)
        .optional(tx)
        .await
}
