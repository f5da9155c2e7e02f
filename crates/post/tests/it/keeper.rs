//! A keeper of letters that remembers as a database does, and a watch over an account that can be ended.

use std::{
    collections::HashMap,
    future::pending,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use sha2::{Digest as _, Sha256};
use solits_kernel::{Clock, Random, Timestamp};
use solits_post::{
    Net, Reach, Timeouts, Tokens, Trouble, Trust,
    imap::{Account, Around, Bytes, Cursor, Left, NotKept, Pace, Pause, Sink, Status, Taken, watch},
};
use tokio::{sync::watch::Receiver, task::JoinHandle};

/// What is kept; several watches one after the other may share it, as a program that is started again does its database.
#[derive(Clone, Default)]
pub(crate) struct Keeper(Arc<Mutex<Kept>>);

#[derive(Default)]
pub(crate) struct Kept {
    /// Pieces of the letter that is being brought.
    coming: Vec<u8>,
    /// How many pieces were brought.
    pub(crate) brought: usize,
    pub(crate) taken: Vec<Taken>,
    /// The numbers of what was committed together, each time.
    pub(crate) together: Vec<Vec<u32>>,
    pub(crate) left: Vec<Left>,
    /// Letters brought again, and known by their bytes.
    pub(crate) known: usize,
    cursors: HashMap<String, Cursor>,
    /// So many of the next letters are not kept.
    pub(crate) refuse: usize,
    /// Letters are committed, but the answer is lost.
    pub(crate) lose_answers: usize,
    pub(crate) forget_bytes: bool,
}

impl Kept {
    fn take(&mut self, mut taken: Taken) {
        if let Bytes::Brought { size, digest } = taken.bytes {
            let bytes = std::mem::take(&mut self.coming);
            assert_eq!((bytes.len(), Sha256::digest(&bytes).into()), (size, digest));
            taken.bytes = Bytes::Whole(bytes);
        }
        let cursor = Cursor { uid_validity: taken.uid_validity, uid: taken.uid };
        let place = |other: &Taken| (other.folder.clone(), other.uid_validity, other.uid);
        assert!(
            self.taken.iter().all(|other| place(other) != place(&taken)),
            "the same place was brought twice"
        );
        self.cursors.insert(taken.folder.clone(), cursor);
        if !self.forget_bytes
            && self.taken.iter().any(|other| other.folder == taken.folder && other.bytes == taken.bytes)
        {
            self.known += 1;
            return;
        }
        if self.forget_bytes {
            taken.bytes = Bytes::Whole(Vec::new());
        }
        self.taken.push(taken);
    }
}

impl Keeper {
    pub(crate) fn with<T>(&self, look: impl FnOnce(&mut Kept) -> T) -> T {
        look(&mut self.0.lock().unwrap())
    }

    /// The subjects of what was taken, in order.
    pub(crate) fn subjects(&self) -> Vec<String> {
        self.with(|kept| kept.taken.iter().map(|taken| subject_of(raw_of(taken))).collect())
    }

    pub(crate) fn count(&self) -> usize {
        self.with(|kept| kept.taken.len())
    }

    pub(crate) async fn wait_for(&self, what: &str, mut done: impl FnMut(&mut Kept) -> bool) {
        until(what, || self.with(&mut done)).await;
    }

    pub(crate) async fn wait_for_count(&self, count: usize) {
        self.wait_for(&format!("{count} letters"), |kept| kept.taken.len() >= count).await;
    }
}

pub(crate) fn subject_of(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw)
        .lines()
        .find_map(|line| line.strip_prefix("Subject: ").map(str::to_owned))
        .unwrap_or_default()
}

/// The bytes of a letter that was taken.
pub(crate) fn raw_of(taken: &Taken) -> &[u8] {
    match &taken.bytes {
        Bytes::Whole(bytes) => bytes,
        Bytes::Brought { .. } => panic!("the keeper puts pieces together"),
    }
}

impl Sink for Keeper {
    async fn cursor(&self, folder: &str) -> Result<Option<Cursor>, NotKept> {
        Ok(self.with(|kept| kept.cursors.get(folder).copied()))
    }

    async fn bring(&self, from: usize, piece: Vec<u8>) -> Result<(), NotKept> {
        self.with(|kept| {
            if from == 0 {
                kept.coming.clear();
            }
            assert_eq!(kept.coming.len(), from, "a piece is missing");
            kept.coming.extend(piece);
            kept.brought += 1;
            Ok(())
        })
    }

    async fn take(&self, together: Vec<Taken>) -> Result<(), NotKept> {
        self.with(|kept| {
            if kept.refuse > 0 {
                kept.refuse -= 1;
                return Err(NotKept("the database does not answer".to_owned()));
            }
            kept.together.push(together.iter().map(|taken| taken.uid).collect());
            for taken in together {
                kept.take(taken);
            }
            if kept.lose_answers > 0 {
                kept.lose_answers -= 1;
                return Err(NotKept("the answer of the database was lost".to_owned()));
            }
            Ok(())
        })
    }

    async fn last_taken(&self, folder: &str) -> Result<Vec<u32>, NotKept> {
        Ok(self.with(|kept| {
            let last = kept.together.last().cloned().unwrap_or_default();
            let is_of = |cursor: &Cursor| last.contains(&cursor.uid);
            if kept.cursors.get(folder).is_some_and(is_of) { last } else { Vec::new() }
        }))
    }

    async fn leave(&self, left: Left) -> Result<(), NotKept> {
        self.with(|kept| {
            kept.cursors
                .insert(left.folder.clone(), Cursor { uid_validity: left.uid_validity, uid: left.uid });
            kept.left.push(left);
            Ok(())
        })
    }
}

/// Pauses that do not make a test wait: listening is endless, everything else is over in a moment.
#[derive(Clone, Default)]
pub(crate) struct Quick(Arc<Mutex<Vec<Duration>>>);

impl Quick {
    /// The pauses that were asked for, without those of listening.
    pub(crate) fn asked(&self) -> Vec<Duration> {
        self.0.lock().unwrap().clone()
    }
}

impl Pause for Quick {
    async fn sleep(&self, how_long: Duration) {
        if how_long == Pace::default().renew {
            pending::<()>().await;
        }
        self.0.lock().unwrap().push(how_long);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A watch over an account.
pub(crate) struct Watch {
    pub(crate) status: Receiver<Status>,
    pub(crate) pause: Quick,
    task: JoinHandle<()>,
}

/// How connections are made in tests: only to this machine, and patience is short.
pub(crate) fn net() -> Net {
    Net {
        reach: Reach::listed(["127.0.0.1", "::1"]).unwrap(),
        trust: Trust::system(),
        timeouts: Timeouts { answer: Duration::from_secs(10), ..Timeouts::default() },
        tokens: Tokens::default(),
    }
}

impl Watch {
    pub(crate) fn over(account: Account, keeper: &Keeper) -> Self {
        Self::through(account, keeper, net())
    }

    pub(crate) fn through(account: Account, keeper: &Keeper, net: Net) -> Self {
        let clock = Clock::standing(Timestamp::from_millis(1_795_000_000_000));
        let pause = Quick::default();
        let around = Around {
            net,
            clock: clock.clone(),
            random: Random::seeded(7),
            pause: pause.clone(),
            pace: Pace::default(),
        };
        let (report, status) = tokio::sync::watch::channel(Status::beginning(clock.now()));
        let keeper = keeper.clone();
        let task = tokio::spawn(async move { match watch(&account, &keeper, &around, &report).await {} });
        Self { status, pause, task }
    }

    /// Ends it in the midst of whatever it does.
    pub(crate) async fn end(mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }

    pub(crate) fn last_trouble(&self) -> Option<Trouble> {
        self.status.borrow().last_trouble.clone().map(|noted| noted.trouble)
    }

    pub(crate) async fn wait_for_status(&self, what: &str, done: impl Fn(&Status) -> bool) {
        until(what, || done(&self.status.borrow())).await;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Waits for a state, never for a while.
pub(crate) async fn until(what: &str, mut done: impl FnMut() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < Duration::from_mins(1), "waited in vain for {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// A small letter.
pub(crate) fn letter(subject: &str) -> Vec<u8> {
    format!("From: anna@example.com\r\nTo: info@example.lv\r\nSubject: {subject}\r\n\r\nLabdien!\r\n")
        .into_bytes()
}
