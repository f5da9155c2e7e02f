//! Quantiles of the gamma distribution, near enough for minutes.

/// The standard normal value above which 20 % lie.
const FIFTH: f64 = 0.841_621;
/// The square of the coefficient of variation that service times at real counters have, 0.8.
const SERVICE_VARIANCE: f64 = 0.64;

/// Of a sum of `services` service times with the given mean of the whole: the value undercut in one case of five, and the
/// one exceeded in one case of five. By Wilson and Hilferty's cube root, whose error at the upper one is below 1 % from one service on.
///
/// The first of the services is already going on at several counters at once, so the time until one of them ends
/// spreads like an exponential one; the others spread as services do.
pub(super) fn bounds(mean: f64, services: f64) -> (f64, f64) {
    let services = services.max(1.0);
    let shape = services * services / (1.0 + SERVICE_VARIANCE * (services - 1.0));
    let at = |normal: f64| {
        let ninth = 1.0 / (9.0 * shape);
        mean * (1.0 - ninth + normal * ninth.sqrt()).max(0.0).powi(3)
    };
    (at(-FIFTH), at(FIFTH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_agree_with_those_of_the_exponential_distribution_for_one_service() {
        let (low, upper) = bounds(10.0, 1.0);
        assert!((low - -10.0 * 0.8_f64.ln()).abs() < 0.1, "{low}");
        assert!((upper - -10.0 * 0.2_f64.ln()).abs() < 0.16, "{upper}");
    }

    #[test]
    fn many_services_make_the_range_narrow() {
        let (low, upper) = bounds(10.0, 100.0);
        assert!(9.0 < low && upper < 11.0, "{low}–{upper}");
    }
}
