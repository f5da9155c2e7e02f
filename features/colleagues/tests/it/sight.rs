//! Whoever a case concerns is never asked about it, and being asked does not show a confidential case.

use axum::http::StatusCode;
use solits_cases::Kind;
use solits_colleagues::{Capacity, ColleagueError, Refusal, Report, act, answer, ask, pass_on, report};
use solits_testkit::on_both;

use crate::{CLERK, DAY, EXPERT, HEAD, SUBSTITUTE, World, roads};

#[tokio::test]
async fn whoever_a_complaint_concerns_cannot_be_asked_about_it_by_any_detour() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(Kind::Complaint).await;
        world.hide(case, SUBSTITUTE).await;
        let refused = |done: Result<_, ColleagueError>| {
            matches!(
                done.map(|_: solits_colleagues::RequestId| ()),
                Err(ColleagueError::Refused(Refusal::Concerned))
            )
        };
        let mut tx = world.write(CLERK).await;
        let direct = world.a_question(SUBSTITUTE, Some(case));
        assert!(refused(ask(&mut tx, &world.app, &world.actor(CLERK), direct, &[]).await));
        drop(tx);
        // Standing in for somebody else does not help.
        world.away(EXPERT, 0, 1, Some(SUBSTITUTE)).await;
        let mut tx = world.write(CLERK).await;
        let standing_in = world.a_question(EXPERT, Some(case));
        assert!(refused(ask(&mut tx, &world.app, &world.actor(CLERK), standing_in, &[]).await));
        drop(tx);
        // Nor does being handed it by somebody who was asked.
        let id = world.ask(HEAD, Some(case)).await;
        let mut tx = world.write(HEAD).await;
        let to = world.employee(SUBSTITUTE);
        let passed = pass_on(&mut tx, &world.app, &world.actor(HEAD), id, 1, to, "").await;
        assert!(matches!(passed, Err(ColleagueError::Refused(Refusal::Concerned))), "{passed:?}");
        drop(tx);
        let form = world
            .form(
                CLERK,
                &format!("/cases/{case}/ask"),
                &[("to", &format!("person:{to}")), ("topic", "Liepu iela"), ("question", "Kas notika?")],
            )
            .await;
        form.refused().shows("lieta attiecas uz viņu").shows("Kas notika?");
    })
    .await;
}

/// An absence that begins later does not open a way either.
#[tokio::test]
async fn standing_in_does_not_show_a_question_of_a_case_that_concerns_the_substitute() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(Kind::Complaint).await;
        world.hide(case, SUBSTITUTE).await;
        let id = world.ask(EXPERT, Some(case)).await;
        world.away(EXPERT, 1, 3, Some(SUBSTITUTE)).await;
        world.later(2 * DAY).await;
        world.page(SUBSTITUTE, "/requests").await.hides("Liepu iela");
        assert_eq!(world.page(SUBSTITUTE, &format!("/requests/{id}")).await.status, StatusCode::NOT_FOUND);
        let mut tx = world.write(SUBSTITUTE).await;
        let done = answer(&mut tx, &world.app, &world.actor(SUBSTITUTE), id, 1, "Nekas.").await;
        assert!(matches!(done, Err(ColleagueError::NotFound)), "{done:?}");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_asked_in_a_confidential_case_sees_the_question_and_not_the_case() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(Kind::Complaint).await;
        world.page(CLERK, &format!("/cases/{case}/ask")).await.shows("Šī lieta ir konfidenciāla");
        let id = world.ask(EXPERT, Some(case)).await;
        let asked = world.page(EXPERT, &format!("/requests/{id}")).await;
        asked
            .shows("Kad remontēs Liepu ielu?")
            .hides("Ielas remonts")
            .hides("Jānis Kalns")
            .hides(&case.to_string());
        // No manager is told of a confidential case.
        world.page(HEAD, "/requests?list=told").await.hides("Liepu iela");
        let not_theirs = world.page(EXPERT, &format!("/cases/{case}/ask")).await;
        assert_eq!(not_theirs.status, StatusCode::NOT_FOUND);
        // The answer comes to the case all the same, and its author still does not see it.
        let answered = world
            .form(EXPERT, &format!("/requests/{id}/answer"), &[("version", "1"), ("text", "Aprīlī.")])
            .await;
        answered.taken();
        world.page(CLERK, &format!("/cases/{case}")).await.shows("Aprīlī.");
        assert_eq!(world.page(EXPERT, &format!("/cases/{case}")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_report_out_of_a_case_passes_by_whom_the_case_concerns() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(Kind::Complaint).await;
        world.hide(case, HEAD).await;
        let mut tx = world.write(CLERK).await;
        let found = Report {
            kind: "order_execution".to_owned(),
            found: "Pasūtījums kavējas.".to_owned(),
            is_possible: false,
            place: format!("/cases/{case}"),
            case: Some(case),
            unit: Some(roads()),
            key: String::new(),
        };
        let id = report(&mut tx, &world.app, &world.actor(CLERK), found).await.unwrap();
        tx.commit().await.unwrap();
        world.page(HEAD, "/nonconformities").await.hides("Pasūtījums kavējas.");
        assert_eq!(world.page(HEAD, &format!("/nonconformities/{id}")).await.status, StatusCode::NOT_FOUND);
        world.page(crate::DIRECTOR, "/nonconformities").await.shows("Pasūtījums kavējas.");
        let mut tx = world.write(crate::DIRECTOR).await;
        let to = solits_colleagues::Deed::PassOn { to: world.employee(HEAD), text: String::new() };
        let passed =
            act(&mut tx, &world.app, &world.actor(crate::DIRECTOR), id, 1, to, Capacity::Keeper).await;
        assert!(matches!(passed, Err(ColleagueError::Refused(Refusal::Concerned))), "{passed:?}");
    })
    .await;
}
