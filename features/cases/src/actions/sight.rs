//! Who sees a confidential case, and from whom it is hidden.

use std::collections::BTreeSet;

use solits_db::{DbError, Tx};
use solits_journal::{Actor, record};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{CaseError, entry, tell};
use crate::{model::Case, store, work::passing};

/// Says who sees a case beside its owner and the keepers of the registers (`seen_by`), and from whom it is hidden
/// whatever rights they hold; nothing of what was said before stays, but that somebody was told of it
/// ([`show_to_who_is_told`]). Who stands in both does not see it. Nothing is recorded where nothing changes.
pub async fn set_sight(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: &Case,
    seen_by: &BTreeSet<EmployeeId>,
    hidden_from: &BTreeSet<EmployeeId>,
) -> Result<(), CaseError> {
    // Whoever declared an interest in it sees it no more, whoever decides on it.
    let declared = passing::store::list_declared(tx, case.id).await?;
    let mut hidden_from = hidden_from.clone();
    hidden_from.extend(declared.into_iter().map(|one| one.employee));
    let told = store::list_told(tx, case.id).await?;
    let seen_by: BTreeSet<EmployeeId> = seen_by.union(&told).copied().collect();
    let wanted: BTreeSet<(EmployeeId, bool)> = seen_by
        .difference(&hidden_from)
        .map(|employee| (*employee, true))
        .chain(hidden_from.iter().map(|employee| (*employee, false)))
        .collect();
    if store::list_sight(tx, case.id).await?.into_iter().collect::<BTreeSet<_>>() == wanted {
        return Ok(());
    }
    store::delete_sight(tx, case.id).await?;
    for (employee, may) in &wanted {
        store::insert_sight(tx, case.id, *employee, *may, actor.at).await?;
    }
    for employee in told {
        store::mark_told(tx, case.id, employee, actor.at).await?;
    }
    // Who that is stays out of the journal: it would tell whom the complaint is about.
    let hidden = wanted.iter().filter(|(_, may)| !may).count();
    let told = entry(EventKind::CaseSightChanged, case)
        .with("hidden", i64::try_from(hidden).unwrap_or(i64::MAX))
        .with("seen", i64::try_from(wanted.len() - hidden).unwrap_or(i64::MAX));
    record(tx, &app.heart, actor, told).await?;
    tell(tx, case);
    tx.signal("sessions");
    Ok(())
}

/// Somebody was told by name that a promise made in a case is late: from now on they see it, unless it is hidden from them.
pub async fn show_to_who_is_told(
    tx: &mut Tx,
    case: CaseId,
    employee: EmployeeId,
    at: Timestamp,
) -> Result<(), DbError> {
    store::mark_told(tx, case, employee, at).await
}

/// Of whom it is said that they see a case (`true`), or that it is hidden from them (`false`).
pub async fn sight(tx: &mut Tx, case: CaseId) -> Result<Vec<(EmployeeId, bool)>, DbError> {
    store::list_sight(tx, case).await
}

/// Streams that follow a confidential case are asked again whether they may.
pub(super) fn look_again(tx: &mut Tx, case: &Case) {
    if case.kind.is_confidential() {
        tx.signal("sessions");
    }
}
