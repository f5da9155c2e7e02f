//! Letters of ours that did not arrive: known from the report of a server, or from ours, which gave up.
//!
//! Anybody can write a report. One counts only where it names a letter that was in our outbox, by the name that nobody but its
//! reader knows, and it speaks of that letter's reader alone.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::CaseId;
use solits_mail::{Letter, MessageId as LetterName, ReportKind, Unreached, copied_names};
use solits_standard::event::EventKind;
use solits_web::App;

use crate::{CorrespondenceError, intake::shortened, model::MessageId, store};

/// So much of what a server says is kept.
const MOST_SAID: usize = 300;
/// So much of a report in prose is looked through for its reason.
const MOST_PROSE: usize = 2_000;

/// What a letter reports: which letters, why, in whose words.
struct Failure {
    names: Vec<LetterName>,
    reason: Unreached,
    said: String,
}

/// Notes which letters of ours a letter reports as not delivered; the case of one of them.
pub(crate) async fn note(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    letter: &Letter,
) -> Result<Option<CaseId>, CorrespondenceError> {
    let Some(failure) = failure(letter) else { return Ok(None) };
    let mut case = None;
    for name in &failure.names {
        let Some(ours) = store::find_reported(tx, name.as_str()).await? else { continue };
        let what = Returned { id: ours.id, case: ours.case_id, key: &ours.recipient_key };
        returned(tx, app, actor, what, failure.reason, &failure.said).await?;
        case = Some(ours.case_id);
    }
    Ok(case)
}

/// What failed, as a machine says it; `None` for any other letter, and for one that is only late.
fn failure(letter: &Letter) -> Option<Failure> {
    let Some(report) = &letter.report else { return in_prose(letter) };
    if report.kind != ReportKind::Delivery {
        return None;
    }
    // Each letter of ours has one reader; a forwarded one fails under an address that we do not know.
    let fate = report.recipients.iter().find(|fate| fate.is_final())?;
    let names = match &report.about {
        Some(about) => vec![about.clone()],
        None => copied_names(&letter.text),
    };
    Some(Failure { names, reason: fate.reason(), said: fate.said.clone() })
}

/// Some servers write for people alone: who says it and a copy of our letter's fields tell that it failed.
fn in_prose(letter: &Letter) -> Option<Failure> {
    const NAMES: [&str; 2] = ["mailer-daemon", "postmaster"];
    let local = letter.author()?.local().to_lowercase();
    let names = copied_names(&letter.text);
    if !NAMES.contains(&local.as_str()) || names.is_empty() {
        return None;
    }
    let prose = shortened(&letter.text, MOST_PROSE);
    let said = prose.lines().map(str::trim).find(|line| Unreached::of("", line) != Unreached::Unknown);
    Some(Failure {
        names,
        reason: said.map_or(Unreached::Unknown, |line| Unreached::of("", line)),
        said: said.unwrap_or_default().to_owned(),
    })
}

/// A letter of ours that did not arrive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Returned<'a> {
    pub(crate) id: MessageId,
    pub(crate) case: CaseId,
    /// Whom it did not reach.
    pub(crate) key: &'a str,
}

/// Marks the address, records it in the case and puts it before the case's owner, once for each letter.
pub(crate) async fn returned(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    what: Returned<'_>,
    reason: Unreached,
    said: &str,
) -> Result<(), CorrespondenceError> {
    if !store::insert_returned(tx, what.id, what.case, reason, &shortened(said, MOST_SAID), actor.at).await? {
        return Ok(());
    }
    if reason.is_of_address() {
        store::set_reachable(tx, what.key, false).await?;
    }
    let Some(found) = solits_cases::find(tx, what.case).await? else { return Ok(()) };
    let entry = Entry::new(EventKind::MessageCameBack, what.case, Some(found.branch))
        .with("how", reason.code())
        .with("message", what.id);
    record(tx, &app.heart, actor, entry).await?;
    tx.signal(format!("employee:{}", found.owner));
    tx.signal(format!("case:{}", what.case));
    Ok(())
}
