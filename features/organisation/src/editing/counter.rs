//! The page of a counter: its number and the lines it serves.

use askama::Template;
use axum::extract::{Path, Query};
use solits_kernel::{CounterId, LineId, Text};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    actions::{self, Use},
    draft::{Asked, Choice, Draft, choices, ids, notice, unprocessable},
    store,
};
use crate::actions::SetupError;

#[derive(Template)]
#[template(path = "organisation/counter.html")]
struct CounterView {
    page: Page,
    id: CounterId,
    branch: solits_kernel::BranchId,
    branch_name: String,
    active: bool,
    draft: Draft,
    lines: Vec<Choice>,
}

/// `GET /setup/counters/{id}`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path(id): Path<CounterId>,
    Query(asked): Query<Asked>,
) -> PageResult {
    page(&cx, id, None, asked.notice).await
}

async fn page(cx: &EmployeeCx, id: CounterId, typed: Option<Draft>, told: Option<String>) -> PageResult {
    let mut tx = cx.read().await?;
    let counter = store::find_counter(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let branch = store::find_branch(&mut tx, counter.branch_id).await?.ok_or(WebError::NotFound)?;
    let served = store::lines_of_counter(&mut tx, id).await?;
    let lines = store::list_lines(&mut tx).await?;
    let mut page = cx.page(cx.words.ta("organisation-counter-title", &[("number", counter.number.into())]));
    page.notice = notice(told.as_deref(), cx.words);
    let draft = typed.unwrap_or_else(|| {
        let mut pairs = vec![("number".to_owned(), counter.number.to_string())];
        pairs.extend(served.iter().map(|line| ("line".to_owned(), line.to_string())));
        Draft::filled(pairs)
    });
    let view = CounterView {
        id,
        branch: counter.branch_id,
        branch_name: Text::new(branch.name_lv, branch.name_en).get(cx.words.0).to_owned(),
        active: counter.active,
        lines: choices(&lines, &draft, "line", cx.words),
        draft,
        page,
    };
    html(&view)
}

/// `POST /setup/counters/{id}`
pub(crate) async fn save(cx: EmployeeCx, Path(id): Path<CounterId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let number = draft.whole("number", 1, 999, cx.words);
    let lines: Vec<LineId> = ids(&draft, "line")?;
    if lines.is_empty() {
        draft.refuse("line", cx.words.t("organisation-counter-without-line"));
    }
    if !draft.errors.is_empty() {
        return Ok(unprocessable(page(&cx, id, Some(draft), None).await?));
    }
    let mut tx = cx.write().await?;
    match actions::change_counter(&mut tx, &cx.app, &cx.actor(), id, number, &lines).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("/setup/counters/{id}?notice=saved")))
        }
        Err(SetupError::Taken) => {
            drop(tx);
            draft.refuse("number", cx.words.t("organisation-number-taken"));
            Ok(unprocessable(page(&cx, id, Some(draft), None).await?))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /setup/counters/{id}/active`
pub(crate) async fn set_active(cx: EmployeeCx, Path(id): Path<CounterId>, Form(fields): Form) -> PageResult {
    let wanted = Use::parse(fields.get("use")).ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    match actions::set_counter_use(&mut tx, &cx.app, &cx.actor(), id, wanted).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("/setup/counters/{id}?notice={}", wanted.notice())))
        }
        Err(SetupError::InUse) => {
            drop(tx);
            Ok(unprocessable(page(&cx, id, None, Some("in-use".to_owned())).await?))
        }
        Err(error) => Err(error.into()),
    }
}
