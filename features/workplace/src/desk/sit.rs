//! Before the day: the checklist, the choice of a counter, and the doors.

use axum::{http::StatusCode, response::IntoResponse as _};
use solits_acquaintance::waiting_line;
use solits_db::Tx;
use solits_journal::{Entry, record};
use solits_kernel::{CounterId, day_number};
use solits_organisation::find_branch;
use solits_queue::Hall;
use solits_standard::{ServedClient, event::EventKind, model::Moment as At};
use solits_web::{EmployeeCx, Form, PageResult, WebError, html, see_other};

use super::{asked::moments, branch_of, figures};
use crate::{
    store,
    view::{Seat, StartView},
};

pub(super) async fn start_page(cx: &EmployeeCx, tx: &mut Tx, hall: &Hall, error: String) -> PageResult {
    let figures = figures(cx, tx).await?;
    let branch = find_branch(tx, hall.branch)
        .await?
        .map(|branch| branch.name.get(cx.words.0).to_owned())
        .unwrap_or_default();
    let today = day_number(cx.at.day());
    let checked = store::find_day_check(tx, cx.me.employee, today).await?.is_some();
    let branch_day = store::find_branch_day(tx, hall.branch, today).await?;
    let seats = hall
        .counters
        .iter()
        .map(|counter| Seat {
            id: counter.id,
            number: counter.number,
            taken_by: if counter.state == "closed" { String::new() } else { counter.employee_name.clone() },
            lines: counter
                .lines
                .iter()
                .filter_map(|id| hall.line(*id))
                .map(|line| line.name.get(cx.words.0).to_owned())
                .collect::<Vec<_>>()
                .join(", "),
        })
        .collect();
    let status = if error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = cx.page(cx.words.t("workplace-start"));
    page.live = Some(format!("/live?topics=branch:{}", hall.branch));
    let view = StartView {
        page,
        branch,
        moments: moments(
            cx.words,
            figures.standard.as_deref(),
            At::BeforeOpening,
            ServedClient::External,
            "",
        ),
        checked,
        seats,
        doors: branch_day.is_some_and(|day| day.doors_opened_at.is_none()),
        error,
        acquaintance: waiting_line(tx, cx.words, cx.me.employee).await?,
    };
    Ok((status, html(&view)?).into_response())
}

/// `POST /workplace/sit`: confirms the checks of the day and opens a counter (E-23).
pub(crate) async fn sit(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let counter: CounterId = fields.parse("counter").ok_or(WebError::BadRequest)?;
    let today = day_number(cx.at.day());
    let mut tx = cx.write().await?;
    if store::find_day_check(&mut tx, cx.me.employee, today).await?.is_none() {
        if !fields.has("checked") {
            let hall = solits_queue::hall(&mut tx, &cx.app, branch_of(&cx)?, cx.at).await?;
            return start_page(&cx, &mut tx, &hall, cx.words.t("workplace-check-first")).await;
        }
        let ticked = fields.all("tick").collect::<Vec<_>>().join(" ");
        store::insert_day_check(&mut tx, cx.me.employee, today, &ticked, cx.at).await?;
        record(
            &mut tx,
            &cx.app.heart,
            &cx.actor(),
            Entry::new(EventKind::ChecklistDone, cx.me.employee, cx.me.branch),
        )
        .await?;
    }
    solits_queue::open_counter(&mut tx, &cx.app, &cx.actor(), counter, cx.me.employee).await?;
    store::set_session_counter(&mut tx, cx.me.session, Some(counter)).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/doors`: the doors are open.
pub(crate) async fn doors(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let branch = branch_of(&cx)?;
    let today = day_number(cx.at.day());
    let mut tx = cx.write().await?;
    let day = store::find_branch_day(&mut tx, branch, today).await?.ok_or(WebError::NotFound)?;
    if store::open_doors(&mut tx, branch, today, cx.at).await? {
        record(
            &mut tx,
            &cx.app.heart,
            &cx.actor(),
            Entry::new(EventKind::BranchDoorsOpened, day.id, Some(branch)),
        )
        .await?;
        tx.signal(format!("branch:{branch}"));
    }
    tx.commit().await?;
    Ok(see_other("/workplace"))
}
