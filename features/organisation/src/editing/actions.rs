//! Changing what has been set up: one function per change, with its entry in the journal.

use jiff::civil::DateTime;
use solits_calendar::{Calendar, Timetable};
use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, Heart, record};
use solits_kernel::{BranchId, CounterId, DeviceId, EmployeeId, LineId, ServiceId, Text, UnitId, day_number};
use solits_standard::event::EventKind;
use solits_web::App;
use uuid::Uuid;

use super::{channel::HoursOf, hours, store};
use crate::{
    actions::{SetupError, offer_line, set_calendar},
    facts,
    model::{Deadline, IdentityCheck, ServiceCard},
    structure::store as posts,
};

/// The role without which nobody could set the institution up any more.
const ADMINISTRATOR: &str = "administrator";

/// What may be changed of a branch; its code stays, because it stands in addresses.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in `Branch`")]
pub struct BranchChange {
    pub name: Text,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub queue_device: bool,
    pub position: i64,
}

/// What may be changed of a line.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in `Line`")]
pub struct LineChange {
    pub letter: String,
    pub name: Text,
    pub position: i64,
    /// The branches that offer it.
    pub branches: Vec<BranchId>,
}

/// What may be changed of a service; its code stays, because other systems know it by that.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "as in `Service`")]
pub struct ServiceChange {
    pub line: Option<LineId>,
    pub name: Text,
    pub card: ServiceCard,
    pub deadline: Option<Deadline>,
    pub price_cents: Option<i64>,
    pub identity_check: IdentityCheck,
    pub usual_minutes: i64,
    pub owner: Option<EmployeeId>,
}

/// What may be changed of an employee.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "as in `Employee`")]
pub struct EmployeeChange {
    pub name: String,
    pub post: String,
    pub email: String,
    pub phone: String,
    pub unit: Option<UnitId>,
    pub branch: Option<BranchId>,
    pub supervisor: Option<EmployeeId>,
    pub levels: Vec<u8>,
    pub roles: Vec<String>,
    /// The services the employee is able to give.
    pub skills: Vec<ServiceId>,
}

/// Whether a thing is in use; closed things keep their history and can be opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// In use.
    Open,
    /// Out of use.
    Closed,
}

impl Use {
    /// What the button that was pressed says.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        match name {
            "open" => Some(Self::Open),
            "close" => Some(Self::Closed),
            _ => None,
        }
    }
    const fn is_open(self) -> bool {
        matches!(self, Self::Open)
    }
    /// The end of the journal's word for the change.
    const fn word(self) -> &'static str {
        if self.is_open() { "opened" } else { "closed" }
    }
    /// The notice after the change.
    pub(crate) const fn notice(self) -> &'static str {
        self.word()
    }
}

pub(crate) fn entry(what: &str, id: impl Into<Uuid>, branch: Option<BranchId>) -> Entry {
    Entry::new(EventKind::SetupChanged, id, branch).with("what", what)
}

pub(crate) async fn note(tx: &mut Tx, app: &App, actor: &Actor, entry: Entry) -> Result<(), SetupError> {
    Heart::changed(tx);
    if let Some(branch) = entry.branch {
        tx.signal(format!("branch:{branch}"));
    }
    record(tx, &app.heart, actor, entry).await?;
    Ok(())
}

/// Changes what a branch is called and how it is reached.
pub async fn change_branch(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: BranchId,
    change: &BranchChange,
) -> Result<(), SetupError> {
    store::find_branch(tx, id).await?.ok_or(SetupError::NotFound)?;
    store::update_branch(tx, id, change).await?;
    note(tx, app, actor, entry("branch.changed", id, Some(id))).await
}

/// Closes a branch, unless clients wait or are served in it today; or opens it again.
pub async fn set_branch_use(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: BranchId,
    wanted: Use,
) -> Result<(), SetupError> {
    store::find_branch(tx, id).await?.ok_or(SetupError::NotFound)?;
    if wanted == Use::Closed {
        refuse_with_clients(tx, actor, Some(id), None).await?;
        if store::list_counters(tx, id).await?.iter().any(|counter| counter.state != "closed") {
            return Err(SetupError::InUse);
        }
    }
    store::set_branch_active(tx, id, wanted.is_open()).await?;
    note(tx, app, actor, entry(&format!("branch.{}", wanted.word()), id, Some(id))).await
}

async fn refuse_with_clients(
    tx: &mut Tx,
    actor: &Actor,
    branch: Option<BranchId>,
    line: Option<LineId>,
) -> Result<(), SetupError> {
    let clients = store::count_clients(tx, branch, line, day_number(actor.at.day())).await?;
    if clients > 0 { Err(SetupError::InUse) } else { Ok(()) }
}

/// Changes a line's letter, name, place in the order and the branches that offer it. A branch where clients wait in the
/// line goes on offering it, so that refusal comes back as [`SetupError::InUse`].
pub async fn change_line(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: LineId,
    change: &LineChange,
) -> Result<(), SetupError> {
    store::find_line(tx, id).await?.ok_or(SetupError::NotFound)?;
    store::update_line(tx, id, change).await?;
    note(tx, app, actor, entry("line.changed", id, None)).await?;
    let offered = store::branches_of_line(tx, id).await?;
    for branch in change.branches.iter().filter(|branch| !offered.contains(branch)) {
        store::find_branch(tx, *branch).await?.ok_or(SetupError::NotFound)?;
        offer_line(tx, app, actor, *branch, id).await?;
        tx.signal(format!("branch:{branch}"));
    }
    for branch in offered.into_iter().filter(|branch| !change.branches.contains(branch)) {
        refuse_with_clients(tx, actor, Some(branch), Some(id)).await?;
        store::delete_branch_line(tx, branch, id).await?;
        note(tx, app, actor, entry("line.withdrawn", id, Some(branch))).await?;
    }
    Ok(())
}

/// Closes a line, unless clients wait or are served in it today; or opens it again.
pub async fn set_line_use(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: LineId,
    wanted: Use,
) -> Result<(), SetupError> {
    store::find_line(tx, id).await?.ok_or(SetupError::NotFound)?;
    if wanted == Use::Closed {
        refuse_with_clients(tx, actor, None, Some(id)).await?;
    }
    store::set_line_active(tx, id, wanted.is_open()).await?;
    note(tx, app, actor, entry(&format!("line.{}", wanted.word()), id, None)).await
}

/// Changes the number of a counter and the lines it serves.
pub async fn change_counter(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CounterId,
    number: i64,
    lines: &[LineId],
) -> Result<(), SetupError> {
    let counter = store::find_counter(tx, id).await?.ok_or(SetupError::NotFound)?;
    store::update_counter(tx, id, number).await?;
    store::delete_counter_lines(tx, id).await?;
    for line in lines {
        store::find_line(tx, *line).await?.ok_or(SetupError::NotFound)?;
        crate::store::insert_counter_line(tx, id, *line).await?;
    }
    note(tx, app, actor, entry("counter.changed", id, Some(counter.branch_id))).await
}

/// Takes a counter out of use, unless somebody works at it; or into use again.
pub async fn set_counter_use(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CounterId,
    wanted: Use,
) -> Result<(), SetupError> {
    let counter = store::find_counter(tx, id).await?.ok_or(SetupError::NotFound)?;
    if !store::set_counter_active(tx, id, wanted.is_open()).await? {
        return Err(SetupError::InUse);
    }
    note(tx, app, actor, entry(&format!("counter.{}", wanted.word()), id, Some(counter.branch_id))).await
}

/// Changes a service and its card (area C). Deadlines counted before stay as they were.
pub async fn change_service(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: ServiceId,
    change: &ServiceChange,
) -> Result<(), SetupError> {
    store::find_service_active(tx, id).await?.ok_or(SetupError::NotFound)?;
    let card = serde_json::to_string(&change.card).unwrap_or_default();
    store::update_service(tx, id, change, &card).await?;
    note(tx, app, actor, entry("service.changed", id, None)).await
}

/// Takes a service from the catalogue or puts it back; cases opened with it go on.
pub async fn set_service_use(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: ServiceId,
    wanted: Use,
) -> Result<(), SetupError> {
    store::find_service_active(tx, id).await?.ok_or(SetupError::NotFound)?;
    store::set_service_active(tx, id, wanted.is_open()).await?;
    note(tx, app, actor, entry(&format!("service.{}", wanted.word()), id, None)).await
}

/// Changes an employee. The role of administrator is not taken from the last who holds it.
pub async fn change_employee(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: EmployeeId,
    change: &EmployeeChange,
) -> Result<(), SetupError> {
    let was = facts::find_employee(tx, id).await?.ok_or(SetupError::NotFound)?;
    let held = was.roles.iter().any(|role| role == ADMINISTRATOR);
    if held && was.active && !change.roles.iter().any(|role| role == ADMINISTRATOR) {
        refuse_last_administrator(tx, id).await?;
    }
    let moved = (&was.post, was.unit, was.supervisor) != (&change.post, change.unit, change.supervisor);
    if moved {
        posts::keep_first_post(tx, id).await?;
    }
    store::update_employee(tx, id, change).await?;
    if moved {
        posts::keep_post(tx, id, day_number(actor.at.day())).await?;
    }
    let mut told = entry("employee.changed", id, change.branch);
    if was.roles != change.roles {
        told = told.with("roles", change.roles.join(" "));
        // Other rights may ask for a stronger sign-in. Whoever changes their own has just come in with the strongest.
        if actor.employee() != Some(id) {
            store::end_sessions(tx, id).await?;
        }
    }
    note(tx, app, actor, told).await
}

/// Notes that an employee has left, which ends every session at once; or has come back. The last administrator stays.
pub async fn set_employee_use(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: EmployeeId,
    wanted: Use,
) -> Result<(), SetupError> {
    let was = facts::find_employee(tx, id).await?.ok_or(SetupError::NotFound)?;
    if wanted == Use::Closed {
        if was.roles.iter().any(|role| role == ADMINISTRATOR) {
            refuse_last_administrator(tx, id).await?;
        }
        store::void_invitation(tx, id).await?;
        store::end_sessions(tx, id).await?;
    }
    posts::keep_first_post(tx, id).await?;
    store::set_employee_active(tx, id, wanted.is_open(), actor.at).await?;
    posts::keep_post(tx, id, day_number(actor.at.day())).await?;
    note(tx, app, actor, entry(&format!("employee.{}", wanted.word()), id, was.branch)).await
}

async fn refuse_last_administrator(tx: &mut Tx, id: EmployeeId) -> Result<(), SetupError> {
    let others = store::count_others_with_role(tx, id, ADMINISTRATOR).await?;
    if others == 0 { Err(SetupError::LastAdministrator) } else { Ok(()) }
}

/// What may be changed of a device.
#[derive(Clone, Debug)]
pub(crate) struct DeviceChange {
    pub(crate) name: String,
    pub(crate) printing: Printing,
}

/// Whether a kiosk has a printer and prints each ticket by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Printing {
    /// Tickets are printed.
    Prints,
    /// Tickets are only shown.
    Shows,
}

/// Names a device and says whether it prints. [`SetupError::Changed`] when it has been revoked meanwhile.
pub(crate) async fn change_device(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: DeviceId,
    change: &DeviceChange,
) -> Result<(), SetupError> {
    let branch = store::find_device_branch(tx, id).await?.ok_or(SetupError::NotFound)?;
    let prints = change.printing == Printing::Prints;
    if !store::update_device(tx, id, &change.name, prints).await? {
        return Err(SetupError::Changed);
    }
    note(tx, app, actor, entry("device.changed", id, Some(branch)).with("prints", prints)).await
}

/// Revokes a device at once; it has to be added and paired again.
pub async fn revoke_device(tx: &mut Tx, app: &App, actor: &Actor, id: DeviceId) -> Result<(), SetupError> {
    let branch = store::find_device_branch(tx, id).await?.ok_or(SetupError::NotFound)?;
    if !store::revoke_device(tx, id, actor.at).await? {
        return Ok(());
    }
    note(tx, app, actor, entry("device.revoked", id, Some(branch))).await
}

/// Whose hours a channel of a branch keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelHours {
    /// The timetable in force: the channel's own or the branch's.
    pub timetable: Timetable,
    /// The version of what is shown, so that two people do not overwrite each other.
    pub version: i64,
    /// Whether the hours are the channel's own; the visit's always are.
    pub own: bool,
}

/// The hours of a channel of a branch, closed or not.
pub(crate) async fn hours_of(
    tx: &mut Tx,
    branch: BranchId,
    of: impl Into<HoursOf>,
) -> Result<Option<ChannelHours>, SetupError> {
    let of = of.into();
    let Some(row) = store::find_branch(tx, branch).await? else { return Ok(None) };
    let calendar: Calendar = serde_json::from_str(&row.calendar)
        .map_err(|error| DbError::Corrupt(format!("calendar of {}: {error}", row.code)))?;
    if of.is_visit() {
        let timetable = calendar.timetable().clone();
        return Ok(Some(ChannelHours { timetable, version: row.calendar_version, own: true }));
    }
    let stored = facts::find_timetable(tx, branch, &of.name()).await?;
    let version = stored.as_ref().map_or(0, |stored| stored.version);
    Ok(Some(match stored.and_then(|stored| stored.timetable) {
        Some(own) => ChannelHours { timetable: own.with_days_of(calendar.timetable()), version, own: true },
        None => ChannelHours { timetable: calendar.timetable().clone(), version, own: false },
    }))
}

/// Gives a channel of a branch, its reception or its staff a new version of their hours, from now on. The visit's hours are
/// those of the branch; opening time on another channel is counted in that channel's. What was counted with an earlier version stays as it was.
pub async fn set_channel_hours(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    of: impl Into<HoursOf>,
    hours: Timetable,
) -> Result<(), SetupError> {
    let of = of.into();
    if of.is_visit() {
        set_calendar(tx, app, actor, branch, hours).await?;
        return Ok(());
    }
    let version = hours_of(tx, branch, of).await?.ok_or(SetupError::NotFound)?.version + 1;
    let text = serde_json::to_string(&Timetable { version, ..hours }).unwrap_or_default();
    let name = of.name();
    store::insert_channel_calendar(tx, branch, &name, version, Some(&text), actor.at).await?;
    let told = entry("branch.channel_calendar", branch, Some(branch)).with("channel", name);
    note(tx, app, actor, told.with("version", version)).await
}

/// Lets a channel keep the hours of the branch again.
pub async fn share_hours(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    of: impl Into<HoursOf>,
) -> Result<(), SetupError> {
    let of = of.into();
    let was = hours_of(tx, branch, of).await?.ok_or(SetupError::NotFound)?;
    if of.is_visit() || !was.own {
        return Ok(());
    }
    let (version, name) = (was.version + 1, of.name());
    store::insert_channel_calendar(tx, branch, &name, version, None, actor.at).await?;
    let told = entry("branch.channel_calendar", branch, Some(branch)).with("channel", name);
    note(tx, app, actor, told.with("version", version)).await
}

/// Ends a closure before its time: taken back when it has not begun, over from this minute when it has.
pub async fn end_closure(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    of: impl Into<HoursOf>,
    from: DateTime,
    to: DateTime,
) -> Result<(), SetupError> {
    let of = of.into();
    let mut timetable = hours_of(tx, branch, of).await?.ok_or(SetupError::NotFound)?.timetable;
    if !hours::end_closure(&mut timetable, from, to, &actor.at.to_riga()) {
        return Err(SetupError::Changed);
    }
    set_channel_hours(tx, app, actor, branch, of, timetable).await
}
