//! The index and what it finds, as they are stored. Whatever is shown or counted is read from the cases themselves, by
//! statements that ask who looks.

mod documents;
mod index;
mod others;

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, CaseId, TicketId, Timestamp};

pub(crate) use documents::*;
pub(crate) use index::*;
pub(crate) use others::*;

use crate::postings::{Block, Numbers};

row! { struct BlockRow { block: i64, cases: Vec<u8> } }

fn numbers(rows: Vec<BlockRow>) -> Result<Numbers, DbError> {
    let mut numbers = Numbers::default();
    for row in rows {
        numbers.add(row.block, &read_block(&row.cases)?);
    }
    Ok(numbers)
}

fn read_block(bytes: &[u8]) -> Result<Block, DbError> {
    Block::read(bytes).ok_or_else(|| DbError::Corrupt("a block of the search index".to_owned()))
}

/// The cases of a word, from a block on.
pub(crate) async fn list_of_word(tx: &mut Tx, word: &str, from: i64) -> Result<Numbers, DbError> {
    let rows = sql!(
        "SELECT block, cases FROM search_words WHERE institution_id = $1 AND word = $2 AND block >= $3 ORDER BY block"
    )
    .bind(word)
    .bind(from)
    .all(tx)
    .await?;
    numbers(rows)
}

/// Blocks read at most for a beginning; whoever types one more letter is told the rest.
const MOST_BLOCKS: i64 = 20_000;

/// The cases of all words that begin with `beginning`, from a block on.
pub(crate) async fn list_of_beginning(tx: &mut Tx, beginning: &str, from: i64) -> Result<Numbers, DbError> {
    // Words are small letters and digits: none is beyond the last character.
    let after = format!("{beginning}\u{10ffff}");
    let rows = sql!(
        "SELECT block, cases FROM search_words WHERE institution_id = $1 AND word >= $2 AND word < $3 AND block >= $5 ORDER BY word, block LIMIT $4"
    )
    .bind(beginning)
    .bind(after)
    .bind(MOST_BLOCKS)
    .bind(from)
    .all(tx)
    .await?;
    numbers(rows)
}

row! {
    /// A case that was found.
    pub(crate) struct CaseRow {
        pub(crate) number: i64, pub(crate) id: CaseId, pub(crate) reference: String, pub(crate) kind: String,
        pub(crate) subject: String, pub(crate) status: String, pub(crate) opened_at: Timestamp,
        pub(crate) due_at: Option<Timestamp>, pub(crate) client_name: String, pub(crate) client_contact: String,
    }
}

fn json(numbers: &[i64]) -> String {
    serde_json::json!(numbers).to_string()
}

// SQLite joins in the order of `CROSS JOIN`: from the few cases asked for to what belongs to them. Left to itself it may
// read every message there is to look each up among the cases.

/// Which of these cases there are for whoever looks.
pub(crate) async fn list_cases(tx: &mut Tx, numbers: &[i64]) -> Result<Vec<CaseRow>, DbError> {
    sql!(
        sqlite ["SELECT f.number, c.id, c.reference, c.kind, c.subject, c.status, c.opened_at, c.due_at, c.client_name, c.client_contact
           FROM search_cases f CROSS JOIN cases c ON c.institution_id = f.institution_id AND c.id = f.case_id
          WHERE f.institution_id = $1 AND f.number IN (SELECT value FROM json_each($2))
            AND ", solits_db::case_sight!(3, 4), " = 1"],
        pg ["SELECT f.number, c.id, c.reference, c.kind, c.subject, c.status, c.opened_at, c.due_at, c.client_name, c.client_contact
           FROM search_cases f JOIN cases c ON c.institution_id = f.institution_id AND c.id = f.case_id
          WHERE f.institution_id = $1 AND f.number = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS BIGINT)))
            AND ", solits_db::case_sight!(3, 4), " = 1"]
    )
    .bind(json(numbers))
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

row! {
    /// A text of a case, where it was found.
    pub(crate) struct TextRow { pub(crate) number: i64, pub(crate) at: Timestamp, pub(crate) what: String, pub(crate) text: String }
}

/// So much of a text is looked through for the place to show.
pub(crate) const MOST_LETTERS: i64 = 6_000;
/// Texts looked through for a page.
const MOST_TEXTS: i64 = 400;

/// What was written in these cases, the latest first: messages and notes. The cases are those that [`list_cases`] gave.
pub(crate) async fn list_texts(tx: &mut Tx, numbers: &[i64]) -> Result<Vec<TextRow>, DbError> {
    sql!(
        sqlite "SELECT f.number, m.at, m.direction AS what, substr(m.subject || char(10) || m.author_name || ' ' || m.author_address || char(10) || m.text, 1, $3) AS text
           FROM search_cases f CROSS JOIN messages m ON m.institution_id = f.institution_id AND m.case_id = f.case_id
          WHERE f.institution_id = $1 AND f.number IN (SELECT value FROM json_each($2))
         UNION ALL
         SELECT f.number, n.at, 'note' AS what, substr(n.text, 1, $3) AS text
           FROM search_cases f CROSS JOIN case_notes n ON n.institution_id = f.institution_id AND n.case_id = f.case_id
          WHERE f.institution_id = $1 AND f.number IN (SELECT value FROM json_each($2))
          ORDER BY 2 DESC LIMIT $4",
        pg "SELECT f.number, w.at, w.direction AS what, substr(w.whole, 1, CAST($3 AS INTEGER)) AS text
           FROM search_cases f
          CROSS JOIN LATERAL (SELECT m.at, m.direction,
                                     m.subject || chr(10) || m.author_name || ' ' || m.author_address || chr(10) || m.text AS whole
                                FROM messages m WHERE m.institution_id = $1 AND m.case_id = f.case_id
                               ORDER BY m.at DESC LIMIT 100) AS w
          WHERE f.institution_id = $1 AND f.number = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS BIGINT)))
         UNION ALL
         SELECT f.number, w.at, 'note' AS what, substr(w.text, 1, CAST($3 AS INTEGER)) AS text
           FROM search_cases f
          CROSS JOIN LATERAL (SELECT n.at, n.text FROM case_notes n WHERE n.institution_id = $1 AND n.case_id = f.case_id
                               ORDER BY n.at DESC LIMIT 100) AS w
          WHERE f.institution_id = $1 AND f.number = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS BIGINT)))
          ORDER BY 2 DESC LIMIT $4"
    )
    .bind(json(numbers))
    .bind(MOST_LETTERS)
    .bind(MOST_TEXTS)
    .all(tx)
    .await
}

row! {
    /// A party of a case, who writes to it or takes part in it; what is not known of them is empty.
    pub(crate) struct PartyRow {
        pub(crate) number: i64, pub(crate) name: String, pub(crate) phone: String, pub(crate) email: String,
        pub(crate) address: String,
    }
}

/// Parties of these cases: those who wrote by e-mail, and those who take part in them, or did.
pub(crate) async fn list_parties(tx: &mut Tx, numbers: &[i64]) -> Result<Vec<PartyRow>, DbError> {
    sql!(
        sqlite "SELECT f.number, p.name, '' AS phone, p.address AS email, '' AS address
           FROM search_cases f CROSS JOIN case_parties p ON p.institution_id = f.institution_id AND p.case_id = f.case_id
          WHERE f.institution_id = $1 AND f.number IN (SELECT value FROM json_each($2))
         UNION ALL
         SELECT f.number, p.name, p.phone, p.email, p.address
           FROM search_cases f CROSS JOIN case_people p ON p.institution_id = f.institution_id AND p.case_id = f.case_id
          WHERE f.institution_id = $1 AND f.number IN (SELECT value FROM json_each($2))
          ORDER BY 1, 4, 2",
        pg "SELECT f.number, p.name, '' AS phone, p.address AS email, '' AS address
           FROM search_cases f JOIN case_parties p ON p.institution_id = f.institution_id AND p.case_id = f.case_id
          WHERE f.institution_id = $1 AND f.number = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS BIGINT)))
         UNION ALL
         SELECT f.number, p.name, p.phone, p.email, p.address
           FROM search_cases f JOIN case_people p ON p.institution_id = f.institution_id AND p.case_id = f.case_id
          WHERE f.institution_id = $1 AND f.number = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS BIGINT)))
          ORDER BY 1, 4, 2"
    )
    .bind(json(numbers))
    .all(tx)
    .await
}

row! {
    /// A ticket of today.
    pub(crate) struct TicketRow {
        pub(crate) id: TicketId, pub(crate) branch_id: BranchId, pub(crate) letter: String, pub(crate) number: i64,
        pub(crate) status: String, pub(crate) taken_at: Timestamp,
    }
}

/// Tickets of a day with this number, in every branch; of one letter, unless it is empty.
pub(crate) async fn list_tickets(
    tx: &mut Tx,
    day: i64,
    letter: &str,
    number: i64,
) -> Result<Vec<TicketRow>, DbError> {
    sql!(
        "SELECT t.id, t.branch_id, t.letter, t.number, t.status, t.taken_at
           FROM branches b
           JOIN lines l ON l.institution_id = b.institution_id
           JOIN tickets t ON t.institution_id = b.institution_id AND t.branch_id = b.id AND t.day = $2
                         AND t.letter = l.letter AND t.number = $4
          WHERE b.institution_id = $1 AND ($3 = '' OR l.letter = $3)
          ORDER BY t.taken_at DESC, t.id LIMIT 20"
    )
    .bind(day)
    .bind(letter)
    .bind(number)
    .all(tx)
    .await
}

row! { struct FoundIdRow { case_id: CaseId } }

/// The cases of some numbers; nothing is said of who may see them.
pub(crate) async fn list_ids(tx: &mut Tx, numbers: &[i64]) -> Result<Vec<CaseId>, DbError> {
    let rows = sql!(
        sqlite "SELECT case_id FROM search_cases
          WHERE institution_id = $1 AND number IN (SELECT value FROM json_each($2))",
        pg "SELECT case_id FROM search_cases
          WHERE institution_id = $1 AND number = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS BIGINT)))"
    )
    .bind(json(numbers))
    .all::<FoundIdRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.case_id).collect())
}
