//! Who answers today for what comes to somebody: the person, or whoever stands in, and never nobody (H-25).

use solits_db::Tx;
use solits_kernel::{BranchId, EmployeeId, Timestamp};
use solits_organisation::{Employee, find_employee, find_structure, is_away, list_employees};

use crate::CorrespondenceError;

/// Who answers for it today.
///
/// The keeper where he or she is here; else the substitute; else whoever stands above, with that person's substitute; else
/// somebody of the branch, or of the institution, who may pass cases on or at least work on them. Where everybody is away
/// it stays with the keeper, and where the keeper has left, with the first employee: somebody will find it on a list.
pub(crate) async fn acting(
    tx: &mut Tx,
    keeper: EmployeeId,
    branch: BranchId,
    at: Timestamp,
) -> Result<EmployeeId, CorrespondenceError> {
    let date = at.day();
    let works = find_employee(tx, keeper).await?.is_some_and(|one| one.active);
    if works && !is_away(tx, keeper, date).await? {
        return Ok(keeper);
    }
    let structure = find_structure(tx).await?;
    let today = structure.on(date);
    // Somebody who has left has no post today; the unit of the last one is all that is known.
    let above = std::iter::successors(Some(keeper), |one| today.superior(*one)).take(MOST_RUNGS);
    if let Some(one) = above.into_iter().find_map(|one| today.acting_for(one)) {
        return Ok(one);
    }
    let employees = list_employees(tx).await?;
    let here = |one: &&Employee| one.active && today.acting_for(one.id) == Some(one.id);
    let may = |right: &'static str| move |one: &&Employee| solits_web::rights_of(&one.roles).contains(&right);
    let there = |one: &&Employee| one.branch == Some(branch);
    let found = employees
        .iter()
        .filter(here)
        .find(|one| there(one) && may("cases.assign")(one))
        .or_else(|| employees.iter().filter(here).find(|one| there(one) && may("cases.work")(one)))
        .or_else(|| employees.iter().filter(here).find(may("cases.assign")))
        .or_else(|| employees.iter().filter(here).find(may("cases.work")))
        .or_else(|| employees.iter().find(|one| one.active && (works && one.id == keeper)))
        .or_else(|| employees.iter().find(|one| one.active));
    Ok(found.map_or(keeper, |one| one.id))
}

/// Rungs of superiors that are tried; a circle of them ends here.
const MOST_RUNGS: usize = 8;
