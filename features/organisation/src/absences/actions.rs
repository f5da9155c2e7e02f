//! Saying who is away and who stands in.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{EmployeeId, day_number};
use solits_standard::event::EventKind;
use solits_web::App;

use super::store::{self, AbsenceId, AbsenceRow, SubstituteRow};
use crate::{actions::SetupError, facts};

/// Notes an absence; [`SetupError::NotFound`] for somebody who is not this institution's.
pub(crate) async fn add(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    absence: &AbsenceRow,
) -> Result<(), SetupError> {
    must_be_ours(tx, [Some(absence.employee_id), absence.substitute_id]).await?;
    store::insert(tx, absence).await?;
    let told = told("absence.added", absence.employee_id, absence.substitute_id)
        .with("from", absence.from_on)
        .with("until", absence.until_on);
    record(tx, &app.heart, actor, told).await?;
    Ok(())
}

/// Ends an absence with yesterday, for somebody who is back; one that has not begun is taken back.
pub(crate) async fn end(tx: &mut Tx, app: &App, actor: &Actor, id: AbsenceId) -> Result<(), SetupError> {
    let absence = store::list(tx).await?.into_iter().find(|one| one.id == id).ok_or(SetupError::NotFound)?;
    let yesterday = day_number(actor.at.day()).saturating_sub(1);
    store::end(tx, id, yesterday).await?;
    record(tx, &app.heart, actor, told("absence.ended", absence.employee_id, None)).await?;
    Ok(())
}

/// Names who stands in for somebody whenever an absence names nobody.
pub(crate) async fn arrange(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    arrangement: SubstituteRow,
) -> Result<(), SetupError> {
    must_be_ours(tx, [Some(arrangement.employee_id), Some(arrangement.substitute_id)]).await?;
    store::put_substitute(tx, arrangement).await?;
    let told = told("substitute.named", arrangement.employee_id, Some(arrangement.substitute_id));
    record(tx, &app.heart, actor, told).await?;
    Ok(())
}

/// Takes a standing arrangement back.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: EmployeeId,
) -> Result<(), SetupError> {
    let all = store::list_substitutes(tx).await?;
    all.iter().find(|one| one.employee_id == id).ok_or(SetupError::NotFound)?;
    store::delete_substitute(tx, id).await?;
    record(tx, &app.heart, actor, told("substitute.withdrawn", id, None)).await?;
    Ok(())
}

async fn must_be_ours<const N: usize>(
    tx: &mut Tx,
    people: [Option<EmployeeId>; N],
) -> Result<(), SetupError> {
    for person in people.into_iter().flatten() {
        facts::find_employee(tx, person).await?.ok_or(SetupError::NotFound)?;
    }
    Ok(())
}

fn told(what: &str, employee: EmployeeId, substitute: Option<EmployeeId>) -> Entry {
    let told = Entry::new(EventKind::SetupChanged, employee, None).with("what", what);
    match substitute {
        Some(substitute) => told.with("substitute", substitute.to_string()),
        None => told,
    }
}
