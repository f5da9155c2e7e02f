//! Who takes part in a case besides the client who opened it: an applicant, a representative with the basis of the
//! representation (I-13), a third party; how their identity was established (I-12) and whether their contacts still hold
//! (I-24).

pub(crate) mod actions;
pub(crate) mod model;
pub(crate) mod page;
pub(crate) mod store;

use solits_db::{DbError, Tx};
use solits_kernel::CaseId;

pub use model::Role;

/// Somebody who takes part in a case and can be written to by e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent {
    /// What they are in the case.
    pub role: Role,
    /// Name and surname, or the name of a legal person.
    pub name: String,
    /// The address.
    pub email: String,
}

/// Those who still take part in a case and have given an e-mail address, for whoever has found the case.
pub async fn list_correspondents(tx: &mut Tx, case: CaseId) -> Result<Vec<Correspondent>, DbError> {
    let people = store::list(tx, case).await?;
    let reached = people.into_iter().filter(|one| one.ended_at.is_none() && !one.details.email.is_empty());
    Ok(reached
        .map(|one| Correspondent { role: one.details.role, name: one.details.name, email: one.details.email })
        .collect())
}
