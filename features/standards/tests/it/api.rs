//! Versions for other programs.

use serde_json::{Value, json};
use solits_testkit::on_both;

use super::*;

impl World {
    /// A call that is to be done only in the state with this tag.
    async fn program_if(&self, method: &str, path: &str, tag: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, "Bearer program")
            .header("if-match", tag)
            .body(Body::from(body.to_string()));
        self.answer(request.unwrap()).await
    }

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

/// a post of the chain coordinates in the document management system, which says so itself.
#[tokio::test]
async fn a_program_records_a_step_of_the_approval_chain_once_for_its_key() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        let path = format!("/api/v1/standards/{}", draft.rsplit('/').next().unwrap());
        let before = world.program("GET", &path, "", &json!({})).await.json();
        let states = |body: &Value| -> Vec<String> {
            let steps = body["steps"].as_array().unwrap().iter();
            steps.map(|step| step["state"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(states(&before), ["awaited", "adoption"]);
        let step = json!({ "place": 0, "note": "saskaņots dokumentu vadības sistēmā" });
        let approve = format!("{path}/approve");
        let first = world.program("POST", &approve, "once", &step).await.json();
        let second = world.program("POST", &approve, "once", &step).await.json();
        assert_eq!((states(&first), &first), (vec!["done".to_owned(), "adoption".to_owned()], &second));
        assert_eq!(first["steps"][0]["note"], "saskaņots dokumentu vadības sistēmā");
        let page = world.get(READER, &draft).await.page();
        assert!(page.contains("dokumentu vadības sistēmā") && page.contains("programma"), "{page}");
        for (body, status) in [
            (json!({ "place": 1, "note": "parakstīts" }), StatusCode::NOT_FOUND),
            (json!({ "place": 0, "note": " " }), StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            assert_eq!(world.program("POST", &approve, "", &body).await.status, status, "{body}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_step_and_an_adoption_are_left_alone_where_the_version_has_changed_since_it_was_read() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        let path = format!("/api/v1/standards/{}", draft.rsplit('/').next().unwrap());
        let seen = world.program("GET", &path, "", &json!({})).await.tag;
        let step = json!({ "place": 0, "note": "saskaņots" });
        let approve = format!("{path}/approve");
        let stale = world.program_if("POST", &approve, "\"old\"", &step).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        let done = world.program_if("POST", &approve, &seen, &step).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        assert_ne!(done.tag, seen);
        let adopt = format!("{path}/adopt");
        let outdated = world.program_if("POST", &adopt, &seen, &json!({})).await;
        assert_eq!(outdated.status, StatusCode::PRECONDITION_FAILED);
        // In the state that was seen the call is looked at; that a program does not adopt is another matter.
        let current = world.program_if("POST", &adopt, &done.tag, &json!({})).await;
        assert!(current.json()["type"].as_str().unwrap().contains("standards-no-person"));
        let missing = world.program("GET", "/api/v1/standards/99", "", &json!({})).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
    })
    .await;
}
