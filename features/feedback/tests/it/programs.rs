//! Other programs keep the registers for the employees whom they name, and see no more than their tokens and those say.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};
use solits_cases::Kind;
use solits_db::sql;
use solits_testkit::{
    browser::{ask, count_entries},
    on_both,
};
use solits_web::hash_secret;
use uuid::Uuid;

use crate::{NOT_FOUND, Who, World, higher::answered};

/// The programs: one that does everything, one that only acts, one that knows nothing of feedback.
const KEEPER: &str = "keeper";
const WRITER: &str = "writer";
const STRANGER: &str = "stranger";

async fn with_tokens(world: &World) {
    let mut tx = world.write().await;
    for (number, name, scopes) in [
        (31, KEEPER, "feedback.read feedback.write cases.read"),
        (32, WRITER, "feedback.write"),
        (33, STRANGER, "cases.read"),
    ] {
        sql!("INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, $3, $4, $5, 0)")
            .bind(Uuid::from_u128(number))
            .bind(name)
            .bind(hash_secret(name))
            .bind(scopes)
            .run(&mut tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn go(
    world: &World,
    token: &str,
    method: &str,
    path: &str,
    sent: (&str, Value),
) -> (StatusCode, Value) {
    let (key, body) = sent;
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1/feedback{path}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key)
        .body(if method == "GET" { Body::empty() } else { Body::from(body.to_string()) })
        .unwrap();
    let answer = ask(world.router(), request).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
}

async fn get(world: &World, token: &str, path: &str) -> (StatusCode, Value) {
    go(world, token, "GET", path, ("", Value::Null)).await
}

async fn post(world: &World, path: &str, key: &str, body: Value) -> (StatusCode, Value) {
    go(world, KEEPER, "POST", path, (key, body)).await
}

/// The same for a step that is taken.
async fn taken(world: &World, path: &str, key: &str, body: Value) -> Value {
    let (status, answer) = post(world, path, key, body).await;
    assert_eq!(status, StatusCode::OK, "{path}: {answer}");
    answer
}

fn id(world: &World, who: Who) -> String {
    world.id(who).to_string()
}

fn complaint(world: &World) -> Value {
    json!({ "by": id(world, Who::Katrina), "kind": "complaint", "channel": "phone",
        "branch": world.fixture.branch.to_string(), "subject": "Ilgi gaidīju pie Annas",
        "text": "Gaidīju stundu.", "client_name": "Jānis Kalniņš", "client_contact": "janis@klients.example" })
}

fn finding(world: &World, by: Who) -> Value {
    json!({ "by": id(world, by), "finding": "justified", "facts": "Klients gaidīja stundu.", "heard": true,
        "other_side": "Sistēma nedarbojās.", "cause_kind": "systems", "cause": "Nebija zināms, kā strādāt bez tās.",
        "measures": [{ "what": "Lapa pie letes.", "owner": id(world, Who::Ilze), "due": "2026-12-01" }] })
}

#[tokio::test]
async fn a_program_takes_a_complaint_through_the_ladder_to_its_end_and_the_figures_count_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        with_tokens(&world).await;
        let opened = taken(&world, "", "new", complaint(&world)).await;
        assert_eq!(opened["status"], "to_register", "{opened}");
        let mut letter = complaint(&world);
        letter["channel"] = json!("letter");
        let refused = post(&world, "", "letter", letter).await;
        assert_eq!(
            refused.0,
            StatusCode::UNPROCESSABLE_ENTITY,
            "letters are taken in elsewhere: {}",
            refused.1
        );
        let again = taken(&world, "", "new", complaint(&world)).await;
        assert_eq!((&again["id"], &again["code"]), (&opened["id"], &opened["code"]), "one key, one case");
        let case = format!("/{}", opened["id"].as_str().unwrap());

        let register = json!({ "by": id(&world, Who::Katrina),
            "concerns": { "what": "employee", "employee": id(&world, Who::Anna) } });
        let state = taken(&world, &format!("{case}/register"), "register", register).await;
        assert_eq!(
            (&state["status"], &state["owner"]),
            (&json!("examined"), &json!(id(&world, Who::Boriss)))
        );
        assert_eq!(state["decides"]["employees"], json!([id(&world, Who::Boriss)]), "adazi 14: the manager");

        // A finding without what removes its cause is none, and whoever does not decide does not rule.
        let examine = format!("{case}/examine");
        let mut half = finding(&world, Who::Boriss);
        half["measures"] = json!([]);
        assert_eq!(post(&world, &examine, "half", half).await.0, StatusCode::CONFLICT);
        let mut past = finding(&world, Who::Boriss);
        past["measures"][0]["due"] = json!("2026-11-01");
        assert_eq!(post(&world, &examine, "past", past).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        let other = post(&world, &examine, "other", finding(&world, Who::Katrina)).await;
        assert_eq!(other.0, StatusCode::CONFLICT, "{}", other.1);
        for _ in 0..2 {
            let state = taken(&world, &examine, "examine", finding(&world, Who::Boriss)).await;
            assert_eq!(state["status"], "to_tell", "{state}");
        }
        let entries = count_entries(&world.db, world.fixture.scope(), "feedback.examined").await;
        assert_eq!(entries, 1, "a repeated key rules once");

        // A step decided on an older version is not taken.
        let by = json!({ "by": id(&world, Who::Boriss) });
        let outdated = json!({ "by": id(&world, Who::Boriss), "version": 1 });
        assert_eq!(post(&world, &format!("{case}/told"), "stale", outdated).await.0, StatusCode::CONFLICT);
        assert_eq!(taken(&world, &format!("{case}/told"), "told", by).await["status"], "told");
        let check = json!({ "by": id(&world, Who::Boriss), "effect": "done" });
        taken(&world, &format!("{case}/measures/0"), "check", check).await;

        let reception = json!({ "by": id(&world, Who::Boriss), "text": "Piedāvājam tikšanos.",
            "place": "12. kabinets", "times": ["2026-11-26T12:00:00Z"] });
        taken(&world, &format!("{case}/reception"), "reception", reception).await;
        let next = json!({ "by": id(&world, Who::Boriss), "asked_by": "client", "request": "Neesmu mierā." });
        let state = taken(&world, &format!("{case}/next"), "next", next).await;
        assert_eq!(state["owner"], json!(id(&world, Who::Dace)), "adazi 14: above the head of a unit");
        let mut partly = finding(&world, Who::Dace);
        partly["finding"] = json!("partly_justified");
        taken(&world, &examine, "examine2", partly).await;
        let by = json!({ "by": id(&world, Who::Dace) });
        taken(&world, &format!("{case}/told"), "told2", by).await;
        let close = json!({ "by": id(&world, Who::Dace), "because": "settled", "text": "Vienojāmies." });
        assert_eq!(taken(&world, &format!("{case}/close"), "close", close).await["status"], "closed");

        let (_, whole) = get(&world, KEEPER, &case).await;
        let rungs = whole["rungs"].as_array().unwrap();
        assert_eq!(rungs.len(), 2, "{whole}");
        assert_eq!(rungs[0]["ruling"]["measures"][0]["effect"], "done", "{whole}");
        assert_eq!(
            (&rungs[1]["asked_by"], &rungs[1]["request"]),
            (&json!("client"), &json!("Neesmu mierā."))
        );
        assert_eq!(rungs[1]["ruling"]["finding"], "partly_justified");
        assert_eq!(whole["reception"]["times"], json!(["2026-11-26T12:00:00.000Z"]));
        assert_eq!((&whole["closed_because"], &whole["status"]), (&json!("settled"), &json!("closed")));
        assert_eq!(whole["concerns"]["employee"], json!(id(&world, Who::Anna)));
        let (_, figures) = get(&world, KEEPER, "/figures").await;
        assert_eq!(
            figures["justified_by_employee"],
            json!([{ "of": id(&world, Who::Anna), "count": 1 }]),
            "{figures}"
        );
        assert_eq!(figures["justified_by_month"], json!([{ "of": "2026-11", "count": 1 }]));
        assert_eq!(figures["by_channel"][0]["complaints"], 1);
    })
    .await;
}

#[tokio::test]
async fn whom_a_complaint_concerns_is_not_acted_for_and_a_program_without_the_scope_sees_no_register() {
    on_both(|database| async move {
        let world = World::new(database).await;
        with_tokens(&world).await;
        let case = world.came(Kind::Complaint, "Boriss kliedza", Who::Katrina).await.case;
        world.register(Who::Katrina, case, Who::Boriss).await.taken();
        let version = world.version(case).await;
        // Boriss, whom it concerns, and Anna, who works under him: as on their own pages there is no such thing.
        for who in [Who::Boriss, Who::Anna] {
            for (step, mut body) in [
                ("told", json!({})),
                ("close", json!({ "because": "withdrawn", "text": "x" })),
                ("next", json!({ "asked_by": "handler" })),
                ("register", json!({ "concerns": { "what": "other" } })),
            ] {
                body["by"] = json!(id(&world, who));
                let (status, answer) = post(&world, &format!("/{case}/{step}"), "", body).await;
                assert_eq!(status, NOT_FOUND, "{who:?} {step}: {answer}");
            }
        }
        assert_eq!(world.version(case).await, version, "nothing was changed");
        // Whoever is not named, or does not work here, takes no step.
        let nobody = post(&world, &format!("/{case}/told"), "", json!({})).await;
        assert_eq!(nobody.0, StatusCode::UNPROCESSABLE_ENTITY, "{}", nobody.1);

        let (status, listed) = get(&world, KEEPER, "?kind=complaint&status=examined").await;
        assert_eq!(
            (status, listed["feedback"].as_array().map(Vec::len)),
            (StatusCode::OK, Some(1)),
            "{listed}"
        );
        assert_eq!(listed["feedback"][0]["owner"], json!(id(&world, Who::Dace)));
        let (_, none) = get(&world, KEEPER, &format!("?kind=complaint&before={case}")).await;
        assert_eq!(none["feedback"], json!([]), "nothing stands below the last line");
        let (_, earlier) = get(&world, KEEPER, "?kind=complaint&to=2026-11-15").await;
        assert_eq!(earlier["feedback"], json!([]));
        for token in [WRITER, STRANGER] {
            for path in [String::new(), "/figures".to_owned(), format!("/{case}")] {
                assert_eq!(get(&world, token, &path).await.0, StatusCode::FORBIDDEN, "{token} {path}");
            }
        }
        // What a token does not show is not there for it, whoever it names.
        let told = json!({ "by": id(&world, Who::Dace) });
        let hidden = go(&world, WRITER, "POST", &format!("/{case}/told"), ("", told)).await;
        assert_eq!(hidden.0, NOT_FOUND, "{}", hidden.1);
    })
    .await;
}

/// K-05; what was changed is published by a keeper, in words that name nobody.
#[tokio::test]
async fn a_program_decides_on_a_suggestion_and_publishes_it_for_a_keeper_without_names() {
    on_both(|database| async move {
        let world = World::new(database).await;
        with_tokens(&world).await;
        let mut wanted = complaint(&world);
        wanted["kind"] = json!("suggestion");
        wanted["concerns"] = json!({ "what": "other" });
        let opened = taken(&world, "", "new", wanted).await;
        assert_eq!(opened["status"], "examined", "{opened}");
        let case = format!("/{}", opened["id"].as_str().unwrap());
        let ruling = json!({ "by": id(&world, Who::Katrina), "verdict": "taken_up", "reasons": "Labi.",
            "measures": [{ "what": "Nolikt soliņu.", "owner": id(&world, Who::Boriss), "due": "2026-12-15" }] });
        taken(&world, &format!("{case}/examine"), "examine", ruling).await;
        let publish = |by: Who, lv: &str| json!({ "by": id(&world, by), "lv": lv });
        let path = format!("{case}/publish");
        for (by, words) in [(Who::Anna, "Ir soliņš."), (Who::Katrina, "Anna Bērziņa nolika soliņu.")] {
            let (status, answer) = post(&world, &path, "", publish(by, words)).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        }
        taken(&world, &path, "publish", publish(Who::Katrina, "Pie durvīm ir soliņš.")).await;
        let (_, whole) = get(&world, KEEPER, &case).await;
        assert_eq!(whole["published"]["lv"], "Pie durvīm ir soliņš.", "{whole}");
        assert_eq!(whole["rungs"][0]["ruling"]["verdict"], "taken_up");
        world.get(Who::Boriss, "/feedback/mine").await.shows("Nolikt soliņu.");
    })
    .await;
}

/// What an author sends through a portal of the institution.
async fn author(world: &World, token: &str, path: &str, key: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::builder()
        .method("POST")
        .uri(format!("/api/v1/client{path}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key)
        .body(Body::from(body.to_string()))
        .unwrap();
    let answer = ask(world.router(), request).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
}

#[tokio::test]
async fn an_author_who_comes_through_a_program_chooses_a_time_and_asks_for_the_next_rung() {
    on_both(|database| async move {
        let world = World::new(database).await;
        with_tokens(&world).await;
        let opened = answered(&world).await;
        let case = format!("/{}", opened.case);
        let reception = json!({ "by": id(&world, Who::Boriss), "text": "Piedāvājam tikšanos.",
            "place": "12. kabinets", "times": ["2026-11-26T12:00:00Z"] });
        taken(&world, &format!("{case}/reception"), "", reception).await;
        let client = json!({ "code": opened.code });
        let other = json!({ "client": client, "time": "2026-11-26T13:00:00Z" });
        assert_eq!(author(&world, KEEPER, "/reception", "", &other).await.0, StatusCode::CONFLICT);
        let time = json!({ "client": client, "time": "2026-11-26T12:00:00Z" });
        assert_eq!(author(&world, WRITER, "/reception", "", &time).await.0, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            let (status, state) = author(&world, KEEPER, "/reception", "time", &time).await;
            assert_eq!(status, StatusCode::OK, "{state}");
        }
        let (_, whole) = get(&world, KEEPER, &case).await;
        assert_eq!(whole["reception"]["chosen"], "2026-11-26T12:00:00.000Z");

        let wrong = json!({ "client": { "code": "AAAA" }, "request": "Neesmu mierā." });
        assert_eq!(author(&world, KEEPER, "/higher", "", &wrong).await.0, StatusCode::NOT_FOUND);
        let higher = json!({ "client": client, "request": "Neesmu mierā." });
        for _ in 0..2 {
            let (status, state) = author(&world, KEEPER, "/higher", "higher", &higher).await;
            assert_eq!((status, &state["owner"]), (StatusCode::OK, &json!(id(&world, Who::Dace))), "{state}");
        }
        assert_eq!(author(&world, KEEPER, "/higher", "", &higher).await.0, StatusCode::CONFLICT);
        let (_, whole) = get(&world, KEEPER, &case).await;
        assert_eq!(whole["rungs"][1]["request"], "Neesmu mierā.", "{whole}");
    })
    .await;
}
