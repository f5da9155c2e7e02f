//! What nobody needs any more is forgotten by the program itself (security §11): replies that were begun and left lying,
//! letters that came to no case, the words of old surveys, numbers and words of old calls, old sign-ins, accounts of those who
//! left, what ties visits to people, old self-checks, files of forms that nobody sent, and what is personal in cases that
//! were closed long ago (`erasing`).
//!
//! Each run that removes something is an entry of the journal with how many, of what and how old; no word of theirs is in
//! it. Of a letter its place on the server and its digest stay, so that the same letter does not come again with a restored
//! backup or a server that numbers its letters anew.

mod erasing;
pub(crate) mod model;

use solits_access::forget_sessions;
use solits_cases::{forget_call_numbers, forget_call_words, forget_survey_words, untie_visits};
use solits_db::Tx;
use solits_evaluation::forget_self_checks;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::{InstitutionId, Scope, Timestamp, day_number};
use solits_organisation::forget_accounts;
use solits_standard::event::EventKind;
use solits_web::App;

use self::model::{Kind, Term};
use crate::{CorrespondenceError, store};

/// Removed in one transaction, so that nobody waits long for it.
const AT_ONCE: i64 = 500;
/// Transactions of one run; what is left waits for the next.
const MOST_ROUNDS: usize = 40;
/// Files of a form that nobody sends are forgotten after a day.
pub(crate) const FORM_FILES_MINUTES: i64 = 24 * 60;

/// What one run has removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Replies that were begun.
    pub drafts: i64,
    /// Letters that came to no case.
    pub letters: i64,
    /// What clients said in surveys, in their own words.
    pub survey_words: i64,
    /// Numbers on which clients were called back.
    pub call_numbers: i64,
    /// When employees were signed in.
    pub sign_ins: i64,
    /// Accounts of those who left.
    pub accounts: i64,
    /// Cases, contacts and notes that tied visits to people.
    pub visits: i64,
    /// What clients wanted to be called back about.
    pub call_words: i64,
    /// Self-checks of employees.
    pub self_checks: i64,
    /// Closed cases, but for complaints and claims.
    pub cases: i64,
    /// Closed complaints and claims.
    pub complaints: i64,
}

/// Removes what is older than its term; the program does it by itself every hour, and running it twice does no harm.
pub async fn keep_letters(app: &App, institution: InstitutionId) -> Result<Forgotten, CorrespondenceError> {
    let now = app.clock.now();
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let terms = store::list_terms(&mut tx, now).await?;
    drop(tx);
    let mut forgotten = Forgotten::default();
    for standing in terms {
        let count = match standing.kind {
            Kind::Case | Kind::Complaint => {
                erasing::erase(app, institution, standing.kind, standing.term, now).await?
            }
            kind => forget(app, institution, kind, standing.term, now).await?,
        };
        match standing.kind {
            Kind::Draft => forgotten.drafts = count,
            Kind::Letter => forgotten.letters = count,
            Kind::Survey => forgotten.survey_words = count,
            Kind::Call => forgotten.call_numbers = count,
            Kind::Session => forgotten.sign_ins = count,
            Kind::Account => forgotten.accounts = count,
            Kind::Ticket => forgotten.visits = count,
            Kind::Callback => forgotten.call_words = count,
            Kind::Evaluation => forgotten.self_checks = count,
            Kind::Case => forgotten.cases = count,
            Kind::Complaint => forgotten.complaints = count,
        }
    }
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    store::forget_kept(&mut tx, now.plus_minutes(-FORM_FILES_MINUTES), day_number(now.day())).await?;
    tx.commit().await?;
    Ok(forgotten)
}

/// Removes what is older than a term, some at a time, each time with its entry.
async fn forget(
    app: &App,
    institution: InstitutionId,
    kind: Kind,
    term: Term,
    now: Timestamp,
) -> Result<i64, CorrespondenceError> {
    let Some(kept_from) = term.kept_from(now) else { return Ok(0) };
    let mut all = 0;
    for _ in 0..MOST_ROUNDS {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        if !still_holds(&mut tx, now, kind, term).await? {
            break;
        }
        let (count, what) = match kind {
            Kind::Draft => (store::forget_drafts(&mut tx, kept_from, AT_ONCE).await?, "drafts.forgotten"),
            Kind::Letter => {
                (store::forget_letters(&mut tx, kept_from, now, AT_ONCE).await?, "letters.forgotten")
            }
            Kind::Survey => {
                (forget_survey_words(&mut tx, kept_from, AT_ONCE).await?, "survey_words.forgotten")
            }
            Kind::Call => (forget_call_numbers(&mut tx, kept_from, AT_ONCE).await?, "call_numbers.forgotten"),
            Kind::Session => (forget_sessions(&mut tx, kept_from, AT_ONCE).await?, "sign_ins.forgotten"),
            Kind::Account => (forget_accounts(&mut tx, kept_from, now, AT_ONCE).await?, "accounts.forgotten"),
            Kind::Ticket => (untie_visits(&mut tx, kept_from, AT_ONCE).await?, "visits.untied"),
            Kind::Callback => (forget_call_words(&mut tx, kept_from, AT_ONCE).await?, "call_words.forgotten"),
            Kind::Evaluation => {
                (forget_self_checks(&mut tx, kept_from, AT_ONCE).await?, "self_checks.forgotten")
            }
            // Each of them has an entry of its own.
            Kind::Case | Kind::Complaint => break,
        };
        if count == 0 {
            break;
        }
        note(&mut tx, app, now, what, kept_from, count).await?;
        if kind == Kind::Letter {
            tx.signal("letters");
        }
        tx.commit().await?;
        all += count;
        if count < AT_ONCE {
            break;
        }
    }
    Ok(all)
}

/// Whether a term is still the one in force, read in the transaction that removes: a hold that was put on meanwhile stops
/// the run.
async fn still_holds(
    tx: &mut Tx,
    now: Timestamp,
    kind: Kind,
    term: Term,
) -> Result<bool, CorrespondenceError> {
    let terms = store::list_terms(tx, now).await?;
    Ok(terms.into_iter().any(|one| one.kind == kind && one.term == term))
}

/// How many, of what, and how old: nothing else is said of what is gone.
async fn note(
    tx: &mut Tx,
    app: &App,
    now: Timestamp,
    what: &'static str,
    older_than: Timestamp,
    count: i64,
) -> Result<(), CorrespondenceError> {
    let actor = Actor { by: By::Program, at: now };
    let entry = Entry::new(EventKind::SetupChanged, app.random.uuid(now), None)
        .with("what", what)
        .with("older_than", older_than)
        .with("entries", count);
    record(tx, &app.heart, &actor, entry).await?;
    Ok(())
}
