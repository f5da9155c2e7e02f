//! Who is bound by a standard on a day, who makes them acquainted with it, and to whom a late duty goes.

use jiff::civil::Date;
use solits_db::{DbError, Tx};
use solits_kernel::{EmployeeId, fold};
use solits_organisation::{Employee, find_structure, list_branches, list_employees};
use solits_standard::{
    Standard,
    model::{Holder, Role, Scope, Text},
};
use solits_structure::{About, Day, Holder as HeldBy, resolve};

use crate::model::{Bound, Place, Staff};

/// The role that makes acquainted where a standard names none: the direct manager is the first source of information
/// (B-06).
const OTHERWISE: &str = "direct_manager";

/// The people of a day, by what a standard says of them.
pub(crate) async fn staff(tx: &mut Tx, standard: &Standard, on: Date) -> Result<Staff, DbError> {
    let employees = list_employees(tx).await?;
    let branches = list_branches(tx).await?;
    let structure = find_structure(tx).await?;
    let day = structure.on(on);
    let scope = &standard.file().scope;
    let is_inside = |employee: &Employee| {
        let code = employee.branch.and_then(|id| branches.iter().find(|branch| branch.id == id));
        scope.branches.is_empty() || code.is_some_and(|branch| scope.branches.contains(&branch.code))
    };
    let is_bound = |employee: &Employee| is_inside(employee) && is_named(employee, scope, &day);
    let mut staff = Staff::default();
    for employee in employees.iter().filter(|employee| employee.active && day.works(employee.id)) {
        if is_bound(employee) {
            staff.bound.insert(employee.id, bound(employee, standard, &day));
        } else {
            staff.unbound.push(employee.id);
        }
    }
    Ok(staff)
}

/// Whether the standard binds the employee by role, post or unit; everybody where it names none of them.
fn is_named(employee: &Employee, scope: &Scope, day: &Day<'_>) -> bool {
    let Scope { bound_roles, bound_posts, bound_units, .. } = scope;
    let holds = |role: &String| {
        roles_of(employee, day).contains(role)
            || day.holdings(role).iter().any(|holding| holding.holder == HeldBy::Person(employee.id))
    };
    let is_one_of =
        |names: &[String], name: &str| names.iter().any(|one| fold(one.trim()) == fold(name.trim()));
    let units = || employee.unit.map(|unit| day.upwards(unit)).unwrap_or_default();
    (bound_roles.is_empty() && bound_posts.is_empty() && bound_units.is_empty())
        || bound_roles.iter().any(holds)
        || is_one_of(bound_posts, &employee.post)
        || (!bound_units.is_empty()
            && units().into_iter().any(|unit| is_one_of(bound_units, day.unit_name(unit))))
}

fn bound(employee: &Employee, standard: &Standard, day: &Day<'_>) -> Bound {
    let named = standard.word("acquaint.by").map_or(OTHERWISE, |word| word.value);
    let explainer = holder(named, standard, employee.id, day).or_else(|| day.superior(employee.id));
    let control = || {
        let role = standard.word("govern.controls")?;
        holder(role.value, standard, employee.id, day)
    };
    let above = explainer.and_then(|official| day.superior(official)).or_else(control);
    Bound {
        id: employee.id,
        branch: employee.branch,
        place: Place { post: employee.post.clone(), unit: employee.unit },
        explainer,
        above: above.filter(|above| *above != employee.id && Some(*above) != explainer),
    }
}

/// Who holds a role for an employee; never the employee, who cannot explain to themselves.
fn holder(role: &str, standard: &Standard, employee: EmployeeId, day: &Day<'_>) -> Option<EmployeeId> {
    let known = standard.lists().roles.iter().find(|known| known.value.id == role);
    let role = known.map_or_else(
        || Role {
            id: role.to_owned(),
            title: Text::default(),
            paragraph: String::new(),
            under: None,
            collegial: false,
            held_by: Holder::default(),
        },
        |known| known.value.clone(),
    );
    let resolved = resolve(&role, About::Person(employee), day).ok()?;
    resolved.who.people().iter().copied().find(|one| *one != employee)
}

/// The title of the role that makes acquainted, where the standard names one.
pub(crate) fn named_role(standard: &Standard) -> Option<&Role> {
    let role = standard.word("acquaint.by")?.value;
    standard.lists().roles.iter().map(|known| &known.value).find(|known| known.id == role)
}

/// The roles that somebody has in the organisation, those that follow from leading others among them.
pub(crate) fn roles_of(employee: &Employee, day: &Day<'_>) -> Vec<String> {
    let mut roles = employee.roles.clone();
    roles.push("employee".to_owned());
    if !day.headed(employee.id).is_empty() {
        roles.push("unit_head".to_owned());
    }
    if !day.headed(employee.id).is_empty() || !day.reports(employee.id).is_empty() {
        roles.push("direct_manager".to_owned());
    }
    roles
}
