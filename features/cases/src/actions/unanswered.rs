//! Closing a case whose client was not answered, because there is nothing to answer.

use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry, list_entries_of, record};
use solits_standard::event::EventKind;
use solits_web::App;

use super::CaseError;
use crate::{model::Case, work::named};

named! {
    /// Why a case is closed without an answer.
    pub enum Unanswered {
        /// Still owed: the promise of an answer runs on.
        Other "other" "cases-unanswered-other";
        /// The client only said thanks.
        Thanks "thanks" "cases-unanswered-thanks";
        /// It is advertising.
        Advertising "advertising" "cases-unanswered-advertising";
        /// The same is dealt with in another case.
        Duplicate "duplicate" "cases-unanswered-duplicate";
        /// The client took the request back.
        Withdrawn "withdrawn" "cases-unanswered-withdrawn";
    }
}

impl Unanswered {
    /// As stored and in forms.
    pub const fn code(self) -> &'static str {
        self.name()
    }

    /// Of a stored name or a form; where nobody said why, the answer is still owed.
    pub fn of(code: &str) -> Self {
        Self::parse(code).unwrap_or(Self::Other)
    }

    /// All of them, as a form offers them.
    pub fn choices(words: Words) -> Vec<(String, String)> {
        Self::options(words)
    }
}

/// What the client wrote last needs no answer: recorded with the reason, by which the standard waives what it promised of
/// it. Nothing where it has been answered already, where the client wrote nothing, or where the answer is still owed.
pub(super) async fn needs_no_answer(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: &Case,
    why: Unanswered,
) -> Result<(), CaseError> {
    if why == Unanswered::Other {
        return Ok(());
    }
    let entries = list_entries_of(tx, case.id.uuid()).await?;
    let last = |kinds: &[EventKind]| {
        entries.iter().rposition(|entry| kinds.iter().any(|kind| entry.kind == kind.name()))
    };
    let owed = last(&[EventKind::MessageReceived, EventKind::MessageDelayTold]);
    if owed > last(&[EventKind::MessageAnswered, EventKind::MessageNeedsNoAnswer]) {
        let told =
            Entry::new(EventKind::MessageNeedsNoAnswer, case.id, Some(case.branch)).with("why", why.name());
        record(tx, &app.heart, actor, told).await?;
    }
    Ok(())
}
