//! A client who comes through a portal of the institution, questions that everybody may read, and the institution's texts
//! and mailboxes, for other programs.

use axum::http::StatusCode;
use serde_json::{Value, json};
use solits_cases::{Kind, Open, Opened};
use solits_db::sql;
use solits_journal::{Actor, By};
use solits_kernel::CaseId;
use solits_standard::model::ChannelKind;
use solits_testkit::on_both;
use solits_web::hash_secret;
use uuid::Uuid;

use crate::World;

/// A case whose client has its codes.
async fn coded(world: &World, kind: Kind) -> Opened {
    let open = Open {
        kind,
        subject: "Kad remontēs ielu?".to_owned(),
        service: None,
        branch: world.fixture.branch,
        owner: world.fixture.employees[0],
        ticket: None,
        client_name: "Jānis Kalns".to_owned(),
        client_contact: "26 123 456".to_owned(),
        channel: ChannelKind::Portal,
        key: String::new(),
    };
    let actor = Actor { by: By::Employee(world.fixture.employees[0]), at: world.app.clock.now() };
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    let opened = solits_cases::open(&mut tx, &world.app, &actor, open).await.unwrap();
    tx.commit().await.unwrap();
    opened
}

async fn messages(world: &World, case: CaseId) -> Vec<Value> {
    let said = world.ask(&format!("/api/v1/cases/{case}/messages")).await.json();
    said["messages"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_client_writes_once_more_through_a_program_with_the_code_of_the_case() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let opened = coded(&world, Kind::Question).await;
        let path = "/api/v1/client/messages";
        let body = json!({ "client": { "short_code": opened.short_code, "contact": "26123456" },
            "text": "Vai ir kas jauns?", "files": [{ "name": "plāns.pdf", "content": "JVBERi0xLjQK" }] });
        for _ in 0..2 {
            let got = world.does(path, "more", &body).await;
            assert_eq!(got.status, StatusCode::OK, "{}", got.json());
            assert_eq!(got.json()["case"], json!(opened.case.to_string()));
        }
        let said = messages(&world, opened.case).await;
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!(said[0]["text"], "Vai ir kas jauns?");
        assert_eq!(said[0]["files"].as_array().map(Vec::len), Some(1), "{said:?}");

        let by_link = json!({ "code": opened.code });
        let bad = json!({ "client": by_link, "files": [{ "name": "plāns.exe", "content": "TVqQ" }] });
        let refused = world.does(path, "", &bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let empty = world.does(path, "", &json!({ "client": by_link })).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = json!({ "client": { "code": "AAAA" }, "text": "Labdien!" });
        assert_eq!(world.does(path, "", &wrong).await.status, StatusCode::NOT_FOUND);
        let reads = world.call("reader", "POST", path, "", &body).await;
        assert_eq!(reads.status, StatusCode::FORBIDDEN);
        assert_eq!(messages(&world, opened.case).await.len(), 1);
        // A complaint is not there for a program that does not see complaints, whatever code it has.
        let complaint = coded(&world, Kind::Complaint).await;
        let body = json!({ "client": { "code": complaint.code }, "text": "Vai ir kas jauns?" });
        assert_eq!(world.does(path, "", &body).await.status, StatusCode::NOT_FOUND);
        let trusted = world.call("trusted", "POST", path, "", &body).await;
        assert_eq!(trusted.status, StatusCode::OK, "{}", trusted.json());
    })
    .await;
}

#[tokio::test]
async fn a_program_publishes_a_question_that_names_nobody_and_takes_it_back() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = coded(&world, Kind::Question).await.case;
        let path = format!("/api/v1/cases/{case}/publish");
        let question = |answer: &str, checked: bool| {
            json!({ "employee": world.clerk_id(0), "question": "Kad remontēs ielu?", "answer": answer,
                "checked": checked })
        };
        for wrong in [question("Pavasarī.", false), question("Zvaniet uz 26123456", true)] {
            assert_eq!(world.does(&path, "", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(world.ask(&path).await.status, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            let got = world.does(&path, "publish", &question("Pavasarī.", true)).await;
            assert_eq!((got.status, &got.json()["lang"]), (StatusCode::OK, &json!("lv")), "{}", got.json());
        }
        let (_, page) = world.visit("GET", "/i/testa/questions", "").await;
        assert!(page.contains("Pavasarī."), "{page}");
        let by = json!({ "employee": world.clerk_id(0) });
        let got = world.does(&format!("{path}/withdraw"), "", &by).await.json();
        assert!(got["withdrawn_at"].is_string(), "{got}");
        let (_, page) = world.visit("GET", "/i/testa/questions", "").await;
        assert!(!page.contains("Pavasarī."), "{page}");
        let order = coded(&world, Kind::Order).await.case;
        let other = world.does(&format!("/api/v1/cases/{order}/publish"), "", &question("Jā.", true)).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_program_keeps_the_institutions_texts_for_an_administrator_and_sees_how_mailboxes_stand() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        world.make_administrator(0).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at)
             VALUES ($1, $2, 'iestatījumi', $3, 'setup.read setup.write messages.read', 0)"
        )
        .bind(Uuid::from_u128(910))
        .bind(hash_secret("setup"))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let text = |by: usize, main: &str| {
            json!({ "employee": world.clerk_id(by), "name": "Bez maksas", "lang": "lv", "purpose": "reply",
                "main": main })
        };
        let path = "/api/v1/templates";
        for wrong in [text(1, "Bez maksas."), text(0, "Lieta {nezinu}.")] {
            let refused = world.call("setup", "POST", path, "", &wrong).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json());
        }
        let added = world.call("setup", "POST", path, "add", &text(0, "Lieta {lieta}.")).await.json();
        assert_eq!(world.call("setup", "POST", path, "add", &text(0, "Lieta {lieta}.")).await.json(), added);
        let one = format!("{path}/{}", added["id"].as_str().unwrap());
        let mut changed = text(0, "Lieta {lieta} ir bez maksas.");
        changed["version"] = json!(1);
        assert_eq!(world.call("setup", "POST", &one, "", &changed).await.json()["version"], json!(2));
        let stale = world.call("setup", "POST", &one, "", &changed).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert_eq!(world.ask(path).await.json()[0]["main"], "Lieta {lieta} ir bez maksas.");
        let by = json!({ "employee": world.clerk_id(0) });
        let removed = world.call("setup", "POST", &format!("{one}/remove"), "", &by).await;
        assert_eq!(removed.status, StatusCode::OK, "{}", removed.json());
        assert_eq!(world.ask(path).await.json(), json!([]));

        let boxes = world.call("setup", "GET", "/api/v1/mailboxes", "", &Value::Null).await.json();
        assert_eq!(
            (&boxes[0]["address"], &boxes[0]["state"], &boxes[0]["since"]),
            (&json!("info@testa.example"), &json!("new"), &Value::Null)
        );
        assert!(boxes[0].get("login").is_none(), "{boxes}");
    })
    .await;
}
