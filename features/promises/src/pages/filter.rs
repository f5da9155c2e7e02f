//! What the address of a page asks for: a part of the figures, days and a state; and the form that asks for it.

use std::collections::HashMap;

use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{UnitId, day_number, day_of_number};
use solits_organisation::{Branch, Employee, find_structure, list_branches, list_employees};
use solits_standard::model::ChannelKind;
use solits_web::{EmployeeCx, WebError};

use super::choices;
use crate::{
    model::{Days, DaysError, Wanted},
    part::{Part, or_nil},
    units::{Team, Units},
};

/// Whoever leads the work of others sees their figures; everybody sees their own.
pub(crate) const PEOPLE: &str = "queue.supervise";

/// What the address asked for, and what is wrong with it.
pub(crate) struct Filter {
    pub(crate) part: Part,
    pub(crate) days: Days,
    pub(crate) wanted: Wanted,
    /// Words for the field of the days, empty when they are right.
    pub(crate) wrong: String,
}

impl Filter {
    /// Reads the filter; days that cannot be shown become the usual ones, and the reader is told. [`WebError::Forbidden`]
    /// for the figures of somebody else, without the right to see them.
    pub(crate) fn of(cx: &EmployeeCx, query: &HashMap<String, String>, most: i64) -> Result<Self, WebError> {
        let today = day_number(cx.at.day());
        let (days, wrong) = match Days::asked(query, today, most) {
            Ok(days) => (days, String::new()),
            Err(error) => (Days::up_to(today), days_error(cx.words, error, most)),
        };
        let wanted = query.get("state").and_then(|state| Wanted::parse(state)).unwrap_or_default();
        let part = Part::asked(query);
        if part.employee.is_some_and(|employee| employee != cx.me.employee) {
            cx.demand(PEOPLE)?;
        }
        Ok(Self { part, days, wanted, wrong })
    }

    /// The filter as the end of an address, for the list of obligations of one state.
    pub(crate) fn address(&self, wanted: Wanted) -> String {
        self.part.address(self.days, wanted)
    }
}

fn days_error(words: Words, error: DaysError, most: i64) -> String {
    match error {
        DaysError::Unreadable => words.t("promises-days-unreadable"),
        DaysError::Backwards => words.t("promises-days-backwards"),
        DaysError::TooMany => words.n("promises-days-too-many", most),
    }
}

/// What the parts of figures are called, and who belonged where.
pub(crate) struct Names {
    pub(crate) branches: Vec<Branch>,
    pub(crate) units: Units,
    pub(crate) employees: Vec<Employee>,
}

impl Names {
    pub(crate) async fn load(tx: &mut Tx) -> Result<Self, WebError> {
        Ok(Self {
            branches: list_branches(tx).await?,
            units: Units::of(&find_structure(tx).await?),
            employees: list_employees(tx).await?,
        })
    }

    /// The people of the unit that a part is narrowed to.
    pub(crate) fn team(&self, part: Part) -> Option<Team<'_>> {
        part.unit.map(|unit| self.units.team(unit))
    }

    /// The name of a unit; a word for none.
    pub(crate) fn unit(&self, words: Words, id: UnitId) -> String {
        let unit = self.units.tree().iter().find(|(unit, ..)| *unit == id);
        unit.map_or_else(|| words.t("promises-no-unit"), |(_, name, _)| name.clone())
    }

    /// The name of an employee; a word for nobody.
    pub(crate) fn employee(&self, words: Words, id: uuid::Uuid) -> String {
        let employee = self.employees.iter().find(|one| one.id.uuid() == id);
        employee.map_or_else(|| words.t("promises-nobody"), |one| one.name.clone())
    }
}

/// A channel in words, as the beginning of a line.
pub(crate) fn channel_words(words: Words, channel: ChannelKind) -> String {
    channel.words().get(words.0).to_owned()
}

/// The form of a filter: what can be chosen, and what is.
pub(crate) struct FilterForm {
    pub(crate) branches: Vec<(String, String)>,
    pub(crate) branch: String,
    pub(crate) channels: Vec<(String, String)>,
    pub(crate) channel: String,
    pub(crate) units: Vec<(String, String)>,
    pub(crate) unit: String,
    /// Empty for whoever may not look at the figures of others.
    pub(crate) employees: Vec<(String, String)>,
    pub(crate) employee: String,
    pub(crate) state: &'static str,
    /// The figures of which there are lists, and which one this is; nothing where there is one only.
    pub(crate) whats: Vec<(String, String)>,
    pub(crate) what: &'static str,
    /// Which table is shown; empty for the usual one.
    pub(crate) by: &'static str,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) wrong: String,
}

impl FilterForm {
    /// The form that asks for `filter`. Channels are those of the promise that is looked at, which may be one.
    pub(crate) fn new(
        cx: &EmployeeCx,
        filter: &Filter,
        names: &Names,
        channels: &[ChannelKind],
        by: &'static str,
    ) -> Self {
        let words = cx.words;
        let Part { branch, unit, employee, .. } = filter.part;
        let mut form = Self {
            branches: choices(&names.branches, words.0),
            branch: branch.map(|id| id.to_string()).unwrap_or_default(),
            channels: channels
                .iter()
                .map(|one| (solits_journal::channel_name(*one), channel_words(words, *one)))
                .collect(),
            channel: filter.part.channel_name().unwrap_or_default(),
            units: names
                .units
                .tree()
                .iter()
                .map(|(id, name, depth)| (id.to_string(), indented(name, *depth)))
                .collect(),
            unit: unit.map(|id| id.to_string()).unwrap_or_default(),
            employees: Vec::new(),
            employee: employee.map(|id| id.to_string()).unwrap_or_default(),
            state: filter.wanted.state().unwrap_or_default(),
            whats: Vec::new(),
            what: "",
            by,
            from: day_of_number(filter.days.from).to_string(),
            to: day_of_number(filter.days.to).to_string(),
            wrong: filter.wrong.clone(),
        };
        let may_see = |one: &&Employee| cx.me.may(PEOPLE) || Some(one.id) == employee;
        form.employees = names
            .employees
            .iter()
            .filter(may_see)
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect();
        // What is asked for stays chosen, also where it has no name of its own.
        keep(&mut form.branches, &form.branch, || words.t("promises-no-branch"));
        keep(&mut form.channels, &form.channel, || form_channel(words, filter.part));
        keep(&mut form.units, &form.unit, || words.t("promises-no-unit"));
        keep(&mut form.employees, &form.employee, || names.employee(words, or_nil(employee)));
        form
    }
}

fn form_channel(words: Words, part: Part) -> String {
    part.channel.map(|channel| channel_words(words, channel)).unwrap_or_default()
}

fn keep(options: &mut Vec<(String, String)>, chosen: &str, name: impl FnOnce() -> String) {
    if !chosen.is_empty() && options.iter().all(|option| option.0 != chosen) {
        options.push((chosen.to_owned(), name()));
    }
}

/// A name as deep as it stands in a tree.
pub(crate) fn indented(name: &str, depth: usize) -> String {
    format!("{}{name}", "– ".repeat(depth))
}
