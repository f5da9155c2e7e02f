//! Versions for other programs.

use serde_json::{Value, json};
use solits_testkit::on_both;

use super::*;

impl World {
    async fn program(&self, method: &str, path: &str, key: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, "Bearer program")
            .header("idempotency-key", key)
            .body(Body::from(body.to_string()));
        self.answer(request.unwrap()).await
    }
}

#[tokio::test]
async fn a_program_checks_a_file_and_keeps_a_draft_once() {
    on_both(async |database| {
        let world = World::new(database).await;
        let file = json!({ "source": good() });
        let checked = world.program("POST", "/api/v1/standards/check", "", &file).await;
        assert_eq!((checked.status, &checked.json()["errors"]), (StatusCode::OK, &json!(false)));
        let first = world.program("POST", "/api/v1/standards", "once", &file).await.json();
        let second = world.program("POST", "/api/v1/standards", "once", &file).await.json();
        assert_eq!((&first["number"], &first), (&json!(2), &second));
        let listed = world.program("GET", "/api/v1/standards", "", &json!({})).await.json();
        let versions: Vec<(i64, bool)> = listed["standards"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["number"].as_i64().unwrap(), one["in_force"].as_bool().unwrap()))
            .collect();
        assert_eq!(versions, [(2, false), (1, true)]);
    })
    .await;
}

#[tokio::test]
async fn a_file_with_mistakes_is_refused_with_all_of_them() {
    on_both(async |database| {
        let world = World::new(database).await;
        let file = json!({ "source": "format = 1\nid = \"x\"\n[identity]\n", "file_name": "x.toml" });
        let refused = world.program("POST", "/api/v1/standards", "", &file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let findings = refused.json()["findings"].as_array().unwrap().clone();
        assert!(findings.len() > 1, "{findings:?}");
        assert!(findings.iter().all(|one| one["file"] == "x.toml" && one["line"].as_u64().unwrap() >= 1));
        let listed = world.program("GET", "/api/v1/standards", "", &json!({})).await.json();
        assert_eq!(listed["standards"].as_array().unwrap().len(), 1, "nothing was kept");
    })
    .await;
}

/// Two people put a version in force; a program is none.
#[tokio::test]
async fn a_program_does_not_adopt() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        let number = draft.rsplit('/').next().unwrap();
        let path = format!("/api/v1/standards/{number}/adopt");
        let refused = world.program("POST", &path, "", &json!({})).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.json()["type"].as_str().unwrap().contains("standards-no-person"));
        let missing = world.program("POST", "/api/v1/standards/99/adopt", "", &json!({})).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        let wrong = world.program("POST", &path, "", &json!({ "in_force_from": "soon" })).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    })
    .await;
}
