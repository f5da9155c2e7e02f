//! Changing a unit.

use solits_db::Tx;
use solits_journal::{Actor, Entry, Heart, record};
use solits_kernel::{EmployeeId, UnitId, day_number, fold};
use solits_standard::event::EventKind;
use solits_web::App;

use super::store::{self, UnitRow};
use crate::{actions::SetupError, facts, structure::store as heads};

/// How a unit is to be.
#[derive(Clone, Debug)]
pub(crate) struct UnitChange {
    pub(crate) name: String,
    /// The unit it belongs to; `None` for one directly under the institution.
    pub(crate) parent: Option<UnitId>,
    pub(crate) head: Option<EmployeeId>,
}

/// Changes a unit. [`SetupError::Taken`] when another has the name, [`SetupError::InUse`] when it would belong to itself,
/// directly or further up; [`SetupError::NotFound`] for a unit or a head that is not this institution's.
pub(crate) async fn change_unit(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: UnitId,
    change: &UnitChange,
) -> Result<(), SetupError> {
    let units = store::list(tx).await?;
    let was = units.iter().find(|unit| unit.id == id).ok_or(SetupError::NotFound)?;
    if is_taken(&units, Some(id), &change.name) {
        return Err(SetupError::Taken);
    }
    if let Some(parent) = change.parent {
        units.iter().find(|unit| unit.id == parent).ok_or(SetupError::NotFound)?;
        if is_within(&units, parent, id) {
            return Err(SetupError::InUse);
        }
    }
    if let Some(head) = change.head {
        facts::find_employee(tx, head).await?.ok_or(SetupError::NotFound)?;
    }
    let passes_on = was.head_id != change.head;
    if passes_on {
        heads::keep_first_head(tx, id).await?;
    }
    store::update(tx, id, &change.name, change.parent, change.head).await?;
    if passes_on {
        heads::keep_head(tx, id, day_number(actor.at.day())).await?;
    }
    Heart::changed(tx);
    let mut told = Entry::new(EventKind::SetupChanged, id, None).with("what", "unit.changed");
    if was.head_id != change.head {
        told = told.with("head", change.head.map(|head| head.to_string()).unwrap_or_default());
    }
    record(tx, &app.heart, actor, told).await?;
    Ok(())
}

/// What came of the wish to remove a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Removal {
    /// It is gone; whoever had left while belonging to it belongs to none.
    Done,
    /// So many people who work here belong to it.
    HasPeople(i64),
    /// So many other units belong to it.
    HasUnits(usize),
}

/// Removes a unit to which nobody who works here and no other unit belongs.
pub(crate) async fn remove_unit(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: UnitId,
) -> Result<Removal, SetupError> {
    let units = store::list(tx).await?;
    let unit = units.iter().find(|unit| unit.id == id).ok_or(SetupError::NotFound)?;
    if unit.people > 0 {
        return Ok(Removal::HasPeople(unit.people));
    }
    let below = units.iter().filter(|other| other.parent_id == Some(id)).count();
    if below > 0 {
        return Ok(Removal::HasUnits(below));
    }
    heads::forget_unit(tx, id).await?;
    store::delete(tx, id).await?;
    Heart::changed(tx);
    let told = Entry::new(EventKind::SetupChanged, id, None).with("what", "unit.removed");
    record(tx, &app.heart, actor, told).await?;
    Ok(Removal::Done)
}

/// Whether another unit has this name, in any case and with or without diacritics: a file that is imported names units so.
pub(crate) fn is_taken(units: &[UnitRow], id: Option<UnitId>, name: &str) -> bool {
    let name = fold(name);
    units.iter().any(|unit| Some(unit.id) != id && fold(&unit.name) == name)
}

/// Whether `inner` is `outer` or belongs to it, directly or further up.
pub(crate) fn is_within(units: &[UnitRow], inner: UnitId, outer: UnitId) -> bool {
    let mut next = Some(inner);
    // No way up is longer than there are units.
    for _ in 0..=units.len() {
        match next {
            Some(one) if one == outer => return true,
            Some(one) => next = units.iter().find(|unit| unit.id == one).and_then(|unit| unit.parent_id),
            None => return false,
        }
    }
    false
}
