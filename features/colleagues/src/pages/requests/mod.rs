//! Questions to colleagues: lists, asking, one question with what was said.

pub(super) mod ask;
pub(super) mod change;
pub(super) mod list;
pub(super) mod meeting;
pub(super) mod show;

use std::collections::HashMap;

use solits_i18n::Words;
use solits_kernel::EmployeeId;
use solits_organisation::Employee;
use solits_structure::Day;

use crate::model::{
    letter::{self, Ended},
    request::Standing,
};

/// Employees by id, in words.
pub(super) struct Names {
    names: HashMap<EmployeeId, String>,
    words: Words,
}

impl Names {
    pub(super) fn of_all(employees: &[Employee], words: Words) -> Self {
        Self { names: employees.iter().map(|one| (one.id, one.name.clone())).collect(), words }
    }
    pub(super) fn of(&self, id: EmployeeId) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| self.words.t("colleagues-who-left"))
    }
}

/// A person in words, with whoever stands in today.
pub(super) fn with_substitute(id: EmployeeId, names: &Names, day: &Day<'_>, words: Words) -> String {
    let name = names.of(id);
    match day.acting_for(id) {
        Some(acting) if acting == id => name,
        Some(acting) => words.ta(
            "colleagues-stands-in",
            &[("name", name.as_str().into()), ("substitute", names.of(acting).into())],
        ),
        None => words.ta("colleagues-away", &[("name", name.as_str().into())]),
    }
}

/// To whom a letter went and what became of it, in words.
pub(super) fn letter_words(line: &letter::Line, names: &Names, words: Words) -> String {
    let name = names.of(line.to);
    let name = [("name", name.as_str().into())];
    match line.standing {
        letter::Standing::Waiting => words.ta("colleagues-letter-waits", &name),
        letter::Standing::Ended { how: Ended::GivenUp, .. } => words.ta("colleagues-letter-given-up", &name),
        letter::Standing::Ended { how: Ended::Sent, at } => {
            let [name] = name;
            words.ta("colleagues-letter-sent", &[name, ("moment", words.moment(at).into())])
        }
    }
}

/// Where a question stands, as a badge and in words.
fn standing_words(standing: Standing, words: Words) -> (&'static str, String) {
    match standing {
        Standing::Open => ("brand", words.t("colleagues-standing-open")),
        Standing::Partly { .. } => ("soon", words.t("colleagues-standing-partly")),
        Standing::Answered { .. } => ("good", words.t("colleagues-standing-answered")),
        Standing::Withdrawn { .. } => ("plain", words.t("colleagues-standing-withdrawn")),
    }
}
