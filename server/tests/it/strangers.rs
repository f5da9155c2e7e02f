//! Every route against people: the table the program prints of itself is walked by strangers, by people without the
//! right, by people of another institution. Nobody gets more than the guard says, nothing foreign is ever shown, and
//! every answer carries the security headers. Devices and programs walk it in `programs`.

use solits_testkit::{Fixture, TestDb, postgres, sqlite};
use solits_web::{ROLES, rights_of};

use crate::{
    a_session, a_token,
    http::ask,
    program::Program,
    walk::{Things, is_refused, look_at, routes},
};

/// How far a walk goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    /// To things of both institutions, also from pages of another site.
    Everywhere,
    /// To things of the other institution alone.
    ToForeignThings,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_refuses_strangers_and_people_without_the_right() {
    walk(sqlite().await, Walk::Everywhere).await;
}

/// Guards are asked before the database; what the engines do in their own ways is keeping institutions apart.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_route_shows_people_what_is_another_institutions_on_postgresql() {
    walk(postgres().await, Walk::ToForeignThings).await;
}

async fn walk(test: TestDb, how: Walk) {
    let db = &test.db;
    let fixture = Fixture::new(db, u64::try_from(ROLES.len()).unwrap() + 1).await;
    let powerless = a_token(db, fixture.institution, "nothing").await;
    let now_ms = solits_kernel::Clock::System.now().millis();
    let mut tx = db.write(fixture.scope()).await.unwrap();
    let mut people =
        vec![("nobody's role", Vec::new(), a_session(&mut tx, fixture.employees[0], None, now_ms).await)];
    for (role, employee) in ROLES.iter().zip(&fixture.employees[1..]) {
        let secret = a_session(&mut tx, *employee, Some(role.name), now_ms).await;
        people.push((role.name, rights_of(&[role.name.to_owned()]), secret));
    }
    tx.commit().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let program = Program::serve(folder.path(), Some(&test.address));
    let (ours, theirs) = (Things::own(&fixture), Things::foreign(&fixture));
    let origin = format!("http://{}", program.address);

    for route in routes() {
        let (own, foreign) = (ours.in_path(&route.path), theirs.in_path(&route.path));
        let go = |path: &str, headers: &[(&str, &str)], body: &str| {
            ask(&program.address, &route.method, path, headers, body).unwrap()
        };
        let form = [("origin", origin.as_str()), ("content-type", "application/x-www-form-urlencoded")];

        let stranger = go(&own, &form, "");
        look_at(&route, "a stranger", &stranger);
        if route.guard != "public" {
            assert!(
                is_refused(&stranger),
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
            let paths = match how {
                Walk::Everywhere => &[&own, &foreign][..],
                Walk::ToForeignThings => &[&foreign],
            };
            for path in paths {
                let answer = go(path, &headers, "csrf=csrf");
                look_at(&route, who, &answer);
                let needs = route.needs();
                if matches!(route.guard.as_str(), "right" | "api") && !rights.contains(&needs) {
                    assert_eq!(answer.status, 403, "{} {path} let {who} in", route.method);
                }
                let from_elsewhere = how == Walk::Everywhere && route.method != "GET";
                if from_elsewhere && route.guard != "api" && route.guard != "device" {
                    // From another site, the same request with the same cookie is refused.
                    let elsewhere =
                        [("origin", "http://elsewhere.example"), form[1], ("cookie", cookie.as_str())];
                    assert_eq!(go(path, &elsewhere, "csrf=csrf").status, 403, "{} {path}", route.method);
                }
            }
        }
    }
    // The folder of the database stays until here.
    drop(test);
}
