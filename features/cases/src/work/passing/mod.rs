//! A case leaves its owner: because an interest stands against deciding it (I-22), because another unit or another
//! institution is to decide (I-14, H-19), or because it is refused with reasons and what to do next (I-16).

pub(crate) mod actions;
pub(crate) mod model;
pub(crate) mod page;
pub(crate) mod store;

use solits_db::{DbError, Tx};
use solits_kernel::CaseId;
use uuid::Uuid;

pub use actions::{Elsewhere, forward};

/// A body to which the client of a case was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its name.
    pub name: String,
    /// How it is reached.
    pub contacts: String,
    /// Where a letter went to it, by e-mail or by post; empty where none was written.
    pub address: String,
}

/// The body that a referral of a case names.
pub async fn find_body(tx: &mut Tx, case: CaseId, referral: Uuid) -> Result<Option<Body>, DbError> {
    let all = store::list_referrals(tx, case).await?;
    let found = all.into_iter().find(|one| one.id == referral);
    Ok(found.map(|one| Body { name: one.body, contacts: one.contacts, address: one.address }))
}

/// Bodies that cases were passed on to with a letter, the latest first, out of cases that whoever looks may see.
pub async fn list_known_bodies(tx: &mut Tx, most: i64) -> Result<Vec<Body>, DbError> {
    let known = store::list_written_to(tx, most).await?;
    Ok(known
        .into_iter()
        .map(|one| Body { name: one.body, contacts: one.contacts, address: one.address })
        .collect())
}
