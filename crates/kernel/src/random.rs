//! Randomness and new ids as a parameter, so that tests and simulations repeat exactly.

use std::sync::{Arc, Mutex, PoisonError};

use rand::{RngCore, SeedableRng, TryRngCore, rngs::OsRng, rngs::StdRng};
use uuid::Uuid;

use crate::{Id, Timestamp};

/// A source of ids, keys and draws: the operating system's in service, a seeded one in tests and simulations.
#[derive(Clone, Debug)]
pub enum Random {
    /// The operating system's generator; the only one fit for secrets.
    System,
    /// A generator that gives the same sequence for the same seed.
    Seeded(Arc<Mutex<StdRng>>),
}

impl Random {
    /// A generator that repeats itself for the same `seed`.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => {
                // Without randomness nothing the program does is safe, so it stops rather than continue.
                OsRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
            }
            Self::Seeded(rng) => rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes),
        }
        bytes
    }

    /// A new id whose order follows the clock (UUID version 7).
    pub fn id<T>(&self, now: Timestamp) -> Id<T> {
        let millis = u64::try_from(now.millis()).unwrap_or_default();
        Id::new(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid())
    }

    /// A new short id ([`short_id`](crate::short_id)) for a thing of the set-up, of which an institution has thousands at
    /// most: two of ten thousand meet once in six million institutions, and then the key of the table refuses the second.
    pub fn short<T>(&self) -> Id<T> {
        Id::new(crate::short_id(self.bytes()))
    }

    /// A new UUID whose order follows the clock.
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        self.id::<()>(now).uuid()
    }

    /// A code of `length` characters that a person can read aloud and type: Crockford's base 32 without vowels'
    /// look-alikes, five bits a character.
    pub fn code(&self, length: usize) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        (0..length).map(|_| char::from(ALPHABET[usize::from(self.bytes::<1>()[0] & 31)])).collect()
    }

    /// A secret of 256 bits in URL-safe letters.
    pub fn secret(&self) -> String {
        self.bytes::<32>().iter().fold(String::with_capacity(64), |mut text, byte| {
            use std::fmt::Write as _;
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}
