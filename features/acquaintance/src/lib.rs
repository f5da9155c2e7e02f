//! Making employees acquainted with the standard: a duty for everybody whom a version binds, the explanation by the
//! official whom the standard names, the check, the signature and the sheet.
//!
//! Duties follow from the standard, the people and their posts, and are made anew by [`keep_duties`] whenever these have
//! changed; nobody opens or closes one by hand. The text of the standard is left to the hall `standard`.

mod actions;
mod model;
mod pages;
mod people;
mod questions;
mod reading;
mod store;
mod sweep;

pub use actions::{AcquaintanceError, sign_in_a_made_up_past};
pub use sweep::{SweepError, keep_duties};

use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::{EmployeeId, day_of_number};
use solits_web::{Guard, Routes, WebError};

solits_i18n::catalogue!("messages");

/// The sentence that says what an employee still has to sign and by which day; empty when there is nothing.
pub async fn waiting_line(tx: &mut Tx, words: Words, employee: EmployeeId) -> Result<String, DbError> {
    let open = store::find_open(tx, employee).await?;
    let told = |day: i64| words.ta("acquaintance-waits", &[("day", words.date(day_of_number(day)).into())]);
    Ok(open.map(|duty| told(duty.due_on)).unwrap_or_default())
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/acquaintance", Guard::SignedIn, pages::own::show)
        .post("/acquaintance", Guard::SignedIn, pages::own::sign)
        .get("/acquaintance/team", Guard::SignedIn, pages::team::show)
        .post("/acquaintance/team/explained", Guard::SignedIn, pages::team::explained)
        .post("/acquaintance/team/reminded", Guard::SignedIn, pages::team::reminded)
        .post("/acquaintance/team/on-paper", Guard::SignedIn, pages::team::on_paper)
        .get("/acquaintance/sheet/{number}", Guard::SignedIn, pages::sheet::show)
}

impl From<AcquaintanceError> for WebError {
    fn from(error: AcquaintanceError) -> Self {
        match error {
            AcquaintanceError::NothingToSign => Self::Conflict("acquaintance-nothing-to-sign"),
            AcquaintanceError::NotExplained => Self::Refused("acquaintance-explain-first"),
            AcquaintanceError::Wrong(_) => Self::Refused("acquaintance-wrong"),
            AcquaintanceError::BeforeAdoption(_) => Self::BadRequest,
            AcquaintanceError::NotYours => Self::NotFound,
            AcquaintanceError::AlreadyDone => Self::Conflict("acquaintance-already-done"),
            AcquaintanceError::Db(error) => Self::Db(error),
            AcquaintanceError::Journal(error) => Self::Journal(error),
        }
    }
}
