//! Setting an institution up: one function per thing that is made. Pages, imports, commands and the demonstration all
//! come through here.

use solits_calendar::Timetable;
use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, Heart, JournalError, record};
use solits_kernel::{
    BranchId, CounterId, DeviceId, EmployeeId, InstitutionId, LineId, Scope, ServiceId, Text, Timestamp,
    UnitId, day_number,
};
use solits_standard::event::EventKind;
use solits_web::{App, DeviceKind, hash_secret};
use thiserror::Error;
use uuid::Uuid;

use crate::{
    model::{Deadline, IdentityCheck, InstitutionProfile, ServiceCard},
    store, structure,
};

/// Why something could not be set up.
#[derive(Debug, Error)]
pub enum SetupError {
    /// Another has the same code, letter, number or e-mail address.
    #[error("the code, letter, number or address is taken")]
    Taken,
    /// What it belongs to does not exist.
    #[error("not found")]
    NotFound,
    /// Somebody changed it meanwhile.
    #[error("somebody changed it meanwhile")]
    Changed,
    /// Clients wait or are served there, or somebody works there.
    #[error("it is in use")]
    InUse,
    /// Nobody else could set the institution up.
    #[error("the last administrator")]
    LastAdministrator,
    /// The database failed.
    #[error("the database failed")]
    Db(#[source] DbError),
    /// The journal failed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

impl From<DbError> for SetupError {
    fn from(error: DbError) -> Self {
        if error.conflict().is_some() { Self::Taken } else { Self::Db(error) }
    }
}

/// A branch to be made.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in `Branch`")]
pub struct NewBranch {
    pub code: String,
    pub name: Text,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub queue_device: bool,
    pub position: i64,
}

/// A service to be made.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in `Service`")]
pub struct NewService {
    pub code: String,
    pub line: Option<LineId>,
    pub name: Text,
    pub card: ServiceCard,
    pub deadline: Option<Deadline>,
    pub price_cents: Option<i64>,
    pub identity_check: IdentityCheck,
    pub usual_minutes: i64,
    pub owner: Option<EmployeeId>,
}

/// An employee to be made.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "as in `Employee`")]
pub struct NewEmployee {
    pub name: String,
    pub post: String,
    pub email: String,
    pub phone: String,
    pub unit: Option<UnitId>,
    pub branch: Option<BranchId>,
    pub supervisor: Option<EmployeeId>,
    pub levels: Vec<u8>,
    pub roles: Vec<String>,
}

async fn changed(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    what: &str,
    id: Uuid,
    branch: Option<BranchId>,
) -> Result<(), SetupError> {
    Heart::changed(tx);
    record(tx, &app.heart, actor, Entry::new(EventKind::SetupChanged, id, branch).with("what", what)).await?;
    Ok(())
}

/// Makes an institution; the transaction belongs to it from then on.
pub async fn create_institution(
    tx: &mut Tx,
    code: &str,
    name: &Text,
    profile: &InstitutionProfile,
    demo: bool,
    at: Timestamp,
) -> Result<InstitutionId, SetupError> {
    let profile = serde_json::to_string(profile).unwrap_or_default();
    let id = store::insert_institution(tx, code, name, &profile, demo, at).await?;
    tx.enter(Scope::of_job(id));
    Ok(id)
}

/// The institution of a code, for commands.
pub async fn institution_by_code(tx: &mut Tx, code: &str) -> Result<Option<InstitutionId>, SetupError> {
    Ok(store::find_institution_by_code(tx, code).await?)
}

/// Makes a branch with its hours, which hold for all time until they are changed.
pub async fn create_branch(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: &NewBranch,
    hours: Timetable,
) -> Result<BranchId, SetupError> {
    let id = app.random.short();
    let version = hours.version.max(1);
    let calendar = calendar_json(&Timetable { version, ..hours });
    store::insert_branch(tx, id, branch, &calendar, version).await?;
    store::insert_calendar(tx, id, version, &calendar, Timestamp::from_millis(0)).await?;
    changed(tx, app, actor, "branch.created", id.uuid(), Some(id)).await?;
    Ok(id)
}

fn calendar_json(timetable: &Timetable) -> String {
    serde_json::to_string(timetable).unwrap_or_default()
}

/// Gives a branch a new version of its hours, from now on. What was counted with an earlier version stays as it was.
pub async fn set_calendar(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    hours: Timetable,
) -> Result<i64, SetupError> {
    let was = store::find_calendar_version(tx, branch).await?.ok_or(SetupError::NotFound)?;
    let version = was + 1;
    let calendar = calendar_json(&Timetable { version, ..hours });
    if !store::update_calendar(tx, branch, was, version, &calendar).await? {
        return Err(SetupError::Changed);
    }
    store::insert_calendar(tx, branch, version, &calendar, actor.at).await?;
    changed(tx, app, actor, "branch.calendar", branch.uuid(), Some(branch)).await?;
    tx.signal(format!("branch:{branch}"));
    Ok(version)
}

/// Makes a line.
pub async fn create_line(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    letter: &str,
    name: &Text,
    position: i64,
) -> Result<LineId, SetupError> {
    let id = app.random.short();
    store::insert_line(tx, id, letter, name, position).await?;
    changed(tx, app, actor, "line.created", id.uuid(), None).await?;
    Ok(id)
}

/// Offers a line at a branch.
pub async fn offer_line(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    line: LineId,
) -> Result<(), SetupError> {
    store::insert_branch_line(tx, branch, line).await?;
    changed(tx, app, actor, "line.offered", line.uuid(), Some(branch)).await
}

/// Makes a counter that serves some lines.
pub async fn create_counter(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    number: i64,
    lines: &[LineId],
) -> Result<CounterId, SetupError> {
    let id = app.random.short();
    store::insert_counter(tx, id, branch, number, actor.at).await?;
    for line in lines {
        store::insert_counter_line(tx, id, *line).await?;
    }
    changed(tx, app, actor, "counter.created", id.uuid(), Some(branch)).await?;
    Ok(id)
}

/// Makes a service.
pub async fn create_service(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    service: &NewService,
) -> Result<ServiceId, SetupError> {
    let id = app.random.short();
    let card = serde_json::to_string(&service.card).unwrap_or_default();
    store::insert_service(tx, id, service, &card).await?;
    changed(tx, app, actor, "service.created", id.uuid(), None).await?;
    Ok(id)
}

/// Makes an employee, who cannot sign in before being invited.
pub async fn create_employee(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    employee: &NewEmployee,
) -> Result<EmployeeId, SetupError> {
    let id = app.random.short();
    store::insert_employee(tx, id, employee).await?;
    changed(tx, app, actor, "employee.created", id.uuid(), employee.branch).await?;
    Ok(id)
}

/// Makes a unit.
pub async fn create_unit(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    name: &str,
    parent: Option<UnitId>,
) -> Result<UnitId, SetupError> {
    let id = app.random.short();
    store::insert_unit(tx, id, name, parent).await?;
    changed(tx, app, actor, "unit.created", id.uuid(), None).await?;
    Ok(id)
}

/// Names the head of a unit that is set up: of one that has had heads before, from today on; else from the beginning.
pub async fn set_unit_head(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    unit: UnitId,
    head: EmployeeId,
) -> Result<(), SetupError> {
    store::update_unit_head(tx, unit, head).await?;
    if structure::store::list_heads(tx).await?.iter().any(|one| one.unit_id == unit) {
        structure::store::keep_head(tx, unit, day_number(actor.at.day())).await?;
    }
    changed(tx, app, actor, "unit.head", unit.uuid(), None).await
}

/// A pairing code is good for ten minutes.
const PAIRING_MINUTES: i64 = 10;

/// Makes a device that waits to be paired with the code given back, within ten minutes.
pub async fn create_device(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    kind: DeviceKind,
    name: &str,
) -> Result<(DeviceId, String), SetupError> {
    let id = app.random.short();
    let code = app.random.code(8);
    let until = actor.at.plus_minutes(PAIRING_MINUTES);
    store::insert_device(tx, id, branch, kind.name(), name, hash_secret(&code), until, actor.at).await?;
    changed(tx, app, actor, "device.created", id.uuid(), Some(branch)).await?;
    Ok((id, code))
}

/// Makes a token of another program; its secret is shown this once.
pub async fn create_token(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    name: &str,
    scopes: &str,
) -> Result<String, SetupError> {
    let id = app.random.short();
    let secret = app.random.secret();
    store::insert_token(tx, id, name, hash_secret(&secret), scopes, actor.at).await?;
    changed(tx, app, actor, "token.created", id.uuid(), None).await?;
    Ok(secret)
}

/// An invitation is good for 72 hours.
const INVITATION_HOURS: i64 = 72;

/// Invites an employee to choose a password; the secret of the link is given back, and an earlier link is void.
pub async fn invite(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    employee: EmployeeId,
) -> Result<String, SetupError> {
    let secret = app.random.secret();
    let until = actor.at.plus_minutes(INVITATION_HOURS * 60);
    store::insert_invitation(tx, employee, hash_secret(&secret), until).await?;
    changed(tx, app, actor, "employee.invited", employee.uuid(), None).await?;
    Ok(secret)
}
