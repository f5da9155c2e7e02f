//! A colleague who comes to a counter as a client: a ticket of a line, marked so that those from outside may go first
//! (E-12).

use solits_db::Tx;
use solits_kernel::{BranchId, LineId};
use solits_queue::{Hall, Take, Ticket, Took};
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};

use crate::desk::branch_of;

/// The lines a colleague can be put into: value and words.
pub(crate) fn line_options(cx: &EmployeeCx, hall: &Hall) -> Vec<(String, String)> {
    hall.lines.iter().map(|line| (line.id.to_string(), line.name.get(cx.words.0).to_owned())).collect()
}

async fn take(cx: &EmployeeCx, tx: &mut Tx, branch: BranchId, line: LineId) -> Result<Ticket, WebError> {
    let take = Take {
        branch,
        line,
        priority: false,
        internal: true,
        party: 1,
        service: None,
        booked_for: None,
        announced_high: None,
        key: String::new(),
    };
    let Took { ticket } = solits_queue::take(tx, &cx.app, &cx.actor(), take).await?;
    Ok(ticket)
}

/// `POST /workplace/colleague`: a colleague waits, said at a desk.
pub(crate) async fn from_desk(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let line = fields.parse("line").ok_or(WebError::BadRequest)?;
    let branch = branch_of(&cx)?;
    let mut tx = cx.write().await?;
    let ticket = take(&cx, &mut tx, branch, line).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/workplace?notice=colleague&ticket={}", ticket.id)))
}

/// `POST /floor/colleague`: the same on the floor, for the branch that is shown there.
pub(crate) async fn from_floor(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let line = fields.parse("line").ok_or(WebError::BadRequest)?;
    let branch: BranchId = fields.parse("branch").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    let ticket = take(&cx, &mut tx, branch, line).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/floor?branch={branch}&colleague={}", ticket.id)))
}
