//! What waits until it can no longer be taken back, and who has gone without a word.

use solits_cases::{Unanswered, close_unanswered};
use solits_db::{DbError, Tx};
use solits_journal::{Actor, By};
use solits_kernel::{InstitutionId, Scope};
use solits_web::{App, WebError};

use crate::{act::Outcome, ground::refused, presence, store};

/// Does what has waited until it could no longer be taken back, and forgets who has gone from a case without a word.
///
/// # Errors
/// When the database fails; the next round tries again.
pub async fn keep_inbox(app: &App, institution: InstitutionId) -> Result<(), WebError> {
    let now = app.clock.now();
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let held = store::list_held(&mut tx, now, 100).await?;
    let before = now.plus_millis(-presence::FRESH_MS);
    let has_gone = store::has_gone(&mut tx, before).await?;
    drop(tx);
    for one in held {
        close_held(app, institution, &one).await?;
    }
    if has_gone {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        for case in store::delete_gone(&mut tx, before).await? {
            presence::tell(&mut tx, case).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn close_held(app: &App, institution: InstitutionId, held: &store::Held) -> Result<(), WebError> {
    let actor = Actor { by: By::Employee(held.employee_id), at: app.clock.now() };
    let settle = async |tx: &mut Tx, outcome: Outcome| -> Result<bool, DbError> {
        store::settle_item(tx, held.batch_id, held.case_id, Outcome::Held.name(), outcome.name()).await
    };
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    // Whoever says first that it is done does it: another node, or somebody who takes it back, comes too late.
    if !settle(&mut tx, Outcome::Done).await? {
        return Ok(());
    }
    let (of, why) = ((held.case_id, held.version), Unanswered::of(&held.why));
    let outcome = match close_unanswered(&mut tx, app, &actor, of, &held.said, why).await {
        Ok(_) => {
            tx.commit().await?;
            return Ok(());
        }
        Err(error) => refused(error)?,
    };
    drop(tx);
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    settle(&mut tx, outcome).await?;
    tx.commit().await?;
    Ok(())
}
