//! What other rooms may know of the institution: read functions only.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use solits_calendar::{Calendar, Timetable};
use solits_db::{DbError, Tx, row, sql};
use solits_journal::channel_name;
use solits_kernel::{BranchId, EmployeeId, InstitutionId, LineId, ServiceId, Text, UnitId};
use solits_standard::model::ChannelKind;

use crate::{
    editing::HoursOf,
    model::{Branch, Deadline, Employee, IdentityCheck, Institution, Line, Service, ServiceCard},
};

row! {
    struct InstitutionRow { id: InstitutionId, code: String, name_lv: String, name_en: String, profile: String, demo: bool }
}

/// The institution of this transaction.
pub async fn find_institution(tx: &mut Tx) -> Result<Option<Institution>, DbError> {
    let row = sql!("SELECT id, code, name_lv, name_en, profile, demo FROM institutions WHERE id = $1")
        .statement()
        .steady()
        .optional::<InstitutionRow>(tx)
        .await?;
    Ok(row.map(|row| Institution {
        id: row.id,
        code: row.code,
        name: Text::new(row.name_lv, row.name_en),
        profile: serde_json::from_str(&row.profile).unwrap_or_default(),
        demo: row.demo,
    }))
}

row! {
    struct BranchRow {
        id: BranchId, code: String, name_lv: String, name_en: String, address: String, phone: String, email: String,
        calendar: String, queue_device: bool,
    }
}

impl TryFrom<BranchRow> for Branch {
    type Error = DbError;
    fn try_from(row: BranchRow) -> Result<Self, DbError> {
        let calendar: Calendar = serde_json::from_str(&row.calendar)
            .map_err(|error| DbError::Corrupt(format!("calendar of {}: {error}", row.code)))?;
        Ok(Self {
            id: row.id,
            code: row.code,
            name: Text::new(row.name_lv, row.name_en),
            address: row.address,
            phone: row.phone,
            email: row.email,
            calendar: Arc::new(calendar),
            queue_device: row.queue_device,
        })
    }
}

/// The branches in their order.
pub async fn list_branches(tx: &mut Tx) -> Result<Vec<Branch>, DbError> {
    sql!(
        "SELECT id, code, name_lv, name_en, address, phone, email, calendar, queue_device
           FROM branches WHERE institution_id = $1 AND active = TRUE ORDER BY position, code"
    )
    .all::<BranchRow>(tx)
    .await?
    .into_iter()
    .map(Branch::try_from)
    .collect()
}

/// A branch.
pub async fn find_branch(tx: &mut Tx, id: BranchId) -> Result<Option<Branch>, DbError> {
    sql!(
        "SELECT id, code, name_lv, name_en, address, phone, email, calendar, queue_device
           FROM branches WHERE institution_id = $1 AND id = $2 AND active = TRUE"
    )
    .bind(id)
    .steady()
    .optional::<BranchRow>(tx)
    .await?
    .map(Branch::try_from)
    .transpose()
}

row! {
    struct ChannelRow { version: i64, calendar: Option<String> }
}

/// What a channel says of its own hours.
pub(crate) struct OwnHours {
    /// The version; the highest holds.
    pub(crate) version: i64,
    /// The channel's hours; `None` where it keeps those of the branch.
    pub(crate) timetable: Option<Timetable>,
}

/// The hours that were given last under a name; `None` when there never were any.
pub(crate) async fn find_timetable(
    tx: &mut Tx,
    branch: BranchId,
    name: &str,
) -> Result<Option<OwnHours>, DbError> {
    let Some(row) = sql!(
        "SELECT version, calendar FROM branch_channel_calendars
          WHERE institution_id = $1 AND branch_id = $2 AND channel = $3 ORDER BY version DESC LIMIT 1"
    )
    .bind(branch)
    .bind(name)
    .optional::<ChannelRow>(tx)
    .await?
    else {
        return Ok(None);
    };
    let timetable = row
        .calendar
        .map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|error| DbError::Corrupt(format!("hours of a channel of {branch}: {error}")))?;
    Ok(Some(OwnHours { version: row.version, timetable }))
}

/// The calendar of a channel of a branch: its own hours with the branch's working days, or the branch's calendar where
/// it has none.
pub async fn find_channel_calendar(
    tx: &mut Tx,
    branch: &Branch,
    channel: ChannelKind,
) -> Result<Arc<Calendar>, DbError> {
    let own = match channel {
        ChannelKind::Visit => None,
        _ => find_timetable(tx, branch.id, &channel_name(channel)).await?.and_then(|own| own.timetable),
    };
    Ok(match own {
        Some(own) => Arc::new(Calendar::new(own.with_days_of(branch.calendar.timetable()))),
        None => branch.calendar.clone(),
    })
}

/// When a branch receives private persons by appointment (D-08); `None` where it has set no such hours. A closed building
/// receives nobody: closures of the branch, and days on which it does not open, hold for the reception too unless the
/// reception has hours of its own for that day.
pub async fn find_reception_calendar(tx: &mut Tx, branch: &Branch) -> Result<Option<Arc<Calendar>>, DbError> {
    let own = find_timetable(tx, branch.id, &HoursOf::Reception.name()).await?.and_then(|own| own.timetable);
    Ok(own.map(|own| {
        let house = branch.calendar.timetable();
        let mut table = own.with_days_of(house);
        let shut = house.exceptions.iter().filter(|day| day.hours.intervals().is_empty()).cloned();
        // Of two exceptions for one day the later holds.
        table.exceptions = shut.chain(table.exceptions).collect();
        table.closures.extend(house.closures.iter().cloned());
        Arc::new(Calendar::new(table))
    }))
}

row! {
    struct BranchChannelRow { branch_id: BranchId, channel: String, calendar: Option<String> }
}

/// The calendars of all channels that have hours of their own in these branches, by branch and name of the channel.
pub async fn list_channel_calendars(
    tx: &mut Tx,
    branches: &[Branch],
) -> Result<BTreeMap<(BranchId, String), Arc<Calendar>>, DbError> {
    let rows = sql!(
        "SELECT branch_id, channel, calendar FROM branch_channel_calendars
          WHERE institution_id = $1 ORDER BY branch_id, channel, version"
    )
    .all::<BranchChannelRow>(tx)
    .await?;
    // Versions come in their order, so that the last of a channel stays.
    let newest: BTreeMap<(BranchId, String), Option<String>> =
        rows.into_iter().map(|row| ((row.branch_id, row.channel), row.calendar)).collect();
    let mut calendars = BTreeMap::new();
    for ((id, channel), text) in newest {
        let (Some(text), Some(branch)) = (text, branches.iter().find(|branch| branch.id == id)) else {
            continue;
        };
        if matches!(HoursOf::parse(&channel), None | Some(HoursOf::Reception | HoursOf::Staff)) {
            continue;
        }
        let own: Timetable = serde_json::from_str(&text)
            .map_err(|error| DbError::Corrupt(format!("hours of a channel of {id}: {error}")))?;
        let calendar = Calendar::new(own.with_days_of(branch.calendar.timetable()));
        calendars.insert((id, channel), Arc::new(calendar));
    }
    Ok(calendars)
}

row! {
    struct LineRow { id: LineId, letter: String, name_lv: String, name_en: String }
}

/// The lines in their order.
pub async fn list_lines(tx: &mut Tx) -> Result<Vec<Line>, DbError> {
    let rows = sql!(
        "SELECT id, letter, name_lv, name_en FROM lines WHERE institution_id = $1 AND active = TRUE ORDER BY position, letter"
    )
    .all::<LineRow>(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Line { id: row.id, letter: row.letter, name: Text::new(row.name_lv, row.name_en) })
        .collect())
}

row! {
    struct ServiceRow {
        id: ServiceId, code: String, line_id: Option<LineId>, name_lv: String, name_en: String, card: String,
        deadline_unit: Option<String>, deadline_count: Option<i64>, price_cents: Option<i64>, identity_check: String,
        usual_minutes: i64, owner_id: Option<EmployeeId>,
    }
}

impl TryFrom<ServiceRow> for Service {
    type Error = DbError;
    fn try_from(row: ServiceRow) -> Result<Self, DbError> {
        let corrupt = || DbError::Corrupt(format!("service {}", row.code));
        let card: ServiceCard = serde_json::from_str(&row.card).map_err(|_| corrupt())?;
        Ok(Self {
            identity_check: IdentityCheck::parse(&row.identity_check).ok_or_else(corrupt)?,
            id: row.id,
            line: row.line_id,
            name: Text::new(row.name_lv, row.name_en),
            card,
            deadline: row.deadline_unit.zip(row.deadline_count).map(|(unit, count)| Deadline { unit, count }),
            price_cents: row.price_cents,
            usual_minutes: row.usual_minutes,
            owner: row.owner_id,
            code: row.code,
        })
    }
}

/// The service catalogue by name.
pub async fn list_services(tx: &mut Tx) -> Result<Vec<Service>, DbError> {
    sql!(
        "SELECT id, code, line_id, name_lv, name_en, card, deadline_unit, deadline_count, price_cents, identity_check,
                usual_minutes, owner_id
           FROM services WHERE institution_id = $1 AND active = TRUE ORDER BY name_folded, code"
    )
    .all::<ServiceRow>(tx)
    .await?
    .into_iter()
    .map(Service::try_from)
    .collect()
}

/// The services served in a line.
pub async fn list_services_of_line(tx: &mut Tx, line: LineId) -> Result<Vec<Service>, DbError> {
    sql!(
        "SELECT id, code, line_id, name_lv, name_en, card, deadline_unit, deadline_count, price_cents, identity_check,
                usual_minutes, owner_id
           FROM services WHERE institution_id = $1 AND line_id = $2 AND active = TRUE ORDER BY name_folded, code"
    )
    .bind(line)
    .all::<ServiceRow>(tx)
    .await?
    .into_iter()
    .map(Service::try_from)
    .collect()
}

/// A service.
pub async fn find_service(tx: &mut Tx, id: ServiceId) -> Result<Option<Service>, DbError> {
    sql!(
        "SELECT id, code, line_id, name_lv, name_en, card, deadline_unit, deadline_count, price_cents, identity_check,
                usual_minutes, owner_id
           FROM services WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional::<ServiceRow>(tx)
    .await?
    .map(Service::try_from)
    .transpose()
}

row! {
    struct EmployeeRow {
        id: EmployeeId, name: String, post: String, email: String, phone: String, unit_id: Option<UnitId>,
        branch_id: Option<BranchId>, supervisor_id: Option<EmployeeId>, levels: String, active: bool,
    }
}
row! {
    struct RoleRow { employee_id: EmployeeId, role: String }
}

fn employee(row: EmployeeRow, roles: Vec<String>) -> Employee {
    Employee {
        id: row.id,
        name: row.name,
        post: row.post,
        email: row.email,
        phone: row.phone,
        unit: row.unit_id,
        branch: row.branch_id,
        supervisor: row.supervisor_id,
        levels: row.levels.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect(),
        roles,
        active: row.active,
    }
}

/// All employees by name, those who have left too.
pub async fn list_employees(tx: &mut Tx) -> Result<Vec<Employee>, DbError> {
    let mut roles: HashMap<EmployeeId, Vec<String>> = HashMap::new();
    for row in sql!("SELECT employee_id, role FROM employee_roles WHERE institution_id = $1 ORDER BY role")
        .all::<RoleRow>(tx)
        .await?
    {
        roles.entry(row.employee_id).or_default().push(row.role);
    }
    let rows = sql!(
        "SELECT id, name, post, email, phone, unit_id, branch_id, supervisor_id, levels, active
           FROM employees WHERE institution_id = $1 ORDER BY name_folded, id"
    )
    .all::<EmployeeRow>(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let roles = roles.remove(&row.id).unwrap_or_default();
            employee(row, roles)
        })
        .collect())
}

/// An employee.
pub async fn find_employee(tx: &mut Tx, id: EmployeeId) -> Result<Option<Employee>, DbError> {
    let Some(row) = sql!(
        "SELECT id, name, post, email, phone, unit_id, branch_id, supervisor_id, levels, active
           FROM employees WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .steady()
    .optional::<EmployeeRow>(tx)
    .await?
    else {
        return Ok(None);
    };
    let roles = sql!("SELECT employee_id, role FROM employee_roles WHERE institution_id = $1 AND employee_id = $2 ORDER BY role")
        .bind(id)
        .steady()
        .all::<RoleRow>(tx)
        .await?;
    Ok(Some(employee(row, roles.into_iter().map(|row| row.role).collect())))
}

row! {
    /// The unit somebody works in.
    #[derive(Clone, Debug)]
    pub struct OwnUnit {
        /// Its name: one, whatever the language.
        pub name: String,
        /// Who heads it.
        pub head_id: Option<EmployeeId>,
    }
}

/// The unit in which an employee works; `None` for one of no unit.
pub async fn find_unit_of(tx: &mut Tx, id: EmployeeId) -> Result<Option<OwnUnit>, DbError> {
    sql!(
        "SELECT u.name, u.head_id
           FROM employees e JOIN units u ON u.institution_id = $1 AND u.id = e.unit_id
          WHERE e.institution_id = $1 AND e.id = $2"
    )
    .bind(id)
    .steady()
    .optional(tx)
    .await
}

/// Whether somebody who works here signs in under an e-mail address, given in lower case. It is no proof that they wrote
/// what shows it.
pub async fn is_employee_address(tx: &mut Tx, address: &str) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT CAST(1 AS BIGINT) AS value FROM employees WHERE institution_id = $1 AND email = $2 AND active = TRUE"
    )
    .bind(address)
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some())
}

/// Whether an employee is away on a day.
pub async fn is_away(tx: &mut Tx, id: EmployeeId, date: jiff::civil::Date) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT CAST(1 AS BIGINT) AS value FROM absences
          WHERE institution_id = $1 AND employee_id = $2 AND from_on <= $3 AND until_on >= $3 LIMIT 1"
    )
    .bind(id)
    .bind(solits_kernel::day_number(date))
    .steady()
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some())
}
