//! `/reset/{secret}`: whoever was handed the link chooses a new password.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::IntoResponse as _};
use solits_journal::{Actor, By};
use solits_kernel::Scope;
use solits_web::{ClientAddress, Form, LangCx, Page, PageResult, WebError, hash_secret, html, see_other};

use super::store::{self, Owner};
use crate::{
    actions::{keep_password, note},
    model,
    pages::QUARTER_MS,
    store as people,
};

#[derive(Template)]
#[template(path = "access/reset.html")]
struct ResetView {
    page: Page,
    name: String,
    action: String,
    second_factor: bool,
    error: String,
}

async fn owner(cx: &LangCx, address: &ClientAddress, secret: &str) -> Result<Owner, WebError> {
    let most = cx.app.config.limits.sign_in_source;
    cx.app.limiter.take(&format!("reset-from:{address}"), most, QUARTER_MS, cx.at)?;
    let mut tx = cx.app.db.read_global().await?;
    store::find_owner(&mut tx, hash_secret(secret), cx.at).await?.ok_or(WebError::NotFound)
}

fn view(cx: &LangCx, owner: Owner, secret: &str, error: String) -> ResetView {
    ResetView {
        page: cx.page_public(cx.words.t("access-reset")),
        name: owner.name,
        action: format!("/reset/{secret}"),
        second_factor: owner.second_factor,
        error,
    }
}

/// `GET /reset/{secret}`
pub(crate) async fn show(cx: LangCx, address: ClientAddress, Path(secret): Path<String>) -> PageResult {
    let owner = owner(&cx, &address, &secret).await?;
    html(&view(&cx, owner, &secret, String::new()))
}

/// `POST /reset/{secret}`: keeps the password and ends every session of the person. Signing in comes after, with the second
/// factor as before; where that was to go too, a new one is chosen then.
pub(crate) async fn choose(
    cx: LangCx,
    address: ClientAddress,
    Path(secret): Path<String>,
    Form(fields): Form,
) -> PageResult {
    let owner = owner(&cx, &address, &secret).await?;
    let password = fields.get("password").to_owned();
    if let Some(key) = model::refuse_pair(&password, fields.get("again"), &owner.institution) {
        let error = cx.words.t(key);
        return Ok(
            (StatusCode::UNPROCESSABLE_ENTITY, html(&view(&cx, owner, &secret, error))?).into_response()
        );
    }
    let hash = keep_password(&cx.app, password).await?;
    let mut tx = cx.app.db.write(Scope::of_job(owner.institution_id)).await?;
    if !store::take(&mut tx, owner.employee_id, hash_secret(&secret)).await? {
        return Err(WebError::NotFound);
    }
    people::set_password(&mut tx, owner.employee_id, &hash).await?;
    let actor = Actor { by: By::Employee(owner.employee_id), at: cx.at };
    note(&mut tx, &cx.app, &actor, owner.employee_id, "password.reset").await?;
    if owner.second_factor {
        store::forget_second_factor(&mut tx, owner.employee_id).await?;
        note(&mut tx, &cx.app, &actor, owner.employee_id, "second_factor.reset").await?;
    }
    people::delete_sessions(&mut tx, owner.employee_id).await?;
    tx.insist("sessions");
    tx.commit().await?;
    Ok(see_other("/sign-in?notice=password"))
}
