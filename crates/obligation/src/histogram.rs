//! Durations that can be added up over any grouping without losing their percentiles.

use std::collections::BTreeMap;

/// Counts of durations in buckets five percent wide: a percentile is exact to two and a half percent, and two histograms add up to
/// the histogram of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    buckets: BTreeMap<u16, u64>,
}

/// Each bucket's upper edge is this much above its lower one.
const WIDTH: f64 = 1.05;

impl Histogram {
    /// Adds a duration in milliseconds; negative ones count as zero.
    pub fn add(&mut self, millis: i64) {
        *self.buckets.entry(bucket(millis)).or_default() += 1;
    }

    /// Adds a stored bucket; what a correction took away leaves none.
    pub fn add_bucket(&mut self, bucket: i64, count: i64) {
        if let (Ok(bucket), Ok(count)) = (u16::try_from(bucket), u64::try_from(count)) {
            *self.buckets.entry(bucket).or_default() += count;
        }
    }

    /// The bucket in which a duration of so many milliseconds is stored.
    pub fn bucket_of(millis: i64) -> i64 {
        bucket(millis).into()
    }

    /// Adds another histogram to this one.
    pub fn merge(&mut self, other: &Self) {
        for (bucket, count) in &other.buckets {
            *self.buckets.entry(*bucket).or_default() += count;
        }
    }

    /// How many durations it holds.
    pub fn count(&self) -> u64 {
        self.buckets.values().sum()
    }

    /// The duration in milliseconds that `percent` of all do not exceed; `None` without durations.
    pub fn percentile(&self, percent: f64) -> Option<i64> {
        let count = self.count();
        if count == 0 {
            return None;
        }
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rank lies between 1 and the count"
        )]
        let rank = ((percent / 100.0 * count as f64).ceil() as u64).clamp(1, count);
        let mut seen = 0;
        self.buckets.iter().find_map(|(bucket, count)| {
            seen += count;
            (seen >= rank).then(|| middle(*bucket))
        })
    }
}

/// Bucket 0 is "less than a second"; a hundred days lie below bucket 400.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "durations of visits are far below 2^52 ms and the result is clamped"
)]
fn bucket(millis: i64) -> u16 {
    if millis < 1000 {
        return 0;
    }
    ((millis as f64 / 1000.0).ln() / WIDTH.ln()).floor().clamp(0.0, 2000.0) as u16 + 1
}

#[expect(clippy::cast_possible_truncation, reason = "the highest bucket's edge fits")]
fn middle(bucket: u16) -> i64 {
    if bucket == 0 {
        return 0;
    }
    (1000.0 * WIDTH.powf(f64::from(bucket) - 0.5)).round() as i64
}

#[cfg(test)]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the numbers of the tests are small"
)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(durations: &[i64]) -> Histogram {
        let mut histogram = Histogram::default();
        for millis in durations {
            histogram.add(*millis);
        }
        histogram
    }

    #[test]
    fn the_median_of_three_waits_is_the_middle_one() {
        let median = of(&[60_000, 600_000, 1_200_000]).percentile(50.0).unwrap();
        assert!((585_000..=615_000).contains(&median), "{median}");
        assert_eq!(Histogram::default().percentile(50.0), None);
    }

    proptest! {
        #[test]
        fn percentiles_are_right_to_two_and_a_half_percent_over_any_grouping(
            left in prop::collection::vec(1_000_i64..50_000_000, 0..60),
            right in prop::collection::vec(1_000_i64..50_000_000, 1..60),
            percent in 1.0_f64..100.0,
        ) {
            let mut merged = of(&left);
            merged.merge(&of(&right));
            let mut all = [left, right].concat();
            prop_assert_eq!(&merged, &of(&all));
            all.sort_unstable();
            let rank = (percent / 100.0 * all.len() as f64).ceil().max(1.0) as usize;
            let exact = all[rank - 1] as f64;
            let found = merged.percentile(percent).unwrap() as f64;
            prop_assert!((found / exact - 1.0).abs() < 0.026, "{} instead of {}", found, exact);
        }
    }
}
