//! The rows of the evaluation matrix, numbered, and the rows that one duty covers together.

use std::collections::BTreeMap;

use solits_kernel::Text;
use solits_standard::{
    Standard,
    model::{Evaluation, Frequency, Method, Period},
};

use crate::Person;

/// The role that stands for each employee about himself or herself.
pub const EMPLOYEE: &str = "employee";
/// The role that stands for each employee's own manager.
pub const DIRECT_MANAGER: &str = "direct_manager";

/// The evaluation matrix of a standard.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// The rows in the document's order.
    pub rows: Vec<Row>,
    /// Titles of the roles that the standard names.
    pub roles: BTreeMap<String, Text>,
}

/// A row of the matrix.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number, from one.
    pub number: u16,
    /// Short name of the document it stands in.
    pub document: String,
    /// Criterion, paragraph, method, levels, frequency and roles.
    pub asks: Evaluation,
}

impl Matrix {
    /// The matrix of a standard in force.
    pub fn of(standard: &Standard) -> Self {
        let lists = standard.lists();
        let rows = lists.evaluations.iter().zip(1..).map(|(row, number)| Row {
            number,
            document: row.origin.document.clone(),
            asks: row.value.clone(),
        });
        let roles = lists.roles.iter().map(|role| (role.value.id.clone(), Text::from(&role.value.title)));
        Self { rows: rows.collect(), roles: roles.collect() }
    }

    /// A row by its number.
    pub fn row(&self, number: u16) -> Option<&Row> {
        self.rows.get(usize::from(number).checked_sub(1)?)
    }

    /// The rows to which the document gives no number: done as needed, or as a procedure says (O-03). No duty of the
    /// year comes from them.
    pub fn unscheduled(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.asks.frequency.is_none())
    }

    /// The title of a role; its identifier where the standard gives none.
    pub fn role_title(&self, role: &str) -> Text {
        self.roles.get(role).cloned().unwrap_or_else(|| Text::new(role, role))
    }

    /// Rows that are done in one go: the same method, frequency and role. An inspection visit looks at every criterion
    /// of its form (O-08), and a self-check is signed once a day for all of them (O-06).
    pub(crate) fn bundles(&self) -> Vec<Bundle> {
        let mut bundles: Vec<Bundle> = Vec::new();
        for row in &self.rows {
            let Some(frequency) = row.asks.frequency.filter(|frequency| frequency.times > 0) else {
                continue;
            };
            // A row that names nobody is planned for nobody, and shows as a gap.
            let nobody = [String::new()];
            let roles = if row.asks.responsible.is_empty() { &nobody[..] } else { &row.asks.responsible[..] };
            for role in roles {
                let same = |bundle: &&mut Bundle| {
                    bundle.method == row.asks.method && bundle.frequency == frequency && bundle.role == *role
                };
                match bundles.iter_mut().find(same) {
                    Some(bundle) => bundle.rows.push(row.number),
                    None => bundles.push(Bundle {
                        number: bundles.len(),
                        method: row.asks.method,
                        frequency,
                        role: role.clone(),
                        rows: vec![row.number],
                    }),
                }
            }
        }
        bundles
    }

    /// Those of the rows that concern somebody of these levels.
    pub(crate) fn rows_for(&self, rows: &[u16], people: &[&Person]) -> Vec<u16> {
        let concerns = |number: &u16| {
            self.row(*number)
                .is_some_and(|row| people.iter().any(|person| person.has_level_of(&row.asks.levels)))
        };
        rows.iter().copied().filter(concerns).collect()
    }
}

/// Rows of the matrix that one duty covers together.
#[derive(Clone, Debug)]
pub(crate) struct Bundle {
    /// Its place among the bundles of the matrix.
    pub(crate) number: usize,
    pub(crate) method: Method,
    pub(crate) frequency: Frequency,
    pub(crate) role: String,
    pub(crate) rows: Vec<u16>,
}

impl Bundle {
    pub(crate) fn is_daily(&self) -> bool {
        self.frequency.per == Period::WorkingDay
    }
}
