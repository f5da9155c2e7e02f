//! Rows of employees: the e-mail address says who is meant, and an empty cell leaves what is stored.

use std::collections::{HashMap, HashSet};

use solits_kernel::{BranchId, EmployeeId, Lang, ServiceId, UnitId};
use solits_web::ROLES;

use super::{
    plan::{Fault, Named, Plan, Reading, Step, What, differ},
    table::{Column, Table},
    together,
};
use crate::{editing::draft::is_address, model::Employee};

pub(crate) const ADMINISTRATOR: &str = "administrator";

/// What of the institution the rows may speak of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// All, those who have left too.
    pub(crate) employees: Vec<Employee>,
    pub(crate) branches: Vec<Named<BranchId>>,
    pub(crate) units: Vec<Named<UnitId>>,
    /// Services that are offered.
    pub(crate) services: Vec<Named<ServiceId>>,
    /// The services each employee is able to give.
    pub(crate) skills: HashMap<EmployeeId, Vec<ServiceId>>,
}

impl Known {
    /// An employee as they are stored, with what they are able to give.
    fn person(&self, employee: &Employee) -> Person {
        let mut skills = self.skills.get(&employee.id).cloned().unwrap_or_default();
        skills.sort_unstable();
        Person { skills, ..Person::of(employee) }
    }
}

/// A direct supervisor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Supervisor {
    Stored(EmployeeId),
    /// Somebody whom the same file adds, by address.
    Added(String),
}

/// An employee as they are after the import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) post: String,
    pub(crate) phone: String,
    pub(crate) branch: Option<BranchId>,
    pub(crate) unit: Option<UnitId>,
    pub(crate) supervisor: Option<Supervisor>,
    pub(crate) roles: Vec<String>,
    pub(crate) levels: Vec<u8>,
    pub(crate) skills: Vec<ServiceId>,
}

impl Person {
    pub(super) fn of(employee: &Employee) -> Self {
        let (mut roles, mut levels) = (employee.roles.clone(), employee.levels.clone());
        roles.sort_unstable();
        levels.sort_unstable();
        Self {
            name: employee.name.clone(),
            email: employee.email.clone(),
            post: employee.post.clone(),
            phone: employee.phone.clone(),
            branch: employee.branch,
            unit: employee.unit,
            supervisor: employee.supervisor.map(Supervisor::Stored),
            roles,
            levels,
            skills: Vec::new(),
        }
    }

    pub(super) fn is_administrator(&self) -> bool {
        self.roles.iter().any(|role| role == ADMINISTRATOR)
    }
}

pub(crate) type EmployeePlan = Plan<EmployeeId, Person>;
pub(super) type EmployeeStep = Step<EmployeeId, Person>;

/// What importing a table of employees would do.
pub(crate) fn plan(table: &Table, known: &Known, lang: Lang) -> EmployeePlan {
    let stored: HashMap<String, &Employee> =
        known.employees.iter().map(|employee| (employee.email.to_lowercase(), employee)).collect();
    let address = |row| table.cell(row, Column::Email).to_lowercase();
    let in_file: HashSet<String> = table.rows.iter().map(address).filter(|one| is_address(one)).collect();
    let roles = role_names(lang);
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut plan = Plan { steps: Vec::new(), problems: Vec::new() };
    for row in &table.rows {
        let mut reading = Reading::new(table, row);
        let email = email(&mut reading, &mut first);
        let was = stored.get(&email).copied();
        if was.is_some_and(|was| !was.active) {
            reading.refuse(Column::Email, Fault::Closed);
        }
        let supervisor = supervisor(&mut reading, &email, &stored, &in_file);
        let person = person(&mut reading, was, email, supervisor, known, &roles);
        plan.steps.push(step(row.number, was, person, known, &roles));
        plan.problems.append(&mut reading.problems);
    }
    plan.problems.extend(together::circles(table, known, &plan.steps));
    plan.problems.extend(together::without_administrator(table, known, &plan.steps));
    plan.problems.sort_by_key(|problem| problem.row);
    plan
}

/// The address in small letters; empty when it is not good.
fn email(reading: &mut Reading<'_>, first: &mut HashMap<String, usize>) -> String {
    if reading.given(Column::Email).is_none() {
        reading.refuse(Column::Email, Fault::Missing);
        return String::new();
    }
    let Some(email) = reading.text(Column::Email, 200).map(|email| email.to_lowercase()) else {
        return String::new();
    };
    if !is_address(&email) {
        reading.refuse(Column::Email, Fault::Address);
        return String::new();
    }
    if let Some(row) = first.get(&email) {
        reading.refuse(Column::Email, Fault::Twice(*row));
    } else {
        first.insert(email.clone(), reading.row.number);
    }
    email
}

fn supervisor(
    reading: &mut Reading<'_>,
    email: &str,
    stored: &HashMap<String, &Employee>,
    in_file: &HashSet<String>,
) -> Option<Supervisor> {
    let above = reading.given(Column::Supervisor)?.to_lowercase();
    let fault = match stored.get(&above) {
        _ if above == email => Fault::Circle,
        Some(employee) if employee.active => return Some(Supervisor::Stored(employee.id)),
        Some(_) => Fault::Closed,
        None if in_file.contains(&above) => return Some(Supervisor::Added(above)),
        None => Fault::Nobody,
    };
    reading.refuse(Column::Supervisor, fault);
    None
}

fn person(
    reading: &mut Reading<'_>,
    was: Option<&Employee>,
    email: String,
    supervisor: Option<Supervisor>,
    known: &Known,
    roles: &[Named<&'static str>],
) -> Person {
    let before = was.map(|was| known.person(was)).unwrap_or_default();
    if was.is_none() && reading.given(Column::Name).is_none() {
        reading.refuse(Column::Name, Fault::Missing);
    }
    // Whoever is new works with clients until somebody says otherwise, as on the form.
    let levels = if was.is_some() { before.levels } else { vec![1] };
    Person {
        name: reading.text(Column::Name, 120).unwrap_or(before.name),
        email,
        post: reading.text(Column::Post, 120).unwrap_or(before.post),
        phone: reading.text(Column::Phone, 60).unwrap_or(before.phone),
        branch: reading.named(Column::Branch, &known.branches).or(before.branch),
        unit: reading.named(Column::Unit, &known.units).or(before.unit),
        supervisor: supervisor.or(before.supervisor),
        roles: read_roles(reading, &before.roles, roles).unwrap_or(before.roles),
        levels: read_levels(reading).unwrap_or(levels),
        skills: read_skills(reading, &known.services).unwrap_or(before.skills),
    }
}

fn step(
    row: usize,
    was: Option<&Employee>,
    person: Person,
    known: &Known,
    roles: &[Named<&'static str>],
) -> EmployeeStep {
    let before = was.map(|was| known.person(was)).unwrap_or_default();
    let mut differences = Vec::new();
    for (column, written) in written(&before, known, roles).into_iter().zip(written(&person, known, roles)) {
        differ(&mut differences, column.0, column.1, written.1);
    }
    let label = if person.name.is_empty() { person.email.clone() } else { person.name.clone() };
    let what = what(was.map(|was| (was.id, &before)), &person);
    Step { row, label, what, result: person, differences }
}

/// A row that is there already and differs in nothing is left as it is.
pub(crate) fn what<I, T: PartialEq>(stored: Option<(I, &T)>, result: &T) -> What<I> {
    match stored {
        None => What::Add,
        Some((_, before)) if before == result => What::Keep,
        Some((id, _)) => What::Change(id),
    }
}

/// An employee in words, column by column.
fn written(person: &Person, known: &Known, roles: &[Named<&'static str>]) -> [(Column, String); 10] {
    let supervisor = match &person.supervisor {
        None => String::new(),
        Some(Supervisor::Added(email)) => email.clone(),
        Some(Supervisor::Stored(id)) => {
            let found = known.employees.iter().find(|employee| employee.id == *id);
            found.map(|employee| employee.email.clone()).unwrap_or_default()
        }
    };
    let role = |name: &String| {
        let title = Named::find(roles, name).map(|role| Named::label(roles, Some(role)));
        title.unwrap_or_else(|_| name.clone())
    };
    let skills: Vec<String> =
        person.skills.iter().map(|skill| Named::label(&known.services, Some(*skill))).collect();
    let levels: Vec<String> = person.levels.iter().map(ToString::to_string).collect();
    [
        (Column::Name, person.name.clone()),
        (Column::Email, person.email.clone()),
        (Column::Post, person.post.clone()),
        (Column::Phone, person.phone.clone()),
        (Column::Branch, Named::label(&known.branches, person.branch)),
        (Column::Unit, Named::label(&known.units, person.unit)),
        (Column::Supervisor, supervisor),
        (Column::Roles, person.roles.iter().map(role).collect::<Vec<_>>().join(", ")),
        (Column::Levels, levels.join(", ")),
        (Column::Skills, skills.join(", ")),
    ]
}

/// Roles by their titles in either language or by their names in standards.
fn role_names(lang: Lang) -> Vec<Named<&'static str>> {
    let title = |role: &solits_web::Role| if lang == Lang::En { role.title.1 } else { role.title.0 };
    ROLES
        .iter()
        .map(|role| Named::new(role.name, title(role), [role.name, role.title.0, role.title.1]))
        .collect()
}

/// The roles a cell names. Those that a standard made and that are held already stay, as on the form.
fn read_roles(
    reading: &mut Reading<'_>,
    held: &[String],
    known: &[Named<&'static str>],
) -> Option<Vec<String>> {
    let mut roles: Vec<String> =
        held.iter().filter(|held| ROLES.iter().all(|role| role.name != **held)).cloned().collect();
    for name in reading.given(Column::Roles)?.split([',', ';', '\n']).filter(|name| !name.trim().is_empty()) {
        match Named::find(known, name) {
            Ok(role) => roles.push(role.to_owned()),
            Err(fault) => reading.refuse(Column::Roles, fault),
        }
    }
    roles.sort_unstable();
    roles.dedup();
    Some(roles)
}

/// The services a cell names by code or name, parted by semicolons or lines: names hold commas.
fn read_skills(reading: &mut Reading<'_>, known: &[Named<ServiceId>]) -> Option<Vec<ServiceId>> {
    let mut skills = Vec::new();
    for name in reading.given(Column::Skills)?.split([';', '\n']).filter(|name| !name.trim().is_empty()) {
        match Named::find(known, name) {
            Ok(service) => skills.push(service),
            Err(fault) => reading.refuse(Column::Skills, fault),
        }
    }
    skills.sort_unstable();
    skills.dedup();
    Some(skills)
}

/// The levels a cell names, each a digit from 1 to 9.
fn read_levels(reading: &mut Reading<'_>) -> Option<Vec<u8>> {
    let parts = reading.given(Column::Levels)?.split([',', ' ', ';', '.']).filter(|part| !part.is_empty());
    let levels: Option<Vec<u8>> =
        parts.map(|part| part.parse().ok().filter(|level| (1..=9).contains(level))).collect();
    let Some(mut levels) = levels else {
        reading.refuse(Column::Levels, Fault::Number { least: 1, most: 9 });
        return None;
    };
    levels.sort_unstable();
    levels.dedup();
    Some(levels)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::import::{file, table::Kind};

    fn stored(number: u128, email: &str, roles: &[&str]) -> Employee {
        Employee {
            id: EmployeeId::new(Uuid::from_u128(number)),
            name: "Anna Bērziņa".to_owned(),
            post: "speciāliste".to_owned(),
            email: email.to_owned(),
            phone: String::new(),
            unit: None,
            branch: None,
            supervisor: None,
            levels: vec![1],
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            active: number < 100,
        }
    }

    fn known() -> Known {
        Known {
            employees: vec![
                stored(1, "anna@x.lv", &["administrator", "archivist"]),
                stored(2, "juris@x.lv", &[]),
                stored(100, "left@x.lv", &[]),
            ],
            branches: vec![Named::new(BranchId::new(Uuid::from_u128(9)), "Ķekava", ["kekava", "Ķekava"])],
            units: Vec::new(),
            services: vec![
                Named::new(service(5), "Izziņa, maksas", ["IZZ", "Izziņa, maksas"]),
                Named::new(service(6), "Uzņemšana", ["UZN", "Uzņemšana"]),
            ],
            skills: HashMap::from([(EmployeeId::new(Uuid::from_u128(1)), vec![service(5)])]),
        }
    }

    fn service(number: u128) -> ServiceId {
        ServiceId::new(Uuid::from_u128(number))
    }

    fn planned(text: &str) -> EmployeePlan {
        let table = Table::of(Kind::Employees, &file::read(text.as_bytes()).unwrap()).unwrap();
        plan(&table, &known(), Lang::Lv)
    }

    fn faults(text: &str) -> Vec<(usize, Column, Fault)> {
        planned(text).problems.into_iter().map(|one| (one.row, one.column, one.fault)).collect()
    }

    #[test]
    fn a_row_adds_changes_or_leaves_whoever_has_its_address() {
        let plan =
            planned("Name,E-mail,Post\nZane,zane@x.lv,\n,ANNA@x.lv,vadītāja\n,juris@x.lv,speciāliste\n");
        assert!(plan.problems.is_empty(), "{:?}", plan.problems);
        assert_eq!(plan.counts(), crate::import::plan::Counts { added: 1, changed: 1, kept: 1 });
        let [difference] = plan.steps[1].differences.as_slice() else { panic!("one difference") };
        assert_eq!((difference.was.as_str(), difference.becomes.as_str()), ("speciāliste", "vadītāja"));
        assert_eq!(plan.steps[0].result.levels, [1]);
    }

    #[test]
    fn every_fault_has_its_row_and_column() {
        let found = faults(
            "Name;E-mail;Supervisor;Levels;Branch\nA;a@x.lv;left@x.lv;0;\nB;;;;\nC;left@x.lv;;;Kekava\nD;a@x.lv;d@y.lv;;\n",
        );
        assert_eq!(
            found,
            [
                (2, Column::Supervisor, Fault::Closed),
                (2, Column::Levels, Fault::Number { least: 1, most: 9 }),
                (3, Column::Email, Fault::Missing),
                (4, Column::Email, Fault::Closed),
                (5, Column::Email, Fault::Twice(2)),
                (5, Column::Supervisor, Fault::Nobody),
            ]
        );
    }

    #[test]
    fn roles_are_named_by_title_and_those_a_standard_made_stay() {
        let plan = planned("E-mail;Roles\nanna@x.lv;Administrators, council chair\n");
        assert_eq!(plan.steps[0].result.roles, ["administrator", "archivist", "council_chair"]);
        assert!(plan.problems.is_empty());
    }

    #[test]
    fn skills_are_named_by_code_or_name_and_an_empty_cell_leaves_them() {
        let plan = planned("E-pasts\tPrasmes\nanna@x.lv\tizzina, maksas; UZN\njuris@x.lv\t\n");
        assert!(plan.problems.is_empty(), "{:?}", plan.problems);
        assert_eq!(plan.steps[0].result.skills, [service(5), service(6)]);
        assert_eq!(plan.steps[0].differences[0].column, Column::Skills);
        assert_eq!(plan.steps[1].what, What::Keep);
        let found = faults("E-pasts\tPrasmes\nanna@x.lv\tNav tāda\n");
        assert!(matches!(found[0], (2, Column::Skills, Fault::Unknown(_))), "{found:?}");
    }

    #[test]
    fn the_last_administrator_stays() {
        let taken = "E-mail;Roles\nanna@x.lv;council chair\n";
        assert_eq!(faults(taken), [(2, Column::Roles, Fault::LastAdministrator)]);
        assert!(faults(&format!("{taken}juris@x.lv;administrator\n")).is_empty());
    }

    #[test]
    fn a_way_up_that_turns_back_is_refused_even_through_people_who_are_stored() {
        let found = faults("E-mail;Supervisor\nanna@x.lv;juris@x.lv\njuris@x.lv;anna@x.lv\n");
        let circle = |row| (row, Column::Supervisor, Fault::Circle);
        assert_eq!(found, [circle(2), circle(3)]);
        assert_eq!(faults("E-mail;Supervisor\nanna@x.lv;anna@x.lv\n"), [circle(2)]);
        assert!(faults("E-mail;Supervisor\nanna@x.lv;juris@x.lv\n").is_empty());
    }

    proptest! {
        #[test]
        fn no_row_makes_it_fail_and_the_same_table_plans_the_same(
            cells in prop::collection::vec(
                prop::collection::vec("[a-cā@;, \\-1-3]{0,8}|anna@x.lv|b@x.lv|c@x.lv", 9), 1..8),
        ) {
            let headings = Kind::Employees.columns().iter().map(|one| one.heading(Lang::En).to_owned()).collect();
            let rows: Vec<file::Row> = std::iter::once(headings)
                .chain(cells)
                .enumerate()
                .map(|(index, cells)| file::Row { number: index + 1, cells })
                .collect();
            let table = Table::of(Kind::Employees, &rows).unwrap();
            let (one, other) = (plan(&table, &known(), Lang::Lv), plan(&table, &known(), Lang::En));
            prop_assert_eq!(one.fingerprint(), other.fingerprint());
            prop_assert_eq!(one.steps.len(), table.rows.len());
            prop_assert!(one.problems.iter().all(|problem| (2..=table.rows.len() + 1).contains(&problem.row)));
        }
    }
}
