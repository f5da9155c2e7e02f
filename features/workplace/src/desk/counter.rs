//! The verbs about the counter: pause, go on, close.

use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};

use super::desk_of;
use crate::{back_office::Activity, store};

/// `POST /workplace/pause`: with a reason and the time of return; after a hard conversation the standard's break.
pub(crate) async fn pause(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    match fields.get("reason") {
        "hard_conversation" => drop(solits_queue::break_after(&mut tx, &cx.app, &cx.actor(), counter).await?),
        reason
            if matches!(reason, "lunch" | "urgent" | "outage" | "other")
                || Activity::ALL.iter().any(|activity| activity.name() == reason) =>
        {
            solits_queue::pause(&mut tx, &cx.app, &cx.actor(), counter, reason, fields.parse("minutes"))
                .await?;
        }
        _ => return Err(WebError::BadRequest),
    }
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/resume`
pub(crate) async fn resume(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::open_counter(&mut tx, &cx.app, &cx.actor(), counter, cx.me.employee).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/close`
pub(crate) async fn close(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::close_counter(&mut tx, &cx.app, &cx.actor(), counter).await?;
    store::set_session_counter(&mut tx, cx.me.session, None).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}
