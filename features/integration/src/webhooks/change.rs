//! What is done to webhooks, alike from a page and from another program.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    Outlet,
    model::{Kinds, Said, SecretOf, State, TRIAL, Webhook, WebhookId, event_id},
};
use crate::{
    IntegrationError,
    store::{
        calls::{self, NewCall},
        webhooks,
    },
};

/// Webhooks an institution may have.
const MOST_WEBHOOKS: usize = 50;

/// What an administrator says of a webhook.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) kinds: Kinds,
    pub(crate) with_feedback: bool,
}

/// Journals what was done, without the address or the name; returns the entry's number.
async fn told(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: WebhookId,
    what: &str,
) -> Result<i64, IntegrationError> {
    let entry = Entry::new(EventKind::SetupChanged, id, None).with("what", what);
    tx.signal("webhooks");
    Ok(record(tx, &app.heart, actor, entry).await?)
}

/// Makes a webhook, which is told of what happens from now on. Returns it with its secret.
pub(crate) async fn add(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    outlet: Option<&Outlet>,
    wanted: Wanted,
) -> Result<(Webhook, String), IntegrationError> {
    let outlet = outlet.ok_or(IntegrationError::NoKey)?;
    if webhooks::list(tx).await?.len() >= MOST_WEBHOOKS {
        return Err(IntegrationError::TooMany);
    }
    let mut webhook = Webhook {
        id: app.random.id(actor.at),
        name: wanted.name,
        address: wanted.address,
        kinds: wanted.kinds,
        with_feedback: wanted.with_feedback,
        state: State::On,
        from_n: 0,
        secret: SecretOf { key: outlet.keys.newest().to_owned(), number: 1 },
        failures: 0,
        succeeded_at: None,
        made_at: actor.at,
        version: 1,
    };
    let secret = secret_of(tx, outlet, &webhook)?;
    webhooks::insert(tx, &webhook).await?;
    webhook.from_n = told(tx, app, actor, webhook.id, "webhook.added").await?;
    webhooks::set_from(tx, webhook.id, webhook.from_n).await?;
    // Before the first webhook of an institution nothing was read for any.
    calls::begin_progress(tx, webhook.from_n).await?;
    Ok((webhook, secret))
}

/// The secret of a webhook, while its key is here.
pub(crate) fn secret_of(tx: &Tx, outlet: &Outlet, webhook: &Webhook) -> Result<String, IntegrationError> {
    let institution = tx.institution().ok_or(IntegrationError::NotFound)?;
    outlet.keys.secret(institution, webhook.id, &webhook.secret).ok_or(IntegrationError::NoKey)
}

/// Changes what was said of a webhook, as it was at version `seen`.
pub(crate) async fn change(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: WebhookId,
    seen: i64,
    wanted: Wanted,
) -> Result<(), IntegrationError> {
    let before = webhooks::find(tx, id).await?.ok_or(IntegrationError::NotFound)?;
    let after = Webhook {
        name: wanted.name,
        address: wanted.address,
        kinds: wanted.kinds,
        with_feedback: wanted.with_feedback,
        version: seen + 1,
        ..before
    };
    if !webhooks::update(tx, &after, seen).await? {
        return Err(IntegrationError::Stale);
    }
    told(tx, app, actor, id, "webhook.changed").await?;
    Ok(())
}

/// Gives a webhook a new secret; the one before signs nothing from now on. Returns it.
pub(crate) async fn renew_secret(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    outlet: Option<&Outlet>,
    id: WebhookId,
) -> Result<String, IntegrationError> {
    let mut webhook = webhooks::find(tx, id).await?.ok_or(IntegrationError::NotFound)?;
    let outlet = outlet.ok_or(IntegrationError::NoKey)?;
    let seen = webhook.version;
    webhook.secret = SecretOf { key: outlet.keys.newest().to_owned(), number: webhook.secret.number + 1 };
    webhook.version = seen + 1;
    if !webhooks::update(tx, &webhook, seen).await? {
        return Err(IntegrationError::Stale);
    }
    told(tx, app, actor, id, "webhook.secret").await?;
    secret_of(tx, outlet, &webhook)
}

/// Turns a webhook on: it is told of what happens from now on, and what still waited for it begins its three days anew.
/// One that is on stays as it is.
pub(crate) async fn turn_on(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: WebhookId,
) -> Result<(), IntegrationError> {
    webhooks::find(tx, id).await?.ok_or(IntegrationError::NotFound)?;
    if webhooks::set_state(tx, id, State::On, actor.at).await? {
        let from_n = told(tx, app, actor, id, "webhook.on").await?;
        webhooks::set_from(tx, id, from_n).await?;
        calls::begin_anew(tx, id, actor.at).await?;
    }
    Ok(())
}

/// Turns a webhook off: it is told of nothing that happens meanwhile.
pub(crate) async fn turn_off(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: WebhookId,
) -> Result<(), IntegrationError> {
    webhooks::find(tx, id).await?.ok_or(IntegrationError::NotFound)?;
    if webhooks::set_state(tx, id, State::Off { since: actor.at }, actor.at).await? {
        told(tx, app, actor, id, "webhook.off").await?;
    }
    Ok(())
}

/// Removes a webhook with its calls.
pub(crate) async fn remove(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: WebhookId,
) -> Result<(), IntegrationError> {
    if !webhooks::remove(tx, id).await? {
        return Err(IntegrationError::NotFound);
    }
    told(tx, app, actor, id, "webhook.removed").await?;
    Ok(())
}

/// Writes a call that says nothing but that it is a trial. A webhook that is off gets none.
pub(crate) async fn try_out(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: WebhookId,
) -> Result<(), IntegrationError> {
    webhooks::find(tx, id).await?.ok_or(IntegrationError::NotFound)?;
    let n = told(tx, app, actor, id, "webhook.tried").await?;
    let code = calls::institution_code(tx).await?;
    let said = Said {
        id: event_id(&code, n),
        number: n,
        kind: TRIAL,
        at: actor.at.to_string(),
        institution: &code,
        subject: id.uuid(),
        branch: None,
        case: None,
    };
    let call = NewCall { webhook: id, n, kind: TRIAL.to_owned(), case: None, body: said.body() };
    Ok(calls::insert(tx, &call, actor.at).await?)
}

/// Sends a call again, whatever became of it; not one that is held back.
pub(crate) async fn send_again(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: WebhookId,
    n: i64,
) -> Result<(), IntegrationError> {
    webhooks::find(tx, id).await?.ok_or(IntegrationError::NotFound)?;
    if !calls::send_again(tx, id, n, actor.at).await? {
        return Err(IntegrationError::NotFound);
    }
    webhooks::forgive(tx, id).await?;
    told(tx, app, actor, id, "webhook.again").await?;
    Ok(())
}
