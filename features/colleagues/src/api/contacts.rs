//! `GET /api/v1/contacts`: whom to ask about what.

use axum::{
    http::Method,
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::Serialize;
use solits_kernel::{EmployeeId, ServiceId, UnitId};
use solits_structure::Day;
use solits_web::{ApiCx, Json, Routes, WebError, schema};
use uuid::Uuid;

use super::doc;
use crate::contacts::{Contact, contacts};

/// Somebody who knows.
#[derive(Serialize, JsonSchema)]
struct ContactBody {
    /// Id of the employee.
    employee: Uuid,
    name: String,
    post: String,
    unit: Option<Uuid>,
    phone: String,
    email: String,
    /// Ids of the units they lead.
    leads: Vec<Uuid>,
    /// Ids of the units they are contact person of.
    contact_of: Vec<Uuid>,
    /// Whether they are contact person of the whole institution.
    is_contact_of_all: bool,
    /// Ids of the services they answer for.
    services: Vec<Uuid>,
    /// Who answers today, themselves or whoever stands in; absent while nobody does.
    answers: Option<Uuid>,
}

impl ContactBody {
    fn of(one: &Contact<'_>, day: &Day<'_>) -> Self {
        let units = one.named_for.iter().flatten().copied();
        Self {
            employee: one.employee.id.uuid(),
            name: one.employee.name.clone(),
            post: one.employee.post.clone(),
            unit: one.unit.map(UnitId::uuid),
            phone: one.employee.phone.clone(),
            email: one.employee.email.clone(),
            leads: one.leads.iter().copied().map(UnitId::uuid).collect(),
            contact_of: units.map(UnitId::uuid).collect(),
            is_contact_of_all: one.named_for.contains(&None),
            services: one.services.iter().copied().map(ServiceId::uuid).collect(),
            answers: day.acting_for(one.employee.id).map(EmployeeId::uuid),
        }
    }
}

/// Those who are asked.
#[derive(Serialize, JsonSchema)]
struct ListBody {
    contacts: Vec<ContactBody>,
}

pub(super) fn routes() -> Routes {
    let listed = doc("Whom to ask about what", None, Some(schema::<ListBody>));
    Routes::new().api(Method::GET, "/api/v1/contacts", "requests.read", listed, list)
}

async fn list(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let employees = solits_organisation::list_employees(&mut tx).await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let structure = solits_organisation::find_structure(&mut tx).await?;
    drop(tx);
    let day = structure.on(cx.at.day());
    let all = contacts(&employees, &services, &day);
    Ok(Json(ListBody { contacts: all.iter().map(|one| ContactBody::of(one, &day)).collect() })
        .into_response())
}
