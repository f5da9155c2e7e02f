//! The parts of a case for other programs.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};
use solits_cases::{Came, open, open_as};
use solits_kernel::CaseId;
use solits_standard::model::Fact;
use solits_testkit::on_both;

use crate::{
    World,
    parts::{a_case, send},
};

pub(crate) async fn call(world: &World, path: &str, key: &str, body: &Value) -> Value {
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

pub(crate) async fn read(world: &World, path: &str) -> Value {
    let answer = world.api("GET", path, "", "").await.expect(StatusCode::OK);
    serde_json::from_str(&answer.body).unwrap()
}

/// Sends a change that was decided on an earlier state, named by its tag.
async fn decided_on(world: &World, path: &str, tag: &str, body: &Value) -> StatusCode {
    let request = Request::builder()
        .method("POST")
        .uri(path)
        .header(header::AUTHORIZATION, "Bearer portal")
        .header(header::IF_MATCH, tag)
        .body(Body::from(body.to_string()));
    world.answer(request.unwrap()).await.status
}

#[tokio::test]
async fn a_case_goes_its_whole_way_by_a_program() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let colleague = world.fixture.employees[1].to_string();
        let opened = call(
            &world,
            "/api/v1/cases",
            "open",
            &json!({ "kind": "order", "subject": "Dzīvesvietas deklarēšana", "service": world.service.to_string(),
                "branch": world.fixture.branch.to_string(), "owner": world.fixture.employees[0].to_string(),
                "client_contact": "26 123 456", "channel": "portal" }),
        )
        .await;
        let path = format!("/api/v1/cases/{}", opened["id"].as_str().unwrap());
        let owed = read(&world, &format!("{path}/obligations")).await;
        let answer = owed.as_array().unwrap().iter().find(|one| one["norm"] == "case.answer").unwrap();
        assert_eq!((&answer["state"], &answer["limit"]), (&json!("open"), &json!("own")), "{owed}");
        assert!(!answer["why"].as_str().unwrap().is_empty(), "{answer}");
        let steps = [
            ("acknowledge", json!({}), "open"),
            ("assign", json!({ "owner": colleague }), "open"),
            ("delay", json!({ "date": "2026-11-27", "text": "Gaidām reģistra ziņas." }), "open"),
            ("answer", json!({ "text": "Deklarēts.", "way": "phone" }), "answered"),
            ("close", json!({}), "closed"),
            ("reopen", json!({ "reason": "Klients atrada kļūdu." }), "open"),
        ];
        for (version, (step, body, status)) in (2..).zip(&steps) {
            let at = format!("{path}/{step}");
            for _ in 0..2 {
                let case = call(&world, &at, &format!("k-{step}"), body).await;
                assert_eq!((&case["version"], &case["status"]), (&json!(version), &json!(status)), "{step}");
            }
            let mut stale = body.clone();
            stale["version"] = json!(1);
            world.api("POST", &at, "", &stale.to_string()).await.expect(StatusCode::CONFLICT);
            assert_eq!(decided_on(&world, &at, "\"1\"", body).await, StatusCode::PRECONDITION_FAILED, "{step}");
        }
        let case = read(&world, &path).await;
        assert_eq!((&case["owner"], &case["answer"]), (&json!(colleague), &Value::Null));
        let told = read(&world, &format!("{path}/timeline")).await;
        let entries = told["entries"].as_array().unwrap();
        let kinds: Vec<&str> = entries
            .iter()
            .filter_map(|one| one["kind"].as_str().filter(|kind| kind.starts_with("case.")))
            .collect();
        let expected = [
            "case.opened", "case.acknowledged", "case.assigned", "case.delay_told", "case.answered",
            "case.closed", "case.reopened",
        ];
        assert_eq!(kinds, expected, "{told}");
        let answered = entries.iter().find(|one| one["kind"] == "case.answered").unwrap();
        assert_eq!((&answered["by"], &answered["text"]), (&json!("other_program"), &json!("Deklarēts.")));
        assert!(told["next"].is_null() && entries.is_sorted_by_key(|one| one["at"].as_str()), "{told}");
        let rest = read(&world, &format!("{path}/timeline?from={}", entries.len() - 1)).await;
        assert_eq!(rest["entries"].as_array().map(Vec::len), Some(1));
        let owed = read(&world, &format!("{path}/obligations")).await;
        let of_answer: Vec<&Value> = owed
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["norm"] == "case.answer")
            .map(|one| &one["state"])
            .collect();
        assert!(of_answer.contains(&&json!("met")), "{owed}");
    })
    .await;
}

#[tokio::test]
async fn a_program_makes_a_term_of_a_law_longer() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let facts = [("form", "submission"), ("matter", "request"), ("law", "submission")];
        let facts = facts.map(|(name, word)| (name.to_owned(), Fact::Word(word.to_owned())));
        let came = Came { received: None, facts: facts.into() };
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let opened = open_as(&mut tx, &world.app, &world.clerk(), world.an_open(), &came).await.unwrap().case;
        tx.commit().await.unwrap();
        let path = format!("/api/v1/cases/{opened}/extensions");
        let terms = read(&world, &path).await;
        let law = terms.as_array().unwrap().iter().find(|one| one["norm"] == "law.submission-2026").unwrap();
        let extend =
            json!({ "obligation": law["obligation"], "date": "2026-12-16", "reason": "Jāprasa ziņas." });
        let longer = call(&world, &path, "k", &extend).await;
        assert_eq!(call(&world, &path, "k", &extend).await, longer);
        let owed = read(&world, &format!("/api/v1/cases/{opened}/obligations")).await;
        let law = owed.as_array().unwrap().iter().find(|one| one["norm"] == "law.submission-2026").unwrap();
        assert!(law["due_at"].as_str().unwrap().starts_with("2026-12-16"), "{law}");
    })
    .await;
}

/// A person answers for two cases being of one client; the program only says who.
#[tokio::test]
async fn a_program_merges_two_cases_for_the_employee_it_names() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, _) = a_case(&world).await;
        let (other, _) = a_case(&world).await;
        let path = format!("/api/v1/cases/{id}");
        let promise = json!({ "text": "Piezvanīsim", "date": "2026-11-20" });
        call(&world, &format!("{path}/promises"), "p", &promise).await;
        let merge = json!({ "into": other.to_string(), "reason": "Divreiz iesniegts",
            "employee": world.fixture.employees[0].to_string() });
        let stays = call(&world, &format!("{path}/merge"), "m", &merge).await;
        assert_eq!(stays["id"], json!(other.to_string()));
        assert_eq!(call(&world, &format!("{path}/merge"), "m", &merge).await, stays);
        assert_eq!(read(&world, &path).await["status"], "closed");
        let into = format!("/api/v1/cases/{other}");
        assert_eq!(read(&world, &format!("{into}/promises")).await[0]["text"], "Piezvanīsim");
        let told = read(&world, &format!("{into}/timeline")).await;
        let merged =
            told["entries"].as_array().unwrap().iter().find(|one| one["kind"] == "case.merged").unwrap();
        assert_eq!(merged["employee"], json!(world.fixture.employees[0].to_string()));
        assert_eq!(merged["text"], "Divreiz iesniegts");
        let again = world.api("POST", &format!("{path}/merge"), "", &merge.to_string()).await;
        again.expect(StatusCode::CONFLICT).shows("urn:solits:problem:cases-is-merged");
    })
    .await;
}

/// What no other words would help is 409 on the page and for a program alike: one of the cases is closed or is part of
/// another. What the call itself holds is 422.
#[tokio::test]
async fn cases_that_may_not_be_merged_as_they_stand_are_a_conflict_for_a_program_as_on_the_page() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let employee = world.fixture.employees[0].to_string();
        let (first, page) = a_case(&world).await;
        let (merged, _) = a_case(&world).await;
        let (into, _) = a_case(&world).await;
        let (closed, _) = a_case(&world).await;
        let path = |case: CaseId, act: &str| format!("/api/v1/cases/{case}/{act}");
        let merge = |into: CaseId| {
            json!({ "into": into.to_string(), "reason": "Divreiz iesniegts", "is_same_client": true,
                "employee": employee })
        };
        call(&world, &path(merged, "merge"), "m", &merge(into)).await;
        call(&world, &path(closed, "close"), "c", &json!({ "reason": "Kļūda" })).await;
        for (other, number, why) in
            [(merged, "2026-000002", "cases-is-merged"), (closed, "2026-000004", "cases-is-closed")]
        {
            let refused = world.api("POST", &path(first, "merge"), "", &merge(other).to_string()).await;
            refused.expect(StatusCode::CONFLICT).shows(&format!("urn:solits:problem:{why}"));
            let form = [("into", number), ("merge_reason", "Divreiz iesniegts"), ("same_client", "1")];
            send(&world, &page, "/merge", &form).await.expect(StatusCode::CONFLICT);
        }
        let refused = world.api("POST", &path(first, "merge"), "", &merge(first).to_string()).await;
        refused.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("urn:solits:problem:cases-same-case");
    })
    .await;
}

#[tokio::test]
async fn an_interest_is_declared_for_the_employee_whom_the_program_names_and_stands() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.unit_led_by(1).await;
        let (id, page) = a_case(&world).await;
        let (clerk, head) = (world.fixture.employees[0].to_string(), world.fixture.employees[1].to_string());
        let path = format!("/api/v1/cases/{id}");
        let mut declared = json!({ "interest": "personal", "text": "Radinieks." });
        let nobody = world.api("POST", &format!("{path}/conflict"), "", &declared.to_string()).await;
        nobody.expect(StatusCode::UNPROCESSABLE_ENTITY);
        declared["employee"] = json!(clerk);
        for _ in 0..2 {
            let case = call(&world, &format!("{path}/conflict"), "k", &declared).await;
            assert_eq!(case["owner"], json!(head));
        }
        world.staff("GET", &page, &[]).await.expect(StatusCode::NOT_FOUND);
        // Neither does it come back to them, nor do they decide anything about it.
        for (step, body) in [
            ("conflict", declared),
            ("assign", json!({ "owner": clerk })),
            ("merge", json!({ "into": id.to_string(), "reason": "x", "employee": clerk })),
        ] {
            let refused = world.api("POST", &format!("{path}/{step}"), "", &body.to_string()).await;
            refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
    })
    .await;
}

#[tokio::test]
async fn a_program_checks_and_ends_a_part_takes_a_link_away_and_warns_of_a_late_order() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.unit_led_by(1).await;
        let (id, _) = a_case(&world).await;
        let (other, _) = a_case(&world).await;
        let path = format!("/api/v1/cases/{id}");
        let person = json!({ "person": { "role": "applicant", "name": "Ilze Ozola", "phone": "29111222" } });
        call(&world, &format!("{path}/parties"), "", &person).await;
        let parties = read(&world, &format!("{path}/parties")).await;
        let at = format!("{path}/parties/{}", parties[0]["id"].as_str().unwrap());
        world.later(60).await;
        for (step, field) in [("checked", "checked_at"), ("ended", "ended_at")] {
            call(&world, &format!("{at}/{step}"), "", &json!({})).await;
            let parties = read(&world, &format!("{path}/parties")).await;
            assert_eq!(parties[0][field], json!(world.app.clock.now().to_string()));
        }
        world.api("POST", &format!("{at}/checked"), "", "{}").await.expect(StatusCode::NOT_FOUND);
        let link = json!({ "case": other.to_string(), "kind": "related" });
        call(&world, &format!("{path}/links"), "", &link).await;
        call(&world, &format!("{path}/links/{other}/remove"), "u", &json!({})).await;
        call(&world, &format!("{path}/links/{other}/remove"), "u", &json!({})).await;
        assert_eq!(read(&world, &format!("{path}/links")).await, json!([]));
        world
            .api("POST", &format!("{path}/links/{other}/remove"), "", "{}")
            .await
            .expect(StatusCode::NOT_FOUND);
        let late = json!({ "reason": "Reģistrs nedarbojas." });
        let none = world.api("POST", &format!("{path}/order/delay"), "", &late.to_string()).await;
        none.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let order = json!({ "order": { "purpose": "Bankai", "format": "electronic", "place": "portal" } });
        call(&world, &format!("{path}/order"), "", &order).await;
        call(&world, &format!("{path}/order/delay"), "", &late).await;
        world.api("GET", &format!("{path}/timeline"), "", "").await.shows("Reģistrs nedarbojas.");
    })
    .await;
}

#[tokio::test]
async fn what_a_client_says_of_the_answer_is_read_by_a_program_in_their_own_words() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let opened = open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap();
        tx.commit().await.unwrap();
        let path = format!("/api/v1/cases/{}", opened.case);
        let said = read(&world, &format!("{path}/survey")).await;
        assert_eq!(said, json!({ "judged": [], "survey": null }));
        call(&world, &format!("{path}/answer"), "", &json!({ "text": "Deklarēts." })).await;
        let cookie = world.client("POST", &format!("/i/testa/case/{}", opened.code), "", &[]).await.cookie();
        world
            .client("POST", "/i/testa/case/judge", &cookie, &[("answered", "yes")])
            .await
            .expect(StatusCode::SEE_OTHER);
        let three = [("ease", "9"), ("fair", "yes"), ("words", "Paldies.")];
        world.client("POST", "/i/testa/case/survey", &cookie, &three).await.expect(StatusCode::SEE_OTHER);
        let said = read(&world, &format!("{path}/survey")).await;
        assert_eq!(said["judged"][0]["is_answer"], json!(true), "{said}");
        let survey = &said["survey"];
        assert_eq!(
            (&survey["ease"], &survey["fair"], &survey["words"]),
            (&json!(9), &json!("yes"), &json!("Paldies."))
        );
    })
    .await;
}
