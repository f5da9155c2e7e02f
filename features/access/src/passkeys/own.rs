//! One's own passkeys: adding the first or another one, removing one.

use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use solits_db::Tx;
use solits_kernel::clean;
use solits_web::{EmployeeCx, Form, PageResult, Parcel, Strength, WebError, hash_secret, html, see_other};

use super::{
    LONGEST_NAME, credential,
    credential::Credential,
    json, party,
    store::{self, NewPasskey, PasskeyId},
    unasked,
};
use crate::{
    account,
    actions::{note, start_session},
    held,
    pages::{show_second, way},
    store as people,
    strength::{Reached, needs_passkey},
};

/// A passkey on its owner's page.
pub(crate) struct Own {
    pub(crate) id: PasskeyId,
    pub(crate) name: String,
    pub(crate) made: String,
    pub(crate) used: String,
    pub(crate) is_doubtful: bool,
}

/// One's passkeys and where they work.
pub(crate) struct Passkeys {
    pub(crate) list: Vec<Own>,
    /// Empty where the program's address cannot have passkeys.
    pub(crate) origin: String,
}

/// What the page shows of one's own passkeys.
pub(crate) async fn passkeys(tx: &mut Tx, cx: &EmployeeCx) -> Result<Passkeys, WebError> {
    let rows = store::list(tx, cx.me.employee).await?;
    let list = rows
        .into_iter()
        .map(|row| Own {
            made: cx.words.moment(row.created_at),
            used: row.used_at.map(|at| cx.words.moment(at)).unwrap_or_default(),
            is_doubtful: row.warned_at.is_some(),
            name: row.name,
            id: row.id,
        })
        .collect();
    Ok(Passkeys { list, origin: super::origin(&cx.app) })
}

/// Whether a passkey may be added in this session: a password alone may add the first second factor and no other, and
/// whoever needs a passkey beside their digits shows the digits first.
async fn allowed(tx: &mut Tx, cx: &EmployeeCx) -> Result<people::Second, WebError> {
    let found = people::find_second(tx, cx.me.employee, cx.me.session).await?.ok_or(WebError::NotFound)?;
    let way = way(cx, &found, &passkeys(tx, cx).await?);
    if cx.me.strength.is_enough() || way.adds_passkey() { Ok(found) } else { Err(WebError::SignInNeeded) }
}

/// The question of a session; there is one at a time.
fn holder(cx: &EmployeeCx) -> Vec<u8> {
    hash_secret(&format!("passkey of {}", cx.me.session))
}

/// `POST /account/passkeys/begin`: what the browser is asked to make.
pub(crate) async fn begin(cx: EmployeeCx, Form(_): Form) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let found = allowed(&mut tx, &cx).await?;
    let known: Vec<Credential> = store::list(&mut tx, cx.me.employee)
        .await?
        .iter()
        .filter_map(|row| Credential::read(&row.credential))
        .collect();
    drop(tx);
    let party = party(&cx.app)?;
    let question = credential::ask_for_new(&party, cx.me.employee, &found.email, &cx.me.name, &known)
        .ok_or_else(unasked)?;
    let mut tx = cx.app.db.write_global().await?;
    store::keep_question(&mut tx, holder(&cx), question.kept, cx.at).await?;
    tx.commit().await?;
    Ok(json(question.asked))
}

/// `POST /account/passkeys`: keeps a passkey the browser has made. With the first one signing in is complete.
pub(crate) async fn add(cx: EmployeeCx, headers: HeaderMap, Form(fields): Form) -> PageResult {
    let parcel = Parcel::of(&cx.app, &fields, cx.at).await?;
    let mut tx = cx.app.db.write_global().await?;
    let kept = store::take_question(&mut tx, holder(&cx), cx.at).await?;
    tx.commit().await?;
    let party = party(&cx.app)?;
    let made = kept
        .and_then(|kept| credential::check_new(&party, &kept, fields.get("credential")).ok())
        .and_then(|made| Some((hash_secret(&made.id), made.text()?)));
    let Some((hash, text)) = made else { return refused(&cx, &fields, parcel).await };
    let unnamed = cx.words.t("access-passkey-unnamed");
    let name = clean(fields.get("name"), LONGEST_NAME).unwrap_or(unnamed);
    let mut tx = cx.write().await?;
    allowed(&mut tx, &cx).await?;
    let id = cx.app.random.id(cx.at);
    let new = NewPasskey { id, employee: cx.me.employee, name: &name, hash, credential: text };
    if !store::insert(&mut tx, new, cx.at).await? {
        drop(tx);
        return refused(&cx, &fields, parcel).await;
    }
    note(&mut tx, &cx.app, &cx.actor(), cx.me.employee, "passkey.added").await?;
    if cx.me.strength.is_enough() {
        tx.commit().await?;
        return Ok(see_other("/account?notice=passkey-added"));
    }
    people::delete_session(&mut tx, cx.me.session, cx.me.employee).await?;
    let reached = Reached::Enough(Strength::Passkey);
    let started = start_session(&mut tx, &cx.app, cx.me.employee, reached, cx.at).await?;
    tx.commit().await?;
    held::go_on(&cx.lang, &headers, &cx.me.rights, &started, parcel).await
}

async fn refused(cx: &EmployeeCx, fields: &solits_web::Fields, parcel: Option<Parcel>) -> PageResult {
    if !cx.me.strength.is_enough() {
        if parcel.is_some() {
            return show_second(cx, parcel).await;
        }
        return Ok(see_other("/sign-in/second"));
    }
    let typed = account::Typed {
        passkey_name: fields.get("name").to_owned(),
        passkey_error: cx.words.t("access-passkey-not-added"),
        ..account::Typed::default()
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&account::view(cx, typed, None).await?)?).into_response())
}

/// `POST /account/passkeys/remove`: removes one's own passkey. Whoever needs one keeps the last, because a password alone
/// would then add the next.
pub(crate) async fn remove(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let id: PasskeyId = fields.parse("passkey").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    let own = store::list(&mut tx, cx.me.employee).await?;
    let is_last = own.len() == 1 && own.iter().any(|one| one.id == id);
    if is_last && cx.me.strength != Strength::Demo && needs_passkey(&cx.me.rights) {
        return Err(WebError::Conflict("access-passkey-last"));
    }
    if !store::remove(&mut tx, id, cx.me.employee).await? {
        return Err(WebError::NotFound);
    }
    note(&mut tx, &cx.app, &cx.actor(), cx.me.employee, "passkey.removed").await?;
    tx.commit().await?;
    Ok(see_other("/account?notice=passkey-removed"))
}
