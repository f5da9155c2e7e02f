//! Durations that can be added up over any grouping without losing their percentiles.

/// Counts of durations in buckets five percent wide: a percentile is exact to two and a half percent, and two histograms add up to
/// the histogram of both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// Bucket and count by bucket; a count is never zero.
    buckets: Vec<(u16, u32)>,
    total_ms: u64,
}

/// Each bucket's upper edge is this much above its lower one.
const WIDTH: f64 = 1.05;

impl Histogram {
    /// Adds a duration in milliseconds; negative ones count as zero.
    pub fn add(&mut self, millis: i64) {
        let bucket = bucket(millis);
        match self.buckets.binary_search_by_key(&bucket, |one| one.0) {
            Ok(at) => self.buckets[at].1 = self.buckets[at].1.saturating_add(1),
            Err(at) => self.buckets.insert(at, (bucket, 1)),
        }
        self.total_ms = self.total_ms.saturating_add(counted(millis));
    }

    /// Takes back a duration that was added before; one that never was changes no count.
    pub fn remove(&mut self, millis: i64) {
        let Ok(at) = self.buckets.binary_search_by_key(&bucket(millis), |one| one.0) else { return };
        self.buckets[at].1 -= 1;
        if self.buckets[at].1 == 0 {
            self.buckets.remove(at);
        }
        self.total_ms = self.total_ms.saturating_sub(counted(millis));
    }

    /// Adds another histogram to this one.
    pub fn merge(&mut self, other: &Self) {
        let mine = std::mem::take(&mut self.buckets);
        let mut merged = Vec::with_capacity(mine.len().max(other.buckets.len()));
        let (mut left, mut right) = (mine.into_iter().peekable(), other.buckets.iter().copied().peekable());
        loop {
            let one = match (left.peek().copied(), right.peek().copied()) {
                (Some(a), Some(b)) if a.0 == b.0 => {
                    right.next();
                    left.next().map(|_| (a.0, a.1.saturating_add(b.1)))
                }
                (Some(a), Some(b)) if b.0 < a.0 => right.next(),
                (Some(_), _) => left.next(),
                (None, _) => right.next(),
            };
            let Some(one) = one else { break };
            merged.push(one);
        }
        self.buckets = merged;
        self.total_ms = self.total_ms.saturating_add(other.total_ms);
    }

    /// How many durations it holds.
    pub fn count(&self) -> u64 {
        self.buckets.iter().map(|(_, count)| u64::from(*count)).sum()
    }

    /// The buckets that hold any duration, each with its count, the shortest durations first.
    pub fn buckets(&self) -> impl Iterator<Item = (u16, u32)> {
        self.buckets.iter().copied()
    }

    /// All durations together, exact, in milliseconds.
    pub const fn total_ms(&self) -> u64 {
        self.total_ms
    }

    /// Whether it holds no duration.
    pub const fn is_empty(&self) -> bool {
        self.buckets.is_empty()
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
            seen += u64::from(*count);
            (seen >= rank).then(|| middle(*bucket))
        })
    }

    /// Writes the histogram in few bytes: the number of buckets, for each the distance from the one before and its count
    /// where that is more than one, and the total.
    pub fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.buckets.len() as u64);
        let mut last = 0;
        for (bucket, count) in &self.buckets {
            let several = u64::from(*count > 1);
            write_number(out, u64::from(bucket - last) << 1 | several);
            if *count > 1 {
                write_number(out, u64::from(*count));
            }
            last = *bucket;
        }
        if !self.is_empty() {
            write_number(out, self.total_ms);
        }
    }

    /// Reads a histogram from the front of `bytes`; `None` where they do not hold one.
    pub fn read(bytes: &mut &[u8]) -> Option<Self> {
        let buckets = usize::try_from(read_number(bytes)?).ok()?;
        let mut histogram = Self { buckets: Vec::with_capacity(buckets.min(bytes.len())), total_ms: 0 };
        let mut last = 0_u16;
        for _ in 0..buckets {
            let step = read_number(bytes)?;
            last = last.checked_add(u16::try_from(step >> 1).ok()?)?;
            let count = if step & 1 == 1 { u32::try_from(read_number(bytes)?).ok()? } else { 1 };
            histogram.buckets.push((last, count));
        }
        if buckets > 0 {
            histogram.total_ms = read_number(bytes)?;
        }
        Some(histogram)
    }
}

/// Writes a whole number, the smaller the shorter: seven bits a byte, the lowest first.
pub fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push((number & 0x7f) as u8);
}

/// Reads a number of [`write_number`] from the front of `bytes`; `None` where they end too early or hold a greater one.
pub fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn counted(millis: i64) -> u64 {
    u64::try_from(millis).unwrap_or(0)
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
        fn what_is_taken_back_leaves_what_was_there_before(
            kept in prop::collection::vec(-5_i64..50_000_000, 0..40),
            gone in prop::collection::vec(-5_i64..50_000_000, 0..40),
        ) {
            let mut histogram = of(&[gone.clone(), kept.clone()].concat());
            for millis in &gone {
                histogram.remove(*millis);
            }
            prop_assert_eq!(histogram, of(&kept));
        }

        #[test]
        fn a_histogram_is_read_as_it_was_written(durations in prop::collection::vec(-5_i64..500_000_000, 0..200)) {
            let histogram = of(&durations);
            let mut bytes = Vec::new();
            histogram.write(&mut bytes);
            bytes.push(7);
            let mut rest = bytes.as_slice();
            prop_assert_eq!(Histogram::read(&mut rest), Some(histogram));
            prop_assert_eq!(rest, [7]);
            prop_assert!(bytes.len() <= 3 * durations.len() + 8, "{} bytes", bytes.len());
        }

        #[test]
        fn damaged_bytes_are_refused_or_read_but_never_stop_the_program(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Histogram::read(&mut bytes.as_slice());
        }

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
