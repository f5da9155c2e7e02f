//! Letters that wait without a case, for the search: by sender, subject and, where they are short, what is written in them.

use solits_db::{DbError, Tx};
use solits_kernel::{EmployeeId, Timestamp};

use crate::{
    LetterId,
    store::{self, Part, Place},
};

/// So many of the latest are looked through.
pub const MOST_WAITING: i64 = 300;
/// So many of the latest are read whole, unless they are longer than this: with files a letter is long.
const MOST_READ: i64 = 50;
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
    /// The text of a short letter, where it was read; otherwise empty.
    pub text: String,
}

/// How far letters are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Sender and subject.
    Heading,
    /// What is written in the short ones of the latest as well.
    Text,
}

/// The latest letters that wait without a case, the latest first.
pub async fn list_waiting_letters(tx: &mut Tx, depth: Depth) -> Result<Vec<WaitingLetter>, DbError> {
    let lines = store::list_aside_before(tx, Part::All, Place::LATEST, MOST_WAITING).await?;
    let mut texts = match depth {
        Depth::Heading => Vec::new(),
        Depth::Text => texts(store::list_short_aside(tx, MOST_READ, MOST_BYTES).await?).await,
    };
    let letter = |line: store::LetterLine| {
        let text = texts.iter_mut().find(|(id, _)| *id == line.id).map(|(_, text)| std::mem::take(text));
        WaitingLetter {
            id: line.id,
            received_at: line.received_at,
            author: line.author,
            subject: line.subject,
            text: text.unwrap_or_default(),
        }
    };
    Ok(lines.into_iter().map(letter).collect())
}

/// What is written in letters; nothing where reading them went wrong, which is told where they are taken in.
async fn texts(raw: Vec<store::ShortLetter>) -> Vec<(LetterId, String)> {
    let read = move || raw.iter().map(|one| (one.id, solits_mail::read(&one.raw).text)).collect();
    tokio::task::spawn_blocking(read).await.unwrap_or_default()
}

/// Whether somebody keeps a mailbox: letters of it that need a person are theirs to see to.
pub async fn keeps_mailbox(tx: &mut Tx, employee: EmployeeId) -> Result<bool, DbError> {
    Ok(store::list_mailboxes(tx).await?.iter().any(|mailbox| mailbox.keeper == employee))
}
