//! The loop that attends to an account.

use std::convert::Infallible;

use sha2::{Digest as _, Sha256};
use tokio::sync::watch::Sender;

use super::{
    Account, Around, Bytes, Left, NotKept, Pause, Sink, State, Status, Taken, Why, backoff,
    session::{Listed, PART, Session},
    status::{enter, note},
};
use crate::{
    LETTER_BYTES,
    trouble::{Trouble, TroubleKind},
};

/// Letters whose sizes are asked for at once.
const BATCH: usize = 100;

/// So many letters, and of so many bytes, are committed together at most, as what costs most is making a change last. No
/// letter waits for one that has not come yet.
pub const MOST_TOGETHER: usize = 16;
const MOST_BYTES_TOGETHER: usize = 1024 * 1024;

/// How often a server may fail to give one letter out before the letters behind it are no longer kept waiting.
const GIVEN_UP_AFTER: u32 = 3;

/// Attends to an account for ever: brings each new letter of its folders to the `sink`, tells the server when one is
/// kept, listens for more, and comes back after whatever goes wrong. How it is doing is in `status`.
///
/// The future may be dropped at any moment: what was not committed by the sink comes again. Of a large letter no more than
/// a piece is in memory. One account must be attended to by one node at a time; two would bring letters twice, which the sink refuses.
pub async fn watch<S: Sink, P: Pause>(
    account: &Account,
    sink: &S,
    around: &Around<P>,
    status: &Sender<Status>,
) -> Infallible {
    let mut watcher = Watcher { account, sink, around, status, failures: 0, withheld: None };
    loop {
        let trouble = match watcher.attend().await {
            Ok(never) => match never {},
            Err(trouble) => trouble,
        };
        watcher.failures = watcher.failures.saturating_add(1);
        let now = around.clock.now();
        note(status, trouble, now);
        enter(status, State::Away { failures: watcher.failures }, now);
        around.pause.sleep(backoff(watcher.failures, &around.random)).await;
    }
}

struct Watcher<'a, S, P> {
    account: &'a Account,
    sink: &'a S,
    around: &'a Around<P>,
    status: &'a Sender<Status>,
    /// Attempts in a row that did not come through all folders.
    failures: u32,
    /// The letter that the server last failed to give out.
    withheld: Option<Withheld>,
}

/// A letter that the server does not give out, and how often it has not.
struct Withheld {
    folder: String,
    uid_validity: u32,
    uid: u32,
    times: u32,
}

/// A letter asked for.
enum Fetched {
    All(Bytes),
    /// It was larger than the server had said.
    TooBig(u64),
    /// Somebody has removed it meanwhile.
    Gone,
}

/// Letters that have come and are not committed yet.
#[derive(Default)]
struct Held(Vec<Taken>);

impl Held {
    fn is_full(&self) -> bool {
        let bytes: usize = self.0.iter().map(|letter| letter.bytes.size()).sum();
        self.0.len() >= MOST_TOGETHER || bytes >= MOST_BYTES_TOGETHER
    }
}

/// A folder that is open.
#[derive(Clone, Copy)]
struct Open<'a> {
    folder: &'a str,
    uid_validity: u32,
}

impl<S: Sink, P: Pause> Watcher<'_, S, P> {
    /// One connection, from sign-in to whatever ends it.
    async fn attend(&mut self) -> Result<Infallible, Trouble> {
        let mut session = Session::open(self.account, &self.around.net).await?;
        enter(self.status, State::Connected, self.around.clock.now());
        let mut is_first = true;
        loop {
            // The first folder comes last, so that it is open while we listen.
            let mut first_is_open = false;
            for (number, folder) in self.account.folders.iter().enumerate().rev() {
                match self.take_all(&mut session, folder, is_first).await {
                    Ok(()) => first_is_open = number == 0,
                    // One folder that is not there does not keep the others waiting.
                    Err(trouble) if trouble.kind == TroubleKind::Folder => {
                        note(self.status, trouble, self.around.clock.now());
                    }
                    Err(trouble) => return Err(trouble),
                }
            }
            self.failures = 0;
            is_first = false;
            self.wait(&mut session, first_is_open).await?;
        }
    }

    async fn wait(&self, session: &mut Session, first_is_open: bool) -> Result<(), Trouble> {
        let pace = self.around.pace;
        if !first_is_open {
            self.around.pause.sleep(pace.poll).await;
        } else if !session.has_news() {
            let is_only = self.account.folders.len() == 1;
            let how_long = if is_only { pace.renew } else { pace.poll.min(pace.renew) };
            session.listen(how_long, pace.poll, &self.around.pause).await?;
        }
        Ok(())
    }

    /// Takes every new letter of a folder.
    async fn take_all(&mut self, session: &mut Session, folder: &str, is_first: bool) -> Result<(), Trouble> {
        let open = Open { folder, uid_validity: session.select(folder).await? };
        let cursor = self.sink.cursor(folder).await.map_err(not_kept)?;
        let above =
            cursor.filter(|cursor| cursor.uid_validity == open.uid_validity).map_or(0, |cursor| cursor.uid);
        if is_first && above > 0 {
            self.tell_again(session, folder).await?;
        }
        for batch in session.list(above).await?.chunks(BATCH) {
            let mut held = Held::default();
            let taken = self.take_batch(session, open, batch, &mut held).await;
            // What had come before the trouble is kept all the same.
            let kept = self.keep(session, &mut held).await;
            taken.and(kept)?;
        }
        Ok(())
    }

    async fn take_batch(
        &mut self,
        session: &mut Session,
        open: Open<'_>,
        batch: &[u32],
        held: &mut Held,
    ) -> Result<(), Trouble> {
        for letter in session.describe(batch).await? {
            self.take_one(session, open, letter, held).await?;
            if held.is_full() {
                self.keep(session, held).await?;
            }
        }
        Ok(())
    }

    /// Commits the letters that have come, and tells the server.
    async fn keep(&self, session: &mut Session, held: &mut Held) -> Result<(), Trouble> {
        let letters = std::mem::take(&mut held.0);
        if letters.is_empty() {
            return Ok(());
        }
        let uids: Vec<u32> = letters.iter().map(|letter| letter.uid).collect();
        self.sink.take(letters).await.map_err(not_kept)?;
        self.tell(session, &uids).await
    }

    /// The letters kept last may be some of which the server was not told, if we were cut off in between.
    async fn tell_again(&self, session: &mut Session, folder: &str) -> Result<(), Trouble> {
        let last = self.sink.last_taken(folder).await.map_err(not_kept)?;
        if last.is_empty() {
            return Ok(());
        }
        let there: Vec<u32> = session.describe(&last).await?.iter().map(|letter| letter.uid).collect();
        if there.is_empty() { Ok(()) } else { self.tell(session, &there).await }
    }

    async fn take_one(
        &mut self,
        session: &mut Session,
        open: Open<'_>,
        letter: Listed,
        held: &mut Held,
    ) -> Result<(), Trouble> {
        if letter.size > LETTER_BYTES as u64 {
            self.keep(session, held).await?;
            return self.leave(session, open, letter, Why::TooBig).await;
        }
        let bytes = match self.fetch(session, letter).await {
            Ok(Fetched::All(bytes)) => bytes,
            Ok(Fetched::Gone) => return Ok(()),
            Ok(Fetched::TooBig(size)) => {
                self.keep(session, held).await?;
                return self.leave(session, open, Listed { size, ..letter }, Why::TooBig).await;
            }
            Err(trouble) if self.is_given_up(open, letter.uid, &trouble) => {
                self.keep(session, held).await?;
                return self.leave(session, open, letter, Why::NotGiven(trouble)).await;
            }
            Err(trouble) => return Err(trouble),
        };
        let is_whole = matches!(bytes, Bytes::Whole(_));
        if !is_whole {
            self.keep(session, held).await?;
        }
        held.0.push(Taken {
            folder: open.folder.to_owned(),
            uid_validity: open.uid_validity,
            uid: letter.uid,
            received_at: self.received_at(letter),
            bytes,
        });
        if is_whole { Ok(()) } else { self.keep(session, held).await }
    }

    /// A letter's bytes: those of a small one at once, those of a large one brought to the sink as they come.
    ///
    /// Sizes that servers give are sometimes estimates: the end is where nothing more comes.
    async fn fetch(&self, session: &mut Session, letter: Listed) -> Result<Fetched, Trouble> {
        let expected = usize::try_from(letter.size).unwrap_or(usize::MAX);
        // A piece waits here until it is known whether another one follows.
        let (mut waiting, mut size, mut hash) = (Vec::new(), 0, Sha256::new());
        loop {
            let Some(piece) = session.fetch(letter.uid, size).await? else {
                if size == 0 || size < expected {
                    return Ok(Fetched::Gone);
                }
                break;
            };
            let got = piece.len();
            if size + got > LETTER_BYTES {
                return Ok(Fetched::TooBig(letter.size.max((size + got) as u64)));
            }
            if got > 0 && size > 0 {
                hash.update(&waiting);
                let from = size - waiting.len();
                self.sink.bring(from, std::mem::take(&mut waiting)).await.map_err(not_kept)?;
            }
            size += got;
            if got > 0 {
                waiting = piece;
            }
            if got == 0 || (got < PART && size >= expected) {
                break;
            }
        }
        if waiting.len() == size {
            return Ok(Fetched::All(Bytes::Whole(waiting)));
        }
        hash.update(&waiting);
        self.sink.bring(size - waiting.len(), waiting).await.map_err(not_kept)?;
        Ok(Fetched::All(Bytes::Brought { size, digest: hash.finalize().into() }))
    }

    async fn leave(
        &self,
        session: &mut Session,
        open: Open<'_>,
        letter: Listed,
        why: Why,
    ) -> Result<(), Trouble> {
        let head = match session.head(letter.uid).await {
            Ok(head) => head,
            Err(trouble) if trouble.kind == TroubleKind::Refused => Vec::new(),
            // Of a letter that makes the connection end, not even the fields are asked for.
            Err(_) if matches!(why, Why::NotGiven(_)) => Vec::new(),
            Err(trouble) => return Err(trouble),
        };
        let left = Left {
            folder: open.folder.to_owned(),
            uid_validity: open.uid_validity,
            uid: letter.uid,
            received_at: self.received_at(letter),
            size: letter.size,
            head,
            why,
        };
        self.sink.leave(left).await.map_err(not_kept)
    }

    /// Whether the server has now failed to give a letter out as often as it may. A connection that was cut is no such
    /// failure: a long letter over a poor line would be given up.
    fn is_given_up(&mut self, open: Open<'_>, uid: u32, trouble: &Trouble) -> bool {
        if !matches!(trouble.kind, TroubleKind::Refused | TroubleKind::Garbled) {
            return false;
        }
        let times = match &self.withheld {
            Some(last)
                if last.folder == open.folder
                    && last.uid_validity == open.uid_validity
                    && last.uid == uid =>
            {
                last.times + 1
            }
            _ => 1,
        };
        self.withheld =
            Some(Withheld { folder: open.folder.to_owned(), uid_validity: open.uid_validity, uid, times });
        times >= GIVEN_UP_AFTER
    }

    /// Tells the server. That it does not want to know is noted; the letters are kept all the same.
    async fn tell(&self, session: &mut Session, uids: &[u32]) -> Result<(), Trouble> {
        match session.tell(uids, &self.account.done).await {
            Err(trouble) if trouble.kind == TroubleKind::Refused => {
                note(self.status, trouble, self.around.clock.now());
                Ok(())
            }
            told => told,
        }
    }

    fn received_at(&self, letter: Listed) -> solits_kernel::Timestamp {
        letter.received_at.unwrap_or_else(|| self.around.clock.now())
    }
}

fn not_kept(NotKept(words): NotKept) -> Trouble {
    Trouble::new(TroubleKind::Store, &words)
}
