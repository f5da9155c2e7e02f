//! What a monitoring system asks of a node: how many requests by address and outcome, how long they took, how long they
//! waited for the database, and when the background work last came round. Addresses stand as in the table of routes, so
//! that no figure names an institution, a person or a thing.

use std::{
    collections::BTreeMap,
    fmt::{self, Write as _},
    future::Future,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::http::{Method, StatusCode};
use solits_kernel::Timestamp;
// A stopwatch, which no clock of a test or demonstration has to move.
use tokio::time::Instant;

/// Upper limits of the classes of durations, in seconds; the last class has none.
const LIMITS: [f64; 8] = [0.005, 0.01, 0.025, 0.1, 0.3, 1.0, 3.0, 10.0];

/// Durations in classes.
#[derive(Clone, Debug, Default, PartialEq)]
struct Histogram {
    classes: [u64; LIMITS.len()],
    count: u64,
    seconds: f64,
}

impl Histogram {
    fn add(&mut self, took: Duration) {
        let seconds = took.as_secs_f64();
        if let Some(class) = LIMITS.iter().position(|limit| seconds <= *limit) {
            self.classes[class] += 1;
        }
        self.count += 1;
        self.seconds += seconds;
    }

    /// Its lines in the text format of Prometheus, where a class holds all below it too.
    fn write(&self, text: &mut String, name: &str, labels: &str) -> fmt::Result {
        let mut below = 0;
        for (limit, in_class) in LIMITS.iter().zip(self.classes) {
            below += in_class;
            writeln!(text, "{name}_bucket{{{labels},le=\"{limit}\"}} {below}")?;
        }
        writeln!(text, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", self.count)?;
        writeln!(text, "{name}_sum{{{labels}}} {:.6}", self.seconds)?;
        writeln!(text, "{name}_count{{{labels}}} {}", self.count)
    }
}

/// What a transaction is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Access {
    Read,
    Write,
}

impl Access {
    const ALL: [Self; 2] = [Self::Read, Self::Write];

    const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// A method and the address as the table of routes has it.
type Place = (&'static str, String);

#[derive(Debug, Default)]
struct Counted {
    answered: BTreeMap<(Place, u16), u64>,
    durations: BTreeMap<Place, Histogram>,
    waits: [Histogram; 2],
}

/// What this node has counted since it began.
#[derive(Debug)]
pub struct Traffic {
    counted: Mutex<Counted>,
    waiting: [AtomicUsize; 2],
    /// When the background work last came round, in milliseconds since 1970.
    round_at: AtomicI64,
}

impl Traffic {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            counted: Mutex::default(),
            waiting: Default::default(),
            round_at: AtomicI64::new(now.millis()),
        }
    }

    /// Counts a request by its address in the table of routes, `None` for one that is not in it.
    pub(crate) fn answered(&self, method: &Method, route: Option<&str>, status: StatusCode, took: Duration) {
        let place = (method_name(method), route.unwrap_or("none").to_owned());
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.durations.entry(place.clone()).or_default().add(took);
        *counted.answered.entry((place, status.as_u16() / 100)).or_default() += 1;
    }

    /// Measures how long something waits for the database.
    pub(crate) async fn waited<T>(&self, access: Access, opening: impl Future<Output = T>) -> T {
        let (begun, waiting) = (Instant::now(), Waiting::begin(&self.waiting[access as usize]));
        let opened = opening.await;
        drop(waiting);
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.waits[access as usize].add(begun.elapsed());
        opened
    }

    /// The background work of this node has come round.
    pub fn came_round(&self, now: Timestamp) {
        self.round_at.store(now.millis(), Ordering::Relaxed);
    }

    /// Seconds since the background work of this node last came round.
    #[expect(clippy::cast_precision_loss, reason = "seconds, not years in milliseconds")]
    pub fn since_round_seconds(&self, now: Timestamp) -> f64 {
        (now.millis() - self.round_at.load(Ordering::Relaxed)).max(0) as f64 / 1_000.0
    }

    /// The figures in the text format of Prometheus.
    ///
    /// # Errors
    /// Never: a text can always be written to.
    pub fn write(&self, text: &mut String) -> fmt::Result {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        text.push_str(
            "# HELP solits_requests_total Requests answered, by address in the table of routes and class of status\n\
             # TYPE solits_requests_total counter\n",
        );
        for (((method, route), class), count) in &counted.answered {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{class}xx\"");
            writeln!(text, "solits_requests_total{{{labels}}} {count}")?;
        }
        text.push_str(
            "# HELP solits_request_seconds Time until an answer began\n# TYPE solits_request_seconds histogram\n",
        );
        for ((method, route), durations) in &counted.durations {
            let labels = format!("method=\"{method}\",route=\"{route}\"");
            durations.write(text, "solits_request_seconds", &labels)?;
        }
        text.push_str(
            "# HELP solits_database_wait_seconds Time a request waited for a connection, or for the one that writes\n\
             # TYPE solits_database_wait_seconds histogram\n",
        );
        for access in Access::ALL {
            let labels = format!("access=\"{}\"", access.name());
            counted.waits[access as usize].write(text, "solits_database_wait_seconds", &labels)?;
        }
        text.push_str(
            "# HELP solits_database_waiting Requests that wait at this moment\n# TYPE solits_database_waiting gauge\n",
        );
        for access in Access::ALL {
            let waiting = self.waiting[access as usize].load(Ordering::Relaxed);
            writeln!(text, "solits_database_waiting{{access=\"{}\"}} {waiting}", access.name())?;
        }
        Ok(())
    }
}

/// Methods the program has; whoever makes up others does not make up figures.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// One that waits, until it is dropped: also when its client goes away.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(traffic: &Traffic) -> String {
        let mut text = String::new();
        traffic.write(&mut text).unwrap();
        text
    }

    #[test]
    fn a_request_is_counted_by_its_route_and_class_and_never_by_what_was_asked_for() {
        let traffic = Traffic::new(Timestamp::from_millis(0));
        let took = Duration::from_millis(20);
        traffic.answered(&Method::GET, Some("/cases/{case}"), StatusCode::OK, took);
        traffic.answered(&Method::GET, Some("/cases/{case}"), StatusCode::NOT_FOUND, took);
        traffic.answered(&Method::from_bytes(b"MADEUP").unwrap(), None, StatusCode::NOT_FOUND, took);
        let text = text(&traffic);
        for line in [
            r#"solits_requests_total{method="GET",route="/cases/{case}",status="2xx"} 1"#,
            r#"solits_requests_total{method="GET",route="/cases/{case}",status="4xx"} 1"#,
            r#"solits_requests_total{method="other",route="none",status="4xx"} 1"#,
            r#"solits_request_seconds_bucket{method="GET",route="/cases/{case}",le="0.01"} 0"#,
            r#"solits_request_seconds_bucket{method="GET",route="/cases/{case}",le="0.025"} 2"#,
            r#"solits_request_seconds_bucket{method="GET",route="/cases/{case}",le="+Inf"} 2"#,
            r#"solits_request_seconds_sum{method="GET",route="/cases/{case}"} 0.040000"#,
        ] {
            assert!(text.lines().any(|one| one == line), "{line}\n{text}");
        }
    }

    #[tokio::test]
    async fn whoever_waits_for_the_database_is_seen_while_waiting_and_counted_afterwards() {
        let traffic = Traffic::new(Timestamp::from_millis(0));
        let during = traffic.waited(Access::Write, async { text(&traffic) }).await;
        assert!(during.contains("solits_database_waiting{access=\"write\"} 1"), "{during}");
        let after = text(&traffic);
        assert!(after.contains("solits_database_waiting{access=\"write\"} 0"), "{after}");
        assert!(after.contains("solits_database_wait_seconds_count{access=\"write\"} 1"), "{after}");
    }

    #[test]
    fn background_work_that_stands_still_shows_how_long() {
        let traffic = Traffic::new(Timestamp::from_millis(0));
        traffic.came_round(Timestamp::from_millis(5_000));
        let seconds = traffic.since_round_seconds(Timestamp::from_millis(65_500));
        assert!((seconds - 60.5).abs() < f64::EPSILON, "{seconds}");
    }
}
