//! The rules of services on the client's identity in the database.

use solits_db::{DbError, Tx, sql};
use solits_kernel::{LineId, ServiceId};

/// What a service says of the client's identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdentityRule {
    /// It is checked always, and whoever serves says so.
    Must,
    /// It is asked where it matters, or not at all.
    Free,
}

fn identity_rule(name: &str) -> IdentityRule {
    if name == "must" { IdentityRule::Must } else { IdentityRule::Free }
}

/// The rule of a service on the client's identity.
pub(crate) async fn find_identity_rule(
    tx: &mut Tx,
    service: ServiceId,
) -> Result<Option<IdentityRule>, DbError> {
    let name = sql!("SELECT identity_check AS value FROM services WHERE institution_id = $1 AND id = $2")
        .bind(service)
        .scalar::<String>(tx)
        .await?;
    Ok(name.as_deref().map(identity_rule))
}

/// The same for the only service given in a line; `None` for a line of several services, or of none.
pub(crate) async fn find_identity_rule_of_line(
    tx: &mut Tx,
    line: LineId,
) -> Result<Option<IdentityRule>, DbError> {
    let name = sql!(
        "SELECT min(identity_check) AS value FROM services
          WHERE institution_id = $1 AND line_id = $2 AND active = TRUE HAVING count(*) = 1"
    )
    .bind(line)
    .scalar::<String>(tx)
    .await?;
    Ok(name.as_deref().map(identity_rule))
}
