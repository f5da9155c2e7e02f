//! Other programs ask, answer and report for the employee whom they name.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};
use solits_testkit::{
    browser::{self, Answer},
    on_both,
};

use crate::{CLERK, EXPERT, HEAD, OTHER, World, roads};

async fn call(world: &World, method: &str, path: &str, key: &str, body: &Value) -> (StatusCode, Value) {
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
