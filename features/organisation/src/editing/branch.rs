//! The page of a branch: what it is called, how it is reached, its counters; the way to its hours.

use askama::Template;
use axum::extract::{Path, Query};
use solits_kernel::{BranchId, CounterId};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    actions::{self, BranchChange, Use},
    draft::{Asked, Draft, both_pairs, notice, unprocessable},
    store,
};
use crate::{actions::SetupError, facts};

struct CounterLink {
    id: CounterId,
    number: i64,
    active: bool,
}

#[derive(Template)]
#[template(path = "organisation/branch.html")]
struct BranchView {
    page: Page,
    id: BranchId,
    code: String,
    active: bool,
    today: String,
    draft: Draft,
    counters: Vec<CounterLink>,
}

/// `GET /setup/branches/{id}`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<BranchId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, None, asked.notice).await
}

async fn page(cx: &EmployeeCx, id: BranchId, typed: Option<Draft>, told: Option<String>) -> PageResult {
    let mut tx = cx.read().await?;
    let branch = store::find_branch(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let today = facts::find_branch(&mut tx, id).await?.map(|branch| {
        let intervals = branch.calendar.opening_intervals(cx.at.day());
        intervals.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    });
    let counters = store::list_counters(&mut tx, id).await?;
    let name = solits_kernel::Text::new(branch.name_lv, branch.name_en);
    let mut page = cx.page(name.get(cx.words.0));
    page.notice = notice(told.as_deref(), cx.words);
    let view = BranchView {
        id,
        code: branch.code,
        active: branch.active,
        today: today.unwrap_or_default(),
        counters: counters
            .into_iter()
            .map(|counter| CounterLink { id: counter.id, number: counter.number, active: counter.active })
            .collect(),
        draft: typed.unwrap_or_else(|| {
            let mut pairs = both_pairs("name", &name).to_vec();
            pairs.extend([
                ("address".to_owned(), branch.address),
                ("phone".to_owned(), branch.phone),
                ("email".to_owned(), branch.email),
                ("position".to_owned(), branch.position.to_string()),
            ]);
            if branch.queue_device {
                pairs.push(("queue_device".to_owned(), "1".to_owned()));
            }
            Draft::filled(pairs)
        }),
        page,
    };
    html(&view)
}

/// `POST /setup/branches/{id}`
pub(crate) async fn save(cx: EmployeeCx, Path(id): Path<BranchId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let change = BranchChange {
        name: draft.both("name", 120, cx.words),
        address: draft.optional_text("address", 200, cx.words),
        phone: draft.optional_text("phone", 60, cx.words),
        email: draft.optional_email("email", cx.words),
        queue_device: draft.has("queue_device"),
        position: draft.whole("position", 0, 999, cx.words),
    };
    if !draft.errors.is_empty() {
        return Ok(unprocessable(page(&cx, id, Some(draft), None).await?));
    }
    let mut tx = cx.write().await?;
    actions::change_branch(&mut tx, &cx.app, &cx.actor(), id, &change).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/setup/branches/{id}?notice=saved")))
}

/// `POST /setup/branches/{id}/active`
pub(crate) async fn set_active(cx: EmployeeCx, Path(id): Path<BranchId>, Form(fields): Form) -> PageResult {
    let wanted = Use::parse(fields.get("use")).ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    match actions::set_branch_use(&mut tx, &cx.app, &cx.actor(), id, wanted).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("/setup/branches/{id}?notice={}", wanted.notice())))
        }
        Err(SetupError::InUse) => {
            drop(tx);
            Ok(unprocessable(page(&cx, id, None, Some("in-use".to_owned())).await?))
        }
        Err(error) => Err(error.into()),
    }
}
