//! What the overview of the set-up lists, a page at a time.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Lang, Text, fold};
use uuid::Uuid;

row! {
    /// A branch with the essentials.
    #[derive(Clone, Debug)]
    pub(super) struct BranchRow {
        pub(super) id: Uuid, pub(super) code: String, pub(super) name_lv: String, pub(super) name_en: String,
        pub(super) address: String, pub(super) active: bool,
    }
}

impl BranchRow {
    pub(super) fn name(&self, lang: Lang) -> String {
        Text::new(self.name_lv.clone(), self.name_en.clone()).get(lang).to_owned()
    }

    /// Whether a text that was searched for stands in its name, code or address.
    pub(super) fn matches(&self, folded: &str) -> bool {
        [&self.name_lv, &self.name_en, &self.code, &self.address].iter().any(|one| fold(one).contains(folded))
    }
}

/// How many programs are called no more because they took nothing.
pub(super) async fn count_given_up_webhooks(tx: &mut Tx) -> Result<i64, DbError> {
    let count =
        sql!("SELECT count(*) AS value FROM webhooks WHERE institution_id = $1 AND state = 'given_up'");
    Ok(count.scalar::<i64>(tx).await?.unwrap_or_default())
}

/// The branches, closed ones last, without their calendars.
pub(super) async fn list_branches(tx: &mut Tx) -> Result<Vec<BranchRow>, DbError> {
    sql!(
        "SELECT id, code, name_lv, name_en, address, active FROM branches
          WHERE institution_id = $1 ORDER BY active DESC, position, code"
    )
    .all(tx)
    .await
}

row! {
    /// A service with the essentials.
    #[derive(Clone, Debug)]
    pub(super) struct ServiceRow {
        pub(super) id: Uuid, pub(super) code: String, pub(super) name_lv: String, pub(super) name_en: String,
        pub(super) active: bool,
    }
}

/// A page of the services whose name holds a text; one row more than asked for when there is a next page.
pub(super) async fn list_services(
    tx: &mut Tx,
    folded: &str,
    most: i64,
    from: i64,
) -> Result<Vec<ServiceRow>, DbError> {
    sql!(
        "SELECT id, code, name_lv, name_en, active FROM services
          WHERE institution_id = $1 AND name_folded LIKE $2 ESCAPE '\\' ORDER BY name_folded, code LIMIT $3 OFFSET $4"
    )
    .bind(pattern(folded))
    .bind(most)
    .bind(from)
    .all(tx)
    .await
}

/// How many services hold a text in their name.
pub(super) async fn count_services(tx: &mut Tx, folded: &str) -> Result<i64, DbError> {
    let count = sql!(
        "SELECT count(*) AS value FROM services WHERE institution_id = $1 AND name_folded LIKE $2 ESCAPE '\\'"
    );
    Ok(count.bind(pattern(folded)).scalar::<i64>(tx).await?.unwrap_or_default())
}

row! {
    /// An employee with the essentials.
    #[derive(Clone, Debug)]
    pub(super) struct EmployeeRow {
        pub(super) id: EmployeeId, pub(super) name: String, pub(super) post: String, pub(super) email: String,
        pub(super) active: bool,
    }
}

/// A page of the employees whose name holds a text.
pub(super) async fn list_employees(
    tx: &mut Tx,
    folded: &str,
    most: i64,
    from: i64,
) -> Result<Vec<EmployeeRow>, DbError> {
    sql!(
        "SELECT id, name, post, email, active FROM employees
          WHERE institution_id = $1 AND name_folded LIKE $2 ESCAPE '\\' ORDER BY name_folded, id LIMIT $3 OFFSET $4"
    )
    .bind(pattern(folded))
    .bind(most)
    .bind(from)
    .all(tx)
    .await
}

/// How many employees hold a text in their name.
pub(super) async fn count_employees(tx: &mut Tx, folded: &str) -> Result<i64, DbError> {
    let count = sql!(
        "SELECT count(*) AS value FROM employees WHERE institution_id = $1 AND name_folded LIKE $2 ESCAPE '\\'"
    );
    Ok(count.bind(pattern(folded)).scalar::<i64>(tx).await?.unwrap_or_default())
}

/// Whether a service is in use.
pub(super) async fn has_service(tx: &mut Tx) -> Result<bool, DbError> {
    let one = sql!("SELECT count(*) AS value FROM services WHERE institution_id = $1 AND active = TRUE");
    Ok(one.scalar::<i64>(tx).await?.unwrap_or_default() > 0)
}

/// Whether somebody who works here serves clients.
pub(super) async fn has_specialist(tx: &mut Tx) -> Result<bool, DbError> {
    let one = sql!(
        "SELECT count(*) AS value FROM employee_roles r
           JOIN employees e ON e.institution_id = r.institution_id AND e.id = r.employee_id AND e.active = TRUE
          WHERE r.institution_id = $1 AND r.role = 'service_specialist'"
    );
    Ok(one.scalar::<i64>(tx).await?.unwrap_or_default() > 0)
}

/// A text for LIKE in which nothing stands for something else.
fn pattern(folded: &str) -> String {
    let escaped: String = folded
        .chars()
        .flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c]))
        .collect();
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_mean_something_to_the_database_are_searched_for_as_they_are() {
        assert_eq!(pattern("50%_a\\"), "%50\\%\\_a\\\\%");
        assert_eq!(pattern(""), "%%");
    }
}
