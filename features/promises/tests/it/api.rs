//! The same figures for other programs.

use axum::http::StatusCode;
use solits_testkit::on_both;

use super::*;

const REPORTS: &str = "reports";

#[tokio::test]
async fn days_and_months_add_up_to_the_same_and_to_the_obligations() {
    on_both(async |database| {
        let world = World::new(database).await;
        let anna = world.fixture.employees[0];
        for days_ago in 0..3 {
            let at = now().plus_minutes(-days_ago * 24 * 60 - 90);
            world.clients(5, at, anna, Fate::CalledAfter(5)).await;
            world.clients(2, at, anna, Fate::CalledAfter(25)).await;
            world.clients(1, at, anna, Fate::Left).await;
        }
        let sums = |answer: serde_json::Value| {
            let cells = answer["measures"].as_array().unwrap().clone();
            let sum = |name: &str| cells.iter().map(|cell| cell[name].as_i64().unwrap()).sum::<i64>();
            (sum("met"), sum("breached"), sum("waived"))
        };
        let days = world.program(REPORTS, "/api/v1/measures?by=day&norm=wait").await.json();
        let months = world.program(REPORTS, "/api/v1/measures?by=month").await.json();
        assert_eq!(months["measures"][0]["period"], "2026-11");
        assert_eq!((sums(days), sums(months)), ((15, 6, 3), (15, 6, 3)));
        for (state, count) in [("met", 15), ("breached", 6), ("waived", 3), ("open", 0)] {
            let path = format!("/api/v1/obligations?norm=wait&state={state}");
            let listed = world.program(REPORTS, &path).await.json();
            assert_eq!(listed["obligations"].as_array().unwrap().len(), count, "{state}");
        }
        let branch = world.fixture.branch;
        let of_branch = world.program(REPORTS, &format!("/api/v1/measures?branch={branch}")).await.json();
        assert_eq!(sums(of_branch), (15, 6, 3));
    })
    .await;
}

#[tokio::test]
async fn an_answer_goes_on_where_the_one_before_ended() {
    on_both(async |database| {
        let world = World::new(database).await;
        let anna = world.fixture.employees[0];
        for days_ago in 0..9 {
            world.clients(2, now().plus_minutes(-days_ago * 24 * 60 - 60), anna, Fate::CalledAfter(5)).await;
        }
        let (mut after, mut found) = (String::new(), 0);
        loop {
            let path = format!("/api/v1/obligations?from=2026-11-01&after={after}");
            let answer = world.program(REPORTS, &path).await.json();
            found += answer["obligations"].as_array().unwrap().len();
            let Some(next) = answer["next"].as_str() else { break };
            next.clone_into(&mut after);
        }
        assert_eq!(found, 18);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_a_missing_scope_too() {
    on_both(async |database| {
        let world = World::new(database).await;
        for query in [
            "measures?by=week",
            "measures?from=2026-13-01",
            "measures?from=2026-11-21&to=2026-11-01",
            "measures?from=2020-01-01",
            "measures?branch=elsewhere",
            "obligations?state=lost",
            "obligations?after=here",
        ] {
            let answer = world.program(REPORTS, &format!("/api/v1/{query}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        }
        assert_eq!(world.program("portal", "/api/v1/measures").await.status, StatusCode::FORBIDDEN);
        assert_eq!(world.client("/api/v1/measures").await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}
