//! What hangs on a complaint under a name of its own (a promise made by hand, a question to a colleague, a non-conformity) is
//! absent wherever the complaint is (K-08): from lists, counts and reports by name, on both engines.

use axum::http::StatusCode;
use jiff::civil::date;
use serde_json::{Value, json};
use solits_cases::Kind;
use solits_colleagues::{Ask, OTHER, Report, RequestKind, Whom};
use solits_db::{row, sql};
use solits_journal::{Actor, By};
use solits_kernel::CaseId;
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{LADDER, NOT_FOUND, STANDARD, Who, World};

/// The norms that begin with each, and what would keep them.
const NORMS: [(&str, &str, &str); 3] = [
    ("asked", "internal.asked", "internal.answered"),
    ("found", "feedback.nonconformity_found", "feedback.nonconformity_closed"),
    ("made", "case.promised", "case.promise_kept"),
];

/// The ladder of Ādaži, and a limit of an hour for each of these, which the head of the unit is told of.
fn standard() -> String {
    let norms = NORMS.map(|(id, starts, met_by)| {
        format!(
            r#"
[[norm]]
id = "{id}"
paragraphs = ["7"]
text = {{ lv = "Stundas laikā: {id}.", en = "Within an hour: {id}." }}
kind = "promise"
[norm.promise]
starts = "{starts}"
within = {{ minutes = 60 }}
met_by = ["{met_by}"]
escalate = [{{ to = "unit_head", at_percent = 100 }}]
channel = "all"
"#
        )
    });
    format!("{STANDARD}{LADDER}{}", norms.concat())
}

/// A complaint about Boriss, in which something is promised, a colleague is asked and a non-conformity is reported.
async fn a_complaint_with_everything(world: &World) -> CaseId {
    let case = world.came(Kind::Complaint, "Boriss uz mani kliedza", Who::Katrina).await.case;
    world.register(Who::Katrina, case, Who::Boriss).await.taken();
    let keeper = Actor { by: By::Employee(world.id(Who::Katrina)), at: world.app.clock.now() };
    let mut tx = world.write().await;
    let version = solits_cases::find(&mut tx, case).await.unwrap().unwrap().version;
    let when = (date(2026, 11, 17), None);
    solits_cases::promise(&mut tx, &world.app, &world.program(), (case, version), "Piezvanīsim.", when)
        .await
        .unwrap();
    let question = Ask {
        kind: RequestKind::Question,
        case: Some(case),
        to: Whom::Person(world.id(Who::Dace)),
        topic: "Liepu iela".to_owned(),
        question: "Kas tur notika?".to_owned(),
        checked: String::new(),
        meets_at: None,
        place: String::new(),
        key: String::new(),
    };
    solits_colleagues::ask(&mut tx, &world.app, &keeper, question, &[]).await.unwrap();
    let found = Report {
        kind: OTHER.to_owned(),
        found: "Klientu atstāj bez atbildes.".to_owned(),
        is_possible: false,
        place: String::new(),
        case: Some(case),
        unit: None,
        key: String::new(),
    };
    solits_colleagues::report(&mut tx, &world.app, &keeper, found).await.unwrap();
    tx.commit().await.unwrap();
    case
}

row! {
    struct Owed { id: Uuid, day: i64, norm: String }
}

async fn owed(world: &World) -> Vec<Owed> {
    let mut tx = world.write().await;
    sql!(
        "SELECT id, day, norm FROM obligations WHERE institution_id = $1 AND norm IN ('asked', 'found', 'made') ORDER BY norm"
    )
    .all(&mut tx)
    .await
    .unwrap()
}

/// The measures of a norm as somebody is told of them.
async fn measures(world: &World, who: Who, norm: &str) -> Value {
    let answer = world.get(who, &format!("/api/v1/measures?norm={norm}&from=2026-11-01")).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    body["measures"].clone()
}

#[tokio::test]
async fn no_list_shows_whom_a_complaint_concerns_what_was_promised_asked_or_found_in_it() {
    on_both(|database| async move {
        let world = World::with(database, &standard()).await;
        a_complaint_with_everything(&world).await;
        let owed = owed(&world).await;
        assert_eq!(owed.iter().map(|one| one.norm.as_str()).collect::<Vec<_>>(), ["asked", "found", "made"]);
        for Owed { id, day, norm } in &owed {
            let one = format!("/obligations/{id}?day={day}");
            let of_norm = format!("/promises/{norm}/obligations");
            for list in ["/obligations?state=open".to_owned(), format!("{of_norm}?state=open"), of_norm] {
                world.get(Who::Katrina, &list).await.shows(&one);
                world.get(Who::Boriss, &list).await.hides(&one);
                world.get(Who::Anna, &list).await.hides(&one);
            }
            assert_eq!(world.get(Who::Katrina, &one).await.status, StatusCode::OK, "{norm}");
            assert_eq!(world.get(Who::Boriss, &one).await.status, NOT_FOUND, "{norm}");
        }
    })
    .await;
}

/// The director is told by name; the head, whom it concerns, is passed by.
#[tokio::test]
async fn what_hangs_on_a_complaint_and_runs_late_is_neither_told_to_nor_counted_for_whom_it_concerns() {
    on_both(|database| async move {
        let world = World::with(database, &standard()).await;
        a_complaint_with_everything(&world).await;
        world.late().await;
        assert_eq!(world.told().await, [Who::Dace]);
        world.get(Who::Dace, "/reports").await.shows("Stundas laikā: made.");
        world.get(Who::Boriss, "/reports").await.shows("Jums nekas nav ziņots").hides("Stundas laikā");
        for Owed { id, day, norm } in &owed(&world).await {
            let one = format!("/obligations/{id}?day={day}");
            let broken = format!("/promises/{norm}/obligations?state=breached&from=2026-11-01&to=2026-12-21");
            world.get(Who::Katrina, &broken).await.shows(&one);
            world.get(Who::Boriss, &broken).await.hides(&one);
            assert_eq!(measures(&world, Who::Katrina, norm).await[0]["breached"], 1, "{norm}");
            assert_eq!(measures(&world, Who::Boriss, norm).await, json!([]), "{norm}");
        }
    })
    .await;
}

/// A promise goes on in the case that its own becomes part of, and is there for whoever sees that one.
#[tokio::test]
async fn what_was_promised_follows_its_case_into_another() {
    on_both(|database| async move {
        let world = World::with(database, &standard()).await;
        let complaint = a_complaint_with_everything(&world).await;
        let question = world.came(Kind::Question, "Cikos strādājat?", Who::Ilze).await.case;
        let mut tx = world.write().await;
        solits_journal::hang_promises_on(&mut tx, complaint, question).await.unwrap();
        tx.commit().await.unwrap();
        for Owed { id, day, norm } in &owed(&world).await {
            let status = world.get(Who::Boriss, &format!("/obligations/{id}?day={day}")).await.status;
            let is_there = status == StatusCode::OK;
            assert_eq!(is_there, norm == "made", "{norm}: {status}");
        }
    })
    .await;
}
