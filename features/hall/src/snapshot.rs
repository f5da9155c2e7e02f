//! One reading of a branch for all its screens.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use axum::body::Bytes;
use solits_db::Tx;
use solits_kernel::{BranchId, InstitutionId, Lang, Text, Timestamp};
use solits_organisation::Branch;
use solits_queue::Hall;
use solits_standard::Standard;
use solits_web::{App, WebError};

use crate::{
    device::Seen,
    doors::{Doors, doors},
    memory::{Memory, tell_time},
    standing::Sayings,
    store::{self, Call},
};

/// The last call and the four before it.
const CALLS_SHOWN: i64 = 5;

/// What the room keeps in the memory of this node, shared by its handlers.
#[derive(Debug)]
pub(crate) struct Shared {
    readings: Memory<Snapshot>,
    /// What pages of tickets have said.
    pub(crate) sayings: Sayings,
    /// Which devices have been seen lately.
    pub(crate) seen: Seen,
    /// The institutions whose screens are told of passing minutes.
    timed: Mutex<HashSet<InstitutionId>>,
}

impl Shared {
    /// An empty memory.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            readings: Memory::new(),
            sayings: Sayings::default(),
            seen: Seen::default(),
            timed: Mutex::default(),
        })
    }

    /// Sees to it that screens of the institution which listen are told of every passing minute.
    pub(crate) fn keep_time(&self, app: &App, institution: InstitutionId) {
        if self.timed.lock().unwrap_or_else(PoisonError::into_inner).insert(institution) {
            tokio::spawn(tell_time(app.db.live().clone(), institution));
        }
    }

    /// The present reading of a branch. Ask without an open transaction; `open` opens the one that reads.
    pub(crate) async fn snapshot<F>(
        &self,
        app: &App,
        institution: InstitutionId,
        branch: BranchId,
        at: Timestamp,
        open: impl FnOnce() -> F,
    ) -> Result<Arc<Snapshot>, WebError>
    where
        F: Future<Output = Result<Tx, WebError>>,
    {
        let read = || async {
            let mut tx = open().await?;
            Snapshot::read(&mut tx, app, branch, at).await
        };
        self.readings.get(app.db.live(), institution, branch, at, read).await
    }
}

/// A notice of the display.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// What kind of notice it is.
    pub(crate) kind: NoticeKind,
    /// The words.
    pub(crate) text: Text,
}

/// Where a notice comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoticeKind {
    /// Written by staff (VZD P2/s1.5).
    Written,
    /// A public promise of the standard in force.
    Promise,
}

/// A branch as all its screens show it.
#[derive(Debug)]
pub(crate) struct Snapshot {
    /// The branch.
    pub(crate) branch: Branch,
    /// Its doors.
    pub(crate) doors: Doors,
    /// The line.
    pub(crate) hall: Hall,
    /// The last calls, the latest first.
    pub(crate) calls: Vec<Call>,
    /// Notices in a steady order.
    pub(crate) notices: Vec<Notice>,
    /// The standard in force.
    pub(crate) standard: Option<Arc<Standard>>,
    /// Parts of the display, each made once for each language.
    pub(crate) called_part: Rendered,
    /// The same for the notices.
    pub(crate) notices_part: Rendered,
}

/// A part of a page in both languages, made when first asked for.
#[derive(Debug, Default)]
pub(crate) struct Rendered([OnceLock<Bytes>; 2]);

impl Rendered {
    /// The part in a language; `make` writes it the first time.
    pub(crate) fn get(
        &self,
        lang: Lang,
        make: impl FnOnce() -> Result<String, WebError>,
    ) -> Result<Bytes, WebError> {
        let slot = match lang {
            Lang::Lv => &self.0[0],
            Lang::En => &self.0[1],
        };
        if let Some(bytes) = slot.get() {
            return Ok(bytes.clone());
        }
        let bytes = Bytes::from(make()?);
        Ok(slot.get_or_init(|| bytes).clone())
    }
}

impl Snapshot {
    async fn read(tx: &mut Tx, app: &App, branch: BranchId, at: Timestamp) -> Result<Self, WebError> {
        let branch = solits_organisation::find_branch(tx, branch).await?.ok_or(WebError::NotFound)?;
        let standard = app.heart.loaded(tx).await?.standard(at).map(|(_, standard)| standard);
        let hall = solits_queue::hall(tx, app, branch.id, at).await?;
        let calls = store::list_last_calls(tx, branch.id, at, CALLS_SHOWN).await?;
        let written = store::list_notices(tx, branch.id, at).await?;
        let mut notices: Vec<Notice> = written
            .into_iter()
            .map(|row| Notice { kind: NoticeKind::Written, text: Text::new(row.text_lv, row.text_en) })
            .collect();
        notices.extend(standard.as_deref().map(promises).unwrap_or_default());
        Ok(Self {
            doors: doors(&branch.calendar, at),
            branch,
            hall,
            calls,
            notices,
            standard,
            called_part: Rendered::default(),
            notices_part: Rendered::default(),
        })
    }
}

/// What the standard promises to those who come in person, as notices.
fn promises(standard: &Standard) -> Vec<Notice> {
    use solits_standard::model::ChannelKind;
    let shown =
        standard.promises().iter().filter(|promise| promise.public && promise.channel == ChannelKind::Visit);
    shown.map(|promise| Notice { kind: NoticeKind::Promise, text: Text::from(&promise.text) }).collect()
}
