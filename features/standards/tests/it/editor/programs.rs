//! Working copies for other programs: nobody is overwritten by one.

use serde_json::{Value, json};

use super::*;

impl World {
    /// A call of another program; `tag` is the state it knows, `key` makes the call one that is done once.
    async fn call(&self, method: &str, path: &str, (tag, key): (&str, &str), body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, "Bearer program")
            .header("idempotency-key", key);
        let request = if tag.is_empty() { request } else { request.header("if-match", tag) };
        self.answer(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// The same by a signed-in person.
    async fn call_as(&self, who: &str, path: &str, tag: &str) -> Answer {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::COOKIE, format!("s={who}"))
            .header("sec-fetch-site", "same-origin")
            .header("x-csrf", "csrf")
            .header("if-match", tag);
        self.answer(request.body(Body::empty()).unwrap()).await
    }
}

const TEXT: &str = "/api/v1/standards/drafts/1/text";
const ANY: (&str, &str) = ("", "");

#[tokio::test]
async fn a_program_reads_a_working_copy_and_saves_it_only_in_the_state_it_knows() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let listed = world.call("GET", "/api/v1/standards/drafts", ANY, &json!({})).await.json();
        assert_eq!((&listed["drafts"][0]["draft"], &listed["drafts"][0]["state"]), (&json!(1), &json!(1)));
        let read = world.call("GET", TEXT, ANY, &json!({})).await;
        assert_eq!((read.tag.as_str(), read.json()["source"].as_str()), ("\"1\"", Some(good().as_str())));
        let mine = json!({ "source": good().replace("Gaidīšana rindā", "Rinda") });
        let saved = world.call("POST", TEXT, (&read.tag, "once"), &mine).await;
        assert_eq!((saved.status, saved.tag.as_str()), (StatusCode::OK, "\"2\""), "{}", saved.body);
        assert!(world.file(&draft).await.contains("\"Rinda\""));
        // The answer was lost on the way: the same key gives it again.
        let again = world.call("POST", TEXT, (&read.tag, "once"), &mine).await;
        assert_eq!((again.status, again.tag), (StatusCode::OK, saved.tag));
        // A person has written meanwhile.
        taken(&world.fill(DRAFTER, &draft, "norm/wait", 2, &[("title.lv", "Viņas")]).await);
        let late = world.call("POST", TEXT, ("\"2\"", ""), &json!({ "source": good() })).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        let silent = world.call("POST", TEXT, ANY, &json!({ "source": good() })).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.json()["type"].as_str().unwrap().contains("standards-edit-which-state"));
        assert!(world.file(&draft).await.contains("Viņas"), "nobody was overwritten");
        let history = world.get(DRAFTER, &format!("{draft}/history")).await.page();
        assert!(history.contains("programma „tests”"), "people see who wrote: {history}");
    })
    .await;
}

#[tokio::test]
async fn a_program_is_told_what_is_wrong_with_a_text_before_and_after_it_is_saved() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let unreadable = json!({ "source": good().replacen("kind = \"promise\"", "kind = \"promise", 1) });
        let refused = world.call("POST", TEXT, ("\"1\"", ""), &unreadable).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.json()["findings"].as_array().unwrap().is_empty());
        let long = json!({ "source": format!("{}# {}\n", good(), "a".repeat(512 * 1024)) });
        let refused = world.call("POST", TEXT, ("\"1\"", ""), &long).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.file(&draft).await, good());
        let wrong = json!({ "source": good().replacen("kind = \"promise\"", "kind = \"promisse\"", 1) });
        assert_eq!(world.call("POST", TEXT, ("\"1\"", ""), &wrong).await.status, StatusCode::OK);
        let check = world.call("GET", "/api/v1/standards/drafts/1/check", ANY, &json!({})).await.json();
        assert_eq!((&check["errors"], &check["state"]), (&json!(true), &json!(2)), "{check}");
        let missing = world.call("GET", "/api/v1/standards/drafts/9/text", ANY, &json!({})).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// What a program had sent on, nobody could adopt: two people put a version in force.
#[tokio::test]
async fn a_working_copy_goes_on_by_a_person_once_for_each_state() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.begin(&good()).await;
        let path = "/api/v1/standards/drafts/1/send";
        let refused = world.call("POST", path, ANY, &json!({})).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.json()["type"].as_str().unwrap().contains("standards-no-person"));
        let late = world.call_as(DRAFTER, path, "\"7\"").await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{}", late.body);
        let first = world.call_as(DRAFTER, path, "\"1\"").await;
        let second = world.call_as(DRAFTER, path, "\"1\"").await;
        assert_eq!((&first.json()["number"], first.status), (&json!(2), StatusCode::OK), "{}", first.body);
        assert_eq!(first.json(), second.json());
        assert_eq!(world.get(DRAFTER, "/standard/3").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
