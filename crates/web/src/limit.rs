//! How often something may be asked: token buckets in the memory of one node.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use solits_kernel::Timestamp;

/// Buckets by name.
#[derive(Debug, Default)]
pub struct Limiter {
    buckets: Mutex<HashMap<String, (f64, Timestamp)>>,
}

/// Beyond so many names the full buckets are forgotten.
const MOST_NAMES: usize = 20_000;

impl Limiter {
    /// Takes one from the bucket `name`, which holds `most` and fills up once in `per_ms`; `false` when it is empty.
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of minutes fit")]
    pub fn allow(&self, name: &str, most: u32, per_ms: i64, now: Timestamp) -> bool {
        let most = f64::from(most);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MOST_NAMES {
            buckets.retain(|_, (left, at)| *left < most && now.since(*at) < per_ms);
        }
        let (left, at) = buckets.entry(name.to_owned()).or_insert((most, now));
        *left = (*left + now.since(*at).max(0) as f64 * most / per_ms as f64).min(most);
        *at = now;
        if *left < 1.0 {
            return false;
        }
        *left -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_bucket_fills_again_with_time() {
        let limiter = Limiter::default();
        let now = Timestamp::from_millis(0);
        assert!((0..3).all(|_| limiter.allow("a", 3, 600_000, now)));
        assert!(!limiter.allow("a", 3, 600_000, now));
        assert!(limiter.allow("b", 3, 600_000, now));
        assert!(limiter.allow("a", 3, 600_000, now.plus_millis(200_001)));
    }
}
