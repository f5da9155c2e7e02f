//! Figures for a monitoring system, in the text format of Prometheus: of this node, and of the work of all institutions.
//! No institution, person or thing is named in them.

use std::fmt::{Display, Write as _};

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use solits_web::{App, Standing, WebError};

/// A page of memory, as the kernel counts them.
const PAGE_BYTES: u64 = 4096;

/// `GET /metrics`
pub(crate) async fn metrics(State(app): State<App>) -> Result<Response, WebError> {
    let now = app.clock.now();
    let standing = app.standing(now).await?;
    let mut text = String::new();
    gauge(&mut text, "solits_resident_bytes", "Memory in use", resident_bytes());
    gauge(
        &mut text,
        "solits_listeners",
        "Parts of the program that listen to signals",
        app.db.live().listeners(),
    );
    gauge(&mut text, "solits_streams", "Streams of events that pages hold open", app.streams.count());
    let round = app.traffic.since_round_seconds(now);
    gauge(
        &mut text,
        "solits_background_round_seconds",
        "Since this node's background work last came round",
        round,
    );
    write_standing(&mut text, standing);
    // A text can always be written to.
    let _ = app.traffic.write(&mut text);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

/// Memory of the process; 0 where the system does not say.
fn resident_bytes() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|line| line.split(' ').nth(1)?.parse::<u64>().ok());
    pages.unwrap_or_default() * PAGE_BYTES
}

fn gauge(text: &mut String, name: &str, help: &str, value: impl Display) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
}

fn write_standing(text: &mut String, standing: Standing) {
    let Standing { overdue, timer_lag, sealing_lag, open, late } = standing;
    gauge(text, "solits_timer_backlog", "Limits that have passed and are not recorded yet", overdue);
    gauge(text, "solits_timer_lag_seconds", "Since the first of those limits passed", seconds(timer_lag));
    let help = "Age of the oldest journal entry that no seal covers yet";
    gauge(text, "solits_sealing_lag_seconds", help, seconds(sealing_lag));
    let name = "solits_obligations";
    let _ = writeln!(
        text,
        "# HELP {name} Obligations by what is still owed: the limit lies ahead (open), or has passed and nobody has met \
         it since (late)\n# TYPE {name} gauge\n{name}{{state=\"open\"}} {open}\n{name}{{state=\"late\"}} {late}"
    );
}

/// Milliseconds as seconds with their fraction.
fn seconds(millis: i64) -> String {
    format!("{}.{:03}", millis / 1_000, millis % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_are_told_in_seconds_and_what_is_owed_by_its_state() {
        let standing = Standing { overdue: 2, timer_lag: 1_045, sealing_lag: 60_000, open: 7, late: 3 };
        let mut text = String::new();
        write_standing(&mut text, standing);
        for line in [
            "solits_timer_backlog 2",
            "solits_timer_lag_seconds 1.045",
            "solits_sealing_lag_seconds 60.000",
            "solits_obligations{state=\"open\"} 7",
            "solits_obligations{state=\"late\"} 3",
        ] {
            assert!(text.lines().any(|one| one == line), "{line}\n{text}");
        }
    }
}
