//! What an institution has beside the [fixture](crate::Fixture) in the tests of most rooms: a standard with promises of its
//! own, a service, units, people with names and roles.

use solits_db::{Tx, sql};
use solits_kernel::{BranchId, EmployeeId, ServiceId};
use uuid::Uuid;

/// Puts a second version of the standard in force, from the beginning of time on. Whoever has a program running tells it
/// that its heart has changed.
pub async fn standard(tx: &mut Tx, source: &str) {
    sql!(
        "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
         VALUES ($1, 2, 'testa', '2', $2, 'in_force', 0, 0, 1)"
    )
    .bind(source)
    .run(tx)
    .await
    .expect("a standard");
}

/// Adds the service `DZ` with a deadline of three working days, under its Latvian and its English name.
pub async fn service(tx: &mut Tx, id: ServiceId, (lv, en): (&str, &str)) {
    sql!(
        "INSERT INTO services (institution_id, id, code, name_lv, name_en, name_folded, card, deadline_unit, deadline_count,
                identity_check, usual_minutes, active)
         VALUES ($1, $2, 'DZ', $3, $4, $5, '{}', 'working_days', 3, 'must', 10, TRUE)"
    )
    .bind(id)
    .bind(lv)
    .bind(en)
    .bind(solits_kernel::fold(lv))
    .run(tx)
    .await
    .expect("a service");
}

/// Adds a unit nobody leads.
pub async fn unit(tx: &mut Tx, id: Uuid, name: &str) {
    sql!("INSERT INTO units (institution_id, id, name) VALUES ($1, $2, $3)")
        .bind(id)
        .bind(name)
        .run(tx)
        .await
        .expect("a unit");
}

/// Gives an employee of the fixture a name, a branch and a unit.
pub async fn person(tx: &mut Tx, id: EmployeeId, name: &str, branch: BranchId, unit: Option<Uuid>) {
    sql!(
        "UPDATE employees SET name = $3, branch_id = $4, unit_id = $5 WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .bind(name)
    .bind(branch)
    .bind(unit)
    .run(tx)
    .await
    .expect("an employee");
}

/// Gives an employee a role beside those they have.
pub async fn role(tx: &mut Tx, employee: EmployeeId, role: &str) {
    sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, $3)")
        .bind(employee)
        .bind(role)
        .run(tx)
        .await
        .expect("a role");
}
