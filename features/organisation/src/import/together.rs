//! What must hold of all employees together, once everything is imported.

use std::collections::{HashMap, HashSet};

use solits_kernel::EmployeeId;

use super::{
    employees::{EmployeeStep, Known, Person, Supervisor},
    plan::{Fault, Problem, What},
    table::{Column, Table},
};
use crate::model::Employee;

/// The rows whose way up comes back to them once everything is imported: their reports would never reach the top.
pub(super) fn circles(table: &Table, known: &Known, steps: &[EmployeeStep]) -> Vec<Problem> {
    let address: HashMap<EmployeeId, &str> =
        known.employees.iter().map(|employee| (employee.id, employee.email.as_str())).collect();
    let mut above: HashMap<&str, &str> = known
        .employees
        .iter()
        .filter_map(|employee| Some((employee.email.as_str(), *address.get(&employee.supervisor?)?)))
        .collect();
    for step in steps {
        let next = match &step.result.supervisor {
            Some(Supervisor::Stored(id)) => address.get(id).copied(),
            Some(Supervisor::Added(email)) => Some(email.as_str()),
            None => None,
        };
        if let Some(next) = next {
            above.insert(&step.result.email, next);
        }
    }
    let turning = in_circles(&above);
    steps
        .iter()
        .zip(&table.rows)
        .filter(|(step, row)| {
            turning.contains(step.result.email.as_str()) && !table.cell(row, Column::Supervisor).is_empty()
        })
        .map(|(step, row)| Problem {
            row: step.row,
            column: Column::Supervisor,
            typed: table.cell(row, Column::Supervisor).to_owned(),
            fault: Fault::Circle,
        })
        .collect()
}

/// Those who come back to themselves by going up. Everybody is passed once, however long the ways are.
fn in_circles<'a>(above: &HashMap<&'a str, &'a str>) -> HashSet<&'a str> {
    let mut turning = HashSet::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (walk, start) in above.keys().enumerate() {
        let mut next = Some(*start);
        while let Some(one) = next {
            match seen.get(one) {
                Some(earlier) if *earlier == walk => {
                    let mut member = one;
                    while turning.insert(member) {
                        member = above.get(member).copied().unwrap_or(member);
                    }
                    break;
                }
                Some(_) => break,
                None => {
                    seen.insert(one, walk);
                    next = above.get(one).copied();
                }
            }
        }
    }
    turning
}

/// The rows that take the role of administrator away, if nobody would hold it any more.
pub(super) fn without_administrator(table: &Table, known: &Known, steps: &[EmployeeStep]) -> Vec<Problem> {
    let held = |employee: &&Employee| employee.active && Person::of(employee).is_administrator();
    let holders: HashSet<EmployeeId> =
        known.employees.iter().filter(held).map(|employee| employee.id).collect();
    let loses = |step: &EmployeeStep| match step.what {
        What::Change(id) => holders.contains(&id) && !step.result.is_administrator(),
        What::Add | What::Keep => false,
    };
    let lost = steps.iter().filter(|step| loses(step)).count();
    let another = steps.iter().any(|step| step.what != What::Keep && step.result.is_administrator());
    if lost == 0 || lost < holders.len() || another {
        return Vec::new();
    }
    steps
        .iter()
        .zip(&table.rows)
        .filter(|(step, _)| loses(step))
        .map(|(step, row)| Problem {
            row: step.row,
            column: Column::Roles,
            typed: table.cell(row, Column::Roles).to_owned(),
            fault: Fault::LastAdministrator,
        })
        .collect()
}
