//! Working days that are shorter before a holiday, as the calendar has them: planned ahead without anybody having to
//! think of it, and taken back when the calendar says otherwise (D-15).

use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{InstitutionId, Scope, Timestamp};
use solits_standard::Standard;
use solits_web::App;

use super::{
    actions::{plan, withdraw},
    model::{BEFORE_HOLIDAY, NewChange, Source, shorter_day_change, shorter_days},
    store,
};
use crate::{Branch, actions::SetupError, facts};

/// A change is planned so many days before the notice of it is due at the latest, so that there is time to write it.
const TIME_TO_WRITE: i64 = 14;

/// Brings the shorter days of all branches up to date. Called now and then; several nodes do it once.
pub async fn keep_changes(app: &App, institution: InstitutionId) -> Result<(), SetupError> {
    let now = app.clock.now();
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let standard = app.heart.loaded(&mut tx).await?.standard(now).map(|(_, standard)| standard);
    let Some(lead_days) = standard.as_deref().and_then(lead_before_holidays) else { return Ok(()) };
    let branches = facts::list_branches(&mut tx).await?;
    let mut due = Vec::new();
    for branch in &branches {
        let (missing, gone) = difference(&mut tx, branch, lead_days, now).await?;
        if !missing.is_empty() || !gone.is_empty() {
            due.push((missing, gone));
        }
    }
    drop(tx);
    let actor = Actor { by: By::Program, at: now };
    for (missing, gone) in due {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        for id in gone {
            withdraw(&mut tx, app, &actor, id).await?;
        }
        for change in missing {
            plan(&mut tx, app, &actor, &change).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// How many days ahead the standard wants changed hours before a holiday announced; `None` where it says nothing of them.
fn lead_before_holidays(standard: &Standard) -> Option<i64> {
    let notices = &standard.lists().notices;
    notices.iter().find(|one| one.value.id == BEFORE_HOLIDAY).map(|one| one.value.lead_days)
}

/// What the calendar of a branch says and is not planned, and what is planned and not said any more.
async fn difference(
    tx: &mut Tx,
    branch: &Branch,
    lead_days: i64,
    now: Timestamp,
) -> Result<(Vec<NewChange>, Vec<super::ChangeId>), SetupError> {
    let live = store::list_live(tx, branch.id, (Source::Calendar, "visit"), now).await?;
    let ahead = lead_days + TIME_TO_WRITE;
    let said: Vec<NewChange> = shorter_days(&branch.calendar, now.day(), ahead)
        .into_iter()
        .map(|(day, _)| shorter_day_change(branch.id, day))
        .collect();
    let is_said = |begins_at| said.iter().any(|one| one.begins_at == begins_at);
    // What has begun is over by itself.
    let gone = live.iter().filter(|one| one.begins_at > now && !is_said(one.begins_at)).map(|one| one.id);
    let gone = gone.collect();
    let missing =
        said.iter().filter(|one| !live.iter().any(|live| live.begins_at == one.begins_at)).cloned().collect();
    Ok((missing, gone))
}
