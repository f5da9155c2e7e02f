//! The promise page for staff and for everybody, down to one obligation and its entries.

mod durations;
mod evidence;
mod list;
mod public;
mod show;

use std::{collections::HashMap, sync::Arc};

use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Loaded, ObligationRow};
use solits_kernel::{BranchId, Lang, Timestamp, day_number, day_of_number};
use solits_organisation::Branch;
use solits_standard::Standard;
use solits_web::{App, WebError};
use uuid::Uuid;

use crate::model::{Days, DaysError, MOST_DAYS, Wanted};

pub(crate) use evidence::evidence;
pub(crate) use list::list;
pub(crate) use public::public;
pub(crate) use show::{cases, show};

/// How many months a picture shows.
const MONTHS: i64 = 12;

/// What the address asked for, and what is wrong with it.
struct Filter {
    branch: Option<BranchId>,
    days: Days,
    wanted: Wanted,
    /// Words for the field of the days, empty when they are right.
    wrong: String,
}

impl Filter {
    /// Reads the filter; days that cannot be shown become the usual ones, and the reader is told.
    fn of(words: Words, query: &HashMap<String, String>, at: Timestamp) -> Self {
        let today = day_number(at.day());
        let (days, wrong) = match Days::asked(query, today, MOST_DAYS) {
            Ok(days) => (days, String::new()),
            Err(error) => (Days::up_to(today), days_error(words, error)),
        };
        let wanted = query.get("state").and_then(|state| Wanted::parse(state)).unwrap_or_default();
        Self { branch: crate::model::asked_branch(query), days, wanted, wrong }
    }

    /// The filter as the end of an address, for the list of obligations of one state.
    fn address(&self, wanted: Wanted) -> String {
        let mut parts = vec![
            format!("from={}", day_of_number(self.days.from)),
            format!("to={}", day_of_number(self.days.to)),
        ];
        parts.extend(self.branch.map(|branch| format!("branch={branch}")));
        parts.extend(wanted.state().map(|state| format!("state={state}")));
        parts.join("&")
    }
}

fn days_error(words: Words, error: DaysError) -> String {
    match error {
        DaysError::Unreadable => words.t("promises-days-unreadable"),
        DaysError::Backwards => words.t("promises-days-backwards"),
        DaysError::TooMany => words.n("promises-days-too-many", MOST_DAYS),
    }
}

/// The standards of the institution and the one in force.
async fn loaded(tx: &mut Tx, app: &App) -> Result<Arc<Loaded>, WebError> {
    Ok(app.heart.loaded(tx).await?)
}

/// A page that needs a standard in force says so when there is none.
fn in_force(loaded: &Loaded, at: Timestamp) -> Option<Arc<Standard>> {
    loaded.standard(at).map(|(_, standard)| standard)
}

/// Branches to choose from: id and name.
fn choices(branches: &[Branch], lang: Lang) -> Vec<(String, String)> {
    branches.iter().map(|branch| (branch.id.to_string(), branch.name.get(lang).to_owned())).collect()
}

/// The name of a branch; of none and of one no longer there, a word for it.
pub(crate) fn branch_name(words: Words, branches: &[Branch], id: Option<Uuid>) -> String {
    branches
        .iter()
        .find(|branch| Some(branch.id.uuid()) == id)
        .map_or_else(|| words.t("promises-no-branch"), |branch| branch.name.get(words.0).to_owned())
}

/// What became of an obligation, and the kind of its badge.
fn state_of(words: Words, row: &ObligationRow) -> (String, &'static str) {
    if row.state == "breached" && row.met_late_at.is_some() {
        return (words.t("promises-state-late"), "late");
    }
    state_words(words, &row.state)
}

/// A state in words, and the kind of its badge.
pub(crate) fn state_words(words: Words, state: &str) -> (String, &'static str) {
    match state {
        "met" => (words.t("promises-state-met"), "good"),
        "breached" => (words.t("promises-state-breached"), "late"),
        "waived" => (words.t("promises-state-waived"), "plain"),
        _ => (words.t("promises-state-open"), "soon"),
    }
}
