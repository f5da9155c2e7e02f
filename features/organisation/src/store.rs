//! Set-up in the database.

use solits_db::{DbError, Tx, global_sql, sql};
use solits_kernel::{
    BranchId, CounterId, DeviceId, EmployeeId, InstitutionId, LineId, ServiceId, Text, Timestamp, TokenId,
    UnitId, fold,
};

use crate::actions::{NewBranch, NewEmployee, NewService};

/// Makes an institution under the next number.
pub(crate) async fn insert_institution(
    tx: &mut Tx,
    code: &str,
    name: &Text,
    profile: &str,
    demo: bool,
    at: Timestamp,
) -> Result<InstitutionId, DbError> {
    let number = global_sql!("SELECT coalesce(max(id), 0) + 1 AS value FROM institutions")
        .scalar::<i64>(tx)
        .await?
        .unwrap_or(1);
    global_sql!(
        "INSERT INTO institutions (id, code, name_lv, name_en, profile, demo, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(number)
    .bind(code)
    .bind(&name.lv)
    .bind(&name.en)
    .bind(profile)
    .bind(demo)
    .bind(at)
    .run(tx)
    .await?;
    Ok(InstitutionId(number))
}

/// Stores a branch with the first version of its calendar.
pub(crate) async fn insert_branch(
    tx: &mut Tx,
    id: BranchId,
    branch: &NewBranch,
    calendar: &str,
    version: i64,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO branches (institution_id, id, code, name_lv, name_en, address, phone, email, calendar, calendar_version,
                queue_device, position, active)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, TRUE)"
    )
    .bind(id)
    .bind(&branch.code)
    .bind(&branch.name.lv)
    .bind(&branch.name.en)
    .bind(&branch.address)
    .bind(&branch.phone)
    .bind(&branch.email)
    .bind(calendar)
    .bind(version)
    .bind(branch.queue_device)
    .bind(branch.position)
    .run(tx)
    .await?;
    Ok(())
}

/// The version of a branch's calendar now.
pub(crate) async fn find_calendar_version(tx: &mut Tx, branch: BranchId) -> Result<Option<i64>, DbError> {
    sql!("SELECT calendar_version AS value FROM branches WHERE institution_id = $1 AND id = $2")
        .bind(branch)
        .scalar(tx)
        .await
}

/// Stores a version of a branch's calendar, valid from an instant.
pub(crate) async fn insert_calendar(
    tx: &mut Tx,
    branch: BranchId,
    version: i64,
    calendar: &str,
    valid_from: Timestamp,
) -> Result<(), DbError> {
    sql!("INSERT INTO branch_calendars (institution_id, branch_id, version, calendar, valid_from) VALUES ($1, $2, $3, $4, $5)")
        .bind(branch)
        .bind(version)
        .bind(calendar)
        .bind(valid_from)
        .run(tx)
        .await?;
    Ok(())
}

/// Makes a calendar the present one, if `was` still is. `false` when somebody was faster.
pub(crate) async fn update_calendar(
    tx: &mut Tx,
    branch: BranchId,
    was: i64,
    version: i64,
    calendar: &str,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE branches SET calendar = $4, calendar_version = $5
          WHERE institution_id = $1 AND id = $2 AND calendar_version = $3"
    )
    .bind(branch)
    .bind(was)
    .bind(calendar)
    .bind(version)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Stores a line.
pub(crate) async fn insert_line(
    tx: &mut Tx,
    id: LineId,
    letter: &str,
    name: &Text,
    position: i64,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO lines (institution_id, id, letter, name_lv, name_en, position, active) VALUES ($1, $2, $3, $4, $5, $6, TRUE)"
    )
    .bind(id)
    .bind(letter)
    .bind(&name.lv)
    .bind(&name.en)
    .bind(position)
    .run(tx)
    .await?;
    Ok(())
}

/// Offers a line at a branch.
pub(crate) async fn insert_branch_line(tx: &mut Tx, branch: BranchId, line: LineId) -> Result<(), DbError> {
    sql!(
        "INSERT INTO branch_lines (institution_id, branch_id, line_id) VALUES ($1, $2, $3)
         ON CONFLICT (institution_id, branch_id, line_id) DO NOTHING"
    )
    .bind(branch)
    .bind(line)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores a counter, closed.
pub(crate) async fn insert_counter(
    tx: &mut Tx,
    id: CounterId,
    branch: BranchId,
    number: i64,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO counters (institution_id, id, branch_id, number, active, state, state_since, favoured_in_a_row)
         VALUES ($1, $2, $3, $4, TRUE, 'closed', $5, 0)"
    )
    .bind(id)
    .bind(branch)
    .bind(number)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Lets a counter serve a line.
pub(crate) async fn insert_counter_line(
    tx: &mut Tx,
    counter: CounterId,
    line: LineId,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO counter_lines (institution_id, counter_id, line_id) VALUES ($1, $2, $3)
         ON CONFLICT (institution_id, counter_id, line_id) DO NOTHING"
    )
    .bind(counter)
    .bind(line)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores a service.
pub(crate) async fn insert_service(
    tx: &mut Tx,
    id: ServiceId,
    service: &NewService,
    card: &str,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO services (institution_id, id, code, line_id, name_lv, name_en, name_folded, card, deadline_unit, deadline_count,
                price_cents, identity_check, usual_minutes, owner_id, active)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, TRUE)"
    )
    .bind(id)
    .bind(&service.code)
    .bind(service.line)
    .bind(&service.name.lv)
    .bind(&service.name.en)
    .bind(fold(&service.name.lv))
    .bind(card)
    .bind(service.deadline.as_ref().map(|deadline| deadline.unit.as_str()))
    .bind(service.deadline.as_ref().map(|deadline| deadline.count))
    .bind(service.price_cents)
    .bind(service.identity_check.name())
    .bind(service.usual_minutes)
    .bind(service.owner)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores an employee without a way to sign in yet.
pub(crate) async fn insert_employee(
    tx: &mut Tx,
    id: EmployeeId,
    employee: &NewEmployee,
) -> Result<(), DbError> {
    let levels: String = employee.levels.iter().map(ToString::to_string).collect();
    sql!(
        "INSERT INTO employees (institution_id, id, name, name_folded, post, email, phone, unit_id, branch_id, supervisor_id, levels,
                language, active)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'lv', TRUE)"
    )
    .bind(id)
    .bind(&employee.name)
    .bind(fold(&employee.name))
    .bind(&employee.post)
    .bind(employee.email.to_lowercase())
    .bind(&employee.phone)
    .bind(employee.unit)
    .bind(employee.branch)
    .bind(employee.supervisor)
    .bind(levels)
    .run(tx)
    .await?;
    for role in &employee.roles {
        insert_role(tx, id, role).await?;
    }
    Ok(())
}

/// Gives an employee a role.
pub(crate) async fn insert_role(tx: &mut Tx, employee: EmployeeId, role: &str) -> Result<(), DbError> {
    sql!(
        "INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, $3)
         ON CONFLICT (institution_id, employee_id, role) DO NOTHING"
    )
    .bind(employee)
    .bind(role)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores a unit.
pub(crate) async fn insert_unit(
    tx: &mut Tx,
    id: UnitId,
    name: &str,
    parent: Option<UnitId>,
) -> Result<(), DbError> {
    sql!("INSERT INTO units (institution_id, id, name, parent_id) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(name)
        .bind(parent)
        .run(tx)
        .await?;
    Ok(())
}

/// Names the head of a unit.
pub(crate) async fn update_unit_head(tx: &mut Tx, unit: UnitId, head: EmployeeId) -> Result<(), DbError> {
    sql!("UPDATE units SET head_id = $3 WHERE institution_id = $1 AND id = $2")
        .bind(unit)
        .bind(head)
        .run(tx)
        .await?;
    Ok(())
}

/// Stores a device that waits to be paired.
#[expect(clippy::too_many_arguments, reason = "the columns of the row")]
pub(crate) async fn insert_device(
    tx: &mut Tx,
    id: DeviceId,
    branch: BranchId,
    kind: &str,
    name: &str,
    pairing_hash: Vec<u8>,
    until: Timestamp,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO devices (institution_id, id, branch_id, kind, name, pairing_hash, pairing_until, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(id)
    .bind(branch)
    .bind(kind)
    .bind(name)
    .bind(pairing_hash)
    .bind(until)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores a token of another program.
pub(crate) async fn insert_token(
    tx: &mut Tx,
    id: TokenId,
    name: &str,
    hash: Vec<u8>,
    scopes: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!("INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(name)
        .bind(hash)
        .bind(scopes)
        .bind(at)
        .run(tx)
        .await?;
    Ok(())
}

/// Stores an invitation; an earlier one of the same person is void.
pub(crate) async fn insert_invitation(
    tx: &mut Tx,
    employee: EmployeeId,
    hash: Vec<u8>,
    until: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO invitations (institution_id, employee_id, token_hash, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (institution_id, employee_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at"
    )
    .bind(employee)
    .bind(hash)
    .bind(until)
    .run(tx)
    .await?;
    Ok(())
}

/// The institution of that code.
pub(crate) async fn find_institution_by_code(
    tx: &mut Tx,
    code: &str,
) -> Result<Option<InstitutionId>, DbError> {
    global_sql!("SELECT id AS value FROM institutions WHERE code = $1").bind(code).scalar(tx).await
}
