//! A request for an employee from the hall, as the desks and the floor of the branch see it.

use solits_db::Tx;
use solits_kernel::BranchId;
use solits_organisation::find_employee;
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};
use uuid::Uuid;

/// What is shown while somebody in the hall waits for an employee, or one is on the way.
pub(crate) struct HelpView {
    pub(crate) id: Uuid,
    pub(crate) words: String,
    /// Whether somebody still has to go.
    pub(crate) is_open: bool,
    /// Where the form is sent.
    pub(crate) action: &'static str,
}

/// Reads the request of a branch.
pub(crate) async fn help_view(
    cx: &EmployeeCx,
    tx: &mut Tx,
    branch: BranchId,
    action: &'static str,
) -> Result<Option<HelpView>, WebError> {
    let Some(call) = solits_queue::help_call(tx, branch, cx.at).await? else { return Ok(None) };
    let words = if let Some(employee) = call.taken_by {
        let name = find_employee(tx, employee).await?.map(|employee| employee.name).unwrap_or_default();
        cx.words.ta("workplace-help-taken", &[("name", name.as_str().into())])
    } else {
        let waited = cx.words.duration(cx.at.since(call.asked_at).max(0));
        cx.words.ta("workplace-help-asked", &[("time", waited.as_str().into())])
    };
    Ok(Some(HelpView { id: call.id, words, is_open: call.taken_by.is_none(), action }))
}

async fn take(cx: &EmployeeCx, id: &str) -> Result<BranchId, WebError> {
    let id: Uuid = id.parse().map_err(|_| WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    let call = solits_queue::take_help(&mut tx, &cx.app, &cx.actor(), id, cx.me.employee).await?;
    tx.commit().await?;
    Ok(call.branch_id)
}

/// `POST /workplace/help`: *I go*, said at a desk.
pub(crate) async fn from_desk(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    take(&cx, fields.get("call")).await?;
    Ok(see_other("/workplace?notice=help"))
}

/// `POST /floor/help`: *I go*, said on the floor.
pub(crate) async fn from_floor(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let branch = take(&cx, fields.get("call")).await?;
    Ok(see_other(&format!("/floor?branch={branch}")))
}
