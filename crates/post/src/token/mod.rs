//! Signing in with tokens (OAuth 2.0) where a mail server takes no passwords.
//!
//! What a file holds is a [`Proof`]: a password, or a [`Grant`] with which tokens are asked for. [`Tokens`] keeps them in
//! memory; each is asked for once for all who sign in with it, over IMAP and SMTP.

mod ask;
mod grant;

use std::{
    fmt,
    sync::{Arc, PoisonError},
    time::Duration,
};

use tokio::{sync::Mutex, time::Instant};

use crate::{Net, Secret, trouble::Trouble};

pub use grant::{Grant, WrongGrant};

/// A token is renewed so long before its end: whoever signs in with it needs some time.
const BEFORE_ITS_END: Duration = Duration::from_mins(1);

/// What proves to a mail server who we are.
#[derive(Clone)]
pub enum Proof {
    /// A password.
    Password(Secret),
    /// Tokens, each for an hour or so, got with this.
    Grant(Grant),
}

impl Proof {
    /// Reads what a file holds: how tokens are got, where it begins with `token_url`, and a password otherwise.
    pub fn read(text: &str) -> Result<Self, WrongGrant> {
        let unmarked = text.trim_start_matches('\u{feff}');
        if Grant::is_meant(unmarked) {
            return Grant::read(unmarked).map(Self::Grant);
        }
        Ok(Self::Password(Secret::new(text.trim_end_matches(['\r', '\n']).to_owned())))
    }

    /// Whether the other proves the same in the same way.
    pub fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Password(one), Self::Password(other)) => one.is_same_as(other),
            (Self::Grant(one), Self::Grant(other)) => one.is_same_as(other),
            (Self::Password(_), Self::Grant(_)) | (Self::Grant(_), Self::Password(_)) => false,
        }
    }
}

/// The tokens in hand. Whoever has a copy has the same ones.
#[derive(Clone, Default)]
pub struct Tokens(Arc<std::sync::Mutex<Vec<Granted>>>);

/// A file about tokens, and where the token it gives is kept.
type Granted = (Grant, Arc<Slot>);

/// What is known of the tokens of one grant. It is locked while one is asked for, so that others wait for that one.
type Slot = Mutex<Known>;

#[derive(Default)]
struct Known {
    held: Option<Held>,
    /// The last attempt that came to nothing, and when it had ended.
    failed: Option<(Instant, Trouble)>,
}

struct Held {
    token: Secret,
    /// Until when it is used.
    until: Instant,
}

/// A token to sign in with.
pub(crate) struct Token {
    pub(crate) secret: Secret,
    /// Whether it was asked for just now: to ask anew for one that is refused is of no use then.
    pub(crate) is_new: bool,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").finish_non_exhaustive()
    }
}

impl Tokens {
    fn slot(&self, grant: &Grant) -> Arc<Slot> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, slot)) = slots.iter().find(|(other, _)| other.is_same_as(grant)) {
            return Arc::clone(slot);
        }
        let slot: Arc<Slot> = Arc::default();
        slots.push((grant.clone(), Arc::clone(&slot)));
        slot
    }
}

impl Net {
    /// A token of the grant: the one in hand, or a new one.
    pub(crate) async fn token(&self, grant: &Grant) -> Result<Token, Trouble> {
        let came = Instant::now();
        let slot = self.tokens.slot(grant);
        let mut known = slot.lock().await;
        if let Some(held) = known.held.as_ref().filter(|held| Instant::now() < held.until) {
            return Ok(Token { secret: held.token.clone(), is_new: false });
        }
        // Whoever has waited while it was asked for in vain has been asked for, too.
        if let Some((_, trouble)) = known.failed.as_ref().filter(|(ended, _)| *ended >= came) {
            return Err(trouble.clone());
        }
        // Rare, and large beside everything else that is waited for.
        let given = Box::pin(ask::ask(grant, self)).await;
        let now = Instant::now();
        match given {
            Ok(given) => {
                let until = now + given.holds.saturating_sub(BEFORE_ITS_END);
                known.held = Some(Held { token: given.token.clone(), until });
                known.failed = None;
                Ok(Token { secret: given.token, is_new: true })
            }
            Err(trouble) => {
                known.failed = Some((now, trouble.clone()));
                Err(trouble)
            }
        }
    }

    /// Lets go of a token that a mail server has refused, unless another one is in hand meanwhile.
    pub(crate) async fn forget(&self, grant: &Grant, refused: &Secret) {
        let slot = self.tokens.slot(grant);
        let mut known = slot.lock().await;
        if known.held.as_ref().is_some_and(|held| held.token.is_same_as(refused)) {
            known.held = None;
        }
    }
}
