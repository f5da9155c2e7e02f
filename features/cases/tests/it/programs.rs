//! The parts of a case for other programs.

use axum::http::StatusCode;
use serde_json::{Value, json};
use solits_testkit::on_both;

use crate::{World, parts::a_case};

async fn call(world: &World, path: &str, key: &str, body: &Value) -> Value {
    let answer = world.api("POST", path, key, &body.to_string()).await.expect(StatusCode::OK);
    serde_json::from_str(&answer.body).unwrap()
}

/// Every change is made once for a key, raises the version, and an older version is refused.
#[tokio::test]
async fn another_program_changes_each_part_once_for_a_key() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, _) = a_case(&world).await;
        let path = format!("/api/v1/cases/{id}");
        let steps = [
            (
                "parties",
                json!({ "person": { "role": "applicant", "name": "Ilze Ozola", "phone": "29111222" } }),
            ),
            ("order", json!({ "order": { "purpose": "Bankai", "format": "electronic", "place": "portal" } })),
            ("sources", json!({ "kind": "fact", "text": "Nav parādu." })),
            ("promises", json!({ "text": "Piezvanīsim", "date": "2026-11-20", "time": "15:00" })),
            ("pauses", json!({ "waits_for": "client", "reason": "Gaidām plānu." })),
            ("pauses/end", json!({})),
        ];
        for (n, (part, body)) in (2..).zip(&steps) {
            for _ in 0..2 {
                let case = call(&world, &format!("{path}/{part}"), &format!("k-{part}"), body).await;
                assert_eq!(case["version"].as_i64(), Some(n), "{part}");
            }
            let mut stale = body.clone();
            stale["version"] = json!(1);
            world
                .api("POST", &format!("{path}/{part}"), "", &stale.to_string())
                .await
                .expect(StatusCode::CONFLICT);
        }
        for (part, word) in [
            ("parties", "Ilze Ozola"),
            ("order", "Bankai"),
            ("sources", "Nav parādu."),
            ("promises", "Piezvanīsim"),
        ] {
            world.api("GET", &format!("{path}/{part}"), "", "").await.expect(StatusCode::OK).shows(word);
        }
        let promises = world.api("GET", &format!("{path}/promises"), "", "").await.body;
        let promises: Value = serde_json::from_str(&promises).unwrap();
        let promise = promises[0]["id"].as_str().unwrap();
        call(&world, &format!("{path}/promises/{promise}"), "k-end", &json!({ "kept": true })).await;
        let handed = json!({ "to": "Ilze Ozola", "received_as": "client", "proof": "delivery_report" });
        let case = call(&world, &format!("{path}/order/hand-out"), "k-hand", &handed).await;
        assert_eq!(case["status"], "answered");
    })
    .await;
}

#[tokio::test]
async fn another_program_links_splits_refers_and_refuses_and_leaves_joining_to_people() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, _) = a_case(&world).await;
        let (other, _) = a_case(&world).await;
        let path = format!("/api/v1/cases/{id}");
        let link = json!({ "case": "2026-000002", "kind": "related" });
        call(&world, &format!("{path}/links"), "k1", &link).await;
        world.api("GET", &format!("{path}/links"), "", "").await.shows(&other.to_string());
        let merge = json!({ "into": other.to_string(), "reason": "Divreiz", "is_same_client": true });
        let merged = world.api("POST", &format!("{path}/merge"), "", &merge.to_string()).await;
        merged.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let split = json!({ "kind": "question", "subject": "Kad remontēs ielu?" });
        let first = call(&world, &format!("{path}/split"), "k2", &split).await;
        let second = call(&world, &format!("{path}/split"), "k2", &split).await;
        assert_eq!(first, second);
        let refer = json!({ "body": "VZD", "contacts": "67 038 000", "matter": "Uzmērīšana",
            "text": "Vērsieties VZD, 67 038 000." });
        call(&world, &format!("{path}/referrals"), "k3", &refer).await;
        let extend = json!({ "obligation": uuid::Uuid::nil(), "date": "2026-12-01", "reason": "x" });
        let none = world.api("POST", &format!("{path}/extensions"), "", &extend.to_string()).await;
        none.expect(StatusCode::UNPROCESSABLE_ENTITY);
        world.api("GET", &format!("{path}/extensions"), "", "").await.expect(StatusCode::OK);
        let refuse = json!({ "reasons": "Nav tiesību.", "next": "Var pārsūdzēt." });
        let case = call(&world, &format!("{path}/refusal"), "k4", &refuse).await;
        assert_eq!(case["status"], "answered");
        let absent = format!("/api/v1/cases/{}/parties", uuid::Uuid::nil());
        world.api("GET", &absent, "", "").await.expect(StatusCode::NOT_FOUND);
    })
    .await;
}
