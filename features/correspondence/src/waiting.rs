//! Letters that wait without a case, for the search: by sender, subject and, where they are short, what is written in them.

use std::collections::HashMap;

use solits_db::{DbError, Tx};
use solits_kernel::{EmployeeId, Timestamp};

use crate::{LetterId, store};

/// A letter is read whole unless it is longer than this: with files a letter is long.
const MOST_BYTES: i64 = 64 * 1024;

/// A letter that came to no case, also when somebody has seen to it: until it is forgotten it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingLetter {
    /// Id.
    pub id: LetterId,
    /// When it was received.
    pub received_at: Timestamp,
    /// Who wrote it, as the list of letters shows it; empty where nobody is named.
    pub author: String,
    /// Its subject; empty for none.
    pub subject: String,
}

/// Those of some letters that wait without a case, in no order.
pub async fn list_waiting_letters(tx: &mut Tx, ids: &[LetterId]) -> Result<Vec<WaitingLetter>, DbError> {
    let letter = |row: store::HeadingRow| WaitingLetter {
        id: row.id,
        received_at: row.received_at,
        author: row.author,
        subject: row.subject,
    };
    Ok(store::list_headings(tx, ids).await?.into_iter().map(letter).collect())
}

/// What is written in those of some letters that wait without a case and are short; nothing where reading them went wrong,
/// which is told where they are taken in.
pub async fn read_waiting_letters(
    tx: &mut Tx,
    ids: &[LetterId],
) -> Result<HashMap<LetterId, String>, DbError> {
    let raw = store::list_short(tx, ids, MOST_BYTES).await?;
    let read = move || raw.iter().map(|one| (one.id, solits_mail::read(&one.raw).text)).collect();
    Ok(tokio::task::spawn_blocking(read).await.unwrap_or_default())
}

/// A letter that came, went to a case or was forgotten, as the search has not read it yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsearchedLetter {
    /// Id.
    pub id: LetterId,
    /// Who wrote it and about what; `None` where it no longer waits without a case.
    pub letter: Option<WaitingLetter>,
    /// What is written in it, where it is short.
    pub text: String,
    changes: i64,
}

/// Letters that the search has still to read, the latest first.
pub async fn list_unsearched_letters(tx: &mut Tx, most: i64) -> Result<Vec<UnsearchedLetter>, DbError> {
    let rows = store::list_unsearched(tx, most).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<LetterId> = rows.iter().map(|row| row.id).collect();
    let letters = list_waiting_letters(tx, &ids).await?;
    let mut letters: HashMap<LetterId, WaitingLetter> =
        letters.into_iter().map(|letter| (letter.id, letter)).collect();
    let mut texts = read_waiting_letters(tx, &ids).await?;
    let one = |row: store::UnsearchedRow| UnsearchedLetter {
        id: row.id,
        letter: letters.remove(&row.id),
        text: texts.remove(&row.id).unwrap_or_default(),
        changes: row.unsearched,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Notes that the search has read these; those that have changed meanwhile are read again.
pub async fn note_searched_letters(tx: &mut Tx, letters: &[UnsearchedLetter]) -> Result<(), DbError> {
    for letter in letters {
        store::set_searched(tx, letter.id, letter.changes).await?;
    }
    Ok(())
}

/// Whether somebody keeps a mailbox: letters of it that need a person are theirs to see to.
pub async fn keeps_mailbox(tx: &mut Tx, employee: EmployeeId) -> Result<bool, DbError> {
    Ok(store::list_mailboxes(tx).await?.iter().any(|mailbox| mailbox.keeper == employee))
}
