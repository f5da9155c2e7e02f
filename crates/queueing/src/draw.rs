//! Random numbers for replays and simulations that stay the same whatever version of a library is built in: a replay of
//! the same files gives the same bytes years later. Never for secrets; those come from `solits_kernel::Random`.

/// A generator that gives the same sequence for the same seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Draw {
    state: u64,
}

impl Draw {
    /// The generator of a seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The generator of one item of a seed: what happens to one client does not move the draws of the others.
    pub const fn of(seed: u64, item: u64) -> Self {
        let mut draw = Self::new(seed ^ item.wrapping_mul(0xD1B5_4A32_D192_ED03));
        draw.state = draw.next();
        draw
    }

    /// The next 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number between 0 and 1, neither of them.
    pub fn unit(&mut self) -> f64 {
        let bits = u32::try_from(self.next() >> 32).unwrap_or(u32::MAX);
        (f64::from(bits) + 0.5) / 4_294_967_296.0
    }

    /// An exponentially distributed number with the given mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.unit().ln()
    }

    /// A log-normally distributed number with the given mean and coefficient of variation (standard deviation ÷ mean).
    pub fn log_normal(&mut self, mean: f64, variation: f64) -> f64 {
        let variance = (1.0 + variation * variation).ln();
        let normal = (-2.0 * self.unit().ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos();
        mean * (variance.sqrt() * normal - variance / 2.0).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_of_a_seed_is_that_of_the_published_algorithm() {
        let mut draw = Draw::new(1_234_567);
        assert_eq!([draw.next(), draw.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn a_log_normal_draw_has_the_mean_and_the_spread_asked_for() {
        let values: Vec<f64> = (0..40_000).map(|item| Draw::of(7, item).log_normal(10.0, 0.8)).collect();
        let mean = values.iter().sum::<f64>() / 40_000.0;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 40_000.0;
        // Four standard errors of the mean are 4 · 8 ÷ √40000 = 0.16; the spread's own error is larger, as tails are.
        assert!((mean - 10.0).abs() < 0.16, "mean {mean}");
        assert!((variance.sqrt() / mean - 0.8).abs() < 0.05, "variation {}", variance.sqrt() / mean);
    }
}
