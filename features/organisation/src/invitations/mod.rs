//! Letting in those who have no password yet: one person at a time, or everybody whom an import has just added.

mod list;
mod page;
pub(crate) mod store;

use solits_i18n::Words;
use solits_kernel::{EmployeeId, Timestamp};
use solits_web::{App, ClientAddress, Guard, Routes, WebError};

use store::WaitingRow;

/// The pages of invitations.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new().get("/setup/invitations", MANAGE, page::show).post(
        "/setup/invitations",
        MANAGE,
        page::invite_all,
    )
}

/// How far somebody without a password has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nobody has invited them.
    Uninvited,
    /// A link is good until then.
    Invited(Timestamp),
    /// The link was not used in time.
    Expired(Timestamp),
}

impl Standing {
    /// Where somebody stands at an instant; at the last instant of an invitation the link is good no more.
    pub(crate) fn of(row: &WaitingRow, now: Timestamp) -> Self {
        match row.expires_at {
            None => Self::Uninvited,
            Some(until) if until > now => Self::Invited(until),
            Some(until) => Self::Expired(until),
        }
    }

    /// Whether there is no link that could be used.
    pub(crate) const fn needs_link(self) -> bool {
        !matches!(self, Self::Invited(_))
    }

    /// The same in words.
    pub(crate) fn words(self, words: Words) -> String {
        match self {
            Self::Uninvited => words.t("organisation-invite-none"),
            Self::Invited(until) => {
                words.ta("organisation-invite-until", &[("moment", words.moment(until).into())])
            }
            Self::Expired(until) => {
                words.ta("organisation-invite-expired", &[("moment", words.moment(until).into())])
            }
        }
    }
}

/// Somebody without a password, as lists show them.
pub(crate) struct Waiting {
    pub(crate) id: EmployeeId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) state: String,
    pub(crate) badge: &'static str,
    pub(crate) needs_link: bool,
}

/// The list of those without a password as it is shown.
pub(crate) fn shown(rows: Vec<WaitingRow>, now: Timestamp, words: Words) -> Vec<Waiting> {
    rows.into_iter()
        .map(|row| {
            let standing = Standing::of(&row, now);
            Waiting {
                state: standing.words(words),
                badge: if standing.needs_link() { "soon" } else { "plain" },
                needs_link: standing.needs_link(),
                id: row.id,
                name: row.name,
                email: row.email,
            }
        })
        .collect()
}

/// In what links for new passwords are counted.
const HOUR_MS: i64 = 60 * 60_000;

/// Counts a link by which a person chooses a password, for the person and for the source that asks for it (security §10).
/// The first invitation of somebody who is just being added is not asked for and does not count.
///
/// # Errors
/// When there have been too many.
pub fn count_link(
    app: &App,
    source: ClientAddress,
    employee: EmployeeId,
    now: Timestamp,
) -> Result<(), WebError> {
    let limits = app.config.limits;
    app.limiter.take(&format!("link-for:{employee}"), limits.links_person, HOUR_MS, now)?;
    app.limiter.take(&format!("links-from:{source}"), limits.links_source, HOUR_MS, now)
}

/// The address a person opens to choose a password.
pub(crate) fn link(public_url: &str, secret: &str) -> String {
    format!("{public_url}/invite/{secret}")
}
