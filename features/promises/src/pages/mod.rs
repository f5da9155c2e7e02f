//! The promise page for staff and for everybody, down to one obligation and its entries.

mod cases;
mod durations;
mod evidence;
mod filter;
mod list;
mod parts;
mod public;
mod show;

use std::sync::Arc;

use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Loaded, ObligationRow};
use solits_kernel::{Lang, Timestamp};
use solits_organisation::Branch;
use solits_standard::Standard;
use solits_web::{App, WebError};
use uuid::Uuid;

pub(crate) use cases::{all_cases, cases};
pub(crate) use evidence::evidence;
pub(crate) use filter::{Filter, FilterForm, Names, PEOPLE, channel_words, indented};
pub(crate) use list::list;
pub(crate) use parts::By;
pub(crate) use public::{Memory, public};
pub(crate) use show::show;

/// How many months a picture shows.
const MONTHS: i64 = 12;

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
