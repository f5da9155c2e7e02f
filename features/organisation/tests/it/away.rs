//! Absences noted by another program.

use serde_json::{Value, json};
use solits_testkit::on_both;

use super::*;

async fn call(world: &World, method: &str, path: &str, key: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", "Bearer staff")
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .body(if method == "GET" { Body::empty() } else { Body::from(body.to_string()) });
    let answer = world.ask(request.unwrap()).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
}

#[tokio::test]
async fn a_program_notes_an_absence_once_for_a_key_and_ends_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at)
             VALUES ($1, $2, 'personāls', $3, 'setup.read setup.write', 0)"
        )
        .bind(Uuid::from_u128(950))
        .bind(hash_secret("staff"))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let [anna, juris] = [world.fixture.employees[0], world.fixture.employees[1]];
        let path = "/api/v1/absences";
        let away = json!({ "employee": juris.to_string(), "from": "2026-11-23", "until": "2026-11-27",
            "substitute": anna.to_string() });
        let (status, first) = call(&world, "POST", path, "A", &away).await;
        assert_eq!(status, StatusCode::OK, "{first}");
        assert_eq!(call(&world, "POST", path, "A", &away).await.1["id"], first["id"]);
        for (field, value) in
            [("until", json!("2026-11-20")), ("from", json!("rīt")), ("substitute", json!(juris.to_string()))]
        {
            let mut wrong = away.clone();
            wrong[field] = value;
            let (status, problem) = call(&world, "POST", path, "", &wrong).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        }
        let mut foreign = away.clone();
        foreign["employee"] = json!(world.other_employee().await.to_string());
        assert_eq!(call(&world, "POST", path, "", &foreign).await.0, StatusCode::NOT_FOUND);

        let (_, listed) = call(&world, "GET", &format!("{path}?employee={juris}"), "", &Value::Null).await;
        assert_eq!(listed["absences"], json!([first]));
        let end = format!("{path}/{}/end", first["id"].as_str().unwrap());
        for _ in 0..2 {
            assert_eq!(call(&world, "POST", &end, "B", &json!({})).await.0, StatusCode::OK);
        }
        assert_eq!(call(&world, "POST", &end, "", &json!({})).await.0, StatusCode::NOT_FOUND);
        assert_eq!(call(&world, "GET", path, "", &Value::Null).await.1["absences"], json!([]));
        assert_eq!(world.journal().await, ["absence.added", "absence.ended"]);
    })
    .await;
}
