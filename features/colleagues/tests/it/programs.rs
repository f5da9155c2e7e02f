//! Other programs ask, answer and report for the employee whom they name.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};
use solits_cases::Kind;
use solits_colleagues::{Ask, RequestKind};
use solits_db::sql;
use solits_testkit::{
    browser::{self, Answer},
    on_both,
};

use crate::{CLERK, DIRECTOR, EXPERT, HEAD, OTHER, SUBSTITUTE, World, roads, tuesday};

pub(crate) async fn call(
    world: &World,
    method: &str,
    path: &str,
    key: &str,
    body: &Value,
) -> (StatusCode, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, "Bearer program")
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key)
        .body(if method == "GET" { Body::empty() } else { Body::from(body.to_string()) })
        .unwrap();
    let Answer { status, body, .. } = browser::ask(world.router(), request).await;
    (status, serde_json::from_str(&body).unwrap_or_default())
}

#[tokio::test]
async fn a_program_asks_once_for_a_key_and_answers_for_whoever_is_asked() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let body = json!({
            "asked_by": world.employee(CLERK).to_string(), "person": world.employee(EXPERT).to_string(),
            "topic": "Liepu iela", "question": "Kad remontēs Liepu ielu?",
        });
        let (status, first) = call(&world, "POST", "/api/v1/requests", "A", &body).await;
        assert_eq!((status, &first["state"]), (StatusCode::OK, &json!("open")), "{first}");
        let (_, again) = call(&world, "POST", "/api/v1/requests", "A", &body).await;
        assert_eq!(first["id"], again["id"]);
        let (_, listed) = call(&world, "GET", "/api/v1/requests?state=open", "", &Value::Null).await;
        assert_eq!(listed["requests"].as_array().map(Vec::len), Some(1));
        let path = format!("/api/v1/requests/{}/answers", first["id"].as_str().unwrap());
        let said = |who: usize, version: i64| {
            json!({ "answered_by": world.employee(who).to_string(), "text": "Aprīlī.", "version": version })
        };
        // Whoever was not asked does not answer, and nobody answers an older version.
        assert_eq!(call(&world, "POST", &path, "B", &said(OTHER, 1)).await.0, StatusCode::NOT_FOUND);
        assert_eq!(call(&world, "POST", &path, "C", &said(EXPERT, 7)).await.0, StatusCode::CONFLICT);
        for _ in 0..2 {
            let (status, answered) = call(&world, "POST", &path, "D", &said(EXPERT, 1)).await;
            assert_eq!((status, &answered["state"]), (StatusCode::OK, &json!("answered")), "{answered}");
        }
        let one = format!("/api/v1/requests/{}", first["id"].as_str().unwrap());
        let (_, whole) = call(&world, "GET", &one, "", &Value::Null).await;
        assert_eq!(whole["replies"][0]["text"], json!("Aprīlī."));
        let nobody = json!({ "topic": "A", "question": "B", "asked_by": world.employee(CLERK).to_string() });
        assert_eq!(
            call(&world, "POST", "/api/v1/requests", "E", &nobody).await.0,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    })
    .await;
}

#[tokio::test]
async fn a_program_reports_a_non_conformity_once_for_a_key() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let body = json!({
            "reported_by": world.employee(CLERK).to_string(), "kind": "order_execution", "found": "Kavējas.",
            "unit": roads().to_string(), "possible": true,
        });
        let (status, first) = call(&world, "POST", "/api/v1/nonconformities", "A", &body).await;
        assert_eq!((status, &first["reference"]), (StatusCode::OK, &json!("N-2026-0001")), "{first}");
        assert_eq!(first["addressee"], json!(world.employee(HEAD).to_string()));
        let (_, again) = call(&world, "POST", "/api/v1/nonconformities", "A", &body).await;
        assert_eq!(again["reference"], json!("N-2026-0001"));
        let (_, listed) =
            call(&world, "GET", "/api/v1/nonconformities?stage=reported", "", &Value::Null).await;
        assert_eq!(listed["nonconformities"].as_array().map(Vec::len), Some(1));
        let mut wrong = body.clone();
        wrong["kind"] = json!("weather");
        let (status, problem) = call(&world, "POST", "/api/v1/nonconformities", "B", &wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    })
    .await;
}

#[tokio::test]
async fn a_program_says_when_the_answer_comes_passes_it_on_and_withdraws_for_those_who_may() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let id = |who: usize| world.employee(who).to_string();
        let asked = json!({ "asked_by": id(CLERK), "person": id(EXPERT), "topic": "Liepu iela",
            "question": "Kad remontēs Liepu ielu?" });
        let (_, asked) = call(&world, "POST", "/api/v1/requests", "A", &asked).await;
        let path = |step: &str| format!("/api/v1/requests/{}/{step}", asked["id"].as_str().unwrap());

        let holiday = json!({ "answered_by": id(EXPERT), "text": "Prasu datus.", "on": "2026-11-18", "version": 1 });
        let (status, problem) = call(&world, "POST", &path("partly"), "B", &holiday).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "no work is done on a holiday: {problem}");
        let mut partly = holiday.clone();
        partly["on"] = json!("2026-11-20");
        for _ in 0..2 {
            let (status, told) = call(&world, "POST", &path("partly"), "C", &partly).await;
            assert_eq!((status, &told["state"]), (StatusCode::OK, &json!("partly")), "{told}");
            assert_eq!(told["version"], 2, "a repeated key says nothing more");
        }
        let pass_on = |who: usize, version: i64| {
            json!({ "answered_by": id(who), "to": id(HEAD), "text": "Zina Haralds.", "version": version })
        };
        assert_eq!(call(&world, "POST", &path("pass-on"), "D", &pass_on(OTHER, 2)).await.0, StatusCode::NOT_FOUND);
        let (status, passed) = call(&world, "POST", &path("pass-on"), "E", &pass_on(EXPERT, 2)).await;
        assert_eq!((status, &passed["addressee"]), (StatusCode::OK, &json!(id(HEAD))), "{passed}");
        // It is no invitation, and only whoever asked withdraws it.
        let attends = json!({ "answered_by": id(HEAD), "attends": true, "version": 3 });
        assert_eq!(call(&world, "POST", &path("attend"), "F", &attends).await.0, StatusCode::NOT_FOUND);
        let withdraw = |who: usize| json!({ "asked_by": id(who), "version": 3 });
        assert_eq!(call(&world, "POST", &path("withdraw"), "G", &withdraw(HEAD)).await.0, StatusCode::NOT_FOUND);
        let (status, withdrawn) = call(&world, "POST", &path("withdraw"), "H", &withdraw(CLERK)).await;
        assert_eq!((status, &withdrawn["state"]), (StatusCode::OK, &json!("withdrawn")), "{withdrawn}");
    })
    .await;
}

#[tokio::test]
async fn a_program_answers_an_invitation_with_a_reason_where_somebody_does_not_come() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let meets_at = tuesday().plus_minutes(10 * 24 * 60);
        let invited = Ask { kind: RequestKind::Meeting, meets_at: Some(meets_at), ..world.a_question(EXPERT, None) };
        let mut tx = world.write(CLERK).await;
        let id = solits_colleagues::ask(&mut tx, &world.app, &world.actor(CLERK), invited, &[]).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/api/v1/requests/{id}/attend");
        let body = |text: &str| {
            json!({ "answered_by": world.employee(EXPERT).to_string(), "attends": false, "text": text, "version": 1 })
        };
        assert_eq!(call(&world, "POST", &path, "A", &body("")).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        let (status, answered) = call(&world, "POST", &path, "B", &body("Esmu atvaļinājumā.")).await;
        assert_eq!((status, &answered["state"]), (StatusCode::OK, &json!("answered")), "{answered}");
    })
    .await;
}

#[tokio::test]
async fn a_program_invites_colleagues_to_a_meeting_once_for_a_key_and_each_confirms_or_declines() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let id = |who: usize| world.employee(who).to_string();
        let meets_at = tuesday().plus_minutes(3 * 24 * 60).to_string();
        let body = json!({ "asked_by": id(CLERK), "people": [id(EXPERT), id(HEAD), id(EXPERT)],
            "topic": "Ziemas darbi", "question": "Sniega tīrīšana.", "meets_at": meets_at, "place": "301. telpa" });
        let invite = "/api/v1/requests/meeting";
        let (status, first) = call(&world, "POST", invite, "A", &body).await;
        assert_eq!(status, StatusCode::OK, "{first}");
        let (_, again) = call(&world, "POST", invite, "A", &body).await;
        assert_eq!(again, first, "a repeated key invites nobody more");
        let invited = first["requests"].as_array().unwrap();
        let people: Vec<&Value> = invited.iter().map(|one| &one["addressee"]).collect();
        assert_eq!(people, [&json!(id(EXPERT)), &json!(id(HEAD))]);
        assert_eq!((&invited[0]["meets_at"], &invited[0]["place"]), (&json!(meets_at), &json!("301. telpa")));
        world.page(EXPERT, "/requests").await.shows("Ziemas darbi");

        let question = json!({ "asked_by": id(CLERK), "person": id(EXPERT), "topic": "Liepu iela",
            "question": "Kad remontēs Liepu ielu?" });
        call(&world, "POST", "/api/v1/requests", "Q", &question).await;
        for (kind, count) in [("meeting", 2), ("question", 1)] {
            let (_, listed) = call(&world, "GET", &format!("/api/v1/requests?kind={kind}"), "", &Value::Null).await;
            assert_eq!(listed["requests"].as_array().map(Vec::len), Some(count), "{kind}: {listed}");
        }

        let path = |place: usize| format!("/api/v1/requests/{}/attend", invited[place]["id"].as_str().unwrap());
        let attends = json!({ "answered_by": id(EXPERT), "attends": true, "version": 1 });
        let stranger = json!({ "answered_by": id(OTHER), "attends": true, "version": 1 });
        let declines = json!({ "answered_by": id(HEAD), "attends": false, "text": "Esmu komandējumā.", "version": 1 });
        assert_eq!(call(&world, "POST", &path(0), "B", &stranger).await.0, StatusCode::NOT_FOUND, "not their own");
        for (place, key, answer) in [(0, "C", &attends), (1, "D", &declines)] {
            let (status, answered) = call(&world, "POST", &path(place), key, answer).await;
            assert_eq!((status, &answered["state"]), (StatusCode::OK, &json!("answered")), "{answered}");
        }
        let one = format!("/api/v1/requests/{}", invited[1]["id"].as_str().unwrap());
        let (_, whole) = call(&world, "GET", &one, "", &Value::Null).await;
        assert_eq!(whole["replies"][0]["text"], json!("Esmu komandējumā."), "{whole}");
    })
    .await;
}

#[tokio::test]
async fn an_invitation_of_nobody_of_oneself_or_into_the_past_invites_nobody() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let id = |who: usize| world.employee(who).to_string();
        let body = json!({ "asked_by": id(CLERK), "people": [id(EXPERT)], "topic": "Ziemas darbi",
            "question": "Sniega tīrīšana.", "meets_at": tuesday().plus_minutes(24 * 60).to_string() });
        let many: Vec<String> = (0..51).map(|n| uuid::Uuid::from_u128(n).to_string()).collect();
        for (field, value) in [
            ("people", json!([])),
            ("people", json!(many)),
            // The second of them cannot be invited, so that the first is not either.
            ("people", json!([id(EXPERT), id(CLERK)])),
            ("meets_at", json!(tuesday().plus_minutes(-1).to_string())),
            ("meets_at", json!("rīt")),
            ("topic", json!("")),
            ("asked_by", Value::Null),
        ] {
            let mut wrong = body.clone();
            wrong[field] = value;
            let (status, problem) = call(&world, "POST", "/api/v1/requests/meeting", "", &wrong).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {problem}");
        }
        let (_, listed) = call(&world, "GET", "/api/v1/requests", "", &Value::Null).await;
        assert_eq!(listed["requests"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_non_conformities_give_each_of_them_once() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        for number in 0..230_i64 {
            sql!(
                "INSERT INTO nonconformities (institution_id, id, reference, kind, standard, potential, found, place,
                        reported_by, found_at, role, body, remedy, closing, state, version)
                 VALUES ($1, $2, $3, 'other', 1, 0, 'Kavējas.', '', $4, $5, '', '', '', '', 'unrouted', 1)"
            )
            .bind(uuid::Uuid::from_u128(7000 + u128::try_from(number).unwrap()))
            .bind(format!("N-2026-{number:04}"))
            .bind(world.employee(CLERK))
            // Several are found within one instant, also where a page ends.
            .bind(tuesday().plus_seconds(-(number / 7)))
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let (mut seen, mut path) = (Vec::new(), "/api/v1/nonconformities".to_owned());
        loop {
            let (status, page) = call(&world, "GET", &path, "", &Value::Null).await;
            assert_eq!(status, StatusCode::OK, "{page}");
            let listed = page["nonconformities"].as_array().unwrap();
            seen.extend(listed.iter().map(|one| one["reference"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/v1/nonconformities?until={next}");
        }
        seen.sort();
        let all: Vec<String> = (0..230).map(|number| format!("N-2026-{number:04}")).collect();
        assert_eq!(seen, all);
    })
    .await;
}

#[tokio::test]
async fn a_program_takes_the_steps_of_a_non_conformity_for_whoever_answers_for_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let id = |who: usize| world.employee(who).to_string();
        let body = json!({ "reported_by": id(CLERK), "kind": "order_execution", "found": "Kavējas.",
            "unit": roads().to_string() });
        let (_, first) = call(&world, "POST", "/api/v1/nonconformities", "A", &body).await;
        let path = format!("/api/v1/nonconformities/{}/steps", first["id"].as_str().unwrap());
        let step = |who: usize, deed: &str, version: i64| {
            json!({ "by": id(who), "deed": deed, "text": "Salabots.", "version": version })
        };
        // Whoever reported it does not receive it, and a newer version is not overwritten.
        assert_eq!(call(&world, "POST", &path, "B", &step(CLERK, "receive", 1)).await.0, StatusCode::NOT_FOUND);
        assert_eq!(call(&world, "POST", &path, "C", &step(HEAD, "receive", 7)).await.0, StatusCode::CONFLICT);
        for _ in 0..2 {
            let (status, received) = call(&world, "POST", &path, "D", &step(HEAD, "receive", 1)).await;
            assert_eq!((status, &received["stage"]), (StatusCode::OK, &json!("received")), "{received}");
        }
        let nobody = call(&world, "POST", &path, "E", &step(HEAD, "pass_on", 2)).await;
        assert_eq!(nobody.0, StatusCode::UNPROCESSABLE_ENTITY, "{}", nobody.1);
        let (_, remedied) = call(&world, "POST", &path, "F", &step(HEAD, "remedy", 2)).await;
        assert_eq!((&remedied["stage"], &remedied["remedy"]), (&json!("remedied"), &json!("Salabots.")));
        // Whoever oversees the register closes it, and whoever reported it says that it is not removed after all.
        let (_, closed) = call(&world, "POST", &path, "G", &step(DIRECTOR, "close", 3)).await;
        assert_eq!(closed["stage"], "closed", "{closed}");
        let (status, again) = call(&world, "POST", &path, "H", &step(CLERK, "reopen", 4)).await;
        assert_eq!((status, &again["version"]), (StatusCode::OK, &json!(5)), "{again}");
    })
    .await;
}

#[tokio::test]
async fn what_a_report_comes_from_stays_hidden_from_whom_the_case_concerns_when_a_program_acts_for_them() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(Kind::Request).await;
        let body = json!({ "reported_by": world.employee(CLERK).to_string(), "kind": "order_execution",
            "found": "Kavējas.", "unit": roads().to_string(), "case": case.to_string() });
        let (_, first) = call(&world, "POST", "/api/v1/nonconformities", "A", &body).await;
        world.hide(case, DIRECTOR).await;
        let path = format!("/api/v1/nonconformities/{}/steps", first["id"].as_str().unwrap());
        let close =
            json!({ "by": world.employee(DIRECTOR).to_string(), "deed": "close", "text": "x", "version": 1 });
        assert_eq!(call(&world, "POST", &path, "B", &close).await.0, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_report_without_anybody_to_receive_it_is_sent_by_a_program_once_somebody_is_named() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let body = json!({ "reported_by": world.employee(CLERK).to_string(), "kind": "contract_obligations",
            "found": "Nav līguma." });
        let (_, first) = call(&world, "POST", "/api/v1/nonconformities", "A", &body).await;
        assert_eq!(first["stage"], "unrouted", "{first}");
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'contract_administrator')"
        )
        .bind(world.employee(OTHER))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let path = format!("/api/v1/nonconformities/{}/send", first["id"].as_str().unwrap());
        let by = |who: usize| json!({ "by": world.employee(who).to_string(), "version": 1 });
        let stranger = call(&world, "POST", &path, "B", &by(EXPERT)).await;
        assert_eq!(stranger.0, StatusCode::NOT_FOUND, "{}", stranger.1);
        let (status, sent) = call(&world, "POST", &path, "C", &by(CLERK)).await;
        assert_eq!((status, &sent["stage"]), (StatusCode::OK, &json!("reported")), "{sent}");
        assert_eq!(sent["addressee"], json!(world.employee(OTHER).to_string()));
    })
    .await;
}

#[tokio::test]
async fn a_program_learns_whom_to_ask_about_what() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'contact_person')"
        )
        .bind(world.employee(EXPERT))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.away(EXPERT, 0, 2, Some(SUBSTITUTE)).await;
        let (status, listed) = call(&world, "GET", "/api/v1/contacts", "", &Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{listed}");
        let all = listed["contacts"].as_array().unwrap();
        let one =
            |who: usize| all.iter().find(|one| one["employee"] == json!(world.employee(who).to_string()));
        let expert = one(EXPERT).unwrap();
        assert_eq!(expert["contact_of"], json!([roads().to_string()]), "{expert}");
        assert_eq!(expert["answers"], json!(world.employee(SUBSTITUTE).to_string()));
        assert_eq!(one(HEAD).unwrap()["leads"], json!([roads().to_string()]));
        assert!(one(OTHER).is_none(), "who knows nothing in particular is not listed: {listed}");
    })
    .await;
}

/// A program asks and reports for somebody only out of what that somebody may see themselves.
#[tokio::test]
async fn nobody_asks_or_reports_by_a_program_out_of_a_case_that_is_hidden_from_them() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(Kind::Request).await;
        world.hide(case, DIRECTOR).await;
        let question = |who: usize| {
            json!({ "asked_by": world.employee(who).to_string(), "person": world.employee(EXPERT).to_string(),
                "topic": "Liepu iela", "question": "Kas sūdzas?", "case": case.to_string() })
        };
        let report = |who: usize| {
            json!({ "reported_by": world.employee(who).to_string(), "kind": "order_execution", "found": "Kavējas.",
                "unit": roads().to_string(), "case": case.to_string() })
        };
        for (path, hidden, seen) in [
            ("/api/v1/requests", question(DIRECTOR), question(CLERK)),
            ("/api/v1/nonconformities", report(DIRECTOR), report(CLERK)),
        ] {
            assert_eq!(call(&world, "POST", path, "A", &hidden).await.0, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(call(&world, "POST", path, "B", &seen).await.0, StatusCode::OK, "{path}");
        }
    })
    .await;
}
