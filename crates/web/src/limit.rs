//! How often something may be asked: token buckets in the memory of one node.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use solits_kernel::Timestamp;

use crate::WebError;

/// Buckets by name.
#[derive(Debug, Default)]
pub struct Limiter {
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    /// When it was looked at last.
    at: Timestamp,
    /// How long it takes to fill, whatever is left in it.
    per_ms: i64,
}

/// Beyond so many names the buckets that are full again are forgotten: they are as those that were never used.
const MOST_NAMES: usize = 20_000;
/// What counts as one: many small shares of it do not add up to exactly one.
const ONE: f64 = 0.999_999;

impl Limiter {
    /// Takes one from the bucket `name`, which holds `most` and fills up once in `per_ms`; whoever finds it empty is told
    /// when there is one again.
    ///
    /// # Errors
    /// When the bucket is empty.
    pub fn take(&self, name: &str, most: u32, per_ms: i64, now: Timestamp) -> Result<(), WebError> {
        match self.wait_seconds(name, most, per_ms, now) {
            None => Ok(()),
            Some(retry_after_seconds) => Err(WebError::TooMany { retry_after_seconds }),
        }
    }

    /// The same for whoever says it in words of their own: the seconds until there is one again, or `None` where one was
    /// taken.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds of hours fit, and a wait is not negative"
    )]
    pub fn wait_seconds(&self, name: &str, most: u32, per_ms: i64, now: Timestamp) -> Option<u64> {
        let most = f64::from(most);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MOST_NAMES {
            buckets.retain(|_, bucket| now.since(bucket.at) < bucket.per_ms);
        }
        let bucket = buckets.entry(name.to_owned()).or_insert(Bucket { left: most, at: now, per_ms });
        bucket.left = (bucket.left + now.since(bucket.at).max(0) as f64 * most / per_ms as f64).min(most);
        bucket.at = now;
        if bucket.left < ONE {
            let wait_ms = (ONE - bucket.left) * per_ms as f64 / most;
            return Some((wait_ms / 1_000.0).ceil().max(1.0) as u64);
        }
        bucket.left = (bucket.left - 1.0).max(0.0);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_bucket_fills_again_with_time() {
        let limiter = Limiter::default();
        let now = Timestamp::from_millis(0);
        let wait = |name, at| limiter.wait_seconds(name, 3, 600_000, at);
        assert!((0..3).all(|_| wait("a", now).is_none()));
        assert_eq!(wait("a", now), Some(200));
        assert_eq!(wait("b", now), None, "another name has a bucket of its own");
        assert_eq!(wait("a", now.plus_millis(150_000)), Some(50));
        assert_eq!(wait("a", now.plus_millis(200_000)), None);
    }

    /// Many names that are counted by the minute do not make one forgotten that is counted by the hour.
    #[test]
    fn a_bucket_is_forgotten_only_when_it_is_full_again() {
        let limiter = Limiter::default();
        let mut now = Timestamp::from_millis(0);
        let wait = |name: &str, per_ms, at| limiter.wait_seconds(name, 1, per_ms, at);
        assert_eq!(wait("slow", 3_600_000, now), None);
        for round in 0..2 {
            for number in 0..=MOST_NAMES {
                assert_eq!(wait(&format!("{round}-{number}"), 60_000, now), None);
            }
            now = now.plus_millis(120_000);
        }
        assert_eq!(wait("slow", 3_600_000, now), Some(3_360));
        assert!(limiter.buckets.lock().unwrap().len() < MOST_NAMES, "what is full again is kept for nothing");
    }

    /// Whoever comes when they were told to is let in, whatever the limit.
    #[test]
    fn the_wait_that_is_told_is_long_enough() {
        for (most, per_ms) in [(1, 3_600_000), (3, 600_000), (7, 60_000), (10, 900_000), (600, 60_000)] {
            let limiter = Limiter::default();
            let mut now = Timestamp::from_millis(1_234);
            assert!((0..most).all(|_| limiter.take("a", most, per_ms, now).is_ok()), "{most}");
            for _ in 0..20 {
                let seconds = limiter.wait_seconds("a", most, per_ms, now).unwrap();
                now = now.plus_millis(i64::try_from(seconds).unwrap() * 1_000);
                assert!(limiter.take("a", most, per_ms, now).is_ok(), "{most} in {per_ms} ms");
                while limiter.take("a", most, per_ms, now).is_ok() {}
            }
        }
    }
}
