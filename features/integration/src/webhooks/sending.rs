//! Handing calls over: one at a time for each webhook, with no transaction open, until they are taken or given up.

use std::{collections::HashSet, sync::Arc, time::Duration};

use solits_colleagues::{Because, News};
use solits_i18n::Words;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::{InstitutionId, Lang, Scope, Timestamp};
use solits_post::retry::{self, Next};
use solits_standard::event::EventKind;
use solits_web::{App, rights_of};
use tokio::{sync::watch, task::JoinSet};

use super::{
    Outlet,
    follow::is_hidden,
    model::{State, Webhook, WebhookId, event_id, pause_seconds},
    net::{Answer, Net, Trouble},
    signature::{HEADER, sign},
};
use crate::{
    IntegrationError,
    store::{
        calls::{self, Came, Held},
        webhooks,
    },
};

/// A node that has a call in hand and dies lets go of it after this long: far longer than a call may take.
const HELD_SECONDS: i64 = 120;
/// Calls of one webhook in a row before it is looked at again.
const IN_A_ROW: usize = 100;
/// Days for which calls that have ended can be looked at and sent again.
const KEPT_DAYS: i64 = 30;
/// Calls forgotten in one transaction.
const FORGOTTEN_AT_ONCE: i64 = 5_000;

/// What came of trying to hand a call over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// None was due.
    Nothing,
    /// It was taken, or held back because it must not be told any more.
    Done,
    /// It was not taken.
    Failed,
}

/// Hands calls over until the program is told to stop.
pub async fn run(app: App, outlet: Arc<Outlet>, mut stopped: watch::Receiver<bool>) {
    let Some(net) = outlet.net.clone() else { return };
    let mut busy: HashSet<(InstitutionId, WebhookId)> = HashSet::new();
    let mut working = JoinSet::new();
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            _ = stopped.changed() => return,
        }
        while let Some(ended) = working.try_join_next() {
            match ended {
                Ok(which) => {
                    busy.remove(&which);
                }
                // Which one it was is not said; another node, or the next round, sees what is left of each.
                Err(error) => {
                    tracing::error!(%error, "a webhook could not be served");
                    busy.clear();
                }
            }
        }
        let due = match due(&app).await {
            Ok(due) => due,
            Err(error) => {
                tracing::warn!(%error, "webhooks cannot be read; trying again");
                continue;
            }
        };
        for which in due {
            if busy.insert(which) {
                working.spawn(serve(app.clone(), Arc::clone(&outlet), net.clone(), which));
            }
        }
    }
}

async fn due(app: &App) -> Result<Vec<(InstitutionId, WebhookId)>, IntegrationError> {
    let institutions = solits_journal::institutions(&mut app.db.read_global().await?).await?;
    let mut found = Vec::new();
    for institution in institutions {
        let mut tx = app.db.read(Scope::of_job(institution)).await?;
        let due = calls::list_due(&mut tx, app.clock.now()).await?;
        found.extend(due.into_iter().map(|webhook| (institution, webhook)));
    }
    Ok(found)
}

/// Hands over what is due of one webhook, until something fails.
async fn serve(
    app: App,
    outlet: Arc<Outlet>,
    net: Net,
    which: (InstitutionId, WebhookId),
) -> (InstitutionId, WebhookId) {
    let (institution, webhook) = which;
    for _ in 0..IN_A_ROW {
        match deliver(&app, institution, webhook, &outlet, &net).await {
            Ok(Delivered::Done) => {}
            Ok(Delivered::Nothing | Delivered::Failed) => break,
            Err(error) => {
                tracing::warn!(%error, %webhook, "a webhook cannot be served; trying again");
                break;
            }
        }
    }
    which
}

/// Hands over the call that has been due longest, of the first webhook that has one.
pub async fn deliver_next(
    app: &App,
    institution: InstitutionId,
    outlet: &Outlet,
) -> Result<Delivered, IntegrationError> {
    let Some(net) = &outlet.net else { return Ok(Delivered::Nothing) };
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let due = calls::list_due(&mut tx, app.clock.now()).await?;
    drop(tx);
    match due.first() {
        Some(webhook) => deliver(app, institution, *webhook, outlet, net).await,
        None => Ok(Delivered::Nothing),
    }
}

async fn deliver(
    app: &App,
    institution: InstitutionId,
    id: WebhookId,
    outlet: &Outlet,
    net: &Net,
) -> Result<Delivered, IntegrationError> {
    let now = app.clock.now();
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let Some(webhook) = webhooks::find(&mut tx, id).await?.filter(|webhook| webhook.state == State::On)
    else {
        return Ok(Delivered::Nothing);
    };
    let Some(held) = calls::hold_next(&mut tx, id, now, now.plus_seconds(HELD_SECONDS)).await? else {
        return Ok(Delivered::Nothing);
    };
    let code = calls::institution_code(&mut tx).await?;
    tx.commit().await?;
    // What was told for anybody when it happened may be a complaint by now.
    if !webhook.with_feedback && is_hidden(app, institution, held.case_id).await? {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let came = Came { status: None, said: "", trouble: "" };
        calls::end(&mut tx, id, held.n, "withheld", &came, app.clock.now()).await?;
        tx.commit().await?;
        return Ok(Delivered::Done);
    }
    let answer = call(institution, &webhook, &held, &code, outlet, net, now).await;
    note(app, institution, &webhook, &held, answer).await
}

async fn call(
    institution: InstitutionId,
    webhook: &Webhook,
    held: &Held,
    code: &str,
    outlet: &Outlet,
    net: &Net,
    now: Timestamp,
) -> Result<Answer, Trouble> {
    let secret = outlet.keys.secret(institution, webhook.id, &webhook.secret).ok_or(Trouble::NoKey)?;
    let target = net.target(&webhook.address).map_err(|error| match error {
        super::net::WrongAddress::OutOfReach => Trouble::OutOfReach,
        _ => Trouble::Address,
    })?;
    let (signature, event) = (sign(&secret, now, &held.body), event_id(code, held.n));
    let attempt = held.tries.to_string();
    let headers = [
        (HEADER, signature.as_str()),
        ("Solits-Event", event.as_str()),
        ("Solits-Kind", held.kind.as_str()),
        ("Solits-Attempt", attempt.as_str()),
    ];
    net.post(&target, &headers, &held.body).await
}

/// Notes what came of an attempt. A webhook of which nothing was taken since the call was first tried, three days ago, is
/// given up with it; where other calls were taken meanwhile, only this one is.
async fn note(
    app: &App,
    institution: InstitutionId,
    webhook: &Webhook,
    held: &Held,
    answer: Result<Answer, Trouble>,
) -> Result<Delivered, IntegrationError> {
    let now = app.clock.now();
    let (status, said, trouble) = match &answer {
        Ok(answer) => (Some(i64::from(answer.status)), answer.words.as_str(), ""),
        Err(trouble) => (None, "", trouble.code()),
    };
    let came = Came { status, said, trouble };
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    // Somebody may have removed it meanwhile, or another call of it was taken.
    let Some(webhook) = webhooks::find(&mut tx, webhook.id).await? else { return Ok(Delivered::Nothing) };
    let delivered = if answer.as_ref().is_ok_and(Answer::is_taken) {
        calls::end(&mut tx, webhook.id, held.n, "taken", &came, now).await?;
        webhooks::set_success(&mut tx, webhook.id, now).await?;
        Delivered::Done
    } else {
        let failures = webhook.failures + 1;
        webhooks::set_failure(&mut tx, webhook.id, failures, now.plus_seconds(pause_seconds(failures)))
            .await?;
        match retry::next(held.since, u32::try_from(held.tries).unwrap_or(u32::MAX), now) {
            Next::At(then) => calls::put_off(&mut tx, webhook.id, held.n, then, &came).await?,
            Next::GiveUp => {
                calls::end(&mut tx, webhook.id, held.n, "given_up", &came, now).await?;
                if webhook.succeeded_at.is_none_or(|at| at < held.since) {
                    give_up(&mut tx, app, &webhook, now).await?;
                }
            }
        }
        tracing::warn!(webhook = %webhook.id, status, trouble, "a call was not taken");
        Delivered::Failed
    };
    tx.signal("webhooks");
    tx.commit().await?;
    Ok(delivered)
}

/// Nothing is sent to it any more; administrators see it where they set up and are written to, and whoever follows the
/// journal hears of it.
async fn give_up(
    tx: &mut solits_db::Tx,
    app: &App,
    webhook: &Webhook,
    now: Timestamp,
) -> Result<(), IntegrationError> {
    if webhooks::set_state(tx, webhook.id, State::GivenUp { since: now }, now).await? {
        let actor = Actor { by: By::Program, at: now };
        let entry = Entry::new(EventKind::SetupChanged, webhook.id, None).with("what", "webhook.given_up");
        record(tx, &app.heart, &actor, entry).await?;
        write_to_administrators(tx, app, &actor, webhook).await?;
    }
    Ok(())
}

/// Tells everybody who sets the institution up that nothing is sent any more. The letter names the webhook, as whoever made
/// it did, and nothing of any call.
async fn write_to_administrators(
    tx: &mut solits_db::Tx,
    app: &App,
    actor: &Actor,
    webhook: &Webhook,
) -> Result<(), IntegrationError> {
    let words = Words::new(Lang::Lv);
    let name = [("name", webhook.name.as_str().into())];
    for employee in solits_organisation::list_employees(tx).await? {
        if !employee.active || !rights_of(&employee.roles).contains(&"setup.manage") {
            continue;
        }
        let news = News {
            to: employee.id,
            because: Because::Webhook,
            about: webhook.id.uuid(),
            subject: words.ta("integration-letter-given-up", &name),
            lines: vec![
                words.ta("integration-letter-untaken", &name),
                words.t("integration-letter-what-now"),
            ],
            path: format!("/setup/webhooks/{}", webhook.id),
        };
        solits_colleagues::write_to_employee(tx, app, actor, news).await?;
    }
    Ok(())
}

/// Forgets calls that ended long ago; called every hour.
pub async fn keep_calls(app: &App, institution: InstitutionId) -> Result<u64, IntegrationError> {
    let before = app.clock.now().plus_minutes(-KEPT_DAYS * 24 * 60);
    let mut forgotten = 0;
    loop {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let count = calls::forget(&mut tx, before, FORGOTTEN_AT_ONCE).await?;
        tx.commit().await?;
        forgotten += count;
        if i64::try_from(count).unwrap_or(i64::MAX) < FORGOTTEN_AT_ONCE {
            return Ok(forgotten);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// When a call that is never taken is tried, in milliseconds since the first time; each attempt is late by `lateness`.
    fn attempts(lateness: i64) -> Vec<i64> {
        let begin = Timestamp::from_millis(1_795_000_000_000);
        let mut found = vec![0];
        loop {
            let failed = begin.plus_millis(*found.last().unwrap_or(&0));
            match retry::next(begin, u32::try_from(found.len()).unwrap_or(u32::MAX), failed) {
                Next::At(then) => found.push(then.since(begin) + lateness),
                Next::GiveUp => return found,
            }
        }
    }

    proptest! {
        #[test]
        fn a_call_is_tried_at_growing_pauses_for_three_days(lateness in 0_i64..600_000) {
            let found = attempts(lateness);
            let pauses: Vec<i64> = found.windows(2).map(|pair| pair[1] - pair[0]).collect();
            let (minute, day) = (60_000, 24 * 60 * 60_000);
            prop_assert_eq!(pauses[0], minute + lateness);
            prop_assert!(pauses.iter().all(|pause| *pause <= 6 * 60 * minute + lateness));
            // All but the last, which is cut so that it falls on the third day's end.
            prop_assert!(pauses[..pauses.len() - 1].windows(2).all(|pair| pair[1] >= pair[0]));
            let last = found[found.len() - 1];
            prop_assert!(last >= 3 * day && last <= 3 * day + lateness, "{last}");
        }
    }
}
