//! Reading mailboxes: each by one node at a time, from when the program starts until it stops.

use std::{
    collections::{HashMap, hash_map::Entry},
    time::Duration,
};

use solits_kernel::{InstitutionId, Scope};
use solits_post::{
    Proof, Trouble,
    imap::{
        Account, Around, Bytes, Cursor, Done, Left, NotKept, Pace, Sink, State, Status, SystemPause, Taken,
        Why, watch,
    },
};
use solits_web::App;
use tokio::{sync::watch as channel, task::JoinHandle, time::Instant};

use crate::{
    CorrespondenceError, Post, inside, intake,
    model::{Mailbox, MailboxId, NO_PASSWORD, Standing, WRONG_GRANT},
    sending::{self, NoLogin, server_of},
    store::{self, Body, Raw},
};

/// A node that dies lets go of its mailboxes after this long.
const HELD_SECONDS: i64 = 60;
/// How often it says that it still reads them, and looks for mailboxes that nobody reads.
const LOOK: Duration = Duration::from_secs(10);
/// So much is understood or handed over in one go before the others have their turn.
const AT_ONCE: usize = 50;

/// Reads mailboxes and hands letters over until the program is told to stop.
pub async fn run(app: App, post: Post, mut stopped: channel::Receiver<bool>) {
    let mut reading: HashMap<MailboxId, Reading> = HashMap::new();
    let reader = app.random.code(12);
    let (mut is_more, mut looked) = (false, None::<Instant>);
    loop {
        // Where much has come at once it is worked on without a pause.
        let pause = if is_more { Duration::ZERO } else { Duration::from_secs(1) };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stopped.changed() => break,
        }
        let look = looked.is_none_or(|looked| looked.elapsed() >= LOOK);
        if look {
            looked = Some(Instant::now());
        }
        is_more = match round(&app, &post, &reader, &mut reading, look).await {
            Ok(is_more) => is_more,
            Err(error) => {
                tracing::warn!(%error, "correspondence cannot be worked on; trying again");
                false
            }
        };
    }
    for (_, one) in reading {
        one.task.abort();
    }
}

/// A mailbox that this node reads.
struct Reading {
    institution: InstitutionId,
    version: i64,
    /// What it signs in with.
    proof: Proof,
    status: channel::Receiver<Status>,
    noted: Standing,
    task: JoinHandle<()>,
}

/// Whether more letters wait to be understood than had their turn.
async fn round(
    app: &App,
    post: &Post,
    reader: &str,
    reading: &mut HashMap<MailboxId, Reading>,
    look: bool,
) -> Result<bool, CorrespondenceError> {
    let mut is_more = false;
    let institutions = {
        let mut tx = app.db.read_global().await?;
        solits_journal::institutions(&mut tx).await?
    };
    for institution in institutions {
        if look {
            attend(app, post, reader, reading, institution).await?;
        }
        let mut understood = 0;
        while understood < AT_ONCE {
            let some = intake::understand_some(app, institution).await?.len();
            if some == 0 {
                break;
            }
            understood += some;
        }
        is_more |= understood >= AT_ONCE;
        for _ in 0..AT_ONCE {
            if !sending::send_next(app, institution, post).await? {
                break;
            }
        }
        for _ in 0..AT_ONCE {
            if !inside::send_inside(app, institution, post).await? {
                break;
            }
        }
    }
    Ok(is_more)
}

/// Begins, goes on with or ends the reading of an institution's mailboxes, and notes how each stands.
async fn attend(
    app: &App,
    post: &Post,
    reader: &str,
    reading: &mut HashMap<MailboxId, Reading>,
    institution: InstitutionId,
) -> Result<(), CorrespondenceError> {
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let mailboxes = store::list_mailboxes(&mut tx).await?;
    drop(tx);
    let ended: Vec<MailboxId> = reading
        .iter()
        .filter(|(_, one)| one.institution == institution)
        .filter(|(id, one)| {
            let now = mailboxes.iter().find(|mailbox| mailbox.id == **id && mailbox.is_active);
            now.is_none_or(|now| now.version != one.version || has_other_password(post, now, one))
                || one.task.is_finished()
        })
        .map(|(id, _)| *id)
        .collect();
    for id in ended {
        if let Some(one) = reading.remove(&id) {
            one.task.abort();
        }
    }
    for mailbox in mailboxes.into_iter().filter(|mailbox| mailbox.is_active) {
        let now = app.clock.now();
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let until = now.plus_seconds(HELD_SECONDS);
        let is_read =
            reading.get(&mailbox.id).is_some_and(|one| one.status.borrow().state == State::Connected);
        let held = store::hold_mailbox(&mut tx, mailbox.id, reader, now, until, is_read).await?;
        tx.commit().await?;
        if !held {
            // Another node reads it, also where this one did: it had been silent for too long.
            if let Some(one) = reading.remove(&mailbox.id) {
                one.task.abort();
            }
            continue;
        }
        if let Entry::Vacant(place) = reading.entry(mailbox.id) {
            match begin(app, post, institution, &mailbox) {
                Ok(one) => {
                    place.insert(one);
                }
                Err(why) => {
                    let words = kept_without(why);
                    let is_told =
                        matches!(&mailbox.standing, Standing::Failing { words: told, .. } if *told == words);
                    if !is_told {
                        note(app, institution, mailbox.id, &Standing::Failing { since: now, words }).await?;
                    }
                }
            }
        }
        if let Some(one) = reading.get_mut(&mailbox.id) {
            let standing = standing_of(&one.status.borrow());
            if standing != one.noted {
                note(app, institution, mailbox.id, &standing).await?;
                one.noted = standing;
            }
        }
    }
    Ok(())
}

/// Whether the file with the password was changed since the mailbox is read: whoever puts a refused password right need not
/// save the mailbox, too. A file that cannot be understood any more is a change, and is told.
fn has_other_password(post: &Post, mailbox: &Mailbox, reading: &Reading) -> bool {
    match post.login(mailbox) {
        Ok(login) => !login.proof.is_same_as(&reading.proof),
        Err(NoLogin::NoFile) => false,
        Err(NoLogin::Grant(_)) => true,
    }
}

async fn note(
    app: &App,
    institution: InstitutionId,
    mailbox: MailboxId,
    standing: &Standing,
) -> Result<(), CorrespondenceError> {
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    store::set_standing(&mut tx, mailbox, standing).await?;
    tx.signal("mailboxes");
    Ok(tx.commit().await?)
}

fn standing_of(status: &Status) -> Standing {
    let words = || status.last_trouble.as_ref().map(|noted| kept(&noted.trouble)).unwrap_or_default();
    match status.state {
        State::Connecting => Standing::New,
        State::Connected => Standing::Connected { since: status.since },
        State::Away { .. } => Standing::Failing { since: status.since, words: words() },
    }
}

/// What is kept of trouble: the word of its kind and what the server or the system said. The pages say in the reader's
/// language what the kind means.
fn kept(trouble: &Trouble) -> String {
    if trouble.is_ours { trouble.kind.word().to_owned() } else { trouble.to_string() }
}

/// What is kept of a mailbox whose file does not say who we are.
fn kept_without(why: NoLogin) -> String {
    match why {
        NoLogin::NoFile => NO_PASSWORD.to_owned(),
        NoLogin::Grant(wrong) => format!("{WRONG_GRANT}: {}", wrong.code()),
    }
}

fn begin(app: &App, post: &Post, institution: InstitutionId, mailbox: &Mailbox) -> Result<Reading, NoLogin> {
    let login = post.login(mailbox)?;
    let proof = login.proof.clone();
    let account = Account {
        server: server_of(&mailbox.incoming),
        login,
        folders: mailbox.folders.clone(),
        done: Done::Seen,
    };
    let around = Around {
        net: (*post.net).clone(),
        clock: app.clock.clone(),
        random: app.random.clone(),
        pause: SystemPause,
        pace: Pace::default(),
    };
    let (tell, status) = channel::channel(Status::beginning(app.clock.now()));
    let keeper = Keeper { app: app.clone(), institution, mailbox: mailbox.id };
    let task = tokio::spawn(async move {
        watch(&account, &keeper, &around, &tell).await;
    });
    Ok(Reading { institution, version: mailbox.version, proof, status, noted: Standing::New, task })
}

/// Keeps letters of a mailbox in the database.
#[derive(Clone, Debug)]
pub struct Keeper {
    app: App,
    institution: InstitutionId,
    mailbox: MailboxId,
}

impl Keeper {
    /// Of the mailbox of an institution.
    pub const fn new(app: App, institution: InstitutionId, mailbox: MailboxId) -> Self {
        Self { app, institution, mailbox }
    }

    fn raw_of<'a>(&self, taken: &'a Taken) -> Raw<'a> {
        Raw {
            mailbox: self.mailbox,
            folder: &taken.folder,
            uid_validity: i64::from(taken.uid_validity),
            uid: i64::from(taken.uid),
            size: i64::try_from(taken.bytes.size()).unwrap_or(i64::MAX),
            received_at: taken.received_at,
            body: match &taken.bytes {
                Bytes::Whole(bytes) => Body::Here(bytes),
                Bytes::Brought { digest, .. } => Body::Brought(*digest),
            },
        }
    }
}

impl Sink for Keeper {
    async fn cursor(&self, folder: &str) -> Result<Option<Cursor>, NotKept> {
        let found = async {
            let mut tx = self.app.db.read(Scope::of_job(self.institution)).await?;
            store::find_cursor(&mut tx, self.mailbox, folder).await
        };
        let found = found.await.map_err(|error| NotKept(error.to_string()))?;
        let cursor = |(validity, uid): (i64, i64)| {
            Some(Cursor { uid_validity: u32::try_from(validity).ok()?, uid: u32::try_from(uid).ok()? })
        };
        Ok(found.and_then(cursor))
    }

    async fn bring(&self, from: usize, piece: Vec<u8>) -> Result<(), NotKept> {
        let kept = intake::bring(&self.app, self.institution, self.mailbox, from, piece).await;
        kept.map_err(|error| NotKept(error.to_string()))
    }

    async fn take(&self, taken: Vec<Taken>) -> Result<(), NotKept> {
        let raws: Vec<Raw<'_>> = taken.iter().map(|taken| self.raw_of(taken)).collect();
        let kept = intake::take_together(&self.app, self.institution, &raws).await;
        kept.map_err(|error| NotKept(error.to_string()))
    }

    async fn last_taken(&self, folder: &str) -> Result<Vec<u32>, NotKept> {
        let found = async {
            let mut tx = self.app.db.read(Scope::of_job(self.institution)).await?;
            store::list_last_taken(&mut tx, self.mailbox, folder).await
        };
        let found = found.await.map_err(|error| NotKept(error.to_string()))?;
        Ok(found.into_iter().filter_map(|uid| u32::try_from(uid).ok()).collect())
    }

    async fn leave(&self, left: Left) -> Result<(), NotKept> {
        let why = match left.why {
            Why::TooBig => "too-large",
            Why::NotGiven(_) => "not-given",
        };
        let raw = Raw {
            mailbox: self.mailbox,
            folder: &left.folder,
            uid_validity: i64::from(left.uid_validity),
            uid: i64::from(left.uid),
            size: i64::try_from(left.size).unwrap_or(i64::MAX),
            received_at: left.received_at,
            body: Body::Left { why, head: &left.head },
        };
        let kept = intake::take(&self.app, self.institution, &raw).await;
        kept.map(drop).map_err(|error| NotKept(error.to_string()))
    }
}
