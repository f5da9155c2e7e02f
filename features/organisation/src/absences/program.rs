//! `/api/v1/absences`: who is away when and who stands in, for another program, such as the one of the personnel.

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_kernel::{EmployeeId, day_number, day_of_number};
use solits_web::{ApiCx, ApiDoc, Json, Routes, Schema, WebError, WrongField, recall, remember, schema};
use uuid::Uuid;

use super::{
    actions,
    store::{self, AbsenceId, AbsenceRow},
};

/// Days on which somebody is away.
#[derive(Serialize, JsonSchema)]
struct AbsenceBody {
    id: Uuid,
    /// Id of the employee.
    employee: Uuid,
    /// The first day.
    from: String,
    /// The last day.
    until: String,
    /// Id of who stands in; absent where whoever does so always is meant.
    substitute: Option<Uuid>,
}

impl From<AbsenceRow> for AbsenceBody {
    fn from(row: AbsenceRow) -> Self {
        Self {
            id: row.id.uuid(),
            employee: row.employee_id.uuid(),
            from: day_of_number(row.from_on).to_string(),
            until: day_of_number(row.until_on).to_string(),
            substitute: row.substitute_id.map(EmployeeId::uuid),
        }
    }
}

/// Absences, the earliest first.
#[derive(Serialize, JsonSchema)]
struct ListBody {
    absences: Vec<AbsenceBody>,
}

/// An absence that was agreed elsewhere.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewBody {
    /// Id of the employee.
    employee: Uuid,
    /// The first day, `2026-11-23`.
    from: String,
    /// The last day.
    until: String,
    /// Id of who stands in; without one whoever does so always.
    #[serde(default)]
    substitute: Option<Uuid>,
}

/// Which absences.
#[derive(Deserialize)]
struct Asked {
    employee: Option<Uuid>,
}

pub(super) fn routes() -> Routes {
    let doc = |summary, request: Option<Schema>, response| ApiDoc {
        summary,
        request,
        response,
        ..ApiDoc::default()
    };
    let listed = ApiDoc {
        query: &[("employee", "Id of the employee; everybody when absent")],
        ..doc("Absences that are not over, the earliest first", None, Some(schema::<ListBody>))
    };
    let added = doc(
        "Note an absence that was agreed elsewhere",
        Some(schema::<NewBody>),
        Some(schema::<AbsenceBody>),
    );
    let nothing: Option<Schema> = Some(|| serde_json::json!({ "type": "object" }));
    let ended = doc("End an absence with yesterday; one that has not begun is taken back", None, nothing);
    Routes::new()
        .api(Method::GET, "/api/v1/absences", "setup.read", listed, list)
        .api(Method::POST, "/api/v1/absences", "setup.write", added, add)
        .api(Method::POST, "/api/v1/absences/{absence}/end", "setup.write", ended, end)
}

async fn list(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let today = day_number(cx.at.day());
    let mut tx = cx.read().await?;
    let all = store::list(&mut tx).await?;
    let is_asked = |one: &AbsenceRow| asked.employee.is_none_or(|id| id == one.employee_id.uuid());
    let shown = all.into_iter().filter(|one| one.until_on >= today && is_asked(one));
    Ok(Json(ListBody { absences: shown.map(AbsenceBody::from).collect() }).into_response())
}

async fn add(cx: ApiCx, headers: HeaderMap, Json(body): Json<NewBody>) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let day = |field: &str, text: &str| {
        text.trim().parse::<Date>().map_err(|_| refused(field, cx.words.t("organisation-day-needed")))
    };
    let (from, until) = (day("from", &body.from)?, day("until", &body.until)?);
    if until < from {
        return Err(refused("until", cx.words.t("organisation-day-before")));
    }
    if body.substitute == Some(body.employee) {
        return Err(refused("substitute", cx.words.t("organisation-substitute-self")));
    }
    let mut row = AbsenceRow {
        id: cx.app.random.id(cx.at),
        employee_id: EmployeeId::new(body.employee),
        from_on: day_number(from),
        until_on: day_number(until),
        substitute_id: body.substitute.map(EmployeeId::new),
    };
    let mut tx = cx.write().await?;
    if let Some(before) = recall(&mut tx, "absence.add", &key).await? {
        row.id = before.parse().map_err(|_| WebError::NotFound)?;
    } else {
        actions::add(&mut tx, &cx.app, &cx.actor(), &row).await?;
        remember(&mut tx, "absence.add", &key, &row.id.to_string(), cx.at).await?;
        tx.commit().await?;
    }
    Ok(Json(AbsenceBody::from(row)).into_response())
}

async fn end(cx: ApiCx, Path(id): Path<AbsenceId>, headers: HeaderMap) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let mut tx = cx.write().await?;
    if recall(&mut tx, "absence.end", &key).await?.is_none() {
        actions::end(&mut tx, &cx.app, &cx.actor(), id).await?;
        remember(&mut tx, "absence.end", &key, &id.to_string(), cx.at).await?;
        tx.commit().await?;
    }
    Ok(Json(serde_json::json!({})).into_response())
}

fn refused(field: &str, text: String) -> WebError {
    WebError::Fields(vec![WrongField { field: field.to_owned(), text, confirm: None }])
}
