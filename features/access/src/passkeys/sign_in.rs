//! Signing in with a passkey: no address, no password.

use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use solits_journal::{Actor, By};
use solits_kernel::{EmployeeId, Scope};
use solits_web::{
    App, ClientAddress, Form, LangCx, PageResult, Parcel, Strength, WebError, hash_secret, html,
};

use super::{
    QUESTION_MINUTES,
    credential::{self, Answer, Credential, Refused},
    json, party,
    store::{self, Owned},
    unasked,
};
use crate::{
    actions::{cookie, note, start_session, with_cookie},
    back, held,
    pages::{QUARTER_MS, SignInView},
    strength::Reached,
};

/// Ties a question to the browser that asked for it.
const fn question_cookie(tls: bool) -> &'static str {
    if tls { "__Host-passkey" } else { "passkey" }
}

fn allow(app: &App, address: &ClientAddress, cx: &LangCx) -> Result<(), WebError> {
    // One sign-in is two requests: the question and the answer.
    let most = app.config.limits.sign_in_source.saturating_mul(2);
    app.limiter.take(&format!("passkey-from:{address}"), most, QUARTER_MS, cx.at)
}

/// `POST /sign-in/passkey/begin`: what the browser is to sign.
pub(crate) async fn begin(cx: LangCx, address: ClientAddress, Form(_): Form) -> Result<Response, WebError> {
    allow(&cx.app, &address, &cx)?;
    let question = credential::ask_who(&party(&cx.app)?).ok_or_else(unasked)?;
    let secret = cx.app.random.secret();
    let mut tx = cx.app.db.write_global().await?;
    store::keep_question(&mut tx, hash_secret(&secret), question.kept, cx.at).await?;
    tx.commit().await?;
    let seconds = u64::try_from(QUESTION_MINUTES * 60).unwrap_or_default();
    let cookie = cookie(&cx.app, question_cookie(cx.app.config.tls), &secret, seconds);
    Ok(with_cookie(json(question.asked), &cookie))
}

/// `POST /sign-in/passkey`: signs in whom the passkey belongs to. Every refusal but a copy is told in the same words.
pub(crate) async fn finish(
    cx: LangCx,
    address: ClientAddress,
    headers: HeaderMap,
    Form(fields): Form,
) -> PageResult {
    let parcel = Parcel::of(&cx.app, &fields, cx.at).await?;
    if let Err(refusal) = allow(&cx.app, &address, &cx) {
        let view = SignInView::of(&cx, String::new(), refusal.in_words(cx.words, "/sign-in"));
        return Ok(refusal.on_page(html(&view.holding(parcel))?));
    }
    let secret = back::value_of(&headers, question_cookie(cx.app.config.tls)).unwrap_or_default();
    let mut tx = cx.app.db.write_global().await?;
    let kept = store::take_question(&mut tx, hash_secret(secret), cx.at).await?;
    tx.commit().await?;
    let (Some(kept), Some(answer)) = (kept, Answer::read(fields.get("credential"))) else {
        return refused(&cx, parcel, Refused::Wrong);
    };
    let mut tx = cx.app.db.read_global().await?;
    let owned = store::find(&mut tx, hash_secret(&answer.credential_id())).await?;
    drop(tx);
    let Some(owned) = owned else { return refused(&cx, parcel, Refused::Wrong) };
    let Some(stored) = Credential::read(&owned.credential) else {
        return refused(&cx, parcel, Refused::Wrong);
    };
    let used = answer.check(&party(&cx.app)?, &kept, &stored, owned.employee_id);
    let mut tx = cx.app.db.write(Scope::of_job(owned.institution_id)).await?;
    let used = match used {
        Ok(used) => used,
        Err(Refused::Copied) => {
            store::note_copy(&mut tx, owned.id, cx.at).await?;
            journal(&mut tx, &cx, &owned, "passkey.copied").await?;
            tx.commit().await?;
            return refused(&cx, parcel, Refused::Copied);
        }
        Err(why) => return refused(&cx, parcel, why),
    };
    let after = used.text().ok_or_else(unasked)?;
    if !store::note_use(&mut tx, owned.id, &owned.credential, &after, cx.at).await? {
        return refused(&cx, parcel, Refused::Wrong);
    }
    let reached = Reached::Enough(Strength::Passkey);
    let started = start_session(&mut tx, &cx.app, owned.employee_id, reached, cx.at).await?;
    let person =
        solits_organisation::find_employee(&mut tx, owned.employee_id).await?.ok_or(WebError::NotFound)?;
    tx.commit().await?;
    let rights = solits_web::rights_of(&person.roles);
    held::go_on(&cx, &headers, &rights, &started, parcel).await
}

async fn journal(
    tx: &mut solits_db::Tx,
    cx: &LangCx,
    owned: &Owned,
    what: &'static str,
) -> Result<(), WebError> {
    let person: EmployeeId = owned.employee_id;
    note(tx, &cx.app, &Actor { by: By::Program, at: cx.at }, person, what).await
}

fn refused(cx: &LangCx, parcel: Option<Parcel>, why: Refused) -> PageResult {
    let key = match why {
        Refused::Wrong => "access-passkey-wrong",
        Refused::Copied => "access-passkey-copied",
    };
    let view = SignInView::of(cx, String::new(), cx.words.t(key)).holding(parcel);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&view)?).into_response())
}
