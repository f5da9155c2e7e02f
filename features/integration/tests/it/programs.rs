//! Webhooks through the programming interface, and that another institution's are not there.

use axum::http::StatusCode;
use serde_json::json;
use solits_integration::Delivered;
use solits_testkit::on_both;

use crate::{
    receiver::Receiver,
    world::{STRANGER, World},
};

fn body(address: &str, with_feedback: bool) -> String {
    json!({ "name": "Panelis", "address": address, "kinds": ["case.*"], "with_feedback": with_feedback })
        .to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_makes_tries_turns_off_and_removes_a_webhook() {
    on_both(async |database| {
        let world = World::new(database).await;
        let receiver = Receiver::new().await;
        let body = body(&receiver.address(), false);
        let made = world.api_with_key("POST", "/api/v1/webhooks", "manage", Some(&body), "k1").await;
        let made = made.expect(StatusCode::OK).json();
        assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
        let again = world.api_with_key("POST", "/api/v1/webhooks", "manage", Some(&body), "k1").await;
        assert_eq!(again.expect(StatusCode::OK).json(), made);
        let listed = world.api("GET", "/api/v1/webhooks", "manage", None).await.json();
        assert_eq!(listed["webhooks"].as_array().unwrap().len(), 1);
        let path = format!("/api/v1/webhooks/{}", made["id"].as_str().unwrap());
        world.api_with_key("POST", &format!("{path}/try"), "manage", None, "k2").await.expect(StatusCode::OK);
        world.api_with_key("POST", &format!("{path}/try"), "manage", None, "k2").await.expect(StatusCode::OK);
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        assert_eq!(receiver.received().len(), 1);
        assert_eq!(receiver.received()[0].said()["kind"], "webhook.test");
        let calls = world.api("GET", &format!("{path}/calls"), "manage", None).await.json();
        assert_eq!(calls["calls"][0]["state"], "taken");
        assert_eq!(calls["calls"][0]["status"], 200);
        let number = calls["calls"][0]["number"].to_string();
        world
            .api("POST", &format!("{path}/calls/{number}/again"), "manage", None)
            .await
            .expect(StatusCode::OK);
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        assert_eq!(receiver.received().len(), 2);
        let renewed = world.api("POST", &format!("{path}/secret"), "manage", None).await.json();
        assert_ne!(renewed["secret"], made["secret"]);
        let off = world.api("POST", &format!("{path}/off"), "manage", None).await.json();
        assert_eq!(off["state"], "off");
        world.open("Dzīvesvieta").await;
        world.follow().await;
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        assert_eq!(world.api("POST", &format!("{path}/on"), "manage", None).await.json()["state"], "on");
        world.open("Dzīvesvieta").await;
        world.follow().await;
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        assert_eq!(receiver.received().len(), 3);
        world.api("DELETE", &path, "manage", None).await.expect(StatusCode::OK);
        world.api("GET", &path, "manage", None).await.expect(StatusCode::NOT_FOUND);
        world.open("Dzīvesvieta").await;
        world.follow().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_not_be_made_is_refused_with_its_reason() {
    on_both(async |database| {
        let world = World::new(database).await;
        let good = "https://sanem.example/";
        let refused = world.api("POST", "/api/v1/webhooks", "manage", Some(&body(good, true))).await;
        assert_eq!(refused.expect(StatusCode::FORBIDDEN).json()["right"], "feedback.read");
        world
            .api("POST", "/api/v1/webhooks", "feedback", Some(&body(good, true)))
            .await
            .expect(StatusCode::OK);
        world
            .api("POST", "/api/v1/webhooks", "cases", Some(&body(good, false)))
            .await
            .expect(StatusCode::FORBIDDEN);
        for address in ["http://sanem.example/", "https://10.0.0.1/", "nekas"] {
            let refused = world.api("POST", "/api/v1/webhooks", "manage", Some(&body(address, false))).await;
            refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        for kinds in [json!([]), json!(["case.sold"]), json!(["employee.*"])] {
            let body = json!({ "name": "A", "address": good, "kinds": kinds }).to_string();
            let refused = world.api("POST", "/api/v1/webhooks", "manage", Some(&body)).await;
            refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_institution_sees_no_webhook_and_changes_none() {
    on_both(async |database| {
        let world = World::new(database).await;
        let receiver = Receiver::new().await;
        let (path, _) = world.webhook(&receiver.address(), &["case.opened"], true).await;
        let api = path.replace("/setup", "/api/v1");
        let listed = world.api("GET", "/api/v1/webhooks", "other", None).await.json();
        assert_eq!(listed, json!({ "webhooks": [] }));
        for (method, end) in [
            ("GET", ""),
            ("DELETE", ""),
            ("POST", "/secret"),
            ("POST", "/on"),
            ("POST", "/off"),
            ("POST", "/try"),
            ("GET", "/calls"),
            ("POST", "/calls/1/again"),
        ] {
            let answer = world.api(method, &format!("{api}{end}"), "other", None).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {end}: {}", answer.body);
        }
        world.get("/setup/webhooks", STRANGER).await.expect(StatusCode::OK).hides("Rindas panelis");
        world.get(&path, STRANGER).await.expect(StatusCode::NOT_FOUND);
        for end in ["/secret", "/on", "/off", "/try", "/remove", "/calls/1/again"] {
            world.post(&format!("{path}{end}"), STRANGER, &[]).await.expect(StatusCode::NOT_FOUND);
        }
        let typed =
            [("version", "1"), ("name", "B"), ("address", "https://b.example/"), ("kind", "case.opened")];
        world.post(&path, STRANGER, &typed).await.expect(StatusCode::NOT_FOUND);
    })
    .await;
}
