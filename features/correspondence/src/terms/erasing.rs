//! Closed cases whose term is over (security §11): what is personal in them is overwritten, wherever it stands. Each is a
//! transaction and an entry of the journal of its own, which names its number and kind and nothing of what was in it.

use solits_db::Tx;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::{InstitutionId, Scope, Timestamp};
use solits_standard::event::EventKind;
use solits_web::{App, hash_secret};

use super::{
    model::{Kind, Term},
    still_holds,
};
use crate::{
    CorrespondenceError,
    store::{self, DueRow},
};

/// Cases of one run; what is left waits for the next, so that a backlog of years keeps nobody waiting.
const MOST_CASES: i64 = 200;

/// Erases what was closed before the term; how many. Running it twice does no harm.
pub(super) async fn erase(
    app: &App,
    institution: InstitutionId,
    kind: Kind,
    term: Term,
    now: Timestamp,
) -> Result<i64, CorrespondenceError> {
    let Some(before) = term.kept_from(now) else { return Ok(0) };
    let mut all = 0;
    while all < MOST_CASES {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        if !still_holds(&mut tx, now, kind, term).await? {
            break;
        }
        let next = store::list_over(&mut tx, before, kind == Kind::Complaint, 1).await?;
        let Some(case) = next.first() else { break };
        // Somebody may just have held it, or another node have erased it: the next run looks again.
        if !erase_one(&mut tx, app, case, now).await? {
            break;
        }
        tx.commit().await?;
        all += 1;
    }
    Ok(all)
}

/// Overwrites one case; `false` where it has changed since it was read.
async fn erase_one(
    tx: &mut Tx,
    app: &App,
    case: &DueRow,
    now: Timestamp,
) -> Result<bool, CorrespondenceError> {
    // Codes that nobody has ever been given.
    let codes = (hash_secret(&app.random.secret()), hash_secret(&app.random.secret()));
    if !store::erase_case(tx, case, codes, now).await? {
        return Ok(false);
    }
    store::erase_contents(tx, case.id, now).await?;
    if let Some(ticket) = case.ticket_id {
        store::erase_visit(tx, ticket).await?;
    }
    let actor = Actor { by: By::Program, at: now };
    let entry = Entry::new(EventKind::CaseErased, case.id, Some(case.branch_id))
        .with("number", case.reference.as_str())
        .with("kind", case.kind.as_str())
        .with("version", case.version + 1);
    record(tx, &app.heart, &actor, entry).await?;
    tx.signal(format!("case:{}", case.id));
    Ok(true)
}
