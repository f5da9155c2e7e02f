//! The day of a branch: it begins, is warned of its end, and ends. Called every few seconds; whatever was missed is made
//! up for, and several nodes do it once.

use solits_journal::{Actor, By, Entry, record};
use solits_kernel::{InstitutionId, Scope, day_number};
use solits_organisation::{Branch, list_branches};
use solits_queue::{Status, close_counter, close_unserved, hall, return_to_line};
use solits_standard::event::EventKind;
use solits_web::{App, WebError};

use crate::{model::day_is_over, store};

/// The day begins this long before the doors open.
const BEFORE_OPENING_MINUTES: i64 = 60;

/// Brings the day of every branch up to date.
pub async fn run_day(app: &App, institution: InstitutionId) -> Result<(), WebError> {
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let branches = list_branches(&mut tx).await?;
    drop(tx);
    for branch in branches {
        run_branch(app, institution, &branch).await?;
    }
    Ok(())
}

async fn run_branch(app: &App, institution: InstitutionId, branch: &Branch) -> Result<(), WebError> {
    let now = app.clock.now();
    let (date, day) = (now.day(), day_number(now.day()));
    let midnight = solits_kernel::Timestamp::in_riga(date, jiff::civil::Time::MIN);
    let opening = branch.calendar.next_opening(midnight).filter(|span| span.opens.day() == date);
    let (Some(opening), Some(closes_at)) = (opening, branch.calendar.closing_at(date)) else { return Ok(()) };
    if now < opening.opens.plus_minutes(-BEFORE_OPENING_MINUTES) {
        return Ok(());
    }
    let actor = Actor { by: By::Program, at: now };
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let known = store::find_branch_day(&mut tx, branch.id, day).await?;
    let present = hall(&mut tx, app, branch.id, now).await?;
    drop(tx);
    let Some(known) = known else {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let id = app.random.uuid(now);
        if store::begin_day(&mut tx, branch.id, day, id, opening.opens, closes_at, now).await? {
            let entry = Entry::new(EventKind::BranchDayStarted, id, Some(branch.id))
                .with("planned_at", opening.opens);
            record(&mut tx, &app.heart, &actor, entry).await?;
            tx.signal(format!("branch:{}", branch.id));
        }
        tx.commit().await?;
        return Ok(());
    };
    if known.ended_at.is_some() {
        return Ok(());
    }
    // A parked client whose time has come stands in the line again, without anybody having to think of it.
    for ticket in present.in_state(Status::Parked).filter(|ticket| ticket.offered_from <= now) {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        if return_to_line(&mut tx, app, &actor, ticket.id).await.is_ok() {
            tx.commit().await?;
        }
    }
    let anybody = present.tickets.iter().any(|ticket| {
        matches!(ticket.status, Status::Waiting | Status::Called | Status::Serving | Status::Parked)
    });
    if day_is_over(now, closes_at, anybody) {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        if store::end_day(&mut tx, branch.id, day, now).await? {
            close_unserved(&mut tx, app, &actor, &present).await?;
            for counter in present.counters.iter().filter(|counter| counter.state != "closed") {
                close_counter(&mut tx, app, &actor, counter.id).await?;
            }
            record(
                &mut tx,
                &app.heart,
                &actor,
                Entry::new(EventKind::BranchLastClientServed, known.id, Some(branch.id)),
            )
            .await?;
            record(
                &mut tx,
                &app.heart,
                &actor,
                Entry::new(EventKind::BranchDayEnded, known.id, Some(branch.id)),
            )
            .await?;
            tx.signal(format!("branch:{}", branch.id));
        }
        tx.commit().await?;
    } else if known.closing_warned_at.is_none() && now >= closes_at.plus_minutes(-90) {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let standard = app.heart.loaded(&mut tx).await?.standard(now).map(|(_, standard)| standard);
        let warns = present
            .closing_forecast(standard.as_deref(), closes_at)
            .iter()
            .any(solits_queueing::closing::Forecast::warns);
        if warns && store::warn_of_closing(&mut tx, branch.id, day, now).await? {
            record(
                &mut tx,
                &app.heart,
                &actor,
                Entry::new(EventKind::BranchClosingWarned, known.id, Some(branch.id)),
            )
            .await?;
            tx.signal(format!("branch:{}", branch.id));
            tx.commit().await?;
        }
    }
    Ok(())
}
