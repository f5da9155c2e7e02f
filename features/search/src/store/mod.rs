//! The index and what it finds, as they are stored. Whatever is shown or counted is read from the cases themselves, by
//! statements that ask who looks.

mod others;

use std::collections::BTreeSet;

use solits_db::{Arg, Bulk, DbError, Tx, row, sql};
use solits_kernel::{BranchId, CaseId, EmployeeId, TicketId, Timestamp};
use uuid::Uuid;

pub(crate) use others::*;

use crate::{
    postings::{Block, Numbers, place_of},
    words::Document,
};

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

row! {
    /// How far the index has read.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Progress { pub(crate) upto_n: i64, pub(crate) last_number: i64 }
}

/// How far the index has read.
pub(crate) async fn find_progress(tx: &mut Tx) -> Result<Progress, DbError> {
    let found = sql!("SELECT upto_n, last_number FROM search_progress WHERE institution_id = $1")
        .optional(tx)
        .await?;
    Ok(found.unwrap_or_default())
}

/// Takes hold of the index: how far it has read. `None` while another node is at work on it.
pub(crate) async fn hold(tx: &mut Tx) -> Result<Option<Progress>, DbError> {
    let held = sql!(
        sqlite "SELECT upto_n, last_number FROM search_progress WHERE institution_id = $1",
        pg "SELECT upto_n, last_number FROM search_progress WHERE institution_id = $1 FOR UPDATE SKIP LOCKED"
    )
    .optional(tx)
    .await?;
    if held.is_some() {
        return Ok(held);
    }
    let new = sql!(
        "INSERT INTO search_progress (institution_id, upto_n, last_number) VALUES ($1, 0, 0)
         ON CONFLICT (institution_id) DO NOTHING"
    )
    .run(tx)
    .await?;
    Ok((new > 0).then(Progress::default))
}

/// Says how far it has read now.
pub(crate) async fn save_progress(tx: &mut Tx, progress: Progress) -> Result<(), DbError> {
    sql!("UPDATE search_progress SET upto_n = $2, last_number = $3 WHERE institution_id = $1")
        .bind(progress.upto_n)
        .bind(progress.last_number)
        .run(tx)
        .await?;
    Ok(())
}

/// The number of the last sealed entry: behind it no lower number is on its way.
pub(crate) async fn last_sealed(tx: &mut Tx) -> Result<i64, DbError> {
    let last = sql!(
        "SELECT last_n AS value FROM journal_seals WHERE institution_id = $1 ORDER BY number DESC LIMIT 1"
    );
    Ok(last.scalar::<i64>(tx).await?.unwrap_or_default())
}

row! {
    /// An entry about something that the index reads; the case is the one its subject is or hangs on.
    pub(crate) struct MovedRow {
        pub(crate) n: i64, pub(crate) kind: String, pub(crate) subject_id: Uuid, pub(crate) case_id: CaseId,
    }
}

/// The next entries about what the index reads, none of them beyond `upto`. That a report was received or taken up again
/// is told as a change of the set-up, so those are among them.
pub(crate) async fn list_moved(
    tx: &mut Tx,
    after: i64,
    upto: i64,
    most: i64,
) -> Result<Vec<MovedRow>, DbError> {
    sql!(
        "SELECT j.n, j.kind, j.subject_id, COALESCE(s.case_id, j.subject_id) AS case_id
           FROM journal j LEFT JOIN case_subjects s ON s.institution_id = $1 AND s.subject_id = j.subject_id
          WHERE j.institution_id = $1 AND j.n > $2 AND j.n <= $3
            AND (j.kind LIKE 'case.%' OR j.kind LIKE 'message.%' OR j.kind LIKE 'feedback.%' OR j.kind LIKE 'call.%'
                 OR j.kind LIKE 'internal.%' OR j.kind = 'institution.changed')
          ORDER BY j.n LIMIT $4"
    )
    .bind(after)
    .bind(upto)
    .bind(most)
    .all(tx)
    .await
}

row! { struct NamedInRow { case_id: CaseId } }

/// The cases of the latest entries about cases after one, each once.
pub(crate) async fn list_unread(
    tx: &mut Tx,
    after: i64,
    window: i64,
    most: i64,
) -> Result<BTreeSet<CaseId>, DbError> {
    let last =
        sql!("SELECT n AS value FROM journal WHERE institution_id = $1 AND n > $2 ORDER BY n DESC LIMIT 1");
    let Some(last) = last.bind(after).scalar::<i64>(tx).await? else { return Ok(BTreeSet::new()) };
    let rows = sql!(
        "SELECT subject_id AS case_id FROM journal
          WHERE institution_id = $1 AND n > $2
            AND (kind LIKE 'case.%' OR kind LIKE 'message.%' OR kind LIKE 'feedback.%' OR kind LIKE 'call.%')
          ORDER BY n DESC LIMIT $3"
    )
    .bind(after.max(last - window))
    .bind(most)
    .all::<NamedInRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.case_id).collect())
}

/// The cases of some numbers; nothing is said of who may see them.
pub(crate) async fn list_ids(tx: &mut Tx, numbers: &[i64]) -> Result<Vec<CaseId>, DbError> {
    let rows = sql!(
        sqlite "SELECT case_id FROM search_cases
          WHERE institution_id = $1 AND number IN (SELECT value FROM json_each($2))",
        pg "SELECT case_id FROM search_cases
          WHERE institution_id = $1 AND number = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS BIGINT)))"
    )
    .bind(json(numbers))
    .all::<NamedInRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.case_id).collect())
}

row! { struct IdRow { id: CaseId } }

/// Cases after that id which the index does not know.
pub(crate) async fn list_unknown(tx: &mut Tx, after: Uuid, most: i64) -> Result<Vec<CaseId>, DbError> {
    let rows = sql!([
        "SELECT c.id FROM cases c
          WHERE c.institution_id = $1 AND c.id > $2
            AND NOT EXISTS (SELECT 1 FROM search_cases f WHERE f.institution_id = $1 AND f.case_id = c.id)
            AND ",
        solits_db::case_sight!(4, 5),
        " = 1
          ORDER BY c.id LIMIT $3"
    ])
    .bind(after)
    .bind(most)
    .bind_viewer(tx.viewer())
    .all::<IdRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

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

/// A case as the index reads it; `None` where there is none of that id.
pub(crate) async fn find_document(tx: &mut Tx, case: CaseId) -> Result<Option<Document>, DbError> {
    let row = sql!(
        ["SELECT c.reference, c.kind, c.subject, c.status, c.owner_id, c.client_name, c.client_contact, c.answer FROM cases c
          WHERE c.institution_id = $1 AND c.id = $2
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

row! {
    /// A case as the index knows it.
    pub(crate) struct IndexedRow { pub(crate) number: i64, pub(crate) words: String }
}

/// A case as the index knows it.
pub(crate) async fn find_indexed(tx: &mut Tx, case: CaseId) -> Result<Option<IndexedRow>, DbError> {
    sql!("SELECT number, words FROM search_cases WHERE institution_id = $1 AND case_id = $2")
        .bind(case)
        .optional(tx)
        .await
}

/// Says by which words a case is found; none takes it out of the index.
pub(crate) async fn save_indexed(
    tx: &mut Tx,
    case: CaseId,
    number: i64,
    words: Option<String>,
) -> Result<(), DbError> {
    let Some(words) = words else {
        sql!("DELETE FROM search_cases WHERE institution_id = $1 AND number = $2")
            .bind(number)
            .run(tx)
            .await?;
        return Ok(());
    };
    sql!(
        "INSERT INTO search_cases (institution_id, number, case_id, words) VALUES ($1, $2, $3, $4)
         ON CONFLICT (institution_id, number) DO UPDATE SET words = excluded.words"
    )
    .bind(number)
    .bind(case)
    .bind(words)
    .run(tx)
    .await?;
    Ok(())
}

row! { struct WordRow { word: String, cases: Vec<u8> } }

/// Words changed in one statement.
const AT_ONCE: usize = 2_000;

/// Adds numbers to words (`true`) and takes them out (`false`), all of them in one block.
pub(crate) async fn change_block(
    tx: &mut Tx,
    block: i64,
    changes: &[(String, Vec<(i64, bool)>)],
) -> Result<(), DbError> {
    for some in changes.chunks(AT_ONCE) {
        let words = serde_json::json!(some.iter().map(|(word, _)| word).collect::<Vec<_>>()).to_string();
        let rows = sql!(
            sqlite "SELECT word, cases FROM search_words
              WHERE institution_id = $1 AND block = $2 AND word IN (SELECT value FROM json_each($3))",
            pg "SELECT word, cases FROM search_words
              WHERE institution_id = $1 AND block = $2 AND word = ANY (ARRAY(SELECT json_array_elements_text(CAST($3 AS JSON))))"
        )
        .bind(block)
        .bind(&words)
        .all::<WordRow>(tx)
        .await?;
        let mut known = std::collections::HashMap::with_capacity(rows.len());
        for row in rows {
            known.insert(row.word, read_block(&row.cases)?);
        }
        if !known.is_empty() {
            sql!(
                sqlite "DELETE FROM search_words
                  WHERE institution_id = $1 AND block = $2 AND word IN (SELECT value FROM json_each($3))",
                pg "DELETE FROM search_words
                  WHERE institution_id = $1 AND block = $2 AND word = ANY (ARRAY(SELECT json_array_elements_text(CAST($3 AS JSON))))"
            )
            .bind(block)
            .bind(&words)
            .run(tx)
            .await?;
        }
        let mut bulk = Bulk::new("search_words", &["institution_id", "word", "block", "cases"]);
        for (word, numbers) in some {
            let mut cases = known.remove(word).unwrap_or_else(Block::empty);
            for (number, is_added) in numbers {
                let (_, place) = place_of(*number);
                if *is_added {
                    cases.insert(place);
                } else {
                    cases.remove(place);
                }
            }
            if cases.is_empty() {
                continue;
            }
            bulk.push([
                Arg::Text(Some(word.clone())),
                Arg::Int(Some(block)),
                Arg::Bytes(Some(cases.to_bytes())),
            ]);
            if bulk.is_full() {
                bulk.flush(tx).await?;
            }
        }
        bulk.flush(tx).await?;
    }
    Ok(())
}
