//! The services of one visit, and the time each took: plain functions.

use solits_kernel::{ServiceId, Timestamp};

use super::store::Period;

/// How far a service of a visit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Added, and its turn has not come.
    ToCome,
    /// Being served.
    Now,
    /// Served, perhaps in several periods.
    Served,
}

/// A service of a visit with the time it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitService {
    /// The service; `None` for one that nobody has named.
    pub service: Option<ServiceId>,
    /// How far it has come.
    pub progress: Progress,
    /// Time at the counter for this service, all periods together, in milliseconds.
    pub serve_ms: i64,
}

/// Whether the service a visit begins with is being served already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Present {
    pub(super) service: Option<ServiceId>,
    pub(super) started_at: Option<Timestamp>,
}

/// The periods of a visit that had one service so far.
pub(super) fn first(present: Present) -> Vec<Period> {
    vec![Period { position: 1, service_id: present.service, started_at: present.started_at, ended_at: None }]
}

/// Adds a service to come. `None` where it is already to come or being served.
pub(super) fn added(periods: &[Period], service: ServiceId) -> Option<Vec<Period>> {
    if periods.iter().any(|period| period.service_id == Some(service) && period.ended_at.is_none()) {
        return None;
    }
    let mut periods = periods.to_vec();
    periods.push(Period {
        position: next_position(&periods),
        service_id: Some(service),
        started_at: None,
        ended_at: None,
    });
    Some(periods)
}

/// Ends what is being served, if anything is.
pub(super) fn ended(periods: &[Period], at: Timestamp) -> Vec<Period> {
    let mut periods = periods.to_vec();
    for period in periods.iter_mut().filter(|period| is_open(period)) {
        period.ended_at = Some(at.max(period.started_at.unwrap_or(at)));
    }
    periods
}

/// Begins a service: the one that was to come, or a new period of it.
pub(super) fn begun(periods: &[Period], service: Option<ServiceId>, at: Timestamp) -> Vec<Period> {
    let mut periods = ended(periods, at);
    let to_come =
        periods.iter_mut().find(|period| period.service_id == service && period.started_at.is_none());
    if let Some(period) = to_come {
        period.started_at = Some(at);
    } else {
        let position = next_position(&periods);
        periods.push(Period { position, service_id: service, started_at: Some(at), ended_at: None });
    }
    periods
}

/// Says what the service being served is called.
pub(super) fn named(periods: &[Period], service: ServiceId) -> Vec<Period> {
    let mut periods = periods.to_vec();
    for period in periods.iter_mut().filter(|period| period.service_id.is_none()) {
        period.service_id = Some(service);
    }
    periods
}

/// Each service once, in the order it was begun and then as added. What is open counts up to `until`, the end of the
/// visit or now.
pub(super) fn summed(periods: &[Period], until: Timestamp, visit_is_over: bool) -> Vec<VisitService> {
    let mut ordered: Vec<&Period> = periods.iter().collect();
    ordered.sort_by_key(|period| (period.started_at.is_none(), period.started_at, period.position));
    let mut services: Vec<VisitService> = Vec::new();
    for period in ordered {
        let (progress, ms) = match (period.started_at, period.ended_at) {
            (None, _) => (Progress::ToCome, 0),
            (Some(from), Some(to)) => (Progress::Served, to.since(from)),
            (Some(from), None) if visit_is_over => (Progress::Served, until.since(from).max(0)),
            (Some(from), None) => (Progress::Now, until.since(from).max(0)),
        };
        match services.iter_mut().find(|known| known.service == period.service_id) {
            Some(known) => {
                known.serve_ms += ms;
                known.progress = progress;
            }
            None => services.push(VisitService { service: period.service_id, progress, serve_ms: ms }),
        }
    }
    services
}

fn is_open(period: &Period) -> bool {
    period.started_at.is_some() && period.ended_at.is_none()
}

fn next_position(periods: &[Period]) -> i64 {
    periods.iter().map(|period| period.position).max().unwrap_or(0) + 1
}

#[cfg(test)]
mod tests {
    use solits_kernel::Id;

    use super::*;

    fn service(number: u128) -> ServiceId {
        Id::new(uuid::Uuid::from_u128(number))
    }
    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_minutes(minutes)
    }

    #[test]
    fn each_service_keeps_its_own_time_however_often_it_is_taken_up() {
        let one = first(Present { service: Some(service(1)), started_at: Some(at(0)) });
        let two = begun(&one, Some(service(2)), at(4));
        let back = begun(&two, Some(service(1)), at(7));
        let summed = summed(&back, at(9), false);
        let times: Vec<_> =
            summed.iter().map(|one| (one.service, one.progress, one.serve_ms / 60_000)).collect();
        assert_eq!(times, [(Some(service(1)), Progress::Now, 6), (Some(service(2)), Progress::Served, 3)]);
    }

    #[test]
    fn no_moment_is_lost_or_counted_twice_between_two_services() {
        let mut periods = first(Present { service: None, started_at: Some(at(0)) });
        for (number, minute) in [(1, 2), (2, 3), (1, 10), (3, 11)] {
            periods = begun(&periods, Some(service(number)), at(minute));
        }
        let total: i64 = summed(&periods, at(20), true).iter().map(|one| one.serve_ms).sum();
        assert_eq!(total, 20 * 60_000);
    }

    #[test]
    fn a_service_is_added_once() {
        let one = first(Present { service: Some(service(1)), started_at: None });
        assert_eq!(added(&one, service(1)), None);
        let two = added(&one, service(2)).unwrap();
        assert_eq!(added(&two, service(2)), None);
        assert_eq!(summed(&two, at(5), false)[1].progress, Progress::ToCome);
    }
}
