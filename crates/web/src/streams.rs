//! How many streams of events may be open at once: a stream costs a connection and memory for as long as it is open.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use solits_kernel::{DeviceId, InstitutionId, Random, SessionId, TokenId};

use crate::{ClientAddress, Limits, WebError};

/// Who holds a stream open. Whoever can be told apart counts alone, so that a thousand displays behind one address do not
/// stand in each other's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listener {
    /// A paired kiosk or display.
    Device(DeviceId),
    /// A signed-in employee's session.
    Session(SessionId),
    /// Another program.
    Token(TokenId),
    /// Anyone, by the address the request came from.
    Address(Option<std::net::IpAddr>),
}

impl Listener {
    /// How many it may hold open at once.
    const fn limit(self, limits: Limits) -> u32 {
        match self {
            Self::Device(_) => limits.streams_device,
            Self::Session(_) => limits.streams_session,
            Self::Token(_) => limits.streams_token,
            Self::Address(_) => limits.streams_source,
        }
    }
}

impl From<ClientAddress> for Listener {
    fn from(address: ClientAddress) -> Self {
        Self::Address(address.0)
    }
}

#[derive(Debug, Default)]
struct Open {
    by_listener: HashMap<(InstitutionId, Listener), usize>,
    by_institution: HashMap<InstitutionId, usize>,
}

/// The streams open on this node.
#[derive(Clone, Debug, Default)]
pub struct Streams(Arc<Mutex<Open>>);

/// The place of one open stream, given back when the stream ends.
#[derive(Debug)]
pub struct StreamPlace {
    open: Streams,
    institution: InstitutionId,
    listener: Listener,
}

/// When a refused listener may come again.
const RETRY_AFTER_SECONDS: u64 = 30;

/// How long a client that lost its stream waits before it comes back: from two to eight seconds, so that when a node
/// restarts they do not all come at once.
pub(crate) fn come_back(random: &Random) -> Duration {
    Duration::from_millis(2_000 + u64::from(u16::from_be_bytes(random.bytes())) % 6_001)
}

impl Streams {
    /// Takes a place. A listener that holds too many is told so (429); where the institution's are all taken, that is
    /// nobody's fault who asks (503).
    pub fn take(
        &self,
        institution: InstitutionId,
        listener: Listener,
        limits: Limits,
    ) -> Result<StreamPlace, WebError> {
        let most = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
        let of_one = most(listener.limit(limits));
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.by_listener.get(&(institution, listener)).copied().unwrap_or_default();
        if own >= of_one {
            return Err(WebError::TooMany { retry_after_seconds: RETRY_AFTER_SECONDS });
        }
        let all = open.by_institution.get(&institution).copied().unwrap_or_default();
        if all >= most(limits.streams_institution) {
            return Err(WebError::Busy { retry_after_seconds: RETRY_AFTER_SECONDS });
        }
        open.by_listener.insert((institution, listener), own + 1);
        open.by_institution.insert(institution, all + 1);
        drop(open);
        Ok(StreamPlace { open: self.clone(), institution, listener })
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).by_institution.values().sum()
    }
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut open = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        give_back(&mut open.by_listener, &(self.institution, self.listener));
        give_back(&mut open.by_institution, &self.institution);
    }
}

fn give_back<K: Eq + Hash>(counts: &mut HashMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HERE: InstitutionId = InstitutionId(1);
    const PHONE: Listener = Listener::Address(Some(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST)));

    fn device(number: u128) -> Listener {
        Listener::Device(DeviceId::new(Uuid::from_u128(number)))
    }
    fn session(number: u128) -> Listener {
        Listener::Session(SessionId::new(Uuid::from_u128(number)))
    }
    fn token(number: u128) -> Listener {
        Listener::Token(TokenId::new(Uuid::from_u128(number)))
    }

    /// Security §10: six of a session, two of a device; a program has a number of its own.
    #[test]
    fn a_listener_with_too_many_streams_is_refused_until_one_ends() {
        let limits = Limits { streams_source: 3, ..Limits::default() };
        let kinds = [(session(1), session(2), 6), (device(1), device(2), 2), (token(1), token(2), 32)];
        let phones = (PHONE, Listener::Address(None), 3);
        for (listener, other, most) in kinds.into_iter().chain([phones]) {
            let streams = Streams::default();
            let mut held: Vec<StreamPlace> =
                (0..most).map(|_| streams.take(HERE, listener, limits).unwrap()).collect();
            assert!(
                matches!(streams.take(HERE, listener, limits), Err(WebError::TooMany { .. })),
                "{listener:?}"
            );
            assert!(streams.take(HERE, other, limits).is_ok(), "{listener:?} stands in the way of {other:?}");
            held.pop();
            let again = streams.take(HERE, listener, limits);
            assert!(again.is_ok(), "{listener:?}: the place was not given back");
            assert!(streams.take(HERE, listener, limits).is_err(), "{listener:?}");
        }
    }

    #[test]
    fn those_who_lost_their_stream_come_back_spread_over_some_seconds() {
        let random = Random::seeded(1);
        let waits: Vec<Duration> = (0..200).map(|_| come_back(&random)).collect();
        let span = Duration::from_secs(2)..=Duration::from_secs(8);
        assert!(waits.iter().all(|wait| span.contains(wait)), "{waits:?}");
        let early = waits.iter().filter(|wait| **wait < Duration::from_secs(5)).count();
        assert!((50..150).contains(&early), "{early} of 200 in the first half");
    }

    #[test]
    fn devices_behind_one_address_do_not_count_together() {
        let streams = Streams::default();
        let limits = Limits::default();
        let displays: Vec<StreamPlace> =
            (0..1_000).map(|number| streams.take(HERE, device(number), limits).unwrap()).collect();
        assert!(streams.take(HERE, PHONE, limits).is_ok());
        assert_eq!(streams.count(), 1_000);
        drop(displays);
        assert_eq!(streams.count(), 0);
    }

    #[test]
    fn an_institution_whose_places_are_taken_leaves_those_of_another() {
        let streams = Streams::default();
        let limits = Limits { streams_institution: 5, ..Limits::default() };
        let taken: Vec<StreamPlace> =
            (0..5).map(|number| streams.take(HERE, device(number), limits).unwrap()).collect();
        assert!(matches!(streams.take(HERE, device(9), limits), Err(WebError::Busy { .. })));
        assert!(streams.take(InstitutionId(2), device(9), limits).is_ok());
        assert_eq!(taken.len(), 5);
    }
}
