//! Suggestions about the standard itself.

use axum::http::StatusCode;
use solits_db::sql;
use solits_testkit::on_both;

use super::{ANNA, Answer, ILZE, World};

const HERE: &str = "/suggestions";
const PROPOSAL: &str = "Svešvalodā sasveicinās tulks.";

async fn propose(world: &World, who: &str, about: &str) -> Answer {
    world.post(who, HERE, &[("about", about), ("proposal", PROPOSAL), ("key", about)]).await
}

/// The address at which the first suggestion that waits for the reader is answered.
async fn answering(world: &World, who: &str) -> String {
    format!("/suggestions/{}/answer", world.get(who, HERE).await.after("action=\"/suggestions/"))
}

/// suggestions and corrections to the standard itself are accepted from staff and answered.
#[tokio::test]
async fn an_employee_proposes_and_reads_what_was_answered() {
    on_both(|database| async {
        let world = World::new(database).await;
        // From the norm's line the form comes with the norm chosen.
        let form = world.get("anna", "/suggestions?about=norm:greeting").await;
        form.shows("value=\"norm:greeting\" selected").hides("Gaida atbildi");
        assert_eq!(propose(&world, "anna", "norm:greeting").await.taken(), "/suggestions?notice=suggested");
        world.get("anna", HERE).await.shows(PROPOSAL).shows("gaida atbildi").hides("/answer\"");

        let waiting = world.get("ilze", HERE).await;
        waiting.shows(PROPOSAL).shows(ANNA).shows("Klientu sasveicina pirmais darbinieks.");
        let answer = answering(&world, "ilze").await;
        let silent = world.post("ilze", &answer, &[("verdict", "declined"), ("answer", " ")]).await;
        silent.refused().shows("f-answer-");
        let words = [("verdict", "accepted"), ("answer", "Iekļausim nākamajā redakcijā.")];
        assert_eq!(world.post("ilze", &answer, &words).await.taken(), "/suggestions?notice=answered");
        world.get("ilze", HERE).await.shows("Neviens ierosinājums jūsu atbildi negaida.");
        // Answered once.
        assert_eq!(world.post("ilze", &answer, &words).await.status, StatusCode::CONFLICT);
        world.get("anna", HERE).await.shows("pieņemts").shows("Iekļausim nākamajā redakcijā.").shows(ILZE);

        // And in which version it was taken up.
        let taken_up = answer.replace("/answer", "/taken-up");
        let unknown = world.post("ilze", &taken_up, &[("version", "7")]).await;
        assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
        world.post("ilze", &taken_up, &[("version", "1")]).await.taken();
        world.get("anna", HERE).await.shows("Iestrādāts versijā");
        let journal = world.journal().await;
        let told = ["suggestion.made", "suggestion.answered", "suggestion.taken_up"];
        assert_eq!(journal.len(), told.len());
        for (facts, what) in journal.iter().zip(told) {
            assert!(facts.contains(what) && !facts.contains("tulks"), "{facts}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_answers_for_the_norm_answers_and_nobody_else_sees_it() {
    on_both(|database| async {
        let world = World::new(database).await;
        let zane = format!("person:{}", world.fixture.employees[3]);
        world.post("ilze", "/evidence/owners", &[("norm", "wait"), ("owner", &zane)]).await.taken();
        propose(&world, "anna", "norm:wait").await.taken();
        propose(&world, "anna", "norm:no-show").await.taken();
        // Zane answers for the wait alone; Oto for nothing; Ilze, who writes the standard, for all.
        let waiting = world.get("zane", HERE).await;
        waiting.shows("Klientu aicina 15 minūšu laikā.").shows("Gaida atbildi");
        assert_eq!(waiting.body.matches(&format!(">{PROPOSAL}<")).count(), 1);
        assert_eq!(world.get("ilze", HERE).await.body.matches(&format!(">{PROPOSAL}<")).count(), 2);
        world.get("oto", HERE).await.hides(PROPOSAL).hides("Gaida atbildi");
        let answer = answering(&world, "zane").await;
        let words = [("verdict", "declined"), ("answer", "Nē.")];
        assert_eq!(world.post("oto", &answer, &words).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.post("anna", &answer, &words).await.status, StatusCode::NOT_FOUND);
        world.post("zane", &answer, &words).await.taken();
        world.get("anna", HERE).await.shows("noraidīts");
        // Which version it is in is said by those who write the standard.
        let taken_up = answer.replace("/answer", "/taken-up");
        assert_eq!(world.post("zane", &taken_up, &[("version", "1")]).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn nobody_answers_what_they_proposed_and_two_answers_are_one() {
    on_both(|database| async {
        let world = World::new(database).await;
        propose(&world, "ilze", "norm:greeting").await.taken();
        let own = world.get("ilze", HERE).await;
        own.shows("Neviens ierosinājums jūsu atbildi negaida.").hides("/answer\"");
        // Sent twice, it is there once.
        propose(&world, "anna", "norm:wait").await.taken();
        propose(&world, "anna", "norm:wait").await.taken();
        let answer = answering(&world, "ilze").await;
        world
            .run(
                sql!("UPDATE employee_roles SET role = 'administrator' WHERE institution_id = $1 AND employee_id = $2")
                    .bind(world.fixture.employees[2]),
            )
            .await;
        let accept = [("verdict", "accepted"), ("answer", "Jā.")];
        let decline = [("verdict", "declined"), ("answer", "Nē.")];
        let answers =
            tokio::join!(world.post("ilze", &answer, &accept), world.post("oto", &answer, &decline));
        let mut told = [answers.0.status, answers.1.status];
        told.sort();
        assert_eq!(told, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
        assert_eq!(world.journal().await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_suggestion_about_nothing_or_without_words_comes_back_as_it_was_typed() {
    on_both(|database| async {
        let world = World::new(database).await;
        let nothing = world.post("anna", HERE, &[("about", "norm:nav"), ("proposal", PROPOSAL)]).await;
        nothing.refused().shows("Izvēlieties vienu no iespējām.").shows(PROPOSAL);
        let silent = world.post("anna", HERE, &[("about", "norm:wait"), ("proposal", "")]).await;
        silent.refused().shows("value=\"norm:wait\" selected");
        // A paragraph that is no norm can be meant too: here the goal.
        assert_eq!(
            world.post("anna", HERE, &[("about", "at:testa:2"), ("proposal", "x")]).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(world.journal().await.len(), 1);
    })
    .await;
}
