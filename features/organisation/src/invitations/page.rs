//! `/setup/invitations`: who cannot sign in yet, and links for all of them at once.

use askama::Template;
use axum::{extract::Query, http::header, response::IntoResponse as _};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    Standing, Waiting, link,
    list::{self, Handed},
    shown, store,
};
use crate::{
    actions,
    editing::draft::{Asked, notice},
};

#[derive(Template)]
#[template(path = "organisation/invitations.html")]
struct InvitationsView {
    page: Page,
    waiting: Vec<Waiting>,
    handed: Vec<Handed>,
}

/// `GET /setup/invitations`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let mut tx = cx.read().await?;
    let waiting = store::list_waiting(&mut tx).await?;
    let mut page = cx.page(cx.words.t("organisation-invitations"));
    page.notice = notice(asked.notice.as_deref(), cx.words);
    html(&InvitationsView { waiting: shown(waiting, cx.at, cx.words), handed: Vec::new(), page })
}

/// How the links are handed over.
enum Shape {
    /// On a page that can be printed.
    Page,
    /// In a file.
    File,
}

/// `POST /setup/invitations`: makes a link for everybody who has none that is good, and shows all of them this once.
pub(crate) async fn invite_all(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let shape = match fields.get("as") {
        "page" => Shape::Page,
        "file" => Shape::File,
        _ => return Err(WebError::BadRequest),
    };
    let mut tx = cx.write().await?;
    let waiting = store::list_waiting(&mut tx).await?;
    let mut handed = Vec::new();
    for row in waiting.into_iter().filter(|row| Standing::of(row, cx.at).needs_link()) {
        let secret = actions::invite(&mut tx, &cx.app, &cx.actor(), row.id).await?;
        let link = link(&cx.app.config.public_url, &secret);
        handed.push(Handed { name: row.name, email: row.email, link });
    }
    if handed.is_empty() {
        return Ok(see_other("/setup/invitations?notice=all-invited"));
    }
    tx.commit().await?;
    match shape {
        Shape::Page => {
            let page = cx.page(cx.words.t("organisation-invitations"));
            html(&InvitationsView { page, waiting: Vec::new(), handed })
        }
        Shape::File => Ok(file(&cx, &handed)),
    }
}

fn file(cx: &EmployeeCx, handed: &[Handed]) -> axum::response::Response {
    let headings =
        ["organisation-name", "organisation-email", "organisation-invite-link"].map(|key| cx.words.t(key));
    let text = list::text([&headings[0], &headings[1], &headings[2]], handed);
    let kind = "text/csv; charset=utf-8";
    let name = "attachment; filename=\"invitations.csv\"";
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], text).into_response()
}
