//! Figures for a monitoring system: what it can ask, and that no institution, person or thing is named in them.

use std::time::{Duration, Instant};

use solits_db::sql;
use solits_testkit::{Fixture, TestDb, on_both};

use crate::{
    a_token,
    http::{Stream, ask},
    program::Program,
};

/// The value of a line, by its name and labels.
fn value(figures: &str, name: &str) -> f64 {
    let line = figures.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {name} in\n{figures}")).parse().unwrap()
}

fn figures(program: &Program) -> String {
    let answer = ask(&program.address, "GET", "/metrics", &[], "").unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

/// Waits until the figures, which are some seconds old at most, say so.
fn until(program: &Program, what: &str, holds: impl Fn(&str) -> bool) -> String {
    let patience = Instant::now() + Duration::from_secs(20);
    loop {
        let figures = figures(program);
        if holds(&figures) {
            return figures;
        }
        assert!(Instant::now() < patience, "{what}:\n{figures}");
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// A limit that passed an hour ago, of a ticket that nobody has called.
async fn a_late_obligation(test: &TestDb, fixture: &Fixture) {
    let mut tx = test.db.write(fixture.scope()).await.unwrap();
    sql!(
        "INSERT INTO obligations (institution_id, day, id, standard, norm, subject_id, branch_id, channel, state, opened_n,
                opened_at, due_at, calendar_version, closed_n, closed_at, escalated)
         VALUES ($1, 20000, $2, 1, 'wait', $2, $3, 'visit', 'breached', 1, 0, 0, 1, 1, 0, 0)"
    )
    .bind(uuid::Uuid::from_u128(77))
    .bind(fixture.branch)
    .run(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_figures_tell_requests_waits_streams_and_what_is_owed_and_name_nobody() {
    on_both(|test| async move {
        let fixture = Fixture::new(&test.db, 1).await;
        let token = a_token(&test.db, fixture.institution, "tickets.write tickets.read").await;
        a_late_obligation(&test, &fixture).await;
        let folder = tempfile::tempdir().unwrap();
        let program = Program::serve(folder.path(), Some(&test.address));
        let bearer = format!("Bearer {token}");
        let go = |method: &str, path: &str, body: &str| {
            ask(&program.address, method, path, &[("authorization", bearer.as_str())], body).unwrap()
        };
        let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
        let ticket = go("POST", "/api/v1/tickets", &body).json()["id"].as_str().unwrap().to_owned();
        for _ in 0..3 {
            assert_eq!(go("GET", &format!("/api/v1/tickets/{ticket}"), "").status, 200);
        }
        assert_eq!(go("GET", &format!("/api/v1/tickets/{}", fixture.other_branch), "").status, 404);
        assert_eq!(go("GET", "/nothing/KANARIJPUTNS", "").status, 404);
        let _stream = Stream::open(&program.address, "/i/testa/branch/testa/live", &[]);

        let told = until(&program, "one is owed and one is late", |told| {
            told.contains("solits_obligations{state=\"open\"} 1")
                && told.contains("solits_sealing_lag_seconds 0.000")
        });
        let at = "method=\"GET\",route=\"/api/v1/tickets/{ticket}\"";
        assert!((value(&told, &format!("solits_requests_total{{{at},status=\"2xx\"}}")) - 3.0).abs() < 0.5);
        assert!((value(&told, &format!("solits_requests_total{{{at},status=\"4xx\"}}")) - 1.0).abs() < 0.5);
        assert!((value(&told, &format!("solits_request_seconds_count{{{at}}}")) - 4.0).abs() < 0.5);
        assert!(
            (value(&told, &format!("solits_request_seconds_bucket{{{at},le=\"+Inf\"}}")) - 4.0).abs() < 0.5
        );
        assert!(value(&told, "solits_requests_total{method=\"GET\",route=\"none\",status=\"4xx\"}") >= 1.0);
        assert!(value(&told, "solits_database_wait_seconds_count{access=\"write\"}") >= 1.0);
        assert!(value(&told, "solits_database_wait_seconds_count{access=\"read\"}") >= 4.0);
        assert!((value(&told, "solits_streams") - 1.0).abs() < 0.5);
        assert!((value(&told, "solits_obligations{state=\"late\"}") - 1.0).abs() < 0.5);
        assert!((value(&told, "solits_timer_backlog")).abs() < 0.5);
        assert!(value(&told, "solits_background_round_seconds") < 15.0);
        assert!(value(&told, "solits_resident_bytes") > 0.0);
        for name in [ticket.as_str(), "testa", "Testa", "KANARIJPUTNS", &fixture.branch.to_string()] {
            assert!(!told.contains(name), "{name} is named in\n{told}");
        }
        drop(test);
    })
    .await;
}
