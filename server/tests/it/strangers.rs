//! Every route against everyone: the table the program prints of itself is walked by strangers, by people without the
//! right, by people of another institution. Nobody gets more than the guard says, nothing foreign is ever shown, and
//! every answer carries the security headers.

use solits_db::{Db, migrate};
use solits_testkit::{CANARY, Fixture};
use solits_web::{ROLES, rights_of};

use crate::{
    a_session, a_token,
    http::{Answer, ask},
    program::{Program, solits},
};

#[derive(serde::Deserialize)]
struct Route {
    method: String,
    path: String,
    guard: String,
    needs: Option<String>,
}

fn routes() -> Vec<Route> {
    let printed = solits(&["routes", "--json"]);
    assert!(printed.status.success());
    let routes: Vec<Route> = serde_json::from_slice(&printed.stdout).unwrap();
    assert!(routes.len() > 40, "the table has only {} routes", routes.len());
    routes
}

fn look_at(route: &Route, who: &str, answer: &Answer) {
    let place = format!("{} {} as {who}", route.method, route.path);
    assert!(answer.status < 500, "{place}: {} {}", answer.status, answer.body);
    assert!(!answer.body.contains(CANARY), "{place} shows what belongs to another institution");
    for header in [
        "content-security-policy",
        "x-content-type-options",
        "referrer-policy",
        "cross-origin-opener-policy",
        "cache-control",
    ] {
        assert!(answer.header(header).is_some(), "{place}: no {header}");
    }
    assert!(!answer.header("content-security-policy").unwrap_or_default().contains("unsafe"), "{place}");
    assert!(answer.header("server").is_none(), "{place} tells what runs it");
}

/// The path with ids of the test institution, or of the other one, in place of its parameters.
fn filled(path: &str, fixture: &Fixture, foreign: bool) -> String {
    let foreign_id = fixture.other_branch.to_string();
    path.split('/')
        .map(|part| match part {
            _ if !part.starts_with('{') => part.to_owned(),
            "{institution}" => "testa".to_owned(),
            _ if foreign => foreign_id.clone(),
            "{branch}" => fixture.branch.to_string(),
            "{counter}" => fixture.counters[0].to_string(),
            "{line}" => fixture.lines[0].to_string(),
            _ => "00000000-0000-7000-8000-000000000000".to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_refuses_strangers_and_people_without_the_right() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_file(&folder.path().join("solits.sqlite")).await.unwrap();
    migrate(&db).await.unwrap();
    let fixture = Fixture::new(&db, u64::try_from(ROLES.len()).unwrap() + 1).await;
    let powerless = a_token(&db, fixture.institution, "nothing").await;
    let now_ms = solits_kernel::Clock::System.now().millis();
    let mut tx = db.write(fixture.scope()).await.unwrap();
    let mut people =
        vec![("nobody's role", Vec::new(), a_session(&mut tx, fixture.employees[0], None, now_ms).await)];
    for (role, employee) in ROLES.iter().zip(&fixture.employees[1..]) {
        let secret = a_session(&mut tx, *employee, Some(role.name), now_ms).await;
        people.push((role.name, rights_of(&[role.name.to_owned()]), secret));
    }
    tx.commit().await.unwrap();
    let program = Program::serve(folder.path(), None);
    let origin = format!("http://{}", program.address);

    for route in routes() {
        let own = filled(&route.path, &fixture, false);
        let foreign = filled(&route.path, &fixture, true);
        let go = |path: &str, headers: &[(&str, &str)], body: &str| {
            ask(&program.address, &route.method, path, headers, body).unwrap()
        };
        let form = [("origin", origin.as_str()), ("content-type", "application/x-www-form-urlencoded")];

        let stranger = go(&own, &form, "");
        look_at(&route, "a stranger", &stranger);
        if route.guard != "public" {
            let shown_the_way_in = stranger.status == 303 && stranger.header("location") == Some("/sign-in");
            assert!(
                shown_the_way_in || matches!(stranger.status, 401 | 403),
                "{} {} let a stranger in: {}",
                route.method,
                route.path,
                stranger.status
            );
        }
        if route.guard == "api" {
            let bearer = format!("Bearer {powerless}");
            let answer = go(&own, &[("authorization", bearer.as_str())], "{}");
            look_at(&route, "a token without the scope", &answer);
            assert_eq!(answer.status, 403, "{} {}", route.method, route.path);
        }
        // Signing out would end the sessions that the rest of the walk needs.
        if route.path == "/sign-out" || route.path.starts_with("/account") {
            continue;
        }
        for (who, rights, secret) in &people {
            let cookie = format!("s={secret}");
            let headers = [form[0], form[1], ("cookie", cookie.as_str()), ("x-csrf", "csrf")];
            for path in [&own, &foreign] {
                let answer = go(path, &headers, "csrf=csrf");
                look_at(&route, who, &answer);
                let needs = route.needs.as_deref().unwrap_or_default();
                if matches!(route.guard.as_str(), "right" | "api") && !rights.contains(&needs) {
                    assert_eq!(answer.status, 403, "{} {path} let {who} in", route.method);
                }
                if route.method != "GET" && route.guard != "api" && route.guard != "device" {
                    // From another site, the same request with the same cookie is refused.
                    let elsewhere =
                        [("origin", "http://elsewhere.example"), form[1], ("cookie", cookie.as_str())];
                    assert_eq!(go(path, &elsewhere, "csrf=csrf").status, 403, "{} {path}", route.method);
                }
            }
        }
    }
}
