//! Forms of services as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::ServiceId;

use super::model::ServiceForm;

row! {
    struct FormRow { fields: String, version: i64 }
}

/// The form of a service; an empty one where nobody has designed one.
///
/// # Errors
/// Where the database fails.
pub async fn find_form(tx: &mut Tx, service: ServiceId) -> Result<ServiceForm, DbError> {
    let row = sql!("SELECT fields, version FROM service_forms WHERE institution_id = $1 AND service_id = $2")
        .bind(service)
        .optional::<FormRow>(tx)
        .await?;
    let Some(row) = row else { return Ok(ServiceForm::default()) };
    let fields = serde_json::from_str(&row.fields)
        .map_err(|_| DbError::Corrupt(format!("the form of service {service}")))?;
    Ok(ServiceForm { fields, version: row.version })
}

/// Stores a form, unless it was changed since version `form.version`: `false` then.
pub(super) async fn store_form(tx: &mut Tx, service: ServiceId, form: &ServiceForm) -> Result<bool, DbError> {
    let fields = serde_json::to_string(&form.fields).unwrap_or_default();
    let stored = sql!(
        "INSERT INTO service_forms (institution_id, service_id, fields, version) VALUES ($1, $2, $3, $4 + 1)
         ON CONFLICT (institution_id, service_id) DO UPDATE SET fields = $3, version = $4 + 1
          WHERE service_forms.version = $4"
    )
    .bind(service)
    .bind(fields)
    .bind(form.version)
    .run(tx)
    .await?;
    Ok(stored == 1)
}
