//! The verbs about clients: call, start, finish, pass on, set aside, take back.

use axum::response::Response;
use solits_db::Tx;
use solits_kernel::{CounterId, EmployeeId, LineId, TicketId};
use solits_queue::{DeskNote, Done, Outcome, QueueError, Then, TransferTo};
use solits_web::{EmployeeCx, Fields, Form, PageResult, WebError, see_other};

use super::{
    asked_or, branch_of,
    call_form::CallForm,
    desk_of,
    ending::{FormOf, Said, said},
    own_counter,
    show::{Again, show_again},
};

fn after(done: &Done) -> Response {
    see_other(if done.called.is_some() { "/workplace?notice=next" } else { "/workplace?notice=nobody" })
}

/// `POST /workplace/next`: the key of the day. Finishes the present client with the likely outcome and calls the next.
pub(crate) async fn next(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let hall = solits_queue::hall(&mut tx, &cx.app, branch_of(&cx)?, cx.at).await?;
    let counter = own_counter(&cx, &hall).ok_or(WebError::Conflict("workplace-no-counter"))?;
    let here = solits_queue::hold_present(&mut tx, counter.id).await?;
    if here != fields.parse("ticket") {
        // The other browser at this desk, or the first press, has done it already.
        return Ok(see_other("/workplace"));
    }
    let done = if let Some(here) = here {
        let outcome = likely_outcome(&mut tx, here).await?;
        solits_queue::finish(&mut tx, &cx.app, &cx.actor(), counter.id, &outcome, Then::CallNext).await
    } else {
        solits_queue::call(&mut tx, &cx.app, &cx.actor(), counter.id, None).await
    };
    let done = match done {
        Ok(done) => done,
        Err(error) => return asked_or(error),
    };
    tx.commit().await?;
    Ok(after(&done))
}

/// Solved, or the case that was opened during the visit.
pub(crate) async fn likely_outcome(tx: &mut Tx, ticket: TicketId) -> Result<Outcome, WebError> {
    let case = solits_cases::latest_of_ticket(tx, ticket).await?;
    Ok(case.map_or(Outcome::Solved, |case| Outcome::CaseOpened { case: case.id }))
}

/// `POST /workplace/finish`: with an outcome of one's own choosing. What was written meanwhile comes with the press and is
/// kept, whatever the answer.
pub(crate) async fn finish(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let said = said(cx.words, &fields, FormOf::Visit)?;
    let then = if fields.has("call_next") { Then::CallNext } else { Then::Stay };
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    let here = solits_queue::hold_present(&mut tx, counter).await?;
    if here != fields.parse("ticket") {
        return Err(WebError::Conflict("queue-changed"));
    }
    if let Some(ticket) = here.filter(|_| fields.has("note")) {
        solits_queue::keep_desk_note(&mut tx, ticket, &note_of(&fields)?).await?;
    }
    let outcome = match said {
        Said::Outcome(outcome) => outcome,
        Said::Nothing => Outcome::Solved,
        Said::Chosen(ending) => {
            tx.commit().await?;
            let ticket = here.map(|ticket| ticket.to_string()).unwrap_or_default();
            return Ok(see_other(&format!("/workplace?finish={}&ticket={ticket}", ending.outcome)));
        }
        Said::Wrong(finish) => {
            tx.commit().await?;
            return show_again(&cx, Again { finish, ..Again::default() }).await;
        }
    };
    let done = match solits_queue::finish(&mut tx, &cx.app, &cx.actor(), counter, &outcome, then).await {
        Ok(done) => done,
        Err(error) => {
            if matches!(error, QueueError::IdentityUnsaid) {
                // Nothing has changed but the note.
                tx.commit().await?;
            }
            return asked_or(error);
        }
    };
    tx.commit().await?;
    Ok(if done.called.is_some() { after(&done) } else { see_other("/workplace?notice=finished") })
}

/// `POST /workplace/call`: a certain client out of order, with a reason that is kept.
pub(crate) async fn call(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let ticket = fields.parse("ticket").ok_or(WebError::BadRequest)?;
    let wanted = match CallForm::read(cx.words, ticket, &fields) {
        Ok(wanted) => wanted,
        Err(call) => return show_again(&cx, Again { call, ..Again::default() }).await,
    };
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    let done = solits_queue::call(&mut tx, &cx.app, &cx.actor(), counter, Some(&wanted)).await?;
    tx.commit().await?;
    Ok(after(&done))
}

/// `POST /workplace/back`: somebody who did not come, or was parked, is here.
pub(crate) async fn back(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let ticket = fields.parse("ticket").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    solits_queue::return_to_line(&mut tx, &cx.app, &cx.actor(), ticket).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/start`: the called client is here.
pub(crate) async fn start(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::start(&mut tx, &cx.app, &cx.actor(), counter).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/recall`
pub(crate) async fn recall(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::recall(&mut tx, &cx.app, &cx.actor(), counter).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}

/// `POST /workplace/no-show`
pub(crate) async fn no_show(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::no_show(&mut tx, &cx.app, &cx.actor(), counter, Then::CallNext).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=no-show"))
}

/// `POST /workplace/park`
pub(crate) async fn park(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::park(&mut tx, &cx.app, &cx.actor(), counter, fields.parse("minutes").unwrap_or(10)).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=parked"))
}

/// `POST /workplace/transfer`
pub(crate) async fn transfer(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let (kind, id) = fields.get("to").split_once(':').ok_or(WebError::BadRequest)?;
    let bad = |_| WebError::BadRequest;
    let to = match kind {
        "line" => TransferTo::Line(id.parse::<LineId>().map_err(bad)?),
        "counter" => TransferTo::Counter(id.parse::<CounterId>().map_err(bad)?),
        "employee" => TransferTo::Employee(id.parse::<EmployeeId>().map_err(bad)?),
        _ => return Err(WebError::BadRequest),
    };
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::transfer(&mut tx, &cx.app, &cx.actor(), counter, to).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=transferred"))
}

/// `POST /workplace/mistake`
pub(crate) async fn mistake(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::issued_by_mistake(&mut tx, &cx.app, &cx.actor(), counter).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=mistake"))
}

/// `POST /workplace/undo`
pub(crate) async fn undo(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    solits_queue::undo(&mut tx, &cx.app, &cx.actor(), counter).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=undone"))
}

/// `POST /workplace/note`: what is being written about the present client, and what was ticked.
pub(crate) async fn note(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    let hall = solits_queue::hall(&mut tx, &cx.app, branch_of(&cx)?, cx.at).await?;
    let ticket = own_counter(&cx, &hall)
        .and_then(|counter| counter.ticket)
        .ok_or(WebError::Conflict("queue-nobody-here"))?;
    // What was written about one client is never kept for the next.
    if fields.parse("ticket").is_some_and(|meant: TicketId| meant != ticket) {
        return Err(WebError::Conflict("queue-changed"));
    }
    solits_queue::keep_desk_note(&mut tx, ticket, &note_of(&fields)?).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=saved"))
}

/// What a form says of the client at the desk: the note, what was ticked, and the word on the identity.
fn note_of(fields: &Fields) -> Result<DeskNote, WebError> {
    Ok(DeskNote {
        note: fields
            .text_or_empty("note", 4_000)
            .map_err(|_| WebError::Refused("workplace-note-too-long"))?,
        ticked: fields.all("tick").collect::<Vec<_>>().join(" "),
        identity_checked: match fields.get("identity") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
    })
}
