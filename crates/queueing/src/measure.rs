//! Conversions between counts, instants and minutes, in one place because each of them rounds.

/// Milliseconds in a minute.
pub(crate) const MINUTE: i64 = 60_000;

/// A length in milliseconds as minutes.
#[expect(clippy::cast_precision_loss, reason = "lengths of visits stay far below 2^53 milliseconds")]
pub(crate) fn minutes(millis: i64) -> f64 {
    millis as f64 / 60_000.0
}

/// Minutes as the nearest whole number of milliseconds.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast stops at the ends of i64, which no visit reaches"
)]
pub(crate) fn millis(minutes: f64) -> i64 {
    (minutes * 60_000.0).round() as i64
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts of clients stay far below 2^53")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

/// A number of minutes rounded to a multiple of `step`, upwards.
pub(crate) fn up_to(minutes: f64, step: i64) -> i64 {
    let step = step.max(1);
    // A millisecond's tolerance, so that 10 minutes reckoned in binary fractions do not become 15.
    (millis(minutes) - 1).max(0) / (step * MINUTE) * step + if millis(minutes) > 0 { step } else { 0 }
}

/// A number of minutes rounded to a multiple of `step`, downwards.
pub(crate) fn down_to(minutes: f64, step: i64) -> i64 {
    let step = step.max(1);
    millis(minutes).max(0) / (step * MINUTE) * step
}

/// The value at or below which a share of the sorted values lies (nearest rank); `None` of none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the rank lies between 0 and the number of values"
)]
pub(crate) fn quantile<T: Copy>(sorted: &[T], share: f64) -> Option<T> {
    // The rank is lowered by a hair, or else the share 0.9 of ten values would become the tenth.
    let rank = (share * number(sorted.len()) - 1e-9).ceil().max(1.0) as usize;
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_up_keeps_a_full_step_and_a_zero_as_they_are() {
        assert_eq!([0.0, 0.2, 5.0, 5.01, 14.0].map(|minutes| up_to(minutes, 5)), [0, 5, 5, 10, 15]);
        assert_eq!([0.0, 4.9, 5.0, 14.0].map(|minutes| down_to(minutes, 5)), [0, 0, 5, 10]);
    }

    #[test]
    fn a_quantile_is_one_of_the_values() {
        let values: Vec<i64> = (1..=10).collect();
        assert_eq!(
            [0.0, 0.5, 0.9, 0.91, 1.0].map(|share| quantile(&values, share)),
            [1, 5, 9, 10, 10].map(Some)
        );
        assert_eq!(quantile::<i64>(&[], 0.5), None);
    }
}
