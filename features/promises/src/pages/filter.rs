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
pub(super) const PEOPLE: &str = "queue.supervise";

/// What the address asked for, and what is wrong with it.
pub(super) struct Filter {
    pub(super) part: Part,
    pub(super) days: Days,
    pub(super) wanted: Wanted,
    /// Words for the field of the days, empty when they are right.
    pub(super) wrong: String,
}

impl Filter {
    /// Reads the filter; days that cannot be shown become the usual ones, and the reader is told. [`WebError::Forbidden`]
    /// for the figures of somebody else, without the right to see them.
    pub(super) fn of(cx: &EmployeeCx, query: &HashMap<String, String>, most: i64) -> Result<Self, WebError> {
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
    pub(super) fn address(&self, wanted: Wanted) -> String {
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
pub(super) struct Names {
    pub(super) branches: Vec<Branch>,
    pub(super) units: Units,
    pub(super) employees: Vec<Employee>,
}

impl Names {
    pub(super) async fn load(tx: &mut Tx) -> Result<Self, WebError> {
        Ok(Self {
            branches: list_branches(tx).await?,
            units: Units::of(&find_structure(tx).await?),
            employees: list_employees(tx).await?,
        })
    }

    /// The people of the unit that a part is narrowed to.
    pub(super) fn team(&self, part: Part) -> Option<Team<'_>> {
        part.unit.map(|unit| self.units.team(unit))
    }

    /// The name of a unit; a word for none.
    pub(super) fn unit(&self, words: Words, id: UnitId) -> String {
        let unit = self.units.tree().iter().find(|(unit, ..)| *unit == id);
        unit.map_or_else(|| words.t("promises-no-unit"), |(_, name, _)| name.clone())
    }

    /// The name of an employee; a word for nobody.
    pub(super) fn employee(&self, words: Words, id: uuid::Uuid) -> String {
        let employee = self.employees.iter().find(|one| one.id.uuid() == id);
        employee.map_or_else(|| words.t("promises-nobody"), |one| one.name.clone())
    }
}

/// A channel in words, as the beginning of a line.
pub(super) fn channel_words(words: Words, channel: ChannelKind) -> String {
    channel.words().get(words.0).to_owned()
}

/// The form of a filter: what can be chosen, and what is.
pub(super) struct FilterForm {
    pub(super) branches: Vec<(String, String)>,
    pub(super) branch: String,
    pub(super) channels: Vec<(String, String)>,
    pub(super) channel: String,
    pub(super) units: Vec<(String, String)>,
    pub(super) unit: String,
    /// Empty for whoever may not look at the figures of others.
    pub(super) employees: Vec<(String, String)>,
    pub(super) employee: String,
    pub(super) state: &'static str,
    /// Which table is shown; empty for the usual one.
    pub(super) by: &'static str,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) wrong: String,
}

impl FilterForm {
    /// The form that asks for `filter`. Channels are those of the promise that is looked at, which may be one.
    pub(super) fn new(
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
pub(super) fn indented(name: &str, depth: usize) -> String {
    format!("{}{name}", "– ".repeat(depth))
}
