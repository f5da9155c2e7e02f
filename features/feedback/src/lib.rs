//! Feedback in its four kinds: complaints and claims that climb the institution's ladder, suggestions that are decided on, praise
//! that reaches the praised (area K of the catalogue).
//!
//! A case of such a kind stands in its register from the moment it is opened, however it came; [`take_in`] passes it on at
//! once to whoever the standard names, and a job does so for whatever was opened elsewhere. Once it is said whom it
//! concerns, the ladder names who decides, and the case is absent for whom it concerns and everybody under them
//! (`solits_cases`, confidential cases).
//!
//! The way itself is judged by the rules of `solits_written::feedback`; this room keeps what they say, journals each step
//! and shows it.

mod actions;
mod api;
mod context;
mod facts;
mod figures;
mod keep;
mod model;
mod pages;
mod store;

use std::collections::BTreeSet;

use solits_db::Tx;
use solits_kernel::{EmployeeId, Text, Timestamp};
use solits_organisation::{Employee, OwnUnit};
use solits_standard::Standard;
use solits_structure::{EMPLOYEE, Ladder, UNIT_HEAD};
use solits_web::App;

pub use actions::{
    Details, FeedbackError, Registered,
    front::{ask_on, close, pass_outside, publish, register, rule, tell_author},
    take_in,
};
pub use facts::{Filter, Praise, RegisterLine, list_praise, list_register};
pub use keep::keep_feedback;
pub use model::{AskedBy, CauseKind, Concern, Published, Record, Ruled, Standing, Step, What, register_of};

solits_i18n::catalogue!("messages");

/// Whoever receives feedback that has just come: the unit that the standard names (K-04), else a keeper of the registers;
/// `None` where nobody does, and it stays with whoever takes it in.
pub async fn receiver(tx: &mut Tx, app: &App, at: Timestamp) -> Result<Option<EmployeeId>, FeedbackError> {
    let context = context::Context::load(tx, app, at).await?;
    Ok(context.receiver(&context.day(), |_| false))
}

/// The title of the role to which a complaint about what an employee of a unit does comes first, as the standard names it
/// (K-08); `None` where it names none. Nobody's name: who decides on the day is found when the complaint is there.
pub fn first_decider(standard: &Standard, employee: &Employee, unit: Option<&OwnUnit>) -> Option<Text> {
    let mut roles: BTreeSet<String> = employee.roles.iter().cloned().collect();
    roles.insert(EMPLOYEE.to_owned());
    if unit.is_some_and(|unit| unit.head_id == Some(employee.id)) {
        roles.insert(UNIT_HEAD.to_owned());
    }
    Ladder::of(standard).first_decider(&roles).map(|role| Text::from(&role.title))
}

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    pages::routes().merge(api::routes())
}
