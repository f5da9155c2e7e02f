//! How an account is doing, for whoever watches over it.

use solits_kernel::Timestamp;
use tokio::sync::watch::Sender;

use crate::Trouble;

/// How an account is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether it is connected.
    pub state: State,
    /// Since when.
    pub since: Timestamp,
    /// The last trouble it had. It stays after the connection is there again, with the instant it was noted.
    pub last_trouble: Option<Noted>,
}

/// Whether an account is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The first attempt is under way.
    Connecting,
    /// Signed in, taking letters or waiting for them.
    Connected,
    /// Not connected, and trying again; so many attempts have failed in a row.
    Away {
        /// Attempts that failed.
        failures: u32,
    },
}

/// Trouble and when it was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// When.
    pub at: Timestamp,
    /// What.
    pub trouble: Trouble,
}

impl Status {
    /// An account that has just begun.
    pub fn beginning(now: Timestamp) -> Self {
        Self { state: State::Connecting, since: now, last_trouble: None }
    }
}

/// Sets the state; `since` stays while an account remains connected or away.
pub(super) fn enter(status: &Sender<Status>, state: State, now: Timestamp) {
    status.send_modify(|status| {
        if std::mem::discriminant(&status.state) != std::mem::discriminant(&state) {
            status.since = now;
        }
        status.state = state;
    });
}

/// Notes trouble.
pub(super) fn note(status: &Sender<Status>, trouble: Trouble, at: Timestamp) {
    status.send_modify(|status| status.last_trouble = Some(Noted { at, trouble }));
}
