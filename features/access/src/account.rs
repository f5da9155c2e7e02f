//! One's own account: sign-ins, password, passkeys.

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use solits_kernel::SessionId;
use solits_web::{EmployeeCx, Form, Notice, Page, PageResult, WebError, html, see_other};

use crate::{
    actions::{keep_password, note, start_session, with_cookie},
    model,
    pages::{QUARTER_MS, fits},
    passkeys::{Passkeys, passkeys},
    store,
    strength::Reached,
};

struct OwnSession {
    id: SessionId,
    started: String,
    seen: String,
    how: String,
    current: bool,
}

/// What was typed and what is wrong with it. Passwords are never shown again.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) passkey_name: String,
    pub(crate) passkey_error: String,
    pub(crate) present_error: String,
    pub(crate) password_error: String,
}

#[derive(Template)]
#[template(path = "access/account.html")]
pub(crate) struct AccountView {
    page: Page,
    sessions: Vec<OwnSession>,
    passkeys: Passkeys,
    has_password: bool,
    /// Whether the reader lets others back in.
    may_help: bool,
    /// Whether the reader watches over the access record.
    may_read_record: bool,
    typed: Typed,
}

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    notice: Option<String>,
}

/// The words of a notice in the address.
fn words_of(notice: &str) -> Option<&'static str> {
    Some(match notice {
        "passkey-added" => "access-notice-passkey-added",
        "passkey-removed" => "access-notice-passkey-removed",
        "password" => "access-notice-password",
        "ended" => "access-notice-ended",
        _ => return None,
    })
}

fn how(strength: &str) -> &'static str {
    match strength {
        "passkey" => "access-how-passkey",
        "second_factor" => "access-how-second",
        "demo" => "access-how-demo",
        _ => "access-how-password",
    }
}

/// The page with what was typed.
pub(crate) async fn view(
    cx: &EmployeeCx,
    typed: Typed,
    notice: Option<&str>,
) -> Result<AccountView, WebError> {
    let mut tx = cx.read().await?;
    let sessions = store::list_sessions(&mut tx, cx.me.employee)
        .await?
        .into_iter()
        .map(|row| OwnSession {
            started: cx.words.moment(row.created_at),
            seen: cx.words.moment(row.seen_at),
            how: cx.words.t(how(&row.strength)),
            current: row.id == cx.me.session,
            id: row.id,
        })
        .collect();
    let passkeys = passkeys(&mut tx, cx).await?;
    let has_password = store::find_password(&mut tx, cx.me.employee).await?.is_some();
    let mut page = cx.page(cx.words.t("access-account"));
    page.notice =
        notice.and_then(words_of).map(|key| Notice { kind: "good", text: cx.words.t(key), undo: None });
    let (may_help, may_read_record) = (cx.me.may("setup.manage"), cx.me.may("record.read"));
    Ok(AccountView { page, sessions, passkeys, has_password, may_help, may_read_record, typed })
}

/// `GET /account`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    html(&view(&cx, Typed::default(), asked.notice.as_deref()).await?)
}

/// `POST /account/end`: ends one of one's own sessions, on every node at once.
pub(crate) async fn end_session(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let id: SessionId = fields.parse("session").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    if !store::delete_session(&mut tx, id, cx.me.employee).await? {
        return Err(WebError::NotFound);
    }
    tx.insist("sessions");
    tx.commit().await?;
    Ok(see_other("/account?notice=ended"))
}

/// `POST /account/password`: a new password for whoever knows the present one; every other session ends.
pub(crate) async fn change_password(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let most = cx.app.config.limits.sign_in_account;
    cx.app.limiter.take(&format!("password:{}", cx.me.employee), most, QUARTER_MS, cx.at)?;
    let mut tx = cx.read().await?;
    let present = store::find_password(&mut tx, cx.me.employee).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    if !fits(fields.get("present").to_owned(), present).await {
        let typed = Typed { present_error: cx.words.t("access-present-wrong"), ..Typed::default() };
        return unprocessable(&cx, typed).await;
    }
    let password = fields.get("password").to_owned();
    if let Some(key) = model::refuse_pair(&password, fields.get("again"), &cx.me.institution_name) {
        let typed = Typed { password_error: cx.words.t(key), ..Typed::default() };
        return unprocessable(&cx, typed).await;
    }
    let hash = keep_password(&cx.app, password).await?;
    let mut tx = cx.write().await?;
    store::set_password(&mut tx, cx.me.employee, &hash).await?;
    store::delete_sessions(&mut tx, cx.me.employee).await?;
    note(&mut tx, &cx.app, &cx.actor(), cx.me.employee, "password.changed").await?;
    let started =
        start_session(&mut tx, &cx.app, cx.me.employee, Reached::Enough(cx.me.strength), cx.at).await?;
    tx.insist("sessions");
    tx.commit().await?;
    Ok(with_cookie(see_other("/account?notice=password"), &started.cookie))
}

async fn unprocessable(cx: &EmployeeCx, typed: Typed) -> Result<Response, WebError> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&view(cx, typed, None).await?)?).into_response())
}
