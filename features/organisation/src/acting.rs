//! For whom another program acts.

use solits_db::{DbError, Tx};
use solits_journal::By;
use solits_kernel::EmployeeId;
use solits_web::ApiCx;
use uuid::Uuid;

use crate::{facts::find_employee, model::Employee};

/// The employee for whom a call is made: whoever is signed in, else the one whom the program names. `None` for nobody, and
/// for somebody who does not work here any more.
pub async fn acting_employee(
    tx: &mut Tx,
    cx: &ApiCx,
    named: Option<Uuid>,
) -> Result<Option<Employee>, DbError> {
    let employee = match (cx.by, named) {
        (By::Employee(id), _) => id,
        (_, Some(id)) => EmployeeId::new(id),
        _ => return Ok(None),
    };
    Ok(find_employee(tx, employee).await?.filter(|one| one.active))
}
