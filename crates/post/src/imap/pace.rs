//! How often is looked, and how long is waited after a failure.

use std::time::Duration;

use solits_kernel::Random;

/// How often is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Between two looks where the server gives no sign: folders after the first, and all on a server without IDLE. A minute.
    pub poll: Duration,
    /// How long a server is listened to before it is spoken to again, lest it take us for dead: 29 minutes (RFC 2177).
    pub renew: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { poll: Duration::from_mins(1), renew: Duration::from_mins(29) }
    }
}

/// How pauses are made: by waiting, or in a test by not waiting.
pub trait Pause: Send + Sync {
    /// Waits.
    fn sleep(&self, how_long: Duration) -> impl Future<Output = ()> + Send;
}

/// Pauses that are waited for.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemPause;

impl Pause for SystemPause {
    fn sleep(&self, how_long: Duration) -> impl Future<Output = ()> + Send {
        tokio::time::sleep(how_long)
    }
}

/// The longest pause after a failure.
const LONGEST: Duration = Duration::from_mins(5);

/// How long to wait after so many failures in a row: from 1 second, doubling, to 5 minutes. Chance takes off up to half, so
/// that mailboxes that lost their server together do not come back together, but never goes below a second.
pub fn backoff(failures: u32, random: &Random) -> Duration {
    let full = Duration::from_secs(1_u64 << failures.saturating_sub(1).min(9)).min(LONGEST);
    let off = f64::from(u16::from_le_bytes(random.bytes())) / f64::from(u16::MAX) / 2.0;
    full.mul_f64(1.0 - off).max(Duration::from_secs(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_from_a_second_to_five_minutes() {
        let random = Random::seeded(1);
        for (failures, full) in [(1, 1), (2, 2), (3, 4), (5, 16), (9, 256), (10, 300), (u32::MAX, 300)] {
            for _ in 0..50 {
                let pause = backoff(failures, &random);
                let least = Duration::from_secs(full).mul_f64(0.5).max(Duration::from_secs(1));
                assert!(pause >= least && pause <= Duration::from_secs(full), "{failures}: {pause:?}");
            }
        }
    }

    #[test]
    fn two_mailboxes_do_not_come_back_together() {
        assert_ne!(backoff(10, &Random::seeded(1)), backoff(10, &Random::seeded(2)));
    }
}
