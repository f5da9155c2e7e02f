//! Fetching letters over IMAP.
//!
//! [`watch`] is the whole of it: an [`Account`] to attend to, a [`Sink`] that keeps letters, and [`Around`], everything
//! that comes from outside: connections, clock, chance and pauses.

mod answer;
mod connect;
mod folder;
mod guard;
mod pace;
mod session;
mod status;
mod watch;

pub use pace::{Pace, Pause, SystemPause, backoff};
pub use status::{Noted, State, Status};
pub use watch::{MOST_TOGETHER, watch};

use solits_kernel::{Clock, Random, Timestamp};

use crate::{Login, Net, Proof, Server, Trouble, TroubleKind};

/// A mailbox account to attend to.
#[derive(Clone)]
pub struct Account {
    /// Where the server is.
    pub server: Server,
    /// Who we are to it.
    pub login: Login,
    /// The folders whose letters are taken, by their names in any letters; at least one. News in the first is heard of at
    /// once, in the others after [`Pace::poll`].
    pub folders: Vec<String>,
    /// What becomes of a letter on the server once it is kept here.
    pub done: Done,
}

/// What becomes of a letter on the server once it is kept here. A server that refuses it is asked once; the letter is kept
/// all the same, and the refusal stands in the [`Status`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// It is marked as seen.
    Seen,
    /// It is moved to this folder, which is made when missing and must not be one of those attended to.
    MoveTo(String),
}

/// A letter as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct Taken {
    /// The folder it lay in.
    pub folder: String,
    /// The folder's UIDVALIDITY: numbers mean something only together with it.
    pub uid_validity: u32,
    /// Its number in the folder.
    pub uid: u32,
    /// When the server received it (INTERNALDATE), from which deadlines run; now, when the server does not say.
    pub received_at: Timestamp,
    /// Its bytes as the server has them, at most [`crate::LETTER_BYTES`].
    pub bytes: Bytes,
}

/// The bytes of a letter.
#[derive(Clone, PartialEq, Eq)]
pub enum Bytes {
    /// All of them.
    Whole(Vec<u8>),
    /// They were brought piece by piece before ([`Sink::bring`]), as no large letter is held in memory.
    Brought {
        /// How many.
        size: usize,
        /// SHA-256 of all of them.
        digest: [u8; 32],
    },
}

impl Bytes {
    /// How many there are.
    pub const fn size(&self) -> usize {
        match self {
            Self::Whole(bytes) => bytes.len(),
            Self::Brought { size, .. } => *size,
        }
    }
}

/// A letter that stays on the server alone; staff is to be told.
#[derive(Clone, PartialEq, Eq)]
pub struct Left {
    /// The folder it lies in.
    pub folder: String,
    /// The folder's UIDVALIDITY.
    pub uid_validity: u32,
    /// Its number in the folder.
    pub uid: u32,
    /// When the server received it.
    pub received_at: Timestamp,
    /// Its bytes, as the server says.
    pub size: u64,
    /// Its fields, at most 64 KiB of them, as `solits_mail::read` reads them; empty where they could not be had.
    pub head: Vec<u8>,
    /// Why it stays.
    pub why: Why,
}

/// Why a letter stays on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is larger than [`crate::LETTER_BYTES`].
    TooBig,
    /// The server has failed three times to give it out, and says this.
    NotGiven(Trouble),
}

/// How far a folder has been attended to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The UIDVALIDITY under which that was.
    pub uid_validity: u32,
    /// The highest number taken or left.
    pub uid: u32,
}

/// The letter could not be kept; it will be brought again. The words are shown to administrators and hold nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotKept(pub String);

/// Who keeps letters: the room with its database.
///
/// Calls come one at a time, letters of a folder in the order of their numbers. After an `Err` the connection is given up
/// and everything after the [`Sink::cursor`] comes again later.
pub trait Sink: Send + Sync {
    /// How far a folder has been attended to: of the letters kept under the latest UIDVALIDITY, the highest number,
    /// whether taken or left. Asked anew whenever the folder is opened, so that the database alone decides what is new.
    fn cursor(&self, folder: &str) -> impl Future<Output = Result<Option<Cursor>, NotKept>> + Send;

    /// Keeps a piece of a letter too large to be held, `from` so many bytes on. A piece from 0 begins a new letter: what was
    /// brought before and not taken is of a letter that broke off, and is forgotten.
    fn bring(&self, from: usize, piece: Vec<u8>) -> impl Future<Output = Result<(), NotKept>> + Send;

    /// Commits letters of a folder that came together, with their places, all or none of them; only after `Ok` is the
    /// server told. One that was brought in pieces comes alone.
    ///
    /// A letter already kept must be answered with `Ok` too: of the same place, or, since a server may number its
    /// letters anew and then all come again, of the same hash of the raw bytes under another UIDVALIDITY.
    fn take(&self, taken: Vec<Taken>) -> impl Future<Output = Result<(), NotKept>> + Send;

    /// The numbers of the letters that were committed last in a folder, under its latest UIDVALIDITY: those of one
    /// [`Sink::take`]. The server may not have been told of them, if we were cut off in between.
    fn last_taken(&self, folder: &str) -> impl Future<Output = Result<Vec<u32>, NotKept>> + Send;

    /// Commits that a letter stays on the server, together with its place, for staff to be told.
    fn leave(&self, left: Left) -> impl Future<Output = Result<(), NotKept>> + Send;
}

/// Everything that comes from outside.
#[derive(Clone)]
pub struct Around<P = SystemPause> {
    /// Which connections may be made, and how.
    pub net: Net,
    /// What time it is.
    pub clock: Clock,
    /// Chance, for the lengths of pauses.
    pub random: Random,
    /// How pauses are made.
    pub pause: P,
    /// How often is looked.
    pub pace: Pace,
}

impl Account {
    /// Whether the account can work at all; what is wrong otherwise.
    pub fn check(&self) -> Result<(), Trouble> {
        let wrong = |words: &str| Err(Trouble::new(TroubleKind::Settings, words));
        let target = match &self.done {
            Done::Seen => None,
            Done::MoveTo(folder) => Some(folder),
        };
        let has_control = |text: &str| text.chars().any(char::is_control);
        if self.folders.is_empty() {
            return wrong("no folder is named");
        }
        if self.folders.iter().chain(target).any(|folder| folder.is_empty() || has_control(folder)) {
            return wrong("a folder's name is empty or holds a control character");
        }
        if target.is_some_and(|target| self.folders.iter().any(|folder| folder::is_same(folder, target))) {
            return wrong("letters are moved to a folder that is itself attended to");
        }
        let password = match &self.login.proof {
            Proof::Password(password) => Some(password),
            Proof::Grant(_) => None,
        };
        if has_control(&self.login.user) || password.is_some_and(|password| has_control(password.expose())) {
            return wrong("user or password holds a control character");
        }
        Ok(())
    }
}
