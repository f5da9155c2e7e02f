//! What the set-up pages read and change: unlike what other rooms see, things that are closed too.

use std::collections::HashMap;

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{
    BranchId, CounterId, DeviceId, EmployeeId, Lang, LineId, ServiceId, Timestamp, UnitId, fold,
};
use uuid::Uuid;

use super::actions::{BranchChange, EmployeeChange, LineChange, ServiceChange};

row! {
    /// A branch as it is stored.
    #[derive(Clone, Debug)]
    pub(crate) struct BranchRow {
        pub(crate) code: String, pub(crate) name_lv: String, pub(crate) name_en: String,
        pub(crate) address: String, pub(crate) phone: String, pub(crate) email: String, pub(crate) calendar: String,
        pub(crate) calendar_version: i64, pub(crate) queue_device: bool, pub(crate) position: i64, pub(crate) active: bool,
    }
}

/// A branch, closed or not.
pub(crate) async fn find_branch(tx: &mut Tx, id: BranchId) -> Result<Option<BranchRow>, DbError> {
    sql!(
        "SELECT code, name_lv, name_en, address, phone, email, calendar, calendar_version, queue_device, position, active
           FROM branches WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional(tx)
    .await
}

/// Changes what a branch is called and how it is reached.
pub(crate) async fn update_branch(tx: &mut Tx, id: BranchId, change: &BranchChange) -> Result<(), DbError> {
    sql!(
        "UPDATE branches SET name_lv = $3, name_en = $4, address = $5, phone = $6, email = $7, queue_device = $8,
                position = $9
          WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .bind(&change.name.lv)
    .bind(&change.name.en)
    .bind(&change.address)
    .bind(&change.phone)
    .bind(&change.email)
    .bind(change.queue_device)
    .bind(change.position)
    .run(tx)
    .await?;
    Ok(())
}

/// Closes a branch or opens it again.
pub(crate) async fn set_branch_active(tx: &mut Tx, id: BranchId, active: bool) -> Result<(), DbError> {
    sql!("UPDATE branches SET active = $3 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(active)
        .run(tx)
        .await?;
    Ok(())
}

/// Clients of this day who wait, are called, served or set aside in a branch; in all its lines, or in one.
pub(crate) async fn count_clients(
    tx: &mut Tx,
    branch: Option<BranchId>,
    line: Option<LineId>,
    day: i64,
) -> Result<i64, DbError> {
    let count = sql!(
        "SELECT count(*) AS value FROM tickets
          WHERE institution_id = $1 AND day = $4 AND status IN ('waiting', 'called', 'serving', 'parked')
            AND (branch_id = $2 OR $2 IS NULL) AND (line_id = $3 OR $3 IS NULL)"
    )
    .bind(branch)
    .bind(line)
    .bind(day)
    .scalar::<i64>(tx)
    .await?;
    Ok(count.unwrap_or_default())
}

row! {
    /// A thing that may be closed, with what it is called.
    #[derive(Clone, Debug)]
    pub(crate) struct NamedRow { pub(crate) id: Uuid, pub(crate) code: String, pub(crate) name_lv: String, pub(crate) name_en: String, pub(crate) active: bool }
}

impl NamedRow {
    /// What a list calls it: a line by its letter and name, anything else by its name.
    pub(crate) fn label(&self, lang: Lang) -> String {
        let name = if lang == Lang::En { &self.name_en } else { &self.name_lv };
        if self.code.chars().count() == 1 { format!("{} {name}", self.code) } else { name.clone() }
    }
}

/// Branches in their order, closed ones too.
pub(crate) async fn list_branches(tx: &mut Tx) -> Result<Vec<NamedRow>, DbError> {
    sql!("SELECT id, code, name_lv, name_en, active FROM branches WHERE institution_id = $1 ORDER BY position, code")
        .all(tx)
        .await
}

/// Lines in their order, closed ones too; their code is the letter.
pub(crate) async fn list_lines(tx: &mut Tx) -> Result<Vec<NamedRow>, DbError> {
    sql!(
        "SELECT id, letter AS code, name_lv, name_en, active FROM lines WHERE institution_id = $1 ORDER BY position, letter"
    )
    .all(tx)
    .await
}

/// Services by name, closed ones too.
pub(crate) async fn list_services(tx: &mut Tx) -> Result<Vec<NamedRow>, DbError> {
    sql!("SELECT id, code, name_lv, name_en, active FROM services WHERE institution_id = $1 ORDER BY name_folded, code")
        .all(tx)
        .await
}

row! {
    /// A line as it is stored.
    #[derive(Clone, Debug)]
    pub(crate) struct LineRow { pub(crate) letter: String, pub(crate) name_lv: String, pub(crate) name_en: String, pub(crate) position: i64, pub(crate) active: bool }
}

/// A line, closed or not.
pub(crate) async fn find_line(tx: &mut Tx, id: LineId) -> Result<Option<LineRow>, DbError> {
    sql!("SELECT letter, name_lv, name_en, position, active FROM lines WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .optional(tx)
        .await
}

/// Changes a line's letter, name and place in the order.
pub(crate) async fn update_line(tx: &mut Tx, id: LineId, change: &LineChange) -> Result<(), DbError> {
    sql!(
        "UPDATE lines SET letter = $3, name_lv = $4, name_en = $5, position = $6 WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .bind(&change.letter)
    .bind(&change.name.lv)
    .bind(&change.name.en)
    .bind(change.position)
    .run(tx)
    .await?;
    Ok(())
}

/// Closes a line or opens it again.
pub(crate) async fn set_line_active(tx: &mut Tx, id: LineId, active: bool) -> Result<(), DbError> {
    sql!("UPDATE lines SET active = $3 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(active)
        .run(tx)
        .await?;
    Ok(())
}

row! {
    struct BranchIdRow { branch_id: BranchId }
}
row! {
    struct LineIdRow { line_id: LineId }
}
row! {
    struct ServiceIdRow { service_id: ServiceId }
}

/// The branches that offer a line.
pub(crate) async fn branches_of_line(tx: &mut Tx, line: LineId) -> Result<Vec<BranchId>, DbError> {
    let rows = sql!("SELECT branch_id FROM branch_lines WHERE institution_id = $1 AND line_id = $2")
        .bind(line)
        .all::<BranchIdRow>(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.branch_id).collect())
}

/// Offers a line at a branch no longer.
pub(crate) async fn delete_branch_line(tx: &mut Tx, branch: BranchId, line: LineId) -> Result<(), DbError> {
    sql!("DELETE FROM branch_lines WHERE institution_id = $1 AND branch_id = $2 AND line_id = $3")
        .bind(branch)
        .bind(line)
        .run(tx)
        .await?;
    Ok(())
}

row! {
    /// A counter as it is stored.
    #[derive(Clone, Debug)]
    pub(crate) struct CounterRow {
        pub(crate) id: CounterId, pub(crate) branch_id: BranchId, pub(crate) number: i64, pub(crate) state: String,
        pub(crate) active: bool,
    }
}

/// The counters of a branch by number, closed ones too.
pub(crate) async fn list_counters(tx: &mut Tx, branch: BranchId) -> Result<Vec<CounterRow>, DbError> {
    sql!(
        "SELECT id, branch_id, number, state, active FROM counters WHERE institution_id = $1 AND branch_id = $2 ORDER BY number"
    )
    .bind(branch)
    .all(tx)
    .await
}

/// A counter, in use or not.
pub(crate) async fn find_counter(tx: &mut Tx, id: CounterId) -> Result<Option<CounterRow>, DbError> {
    sql!("SELECT id, branch_id, number, state, active FROM counters WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .optional(tx)
        .await
}

/// Gives a counter another number.
pub(crate) async fn update_counter(tx: &mut Tx, id: CounterId, number: i64) -> Result<(), DbError> {
    sql!("UPDATE counters SET number = $3 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(number)
        .run(tx)
        .await?;
    Ok(())
}

/// Takes a counter out of use or into use again, unless somebody works at it. `false` when somebody does.
pub(crate) async fn set_counter_active(tx: &mut Tx, id: CounterId, active: bool) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE counters SET active = $3
          WHERE institution_id = $1 AND id = $2 AND state = 'closed' AND ticket_id IS NULL"
    )
    .bind(id)
    .bind(active)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// The lines a counter serves.
pub(crate) async fn lines_of_counter(tx: &mut Tx, counter: CounterId) -> Result<Vec<LineId>, DbError> {
    let rows = sql!("SELECT line_id FROM counter_lines WHERE institution_id = $1 AND counter_id = $2")
        .bind(counter)
        .all::<LineIdRow>(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.line_id).collect())
}

/// Lets a counter serve no line, before it is told which.
pub(crate) async fn delete_counter_lines(tx: &mut Tx, counter: CounterId) -> Result<(), DbError> {
    sql!("DELETE FROM counter_lines WHERE institution_id = $1 AND counter_id = $2")
        .bind(counter)
        .run(tx)
        .await?;
    Ok(())
}

/// Whether a service is offered; `None` when there is none such.
pub(crate) async fn find_service_active(tx: &mut Tx, id: ServiceId) -> Result<Option<bool>, DbError> {
    sql!("SELECT active AS value FROM services WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .scalar(tx)
        .await
}

/// Changes a service and its card.
pub(crate) async fn update_service(
    tx: &mut Tx,
    id: ServiceId,
    change: &ServiceChange,
    card: &str,
) -> Result<(), DbError> {
    sql!(
        "UPDATE services SET line_id = $3, name_lv = $4, name_en = $5, name_folded = $6, card = $7, deadline_unit = $8,
                deadline_count = $9, price_cents = $10, identity_check = $11, usual_minutes = $12, owner_id = $13
          WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .bind(change.line)
    .bind(&change.name.lv)
    .bind(&change.name.en)
    .bind(fold(&change.name.lv))
    .bind(card)
    .bind(change.deadline.as_ref().map(|deadline| deadline.unit.as_str()))
    .bind(change.deadline.as_ref().map(|deadline| deadline.count))
    .bind(change.price_cents)
    .bind(change.identity_check.name())
    .bind(change.usual_minutes)
    .bind(change.owner)
    .run(tx)
    .await?;
    Ok(())
}

/// Takes a service from the catalogue or puts it back.
pub(crate) async fn set_service_active(tx: &mut Tx, id: ServiceId, active: bool) -> Result<(), DbError> {
    sql!("UPDATE services SET active = $3 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(active)
        .run(tx)
        .await?;
    Ok(())
}

row! {
    /// A unit's name.
    #[derive(Clone, Debug)]
    pub(crate) struct UnitRow { pub(crate) id: UnitId, pub(crate) name: String }
}

/// The units by name.
pub(crate) async fn list_units(tx: &mut Tx) -> Result<Vec<UnitRow>, DbError> {
    sql!("SELECT id, name FROM units WHERE institution_id = $1 ORDER BY name").all(tx).await
}

/// Changes an employee, roles and skills included. What is written into an account that was forgotten is forgotten again.
pub(crate) async fn update_employee(
    tx: &mut Tx,
    id: EmployeeId,
    change: &EmployeeChange,
) -> Result<(), DbError> {
    let levels: String = change.levels.iter().map(ToString::to_string).collect();
    sql!(
        "UPDATE employees SET name = $3, name_folded = $4, post = $5, email = $6, phone = $7, unit_id = $8, branch_id = $9,
                supervisor_id = $10, levels = $11, forgotten_at = NULL
          WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .bind(&change.name)
    .bind(fold(&change.name))
    .bind(&change.post)
    .bind(change.email.to_lowercase())
    .bind(&change.phone)
    .bind(change.unit)
    .bind(change.branch)
    .bind(change.supervisor)
    .bind(levels)
    .run(tx)
    .await?;
    sql!("DELETE FROM employee_roles WHERE institution_id = $1 AND employee_id = $2")
        .bind(id)
        .run(tx)
        .await?;
    sql!("DELETE FROM employee_skills WHERE institution_id = $1 AND employee_id = $2")
        .bind(id)
        .run(tx)
        .await?;
    for role in &change.roles {
        crate::store::insert_role(tx, id, role).await?;
    }
    for service in &change.skills {
        insert_skill(tx, id, *service).await?;
    }
    Ok(())
}

/// Notes that an employee has left, or has come back. Whoever is said to have left once more left when it was said first.
pub(crate) async fn set_employee_active(
    tx: &mut Tx,
    id: EmployeeId,
    active: bool,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "UPDATE employees SET active = $3, left_at = CASE WHEN $3 = TRUE THEN NULL ELSE COALESCE(left_at, $4) END,
                forgotten_at = CASE WHEN $3 = TRUE THEN NULL ELSE forgotten_at END
          WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .bind(active)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Ends all sessions of an employee.
pub(crate) async fn end_sessions(tx: &mut Tx, id: EmployeeId) -> Result<(), DbError> {
    sql!("DELETE FROM sessions WHERE institution_id = $1 AND employee_id = $2").bind(id).run(tx).await?;
    // Pages that are open look again whether they still may.
    tx.insist("sessions");
    Ok(())
}

/// Voids the invitation of an employee.
pub(crate) async fn void_invitation(tx: &mut Tx, id: EmployeeId) -> Result<(), DbError> {
    sql!("DELETE FROM invitations WHERE institution_id = $1 AND employee_id = $2").bind(id).run(tx).await?;
    Ok(())
}

/// How many other people who still work here hold a role.
pub(crate) async fn count_others_with_role(tx: &mut Tx, id: EmployeeId, role: &str) -> Result<i64, DbError> {
    let count = sql!(
        "SELECT count(*) AS value FROM employee_roles r
           JOIN employees e ON e.institution_id = r.institution_id AND e.id = r.employee_id AND e.active = TRUE
          WHERE r.institution_id = $1 AND r.employee_id <> $2 AND r.role = $3"
    )
    .bind(id)
    .bind(role)
    .scalar::<i64>(tx)
    .await?;
    Ok(count.unwrap_or_default())
}

/// The services an employee is able to give.
pub(crate) async fn skills_of(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<ServiceId>, DbError> {
    let rows = sql!("SELECT service_id FROM employee_skills WHERE institution_id = $1 AND employee_id = $2")
        .bind(employee)
        .all::<ServiceIdRow>(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.service_id).collect())
}

/// Notes that an employee is able to give a service.
pub(crate) async fn insert_skill(
    tx: &mut Tx,
    employee: EmployeeId,
    service: ServiceId,
) -> Result<(), DbError> {
    sql!("INSERT INTO employee_skills (institution_id, employee_id, service_id) VALUES ($1, $2, $3)")
        .bind(employee)
        .bind(service)
        .run(tx)
        .await?;
    Ok(())
}

row! {
    struct SkillRow { employee_id: EmployeeId, service_id: ServiceId }
}

/// The services each employee is able to give.
pub(crate) async fn list_skills(tx: &mut Tx) -> Result<HashMap<EmployeeId, Vec<ServiceId>>, DbError> {
    let mut skills: HashMap<EmployeeId, Vec<ServiceId>> = HashMap::new();
    for row in sql!("SELECT employee_id, service_id FROM employee_skills WHERE institution_id = $1")
        .all::<SkillRow>(tx)
        .await?
    {
        skills.entry(row.employee_id).or_default().push(row.service_id);
    }
    Ok(skills)
}

row! {
    /// A device as the list shows it.
    #[derive(Clone, Debug)]
    pub(crate) struct DeviceRow {
        pub(crate) id: DeviceId, pub(crate) branch_id: BranchId, pub(crate) kind: String, pub(crate) name: String,
        pub(crate) branch_lv: String, pub(crate) branch_en: String, pub(crate) pairing_until: Option<Timestamp>,
        pub(crate) token_at: Option<Timestamp>, pub(crate) seen_at: Option<Timestamp>, pub(crate) revoked_at: Option<Timestamp>,
        pub(crate) prints: bool,
    }
}

/// The devices of the institution: those in use first, then by branch and age.
pub(crate) async fn list_devices(tx: &mut Tx) -> Result<Vec<DeviceRow>, DbError> {
    sql!(
        "SELECT d.id, d.branch_id, d.kind, d.name, b.name_lv AS branch_lv, b.name_en AS branch_en, d.pairing_until, d.token_at,
                d.seen_at, d.revoked_at, d.prints
           FROM devices d
           JOIN branches b ON b.institution_id = d.institution_id AND b.id = d.branch_id
          WHERE d.institution_id = $1
          ORDER BY d.revoked_at IS NOT NULL, b.position, b.code, d.created_at, d.id"
    )
    .all(tx)
    .await
}

/// The branch of a device; `None` when there is none such.
pub(crate) async fn find_device_branch(tx: &mut Tx, id: DeviceId) -> Result<Option<BranchId>, DbError> {
    let row = sql!("SELECT branch_id FROM devices WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .optional::<BranchIdRow>(tx)
        .await?;
    Ok(row.map(|row| row.branch_id))
}

/// Calls a device by a name and says whether it has a printer. `false` when it has been revoked.
pub(crate) async fn update_device(
    tx: &mut Tx,
    id: DeviceId,
    name: &str,
    prints: bool,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE devices SET name = $3, prints = $4 WHERE institution_id = $1 AND id = $2 AND revoked_at IS NULL"
    )
    .bind(id)
    .bind(name)
    .bind(prints)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Revokes a device: neither its token nor its pairing code is good any more. `false` when it was revoked before.
pub(crate) async fn revoke_device(tx: &mut Tx, id: DeviceId, at: Timestamp) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE devices SET revoked_at = $3, token_hash = NULL, previous_token_hash = NULL, pairing_hash = NULL,
                pairing_until = NULL
          WHERE institution_id = $1 AND id = $2 AND revoked_at IS NULL"
    )
    .bind(id)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Stores a version of a channel's hours; `None` for the hours of the branch.
pub(crate) async fn insert_channel_calendar(
    tx: &mut Tx,
    branch: BranchId,
    channel: &str,
    version: i64,
    calendar: Option<&str>,
    valid_from: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO branch_channel_calendars (institution_id, branch_id, channel, version, calendar, valid_from)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(branch)
    .bind(channel)
    .bind(version)
    .bind(calendar)
    .bind(valid_from)
    .run(tx)
    .await?;
    Ok(())
}
