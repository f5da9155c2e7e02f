//! Questions and non-conformities for other programs. A program acts for the employee whom it names.

mod nonconformities;
mod requests;

use schemars::JsonSchema;
use serde_json::Value;
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::EmployeeId;
use solits_web::{ApiCx, ApiDoc, Routes};
use uuid::Uuid;

use crate::{actions::ColleagueError, model::Refusal};

/// The routes of other programs.
pub(crate) fn routes() -> Routes {
    requests::routes().merge(nonconformities::routes())
}

fn schema<T: JsonSchema>() -> Value {
    serde_json::to_value(schemars::schema_for!(T)).unwrap_or_default()
}

fn doc(summary: &'static str, request: Option<Value>, response: Option<Value>) -> ApiDoc {
    ApiDoc { summary, request, response, ..ApiDoc::default() }
}

/// The employee for whom a call is made: whoever is signed in, else the one whom the program names.
async fn actor(tx: &mut Tx, cx: &ApiCx, named: Option<Uuid>) -> Result<Actor, ColleagueError> {
    let employee = match (cx.by, named) {
        (By::Employee(id), _) => id,
        (_, Some(id)) => EmployeeId::new(id),
        _ => return Err(Refusal::NoSuchEmployee.into()),
    };
    let found = solits_organisation::find_employee(tx, employee).await?;
    found.filter(|one| one.active).ok_or(Refusal::NoSuchEmployee)?;
    Ok(Actor { by: By::Employee(employee), at: cx.at })
}
