//! The list and the call-backs for other programs: `/api/v1/inbox`, `/api/v1/callbacks`. A program acts for the employee
//! whom it names; a signed-in employee acts for themselves.

mod bulk;
mod callbacks;
mod list;

use solits_db::Tx;
use solits_journal::By;
use solits_kernel::EmployeeId;
use solits_web::{ApiCx, ApiDoc, Routes, Schema, WebError};
use uuid::Uuid;

use crate::people::People;

/// The scopes.
const READS: &str = "cases.read";
const WRITES: &str = "cases.write";

/// The routes of other programs.
pub(crate) fn routes() -> Routes {
    list::routes().merge(bulk::routes()).merge(callbacks::routes())
}

fn doc(summary: &'static str, request: Option<Schema>, response: Option<Schema>) -> ApiDoc {
    ApiDoc { summary, request, response, ..ApiDoc::default() }
}

/// The employee for whom a call is made, with the people of today as they are for them.
async fn employee(tx: &mut Tx, cx: &ApiCx, named: Option<Uuid>) -> Result<(EmployeeId, People), WebError> {
    let employee = match (cx.by, named) {
        (By::Employee(id), _) => id,
        (_, Some(id)) => EmployeeId::new(id),
        _ => return Err(WebError::Refused("inbox-employee-missing")),
    };
    let people = People::read(tx, employee, cx.at, cx.words).await?;
    if people.works(employee) {
        Ok((employee, people))
    } else {
        Err(WebError::Refused("inbox-employee-missing"))
    }
}
