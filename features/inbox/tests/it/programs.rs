//! Other programs read the list, take cases for the employee whom they name, and keep the call-backs.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};
use solits_cases::{Kind, Status};
use solits_db::sql;
use solits_kernel::CaseId;
use solits_testkit::{
    browser::{self, Answer},
    on_both,
};

use crate::{NAMES, World};

async fn call_as(
    world: &World,
    token: &str,
    method: &str,
    path: &str,
    key: &str,
    body: &Value,
) -> (StatusCode, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key)
        .body(if method == "GET" { Body::empty() } else { Body::from(body.to_string()) })
        .unwrap();
    let Answer { status, body, .. } = browser::ask(world.router(), request).await;
    (status, serde_json::from_str(&body).unwrap_or(Value::String(body)))
}

async fn post(world: &World, path: &str, key: &str, body: &Value) -> (StatusCode, Value) {
    call_as(world, "program", "POST", path, key, body).await
}

async fn get(world: &World, path: &str) -> Value {
    let (status, body) = call_as(world, "program", "GET", path, "", &Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    body
}

/// A case as a program names it that has just read it.
async fn pick(world: &World, case: CaseId) -> Value {
    let case = world.read(case).await;
    json!({ "case": case.id.to_string(), "owner": case.owner.to_string(), "version": case.version })
}

fn subjects(list: &Value) -> Vec<&str> {
    list["cases"].as_array().unwrap().iter().filter_map(|one| one["subject"].as_str()).collect()
}

#[tokio::test]
async fn the_list_is_by_what_is_due_first_and_says_why_and_who_writes() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.case(0, "Bez termiņa", Kind::Question, false).await;
        let due = world.case(0, "Ar termiņu", Kind::Order, true).await;
        world.case(2, "Citas daļas", Kind::Order, true).await;
        world.case(0, "Sūdzība", Kind::Complaint, false).await;
        let at = format!("/inbox/presence/{due}");
        world.post("bruno", &at, &[("doing", "writes")]).await;
        let (anna, bruno) = (world.person(0).to_string(), world.person(1).to_string());
        let mine = get(&world, &format!("/api/v1/inbox?view=mine&employee={anna}")).await;
        // A complaint is not there for a program without `feedback.read`.
        assert_eq!(subjects(&mine), ["Ar termiņu", "Bez termiņa"], "{mine}");
        let first = &mine["cases"][0];
        assert_eq!((&first["owner"], &first["owner_name"]), (&json!(anna), &json!(NAMES[0])));
        assert!(first["due_at"].is_string() && !first["why"].as_str().unwrap().is_empty(), "{first}");
        assert_eq!(first["present"], json!([{ "employee": bruno, "name": NAMES[1], "doing": "writes" }]));
        assert!(mine["cases"][1]["due_at"].is_null() && mine["next"].is_null());
        let all = get(&world, "/api/v1/inbox?view=all&kind=order&q=citas").await;
        assert_eq!(subjects(&all), ["Citas daļas"]);
        assert!(subjects(&get(&world, "/api/v1/inbox?view=late").await).is_empty());
        world.away(2, None).await;
        assert_eq!(subjects(&get(&world, "/api/v1/inbox?view=unassigned").await), ["Citas daļas"]);
        // Whose list it is has to be said, and what is not understood is not passed over in silence.
        for (query, status) in
            [("view=mine", 422), ("view=theirs", 400), ("view=colleagues", 400), ("channel=pigeon", 400)]
        {
            let path = format!("/api/v1/inbox?{query}");
            assert_eq!(call_as(&world, "program", "GET", &path, "", &Value::Null).await.0, status, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_long_list_is_read_in_pieces_each_case_once() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for number in 0..53 {
            world.case(0, &format!("Lieta {number}"), Kind::Question, number % 2 == 0).await;
        }
        let first = get(&world, "/api/v1/inbox?view=all").await;
        assert_eq!(subjects(&first).len(), 50);
        let next = first["next"].as_str().unwrap();
        let second = get(&world, &format!("/api/v1/inbox?view=all&after={next}")).await;
        assert!(second["next"].is_null());
        let mut found: Vec<&str> = subjects(&first).into_iter().chain(subjects(&second)).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), 53);
    })
    .await;
}

#[tokio::test]
async fn of_two_programs_that_take_a_case_at_once_one_gets_it_and_the_other_is_told_who_has_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(3, "Steidzama lieta", Kind::Question, false).await;
        let seen = pick(&world, case).await;
        let claim = |n: usize| json!({ "employee": world.person(n).to_string(), "cases": [seen.clone()] });
        let (anna, bruno) = (claim(0), claim(1));
        let path = "/api/v1/inbox/claim";
        let (one, other) = tokio::join!(post(&world, path, "A", &anna), post(&world, path, "B", &bruno));
        let owner = world.read(case).await.owner.to_string();
        let outcomes: Vec<&Value> = [&one.1, &other.1].into_iter().map(|body| &body["cases"][0]).collect();
        let done: Vec<_> = outcomes.iter().filter(|one| one["outcome"] == "done").collect();
        let slower: Vec<_> = outcomes.iter().filter(|one| one["outcome"] == "faster").collect();
        assert_eq!((done.len(), slower.len()), (1, 1), "{one:?} {other:?}");
        assert_eq!((&slower[0]["owner"], &slower[0]["is_done"]), (&json!(owner), &json!(false)));
        let name = NAMES[usize::from(owner == world.person(1).to_string())];
        assert!(slower[0]["why"].as_str().unwrap().contains(name), "{slower:?}");
        // Neither key takes it once more.
        assert_eq!(post(&world, path, "A", &anna).await.1, one.1);
        assert_eq!(post(&world, path, "B", &bruno).await.1, other.1);
        assert_eq!(world.entries("case.assigned").await, 1);
    })
    .await;
}

#[tokio::test]
async fn several_are_given_on_by_a_program_and_taken_back_for_whoever_did_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let one = world.case(0, "Pirmā", Kind::Question, false).await;
        let two = world.case(0, "Otrā", Kind::Question, false).await;
        let complaint = world.case(0, "Sūdzība", Kind::Complaint, false).await;
        let anna = world.person(0).to_string();
        let picks = [pick(&world, one).await, pick(&world, two).await, pick(&world, complaint).await];
        let mut given = json!({ "employee": anna, "act": "assign", "cases": picks });
        let (status, problem) = post(&world, "/api/v1/inbox/bulk", "", &given).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        given["colleague"] = json!(world.person(1).to_string());
        let (status, done) = post(&world, "/api/v1/inbox/bulk", "K", &given).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        // What is not there for the program is not named either.
        assert_eq!(done["cases"].as_array().map(Vec::len), Some(2), "{done}");
        assert_eq!(world.read(one).await.owner, world.person(1));
        assert_eq!(world.read(complaint).await.owner, world.person(0));
        let back = json!({ "employee": anna, "batch": done["batch"] });
        let other = json!({ "employee": world.person(1).to_string(), "batch": done["batch"] });
        assert_eq!(post(&world, "/api/v1/inbox/undo", "", &other).await.0, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            let (status, undone) = post(&world, "/api/v1/inbox/undo", "", &back).await;
            assert_eq!(
                (status, &undone["cases"][0]["outcome"]),
                (StatusCode::OK, &json!("back")),
                "{undone}"
            );
        }
        assert_eq!(world.read(one).await.owner, world.person(0));
        assert_eq!(world.entries("case.assigned").await, 4);
        // Closing waits until it can no longer be taken back.
        let close = json!({ "employee": anna, "act": "close", "reason": "Klients atsauca.",
            "cases": [pick(&world, two).await] });
        let (_, held) = post(&world, "/api/v1/inbox/bulk", "", &close).await;
        assert_eq!(held["cases"][0]["outcome"], "held", "{held}");
        world.later(21).await;
        world.keep().await;
        assert_eq!(world.read(two).await.status, Status::Closed);
        world.later(60).await;
        let late = json!({ "employee": anna, "batch": held["batch"] });
        assert_eq!(post(&world, "/api/v1/inbox/undo", "", &late).await.0, StatusCode::CONFLICT);
        let close =
            json!({ "employee": anna, "act": "close", "reason": " ", "cases": [pick(&world, one).await] });
        assert_eq!(post(&world, "/api/v1/inbox/bulk", "", &close).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        let (status, problem) = call_as(&world, "reader", "POST", "/api/v1/inbox/bulk", "", &close).await;
        assert_eq!((status, &problem["right"]), (StatusCode::FORBIDDEN, &json!("cases.write")));
    })
    .await;
}

#[tokio::test]
async fn a_call_back_is_promised_by_a_program_and_ends_with_the_result_of_the_call() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let anna = world.person(0).to_string();
        let wanted = json!({ "phone": "26 123 456", "question": "Kad būs gatava izziņa?", "day": "2026-11-16",
            "time": "15:00", "apology": true, "employee": anna, "branch": world.fixture.branch.to_string() });
        for (field, value) in
            [("phone", json!("112")), ("day", json!("2026-11-15")), ("apology", json!(false))]
        {
            let mut wrong = wanted.clone();
            wrong[field] = value;
            let (status, problem) = post(&world, "/api/v1/callbacks", "", &wrong).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
            assert!(problem["detail"].as_str().unwrap().contains(&format!("{field}: ")), "{problem}");
        }
        let (status, made) = post(&world, "/api/v1/callbacks", "A", &wanted).await;
        assert_eq!(
            (status, &made["promised_at"]),
            (StatusCode::OK, &json!("2026-11-16T13:00:00.000Z")),
            "{made}"
        );
        assert_eq!(post(&world, "/api/v1/callbacks", "A", &wanted).await.1["id"], made["id"]);
        let open = get(&world, &format!("/api/v1/callbacks?state=open&employee={anna}")).await;
        assert_eq!(open["callbacks"].as_array().map(Vec::len), Some(1));
        assert_eq!(open["callbacks"][0]["phone"], "+37126123456");
        let at = format!("/api/v1/callbacks/{}", made["id"].as_str().unwrap());
        let result = format!("{at}/result");
        // G-28: before anything is told, whoever is on the line is made sure of.
        let mut said = json!({ "result": "reached", "said": "Izziņa būs rīt." });
        assert_eq!(post(&world, &result, "", &said).await.0, StatusCode::BAD_REQUEST);
        for _ in 0..2 {
            let (_, tried) = post(&world, &result, "B", &json!({ "result": "no_answer" })).await;
            assert_eq!((&tried["tries"], &tried["ended_at"]), (&json!(1), &Value::Null), "{tried}");
        }
        said["right_person"] = json!(true);
        let (status, ended) = post(&world, &result, "C", &said).await;
        assert_eq!((status, &ended["result"]), (StatusCode::OK, &json!("reached")), "{ended}");
        assert_eq!(post(&world, &result, "D", &said).await.0, StatusCode::CONFLICT);
        assert_eq!(get(&world, &at).await["tries"], json!(2));
        let case: CaseId = ended["case"].as_str().unwrap().parse().unwrap();
        assert_eq!(world.read(case).await.status, Status::Closed);
        assert_eq!(get(&world, "/api/v1/callbacks?state=open").await["callbacks"], json!([]));
        assert_eq!(get(&world, "/api/v1/callbacks?state=ended").await["callbacks"][0]["id"], made["id"]);
        assert_eq!(world.entries("call.back_made").await, 1);
    })
    .await;
}

/// A call in a case that is not there for a program is not there for it either.
#[tokio::test]
async fn a_call_back_of_a_complaint_is_absent_for_a_program_without_the_scope() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let complaint = world.case(0, "Sūdzība", Kind::Complaint, false).await;
        let (branch, anna) = (world.fixture.branch.to_string(), world.person(0).to_string());
        let case = complaint.to_string();
        let form = [
            ("what", "missed"),
            ("phone", "26 123 456"),
            ("employee", anna.as_str()),
            ("branch", branch.as_str()),
            ("case", case.as_str()),
        ];
        let page = world.post("anna", "/callbacks", &form).await;
        let id = page.taken().split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
        assert_eq!(get(&world, "/api/v1/callbacks").await["callbacks"], json!([]));
        let at = format!("/api/v1/callbacks/{id}");
        assert_eq!(call_as(&world, "program", "GET", &at, "", &Value::Null).await.0, StatusCode::NOT_FOUND);
        let result = json!({ "result": "came", "said": "Bija klāt." });
        assert_eq!(post(&world, &format!("{at}/result"), "", &result).await.0, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_from_the_employee_is_not_there_for_them_by_a_program_either() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(1, "Bruno lieta", Kind::Question, false).await;
        let mut tx = world.db.write(world.scope()).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
            .bind(case)
            .bind(world.person(0))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for act in ["claim", "step", "seen"] {
            let wanted = json!({ "employee": world.person(0).to_string(), "act": act, "step": "Zvanīt klientam",
                "cases": [pick(&world, case).await] });
            let (status, done) = post(&world, "/api/v1/inbox/bulk", "", &wanted).await;
            assert_eq!((status, &done["cases"]), (StatusCode::OK, &json!([])), "{done}");
        }
        let case = world.read(case).await;
        assert_eq!((case.owner, case.version), (world.person(1), 1));
    })
    .await;
}
