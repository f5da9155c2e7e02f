//! How a client hears, what is put right, and a client who comes through another program.

use axum::http::StatusCode;
use serde_json::{Value, json};
use solits_cases::{NewNews, find, open, put_news};
use solits_testkit::on_both;

use crate::{
    World,
    parts::a_case,
    programs::{call, read},
};

#[tokio::test]
async fn a_program_says_how_a_client_hears_and_that_they_were_told() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let body = json!({ "kind": "order", "subject": "Dzīvesvietas deklarēšana",
            "branch": world.fixture.branch.to_string(), "owner": world.fixture.employees[0].to_string(),
            "client_contact": "26 123 456", "channel": "portal", "news": { "by": "sms", "lang": "en" } });
        let opened = call(&world, "/api/v1/cases", "open", &body).await;
        let path = format!("/api/v1/cases/{}/news", opened["id"].as_str().unwrap());
        let heard = read(&world, &path).await;
        assert_eq!(
            (&heard["hearing"]["by"], &heard["hearing"]["to"], &heard["hearing"]["lang"]),
            (&json!("sms"), &json!("26 123 456"), &json!("en"))
        );
        let letter = json!({ "news": { "by": "letter" } }).to_string();
        world.api("POST", &path, "", &letter).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let letter = json!({ "news": { "by": "letter", "to": "Lauku iela 1, Ezermala" } });
        let first = call(&world, &path, "by", &letter).await;
        assert_eq!(call(&world, &path, "by", &letter).await["version"], first["version"]);
        // A repeated opening does not take back what the client has said since.
        assert_eq!(call(&world, "/api/v1/cases", "open", &body).await, opened);
        assert_eq!(read(&world, &path).await["hearing"]["to"], "Lauku iela 1, Ezermala");

        let id = opened["id"].as_str().unwrap().parse().unwrap();
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let case = find(&mut tx, id).await.unwrap().unwrap();
        let news =
            NewNews { n: 7, at: world.app.clock.now(), kind: "case.answered", text: "Lieta atbildēta." };
        put_news(&mut tx, &world.app, &case, &news).await.unwrap();
        tx.commit().await.unwrap();
        let news = read(&world, &path).await["news"][0].clone();
        assert_eq!((&news["text"], &news["told_at"]), (&json!("Lieta atbildēta."), &Value::Null));
        let told = format!("{path}/{}/told", news["id"].as_str().unwrap());
        let body = json!({ "how": "letter", "employee": world.fixture.employees[0].to_string() });
        call(&world, &told, "told", &body).await;
        call(&world, &told, "told", &body).await;
        world.api("POST", &told, "", &body.to_string()).await.expect(StatusCode::CONFLICT);
        let news = read(&world, &path).await["news"][0].clone();
        assert_eq!(
            (&news["told_how"], &news["told_by"]),
            (&json!("letter"), &json!(world.fixture.employees[0].to_string()))
        );

        // The e-address of a person is made of their personal code, and none is kept.
        let there = json!({ "news": { "by": "e_address", "to": "_DEFAULT@12345678901" } });
        call(&world, &path, "there", &there).await;
        let hearing = read(&world, &path).await["hearing"].clone();
        assert_eq!((&hearing["by"], &hearing["to"]), (&json!("e_address"), &json!("")));
    })
    .await;
}

#[tokio::test]
async fn a_program_puts_right_what_was_noted_and_draws_new_codes_once_for_a_key() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, _) = a_case(&world).await;
        let path = format!("/api/v1/cases/{id}");
        let person = json!({ "person": { "role": "applicant", "name": "Ilze Ozola", "phone": "29111222" } });
        call(&world, &format!("{path}/parties"), "", &person).await;
        let at = read(&world, &format!("{path}/parties")).await[0]["id"].as_str().unwrap().to_owned();
        let right = json!({ "person": { "role": "applicant", "name": "Ilze Ozoliņa", "phone": "29111222" } });
        call(&world, &format!("{path}/parties/{at}"), "", &right).await;
        assert_eq!(read(&world, &format!("{path}/parties")).await[0]["name"], "Ilze Ozoliņa");

        let source = json!({ "kind": "fact", "text": "Nav parādu." });
        call(&world, &format!("{path}/sources"), "", &source).await;
        let at = read(&world, &format!("{path}/sources")).await[0]["id"].as_str().unwrap().to_owned();
        call(&world, &format!("{path}/sources/{at}/withdraw"), "", &json!({})).await;
        assert!(read(&world, &format!("{path}/sources")).await[0]["withdrawn_at"].is_string());
        let again = world.api("POST", &format!("{path}/sources/{at}/withdraw"), "", "{}").await;
        again.expect(StatusCode::NOT_FOUND);

        call(&world, &format!("{path}/pauses"), "", &json!({ "waits_for": "client", "reason": "Plāns." }))
            .await;
        let paused = read(&world, &format!("{path}/pauses")).await;
        assert_eq!((&paused[0]["waits_for"], &paused[0]["ended_at"]), (&json!("client"), &Value::Null));

        let orders = read(&world, "/api/v1/cases/orders").await;
        assert_eq!((&orders[0]["case"], &orders[0]["is_agreed"]), (&json!(id.to_string()), &json!(false)));
        assert!(!orders[0]["faults"].as_array().unwrap().is_empty(), "{orders}");

        let slip = call(&world, &format!("{path}/receipt"), "codes", &json!({})).await;
        assert_eq!(call(&world, &format!("{path}/receipt"), "codes", &json!({})).await, slip);
        let door = format!("/i/testa/case/{}", slip["code"].as_str().unwrap());
        world.client("POST", &door, "", &[]).await.expect(StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_client_who_comes_through_a_program_judges_the_answer_and_answers_the_three_questions() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let opened = open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/api/v1/cases/{}", opened.case);
        let by_link = json!({ "code": opened.code });
        let no = json!({ "client": by_link, "is_answer": false, "words": "Kad būs gatavs?" });
        let at = "/api/v1/client/judgement";
        // Nothing was answered yet.
        world.api("POST", at, "", &no.to_string()).await.expect(StatusCode::CONFLICT);
        call(&world, &format!("{path}/answer"), "", &json!({ "text": "Deklarēts." })).await;
        let wordless = json!({ "client": by_link, "is_answer": false }).to_string();
        world.api("POST", at, "", &wordless).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let case = call(&world, at, "no", &no).await;
        assert_eq!(case["status"], "open");
        assert_eq!(call(&world, at, "no", &no).await["version"], case["version"]);
        let said = read(&world, &format!("{path}/survey")).await;
        assert_eq!(
            (&said["judged"][0]["is_answer"], &said["judged"][0]["words"]),
            (&json!(false), &json!("Kad būs gatavs?"))
        );

        // What was said stands for the answer it was said of.
        world.later(60).await;
        call(&world, &format!("{path}/answer"), "", &json!({ "text": "Rīt." })).await;
        let short = json!({ "short_code": opened.short_code, "contact": "26123456" });
        call(&world, at, "", &json!({ "client": short, "is_answer": true })).await;
        let three = json!({ "client": short, "ease": 8, "fair": "partly", "words": "Paldies." });
        call(&world, "/api/v1/client/survey", "three", &three).await;
        let said = read(&world, &format!("{path}/survey")).await;
        assert_eq!((&said["survey"]["ease"], &said["survey"]["fair"]), (&json!(8), &json!("partly")));
        world.api("POST", "/api/v1/client/survey", "", &three.to_string()).await.expect(StatusCode::CONFLICT);

        let other = json!({ "short_code": opened.short_code, "contact": "20000000" });
        let wrong = json!({ "client": other, "is_answer": true }).to_string();
        world.api("POST", at, "", &wrong).await.expect(StatusCode::NOT_FOUND);
        let none = json!({ "client": {}, "is_answer": true }).to_string();
        world.api("POST", at, "", &none).await.expect(StatusCode::BAD_REQUEST);
    })
    .await;
}
