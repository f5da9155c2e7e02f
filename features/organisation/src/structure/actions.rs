//! Naming who holds a role.

use jiff::civil::Date;
use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::day_number;
use solits_standard::event::EventKind;
use solits_structure::Body;
use solits_web::App;

use super::store::{self, HoldingId, HoldingRow};
use crate::{actions::SetupError, facts, units};

/// Names who holds a role; [`SetupError::NotFound`] for a person or a unit that is not this institution's.
pub(crate) async fn hold(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    holding: &HoldingRow,
) -> Result<(), SetupError> {
    if let Some(employee) = holding.employee_id {
        facts::find_employee(tx, employee).await?.ok_or(SetupError::NotFound)?;
    }
    let units = units::store::list(tx).await?;
    for unit in [holding.unit_id, holding.within_id].into_iter().flatten() {
        units.iter().find(|one| one.id == unit).ok_or(SetupError::NotFound)?;
    }
    store::insert_holding(tx, holding).await?;
    let told = told("role.held", holding).with("from", holding.from_on);
    let told = match holding.until_on {
        Some(until) => told.with("until", until),
        None => told,
    };
    record(tx, &app.heart, actor, told).await?;
    Ok(())
}

/// Names a body that holds a role from a day on: a council, or the body outside to which clients can turn in the end.
pub async fn name_body(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    role: &str,
    body: &Body,
    from: Date,
) -> Result<(), SetupError> {
    let holding = HoldingRow {
        id: app.random.id(actor.at),
        role: role.to_owned(),
        employee_id: None,
        unit_id: None,
        body_lv: Some(body.name.lv.clone()),
        body_en: Some(body.name.en.clone()),
        contact: Some(body.contact.clone()),
        within_id: None,
        from_on: day_number(from),
        until_on: None,
    };
    hold(tx, app, actor, &holding).await
}

/// Ends a holding with yesterday; one that began today or begins later is taken back.
pub(crate) async fn end(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    role: &str,
    id: HoldingId,
) -> Result<(), SetupError> {
    let all = store::list_holdings(tx).await?;
    let holding = all.iter().find(|one| one.id == id && one.role == role).ok_or(SetupError::NotFound)?;
    let today = day_number(actor.at.day());
    if holding.until_on.is_some_and(|until| until < today) {
        return Err(SetupError::Changed);
    }
    store::end_holding(tx, id, today.saturating_sub(1)).await?;
    record(tx, &app.heart, actor, told("role.ended", holding)).await?;
    Ok(())
}

fn told(what: &str, holding: &HoldingRow) -> Entry {
    let told = Entry::new(EventKind::SetupChanged, holding.id, None)
        .with("what", what)
        .with("role", holding.role.as_str());
    let holder = holding.employee_id.map(|id| id.to_string()).or(holding.unit_id.map(|id| id.to_string()));
    match holder.or_else(|| holding.body_lv.clone()) {
        Some(holder) => told.with("holder", holder),
        None => told,
    }
}
