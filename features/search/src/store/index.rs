//! How far the index has read, what there is to read, and what it knows of cases and words.

use std::collections::BTreeSet;

use solits_db::{Arg, Bulk, DbError, Tx, row, sql};
use solits_kernel::CaseId;
use uuid::Uuid;

use super::read_block;
use crate::postings::{Block, place_of};

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
