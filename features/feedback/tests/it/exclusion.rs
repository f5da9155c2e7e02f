//! Whom a complaint concerns, everybody under them, and whoever stands in for them: nothing of it is there for them.

use solits_access::Look;
use solits_cases::Kind;
use solits_db::{row, sql};
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, day_number};
use solits_testkit::{
    browser::{ask, page},
    on_both,
};

use uuid::Uuid;

use crate::{NOT_FOUND, Who, World, monday};

const SUBJECT: &str = "Boriss uz mani kliedza";

/// A complaint about Boriss that Katrīna registered.
async fn about_the_boss(world: &World) -> CaseId {
    let case = world.came(Kind::Complaint, SUBJECT, Who::Katrina).await.case;
    world.register(Who::Katrina, case, Who::Boriss).await.taken();
    case
}

/// That nothing of a case is there for somebody, wherever they look.
async fn sees_nothing(world: &World, who: Who, case: CaseId) {
    for path in [
        format!("/cases/{case}"),
        format!("/cases/{case}/receipt"),
        format!("/cases/{case}/fragment"),
        format!("/feedback/{case}"),
        format!("/live?topics=case:{case}"),
    ] {
        assert_eq!(world.get(who, &path).await.status, NOT_FOUND, "{who:?} {path}");
    }
    for path in [
        "/feedback?kind=complaint",
        "/feedback/figures",
        "/cases",
        "/cases?q=Boriss",
        "/cases?q=2026-000001",
        "/cases?list=late",
    ] {
        world.get(who, path).await.hides(SUBJECT).hides(&case.to_string());
    }
    world.get(who, "/feedback?kind=complaint").await.hides("Sūdzības (1)");
    let mut tx = world.seen_by(who).await;
    assert!(solits_cases::find(&mut tx, case).await.unwrap().is_none());
    let of_client =
        solits_cases::list_of_client(&mut tx, "janis@klients.example", monday(), 10).await.unwrap();
    assert!(of_client.is_empty(), "{who:?} {of_client:?}");
    drop(tx);
    let note = [("version", "1"), ("text", "x"), ("audience", "internal")];
    let noted = world.post(who, &format!("/cases/{case}/notes"), &note).await;
    assert_eq!(noted.status, NOT_FOUND);
    let version = world.version(case).await;
    let examined = world.post(who, &format!("/feedback/{case}/told"), &[("version", &version)]).await;
    assert_eq!(examined.status, NOT_FOUND);
}

#[tokio::test]
async fn a_complaint_is_absent_for_whom_it_concerns_and_for_everybody_under_them() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = about_the_boss(&world).await;
        assert_eq!(world.owner(case).await, Who::Dace, "the ladder names the director");
        for who in [Who::Boriss, Who::Anna, Who::Ilze] {
            sees_nothing(&world, who, case).await;
        }
        for who in [Who::Katrina, Who::Dace] {
            world.get(who, &format!("/feedback/{case}")).await.shows(SUBJECT);
            world.get(who, "/feedback?kind=complaint").await.shows(SUBJECT).shows("Sūdzības (1)");
        }
        world.get(Who::Dace, &format!("/cases/{case}")).await.shows(SUBJECT);
    })
    .await;
}

#[tokio::test]
async fn before_it_is_registered_a_complaint_is_there_only_for_its_owner_whoever_took_it_down_and_the_keepers()
 {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.came(Kind::Complaint, SUBJECT, Who::Ilze).await.case;
        assert!(world.is_there(Who::Ilze, case).await && world.is_there(Who::Katrina, case).await);
        for who in [Who::Anna, Who::Boriss, Who::Dace] {
            assert!(!world.is_there(who, case).await, "{who:?}");
        }
        // A question is there for everybody who works on cases.
        let question = world.came(Kind::Question, "Cikos strādājat?", Who::Ilze).await.case;
        assert!(world.is_there(Who::Anna, question).await);
    })
    .await;
}

#[tokio::test]
async fn even_the_keeper_of_the_registers_does_not_see_a_complaint_about_the_keeper() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.came(Kind::Complaint, "Katrīna neatbild", Who::Katrina).await.case;
        // Whoever registers a complaint about themselves loses sight of it, and is led to the register.
        let answer = world.register(Who::Katrina, case, Who::Katrina).await;
        assert!(answer.taken().starts_with("/feedback?kind=complaint"), "{answer:?}");
        sees_nothing(&world, Who::Katrina, case).await;
        assert_ne!(world.owner(case).await, Who::Katrina);
    })
    .await;
}

#[tokio::test]
async fn whoever_stands_in_for_whom_it_concerns_does_not_see_it_while_they_do() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.came(Kind::Complaint, "Anna kļūdījās", Who::Katrina).await.case;
        world.register(Who::Katrina, case, Who::Anna).await.taken();
        assert_eq!(world.owner(case).await, Who::Boriss, "the ladder names the manager");
        world.keep().await;
        // Anna goes away, and Katrīna, who keeps the registers, stands in for her.
        let mut tx = world.write().await;
        sql!(
            "INSERT INTO absences (institution_id, id, employee_id, from_on, until_on, substitute_id)
              VALUES ($1, $2, $3, $4, $4, $5)"
        )
        .bind(Uuid::from_u128(5))
        .bind(world.id(Who::Anna))
        .bind(day_number(monday().day()))
        .bind(world.id(Who::Katrina))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert!(world.is_there(Who::Katrina, case).await);
        world.keep().await;
        assert!(!world.is_there(Who::Katrina, case).await, "she stands in for Anna today");
        world.app.clock.set(monday().plus_minutes(24 * 60));
        world.keep().await;
        assert!(world.is_there(Who::Katrina, case).await, "and tomorrow does not");
    })
    .await;
}

#[tokio::test]
async fn an_open_stream_ends_when_its_case_is_hidden_from_whoever_listens() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.came(Kind::Complaint, SUBJECT, Who::Boriss).await.case;
        let path = format!("/live?topics=case:{case}");
        let request = page(Who::Boriss.name().0, &path);
        let router = world.router();
        // The stream is read until it ends; were it not ended, this would wait for ever.
        let stream = tokio::spawn(async move { ask(router, request).await });
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        world.register(Who::Katrina, case, Who::Boriss).await.taken();
        let ended = tokio::time::timeout(std::time::Duration::from_secs(20), stream).await;
        ended.expect("the stream has ended").unwrap().hides("2026-000001");
    })
    .await;
}

#[tokio::test]
async fn the_record_of_looks_does_not_tell_whom_it_concerns_that_somebody_read_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = about_the_boss(&world).await;
        world.get(Who::Dace, &format!("/feedback/{case}")).await.shows(SUBJECT);
        let mut tx = world.write().await;
        for who in [Who::Boriss, Who::Katrina] {
            sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'administrator')")
                .bind(world.id(who))
                .run(&mut tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let record = "/setup/access-record";
        world.get(Who::Boriss, record).await.hides("2026-000001");
        world.get(Who::Katrina, record).await.shows("2026-000001");
        world.get(Who::Boriss, &format!("{record}?case=2026-000001")).await.shows("Lietas ar šādu numuru nav");
    })
    .await;
}

/// How many cases somebody opened is told of who opened unusually many; a complaint is none of them for whom it concerns.
#[tokio::test]
async fn looks_at_a_complaint_are_not_counted_for_whom_it_concerns() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = about_the_boss(&world).await;
        let question = world.came(Kind::Question, "Cikos strādājat?", Who::Ilze).await.case;
        let mut tx = world.write().await;
        for who in [Who::Boriss, Who::Katrina] {
            solits_testkit::setting::role(&mut tx, world.id(who), "administrator").await;
        }
        // One more than the thirty at which nobody is asked who is new.
        let others = (1..30).map(|number| CaseId::new(Uuid::from_u128(number)));
        let director = Actor { by: By::Employee(world.id(Who::Dace)), at: monday() };
        for opened in others.chain([question, case]) {
            solits_access::record_look(&mut tx, &world.app, &director, Look::Case(opened)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let path = "/setup/access-record?show=unusual&day=2026-11-16";
        world.get(Who::Katrina, path).await.hides("nekā neparasta nav");
        world.get(Who::Boriss, path).await.shows("nekā neparasta nav");
    })
    .await;
}

row! {
    struct Owed { id: Uuid, day: i64 }
}

/// What was promised for a complaint is evidence for everybody but those whom the complaint is hidden from.
#[tokio::test]
async fn evidence_of_promises_does_not_show_a_complaint_to_whom_it_concerns() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = about_the_boss(&world).await;
        let mut tx = world.write().await;
        let owed = sql!(
            "SELECT id, day FROM obligations WHERE institution_id = $1 AND subject_id = $2 AND norm = 'case.answer'"
        );
        let owed = owed.bind(case).optional::<Owed>(&mut tx).await.unwrap().unwrap();
        drop(tx);
        let one = format!("/obligations/{}?day={}", owed.id, owed.day);
        for list in ["/obligations?state=open", "/promises/case.answer/obligations?state=open", "/promises/case.answer/obligations"] {
            world.get(Who::Katrina, list).await.shows(&one);
            world.get(Who::Boriss, list).await.hides(&one);
            world.get(Who::Anna, list).await.hides(&one);
        }
        assert_eq!(world.get(Who::Boriss, &one).await.status, NOT_FOUND);
        assert_eq!(world.get(Who::Katrina, &one).await.status, axum::http::StatusCode::OK);
    })
    .await;
}

/// Another program sees complaints only where its token says so.
#[tokio::test]
async fn a_token_without_the_scope_of_feedback_does_not_see_complaints() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = about_the_boss(&world).await;
        let question = world.came(Kind::Question, "Cikos strādājat?", Who::Ilze).await.case;
        let mut tx = world.write().await;
        for (number, name, scopes) in [(1, "plain", "cases.read"), (2, "trusted", "cases.read feedback.read")] {
            sql!(
                "INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, $3, $4, $5, 0)"
            )
            .bind(Uuid::from_u128(number))
            .bind(name)
            .bind(solits_web::hash_secret(name))
            .bind(scopes)
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let call = async |token: &str, path: &str| {
            let request = axum::http::Request::builder().uri(path).header("authorization", format!("Bearer {token}"));
            ask(world.router(), request.body(axum::body::Body::empty()).unwrap()).await
        };
        call("plain", "/api/v1/cases").await.hides(&case.to_string()).shows(&question.to_string());
        assert_eq!(call("plain", &format!("/api/v1/cases/{case}")).await.status, NOT_FOUND);
        call("trusted", "/api/v1/cases").await.shows(&case.to_string());
        call("trusted", &format!("/api/v1/cases/{case}")).await.shows(SUBJECT);
    })
    .await;
}
