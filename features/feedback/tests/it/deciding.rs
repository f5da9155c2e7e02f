//! A complaint, a claim or a suggestion is decided on before its case ends, whichever way somebody tries to end it (K-05,
//! K-09); letters to its author leave all the while.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};
use solits_cases::{Case, Kind, Status};
use solits_db::sql;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::CaseId;
use solits_standard::event::EventKind;
use solits_testkit::{
    browser::{Answer, ask, count_entries},
    on_both,
};
use solits_web::hash_secret;
use uuid::Uuid;

use crate::{Who, World, monday};

type Fields<'a> = [(&'a str, &'a str)];

/// What ends a case on its own pages.
const ENDS: [(&str, &Fields<'static>); 3] = [
    ("close", &[("reason", "Klients vairs neatbild.")]),
    ("answer", &[("text", "Pārbaudījām.")]),
    ("refuse", &[("reasons", "Nav pamata."), ("next", "Lēmumu var apstrīdēt.")]),
];

/// A letter to the author, on paper.
const LETTER: &Fields<'static> = &[
    ("subject", "Par Jūsu vēstuli"),
    ("opening", "Labdien!\nAtbildam uz Jūsu vēstuli."),
    ("main", "Lūdzu, precizējiet, kurā dienā tas notika."),
    ("ending", "Paldies!"),
    ("reread", "1"),
    ("print", "1"),
    ("postal", "Jānis Kalniņš\nLiepu iela 1, Rīga"),
];

async fn read(world: &World, case: CaseId) -> Case {
    let mut tx = world.write().await;
    solits_cases::find(&mut tx, case).await.unwrap().unwrap()
}

async fn status(world: &World, case: CaseId) -> Status {
    read(world, case).await.status
}

/// Does something on a page of a case, in its present version.
async fn does(world: &World, who: Who, case: CaseId, what: &str, values: &Fields<'_>) -> Answer {
    let version = read(world, case).await.version.to_string();
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(values);
    world.post(who, &format!("/cases/{case}/{what}"), &all).await
}

/// A complaint about Anna, which lies with her manager.
async fn a_complaint(world: &World) -> CaseId {
    let case = world.came(Kind::Complaint, "Par Annu", Who::Katrina).await.case;
    world.register(Who::Katrina, case, Who::Anna).await.taken();
    case
}

/// The keeper of the registers decides on a suggestion.
async fn is_not_taken_up(world: &World, case: CaseId) {
    let version = world.version(case).await;
    let values = [("version", version.as_str()), ("what", "other")];
    world.post(Who::Katrina, &format!("/feedback/{case}/register"), &values).await.taken();
    let version = world.version(case).await;
    let values = [
        ("version", version.as_str()),
        ("verdict", "not_taken_up"),
        ("reasons", "Pie durvīm soliņam nav vietas."),
    ];
    world.post(Who::Katrina, &format!("/feedback/{case}/examine"), &values).await.taken();
}

#[tokio::test]
async fn a_complaint_ends_on_no_page_of_its_case_before_somebody_has_decided_on_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = a_complaint(&world).await;
        let (page, register) = (format!("/cases/{case}"), format!("/feedback/{case}"));
        for (what, values) in ENDS {
            let refused = does(&world, Who::Boriss, case, what, values).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{what}: {}", refused.body);
            refused.shows("vēl nav lemts").shows(&register);
        }
        assert_eq!(status(&world, case).await, Status::Open);
        // What would be refused is not offered; the way to the decision is.
        let offered = world.get(Who::Boriss, &page).await;
        offered.shows(&format!("href=\"{register}\"")).shows(&format!("{page}/reply"));
        for (what, _) in ENDS {
            offered.hides(&format!("{page}/{what}\""));
        }
        let given = world.get(Who::Boriss, &format!("{page}/letters/given")).await;
        given.shows(&format!("href=\"{register}\"")).hides("name=\"given_on\"");
        world.get(Who::Boriss, &format!("{page}/letters")).await.hides("/letters/given");

        world.examine(Who::Boriss, case, "unjustified").await.taken();
        let offered = world.get(Who::Boriss, &page).await;
        for (what, _) in ENDS {
            offered.shows(&format!("{page}/{what}\""));
        }
        does(&world, Who::Boriss, case, "answer", ENDS[1].1).await.taken();
        does(&world, Who::Boriss, case, "close", &[]).await.taken();
        assert_eq!(status(&world, case).await, Status::Closed);
        world.keep().await;
        world.get(Who::Katrina, "/feedback?kind=complaint&status=told").await.shows("Par Annu");
    })
    .await;
}

#[tokio::test]
async fn a_suggestion_is_refused_only_with_a_decision_and_praise_and_questions_end_as_before() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let suggestion = world.came(Kind::Suggestion, "Soliņš pie durvīm", Who::Katrina).await.case;
        for (what, values) in ENDS {
            let refused = does(&world, Who::Katrina, suggestion, what, values).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{what}: {}", refused.body);
        }
        is_not_taken_up(&world, suggestion).await;
        does(&world, Who::Katrina, suggestion, "refuse", ENDS[2].1).await.taken();
        assert_eq!(status(&world, suggestion).await, Status::Answered);
        for kind in [Kind::Praise, Kind::Question] {
            let case = world.came(kind, "Anna palīdzēja", Who::Katrina).await.case;
            world
                .get(Who::Katrina, &format!("/cases/{case}"))
                .await
                .shows(&format!("/cases/{case}/answer\""));
            does(&world, Who::Katrina, case, "answer", ENDS[1].1).await.taken();
            does(&world, Who::Katrina, case, "close", &[]).await.taken();
            assert_eq!(status(&world, case).await, Status::Closed, "{kind:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_its_author_takes_back_ends_without_a_decision_by_its_register() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = a_complaint(&world).await;
        let mut tx = world.write().await;
        let written =
            Entry::new(EventKind::MessageReceived, case, Some(world.fixture.branch)).with("channel", "email");
        let by = Actor { by: By::Client, at: world.app.clock.now() };
        record(&mut tx, &world.app.heart, &by, written).await.unwrap();
        tx.commit().await.unwrap();
        let version = world.version(case).await;
        let values = [
            ("version", version.as_str()),
            ("because", "withdrawn"),
            ("words", "Jūs lūdzāt sūdzību neizskatīt."),
        ];
        world.post(Who::Boriss, &format!("/feedback/{case}/close"), &values).await.taken();
        assert_eq!(status(&world, case).await, Status::Closed);
        let needless = happened(&world, "message.needs_no_answer").await;
        assert_eq!(needless, 1, "what was taken back is owed no answer");
    })
    .await;
}

/// Chooses cases of the list and closes them; what is said then.
async fn close_several(world: &World, cases: &[CaseId]) -> Answer {
    let mut picks = Vec::new();
    for case in cases {
        let case = read(world, *case).await;
        picks.push(format!("{}.{}.{}", case.id, case.version, case.owner));
    }
    let mut form = vec![("act", "close"), ("back", "view=all"), ("reason", "Vairs nav vajadzīgs.")];
    form.extend(picks.iter().map(|pick| ("pick", pick.as_str())));
    let done = world.post(Who::Katrina, "/inbox/bulk", &form).await;
    world.get(Who::Katrina, done.taken()).await
}

/// What was held can no longer be taken back.
async fn half_a_minute_later(world: &World) {
    let now = world.app.clock.now().plus_seconds(30);
    world.app.clock.set(now);
    solits_inbox::keep_inbox(&world.app, world.fixture.institution).await.unwrap();
}

#[tokio::test]
async fn closing_several_leaves_those_that_await_their_decision_and_says_why() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let complaint = world.came(Kind::Complaint, "Par Annu", Who::Katrina).await.case;
        let suggestion = world.came(Kind::Suggestion, "Soliņš pie durvīm", Who::Katrina).await.case;
        let praise = world.came(Kind::Praise, "Anna palīdzēja", Who::Katrina).await.case;
        let question = world.came(Kind::Question, "Cikos strādājat?", Who::Katrina).await.case;
        let told = close_several(&world, &[complaint, suggestion, praise, question]).await;
        told.shows("par to vēl nav lemts");
        for left in [complaint, suggestion] {
            told.shows(&format!("/feedback/{left}"));
        }
        for ended in [praise, question] {
            told.hides(&format!("/feedback/{ended}"));
        }
        half_a_minute_later(&world).await;
        for (case, expected) in [
            (complaint, Status::Open),
            (suggestion, Status::Open),
            (praise, Status::Closed),
            (question, Status::Closed),
        ] {
            assert_eq!(status(&world, case).await, expected);
        }
        is_not_taken_up(&world, suggestion).await;
        close_several(&world, &[suggestion]).await.hides("vēl nav lemts");
        half_a_minute_later(&world).await;
        assert_eq!(status(&world, suggestion).await, Status::Closed);
    })
    .await;
}

/// A call of a program that sees complaints and works on cases.
async fn calls(world: &World, path: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::builder()
        .method("POST")
        .uri(format!("/api/v1{path}"))
        .header(header::AUTHORIZATION, "Bearer course")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    let answer = ask(world.router(), request).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or_default())
}

#[tokio::test]
async fn a_program_ends_a_complaint_only_after_the_decision() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.write().await;
        sql!("INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, 'course', $3, $4, 0)")
            .bind(Uuid::from_u128(41))
            .bind(hash_secret("course"))
            .bind("cases.read cases.write feedback.read")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let case = a_complaint(&world).await;
        let (answer, close) = (json!({ "text": "Pārbaudījām." }), json!({ "reason": "Vairs nav vajadzīgs." }));
        for (what, body) in [("answer", &answer), ("close", &close)] {
            let (refused, problem) = calls(&world, &format!("/cases/{case}/{what}"), body).await;
            assert_eq!(refused, StatusCode::CONFLICT, "{what}: {problem}");
            assert_eq!(problem["type"], "urn:solits:problem:cases-undecided", "{what}: {problem}");
        }
        assert_eq!(status(&world, case).await, Status::Open);
        world.examine(Who::Boriss, case, "unjustified").await.taken();
        for (what, body) in [("answer", &answer), ("close", &close)] {
            let (done, told) = calls(&world, &format!("/cases/{case}/{what}"), body).await;
            assert_eq!(done, StatusCode::OK, "{what}: {told}");
        }
        assert_eq!(status(&world, case).await, Status::Closed);
    })
    .await;
}

/// Writes to the author on paper and gives the letter to the post.
async fn writes(world: &World, case: CaseId) {
    let written = does(world, Who::Boriss, case, "reply", LETTER).await;
    let there = written.taken().strip_suffix("/print").unwrap().to_owned();
    world.post(Who::Boriss, &format!("{there}/posted"), &[]).await.taken();
}

async fn happened(world: &World, kind: &str) -> i64 {
    count_entries(&world.db, world.fixture.scope(), kind).await
}

#[tokio::test]
async fn a_letter_to_the_author_leaves_before_the_decision_and_answers_nothing_until_then() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = a_complaint(&world).await;
        world.get(Who::Boriss, &format!("/cases/{case}/reply")).await.shows(&format!("/feedback/{case}"));
        writes(&world, case).await;
        assert_eq!(status(&world, case).await, Status::Open);
        let counts = (happened(&world, "message.posted").await, happened(&world, "message.answered").await);
        assert_eq!(counts, (1, 0), "a letter, and no answer");
        assert_eq!(happened(&world, "case.answered").await, 0);

        world.examine(Who::Boriss, case, "unjustified").await.taken();
        writes(&world, case).await;
        assert_eq!(status(&world, case).await, Status::Answered);
        assert_eq!(happened(&world, "message.answered").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_complaint_becomes_part_of_an_open_one_and_a_suggestion_of_no_question() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let first = world.came(Kind::Complaint, "Par Annu", Who::Katrina).await;
        let second = world.came(Kind::Complaint, "Vēlreiz par Annu", Who::Katrina).await.case;
        let suggestion = world.came(Kind::Suggestion, "Soliņš pie durvīm", Who::Katrina).await.case;
        let question = world.came(Kind::Question, "Cikos strādājat?", Who::Katrina).await;
        let into = [("into", question.reference.as_str()), ("merge_reason", "Par to pašu.")];
        let refused = does(&world, Who::Katrina, suggestion, "merge", &into).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
        assert_eq!(status(&world, suggestion).await, Status::Open);
        let into = [("into", first.reference.as_str()), ("merge_reason", "Par to pašu.")];
        does(&world, Who::Katrina, second, "merge", &into).await.taken();
        assert_eq!(status(&world, second).await, Status::Closed);
        assert_eq!(status(&world, first.case).await, Status::Open);
    })
    .await;
}

/// H-19: what is not ours to decide goes to the body that is competent, and its line in the register ends with that.
#[tokio::test]
async fn a_complaint_that_is_passed_on_to_another_body_ends_in_its_register_too() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = a_complaint(&world).await;
        let values = [
            ("way", "elsewhere"),
            ("body", "Latvijas Valsts ceļi"),
            ("contacts", "tālr. 67028169"),
            ("matter", "Valsts autoceļš."),
            ("named", "1"),
        ];
        does(&world, Who::Boriss, case, "letters/forward", &values).await.taken();
        assert_eq!(status(&world, case).await, Status::Closed);
        world.get(Who::Katrina, "/feedback?kind=complaint&status=closed").await.shows("Par Annu");
    })
    .await;
}

/// K-14: the next rung decides anew.
#[tokio::test]
async fn a_complaint_on_the_next_rung_awaits_its_decision_again() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = a_complaint(&world).await;
        world.examine(Who::Boriss, case, "unjustified").await.taken();
        world.app.clock.set(monday().plus_minutes(5));
        does(&world, Who::Boriss, case, "answer", ENDS[1].1).await.taken();
        world.keep().await;
        let version = world.version(case).await;
        let values = [("version", version.as_str()), ("asked_by", "client")];
        world.post(Who::Boriss, &format!("/feedback/{case}/next"), &values).await.taken();
        assert_eq!(world.owner(case).await, Who::Dace);
        let refused = does(&world, Who::Dace, case, "close", ENDS[0].1).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
        world.examine(Who::Dace, case, "unjustified").await.taken();
        does(&world, Who::Dace, case, "answer", ENDS[1].1).await.taken();
        assert_eq!(status(&world, case).await, Status::Answered);
    })
    .await;
}
