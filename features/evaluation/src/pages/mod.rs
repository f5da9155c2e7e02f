//! The calendar of duties and each person's part of today.

pub(crate) mod calendar;
pub(crate) mod today;

use std::collections::HashMap;

use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::{BranchId, EmployeeId, Text, day_number};
use solits_organisation::{list_branches, list_employees};
use solits_plan::{Duty, Matrix, Subject, words as plan_words};
use solits_standard::model::Method;
use solits_web::{Notice, WebError, unprocessable};

use crate::model::Kept;

/// A duty as a page shows it.
pub(crate) struct DutyLine {
    /// The day for which it is planned, as people say it.
    pub(crate) day: String,
    pub(crate) what: String,
    pub(crate) about: String,
    pub(crate) who: String,
    /// The last day on which it is in time; empty for a duty of one day.
    pub(crate) until: String,
    /// Whom to look at first; empty for nobody in particular.
    pub(crate) first: String,
    pub(crate) why: String,
}

/// The names that duties need.
pub(crate) struct Names {
    employees: HashMap<EmployeeId, String>,
    branches: HashMap<BranchId, Text>,
}

impl Names {
    pub(crate) async fn load(tx: &mut Tx) -> Result<Self, DbError> {
        let employees = list_employees(tx).await?.into_iter().map(|one| (one.id, one.name)).collect();
        let branches = list_branches(tx).await?.into_iter().map(|one| (one.id, one.name)).collect();
        Ok(Self { employees, branches })
    }

    /// The name of an employee; a dash for one who is not known.
    pub(crate) fn employee(&self, id: EmployeeId) -> &str {
        self.employees.get(&id).map_or("–", String::as_str)
    }

    /// Everybody by name, for a choice.
    pub(crate) fn choices(&self) -> Vec<(String, String)> {
        let mut choices: Vec<(String, String)> =
            self.employees.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        choices.sort_by_cached_key(|(id, name)| (solits_kernel::fold(name), id.clone()));
        choices
    }

    /// About whom or what a duty is, in words.
    pub(crate) fn subject(&self, subject: Subject, words: Words) -> String {
        match subject {
            Subject::Employee(id) => self.employee(id).to_owned(),
            Subject::Branch(id) => self.branches.get(&id).map_or("–", |name| name.get(words.0)).to_owned(),
            Subject::Team(id) => {
                words.ta("evaluation-team-of", &[("name", self.employee(id).to_owned().into())])
            }
            Subject::Institution => words.t("evaluation-institution"),
        }
    }
}

/// A duty as a page shows it, with the matrix of the standard by which it was planned.
fn line(duty: &Duty, matrix: Option<&Matrix>, names: &Names, words: Words) -> DutyLine {
    let lang = words.0;
    DutyLine {
        day: words.on(duty.planned_on),
        what: capitalised(plan_words::method(duty.method).get(lang)),
        about: names.subject(duty.subject, words),
        who: names.employee(duty.doer).to_owned(),
        until: if duty.is_daily() { String::new() } else { words.on(duty.window.closes) },
        first: duty.focus.map(|id| names.employee(id).to_owned()).unwrap_or_default(),
        why: matrix.map(|matrix| plan_words::why(duty, matrix).get(lang).to_owned()).unwrap_or_default(),
    }
}

/// Whether a person may see a duty: a mystery client's visit is hidden from all but who arranges it (O-10).
fn may_see(kept: &Kept, me: EmployeeId) -> bool {
    kept.duty.method != Method::MysteryClient || kept.duty.doer == me
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A query in the address that names a day; a day that cannot be read is refused.
fn asked_day(text: &str) -> Result<Option<i64>, WebError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(day_number).map(Some).map_err(|_| WebError::BadRequest)
}

fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let text = match key? {
        "signed" => words.t("evaluation-notice-signed"),
        "planned" => words.t("evaluation-notice-planned"),
        _ => return None,
    };
    Some(Notice { kind: "good", text, undo: None })
}
