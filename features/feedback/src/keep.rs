//! What the program does by itself: feedback that came in any way is taken in, an author who was answered in the case has
//! been told, and who sees what follows the organisation of the day.

use sha2::{Digest as _, Sha256};
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, InstitutionId, Scope};
use solits_web::App;
use uuid::Uuid;

use crate::{
    actions::{self, FeedbackError, Found},
    context::Context,
    store,
};

/// So many are looked at in one transaction.
const AT_ONCE: i64 = 100;
/// Key of the lock under which one node at a time does this.
const LOCK: i64 = 0x6665_6564_6261;

/// Keeps the registers in step with cases, answers and the organisation. Running it twice does no harm.
pub async fn keep_feedback(app: &App, institution: InstitutionId) -> Result<(), FeedbackError> {
    let actor = Actor { by: By::Program, at: app.clock.now() };
    let scope = Scope::of_job(institution);
    let mut tx = app.db.read(scope.clone()).await?;
    let context = Context::load(&mut tx, app, actor.at).await?;
    let digest = digest_of(&context);
    let is_new = store::digest(&mut tx).await?.as_deref() != Some(digest.as_str());
    let is_idle = store::list_untaken(&mut tx, 1).await?.is_empty()
        && store::list_told_by_case(&mut tx, 1).await?.is_empty();
    drop(tx);
    if !is_idle {
        let mut tx = app.db.write(scope.clone()).await?;
        tx.lock(LOCK).await?;
        take_in_and_tell(&mut tx, app, &actor).await?;
        tx.commit().await?;
    }
    if is_new {
        see_anew(app, &scope, &actor, &context).await?;
        let mut tx = app.db.write(scope).await?;
        store::keep_digest(&mut tx, &digest).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn take_in_and_tell(tx: &mut Tx, app: &App, actor: &Actor) -> Result<(), FeedbackError> {
    for case in store::list_untaken(tx, AT_ONCE).await? {
        actions::take_in(tx, app, actor, case).await?;
    }
    for row in store::list_told_by_case(tx, AT_ONCE).await? {
        let found = Found::load(tx, app, actor, row.case_id).await?;
        match actions::told(tx, app, actor, found, row.owner_id).await {
            // Whoever holds the case may not say so; it stays to be told by somebody who may.
            Err(FeedbackError::Refused(refused)) => {
                tracing::warn!(case = %row.case_id, %refused, "an answer is not counted as telling the author");
            }
            other => other?,
        }
    }
    Ok(())
}

async fn see_anew(app: &App, scope: &Scope, actor: &Actor, context: &Context) -> Result<(), FeedbackError> {
    let mut after = CaseId::new(Uuid::nil());
    loop {
        let mut tx = app.db.write(scope.clone()).await?;
        let cases = store::list_all(&mut tx, after, AT_ONCE).await?;
        for case in &cases {
            let found = Found::load(&mut tx, app, actor, *case).await?;
            actions::apply_sight(&mut tx, app, actor, context, &found.case, &found.record).await?;
        }
        tx.commit().await?;
        match cases.last() {
            Some(last) => after = *last,
            None => return Ok(()),
        }
    }
}

/// The organisation and the day in a few letters.
fn digest_of(context: &Context) -> String {
    use std::fmt::Write as _;
    let mut hash = Sha256::new();
    hash.update(format!("{} {:?}", context.today, context.structure));
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
