//! One connection to an IMAP server, by the few commands that are needed.
//!
//! The client library reads and parses answers; commands are put together here, because its own ones for fetching and
//! marking pass over a server's refusal.

use std::time::Duration;

use async_imap::imap_proto::{AttributeValue, Capability, RequestId, Response, ResponseCode};
use solits_kernel::Timestamp;

use super::{
    Account, Done, Pause,
    answer::{
        Step, attributes, failed, farewell, head_section, received_at, step, uid, understood, whole_section,
    },
    connect::{greet, sign_in},
    folder::quoted,
    guard::Guarded,
};
use crate::{
    Net,
    net::within,
    trouble::{Trouble, TroubleKind},
};

/// Bytes fetched at a time; of a letter there is hardly more in memory than this.
pub(super) const PART: usize = 1024 * 1024;
/// Bytes of fields fetched of a letter that is not.
const HEAD: usize = 64 * 1024;
/// The largest sound answer: a part, and what stands around it.
const ANSWER: usize = PART + 256 * 1024;

/// A connection that has signed in.
pub(super) struct Session {
    inner: async_imap::Session<Guarded>,
    net: Net,
    offers: Offers,
    /// Whether the server has spoken of new letters since [`Session::list`] began.
    news: bool,
}

/// What the server can do.
#[derive(Clone, Copy, Debug, Default)]
struct Offers {
    idle: bool,
    r#move: bool,
    uidplus: bool,
}

/// What is known of a letter before it is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) uid: u32,
    pub(super) size: u64,
    pub(super) received_at: Option<Timestamp>,
}

/// How listening ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    News,
    Nothing,
}

/// Numbers as a command names them.
fn set_of(uids: &[u32]) -> String {
    uids.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

impl Session {
    /// Connects and signs in.
    pub(super) async fn open(account: &Account, net: &Net) -> Result<Self, Trouble> {
        account.check()?;
        let client = greet(account, net, ANSWER).await?;
        let inner = sign_in(client, &account.login, net).await?;
        let mut session = Self { inner, net: net.clone(), offers: Offers::default(), news: false };
        session.offers = session.ask_offers().await?;
        if let Done::MoveTo(target) = &account.done {
            // Refused where it is there already; where it cannot be made, moving will say so.
            session.refusable(&format!("CREATE {}", quoted(target))).await?;
        }
        Ok(session)
    }

    async fn ask_offers(&mut self) -> Result<Offers, Trouble> {
        let mut offers = Offers::default();
        self.command("CAPABILITY", |response| {
            if let Response::Capabilities(words) = response {
                let has = |word: &str| {
                    words.iter().any(
                        |offer| matches!(offer, Capability::Atom(atom) if atom.eq_ignore_ascii_case(word)),
                    )
                };
                offers = Offers { idle: has("IDLE"), r#move: has("MOVE"), uidplus: has("UIDPLUS") };
            }
        })
        .await?;
        Ok(offers)
    }

    /// Opens a folder and returns its UIDVALIDITY.
    pub(super) async fn select(&mut self, folder: &str) -> Result<u32, Trouble> {
        let mut validity = None;
        let select = format!("SELECT {}", quoted(folder));
        let done = self.command(&select, |response| {
            if let Response::Data { outcome, .. } = response
                && let Some(ResponseCode::UidValidity(number)) = outcome.code
            {
                validity = Some(number);
            }
        });
        match done.await {
            Ok(()) => validity.ok_or_else(|| {
                Trouble::new(TroubleKind::Folder, "the server does not number letters lastingly")
            }),
            Err(trouble) if trouble.kind == TroubleKind::Refused => {
                Err(Trouble { kind: TroubleKind::Folder, ..trouble })
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// The numbers above `above` in the open folder, in order.
    pub(super) async fn list(&mut self, above: u32) -> Result<Vec<u32>, Trouble> {
        self.news = false;
        let Some(from) = above.checked_add(1) else { return Ok(Vec::new()) };
        let mut uids = Vec::new();
        self.command(&format!("UID FETCH {from}:* (UID)"), |response| {
            // Of an empty range the server gives the last letter, whatever its number.
            if let Some(uid) = attributes(response).find_map(uid).filter(|uid| *uid >= from) {
                uids.push(uid);
            }
        })
        .await?;
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    /// Whether the server has spoken of new letters since [`Self::list`] began. What it says while another command runs
    /// it does not say again when it is listened to.
    pub(super) fn has_news(&self) -> bool {
        self.news
    }

    /// Sizes and times of some letters; those that are gone are missing.
    pub(super) async fn describe(&mut self, uids: &[u32]) -> Result<Vec<Listed>, Trouble> {
        let set = set_of(uids);
        let mut listed = Vec::new();
        self.command(&format!("UID FETCH {set} (UID RFC822.SIZE INTERNALDATE)"), |response| {
            let size = attributes(response).find_map(|attribute| match attribute {
                AttributeValue::Rfc822Size(size) => Some(u64::from(*size)),
                _ => None,
            });
            // A server may speak of other letters at any time.
            let asked = attributes(response).find_map(uid).filter(|uid| uids.contains(uid));
            if let (Some(uid), Some(size)) = (asked, size) {
                listed.push(Listed { uid, size, received_at: attributes(response).find_map(received_at) });
            }
        })
        .await?;
        listed.sort_unstable_by_key(|letter| letter.uid);
        listed.dedup_by_key(|letter| letter.uid);
        Ok(listed)
    }

    /// The next bytes of a letter, without marking it; nothing behind its end, and `None` where it is not there.
    pub(super) async fn fetch(&mut self, uid: u32, from: usize) -> Result<Option<Vec<u8>>, Trouble> {
        let mut found = None;
        self.command(&format!("UID FETCH {uid} (UID BODY.PEEK[]<{from}.{PART}>)"), |response| {
            if attributes(response).find_map(self::uid) == Some(uid) {
                for part in attributes(response).filter_map(whole_section) {
                    found.get_or_insert_with(Vec::new).extend_from_slice(part);
                }
            }
        })
        .await?;
        Ok(found)
    }

    /// The first fields of a letter.
    pub(super) async fn head(&mut self, uid: u32) -> Result<Vec<u8>, Trouble> {
        let mut head = Vec::new();
        self.command(&format!("UID FETCH {uid} (UID BODY.PEEK[HEADER]<0.{HEAD}>)"), |response| {
            if attributes(response).find_map(self::uid) == Some(uid)
                && let Some(part) = attributes(response).find_map(head_section)
            {
                head = part.iter().copied().take(HEAD).collect();
            }
        })
        .await?;
        Ok(head)
    }

    /// Tells the server that letters are kept. Said twice it does no harm.
    pub(super) async fn tell(&mut self, uids: &[u32], done: &Done) -> Result<(), Trouble> {
        let uids = set_of(uids);
        match done {
            Done::Seen => self.command(&format!("UID STORE {uids} +FLAGS.SILENT (\\Seen)"), |_| {}).await,
            Done::MoveTo(target) if self.offers.r#move => {
                self.command(&format!("UID MOVE {uids} {}", quoted(target)), |_| {}).await
            }
            Done::MoveTo(target) => {
                self.command(&format!("UID COPY {uids} {}", quoted(target)), |_| {}).await?;
                self.command(&format!("UID STORE {uids} +FLAGS.SILENT (\\Deleted)"), |_| {}).await?;
                // Without the extension, removing would also remove what others have marked: it stays marked.
                if self.offers.uidplus {
                    self.command(&format!("UID EXPUNGE {uids}"), |_| {}).await
                } else {
                    Ok(())
                }
            }
        }
    }

    /// Listens until the server speaks of new letters, or for so long. On a server that cannot be listened to it is a pause.
    pub(super) async fn listen(
        &mut self,
        how_long: Duration,
        poll: Duration,
        pause: &impl Pause,
    ) -> Result<Heard, Trouble> {
        if !self.offers.idle {
            pause.sleep(how_long.min(poll)).await;
            return Ok(Heard::Nothing);
        }
        let tag = within(self.net.timeouts.answer, self.inner.run_command("IDLE"))
            .await?
            .map_err(|error| failed(&error))?;
        let mut heard = Heard::Nothing;
        loop {
            match self.next(|response| step(response, &tag)).await? {
                Step::Ready => break,
                Step::Done(Ok(())) => return Ok(Heard::Nothing),
                Step::Done(Err(refusal)) => return Err(refusal),
                Step::News => heard = Heard::News,
                Step::Other => {}
            }
        }
        if heard == Heard::Nothing {
            heard = self.hear(&tag, pause.sleep(how_long)).await?;
        }
        let said = self.inner.run_command_untagged("DONE");
        within(self.net.timeouts.answer, said).await?.map_err(|error| failed(&error))?;
        loop {
            match self.next(|response| step(response, &tag)).await? {
                Step::Done(done) => return done.map(|()| heard),
                Step::News => heard = Heard::News,
                Step::Ready | Step::Other => {}
            }
        }
    }

    /// Waits for news until `ended`, however long nothing is said.
    async fn hear(
        &mut self,
        tag: &RequestId,
        ended: impl Future<Output = ()> + Send,
    ) -> Result<Heard, Trouble> {
        tokio::pin!(ended);
        loop {
            let response = tokio::select! {
                () = &mut ended => return Ok(Heard::Nothing),
                response = self.inner.read_response() => understood(response)?,
            };
            farewell(response.parsed())?;
            match step(response.parsed(), tag) {
                Step::News => return Ok(Heard::News),
                Step::Done(_) => {
                    return Err(Trouble::new(TroubleKind::Garbled, "the server stopped being listened to"));
                }
                Step::Ready | Step::Other => {}
            }
        }
    }

    /// A command the server may refuse.
    async fn refusable(&mut self, command: &str) -> Result<(), Trouble> {
        match self.command(command, |_| {}).await {
            Err(trouble) if trouble.kind == TroubleKind::Refused => Ok(()),
            other => other,
        }
    }

    /// Says a command and reads answers until it is done. `each` sees those that come before.
    async fn command(
        &mut self,
        command: &str,
        mut each: impl FnMut(&Response<'_>) + Send,
    ) -> Result<(), Trouble> {
        let said = self.inner.run_command(command);
        let tag = within(self.net.timeouts.answer, said).await?.map_err(|error| failed(&error))?;
        loop {
            let look = |response: &Response<'_>| {
                each(response);
                step(response, &tag)
            };
            match self.next(look).await? {
                Step::Done(done) => return done,
                Step::News => self.news = true,
                Step::Ready | Step::Other => {}
            }
        }
    }

    /// Reads the next answer and looks at it.
    async fn next<T>(&mut self, look: impl FnOnce(&Response<'_>) -> T + Send) -> Result<T, Trouble> {
        let response = understood(within(self.net.timeouts.answer, self.inner.read_response()).await?)?;
        farewell(response.parsed())?;
        Ok(look(response.parsed()))
    }
}
