//! `/standard/drafts/{draft}`: the parts of the standard, what is wrong with them, and where the draft goes from here.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::IntoResponse as _,
};
use solits_standard::Severity;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{Frame, Here, Mistake, Names, found, mistake, page};
use crate::{
    actions::StandardsError,
    editor::{
        actions::{self, Standing},
        model::checked,
    },
};

#[derive(Template)]
#[template(path = "standards/editor_overview.html")]
struct OverviewView {
    page: Page,
    frame: Frame,
    /// What hinders it from going on.
    mistakes: Vec<Mistake>,
    may_go_on: bool,
    sent_href: String,
    sent: String,
    /// Whether the version made of it last is of the latest state.
    is_sent: bool,
}

async fn view(
    cx: &EmployeeCx,
    draft: i64,
    query: &HashMap<String, String>,
) -> Result<OverviewView, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let names = Names::read(&mut tx).await?;
    let text = actions::text_of(&mut tx, draft, found.state).await?;
    let findings = checked(&text).findings;
    Ok(OverviewView {
        page: page(cx, found.title.clone(), query),
        frame: Frame::of(words, &found, &names, Here::Overview),
        may_go_on: findings.iter().all(|finding| finding.severity != Severity::Error),
        mistakes: findings.iter().map(|finding| mistake(words, finding)).collect(),
        sent_href: found.sent_number.map(|number| format!("/standard/{number}")).unwrap_or_default(),
        sent: found
            .sent_number
            .map(|number| words.ta("standards-edit-sent-as", &[("number", words.number(number).into())]))
            .unwrap_or_default(),
        is_sent: found.sent_state == Some(found.state),
    })
}

/// `GET /standard/drafts/{draft}`
pub(in crate::editor) async fn show(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    html(&view(&cx, draft, &query).await?)
}

/// `POST /standard/drafts/{draft}/send`: the draft goes on as a version.
pub(in crate::editor) async fn send(cx: EmployeeCx, Path(draft): Path<i64>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    match actions::send(&mut tx, &cx.app, &cx.actor(), draft).await? {
        Ok(number) => {
            tx.commit().await?;
            Ok(see_other(&format!("/standard/{number}?notice=uploaded")))
        }
        Err(StandardsError::Mistakes(_)) => {
            drop(tx);
            // The page lists every mistake with the way to it.
            let page = html(&view(&cx, draft, &HashMap::new()).await?)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /standard/drafts/{draft}/put-away`, or out again.
pub(in crate::editor) async fn put_away(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Form(fields): Form,
) -> PageResult {
    let standing = if fields.get("do") == "out" { Standing::Open } else { Standing::PutAway };
    let mut tx = cx.write().await?;
    actions::put(&mut tx, &cx.app, &cx.actor(), draft, standing).await?;
    tx.commit().await?;
    Ok(match standing {
        Standing::Open => see_other(&format!("/standard/drafts/{draft}?notice=taken-out")),
        Standing::PutAway => see_other("/standard/drafts?notice=put-away"),
    })
}
