//! Tokens by which other programs call: what each may do, that it is shown once, and that it is revoked at once.

mod scope;
mod store;

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{Timestamp, TokenId};
use solits_standard::event::EventKind;
use solits_web::{App, EmployeeCx, Form, Guard, Page, PageResult, Routes, html, see_other};

use crate::{
    actions::{SetupError, create_token},
    editing::draft::{Asked, Choice, Draft, notice, unprocessable},
};
pub use scope::{ScopesError, read_scopes};
use store::TokenRow;

/// The pages of tokens.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new().get("/setup/tokens", MANAGE, show).creates("/setup/tokens", MANAGE, add).post(
        "/setup/tokens/{id}/revoke",
        MANAGE,
        revoke,
    )
}

struct TokenLine {
    id: TokenId,
    name: String,
    scopes: Vec<String>,
    made: String,
    last_change: String,
    good: bool,
}

/// A scope to tick, with what it allows.
struct ScopeChoice {
    choice: Choice,
    allows: String,
}

#[derive(Template)]
#[template(path = "organisation/tokens.html")]
struct TokensView {
    page: Page,
    tokens: Vec<TokenLine>,
    scopes: Vec<ScopeChoice>,
    draft: Draft,
    /// The secret that was just made, shown this once.
    secret: String,
}

/// `GET /setup/tokens`
async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    view(&cx, Draft::default(), String::new(), asked.notice.as_deref()).await
}

async fn view(cx: &EmployeeCx, draft: Draft, secret: String, told: Option<&str>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let tokens = store::list(&mut tx).await?;
    let changes: HashMap<TokenId, Timestamp> = store::last_changes(&mut tx).await?.into_iter().collect();
    let mut page = cx.page(words.t("organisation-tokens"));
    page.notice = notice(told, words);
    let scopes = scope::ALL.into_iter().map(|name| ScopeChoice {
        choice: Choice {
            value: name.to_owned(),
            label: name.to_owned(),
            ticked: draft.ticked("scope", name),
        },
        allows: scope::allows(name, words),
    });
    html(&TokensView {
        tokens: tokens.into_iter().map(|row| line(row, &changes, words)).collect(),
        scopes: scopes.collect(),
        draft,
        secret,
        page,
    })
}

fn line(row: TokenRow, changes: &HashMap<TokenId, Timestamp>, words: Words) -> TokenLine {
    TokenLine {
        id: row.id,
        scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
        made: words.moment(row.created_at),
        last_change: changes.get(&row.id).map(|at| words.moment(*at)).unwrap_or_default(),
        good: row.revoked_at.is_none(),
        name: row.name,
    }
}

/// `POST /setup/tokens`: makes a token and shows its secret this once.
async fn add(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let name = draft.text("name", 80, cx.words);
    let scopes: Vec<&str> = scope::ALL.into_iter().filter(|scope| draft.ticked("scope", scope)).collect();
    let scopes = scopes.join(" ");
    if scopes.is_empty() {
        draft.refuse("scope", cx.words.t("organisation-token-scope-needed"));
    }
    if !draft.errors.is_empty() {
        return Ok(unprocessable(view(&cx, draft, String::new(), None).await?));
    }
    let once = draft.once("token.add");
    let mut tx = cx.write().await?;
    let secret = if let Some(secret) = once.made_before(&mut tx, cx.at).await? {
        secret
    } else {
        let secret = create_token(&mut tx, &cx.app, &cx.actor(), &name, &scopes).await?;
        once.made(&mut tx, &secret).await?;
        secret
    };
    tx.commit().await?;
    view(&cx, Draft::default(), secret, None).await
}

/// `POST /setup/tokens/{id}/revoke`
async fn revoke(cx: EmployeeCx, Path(id): Path<TokenId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    revoke_token(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(see_other("/setup/tokens?notice=token-revoked"))
}

/// Revokes a token: its next call is refused. Revoked before, it stays so without another entry.
async fn revoke_token(tx: &mut Tx, app: &App, actor: &Actor, id: TokenId) -> Result<(), SetupError> {
    store::find_revoked(tx, id).await?.ok_or(SetupError::NotFound)?;
    if store::revoke(tx, id, actor.at).await? {
        let told = Entry::new(EventKind::SetupChanged, id, None).with("what", "token.revoked");
        record(tx, &app.heart, actor, told).await?;
    }
    Ok(())
}
