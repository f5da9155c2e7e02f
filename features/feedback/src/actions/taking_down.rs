//! Taking feedback down from somebody who says it: the case, their words in it, and the register, in one step (K-03, K-24).

use solits_cases::{Audience, Hearing, NewNote, NextStepBy, Open, Opened, keep_hearing};
use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{BranchId, EmployeeId, ServiceId};
use solits_standard::model::ChannelKind;
use solits_structure::Gap;
use solits_web::App;
use solits_written::{feedback::Author, nature::FeedbackKind};

use super::{Details, FeedbackError, Found, register};
use crate::model::{Concern, case_kind};

/// The ways in which somebody takes feedback down. A letter is taken in with the other letters, where its kind by law is found
/// and its terms count from receipt.
pub(crate) const WAYS: [(&str, ChannelKind); 3] =
    [("visit", ChannelKind::Visit), ("phone", ChannelKind::Phone), ("trust_line", ChannelKind::TrustLine)];
/// Longest line on what it is about.
pub(crate) const MOST_SUBJECT: usize = 200;
/// Longest text of what was said.
pub(crate) const MOST_WORDS: usize = 8_000;
/// Longest name or contact.
pub(crate) const MOST_SHORT: usize = 120;

/// What is taken down.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) kind: FeedbackKind,
    pub(crate) channel: ChannelKind,
    pub(crate) branch: BranchId,
    pub(crate) service: Option<ServiceId>,
    pub(crate) subject: String,
    /// What was said; empty for no more than the subject.
    pub(crate) text: String,
    pub(crate) client_name: String,
    pub(crate) client_contact: String,
    /// What it concerns and the norm said to be breached; absent where that is said later.
    pub(crate) concern: Option<(Concern, String)>,
    /// How the author wants to hear of it; `None` where nobody knows.
    pub(crate) hearing: Option<Hearing>,
    /// Repeats with the same key give the same case.
    pub(crate) key: String,
}

impl Wanted {
    /// Whether nobody knows who the author is. Whoever calls the trust line is not asked, and what was written down all the
    /// same is not kept.
    pub(crate) fn is_anonymous(&self) -> bool {
        let is_nameless = self.client_name.is_empty() && self.client_contact.is_empty();
        is_nameless || self.channel == ChannelKind::TrustLine
    }

    fn open(&self, owner: EmployeeId) -> Open {
        let known = |text: &String| if self.is_anonymous() { String::new() } else { text.clone() };
        Open {
            kind: case_kind(self.kind),
            subject: self.subject.clone(),
            service: self.service,
            branch: self.branch,
            owner,
            ticket: None,
            client_name: known(&self.client_name),
            client_contact: known(&self.client_contact),
            channel: self.channel,
            key: self.key.clone(),
        }
    }
}

/// What came of taking it down.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) opened: Opened,
    /// What is missing where the ladder names nobody.
    pub(crate) gap: Option<Gap>,
}

/// Takes feedback down, and puts it in its register where it is said what it concerns.
pub(crate) async fn take_down(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    wanted: &Wanted,
) -> Result<Taken, FeedbackError> {
    let owner = super::person(actor)?;
    let opened = solits_cases::open(tx, app, actor, wanted.open(owner)).await?;
    let case = solits_cases::find(tx, opened.case).await?;
    // The same again: what it made stands, and may be hidden from whoever took it down by now.
    let Some(case) = case.filter(|case| case.version == 1) else {
        return Ok(Taken { opened, gap: None });
    };
    if let Some(hearing) = wanted.hearing.as_ref().filter(|_| !wanted.is_anonymous()) {
        keep_hearing(tx, case.id, hearing, None).await?;
    }
    if !wanted.text.is_empty() {
        let note = NewNote {
            text: wanted.text.clone(),
            audience: Audience::Client,
            next_step_by: NextStepBy::Us,
            next_step: None,
        };
        solits_cases::note(tx, app, actor, case.id, 1, note).await?;
    }
    let found = Found::load(tx, app, actor, case.id).await?;
    let mut gap = None;
    if let Some((concern, norm)) = wanted.concern.clone() {
        let author = if wanted.is_anonymous() { Author::Anonymous } else { Author::Reachable };
        let details = Details { concern, norm, author };
        gap = register(tx, app, actor, found, details).await?.gap;
    }
    Ok(Taken { opened, gap })
}
