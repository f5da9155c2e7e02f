//! Answers by every way are traced alike (H-21): what was said on the telephone, handed over or posted counts as what was
//! written by e-mail does.

use solits_db::Tx;
use solits_journal::{Actor, Entry, list_entries_of, record};
use solits_kernel::{CaseId, Timestamp};
use solits_standard::{event::EventKind, model::ChannelKind};
use solits_web::App;

use super::{CaseError, work::answer_by};
use crate::{
    model::Case,
    store,
    work::{
        contacts::{Consultation, consulted},
        named,
    },
};

named! {
    /// How an answer reached the client.
    pub enum AnsweredBy {
        /// The client reads it on the page of the case.
        Page "page" "cases-answered-by-page";
        /// It was told on the telephone.
        Phone "phone" "cases-answered-by-phone";
        /// It was told or handed over in person.
        Visit "visit" "cases-answered-by-visit";
        /// A letter on paper, given to the post.
        Letter "letter" "cases-answered-by-letter";
        /// An e-mail that left from elsewhere.
        Email "email" "cases-answered-by-email";
        /// The e-address.
        EAddress "e_address" "cases-answered-by-e-address";
    }
}

impl AnsweredBy {
    /// The channel of the consultation; `None` where there was none beside what is recorded anyway: the client reads the
    /// page of the case, or was here.
    const fn channel(self) -> Option<ChannelKind> {
        match self {
            Self::Page | Self::Visit => None,
            Self::Phone => Some(ChannelKind::Phone),
            Self::Letter => Some(ChannelKind::Letter),
            Self::Email => Some(ChannelKind::Email),
            Self::EAddress => Some(ChannelKind::EAddress),
        }
    }
}

/// Answers the client by a way that the program does not see; what the client wrote is answered by it as well.
pub(crate) async fn answered(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    text: &str,
    by: AnsweredBy,
) -> Result<Case, CaseError> {
    let case = answer_by(tx, app, actor, (id, version), text, (Some(by), None)).await?;
    let case = messages_answered(tx, app, actor, case, by).await?;
    if let Some(channel) = by.channel() {
        let (employee, at) = (actor.employee(), actor.at);
        consulted(tx, Consultation { case: id, channel, employee, began: at, ended: at }).await?;
    }
    Ok(case)
}

/// What the client wrote is answered as well, where they have written: whatever was promised of their messages ends with
/// what they are told now.
pub(crate) async fn messages_answered(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut case: Case,
    by: AnsweredBy,
) -> Result<Case, CaseError> {
    let entries = list_entries_of(tx, case.id.uuid()).await?;
    if entries.iter().any(|entry| entry.kind == EventKind::MessageReceived.name()) {
        case.due_at = record_answered(tx, app, actor, &case, Some(by)).await?;
    }
    Ok(case)
}

/// The client was told in another way than by a letter in the case, by one that nobody names: what they wrote, and what they
/// were told of a delay, is answered by it. Nothing where a letter has answered it already.
///
/// # Errors
/// Where the database or the journal fails.
pub async fn told_elsewhere(tx: &mut Tx, app: &App, actor: &Actor, case: &Case) -> Result<(), CaseError> {
    let entries = list_entries_of(tx, case.id.uuid()).await?;
    let last = |kinds: &[EventKind]| {
        entries.iter().rposition(|entry| kinds.iter().any(|kind| entry.kind == kind.name()))
    };
    let owed = last(&[EventKind::MessageReceived, EventKind::MessageDelayTold]);
    if owed > last(&[EventKind::MessageAnswered]) {
        record_answered(tx, app, actor, case, None).await?;
    }
    Ok(())
}

/// Records that what the client wrote is answered; the nearest limit of the case from then on.
async fn record_answered(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: &Case,
    by: Option<AnsweredBy>,
) -> Result<Option<Timestamp>, CaseError> {
    let told = Entry::new(EventKind::MessageAnswered, case.id, Some(case.branch))
        .with("way", by.map(AnsweredBy::name));
    record(tx, &app.heart, actor, told).await?;
    Ok(store::update_due(tx, case.id).await?)
}
